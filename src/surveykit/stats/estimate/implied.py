"""The weight that a design says by itself: how many clusters of the population one that was drawn stands for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from surveykit.design.design import Design, Stage
from surveykit.engine.base import Engine
from surveykit.expr.sql import constant, quoted
from surveykit.missing import Value

Key = tuple[Value | None, ...]


def implied(engine: Engine, design: Design) -> str:
    """The weight of a case as SQL, where a design has population sizes and names no weight; "" elsewhere.

    Each stage multiplies it by the clusters in the population of the stratum by those drawn.

    Source: Horvitz and Thompson (1952), A generalization of sampling without replacement, JASA 47, 663-685; as
    `svydesign(fpc = )` without weights in the R package survey.
    """
    if design.weight is not None:
        return ""
    factors, above = [], list[str]()
    for stage in design.stages:
        strata = [*above, *filter(None, (stage.strata,))]
        if stage.population:
            factors.append(_factor(engine, stage, strata))
        above = [*strata, *filter(None, (stage.cluster,))]
    return " * ".join(factors)


def _factor(engine: Engine, stage: Stage, strata: Sequence[str]) -> str:
    size = f"CAST({quoted(stage.population)} AS DOUBLE)"
    (most,) = (high for _, high in engine.extremes(size).values())
    if not isinstance(most, str) and most <= 1:
        return f"(1 / {size})"
    keys = [*map(quoted, strata), *([quoted(stage.cluster)] if stage.cluster else [])]
    drawn: Counter[Key] = Counter()
    for cell in engine.groups(keys):
        drawn[cell.keys[: len(strata)]] += 1 if stage.cluster else cell.n
    return f"({size} / {_drawn(strata, drawn)})"


def _drawn(strata: Sequence[str], drawn: Mapping[Key, int]) -> str:
    """How many were drawn in the stratum of a case, as SQL."""
    sizes = sorted(set(drawn.values()))
    if len(sizes) == 1:
        return f"{sizes[0]}.0"
    whens = " ".join(
        f"WHEN {_among(strata, [k for k, n in drawn.items() if n == size])} THEN {size}.0" for size in sizes
    )
    return f"CASE {whens} END"


def _among(strata: Sequence[str], keys: Sequence[Key]) -> str:
    columns = ", ".join(map(quoted, strata))
    told = (", ".join("NULL" if x is None else constant(x) for x in key) for key in keys)
    return f"({columns}) IN ({', '.join(f'({one})' for one in told)})"
