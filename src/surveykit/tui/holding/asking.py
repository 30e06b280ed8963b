"""Words asked for below a question: a remark, why an unlikely answer is right, or why an answer is changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from rich.cells import cell_len

from surveykit.tui.draft import Draft
from surveykit.tui.lines import Line, Piece
from surveykit.tui.paper import MARGIN, one_row
from surveykit.tui.words import say

Purpose = Literal["accept", "remark", "remark_case", "reason"]
ASKED: dict[Purpose, str] = {
    "accept": "why_right",
    "remark": "the_remark",
    "remark_case": "the_remark_on_case",
    "reason": "why_changed",
}


@dataclass(slots=True)
class Asking:
    """What is asked for, what is done with the words, and the words as they stand.

    `done` is given the words and says whether they were stored; until they are, one goes on writing.
    """

    purpose: Purpose
    done: Callable[[str], bool]
    words: Draft = field(default_factory=Draft)

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text.strip()

    def row(self, language: str, width: int) -> Line:
        """What is asked for, with the words in a field."""
        ask = say(language, ASKED[self.purpose])
        room = max(width - MARGIN - cell_len(ask) - 4, 4)
        return (Piece(" " * MARGIN), Piece(f"{ask} › ", "now"), *one_row(self.words, room))
