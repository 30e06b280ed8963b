"""The rows of a data dictionary: one field each, under the headings of the designer or of the API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.draft.form import Form, Origin, row_place
from surveykit.exchange.draft.rules import OTHER_LETTERS, RAGGED
from surveykit.exchange.sheets import lines_of
from surveykit.problems import FormatError, Place, Problem, listed

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "field_name": ("variable / field name",),
    "form_name": ("form name",),
    "section_header": ("section header",),
    "field_type": ("field type",),
    "field_label": ("field label",),
    "choices": (
        "select_choices_or_calculations",
        "choices, calculations, or slider labels",
        "choices or calculations",
    ),
    "field_note": ("field note",),
    "validation": (
        "text_validation_type_or_show_slider_number",
        "text validation type or show slider number",
        "text validation type",
    ),
    "min": ("text_validation_min", "text validation min"),
    "max": ("text_validation_max", "text validation max"),
    "identifier": ("identifier?",),
    "branching_logic": ("branching logic (show field only if...)", "branching logic"),
    "required_field": ("required field?",),
    "custom_alignment": ("custom alignment",),
    "question_number": ("question number (surveys only)", "question number"),
    "matrix_group_name": ("matrix group name",),
    "matrix_ranking": ("matrix ranking?",),
    "field_annotation": ("field annotation",),
}
_NEEDED: Final = ("field_name", "form_name", "field_type", "field_label")


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the dictionary: what stands under each heading, the line and the columns."""

    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> str:
        """What stands under a heading; "" where the dictionary has no such column."""
        return self.cells.get(heading, "")

    def place(self, heading: str) -> Place:
        """Where it stands."""
        return row_place(self.line, self.columns.get(heading))

    def origin(self, heading: str, purpose: str) -> Origin:
        """Where it stands, what it is for and what it says."""
        return Origin(self.place(heading), purpose, self[heading])


def columns_of(cells: tuple[str, ...]) -> dict[str, int]:
    """The columns of a heading row, counted from 1, by the names of the API."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells, 1):
        word = re.sub(r"\s+", " ", cell.strip().strip('"').lower())
        for name, others in _HEADINGS.items():
            if word in (name, *others):
                found.setdefault(name, number)
    return found


def recognises(path: Path) -> bool:
    """Whether the first row has the headings of a dictionary."""
    try:
        rows = lines_of(path).rows
    except FormatError:
        return False
    return bool(rows) and all(name in columns_of(rows[0][1]) for name in _NEEDED)


def rows_of(path: Path, form: Form) -> list[Row]:
    """The fields of a dictionary, in order.

    Raises:
        FormatError: SK563, it has not the columns of a dictionary, or cannot be read at all.
    """
    lines = lines_of(path)
    if not lines.rows:
        raise FormatError(Problem(NOT_A_FORM, "the file is empty", hint=NOT_A_FORM.mend))
    (first, heading), *rest = lines.rows
    columns = columns_of(heading)
    lacking = [name for name in _NEEDED if name not in columns]
    if lacking:
        what = f"the heading has no column {listed(lacking)}"
        hint = "a dictionary begins with the row of headings that REDCap writes"
        raise FormatError(Problem(NOT_A_FORM, what, Place(line=first), hint))
    if lines.encoding != "utf-8":
        what = f"the file is not UTF-8; it is read as {lines.encoding}"
        form.complain(OTHER_LETTERS, what, severity="note" if lines.encoding == "utf-16" else "warning")
    from_r = "field_name" in (cell.strip().lower() for cell in heading)
    return [_row(form, line, cells, columns, len(heading), na=from_r) for line, cells in rest]


def _row(form: Form, line: int, cells: tuple[str, ...], columns: Mapping[str, int], width: int, *, na: bool) -> Row:
    """A row; with `na` the word NA is a blank, as R writes what the API gives."""
    filled = len(cells) - next((n for n, cell in enumerate(reversed(cells)) if cell.strip()), len(cells))
    if len(cells) < width or filled > width:
        form.complain(RAGGED, f"the row has {len(cells)} cells, the heading {width}", Place(line=line))
    found: dict[str, str] = {}
    for name, number in columns.items():
        cell = cells[number - 1].strip() if number <= len(cells) else ""
        found[name] = "" if na and cell == "NA" and name not in ("field_name", "field_label") else cell
    return Row(line, found, columns)
