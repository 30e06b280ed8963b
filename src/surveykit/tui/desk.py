"""The desk: an instrument, a store and the pages between them; a terminal, a test or a script gives it keys."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from secrets import randbits

from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import shuffled
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.session import Session, Step, started
from surveykit.interview.standing import Archive
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, StoreError, SurveykitError, listed
from surveykit.store.base import Store
from surveykit.tui.carrying import Carrier, CarryOver
from surveykit.tui.cases import Cases, Standing
from surveykit.tui.holding.form import Form
from surveykit.tui.journal import Clock, Journal, now
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette
from surveykit.tui.lines import Back, Line, Move, Page, typed_by
from surveykit.tui.past import Past
from surveykit.tui.reading import Reading
from surveykit.tui.words import say

LONGEST_ID = 64
ABOVE: Mapping[str, Callable[[Page, Manner], Page]] = {"help": Reading, "palette": Palette}  # pages about a page

CASE_ID = Rule(
    "SK807",
    "The case id cannot be used",
    "The id stands in file names, tables and messages.",
    "an id of blanks, with a line end in it, or of more than 64 characters",
    "Use letters, digits and signs, such as NO-0017.",
)
NO_VERSION = Rule(
    "SK808",
    "The version of the instrument the interview was begun with is not there",
    "An interview is taken up again with the questions it was begun with; a store keeps them.",
    "a store put together from two others without their instruments",
    "Take the store in which the interview was begun.",
)
REGISTER_STANDS = Rule(
    "SK809",
    "The interview has begun; what the register knows of it stands",
    "Answers were checked against the values it was begun with.",
    "--register given again when an interview is taken up",
    "Leave --register out, or give it with the id of a new interview.",
)


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
        self._carrier = Carrier(instrument, carry)
        self._instrument = instrument
        self._text = text
        self._store = store
        self._by = by
        self._language = language
        self._clock = clock
        self._dice = dice
        self._plans: dict[str, Plan] = {instrument.fingerprint: plan_of(instrument)}
        self._past = Past(self._plans[instrument.fingerprint], store, by, self._plan, previous)
        self._top = self._rows = self._below = 0  # where the lines of the page and of its foot stand on the screen
        self._foot: Sequence[Line] = ()
        self.farewell = ""
        if case:
            self.pages: list[Page] = [self._opened(case, register or {})]
        else:
            listed = language or instrument.languages[0]
            self.pages = [Cases(instrument.title, listed, store.interviews, self.standing, self.opened, self.manner)]

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
            move: Move = ABOVE[action](page, self.manner)
        else:
            move = page.press(action, sign)
        if isinstance(move, Back):
            self._leave(move)
        elif move is not None:
            self.pages.append(move)

    def _leave(self, move: Back) -> None:
        """Take the page away; the one below is told, and does what was chosen."""
        left = self.pages.pop()
        if isinstance(left, Form):
            self._past.look(left.journal.interview)
        self.farewell = move.message
        if self.pages:
            self.pages[-1].back(move)
            if move.does:
                self._do(move.does)

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
            self.pages[-1].click(x, y - self._top)
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
        case = _sound_id(case)
        events = self._store.events(case)
        journal = Journal(self._store, case, len(events), self._by, self._clock)
        before = Interview.of(case, events)
        if before.started and register:
            what = f"the interview was begun with {listed([*before.register]) or 'nothing known'}"
            raise StoreError(Problem(REGISTER_STANDS, what, Place(case=case), hint=REGISTER_STANDS.mend))
        if not before.started:
            self._store.keep(self._instrument.fingerprint, self._text)
            seed = self._dice() if shuffled(self._instrument) else 0
            journal.write([started(self._instrument, register, self._language, seed)])
            events = self._store.events(case)
        interview, told = self._carried(Interview.of(case, events), journal)
        step = _recalled(Session.begin(self._plan(interview), interview, self._past.around(case)))
        if self._language in step.session.languages and step.session.language != self._language:
            step = step.then(lambda session: session.speak(self._language))
        journal.write(step.acts)
        return Form(step.session, journal, self.manner, told)

    def _carried(self, interview: Interview, journal: Journal) -> tuple[Interview, Sequence[str]]:
        """The interview, gone on with the version that is opened where that is wanted, and what is said about it."""
        if not self._carrier.concerns(interview, self._store.instruments()):
            return interview, ()
        language = self._language or interview.language
        acts, told = self._carrier.carried(interview, self._version(interview), partial(say, language))
        if acts:
            self._store.keep(self._instrument.fingerprint, self._text)
            journal.write(acts)
            interview = Interview.of(interview.id, self._store.events(interview.id))
        return interview, [told]

    def standing(self, case: str) -> Standing:
        """Where an interview stands."""
        try:
            interview = Interview.of(case, self._store.events(case))
            session = Session.begin(self._plan(interview), interview)
        except SurveykitError:
            return Standing("damaged")
        return Standing(interview.status, *session.progress(), interview.changed[:16].replace("T", " "))

    def _plan(self, interview: Interview) -> Plan:
        """The instrument the interview was begun with, ready to be asked."""
        fingerprint = interview.instrument
        if fingerprint not in self._plans:
            self._plans[fingerprint] = plan_of(self._version(interview))
        return self._plans[fingerprint]

    def _version(self, interview: Interview) -> Instrument:
        if interview.instrument == self._instrument.fingerprint:
            return self._instrument
        text = self._store.instruments().get(interview.instrument)
        if text is None:
            what = f"version {interview.instrument} is not in the store"
            raise StoreError(Problem(NO_VERSION, what, Place(case=interview.id), hint=NO_VERSION.mend))
        return loaded(text, f"version {interview.instrument}")


def _recalled(session: Session) -> Step:
    """What an earlier round says, taken over; what was recalled before is kept where nothing is found now."""
    step = session.recall()
    found = not session.shut and step.session.interview.previous
    return step if found else Step(session)


def _sound_id(case: str) -> str:
    """The id without blanks around it.

    Raises:
        StoreError: SK807.
    """
    case = case.strip()
    if not case or len(case) > LONGEST_ID or not case.isprintable():
        what = f"'{case[:LONGEST_ID]}' cannot be the id of a case" if case.isprintable() else "the id cannot be printed"
        raise StoreError(Problem(CASE_ID, what if case else "the id is empty", hint=CASE_ID.mend))
    return case
