"""Whether rows and columns of a table go together, as far as the design of the sample lets one say."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, isfinite, log, sqrt
from typing import TYPE_CHECKING

from surveykit.stats.tails import chi_square_tail, f_tail, normal_tail

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LARGEST = 400
"""The most degrees of freedom of a table that is tested: the work grows with their third power."""


@dataclass(frozen=True, slots=True)
class Joint:
    """The weighted cells of a table with what is known of their uncertainty; rows first, all of them with cases.

    `of_totals` and `of_shares` are covariances of the cells, (cells, cells), as weighted counts and as shares of
    the whole. `n` are the valid cases, `everybody` those with missing values too; `df` is that of the design.
    """

    weights: "Array"  # (rows, columns)
    of_totals: "Array"
    of_shares: "Array"
    n: int
    everybody: int
    df: float


@dataclass(frozen=True, slots=True)
class Tested:
    """One test: its statistic, degrees of freedom (two of an F, one of a chi-square), and p."""

    statistic: float
    df: tuple[float, ...]
    p: float


@dataclass(frozen=True, slots=True)
class RaoScott:
    """The tests of a table of a sample with weights or a design.

    The statistics Pearson and likelihood ratio are of the shares times the number of valid cases, as Stata and svy
    give them; R's `svychisq` multiplies by all cases, those with missing values too, which is
    `everybody_chi_square`. Both have the same F and p. R's saddle point cuts the denominator degrees of freedom
    to a whole number, so that its p is a little too large where they are few; `lincom` does not. A Wald test is
    None where the covariance has no inverse.
    """

    chi_square: float
    everybody_chi_square: float
    likelihood_ratio: float
    df: int
    first_order: Tested  # chi-square over the mean design effect: R's "Chisq"
    f: Tested  # second order: R's "F", Stata's "Design-based F"
    likelihood_ratio_f: Tested
    lincom: float | None  # p by the exact distribution of a sum of chi-squares weighted by the effects
    saddlepoint: float | None  # its saddle point approximation with R's whole denominator df; see `svychisq`
    wald: Tested | None
    adjusted_wald: Tested | None
    effects: tuple[float, ...]  # the generalised design effects, largest first


def rao_scott(joint: Joint) -> RaoScott | None:
    """Test a table with its design; None where there are not two rows and columns with cases, or it is too large.

    Source:
        Rao and Scott (1984), equations 3.1 to 3.6 (first and second order); Thomas and Rao (1987) (F); Koch,
        Freeman and Freeman (1975) (Wald) with the adjustment of Thomas and Rao; as Lumley's `svychisq` of R's
        survey package reckons them; pinned by tests/reference/test_r_tables.py and
        tests/contract/test_shared_tables.py.
    """
    import numpy as np

    rows, columns = joint.weights.shape
    df = (rows - 1) * (columns - 1)
    if not 0 < df <= LARGEST or joint.df <= 0:
        return None
    p = joint.weights / joint.weights.sum()
    due = np.outer(p.sum(1), p.sum(0))
    pearson = float(((p - due) ** 2 / due).sum())
    seen = p > 0
    ratio = float(2 * (p[seen] * np.log(p[seen] / due[seen])).sum())
    effects = _effects(p, joint)
    if effects is None:
        return None
    trace, squares = float(effects.sum()), float((effects**2).sum())
    second = trace**2 / squares
    denominator = second * joint.df

    def scaled(statistic: float) -> Tested:
        value = max(0.0, statistic) * joint.n / trace
        return Tested(value, (second, denominator), f_tail(value, second, denominator))

    first = pearson * joint.n / trace * df
    parts = [float(x) for x in sorted(effects.real, reverse=True)]
    against = [*parts, -pearson * joint.n / denominator]
    ones = [1.0] * len(parts)
    return RaoScott(
        chi_square=pearson * joint.n,
        everybody_chi_square=pearson * joint.everybody,
        likelihood_ratio=max(0.0, ratio) * joint.n,
        df=df,
        first_order=Tested(pearson * joint.n, (df,), chi_square_tail(first, df)),
        f=scaled(pearson),
        likelihood_ratio_f=scaled(ratio),
        lincom=exceeding(against, [*ones, denominator]),
        saddlepoint=saddlepoint(against, [*ones, floor(denominator + 1e-9)]),
        **_wald(joint, df),
        effects=tuple(parts),
    )


def _effects(p: "Array", joint: Joint) -> "Array | None":
    """The generalised design effects: eigenvalues of the covariance against that of simple random sampling."""
    import numpy as np

    rows, columns = p.shape
    row, column = np.divmod(np.arange(rows * columns), columns)
    main = np.column_stack(
        [np.ones(rows * columns), row[:, None] == np.arange(1, rows), column[:, None] == np.arange(1, columns)]
    )
    both = (row[:, None, None] == np.arange(1, rows)[:, None]) & (column[:, None, None] == np.arange(1, columns))
    crossed = both.reshape(rows * columns, -1).astype(float)
    q, _ = np.linalg.qr(main)
    contrast = crossed - q @ (q.T @ crossed)
    inverse = np.zeros(rows * columns)
    seen = p.ravel() > 0
    inverse[seen] = 1 / p.ravel()[seen]
    scaled = inverse[:, None] * contrast
    try:
        delta = np.linalg.solve(contrast.T @ scaled / joint.n, scaled.T @ joint.of_shares @ scaled)
    except np.linalg.LinAlgError:
        return None
    found = np.linalg.eigvals(delta).real
    return found if np.isfinite(found).all() and found.sum() > 0 else None


def _wald(joint: Joint, df: int) -> "dict[str, Tested | None]":
    """Wald's test of weighted counts against those expected, by itself and adjusted for the degrees of freedom."""
    import numpy as np

    none: dict[str, Tested | None] = {"wald": None, "adjusted_wald": None}
    off, covariance = departures(joint)
    inner = (np.arange(joint.weights.size).reshape(joint.weights.shape)[1:, 1:]).ravel()
    block = covariance[np.ix_(inner, inner)]
    if np.linalg.matrix_rank(block, hermitian=True) < df:
        return none
    value = float(off[inner] @ np.linalg.solve(block, off[inner]))
    if not isfinite(value) or value < 0:
        return none
    wald = Tested(value / df, (df, joint.df), f_tail(value / df, df, joint.df))
    rest = joint.df - df + 1
    if rest <= 0:
        return {"wald": wald, "adjusted_wald": None}
    adjusted = value * rest / (df * joint.df)
    return {"wald": wald, "adjusted_wald": Tested(adjusted, (df, rest), f_tail(adjusted, df, rest))}


