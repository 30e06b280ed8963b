"""The desk: an instrument, a store and the pages between them; a terminal, a test or a script gives it keys."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from secrets import randbits

from surveykit.instrument.instrument import Instrument
from surveykit.interview.interview import Interview
from surveykit.interview.standing import Archive
from surveykit.missing import Value
from surveykit.problems import StoreError, SurveykitError
from surveykit.store.base import Posting, Store
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.carrying import CarryOver
from surveykit.tui.cases import Cases, Standing
from surveykit.tui.holding.form import Form
from surveykit.tui.journal import Clock, now
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette
from surveykit.tui.lines import Back, Line, Move, Page, typed_by
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
            clock: tells the time.
            dice: throws the seed of an interview in which something is shown in random order.

        Raises:
            SurveykitError: the interview cannot be opened.
        """
        self.manner = manner or Manner()
        self.cabinet = Cabinet(
            instrument, text, store, by, language=language, previous=previous, carry=carry, clock=clock, dice=dice
        )
        self._top = self._rows = self._below = 0  # where the lines of the page and of its foot stand on the screen
        self._foot: Sequence[Line] = ()
        self.farewell = ""
        if case:
            self.pages: list[Page] = [self._opened(case, register or {})]
        else:
            spoken = self.cabinet.spoken
            self.pages = [Cases(instrument.title, spoken, store.interviews, self.standing, self.opened, self.manner)]
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
        if isinstance(left, Form):
            self.cabinet.look(left.journal.interview)
        self.farewell = move.message
        if self.pages:
            self.pages[-1].back(move)
            if move.does:
                self._do(move.does)

    def tick(self) -> bool:
        """Let the store send what waits, and the page do what needs no key; whether there is more to do at once."""
        if isinstance(self.cabinet.store, Posting):
            with suppress(StoreError):  # what is refused is told when its interview is next read
                self.cabinet.store.deliver()
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

    def opened(self, case: str) -> Form:
        """The page of an interview, begun where it is new.

        Raises:
            StoreError: SK807, SK808, or the store cannot be read or written.
        """
        return self._opened(case, {})

    def _opened(self, case: str, register: Mapping[str, Value]) -> Form:
        taken = self.cabinet.taken(case, register)
        return Form(taken.session, taken.journal, self.manner, taken.told)

    def standing(self, case: str) -> Standing:
        """Where an interview stands."""
        try:
            interview = Interview.of(case, self.cabinet.store.events(case))
            session = self.cabinet.session(interview)
        except SurveykitError:
            return Standing("damaged")
        return Standing(interview.status, *session.progress(), interview.changed[:16].replace("T", " "))
