"""Transitions: from which state each firm came, into which it went, and who left, came or did not answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import THERE, linked
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell
from surveykit.expr.sql import quoted, sql_of
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.cases import MOST_CATEGORIES, Cases, cases, in_order, known, plain, too_many
from surveykit.stats.framed import Framed

if TYPE_CHECKING:
    import pyarrow as pa

ABSENT = "not_in_round"
"""The reason for having no state in a round: the firm was not in it."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of a firm in a round: a valid value, or why there is none."""

    value: Value | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Transitions(Framed):
    """How many firms went from each state into each: rows before, columns after.

    Shares of a row are of all its firms, those that left the panel or did not answer included; `valid` tells them
    apart. `nameless` and `double` rows could not be linked.
    """

    before: str
    after: str
    rounds: tuple[Value, ...]
    cases: Cases
    rows: tuple[State, ...]
    columns: tuple[State, ...]
    n: tuple[tuple[int, ...], ...]
    weight: tuple[tuple[float, ...], ...]
    nameless: int = 0
    double: int = 0

    def shares(self, *, valid: bool = False) -> tuple[tuple[float | None, ...], ...]:
        """Each cell as a share of its row; with `valid` of the firms that have a state after, others have none."""
        kept = [not valid or state.reason is None for state in self.columns]
        bases = [fsum(w for w, keep in zip(row, kept, strict=True) if keep) for row in self.weight]
        return tuple(
            tuple(w / base if keep and base else None for w, keep in zip(row, kept, strict=True))
            for row, base in zip(self.weight, bases, strict=True)
        )

    def records(self) -> list[Mapping[str, object]]:
        """One row a cell; the share is of its row."""
        return [
            {
                "variable": self.before,
                "from_round": self.rounds[0] if self.rounds else None,
                "to_round": self.rounds[1] if self.rounds else None,
                "from": row.value,
                "from_missing": row.reason,
                "to": column.value,
                "to_missing": column.reason,
                "n": self.n[i][j],
                "weight": self.weight[i][j],
                "share": share,
            }
            for i, (row, shares) in enumerate(zip(self.rows, self.shares(), strict=True))
            for j, (column, share) in enumerate(zip(self.columns, shares, strict=True))
        ]


def transitions(
    dataset: Dataset, before: str, after: str, *, weight: str | None = None, where: Expression | None = None
) -> Transitions:
    """Transitions between two variables of the same case, such as the trade status of 1998 and that of 2005.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many categories.
    """
    codebook = dataset.codebook
    known(codebook, (), before, weight)
    known(codebook, (), after)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        cells = engine.groups([quoted(before), quoted(after)], kept.sums(), kept.where(), most=MOST_CATEGORIES**2)
    pairs = [(_state(codebook[before], cell.keys[0]), _state(codebook[after], cell.keys[1]), cell) for cell in cells]
    return _table(codebook, (before, after), (), kept, pairs)


def between_rounds(
    dataset: Dataset,
    name: str,
    rounds: tuple[Value, Value],
    *,
    weight: str | None = None,
    where: Expression | None = None,
) -> Transitions:
    """Transitions of a variable between two rounds of a panel in long form, firms matched by their key.

    A firm that is in one round only is `not_in_round` in the other: it left the panel, or came into it. The weight
    is that of the earlier round, of newcomers that of the later; so is what the filter is about.

    Raises:
        DataError: SK440, the dataset is no panel; SK401, unknown names; SK701, SK702 as `transitions`.
    """
    codebook = dataset.codebook
    known(codebook, (), name, weight)
    chosen = chosen_rows(dataset, where)
    pair = linked(dataset, [name, *([weight] if weight else [])], rounds, chosen)
    firms = weighed(pair.dataset(codebook), weight)
    with engines.open(firms) as engine:
        kept = cases(engine, firms, None if weight is None else WEIGHT, called=weight)
        keys = [quoted(part) for place in (0, 1) for part in (f"{THERE}{place}", f"{name}@{place}")]
        cells = engine.groups(keys, kept.sums(), kept.where(), most=4 * MOST_CATEGORIES**2)
    variable = codebook[name]
    pairs = [(_there(variable, *cell.keys[:2]), _there(variable, *cell.keys[2:]), cell) for cell in cells]
    found = _table(codebook, (name, name), rounds, kept, pairs)
    return Transitions(
        name, name, rounds, kept, found.rows, found.columns, found.n, found.weight, pair.nameless, pair.double
    )


WEIGHT = "sk__weight"


def weighed(firms: Dataset, weight: str | None) -> Dataset:
    """Linked firms with their weight in a column of its own: that of the first round they were in."""
    if weight is None:
        return firms
    import pyarrow.compute as pc

    table = firms.arrow()
    held = pc.coalesce(table.column(f"{weight}@0"), table.column(f"{weight}@1"))
    variable = firms.codebook[f"{weight}@0"].model_copy(update={"name": WEIGHT})
    codebook = firms.codebook.model_copy(update={"variables": (*firms.codebook.variables, variable)})
    return Dataset(codebook, table.append_column(WEIGHT, held))


def chosen_rows(dataset: Dataset, where: Expression | None) -> "pa.Array | None":
    """Which rows a filter takes; None where there is none. Those of whom it is unknown are not taken."""
    if where is None:
        return None
    looked = looking_back(dataset, where)
    with engines.open(looked) as engine:
        asked = engine.fetch([f"COALESCE({sql_of(where, looked.codebook.symbols())}, FALSE) AS chosen"])
    return asked.column("chosen").combine_chunks()


def _state(variable: Variable, value: Value | None) -> State:
    held = plain(value)
    reason = variable.emptiness.reason(held)
    return State(None, reason) if reason else State(held)


def _there(variable: Variable, there: Value | None, value: Value | None) -> State:
    return _state(variable, value) if there == 1 else State(None, ABSENT)


def _table(
    codebook: Codebook,
    names: tuple[str, str],
    rounds: tuple[Value, ...],
    kept: Cases,
    pairs: Sequence[tuple[State, State, Cell]],
) -> Transitions:
    held = [[before for before, _, _ in pairs], [after for _, after, _ in pairs]]
    sides = [_states(codebook, codebook[name], states) for name, states in zip(names, held, strict=True)]
    crowded = [n for n, side in zip(names, sides, strict=True) if len(side) > MOST_CATEGORIES]
    if crowded:
        raise DataError([too_many(n, MOST_CATEGORIES, "group its values first") for n in dict.fromkeys(crowded)])
    places = [{state: place for place, state in enumerate(side)} for side in sides]
    n = [[0] * len(sides[1]) for _ in sides[0]]
    weight = [[0.0] * len(sides[1]) for _ in sides[0]]
    for before, after, cell in pairs:
        i, j = places[0][before], places[1][after]
        n[i][j] += cell.n
        weight[i][j] += cell.sums[0] if kept.each else cell.n
    return Transitions(*names, rounds, kept, sides[0], sides[1], tuple(map(tuple, n)), tuple(map(tuple, weight)))


def _states(codebook: Codebook, variable: Variable, held: Sequence[State]) -> tuple[State, ...]:
    """The states in order: valid codes as listed, missing ones by reason, those that were not there last."""
    values, _ = in_order(codebook, variable, [state.value for state in held if state.value is not None])
    reasons = dict.fromkeys(state.reason for state in held if state.reason is not None)
    ordered = [reason for reason in reasons if reason != ABSENT] + [reason for reason in reasons if reason == ABSENT]
    return (*(State(value) for value in values), *(State(None, reason) for reason in ordered))
