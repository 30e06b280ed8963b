"""Changes of amounts between two moments, group by group, and how much of the whole change each group made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

from surveykit import engine as engines
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import THERE, linked
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell
from surveykit.expr.sql import cast, quoted, valid_sql
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.cases import Cases, cases, known, plain
from surveykit.stats.framed import Framed
from surveykit.stats.panel.transitions import WEIGHT, chosen_rows, weighed

NOT_AN_AMOUNT = Rule(
    "SK797",
    "A change needs amounts",
    "Codes are names; their difference says nothing.",
    "surveykit panel russian-panel.parquet --change sector",
    "Name a numeric variable without a code list.",
)

STAYED, LEFT, CAME = "stayed", "left", "came"


class Amount(NamedTuple):
    """An amount at two moments, as two variables: `Amount("emp98", "emp05")`."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """The change of an amount in a group: firms, totals before and after, and its part of the whole change.

    `n` firms have both amounts, `lacking` firms of the group have not both and are left out.
    `contribution` is the change over the total of all groups before, `share` the change over that of all groups; it
    may be negative or above 1 where groups moved against each other.
    """

    group: tuple[Value | str | None, ...]
    n: int
    lacking: int
    before: float
    after: float
    contribution: float | None
    share: float | None

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def growth(self) -> float | None:
        """The change over what was before; None where that was nothing or less."""
        return self.change / self.before if self.before > 0 else None


@dataclass(frozen=True, slots=True)
class Changes(Framed):
    """The changes of an amount by group; `whole` is that of all groups together."""

    amount: str
    by: tuple[str, ...]
    cases: Cases
    groups: tuple[Change, ...]
    whole: Change
    nameless: int = 0
    double: int = 0

    @property
    def opposed(self) -> bool:
        """Groups moved against each other, so that a share is negative or above 1."""
        return any(group.share is not None and not 0 <= group.share <= 1 for group in self.groups)

    def records(self) -> list[Mapping[str, object]]:
        """One row a group, and one for the whole, whose group is None."""
        return [
            {
                "amount": self.amount,
                **dict(zip(self.by or ("presence",), each.group, strict=True)),
                "n": each.n,
                "lacking": each.lacking,
                "before": each.before,
                "after": each.after,
                "change": each.change,
                "growth": each.growth,
                "contribution": each.contribution,
                "share": each.share,
            }
            for each in (*self.groups, self.whole)
        ]


def changes(
    dataset: Dataset,
    amount: Amount,
    by: Sequence[str] = (),
    *,
    weight: str | None = None,
    where: Expression | None = None,
) -> Changes:
    """The change between two variables of the same firm, by groups.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK797, what is no amount.
    """
    amounts(dataset, amount)
    known(dataset.codebook, by, weight=weight)
    symbols = dataset.codebook.symbols()
    both = " AND ".join(valid_sql(symbols[name]) for name in amount)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        sums = kept.sums(*(f"CASE WHEN {both} THEN {cast(symbols[name])} END" for name in amount))
        cells = engine.groups([*map(quoted, by), both], sums, kept.where())
    emptiness = [dataset.codebook[name].emptiness for name in by]
    rows = []
    for cell in cells:
        values = [plain(value) for value in cell.keys[:-1]]
        group = tuple(m.reason(value) or value for m, value in zip(emptiness, values, strict=True))
        rows.append((group, cell))
    return _changes(" – ".join(amount), tuple(by), kept, rows)


def between_rounds(
    dataset: Dataset,
    name: str,
    rounds: tuple[Value, Value],
    *,
    weight: str | None = None,
    where: Expression | None = None,
) -> Changes:
    """The change of an amount between two rounds of a panel, by what firms did: stayed, left, came.

    Firms that left have nothing after, those that came nothing before: so the parts add up to the whole change.
    The weight is that of the first round a firm was in.

    Raises:
        DataError: SK440, the dataset is no panel; SK401, SK701, SK797 as `changes`.
    """
    amounts(dataset, (name,))
    known(dataset.codebook, (), weight=weight)
    found = linked(dataset, [name, *([weight] if weight else [])], rounds, chosen_rows(dataset, where))
    firms = weighed(found.dataset(dataset.codebook), weight)
    symbols = firms.codebook.symbols()
    sides = [(quoted(f"{THERE}{place}"), symbols[f"{name}@{place}"]) for place in (0, 1)]
    whole = " AND ".join(f"({there} = 0 OR {valid_sql(symbol)})" for there, symbol in sides)
    parts = [f"CASE WHEN {whole} THEN CASE WHEN {t} = 1 THEN {cast(s)} ELSE 0 END END" for t, s in sides]
    with engines.open(firms) as engine:
        kept = cases(engine, firms, None if weight is None else WEIGHT, called=weight)
        cells = engine.groups([*(there for there, _ in sides), whole], kept.sums(*parts), kept.where())
    named = {(1, 1): STAYED, (1, 0): LEFT, (0, 1): CAME}
    rows = [((named[cell.keys[0] == 1, cell.keys[1] == 1],), cell) for cell in cells]
    order = {word: place for place, word in enumerate((STAYED, LEFT, CAME))}
    rows.sort(key=lambda row: order[row[0][0]])
    made = _changes(name, (), kept, rows)
    return Changes(name, (), kept, made.groups, made.whole, found.nameless, found.double)


def amounts(dataset: Dataset, names: Sequence[str]) -> None:
    """Refuse what is no amount.

    Raises:
        DataError: SK401, unknown names; SK797, codes or texts.
    """
    codebook = dataset.codebook
    known(codebook, names)
    wrong = [name for name in names if name not in codebook or codebook[name].type != "number" or codebook[name].codes]
    if wrong:
        what = "holds codes or texts; a change is of amounts"
        raise DataError(Problem(NOT_AN_AMOUNT, f"'{name}' {what}", hint=NOT_AN_AMOUNT.mend) for name in wrong)


def _changes(
    amount: str, by: tuple[str, ...], kept: Cases, rows: Sequence[tuple[tuple[Value | str | None, ...], Cell]]
) -> Changes:
    """Add up the cells of each group: those with both amounts, and how many lack one."""
    held: dict[tuple[Value | str | None, ...], list[float]] = {}
    for group, cell in rows:
        total = held.setdefault(group, [0, 0, 0.0, 0.0])
        if cell.keys[-1]:
            sums = cell.sums[-2:]
            total[0] += cell.n
            total[2] += sums[0]
            total[3] += sums[1]
        else:
            total[1] += cell.n
    before, after = (fsum(total[place] for total in held.values()) for place in (2, 3))
    everywhere = after - before

    def one(group: tuple[Value | str | None, ...], total: Sequence[float]) -> Change:
        change = total[3] - total[2]
        contribution, share = (change / base if base else None for base in (before, everywhere))
        return Change(group, int(total[0]), int(total[1]), total[2], total[3], contribution, share)

    n, lacking = (sum(total[place] for total in held.values()) for place in (0, 1))
    whole = one((None,) * max(1, len(by)), [n, lacking, before, after])
    return Changes(amount, by, kept, tuple(one(group, total) for group, total in held.items()), whole)
