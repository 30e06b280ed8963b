"""Estimates of the population with standard errors that know the design, by domain."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Annotated, Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Said, told
from surveykit.codebook.written import ColumnId
from surveykit.problems import DataError, Problem
from surveykit.reports.document import Block
from surveykit.reports.estimate.page import estimates_page
from surveykit.reports.pictures.estimate import pictures_of
from surveykit.stats.estimate.contrast import differences
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.named import statistics_of


class Estimate(Entry):
    """Statistics of the population, each with its standard error and interval."""

    kind: Literal["estimate"] = Field(description="Estimates with standard errors.")
    statistics: Annotated[tuple[str, ...], Field(min_length=1)] = Field(
        description="Each as on the command line: `mean:employees`, `prop:export`, `ratio:turnover/employees`."
    )
    by: tuple[ColumnId, ...] = Field((), description="Variables that make the domains.")
    level: Annotated[float, Field(ge=50, lt=100)] = Field(95, description="The level of the intervals in per cent.")
    differences: Literal["none", "bonferroni", "holm", "bh"] | None = Field(
        None, description="Also the differences between domains, their p adjusted so."
    )
    pictures: bool = Field(default=False, description="Whether bars with their intervals are drawn too.")
    decimals: Decimals | None = Field(None, description="Decimals; as the standard errors ask for where left out.")

    def shows(self) -> tuple[Literal["table", "figure"], ...]:
        """The tables, and the bars where they are asked for."""
        return ("table", "figure") if self.pictures else ("table",)

    def names(self) -> Iterator[str]:
        """The variables that make the domains, and those of the statistics that are sound."""
        yield from self.by
        for text in self.statistics:
            with suppress(DataError):  # `mistakes` tells it
                yield from statistics_of([text])[0].variables

    def mistakes(self) -> Iterator[tuple[Said, Problem]]:
        """The statistics that are none."""
        for text in self.statistics:
            try:
                statistics_of([text])
            except DataError as refusal:
                yield from ((text, problem) for problem in refusal.problems)

    def made(self, given: Given) -> Iterator[Block]:
        """A table for each statistic."""
        found = estimate(
            given.dataset,
            statistics_of(self.statistics),
            by=self.by,
            design=given.design,
            where=given.condition(self),
            level=self.level / 100,
        )
        differing = None if self.differences is None else differences(found, adjustment=self.differences)
        document = estimates_page(
            found,
            given.dataset.codebook,
            given.language,
            differences=differing,
            decimals=self.decimals,
            where=given.conditions(self),
        )
        drawn = pictures_of(found, given.dataset.codebook, given.language) if self.pictures else ()
        yield from told((*document.blocks, *drawn), self, given.language)
