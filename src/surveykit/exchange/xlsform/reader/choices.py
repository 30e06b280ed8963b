"""Choices of a form: as code lists, or as tables where a question offers only some rows of them."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from surveykit.exchange.ids import Ids, unlike
from surveykit.exchange.xlsform.reader.findings import CHOICES, NO_WORDING, RENAMED, Findings, where
from surveykit.exchange.xlsform.reader.outline import Element
from surveykit.exchange.xlsform.reader.texts import Languages, WrittenText
from surveykit.exchange.xlsform.reader.workbook import ROW, Form, meant
from surveykit.exchange.xlsform.xpath.grammar import (
    Function,
    Literal,
    Operation,
    Reference,
    Untranslatable,
    XPath,
    parse,
)
from surveykit.instrument.control import NONE_OF_THESE
from surveykit.instrument.written import code_of
from surveykit.missing import Value
from surveykit.problems import Place

_NOT_COLUMNS: Final = frozenset(["name", "label", "media", "list_name", "list name", "image", "audio", "video", ROW])
_LONGEST_CODE = 200
_MOST_BYTES = 5_000_000
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice filter: the columns that must equal a value, or the multiple-response question ticked before."""

    columns: tuple[tuple[str, XPath], ...] = ()
    among: str = ""


def filter_of(text: str) -> Filter:
    """A choice filter as columns and values.

    Raises:
        Untranslatable: it is anything but equalities joined by `and`, or a choice among those ticked.

    Example:
        >>> filter_of("county = ${c}").columns
        (('county', Reference(name='c', last_saved=False, bare=False)),)
    """
    node = parse(text)
    match node:
        case Function("selected", (Reference(question, bare=False), Reference("name", bare=True))):
            return Filter(among=question)
        case _:
            return Filter(tuple(_equalities(node)))


def _equalities(node: XPath) -> Iterator[tuple[str, XPath]]:
    if isinstance(node, Operation) and node.operator == "and":
        yield from _equalities(node.left)
        yield from _equalities(node.right)
        return
    if isinstance(node, Operation) and node.operator == "=":
        for column, value in ((node.left, node.right), (node.right, node.left)):
            plain = isinstance(value, Literal) or (isinstance(value, Reference) and not value.bare)
            if isinstance(column, Reference) and column.bare and plain:
                yield column.name, value
                return
    raise Untranslatable("choices are offered here by columns that equal a value, and by nothing else")


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list."""

    name: str
    label: object
    cells: Mapping[str, str]
    place: Place

    @classmethod
    def of(cls, row: Mapping[str, Any], place: Place) -> "Choice":
        """A choice of a row as pyxform gives it."""
        cells = {k: str(v) for k, v in row.items() if k not in _NOT_COLUMNS and not isinstance(v, Mapping)}
        return cls(str(row.get("name", "")).strip(), row.get("label"), cells, place)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list of the form: its choices, the columns questions choose rows by, each with the list it is compared with.

    `alone` says that several of its choices are typed side by side.
    """

    name: str
    choices: tuple[Choice, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False

    @property
    def prefix(self) -> tuple[str, ...]:
        """The columns to be written before the name in a code, where names are repeated."""
        repeated = len({choice.name for choice in self.choices}) < len(self.choices)
        return tuple(self.columns) if repeated else ()


@dataclass
class ChoiceLists:
    """The lists and tables of a form as ours: by the name of the list, its id and the codes each name became."""

    findings: Findings
    languages: Languages
    wanted: Mapping[str, Wanted]
    ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Mapping[str, tuple[Value, ...]]] = field(default_factory=dict)
    lists: dict[str, dict[Value, WrittenText]] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, wanted: Mapping[str, Wanted], findings: Findings, languages: Languages) -> "ChoiceLists":
        """All lists that questions use."""
        made = cls(findings, languages, wanted)
        ids = Ids(["ticked"])
        for name, one in wanted.items():
            made.ids[name] = ids.of(name)
            if made.ids[name] != name and one.choices:
                what = f"the list '{name}' is called '{made.ids[name]}'"
                findings.tell(RENAMED, what, one.choices[0].place)
            made.add(one)
        return made

    def add(self, wanted: Wanted) -> None:
        """Make a list, or a table where questions choose rows by columns."""
        self.findings.counts["choices"] += len(wanted.choices)
        choices = tuple(self._once(wanted))
        codes = self._codes(wanted, choices)
        by_name: dict[str, tuple[Value, ...]] = {}
        for code, choice in zip(codes, choices, strict=True):
            by_name[choice.name] = (*by_name.get(choice.name, ()), code)
        self.codes[wanted.name] = by_name
        labels = {code: self._label(choice) for code, choice in zip(codes, choices, strict=True)}
        if wanted.columns:
            cells = [[self._cell(choice, *pair) for pair in wanted.columns.items()] for choice in choices]
            self.tables[self.ids[wanted.name]] = self._table(labels, cells, list(wanted.columns))
        else:
            self.lists[self.ids[wanted.name]] = labels

    def told_apart(self, wanted: Wanted, column: str) -> bool:
        """Whether the rows of a list say enough for a column that is compared with another list's codes."""
        other = self.wanted.get(wanted.columns.get(column, ""))
        return other is None or set(other.prefix) <= {key for choice in wanted.choices for key in choice.cells}

    def _once(self, wanted: Wanted) -> Iterator[Choice]:
        """The choices without those that stand twice."""
        names = Counter(choice.name for choice in wanted.choices)
        seen: set[str] = set()
        told = False
        for choice in wanted.choices:
            code = _code(choice, wanted.prefix)
            if code in seen:
                what = f"the choice '{choice.name}' of '{wanted.name}' stands twice and is left out"
                self.findings.tell(CHOICES, what, choice.place, "warning")
                self.findings.notes.append(f"{where(choice.place)} choice: {choice.name}")
                continue
            if wanted.prefix and names[choice.name] > 1 and not told:
                told = True
                shape = "_".join([*wanted.prefix, "name"])
                what = f"'{choice.name}' stands several times in '{wanted.name}'; its codes are written {shape}"
                self.findings.tell(CHOICES, what, choice.place, "warning")
            seen.add(code)
            yield choice

    def _codes(self, wanted: Wanted, choices: Sequence[Choice]) -> list[Value]:
        """The code of each choice: numbers where all are whole numbers without leading zeros, texts otherwise."""
        codes = list(code_of([_code(choice, wanted.prefix) for choice in choices]))
        if all(isinstance(code, int) for code in codes):
            return codes
        typed: set[str] = set()
        made: list[Value] = []
        for code, choice in zip(codes, choices, strict=True):
            word = str(code)
            plain = "_".join(word.replace(",", " ").replace(";", " ").split()) if wanted.alone else word
            found = unlike("none" if plain == NONE_OF_THESE else plain, typed, _LONGEST_CODE)
            typed.add(found.casefold())
            made.append(found)
            if found != word:
                what = f"the code '{word}' of '{wanted.name}' is written '{found}'"
                self.findings.tell(RENAMED, what, choice.place, "warning")
        return made

    def _cell(self, choice: Choice, column: str, compared: str) -> int | str:
        """A cell of a table's column, written as the codes of the list it is compared with."""
        other = self.wanted.get(compared)
        said = choice.cells.get(column, "")
        before = [choice.cells.get(part, "") for part in other.prefix] if other and said else []
        word = "_".join([*before, said])
        plain = word.isascii() and word.removeprefix("-").isdigit() and str(int(word)) == word
        return int(word) if plain else word

    def _label(self, choice: Choice) -> WrittenText:
        text = self.languages.text(choice.label)
        if not text:
            what = f"the choice '{choice.name}' has no label; its name stands for it"
            self.findings.tell(NO_WORDING, what, choice.place)
        return text or choice.name

    def _table(
        self, labels: Mapping[Value, WrittenText], cells: Sequence[Sequence[int | str]], columns: list[str]
    ) -> dict[str, Any]:
        several = any(isinstance(label, dict) for label in labels.values())
        languages = self.languages.spoken if several else [""]
        rows = [
            [code, *(label.get(lang, "") if isinstance(label, dict) else label for lang in languages), *more]
            for (code, label), more in zip(labels.items(), cells, strict=True)
        ]
        headings = {language: f"label_{language}" for language in languages} if several else "label"
        return {"code": "name", "label": headings, "columns": columns, "rows": rows}


