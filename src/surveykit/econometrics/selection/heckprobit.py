"""The selection probit: a yes or no seen of the selected alone, as whether a loan that was given was paid back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import How
from surveykit.econometrics.binary.binary import Binary, maximum_of, refuse_not_binary
from surveykit.econometrics.errors import degrees_of, errors_of
from surveykit.econometrics.fit import Errors, Fit
from surveykit.econometrics.joint.correlated import (
    ATHRHO,
    highest,
    outcome_test,
    tests_of_rho,
    told_with,
    with_bounds,
)
from surveykit.econometrics.maximum import Maximum, maximise
from surveykit.econometrics.prepare import Prepared
from surveykit.econometrics.selection.chosen import Chosen
from surveykit.econometrics.selection.equations import (
    ELSEWHERE,
    OUTCOME,
    SELECTION,
    counts,
    prepared_for,
    remarks,
    selected_of,
    terms_of,
)
from surveykit.econometrics.told import Estimated, fit_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def heckprobit(dataset: Dataset, outcome: str, selection: str, **how: Unpack[How]) -> Fit:
    """Fit a probit of an outcome that is seen of those alone who are selected, by maximum likelihood.

    The errors of outcome and selection are standard normal with correlation rho, estimated as atanh rho; errors are of
    the observed information (Stata's `heckprobit`).

    Args:
        dataset: the cases.
        outcome: such as `paid_back ~ income + age`; what it holds of those not selected is not looked at.
        selection: such as `got_loan ~ income + age + branch`; its outcome is 1 of the selected, else 0.
        **how: errors, weights and cases, see `How`.

    Raises:
        DataError: what `prepare` refuses; SK763, an outcome or a selection that is not 0 or 1; SK764, all are
            selected, or none; SK778, no more are selected than there are coefficients; SK774, no maximum.

    Source: Van de Ven and Van Praag (1981), Journal of Econometrics 17, 229-252.
    """
    prepared = prepared_for(dataset, (outcome, selection), how)
    refuse_not_binary(prepared, OUTCOME)
    estimated = _by_likelihood(prepared, errors_of(prepared, how.get("errors")))
    return with_bounds(fit_of("heckprobit", prepared, estimated, how.get("level", 0.95)))


def _by_likelihood(prepared: Prepared, errors: Errors) -> Estimated:
    """Where the likelihood of both equations is highest."""
    import numpy as np

    took = selected_of(prepared)
    (x, z), y = (matrix.values for matrix in prepared.matrices), prepared.outcomes[OUTCOME]

    def made(weights: "Floats | None") -> Chosen:
        return Chosen(y, took, x, z, weights)

    apart = (_of_the_selected(prepared), maximum_of("probit", prepared, prepared.weights, SELECTION))
    start = np.concatenate([*(one.theta for one in apart), [0.0]])
    found = highest(made, start, [*terms_of(prepared), ATHRHO], prepared, errors, elsewhere=ELSEWHERE)
    bare = told_with(found, errors, degrees_of(prepared, errors, 1), {})
    measures = counts(prepared) | found.held
    measures |= found.information(prepared.n) if prepared.weights is None else {}
    tests = [*outcome_test(prepared, bare), *tests_of_rho(bare, sum(one.loglik for one in apart))]
    return replace(bare, measures=measures, tests=tests, notes=[*found.notes, *remarks(prepared)])


def _of_the_selected(prepared: Prepared) -> Maximum:
    """The probit of the outcome by itself."""
    import numpy as np

    took, matrix = selected_of(prepared), prepared.matrices[OUTCOME]
    weights = None if prepared.weights is None else prepared.weights[took]
    likelihood = Binary("probit", prepared.outcomes[OUTCOME][took], matrix.values[took], weights)
    return maximise(likelihood, np.zeros(len(matrix.names)), weights, names=matrix.names)
