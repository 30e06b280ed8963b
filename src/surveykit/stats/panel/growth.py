"""Growth of a ratio, such as labour productivity, taken apart: within firms, between them, by entry and by exit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit import engine as engines
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import THERE, linked
from surveykit.expr.sql import cast, quoted, valid_sql
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.cases import known
from surveykit.stats.framed import Framed
from surveykit.stats.panel.changes import amounts
from surveykit.stats.panel.transitions import WEIGHT, chosen_rows, weighed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


NO_BASE = Rule(
    "SK798",
    "A ratio has no denominator",
    "Growth from or to nothing is no number.",
    "surveykit panel panel.parquet --growth sales/employees, where nobody answered `employees` in one round",
    "Choose rounds in which both amounts were asked.",
)


@dataclass(frozen=True, slots=True)
class Growth(Framed):
    """The growth of a ratio of totals and its parts, in units of the ratio; the parts add up to `after - before`.

    `stayed`, `left` and `came` are numbers of firms; `lacking` firms lack numerator or denominator, or have no
    positive denominator, in a round they were in, and are left out.
    """

    ratio: tuple[str, str]
    rounds: tuple[Value, ...]
    before: float
    after: float
    within: float
    between: float
    cross: float
    entry: float
    exit: float
    stayed: int
    left: int
    came: int
    lacking: int

    def records(self) -> list[Mapping[str, object]]:
        """One row a part, and one for the whole growth."""
        whole = self.after - self.before
        parts = {name: getattr(self, name) for name in ("within", "between", "cross", "entry", "exit")} | {
            "growth": whole
        }
        return [
            {"part": name, "value": value, "share": value / whole if whole else None} for name, value in parts.items()
        ]


def growth(
    dataset: Dataset,
    ratio: tuple[str, str],
    rounds: tuple[Value, Value],
    *,
    weight: str | None = None,
    where: Expression | None = None,
) -> Growth:
    """Take apart the growth of total numerator / total denominator between two rounds of a panel.

    With s the share of a firm in the total denominator and p its own ratio, P that of all firms, 0 before and 1 after:
    within = sum s0 (p1 - p0), between = sum (s1 - s0)(p0 - P0), cross = sum (s1 - s0)(p1 - p0) over firms that stayed;
    entry = sum s1 (p1 - P0) over those that came, exit = - sum s0 (p0 - P0) over those that left.

    Source:
        Foster, Haltiwanger and Krizan (2001), equation 8.4.

    Raises:
        DataError: SK440, the dataset is no panel; SK401, SK701, SK797, as `changes`.
    """
    amounts(dataset, ratio)
    known(dataset.codebook, (), weight=weight)
    found = linked(dataset, [*ratio, *([weight] if weight else [])], rounds, chosen_rows(dataset, where))
    firms = weighed(found.dataset(dataset.codebook), weight)
    symbols = firms.codebook.symbols()
    columns = []
    for place in (0, 1):
        top, base = (symbols[f"{name}@{place}"] for name in ratio)
        sound = f"{quoted(f'{THERE}{place}')} = 1 AND {valid_sql(top)} AND {valid_sql(base)} AND {cast(base)} > 0"
        columns += [quoted(f"{THERE}{place}")]
        columns += [f"CASE WHEN {sound} THEN CAST({cast(each)} AS DOUBLE) END" for each in (top, base)]
    weighing = "1.0" if weight is None else f"CASE WHEN {valid_sql(symbols[WEIGHT])} THEN {cast(symbols[WEIGHT])} END"
    with engines.open(firms) as engine:
        table = engine.fetch([f"{sql} AS c{i}" for i, sql in enumerate([*columns, f"CAST({weighing} AS DOUBLE)"])])
    arrays = [column.to_numpy(zero_copy_only=False).astype(float) for column in table.columns]
    return _taken_apart(ratio, rounds, arrays)


def _taken_apart(ratio: tuple[str, str], rounds: tuple[Value, Value], columns: "list[NDArray[np.float64]]") -> Growth:
    import numpy as np

    there0, top0, base0, there1, top1, base1, weight = columns
    sound = ~((there0 == 1) & np.isnan(top0)) & ~((there1 == 1) & np.isnan(top1)) & (weight > 0)
    stayed, left, came = (sound & (there0 == a) & (there1 == b) for a, b in ((1, 1), (1, 0), (0, 1)))
    weight = np.where(sound, weight, 0.0)
    before, s0, p0 = _shares(top0, base0, weight, f"{ratio[0]}/{ratio[1]} in {rounds[0]}")
    after, s1, p1 = _shares(top1, base1, weight, f"{ratio[0]}/{ratio[1]} in {rounds[1]}")
    return Growth(
        ratio=ratio,
        rounds=rounds,
        before=before,
        after=after,
        within=float((s0 * (p1 - p0))[stayed].sum()),
        between=float(((s1 - s0) * (p0 - before))[stayed].sum()),
        cross=float(((s1 - s0) * (p1 - p0))[stayed].sum()),
        entry=float((s1 * (p1 - before))[came].sum()),
        exit=-float((s0 * (p0 - before))[left].sum()),
        stayed=int(stayed.sum()),
        left=int(left.sum()),
        came=int(came.sum()),
        lacking=int((~sound).sum()),
    )


def _shares(
    top: "NDArray[np.float64]", base: "NDArray[np.float64]", weight: "NDArray[np.float64]", what: str
) -> "tuple[float, NDArray[np.float64], NDArray[np.float64]]":
    """The ratio of all firms, and of each its share in the denominator and its own ratio."""
    import numpy as np

    tops, bases = np.nan_to_num(top) * weight, np.nan_to_num(base) * weight
    if not bases.sum():
        raise DataError(Problem(NO_BASE, f"no firm has {what}", hint=NO_BASE.mend))
    own = np.divide(tops, bases, out=np.zeros_like(tops), where=bases > 0)
    return float(tops.sum() / bases.sum()), bases / bases.sum(), own
