"""The list of answers to be settled: one in a row, with what its coders hold, to go to one of them."""

from collections.abc import Sequence

from rich.cells import cell_len

from surveykit.coding.codings import Coding
from surveykit.coding.settling.machine import Settling
from surveykit.tui.draft import shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, View, paragraph, seen, spread
from surveykit.tui.settling.adjudication import STANDS
from surveykit.tui.words import say

CASE = 14  # cells of the case
HELD = 30  # cells of what coders hold


class Queue:
    """Every answer shown, in its order; Enter goes there."""

    context: Context = "reading"

    def __init__(self, settling: Settling, manner: Manner, language: str) -> None:
        """List the answers, beginning at the one in hand."""
        self.language = language
        self.now = settling.now
        self._settling, self._manner = settling, manner
        self._view = View()
        self._rows: list[int] = []

    def actions(self) -> Sequence[str]:
        """Choose, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """What the signs say."""
        return paragraph(say(self.language, "about_queue"), width)

    def press(self, key: str, sign: str | None) -> Move:  # noqa: ARG002 - the contract of a page
        """Go up and down, choose, or go back."""
        far = len(self._settling.shown)
        by = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -far, "end": far}.get(key)
        if by is not None:
            self.wheel(by)
        elif key in {"escape", "leave"}:
            return Back()
        elif key == "enter" and far:
            return Back(go_to=self._settling.shown[self.now].unit)
        return None

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Another answer."""
        self.now = min(max(self.now + by, 0), max(len(self._settling.shown) - 1, 0))

    def click(self, x: int, y: int) -> Move:  # noqa: ARG002 - a row is as wide as the screen
        """Go to the answer that was pointed at."""
        return Back(go_to=self._settling.shown[self._rows[y]].unit) if y < len(self._rows) else None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is, and how much is settled."""
        done = say(self.language, "settled_of", done=self._settling.done, count=len(self._settling.shown))
        title = Piece(f" {say(self.language, 'differences').capitalize()}", "bar")
        return [spread((title,), (Piece(f"{done} ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The rows around the one in hand."""
        count = len(self._settling.shown)
        if not count:
            agree = say(self.language, "all_agree", agreeing=self._manner.label("settling", "agreeing"))
            return [(), *paragraph(agree, width - 1, indent=" ")]
        lines, self._view = seen(lambda at: self._row(at, width), count, self.now, self._view, height)
        self._rows = [at for at, _ in lines]
        return [line for _, line in lines]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": say(self.language, "go_there")}
        return [self._manner.foot(self.context, ("enter", "escape", "help"), self.language, width, words)]

    def _row(self, at: int, width: int) -> Block:
        found = self._settling.shown[at]
        unit = self._settling.codings.units[found.unit]
        sign, style = STANDS[self._settling.state(found)]
        held = " | ".join(self._held(coding) for coding in found.codings)
        group = "≠≠" if "group" in found.differs else "= " if found.agreed else "≠ "
        now: Style = "now" if at == self.now else "plain"
        pieces = [
            Piece("▸" if at == self.now else " ", "now"),
            Piece(f"{sign} ", style),
            Piece(f"{group} ", "mark" if found.agreed else "hard"),
            Piece(_filled(unit.case, CASE), now),
            Piece(_filled(held, HELD), "answer"),
        ]
        text = shortened(" ".join(unit.text.split()), max(width - CASE - HELD - 8, 4))
        return Block(((*pieces, Piece(text, now)),))

    def _held(self, coding: Coding) -> str:
        """What a coder holds, in short."""
        return " ".join(coding.codes) or say(self.language, f"judged_{coding.outcome}")


def _filled(text: str, cells: int) -> str:
    text = shortened(text, cells - 2)
    return text + " " * (cells - cell_len(text))
