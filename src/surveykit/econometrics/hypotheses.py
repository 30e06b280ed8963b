"""Tests of a fit: whether several terms matter, and whether a model tells more than a smaller one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveykit.econometrics.asked import UNAVAILABLE
from surveykit.econometrics.fit import Coefficient, Fit, Test
from surveykit.econometrics.told import lr_test, wald_test
from surveykit.problems import DataError, Problem, listed, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def wald(fit: Fit, terms: str | Sequence[str | tuple[str, str]]) -> Test:
    """Whether the coefficients of several terms are all 0, by the errors of the fit.

    A chi-square where the fit tells z, an F where it tells t; of a design its second degrees of freedom are those of
    the fit, as R's `regTermTest` has them.

    Args:
        fit: a fitted model.
        terms: terms as the fit tells them, or a variable of `C()`, which stands for all its categories; with an
            equation, as (equation, term), or of all equations.

    Raises:
        DataError: SK773, no such term, or errors that do not tell so many apart.
    """
    import numpy as np

    asked = [terms] if isinstance(terms, str) else list(terms)
    problems, of = list[Problem](), dict[int, None]()
    for term in asked:
        found = [at for at, one in enumerate(fit.coefficients) if _is(one, term)]
        if not found:
            name = term if isinstance(term, str) else term[1]
            known = [one.term for one in fit.coefficients]
            hint = nearest(name, known) or f"the terms are {listed(known)}"
            problems.append(Problem(UNAVAILABLE, f"the model has no term '{name}'", hint=hint))
        of |= dict.fromkeys(found)
    if problems:
        raise DataError(problems)
    at = list(of)
    values = np.array([fit.coefficients[i].value for i in at])
    test = wald_test(f"wald:{', '.join(map(_told, asked))}", values, fit.covariance[np.ix_(at, at)], fit.df)
    if test is None:
        what = f"the errors of the model do not tell {len(at)} terms apart"
        raise DataError(Problem(UNAVAILABLE, what, hint="test fewer terms; there may be fewer clusters than terms"))
    return test


def _is(one: Coefficient, asked: str | tuple[str, str]) -> bool:
    equation, term = asked if isinstance(asked, tuple) else (None, asked)
    variable = term[2:-1] if term.startswith("C(") else term
    return (equation is None or one.equation == equation) and (
        one.term == term or (":" not in one.term and one.term.startswith(f"{variable}["))
    )


def _told(asked: str | tuple[str, str]) -> str:
    return asked if isinstance(asked, str) else f"{asked[0]}: {asked[1]}"


def likelihood_ratio(fit: Fit, other: Fit) -> Test:
    """Whether the larger of two models tells more than the smaller, which it holds.

    Args:
        fit: a model.
        other: another, of the same kind and outcome, over the same cases; one has all terms of the other.

    Raises:
        DataError: SK773, models that cannot be compared so.
    """
    full, less = (fit, other) if len(fit.coefficients) >= len(other.coefficients) else (other, fit)
    names = {(one.equation, one.term) for one in full.coefficients}
    problems = []
    for one in (full, less):
        if one.errors != "classical" or one.cases.weight is not None or one.loglik is None:
            what = f"a likelihood ratio stands on the likelihood of cases, and a model has {one.errors} errors"
            problems.append(Problem(UNAVAILABLE, what, hint="use `wald` for robust errors, weights and designs"))
            break
    if (full.kind, full.n, full.cases, full.absorbed) != (less.kind, less.n, less.cases, less.absorbed):
        what = f"a {full.kind} of {full.n} cases and a {less.kind} of {less.n} cannot be compared by their likelihoods"
        hint = "fit both to the cases that have all variables: `where` with `answered` of those that lack"
        problems.append(Problem(UNAVAILABLE, what, hint=hint))
    lone = [one.term for one in less.coefficients if (one.equation, one.term) not in names]
    if lone or len(full.coefficients) == len(less.coefficients):
        what = "neither model holds the other" + (f": only the smaller has {listed(lone)}" if lone else "")
        problems.append(Problem(UNAVAILABLE, what, hint="the smaller model has some of the terms of the larger"))
    if problems:
        raise DataError(problems)
    return lr_test("lr", full.loglik or 0.0, less.loglik or 0.0, len(full.coefficients) - len(less.coefficients))
