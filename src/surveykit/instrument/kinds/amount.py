"""Amounts: money in a currency, given in units, thousands or millions."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Variable
from surveykit.instrument import control
from surveykit.instrument.question import AskedOfSome, Commons, coded, uncoded
from surveykit.instrument.written import Currency, WrittenRange
from surveykit.missing import Answer, Value
from surveykit.text import Text

_COUNTED: Mapping[str, Mapping[str, str]] = {
    "units": {"": "{}"},
    "thousands": {"": "1000 {}"},
    "millions": {"en": "million {}", "nb": "mill. {}", "it": "milioni di {}", "ru": "млн {}", "": "million {}"},
}


class Amount(AskedOfSome):
    """Give an amount of money."""

    type: Literal["amount"]
    currency: Currency = Field(description="The currency by its ISO 4217 code, such as NOK or EUR.")
    counted: Literal["units", "thousands", "millions"] = Field(
        "units", alias="in", description="units, thousands or millions of the currency."
    )
    decimals: int | None = Field(None, ge=0, le=12, description="The most decimals; any where left out.")
    range: WrittenRange | None = Field(None, description="low..high, both included; an end left out is open.")

    @property
    def limits(self) -> WrittenRange | None:
        """The range."""
        return self.range

    @property
    def unit(self) -> Text:
        """What is counted: 1000 NOK, million EUR."""
        said = {language: words.format(self.currency) for language, words in _COUNTED[self.counted].items()}
        return Text(said[""] if len(said) == 1 else said)

    def control(self, commons: Commons) -> control.Control:  # noqa: ARG002 - an amount shares nothing
        """Give a number in the range."""
        return control.Number(self.decimals, self.range, self.unit)

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of numbers."""
        particulars = {"measure": "scale", "decimals": self.decimals, "range": self.range, "unit": self.unit}
        return (self.variable(commons, section, **particulars),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The amount."""
        return {self.id: coded(answer, commons, text=False)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The amount."""
        return uncoded(row[self.id], commons, text=False)
