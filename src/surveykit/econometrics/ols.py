"""Least squares: how an amount differs with what is known of a case, categories with constants of their own aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, pi, sqrt
from typing import TYPE_CHECKING, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.absorb import demeaned, rank_of
from surveykit.econometrics.asked import UNAVAILABLE, How, taking
from surveykit.econometrics.errors import covariance_of, degrees_of, errors_of
from surveykit.econometrics.fit import CONSTANT, Dropped, Errors, Fit, Test
from surveykit.econometrics.prepare import NO_VARIATION, Prepared, independent, prepare
from surveykit.econometrics.told import Estimated, fit_of, model_test
from surveykit.problems import DataError, Place, Problem, listed
from surveykit.stats.tails import f_tail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


NOTHING = 1e-12  # what differs less than this share of an outcome differs by rounding
EXACT = 1e-13  # what rounding may leave of an outcome, as a share of it


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """A regression by least squares: coefficients, residuals, and the inverse of X'WX."""

    values: "Floats"
    residuals: "Floats"
    inverse: "Floats"


def ols(dataset: Dataset, formula: str, *, absorb: Sequence[str] = (), **how: Unpack[How]) -> Fit:
    """Fit a regression by least squares.

    Args:
        dataset: the cases.
        formula: such as `log(sales) ~ log(size) + export`.
        absorb: variables of which each category has a constant of its own, not shown; the constant told is then that
            of the mean case, as Stata's `areg` has it.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK764, absorbed categories tell the outcome; SK773, as many coefficients as
            cases.
    """
    absorb = (absorb,) if isinstance(absorb, str) else tuple(absorb)
    prepared = prepare(dataset, [formula], absorb=absorb, **taking(how))
    within, prepared = _within(prepared)
    found = _estimated(prepared, within, errors_of(prepared, how.get("errors")))
    return fit_of("ols", prepared, replace(found, absorbed=absorb), how.get("level", 0.95))


def _within(prepared: Prepared) -> "tuple[tuple[Floats, Floats], Prepared]":
    """Outcome and columns less what the absorbed categories tell; columns they tell wholly are dropped.

    Raises:
        DataError: SK764, they tell the outcome wholly.
    """
    import numpy as np

    y, matrix = prepared.outcomes[0], prepared.matrices[0]
    if not prepared.absorbed:
        return (y, matrix.values), prepared
    x = demeaned(matrix.values, prepared.absorbed, prepared.weights)
    kept = independent(x, matrix.values)
    gone = [term for at, term in enumerate(matrix.names) if at not in kept]
    name = prepared.names[0]
    fewer = prepared.without({(name, term) for term in gone}, [Dropped(name, term, "collinear") for term in gone])
    outcome = demeaned(y[:, None], prepared.absorbed, prepared.weights)[:, 0]
    if np.ptp(outcome) <= NOTHING * np.ptp(y):
        what = f"the outcome '{name}' is the same in all cases of each absorbed category"
        raise DataError(Problem(NO_VARIATION, what, Place(variable=name), "absorb other categories, or none"))
    return (outcome, x[:, kept]), fewer


def squares(y: "Floats", x: "Floats", weights: "Floats | None") -> Squares:
    """Least squares by an orthogonal basis of the columns.

    Source: Golub and Van Loan (2013), Matrix Computations, section 5.3.3.
    """
    import numpy as np

    root = np.ones(len(y)) if weights is None else np.sqrt(weights)
    size = np.sqrt(((x * root[:, None]) ** 2).sum(axis=0))
    basis, triangle = np.linalg.qr(x * root[:, None] / size)
    back = np.linalg.inv(triangle)
    values = back @ (basis.T @ (y * root)) / size
    return Squares(values, y - x @ values, (back @ back.T) / size[:, None] / size)


def _estimated(prepared: Prepared, within: "tuple[Floats, Floats]", errors: Errors) -> Estimated:
    """The coefficients with their covariance, tests and measures."""
    y, x = within
    names = [(prepared.names[0], term) for term in prepared.matrices[0].names]
    slopes = [at for at, (_, term) in enumerate(names) if term != CONSTANT]
    taken = rank_of(prepared.absorbed) + len(slopes) if prepared.absorbed else len(names)
    left = prepared.n - taken
    if left < 1:
        what = f"{prepared.n} cases for {taken} coefficients leave nothing to tell their errors by"
        raise DataError(Problem(UNAVAILABLE, what, hint="leave out terms, or absorb fewer categories"))
    found = squares(y, x, prepared.weights)
    covariance = _covariance(prepared, within, found, errors, left)
    df = {"design": degrees_of(prepared, errors, len(names)), "cluster": _clusters(prepared) - 1}.get(errors, left)
    bare = Estimated(names, found.values, covariance, errors, float(df))
    measures, loglik = _measures(prepared, y, found, left)
    tests = [test for test in (model_test(bare), _absorbed_test(prepared, found, errors, left, slopes)) if test]
    return replace(bare, loglik=loglik, measures=measures, tests=tests, notes=_remarks(prepared, found))


