"""Where a table ends: totals and footnotes below it, and other tables on the same sheet."""

import re
from collections.abc import Sequence
from typing import Any

from surveykit.formats.table.sheet import Line, Sheet, is_word, left_out, said
from surveykit.problems import Problem, Rule

ANOTHER = Rule(
    "SK623",
    "There are several tables on the sheet",
    "A dataset is one table; the first is read.",
    "a second row of headings under an empty row",
    "Move each table to a sheet of its own, or name the row of the other's headings with -O header=...",
)
BELOW = Rule(
    "SK624",
    "Rows under the table are left out",
    "A total counted as a case doubles every sum; a footnote is no case at all.",
    "a last row `Total`, or `Source: ...` under an empty row",
    "Nothing to mend if they are no cases; if they are, put something else in their first cell.",
)

_TOTAL = re.compile(
    r"(grand |sub)?totals?|sum|all|overall|average|mean|sum total|totalsumme|summe|gesamt|insgesamt|totale|somme|"
    r"sum i alt|i alt|totalt|итого|всего|среднее|gjennomsnitt|mittelwert|media|moyenne",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(notes?|sources?|quelle|anmerkung|fonte|nota|kilde|merknad|примечание|источник)\s*[:.]|\*+|\(?\d\)\s",
    re.IGNORECASE,
)


def body_of(sheet: Sheet, first: int, words: Sequence[str]) -> tuple[tuple[Line, ...], list[Problem]]:
    """The lines of data from the first, and what is left out under them."""
    lines = list(sheet.lines[first:])
    problems = []
    if not sheet.text and (end := _another(lines)) is not None:
        number, rest = lines[end].number, len(lines) - end
        what = f"another table begins in row {number}; its {rest} row{'s' if rest > 1 else ''} are not read"
        hint = f"read it with -O header={number}"
        problems.append(Problem(ANOTHER, what, sheet.place(number, 0), hint, "warning"))
        lines = lines[:end]
    kept = _without_notes(lines, sum(bool(word) for word in words))
    if kept and _is_total(kept[-1], kept[:-1]):
        kept = kept[:-1]
    if below := lines[len(kept) :]:
        said_ = " ".join(said(cell) for cell in below[0].cells if cell is not None)[:60]
        rows = f"{len(below)} row{'s' if len(below) > 1 else ''}"
        what = f"left out: {rows} under the table, from row {below[0].number}: {said_!r}"
        problems.append(Problem(BELOW, what, sheet.place(below[0].number, 0), BELOW.mend, "warning"))
    if gaps := _gaps(sheet, kept, first):
        problems.append(left_out(sheet, f"{gaps} empty row{'s' if gaps > 1 else ''}"))
    return tuple(kept), problems


def _gaps(sheet: Sheet, kept: Sequence[Line], first: int) -> int:
    if sheet.text or not kept:
        return 0
    return kept[-1].number - sheet.lines[first - 1].number - len(kept)


def _another(lines: Sequence[Line]) -> int | None:
    """The index of the line, after an empty one, that heads another table."""
    for index in range(2, len(lines) - 1):
        line, before = lines[index], lines[index - 1]
        if line.number - before.number > 1 and line.filled > 1 and _heads(line, lines[:index], lines[index + 1 :]):
            return index
    return None


def _heads(line: Line, above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a line of texts stands over numbers, and under numbers of another table."""
    columns = [n for n, cell in enumerate(line.cells) if cell is not None]
    if not all(isinstance(line.at(n), str) for n in columns):
        return False
    return any(_number(below[0].at(n)) and any(_number(other.at(n)) for other in above) for n in columns)


def _number(cell: Any) -> bool:
    return cell is not None and not isinstance(cell, str)


def _without_notes(lines: Sequence[Line], width: int) -> list[Line]:
    """The lines without those at the end that hold one text only, after an empty line or like a note."""
    end = len(lines)
    while width >= 3 and end > 1 and lines[end - 1].filled == 1 and is_word(_first(lines[end - 1])):
        end -= 1
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        if line.number - before.number > 1 or _NOTE.match(said(_first(line))):
            break
        end += 1
    return list(lines[:end])


def _first(line: Line) -> Any:
    return next(cell for cell in line.cells if cell is not None)


def _is_total(line: Line, above: Sequence[Line]) -> bool:
    cells = [cell for cell in line.cells if cell is not None]
    if len(cells) < 2 or not above or not _TOTAL.fullmatch(said(cells[0]).rstrip(":")):
        return False
    return not any(is_word(cell) for cell in cells[1:])
