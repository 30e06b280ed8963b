"""Quantile rules: what stands at a point between two cases, by each of the definitions in use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOLERANCE = 1e-11
"""How near, as a share of all weight, a cumulated weight must come to a point to count as having reached it."""

DEFAULT = "hf2"
"""The rule of `describe` and of the table engines."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Values from small to large, the weight of each case, and the weight of all cases up to each."""

    values: "Floats"
    weights: "Floats"
    reached: "Floats"

    @property
    def whole(self) -> float:
        """The weight of all cases."""
        return float(self.reached[-1])

    def share(self, value: float) -> float:
        """The share of the weight with values up to this one."""
        import numpy as np

        below = int(np.searchsorted(self.values, value, side="right"))
        return float(self.reached[below - 1]) / self.whole if below else 0.0

    def together(self) -> "Ordered":
        """Equal values as one, with the weight of them all."""
        import numpy as np

        first = np.flatnonzero(np.append(True, self.values[1:] != self.values[:-1]))
        last = np.append(first[1:], self.values.size) - 1
        return Ordered(self.values[first], np.add.reduceat(self.weights, first), self.reached[last])


def ordered(values: "Floats", weights: "Floats") -> Ordered:
    """Put cases in order; those without weight are no cases, those of one value stay in the order of the rows."""
    import numpy as np

    carried = weights > 0
    values, weights = values[carried], weights[carried]
    order = np.argsort(values, kind="stable")
    return Ordered(values[order], weights[order], np.cumsum(weights[order]))


def quantiles(cases: Ordered, points: "Floats", rule: str = DEFAULT) -> "Floats":
    """Take quantiles by one of `RULES`.

    Of no case a quantile is not a number; at a point below the first step it is the smallest value. Where cases of
    one value differ in weight, rules that draw lines (`hf4` to `hf9`) and `nearest` depend on the order of the rows.

    Source:
        Hyndman and Fan (1996), definitions 1 to 9, with cumulated weights C(k) in the place of k and C(n) in the
        place of n (Lumley, `qrule` vignette of the R package survey 4.5).

    Example:
        >>> import numpy as np
        >>> sizes = ordered(np.array([3.0, 1.0, 8.0, 2.0]), np.ones(4))
        >>> [float(quantiles(sizes, np.array([0.5]), rule)[0]) for rule in ("hf1", "hf2", "hf7")]
        [2.0, 2.5, 2.5]
    """
    import numpy as np

    at = np.asarray(points, np.float64)
    if not cases.values.size:
        return np.full(at.shape, np.nan)
    if cases.values.size == 1:
        return np.full(at.shape, cases.values[0])
    return RULES[rule](cases, at)


@dataclass(frozen=True, slots=True)
class _Steps:
    """Where points fall on the steps of the distribution: the last value reached, the next, whether it is exact."""

    low: "NDArray[np.intp]"
    high: "NDArray[np.intp]"
    exact: "NDArray[np.bool_]"


def _steps(cases: Ordered, points: "Floats") -> _Steps:
    import numpy as np

    wanted = points * cases.whole
    n = cases.values.size
    passed = np.searchsorted(cases.reached, wanted * (1 + TOLERANCE), side="right")
    low = np.clip(passed - 1, 0, n - 1)
    exact = (passed > 0) & (cases.reached[low] >= wanted * (1 - TOLERANCE))
    return _Steps(low, np.where(passed > 0, np.minimum(low + 1, n - 1), 0), exact)


def _steps_of_r(cases: Ordered, points: "Floats") -> _Steps:
    """The same to the last bit as R's survey: it keeps 1 / weight, adds up in the widest floats, compares doubles."""
    import numpy as np

    n = cases.values.size
    reached = np.cumsum(1 / (1 / cases.weights), dtype=np.longdouble).astype(np.float64)
    passed = np.searchsorted(reached, points * reached[-1], side="right")
    low = np.clip(passed - 1, 0, n - 1)
    exact = (passed > 0) & (points == reached[low] / reached[-1])
    return _Steps(low, np.where(passed > 0, np.minimum(low + 1, n - 1), 0), exact)


def _first(steps: "Callable[[Ordered, Floats], _Steps]") -> "Callable[[Ordered, Floats], Floats]":
    """The smallest value that reaches the point."""

    def rule(cases: Ordered, points: "Floats") -> "Floats":
        import numpy as np

        found = steps(cases, points)
        return np.where(found.exact, cases.values[found.low], cases.values[found.high])

    return rule


