"""The auxiliaries of a calibrated weight, one row a case, for variances that know what the weight was fitted to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit.design.design import Calibration

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What makes a weight calibrated: the auxiliaries whose totals it meets, and weights before and after.

    The arrays are those of the units, and there each case is a unit.
    """

    auxiliaries: "NDArray[np.float64]"  # (units, k)
    before: "NDArray[np.float64]"  # weighs the regression of a variable on the auxiliaries
    after: "NDArray[np.float64]"


def crossed(margin: str) -> tuple[str, ...]:
    """The variables of a margin: `region * size` names two."""
    return tuple(part.strip() for part in margin.split("*"))


def auxiliary_names(calibration: Calibration) -> tuple[str, ...]:
    """The variables that a calibration is made by, each once."""
    names = [name for margin in calibration.margins for name in crossed(margin)]
    return tuple(dict.fromkeys([*names, *calibration.totals]))


def calibrated_of(calibration: Calibration, columns: "Mapping[str, NDArray[Any]]", weight: "Floats") -> Calibrated:
    """What a variance needs to know of a calibrated weight.

    Args:
        calibration: what the design says.
        columns: the values of each variable it names, one a case.
        weight: the weight of the design, for each case.
    """
    import numpy as np

    n = len(weight)
    cells = [cells_of([columns[name] for name in crossed(margin)]) for margin in calibration.margins]
    numbers = [np.asarray(columns[name], dtype=float) for name in calibration.totals]
    before = np.asarray(columns[calibration.before], dtype=float) if calibration.before else np.ones(n)
    after = np.asarray(columns[calibration.after], dtype=float) if calibration.after else weight
    rake = calibration.method == "rake"
    return Calibrated(matrix_of(cells, numbers, n, size=calibration.size), np.ones(n) if rake else before, after)


def cells_of(columns: "Sequence[NDArray[Any]]") -> "NDArray[np.intp]":
    """The cell of each case, where categories of several variables meet, numbered from 0."""
    import numpy as np

    codes = np.zeros(len(columns[0]), dtype=np.intp)
    for column in columns:
        kinds, numbered = np.unique(column, return_inverse=True)
        _, codes = np.unique(codes * len(kinds) + numbered, return_inverse=True)
    return codes


def matrix_of(
    cells: "Sequence[NDArray[np.intp]]", numbers: "Sequence[Floats]", n: int, *, size: bool = False
) -> "Floats":
    """Auxiliaries as columns: one for each cell of each margin, each number, and 1 for the size of the population."""
    import numpy as np

    columns = [np.ones((n, 1))] if size else []
    columns += [np.equal.outer(codes, np.arange(int(codes.max(initial=-1)) + 1)).astype(float) for codes in cells]
    columns += [values[:, None] for values in numbers]
    return np.concatenate(columns, axis=1)
