"""The trail of corrections as a table: when, who, why, what was, what is, and where it was declared."""

from surveykit.cleaning.trail import Change, Trail
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.written import text_of
from surveykit.missing import Value
from surveykit.reports.document import Document
from surveykit.reports.table import Cell, Column, Row, Table

_COLUMNS = (
    Column("applied", "applied"),
    Column("how", "how"),
    Column("case", "case"),
    Column("round", "round"),
    Column("row", "row", "count"),
    Column("variable", "variable"),
    Column("old", "old"),
    Column("old_label", "old label"),
    Column("new", "new"),
    Column("new_label", "new label"),
    Column("reason", "reason"),
    Column("who", "who"),
    Column("on", "on"),
    Column("source", "source"),
)


def trail_table(trail: Trail, codebook: Codebook, title: str) -> Document:
    """Every change in a row, in the order it was asked for; values are written as codes with their labels beside."""
    rows = tuple(Row(_cells(change, trail, codebook)) for change in trail.changes)
    return Document(title, (Table("", _COLUMNS, rows, key="trail"),))


def _cells(change: Change, trail: Trail, codebook: Codebook) -> tuple[Cell, ...]:
    asked = change.correction
    head = (trail.at, change.how, change.case, asked.round if asked else "", change.row, change.variable)
    values = [
        cell
        for value in (change.old, change.new)
        for cell in (text_of(value) if value is not None else "", _label(change, value, codebook))
    ]
    said = (asked.reason, asked.who, asked.on, str(asked.place)) if asked else ("", "", "", "")
    return (*head, *values, *said)


def _label(change: Change, value: Value | None, codebook: Codebook) -> str:
    if value is None or change.variable not in codebook:
        return ""
    label = codebook.label_of(codebook[change.variable], value)
    return label if label != str(value) else ""
