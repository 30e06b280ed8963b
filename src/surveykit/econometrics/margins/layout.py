"""How a fit is laid out: which coefficients make the index of which equation, and what is predicted from these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from math import atanh
from typing import TYPE_CHECKING

from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import Column
from surveykit.econometrics.margins import curves, paths
from surveykit.econometrics.margins.curves import Predicted
from surveykit.econometrics.prepare import Prepared
from surveykit.problems import DataError, Problem, Rule, listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NO_EFFECTS = Rule(
    "SK789",
    "Marginal effects of this model cannot be had",
    "An effect is a change of what the model predicts; it needs the cases of the model, and what that is.",
    "effects of a fit that was read from a file, which holds no cases",
    "Fit the model to its data, and ask for effects of that fit.",
)


@dataclass(frozen=True, slots=True)
class Index:
    """The coefficients that add up to an index: with the columns they belong to, or one alone, the same for all."""

    at: tuple[int, ...]  # the places of the coefficients in the fit
    columns: tuple[Column, ...] = (Column(()),)  # of one alone, the column that is 1
    given: Mapping[str, float] = field(default_factory=dict)  # what variables are for it, whatever the cases hold
    still: bool = False  # whether it stays as it is where a variable changes


@dataclass(frozen=True, slots=True)
class Layout:
    """The indices of a model and what is predicted from them; `outcomes` names what is."""

    indices: tuple[Index, ...]
    outcomes: tuple[str, ...]
    curve: "Callable[[Floats], Predicted]"


def layout_of(fit: Fit) -> Layout:
    """How a fit is laid out.

    Raises:
        DataError: SK789, nothing is known of what the model predicts.
    """
    if fit.kind not in LAYOUTS:
        what = f"of '{fit.kind}' there are no effects here"
        raise DataError(Problem(NO_EFFECTS, what, hint=f"there are of {listed(list(LAYOUTS))}"))
    return LAYOUTS[fit.kind](fit)


def prepared_of(fit: Fit) -> Prepared:
    """The cases of a fit.

    Raises:
        DataError: SK789, it holds none.
    """
    if not isinstance(fit.prepared, Prepared):
        raise DataError(Problem(NO_EFFECTS, "the fit holds no cases", hint=NO_EFFECTS.mend))
    return fit.prepared


def _equation(fit: Fit, equation: str, place: int = 0) -> Index:
    """The index of an equation: the coefficients of its columns."""
    at = {one.term: found for found, one in enumerate(fit.coefficients) if one.equation == equation}
    columns = [column for column in prepared_of(fit).frame.columns[place] if column.name in at]
    return Index(tuple(at[column.name] for column in columns), tuple(columns))


def _alone(fit: Fit, equation: str, term: str) -> Index:
    """A parameter that is its own index."""
    names = [(one.equation, one.term) for one in fit.coefficients]
    return Index((names.index((equation, term)),))


def _one(fit: Fit, curve: "Callable[[Floats], Predicted]") -> Layout:
    return Layout((_equation(fit, prepared_of(fit).names[0]),), ("",), curve)


def _ordered(fit: Fit) -> Layout:
    prepared = prepared_of(fit)
    levels = [str(level) for level in prepared.levels[0]]
    cuts = [_alone(fit, "", f"{low}|{high}") for low, high in pairwise(levels)]
    link = curves.logistic if fit.link == "logit" else curves.normal
    return Layout((_equation(fit, prepared.names[0]), *cuts), tuple(levels), partial(curves.ordered, link=link))


def _multinomial(fit: Fit) -> Layout:
    prepared = prepared_of(fit)
    levels = [str(level) for level in prepared.levels[0]]
    indices = [_equation(fit, f"{prepared.names[0]}[{level}]") for level in levels[1:]]
    return Layout(tuple(indices), tuple(levels), curves.multinomial)


def _heckman(fit: Fit) -> Layout:
    indices = [_equation(fit, name, place) for place, name in enumerate(prepared_of(fit).names)]
    return Layout((*indices, _alone(fit, "", "lambda")), curves.SELECTION, curves.selected)


def of_recursive(fit: Fit) -> tuple[Index, ...]:
    """The indices of the cause, of the outcome with and without it, and of atanh rho; none of a model without one."""
    first, second, bend = _two(fit)
    cause = prepared_of(fit).names[0]
    if all(cause not in column.names for column in second.columns):
        return ()
    return first, replace(second, given={cause: 1.0}), replace(second, given={cause: 0.0}), bend


def held_bend(fit: Fit) -> float:
    """Where atanh rho is held, with the correlation at its bound; 0 where it is estimated."""
    return atanh(fit.measures["rho"]) if "rho" in fit.measures else 0.0


def _two(fit: Fit) -> tuple[Index, Index, Index]:
    """The indices of two equations and of atanh rho, which is of nothing where that is held."""
    first, second = (_equation(fit, name, place) for place, name in enumerate(prepared_of(fit).names))
    return first, second, Index((), ()) if "rho" in fit.measures else _alone(fit, "", "athrho")


def _biprobit(fit: Fit) -> Layout:
    bend = held_bend(fit)
    if moving := of_recursive(fit)[:-1]:
        still = tuple(replace(index, still=True) for index in moving)
        return Layout((*moving, *still, _two(fit)[-1]), paths.PATHS, partial(paths.by_paths, bend=bend))
    return Layout(_two(fit), (*prepared_of(fit).names, "both"), partial(paths.both, bend=bend))


def _heckprobit(fit: Fit) -> Layout:
    return Layout(_two(fit), curves.CHOSEN, partial(curves.chosen, bend=held_bend(fit)))


LAYOUTS: dict[str, Callable[[Fit], Layout]] = {
    "ols": partial(_one, curve=curves.linear),
    "logit": partial(_one, curve=partial(curves.binary, link=curves.logistic)),
    "probit": partial(_one, curve=partial(curves.binary, link=curves.normal)),
    "ordered": _ordered,
    "multinomial": _multinomial,
    "biprobit": _biprobit,
    "heckman": _heckman,
    "heckprobit": _heckprobit,
}
