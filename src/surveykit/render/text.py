"""Plain text for the terminal: as wide as it, wider tables in panels, no colour unless asked.

A table too wide for the screen is cut between columns, and its first column is repeated; a number is
never shortened or broken.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import assert_never
from unicodedata import combining, east_asian_width

from surveykit.render.cell import shown
from surveykit.reports.document import Block, Document, Facts, Findings, Heading, Paragraph
from surveykit.reports.table import Column, Row, Table

WIDTH = 100
NARROWEST = 12  # characters a column of words is left with
GUTTER = "  "
STYLES = {"bold": "1", "dim": "2", "warning": "33"}


def render(document: Document, width: int = WIDTH, *, colour: bool = False) -> bytes:
    """A document as text in UTF-8, no line longer than `width` where words can be broken."""
    return text_of(document, width, colour=colour).encode()


def text_of(document: Document, width: int = WIDTH, *, colour: bool = False) -> str:
    """A document as one string."""
    ink = _Ink(colour)
    parts = ["\n".join([ink("bold", document.title), *([document.subtitle] if document.subtitle else [])])]
    parts += ["\n".join(_block(block, max(width, 40), ink)) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


class _Ink:
    """Bold, dim and colour for a terminal; nothing at all elsewhere."""

    def __init__(self, colour: bool) -> None:  # noqa: FBT001
        self._colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self._colour and text else text


def _block(block: Block, width: int, ink: _Ink) -> Iterator[str]:
    match block:
        case Heading():
            yield ink("bold", block.text)
            yield ink("dim", ("═" if block.level < 3 else "─") * min(width, columns_of(block.text)))
        case Paragraph():
            style = {"note": "dim", "warning": "warning"}.get(block.tone)
            lines = wrap(block.text, width) or [""]
            yield from (ink(style, line) for line in lines) if style else lines
        case Facts():
            widest = min(max((columns_of(term) for term, _ in block.pairs), default=0), width // 3)
            for term, said in block.pairs:
                lines = wrap(said, max(NARROWEST, width - widest - 2)) or [""]
                yield _pad(term, widest, "text") + GUTTER + lines[0]
                yield from (" " * (widest + 2) + line for line in lines[1:])
        case Table():
            yield from _table(block, width, ink)
        case Findings():
            for problem in block.problems:
                yield from str(problem).splitlines()
            if block.found > len(block.problems):
                yield ink("dim", f"... {block.found} in all, {len(block.problems)} shown")
        case _:
            assert_never(block)


def _table(table: Table, width: int, ink: _Ink) -> Iterator[str]:
    if table.title:
        yield from (ink("bold", line) for line in wrap(table.title, width))
    cells = [
        [" " * (2 * row.indent * (not place)) + _one_line(shown(cell, column, row))
         for place, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True))]
        for row in table.rows
    ]  # fmt: skip
    for number, (panel, widths) in enumerate(_panels(table.columns, cells, width)):
        if number:
            yield ""
        yield from _panel(table, cells, panel, widths, ink)
    for note in table.notes:
        yield from (ink("dim", line) for line in wrap(note, width))


def _panels(columns: Sequence[Column], cells: Sequence[Sequence[str]], width: int) -> list[tuple[list[int], list[int]]]:
    """Which columns stand side by side, and how wide each is; column 0 stands in every panel."""
    natural = [_natural(column, [row[place] for row in cells]) for place, column in enumerate(columns)]
    least = [min(w, NARROWEST) if c.kind == "text" else w for w, c in zip(natural, columns, strict=True)]
    panels: list[list[int]] = [[]]
    for place in range(len(columns)):
        panel = panels[-1]
        if panel and len(panel) > (panel[0] == 0) and sum(least[p] + 2 for p in [*panel, place]) - 2 > width:
            panels.append([0])
            panel = panels[-1]
        panel.append(place)
    return [(panel, _widths(panel, natural, least, width)) for panel in panels]


def _widths(panel: Sequence[int], natural: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    """Words give way: what is left over is dealt out to the columns of words, one character at a time."""
    widths = [least[place] for place in panel]
    spare = width - sum(widths) - 2 * (len(panel) - 1)
    while spare > 0 and any(w < natural[p] for w, p in zip(widths, panel, strict=True)):
        for at, place in enumerate(panel):
            if widths[at] < natural[place] and spare > 0:
                widths[at], spare = widths[at] + 1, spare - 1
    return widths


def _natural(column: Column, cells: Sequence[str]) -> int:
    words = [column.heading] if column.kind == "text" else column.heading.split()
    return max((columns_of(text) for text in [*cells, *words]), default=0)


def _panel(
    table: Table, cells: Sequence[Sequence[str]], panel: Sequence[int], widths: Sequence[int], ink: _Ink
) -> Iterator[str]:
    columns = [table.columns[place] for place in panel]
    rule = "─" * (sum(widths) + 2 * (len(widths) - 1))
    if any(column.group for column in columns):
        yield ink("bold", _groups(columns, widths))
    headings = [wrap(c.heading, w) or [""] for c, w in zip(columns, widths, strict=True)]
    deepest = max(map(len, headings), default=0)
    aligned = [[""] * (deepest - len(lines)) + lines for lines in headings]
    for at in range(deepest):
        yield ink("bold", _line([lines[at] for lines in aligned], columns, widths))
    yield rule
    before: Row | None = None
    for row, texts in zip(table.rows, cells, strict=True):
        if before is not None and row.role != before.role and "heading" not in {row.role, before.role}:
            yield rule
        before = row
        lines = [
            wrap(texts[place], w, subsequent_indent="  " * row.indent if not place else "") or [""]
            if column.kind == "text"
            else [texts[place]]
            for place, column, w in zip(panel, columns, widths, strict=True)
        ]
        for at in range(max(map(len, lines))):
            line = _line([cell[at] if at < len(cell) else "" for cell in lines], columns, widths)
            yield ink({"heading": "bold", "missing": "dim"}.get(row.role, "dim"), line) if row.role in {
                "heading", "missing"} else line  # fmt: skip
    yield rule


def _groups(columns: Sequence[Column], widths: Sequence[int]) -> str:
    """The line of headings that span neighbouring columns, each over its own."""
    parts: list[tuple[str, int]] = []
    for column, width in zip(columns, widths, strict=True):
        if parts and column.group and parts[-1][0] == column.group:
            parts[-1] = (column.group, parts[-1][1] + 2 + width)
        else:
            parts.append((column.group, width))
    return GUTTER.join(_pad(_cut(text, width), width, "text") for text, width in parts).rstrip()


def _line(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    padded = [_pad(t, w, c.kind) for t, c, w in zip(texts, columns, widths, strict=True)]
    return GUTTER.join(padded).rstrip()


def _pad(text: str, width: int, kind: str) -> str:
    gap = " " * (width - columns_of(text))
    return text + gap if kind == "text" else gap + text


def _cut(text: str, width: int) -> str:
    return text if columns_of(text) <= width else text[: max(1, width - 1)] + "…"


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)


def columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: wide signs two, combining marks none."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)
