"""Rounds of a panel side by side: one row a firm, what it said in each, and whether it was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.codebook.variable import Origin, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import NO_PANEL, waves_of
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    import pyarrow as pa

NO_ROUND = Rule(
    "SK795",
    "There is no such round",
    "A transition leads from one round of the panel to another.",
    "surveykit panel russian-panel.parquet export --rounds 2005,2010",
    "Ask for two of its rounds, the earlier first.",
)


@dataclass(frozen=True, slots=True)
class Linked:
    """One row a firm: `there@0`, `there@1`, ... say in which round it was, `x@0`, `x@1`, ... what it answered.

    `nameless` rows have no key, `double` ones share a key with another row of their round; they are left out.
    """

    table: "pa.Table"
    rounds: tuple[Value, ...]
    nameless: int
    double: int

    def counted(self, columns: Sequence[str]) -> dict[tuple[Value | None, ...], int]:
        """How many firms share the values of some columns."""
        grouped = self.table.select(list(columns)).group_by(list(columns), use_threads=False)
        counts = grouped.aggregate([([], "count_all")])
        keys = zip(*(counts.column(name).to_pylist() for name in columns), strict=True)
        return dict(zip(keys, counts.column("count_all").to_pylist(), strict=True))

    def dataset(self, codebook: Codebook) -> Dataset:
        """The firms as a dataset, each column explained as its variable is."""
        names = [name for name in self.table.column_names if name != self.table.column_names[0]]
        kept = [
            codebook[name.rpartition("@")[0]].model_copy(update={"name": name, "role": None, "origin": Origin()})
            if not name.startswith(THERE)
            else Variable(name=name)
            for name in names
        ]
        book = Codebook(
            name=codebook.name,
            title=codebook.title,
            languages=codebook.languages,
            lists=codebook.lists,
            variables=tuple(kept),
        )
        return Dataset(book, self.table.select(names))


THERE = "there@"


def rounds_of(dataset: Dataset, asked: Sequence[str] = ()) -> tuple[Value, ...]:
    """The rounds of a panel in order: all of them, or those asked for as written.

    Raises:
        DataError: SK440, the dataset is no panel; SK795, it has not the rounds asked for, or fewer than two.
    """
    for role in ("wave", "key"):
        if dataset.codebook.role(role) is None:
            raise DataError(Problem(NO_PANEL, f"no variable has the role '{role}'", hint=NO_PANEL.mend))
    there = waves_of(dataset)
    known = {str(value): value for value in there}
    strange = [name for name in asked if name not in known]
    if strange:
        rest = f"the rounds are {listed(list(known))}"
        raise DataError(Problem(NO_ROUND, f"there is no round '{n}'", hint=nearest(n, known) or rest) for n in strange)
    chosen = tuple(known[name] for name in dict.fromkeys(asked)) if asked else there
    if len(chosen) < 2:
        raise DataError(Problem(NO_ROUND, "a panel needs two rounds, and there is one", hint=NO_ROUND.mend))
    return chosen


def linked(
    dataset: Dataset, names: Sequence[str], rounds: tuple[Value, ...], chosen: "pa.Array | None" = None
) -> Linked:
    """The firms of some rounds of a panel in long form, matched by their key, each round's answers side by side.

    Args:
        dataset: a panel, a row a firm and round.
        names: the variables wanted.
        rounds: the rounds, the earliest first.
        chosen: which rows are taken; a firm is taken where its row in the first of the rounds it was in is.

    Raises:
        DataError: SK401, unknown variables.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    codebook = dataset.codebook
    if strange := [unknown_variable(codebook, name) for name in names if name not in codebook]:
        raise DataError(strange)
    table = dataset.arrow() if chosen is None else dataset.arrow().append_column(CHOSEN, chosen)
    sides = [_side(codebook, table, value) for value in rounds]
    everyone = pa.concat_arrays([side.once for side in sides]).unique()
    columns: dict[str, Any] = {"": everyone}
    wanted = [*dict.fromkeys(names), *([CHOSEN] if chosen is not None else [])]
    for place, side in enumerate(sides):
        single = pc.indices_nonzero(pc.is_in(side.firms, value_set=side.once))
        row = single.take(pc.index_in(everyone, value_set=side.firms.take(single)))
        columns[f"{THERE}{place}"] = pc.cast(pc.is_valid(row), pa.int64())
        columns |= {f"{name}@{place}": side.table.column(name).take(row) for name in wanted}
    found = pa.table(columns)
    if chosen is not None:
        marks = [f"{CHOSEN}@{place}" for place in range(len(rounds))]
        found = found.filter(pc.coalesce(*(found.column(mark) for mark in marks))).drop_columns(marks)
    nameless = sum(side.nameless for side in sides)
    return Linked(found, rounds, nameless, sum(side.double for side in sides))


CHOSEN = "sk__chosen"


@dataclass(frozen=True, slots=True)
class _Side:
    """The rows of a round, the firm of each, and the firms that are named, and named once."""

    table: "pa.Table"
    firms: "pa.Array"
    once: "pa.Array"
    nameless: int
    double: int


def _side(codebook: Codebook, table: "pa.Table", value: Value) -> _Side:
    import pyarrow as pa
    import pyarrow.compute as pc

    wave, key = codebook.role("wave"), codebook.role("key")
    if wave is None or key is None:
        msg = "rounds_of has looked whether this is a panel"
        raise AssertionError(msg)
    missing, rows = key.emptiness, table.column(wave.name)
    here = table.filter(pc.equal(rows, pa.scalar(value, rows.type)))
    firms = here.column(key.name).combine_chunks()
    named = pa.array([missing.reason(firm) is None for firm in firms.to_pylist()], pa.bool_())
    counted = pc.value_counts(firms.filter(named))
    once = counted.field("values").filter(pc.equal(counted.field("counts"), 1))
    return _Side(here, firms, once, len(firms) - named.true_count, named.true_count - len(once))
