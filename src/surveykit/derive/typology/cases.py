"""The cases of a typology: those of the data, with what is made of their rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.country_sets import CountrySet
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.derive.typology.bound import Bound
from surveykit.derive.typology.written import Membership, Rows
from surveykit.expr.check import check
from surveykit.expr.fold import names_of
from surveykit.expr.rosters import clustered
from surveykit.expr.sql import PREFIX, grouped_sql, missing_sql, quoted
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest, shortened

if TYPE_CHECKING:
    import pyarrow as pa

NO_SET = Rule(
    "SK757",
    "There is no such country set",
    "Whether a country is inside cannot be said.",
    "-p extra=Asia where the codebook has the sets EU and Europe",
    "Name a set of the codebook; import the data with their codebook where they came without.",
)
STRANGE_ITEM = Rule(
    "SK758",
    "An item of a list is not in its code list",
    "Whether it belongs to a group is not known; it is not taken for one that does not.",
    "DE;FR;XX",
    "Correct the item, or add it to the code list.",
)
UNCHECKED_ITEMS = Rule(
    "SK760",
    "The items of a list are not checked",
    "A misspelt country would count as one outside of every group.",
    "rows: {codes: country} where neither the data nor `data:` have a list `country`",
    "Name the codebook that has the list under `data:`.",
)
CASE = f"{PREFIX}case"


@dataclass(frozen=True, slots=True)
class Cases:
    """A table with one row a case, and what conditions may name.

    Args:
        dataset: the cases; aggregates that are conditions are truths in it.
        symbols: what conditions may name.
        of_row: for each row of the data the number of its case, None where it belongs to none.
        rows: the table the aggregates were made of, and for each case the numbers of its rows there.
        problems: what was noticed.
    """

    dataset: Dataset
    symbols: Symbols
    of_row: Sequence[int | None]
    rows: "tuple[Dataset, Sequence[Sequence[int]]] | None" = None
    problems: tuple[Problem, ...] = field(default=())


def cases_of(dataset: Dataset, bound: Bound) -> Cases:
    """The cases of a dataset as a typology sees them.

    Raises:
        DataError: SK757, a country set is not there; SK440, a panel does not say its rounds.
    """
    rows = bound.file.rows
    if rows is None:
        dataset = looking_back(dataset, *bound.conditions)
        return Cases(dataset, dataset.codebook.symbols(), range(dataset.arrow().num_rows))
    long, of_row = (_items if rows.variable else _grouped)(dataset, rows, bound)
    long, problems = _with_members(long, rows, bound)
    inside: list[list[int]] = [[] for _ in range(1 + max((c for c in of_row if c is not None), default=-1))]
    for row, case in enumerate(long.arrow().column(CASE).to_pylist()):
        if case is not None:
            inside[case].append(row)
    symbols = rows_symbols(long.codebook, rows)
    made, kinds = _aggregated(long, bound, symbols, len(inside))
    cases = dataset if rows.variable else _one_each(dataset, rows, inside)
    cases, known = _beside(cases, bound, made, kinds)
    return Cases(cases, known, of_row, (long, inside), tuple(problems))


def rows_symbols(codebook: Codebook, rows: Rows) -> Symbols:
    """What aggregates may name: the variables, the item, and whether it is in a set."""
    return {**codebook.symbols(), **{name: Symbol(name, "truth") for name in rows.members}}


def listed_codes(codebook: Codebook, rows: Rows) -> str | None:
    """The code list of the items, where the codebook has it."""
    return rows.codes if rows.codes in codebook.lists else None


def knowing(dataset: Dataset, codebook: Codebook) -> Dataset:
    """A dataset that knows the code lists, country sets and response sets of another codebook beside its own."""
    own = dataset.codebook
    taken = {*own.names, *(each.name for each in own.sets)}
    sets = [each for each in codebook.sets if each.name not in taken and taken.issuperset(each.variables)]
    more = {key: {**getattr(codebook, key), **getattr(own, key)} for key in ("lists", "country_sets")}
    return Dataset(own.model_copy(update={**more, "sets": (*own.sets, *sets)}), dataset.table)


def _items(dataset: Dataset, rows: Rows, bound: Bound) -> tuple[Dataset, Sequence[int]]:
    """A row for each different item of a list; who has no list has no rows."""
    import pyarrow as pa

    table, variable = dataset.arrow(), dataset.codebook[rows.variable or ""]
    missing = variable.emptiness
    items: list[str] = []
    of_item: list[int] = []
    for case, cell in enumerate(table.column(variable.name).to_pylist()):
        if missing.reason(cell) is None:
            parts = dict.fromkeys(part.strip() for part in str(cell).split(rows.parted_by))
            found = [part for part in parts if part]
            items += found
            of_item += [case] * len(found)
    read = dict.fromkeys(name for formula in bound.aggregates.values() for name in names_of(formula))
    read |= dict.fromkeys(member.on for member in rows.members.values())
    read[variable.name] = None
    kept = dataset.select(tuple(name for name in dataset.codebook.names if name in read))
    long = kept.arrow().take(pa.array(of_item, pa.int64()))
    item = Variable(name=rows.item, type="text", label=variable.label, codes=listed_codes(dataset.codebook, rows))
    codebook = kept.codebook.model_copy(update={"lists": dataset.codebook.lists})
    columns = [(item, pa.array(items, pa.string())), (_number(CASE), pa.array(of_item, pa.int64()))]
    return _with(Dataset(codebook, long), columns), range(table.num_rows)


def _grouped(dataset: Dataset, rows: Rows, bound: Bound) -> tuple[Dataset, Sequence[int | None]]:
    """The rows of the data, each with the number of its case; who has no key belongs to none."""
    import pyarrow as pa

    long = looking_back(dataset, *bound.aggregates.values())
    key = long.codebook[rows.by or ""]
    missing, numbers = key.emptiness, dict[Value, int]()
    of_row = [
        None if missing.reason(value) is not None else numbers.setdefault(value, len(numbers))
        for value in long.arrow().column(key.name).to_pylist()
    ]
    counted = _once(of_row, [long.arrow().column(name).to_pylist() for name in rows.distinct])
    return _with(long, [(_number(CASE), pa.array(counted, pa.int64()))]), of_row


def _once(of_row: Sequence[int | None], columns: Sequence[Sequence[Value | None]]) -> list[int | None]:
    """The case of each row that counts: of rows of a case that are the same in some columns, the first."""
    if not columns:
        return list(of_row)
    seen = set[tuple[Value | None, ...]]()
    counted: list[int | None] = []
    for case, *values in zip(of_row, *columns, strict=True):
        key = (case, *values)
        counted.append(None if key in seen else case)
        seen.add(key)
    return counted


def _with_members(long: Dataset, rows: Rows, bound: Bound) -> tuple[Dataset, list[Problem]]:
    """The rows with a truth for each country set: whether the item is in it on its day, unknown where that is."""
    import pyarrow as pa

    if not rows.members:
        return long, []
    items = long.arrow().column(long.codebook[rows.item].name).to_pylist()
    codes = long.codebook.codes_of(long.codebook[rows.item])
    known = None if codes is None else set(codes.values)
    strange = dict.fromkeys(item for item in items if item is not None and known is not None and item not in known)
    problems = [
        Problem(UNCHECKED_ITEMS, f"there is no list '{rows.codes}'", hint=UNCHECKED_ITEMS.mend, severity="warning")
        for _ in [rows.codes]
        if rows.codes and codes is None
    ]
    problems += [
        Problem(
            STRANGE_ITEM, f"'{item}' is not in the list '{rows.codes}'", Place(variable=rows.item), severity="warning"
        )
        for item in strange
    ]
    columns = []
    for name, member in rows.members.items():
        days = [*_days(long, member)]
        group = country_set(long.codebook, bound.said(member.set))
        on = {day: group.on(day) for day in dict.fromkeys(days) if day is not None}
        truths = [
            None if item is None or day is None or item in strange else item in on[day]
            for item, day in zip(items, days, strict=True)
        ]
        columns.append((_number(name), pa.array(truths, pa.bool_())))
    return _with(long, columns), list(shortened(problems))


def country_set(codebook: Codebook, name: str) -> CountrySet:
    """A country set of the codebook.

    Raises:
        DataError: SK757, there is none of this name.
    """
    if name not in codebook.country_sets:
        known = f"the sets are {listed([*codebook.country_sets])}" if codebook.country_sets else NO_SET.mend
        hint = nearest(name, codebook.country_sets) or known
        raise DataError(Problem(NO_SET, f"the codebook has no country set '{name}'", hint=hint))
    return codebook.country_sets[name]


def _days(long: Dataset, member: Membership) -> Iterator[str | None]:
    """The day that counts in each row; of a year it is the first of January."""
    if member.on[:4].isdigit():
        yield from [member.on] * long.arrow().num_rows
        return
    variable = long.codebook[member.on]
    missing = variable.emptiness
    for value in long.arrow().column(variable.name).to_pylist():
        if missing.reason(value) is not None:
            yield None
        else:
            yield str(value) if variable.type != "number" else f"{int(value):04}-01-01"


def _aggregated(
    long: Dataset, bound: Bound, symbols: Symbols, cases: int
) -> tuple[dict[str, list[Value | None]], dict[str, str]]:
    """Each aggregate of each case, and whether it is a number or a truth; without rows it is unknown."""
    kinds = {n: str(check(formula, clustered(symbols)).type) for n, formula in bound.aggregates.items()}
    statements = [grouped_sql(formula, symbols) for formula in bound.aggregates.values()]
    made: dict[str, list[Value | None]] = {name: [None] * cases for name in bound.aggregates}
    with engines.open(long) as engine:
        groups = engine.aggregates(quoted(CASE), statements, f"NOT ({missing_sql(Symbol(CASE, 'number'))})")
    for group in groups:
        for name, value in zip(made, group.values, strict=True):
            made[name][int(group.key or 0)] = value
    return made, kinds


def _one_each(dataset: Dataset, rows: Rows, inside: Sequence[Sequence[int]]) -> Dataset:
    """One row for each case, with the variable its rows share."""
    import pyarrow as pa

    first = pa.array([each[0] for each in inside], pa.int64())
    kept = dataset.select((rows.by or "",))
    return Dataset(kept.codebook, kept.arrow().take(first))


def _beside(
    cases: Dataset, bound: Bound, made: Mapping[str, Sequence[Value | None]], kinds: Mapping[str, str]
) -> tuple[Dataset, Symbols]:
    """The cases with their aggregates, and what conditions may name of them."""
    import pyarrow as pa

    columns = []
    for name, values in made.items():
        kind = pa.bool_() if kinds[name] == "truth" else pa.float64()
        label = bound.file.aggregates[name].label
        columns.append((_number(name).model_copy(update={"label": label}), pa.array(values, kind)))
    dataset = _with(cases, columns)
    truths = {name: Symbol(name, "truth") for name in made if kinds[name] == "truth"}
    return dataset, {**dataset.codebook.symbols(), **truths}


def _number(name: str) -> Variable:
    return Variable(name=name)


def _with(dataset: Dataset, columns: "Sequence[tuple[Variable, pa.Array]]") -> Dataset:
    """A dataset with some columns more at its end."""
    table = dataset.arrow()
    for variable, column in columns:
        table = table.append_column(variable.name, column)
    more = (*dataset.codebook.variables, *(variable for variable, _ in columns))
    return Dataset(dataset.codebook.model_copy(update={"variables": more}), table)
