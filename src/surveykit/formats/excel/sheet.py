"""One sheet as a table: where the headings stand, which rows and columns are empty, which cells cannot be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surveykit.dataset.written import is_blank
from surveykit.formats.excel.workbook import SheetFacts, facts_of
from surveykit.problems import FormatError, Place, Problem, Rule

NO_HEADINGS = Rule(
    "SK540",
    "The sheet has no row of headings",
    "Without headings nobody knows what the columns are.",
    "a sheet of numbers only",
    "Add a row of headings, or name the row with -O header=3.",
)
SKIPPED = Rule(
    "SK541",
    "Rows or columns of the sheet are left out",
    "Titles above the table, empty rows and empty columns are no data.",
    "a title in A1 and the headings in row 3",
    "Nothing to mend if nothing you need is left out.",
)
ERROR_CELL = Rule(
    "SK542",
    "A cell holds an error",
    "#N/A is no value; the cell is blank.",
    "a formula that divides by zero",
    "Correct the formula in the workbook.",
)
NO_RESULT = Rule(
    "SK543",
    "A formula has no result",
    "The program that saved the workbook did not calculate it; the cell is blank.",
    "a workbook made by a script and never opened",
    "Open the workbook in a spreadsheet program and save it.",
)
MERGED = Rule(
    "SK544",
    "Cells are merged",
    "Only the first of merged cells holds the value; the others are blank.",
    "one heading over three columns",
    "Unmerge the cells, and give each column a heading.",
)

_LOOKED_AT = 40


@dataclass(slots=True)
class Grid:
    """A sheet's headings and the cells under them, by column; blank rows and columns are gone."""

    title: str
    headings: list[str] = field(default_factory=list)
    columns: list[list[Any]] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)  # the row of the sheet each case stands in
    header: int = 0
    spread: list[int] = field(default_factory=list)  # the columns whose heading is merged with one before them
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: int, column: int) -> Place:
        """Where the cell of a case stands."""
        return Place(cell=f"{self.title}!{self.letters[column]}{self.rows[row]}")

    def heading_place(self, column: int) -> Place:
        """Where a heading stands."""
        return Place(cell=f"{self.title}!{self.letters[column]}{self.header}")


def grid_of(path: Path, sheet: Any, header: int | None = None) -> Grid:
    """Read a sheet: find the headings, leave out what is empty, blank what is an error.

    Args:
        path: the workbook, for what the reader does not tell.
        sheet: of a workbook opened to be read only, with values.
        header: the row of the headings, counted from 1, where the user names it.

    Raises:
        FormatError: SK540, there are no headings.
    """
    facts = facts_of(path, sheet._worksheet_path)  # noqa: SLF001 - the reader has no other name for it
    grid = Grid(str(sheet.title))
    rows = dict(_rows(sheet, grid))
    if not rows:
        return grid
    missing = list(_without_result(path, sheet, rows)) if facts.formulas else []
    grid.header = header or _header_row(rows)
    if grid.header not in rows:
        where = (
            f"row {header} of sheet '{grid.title}' is empty"
            if header
            else f"sheet '{grid.title}' has no row of headings"
        )
        raise FormatError(Problem(NO_HEADINGS, where, Place(file=str(path)), NO_HEADINGS.mend))
    _fill(grid, rows, facts)
    grid.problems += missing
    return grid


def _rows(sheet: Any, grid: Grid) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything; errors are blank, and reported."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for cell in row:
            value = cell.value
            if cell.data_type == "e":
                place = Place(cell=f"{grid.title}!{cell.coordinate}")
                grid.problems.append(Problem(ERROR_CELL, f"{value} is left blank", place, severity="warning"))
                value = None
            cells.append(None if isinstance(value, str) and is_blank(value) else value)
        if any(cell is not None for cell in cells):
            yield number, cells


