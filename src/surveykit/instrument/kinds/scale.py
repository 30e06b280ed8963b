"""Scales: a step from a first to a last number, of which the ends and some between have words."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Choose, Control, Option
from surveykit.instrument.question import AskedOfSome, Commons, coded, uncoded
from surveykit.instrument.written import WrittenCode, WrittenScale
from surveykit.missing import Answer, Value
from surveykit.text import Text


class Scale(AskedOfSome):
    """Choose a step of a scale."""

    type: Literal["scale"]
    range: WrittenScale = Field(description="first..last, such as 1..7.")
    labels: Mapping[WrittenCode, Text] = Field(
        {}, description="The words of steps, per language; at least of both ends."
    )

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps in order."""
        first, last = self.range
        return tuple(range(first, last + 1))

    @property
    def listed(self) -> CodeList:
        """The steps as a code list of the question's own."""
        codes = tuple(Code(value=step, label=self.labels.get(step, Text(str(step)))) for step in self.steps)
        return CodeList(name=f"{self.id}_scale", codes=codes)

    def control(self, commons: Commons) -> Control:  # noqa: ARG002 - a scale has its own steps
        """Choose exactly one step."""
        return Choose(tuple(Option(code.value, code.label) for code in self.listed))

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One ordinal column of whole numbers."""
        particulars = {"codes": self.listed.name, "measure": "ordinal", "decimals": 0}
        return (self.variable(commons, section, **particulars),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The step chosen."""
        return {self.id: coded(answer, commons, text=False)}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The step chosen."""
        return uncoded(row[self.id], commons, text=False)
