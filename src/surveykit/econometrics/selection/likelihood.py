"""The likelihood of a number that is seen of the selected alone: two normal errors, correlated."""

from dataclasses import dataclass
from math import cosh, exp, log, pi, sinh
from typing import TYPE_CHECKING

from surveykit.econometrics.selection.mills import mills, steepness

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FURTHEST = 50.0  # atanh rho and log sigma are not looked for beyond: exp of it times itself is still a number


@dataclass(frozen=True, slots=True)
class Selected:
    """Cases of a selection model with a numerical outcome; theta is (outcome, selection, atanh rho, log sigma).

    In athrho = atanh rho and e, the residual by sigma, the probability to be selected given the outcome is that of
    index cosh(athrho) + e sinh(athrho): no root is taken and nothing divided that could be zero.

    Source:
        Amemiya (1985), Advanced Econometrics, equation 10.7.6 (type 2 Tobit); Stata 18, [R] heckman, methods and
        formulas, for the transformed parameters.
    """

    outcome: "Floats"  # (n,), of the selected; of others whatever
    selected: "NDArray[np.bool_]"  # (n,)
    x: "Floats"  # (n, k), of the outcome
    z: "Floats"  # (n, m), of the selection
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The log-likelihood of each case (n,), its scores (n, p), and the weighted sum of the Hessians (p, p)."""
        import numpy as np

        if np.abs(theta[-2:]).max() > FURTHEST:
            nowhere = np.full((len(theta), len(theta)), np.nan)
            return np.full(len(self.selected), -np.inf), np.zeros((len(self.selected), len(theta))), nowhere
        value = np.zeros(len(self.selected))
        slopes = np.zeros((len(value), 4))
        curves = np.zeros((len(value), 4, 4))
        k = self.x.shape[1]
        index = self.z @ theta[k:-2]
        out = ~self.selected
        value[out], slopes[out, 1], curves[out, 1, 1] = left_out(index[out])
        took = self.selected
        mean = self.x[took] @ theta[:k]
        value[took], slopes[took], curves[took] = _taken(self.outcome[took], mean, index[took], *theta[-2:])
        x = np.where(took[:, None], self.x, 0.0)
        ones = np.ones((len(value), 1))
        return (value, *assembled((x, self.z, ones, ones), slopes, curves, self.weights))


def assembled(
    matrices: "Sequence[Floats]", slopes: "Floats", curves: "Floats", weights: "Floats | None"
) -> "tuple[Floats, Floats]":
    """Scores (n, p) and the weighted sum of Hessians (p, p), from derivatives by the index of each equation.

    Args:
        matrices: the regressors of each of e equations; a parameter that belongs to none has one of its own, of ones.
        slopes: (n, e), of the log-likelihood of each case by its indices.
        curves: (n, e, e), second derivatives.
        weights: of the cases.
    """
    import numpy as np

    scores = np.hstack([slopes[:, [e]] * matrix for e, matrix in enumerate(matrices)])
    weighted = curves if weights is None else curves * weights[:, None, None]
    blocks = [
        [one.T @ (weighted[:, [e], f] * other) for f, other in enumerate(matrices)] for e, one in enumerate(matrices)
    ]
    return scores, np.block(blocks)


def left_out(index: "Floats") -> "tuple[Floats, Floats, Floats]":
    """Log-likelihood of who is not selected, with its first and second derivative by the index of selection."""
    from scipy.special import log_ndtr

    ratio = mills(-index)
    return log_ndtr(-index), -ratio, -steepness(-index, ratio)


def _taken(
    outcome: "Floats", mean: "Floats", index: "Floats", athrho: float, logsigma: float
) -> "tuple[Floats, Floats, Floats]":
    """Log-likelihood of the selected, with derivatives by mean, index, athrho and log sigma."""
    import numpy as np
    from scipy.special import log_ndtr

    c, s, sigma = cosh(athrho), sinh(athrho), exp(logsigma)
    e = (outcome - mean) / sigma
    a = index * c + e * s
    ratio = mills(a)
    zero = np.zeros_like(e)
    by = np.stack([np.full_like(e, -s / sigma), np.full_like(e, c), index * s + e * c, -e * s], axis=-1)
    value = log_ndtr(a) - e * e / 2 - logsigma - log(2 * pi) / 2
    slopes = ratio[:, None] * by + np.stack([e / sigma, zero, zero, e * e - 1], axis=-1)
    curves = -steepness(a, ratio)[:, None, None] * by[:, :, None] * by[:, None, :]
    for p, q, second in (  # of the index of the probability, and of the squared residual
        (0, 0, np.full_like(e, -1 / sigma**2)),
        (0, 2, -ratio * c / sigma),
        (0, 3, (ratio * s - 2 * e) / sigma),
        (1, 2, ratio * s),
        (2, 2, ratio * a),
        (2, 3, -ratio * e * c),
        (3, 3, ratio * e * s - 2 * e * e),
    ):
        curves[:, p, q] += second
        curves[:, q, p] = curves[:, p, q]
    return value, slopes, curves
