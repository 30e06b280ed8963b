"""Comma-separated values: the tables of a document, unrounded.

One table is written plainly: a line of column headings, then the rows. Several follow each other, each
under a line with its title and parted by an empty line. Notes and paragraphs are left out: a file of
values is for programs, and `.json` carries everything. Text is UTF-8 with a byte order mark, so that
spreadsheets read it right, and a text that a spreadsheet would take for a formula gets an apostrophe.
"""

import csv
from io import StringIO

from surveykit.render.cell import heading, plain
from surveykit.reports.document import Document
from surveykit.reports.table import Cell, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(document: Document) -> bytes:
    """The tables of a document as comma-separated values."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([safe(table.title)])
        writer.writerow([safe(heading(column)) for column in table.columns])
        writer.writerows([_value(cell) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _value(cell: Cell) -> str | int | float | None:
    value = plain(cell)
    return safe(value) if isinstance(value, str) else value


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
