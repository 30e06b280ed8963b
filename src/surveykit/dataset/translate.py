"""Cells as people and programs wrote them, turned into the codes of a variable."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable
from surveykit.dataset.written import (
    any_number_of,
    date_of,
    datetime_of,
    is_blank,
    may_divide_thousands,
    text_of,
)
from surveykit.missing import REASON_WORDS, Value
from surveykit.problems import Place, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    import pyarrow as pa

NOT_A_CODE = Rule(
    "SK430",
    "A value is no code of the variable",
    "It is kept, but no label explains it, and a table shows it beside the answers that could be given.",
    "7 in a variable of the codes 1 to 4",
    "Correct the value, or add the code to the list.",
)
NOT_A_NUMBER = Rule(
    "SK431",
    "A text stands where a number should",
    "A column of numbers cannot keep it; the cell is left blank.",
    "`about 20` in the number of employees",
    "Correct the cell in the source.",
)
NOT_A_DATE = Rule(
    "SK432",
    "A text is no date that can be understood",
    "Day and month may be taken for each other; the text is kept as it is.",
    "`5/6/2024`",
    "Write dates as 2024-06-05.",
)
NO_SUCH_CHOICE = Rule(
    "SK433",
    "An answer to a multiple-response question is none of its choices",
    "It has no column to stand in.",
    "`1;3;12` where the choices are 1 to 9",
    "Correct the cell, or add the choice to the list.",
)

EITHER_SIGN = Rule(
    "SK436",
    "A comma or point may divide thousands or decimals",
    "1,234 is a thousand and more in one country and little above one in another.",
    "`1,234` in the turnover, and no other cell with a comma that decides",
    "Write 1234, or one decimal more or less; a .csv with decimal commas is separated by semicolons.",
)

Cells = list[Value | None]
CaseOf = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What one written value means: the value to keep, and the rule it breaks, if any."""

    value: Value | None
    broken: Rule | None = None


def translated(
    column: "pa.ChunkedArray", variable: Variable, codebook: Codebook, labels: Mapping[Value, str], case: CaseOf
) -> "tuple[Cells | pa.ChunkedArray, list[Problem]]":
    """A column in the codes of a variable: labels become codes, texts become numbers, dates become ISO 8601.

    Args:
        column: as it stands in the file; given back as it is where nothing changes.
        variable: what its cells should become.
        codebook: that of the variable.
        labels: the file's own labels of its values.
        case: the name of the case in a row.
    """
    import pyarrow.compute as pc

    codes = [*(codebook.codes_of(variable) or ()), *variable.missing]
    spoken = _by_label(codes, variable)
    tell = partial(_told, variable=variable, known={c.value for c in codes}, spoken=spoken, coded=bool(variable.codes))
    said = [cell for cell in pc.unique(column).to_pylist() if cell is not None]
    told = {cell: tell(cell, label=labels.get(cell, "")) for cell in said}
    if variable.type == "number" and variable.decimals != 0:
        told |= _undecided(told)
    if all(told[cell].value == cell and told[cell].broken is None for cell in said):
        return column, []
    cells = column.to_pylist()
    problems = [
        _complaint(told[cell], cell, variable, codes, case(row))
        for row, cell in enumerate(cells)
        if cell is not None and told[cell].broken
    ]
    return [None if cell is None else told[cell].value for cell in cells], problems


def meant(cell: Value, variable: Variable, codebook: Codebook) -> Told:
    """What one written value means in the codes of a variable."""
    codes = [*(codebook.codes_of(variable) or ()), *variable.missing]
    spoken, known = _by_label(codes, variable), {code.value for code in codes}
    return _told(cell, label="", variable=variable, known=known, spoken=spoken, coded=bool(variable.codes))


def _told(
    cell: Value, *, label: str, variable: Variable, known: set[Value], spoken: Mapping[str, Value], coded: bool
) -> Told:
    if isinstance(cell, str) and is_blank(cell):
        return Told(None if variable.type != "text" else cell)
    value = typed(cell, variable)
    if value in known:
        return Told(value)
    if label in known:
        return Told(label)
    for words in (cell, label):
        if isinstance(words, str) and words.strip().casefold() in spoken:
            return Told(spoken[words.strip().casefold()])
    if value is None:
        return Told(None, NOT_A_NUMBER)
    if coded and variable.emptiness.reason(value) is None:
        return Told(value, NOT_A_CODE)
    if variable.type in {"date", "datetime"} and not _dated(str(value), variable):
        return Told(value, NOT_A_DATE)
    return Told(value)


def _undecided(told: Mapping[Value, Told]) -> dict[Value, Told]:
    """The numbers whose comma or point may divide thousands, where no other cell of the column decides."""
    found: dict[Value, Told] = {}
    for sign in ",.":
        texts = {cell: meant for cell, meant in told.items() if isinstance(cell, str) and sign in cell}
        numbers = {cell: meant for cell, meant in texts.items() if meant.value == any_number_of(cell)}
        if all(may_divide_thousands(cell) for cell, meant in numbers.items() if meant.value is not None):
            found |= {cell: Told(meant.value, EITHER_SIGN) for cell, meant in numbers.items() if not meant.broken}
    return found


