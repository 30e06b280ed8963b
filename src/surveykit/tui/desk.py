"""The desk: an instrument, a store and the pages between them; a terminal, a test or a script gives it keys."""

from collections.abc import Callable, Mapping, Sequence
from secrets import randbits
from typing import assert_never

from surveykit.instrument.instrument import Instrument
from surveykit.interview.standing import Archive
from surveykit.missing import Value
from surveykit.store.base import Store
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.carrying import CarryOver
from surveykit.tui.holding.form import Form
from surveykit.tui.journal import Clock, now
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette
from surveykit.tui.lines import Back, Line, Move, Page, typed_by
from surveykit.tui.listing.cases import Cases
from surveykit.tui.listing.mode import Mode
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.modes.differing import Differing
from surveykit.tui.modes.inspection import Inspection
from surveykit.tui.modes.interviewing import Interviewing
from surveykit.tui.modes.keying import Keying
from surveykit.tui.modes.supervising import Supervising
from surveykit.tui.modes.verifying import Verifying
from surveykit.tui.modes.work import Work
from surveykit.tui.reading import Reading
from surveykit.tui.words import say

ABOVE: Mapping[str, Callable[[Page, Manner], Page]] = {"help": Reading, "palette": Palette, "settings": Choosing}
"""Pages about another page."""


class Desk:
    """Interviews with one instrument, kept in one store."""

    def __init__(  # noqa: PLR0913 - what an interview cannot do without, and what it can
        self,
        instrument: Instrument,
        text: str,
        store: Store,
        by: str,
        *,
        language: str = "",
        case: str = "",
        register: Mapping[str, Value] | None = None,
        previous: Archive | None = None,
        carry: CarryOver = "safe",
        manner: Manner | None = None,
        work: Work | None = None,
        clock: Clock = now,
        dice: Callable[[], int] = lambda: randbits(31),
    ) -> None:
        """Begin with the list of interviews, or with one case.

        Args:
            instrument: what is asked.
            text: the instrument as its file has it, which the store keeps.
            store: where the answers go.
            by: who enters them.
            language: the language to speak; the instrument's first, or the one an interview was left in, by default.
            case: the interview to hold; the list of all where it is left out.
            register: what the register knows of the case, checked (see `register_of`); only where `case` is new.
            previous: what units answered in rounds that are not in the store.
            carry: when interviews begun with an earlier version go on with this one.
            manner: the settings of the keyer.
            work: what the keyer has sat down for; interviews where it is left out.
            clock: tells the time.
            dice: throws the seed of an interview in which something is shown in random order.

        Raises:
            SurveykitError: the interview cannot be opened.
        """
        self.manner = manner or Manner()
        self.cabinet = Cabinet(
            instrument, text, store, by, language=language, previous=previous, carry=carry, clock=clock, dice=dice
        )
        shelf = Shelf(store)
        self.mode = _mode(work or Work(), self.cabinet, shelf, self.manner)
        self._top = self._rows = self._below = 0  # where the lines of the page and of its foot stand on the screen
        self._foot: Sequence[Line] = ()
        self.farewell = ""
        if case:
            self.pages: list[Page] = [self.mode.opened(case, register)]
        else:
            self.pages = [Cases(instrument.title, self.cabinet.spoken, shelf, self.mode, self.manner)]
            if isinstance(self.mode, Keying):
                self.pages.append(self.mode.new())
        if self.manner.wrong():
            self.pages.append(Choosing(self.pages[-1], self.manner))

    @property
    def done(self) -> bool:
        """Whether the last page was left."""
        return not self.pages

    @property
    def waiting(self) -> str:
        """What is said while a key takes long."""
        return "" if self.done else say(self.pages[-1].language, "saving")

    def press(self, key: str, sign: str | None = None) -> None:
        """Take a key by its name, and the character it types; the keymap in force says what it stands for."""
        if not self.done:
            self._do(self.manner.keymap.read(self.pages[-1].context, key, sign), sign)

    def _do(self, action: str, sign: str | None = None) -> None:
        """Have the page do an action, or take a key that stands for none."""
        page = self.pages[-1]
        if action in ABOVE and action in page.actions():
            self._go(ABOVE[action](page, self.manner))
        else:
            self._go(page.press(action, sign))

    def _go(self, move: Move) -> None:
        """Go where a key or a click leads."""
        if isinstance(move, Back):
            self._leave(move)
        elif move is not None:
            self.pages.append(move)

    def _leave(self, move: Back) -> None:
        """Take the page away; the one below is told, and does what was chosen."""
        left = self.pages.pop()
        if isinstance(left, Form | Differing | Inspection):
            self.cabinet.look(left.journal.interview)
        self.farewell = move.message
        if self.pages:
            self.pages[-1].back(move)
            if move.does:
                self._do(move.does)

    def tick(self) -> bool:
        """Let the page do what needs no key; whether there is more to do at once."""
        tick: Callable[[], bool] | None = None if self.done else getattr(self.pages[-1], "tick", None)
        return tick is not None and tick()

    def paste(self, words: str) -> None:
        """Take words that came all at once."""
        if not self.done:
            self.pages[-1].paste(words)

    def wheel(self, by: int) -> None:
        """Turn a wheel."""
        if not self.done:
            self.pages[-1].wheel(by)

    def click(self, x: int, y: int) -> None:
        """Take a click on a cell of the screen: on something of the page, or on a key in its foot."""
        if self.done:
            return
        if self._top <= y < self._top + self._rows:
            self._go(self.pages[-1].click(x, y - self._top))
        elif 0 <= y - self._below < len(self._foot) and (action := typed_by(self._foot[y - self._below], x)):
            self._do(action)

    def hang_up(self) -> None:
        """Leave every page at once, as when the terminal was closed; interviews are suspended where they stand."""
        for page in self.pages:
            if isinstance(page, Form):
                page.hang_up()
        self.pages = []

    def drawn(self, width: int, height: int) -> Sequence[Line]:
        """The whole screen as lines."""
        if self.done:
            return [()] * height
        page = self.pages[-1]
        foot = page.foot(width)
        room = max(height - 2 - len(foot), 1)  # heads have at most two lines
        body = page.body(width, room)
        head = page.head(width)
        self._top, self._rows = len(head), len(body)
        self._below, self._foot = height - len(foot), foot
        lines = [*head, *body, *([()] * (height - len(head) - len(body) - len(foot))), *foot]
        return lines[:height]


def _mode(work: Work, cabinet: Cabinet, shelf: Shelf, manner: Manner) -> Mode:
    """The mode of what one has sat down for."""
    match work.mode:
        case "interview":
            return Interviewing(cabinet, manner)
        case "keying":
            return Keying(cabinet, shelf, manner, codes_only=work.codes_only)
        case "verify":
            return Verifying(cabinet, shelf, manner, work)
        case "supervise":
            return Supervising(cabinet, shelf, manner)
        case _:
            assert_never(work.mode)
