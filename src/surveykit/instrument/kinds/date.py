"""Dates: a day of the calendar."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Variable
from surveykit.instrument import control
from surveykit.instrument.question import Asked, Commons, coded, uncoded
from surveykit.instrument.written import WrittenDays
from surveykit.missing import Answer, Value


class Date(Asked):
    """Give a day."""

    type: Literal["date"]
    range: WrittenDays | None = Field(None, description="from..to, two ISO dates; one left out is open.")

    def control(self, commons: Commons) -> control.Control:  # noqa: ARG002 - a date shares nothing
        """Give a day between two others."""
        earliest, latest = self.range or (None, None)
        return control.Date(earliest, latest)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of ISO dates."""
        earliest, latest = self.range or (None, None)
        about = {"type": "date", "measure": "scale", "earliest": earliest, "latest": latest}
        return (self.variable(commons, section, **about),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The ISO date."""
        return {self.id: coded(answer, commons, text=True)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The ISO date."""
        return uncoded(row[self.id], commons, text=True)
