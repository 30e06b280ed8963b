"""The cabinet: the interviews of a store, each taken out with the questions it was begun with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from surveykit.problems import Place, Problem, Rule, StoreError, listed
from surveykit.store.base import Store
from surveykit.tui.carrying import Carrier, CarryOver
from surveykit.tui.journal import Clock, Journal, now
from surveykit.tui.past import Past
from surveykit.tui.words import say

LONGEST_ID = 64

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


@dataclass(frozen=True, slots=True)
class Taken:
    """An interview taken out: its session, the journal that goes on, and what its keyer is told."""

    session: Session
    journal: Journal
    told: tuple[str, ...] = ()


class Cabinet:
    """The interviews of one store, held with one instrument by one person."""

    def __init__(  # noqa: PLR0913 - what an interview cannot do without, and what it can
        self,
        instrument: Instrument,
        text: str,
        store: Store,
        by: str,
        *,
        language: str = "",
        previous: Archive | None = None,
        carry: CarryOver = "safe",
        clock: Clock = now,
        dice: Callable[[], int] = lambda: randbits(31),
    ) -> None:
        """Open a store; what the arguments are, `Desk` says."""
        self.instrument, self.store, self.by = instrument, store, by
        self.language = language
        self._carrier = Carrier(instrument, carry)
        self._text = text
        self._clock = clock
        self._dice = dice
        self._plans: dict[str, Plan] = {instrument.fingerprint: plan_of(instrument)}
        self._past = Past(self._plans[instrument.fingerprint], store, by, self.plan, previous)

    @property
    def spoken(self) -> str:
        """The language of pages that belong to no interview."""
        return self.language or self.instrument.languages[0]

    def taken(self, case: str, register: Mapping[str, Value] | None = None) -> Taken:
        """An interview to go on with, begun where it is new.

        Raises:
            StoreError: SK807 to SK809, or the store cannot be read or written.
        """
        case = sound_id(case)
        events = self.store.events(case)
        journal = self.journal(case, len(events))
        before = Interview.of(case, events)
        if before.started and register:
            what = f"the interview was begun with {listed([*before.register]) or 'nothing known'}"
            raise StoreError(Problem(REGISTER_STANDS, what, Place(case=case), hint=REGISTER_STANDS.mend))
        if not before.started:
            self.keep()
            seed = self._dice() if shuffled(self.instrument) else 0
            journal.write([started(self.instrument, register or {}, self.language, seed)])
            events = self.store.events(case)
        interview, told = self._carried(Interview.of(case, events), journal)
        step = _recalled(Session.begin(self.plan(interview), interview, self._past.around(case)))
        if self.language in step.session.languages and step.session.language != self.language:
            step = step.then(lambda session: session.speak(self.language))
        journal.write(step.acts)
        return Taken(step.session, journal, tuple(told))

    def journal(self, case: str, last: int) -> Journal:
        """The journal of a case, to be gone on with after an event."""
        return Journal(self.store, case, last, self.by, self._clock)

    def keep(self) -> None:
        """Keep the text of the instrument in the store."""
        self.store.keep(self.instrument.fingerprint, self._text)

    def look(self, case: str) -> None:
        """Look at an interview again, since it was changed."""
        self._past.look(case)

    def session(self, interview: Interview) -> Session:
        """An interview as it stands, with the version it was begun with.

        Raises:
            StoreError: SK808.
        """
        return Session.begin(self.plan(interview), interview)

    def plan(self, interview: Interview) -> Plan:
        """The instrument an interview was begun with, ready to be asked.

        Raises:
            StoreError: SK808.
        """
        fingerprint = interview.instrument
        if fingerprint not in self._plans:
            self._plans[fingerprint] = plan_of(self._version(interview))
        return self._plans[fingerprint]

    def _carried(self, interview: Interview, journal: Journal) -> tuple[Interview, Sequence[str]]:
        """The interview, gone on with the version that is opened where that is wanted, and what is said about it."""
        if not self._carrier.concerns(interview, self.store.instruments()):
            return interview, ()
        language = self.language or interview.language
        acts, told = self._carrier.carried(interview, self._version(interview), partial(say, language))
        if acts:
            self.keep()
            journal.write(acts)
            interview = Interview.of(interview.id, self.store.events(interview.id))
        return interview, [told]

    def _version(self, interview: Interview) -> Instrument:
        if interview.instrument == self.instrument.fingerprint:
            return self.instrument
        text = self.store.instruments().get(interview.instrument)
        if text is None:
            what = f"version {interview.instrument} is not in the store"
            raise StoreError(Problem(NO_VERSION, what, Place(case=interview.id), hint=NO_VERSION.mend))
        return loaded(text, f"version {interview.instrument}")


def sound_id(case: str) -> str:
    """The id without blanks around it.

    Raises:
        StoreError: SK807.
    """
    case = case.strip()
    if not case or len(case) > LONGEST_ID or not case.isprintable():
        what = f"'{case[:LONGEST_ID]}' cannot be the id of a case" if case.isprintable() else "the id cannot be printed"
        raise StoreError(Problem(CASE_ID, what if case else "the id is empty", hint=CASE_ID.mend))
    return case


def _recalled(session: Session) -> Step:
    """What an earlier round says, taken over; what was recalled before is kept where nothing is found now."""
    step = session.recall()
    found = not session.shut and step.session.interview.previous
    return step if found else Step(session)
