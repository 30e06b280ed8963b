"""The columns of a table of models: one a model, or one an equation under the title of its model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import Coefficient, Fit
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.reports.models.labels import category_label, category_of, term_label
from surveykit.reports.models.words import known, word

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
    called = _titles(fits, titles)
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


def _of(fit: Fit, title: str, key: str, codebook: Codebook, language: str, wanted: Sequence[str]) -> Iterator[Shown]:
    every = equations_of(fit)
    shown = [equation for equation in every if equation in wanted] or every
    for place, equation in enumerate(shown):
        own = key if len(shown) == 1 else f"{key}.{equation}"
        yield Shown(fit, title, own, equation, equation_label(codebook, fit, equation, language), not place)


def _titles(fits: Sequence[Fit], titles: Sequence[str]) -> list[str]:
    """A title for each model, none twice: its number, where it has no other or shares it."""
    given = [titles[place] if place < len(titles) else "" for place in range(len(fits))]
    return [
        f"({place}) {title}".strip() if not title or given.count(title) > 1 else title
        for place, title in enumerate(given, 1)
    ]


def _they_are(names: Sequence[str]) -> str:
    return f"they are {listed(names)}"
