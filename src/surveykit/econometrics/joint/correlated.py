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
APART = 1e-4  # by how much log-likelihoods of two maxima differ
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


class Climbed(NamedTuple):
    """A maximum, of which likelihood it is, and what its parameters are called."""

    made: Made
    names: Sequence[Name]
    found: Maximum

    def rho(self, weights: "Floats | None") -> float:
        """The correlation, estimated or held."""
        likelihood = self.made(weights)
        if isinstance(likelihood, Held):
            return tanh(likelihood.value)
        return tanh(self.found.theta[list(self.names).index(ATHRHO)])


def highest(
    made: Made,
    start: "Floats",
    names: Sequence[Name],
    prepared: Prepared,
    errors: Errors,
    *,
    elsewhere: Sequence[float] = (),
) -> Highest:
    """Maximise a likelihood with a correlation; where that runs to 1 or -1, hold it there and say so.

    Args:
        made: the likelihood with weights of the cases.
        start: parameters to begin from.
        names: of the parameters, `athrho` among them.
        prepared: the cases.
        errors: what the errors allow for.
        elsewhere: other values of atanh rho to begin from, where the likelihood may have several maxima.

    Raises:
        DataError: SK774, there is no maximum.
    """
    import numpy as np

    place, weights = list(names).index(ATHRHO), prepared.weights
    begins = [np.concatenate([start[:place], [at], start[place + 1 :]]) for at in (start[place], *elsewhere)]
    climbs = [_tried(made, begin, names, weights) for begin in begins]
    maxima = [one for one in climbs if one is not None and abs(one.rho(weights)) < EDGE]
    if len(maxima) < len(climbs):
        maxima += _at_an_end(made, start, names, weights)
    if not maxima:
        maxima = [climbs[0] or _climbed(made, start, names, weights)]
    best = max(maxima, key=lambda one: one.found.loglik)
    told = maxima[0] if maxima[0] is climbs[0] else best
    notes = [_higher(best.rho(weights))] if best.found.loglik > told.found.loglik + APART else []
    return _told(told, prepared, errors, notes)


def _tried(made: Made, start: "Floats", names: Sequence[Name], weights: "Floats | None") -> Climbed | None:
    """The maximum climbed to, or None where there is none."""
    try:
        return _climbed(made, start, names, weights)
    except DataError:
        return None


def _at_an_end(made: Made, start: "Floats", names: Sequence[Name], weights: "Floats | None") -> list[Climbed]:
    """The maximum with the correlation held near 1 or -1, where the likelihood rises towards it; else none."""
    import numpy as np

    place = list(names).index(ATHRHO)
    left, rest = [name for name in names if name != ATHRHO], np.delete(start, place)
    ends = []
    for sign in (-1, 1):
        near, far = (_tried(_held(made, place, sign * rho), rest, left, weights) for rho in (EDGE, BEFORE))
        if near is not None and far is not None and near.found.loglik > far.found.loglik:
            ends.append(near)
    return sorted(ends, key=lambda one: -one.found.loglik)[:1]


def _held(made: Made, place: int, rho: float) -> Made:
    """The likelihood with the correlation held."""
    return lambda weights: Held(made(weights), place, atanh(rho))


def _climbed(made: Made, start: "Floats", names: Sequence[Name], weights: "Floats | None") -> Climbed:
    return Climbed(made, names, maximise(made(weights), start, weights, names=[term for _, term in names]))


def _told(climbed: Climbed, prepared: Prepared, errors: Errors, notes: Sequence[str]) -> Highest:
    """The maximum with its covariance."""
    made, names, found = climbed

    def refit(weights: "Floats") -> "Floats":
        return _climbed(made, found.theta, names, weights).found.theta

    covariance = covariance_of(found.bread, found.scores, prepared, errors, refit=refit)
    rho = climbed.rho(prepared.weights)
    held = [] if ATHRHO in names else [_held_at_the_bound(rho)]
    return Highest(tuple(names), found.theta, covariance, found.loglik, rho, (*held, *notes))


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


def _higher(rho: float) -> str:
    """The remark that the likelihood has a higher maximum."""
    return (
        f"The likelihood has another maximum, a higher one, where the correlation of the errors is {rho:.2f}. What is "
        "told is the maximum nearest to the equations by themselves, as Stata and R tell it; the cases may be too few, "
        "or the model wrong."
    )


def _held_at_the_bound(rho: float) -> str:
    """The remark that the likelihood rises until the correlation is 1 or -1, and that it is held before that."""
    return (
        f"The likelihood rises until the correlation of the errors is {round(rho):+d}. It is held at {rho:.3f}, "
        "without an error of its own, and the other errors take it as known; the model may be wrong, or the cases too "
        "few."
    )
