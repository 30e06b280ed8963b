"""Panels: what each case said in the preceding round, put beside what it says now."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook, ResponseSet, unknown_variable
from surveykit.codebook.variable import Origin, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.expr.fold import previous_of
from surveykit.expr.syntax import PREVIOUS, Expression, Name, Previous
from surveykit.expr.words import in_words
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

NO_PANEL = Rule(
    "SK440",
    "The dataset does not say which cases are the same firm in another round",
    "Without a round and a key there is no preceding answer to look at.",
    '`--where "size > previous(size)"` over a dataset of one round',
    "Give the roles `wave` and `key` to the variables that hold round and firm.",
)


def is_panel(codebook: Codebook) -> bool:
    """Whether a codebook says which variable is the round and which one links the rounds of a firm."""
    return codebook.role("wave") is not None and codebook.role("key") is not None


def waves_of(dataset: Dataset) -> tuple[Value, ...]:
    """The rounds in order: as the codebook says, or those there are, sorted."""
    variable = dataset.codebook.role("wave")
    if dataset.codebook.waves or variable is None:
        return dataset.codebook.waves
    return tuple(sorted(_valid(variable, dataset.arrow().column(variable.name)), key=_rank))


def with_previous(dataset: Dataset, names: Iterable[str]) -> Dataset:
    """The dataset with a column `previous.x` for each x named: what the same firm said in the round before.

    It is blank where the firm was not asked in the round before, where two cases claim to be the firm in that
    round, and where round or key are missing. A response set stands for its columns. What is there already stays.

    Raises:
        DataError: SK440, round or key have no variable; SK401, a name is not there.
    """
    codebook, names = dataset.codebook, tuple(names)
    missing = [unknown_variable(codebook, n) for n in names if n not in codebook and n not in _sets(codebook)]
    if missing:
        raise DataError(missing)
    wanted = [name for name in _columns(codebook, names) if f"{PREVIOUS}{name}" not in codebook]
    if not wanted:
        return dataset
    table = dataset.arrow()
    before = _row_before(dataset, table)
    for name in wanted:
        table = table.append_column(f"{PREVIOUS}{name}", table.column(name).take(before))
    return Dataset(_looking_back(codebook, wanted), table)


def looking_back(dataset: Dataset, *expressions: Expression | None) -> Dataset:
    """The dataset with the columns of the preceding round that expressions read; itself where they read none.

    Raises:
        DataError: as `with_previous`.
    """
    names = {name: None for e in expressions if e is not None for name in previous_of(e)}
    return with_previous(dataset, names) if names else dataset


def _sets(codebook: Codebook) -> dict[str, ResponseSet]:
    return {s.name: s for s in codebook.sets}


def _columns(codebook: Codebook, names: Iterable[str]) -> dict[str, None]:
    """The columns that names stand for, each once."""
    sets = _sets(codebook)
    return {
        column: None
        for name in names
        for column in (sets[name].variables if name in sets and name not in codebook else (name,))
    }


def _row_before(dataset: Dataset, table: "pa.Table") -> "pa.Array":
    """For each row the number of the row of the same firm one round earlier, or nothing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wave, key = dataset.codebook.role("wave"), dataset.codebook.role("key")
    if wave is None or key is None:
        role = "wave" if wave is None else "key"
        raise DataError(Problem(NO_PANEL, f"no variable has the role '{role}'", hint=NO_PANEL.mend))
    order = waves_of(dataset)
    rank = _place_in(order, table.column(wave.name))
    firm = _place_in(_valid(key, table.column(key.name)), table.column(key.name))
    here = pc.add(pc.multiply(firm, len(order)), rank)  # one number a firm and round
    before = pc.if_else(pc.greater(rank, 0), pc.subtract(here, 1), pa.scalar(None, pa.int64()))
    counted = pc.value_counts(here.drop_null())
    once = counted.field("values").filter(pc.equal(counted.field("counts"), 1))
    rows = pc.indices_nonzero(pc.is_in(here, value_set=once)).cast(pa.int64())
    return rows.take(pc.index_in(before, value_set=here.take(rows)))


def _place_in(values: Iterable[Value], column: "pa.ChunkedArray") -> "pa.Array":
    """The place of each cell among some values, from 0; nothing where it is none of them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pa.array([_as(value, column.type) for value in values], column.type)
    return pc.index_in(column.combine_chunks(), value_set=known, skip_nulls=True).cast(pa.int64())


def _as(value: Value, kind: "pa.DataType") -> Any:
    """A value in the type of a column, or nothing where no cell of the column can equal it."""
    import pyarrow as pa

    if pa.types.is_string(kind):
        return str(value)
    try:
        return pa.scalar(float(value) if isinstance(value, str) else value, kind).as_py()
    except (ValueError, TypeError):
        return None


def _valid(variable: Variable, column: "pa.ChunkedArray") -> list[Any]:
    """The different valid values of a column."""
    missing = variable.emptiness
    return [value for value in column.unique().to_pylist() if missing.reason(value) is None]


def _rank(value: Value) -> tuple[bool, Value]:
    return isinstance(value, str), value


def _looking_back(codebook: Codebook, names: Iterable[str]) -> Codebook:
    """The codebook with variables of the preceding round at its end; whole response sets stay sets."""
    names = tuple(names)
    more = tuple(_before(codebook, codebook[name]) for name in names)
    sets = tuple(_set_before(s) for s in codebook.sets if set(s.variables) <= set(names))
    return codebook.model_copy(update={"variables": (*codebook.variables, *more), "sets": (*codebook.sets, *sets)})


def _before(codebook: Codebook, variable: Variable) -> Variable:
    label = Text(dict(_said(codebook, variable)) or "")
    changed = {"name": f"{PREVIOUS}{variable.name}", "label": label, "role": None, "origin": Origin(kind="computed")}
    return variable.model_copy(update=changed)


def _said(codebook: Codebook, variable: Variable) -> Iterator[tuple[str, str]]:
    for language in variable.label.languages:
        symbols = codebook.symbols(language)
        yield language, in_words(Previous(Name(variable.name)), symbols, language or "en")


def _set_before(s: ResponseSet) -> ResponseSet:
    members = tuple(f"{PREVIOUS}{name}" for name in s.variables)
    return s.model_copy(update={"name": f"{PREVIOUS}{s.name}", "variables": members})
