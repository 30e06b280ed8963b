"""A fit as it is told: coefficients with their z or t, p and interval, tests of several, and measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import erfc, inf, isinf, log, sqrt
from typing import TYPE_CHECKING

from surveykit.econometrics.fit import CONSTANT, Coefficient, Errors, Fit, Test
from surveykit.econometrics.formula import Grouped
from surveykit.econometrics.prepare import Prepared
from surveykit.stats.tails import chi_square_tail, f_tail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Name = tuple[str, str]
"""The equation and the term of a coefficient."""


@dataclass(frozen=True, slots=True, eq=False)
class Estimated:
    """What was estimated of the parameters, and what is told with it."""

    names: Sequence[Name]
    values: "Floats"
    covariance: "Floats"
    errors: Errors
    df: float = inf
    loglik: float | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    tests: Sequence[Test] = ()
    notes: Sequence[str] = ()
    absorbed: tuple[str, ...] = ()


def fit_of(kind: str, prepared: Prepared, estimated: Estimated, level: float = 0.95) -> Fit:
    """The fit of a model, from what was estimated."""
    import numpy as np

    clusters = prepared.clusters
    return Fit(
        kind=kind,
        formulas=tuple(formula.text for formula in prepared.formulas),
        cases=prepared.cases,
        n=prepared.n,
        lost=prepared.lost,
        dropped=prepared.dropped,
        coefficients=coefficients(estimated, level),
        covariance=estimated.covariance,
        errors=estimated.errors,
        clusters=len(np.unique(clusters)) if clusters is not None and estimated.errors == "cluster" else None,
        df=estimated.df,
        level=level,
        loglik=estimated.loglik,
        measures=dict(estimated.measures),
        tests=tuple(estimated.tests),
        absorbed=estimated.absorbed,
        notes=tuple(estimated.notes),
        bases=tuple(_bases(prepared)),
        prepared=prepared,
    )


def _bases(prepared: Prepared) -> Iterator[str]:
    """The categories that others are compared with: those of a `C()` that have no column of their own."""
    columns = {column.name for of in prepared.frame.columns for column in of}
    parts = dict.fromkeys(part for formula in prepared.formulas for part in formula.parts)
    for part in parts:
        if isinstance(part, Grouped):
            base = part.base if part.base is not None else next(iter(prepared.frame.categories[part.variable]))
            if (name := f"{part.variable}[{base}]") not in columns:
                yield name


def coefficients(estimated: Estimated, level: float) -> tuple[Coefficient, ...]:
    """Each parameter with its error, z or t, p and interval."""
    import numpy as np

    half = quantile((1 + level) / 2, estimated.df)
    errors = np.sqrt(np.maximum(np.diag(estimated.covariance), 0))
    found = []
    for (equation, term), value, se in zip(estimated.names, estimated.values.tolist(), errors.tolist(), strict=True):
        statistic = value / se if se > 0 else float(np.copysign(inf, value))
        p = two_sided(statistic, estimated.df)
        found.append(Coefficient(equation, term, value, se, statistic, p, value - half * se, value + half * se))
    return tuple(found)


def two_sided(statistic: float, df: float) -> float:
    """The probability of a z, or of a t where degrees of freedom have an end, as far from 0."""
    if isinf(statistic):
        return 0.0
    return erfc(abs(statistic) / sqrt(2)) if isinf(df) else f_tail(statistic**2, 1, df)


def quantile(share: float, df: float) -> float:
    """The quantile of the normal distribution, or of t where degrees of freedom have an end."""
    from scipy.special import ndtri, stdtrit

    return float(ndtri(share) if isinf(df) else stdtrit(df, share))


def wald_test(name: str, values: "Floats", covariance: "Floats", df: float = inf) -> Test | None:
    """Whether several parameters are 0 together; None where their errors do not tell.

    A chi-square, or an F where degrees of freedom have an end.

    Source: Wald (1943), Trans. American Mathematical Society 54, 426-482.
    """
    import numpy as np

    many = len(values)
    scale = np.sqrt(np.maximum(np.diag(covariance), 0))
    if not many or not (scale > 0).all():
        return None
    correlations = covariance / scale[:, None] / scale
    if np.linalg.matrix_rank(correlations, tol=1e-10, hermitian=True) < many:
        return None
    scaled = values / scale
    statistic = float(scaled @ np.linalg.solve(correlations, scaled))
    if isinf(df):
        return Test(name, "Wald", statistic, many, chi_square_tail(statistic, many))
    return Test(name, "F", statistic / many, many, f_tail(statistic / many, many, df), df)


def lr_test(name: str, full: float, less: float, df: int) -> Test:
    """Whether a model tells more than one with fewer parameters, from their log-likelihoods.

    Source: Wilks (1938), Annals of Mathematical Statistics 9, 60-62.
    """
    statistic = max(0.0, 2 * (full - less))
    return Test(name, "LR", statistic, df, chi_square_tail(statistic, df))


def model_test(estimated: Estimated) -> Test | None:
    """Whether all coefficients but constants are 0, by Wald's test."""
    import numpy as np

    of = [at for at, (equation, term) in enumerate(estimated.names) if equation and term != CONSTANT]
    return wald_test("model", estimated.values[of], estimated.covariance[np.ix_(of, of)], estimated.df)


def judged(bare: Estimated, prepared: Prepared, null: float | None) -> Estimated:
    """What was estimated by a likelihood, with the test of the model and what is measured of it.

    McFadden's R2 and its adjusted form, 1 - (loglik - k) / loglik of the constants; the information criteria of Akaike
    and Schwarz. The last three, and the likelihood ratio, stand on a likelihood of the cases: there are none with
    weights, and no ratio with errors that say the model is not true.

    Args:
        bare: the parameters.
        prepared: the cases.
        null: the log-likelihood with nothing but constants; None where the model has none.

    Source: McFadden (1974), in Zarembka, Frontiers in Econometrics; Akaike (1974); Schwarz (1978).
    """
    loglik, k = bare.loglik or 0.0, len(bare.names)
    measures = dict(bare.measures)
    slopes = sum(bool(equation) and term != CONSTANT for equation, term in bare.names)
    if prepared.weights is None:
        measures |= {"aic": 2 * k - 2 * loglik, "bic": log(prepared.n) * k - 2 * loglik}
    if null is not None:
        measures |= {"loglik_constant": null, "r2_mcfadden": 1 - loglik / null}
    if null is not None and prepared.weights is None:
        measures["r2_mcfadden_adjusted"] = 1 - (loglik - k) / null
    tests = [] if (wald := model_test(bare)) is None else [wald]
    if null is not None and bare.errors == "classical" and slopes:
        tests = [lr_test("model", loglik, null, slopes)]
    return replace(bare, measures=measures, tests=(*tests, *bare.tests))
