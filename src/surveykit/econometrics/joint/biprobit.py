"""Two outcomes of 0 and 1 whose errors are correlated; of a recursive model one of them is a cause of the other."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import How, taking
from surveykit.econometrics.binary.binary import maximum_of, refuse_not_binary
from surveykit.econometrics.binary.perfect import without_perfect
from surveykit.econometrics.errors import degrees_of, errors_of
from surveykit.econometrics.fit import Fit
from surveykit.econometrics.joint.correlated import ATHRHO, Held, highest, tests_of_rho, told_with, with_bounds
from surveykit.econometrics.joint.likelihood import Bivariate
from surveykit.econometrics.joint.sound import refuse_circles, refuse_empty_cells, remarks
from surveykit.econometrics.maximum import maximise
from surveykit.econometrics.prepare import Prepared, prepare
from surveykit.econometrics.told import Estimated, Name, fit_of, model_test
from surveykit.problems import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ELSEWHERE = (-0.8, 0.8)  # values of atanh rho: the likelihood of a recursive model may have several maxima
SAME = 1e-6  # by how much log-likelihoods of one maximum differ


def biprobit(dataset: Dataset, formulas: tuple[str, str], **how: Unpack[How]) -> Fit:
    """Fit two probits at once, whose normal errors have the correlation rho, by full maximum likelihood.

    Where the outcome of the first formula is among the terms of the second, the model is recursive: the first outcome
    is a cause of the second, and rho is what else they have in common. A term of the first formula that the second
    has not carries the distinction; without one it stands on the normal distribution alone, which is noted.

    Errors are by the observed information unless others are asked for, as Stata's `biprobit` has them. `rho` has the
    interval and the p of atanh rho. With classical errors the test `lr:rho` compares with two probits apart. Dummies
    that tell an outcome without error are dropped from their equation with their cases, as by `probit`.

    Args:
        dataset: the cases.
        formulas: such as `("coop ~ inno + size", "export ~ coop + size")`; both outcomes are 0 or 1.
        **how: errors, weights and cases, see `How`. Of a design all degrees of freedom are kept, as Stata has it.

    Raises:
        DataError: what `probit` refuses of each formula; SK775, the first outcome of a recursive model tells the second
            without error; SK776, each outcome is told by the other; SK774, there is no maximum.

    Source: Ashford and Sowden (1970), Multi-variate probit analysis, Biometrics 26, 535-546; Heckman (1978), Dummy
    endogenous variables in a simultaneous equation system, Econometrica 46, 931-959, for the recursive model.
    """
    prepared = prepare(dataset, formulas, **taking(how))
    for equation in (0, 1):
        refuse_not_binary(prepared, equation)
    refuse_circles(prepared)
    prepared = _without_perfect(prepared)
    fit = fit_of("biprobit", prepared, _estimated(prepared, how), how.get("level", 0.95))
    return with_bounds(fit)


def _without_perfect(prepared: Prepared) -> Prepared:
    """Without what tells either outcome without error; cases that go for one may leave the other so.

    Raises:
        DataError: SK775, what tells the second outcome is the first.
    """
    n = -1
    while prepared.n != n:
        n = prepared.n
        for equation in (0, 1):
            refuse_empty_cells(prepared)
            prepared = without_perfect(prepared, equation)
    return prepared


def _estimated(prepared: Prepared, how: How) -> Estimated:
    """The coefficients of both equations and the correlation, with tests and measures."""
    import numpy as np

    errors = errors_of(prepared, how.get("errors"))
    regressors = (prepared.matrices[0].values, prepared.matrices[1].values)

    def made(weights: "Floats | None") -> Bivariate:
        return Bivariate((prepared.outcomes[0], prepared.outcomes[1]), regressors, weights)

    names = [(name, term) for name, of in zip(prepared.names, prepared.matrices, strict=True) for term in of.names]
    apart = [maximum_of("probit", prepared, prepared.weights, equation) for equation in (0, 1)]
    both = np.concatenate([one.theta for one in apart])
    start = _start(made(prepared.weights), both, [*names, ATHRHO], prepared.weights)
    found = highest(made, start, [*names, ATHRHO], prepared, errors)
    told = told_with(found, errors, degrees_of(prepared, errors, 1), {})
    wald = model_test(told)
    return replace(
        told,
        measures=found.held | (found.information(prepared.n) if prepared.weights is None else {}),
        tests=[*([wald] if wald else []), *tests_of_rho(told, sum(one.loglik for one in apart))],
        notes=[*found.notes, *remarks(prepared)],
    )


def _start(likelihood: Bivariate, apart: "Floats", names: "list[Name]", weights: "Floats | None") -> "Floats":
    """Where to climb from: the maximum found from two probits apart, or a higher one with another correlation.

    With the correlation held the likelihood has one maximum, for the distribution is log-concave; so it is looked at
    where the correlation is another. Where none is found from two probits, these themselves.
    """
    import numpy as np

    terms = [term for _, term in names]
    start = np.append(apart, 0.0)
    try:
        found = maximise(likelihood, start, weights, names=terms)
    except DataError:  # the correlation runs to its bound, or another coefficient away
        return start
    for bend in ELSEWHERE:
        side = maximise(Held(likelihood, len(apart), bend), found.theta[:-1], weights, names=terms[:-1])
        if side.loglik > found.loglik + SAME:
            with suppress(DataError):  # what runs away from there has no higher maximum
                found = maximise(likelihood, np.append(side.theta, bend), weights, names=terms)
    return found.theta
