"""Single choice: one code from a list."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from surveykit.codebook.variable import Measure, Variable
from surveykit.instrument.control import Choose, Control
from surveykit.instrument.question import AskedOfSome, Choosing, Commons, coded, uncoded
from surveykit.missing import Answer, Value


class Single(Choosing, AskedOfSome):
    """Choose one."""

    type: Literal["single"]
    measure: Measure = Field("nominal", description="ordinal where the order of the codes means something.")

    def control(self, commons: Commons) -> Control:
        """Choose exactly one option of the list."""
        return Choose(commons.options(self.codes))

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:
        """One column of codes."""
        kind = "text" if commons.holds_texts(self.codes) else "number"
        whole = all(isinstance(value, int) for value in commons.lists[self.codes].values)
        decimals = 0 if whole else None
        particulars = {"type": kind, "codes": self.codes, "measure": self.measure, "decimals": decimals}
        return (self.variable(commons, section, **particulars),)

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:
        """The code chosen."""
        return {self.id: coded(answer, commons, text=commons.holds_texts(self.codes))}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:
        """The code chosen."""
        return uncoded(row[self.id], commons, text=commons.holds_texts(self.codes))
