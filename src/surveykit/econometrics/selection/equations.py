"""The two equations of a selection: who is selected, and the outcome of those who are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveykit.dataset.dataset import Dataset
from surveykit.econometrics.asked import How, taking
from surveykit.econometrics.binary.binary import refuse_not_binary
from surveykit.econometrics.binary.perfect import without_perfect
from surveykit.econometrics.prepare import Prepared, prepare
from surveykit.econometrics.selection.sound import refuse_too_few, without_exclusion
from surveykit.econometrics.told import Name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OUTCOME, SELECTION = 0, 1  # the places of the formulas
ELSEWHERE = (-1.2, 1.2)  # values of atanh rho to climb from too: of small samples one in seven has several maxima


def prepared_for(dataset: Dataset, formulas: Sequence[str], how: How) -> Prepared:
    """The cases of a model with selection: all that could be selected.

    Raises:
        DataError: what `prepare` refuses; SK763, a selection that is not 0 or 1; SK778, too few are selected.
    """
    prepared = prepare(dataset, formulas, partial=(OUTCOME,), **taking(how))
    refuse_not_binary(prepared, SELECTION)
    prepared = without_perfect(prepared, SELECTION)
    matrix = prepared.matrices[OUTCOME]
    refuse_too_few(prepared.names[OUTCOME], int(selected_of(prepared).sum()), len(matrix.names))
    return prepared


def selected_of(prepared: Prepared) -> "NDArray[np.bool_]":
    """Which cases are selected."""
    took: NDArray[np.bool_] = prepared.outcomes[SELECTION] == 1
    return took


def terms_of(prepared: Prepared) -> list[Name]:
    """The coefficients of both equations, those of the outcome first."""
    return [
        (name, term) for name, matrix in zip(prepared.names, prepared.matrices, strict=True) for term in matrix.names
    ]


def remarks(prepared: Prepared) -> list[str]:
    """What a reader must know of the equations, whatever the estimates."""
    return list(without_exclusion(*(matrix.names for matrix in prepared.matrices)))


def counts(prepared: Prepared) -> dict[str, float]:
    """How many cases are selected, and how many are not."""
    took = int(selected_of(prepared).sum())
    return {"selected": took, "censored": prepared.n - took}
