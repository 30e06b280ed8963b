"""The desk: an instrument, a store and the pages between them; a terminal, a test or a script gives it keys."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from secrets import randbits
from typing import assert_never

from surveykit.instrument.instrument import Instrument
from surveykit.interview.standing import Archive
from surveykit.missing import Value
from surveykit.problems import StoreError
from surveykit.store.base import Posting, Store
from surveykit.tui.cabinet import Cabinet
from surveykit.tui.carrying import CarryOver
from surveykit.tui.holding.form import Form
from surveykit.tui.journal import Clock, now
from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Page
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
from surveykit.tui.stack import Stack


class Desk(Stack):
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
        super().__init__(manner or Manner())
        self.cabinet = Cabinet(
            instrument, text, store, by, language=language, previous=previous, carry=carry, clock=clock, dice=dice
        )
        shelf = Shelf(store)
        self.mode = _mode(work or Work(), self.cabinet, shelf, self.manner)
        if case:
            self.pages = [self.mode.opened(case, register)]
        else:
            spoken, known = self.cabinet.spoken, self.cabinet.known
            self.pages = [Cases(instrument.title, spoken, shelf, self.mode, self.manner, known)]
            if isinstance(self.mode, Keying):
                self.pages.append(self.mode.new())
        if self.manner.wrong():
            self.pages.append(Choosing(self.pages[-1], self.manner))

    def left(self, page: Page) -> None:
        """An interview was left: look at it again."""
        if isinstance(page, Form | Differing | Inspection):
            self.cabinet.look(page.journal.interview)

    def tick(self) -> bool:
        """Let the store send what waits, and the page do what needs no key; whether there is more to do at once."""
        if isinstance(self.cabinet.store, Posting):
            with suppress(StoreError):  # what is refused is told when its interview is next read
                self.cabinet.store.deliver()
        return super().tick()

    def hang_up(self) -> None:
        """Leave every page at once, as when the terminal was closed; interviews are suspended where they stand."""
        for page in self.pages:
            if isinstance(page, Form):
                page.hang_up()
        super().hang_up()


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
