"""Plain text for the terminal: as wide as it, wider tables in panels, no colour unless asked.

A table too wide for the screen is cut between columns, and its first column is repeated; a number is
never shortened or broken.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile, zip_longest
from textwrap import wrap
from typing import assert_never
from unicodedata import combining, east_asian_width

from surveykit.render.cell import marks_of, parted, shown, spanning, under
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bracketed, Column, Row, Table

WIDTH = 100
LEAST_WIDTH = 20  # a narrower terminal breaks the lines itself
NARROWEST = 12  # characters a column of words is left with
GUTTER = "  "
STYLES = {"bold": "1", "dim": "2", "warning": "33"}


def render(document: Document, width: int = WIDTH, *, colour: bool = False) -> bytes:
    """A document as text in UTF-8, no line longer than `width` where words can be broken."""
    return text_of(document, width, colour=colour).encode()


def text_of(document: Document, width: int = WIDTH, *, colour: bool = False) -> str:
    """A document as one string."""
    ink, width = _Ink(colour), max(width, LEAST_WIDTH)
    title = [ink("bold", line) for line in _wrapped(document.title, width)]
    parts = ["\n".join(filter(None, [*title, *_wrapped(document.subtitle, width)]))]
    parts += ["\n".join(_block(block, document.language, width, ink)) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


class _Ink:
    """Bold, dim and colour for a terminal; nothing at all elsewhere."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self._colour and text else text


