"""Means by group: a row a variable, a column a group, letters of the groups that differ."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from surveykit.book.entries.crosstab import with_cases
from surveykit.book.entry import Decimals, Entry, Given, Names, told
from surveykit.codebook.written import ColumnId
from surveykit.reports.document import Block
from surveykit.reports.table import Table
from surveykit.reports.tables.means import means_table
from surveykit.stats.cases import Lack
from surveykit.stats.compare.compare import compare
from surveykit.stats.compare.comparison import Comparison
from surveykit.stats.describe import describe
from surveykit.stats.tables.crosstab import crosstab


class Means(Entry):
    """Means in the columns of a banner."""

    kind: Literal["means"] = Field(description="Means by group.")
    variables: Names = Field(description="Numbers, scales in order, or variables of 0 and 1, one a row.")
    banner: Annotated[tuple[str, ...], Field(min_length=1)] = Field(
        description="What makes the columns, side by side, after all cases."
    )
    show: tuple[Literal["sd", "n"], ...] = Field(("n",), description="What stands beneath each mean.")
    letters: bool = Field(default=True, description="Letters of the columns that a mean is larger than.")
    bonferroni: bool = Field(default=False, description="Letters that allow for the number of comparisons.")
    tests: bool = Field(default=True, description="Whether p of the Kruskal-Wallis test stands behind the columns.")
    empty: bool = Field(default=True, description="Whether categories without a case have columns.")
    decimals: Decimals | Mapping[ColumnId, Decimals] = Field(
        2, description="Decimals of means: of all, or by variable, 2 for those not named."
    )

    def names(self) -> Iterator[str]:
        """The variables, and what makes the columns."""
        yield from (*self.variables, *(self.decimals if isinstance(self.decimals, Mapping) else ()))
        for name in self.banner:
            yield from (part.strip() for part in name.split(":") if part.strip())

    def made(self, given: Given) -> Iterator[Block]:
        """The table."""
        codebook, condition = given.dataset.codebook, given.condition(self)
        found = crosstab(
            given.dataset, [""], self.banner, design=given.design, where=condition, means=self.variables
        )  # fmt: skip
        document = means_table(
            found,
            self.tested(given),
            self.missing(given),
            codebook,
            given.language,
            show=self.show,
            decimals=self.decimals,
            letters=self.letters,
            bonferroni=self.bonferroni,
            where=given.conditions(self),
        )
        blocks = document.blocks
        if not self.empty:
            blocks = tuple(
                with_cases(block, found, found.tables) if isinstance(block, Table) else block for block in blocks
            )
        yield from told(blocks, self, given.language)

    def tested(self, given: Given) -> Mapping[str, Comparison]:
        """A comparison of the groups of every variable of the banner; sets overlap, replicates know no ranks."""
        if not self.tests or (given.design is not None and given.design.replicates is not None):
            return {}
        return {
            name: compare(given.dataset, self.variables, by=name, design=given.design, where=given.condition(self))
            for name in self.banner
            if name in given.dataset.codebook
        }

    def missing(self, given: Given) -> Mapping[str, tuple[Lack, ...]]:
        """Why each variable is missing."""
        found = describe(given.dataset, self.variables, weight=given.weight, where=given.condition(self))
        return {one.name: one.missing for one in found.groups[0].profiles}
