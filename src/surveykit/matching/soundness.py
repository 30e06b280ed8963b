"""Soundness: whether a mapping fits the file and the codebook it is used on; every misfit at its place."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.written import text_of
from surveykit.matching import mapping
from surveykit.matching.likeness import plain
from surveykit.matching.mapping import Match
from surveykit.matching.propose import called, fingerprint_of
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Place, Problem, Rule, listed, nearest
from surveykit.source import Path_, Source

NO_COLUMN = Rule(
    "SK650",
    "A mapping names a column the file does not have",
    "What should come from it would be blank.",
    "`column: Ansatte` where the file has a column `Antall_ansatte`",
    "Correct the name, or propose a mapping for this file.",
)
NO_VARIABLE = Rule(
    "SK651",
    "A mapping names a variable that is not there",
    "The column would be read and then dropped.",
    "`employes:` under `variables`, where the instrument has `employees`",
    "Correct the name; the codebook lists them all.",
)
NO_CODE = Rule(
    "SK652",
    "A mapping gives a code the variable does not have",
    "A value nobody has defined would stand in the data.",
    "`values: {Ja: 2}` where the codes are 1 and 0",
    "Give one of the codes.",
)
TAKEN_TWICE = Rule(
    "SK653",
    "A column or variable is taken twice",
    "One answer would be counted as two, or one column written over by another.",
    "`column: q7` at two variables",
    "Leave it at one of them.",
)
OTHER_FILE = Rule(
    "SK654",
    "A mapping was made for a file with other columns",
    "A column may have the same name and another meaning.",
    "a mapping of last year's file used on this year's",
    "Look at the columns named; propose anew where too many differ.",
)
NOT_APT = Rule(
    "SK655",
    "A key of a mapping does not go with the variable",
    "It would have no effect, and what was meant would not happen.",
    "`separator: ;` at a question with one answer",
    "Remove it, or give the column to the variable that was meant.",
)


def checked(held: mapping.Mapping, source: Source, found: Codebook, target: Codebook) -> tuple[Problem, ...]:
    """What differs from the file the mapping was made for; a mapping that cannot be used is refused.

    Args:
        held: the mapping.
        source: its file.
        found: the codebook of the data.
        target: what the data are put into.

    Raises:
        DefinitionError: SK650 to SK653, SK655, every misfit with its place.
    """
    problems = [*_names(held, source, found, target), *_twice(held, source, target)]
    for name, match in held.variables.items():
        if name in target or any(s.name == name for s in target.sets):
            problems += _keys(name, match, source, target)
            problems += _codes(name, match, source, target)
    if problems:
        raise DefinitionError(
            sorted(problems, key=lambda problem: (problem.place.line or 0, problem.place.column or 0))
        )
    return tuple(_differences(held, source, found, target))


def _names(held: mapping.Mapping, source: Source, found: Codebook, target: Codebook) -> Iterator[Problem]:
    takers = (*target.names, *(s.name for s in target.sets))
    for name, match in held.variables.items():
        if name not in takers:
            hint = nearest(name, takers) or NO_VARIABLE.mend
            yield Problem(
                NO_VARIABLE, f"there is no variable '{name}'", source.place(("variables", name), key=True), hint
            )
        path: Path_ = ("variables", name)
        if match.column is not None and match.column not in found:
            yield _no_column(match.column, source.place((*path, "column")), found)
        for column in match.columns:
            if column not in found:
                yield _no_column(column, source.place((*path, "columns", column), key=True), found)


def _no_column(column: str, place: Place, found: Codebook) -> Problem:
    hint = nearest(column, found.names) or f"its columns are {listed(found.names)}"
    return Problem(NO_COLUMN, f"the file has no column '{column}'", place, hint)


def _twice(held: mapping.Mapping, source: Source, target: Codebook) -> Iterator[Problem]:
    columns: dict[str, str] = {}
    for name, match in held.variables.items():
        for column in match.taken:
            if column in columns:
                what = f"'{column}' is taken by '{columns[column]}' already"
                yield Problem(TAKEN_TWICE, what, source.place(("variables", name, "column")), TAKEN_TWICE.mend)
            columns.setdefault(column, name)
    for question in target.sets:
        both = [name for name in question.variables if name in held.variables]
        if question.name in held.variables and both:
            what = f"'{both[0]}' is a part of '{question.name}', which is matched as a whole"
            yield Problem(TAKEN_TWICE, what, source.place(("variables", both[0]), key=True), TAKEN_TWICE.mend)


def _keys(name: str, match: Match, source: Source, target: Codebook) -> Iterator[Problem]:
    """Keys that go with nothing: one column or several, and what belongs to questions with several answers."""
    path: Path_ = ("variables", name)
    several = name not in target
    if bool(match.column) == bool(match.columns):
        what = f"'{name}' has both `column` and `columns`" if match.columns else f"'{name}' has no column"
        yield Problem(NOT_APT, what, source.place(path, key=True), "give one column, or the columns of its choices")
    unfit = [key for key in ("columns", "ticked", "not_ticked", "separator") if getattr(match, key) and not several]
    unfit += [key for key in ("dates", "decimal", "unit") if getattr(match, key) and several]
    unfit += ["separator"] if match.separator and match.columns and several else []
    for key in unfit:
        kind = "a question with several answers" if several else "a variable of its own"
        yield Problem(
            NOT_APT, f"`{key}` does not go with '{name}', {kind}", source.place((*path, key), key=True), NOT_APT.mend
        )


def _codes(name: str, match: Match, source: Source, target: Codebook) -> Iterator[Problem]:
    known = codes_known(name, target)
    if known is None:
        return
    words = {word for labels in known.values() for word in labels}
    given = [(("variables", name, "values", value), code) for value, code in match.values.items()]
    given += [(("variables", name, "columns", column), code) for column, code in match.columns.items()]
    for path, code in given:
        if code not in known:
            hint = next(
                (
                    f"did you mean {text_of(c)}?"
                    for c, labels in known.items()
                    if plain(str(code)) in map(plain, labels)
                ),
                "",
            )
            hint = hint or nearest(str(code), words) or f"the codes are {listed(list(known))}"
            yield Problem(NO_CODE, f"{text_of(code)!r} is no code of '{name}'", source.place(path), hint)


def codes_known(name: str, target: Codebook) -> dict[Value, tuple[str, ...]] | None:
    """The codes a variable or question can have, missing ones too, with their labels; None where any value goes."""
    question = next((s for s in target.sets if s.name == name), None)
    if question is not None and name not in target:
        known = {
            c: tuple(target[n].label.languages.values())
            for c, n in zip(question.choices, question.variables, strict=False)
        }
        first = target[question.variables[0]]
        return known | {code.value: tuple(code.label.languages.values()) for code in first.missing}
    variable = target[name]
    if variable.codes is None:
        return None
    codes = (*(target.codes_of(variable) or ()), *variable.missing)
    return {code.value: tuple(code.label.languages.values()) for code in codes}


def _differences(held: mapping.Mapping, source: Source, found: Codebook, target: Codebook) -> Iterator[Problem]:
    """What the file has otherwise than the one the mapping was made for."""
    place = source.place(("fingerprint",))
    if held.name != called(target):
        what = f"it was made for '{held.name}', not for '{called(target)}'"
        yield Problem(OTHER_FILE, what, source.place(("mapping",)), OTHER_FILE.mend, "warning")
    if held.fingerprint == fingerprint_of(found):
        return
    for name, match in held.variables.items():
        for column in (match.column,) if match.column else ():
            label = str(found[column].label)
            if match.label and plain(match.label) != plain(label):
                what = f"'{column}' was labelled '{match.label}' and is '{label}' here"
                yield Problem(OTHER_FILE, what, source.place(("variables", name, "label")), OTHER_FILE.mend, "warning")
    known = set(held.columns)
    new = [name for name in found.names if name not in known]
    gone = [name for name in held.columns if name not in found]
    if new:
        yield Problem(OTHER_FILE, f"new columns, kept as they are: {listed(new)}", place, severity="note")
    if gone:
        yield Problem(OTHER_FILE, f"columns that are gone: {listed(gone)}", place, severity="note")
