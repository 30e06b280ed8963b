"""Whether two outcomes can be told together: what is refused, and what a reader must be told."""

from collections.abc import Iterator

from surveykit.econometrics.prepare import Prepared
from surveykit.problems import DataError, Place, Problem, Rule

EMPTY_CELL = Rule(
    "SK775",
    "The cause tells the outcome of its cases without error",
    "Where everybody with the first outcome has the second too, its effect has no bound, and nothing can be told of "
    "what else the two have in common.",
    "every firm that cooperates exports: export ~ coop, with coop told by a formula of its own",
    "Look at a crosstab of the two outcomes; widen the filter, or model the second outcome of the other cases alone.",
)
CIRCLE = Rule(
    "SK776",
    "Outcomes that cause each other",
    "Of two outcomes of 0 and 1 each of which is told by the other, the probabilities do not add up to 1; only one of "
    "them can be a cause of the other.",
    "coop ~ export + inno and export ~ coop + size",
    "Leave the outcome of the second formula out of the first; the cause is the outcome of the first.",
)


def is_recursive(prepared: Prepared) -> bool:
    """Whether the first outcome is among the terms of the second."""
    return bool(_told_by(prepared, 1) & set(prepared.formulas[0].outcome.names))


def refuse_circles(prepared: Prepared) -> None:
    """Refuse outcomes that are told by each other, or the first by the second.

    Raises:
        DataError: SK776.

    Source: Maddala (1983), Limited-dependent and Qualitative Variables in Econometrics, 5.7, on logical consistency.
    """
    first, second = prepared.names
    if first == second:
        what, hint = f"both formulas have the outcome '{first}'", "name two outcomes"
        raise DataError(Problem(CIRCLE, what, Place(variable=first), hint))
    if _told_by(prepared, 0) & set(prepared.formulas[1].outcome.names):
        both = is_recursive(prepared)
        what = f"'{first}' is told by '{second}'" + (", and that by the first" if both else ", the second outcome")
        hint = CIRCLE.mend if both else "write the formulas in the other order: the cause is the first outcome"
        raise DataError(Problem(CIRCLE, what, Place(variable=second), hint))


def refuse_empty_cells(prepared: Prepared) -> None:
    """Refuse a recursive model whose first outcome, or its absence, tells the second without error.

    Raises:
        DataError: SK775.
    """
    first, second = prepared.names
    empty = _empty(prepared)
    if empty and is_recursive(prepared):
        told = ", ".join(f"{first} = {a} and {second} = {b}" for a, b in empty)
        what = f"no case of {prepared.n} has {told}"
        raise DataError(Problem(EMPTY_CELL, what, Place(variable=first), EMPTY_CELL.mend))


def remarks(prepared: Prepared) -> Iterator[str]:
    """What a reader must know of the equations, whatever the estimates."""
    first, second = prepared.names
    for a, b in _empty(prepared):
        yield f"No case has {first} = {a} and {second} = {b}: the correlation of the errors stands on the terms alone."
    if is_recursive(prepared) and not set(prepared.matrices[0].names) - set(prepared.matrices[1].names):
        yield (
            f"The formula of {first} has no term that the formula of {second} has not. The effect of {first} on "
            f"{second} stands on the normal distribution of the errors alone; a variable that tells the first, and not "
            "the second, would carry it."
        )


def _told_by(prepared: Prepared, equation: int) -> set[str]:
    """The variables an equation is told by."""
    return {name for column in prepared.frame.columns[equation] for name in column.names}


def _empty(prepared: Prepared) -> list[tuple[int, int]]:
    """The pairs of outcomes that no case has."""
    first, second = prepared.outcomes
    return [(a, b) for a in (0, 1) for b in (0, 1) if not ((first == a) & (second == b)).any()]
