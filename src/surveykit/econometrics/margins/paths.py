"""What two outcomes told together are predicted to be, and by which way a change reaches the second of a cause.

Each function takes the indices of a model (n, m), as `margins.curves` does. The last index is atanh rho, to which
`bend` is added: where the correlation is held, the index is 0.
"""

from typing import TYPE_CHECKING

from surveykit.econometrics.joint.normal import derivatives
from surveykit.econometrics.margins.curves import Predicted, normal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PATHS = ("direct", "indirect", "total")
"""By which way a variable changes the probability of the second outcome of a recursive model.

`direct`: through its own equation. `indirect`: through the probability of the cause, which is what is left of the
`total`.
"""


def chance(h: "Floats", k: "Floats", z: "Floats") -> "tuple[Floats, Floats, Floats]":
    """P(X < h, Y < k) of each case (n,) with its derivatives by h, k and z: (n, 3) and (n, 3, 3)."""
    import numpy as np

    log, slope, curve = derivatives(h, k, z)
    value = np.exp(log)
    return value, (value * slope).T, (value * (curve + slope[:, None] * slope)).transpose(2, 0, 1)


def second(indices: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The probability of the second outcome, by the indices of the cause, of the outcome with and without it, z.

    Source: Greene (1998), Gender economics courses in liberal arts colleges: further results, J. of Economic
    Education 29, 291-300.
    """
    import numpy as np

    n = len(indices)
    value, slope, curve = np.zeros(n), np.zeros((4, n)), np.zeros((4, 4, n))  # by case last, which is added fastest
    for sign, at in ((1, [0, 1, 3]), (-1, [0, 2, 3])):  # with the cause, and without it
        signs = np.array([sign, 1, sign])
        one, by, twice = chance(*(indices[:, at] * signs).T)
        value += one
        slope[at] += (by * signs).T
        curve[np.ix_(at, at)] += (twice * signs * signs[:, None]).transpose(1, 2, 0)
    return value, slope.T, curve.transpose(2, 0, 1)


def by_paths(indices: "Floats", bend: float = 0.0) -> Predicted:
    """The probability of the second outcome where a change takes either way or both, see `PATHS`.

    The indices are those of `second` but z, then the same where nothing changes, then z.
    """
    import numpy as np

    n = len(indices)
    value, slope, curve = np.zeros((3, n)), np.zeros((3, 7, n)), np.zeros((3, 7, 7, n))
    shifted = indices + np.array([0, 0, 0, 0, 0, 0, bend])
    for at, signs in (([3, 1, 2, 6], (1, -1, 0)), ([0, 1, 2, 6], (0, 1, 1)), ([3, 4, 5, 6], (0, 1, 0))):
        one, by, twice = second(shifted[:, at])
        for path, sign in ((path, sign) for path, sign in enumerate(signs) if sign):
            value[path] += sign * one
            slope[path, at] += sign * by.T
            curve[path][np.ix_(at, at)] += sign * twice.transpose(1, 2, 0)
    return Predicted(value.T, slope.transpose(2, 0, 1), curve.transpose(3, 0, 1, 2))


def both(indices: "Floats", bend: float = 0.0) -> Predicted:
    """The probability of the first outcome, of the second and of both, by the indices of the two and z."""
    import numpy as np

    n = len(indices)
    value, slope, curve = np.zeros((n, 3)), np.zeros((n, 3, 3)), np.zeros((n, 3, 3, 3))
    for at in (0, 1):
        value[:, at], slope[:, at, at], curve[:, at, at, at] = normal(indices[:, at])
    value[:, 2], slope[:, 2], curve[:, 2] = chance(*(indices + np.array([0, 0, bend])).T)
    return Predicted(value, slope, curve)


def gains(indices: "Floats", bend: float = 0.0) -> Predicted:
    """What the cause adds to the probability of the second outcome, and that probability without it.

    Of anybody, and of one who has the cause: the error of the second outcome is then that of those who come to have
    it. The indices are those of `second`; the order is gain of anybody, gain of one who has it, without it the same.

    Source: Chiburis, Das and Lokshin (2012), A practical comparison of the bivariate probit and linear IV estimators,
    Economics Letters 117, 762-766.
    """
    import numpy as np

    cause, having, lacking, z = (indices + np.array([0, 0, 0, bend])).T
    n = len(cause)
    value, slope = np.zeros((n, 4)), np.zeros((n, 4, 4))
    of, density, _ = normal(cause)
    for place, (index, gain) in enumerate(((lacking, -1), (having, 1)), 1):
        at = [0, 3 - place, 3]
        alone, by, _ = normal(index)
        one, twice, _ = chance(cause, index, z)
        given, by_given = one / of, twice / of[:, None]
        by_given[:, 0] -= given * density / of
        for told, sign in ((0, gain), (2, gain < 0)):
            value[:, told] += sign * alone
            value[:, told + 1] += sign * given
            slope[:, told, 3 - place] += sign * by
            slope[:, told + 1, at] += sign * by_given
    return Predicted(value, slope, np.broadcast_to(0.0, (n, 4, 4, 4)))
