"""The bivariate normal distribution, its logarithm and their derivatives, right in the tails and at any correlation.

With rho = tanh(z) the density along the correlation becomes a function without singularity, and the probability a
sum of two terms that are never negative:

    P(h, k, z) = max(0, F(h) - F(-k)) + 1/(2 pi) * integral over u < z of
                 sech(u) exp(-(h*h + k*k)/4 - (h + k)^2 exp(-2u)/8 - (h - k)^2 exp(2u)/8)

so that nothing cancels, however small P is and however near rho is to 1 or -1.

Source: Plackett (1954), A reduction formula for normal multivariate integrals, Biometrika 41, 351-360 (the derivative
by rho is the density; integrated here from rho = -1, where P is known, and in z).
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

NODES, PANEL = 40, 5.0  # points of Gauss and Legendre on a stretch of the integral of at most this length
BLOCK = 2_000  # cases at a time, so that their points stay in the cache
NOTHING = 42.0  # exp(-42) of the largest is nothing beside it
FURTHEST = 40.0  # tanh of it is 1 and its sech 1e-17


def phi2(h: "ArrayLike", k: "ArrayLike", rho: "ArrayLike") -> "Floats":
    """The probability that X < h and Y < k, of standard normal X and Y with correlation rho.

    Example:
        >>> float(phi2(0.0, 0.0, 0.5).round(15))  # 1/4 + asin(rho)/(2 pi)
        0.333333333333333
    """
    import numpy as np

    with np.errstate(divide="ignore"):  # a correlation of 1 is infinitely far
        return np.exp(log_phi2(h, k, np.arctanh(rho)))


def log_phi2(h: "ArrayLike", k: "ArrayLike", z: "ArrayLike") -> "Floats":
    """The logarithm of P(X < h, Y < k) with the correlation tanh(z); finite wherever h and k are."""
    import numpy as np

    shape = np.broadcast(h, k, z).shape
    rows = (np.broadcast_to(np.asarray(x, float), shape).ravel() for x in (h, k, z))
    across, along, bent = (np.clip(x, -most, most) for x, most in zip(rows, (1e100, 1e100, FURTHEST), strict=True))
    return np.logaddexp(_at_minus_one(across, along), _integral(across, along, bent)).reshape(shape)


def derivatives(h: "Floats", k: "Floats", z: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The logarithm of P with its first (3, n) and second (3, 3, n) derivatives by h, k and z.

    Source: Greene (2018), Econometric Analysis, 8th ed., chapter 17 (by h, k and rho), here by z and as ratios to P.
    """
    import numpy as np
    from scipy.special import log_ndtr

    z = np.clip(z, -FURTHEST, FURTHEST)
    value = log_phi2(h, k, z)
    up, down, tanh, cosh = np.exp(z), np.exp(-z), np.tanh(z), np.cosh(z)
    first = np.empty((3, len(value)))
    for place, (x, other) in enumerate(((h, k), (k, h))):
        inside = ((other - x) * up + (other + x) * down) / 2  # (k - rho h) / sqrt(1 - rho^2)
        first[place] = np.exp(-x * x / 2 - np.log(2 * np.pi) / 2 + log_ndtr(inside) - value)
    minus, plus = (h - k) * up, (h + k) * down
    first[2] = np.exp(-(h * h + k * k) / 4 - (minus**2 + plus**2) / 8 - np.log(2 * np.pi * cosh) - value)
    density = first[2] * cosh**2
    second = np.empty((3, 3, len(value)))
    second[0, 0] = -h * first[0] - tanh * density
    second[1, 1] = -k * first[1] - tanh * density
    second[0, 1] = second[1, 0] = density
    second[0, 2] = second[2, 0] = -first[2] * (2 * h + minus * up + plus * down) / 4
    second[1, 2] = second[2, 1] = -first[2] * (2 * k - minus * up + plus * down) / 4
    second[2, 2] = first[2] * ((plus**2 - minus**2) / 4 - tanh)
    return value, first, second - first[:, None] * first