def departures(joint: Joint) -> "tuple[Array, Array]":
    """By how much each cell departs from what is expected, as weighted counts, and the covariance of that."""
    import numpy as np

    total = joint.weights.sum()
    of_row, of_column = joint.weights.sum(1) / total, joint.weights.sum(0) / total
    rows, columns = joint.weights.shape
    row, column = np.divmod(np.arange(rows * columns), columns)
    gradient = np.eye(rows * columns) + np.outer(of_row[row] * of_column[column], np.ones(rows * columns))
    gradient -= of_column[column][:, None] * (row[:, None] == row)
    gradient -= of_row[row][:, None] * (column[:, None] == column)
    off = (joint.weights - np.outer(of_row, of_column) * total).ravel()
    return off, gradient @ joint.of_totals @ gradient.T


def saddlepoint(weights: Sequence[float], df: Sequence[float]) -> float | None:
    """The probability that a weighted sum of chi-square variables exceeds zero, by saddle point.

    None where the point is too near the mean for the approximation.

    Source:
        Kuonen (1999), "Saddlepoint approximations for distributions of quadratic forms in normal variables".
    """
    scale = max(weights)
    if scale <= 0 or min(weights) >= 0:
        return None
    pairs = [(w / scale, d) for w, d in zip(weights, df, strict=True)]

    def slope(z: float) -> float:
        return sum(d * w / (1 - 2 * z * w) for w, d in pairs)

    low, high = max(1 / (2 * w) for w, _ in pairs if w < 0), min(1 / (2 * w) for w, _ in pairs if w > 0)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    z = (low + high) / 2
    if abs(z) < 1e-4:
        return None
    generating = -sum(d * log(1 - 2 * z * w) for w, d in pairs) / 2
    curve = 2 * sum(d * (w / (1 - 2 * z * w)) ** 2 for w, d in pairs)
    root = sqrt(-2 * generating) * (1 if z > 0 else -1)
    return normal_tail(root + log(z * sqrt(curve) / root) / root)


def exceeding(weights: Sequence[float], df: Sequence[float]) -> float | None:
    """The probability that a weighted sum of chi-square variables exceeds zero, by numerical integration.

    The characteristic function is integrated along a line through the saddle point, where it falls fastest and does
    not swing; the trapezium rule is then exact to the last digits.

    Source:
        Imhof (1961), equation 3.2, with the line of integration moved to the saddle point as Rice (1980), equation 5,
        does; tested against the F distribution, which it is where there is one weight.
    """
    import numpy as np

    w, d = np.array(weights), np.array(df)
    if w.max() <= 0 or w.min() >= 0:
        return None
    w = w / w.max()
    low, high = (1 / (2 * w[w < 0])).max(), 1 / (2 * w.max())
    # of log M(z) - log z (to the right of 0) or log M(z) - log -z (to the left), the least
    upper = float((d * w).sum()) < 0
    left, right = (0.0, high) if upper else (low, 0.0)
    for _ in range(200):
        z = (left + right) / 2
        slope = float((d * w / (1 - 2 * z * w)).sum()) - 1 / z
        left, right = (z, right) if slope < 0 else (left, z)
    curve = 2 * float((d * (w / (1 - 2 * z * w)) ** 2).sum()) + 1 / z**2
    step = 0.1 / sqrt(curve)
    total, start = 0.0, np.log(1 - 2 * z * w)
    height = -float((d * start).sum()) / 2
    for block in range(2000):
        t = (np.arange(1000) + block * 1000) * step
        path = z + 1j * t
        logs = -(d * (np.log(1 - 2 * np.outer(path, w)) - start)).sum(1) / 2
        values = (np.exp(logs) / path).real
        values[0] *= 0.5 if block == 0 else 1
        total += float(values.sum())
        if np.abs(values[-100:]).max() * 1000 < 1e-16 * abs(total):
            break
    tail = np.exp(height) * total * step / np.pi
    return float(tail if upper else 1 + tail)