def _block(block: Block, language: str, width: int, ink: _Ink) -> Iterator[str]:
    match block:
        case Heading():
            lines = _wrapped(block.text, width)
            yield from (ink("bold", line) for line in lines)
            yield ink("dim", ("═" if block.level < 3 else "─") * max(map(columns_of, lines)))
        case Paragraph():
            style = {"note": "dim", "warning": "warning"}.get(block.tone)
            lines = _wrapped(block.text, width)
            yield from (ink(style, line) for line in lines) if style else lines
        case Facts():
            widest = min(max((columns_of(term) for term, _ in block.pairs), default=0), width // 3)
            for term, said in block.pairs:
                lines = _wrapped(said, max(NARROWEST, width - widest - 2))
                yield _pad(_printable(term), widest, "text") + GUTTER + lines[0]
                yield from (" " * (widest + 2) + line for line in lines[1:])
        case Table():
            yield from _table(block, width, ink)
        case Picture():
            yield from _table(numbers_of(block, language), width, ink)
        case Findings():
            for problem in block.problems:
                yield from map(_printable, str(problem).splitlines())
            if block.found > len(block.problems):
                yield ink("dim", f"... {block.found} in all, {len(block.problems)} shown")
        case _:
            assert_never(block)


def _table(table: Table, width: int, ink: _Ink) -> Iterator[str]:
    if table.title:
        yield from (ink("bold", line) for line in _wrapped(table.title, width))
    cells = [list(_texts(table, row, marks)) for marks in [marks_of(table)] for row in table.rows]
    for row, texts in zip(table.rows, cells, strict=True):
        texts[:1] = [f"{'  ' * row.indent}{text}" for text in texts[:1]]
    narrow = [texts for row, texts in zip(table.rows, cells, strict=True) if not spanning(row)]
    for number, (panel, widths) in enumerate(_panels(table.columns, narrow, width)):
        if number:
            yield ""
        yield from _panel(table, cells, panel, widths, ink)
    for note in table.notes:
        yield from (ink("dim", line) for line in _wrapped(note, width))


def _texts(table: Table, row: Row, marks: Sequence[int]) -> Iterator[str]:
    """The cells of a row; numbers of a column with marks stand below one another, the marks behind them."""
    for cell, column, most in zip(row.cells, table.columns, marks, strict=True):
        value, mark = parted(cell)
        said = shown(value, column, row)
        gap = "" if isinstance(value, Bracketed) else " "  # the bracket stands where the gap is
        yield _printable(f"{said}{gap}{mark:<{most}}" if most and said else said)


def _panels(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> list[tuple[list[int], list[int]]]:
    """Which columns stand side by side, and how wide each is.

    Columns under one heading stay together where they can; the columns of words that begin the table
    (or the first, where they would take half the width) begin every panel.
    """
    natural = [_natural(column, [row[place] for row in cells]) for place, column in enumerate(columns)]
    least = [
        min(wide, max(NARROWEST, min(_longest_word([column.heading, *(row[place] for row in cells)]), 2 * NARROWEST)))
        if column.kind == "text"
        else wide
        for place, (column, wide) in enumerate(zip(columns, natural, strict=True))
    ]
    runs = [[place for place, _ in run] for _, run in groupby(enumerate(columns), key=lambda c: c[1].group or c)]
    for run in runs:
        short = _longest_word([columns[run[0]].group]) - _across(least, run)
        least[run[-1]] += max(0, short)
        natural[run[-1]] = max(natural[run[-1]], least[run[-1]])
    stub = list(takewhile(lambda p: columns[p].kind == "text" and not columns[p].group, range(len(columns))))
    while len(stub) > 1 and _across(least, stub) > width // 2:
        stub.pop()
    panels = [list(stub)]
    for run in runs:
        fresh = [place for place in run if place not in stub]
        if panels[-1] != stub and fresh and _across(least, panels[-1] + fresh) > width >= _across(least, stub + fresh):
            panels.append(list(stub))
        for place in fresh:
            if panels[-1] != stub and _across(least, [*panels[-1], place]) > width:
                panels.append(list(stub))
            panels[-1].append(place)
    return [(panel, _widths(panel, natural, least, width)) for panel in panels]


def _across(widths: Sequence[int], places: Sequence[int]) -> int:
    return sum(widths[place] + len(GUTTER) for place in places) - len(GUTTER)


def _longest_word(texts: Iterable[str]) -> int:
    return max((columns_of(word) for text in texts for word in text.split()), default=0)


def _widths(panel: Sequence[int], natural: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Words give way: what is left over is dealt out to the columns of words, one character at a time."""
    widths = [least[place] for place in panel]
    spare = width - _across(least, panel)
    while spare > 0 and any(w < natural[p] for w, p in zip(widths, panel, strict=True)):
        for at, place in enumerate(panel):
            if widths[at] < natural[place] and spare > 0:
                widths[at], spare = widths[at] + 1, spare - 1
    return widths


def _natural(column: Column, cells: Sequence[str]) -> int:
    heading = columns_of(column.heading) if column.kind == "text" else _longest_word([column.heading])
    return max(heading, *map(columns_of, cells)) if cells else heading


def _panel(
    table: Table, cells: Sequence[Sequence[str]], panel: Sequence[int], widths: Sequence[int], ink: _Ink
) -> Iterator[str]:
    columns = [table.columns[place] for place in panel]
    rule = "─" * (sum(widths) + len(GUTTER) * (len(widths) - 1))
    if any(column.group for column in columns):
        runs = [list(run) for _, run in groupby(zip(columns, widths, strict=True), key=lambda c: c[0].group or c)]
        over = [sum(w for _, w in run) + len(GUTTER) * (len(run) - 1) for run in runs]
        groups = [_wrapped(run[0][0].group, wide) for run, wide in zip(runs, over, strict=True)]
        yield from (ink("bold", line) for line in _lines(groups, ["text"] * len(runs), over))
    kinds = [column.kind for column in columns]
    headings = [_wrapped(column.heading, wide) for column, wide in zip(columns, widths, strict=True)]
    deepest = max(map(len, headings), default=0)
    headings = [[""] * (deepest - len(lines)) + lines for lines in headings]
    yield from (ink("bold", line) for line in _lines(headings, kinds, widths))
    yield rule
    before: Row | None = None
    for place, (row, texts) in enumerate(zip(table.rows, cells, strict=True)):
        if under(table, place):
            continue
        if before is not None and row.role != before.role and "heading" not in {row.role, before.role}:
            yield rule
        before, style = row, {"heading": "bold", "missing": "dim"}.get(row.role)
        if spanning(row):
            yield from (ink("bold", line) for line in _wrapped(texts[0], len(rule)))
            continue
        beneath = cells[place + 1] if under(table, place + 1) and any(cells[place + 1][at] for at in panel) else None
        broken = [
            _wrapped(texts[at], wide, subsequent_indent="  " * row.indent)
            if kind == "text"
            else [texts[at], *([beneath[at]] if beneath else [])]
            for at, kind, wide in zip(panel, kinds, widths, strict=True)
        ]
        yield from (ink(style, line) if style else line for line in _lines(broken, kinds, widths))
    yield rule


def _lines(cells: Sequence[Sequence[str]], kinds: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Cells of several lines, side by side."""
    for parts in zip_longest(*(cell or [""] for cell in cells), fillvalue=""):
        padded = [_pad(text, wide, kind) for text, wide, kind in zip(parts, widths, kinds, strict=True)]
        yield GUTTER.join(padded).rstrip()


def _pad(text: str, width: int, kind: str) -> str:
    gap = " " * (width - columns_of(text))
    return text + gap if kind == "text" else gap + text


def _wrapped(text: str, width: int, subsequent_indent: str = "") -> list[str]:
    return wrap(_printable(text), max(width, 1), subsequent_indent=subsequent_indent) or [""]


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: wide signs two, combining marks none."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
