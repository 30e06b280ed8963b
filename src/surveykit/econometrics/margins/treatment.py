"""Treatment effects of a recursive bivariate probit: what the cause adds to the probability of the outcome."""

from dataclasses import replace
from functools import partial

from surveykit.econometrics.fit import Fit
from surveykit.econometrics.margins.effects import Effects
from surveykit.econometrics.margins.layout import Layout, held_bend, of_recursive, prepared_of
from surveykit.econometrics.margins.margins import effect_of
from surveykit.econometrics.margins.paths import gains
from surveykit.econometrics.margins.scene import Change, scene_of
from surveykit.problems import DataError, Problem, Rule

NO_TREATMENT = Rule(
    "SK777",
    "The model has no treatment",
    "A treatment effect is what an outcome with a formula of its own adds to another outcome.",
    "treatment effects of a probit, or of two outcomes neither of which is among the terms of the other",
    "Fit `biprobit` with the treatment as the first outcome and among the terms of the second.",
)
OF = ("ate", "att")
"""Of whom a treatment effect is: `ate` of all cases, `att` of those who have the treatment."""


def treatment_effects(fit: Fit) -> Effects:
    """Estimate what the first outcome of a recursive model, the treatment, adds to the probability of the second.

    `ate` is the mean over all cases. `att` is the mean over those who have the treatment, given that they have it: what
    is not observed differs between them and others where rho is not 0. `predicted` tells the probability of the second
    outcome without the treatment, of the same cases. Errors are by the delta method, of the coefficients alone; robust,
    cluster and design errors of the fit carry over. What other variables change is told by `margins`.

    Args:
        fit: a recursive model, of `biprobit`.

    Raises:
        DataError: SK777, the model has no treatment; SK789, the fit holds no cases.

    Source: Chiburis, Das and Lokshin (2012), A practical comparison of the bivariate probit and linear IV estimators,
    Economics Letters 117, 762-766.
    """
    import numpy as np

    indices = of_recursive(fit) if fit.kind == "biprobit" else ()
    if not indices:
        what = f"the {fit.kind} of {' and '.join(prepared_of(fit).names)} has no treatment"
        raise DataError(Problem(NO_TREATMENT, what, hint=NO_TREATMENT.mend))
    outcomes = (*OF, *(f"{of} without" for of in OF))
    scene = scene_of(fit, Layout(indices, outcomes, partial(gains, bend=held_bend(fit))), "average")
    prepared = prepared_of(fit)
    treatment, treated = prepared.names[0], prepared.outcomes[0]
    theirs = scene.shares * treated / (scene.shares @ treated)
    found = [one.mean() for one in (scene, replace(scene, shares=theirs))]
    values = [float(value[place]) for place, (value, _) in enumerate(found)]
    jacobian = np.array([slope[place] for place, (_, slope) in enumerate(found)])
    covariance = jacobian @ fit.covariance @ jacobian.T
    change = Change(treatment, treatment, (0, 1))
    effects = [
        effect_of(fit, of, change, value, se)
        for of, value, se in zip(OF, values, np.sqrt(np.diag(covariance)).tolist(), strict=True)
    ]
    return Effects(
        kind=fit.kind,
        formulas=fit.formulas,
        at="average",
        n=fit.n,
        effects=tuple(effects),
        predicted={of: float(value[place + 2]) for place, (of, (value, _)) in enumerate(zip(OF, found, strict=True))},
        covariance=covariance,
        errors=fit.errors,
        df=fit.df,
        level=fit.level,
        notes=fit.notes,
    )
