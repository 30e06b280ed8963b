"""The likelihood of a yes or no that is seen of the selected alone: the selection probit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveykit.econometrics.joint.normal import derivatives
from surveykit.econometrics.selection.likelihood import assembled, left_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Cases of a selection model with an outcome of 0 and 1; theta is (outcome, selection, atanh rho).

    Source:
        Van de Ven and Van Praag (1981), The demand for deductibles in private health insurance, Journal of
        Econometrics 17, 229-252, equation 13; Stata 18, [R] heckprobit.
    """

    outcome: "Floats"  # (n,), 0 and 1 of the selected; of others whatever
    selected: "NDArray[np.bool_]"  # (n,)
    x: "Floats"  # (n, k), of the outcome
    z: "Floats"  # (n, m), of the selection
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """The log-likelihood of each case (n,), its scores (n, p), and the weighted sum of the Hessians (p, p)."""
        import numpy as np

        value = np.zeros(len(self.selected))
        slopes = np.zeros((len(value), 3))
        curves = np.zeros((len(value), 3, 3))
        k = self.x.shape[1]
        index = self.z @ theta[k:-1]
        out, took = ~self.selected, self.selected
        value[out], slopes[out, 1], curves[out, 1, 1] = left_out(index[out])
        sign = 2 * self.outcome[took] - 1
        turned = np.stack([sign, np.ones_like(sign), sign])  # of a 0, outcome and correlation change their sign
        value[took], by, twice = derivatives(sign * (self.x[took] @ theta[:k]), index[took], sign * theta[-1])
        slopes[took] = (by * turned).T
        curves[took] = (twice * turned * turned[:, None]).transpose(2, 0, 1)
        x = np.where(took[:, None], self.x, 0.0)
        return (value, *assembled((x, self.z, np.ones((len(value), 1))), slopes, curves, self.weights))
