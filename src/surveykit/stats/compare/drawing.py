"""A sample with its design, case by case, for tests that need every rank."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from surveykit.codebook.codebook import Codebook
from surveykit.design.check import check
from surveykit.design.design import Design
from surveykit.design.units import units_of
from surveykit.expr.sql import constant, quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule
from surveykit.stats.cases import known
from surveykit.stats.compare.asked import Asker
from surveykit.stats.compare.comparison import Designed, Overall, Side
from surveykit.stats.compare.designed import Drawn, ranks_of_all, ranks_of_groups, t_of_groups
from surveykit.stats.compare.tested import Tested
from surveykit.stats.estimate.implied import implied
from surveykit.stats.estimate.sample import Sample

NOT_WITH_DESIGN = Rule(
    "SK788",
    "A test is not there for this design",
    "A test that takes each case as drawn by itself finds differences where there are none.",
    "--units industry with --design design.yaml",
    "Leave the design out, or compare means of groups with `surveykit estimate`.",
)


def fits(design: Design, codebook: Codebook, units: str | None) -> None:
    """Refuse a design of variables that are not there, and tests that know no design.

    Raises:
        DataError: SK401, variables that are not there; SK701, a weight that is no number; SK788, units.
    """
    check(design, codebook)
    known(codebook, [], None, design.weight)
    if units is not None:
        what = "means of units are compared as they are; a design has no part in it"
        raise DataError(Problem(NOT_WITH_DESIGN, what, hint=NOT_WITH_DESIGN.mend))
    if design.replicates is not None:
        what = "rank tests need strata and clusters; this design has replicate weights"
        raise DataError(Problem(NOT_WITH_DESIGN, what, hint=NOT_WITH_DESIGN.mend))


def weighed(asker: Asker, design: Design) -> Asker:
    """The same with the weight that the design implies, where it names none."""
    each = implied(asker.engine, design)
    return replace(asker, cases=replace(asker.cases, each=each)) if each else asker


def drawn(asker: Asker, codebook: Codebook, design: Design, by: str, groups: Sequence[Value], name: str) -> Drawn:
    """All cases of the sample, those of no group too, for how many were drawn does not depend on what is asked."""
    sample = Sample(asker.engine, codebook, asker.symbols, asker.cases, design, (), ((),), 0.95, "design")
    taken = asker.where(by, name) or "TRUE"
    place = " ".join(f"WHEN {quoted(by)} = {constant(group)} THEN {at}" for at, group in enumerate(groups))
    names, keys = sample.drawn()
    asked = [
        f"CASE WHEN NOT ({taken}) THEN -1 {place} ELSE -1 END AS sk__g",
        f"CASE WHEN {taken} THEN {sample.number(name)} END AS sk__v",
        f"CAST({asker.cases.each or '1'} AS DOUBLE) AS sk__w",
        *(f"{key} AS sk__d{at}" for at, key in enumerate(keys[: len(names)])),
    ]
    table = asker.engine.fetch(asked, sample.sampled)
    columns = {of: table.column(f"sk__d{at}").to_numpy() for at, of in enumerate(names)}
    weights = table.column("sk__w").to_numpy()
    units = units_of(design, columns, len(weights))
    values = np.asarray(table.column("sk__v").to_numpy(), dtype=np.float64)
    return Drawn(values, table.column("sk__g").to_numpy().astype(np.intp), weights, units)


def of_pair(name: str, pair: tuple[Value, Value], sample: Drawn, level: float) -> Designed:
    """Two groups compared; the sample has these groups only."""
    first, second = (_side(value, sample, at) for at, value in enumerate(pair))
    if not first.n or not second.n:
        return Designed(name, first, second, Tested(None, None, why="few"), {}, None)
    ranks = {
        "wilcoxon": ranks_of_groups(sample, "wilcoxon", level=level),
        "vanderWaerden": ranks_of_groups(sample, "vanderWaerden", level=level),
        "median": ranks_of_groups(sample, "median", level=level),
    }
    apart = ranks["wilcoxon"].estimate
    return Designed(
        name,
        first,
        second,
        t_of_groups(sample, level),
        ranks,
        None if apart is None else min(max(apart + 0.5, 0.0), 1.0),
    )


def of_all(name: str, groups: Sequence[Value], sample: Drawn) -> Overall:
    """All groups at once, by Kruskal and Wallis's ranks; groups in which nobody answered take no part."""
    sides = tuple(_side(group, sample, at) for at, group in enumerate(groups))
    there = [at for at, side in enumerate(sides) if side.n]
    if len(there) < 2:
        return Overall(name, sides, Tested(None, None, why="few"))
    return Overall(name, sides, ranks_of_all(sample.only(there), len(there)))


def _side(value: Value, sample: Drawn, at: int) -> Side:
    of = sample.groups == at
    n = int(of.sum())
    mean = float(np.average(sample.values[of], weights=sample.weights[of])) if n else None
    return Side(value, n, mean if mean is not None and isfinite(mean) else None, None)
