"""Cross-tables that tell of nobody: small counts hidden, with those that would give them away, or all rounded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from surveykit.disclosure.tables import Counted, Mask, hidden, rounded_to
from surveykit.problems import DataError, Problem, Rule
from surveykit.reports.table import Cell
from surveykit.stats.tables.average import Averages
from surveykit.stats.tables.crosstab import Crosstab, Crosstabs
from surveykit.stats.tables.spread import Weights

T = TypeVar("T")
Masks = Mapping[tuple[str, ...], Mask]
"""For each table, by the names of its rows and columns, which of its cells are hidden, totals last; and for the means
in its cells, by these names and that of the variable."""

WEIGHTED = Rule(
    "SK962",
    "Tables with weights or a design are not rounded",
    "A rounded weight protects nobody: cases are what is counted.",
    "surveykit crosstab sis.parquet export strategy --weight weight --round-to 5",
    "Hide small counts with --hide-below, or leave weight and design out.",
)
HIDDEN = "×"
"""What stands in the place of a count that is not shown."""


def masks_of(result: Crosstabs, least: int) -> Masks:
    """Which cells of the tables are hidden, so that no count below `least` is shown or can be reckoned.

    A mean is hidden where its cell is, and where fewer than `least` cases have the number.
    """
    found: dict[tuple[str, ...], Mask] = {}
    made = hidden([_counted(table, table.grid.n) for table in result.tables], least)
    for table, mask in zip(result.tables, made, strict=True):
        found[_name(table)] = _spread_out(table, mask)
    for name in [one.name for one in result.tables[0].averages]:
        counts = [next(one.n for one in table.averages if one.name == name) for table in result.tables]
        pairs = zip(result.tables, counts, strict=True)
        made = hidden([_counted(table, n) for table, n in pairs], least)
        for table, mask in zip(result.tables, made, strict=True):
            found[*_name(table), name] = _either(found[_name(table)], _spread_out(table, mask))
    return found


def open_tables(result: Crosstabs, masks: Masks) -> Crosstabs:
    """The tables of which nothing is hidden: what a test says of the others would tell hidden counts."""
    kept = [table for table in result.tables if not any(map(any, masks.get(_name(table), ())))]
    return replace(result, tables=tuple(kept))


def rounded(result: Crosstabs, base: int) -> Crosstabs:
    """The tables with all counts rounded to multiples of `base`, so that they still add up.

    Raises:
        DataError: SK960, there is no such rounding; SK962, the tables have weights or a design.
    """
    if result.design is not None:
        weight = result.cases.weight
        how = f"are weighted by '{weight}'" if weight else "have a design"
        raise DataError(Problem(WEIGHTED, f"the tables {how}, and only counts can be rounded", hint=WEIGHTED.mend))
    found: dict[tuple[str, str], Crosstab] = {}
    for tables in _together(result):
        if any(table.several for table in tables):
            found |= {_name(t): _with(t, _nearest(t.grid.n, base), base) for t in tables}
            continue
        made = rounded_to([_inner(table, table.grid.n) for table in tables], base)
        for table, counts in zip(tables, made, strict=True):
            found[_name(table)] = _with(table, _outer(table, counts, 0), base)
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
    """The places of rows and columns that are no nets; those of choices that overlap are like other choices."""
    rows, columns = (
        [i for i, c in enumerate(side.categories) if not c.net or side.kind == "set"]
        for side in (table.rows, table.columns)
    )
    return rows, columns


def _inner(table: Crosstab, counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """Counts without nets, totals last."""
    rows, columns = _plain(table)
    return [[counts[i][j] for j in (*columns, -1)] for i in (*rows, -1)]


def _counted(table: Crosstab, counts: Sequence[Sequence[int]]) -> Counted:
    """Counts in the cells of a table, with what is known of how they add up."""
    sets = (table.rows.kind == "set", table.columns.kind == "set")
    return Counted(_inner(table, counts), *_name(table), table.left_out, *sets)


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
        if category.net and table.rows.kind != "set":
            made[i] = [any(line[j] for line in made) for j in range(len(made[i]))]
    for j, category in enumerate(table.columns.categories):
        if category.net and table.columns.kind != "set":
            for line in made:
                line[j] = any(line)
    return tuple(map(tuple, made))


def _either(one: Mask, other: Mask) -> Mask:
    return tuple(tuple(a or b for a, b in zip(*rows, strict=True)) for rows in zip(one, other, strict=True))


def _nearest(counts: Sequence[Sequence[int]], base: int) -> list[list[int]]:
    return [[base * round(n / base) for n in row] for row in counts]


def _with(table: Crosstab, counts: Sequence[Sequence[int]], base: int) -> Crosstab:
    """A table with other counts; nets are added up anew, and all that tells what was counted is gone."""
    rows, columns = _plain(table)
    made = [list(line) for line in counts]
    for side, places in ((table.rows, rows), (table.columns, columns)):
        if any(category.net for category in side.categories) and not table.several:
            _add_nets(made, table, places, of_rows=side is table.rows)
    weight = tuple(tuple(map(float, row)) for row in made)
    grid = replace(table.grid, n=tuple(map(tuple, made)), weight=weight, squares=weight)
    spread = replace(table.spread, grid=grid) if isinstance(table.spread, Weights) else None
    averages = tuple(_of_many(one, base) for one in table.averages)
    return replace(table, grid=grid, spread=spread, association=None, averages=averages)


def _of_many(one: Averages, base: int) -> Averages:
    """Means with rounded numbers of cases, and none of fewer cases than the base."""
    few = [[n < base for n in row] for row in one.n]

    def left(values: Sequence[Sequence[float | None]]) -> tuple[tuple[float | None, ...], ...]:
        return tuple(
            tuple(None if hide else x for x, hide in zip(*rows, strict=True)) for rows in zip(values, few, strict=True)
        )

    n = tuple(map(tuple, _nearest(one.n, base)))
    return replace(one, n=n, mean=left(one.mean), variance=left(one.variance))


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
