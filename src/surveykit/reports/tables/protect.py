"""Cross-tables that tell of nobody: small counts hidden, with those that would give them away, or all rounded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from surveykit.disclosure.tables import hidden, rounded_to
from surveykit.problems import DataError, Problem, Rule
from surveykit.reports.table import Cell
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs

T = TypeVar("T")
Mask = tuple[tuple[bool, ...], ...]
Masks = Mapping[tuple[str, str], Mask]
"""For each table, by the names of its rows and columns, which of its cells are hidden, totals last."""

WEIGHTED = Rule(
    "SK962",
    "Weighted tables are not rounded",
    "A rounded weight protects nobody: cases are what is counted.",
    "surveykit crosstab sis.parquet export strategy --weight weight --round-to 5",
    "Hide small counts with --hide-below, or leave the weight out.",
)
HIDDEN = "×"
"""What stands in the place of a count that is not shown."""


def masks_of(result: Crosstabs, least: int) -> Masks:
    """Which cells of the tables are hidden, so that no count below `least` is shown or can be reckoned.

    Tables of the same rows are protected together. Choices of a response set do not add up: there a count is hidden
    that is small itself, or that leaves few of its base.
    """
    found: dict[tuple[str, str], Mask] = {}
    for tables in _together(result):
        if any(table.several for table in tables):
            found |= {_name(table): _overlapping(table, least) for table in tables}
            continue
        made = hidden([_inner(table) for table in tables], least)
        found |= {_name(table): _spread_out(table, mask) for table, mask in zip(tables, made, strict=True)}
    return found


def rounded(result: Crosstabs, base: int) -> Crosstabs:
    """The tables with all counts rounded to multiples of `base`, so that they still add up.

    Raises:
        DataError: SK960, there is no such rounding; SK962, the tables are weighted.
    """
    if result.cases.weight is not None:
        what = f"the tables are weighted by '{result.cases.weight}', and only counts can be rounded"
        raise DataError(Problem(WEIGHTED, what, hint=WEIGHTED.mend))
    found: dict[tuple[str, str], Crosstab] = {}
    for tables in _together(result):
        if any(table.several for table in tables):
            found |= {_name(t): _with(t, [[base * round(n / base) for n in row] for row in t.grid.n]) for t in tables}
            continue
        made = rounded_to([_inner(table) for table in tables], base)
        for table, counts in zip(tables, made, strict=True):
            found[_name(table)] = _with(table, _outer(table, counts, 0))
    return replace(result, tables=tuple(found[_name(table)] for table in result.tables))


def shown(name: str, cells: Sequence[Sequence[Cell]], mask: Mask | None) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a measure with those hidden that would tell a hidden count; `name` is that of the measure.

    A share tells its base beside its count, and what is expected in a cell tells its totals.
    """
    if mask is None:
        return tuple(map(tuple, cells))
    last = len(mask) - 1
    return tuple(
        tuple(
            HIDDEN if mask[i][j] or any(mask[a][b] for a, b in _bases(name, i, j, last)) else cell
            for j, cell in enumerate(row)
        )
        for i, row in enumerate(cells)
    )


def _bases(name: str, i: int, j: int, last: int) -> list[tuple[int, int]]:
    """The cells that a measure of a cell is made of besides."""
    row, column, whole = (i, -1), (last, j), (last, -1)
    if name in {"expected", "residual"}:
        return [row, column, whole]
    return {"row": [row], "col": [column], "total": [whole]}.get(name, [])


def _together(result: Crosstabs) -> list[list[Crosstab]]:
    """The tables that are shown side by side, with their rows and totals in common; every other by itself."""
    groups: dict[str, list[Crosstab]] = {}
    for place, table in enumerate(result.tables):
        groups.setdefault(table.rows.name if result.banner else str(place), []).append(table)
    return list(groups.values())


def _name(table: Crosstab) -> tuple[str, str]:
    return table.rows.name, table.columns.name


def _plain(table: Crosstab) -> tuple[list[int], list[int]]:
    """The places of rows and columns that are no nets."""
    rows, columns = ([i for i, c in enumerate(side.categories) if not c.net] for side in (table.rows, table.columns))
    return rows, columns


def _inner(table: Crosstab) -> list[list[int]]:
    """The counts without nets, totals last."""
    rows, columns = _plain(table)
    return [[table.grid.n[i][j] for j in (*columns, -1)] for i in (*rows, -1)]


def _outer(table: Crosstab, inner: Sequence[Sequence[T]], empty: T) -> list[list[T]]:
    """What was made without nets, with places for them."""
    rows, columns = _plain(table)
    high, wide = len(table.grid.n), len(table.grid.n[0])
    found = [[empty] * wide for _ in range(high)]
    for i, line in zip((*rows, high - 1), inner, strict=True):
        for j, one in zip((*columns, wide - 1), line, strict=True):
            found[i][j] = one
    return found


def _spread_out(table: Crosstab, mask: Mask) -> Mask:
    """A mask with nets: of a row or column in which something is hidden, nets are too."""
    made = _outer(table, mask, False)  # noqa: FBT003 - what stands where nothing was asked
    for i, category in enumerate(table.rows.categories):
        if category.net:
            made[i] = [any(line[j] for line in made) for j in range(len(made[i]))]
    for j, category in enumerate(table.columns.categories):
        if category.net:
            for line in made:
                line[j] = any(line)
    return tuple(map(tuple, made))


def _overlapping(table: Crosstab, least: int) -> Mask:
    """A mask of choices that overlap: a count that is small, or all but few of its base."""

    def small(n: int) -> bool:
        return 0 < n < least

    counts = table.grid.n
    return tuple(
        tuple(small(n) or small(counts[-1][j] - n) or small(row[-1] - n) for j, n in enumerate(row)) for row in counts
    )


def _with(table: Crosstab, counts: Sequence[Sequence[int]]) -> Crosstab:
    """A table with other counts; nets are added up anew."""
    rows, columns = _plain(table)
    made = [list(line) for line in counts]
    for sides, places in ((table.rows, rows), (table.columns, columns)):
        if any(category.net for category in sides.categories) and not table.several:
            _add_nets(made, table, places, of_rows=sides is table.rows)
    grid = replace(table.grid, n=tuple(map(tuple, made)), weight=tuple(tuple(map(float, row)) for row in made))
    return replace(table, grid=grid)


def _add_nets(made: list[list[int]], table: Crosstab, places: Sequence[int], *, of_rows: bool) -> None:
    """The counts of nets, from those of their members."""
    side = table.rows if of_rows else table.columns
    for at, category in enumerate(side.categories):
        if not category.net:
            continue
        members = [place for place in places if side.categories[place].value in category.net]
        if of_rows:
            made[at] = [sum(made[i][j] for i in members) for j in range(len(made[at]))]
        else:
            for line in made:
                line[at] = sum(line[j] for j in members)
