"""How wide the columns of a table want to be on paper: numbers whole on a line, words broken where there is no room."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from surveykit.render.cell import marks_of, parted, shown, spanning
from surveykit.render.paper.measure import width_of
from surveykit.reports.document import Block, Heading
from surveykit.reports.picture import Picture
from surveykit.reports.table import Bar, Span, Table

PAD: Final = 1.0  # of the size, between columns
HEADING: Final = 12.0  # of the size: what a heading over numbers wants, where it is not shorter
LABEL: Final = 10.0  # of the size: a line of words that are broken, on a screen
SCREEN: Final = 1.15  # letters of screens against those of paper, in width
WORDS: Final = 9.0  # of the size: what a column of words is left with, where its words are not shorter
DRAWN: Final = 5.0  # of the size: bars and intervals
CROWDED: Final = 46.0  # of the size of a screen's letters: less than a page beside its list of contents has
PORTRAIT: Final = 178 / 0.3528 / 8.5
LANDSCAPE: Final = 265 / 0.3528 / 8.5
"""The text of A4 (178 by 265 mm), in the size of tables (8.5 points)."""


def widths(table: Table, room: float) -> list[float]:
    """The width of each column in parts of the size of its letters; together wider than the room only if they must."""
    least, natural = _bounds(table)
    spare, wanted = room - sum(least), sum(natural) - sum(least)
    if spare <= 0 or wanted <= 0:
        return least
    share = min(1.0, spare / wanted)
    return [low + share * (high - low) for low, high in zip(least, natural, strict=True)]


def turned(table: Table) -> bool:
    """Whether a table is too wide for an upright page."""
    return sum(_bounds(table)[0]) > PORTRAIT


def shrunk(table: Table) -> float:
    """The part of its usual size that a table is printed in: less than 1 where it is wider than a turned page."""
    return min(1.0, LANDSCAPE / max(1.0, sum(_bounds(table)[0])))


def crowded(table: Table) -> bool:
    """Whether a table is set in smaller letters on a screen, so that more of it is seen at once."""
    return sum(_bounds(table)[0]) > CROWDED


def readable(table: Table, place: int) -> float:
    """The width that a column of words keeps on a screen, in the size of its letters: words on one line, if few."""
    said = [
        str(row.cells[place] or "") for row in table.rows if not spanning(row) and isinstance(row.cells[place], str)
    ]
    indent = max((1.2 * row.indent for row in table.rows), default=0.0) if not place else 0.0
    return 1 + min(LABEL, SCREEN * max(map(_wide, said), default=0.0) + indent)


def turned_pages(blocks: Sequence[Block]) -> list[bool]:
    """Whether each block stands on a turned page, so that words stay with their table and no page is nearly empty.

    Headings, and the words a document begins with, go with the table or picture that follows; other words stay on the
    page they are on.
    """
    own = [
        turned(block) if isinstance(block, Table) else False if isinstance(block, Picture) else None for block in blocks
    ]
    ahead, following = own[:], None
    for place in reversed(range(len(own))):
        ahead[place] = following = following if own[place] is None else own[place]
    found: list[bool] = []
    for place, block in enumerate(blocks):
        joined = own[place] is not None or not found or isinstance(block, Heading)
        coming = ahead[place] if joined else None
        found.append(coming if coming is not None else bool(found) and found[-1])
    return found


def _bounds(table: Table) -> tuple[list[float], list[float]]:
    """The least and the natural width of every column; headings over several columns fit too."""
    least, natural = [], []
    for place, (column, marks) in enumerate(zip(table.columns, marks_of(table), strict=True)):
        cells = [(parted(row.cells[place])[0], row) for row in table.rows if not spanning(row)]
        said = [shown(cell, column, row) for cell, row in cells if not isinstance(cell, Bar | Span)]
        drawn = DRAWN if len(said) < len(cells) else 0.0
        mark, head = 0.5 * marks, _longest([column.heading])
        indent = max((row.indent for row in table.rows), default=0) if not place else 0
        whole = max(map(_wide, [said_ for text in said for said_ in text.split("\n")]), default=0.0) + mark + indent
        if column.kind == "text":
            full = max(whole, _wide(column.heading), drawn)
            least.append(min(full, max(_longest([column.heading, *said]) + indent, WORDS)) + PAD)
            natural.append(full + PAD)
        else:
            least.append(max(whole, head, drawn) + PAD)
            natural.append(max(least[-1], min(_wide(column.heading), HEADING) + PAD))
    for low in (least, natural):
        _widen(table, low)
    return least, natural


def _widen(table: Table, found: list[float]) -> None:
    """Columns under one heading are together as wide as its longest word."""
    for group, members in groupby(range(len(table.columns)), key=lambda place: table.columns[place].group):
        places = list(members)
        lacking = _longest([group]) + PAD - sum(found[place] for place in places)
        if group and lacking > 0:
            for place in places:
                found[place] += lacking / len(places)


def _wide(text: str) -> float:
    return width_of(text, 1.0)


def _longest(texts: Sequence[str]) -> float:
    return max((_wide(word) for text in texts for word in text.split()), default=0.0)
