"""The sheets of a formr survey: items and choices under their headings, as formr itself finds them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from surveykit.exchange.base import NOT_A_FORM
from surveykit.exchange.draft.form import Form, Origin
from surveykit.exchange.draft.rules import NOT_HELD
from surveykit.exchange.sheets import Sheet, sheets_of
from surveykit.problems import FormatError, Place, Problem, listed

MOST_CHOICES: Final = 14
CHOICE: Final = tuple(f"choice{number}" for number in range(1, MOST_CHOICES + 1))
_ITEM_HEADINGS: Final = frozenset(
    ["name", "type", "type_options", "choice_list", "label", "optional", "class", "showif", "value", "order"]
) | {"block_order", "item_order", *CHOICE}
_CHOICE_HEADINGS: Final = ("list_name", "name", "label")
_REMARKS: Final = frozenset(["scale", "skala", "explanations", "explanation", "notes", "comment", "comments", "type2"])


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: what stands under each heading, and where."""

    sheet: Sheet
    number: int  # of the row, counted from 1
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> str:
        """What stands under a heading; "" where there is no such column."""
        return self.cells.get(heading, "")

    def place(self, heading: str) -> Place:
        """The cell."""
        return self.sheet.place(self.number, self.columns.get(heading, self.columns.get("name", 1)))

    def origin(self, heading: str, purpose: str = "") -> Origin:
        """The cell, what it is for and what it says."""
        return Origin(self.place(heading), purpose or heading, self[heading])


@dataclass(frozen=True, slots=True)
class Survey:
    """The items in the order of the sheet, and the choices of each list."""

    items: tuple[Row, ...]
    lists: Mapping[str, tuple[Row, ...]]


def recognises(path: Path) -> bool:
    """Whether the first sheet, or the one called survey, has items of formr and nothing that only XLSForm has."""
    try:
        survey, _ = _sheets(path)
    except FormatError:
        return False
    headings = [cell.strip().lower() for cell in survey.rows[0]] if survey.rows else []
    if any(word in ("relevant", "calculation") or word.startswith(("label::", "constraint")) for word in headings):
        return False
    formr = {"showif", "optional", "choice1", "block_order", "item_order", "class"} & set(headings)
    return {"type", "name", "label"} <= set(headings) and bool(formr)


def survey_of(path: Path, form: Form) -> Survey:
    """The items and choices of a workbook.

    Raises:
        FormatError: SK563: it cannot be read, or has not the columns of a survey.
    """
    survey, choices = _sheets(path)
    columns = _columns(survey, _ITEM_HEADINGS)
    lacking = [name for name in ("type", "name") if name not in columns]
    if lacking:
        place = Place(cell=survey.name)
        what = f"the heading of sheet '{survey.name}' has no column {listed(lacking)}"
        raise FormatError(Problem(NOT_A_FORM, what, place, "the first row of the sheet names its columns"))
    _told_columns(form, survey, columns)
    items = [row for row in _rows(survey, columns) if _named(form, row)]
    lists: dict[str, list[Row]] = {}
    if choices is not None:
        for row in _listed(form, choices):
            lists.setdefault(row["list_name"], []).append(row)
    return Survey(tuple(items), {name: tuple(rows) for name, rows in lists.items()})


def _sheets(path: Path) -> tuple[Sheet, Sheet | None]:
    """The sheets of items and of choices: by name, else the first and the second."""
    sheets = sheets_of(path)
    if not sheets:
        raise FormatError(Problem(NOT_A_FORM, "the workbook has no sheet", hint=NOT_A_FORM.mend))
    named = {sheet.name: sheet for sheet in sheets}
    survey = named.get("survey", sheets[0])
    choices = named.get("choices", sheets[1] if len(sheets) > 1 else None)
    return survey, choices if choices is not survey else None


