"""The workbook of a form: read by pyxform, with the cell every row and column stands in."""

import csv
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from surveykit.exchange.base import LACKING_PACKAGE, NOT_A_FORM, at_cell
from surveykit.exchange.sound import refuse_unsound, refused
from surveykit.problems import FormatError, Place, Problem

ROW: Final = "surveykit_row"  # the column that carries the number of each row through pyxform
SHEETS: Final = ("survey", "choices", "settings", "external_choices", "entities")
_ALIASES: Final[Mapping[str, str]] = {
    "relevance": "relevant",
    "calculate": "calculation",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "read_only": "readonly",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "list name": "list_name",
}
_MERGED: Final = frozenset(
    ["relevant", "constraint", "constraint_message", "required", "readonly", "calculation", "label", "hint"]
)
_ROW_SAID = re.compile(r"\[row ?: ?(\d+)\]")
_SHEET_SAID = re.compile(r"(?:the|sheet:) '(\w+)'(?: sheet)?")
_COLUMN_SAID = re.compile(r"the '([\w: ]+)' (?:value|column)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows as read, by their number in the file, and the column of each heading."""

    name: str
    rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: bool = False  # whether the numbers are lines of a text file

    def place(self, number: int, attribute: str = "") -> Place:
        """The cell of an attribute in a row, by its heading or what the heading stands for."""
        filled = [heading for heading in self.rows.get(number, ()) if attribute in (heading, meant(heading))]
        headings = filled or [heading for heading in self.columns if attribute in (heading, meant(heading))]
        column = next((self.columns[heading] for heading in headings if heading in self.columns), None)
        if self.lines:
            return Place(line=number)
        return at_cell(self.name, column or 1, number)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: what pyxform makes of it, and the sheets it was made of."""

    path: Path
    tree: Mapping[str, Any]
    sheets: Mapping[str, Sheet]

    def place(self, sheet: str, number: int, attribute: str = "") -> Place:
        """Where something stands."""
        return self.sheets.get(sheet, Sheet(sheet)).place(number, attribute)


def meant(heading: str) -> str:
    """What a heading stands for, whatever its language and spelling.

    Example:
        >>> meant("bind:relevant"), meant("label::English (en)"), meant("Constraint_Message"), meant("jr:count")
        ('relevant', 'label', 'constraint_message', 'repeat_count')
    """
    word = heading.strip().lower()
    word = re.sub(r"^(bind|control|body|media)::?", "", word)
    word = _ALIASES.get(word, word)
    if word.startswith("jr:"):
        return _ALIASES.get(re.split(r"::?", word.removeprefix("jr:"))[0], word)
    first = re.split(r"::?", word)[0].strip()
    return _ALIASES.get(first, first)


def headings_of(path: Path) -> list[str]:
    """The headings of the sheet `survey`, or of the only sheet; none where the file cannot be read."""
    try:
        refuse_unsound(path)
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                first, second = (next(csv.reader(file), []) for _ in range(2))
            return second[1:] if first[:1] and first[0].strip().lower() == "survey" else []
        columns = {name.lower(): found for name, found in _columns(path, path.suffix.lower()).items()}
    except Exception:  # noqa: BLE001 - a file that cannot be read is no form; its reader says why
        return []
    return list(columns.get("survey") or (next(iter(columns.values())) if len(columns) == 1 else {}))


def opened(path: Path) -> Form:
    """Read a form.

    Raises:
        FormatError: SK562, pyxform is not installed; SK563, the file is damaged or no form, with the cells named.
    """
    refuse_unsound(path)
    if path.suffix.lower() == ".csv" and "survey" not in _lines(path):
        raise refused(path, "no line begins with the word 'survey', so it is no form", "a form as CSV names its sheets")
    try:
        from pyxform.errors import PyXFormError
        from pyxform.xls2json import workbook_to_json
        from pyxform.xls2json_backends import get_xlsform
    except ImportError:
        what = "forms of ODK and KoboToolbox are read by the package pyxform, which is not installed"
        hint = "pip install 'surveykit[xlsform]'"
        raise FormatError(Problem(LACKING_PACKAGE, what, Place(file=str(path)), hint)) from None
    sheets: dict[str, Sheet] = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what else a workbook holds
            data = get_xlsform(path)
            sheets = dict(_sheets(path, data))
            _refuse_empty(path, sheets)
            _merge_doubles(data)
            _with_numbers(data, sheets)
            tree = workbook_to_json(data, form_name=path.stem, fallback_form_name=path.stem, warnings=[])
    except FormatError:
        raise
    except PyXFormError as error:
        raise FormatError(_located(str(error), sheets)) from None
    except Exception as error:  # noqa: BLE001 - readers of damaged workbooks fail in every way
        said = str(error).split("\n")[0]
        raise refused(
            path, f"the file cannot be read as a form: {said[:200]}", "open it, look, and save it anew"
        ) from None
    return Form(path, _with_settings(tree), sheets)


def _with_settings(tree: dict[str, Any]) -> dict[str, Any]:
    """The form with the title and id that old forms give in rows of their own."""
    keys = {"set form title": "title", "set form id": "id_string"}
    rows = tree.get("children", [])
    found = {keys[row["type"]]: row["name"] for row in rows if row.get("type") in keys and "name" in row}
    return {**tree, **found, "children": [row for row in rows if row.get("type") not in keys]}


def _refuse_empty(path: Path, sheets: Mapping[str, Sheet]) -> None:
    if not any(sheets["survey"].rows.values() if "survey" in sheets else ()):
        raise refused(path, "there is no sheet 'survey' with a row of headings and a row below it")


def _merge_doubles(data: Any) -> None:
    """Make one column of several that stand for the same, as `relevant` and `bind:relevant` do, if no row has both."""
    alike: dict[tuple[str, str], list[str]] = {}
    for heading in data.survey_header[0]:
        language = heading.partition("::")[2] or heading.partition(":")[2]
        key = (meant(heading), "" if meant(language) == meant(heading) else language.strip().lower())
        if key[0] in _MERGED:
            alike.setdefault(key, []).append(heading)
    for first, *others in alike.values():
        if others and all(sum(heading in row for heading in (first, *others)) < 2 for row in data.survey):
            for row in data.survey:
                for heading in others:
                    if heading in row:
                        row[first] = row.pop(heading)
            for heading in others:
                del data.survey_header[0][heading]


def _with_numbers(data: Any, sheets: Mapping[str, Sheet]) -> None:
    """Give each row its number as one more column, and let choices be repeated, which is told later."""
    for name in ("survey", "choices"):
        rows, sheet = getattr(data, name), sheets.get(name)
        if rows and sheet:
            for row, number in zip(rows, sheet.rows, strict=True):
                if row:
                    row[ROW] = str(number)
            getattr(data, f"{name}_header")[0][ROW] = None
    data.settings = [{**((data.settings or [{}])[0]), "allow_choice_duplicates": "yes"}]
    data.settings_header = [{**((data.settings_header or [{}])[0]), "allow_choice_duplicates": None}]


def _sheets(path: Path, data: Any) -> Iterator[tuple[str, Sheet]]:
    """The sheets with the numbers of their rows and columns."""
    suffix = path.suffix.lower()
    columns = _columns(path, suffix)
    lines = _lines(path) if suffix == ".csv" else {}
    called = {name.lower(): name for name in data.sheet_names or ()}
    only = next(iter(called.values()), "survey")
    for name in SHEETS:
        rows = getattr(data, name)
        if rows is None:
            continue
        numbers = lines.get(name) or range(2, len(rows) + 2)
        own = called.get(name, only)
        numbered = dict(zip(numbers, map(dict, rows), strict=True))
        yield name, Sheet(own, numbered, columns.get(own, {}), suffix == ".csv")


def _columns(path: Path, suffix: str) -> dict[str, dict[str, int]]:
    """The column of each heading in each sheet."""
    if suffix == ".xls":
        import xlrd

        with xlrd.open_workbook(str(path), on_demand=True) as book:
            sheets = {name: book.sheet_by_name(name) for name in book.sheet_names()}
            firsts = {name: sheet.row_values(0) if sheet.nrows else [] for name, sheet in sheets.items()}
    elif suffix in (".xlsx", ".xlsm"):
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True)
        firsts = {s.title: list(next(s.iter_rows(max_row=1, values_only=True), ())) for s in book.worksheets}
        book.close()
    else:
        return {}
    return {name: _headings(first) for name, first in firsts.items()}


def _headings(first: Sequence[Any]) -> dict[str, int]:
    return {re.sub(r" +", " ", str(value).strip()): column for column, value in enumerate(first, 1) if value}


def _lines(path: Path) -> dict[str, list[int]]:
    """The line of each row of each sheet of a form kept as CSV: a sheet's name, its headings, its rows."""
    found: dict[str, list[int]] = {}
    sheet, headed = "", False
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.reader(text.splitlines(keepends=True))
        for row in reader:
            if row and row[0].strip():
                sheet, headed = row[0].strip().lower(), False
            if any(cell.strip() for cell in row[1:]):
                if headed:
                    found.setdefault(sheet, []).append(reader.line_num)
                headed = True
    except (UnicodeDecodeError, csv.Error) as failure:
        raise refused(path, f"the file is no CSV in UTF-8: {failure}", "save it as CSV in UTF-8") from None
    return found


def _cells_saying(words: Sequence[str], sheets: Mapping[str, Sheet]) -> Iterator[Place]:
    """The cells in which one of some words stands, those of the first word first."""
    for word in words:
        for sheet in (sheets[name] for name in ("choices", "survey", "settings") if name in sheets):
            for number, row in sheet.rows.items():
                yield from (sheet.place(number, heading) for heading, said in row.items() if said == word)


def _located(said: str, sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """What pyxform complains of, each complaint at its cell."""
    parts = [part for part in re.split(r"(?=\[row ?: ?\d+\])", said) if part.strip()]
    for part in parts[:50]:
        row, sheet = _ROW_SAID.search(part), _SHEET_SAID.search(part)
        column = _COLUMN_SAID.search(part)
        name = sheet[1] if sheet and sheet[1] in SHEETS else "survey"
        found = sheets.get(name, Sheet(name))
        words = re.findall(r"'([^']+)'|\[([^\[\]]+)\]", part)
        named = [quoted or bracketed for quoted, bracketed in words]
        heading = column[1] if column else next((word for word in named if word in found.columns), "")
        place = found.place(int(row[1]) if row else 1, heading)
        if row is None and not heading:
            place = next(_cells_saying(named, sheets), place)
        what = re.sub(r"\s*Learn more: \S+|\[row ?: ?\d+\]\s*", "", part).strip()
        yield Problem(NOT_A_FORM, what, place, "correct the cell named")
