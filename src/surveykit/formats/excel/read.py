"""Reading workbooks: the data of one sheet, explained by our dictionary where the workbook holds one."""

import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading, located
from surveykit.formats.columns import column_of, headings
from surveykit.formats.excel.dictionary import SHEETS, Sheet, codebook_in, is_dictionary
from surveykit.formats.excel.sheet import NO_HEADINGS, Grid, grid_of
from surveykit.formats.excel.workbook import refuse_bad_archive
from surveykit.formats.files import DAMAGED
from surveykit.problems import FormatError, Place, Problem, Rule, listed, nearest, shortened

NO_SHEET = Rule(
    "SK546",
    "The workbook has no such sheet",
    "Reading another sheet in its place would be a guess.",
    "-O sheet=Answers where the sheet is called `answers 2024`",
    "Correct the name.",
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
)


def read(path: Path, sheet: str = "", header: int | None = None, texts: tuple[str, ...] = ()) -> Reading:
    """A sheet of a workbook as a dataset.

    Raises:
        FormatError: it is no workbook, or encrypted, damaged, too large; there is no such sheet, or no headings on it.
    """
    from xml.etree.ElementTree import ParseError
    from zlib import error as zlib_error

    refuse_bad_archive(path)
    try:
        return _read(path, sheet, header, texts)
    except (*_BROKEN, ParseError, zlib_error) as fault:
        what = f"the workbook is damaged: {fault}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "open it, save it anew")) from None


def _read(path: Path, wanted: str, header: int | None, texts: tuple[str, ...]) -> Reading:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts no dataset needs: pictures, validation, styles
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        dictionary = _dictionary(sheets)
        name = _chosen(path, sheets, wanted, set(SHEETS) if dictionary else set())
        grid = grid_of(path, sheets[name], header)
        book.close()
    if not grid.headings:
        raise FormatError(Problem(NO_HEADINGS, f"sheet '{name}' is empty", Place(file=str(path))))
    codebook = codebook_in(dictionary) if dictionary else None
    if codebook is not None:
        texts = (*texts, *(v.name for v in codebook if v.type == "text"))
    dataset, problems = _dataset(path, grid, {name.casefold() for name in texts}, explained=codebook is not None)
    if codebook is not None:
        dataset, found = conform(dataset, codebook)
        problems += found
    return Reading(dataset, shortened(problems))


def _dictionary(sheets: Mapping[str, Any]) -> dict[str, Sheet]:
    """Our own sheets, if the workbook has them."""
    if "variables" not in sheets:
        return {}
    read = {}
    for title in SHEETS:
        if title in sheets:
            rows = [list(row) for row in sheets[title].iter_rows(values_only=True)]
            head = [str(cell) for cell in rows[0]] if rows else []
            cells = [(number, dict(zip(head, row, strict=False))) for number, row in enumerate(rows[1:], start=2)]
            read[title] = Sheet(title, tuple((n, row) for n, row in cells if any(c is not None for c in row.values())))
            if title == "variables" and not is_dictionary(head):
                return {}
    return read


def _chosen(path: Path, sheets: Mapping[str, Any], wanted: str, own: set[str]) -> str:
    """The sheet to read: the one asked for, or the first that is not our dictionary and not empty."""
    if wanted:
        name = next((title for title in sheets if title.casefold() == wanted.casefold()), None)
        if name is None:
            hint = nearest(wanted, sheets) or f"the sheets are {listed(list(sheets))}"
            raise FormatError(Problem(NO_SHEET, f"there is no sheet '{wanted}'", Place(file=str(path)), hint))
        return name
    data = [title for title in sheets if title not in own]
    if not data:
        raise FormatError(Problem(NO_SHEET, "the workbook has no sheet of data", Place(file=str(path))))
    return next((title for title in data if any(sheets[title].iter_rows(max_row=50, values_only=True))), data[0])


def _dataset(path: Path, grid: Grid, texts: set[str], *, explained: bool) -> tuple[Dataset, list[Problem]]:
    import pyarrow as pa

    named, complaints = headings(grid.headings, grid.heading_place, grid.spread)
    if repeated := [complaint for complaint in complaints if complaint.severity == "error"]:
        raise FormatError(located(repeated, path))
    problems = [*grid.problems, *complaints]
    columns = []
    for index, heading in enumerate(named):
        where = partial(grid.place, column=index)
        text = heading.name.casefold() in texts
        column = column_of(heading.name, heading.label, grid.columns[index], where, text=text)
        columns.append(column)
        problems += () if explained else column.problems
    codebook = Codebook(name=path.stem, variables=tuple(column.variable for column in columns))
    return Dataset(codebook, pa.table([c.values for c in columns], names=list(codebook.names))), problems
