"""The columns of a table of models: one a model, or one an equation under the title of its model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Coefficient, Fit
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.reports.models.labels import category_label, category_of, term_label
from surveykit.reports.models.words import known, word

_NUMBER: Final = re.compile(r"^\(?\d[\d.]*[a-z]?\)?$")
NO_EQUATION = Rule(
    "SK793",
    "No model has such an equation",
    "A table would lack the columns that were asked for, and nobody would see it.",
    "equations: [exports], of a model of `export`",
    "Name outcomes of the models.",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of coefficients: those of an equation of a model; `first` of its model, which tells what is of all."""

    fit: Fit
    title: str  # of the model
    number: str  # by which notes call it
    key: str
    equation: str
    heading: str
    first: bool

    @property
    def coefficients(self) -> dict[str, Coefficient]:
        """The coefficients of the column by their terms; the first column has those that belong to no equation."""
        taken = {self.equation, ""} if self.first else {self.equation}
        return {one.term: one for one in self.fit.coefficients if one.equation in taken}

    def cell(self, term: str) -> Coefficient | None:
        """The coefficient of a term."""
        return self.coefficients.get(term)

    def told(self, term: str) -> float | str:
        """What the model tells of a term that has no error, such as rho of two steps; nothing of others."""
        return self.fit.measures.get(term, "") if self.first else ""

    def lacks(self, term: str) -> bool:
        """Whether the formula had the term, and the model goes without it."""
        return any(one.term == term and one.equation in {self.equation, ""} for one in self.fit.dropped)


def equations_of(fit: Fit) -> tuple[str, ...]:
    """The equations of a model in their order; one without a name where it has none."""
    return tuple(dict.fromkeys(one.equation for one in fit.coefficients if one.equation)) or ("",)


def columns_of(
    fits: Sequence[Fit],
    codebook: Codebook,
    language: str,
    *,
    titles: Sequence[str] = (),
    names: Sequence[str] = (),
    equations: Sequence[str] = (),
) -> tuple[Shown, ...]:
    """The columns of models; of one with several equations those that are asked for, where it has any of them.

    Raises:
        DataError: SK793, no model has an equation that is asked for.
    """
    there = list(dict.fromkeys(equation for fit in fits for equation in equations_of(fit)))
    strange = [name for name in equations if name not in there]
    if strange:
        raise DataError(
            Problem(NO_EQUATION, f"no model has an equation '{name}'", hint=nearest(name, there) or _they_are(there))
            for name in strange
        )
    called = titles_of(len(fits), titles)
    return tuple(
        column
        for place, fit in enumerate(fits)
        for column in _of(fit, called[place], names[place] if names else f"m{place + 1}", codebook, language, equations)
    )


def equation_label(codebook: Codebook, fit: Fit, equation: str, language: str) -> str:
    """What an equation is called: its outcome, a category of it, or a word such as selection."""
    if found := category_of(equation):
        return category_label(codebook, *found, language)
    if equation not in codebook and known(equation):
        return word(equation, language)
    outcome = next((formula.partition("~")[0].strip() for formula in fit.formulas), "")
    return term_label(codebook, equation or outcome, language)


def _of(
    fit: Fit, called: tuple[str, str], key: str, codebook: Codebook, language: str, wanted: Sequence[str]
) -> Iterator[Shown]:
    every = equations_of(fit)
    shown = [equation for equation in every if equation in wanted] or every
    for place, equation in enumerate(shown):
        own = key if len(shown) == 1 else f"{key}.{equation}"
        yield Shown(fit, *called, own, equation, equation_label(codebook, fit, equation, language), not place)


def titles_of(many: int, titles: Sequence[str]) -> list[tuple[str, str]]:
    """What stands over each model, and the number by which notes call it; a title that is a number is its own.

    Example:
        >>> titles_of(3, ["Probit", "(2.1)"])
        [('(1) Probit', '(1)'), ('(2.1)', '(2.1)'), ('(3)', '(3)')]
        >>> titles_of(1, ["Probit"])
        [('Probit', 'Probit')]
    """
    given = [titles[place] if place < len(titles) else "" for place in range(many)]
    if many == 1 and given[0]:
        return [(given[0], given[0])]
    return [
        (title, title) if _NUMBER.match(title) and given.count(title) == 1 else (f"({n}) {title}".strip(), f"({n})")
        for n, title in enumerate(given, 1)
    ]


def _they_are(names: Sequence[str]) -> str:
    return f"they are {listed(names)}"
