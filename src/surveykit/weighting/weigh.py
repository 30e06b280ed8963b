"""Weights made for a dataset: adjusted for nonresponse, fitted to the population, trimmed, with replicate weights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.codebook.variable import Origin, Role, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.check import replicate_weights
from surveykit.design.design import Calibration, Design, Replicates
from surveykit.design.replicate import NOT_MADE, Making, replicated
from surveykit.design.units import units_of
from surveykit.problems import DataError, Problem, Rule
from surveykit.text import Text
from surveykit.weighting.calibrate import Distance, Fit, fitted_weights, raked
from surveykit.weighting.cases import Cases, cases_of
from surveykit.weighting.file import Weighting
from surveykit.weighting.known import Known, cells_in, known_of, missing_in
from surveykit.weighting.trim import trimmed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOT_MET = Rule(
    "SK709",
    "No weights meet what is asked",
    "Margins may contradict each other where cases are, bounds may be too narrow, or nobody of a class answered.",
    "bounds 0.9 to 1.1 where women are half as many in the sample as in the population",
    "Widen the bounds, join a category or class to one that is like it, or fit to fewer margins.",
)


@dataclass(frozen=True, slots=True)
class Replication:
    """Replicate weights that are asked for."""

    method: Making
    count: int = 200
    seed: int = 1
    rho: float = 0.5


@dataclass(frozen=True, slots=True)
class After:
    """Weights of all cases with a weight before, and how they came about; 0 for who did not answer."""

    weights: "Floats"
    adjusted: "Floats"  # for nonresponse
    untrimmed: "Floats"
    fit: Fit | None


@dataclass(frozen=True, slots=True)
class Weighted:
    """A dataset with its new weight, the design that belongs to it, and what is needed to judge the weight."""

    dataset: Dataset
    design: Design
    from_: str  # the weight before; "" where each case counted once
    weighting: Weighting
    cases: Cases
    known: Known | None
    after: After


def weigh(
    dataset: Dataset,
    weighting: Weighting | None = None,
    *,
    design: Design | None = None,
    name: str = "",
    replicates: Replication | None = None,
) -> Weighted:
    """Make a weight, and replicate weights where asked for.

    Cases without a positive weight before have none after, and neither have those who did not answer.

    Args:
        dataset: the data.
        weighting: what is known of the population; nothing where replicate weights alone are made.
        design: how the cases were drawn; its weight is the one before.
        name: what the new weight is called; like the one before with `_fitted`, or `weight`.
        replicates: which replicate weights are made, each adjusted, fitted and trimmed like the weight itself.

    Raises:
        DataError: variables are not there, what is known does not fit the data, or no weights meet it.
    """
    weighting, design = weighting or Weighting.model_construct(), design or Design()
    name = name or (f"{design.weight}_fitted" if design.weight else "weight")
    cases = cases_of(dataset, weighting, design, [name])
    _refuse_nobody(cases)
    known = _known(weighting, cases)
    after = _made(cases.before, cases, weighting, known)
    columns = {name: after.weights}
    now = design.model_copy(update={"weight": name})
    replicated_by, said = _replicated(dataset, replicates, design, cases, f"{name}_r")
    if said is not None:
        for number, before in enumerate(replicated_by, 1):
            columns[f"{name}_r{number}"] = _made(before, cases, weighting, known).weights
        now = Design(weight=name, replicates=said)
    elif known is not None:
        if cut := weighting.trim is not None and bool((after.weights != after.untrimmed).any()):
            columns[f"{name}_untrimmed"] = after.untrimmed
        calibration = _calibration(weighting, design, f"{name}_untrimmed" if cut else "")
        now = now.model_copy(update={"calibration": calibration})
    return Weighted(_beside(dataset, columns, cases), now, design.weight or "", weighting, cases, known, after)


def _replicated(
    dataset: Dataset, asked: Replication | None, design: Design, cases: Cases, name: str
) -> "tuple[Iterator[Floats], Replicates | None]":
    """Replicate weights before anything is fitted, made anew or those the design has; and what is said of them.

    Raises:
        DataError: SK706, the design has replicate weights, of which no others can be made.
    """
    import numpy as np

    given = design.replicates
    if given is None and asked is None:
        return iter(()), None
    if given is not None and asked is not None:
        hint = "leave out --replicates: each that is there is fitted like the weight"
        raise DataError(Problem(NOT_MADE, "the design has replicate weights already", hint=hint))
    if given is not None:
        table = dataset.arrow()
        named = replicate_weights(given, dataset.codebook)
        full = 1.0 if given.combined else cases.before
        found = (np.nan_to_num(table.column(one).to_numpy()[cases.rows - 1].astype(float)) * full for one in named)
        return found, given.model_copy(update={"weights": (f"{name}*",), "combined": True})
    assert asked is not None  # noqa: S101 - one of the two is there
    units = units_of(design.model_copy(update={"calibration": None}), cases.columns, len(cases.before))
    made = replicated(units, asked.method, count=asked.count, seed=asked.seed, rho=asked.rho)
    return (cases.before * factors[made.of] for factors in made.multipliers.T), made.said((f"{name}*",))


def _refuse_nobody(cases: Cases) -> None:
    if not len(cases.before):
        out = [f"{n} left out ({reason.replace('_', ' ')})" for reason, n in cases.left_out.items()]
        what = f"no case is left to be weighted: {', '.join(out) or 'the data hold none'}"
        raise DataError(Problem(NOT_MET, what, hint="look at the weight before, which --weight or the design names"))


def _known(weighting: Weighting, cases: Cases) -> Known | None:
    """What is known of the population, beside the cases who answered; nothing where nothing is."""
    if weighting.fitted_by is None:
        return None
    import pyarrow as pa

    kept = pa.array(cases.answered)
    values = {name: column.filter(kept) for name, column in cases.values.items()}
    return known_of(weighting, values, int(cases.answered.sum()))


def _made(before: "Floats", cases: Cases, weighting: Weighting, known: Known | None) -> After:
    """A weight from the one before: adjusted, fitted, trimmed."""
    import numpy as np

    adjusted = _adjusted(before, cases, weighting)
    untrimmed, fit = adjusted, None
    if known is not None:
        fit = _fitted(adjusted[cases.answered], weighting, known)
        untrimmed = np.zeros(len(before))
        untrimmed[cases.answered] = fit.weights
    weights = untrimmed
    if weighting.trim is not None:
        weights = np.zeros(len(before))
        weights[cases.answered] = trimmed(untrimmed[cases.answered], weighting.trim.lower, weighting.trim.upper)
    return After(weights, adjusted, untrimmed, fit)


def _adjusted(before: "Floats", cases: Cases, weighting: Weighting) -> "Floats":
    """The weights of who answered, times what those of their class weigh who did not.

    Source: Little (1986), Survey nonresponse adjustments for estimates of means, Int. Statistical Review 54, 139-157.

    Raises:
        DataError: SK708, a case is in no class; SK709, nobody of a class answered.
    """
    import numpy as np

    if weighting.nonresponse is None:
        return before
    names = weighting.nonresponse.classes
    if problems := list(missing_in(cases.values, names)):
        raise DataError(problems)
    classes, codes = cells_in([cases.values[name] for name in names], len(before))
    all_, answered = np.bincount(classes, before), np.bincount(classes, before * cases.answered)
    if empty := [" * ".join(codes[place]) or "all" for place in np.flatnonzero(answered == 0)]:
        raise DataError(Problem(NOT_MET, f"nobody of the class `{each}` answered", hint=NOT_MET.mend) for each in empty)
    return np.asarray(np.where(cases.answered, before * (all_ / answered)[classes], 0.0))


def _fitted(before: "Floats", weighting: Weighting, known: Known) -> Fit:
    method = weighting.fitted_by
    if method in {"rake", "post-stratification"}:
        fit = raked([(cells.of, cells.counts) for cells in known.margins], before)
    else:
        bounds = None if weighting.bounds is None else (weighting.bounds.lower, weighting.bounds.upper)
        distance: Distance = "raking" if method == "raking" else "logit" if method == "logit" else "linear"
        fit = fitted_weights(known.auxiliaries, before, known.wanted, distance, bounds=bounds)
    if not fit.met:
        what = f"after {fit.iterations} steps the total farthest off is missed by {100 * fit.misfit:.2g} %"
        raise DataError(Problem(NOT_MET, what, hint=NOT_MET.mend))
    return fit


def _calibration(weighting: Weighting, design: Design, after: str) -> Calibration | None:
    """What variances need to know of the fit."""
    method = weighting.fitted_by
    if method is None:
        return None
    margins = tuple(" * ".join(margin.variables) for margin in weighting.margins)
    return Calibration(
        method=method,
        before=design.weight or "",
        after=after,
        margins=margins,
        totals=tuple(weighting.totals),
        size=weighting.size is not None,
    )


def _beside(dataset: Dataset, columns: "Mapping[str, Floats]", cases: Cases) -> Dataset:
    """The dataset with weights as its last variables; blank for who has none."""
    import numpy as np
    import pyarrow as pa

    table = dataset.arrow()
    roles: list[Role] = [] if dataset.codebook.role("weight") else ["weight"]
    made: list[Variable] = []
    for name, weights in columns.items():
        whole = np.full(table.num_rows, np.nan)
        whole[cases.rows[cases.answered] - 1] = weights[cases.answered]
        table = table.append_column(name, pa.array(whole, pa.float64(), from_pandas=True))
        label = Text({"en": "Weight" if len(made) == 0 else "Replicate weight"})
        made.append(
            Variable(
                name=name,
                label=label,
                measure="scale",
                role=roles.pop() if roles else None,
                origin=Origin(kind="computed"),
            )
        )
    variables = (*dataset.codebook.variables, *made)
    return Dataset(dataset.codebook.model_copy(update={"variables": variables}), table)
