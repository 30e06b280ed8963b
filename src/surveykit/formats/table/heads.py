"""Which lines are headings, and why; headings over several lines are put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveykit.formats.table.sheet import (
    NO_HEADINGS,
    Line,
    Sheet,
    Span,
    is_word,
    left_out,
    merged,
    said,
    shared_words,
)
from surveykit.problems import FormatError, Problem, Rule

TOGETHER = Rule(
    "SK621",
    "Headings over several rows are put together",
    "A column under `by phone` is understood only with the question above it.",
    "`How often?` over `by phone` and `by mail`",
    "Nothing to mend; -O header=2 takes the headings of one row only.",
)
UNITS = Rule(
    "SK630",
    "A row under the headings holds units",
    "A row of units is no case; the units are kept in the codebook.",
    "`(NOK)` under `turnover`",
    "Nothing to mend.",
)

_LOOKED_AT = 40
_BODY = 200
_UNIT = re.compile(
    r"[(\[][^()\[\]]{1,20}[)\]]|%|‰|€|\$|£|[kKmM]?(NOK|EUR|USD|GBP|RUB|SEK|DKK)|kg|km|m2|m²|hours?|years?"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a table: the lines they stand in, why these, what each column is called, units."""

    lines: tuple[int, ...]  # numbers of lines
    why: str
    words: tuple[str, ...]
    units: tuple[str, ...] = ()
    spread: frozenset[int] = frozenset()  # columns whose heading is merged with one before them
    first: int = 0  # index of the first line of data
    problems: tuple[Problem, ...] = ()


def heads_of(sheet: Sheet, wanted: int | None) -> Heads:
    """The headings of a sheet.

    Args:
        sheet: the lines that hold anything.
        wanted: the number of the line of the headings, where the user names it.

    Raises:
        FormatError: SK540, there are none.
    """
    index, why = _chosen(sheet, wanted)
    if index is None:
        what = "the file" if sheet.text else f"sheet '{sheet.name}'"
        where = f"row {wanted} of {what} is empty" if wanted else f"{what} has no row of headings"
        raise FormatError(Problem(NO_HEADINGS, where, hint=NO_HEADINGS.mend))
    lines, problems = sheet.lines, []
    above = index > 0 and wanted is None and _groups(sheet, lines[index - 1], lines[index])
    first = index - 1 if above else index
    below = not above and wanted is None and _continues(sheet, index)
    last = index + 1 if below else index
    words, spread = _words(sheet, lines[first : last + 1])
    if last > first:
        numbers = f"rows {lines[first].number} and {lines[last].number}"
        why = f"{why}; {numbers} are one heading"
        example = next((word for word in words if " / " in word), words[0])
        problems.append(Problem(TOGETHER, f"headings of {numbers} are put together, such as '{example[:80]}'",
                                sheet.whole, "-O header=... takes the headings of one row only", "note"))  # fmt: skip
    problems += _merged_heads(sheet, lines[first], lines[last])
    units = _units(sheet, last + 1) if wanted is None else ()
    if units:
        problems.append(Problem(UNITS, f"row {lines[last + 1].number} holds units", sheet.whole, severity="note"))
    problems += _titles(sheet, lines[:first], lines[index])
    numbers_ = tuple(line.number for line in lines[first : last + 1])
    return Heads(numbers_, why, words, units, spread, last + 1 + bool(units), tuple(problems))


def _chosen(sheet: Sheet, wanted: int | None) -> tuple[int | None, str]:
    if wanted is not None:
        found = next((n for n, line in enumerate(sheet.lines) if line.number == wanted and line.filled), None)
        return found, "the row was named"
    head = sheet.lines[0]
    if sheet.text and (head.filled == sheet.width or not _poor(sheet)):
        return 0, "it is the first row"
    first = sheet.lines[:_LOOKED_AT]
    width = max(line.filled for line in first)
    for index, line in enumerate(first):
        filled = [cell for cell in line.cells if cell is not None]
        words = [cell for cell in filled if (is_word(cell) if sheet.text else isinstance(cell, str))]
        wide = len(filled) * 2 > width or len(filled) == width
        if wide and len(words) * 2 > len(filled) and len(set(words)) * 2 > len(words):
            return index, "it is the first row that is wide and made of words"
    return (0, "it is the first row") if sheet.text else (None, "")