def _covariance(
    prepared: Prepared, within: "tuple[Floats, Floats]", found: Squares, errors: Errors, left: int
) -> "Floats":
    """As other models have it, with (n-1)/(n-k) where errors are robust or by cluster, as Stata's `regress`."""
    import numpy as np

    y, x = within
    w = np.ones(len(y)) if prepared.weights is None else prepared.weights
    if errors == "classical":
        return found.inverse * float(w @ found.residuals**2) / left
    scores = x * (w * found.residuals)[:, None]
    covariance = covariance_of(
        found.inverse, scores, prepared, errors, refit=lambda weights: _refitted(prepared, within, weights)
    )
    return covariance if errors == "design" else covariance * (prepared.n - 1) / left


def _refitted(prepared: Prepared, within: "tuple[Floats, Floats]", weights: "Floats") -> "Floats":
    """The coefficients with other weights; categories are absorbed anew.

    Raises:
        DataError: SK773, weights with which a term cannot be told from others, such as those without its cases.
    """
    import numpy as np

    if (weights < 0).any():
        raise DataError(Problem(UNAVAILABLE, "some cases weigh less than nothing", hint="leave this weight out"))
    y, x = within
    if prepared.absorbed:
        y = demeaned(y[:, None], prepared.absorbed, weights)[:, 0]
        x = demeaned(x, prepared.absorbed, weights)
    kept = independent(x * np.sqrt(weights)[:, None])
    if gone := [term for at, term in enumerate(prepared.matrices[0].names) if at not in kept]:
        what = f"nothing tells {listed(gone)} from the other terms"
        raise DataError(Problem(UNAVAILABLE, what, hint="join categories that hang by few cases, or leave them out"))
    return squares(y, x, weights).values


def _remarks(prepared: Prepared, found: Squares) -> list[str]:
    """What a reader must know of an outcome that its terms tell wholly, such as a sum of all its parts."""
    import numpy as np

    if np.abs(found.residuals).max() > EXACT * np.abs(prepared.outcomes[0]).max():
        return []
    return [f"The terms tell {prepared.names[0]} exactly. What is left is rounding, and errors and tests are of that."]


def _clusters(prepared: Prepared) -> int:
    import numpy as np

    return 0 if prepared.clusters is None else len(np.unique(prepared.clusters))


def _measures(prepared: Prepared, y: "Floats", found: Squares, left: int) -> tuple[dict[str, float], float | None]:
    """R2, its adjusted form, the residual standard deviation, and the likelihood of normal residuals.

    R2 is of deviations from 0 where there is no constant. Weights are taken to a mean of 1. The information criteria
    count coefficients only, as Stata's `estat ic`.
    """
    import numpy as np

    n, whole = prepared.n, prepared.outcomes[0]
    w = np.ones(n) if prepared.weights is None else prepared.weights / prepared.weights.mean()
    constant = CONSTANT in prepared.matrices[0].names or bool(prepared.absorbed)
    rest = float(w @ found.residuals**2)
    total = float(w @ (whole - constant * np.average(whole, weights=w)) ** 2)
    measures = {"r2": 1 - rest / total, "r2_adjusted": 1 - rest / left / (total / (n - constant))}
    measures["rmse"] = sqrt(rest / left)
    if prepared.absorbed:
        measures["r2_within"] = 1 - rest / float(w @ (y - np.average(y, weights=w)) ** 2)
    if prepared.weights is not None or rest <= 0:
        return measures, None
    loglik = -n / 2 * (log(2 * pi * rest / n) + 1)
    k = n - left
    return measures | {"aic": 2 * k - 2 * loglik, "bic": log(n) * k - 2 * loglik}, loglik


def _absorbed_test(prepared: Prepared, found: Squares, errors: Errors, left: int, slopes: Sequence[int]) -> Test | None:
    """Whether the constants of absorbed categories differ; it stands on classical errors."""
    if not prepared.absorbed or errors != "classical":
        return None
    import numpy as np

    x = np.column_stack([np.ones(prepared.n), prepared.matrices[0].values[:, slopes]])
    without = float((squares(prepared.outcomes[0], x, None).residuals ** 2).sum())
    rest, df = float((found.residuals**2).sum()), rank_of(prepared.absorbed) - 1
    if not df or rest <= 0:
        return None
    statistic = (without - rest) / df / (rest / left)
    return Test("absorbed", "F", statistic, df, f_tail(statistic, df, left), left)
