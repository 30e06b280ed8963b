"""The codebook as one table of comma-separated values: a row for each variable, with its values and missing codes."""

import csv
from collections.abc import Iterable
from io import StringIO

from surveykit.missing import Value
from surveykit.render.codebook.xlsx import Tables
from surveykit.render.delimited import safe
from surveykit.reports.codebook.model import Book
from surveykit.text import Text


def render(book: Book) -> bytes:
    """A book as comma-separated values, numbers unrounded; a text that looks like a formula gets an apostrophe."""
    tables = Tables(book)
    sheet = tables.variables()
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(heading for heading, _ in sheet.columns), tables.word("values"), tables.word("missing")])
    declared = {variable.name: variable.missing for variable in book.codebook}
    for entry, row in zip(book.entries, sheet.rows, strict=True):
        missing = [(one.value, one.label) for one in declared.get(entry.name) or (c for c in entry.codes if c.missing)]
        values = [(one.column or one.value, one.label) for one in entry.codes if not one.missing]
        cells = (*row, *(_listed(codes, book.language) for codes in (values, missing)))
        writer.writerow([safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _listed(codes: Iterable[tuple[Value | None, Text]], language: str) -> str:
    """Codes with labels, as `(1) Yes; (0) No`: a text that begins with a negative code would be taken for a formula."""
    return "; ".join(f"({code}) {label.into(language)}".strip() for code, label in codes)
