"""Whether a selection can be told apart from the outcome: what is refused, and what a reader must be told."""

from typing import TYPE_CHECKING

from surveykit.problems import DataError, Place, Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOO_FEW = Rule(
    "SK778",
    "Too few are selected for an outcome",
    "The outcome is estimated from those who are selected; with no more of them than coefficients nothing is left to "
    "tell how sure they are.",
    "wages of four who work, by age, education and region",
    "Look at who is selected in a table; leave out terms of the outcome, or widen the filter.",
)
NOT_TOLD_APART = Rule(
    "SK779",
    "The correction for selection cannot be told apart from the outcome",
    "The second of Heckman's steps adds the inverse Mills ratio to the outcome; where the other terms tell it already, "
    "its coefficient is any number.",
    "who works is told by nothing but a constant, so that the ratio is the same for all",
    "Add to the selection a variable that the outcome does not depend on, or ask for maximum likelihood.",
)
ALIKE = 1e-7  # what other terms leave of the Mills ratio, as a share of it; less is noise of the first step


def refuse_too_few(outcome: str, selected: int, coefficients: int) -> None:
    """Refuse a model with no more selected cases than coefficients.

    Raises:
        DataError: SK778.
    """
    if selected <= coefficients:
        what = f"'{outcome}' is to be told of {selected} selected cases by {coefficients} coefficients"
        raise DataError(Problem(TOO_FEW, what, Place(variable=outcome), TOO_FEW.mend))


def refuse_a_told_ratio(outcome: str, x: "Floats", ratio: "Floats") -> None:
    """Refuse a second step whose Mills ratio is a combination of the other terms.

    Raises:
        DataError: SK779.
    """
    import numpy as np

    scaled = x / np.sqrt((x * x).mean(axis=0))
    told, *_ = np.linalg.lstsq(scaled, ratio, rcond=None)
    if np.abs(ratio - scaled @ told).max() < ALIKE * np.abs(ratio).max():
        what = f"the inverse Mills ratio of '{outcome}' is a combination of the terms of its formula"
        raise DataError(Problem(NOT_TOLD_APART, what, Place(variable=outcome), NOT_TOLD_APART.mend))


def without_exclusion(outcome: "Sequence[str]", selection: "Sequence[str]") -> "Iterator[str]":
    """The remark that the selection has no term of its own, where that is so.

    Source: Puhani (2000), The Heckman correction for sample selection and its critique, J. of Economic Surveys 14,
    53-68, section 4.
    """
    if not set(selection) - set(outcome):
        yield (
            "The selection has no term that the outcome has not. The correction stands on the normal distribution of "
            "the errors alone, and its standard errors are large; a variable that tells who is selected, and not the "
            "outcome, would carry it."
        )


def set_to_the_bound(rho: float) -> str:
    """The remark that two steps gave a correlation beyond 1."""
    return (
        f"The two steps give a correlation beyond {rho:+.0f}, which cannot be. It is set to {rho:+.0f}, and sigma to "
        "the size of lambda; the model may be wrong, or the cases too few."
    )
