"""The codebook as a workbook: variables, codes, missing codes, checks, sections, waves, each a sheet one can filter.

Numbers are numbers, unrounded. What is text is written as text and marked so: a label that begins with = is no formula.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from surveykit.render.archive import DAY, undated
from surveykit.render.cell import number
from surveykit.render.xlsx import clean, sheet_name
from surveykit.reports.codebook.model import Book, Entry, Part
from surveykit.reports.codebook.words import word
from surveykit.text import Text

Cell = str | int | float | None
WIDTHS = {"text": 24, "wide": 60, "short": 12, "count": 9, "percent": 9, "number": 11}
SHAPES = {"percent": "0.0"}
SIGNS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its headings, what their cells are, and the rows."""

    title: str
    columns: tuple[tuple[str, str], ...]  # heading and what its cells are
    rows: Iterable[Sequence[Cell]]


def render(book: Book) -> bytes:
    """A book as an Excel workbook; the same book gives the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.properties.creator = "surveykit"
    workbook.properties.title = clean(book.title.into(book.language))
    workbook.remove(workbook.worksheets[0])
    for sheet in Tables(book).sheets():
        _write(workbook, sheet)
    workbook.properties.created = workbook.properties.modified = DAY
    out = BytesIO()
    workbook.save(out)
    return undated(out)


def _write(workbook: object, table: Sheet) -> None:
    """One sheet: headings that stay, a filter, a row for each thing."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    if not isinstance(workbook, Workbook):
        raise TypeError
    sheet = workbook.create_sheet(sheet_name(table.title, workbook.sheetnames))
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place, (heading, kind) in enumerate(table.columns, 1):
        cell = sheet.cell(1, place, clean(heading))
        cell.font, cell.alignment = bold, wrapped
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[kind]
    last = 1
    for last, row in enumerate(table.rows, 2):
        for place, (value, (_, kind)) in enumerate(zip(row, table.columns, strict=True), 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(last, place)
            if isinstance(value, str):
                cell.value = clean(value)
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(SIGNS)
            else:
                cell.value = value if abs(value) < float("inf") else number(value)
                cell.number_format = SHAPES.get(kind, "General")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"


class Tables:
    """The sheets of a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.languages = book.languages or ("",)

    def word(self, key: str) -> str:
        """A heading, in the language of the book."""
        return word(key, self.book.language)

    def sheets(self) -> Iterator[Sheet]:
        """All of them, in their order."""
        yield self.variables()
        yield self._codes()
        yield self._missing()
        checks = self._columns(("check", "short"), ("type", "short"), ("notes", "wide"), ("rule", "wide"))
        checks += ((f"{self.word('rule')} =", "wide"), (self.word("reads"), "text"))
        yield Sheet(self.word("checks"), checks, self._check_rows())
        sections = (*self._texts("section", "wide"), (self.word("linked"), "text"), (self.word("others"), "count"))
        yield Sheet(self.word("section"), sections, (self._section(part) for part in self.book.parts))
        if self.book.waves:
            waves = self._columns(("name", "text"), ("values", "wide"))
            waves += tuple((wave, "number") for wave in self.book.waves)
            yield Sheet(self.word("waves"), waves, self._wave_rows())
        about = [("", self.book.subtitle), *self.book.provenance, *(("", note) for note in self.book.notes)]
        yield Sheet(self.word("about"), self._columns(("source", "text"), ("values", "wide")), about)

    def _columns(self, *keys: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple((self.word(key), kind) for key, kind in keys)

    def _texts(self, key: str, kind: str) -> tuple[tuple[str, str], ...]:
        """A column for each language."""
        return tuple((f"{self.word(key)} ({one})" if one else self.word(key), kind) for one in self.languages)

    def _said(self, text: Text) -> tuple[str, ...]:
        return tuple(text.into(one) for one in self.languages)

    def variables(self) -> Sheet:
        """A row for each variable."""
        facts = (
            "question",
            "range",
            "unit",
            "asked_of",
            "formula",
            "otherwise",
            "required",
            "role",
            "personal",
            "notes",
        )
        counts = ("valid", "missing_cases")
        numbers = ("mean", "sd", "minimum", "lower", "median", "upper", "maximum")
        columns = self._columns(("name", "text"))
        columns += (*self._texts("label", "wide"), *self._texts("wording", "wide"))
        columns += self._columns(("section", "text"), ("type", "text"), *((key, "text") for key in facts))
        columns += self._columns(("checks", "text"))
        if self.book.n is not None:
            columns += self._columns(*((key, "count") for key in counts), ("missing_percent", "percent"))
            columns += self._columns(*((key, "number") for key in numbers))
        rows = (self._variable(part, entry, facts, numbers) for part in self.book.parts for entry in part.entries)
        return Sheet(self.word("others"), columns, rows)

    def _variable(self, part: Part, entry: Entry, facts: Sequence[str], numbers: Sequence[str]) -> tuple[Cell, ...]:
        said = {fact.key: fact for fact in entry.facts}
        row: list[Cell] = [entry.name, *self._said(entry.label), *self._said(entry.wording)]
        row += [part.title.into(self.book.language), self.word(entry.kind)]
        row += [said[key].said if key in said else "" for key in facts]
        row.append(", ".join(said["checks"].checks) if "checks" in said else "")
        if self.book.n is not None:
            share = 100 * entry.missing / self.book.n if entry.missing is not None and self.book.n else None
            row += [entry.valid, entry.missing, share]
            row += [getattr(entry.numbers, key) if entry.numbers is not None else None for key in numbers]
        return tuple(row)

    def _codes(self) -> Sheet:
        columns = self._columns(("name", "text"), ("column", "text"), ("code", "short"))
        columns += (*self._texts("label", "wide"), *self._shares(), *self._columns(("valid_percent", "percent")))
        rows = (
            (entry.name, one.column, one.value, *self._said(one.label), one.n, one.percent, one.valid)
            for entry in self.book.entries
            for one in entry.codes
            if not one.missing
        )
        return Sheet(self.word("values"), columns, rows)

    def _missing(self) -> Sheet:
        columns = self._columns(("name", "text"), ("code", "short"))
        columns += (*self._texts("label", "wide"), *self._columns(("reason", "text")), *self._shares())
        rows = (
            (entry.name, one.value, *self._said(one.label), one.reason, one.n, one.percent)
            for entry in self.book.entries
            for one in entry.codes
            if one.missing
        )
        return Sheet(self.word("missing"), columns, rows)

    def _shares(self) -> tuple[tuple[str, str], ...]:
        return self._columns(("n", "count"), ("percent_all", "percent"))

    def _check_rows(self) -> Iterator[tuple[Cell, ...]]:
        for check in self.book.checks:
            message = check.message.into(self.book.language)
            names = ", ".join(check.names)
            yield (check.id, self.word(check.severity), message, check.words, check.rule, names)

    def _section(self, part: Part) -> tuple[Cell, ...]:
        return (*self._said(part.title), part.table.into(self.book.language), len(part.entries))

    def _wave_rows(self) -> Iterator[tuple[Cell, ...]]:
        for entry in self.book.entries:
            yield from ((entry.name, row.label.into(self.book.language), *row.cells) for row in entry.waves)
