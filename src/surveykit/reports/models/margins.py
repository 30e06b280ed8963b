"""Marginal effects on paper: of several models side by side, or of one with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Coefficient, Fit
from surveykit.econometrics.margins.effects import Effects
from surveykit.reports.document import Block, Document
from surveykit.reports.models.columns import columns_of
from surveykit.reports.models.side import side_by_side
from surveykit.reports.models.terms import Terms
from surveykit.reports.models.words import word
from surveykit.reports.table import Cell, Row, Table

OF_CATEGORIES: Final = frozenset({"ordered", "multinomial"})
"""Models whose outcomes are the categories of a variable."""


def margins_side_by_side(
    fits: Sequence[Fit], effects: Sequence[Effects], codebook: Codebook, language: str = "en", **how: Any
) -> Document:
    """Marginal effects of models as a document of one table; each column is an effect on one thing predicted.

    Args:
        fits: the models.
        effects: of each of them.
        codebook: where labels are from.
        language: of labels, headings and notes.
        **how: as `side_by_side` has it: brackets, stars, hide, beside, decimals, equations (things predicted), titles,
            names, wheres.

    Raises:
        DataError: what `side_by_side` refuses.
    """
    shown = [as_fit(fit, one) for fit, one in zip(fits, effects, strict=True)]
    show = ("n", "clusters") if any(fit.clusters for fit in fits) else ("n",)
    document = side_by_side(shown, codebook, language, show=show, **how)
    asked = {name: how[name] for name in ("titles", "names", "equations") if name in how}
    columns = columns_of(shown, codebook, language, **asked)
    of = {id(fit): one for fit, one in zip(shown, effects, strict=True)}
    predicted = {
        column.key: of[id(column.fit)].predicted.get(_outcome(column.equation, column.fit), "") for column in columns
    }
    blocks = [_told(block, effects, predicted, language) for block in document.blocks]
    return replace(document, title=word("margins", language), blocks=tuple(blocks))


def effects_table(
    fit: Fit, effects: Effects, codebook: Codebook, language: str = "en", *, decimals: int | None = None
) -> Table:
    """The marginal effects of one model with errors, p and intervals."""
    made = Terms(as_fit(fit, effects), codebook, language, exp=False, decimals=decimals, value="effect")
    table = made.table(word("margins", language), "margins")
    return replace(table, notes=_how(effects, language))


def as_fit(fit: Fit, effects: Effects) -> Fit:
    """The model with effects in the place of its coefficients, what is predicted in that of equations."""
    found = tuple(
        Coefficient(
            _equation(one.outcome, fit), one.term, one.value, one.se, one.statistic, one.p, one.low, one.high
        )
        for one in effects.effects
        if one.value or one.se  # what cannot have an effect, such as a way a variable is not on, has none to tell
    )  # fmt: skip
    return replace(fit, coefficients=found, covariance=effects.covariance, tests=(), notes=effects.notes)


def _equation(outcome: str, fit: Fit) -> str:
    """What is predicted as an equation: a category of the outcome, or the outcome itself where there is one."""
    own = fit.formulas[0].partition("~")[0].strip()
    if not outcome:
        return own
    return f"{own}[{outcome}]" if fit.kind in OF_CATEGORIES and "[" not in outcome else outcome


def _outcome(equation: str, fit: Fit) -> str:
    """What effects call an equation."""
    own = fit.formulas[0].partition("~")[0].strip()
    return "" if equation == own else equation.removeprefix(f"{own}[").removesuffix("]")


def _told(block: Block, effects: Sequence[Effects], predicted: Mapping[str, Cell], language: str) -> Block:
    """The table under its title, with what is predicted below, and how effects are made before other notes."""
    if not isinstance(block, Table):
        return block
    cells = [predicted.get(column.key, "") for column in block.columns[1:]]
    treated = any(one.outcome == "ate" for given in effects for one in given.effects)
    row = Row((word("predicted_without" if treated else "predicted", language), *cells), "foot", key="predicted")
    notes = dict.fromkeys(note for one in effects for note in _how(one, language))
    return replace(
        block, title=word("margins", language), rows=(*block.rows, row), notes=(*notes, *block.notes), key="margins"
    )


def _how(effects: Effects, language: str) -> tuple[str, ...]:
    """Where effects are taken, what those of categories are, how errors are found."""
    said = [word(f"at_{effects.at}", language)]
    said += [word("discrete", language)] if any(one.change == "discrete" for one in effects.effects) else []
    return (" ".join(said), word("delta_margins", language))
