"""The maximum of a likelihood: Newton's steps, held back where they lead down, and a refusal where there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from surveykit.problems import DataError, Place, Problem, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NO_MAXIMUM = Rule(
    "SK774",
    "The model has no maximum that could be found",
    "A coefficient that grows without end has no value and no error; what a program prints then is chance.",
    "a category in which everybody exports: the likelihood rises for ever with its coefficient",
    "Leave out the term that is named, or join its category to another; look at it in a crosstab with the outcome.",
)
MOST_STEPS = 100
CLOSE = 1e-10  # a step that promises less than this is the last: the error left is its square
CURVED = 1e-9  # an eigenvalue of no less, where the diagonal is 1, is told from none
SHORT = 10  # a step halved as often is next to none
FLAT = 1e-7  # where a direction keeps less than this share of its curvature, it has run away


class Likelihood(Protocol):
    """The likelihood of a model: of each case, and how it changes with the parameters."""

    def parts(self, theta: "Floats") -> "tuple[Floats, Floats, Floats]":
        """At some parameters (k,): the log-likelihood (n,) and its slopes (n, k) of each case, without weights.

        And the matrix of second derivatives (k, k), summed over cases with their weights, which the likelihood has.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Maximum:
    """Where a likelihood is highest.

    `loglik` is the weighted sum; `scores` (n, k) are the weighted slopes of each case, which sum to nothing.
    """

    theta: "Floats"
    loglik: float
    scores: "Floats"
    hessian: "Floats"
    iterations: int

    @property
    def bread(self) -> "Floats":
        """The inverse of the observed information."""
        return inverse(-self.hessian)


def maximise(
    likelihood: Likelihood, start: "Floats", weights: "Floats | None" = None, *, names: Sequence[str]
) -> Maximum:
    """Climb to the maximum of a likelihood.

    Newton's step; where the likelihood is not yet concave by the eigenvalues of the second derivatives, all turned
    downward, so that it leads up; halved until the likelihood rises.

    Args:
        likelihood: what is maximised.
        start: parameters to begin from.
        weights: of the cases.
        names: what the parameters are called, for messages.

    Raises:
        DataError: SK774, a parameter runs away, or no maximum is found.

    Source: Nocedal and Wright (2006), Numerical Optimization, sections 3.1 and 3.4.
    """
    import numpy as np

    def at(theta: "Floats") -> Maximum:
        with np.errstate(all="ignore"):
            each, slopes, hessian = likelihood.parts(theta)
        held = (each, slopes) if weights is None else (each * weights, slopes * weights[:, None])
        return Maximum(theta, float(held[0].sum()), held[1], hessian, 0)

    here, first = at(np.asarray(start, dtype=float)), None
    for step in range(MOST_STEPS):
        if not (np.isfinite(here.loglik) and np.isfinite(here.hessian).all()):
            break
        slope = here.scores.sum(axis=0)
        way = _way(here.hessian, slope)
        promised = float(slope @ way)
        first = here.hessian if first is None else first
        further = _further(at, here, way)
        if promised < CLOSE:
            end = here if further is None else further
            _refuse_runaways(end.hessian, first, names)
            return Maximum(end.theta, end.loglik, end.scores, end.hessian, step + 1)
        if further is None:
            break
        here = further
    raise DataError(_lost(here, names))


def _way(hessian: "Floats", slope: "Floats") -> "Floats":
    """Newton's step. Eigenvalues, dearer by far, are asked only where the likelihood is not concave, or nearly flat."""
    import numpy as np

    scale = _scale(hessian)
    downward = -hessian / scale[:, None] / scale
    if _curved(downward, CURVED):
        return np.asarray(np.linalg.solve(downward, slope / scale) / scale)
    curvature, along = _curvature(hessian)
    return np.asarray(along @ ((along.T @ slope) / curvature))


def _scale(hessian: "Floats") -> "Floats":
    """What to divide parameters by so that each is curved alike."""
    import numpy as np

    size = np.abs(np.diag(hessian))
    return np.sqrt(np.where(size > 0, size, 1.0))


def _curved(matrix: "Floats", least: float) -> bool:
    """Whether a symmetric matrix has no eigenvalue below what is asked."""
    import numpy as np

    try:
        np.linalg.cholesky(matrix - least * np.eye(len(matrix)))
    except np.linalg.LinAlgError:
        return False
    return True


def _curvature(hessian: "Floats") -> "tuple[Floats, Floats]":
    """The curvature along each direction, made downward and no flatter than can be reckoned with; the directions."""
    import numpy as np

    scale = _scale(hessian)
    values, vectors = np.linalg.eigh(-hessian / scale[:, None] / scale)
    return np.maximum(np.abs(values), 1e-12), vectors / scale[:, None]


def _further(at: "Callable[[Floats], Maximum]", here: Maximum, way: "Floats") -> Maximum | None:
    """The point a step leads to, halved until it is no lower; None where none is.

    A step of which next to nothing is left has to gain something: else it goes to and fro for ever.
    """
    import numpy as np

    rounding = 1e-13 * abs(here.loglik)
    for halved in range(40):
        there = at(here.theta + way / 2**halved)
        if np.isfinite(there.loglik) and there.loglik >= here.loglik + (rounding if halved > SHORT else -rounding):
            return there
    return None


def _refuse_runaways(hessian: "Floats", first: "Floats", names: Sequence[str]) -> None:
    """Refuse a maximum that is flat in a direction which was curved at the start: it lies at no end of it."""
    import numpy as np

    scale = _scale(first)
    before, after = (-matrix / scale[:, None] / scale for matrix in (first, hessian))
    if _curved(before, CURVED) and _curved(after - FLAT * before, CURVED):
        return
    curvature, along = _curvature(first)
    even = along / np.sqrt(curvature)  # directions in which the start was curved alike
    values, vectors = np.linalg.eigh(even.T @ -hessian @ even)
    if values[0] < FLAT:
        way = np.abs(even @ vectors[:, 0]) * np.sqrt(np.abs(np.diag(first)))
        name = names[int(np.argmax(way))]
        raise DataError(_no_maximum(f"the coefficient of '{name}' grows without end", name))


def _lost(here: Maximum, names: Sequence[str]) -> Problem:
    import numpy as np

    share = np.abs(here.scores.sum(axis=0)) * np.maximum(np.abs(here.theta), 1e-3)
    name = names[int(np.argmax(np.where(np.isfinite(share), share, np.inf)))]
    return _no_maximum(f"no maximum was found; furthest from it is '{name}'", name)


def _no_maximum(what: str, name: str) -> Problem:
    return Problem(NO_MAXIMUM, what, Place(variable=name), NO_MAXIMUM.mend)


def inverse(matrix: "Floats") -> "Floats":
    """The inverse of a symmetric matrix whose rows differ widely in size."""
    import numpy as np

    scale = 1 / np.sqrt(np.abs(np.diag(matrix)))
    found = np.linalg.inv(matrix * scale[:, None] * scale) * scale[:, None] * scale
    return np.asarray((found + found.T) / 2)
