"""Weighting files: what is known of the population, and how weights are to meet it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from surveykit.codebook.codelist import Frozen
from surveykit.problems import Problem, SurveykitError
from surveykit.shape import fitted
from surveykit.source import read

Method = Literal["post-stratification", "rake", "linear", "raking", "logit"]
Counts = Mapping[str, "float | Mapping[str, float | Mapping[str, float]]"]


class Margin(Frozen):
    """What the population counts in each category of a variable, or where the categories of several meet."""

    of: str = Field(description="The variable; `region * size` for two or three of which each cell is known.")
    counts: Counts = Field(min_length=1, description="Each code with its count; for two variables, codes within codes.")

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables, the outermost first."""
        return tuple(part.strip() for part in self.of.split("*"))

    def cells(self) -> Iterator[tuple[tuple[str, ...], float]]:
        """The codes of each cell with its count."""
        yield from _cells(self.counts)

    @model_validator(mode="after")
    def _as_deep_as_named(self) -> "Margin":
        depths = {len(codes) for codes, _ in self.cells()}
        if depths != {len(self.variables)}:
            msg = f"`of` names {len(self.variables)} variables, and `counts` has codes within codes of {sorted(depths)}"
            raise ValueError(msg)
        return self


class Bounds(Frozen):
    """The smallest and the largest that something may be."""

    lower: float = Field(0.0, ge=0, description="The smallest.")
    upper: float = Field(float("inf"), gt=0, description="The largest.")

    @model_validator(mode="after")
    def _in_order(self) -> "Bounds":
        if self.lower >= self.upper:
            msg = "`lower` has to be less than `upper`"
            raise ValueError(msg)
        return self


class Answering(Frozen):
    """Who of a sample answered: the weights of those who did not are shared by the others of their class."""

    respondents: str = Field(description="The condition that is true of who answered.")
    classes: tuple[str, ...] = Field((), description="Variables known of all; a class is where their codes meet.")


class Weighting(Frozen):
    """How weights are made: adjusted for nonresponse, fitted to the population, trimmed; in this order."""

    nonresponse: Answering | None = Field(None, description="Who answered, where the data hold who did not too.")
    method: Method | None = Field(
        None,
        description="How weights are fitted: `post-stratification` to one margin, `rake` to several in turn, `linear`, "
        "`raking` or `logit` to margins and totals; by what is known where left out.",
    )
    size: float | None = Field(None, gt=0, description="How many cases the population has; margins say it too.")
    margins: tuple[Margin, ...] = Field((), description="Counts of the population by category.")
    totals: Mapping[str, float] = Field({}, description="Numeric variables, each with its total in the population.")
    bounds: Bounds | None = Field(None, description="How small and large a new weight may be, as shares of the old.")
    trim: Bounds | None = Field(None, description="How small and large a weight may be; the rest is shared by others.")

    @property
    def fitted_by(self) -> Method | None:
        """The method asked for, or the one that what is known calls for; none where nothing is known."""
        if self.method or not (self.margins or self.totals or self.size):
            return self.method
        if self.totals or self.size or self.bounds:
            return "linear"
        return "rake" if len(self.margins) > 1 else "post-stratification"

    @model_validator(mode="after")
    def _can_be_done(self) -> "Weighting":
        complaints = [text for wrong, text in self._wrongs() if wrong]
        if complaints:
            raise ValueError("; ".join(complaints))
        return self

    def _wrongs(self) -> Iterator[tuple[bool, str]]:
        known = bool(self.margins or self.totals or self.size)
        method = self.fitted_by
        by_margins = method in {"post-stratification", "rake"}
        yield (
            not (known or self.trim or self.nonresponse),
            "nothing is asked: write margins, totals, trim or nonresponse",
        )
        yield bool(self.method) and not known, f"`{method}` needs margins or totals"
        yield by_margins and bool(self.totals or self.size), f"`{method}` takes margins only; totals need `linear`"
        yield method == "post-stratification" and len(self.margins) > 1, "several margins need `rake`, or one of cells"
        yield by_margins and self.bounds is not None, f"`{method}` knows no bounds; `linear`, `raking` and `logit` do"
        finite = self.bounds is not None and self.bounds.lower < 1 < self.bounds.upper < float("inf")
        yield method == "logit" and not finite, "`logit` needs bounds, the lower below 1 and the upper above"


class WeightingFile(Frozen):
    """What a weighting file says."""

    weighting: Weighting = Field(description="How weights are made.")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a weighting file: its content, where it could be made at all, and the problems."""

    weighting: Weighting | None
    problems: tuple[Problem, ...]


def inspect(path: Path) -> Inspection:
    """Read a weighting file, collecting every problem; nothing is raised."""
    try:
        return Inspection(load(path).weighting, ())
    except SurveykitError as refusal:
        return Inspection(None, refusal.problems)


def load(path: Path) -> WeightingFile:
    """Read a weighting file.

    Raises:
        SourceError: every problem of the file with its place.
    """
    return fitted(read(path), WeightingFile)


def _cells(counts: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], float]]:
    for code, held in counts.items():
        inner = _cells(held) if isinstance(held, Mapping) else ((((), held),) if isinstance(held, float) else ())
        yield from (((str(code), *codes), count) for codes, count in chain(inner))
