"""Columns of the list of cases: what stands in each, how wide it is, and from which width of the screen on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from surveykit.tui.draft import shortened
from surveykit.tui.listing.facts import Facts
from surveykit.tui.words import say

LEAST = 12  # cells of the case id
Cell = Callable[[Facts, str], str]
"""What stands in a column: of a case, in a language."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the word at its head, its cells across, what it shows, and the width of screen it needs."""

    word: str
    width: int
    cell: Cell
    roomy: int = 0


STATUS = Column("status", 14, lambda facts, language: say(language, facts.state))
ASSIGNED = Column("assigned", 11, lambda facts, _: facts.assigned)
KEYED_BY = Column("keyed_by", 11, lambda facts, _: facts.by)
CHANGED = Column("changed", 18, lambda facts, _: facts.changed)
BATCH = Column("batch", 12, lambda facts, _: facts.batch, 100)
OUTCOME = Column("outcome", 9, lambda facts, _: facts.outcome, 110)


def fitting(columns: Sequence[Column], width: int) -> Sequence[Column]:
    """The columns there is room for, the last ones given up first."""
    kept = [column for column in columns if column.roomy <= width]
    while kept and LEAST + sum(column.width + 1 for column in kept) + 1 > width:
        kept.pop()
    return kept


def row(case: str, columns: Sequence[Column], cells: Sequence[str], width: int) -> str:
    """A row: the case takes the room the columns leave."""
    room = max(width - sum(column.width + 1 for column in columns) - 1, LEAST)
    parts = [_padded(case, room), *(_padded(cell, column.width) for column, cell in zip(columns, cells, strict=True))]
    return " ".join(parts).rstrip()


def _padded(text: str, width: int) -> str:
    text = shortened(text, width)
    return text + " " * (width - cell_len(text))
