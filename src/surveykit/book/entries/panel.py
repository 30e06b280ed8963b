"""Cases followed over rounds: transitions from state to state."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pydantic import Field

from surveykit.book.entry import Decimals, Entry, Given, told
from surveykit.codebook.written import ColumnId
from surveykit.dataset.linked import rounds_of
from surveykit.reports.document import Block
from surveykit.reports.panel.page import PanelPage
from surveykit.stats.panel.statuses import statuses
from surveykit.stats.panel.transitions import between_rounds, transitions


class Transitions(Entry):
    """From which state cases came, and into which they went."""

    kind: Literal["transitions"] = Field(description="A transition matrix.")
    before: ColumnId = Field(description="The state before; in a panel with rounds, the variable of every round.")
    after: ColumnId | None = Field(None, description="The state after; left out in a panel with rounds.")
    rounds: tuple[str, ...] = Field((), description="The rounds of a panel, the earliest first; all where left out.")
    pictures: bool = Field(default=False, description="Whether the transitions are drawn too.")
    decimals: Decimals = Field(1, description="Decimals of percentages.")

    def shows(self) -> tuple[Literal["table", "figure"], ...]:
        """The matrix, and the picture where it is asked for."""
        return ("table", "figure") if self.pictures else ("table",)

    def names(self) -> Iterator[str]:
        """The variables."""
        yield from filter(None, [self.before, self.after])

    def made(self, given: Given) -> Iterator[Block]:
        """The matrix, of each pair of rounds."""
        codebook, how = given.dataset.codebook, {"weight": given.weight, "where": given.condition(self)}
        page = PanelPage(codebook, given.language, given.conditions(self), self.decimals, self.pictures)
        if self.after is not None:
            found = [transitions(given.dataset, self.before, self.after, **how)]  # type: ignore[arg-type]
        else:
            pairs = pairwise(rounds_of(given.dataset, self.rounds))
            found = [between_rounds(given.dataset, self.before, pair, **how) for pair in pairs]  # type: ignore[arg-type]
        yield from told([block for one in found for block in page.transitions(one)], self, given.language)


class Statuses(Entry):
    """What became of activities over the rounds: never, begun, ended, in every round."""

    kind: Literal["statuses"] = Field(description="Statuses of yes-or-no variables over rounds.")
    variables: tuple[ColumnId, ...] = Field(min_length=1, description="The activities.")
    rounds: tuple[str, ...] = Field((), description="The rounds, the earliest first; all where left out.")
    decimals: Decimals = Field(1, description="Decimals of percentages.")

    def names(self) -> Iterator[str]:
        """The variables."""
        yield from self.variables

    def made(self, given: Given) -> Iterator[Block]:
        """A row a variable."""
        page = PanelPage(given.dataset.codebook, given.language, given.conditions(self), self.decimals)
        yield from told(page.statuses(statuses(given.dataset, self.variables, self.rounds)), self, given.language)
