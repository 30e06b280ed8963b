"""A model as a file or a command line writes it: its kind, formulas, errors and cases, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from pydantic import Field

from surveykit.codebook.codebook import UNKNOWN_VARIABLE, Codebook
from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import ColumnId
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.econometrics import JOINT, MODELS, fit
from surveykit.econometrics.asked import UNAVAILABLE, fit_the_codebook, refuse_unknown
from surveykit.econometrics.fit import Fit
from surveykit.econometrics.formula import parsed
from surveykit.econometrics.margins.effects import Effects
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.margins.treatment import treatment_effects
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError, Problem, listed
from surveykit.text import Text

OF_CATEGORIES: Final = ("ordered", "multinomial")
"""Models whose outcome is a category."""
ONLY: Final[Mapping[str, tuple[str, ...]]] = {"absorb": ("ols",), "link": ("ordered",), "method": ("heckman",)}
"""What only some models may be asked for."""


Taken = Literal["average", "means", "treatment"]
"""Where effects are taken."""


class WrittenModel(Frozen):
    """A model: its kind, its formulas, its errors, its cases."""

    id: ColumnId | None = Field(None, description="The name of its column for scripts; m1, m2 ... where left out.")
    title: Text = Field(Text(), description="What stands over its column, per language; its number where left out.")
    kind: str = Field(description="`ols`, `logit`, `probit`, `ordered`, `multinomial`, `biprobit`, `heckman` ...")
    formula: str = Field("", description="`export ~ log(size) + C(industry)`.")
    formulas: tuple[str, ...] = Field((), description="Or: one for each equation, of `biprobit` and `heckman`.")
    errors: Literal["classical", "robust", "cluster"] | None = Field(
        None, description="What standard errors allow for; as the design and the weights ask for where left out."
    )
    cluster: ColumnId | None = Field(None, description="The variable whose cases may be alike.")
    absorb: tuple[ColumnId, ...] = Field((), description="Variables with a constant for each category, of `ols`.")
    link: Literal["logit", "probit"] | None = Field(None, description="How the chance grows, of `ordered`.")
    method: Literal["ml", "two-step"] | None = Field(None, description="How `heckman` is estimated.")
    where: str = Field("", description="A condition; with those of entry and book, it says which cases are taken.")

    @property
    def equations(self) -> tuple[str, ...]:
        """The formulas, one for each equation."""
        return (self.formula, *self.formulas) if self.formula else self.formulas

    def paths(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Its formulas, each with its path in the model."""
        yield from ([(self.formula, ("formula",))] if self.formula else [])
        yield from ((text, ("formulas", at)) for at, text in enumerate(self.formulas))

    def mistakes(self) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
        """What is wrong in itself: where it stands in the model, and the complaint."""
        try:
            refuse_unknown(self.kind, self.equations, MODELS, 2 if self.kind in JOINT else 1)
        except DataError as refusal:
            yield from ((("kind",), problem) for problem in refusal.problems)
        for name, kinds in ONLY.items():
            if getattr(self, name) and self.kind not in kinds:
                hint = f"leave `{name}` out; it is for {listed(kinds)}"
                what = f"a model of kind '{self.kind}' knows no `{name}`"
                yield (name,), Problem(UNAVAILABLE, what, hint=hint)
        for text, path in self.paths():
            try:
                parsed(text)
            except DataError as refusal:
                yield from ((path, problem) for problem in refusal.problems)

    def names(self) -> Iterator[str]:
        """The variables it names, where its formulas can be read."""
        for text in self.equations:
            try:
                yield from (name for part in parsed(text).parts for name in part.names)
            except DataError:
                continue
        yield from filter(None, (self.cluster, *self.absorb))

    def misfits(self, codebook: Codebook) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
        """What formulas ask of variables that these are not: an amount of codes of categories."""
        for text, path in self.paths():
            try:
                fit_the_codebook(codebook, [parsed(text)], None, (), categories=self.kind in OF_CATEGORIES)
            except DataError as refusal:
                yield from ((path, one) for one in refusal.problems if one.rule != UNKNOWN_VARIABLE)

    def fitted(
        self,
        dataset: Dataset,
        design: Design | None,
        where: Expression | None,
        level: float = 0.95,
        *,
        weight: str | None = None,
    ) -> Fit:
        """The model, fitted to data; a weight may stand in the place of a design.

        Raises:
            DataError: what the model refuses.
        """
        how: dict[str, Any] = {name: getattr(self, name) for name in ("errors", "cluster", *ONLY)}
        given = {name: value for name, value in how.items() if value}
        drawn = {"design": design, "weight": weight}
        return fit(dataset, self.kind, self.equations, where=where, level=level, **drawn, **given)


def effects_of(fitted: Fit, at: Taken, of: Sequence[str] = ()) -> Effects:
    """Marginal effects of a model, or what its treatment adds.

    Raises:
        DataError: SK401, a variable is not in the model; SK777, it has no treatment; SK789, it has no such effects.
    """
    return treatment_effects(fitted) if at == "treatment" else margins(fitted, at=at, of=of)
