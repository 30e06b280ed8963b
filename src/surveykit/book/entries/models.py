"""Models side by side, and their marginal effects: a column a model, fitted to the data of the book."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Said, told
from surveykit.book.model import Taken, WrittenModel, effects_of
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.written import ColumnId
from surveykit.econometrics.fit import Fit
from surveykit.expr.parse import parse
from surveykit.problems import DataError, Problem
from surveykit.reports.document import Block
from surveykit.reports.models.asked import STARS, USUAL, mistakes
from surveykit.reports.models.margins import margins_side_by_side
from surveykit.reports.models.side import side_by_side


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
        for place, (model, text) in enumerate(zip(self.models, self.wheres(given), strict=True), 1):
            written = model.model_dump_json(exclude={"id", "title", "where"}) + text
            try:
                if written not in given.fits:
                    given.fits[written] = model.fitted(given.dataset, given.design, parse(text) if text else None)
                found.append(given.fits[written])
            except DataError as refusal:
                which = f"in model ({place}) " if len(self.models) > 1 else ""  # as its column is headed
                problems += [replace(problem, what=which + problem.what) for problem in refusal.problems]
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


def joined(*conditions: str) -> str:
    """Conditions that hold together, as one text."""
    said = [part for part in conditions if part]
    return " and ".join(f"({part})" for part in said) if len(said) > 1 else "".join(said)
