"""Reading workbooks: the data of one sheet, explained by our dictionary where the workbook holds one."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from surveykit.dataset.combine import conform
from surveykit.formats.base import Reading, located
from surveykit.formats.excel.dictionary import SHEETS, codebook_in, is_dictionary
from surveykit.formats.excel.dictionary import Sheet as Explaining
from surveykit.formats.excel.modern import sheet_of
from surveykit.formats.excel.old import sheets_of
from surveykit.formats.excel.workbook import refuse_bad_archive
from surveykit.formats.files import DAMAGED, refuse_unless
from surveykit.formats.table.columns import TabularOptions
from surveykit.formats.table.reading import reading_of
from surveykit.formats.table.sheet import NO_HEADINGS, Sheet
from surveykit.problems import FormatError, Place, Problem, Rule, listed, nearest, shortened

NO_SHEET = Rule(
    "SK546",
    "The workbook has no such sheet",
    "Reading another sheet in its place would be a guess.",
    "-O sheet=Answers where the sheet is called `answers 2024`",
    "Correct the name.",
)
OTHER_SHEETS = Rule(
    "SK632",
    "The workbook has other sheets with data",
    "A dataset is one table; the first sheet is read, and the others may hold the half that is wanted.",
    "a workbook with a sheet for each year",
    "Read each with -O sheet=..., into a file of its own.",
)
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    LookupError,
    OSError,
    EOFError,
    AttributeError,
    SyntaxError,  # of lxml, which openpyxl reads by where it is there
)
_OLD = "an old Office file, such as an Excel workbook of before 2007 (.xls)"
_OPEN = "an OpenDocument file (.ods, .odt)"


class SheetOptions(TabularOptions):
    """Options of workbooks: the sheet to read beside those of every table."""

    sheet: str = ""  # the first that is not our dictionary


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook: its sheets in order, and how each is read."""

    names: tuple[str, ...]
    read: Callable[[str], tuple[Sheet, list[Problem]]]
    size: Callable[[str], tuple[int, int]]
    holds: Callable[[str], bool]


def read_xlsx(path: Path, options: SheetOptions) -> Reading:
    """A sheet of an .xlsx as a dataset.

    Raises:
        FormatError: it is no workbook, or encrypted, damaged, too large; there is no such sheet, or no headings on it.
    """
    with _damage_told(path):
        refuse_bad_archive(path)
        return _read_xlsx(path, options)


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Whatever the readers of archives and of XML raise, as a refusal of the file."""
    from xml.etree.ElementTree import ParseError
    from zlib import error as zlib_error

    try:
        yield
    except (*_BROKEN, ParseError, zlib_error) as fault:
        what = f"the workbook is damaged: {fault}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "open it, save it anew")) from None


def _read_xlsx(path: Path, options: SheetOptions) -> Reading:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts no dataset needs: pictures, validation, styles
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        reading = _reading(
            path,
            _Book(
                tuple(sheets),
                lambda name: sheet_of(path, sheets[name]),
                lambda name: _size(sheets[name]),
                lambda name: any(sheets[name].iter_rows(max_row=50, values_only=True)),
            ),
            options,
        )
        book.close()
    return reading


def _size(sheet: Any) -> tuple[int, int]:
    """Rows and columns of a sheet, as it says itself, or counted."""
    if sheet.max_row and sheet.max_column:
        return sheet.max_row, sheet.max_column
    held = [(number, len(row)) for number, row in enumerate(sheet.iter_rows(values_only=True), 1) if any(row)]
    return (held[-1][0], max(width for _, width in held)) if held else (0, 0)


def read_xls(path: Path, options: SheetOptions) -> Reading:
    """A sheet of an .xls as a dataset.

    Raises:
        FormatError: as of .xlsx.
    """
    refuse_unless(path, (_OLD,))
    with _damage_told(path):
        return _read_old(path, options)


def read_ods(path: Path, options: SheetOptions) -> Reading:
    """A sheet of an .ods as a dataset.

    Raises:
        FormatError: as of .xlsx.
    """
    with _damage_told(path):
        refuse_bad_archive(path, _OPEN)
        return _read_old(path, options)


def _read_old(path: Path, options: SheetOptions) -> Reading:
    sheets, problems = sheets_of(path)
    by_name = {sheet.name: sheet for sheet in sheets}

    def read(name: str) -> tuple[Sheet, list[Problem]]:
        here = [problem for problem in problems if (problem.place.cell or "").startswith(f"{name}!")]
        return by_name[name], here

    def size(name: str) -> tuple[int, int]:
        lines = by_name[name].lines
        return (lines[-1].number if lines else 0), by_name[name].width

    return _reading(path, _Book(tuple(by_name), read, size, lambda name: bool(by_name[name].lines)), options)


def _reading(path: Path, book: _Book, options: SheetOptions) -> Reading:
    dictionary = _dictionary(book)
    name, others = _chosen(path, book, options.sheet, {*SHEETS} if dictionary else set())
    sheet, problems = book.read(name)
    if not sheet.lines:
        raise FormatError(Problem(NO_HEADINGS, f"sheet '{name}' is empty", Place(file=str(path))))
    codebook = codebook_in(dictionary) if dictionary else None
    types = {variable.name: variable.type for variable in codebook} if codebook is not None else None
    try:
        reading = reading_of(sheet, path.stem, options, explained=types)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    dataset, told = reading.dataset, [*reading.problems, *problems]
    if others:
        what = f"the sheet '{name}' is read; others hold data too: {listed(others, 6)}"
        told.append(Problem(OTHER_SHEETS, what, Place(cell=name), "read another with -O sheet=...", "note"))
    if codebook is not None:
        dataset, found = conform(dataset, codebook)
        told += found
    own = (sheet.lines[-1].number, sheet.width)
    sizes = tuple((other, *(own if other == name else book.size(other))) for other in book.names)
    layout = replace(reading.layout, sheets=sizes) if reading.layout else None
    return Reading(dataset, shortened(told), layout)


def _dictionary(book: _Book) -> dict[str, Explaining]:
    """Our own sheets, if the workbook has them."""
    if "variables" not in book.names:
        return {}
    read = {}
    for title in SHEETS:
        if title in book.names:
            lines = book.read(title)[0].lines
            head = [str(cell) for cell in lines[0].cells] if lines else []
            if title == "variables" and not is_dictionary(head):
                return {}
            read[title] = Explaining(title, tuple((n.number, _row(head, n.cells)) for n in lines[1:]))
    return read


def _row(head: Sequence[str], cells: Sequence[Any]) -> Mapping[str, Any]:
    return dict(zip(head, [*cells, *[None] * (len(head) - len(cells))], strict=False))


def _chosen(path: Path, book: _Book, wanted: str, own: set[str]) -> tuple[str, list[str]]:
    """The sheet to read, the one asked for or the first of data that is not empty, and the others that hold data."""
    if wanted:
        name = next((title for title in book.names if title.casefold() == wanted.casefold()), None)
        if name is None:
            hint = nearest(wanted, book.names) or f"the sheets are {listed(list(book.names))}"
            raise FormatError(Problem(NO_SHEET, f"there is no sheet '{wanted}'", Place(file=str(path)), hint))
        return name, []
    data = [title for title in book.names if title not in own]
    if not data:
        raise FormatError(Problem(NO_SHEET, "the workbook has no sheet of data", Place(file=str(path))))
    held = [title for title in data if book.holds(title)]
    return (held[0], held[1:]) if held else (data[0], [])
