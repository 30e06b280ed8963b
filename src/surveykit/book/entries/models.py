"""Models side by side, and their marginal effects: a column a model, fitted to the data of the book."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Said, told
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
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError, Problem, listed
from surveykit.reports.document import Block
from surveykit.reports.models.asked import STARS, USUAL, mistakes
from surveykit.reports.models.margins import margins_side_by_side
from surveykit.reports.models.side import side_by_side
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


class OfModels(Entry):
    """What entries about models share."""

    models: Annotated[tuple[WrittenModel, ...], Field(min_length=1)] = Field(description="The models, in order.")
    brackets: Literal["se", "z", "t", "p"] = Field(
        "se", description="What stands in brackets: the standard error, z (t, where a model has it), or p."
    )
    layout: Literal["under", "beside"] = Field("under", description="Where brackets stand.")
    stars: Mapping[str, float] = Field(
        dict(STARS), description='Marks of p below a level: `{"**": 0.01, "*": 0.05}`; `{}` for none.'
    )
    decimals: Decimals | None = Field(
        None, description="Decimals of coefficients and standard errors; three and where needed more where left out."
    )

    def names(self) -> Iterator[str]:
        """The variables of all models."""
        for model in self.models:
            yield from model.names()

    def filters(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """The condition of the entry, and those of models."""
        yield from super().filters()
        yield from ((model.where, ("models", at, "where")) for at, model in enumerate(self.models) if model.where)

    def mistakes(self) -> Iterator[tuple[Said, Problem]]:
        """What is wrong in models and in how they are shown."""
        for place, model in enumerate(self.models):
            yield from ((("models", place, *path), problem) for path, problem in model.mistakes())
        yield from ((("stars", mark), problem) for mark, problem in mistakes((), self.stars))

    def misfits(self, codebook: Codebook) -> Iterator[tuple[Said, Problem]]:
        """What formulas ask of variables that these are not."""
        for place, model in enumerate(self.models):
            yield from ((("models", place, *path), problem) for path, problem in model.misfits(codebook))

    def fits(self, given: Given) -> list[Fit]:
        """The models, fitted unless the book has had them; what any of them refuses is told of all at once."""
        found, problems = list[Fit](), list[Problem]()
        for model, text in zip(self.models, self.wheres(given), strict=True):
            written = model.model_dump_json(exclude={"id", "title", "where"}) + text
            try:
                if written not in given.fits:
                    given.fits[written] = model.fitted(given.dataset, given.design, parse(text) if text else None)
                found.append(given.fits[written])
            except DataError as refusal:
                problems += refusal.problems
        if problems:
            raise DataError(dict.fromkeys(problems))
        return found

    def wheres(self, given: Given) -> list[str]:
        """The conditions of book, entry and model together, of each model."""
        return [joined(given.conditions(self), model.where) for model in self.models]

    def shown(self, given: Given) -> dict[str, Any]:
        """How columns are called and cells are written."""
        return {
            "brackets": self.brackets,
            "stars": self.stars,
            "beside": self.layout == "beside",
            "decimals": self.decimals,
            "titles": [model.title.into(given.language) for model in self.models],
            "names": [model.id or f"m{place}" for place, model in enumerate(self.models, 1)],
            "wheres": self.wheres(given),
        }


class Models(OfModels):
    """Models side by side: a row a term, a column a model, or one an equation."""

    kind: Literal["models"] = Field(description="Models side by side.")
    show: tuple[str, ...] = Field(
        USUAL,
        description="What stands below the coefficients, of each model what it has: `n`, `loglik`, `r2`, `rho` ...",
    )
    hide: tuple[ColumnId, ...] = Field((), description="Variables not shown; a row says which models have them.")
    exp: bool = Field(default=False, description="exp(b) in the place of b: odds ratios.")
    percent: bool = Field(default=False, description="A column more, of exp(b) - 1 in per cent.")
    equations: tuple[str, ...] = Field(
        (), description="Outcomes whose equations are shown, of models that have several; all where left out."
    )

    def names(self) -> Iterator[str]:
        """The variables of all models, and those hidden."""
        yield from super().names()
        yield from self.hide

    def mistakes(self) -> Iterator[tuple[Said, Problem]]:
        """What is wrong in models, and rows that are asked for and are none."""
        yield from super().mistakes()
        yield from mistakes(self.show, None)

    def made(self, given: Given) -> Iterator[Block]:
        """The table."""
        document = side_by_side(
            self.fits(given),
            given.dataset.codebook,
            given.language,
            show=self.show,
            hide=self.hide,
            exp=self.exp,
            percent=self.percent,
            equations=self.equations,
            **self.shown(given),
        )
        yield from told(document.blocks, self, given.language)


class Margins(OfModels):
    """Marginal effects of models side by side: a row a variable, a column a model, or one a thing predicted."""

    kind: Literal["margins"] = Field(description="Marginal effects of models.")
    at: Taken = Field(
        "average",
        description="`average` over the cases, of a case at the `means`, or what the first outcome of a recursive "
        "`biprobit` adds to the second, its `treatment`.",
    )
    of: tuple[ColumnId, ...] = Field((), description="The variables; all of each model where left out.")
    outcomes: tuple[str, ...] = Field(
        (), description="What is predicted, where there are several things: `conditional` ..., a category; all else."
    )

    def names(self) -> Iterator[str]:
        """The variables of all models, and those asked about."""
        yield from super().names()
        yield from self.of

    def made(self, given: Given) -> Iterator[Block]:
        """The table."""
        fits = self.fits(given)
        asked = [tuple(name for name in self.of if name in {*model.names()}) or self.of for model in self.models]
        effects = [effects_of(one, self.at, of) for one, of in zip(fits, asked, strict=True)]
        document = margins_side_by_side(
            fits, effects, given.dataset.codebook, given.language, equations=self.outcomes, **self.shown(given)
        )
        yield from told(document.blocks, self, given.language)


def effects_of(fitted: Fit, at: Taken, of: Sequence[str] = ()) -> Effects:
    """Marginal effects of a model, or what its treatment adds.

    Raises:
        DataError: SK401, a variable is not in the model; SK777, it has no treatment; SK789, it has no such effects.
    """
    return treatment_effects(fitted) if at == "treatment" else margins(fitted, at=at, of=of)


def joined(*conditions: str) -> str:
    """Conditions that hold together, as one text."""
    said = [part for part in conditions if part]
    return " and ".join(f"({part})" for part in said) if len(said) > 1 else "".join(said)
