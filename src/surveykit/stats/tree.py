"""Trees: all cases divided by one variable, each part by the next, every case in one leaf, missing values too."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.cases import MOST_CATEGORIES, Cases, cases, in_order, known, plain, too_many
from surveykit.stats.framed import Framed


@dataclass(frozen=True, slots=True)
class Node:
    """The cases that share the values on the way down to it; `reason` says why the last of them is missing."""

    value: Value | None
    n: int
    weight: float
    children: tuple["Node", ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Division(Framed):
    """All cases and their parts; the children of a node add up to it."""

    variables: tuple[str, ...]
    cases: Cases
    root: Node

    def records(self) -> list[dict[str, object]]:
        """One row a node, with its values on the way down, from the root; the share is of the root's weight."""
        rows: list[dict[str, object]] = []

        def walk(node: Node, path: tuple[Value | None, ...]) -> None:
            values = (*path, *[None] * (len(self.variables) - len(path)))
            row: dict[str, object] = dict(zip(self.variables, values, strict=True))
            share = node.weight / self.root.weight if self.root.weight else None
            rows.append(row | {"level": len(path), "reason": node.reason, "n": node.n, "weight": node.weight})
            rows[-1]["share"] = share
            for child in node.children:
                walk(child, (*path, child.value))

        walk(self.root, ())
        return rows


def divide(
    dataset: Dataset, variables: Sequence[str], *, weight: str | None = None, where: Expression | None = None
) -> Division:
    """Divide the cases by the first variable, each part by the second, and so on.

    Categories stand in the order of their code list, also those without a case, at the first level; below it
    only those that occur. All missing values of a reason are one node, after the others.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many categories.
    """
    codebook = dataset.codebook
    known(codebook, variables, weight=weight)
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        cells = engine.groups([quoted(name) for name in variables], kept.sums(), kept.where())
    crowded = [
        name
        for place, name in enumerate(variables)
        if len({cell.keys[place] for cell in cells}) > MOST_CATEGORIES
    ]  # fmt: skip
    if crowded:
        raise DataError([too_many(name, MOST_CATEGORIES, "group its values first") for name in crowded])
    n, weights = sum(cell.n for cell in cells), sum(_weight(cell, kept) for cell in cells)
    root = Node(None, n, weights, _parts(codebook, tuple(variables), cells, kept, whole=True))
    return Division(tuple(variables), kept, root)


def _weight(cell: Cell, kept: Cases) -> float:
    return cell.sums[0] if kept.each else float(cell.n)


def _parts(
    codebook: Codebook, variables: Sequence[str], cells: Sequence[Cell], kept: Cases, *, whole: bool = False
) -> tuple[Node, ...]:
    if not variables:
        return ()
    variable = codebook[variables[0]]
    emptiness, place = variable.emptiness, -len(variables)
    held: dict[tuple[str | None, Value | None], list[Cell]] = {}
    for cell in cells:
        value = plain(cell.keys[place])
        reason = emptiness.reason(value)
        held.setdefault((reason, None if reason else value), []).append(cell)
    values, _ = in_order(codebook, variable, [value for _, value in held if value is not None])
    keys: list[tuple[str | None, Value | None]] = [(None, v) for v in values if whole or (None, v) in held]
    keys += [key for key in held if key[0] is not None]
    return tuple(
        Node(
            value,
            sum(cell.n for cell in held.get((reason, value), ())),
            sum(_weight(cell, kept) for cell in held.get((reason, value), ())),
            _parts(codebook, variables[1:], held.get((reason, value), ()), kept),
            reason,
        )
        for reason, value in keys
    )
