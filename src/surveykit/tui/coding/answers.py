"""The list of answers: those of the queue, some or all of them, by how they stand and by words; one is gone to."""

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len

from surveykit.coding.queue import STATES, Filter, State
from surveykit.coding.session import Session
from surveykit.tui.coding.codes import OUTCOMES
from surveykit.tui.coding.quoted import shown
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, View, field, paragraph, seen, spread
from surveykit.tui.words import say

STATE_WORDS: Mapping[State, str] = {
    "all": "state_all",
    "waiting": "state_waiting",
    "done": "state_done",
    "none": "state_none",
    "uncodable": "state_uncodable",
    "noted": "state_noted",
    "changed": "state_changed",
}
"""How answers stand that are shown, and the words for it."""
FIELD = 30  # cells of the words
ABOVE = 3  # lines before the first answer
LONGEST = 1_000  # signs of an answer that are looked at for its line
CASE = 12  # cells of the case id
CODES = 18  # cells of the codes


class Answers:
    """Words narrow the list, Tab goes through how answers stand, Enter goes on with what is shown."""

    context: Context = "words"

    def __init__(self, session: Session, show: Callable[[Session], None], language: str, manner: Manner) -> None:
        """List the answers of a session; `show` is told with which the coder goes on."""
        self.language = language
        self._session, self._show, self._manner = session, show, manner
        self._typed = Draft.of(session.choice.words)
        self._now = session.at
        self._view, self._height = View(), 1

    @property
    def session(self) -> Session:
        """What is listed."""
        return self._session

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return say(self.language, word, **values)

    def actions(self) -> Sequence[str]:
        """Go on, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """How the list is narrowed."""
        return paragraph(self.say("about_answers"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take a key: signs are words, Tab another state, arrows another answer."""
        if key in {"escape", "leave"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            if self._session.places:
                self._show(self._session.go(self._now))
            return Back() if self._session.places else None
        by = {"up": -1, "down": 1, "pageup": -self._height, "pagedown": self._height}.get(key)
        if by is not None:
            self.wheel(by)
        elif key in {"ctrl+home", "ctrl+end"}:
            self.wheel((1 if key == "ctrl+end" else -1) * len(self._session.places))
        elif key in {"tab", "shift+tab"}:
            at = STATES.index(self._session.choice.state) + (1 if key == "tab" else -1)
            self._narrow(Filter(STATES[at % len(STATES)], self._typed.text))
        else:
            self._type(self._typed.edited(key, sign))
        return None

    def paste(self, words: str) -> None:
        """Words to look for."""
        self._type(self._typed.typed(" ".join(words.split())))

    def wheel(self, by: int) -> None:
        """Another answer."""
        self._now = min(max(self._now + by, 0), max(len(self._session.places) - 1, 0))

    def click(self, x: int, y: int) -> Move:  # noqa: ARG002 - a row is as wide as the screen
        """Choose an answer; a click on the one that is chosen goes to it."""
        row = self._view.block + y - ABOVE
        if not (ABOVE <= y < ABOVE + self._height and row < len(self._session.places)):
            return None
        if row == self._now:
            return self.press("enter", None)
        self._now = row
        return None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """How many there are, and how they stand that are shown."""
        few = sum(len(place) for place in self._session.places) if self._session.choice != Filter() else 0
        total = len(self._session.task.units)
        among = f"{few} {self.say('of')} {total} " if self._session.choice != Filter() else f"{total} "
        return [spread((Piece(f" {self.say('key_answers')}", "bar"),), (Piece(among, "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The words, the states, and the answers that fit."""
        ask = f" {self.say('search_for')} › "
        room = max(min(FIELD, width - cell_len(ask) - 2), 4)
        asked: Line = (Piece(ask, "now"), *field(self._typed.text, self._typed.caret, room))
        states: list[Piece] = [Piece(" Tab ", "key")]
        for state in STATES:
            now = state == self._session.choice.state
            said = self.say(STATE_WORDS[state])
            states.append(Piece(f"[{said}]" if now else f" {said} ", "chosen" if now else "plain"))
        self._height = max(height - ABOVE, 1)
        lines: list[Line] = [asked, _cut(states, width), ()]
        if not self._session.places:
            return [*lines, (Piece(f" {self.say('no_answers_fit')}"),)][:height]
        rows, self._view = seen(
            lambda n: self._row(n, width), len(self._session.places), self._now, self._view, self._height
        )
        return [*lines, *(line for _, line in rows)][:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": self.say("open_one")}
        return [self._manner.foot("words", ("enter", "escape", "help"), self.language, width, words)]

    def _type(self, typed: Draft) -> None:
        words, self._typed = self._typed.text, typed
        if typed.text != words:
            self._narrow(Filter(self._session.choice.state, typed.text))

    def _narrow(self, choice: Filter) -> None:
        self._session = self._session.show(choice)
        self._now, self._view = self._session.at, View()

    def _row(self, n: int, width: int) -> Block:
        place, now = self._session.places[n], n == self._now
        unit = self._session.task.units[place[0]]
        held = self._session.held(unit.id)
        due = self._session.task.due(unit.id, held)
        codes = " ".join(held.codes) or self.say(OUTCOMES[held.outcome]) if held else ""
        mark = "~" if self._session.task.changed(unit.id, held) else " " if due else "✓"
        many = f"×{len(place)}" if len(place) > 1 else ""
        style: Style = "now" if now else "plain"
        before = (
            Piece("▸" if now else " ", "now"),
            Piece(f"{mark} ", "mark"),
            Piece(_filled(unit.case, CASE), style),
            Piece(_filled(codes, CODES), "answer"),
        )
        room = max(width - CASE - CODES - 3 - cell_len(many) - 1, 1)
        return Block(
            (
                (
                    *before,
                    Piece(shortened(shown(unit.text[:LONGEST]), room), style),
                    Piece(f" {many}" if many else "", "key"),
                ),
            )
        )


def _filled(text: str, width: int) -> str:
    said = shortened(text, width - 1)
    return said + " " * (width - cell_len(said))


def _cut(pieces: Sequence[Piece], width: int) -> Line:
    """As many pieces as fit, from the first; the one that is chosen always."""
    kept, used = [], 0
    for piece in pieces:
        used += cell_len(piece.text)
        if used > width and piece.style != "chosen":
            break
        kept.append(piece)
    return tuple(kept)
