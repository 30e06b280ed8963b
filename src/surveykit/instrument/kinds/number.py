"""Numbers: whole, decimal or percent, with range and unit."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Range, Variable
from surveykit.instrument import control
from surveykit.instrument.question import AskedOfSome, Commons, coded, uncoded
from surveykit.instrument.written import WrittenRange
from surveykit.missing import Answer, Value
from surveykit.text import Text

PERCENT = Range(low=0, high=100)


class Number(AskedOfSome):
    """Give a number."""

    type: Literal["number"]
    format: Literal["integer", "decimal", "percent"] = Field(
        "integer", description="integer: whole; decimal: with decimals; percent: 0 to 100, with decimals."
    )
    decimals: int | None = Field(None, ge=0, le=12, description="The most decimals; any where left out.")
    range: WrittenRange | None = Field(None, description="low..high, both included; an end left out is open.")
    unit: Text = Field(Text(), description="What is counted: persons, 1000 NOK.")

    @property
    def limits(self) -> Range | None:
        """The range, which is 0 to 100 for a percentage where none is written."""
        return self.range or (PERCENT if self.format == "percent" else None)

    @property
    def places(self) -> int | None:
        """The decimals allowed."""
        return 0 if self.format == "integer" else self.decimals

    @property
    def measured_in(self) -> Text:
        """The unit, which is % for a percentage where none is written."""
        return self.unit or Text("%" if self.format == "percent" else "")

    def control(self, commons: Commons) -> control.Control:  # noqa: ARG002 - a number shares nothing
        """Give a number in the range."""
        return control.Number(self.places, self.limits, self.measured_in)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of numbers."""
        particulars = {"measure": "scale", "decimals": self.places, "range": self.limits, "unit": self.measured_in}
        return (self.variable(commons, section, **particulars),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The number."""
        return {self.id: coded(answer, commons, text=False)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The number."""
        return uncoded(row[self.id], commons, text=False)
