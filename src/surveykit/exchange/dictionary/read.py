"""Reading a data dictionary back: rows become questions, and every cell that says what it may not is told."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final, get_args

from surveykit.exchange.base import NOT_A_FORM, Reading
from surveykit.exchange.dictionary import columns as sheets
from surveykit.exchange.dictionary.columns import TEXTS, parted, restored
from surveykit.exchange.dictionary.rows import table_sheet
from surveykit.exchange.draft.accepted import reading_of
from surveykit.exchange.draft.codes import codes_of
from surveykit.exchange.draft.form import Data, Form, Origin, Words
from surveykit.exchange.draft.rules import BAD_CELL
from surveykit.exchange.sheets import Sheet, sheets_of
from surveykit.instrument.group import Written
from surveykit.instrument.question import Check
from surveykit.missing import Value
from surveykit.problems import FormatError, Place, Problem, listed, nearest

_TYPES: Final = tuple(kind.model_fields["type"].annotation.__args__[0] for kind in get_args(get_args(Written)[0]))
_GROUPS: Final = ("battery", "constant_sum")
_REQUIRED: Final = {
    "yes": True,
    "true": True,
    "1": True,
    "no": False,
    "false": False,
    "0": False,
    "": False,
    "soft": "soft",
}
_SEVERITIES: Final = get_args(Check.model_fields["severity"].annotation)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what stands in each column, by column and language, and where."""

    sheet: Sheet
    number: int
    cells: Mapping[tuple[str, str], str]
    columns: Mapping[tuple[str, str], int]

    def __getitem__(self, column: str) -> str:
        """What stands in a column without a language."""
        return self.cells.get((column, ""), "")

    def texts(self, column: str) -> dict[str, str]:
        """What stands in a column for each language; "" for the column without one."""
        return {language: text for (name, language), text in self.cells.items() if name == column and text}

    def place(self, column: str) -> Place:
        """The cell."""
        found = next((number for (name, _), number in self.columns.items() if name == column), 1)
        return self.sheet.place(self.number, found)


def recognises(path: Path) -> bool:
    """Whether the workbook has a sheet of questions with a row a variable."""
    try:
        return "variable" in {cell.strip().lower() for cell in _questions(path).rows[0]}
    except (FormatError, IndexError, StopIteration):
        return False


def read(path: Path) -> Reading:
    """A dictionary as a file of ours.

    Raises:
        FormatError: SK563, it is no dictionary, cannot be read, or asks nothing.
    """
    named = {sheet.name.lower(): sheet for sheet in sheets_of(path)}
    questions = named.get(sheets.QUESTIONS)
    if questions is None:
        what = f"there is no sheet '{sheets.QUESTIONS}' (the sheets are {listed(list(named))})"
        raise FormatError(
            Problem(NOT_A_FORM, what, hint="write one with `surveykit convert x.yaml x.xlsx --to dictionary`")
        )
    form = Form("data dictionary", path.stem)
    form.heading = [f"Read from the data dictionary {path.name}."]
    reader = _Reader(form, named)
    reader.about()
    reader.lists()
    checks = reader.checks()
    reader.questions(questions, checks)
    reader.columns(sheets.REGISTER, form.registered)
    reader.columns(sheets.COMPUTED, form.computed)
    return reading_of(form)


def _questions(path: Path) -> Sheet:
    return next(sheet for sheet in sheets_of(path) if sheet.name.lower() == sheets.QUESTIONS)


def _rows(sheet: Sheet | None) -> Iterator[Row]:
    """The rows of a sheet that say anything."""
    if sheet is None or not sheet.rows:
        return
    columns: dict[tuple[str, str], int] = {}
    for number, cell in enumerate(sheet.rows[0], 1):
        columns.setdefault(parted(cell), number)
    for number, cells in enumerate(sheet.rows[1:], 2):
        found = {key: restored(cells[column - 1]) for key, column in columns.items() if column <= len(cells)}
        if any(found.values()):
            yield Row(sheet, number, found, columns)