def _header_row(rows: dict[int, list[Any]]) -> int:
    """The first row most of whose cells are texts of their own, as wide as the table."""
    first = list(rows.items())[:_LOOKED_AT]
    width = max(sum(cell is not None for cell in cells) for _, cells in first)
    for number, cells in first:
        filled = [cell for cell in cells if cell is not None]
        words = [cell for cell in filled if isinstance(cell, str)]
        wide = len(filled) * 2 > width or len(filled) == width
        if wide and len(words) * 2 > len(filled) and len(set(words)) * 2 > len(words):
            return number
    return 0


def _fill(grid: Grid, rows: dict[int, list[Any]], facts: SheetFacts) -> None:
    """Put headings and columns in their places, and say what was left out."""
    from openpyxl.utils import get_column_letter

    head = rows[grid.header]
    body = {number: cells for number, cells in rows.items() if number > grid.header}
    plain, head = head, _over_merged(grid, head, facts)
    width = max(len(cells) for cells in (head, *body.values()))
    used = [
        index
        for index in range(width)
        if _at(head, index) is not None or any(_at(c, index) is not None for c in body.values())
    ]
    grid.rows = list(body)
    grid.letters = [get_column_letter(index + 1) for index in used]
    grid.headings = [_heading(_at(head, index)) for index in used]
    grid.spread = [n for n, index in enumerate(used) if _at(head, index) is not None and _at(plain, index) is None]
    grid.columns = [[_at(cells, index) for cells in body.values()] for index in used]
    above = [number for number in rows if number < grid.header]
    if above:
        said = " ".join(str(cell) for cell in rows[above[0]] if cell is not None)[:60]
        _skip(
            grid, f"{len(above)} row{'s' if len(above) > 1 else ''} above the headings in row {grid.header}: {said!r}"
        )
    if body and (gaps := max(body) - grid.header - len(body)):
        _skip(grid, f"{gaps} empty row{'s' if gaps > 1 else ''}")
    if used and (gaps := used[-1] + 1 - len(used)):
        _skip(grid, f"{gaps} empty column{'s' if gaps > 1 else ''}")
    for ref in facts.merged:
        if _bounds(ref)[1] > grid.header:
            _merged(grid, ref, "only its first cell holds the value")


def _at(cells: Sequence[Any], index: int) -> Any:
    return cells[index] if index < len(cells) else None


def _heading(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _skip(grid: Grid, what: str) -> None:
    grid.problems.append(Problem(SKIPPED, f"left out: {what}", Place(cell=grid.title), severity="note"))


def _merged(grid: Grid, ref: str, what: str) -> None:
    place = Place(cell=f"{grid.title}!{ref}")
    grid.problems.append(Problem(MERGED, f"the cells are merged; {what}", place, severity="warning"))


def _over_merged(grid: Grid, head: list[Any], facts: SheetFacts) -> list[Any]:
    """The headings, one that is merged over several columns repeated over each."""
    head = list(head)
    for ref in facts.merged:
        left, top, right, bottom = _bounds(ref)
        if top < grid.header <= bottom:
            _merged(grid, ref, f"the columns under it have no heading of their own in row {grid.header}")
        elif top == grid.header and right > left:
            value = _at(head, left - 1)
            head += [None] * (right - len(head))
            head[left - 1 : right] = [value if cell is None else cell for cell in head[left - 1 : right]]
            _merged(grid, ref, "its heading stands for each column")
    return head


def _bounds(ref: str) -> tuple[int, int, int, int]:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref)
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)


def _without_result(path: Path, sheet: Any, rows: dict[int, list[Any]]) -> Iterator[Problem]:
    """The formulas whose cell has no value: read once more, as formulas."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False)
    formulas = book[sheet.title]
    formulas.reset_dimensions()
    for number, row in enumerate(formulas.iter_rows(), start=1):
        for cell in row:
            if cell.data_type == "f" and _at(rows.get(number, ()), (cell.column or 1) - 1) is None:
                place = Place(cell=f"{sheet.title}!{cell.coordinate}")
                yield Problem(NO_RESULT, "the formula has no result; left blank", place, NO_RESULT.mend, "warning")
    book.close()
