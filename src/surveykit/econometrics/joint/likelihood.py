"""The likelihood of two probits whose errors are correlated, of each case, with its slopes and its curvature."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from surveykit.econometrics.joint.normal import derivatives

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Bivariate:
    """Two outcomes of 0 and 1 with their regressors; theta is (first equation, second equation, atanh rho).

    That one outcome is among the regressors of the other changes nothing in the likelihood, so the recursive model is
    the same.

    Source: Greene (2018), Econometric Analysis, 8th ed., chapter 17; Maddala (1983), Limited-dependent and
    Qualitative Variables in Econometrics, 5.7, for the recursive model.
    """

    outcomes: "tuple[Floats, Floats]"
    regressors: "tuple[Floats, Floats]"
    weights: "Floats | None" = None

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """Log-likelihood (n,) and slopes (n, k) of each case, and the weighted sum of the second derivatives."""
        import numpy as np

        first, second = self.regressors
        size = first.shape[1]
        sign1, sign2 = (2 * y - 1 for y in self.outcomes)
        h, k = sign1 * (first @ theta[:size]), sign2 * (second @ theta[size:-1])
        value, slope, curve = derivatives(h, k, sign1 * sign2 * theta[-1])
        signs = np.array([sign1, sign2, sign1 * sign2])
        curve *= signs[:, None] * signs
        return value, *self._of_parameters(slope * signs, curve if self.weights is None else curve * self.weights)

    def _of_parameters(self, slope: "Floats", curve: "Floats") -> "tuple[Floats, Floats]":
        """From derivatives by the two indices and atanh rho to those by theta."""
        import numpy as np

        columns = (*self.regressors, np.ones((slope.shape[1], 1)))
        ends = np.cumsum([0, *(x.shape[1] for x in columns)])
        at = [slice(begin, end) for begin, end in pairwise(ends)]
        scores, hessian = np.empty((slope.shape[1], ends[-1])), np.empty((ends[-1], ends[-1]))
        for i, x in enumerate(columns):
            np.multiply(x, slope[i][:, None], out=scores[:, at[i]])
            for j in range(i, 3):
                hessian[at[i], at[j]] = x.T @ (columns[j] * curve[i, j][:, None])
                hessian[at[j], at[i]] = hessian[at[i], at[j]].T
        return scores, hessian