class _Reader:
    """Puts the sheets together."""

    def __init__(self, form: Form, named: Mapping[str, Sheet]) -> None:
        self.form, self.named = form, named
        spoken = [parted(cell)[1] for sheet in named.values() for cell in (sheet.rows[0] if sheet.rows else ())]
        self.form.languages = list(dict.fromkeys(filter(None, spoken))) or ["en"]

    def words(self, row: Row, column: str) -> Words:
        """A text: a plain one where the dictionary has one language, or says the text without one."""
        texts = row.texts(column)
        if len(self.form.languages) == 1 or not set(texts) - {""}:
            return next(iter(texts.values()), "")
        return {language or self.form.languages[0]: text for language, text in texts.items()}

    def about(self) -> None:
        """What the instrument says of itself."""
        for row in _rows(self.named.get(sheets.ABOUT)):
            key = row["key"]
            if key == "title":
                self.form.head["title"] = self.words(row, "title") or self.words(row, "text") or self.form.head["title"]
            elif key == "languages":
                self.form.languages = list(self.parsed(row, "value") or self.form.languages)
            elif key == "notes":
                self.form.notes += self.parsed(row, "value") or []
            elif key == "tables":
                self.form.head["tables"] = self._tables(self.parsed(row, "value") or {})
            elif key:
                value = row["value"]
                self.form.head[key] = self.parsed(row, "value") if value.startswith(("{", "[")) else value

    def _tables(self, tables: Data) -> Data:
        for name, table in tables.items():
            sheet = self.named.get(table_sheet(name).lower())
            rows = sheet.rows[1:] if sheet is not None else ()
            width = len(sheet.rows[0]) if sheet is not None and sheet.rows else 0
            table["rows"] = [[restored(cell) for cell in (*row, *[""] * width)[:width]] for row in rows]
        return tables

    def parsed(self, row: Row, column: str) -> Any:
        """What a cell of settings says."""
        try:
            return json.loads(row[column]) if row[column] else None
        except json.JSONDecodeError as error:
            what = f"the settings cannot be read: {error.msg} at character {error.pos + 1}; they are left out"
            self.form.complain(BAD_CELL, what, row.place(column))
            return None

    def lists(self) -> None:
        """The code lists, each with the kind of code it says."""
        rows = [row for row in _rows(self.named.get(sheets.CHOICES)) if row["list"]]
        for name, together in groupby(rows, key=lambda row: row["list"]):
            codes: dict[Value, Words] = {}
            pairs = list(together)
            texts = any(row["kind"].lower() == "text" for row in pairs)
            found = codes_of(self.form, [(row["code"], row["code"]) for row in pairs], pairs[0].place("code"))
            for row in pairs:
                code = row["code"] if texts else found.ours[row["code"]]
                codes.setdefault(code, self.words(row, "label") or str(code))
            self.form.lists.setdefault(self.form.list_ids.of(name), {}).update(codes)
            self.form.counts["choices"] += len(codes)

    def checks(self) -> dict[str, list[Row]]:
        """The rows of checks by the question they belong to."""
        found: dict[str, list[Row]] = {}
        for row in _rows(self.named.get(sheets.CHECKS)):
            found.setdefault(row["question"], []).append(row)
        return found

    def questions(self, sheet: Sheet, checks: Mapping[str, list[Row]]) -> None:
        """The questions, section by section."""
        rows = list(_rows(sheet))
        if rows and "type" not in {name for name, _ in rows[0].columns}:
            self.form.complain(
                BAD_CELL, "the sheet has no column 'type'; every row is read as a text", Place(cell=sheet.name)
            )
        for name, of_section in groupby(rows, key=lambda row: row["section"]):
            together = list(of_section)
            section = self.form.section(
                name or "questions", self.words(together[0], "section title") or name or "Questions"
            )
            section |= self.parsed(together[0], "section settings") or {}
            self._expressed(section, together[0], "section settings", section.setdefault("notes", []))
            for _, of_question in groupby(
                together, key=lambda row: row["battery"] or row["question"] or row["variable"]
            ):
                section["questions"] += self._question(list(of_question), checks)

    def _question(self, rows: list[Row], checks: Mapping[str, list[Row]]) -> list[Data]:
        first = rows[0]
        settings: Data = self.parsed(first, "settings") or {}
        if first["type"] in _GROUPS:
            return [self._battery(rows, settings, checks)]
        name = first["question"] or first["variable"]
        if not name:
            self.form.complain(BAD_CELL, "a row without a variable is left out", first.place("variable"))
            return []
        made: Data = {"id": self.form.name(name, first.place("question")), "type": self._type(first)}
        self._worded(
            made,
            first,
            ("number", "text", "label", "help")
            if "label" not in settings and len(rows) < 2
            else ("number", "text", "help"),
        )
        self._cells(made, first)
        made |= _keyed(settings)
        if first["relevance"]:
            made["relevance"] = first["relevance"]
        notes: list[str] = made.setdefault("notes", [])
        self._checked(made, name, checks, notes)
        self._expressed(made, first, "relevance", notes)
        return [made]

    def _type(self, row: Row) -> str:
        kind = row["type"].lower()
        if kind in _TYPES:
            return kind
        hint = nearest(kind, _TYPES) or f"the types are {listed(_TYPES, 20)}"
        self.form.complain(
            BAD_CELL, f"'{row['type']}' is no type of question; it is read as a text", row.place("type"), hint
        )
        return "text"

    def _worded(self, made: Data, row: Row, columns: tuple[str, ...]) -> None:
        for column in columns:
            words = self.words(row, column) if column in TEXTS else row[column]
            if words:
                made[column] = words
        if "text" in columns:
            made.setdefault("text", made["id"])

    def _cells(self, made: Data, row: Row) -> None:
        """What limits the answer, for the kinds that have such a key."""
        if row["codes"]:
            made["codes"] = self._list(row)
        for column in ("range", "unit"):
            words = self.words(row, column) if column in TEXTS else row[column]
            if (words and made["type"] not in ("amount", *([] if column == "range" else ["duration"]))) or (
                words and column == "range"
            ):
                made[column] = words
        if row["else"]:
            made["else"] = self._value(row["else"], made)
        required = row["required"].lower()
        if required not in _REQUIRED:
            self.form.complain(BAD_CELL, f"'{row['required']}' is not yes, no or soft", row.place("required"))
        elif _REQUIRED[required]:
            made["required"] = _REQUIRED[required]

    def _list(self, row: Row) -> str:
        name = row["codes"]
        known = [*self.form.lists, *self.form.head.get("tables", {})]
        if name not in known:
            hint = nearest(name, known) or f"the lists are {listed(known)}"
            self.form.complain(BAD_CELL, f"there is no list '{name}' among the choices", row.place("codes"), hint)
            self.form.lists[name] = {1: "1"}
        return name

    def _value(self, word: str, made: Data) -> Value:
        codes = self.form.lists.get(made.get("codes", ""), {})
        if any(isinstance(code, str) for code in codes):
            return word
        try:
            return int(word) if word.lstrip("-").isdigit() else float(word)
        except ValueError:
            return word

    def _battery(self, rows: list[Row], settings: Data, checks: Mapping[str, list[Row]]) -> Data:
        first = rows[0]
        items = settings.pop("items", [])
        made: Data = {"id": self.form.name(first["battery"], first.place("battery")), "type": first["type"]}
        stem = self.words(first, "stem")
        made["text"] = stem or first["battery"]
        if first.texts("help"):
            made["help"] = self.words(first, "help")
        if first["codes"]:
            made["codes"] = self._list(first)
        made |= _keyed(settings)
        notes: list[str] = made.setdefault("notes", [])
        made["items"] = []
        for number, (name, of_item) in enumerate(groupby(rows, key=lambda row: row["question"] or row["variable"])):
            row = next(of_item)
            item: Data = {"id": self.form.name(name, row.place("question"))}
            self._worded(item, row, ("text",) if made.get("several") else ("text", "label"))
            if row["else"]:
                item["else"] = self._value(row["else"], made)
            if row["relevance"]:
                item["relevance"] = row["relevance"]
            item |= items[number] if number < len(items) else {}
            self._checked(item, name, checks, notes)
            self._expressed(item, row, "relevance", notes)
            made["items"].append(item)
        self._expressed(made, first, "settings", notes)
        return made

    def _checked(self, made: Data, name: str, checks: Mapping[str, list[Row]], notes: list[str]) -> None:
        """The checks of a question, by the sheet of checks."""
        for row in checks.get(name, ()):
            severity = row["severity"].lower() or "hard"
            if severity not in _SEVERITIES:
                self.form.complain(
                    BAD_CELL, f"'{row['severity']}' is not {' or '.join(_SEVERITIES)}", row.place("severity")
                )
                severity = "hard"
            check: Data = {"id": self.form.check_ids.fresh(row["check"] or f"{name}_check"), "severity": severity}
            check["message"] = self.words(row, "message") or row["rule"]
            origin = Origin(row.place("rule"), "rule", row["rule"])
            owner: list[Data] = made.setdefault("checks", [])
            owner.append(check)
            self.form.stand(check, "rule", origin, notes, owner)

    def _expressed(self, made: Data, row: Row, column: str, notes: list[str]) -> None:
        """Watch over the expressions that are taken as they stand, in case our own check refuses them."""
        for key in ("relevance", "default"):
            if made.get(key):
                self.form.stand(made, key, Origin(row.place(column), key, str(made[key])), notes)

    def columns(self, name: str, owner: list[Data]) -> None:
        """Variables that are not asked."""
        for row in _rows(self.named.get(name)):
            made: Data = {"id": self.form.name(row["variable"], row.place("variable"))}
            for column in ("label", "unit", "help"):
                if row.texts(column):
                    made[column] = self.words(row, column)
            made |= {column: row[column] for column in ("format", "codes") if row[column]}
            made |= {"decimals": int(row["decimals"])} if row["decimals"].isdigit() else {}
            made |= self.parsed(row, "settings") or {}
            if name == sheets.COMPUTED:
                origin = Origin(row.place("formula"), "formula", row["formula"])
                self.form.stand(made, "formula", origin, self.form.notes, owner)
            owner.append(made)


def _keyed(settings: Data) -> Data:
    """Settings with the steps of scales as numbers again, which JSON makes texts."""
    labels = settings.get("labels")
    if isinstance(labels, dict):
        settings["labels"] = {int(step) if step.lstrip("-").isdigit() else step: said for step, said in labels.items()}
    return settings