def _middle(steps: "Callable[[Ordered, Floats], _Steps]") -> "Callable[[Ordered, Floats], Floats]":
    """The same, half-way to the next value where the point is reached exactly."""

    def rule(cases: Ordered, points: "Floats") -> "Floats":
        import numpy as np

        found = steps(cases, points)
        low, high = cases.values[found.low], cases.values[found.high]
        return np.where(found.exact, (low + high) / 2, high)

    return rule


def _even(cases: Ordered, points: "Floats") -> "Floats":
    """The same as the first, but the next value where the point is reached exactly at an odd place among the values.

    The rule of R's survey; with equal weights it is not Hyndman and Fan's definition 3, which `nearest` is.
    """
    import numpy as np

    distinct = cases.together()
    found = _steps_of_r(distinct, points)
    stays = found.exact & (found.low % 2 == 1)
    return np.where(stays, distinct.values[found.low], distinct.values[found.high])


def _nearest(cases: Ordered, points: "Floats") -> "Floats":
    """The value whose cumulated weight is nearest to the point, at an even place where two are as near."""
    import numpy as np

    found = _steps(cases, points)
    wanted = points * cases.whole
    down = np.abs(wanted - cases.reached[found.low])
    up = np.abs(cases.reached[found.high] - wanted)
    tied = np.abs(down - up) <= TOLERANCE * cases.whole
    lower = np.where(tied, found.low % 2 == 1, down < up)
    return np.where(lower, cases.values[found.low], cases.values[found.high])


def _between(places: "Callable[[Floats, Floats], Floats]") -> "Callable[[Ordered, Floats], Floats]":
    """A rule that draws straight lines between values, each at its place."""

    def rule(cases: Ordered, points: "Floats") -> "Floats":
        import numpy as np

        return np.interp(points, places(cases.reached, cases.weights), cases.values)

    return rule


def _before(reached: "Floats") -> "Floats":
    """The weight of the cases before each: exactly what the one before has reached."""
    import numpy as np

    return np.concatenate(([0.0], reached[:-1]))


def _share_out(part: float) -> "Callable[[Floats, Floats], Floats]":
    """Places with `part` of a case's weight left out, and as much at either end as is symmetric."""

    def places(reached: "Floats", weights: "Floats") -> "Floats":
        import numpy as np

        before = _before(reached)
        return np.asarray((before * part + reached * (1 - part)) / (reached[-1] + weights[-1] * (1 - 2 * part)))

    return places


def _held(scaled: bool) -> "Callable[[Ordered, Floats], Floats]":  # noqa: FBT001 - of this module only
    """Shah and Vaish's rule, with half of the scaled weight taken off, or as R does of the weight as it stands."""

    def rule(cases: Ordered, points: "Floats") -> "Floats":
        import numpy as np

        n = cases.values.size
        shares = cases.weights / cases.weights.mean()
        places = (np.cumsum(shares) + 0.5 - (shares if scaled else cases.weights) / 2) / (n + 1)
        order = np.argsort(places, kind="stable")
        at, values = places[order], cases.values[order]
        found = np.searchsorted(at, points * (1 + TOLERANCE), side="right") - 1
        return values[np.clip(found, 0, n - 1)]

    return rule


RULES: Final[Mapping[str, "Callable[[Ordered, Floats], Floats]"]] = {
    "hf1": _first(_steps),
    "hf2": _middle(_steps),
    "hf3": _even,
    "hf4": _between(lambda reached, _: reached / reached[-1]),
    "hf5": _between(_share_out(1 / 2)),
    "hf6": _between(lambda reached, weights: reached / (reached[-1] + weights[-1])),
    "hf7": _between(lambda reached, _: _before(reached) / reached[-2]),
    "hf8": _between(_share_out(1 / 3)),
    "hf9": _between(_share_out(3 / 8)),
    "math": _first(_steps_of_r),
    "school": _middle(_steps_of_r),
    "nearest": _nearest,
    "shahvaish": _held(scaled=True),
    "shahvaish_r": _held(scaled=False),
}
"""The rules by name: the twelve of R's `svyquantile`, and two where R's own definition is not the published one.

`math`, `school` and `hf3` are R's to the last bit: it takes a step for passed that it misses by rounding. `hf1` and
`hf2`, which R reckons like `math` and `school`, find the step.
"""
