"""Equations with correlated errors: the maximum of their likelihood, also where the correlation runs to its bound."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atanh, exp, log, tanh
from typing import TYPE_CHECKING, NamedTuple

from surveykit.econometrics.errors import covariance_of
from surveykit.econometrics.fit import CONSTANT, Errors, Fit, Test
from surveykit.econometrics.maximum import Likelihood, Maximum, maximise
from surveykit.econometrics.prepare import Prepared
from surveykit.econometrics.told import Estimated, Name, lr_test, wald_test
from surveykit.problems import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Made = Callable[["Floats | None"], Likelihood]
"""The likelihood with weights of the cases."""
EDGE, BEFORE = 0.999, 0.995  # beyond the first a correlation is as good as 1; the second is on the way there
ATHRHO, RHO = ("", "athrho"), ("", "rho")
LNSIGMA, SIGMA = ("", "lnsigma"), ("", "sigma")


class Highest(NamedTuple):
    """Where the likelihood is highest; `names` are of what was estimated, `athrho` among them unless it is held."""

    names: tuple[Name, ...]
    theta: "Floats"
    covariance: "Floats"
    loglik: float
    rho: float
    notes: tuple[str, ...]

    def information(self, n: int) -> dict[str, float]:
        """The information criteria of Akaike (1974) and Schwarz (1978), of a likelihood without weights."""
        k = len(self.names)
        return {"aic": 2 * k - 2 * self.loglik, "bic": log(n) * k - 2 * self.loglik}

    @property
    def held(self) -> dict[str, float]:
        """The correlation as a measure, where it is no coefficient."""
        return {} if ATHRHO in self.names else {"rho": self.rho}


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A likelihood with one parameter held where it is."""

    likelihood: Likelihood
    place: int
    value: float

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The parts by the other parameters."""
        import numpy as np

        value, slopes, curves = self.likelihood.parts(np.insert(theta, self.place, self.value))
        return value, np.delete(slopes, self.place, 1), np.delete(np.delete(curves, self.place, 0), self.place, 1)


def highest(made: Made, start: "Floats", names: Sequence[Name], prepared: Prepared, errors: Errors) -> Highest:
    """Maximise a likelihood with a correlation; where that runs to 1 or -1, hold it there and say so.

    Args:
        made: the likelihood with weights of the cases.
        start: parameters to begin from.
        names: of the parameters, `athrho` among them.
        prepared: the cases.
        errors: what the errors allow for.

    Raises:
        DataError: SK774, there is no maximum.
    """
    try:
        found = _climbed(made, start, names, prepared.weights)
        inside = abs(tanh(found.theta[list(names).index(ATHRHO)])) < EDGE
    except DataError as refusal:
        at_its_end = _at_an_end(made, start, names, prepared, errors)
        if at_its_end is None:
            raise refusal from None
        return at_its_end
    if inside:
        return _told(made, found, names, prepared, errors)
    return _at_an_end(made, start, names, prepared, errors) or _told(made, found, names, prepared, errors)


def _at_an_end(
    made: Made, start: "Floats", names: Sequence[Name], prepared: Prepared, errors: Errors
) -> Highest | None:
    """The maximum with the correlation held near 1 or -1, where the likelihood rises towards it; else None."""
    import numpy as np

    place = list(names).index(ATHRHO)
    left, rest = [name for name in names if name != ATHRHO], np.delete(start, place)
    best: tuple[float, Made, Maximum] | None = None
    for sign in (-1, 1):
        held, before = (_held(made, place, sign * rho) for rho in (EDGE, BEFORE))
        try:
            near, far = (_climbed(of, rest, left, prepared.weights) for of in (held, before))
        except DataError:
            continue
        if near.loglik > far.loglik and (best is None or near.loglik > best[0]):
            best = near.loglik, held, near
    return None if best is None else _told(best[1], best[2], left, prepared, errors)


def _held(made: Made, place: int, rho: float) -> Made:
    """The likelihood with the correlation held."""
    return lambda weights: Held(made(weights), place, atanh(rho))


def _climbed(made: Made, start: "Floats", names: Sequence[Name], weights: "Floats | None") -> Maximum:
    return maximise(made(weights), start, weights, names=[term for _, term in names])


def _told(made: Made, found: Maximum, names: Sequence[Name], prepared: Prepared, errors: Errors) -> Highest:
    """The maximum with its covariance."""

    def refit(weights: "Floats") -> "Floats":
        return _climbed(made, found.theta, names, weights).theta

    likelihood = made(prepared.weights)
    covariance = covariance_of(found.bread, found.scores, prepared, errors, refit=refit)
    if isinstance(likelihood, Held):
        rho, notes = tanh(likelihood.value), [_held_at_the_bound(tanh(likelihood.value))]
    else:
        rho = tanh(found.theta[list(names).index(ATHRHO)])
        notes = []
    return Highest(tuple(names), found.theta, covariance, found.loglik, rho, tuple(notes))


def told_with(
    found: Highest, errors: Errors, df: float, more: Mapping[Name, tuple[float, Mapping[Name, float]]]
) -> Estimated:
    """What was estimated, with rho and more that follows from it, each with its derivatives, by the delta method."""
    import numpy as np

    follows = {**({RHO: (found.rho, {ATHRHO: 1 - found.rho**2})} if ATHRHO in found.names else {}), **more}
    slopes = [[by.get(name, 0.0) for name in found.names] for _, by in follows.values()]
    jacobian = np.vstack([np.eye(len(found.names)), *([slopes] if slopes else [])])
    values = np.concatenate([found.theta, [value for value, _ in follows.values()]])
    return Estimated(
        [*found.names, *follows], values, jacobian @ found.covariance @ jacobian.T, errors, df, found.loglik
    )


def outcome_test(prepared: Prepared, bare: Estimated) -> list[Test]:
    """Whether all coefficients of the outcome but its constant are 0, as Stata tests the model."""
    import numpy as np

    of = [at for at, (equation, term) in enumerate(bare.names) if equation == prepared.names[0] and term != CONSTANT]
    found = wald_test("model", bare.values[of], bare.covariance[np.ix_(of, of)], bare.df)
    return [] if found is None else [found]


def tests_of_rho(bare: Estimated, apart: float) -> list[Test]:
    """Whether the errors are correlated: by Wald's test of atanh rho, and against the equations apart.

    `apart` is the log-likelihood of the two equations by themselves; it is compared where errors are those of the
    model, for else the likelihood is not that of the cases. None where rho is held.
    """
    if ATHRHO not in bare.names:
        return []
    at = list(bare.names).index(ATHRHO)
    wald = wald_test("rho", bare.values[at : at + 1], bare.covariance[at : at + 1, at : at + 1], bare.df)
    found = [] if wald is None else [wald]
    if bare.errors == "classical" and bare.loglik is not None:
        found.append(lr_test("lr:rho", bare.loglik, apart, 1))
    return found


def with_bounds(fit: Fit) -> Fit:
    """The fit with intervals of rho and sigma that keep their bounds, and a test of rho that is that of atanh rho."""
    told = {(one.equation, one.term): one for one in fit.coefficients}
    for of, by, back in ((RHO, ATHRHO, tanh), (SIGMA, LNSIGMA, exp)):
        if of in told:
            told[of] = replace(told[of], low=back(told[by].low), high=back(told[by].high))
    if RHO in told:
        told[RHO] = replace(told[RHO], statistic=told[ATHRHO].statistic, p=told[ATHRHO].p)
    return replace(fit, coefficients=tuple(told.values()))


def _held_at_the_bound(rho: float) -> str:
    """The remark that the likelihood rises until the correlation is 1 or -1, and that it is held before that."""
    return (
        f"The likelihood rises until the correlation of the errors is {round(rho):+d}. It is held at {rho:.3f}, "
        "without an error of its own, and the other errors take it as known; the model may be wrong, or the cases too "
        "few."
    )