def _poor(sheet: Sheet) -> bool:
    """Whether the first line of a text file has far fewer cells than the lines under it, as a title has."""
    head, rest = sheet.lines[0], sheet.lines[1:_LOOKED_AT]
    full = max((line.filled for line in rest), default=0)
    return full >= 3 and head.filled * 2 <= full


def _groups(sheet: Sheet, above: Line, head: Line) -> bool:
    """Whether the line above the headings groups them: several texts, each at the first of neighbouring columns."""
    filled = [column for column, cell in enumerate(above.cells) if cell is not None]
    close = head.number - above.number == 1 or sheet.text
    if len(filled) < 2 or not close or not all(is_word(above.at(column)) for column in filled):
        return False
    return all(head.at(column) is not None for column in filled) and len(filled) < head.filled


def _continues(sheet: Sheet, index: int) -> bool:
    """Whether the line under the headings is part of them: texts under gaps, and numbers under the texts."""
    if index + 2 >= len(sheet.lines):
        return False
    head, below, body = sheet.lines[index], sheet.lines[index + 1], sheet.lines[index + 2 : index + 2 + _BODY]
    gaps = [n for n in range(1, len(below.cells)) if head.at(n) is None and below.at(n) is not None]
    filled = [n for n, cell in enumerate(below.cells) if cell is not None]
    if not gaps or not all(is_word(below.at(n)) for n in filled):
        return False
    under = [n for n in filled if any(_counts(line.at(n)) for line in body)]
    fresh = all(str(below.at(n)) not in shared_words(body, n) for n in filled)
    return fresh and set(gaps) & set(under) != set()


def _counts(cell: object) -> bool:
    return cell is not None and not is_word(cell)


def _words(sheet: Sheet, lines: Sequence[Line]) -> tuple[tuple[str, ...], frozenset[int]]:
    """What each column is called; a heading over several columns stands for each that has one of its own below."""
    width, spread = sheet.width, set()
    own = [said(lines[-1].at(column)) for column in range(width)]
    for span in _across(sheet, lines[-1]):
        word = said(lines[-1].at(span.left))
        for column in range(span.left + 1, min(span.right + 1, width)):
            if not own[column] and word:
                own[column] = word
                spread.add(column)
    if len(lines) == 1:
        return tuple(own), frozenset(spread)
    spans = {column: span for span in _across(sheet, lines[0]) for column in range(span.left, span.right + 1)}
    words, over = [], ""
    for column in range(width):
        here = said(lines[0].at(column))
        over = here or (over if own[column] and (not spans or column in spans) else "")
        words.append(" / ".join(word for word in (over, own[column]) if word) if over != own[column] else over)
    return tuple(words), frozenset(spread)


def _across(sheet: Sheet, line: Line) -> list[Span]:
    return [span for span in sheet.merged if span.top == line.number and span.right > span.left]


def _merged_heads(sheet: Sheet, first: Line, last: Line) -> list[Problem]:
    found = []
    for span in sheet.merged:
        if span.top < first.number <= span.bottom:
            what = f"the columns under it have no heading of their own in row {first.number}"
            found.append(merged(sheet, span, what))
        elif first.number <= span.top <= last.number and span.right > span.left:
            found.append(merged(sheet, span, "its heading stands for each column"))
    return found


def _units(sheet: Sheet, index: int) -> tuple[str, ...]:
    """The units in the line under the headings, if every cell of it is one."""
    if index >= len(sheet.lines):
        return ()
    cells = [said(sheet.lines[index].at(column)) for column in range(sheet.width)]
    filled = [cell for cell in cells if cell]
    if not filled or not all(_UNIT.fullmatch(cell) for cell in filled):
        return ()
    numbers = any(
        _counts(line.at(n)) for line in sheet.lines[index + 1 : index + _BODY] for n, c in enumerate(cells) if c
    )
    return tuple(cell.strip("()[]") for cell in cells) if numbers else ()


def _titles(sheet: Sheet, above: Sequence[Line], head: Line) -> list[Problem]:
    above = [line for line in above if line.filled]
    if not above:
        return []
    words = " ".join(str(cell) for cell in above[0].cells if cell is not None)[:60]
    count = f"{len(above)} row{'s' if len(above) > 1 else ''}"
    return [left_out(sheet, f"{count} above the headings in row {head.number}: {words!r}")]
