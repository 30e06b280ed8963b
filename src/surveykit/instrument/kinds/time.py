"""Times: an hour and minute of the day."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Clock, Control
from surveykit.instrument.question import Asked, Commons, coded, uncoded
from surveykit.instrument.written import WrittenTimes
from surveykit.missing import Answer, Value


class Time(Asked):
    """Give a time of the day."""

    type: Literal["time"]
    range: WrittenTimes | None = Field(None, description="from..to, such as 08:00..18:00; one left out is open.")

    def control(self, commons: Commons) -> Control:  # noqa: ARG002 - a time shares nothing
        """Give a time between two others."""
        earliest, latest = self.range or (None, None)
        return Clock(earliest, latest)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of ISO times, HH:MM."""
        return (self.variable(commons, section, type="time", measure="scale"),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The ISO time."""
        return {self.id: coded(answer, commons, text=True)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The ISO time."""
        return uncoded(row[self.id], commons, text=True)
