"""The numbers of a table book, unrounded, by entry, row and column: for what is compared with a printed table."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile

from surveykit.reports.document import Document
from surveykit.reports.picture import Picture
from surveykit.reports.pictures.numbers import numbers_of
from surveykit.reports.table import Bracketed, Cell, Marked, Row, Table

Address = tuple[str, str, str]
"""The key of a table, the label of a row, the key of a column."""

BETWEEN = " / "
"""What stands between the labels of a row that is told by several: `Turnover 2010 / All`."""


def cells(document: Document) -> Mapping[Address, float]:
    """Every number of the tables and pictures of a document.

    A row is called by the labels it stands under and its own, `Turnover 2010 / All`; by fewer of them, or its own
    alone, where no other row of the table is called so. A row of a table of models is called by its term too,
    `log(size)` or `industry[72]`, and the number in brackets beneath one by the column with what it is, `m1.z`.
    """
    found: dict[Address, float] = {}
    for block in document.blocks:
        if isinstance(block, Picture):
            _take(numbers_of(block, document.language), block.key, found)
        elif isinstance(block, Table):
            _take(block, block.key, found)
    return found


def _take(table: Table, key: str, found: dict[Address, float]) -> None:
    rows = list(_rows(table))
    known = Counter(name for path, row in rows if row.role != "beneath" for name in _names(path))
    names: list[str] = []
    for path, row in rows:
        beneath = f".{row.key.rpartition('.')[2]}" if row.role == "beneath" else ""
        if not beneath:
            whole, *shorter = _names(path)
            names = [whole, *(name for name in shorter if known[name] == 1), *filter(None, [row.key])]
        for column, cell in zip(table.columns, row.cells, strict=True):
            value = _number(cell)
            if value is not None:
                found |= {(key, name, f"{column.key}{beneath}"): value for name in names}


def _names(path: tuple[str, ...]) -> list[str]:
    """What a row may be called, the longest name first."""
    return [BETWEEN.join(path[start:]) for start in range(len(path))]


def _rows(table: Table) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Each row with the labels it is known by: those of less indented rows above it, and its own."""
    stub = len(list(takewhile(lambda column: column.kind == "text", table.columns)))
    above: list[tuple[int, str]] = []
    first = ""
    for row in table.rows:
        said = [cell if isinstance(cell, str) else "" for cell in row.cells[:stub]]
        if said:
            first = said[0] or first
            said[0] = first
        own = BETWEEN.join(filter(None, said))
        above = [(indent, label) for indent, label in above if indent < row.indent]
        yield (*(label for _, label in above), own), row
        above.append((row.indent, own))


def _number(cell: Cell) -> float | None:
    value = cell.value if isinstance(cell, Marked | Bracketed) else cell
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    return number if math.isfinite(number) else None
