"""A tree: all cases divided by one variable, each part by the next, as a picture with counts and per cent."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, Names
from surveykit.reports.document import Block
from surveykit.reports.tree import tree
from surveykit.stats.tree import divide


class Tree(Entry):
    """A tree of counts and shares; what is missing is a part of its own, and the parts add up."""

    kind: Literal["tree"] = Field(description="A tree of counts and shares.")
    variables: Names = Field(description="What divides all cases, then each part, and so on.")
    of: Literal["root", "parent"] = Field("root", description="Whether per cent are of all cases or of the part above.")
    decimals: Decimals = Field(0, description="Decimals of the per cent.")

    def shows(self) -> tuple[Literal["table", "figure"], ...]:
        """A picture."""
        return ("figure",)

    def names(self) -> Iterator[str]:
        """The variables."""
        yield from self.variables

    def made(self, given: Given) -> Iterator[Block]:
        """The picture."""
        found = divide(given.dataset, self.variables, weight=given.weight, where=given.condition(self))
        yield tree(
            found,
            given.dataset.codebook,
            given.language,
            title=self.title.into(given.language),
            notes=tuple(filter(None, [self.note.into(given.language)])),
            of=self.of,
            decimals=self.decimals,
            where=given.conditions(self),
            key=self.id,
        )
