"""Whether groups differ: ranks and means of pairs of groups, with tests."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Names, told
from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import ColumnId, WrittenCode
from surveykit.reports.compare.panels import panels
from surveykit.reports.document import Block
from surveykit.stats.compare.compare import compare


class Panel(Frozen):
    """One grouping, and the pairs of its groups that are compared."""

    by: ColumnId = Field(description="The variable whose values make the groups.")
    pairs: tuple[tuple[WrittenCode, WrittenCode], ...] = Field(
        (), description="Pairs of values, the first group first; every pair where left out."
    )


class Compare(Entry):
    """Variables compared between groups, panel by panel."""

    kind: Literal["compare"] = Field(description="Tests of differences between groups.")
    variables: Names = Field(description="What is compared.")
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)] = Field(description="The groupings, in order.")
    show: Annotated[tuple[Literal["ranks", "means"], ...], Field(min_length=1)] = Field(
        ("ranks",), description="Rank tests, tests of means, or both."
    )
    adjust: Literal["none", "bonferroni", "holm", "bh"] = Field("none", description="p adjusted for the pairs.")
    units: ColumnId | None = Field(None, description="Compare the means of these units, pair by pair.")
    decimals: Decimals = Field(2, description="Decimals of means.")

    def names(self) -> Iterator[str]:
        """What is compared, and what makes groups and units."""
        yield from (*self.variables, *(panel.by for panel in self.panels), *filter(None, [self.units]))

    def made(self, given: Given) -> Iterator[Block]:
        """One table of ranks, one of means, with a panel for each pair."""
        design = given.design if given.design is not None and given.design.stages else None
        found = [
            compare(
                given.dataset,
                self.variables,
                by=panel.by,
                pairs=panel.pairs or "all",
                units=self.units,
                design=design,
                where=given.condition(self),
                adjustment=self.adjust,
            )
            for panel in self.panels
        ]
        document = panels(
            found,
            given.dataset.codebook,
            given.language,
            show=self.show,
            decimals=self.decimals,
            where=given.conditions(self),
        )
        yield from told(document.blocks, self, given.language)
