"""Marginal effects of a fitted model: of every variable of its formulas, averaged or at the means, with errors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from surveykit.codebook.codebook import UNKNOWN_VARIABLE
from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import Category, Grouped, Held
from surveykit.econometrics.margins.changed import at_means, growth, matrix
from surveykit.econometrics.margins.effects import Effect, Effects, Where
from surveykit.econometrics.margins.layout import Layout, layout_of, prepared_of
from surveykit.econometrics.prepare import Prepared
from surveykit.econometrics.told import quantile, two_sided
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, nearest
from surveykit.stats.cases import named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Change(NamedTuple):
    """What changes: a variable by a little, or from one value to another."""

    variable: str
    term: str
    pair: tuple[Value, Value] | None = None  # None: by a little


def margins(fit: Fit, *, at: Where = "average", of: str | Sequence[str] = (), discrete: bool = True) -> Effects:
    """Estimate by how much what a model predicts changes with each variable.

    A variable changes wherever the formula has it, so that `age + age**2` and `age:size` have one effect of age.
    Categories of a `C()` are compared with their base, a variable of 0 and 1 as 1 against 0. Averages are over the
    cases of the model, with their weights. At the means, every number is at its mean over the cases, and every
    category at its share. Errors are of the coefficients alone, by the delta method: the cases are taken as they are,
    as Stata's `margins` does unless told otherwise; robust, cluster and design errors of the fit carry over.

    Args:
        fit: the model.
        at: `average` of the effects of all cases, or of one case at the `means`.
        of: the variables asked about; all, where none is named.
        discrete: whether a variable of 0 and 1 changes from one to the other, or by a little.

    Raises:
        DataError: SK401, a variable is not in the model; SK789, effects of the model cannot be had.

    Source: Greene (2012), Econometric Analysis, 7th ed., 17.3.2, equations 17-24 to 17-29; Oehlert (1992), A note on
    the delta method, American Statistician 46, 27-29.
    """
    import numpy as np

    layout = layout_of(fit)
    changes = list(_changes(prepared_of(fit), layout, named(of), discrete=discrete))
    scene = _scene(fit, layout, at)
    found = [scene.effect(change) for change in changes]
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
        n=fit.n,
        effects=tuple(
            _told(fit, layout.outcomes[outcome], changes[change], value, se)
            for (outcome, change), value, se in zip(asked, values, errors.tolist(), strict=True)
        ),
        predicted=dict(zip(layout.outcomes, scene.predicted().tolist(), strict=True)),
        covariance=covariance,
        errors=fit.errors,
        df=fit.df,
        level=fit.level,
        notes=fit.notes,
    )


def _told(fit: Fit, outcome: str, change: Change, value: float, se: float) -> Effect:
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
    there = dict.fromkeys(name for part in parts for name in part.names)
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
        elif discrete and ((values == 0) | (values == 1)).all():
            yield Change(name, name, (0, 1))
        else:
            yield Change(name, name)


def _base(prepared: Prepared, name: str) -> Value:
    """The category that others are compared with: as a formula says, or the first."""
    grouped = (part for formula in prepared.formulas for part in formula.parts if isinstance(part, Grouped))
    named = (part.base for part in grouped if part.variable == name and part.base is not None)
    return next(named, prepared.frame.categories[name][0])


def _not_there(name: str, known: Sequence[str]) -> Problem:
    what = f"'{name}' is no variable of the model"
    return Problem(UNKNOWN_VARIABLE, what, Place(variable=name), nearest(name, known))


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """The cases effects are taken of, and how they count."""

    layout: Layout
    theta: "tuple[Floats, ...]"  # the coefficients of each index
    size: int  # how many coefficients the fit has
    held: Held
    weights: "Floats | None"
    one: bool  # whether the cases are one, that is average in everything

    def effect(self, change: Change) -> "tuple[Floats, Floats]":
        """The effect of a change on each outcome, (j,), and how it changes with the coefficients, (j, k)."""
        if change.pair is None:
            return self._slope(change.variable)
        before, after = (self._mean(self._with(change.variable, value)) for value in change.pair)
        return after[0] - before[0], after[1] - before[1]

    def predicted(self) -> "Floats":
        """What is predicted, (j,)."""
        return self._mean(self.held)[0]

    def _with(self, variable: str, value: Value) -> Held:
        import numpy as np

        values = self.held[variable]
        return {**self.held, variable: np.full(len(values), value, dtype=values.dtype)}

    def _rows(self, values: "Floats") -> "Floats":
        """The rows of a matrix, or their mean where the cases are one."""
        import numpy as np

        return np.average(values, axis=0, weights=self.weights)[None] if self.one else values

    def _matrices(self, held: Held) -> "list[Floats]":
        return [self._rows(matrix(index.columns, held)) for index in self.layout.indices]

    def _indices(self, matrices: "list[Floats]") -> "Floats":
        import numpy as np

        return np.column_stack([values @ theta for values, theta in zip(matrices, self.theta, strict=True)])

    def _mean(self, held: Held) -> "tuple[Floats, Floats]":
        """The mean of what is predicted, and its slopes by the coefficients."""
        matrices = self._matrices(held)
        made = self.layout.curve(self._indices(matrices))
        return self._averaged(made.value), self._gathered([made.slope[:, :, e] for e in range(len(matrices))], matrices)

    def _slope(self, variable: str) -> "tuple[Floats, Floats]":
        """The mean of the slopes along a variable, and how that changes with the coefficients."""
        import numpy as np

        matrices = self._matrices(self.held)
        grown = [self._rows(growth(index.columns, self.held, variable)) for index in self.layout.indices]
        along = self._indices(grown)
        made = self.layout.curve(self._indices(matrices))
        value = self._averaged(np.einsum("njm,nm->nj", made.slope, along))
        bent = np.einsum("njml,nm->njl", made.curve, along)
        jacobian = self._gathered([bent[:, :, e] for e in range(len(matrices))], matrices)
        return value, jacobian + self._gathered([made.slope[:, :, e] for e in range(len(matrices))], grown)

    def _averaged(self, values: "Floats") -> "Floats":
        import numpy as np

        return np.average(values, axis=0, weights=None if self.one else self.weights)

    def _gathered(self, factors: "list[Floats]", matrices: "list[Floats]") -> "Floats":
        """The mean over cases of factor (n, j) times matrix (n, k), each at the places of its coefficients."""
        import numpy as np

        found = np.zeros((factors[0].shape[1], self.size))
        for index, factor, values in zip(self.layout.indices, factors, matrices, strict=True):
            weighted = factor if self.weights is None or self.one else factor * self.weights[:, None]
            whole = len(factor) if self.weights is None or self.one else self.weights.sum()
            found[:, index.at] += weighted.T @ values / whole
        return found


def _scene(fit: Fit, layout: Layout, at: Where) -> _Scene:
    """The cases of a fit, as they are or at their means."""
    import numpy as np

    prepared = prepared_of(fit)
    theta = np.array([one.value for one in fit.coefficients])
    held = prepared.frame.held
    if at == "means":
        held = at_means(held, prepared.weights, prepared.frame.categories)
    return _Scene(
        layout,
        tuple(theta[list(index.at)] for index in layout.indices),
        len(theta),
        held,
        prepared.weights,
        at == "means",
    )
