"""The rows of a table of models: a coefficient of each model with its stars, its bracket beneath or beside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite
from typing import Final

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import CONSTANT, Coefficient
from surveykit.reports.models.asked import Asked, places_of
from surveykit.reports.models.columns import Shown
from surveykit.reports.models.labels import (
    category_label,
    category_of,
    in_listed_order,
    reference_of,
    term_label,
    variables_of,
)
from surveykit.reports.models.words import word
from surveykit.reports.table import Bracketed, Cell, Column, Kind, Marked, Row

INNER: Final = frozenset({"athrho", "lnsigma"})
"""Parameters as they are estimated, which stand as rho and sigma in a table."""
_MOST: Final = 700.0  # of an exponent


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows of coefficients are made from."""

    columns: Sequence[Shown]
    codebook: Codebook
    language: str
    asked: Asked

    def heads(self) -> Iterator[Column]:
        """The columns of each model, under its title."""
        places, asked = places_of((), self.asked.decimals), self.asked
        for one in self.columns:
            yield Column(one.key, one.heading, "number", places, one.title)
            if asked.beside:
                heading = word(_name(one, asked), self.language)
                kind: Kind = "p" if asked.brackets == "p" else "number"
                yield Column(f"{one.key}.{asked.brackets}", heading, kind, self._inside(places), one.title)
            if asked.percent:
                yield Column(f"{one.key}.percent", word("percent", self.language), "number", 1, one.title)

    def coefficients(self) -> Iterator[Row]:
        """A row for each term, the categories of a variable together, then the constant and what is of no equation."""
        terms = [term for term in _in_order([list(one.coefficients) for one in self.columns]) if self._shown(term)]
        groups: dict[str, list[str]] = {}
        for term in terms:
            found = category_of(term)
            groups.setdefault(f"C({found[0]})" if found else term, []).append(term)
        for members in sorted(groups.values(), key=lambda terms: self._late(terms[0])):
            if name := category_of(members[0]):
                yield from self._categories(name[0], members)
            else:
                yield from self._term(members[0], term_label(self.codebook, members[0], self.language))

    def _shown(self, term: str) -> bool:
        hidden = bool({*variables_of(term, self.codebook)} & {*self.asked.hide})
        return term not in INNER and not hidden

    def _late(self, term: str) -> int:
        """The constant comes after the terms, and what is of no equation after it."""
        free = all(one.equation == "" for one in self._of(term)) and any(one.equation for one in self.columns)
        return 2 if free else int(term == CONSTANT)

    def _of(self, term: str) -> list[Coefficient]:
        return [found for column in self.columns if (found := column.cell(term)) is not None]

    def _categories(self, name: str, terms: Sequence[str]) -> Iterator[Row]:
        """The categories of a variable beneath its label, which says what they are compared with."""
        title = term_label(self.codebook, name, self.language)
        base = reference_of((column.fit for column in self.columns), name)
        if base is not None:
            label = category_label(self.codebook, name, base, self.language)
            title = word("reference", self.language, variable=title, category=label)
        width = sum(1 for _ in self.heads())
        yield Row((title, *[None] * width), "heading", key=name)
        for term in in_listed_order(self.codebook, name, terms):
            code = category_of(term) or ("", "")
            yield from self._term(term, category_label(self.codebook, *code, self.language), 1)

    def _term(self, term: str, label: str, indent: int = 0) -> Iterator[Row]:
        cells = [cell for column in self.columns for cell in self._cells(column, term)]
        places = places_of([one.se for one in self._of(term)], self.asked.decimals)
        inside = self._inside(places)
        outer = [(column.key, places) for column in self.columns]
        own = outer + [(f"{column.key}.{self.asked.brackets}", inside) for column in self.columns if self.asked.beside]
        yield Row((label, *cells), indent=indent, decimals=tuple(own), key=term)
        if not self.asked.beside:
            beneath = [cell for column in self.columns for cell in self._beneath(column, term)]
            decimals = tuple((column.key, inside) for column in self.columns)
            yield Row(("", *beneath), "beneath", decimals=decimals, key=f"{term}.{self.asked.brackets}")

    def _cells(self, column: Shown, term: str) -> Iterator[Cell]:
        one, asked = column.cell(term), self.asked
        gap = None if column.lacks(term) else column.told(term)
        yield gap if one is None else Marked(self._value(one), asked.mark(one.p))
        if asked.beside:
            yield "" if one is None else self._bracket(one)
        if asked.percent:
            yield "" if one is None or not one.equation or term == CONSTANT else 100 * (raised(one.value) - 1)

    def _beneath(self, column: Shown, term: str) -> Iterator[Cell]:
        one = column.cell(term)
        yield "" if one is None else self._bracket(one)
        if self.asked.percent:
            own = one is not None and one.equation and term != CONSTANT and self.asked.brackets == "se"
            yield Bracketed(100 * raised(one.value) * one.se) if own and one is not None else ""

    def _inside(self, places: int) -> int:
        """The decimals of what stands in brackets."""
        return {"se": places, "p": 3}.get(self.asked.brackets, 2)

    def _value(self, one: Coefficient) -> float:
        return raised(one.value) if self.asked.exp and one.equation else one.value

    def _bracket(self, one: Coefficient) -> Cell:
        number = {"se": one.se, "p": one.p}.get(self.asked.brackets, one.statistic)
        if self.asked.brackets == "se" and self.asked.exp and one.equation:
            number *= raised(one.value)
        if not isfinite(number):
            return ""
        return Bracketed(number, "p" if self.asked.brackets == "p" else "number")


def raised(value: float) -> float:
    """exp(b)."""
    return exp(value) if value < _MOST else inf


def _name(one: Shown, asked: Asked) -> str:
    """What the brackets of a column are: z or t as the model has it."""
    if asked.brackets in {"z", "t"}:
        return "z" if one.fit.df == inf else "t"
    return asked.brackets


def _in_order(lists: Iterable[Sequence[str]]) -> list[str]:
    """Every term once, those of each model in the order they have there as far as that can be."""
    found: list[str] = []
    for terms in lists:
        for place, term in enumerate(terms):
            if term in found:
                continue
            after = next((later for later in terms[place:] if later in found), None)
            found.insert(len(found) if after is None else found.index(after), term)
    return found