def typed(cell: Value, variable: Variable) -> Value | None:
    """The cell in the type of the variable; None for a text that is no number."""
    if variable.type == "number":
        if not isinstance(cell, str):
            return int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell
        return any_number_of(cell, whole=variable.decimals == 0)
    text = text_of(cell)
    if variable.type == "date":
        return date_of(text.strip()) or text.strip().removesuffix("T00:00:00")
    if variable.type == "datetime":
        return datetime_of(text.strip()) or text.strip()
    return text


def _dated(text: str, variable: Variable) -> bool:
    return date_of(text) is not None or (variable.type == "datetime" and datetime_of(text) is not None)


def _by_label(codes: Sequence[Code], variable: Variable) -> dict[str, Value]:
    """The codes by their labels in any language, whatever the case; a label two codes share names neither."""
    found: dict[str, set[Value]] = {}
    for code in sorted(codes, key=lambda code: code.missing is not None):
        words = [*code.label.languages.values(), *REASON_WORDS.get(code.missing or "", {}).values()]
        for word in words:
            said = found.setdefault(word.strip().casefold(), set())
            if code.missing is None or not said:  # a choice of the list goes before an empty of the same words
                said.add(code.value)
    if variable.type != "text" or variable.codes:
        return {word: next(iter(values)) for word, values in found.items() if word and len(values) == 1}
    return {}  # an open answer may say "refused" and mean it


def _complaint(told: Told, cell: Value, variable: Variable, codes: Sequence[Code], case: str) -> Problem:
    place = Place(case=case, variable=variable.name)
    said = repr(cell[:60]) if isinstance(cell, str) else text_of(cell)
    if told.broken is NOT_A_CODE:
        words = [code.label.into("") for code in codes]
        hint = nearest(cell, words) if isinstance(cell, str) else f"the codes are {listed([c.value for c in codes])}"
        return Problem(NOT_A_CODE, f"{said} is no code of '{variable.name}'", place, hint)
    if told.broken is NOT_A_DATE:
        return Problem(NOT_A_DATE, f"{said} is no date", place, NOT_A_DATE.mend)
    if told.broken is EITHER_SIGN:
        sign = "comma" if "," in str(cell) else "point"
        what = f"{said} was read as {text_of(told.value or 0)}; the {sign} may also divide thousands"
        return Problem(EITHER_SIGN, what, place, EITHER_SIGN.mend, "warning")
    words = [word for code in codes for word in code.label.languages.values()]
    hint = nearest(cell, words) if isinstance(cell, str) else ""
    what = f"neither a code nor a label of '{variable.codes}'" if variable.codes else "no number"
    return Problem(NOT_A_NUMBER, f"{said} is {what}; left blank", place, hint)


def ticked(
    cells: Sequence[Value | None], question: ResponseSet, codebook: Codebook, case: CaseOf
) -> tuple[dict[str, Cells], list[Problem]]:
    """One column of several answers, such as `1;3`, as the 0/1 columns of a multiple-response question."""
    members = dict(zip(question.choices, question.variables, strict=True))
    first = codebook[question.variables[0]]
    spoken = {
        text.strip().casefold(): choice
        for choice, name in members.items()
        for text in codebook[name].label.languages.values()
    }
    gone = {text_of(code.value): code.value for code in first.missing}
    gone |= {word: value for word, value in _by_label(first.missing, first).items() if word not in spoken}
    columns: dict[str, Cells] = {name: [] for name in question.variables}
    problems = []
    for row, cell in enumerate(cells):
        said = "" if cell is None else text_of(cell).strip()
        whole = gone.get(said.casefold()) if said else None
        chosen, unknown = _choices(said, members, spoken)
        if unknown and whole is None and said:
            what = f"{listed(unknown, 3)} is no choice of '{question.name}'"
            problems.append(Problem(NO_SUCH_CHOICE, what, Place(case=case(row), variable=question.name)))
        for choice, name in members.items():
            columns[name].append(None if not said else whole if whole is not None else int(choice in chosen))
    return columns, problems


def _choices(said: str, members: Mapping[Value, str], spoken: Mapping[str, Value]) -> tuple[set[Value], list[str]]:
    """The choices named in one cell, by code or by label, and what names none."""
    by_code = {text_of(choice).casefold(): choice for choice in members}
    best: tuple[set[Value], list[str]] = (set(), [said])
    for parts in _ways(said):
        found = {part: by_code.get(part.casefold(), spoken.get(part.casefold())) for part in parts}
        unknown = [part for part, choice in found.items() if choice is None]
        chosen = {choice for choice in found.values() if choice is not None}
        if len(unknown) < len(best[1]) or (len(unknown) == len(best[1]) and len(chosen) > len(best[0])):
            best = (chosen, unknown)
        if not unknown:
            break
    return best


def _ways(said: str) -> Iterator[list[str]]:
    """The ways a cell may list its answers; a comma or a blank may also be part of a label, so they come last."""
    inside = said[1:-1] if said[:1] + said[-1:] in {"[]", "()", "{}"} else said
    for sign in (None, ";", "|", "\n", ",", " "):
        parts = [inside] if sign is None else inside.split(sign)
        yield [part.strip().strip("\"'") for part in parts if part.strip()]
