"""The cases that effects are taken of, and what a change makes of what a model predicts for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import Category, Held
from surveykit.econometrics.margins.changed import at_means, changed, growth, matrix
from surveykit.econometrics.margins.curves import Predicted
from surveykit.econometrics.margins.effects import Where
from surveykit.econometrics.margins.layout import NO_EFFECTS, Index, Layout, prepared_of
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    matrices: "tuple[Floats, ...]"  # of each index, (n, k)
    shares: "Floats"  # (n,), by which the cases count; they add up to 1
    one: bool  # whether the cases are one, that is average in everything
    made: Predicted  # what is predicted for the cases as they are

    def effects(self, changes: "Sequence[Change]") -> "Iterator[tuple[Floats, Floats]]":
        """The effect of each change on each outcome, (j,), and how it changes with the coefficients, (j, k).

        Raises:
            DataError: SK789, an effect is undefined.
        """
        seen: dict[tuple[str, Value], tuple[Floats, Floats]] = {}  # a base is that of all categories
        for change in changes:
            if change.pair is None:
                yield self._slope(change.variable)
                continue
            for value in change.pair:
                if (change.variable, value) not in seen:
                    seen[change.variable, value] = self._anew(self._with(change.variable, value))
            before, after = (seen[change.variable, value] for value in change.pair)
            yield after[0] - before[0], after[1] - before[1]

    def mean(self) -> "tuple[Floats, Floats]":
        """The mean of what is predicted, (j,), and its slopes by the coefficients, (j, k)."""
        return self._meant(self.made, self._rows(self.matrices))

    def _with(self, variable: str, value: Value) -> "list[Floats]":
        """The matrices where all cases have one value of a variable."""
        import numpy as np

        values = self.held[variable]
        held = {**self.held, variable: np.full(len(values), value, dtype=values.dtype)}
        pairs = zip(self.layout.indices, self.matrices, strict=True)
        return [
            values if index.still else _defined(changed(values, index.columns, _seen(index, held), variable), variable)
            for index, values in pairs
        ]

    def _rows(self, matrices: "Sequence[Floats]") -> "Sequence[Floats]":
        return rows_of(matrices, self.shares, one=self.one)

    def _anew(self, matrices: "Sequence[Floats]") -> "tuple[Floats, Floats]":
        """The mean of what is predicted from other matrices, and its slopes."""
        rows = self._rows(matrices)
        return self._meant(self.layout.curve(indices_of(rows, self.theta)), rows)

    def _meant(self, made: Predicted, rows: "Sequence[Floats]") -> "tuple[Floats, Floats]":
        return self._averaged(made.value), self._gathered(made.slope, rows)

    def _slope(self, variable: str) -> "tuple[Floats, Floats]":
        """The mean of the slopes along a variable, and how that changes with the coefficients."""
        import numpy as np

        rows = self._rows(self.matrices)
        grown = self._rows(
            [
                np.zeros_like(values)
                if index.still
                else _defined(growth(index.columns, _seen(index, self.held), variable), variable)
                for index, values in zip(self.layout.indices, self.matrices, strict=True)
            ]
        )
        along = indices_of(grown, self.theta)
        value = self._averaged(np.einsum("njm,nm->nj", self.made.slope, along))
        bent = np.einsum("njml,nm->njl", self.made.curve, along)
        return value, self._gathered(bent, rows) + self._gathered(self.made.slope, grown)

    def _averaged(self, values: "Floats") -> "Floats":
        """The mean over cases of what each has, (n, j)."""
        import numpy as np

        return np.asarray(values[0] if self.one else self.shares @ values)

    def _gathered(self, slope: "Floats", matrices: "Sequence[Floats]") -> "Floats":
        """The mean over cases of slopes by index (n, j, m) times its regressors, at the places of its coefficients."""
        import numpy as np

        found = np.zeros((slope.shape[1], self.size))
        weighted = slope if self.one else slope * self.shares[:, None, None]
        for at, (index, values) in enumerate(zip(self.layout.indices, matrices, strict=True)):
            found[:, index.at] += np.ascontiguousarray(weighted[:, :, at].T) @ values
        return found


def scene_of(fit: Fit, layout: Layout, at: Where) -> Scene:
    """The cases of a fit that have all its terms, as they are or at their means."""
    import numpy as np

    prepared = prepared_of(fit)
    theta = np.array([one.value for one in fit.coefficients])
    weights = np.ones(fit.n) if prepared.weights is None else prepared.weights
    held = prepared.frame.held
    if not all(np.isfinite(outcome).all() for outcome in prepared.outcomes):  # with selection terms may be missing too
        whole = _whole(layout, held)
        weights, held = weights[whole], {name: values[whole] for name, values in held.items()}
    shares = weights / weights.sum()
    if at == "means":
        held = at_means(held, shares, prepared.frame.categories)
    parted = tuple(theta[list(index.at)] for index in layout.indices)
    matrices = tuple(matrix(index.columns, _seen(index, held)) for index in layout.indices)
    one = at == "means"
    return Scene(
        layout=layout,
        theta=parted,
        size=len(theta),
        held=held,
        matrices=matrices,
        shares=shares,
        one=one,
        made=layout.curve(indices_of(rows_of(matrices, shares, one=one), parted)),
    )


def rows_of(matrices: "Sequence[Floats]", shares: "Floats", *, one: bool) -> "Sequence[Floats]":
    """The rows of matrices, or their mean where the cases are one."""
    return [(shares @ values)[None] for values in matrices] if one else matrices


def indices_of(rows: "Sequence[Floats]", theta: "Sequence[Floats]") -> "Floats":
    """What the regressors of each index add up to, (n, m)."""
    import numpy as np

    return np.column_stack([values @ of for values, of in zip(rows, theta, strict=True)])


def _whole(layout: Layout, held: Held) -> "NDArray[np.bool_]":
    """Which cases have all terms of all equations."""
    import numpy as np

    whole = np.ones(len(next(iter(held.values()))), dtype=bool)
    for index in layout.indices:
        whole &= np.isfinite(matrix(index.columns, _seen(index, held))).all(axis=1)
        for name in {part.variable for column in index.columns for part in column.parts if isinstance(part, Category)}:
            values = held[name]
            whole &= np.array([value is not None and value == value for value in values.tolist()])  # noqa: PLR0124
    return whole


def _defined(made: "Floats", variable: str) -> "Floats":
    """What a change makes of a matrix.

    Raises:
        DataError: SK789, of some cases it is undefined.
    """
    import numpy as np

    if many := int((~np.isfinite(made).all(axis=1)).sum()):
        what = f"the effect of '{variable}' is undefined for {many} of {len(made)} cases, as the formula has it"
        hint = "a root is infinitely steep at 0, and nothing is divided by 0: write the term otherwise, or use `where`"
        raise DataError(Problem(NO_EFFECTS, what, Place(variable=variable), hint))
    return made


def _seen(index: Index, held: Held) -> Held:
    """What the cases hold for an index, with what is given."""
    import numpy as np

    return {**held, **{name: np.full(len(held[name]), value) for name, value in index.given.items()}}
