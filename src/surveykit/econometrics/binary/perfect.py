"""Terms that tell an outcome of 0 or 1 without error: dummies go with their cases, anything else is refused."""

from typing import TYPE_CHECKING

from surveykit.econometrics.fit import CONSTANT, Dropped
from surveykit.econometrics.maximum import NO_MAXIMUM
from surveykit.econometrics.prepare import Prepared
from surveykit.problems import DataError, Place, Problem, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

TOLD = 1e-6  # what a case has to lie off the line by, where the columns are at most 1


def without_perfect(prepared: Prepared, equation: int = 0) -> Prepared:
    """Without dummies that tell the outcome of their cases, and without these cases, until there are none.

    Raises:
        DataError: SK774, a term tells the outcome of all cases.

    Source: the rule of Stata's `probit` and `logit` (Base Reference, "Model identification").
    """
    while (found := _perfect(prepared, equation)) is not None:
        term, cases = found
        if not _differ(prepared.outcomes[equation][~cases]):
            raise DataError(_separated(prepared, equation, [term], prepared.n))
        gone = Dropped(prepared.names[equation], term, "perfect", int(cases.sum()))
        prepared = prepared.only(~cases, [gone])
    return prepared


def _perfect(prepared: Prepared, equation: int) -> "tuple[str, Truths] | None":
    """The first dummy one of whose values has one outcome, and the cases with that value."""
    outcome, matrix = prepared.outcomes[equation], prepared.matrices[equation]
    for name, values in zip(matrix.names, matrix.values.T, strict=True):
        if name == CONSTANT or not ((values == 0) | (values == 1)).all():
            continue
        for cases in (values == 1, values == 0):
            if cases.any() and not _differ(outcome[cases]):
                return name, cases
    return None


def _differ(outcome: "Floats") -> bool:
    return bool(len(outcome)) and bool((outcome != outcome[0]).any())


def refuse_separated(prepared: Prepared, equation: int = 0) -> None:
    """Refuse an outcome of which some line through the variables tells cases without error.

    Raises:
        DataError: SK774, with the variables of the line and how many cases it tells.

    Source: Albert and Anderson (1984), Biometrika 71, 1-10; the linear programme of Konis (2007), Linear programming
    algorithms for detecting separated data, section 4.
    """
    import numpy as np
    from scipy.optimize import linprog

    matrix, outcome = prepared.matrices[equation], prepared.outcomes[equation]
    signed = matrix.values / np.abs(matrix.values).max(axis=0) * (2 * outcome - 1)[:, None]
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1))
    if found.x is None:
        return
    told = int((signed @ found.x > TOLD).sum())
    if told:
        terms = [name for name, x in zip(matrix.names, found.x, strict=True) if abs(x) > TOLD and name != CONSTANT]
        raise DataError(_separated(prepared, equation, terms or [CONSTANT], told))


def _separated(prepared: Prepared, equation: int, terms: "list[str]", told: int) -> Problem:
    name = prepared.names[equation]
    what = f"the outcome '{name}' of {told} of {prepared.n} cases is told without error by {listed(terms)}"
    hint = "leave the term out or put its values into groups; of a category that is a base, name another base"
    return Problem(NO_MAXIMUM, what, Place(variable=name), hint)
