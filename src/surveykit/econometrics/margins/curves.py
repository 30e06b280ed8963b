"""What models predict, as a function of the indices of their equations, with its slope and its curvature.

An index is what the regressors of an equation add up to; a parameter that belongs to no equation, such as a cut point,
is an index of its own, the same for all cases. Arrays are by case, by what is predicted, and by index.
"""

from typing import TYPE_CHECKING, NamedTuple

from surveykit.econometrics.joint.normal import derivatives
from surveykit.econometrics.selection.mills import bend, mills, steepness

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Link = Callable[[Floats], tuple[Floats, Floats, Floats]]


class Predicted(NamedTuple):
    """What is predicted, (n, j), its first derivatives by the m indices, (n, j, m), and its second, (n, j, m, m)."""

    value: "Floats"
    slope: "Floats"
    curve: "Floats"


def normal(x: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The standard normal distribution, its density and the slope of that."""
    import numpy as np
    from scipy.special import ndtr

    density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
    return ndtr(x), density, -x * density


def logistic(x: "Floats") -> "tuple[Floats, Floats, Floats]":
    """The logistic distribution, its density and the slope of that."""
    from scipy.special import expit

    below, above = expit(x), expit(-x)
    return below, below * above, below * above * (above - below)


def linear(indices: "Floats") -> Predicted:
    """The mean of a linear model: its index."""
    import numpy as np

    n = len(indices)
    return Predicted(indices, np.ones((n, 1, 1)), np.zeros((n, 1, 1, 1)))


def binary(indices: "Floats", link: "Link") -> Predicted:
    """The probability of a 1."""
    value, density, slope = link(indices)
    return Predicted(value, density[:, :, None], slope[:, :, None, None])


def ordered(indices: "Floats", link: "Link") -> Predicted:
    """The probability of each category, between cut points; the indices are that of the equation, then the cuts."""
    import numpy as np

    index, cuts = indices[:, :1], indices[:, 1:]
    n, inner = cuts.shape
    below, density, slope = link(cuts - index)
    value = np.diff(below, axis=1, prepend=0.0, append=1.0)
    by = np.zeros((n, inner, inner + 1))  # of the probability to be below each cut
    twice = np.zeros((n, inner, inner + 1, inner + 1))
    for cut in range(inner):
        for p, sign in ((0, -1.0), (cut + 1, 1.0)):
            by[:, cut, p] = sign * density[:, cut]
            for q, other in ((0, -1.0), (cut + 1, 1.0)):
                twice[:, cut, p, q] = sign * other * slope[:, cut]
    return Predicted(value, _between(by), _between(twice))


def _between(below: "Floats") -> "Floats":
    """Differences along the cuts: of each category, from derivatives of the probabilities to be below."""
    import numpy as np

    nothing = np.zeros_like(below[:, :1])
    return np.diff(below, axis=1, prepend=nothing, append=nothing)


def multinomial(indices: "Floats") -> Predicted:
    """The probability of each category; the index of the first is 0, the indices are of the others."""
    import numpy as np
    from scipy.special import softmax

    value = softmax(np.insert(indices, 0, 0.0, axis=1), axis=1)
    of = value[:, 1:]
    less = np.eye(value.shape[1])[:, 1:] - of[:, None, :]
    slope = value[:, :, None] * less
    within = of[:, :, None] * (np.eye(of.shape[1]) - of[:, None, :])
    curve = value[:, :, None, None] * (less[:, :, :, None] * less[:, :, None, :] - within[:, None])
    return Predicted(value, slope, curve)


SELECTION = ("conditional", "unconditional", "selection")
"""What is predicted of a number with selection.

`conditional`: the mean of the outcome of those who are selected. `unconditional`: the mean over all, where it is 0 for
those who are not (Stata's `yexpected`). `selection`: the probability to be selected.
"""


def selected(indices: "Floats") -> Predicted:
    """The outcome of the selected, of all with 0 for the others, and who is selected.

    The indices are of the outcome, of the selection, and lambda. The slope of the first by a variable is b - lambda
    delta g, with b and g its coefficients in outcome and selection.

    Source:
        Greene (2012), Econometric Analysis, 7th ed., theorem 19.5 and the equation after it; Stata 18, [R] heckman
        postestimation, for `ycond` and `yexpected`.
    """
    import numpy as np

    mean, index, lambda_ = indices.T
    ratio = mills(index)
    fall, bent = steepness(index, ratio), bend(index, ratio)
    chance, density, slope = normal(index)
    given = mean + lambda_ * ratio
    n = len(indices)
    value = np.column_stack([given, chance * given, chance])
    by = np.zeros((n, 3, 3))
    by[:, 0] = np.column_stack([np.ones(n), -lambda_ * fall, ratio])
    by[:, 1] = np.column_stack([chance, density * mean + lambda_ * slope, density])
    by[:, 2, 1] = density
    twice = np.zeros((n, 3, 3, 3))
    twice[:, 0, 1, 1] = lambda_ * bent
    twice[:, 0, 1, 2] = twice[:, 0, 2, 1] = -fall
    twice[:, 1, 0, 1] = twice[:, 1, 1, 0] = density
    twice[:, 1, 1, 1] = slope * mean + lambda_ * density * (index * index - 1)
    twice[:, 1, 1, 2] = twice[:, 1, 2, 1] = slope
    twice[:, 2, 1, 1] = slope
    return Predicted(value, by, twice)


CHOSEN = ("conditional", "unconditional", "selection", "everybody")
"""What is predicted of a yes or no with selection.

`conditional`: the probability of a 1 of those who are selected. `unconditional`: that of being selected with a 1.
`selection`: that of being selected. `everybody`: that of a 1, selected or not (Stata's `pmargin`).
"""


def chosen(indices: "Floats", bend: float = 0.0) -> Predicted:
    """The probabilities of a selection probit; the indices are of the outcome, of the selection, and atanh rho.

    To the last `bend` is added: where the correlation is held, the index is 0.
    """
    import numpy as np
    from scipy.special import log_ndtr

    h, k, z = indices.T
    log, first, second = derivatives(h, k, z + bend)
    fall = np.zeros_like(first)
    fall[1] = mills(k)
    bent = np.zeros_like(second)
    bent[1, 1] = -steepness(k, fall[1])
    both = _from_logarithm(log, first, second)
    given = _from_logarithm(log - log_ndtr(k), first - fall, second - bent)
    alone = [_alone(k, 1), _alone(h, 0)]
    value, slope, curve = (np.stack(parts, axis=1) for parts in zip(given, both, *alone, strict=True))
    return Predicted(value, slope, curve)


def _from_logarithm(log: "Floats", first: "Floats", second: "Floats") -> "tuple[Floats, Floats, Floats]":
    """A probability (n,) with its first (n, 3) and second (n, 3, 3) derivatives, from those of its logarithm."""
    import numpy as np

    value = np.exp(log)
    return value, (value * first).T, (value * (second + first[:, None] * first)).transpose(2, 0, 1)


def _alone(index: "Floats", place: int) -> "tuple[Floats, Floats, Floats]":
    """The probability of one index of three."""
    import numpy as np

    value, density, bent = normal(index)
    slope, curve = np.zeros((len(index), 3)), np.zeros((len(index), 3, 3))
    slope[:, place], curve[:, place, place] = density, bent
    return value, slope, curve
