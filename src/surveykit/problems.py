"""Problems: where something is wrong, which rule it breaks, what was expected and what would mend it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file with line and column, a sheet with a cell, or a case with a variable.

    Lines and columns count from 1, as editors do.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    cell: str | None = None
    case: str | None = None
    variable: str | None = None

    def __str__(self) -> str:
        """The place as a compiler or an editor writes it: `file:line:column` or `file: case 7, size`."""
        where = self.file
        if self.cell is not None:
            where = f"{where}!{self.cell}" if where else self.cell
        if self.line is not None:
            where = ":".join(str(part) for part in (where, self.line, self.column) if part not in ("", None))
        inside = [f"case {self.case}"] if self.case is not None else []
        inside += [self.variable] if self.variable is not None else []
        return ": ".join(part for part in (where, ", ".join(inside)) if part)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be broken: its code (SK and three digits), title, reason, an example that breaks it, the mend."""

    code: str
    title: str
    why: str
    example: str
    mend: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint: the rule, what is and what was expected, the place, and what would mend it."""

    rule: Rule
    what: str
    place: Place = Place()
    hint: str = ""
    severity: Severity = "error"
    excerpt: str = ""  # the words complained of, with a line of carets under them

    def __str__(self) -> str:
        """One line for the complaint and, indented below it, the words complained of and the mend."""
        place = str(self.place)
        loudness = "" if self.severity == "error" else f"{self.severity}: "
        line = f"{place}: " if place else ""
        line += f"{self.rule.code} {loudness}{self.what}"
        below = self.excerpt.splitlines() + ([f"hint: {self.hint}"] if self.hint else [])
        return "\n    ".join([line, *below])

    def at(self, place: Place) -> "Problem":
        """The same complaint at another place."""
        return replace(self, place=place)


class SurveykitError(Exception):
    """Something is refused; carries every problem that was found, never the first only."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Keep the problems, in the order they were found."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SourceError(SurveykitError):
    """A file cannot be read into its model."""


class DefinitionError(SurveykitError):
    """An instrument, codebook or design contradicts itself."""


class DataError(SurveykitError):
    """The dataset has not what was asked for."""


class FormatError(SurveykitError):
    """A file format cannot be read or written."""


class StoreError(SurveykitError):
    """A store is locked, in conflict, or made by a newer version."""


def together(*checks: Callable[[], None]) -> None:
    """Make every check, and refuse with all that any of them complains of.

    Raises:
        DataError: with each complaint once.
    """
    problems: dict[Problem, None] = {}
    for check in checks:
        try:
            check()
        except DataError as refusal:
            problems |= dict.fromkeys(refusal.problems)
    if problems:
        raise DataError(problems)


def shortened(problems: Iterable[Problem], most: int = 20) -> tuple[Problem, ...]:
    """The first problems of each rule and variable, and how many more there are."""
    kept: list[Problem] = []
    counts: dict[tuple[str, str, str | None], int] = {}
    last: dict[tuple[str, str, str | None], Problem] = {}
    for problem in problems:
        key = (problem.rule.code, problem.place.file, problem.place.variable)
        counts[key] = counts.get(key, 0) + 1
        last[key] = problem
        if counts[key] <= most:
            kept.append(problem)
    for key, count in counts.items():
        if count > most:
            place = Place(file=key[1], variable=key[2])
            kept.append(replace(last[key], what=f"and {count - most} more of this kind", place=place, excerpt=""))
    return tuple(kept)


def closest(word: str, known: Iterable[str]) -> str:
    """The known word most like another, or "" when none is close."""
    from difflib import get_close_matches

    words = list(known)
    alike = (each for each in words if each.casefold() == word.casefold())
    return next(alike, next(iter(get_close_matches(word, words, n=1, cutoff=0.6)), ""))


def nearest(word: str, known: Iterable[str]) -> str:
    """A "did you mean" hint, or nothing when no known word is close.

    Example:
        >>> nearest("employes", ["employees", "export"])
        "did you mean 'employees'?"
    """
    close = closest(word, known)
    return f"did you mean '{close}'?" if close else ""


def listed(words: Sequence[object], most: int = 12) -> str:
    """Words as a short list for a message: `'a', 'b', 'c' ... (40 in all)`.

    Example:
        >>> listed(["a", "b"])
        "'a', 'b'"
    """
    shown = ", ".join(f"'{word}'" if isinstance(word, str) else str(word) for word in words[:most])
    return f"{shown} ... ({len(words)} in all)" if len(words) > most else shown


def plain_address(address: str) -> str:
    """An address as it may be shown: without a password or a key.

    Example:
        >>> plain_address("postgresql://ola:secret@server/field?sslmode=require"), plain_address("field.db")
        ('postgresql://ola@server/field', 'field.db')
        >>> plain_address("postgresql:/ola:secret@server/field")  # a path has lost a slash
        'postgresql://ola@server/field'
    """
    scheme, there, rest = re.sub(r"^([a-z]{2,}):/(?=[^/]+@)", r"\1://", address).partition("://")
    if not there:
        return address
    name = re.sub(r"^([^:/@]*):.*@", r"\1@", rest)
    return f"{scheme}://{re.split('[?;]', name)[0]}"
