"""The cases that effects are taken of, and what a change makes of what a model predicts for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import Held
from surveykit.econometrics.margins.changed import at_means, growth, matrix
from surveykit.econometrics.margins.effects import Where
from surveykit.econometrics.margins.layout import Index, Layout, prepared_of
from surveykit.missing import Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Change(NamedTuple):
    """What changes: a variable by a little, or from one value to another."""

    variable: str
    term: str
    pair: tuple[Value, Value] | None = None  # None: by a little


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
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
        before, after = (self.mean(self._with(change.variable, value)) for value in change.pair)
        return after[0] - before[0], after[1] - before[1]

    def predicted(self) -> "Floats":
        """What is predicted, (j,)."""
        return self.mean(self.held)[0]

    def _with(self, variable: str, value: Value) -> Held:
        import numpy as np

        values = self.held[variable]
        return {**self.held, variable: np.full(len(values), value, dtype=values.dtype)}

    def _rows(self, values: "Floats") -> "Floats":
        """The rows of a matrix, or their mean where the cases are one."""
        import numpy as np

        return np.average(values, axis=0, weights=self.weights)[None] if self.one else values

    def _matrices(self, held: Held) -> "list[Floats]":
        return [self._rows(matrix(index.columns, self._seen(index, held))) for index in self.layout.indices]

    def _grown(self, index: Index, variable: str) -> "Floats":
        """How fast the columns of an index grow with a variable."""
        found = self._rows(growth(index.columns, self._seen(index, self.held), variable))
        return found * 0 if index.still else found

    def _seen(self, index: Index, held: Held) -> Held:
        """What the cases hold for an index: with what is given, and unchanged where it stays."""
        import numpy as np

        held = self.held if index.still else held
        return {**held, **{name: np.full(len(held[name]), value) for name, value in index.given.items()}}

    def _indices(self, matrices: "list[Floats]") -> "Floats":
        import numpy as np

        return np.column_stack([values @ theta for values, theta in zip(matrices, self.theta, strict=True)])

    def mean(self, held: Held) -> "tuple[Floats, Floats]":
        """The mean of what is predicted, and its slopes by the coefficients."""
        matrices = self._matrices(held)
        made = self.layout.curve(self._indices(matrices))
        return self._averaged(made.value), self._gathered([made.slope[:, :, e] for e in range(len(matrices))], matrices)

    def _slope(self, variable: str) -> "tuple[Floats, Floats]":
        """The mean of the slopes along a variable, and how that changes with the coefficients."""
        import numpy as np

        matrices = self._matrices(self.held)
        grown = [self._grown(index, variable) for index in self.layout.indices]
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


def scene_of(fit: Fit, layout: Layout, at: Where) -> Scene:
    """The cases of a fit, as they are or at their means."""
    import numpy as np

    prepared = prepared_of(fit)
    theta = np.array([one.value for one in fit.coefficients])
    held = prepared.frame.held
    if at == "means":
        held = at_means(held, prepared.weights, prepared.frame.categories)
    return Scene(
        layout,
        tuple(theta[list(index.at)] for index in layout.indices),
        len(theta),
        held,
        prepared.weights,
        at == "means",
    )