def _code(choice: Choice, prefix: Sequence[str]) -> str:
    return "_".join([*(choice.cells.get(column, "") for column in prefix), choice.name])


def external_choices(form: Form, element: Element, findings: Findings) -> Iterator[Choice]:
    """The choices of a question that names a file, or a list of the sheet `external_choices`; none if it is absent."""
    named = str(element.data.get("itemset") or "")
    if named.lower().endswith((".csv", ".xml", ".geojson")):
        yield from _of_file(form, named, element, findings)
        return
    sheet = form.sheets.get("external_choices")
    for number, row in sheet.rows.items() if sheet else ():
        cells = {meant(heading): str(text) for heading, text in row.items()}
        if cells.get("list_name") == str(element.data.get("query") or element.data.get("list_name") or ""):
            yield _choice(cells, _label(row), form.place("external_choices", number, "name"))


def _label(row: Mapping[str, str]) -> str | dict[str, str]:
    """The label of a row, by language where its headings name some."""
    found = {heading.partition("::")[2].strip(): text for heading, text in row.items() if meant(heading) == "label"}
    return found[""] if set(found) == {""} else {language: text for language, text in found.items() if language}


def _choice(cells: Mapping[str, str], label: str | dict[str, str], place: Place) -> Choice:
    more = {key: text for key, text in cells.items() if key not in ("name", "label", "list_name")}
    return Choice(cells.get("name", "").strip(), label, more, place)


def _of_file(form: Form, named: str, element: Element, findings: Findings) -> Iterator[Choice]:
    parameters = element.data.get("parameters") or {}
    value, label = str(parameters.get("value", "name")), str(parameters.get("label", "label"))
    path = form.path.parent / named
    place = element.place("type")
    inside = path.resolve().is_relative_to(form.path.parent.resolve())
    if not named.lower().endswith(".csv") or not inside or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        why = "it is not beside the form" if not path.is_file() else "only CSV files of up to 5 MB are read"
        findings.tell(CHOICES, f"the choices of '{element.name}' are in '{named}': {why}", place, "warning")
        return
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (UnicodeDecodeError, csv.Error) as failure:
        findings.tell(CHOICES, f"'{named}' is no CSV in UTF-8: {failure}", place, "warning")
        return
    for line, row in enumerate(rows[:_MOST_ROWS], 2):
        cells = {str(heading): text or "" for heading, text in row.items() if heading is not None}
        at = Place(file=str(path), line=line)
        found = _choice({**cells, "name": cells.get(value, "")}, cells.get(label, ""), at)
        if found.name:
            yield replace(found, cells={key: text for key, text in cells.items() if key not in (value, label)})
