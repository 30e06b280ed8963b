"""Notes: a text to read out, with nothing to answer."""

from collections.abc import Mapping
from typing import Literal

from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Control, Show
from surveykit.instrument.question import Asked, Commons
from surveykit.missing import Answer, Value


class Note(Asked):
    """Nothing to answer; no column."""

    type: Literal["note"]

    def control(self, commons: Commons) -> Control:  # noqa: ARG002 - the contract of a kind
        """Read."""
        return Show()

    def variables(self, commons: Commons, section: str) -> tuple[Variable, ...]:  # noqa: ARG002
        """None."""
        return ()

    def encode(self, answer: Answer | None, commons: Commons) -> dict[str, Value | None]:  # noqa: ARG002
        """Nothing."""
        return {}

    def decode(self, row: Mapping[str, Value | None], commons: Commons) -> Answer | None:  # noqa: ARG002
        """Nothing."""
        return None