def _columns(sheet: Sheet, known: frozenset[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[0] if sheet.rows else (), 1):
        word = cell.strip().lower()
        if word in known:
            found.setdefault(word, number)
    for number, cell in enumerate(sheet.rows[0] if sheet.rows else (), 1):
        word = cell.strip().lower()
        old = f"choice{word[5:]}" if word.startswith("mcalt") else _OLD_HEADINGS.get(word, "")
        if old in known:
            found.setdefault(old, number)
    return found


def _told_columns(form: Form, sheet: Sheet, columns: Mapping[str, int]) -> None:
    """Tell of columns that formr itself does not read, unless they are remarks of the makers."""
    for number, cell in enumerate(sheet.rows[0], 1):
        word = cell.strip().lower()
        if (
            word
            and number not in columns.values()
            and word not in _REMARKS
            and any(number <= len(row) and row[number - 1] for row in sheet.rows[1:])
        ):
            what = f"the column '{cell.strip()}' is not one of formr's; it is left out"
            form.complain(NOT_HELD, what, sheet.place(1, number), severity="note")


def _rows(sheet: Sheet, columns: Mapping[str, int]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.rows[1:], 2):
        found = {name: cells[column - 1].strip() if column <= len(cells) else "" for name, column in columns.items()}
        if any(found.values()):
            yield Row(sheet, number, found, columns)


def _named(form: Form, row: Row) -> bool:
    """Whether an item has a name; formr leaves out those that have none."""
    if not row["name"] and any(cell for name, cell in row.cells.items() if name != "name"):
        form.complain(
            NOT_HELD, "a row without a name is left out, as formr leaves it out", row.place("name"), severity="note"
        )
    return bool(row["name"])


def _listed(form: Form, sheet: Sheet) -> Iterator[Row]:
    """The choices, each with the name of its list, which may stand in the first row only."""
    columns = _columns(sheet, frozenset(_CHOICE_HEADINGS))
    if any(name not in columns for name in ("list_name", "name")):
        if sheet.rows:
            what = f"the sheet '{sheet.name}' has not the columns {listed(_CHOICE_HEADINGS)}; it holds no choices"
            form.complain(NOT_HELD, what, Place(cell=sheet.name), severity="note")
        return
    last = ""
    for row in _rows(sheet, columns):
        last = row["list_name"] or last
        if row["name"] and last:
            yield Row(sheet, row.number, {**row.cells, "list_name": last}, columns)
        elif row["label"] or row["name"]:
            form.complain(NOT_HELD, "a choice without a name or a list is left out", row.place("name"), severity="note")


def type_of(row: Row) -> tuple[str, str, str]:
    """The type of an item, the list it chooses from and the options of the type, split as formr splits them.

    Example: `mc_multiple many_choices` is ("mc_multiple", "many_choices", ""), `number 1,130,1` is
    ("number", "", "1,130,1").
    """
    words = row["type"].split()
    kind, rest = (words[0].lower(), words[1:]) if words else ("", [])
    kind = _OLD_NAMES.get(kind, kind)
    chosen = row["choice_list"]
    if rest and kind not in _WITHOUT_LIST and re.fullmatch(r"[A-Za-z0-9_]{1,20}", rest[0]):
        chosen, rest = chosen or rest[0], rest[1:]
    return kind, chosen, row["type_options"] or " ".join(rest)


_OLD_HEADINGS: Final = {
    "variablenname": "name",
    "typ": "type",
    "wortlaut": "label",
    "text": "label",
    "ratinguntererpol": "choice1",
    "ratingobererpol": "choice2",
}
_OLD_NAMES: Final = {  # of types, as sheets of before 2016 have them
    "offen": "text",
    "instruktion": "note",
    "instruction": "note",
    "fork": "note",
    "rating": "rating_button",
    "mmc": "mc_multiple",
    "select": "select_one",
    "mselect": "select_multiple",
    "select_or_add": "select_or_add_one",
    "mselect_add": "select_or_add_multiple",
    "btnrating": "rating_button",
    "range_list": "range_ticks",
    "btnradio": "mc_button",
    "btncheckbox": "mc_multiple_button",
    "btncheck": "check_button",
    "geolocation": "geopoint",
    "mcnt": "mc",
}
_WITHOUT_LIST: Final = frozenset(
    ["server", "get", "text", "textarea", "letters", "file", "image", "audio", "video", "rating_button", "submit"]
)
