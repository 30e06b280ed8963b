"""The cases of a model as they were fetched: what they hold, which lack something, and what they lack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.design.design import Design
from surveykit.econometrics.asked import refuse_codes
from surveykit.econometrics.fit import Lost
from surveykit.econometrics.formula import Formula, Held, Number
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.stats.cases import Cases, cases, lacks
from surveykit.stats.estimate.implied import implied
from surveykit.stats.estimate.sample import Sample

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The sample as it was fetched: what all cases hold, which are asked about, how they were drawn."""

    codebook: Codebook
    cases: Cases
    asked: "Truths"
    held: Held
    weights: "Floats | None"
    drawn: "Mapping[str, NDArray[Any]]"
    replicates: "Floats | None"
    grouping: Mapping[str, str]  # the variables of clusters and of absorbed effects


def fetched(
    dataset: Dataset,
    read: Sequence[Formula],
    design: Design | None,
    cluster: str | None,
    where: Expression | None,
    absorb: Sequence[str],
) -> Taken:
    """Ask the engine for every column; of a design, of the cases that are not asked about too."""
    import numpy as np

    codebook = dataset.codebook
    weight = None if design is None else design.weight
    grouping = dict.fromkeys(absorb, "absorb") | ({cluster: "cluster"} if cluster else {})
    names = list(dict.fromkeys([n for f in read for part in f.parts for n in part.names] + list(grouping)))
    with engines.open(looking_back(dataset, where)) as engine:
        kept = cases(engine, dataset, weight, where)
        if design is not None and (each := implied(engine, design)):
            kept = replace(kept, each=each)
        sample = Sample(engine, codebook, codebook.symbols(), kept, design or Design(), (), ((),), 0.95, "design")
        of, keys = sample.drawn()
        keys = keys[: len(of)]
        numbers = [sample.number(n) if codebook[n].type == "number" else quoted(n) for n in names]
        wanted = [f"CASE WHEN {kept.condition or 'TRUE'} THEN 1 ELSE 0 END", f"CAST({kept.each or '1'} AS DOUBLE)"]
        arrays = _columns(engine, [*wanted, *numbers, *keys, *sample.replicates], _rows(sample, design))
    asked, weights, arrays = arrays[0] == 1, arrays[1], arrays[2:]
    at, until = len(names), len(names) + len(of)
    return Taken(
        codebook,
        kept,
        asked,
        dict(zip(names, arrays[:at], strict=True)),
        weights if kept.each else None,
        dict(zip(of, arrays[at:until], strict=True)),
        np.column_stack(arrays[until:]) if arrays[until:] else None,
        grouping,
    )


def _rows(sample: Sample, design: Design | None) -> str:
    """Which cases to fetch: where units are drawn all of the sample, for a filter takes no cluster out of it."""
    return sample.sampled if design is not None and (design.stages or design.calibration) else sample.cases.condition


def _columns(engine: Engine, wanted: Sequence[str], where: str) -> "list[NDArray[Any]]":
    table = engine.fetch([f"{sql} AS sk__c{at}" for at, sql in enumerate(wanted)], where)
    return [table.column(f"sk__c{at}").to_numpy() for at in range(len(wanted))]


def complete(
    taken: Taken, read: Sequence[Formula], partial: Sequence[int], *, categories: bool
) -> "tuple[Truths, tuple[Lost, ...], list[Floats], Held]":
    """Which cases have all that is named, those that have not by the first they lack, the outcomes, what all hold.

    A partial formula asks for nothing where the outcome of another is 0: its terms may be missing there, as its outcome
    may. What is missing is no number, or None of texts.

    Raises:
        DataError: SK763, the outcome beside a partial formula is not 0 or 1.
    """
    import numpy as np

    alive, lost = taken.asked.copy(), list[Lost]()
    valid = {name: _valid(taken.codebook[name], values) for name, values in taken.held.items()}
    numbers = {
        name: np.where(valid[name], values, np.array(np.nan if values.dtype.kind == "f" else None))
        for name, values in taken.held.items()
    }
    outcomes = [np.zeros(len(alive)) if categories else formula.outcome.values(numbers) for formula in read]
    for place, formula in enumerate(read):
        needed = np.ones(len(alive), dtype=bool)
        if place in partial:
            for other in (at for at in range(len(read)) if at != place):
                refuse_codes(read[other].outcome.text, outcomes[other][taken.asked])
                needed &= outcomes[other] == 1
            outcomes[place] = np.where(needed, outcomes[place], np.nan)
        for part in formula.parts:
            for name in part.names:
                lost += _lost(taken, name, alive & ~valid[name] & needed)
                alive &= valid[name] | ~needed
            if isinstance(part, Number) and not (categories and part is formula.outcome):
                undefined = alive & ~np.isfinite(part.values(numbers)) & needed
                many = int(undefined.sum())
                lost += [Lost(part.names[0], many, (), many)] if many else []
                alive &= ~undefined
    for name in taken.grouping:
        lost += _lost(taken, name, alive & ~valid[name])
        alive &= valid[name]
    return alive, _merged(lost), outcomes, numbers


def _merged(lost: Sequence[Lost]) -> tuple[Lost, ...]:
    """One line for each variable, in the order they were met."""
    found: dict[str, Lost] = {}
    for one in lost:
        had = found.get(one.variable, Lost(one.variable, 0))
        found[one.variable] = Lost(
            one.variable, had.n + one.n, (*had.missing, *one.missing), had.undefined + one.undefined
        )
    return tuple(found.values())


def _valid(variable: Variable, values: "NDArray[Any]") -> "Truths":
    """Whether each case holds a valid value."""
    import numpy as np

    emptiness = variable.emptiness
    if values.dtype.kind == "f":
        missing = np.isnan(values) | np.isin(values, [code for code in emptiness.codes if not isinstance(code, str)])
        for low, high in emptiness.ranges:
            missing |= (values >= low) & (values <= high)
        return np.asarray(~missing)
    kinds, at = kinds_of(values)
    return np.array([emptiness.reason(value) is None for value in kinds], dtype=bool)[at]


def kinds_of(values: "NDArray[Any]") -> "tuple[list[Any], NDArray[np.intp]]":
    """The values there are, and the place of each case among them; blanks come as None."""
    import numpy as np

    if values.dtype.kind != "O":
        kinds, at = np.unique(values, return_inverse=True)
        return kinds.tolist(), at
    places: dict[Any, int] = {}
    at = np.array([places.setdefault(value, len(places)) for value in values.tolist()], dtype=np.intp)
    return list(places), at


def _lost(taken: Taken, name: str, away: "Truths") -> Iterator[Lost]:
    """Cases lost for what is missing in a variable, by reason."""
    import numpy as np

    if not away.any():
        return
    kinds, at = kinds_of(taken.held[name][away])
    weights = np.bincount(at, None if taken.weights is None else taken.weights[away])
    counts = np.bincount(at)
    variable = taken.codebook[name]
    cells = [Cell((as_code(kind),), int(n), (float(w),)) for kind, n, w in zip(kinds, counts, weights, strict=True)]
    yield Lost(name, int(away.sum()), lacks(variable, cells, weighted=True))


def as_code(value: Any) -> Value | None:
    """A value as it stands in a codebook: a whole number as one, no number as a blank."""
    if value is None or value != value:  # noqa: PLR0124 - no number
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value
