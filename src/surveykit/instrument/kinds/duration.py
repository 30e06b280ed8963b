"""Durations: how long something takes, typed as 1:30 or counted in a unit."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Range, Variable
from surveykit.instrument.control import Clock, Control
from surveykit.instrument.question import AskedOfSome, Commons, coded, uncoded
from surveykit.instrument.written import WrittenRange
from surveykit.missing import Answer, Value
from surveykit.text import Text

_UNITS: Mapping[str, Text] = {
    "seconds": Text({"en": "seconds", "nb": "sekunder", "it": "secondi", "ru": "секунды"}),
    "minutes": Text({"en": "minutes", "nb": "minutter", "it": "minuti", "ru": "минуты"}),
    "hours": Text({"en": "hours", "nb": "timer", "it": "ore", "ru": "часы"}),
}


class Duration(AskedOfSome):
    """Give a length of time."""

    type: Literal["duration"]
    unit: Literal["seconds", "minutes", "hours"] = Field(
        "minutes", description="What the number stored counts; 1:30 is 90 minutes, 1.5 hours, or 90 seconds."
    )
    range: WrittenRange = Field(Range(low=0), description="low..high in the unit, both included.")

    @property
    def limits(self) -> Range:
        """The range."""
        return self.range

    def control(self, commons: Commons) -> Control:  # noqa: ARG002 - a duration shares nothing
        """Give a duration in the range."""
        return Clock(unit=self.unit, range=self.range)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of numbers, counted in the unit."""
        return (self.variable(commons, section, measure="scale", range=self.range, unit=_UNITS[self.unit]),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The number of units."""
        return {self.id: coded(answer, commons, text=False)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The number of units."""
        return uncoded(row[self.id], commons, text=False)
