"""Open answers: the respondent's own words, to be coded later."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Control, Write
from surveykit.instrument.question import Asked, Commons, coded, uncoded
from surveykit.missing import Answer, Value


class Open(Asked):
    """Write in your own words."""

    type: Literal["open"]
    max: int = Field(2_000, ge=1, le=32_000, description="The longest answer, in characters.")

    def control(self, commons: Commons) -> Control:  # noqa: ARG002 - a text shares nothing
        """Write in your own words."""
        return Write(self.max, lines=True)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of texts."""
        return (self.variable(commons, section, type="text", width=self.max),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The text."""
        return {self.id: coded(answer, commons, text=True)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The text."""
        return uncoded(row[self.id], commons, text=True)