def _at_minus_one(h: "Floats", k: "Floats") -> "Floats":
    """The logarithm of P at rho = -1, where Y is -X."""
    import numpy as np
    from scipy.special import log_ndtr

    low, high = log_ndtr(-np.maximum(h, k)), log_ndtr(np.minimum(h, k))
    with np.errstate(divide="ignore"):
        return np.where(h + k > 0, high + np.log1p(-np.exp(np.minimum(low - high, 0))), -np.inf)


def _integral(h: "Floats", k: "Floats", z: "Floats") -> "Floats":
    """The logarithm of the integral over u < z, by panels from where it begins to matter to where it no longer does.

    The exponent is least where p / e^u = q e^u. From the end u falls by v, and with x = e^2v - 1 the exponent rises by
    x (a x + a - b) / (1 + x), where a and b are its two terms at the end.
    """
    import numpy as np

    p, q = np.abs(h + k) / np.sqrt(8), np.abs(h - k) / np.sqrt(8)
    end = _end(p, q, z)
    a, b = (p * np.exp(-end)) ** 2, (q * np.exp(end)) ** 2
    past = b > a  # where the exponent is least lies before the end
    risen = np.where(past, (np.sqrt(b) - np.sqrt(a)) ** 2, 0)
    least = np.where(past, 2 * p * q, a + b)
    more = np.maximum(NOTHING - risen, 0)
    slope = a - b - more
    root = np.hypot(slope, 2 * np.sqrt(a * more))
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):  # where a is nothing the exponent never rises
        growth = np.where(slope > 0, 2 * more / (slope + root), (root - slope) / (2 * a))
    length = np.minimum(np.log1p(growth) / 2, np.maximum(end, 0) + NOTHING)
    sums = np.empty(len(end))
    panels = np.ceil(length / PANEL).astype(int)
    for many in np.unique(panels):
        rows = np.flatnonzero(panels == many)
        for part in np.array_split(rows, -(-len(rows) * many // BLOCK)):
            sums[part] = _sums(end[part], a[part], b[part], risen[part], length[part], many)
    return np.asarray(np.log(sums * length / np.pi) - least - (h * h + k * k) / 4)


def _end(p: "Floats", q: "Floats", z: "Floats") -> "Floats":
    """Where the integral ends: at z, or before it where exp(-(q e^u)^2) or sech(u) have made an end of it."""
    import numpy as np

    with np.errstate(divide="ignore", over="ignore"):
        turn = np.log((np.sqrt(NOTHING) + np.sqrt(NOTHING + 4 * p * q)) / (2 * q))
        begin = np.log(p / np.sqrt(NOTHING))
    return np.asarray(np.minimum(np.minimum(z, turn), np.maximum(begin, 0) + NOTHING))


def _sums(end: "Floats", a: "Floats", b: "Floats", risen: "Floats", length: "Floats", panels: int) -> "Floats":
    """The mean of the integrand over the panels of each case, over twice the exponential of its largest exponent."""
    import numpy as np

    places, weights = _panels(panels)
    x = np.expm1(2 * length[:, None] * places)
    rise = x * (a[:, None] * x + (a - b)[:, None])
    x += 1
    rise /= x
    rise += risen[:, None]
    values = np.exp(-rise) * np.sqrt(x) / (np.exp(end)[:, None] + np.exp(-end)[:, None] * x)
    return np.asarray(values @ weights)


@cache
def _panels(many: int) -> "tuple[Floats, Floats]":
    """The points of panels side by side from 0 to 1, and their weights."""
    import numpy as np

    points, weights = np.polynomial.legendre.leggauss(NODES)
    places = (np.arange(many)[:, None] + (points + 1) / 2) / many
    return places.ravel(), np.tile(weights / (2 * many), many)
