"""The window on an interview: which questions are in sight, the lines they take, and how it moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from surveykit.interview.session import Session
from surveykit.interview.standing import Item
from surveykit.tui.draft import shortened
from surveykit.tui.holding.frame import stem_above
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Block, Line, Piece, View, seen
from surveykit.tui.paper import MARGIN, resting

LOW = 8  # rows; a window of fewer has no room for the wording of a battery that lies above it


class Window:
    """What is seen of an interview. Only the questions in sight are drawn, and those at rest are kept."""

    def __init__(self, session: Session, manner: Manner, rest: Callable[[Item, str, int], Block] = resting) -> None:
        """Look at an interview; `rest` draws a question that is not in hand."""
        self._manner, self._rest = manner, rest
        self.size = (80, 20)
        self._view = View()
        self._now = ""
        self._reading: int | None = None  # the line to be seen of a text longer than the window
        self._shown: list[tuple[str, Line]] = []
        self._kept: dict[str, Block] = {}  # questions as they rest, as long as session and width stay
        self._kept_for: tuple[Session, int] = (session, 0)

    def drawn(self, session: Session, now: str, live: Callable[[], Block], size: tuple[int, int]) -> Sequence[Line]:
        """The questions around the one in hand; above them the wording of its battery, where that is out of sight.

        Args:
            session: the interview.
            now: the question in hand.
            live: draws it.
            size: the cells across and the rows of the window.
        """
        self.size = size
        if now != self._now:
            self._now, self._reading = now, None  # another question is in hand: begin at its top
        if self._kept_for[0] is not session or self._kept_for[1] != size[0]:
            self._kept, self._kept_for = {}, (session, size[0])
        block = live()
        if self._reading is not None:
            block = replace(block, focus=min(self._reading, len(block.lines) - 1))
        self._shown = self._around(session, now, block, size[1])
        if size[1] >= LOW and (wording := session.item(now).context):
            first = stem_above(session, now)
            if (first, 0) < (self._view.block, self._view.skip):
                stem = shortened(wording.into(session.language), size[0] - MARGIN)
                number = shortened(session.item(now).question.made.number, 4).rjust(4)
                pinned = (Piece(f"  {number}  ", "dim"), Piece(stem, "dim"))
                self._shown = [(session.route[first], pinned), *self._around(session, now, block, size[1] - 1)]
        return [line for _, line in self._shown]

    def at(self, y: int) -> tuple[str, Line]:
        """The question a row of the window belongs to, and the row."""
        return self._shown[y]

    def paged(self, block: Block, by: int) -> bool:
        """A screen on or back within a question longer than the window; False where there is no more of it."""
        height, last = self.size[1], len(block.lines) - 1
        at = self._view.skip if self._reading is None else self._reading
        if last < height or not (at < last if by > 0 else at > 0):
            return False
        bottom = at + height - 1 if self._reading is None and by > 0 else at
        self._reading = min(max(bottom + by * (height - 2), 0), last)
        return True

    def _around(self, session: Session, now: str, block: Block, height: int) -> list[tuple[str, Line]]:
        """The lines in so many rows around the question in hand, each with its question."""
        route, place = session.route, session.places[now]
        lines, self._view = seen(
            lambda index: self._aired(block if index == place else self._resting(session, route[index])),
            len(route),
            place,
            self._view,
            height,
        )
        return [(route[index], line) for index, line in lines]

    def _aired(self, block: Block) -> Block:
        """A question with a free line below it, where the keyer wants it so."""
        return replace(block, lines=(*block.lines, ())) if self._manner.settings.spacing == "comfortable" else block

    def _resting(self, session: Session, name: str) -> Block:
        if name not in self._kept:
            self._kept[name] = self._rest(session.item(name), session.language, self.size[0])
        return self._kept[name]
