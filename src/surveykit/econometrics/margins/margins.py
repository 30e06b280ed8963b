"""Marginal effects of a fitted model: of every variable of its formulas, averaged or at the means, with errors."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import UNKNOWN_VARIABLE
from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import Category, Grouped
from surveykit.econometrics.margins.effects import Effect, Effects, Where
from surveykit.econometrics.margins.layout import Layout, layout_of, prepared_of
from surveykit.econometrics.margins.scene import Change, scene_of
from surveykit.econometrics.prepare import Prepared
from surveykit.econometrics.told import quantile, two_sided
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, nearest
from surveykit.stats.cases import named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def margins(fit: Fit, *, at: Where = "average", of: str | Sequence[str] = (), discrete: bool = True) -> Effects:
    """Estimate by how much what a model predicts changes with each variable.

    A variable changes wherever the formula has it, so that `age + age**2` and `age:size` have one effect of age.
    Categories of a `C()` are compared with their base, a variable of 0 and 1 as 1 against 0. Averages are over the
    cases of the model, with their weights. At the means, every number is at its mean over the cases, and every
    category at its share. Errors are of the coefficients alone, by the delta method: the cases are taken as they are,
    as Stata's `margins` does unless told otherwise; robust, cluster and design errors of the fit carry over.

    Of `biprobit` each and both outcomes are predicted; of a recursive one the second, which a variable changes by its
    own formula (`direct`), by that of the first outcome (`indirect`), or both (`total`).

    Args:
        fit: the model.
        at: `average` of the effects of all cases, or of one case at the `means`.
        of: the variables asked about; all, where none is named.
        discrete: whether a variable of 0 and 1 changes from one to the other, or by a little.

    Raises:
        DataError: SK401, a variable is not in the model; SK789, effects cannot be had, or one is undefined.

    Source: Greene (2012), Econometric Analysis, 7th ed., 17.3.2, equations 17-24 to 17-29; Oehlert (1992), A note on
    the delta method, American Statistician 46, 27-29.
    """
    import numpy as np

    layout = layout_of(fit)
    changes = list(_changes(prepared_of(fit), layout, named(of), discrete=discrete))
    scene = scene_of(fit, layout, at)
    found = list(scene.effects(changes))
    asked = [(outcome, change) for outcome in range(len(layout.outcomes)) for change in range(len(changes))]
    values = [float(found[change][0][outcome]) for outcome, change in asked]
    jacobian = np.array([found[change][1][outcome] for outcome, change in asked]).reshape(
        len(asked), len(fit.coefficients)
    )
    covariance = jacobian @ fit.covariance @ jacobian.T
    errors = np.sqrt(np.maximum(np.diag(covariance), 0))
    return Effects(
        kind=fit.kind,
        formulas=fit.formulas,
        at=at,
        n=len(scene.shares),
        effects=tuple(
            effect_of(fit, layout.outcomes[outcome], changes[change], value, se)
            for (outcome, change), value, se in zip(asked, values, errors.tolist(), strict=True)
        ),
        predicted=dict(zip(layout.outcomes, scene.mean()[0].tolist(), strict=True)),
        covariance=covariance,
        errors=fit.errors,
        df=fit.df,
        level=fit.level,
        notes=(*fit.notes, *_fewer(fit.n, len(scene.shares))),
    )


def _fewer(n: int, whole: int) -> Iterator[str]:
    """The remark that effects are not of all cases of the model."""
    if whole < n:
        yield (
            f"Effects are of the {whole} cases that have all terms; {n - whole} that are not selected lack a term of "
            "the outcome."
        )


def effect_of(fit: Fit, outcome: str, change: Change, value: float, se: float) -> Effect:
    """An effect with its test and interval."""
    half = quantile((1 + fit.level) / 2, fit.df) * se
    statistic = value / se if se > 0 else 0.0  # an effect that cannot be other than it is, such as none
    return Effect(
        outcome=outcome,
        variable=change.variable,
        term=change.term,
        change="slope" if change.pair is None else "discrete",
        value=value,
        se=se,
        statistic=statistic,
        p=two_sided(statistic, fit.df),
        low=value - half,
        high=value + half,
    )


def _changes(prepared: Prepared, layout: Layout, asked: Sequence[str], *, discrete: bool) -> Iterator[Change]:
    """What changes for each variable, in the order of the formulas."""
    parts = [part for index in layout.indices for column in index.columns for part in column.parts]
    given = {name for index in layout.indices for name in index.given}
    there = dict.fromkeys(name for part in parts for name in part.names if name not in given)
    if problems := [_not_there(name, list(there)) for name in asked if name not in there]:
        raise DataError(problems)
    for name in (one for one in there if not asked or one in asked):
        values = prepared.frame.held[name]
        if name in prepared.frame.categories:
            base = _base(prepared, name)
            seen = {part.value for part in parts if isinstance(part, Category) and part.variable == name} - {base}
            for value in prepared.frame.categories[name]:
                if value in seen:
                    yield Change(name, Category(name, value).text, (base, value))
        elif discrete and _yes_or_no(values):
            yield Change(name, name, (0, 1))
        else:
            yield Change(name, name)


def _yes_or_no(values: "NDArray[np.float64]") -> bool:
    """Whether a variable holds 0 and 1 and nothing else, where it is observed."""
    import numpy as np

    return set(values[np.isfinite(values)].tolist()) == {0, 1}


def _base(prepared: Prepared, name: str) -> Value:
    """The category that others are compared with: as a formula says, or the first."""
    grouped = (part for formula in prepared.formulas for part in formula.parts if isinstance(part, Grouped))
    named = (part.base for part in grouped if part.variable == name and part.base is not None)
    return next(named, prepared.frame.categories[name][0])


def _not_there(name: str, known: Sequence[str]) -> Problem:
    what = f"'{name}' is no variable of the model"
    return Problem(UNKNOWN_VARIABLE, what, Place(variable=name), nearest(name, known))
