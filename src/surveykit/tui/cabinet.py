"""The cabinet: the interviews of a store, each taken out with the questions it was begun with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from secrets import randbits

from surveykit.histories import conflict
from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import shuffled
from surveykit.interview.events import History, Started
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.session import Session, Step, started
from surveykit.interview.standing import Archive, Around
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, StoreError, listed
from surveykit.store.base import Store, end_of
from surveykit.tui.carrying import Carrier, CarryOver
from surveykit.tui.field.attempt import Attempts
from surveykit.tui.field.noting import attempts_on, facts_of
from surveykit.tui.journal import Clock, Journal, now
from surveykit.tui.keys.manner import Manner
from surveykit.tui.past import Past
from surveykit.tui.words import say
from surveykit.verification.settle import second_of, taken_over

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
NOT_COMPLETED = Rule(
    "SK480",
    "The first entry of the form is not completed",
    "A second entry is compared with a first one that somebody has finished.",
    "--mode verify with a form that is still being keyed",
    "Complete the first entry; then verify it.",
)
SECOND_TAKEN = Rule(
    "SK481",
    "The id of the second entry is taken",
    "The second entry of the form NO-1 is stored as NO-1/2; a case of that name is there already.",
    "a case that somebody has named NO-1/2 beside a case NO-1",
    "Take another store for the second entries, or key the cases anew under other ids.",
)
IN_CONFLICT = Rule(
    "SK482",
    "Several machines have written to the case, and nobody has settled it",
    "As long as two histories of a case contradict each other nobody knows which answers hold.",
    "a case answered on two laptops whose files were merged",
    "Settle it first: surveykit enter INSTRUMENT --to STORE --mode supervise, and Enter on the case.",
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

    def taken(self, case: str, register: Mapping[str, Value] | None = None, batch: str = "") -> Taken:
        """An interview to go on with, begun where it is new; `batch` is the bundle of forms it is keyed from.

        Raises:
            StoreError: SK807 to SK809, or the store cannot be read or written.
        """
        case = sound_id(case)
        events = self.store.events(case)
        journal = self.journal(case, events)
        before = Interview.of(case, events)
        if before.started and register:
            what = f"the interview was begun with {listed([*before.register]) or 'nothing known'}"
            raise StoreError(Problem(REGISTER_STANDS, what, Place(case=case), hint=REGISTER_STANDS.mend))
        mixed: Sequence[str] = ()
        if not before.started:
            mixed = self._mixed()
            self.keep()
            seed = self._dice() if shuffled(self.instrument) else 0
            begun = started(self.instrument, register or {}, self.language, seed)
            journal.write([replace(begun, batch=batch)])
            events = self.store.events(case)
        interview, told = self._carried(Interview.of(case, events), journal)
        step = _recalled(Session.begin(self.plan(interview), interview, self._past.around(case)))
        if self.language in step.session.languages and step.session.language != self.language:
            step = step.then(lambda session: session.speak(self.language))
        journal.write(step.acts)
        return Taken(step.session, journal, (*told, *mixed, *self._warned(step.session.interview)))

    def second(self, case: str) -> Taken:
        """The second entry of a form, begun where it is new with the answers that are not to be verified.

        Raises:
            StoreError: SK480 to SK482, or the store cannot be read or written.
        """
        first, id_ = self.interview(case), second_of(case)
        self.refuse_conflict(case)
        self.refuse_conflict(id_)
        if not first.shut:
            what = f"the first entry is {first.status}"
            raise StoreError(Problem(NOT_COMPLETED, what, Place(case=case), hint=NOT_COMPLETED.mend))
        events = self.store.events(id_)
        journal = self.journal(id_, events)
        if not events:
            known, language = dict(first.register), self.language or first.language
            begun = Started(first.instrument, language, known, first.seed, first.batch, verifies=case)
            journal.write([begun, *taken_over(self.session(first))])
            events = self.store.events(id_)
        interview = Interview.of(id_, events)
        if interview.verifies != case:
            what = f"'{id_}' is a case of its own"
            raise StoreError(Problem(SECOND_TAKEN, what, Place(case=case), hint=SECOND_TAKEN.mend))
        around = self._past.around(id_)
        alone = Around(around.archive)  # the case counts already, by its first entry; the form says what it says
        step = _recalled(Session.begin(self.plan(interview), interview, alone))
        journal.write(step.acts)
        return Taken(step.session, journal)

    def interview(self, case: str) -> Interview:
        """An interview as it stands in the store.

        Raises:
            StoreError: the store cannot be read.
        """
        return Interview.of(case, self.store.events(case))

    def refuse_conflict(self, case: str) -> None:
        """Refuse a case whose histories contradict each other.

        Raises:
            StoreError: SK482.
        """
        if found := conflict(self.store.histories(case)):
            what = f"there are {len(found)} histories of it"
            raise StoreError(Problem(IN_CONFLICT, what, Place(case=case), hint=IN_CONFLICT.mend))

    def journal(self, case: str, history: History) -> Journal:
        """The journal of a case, to be gone on with after the history that was read, and after no other one."""
        last, tip = end_of(history)
        return Journal(self.store, case, last, self.by, self._clock, tip=tip)

    def attempts(self, manner: Manner, case: str) -> Attempts:
        """The page of the attempts on a case.

        Raises:
            StoreError: the case cannot be read.
        """
        return attempts_on(self.store, case, self.instrument, self.by, self.spoken, manner, self._clock)

    def known(self, register: Mapping[str, Value], language: str) -> str:
        """What the register knows of a case, in a line."""
        return facts_of(register, self.instrument, language)

    def keep(self) -> None:
        """Keep the text of the instrument in the store."""
        self.store.keep(self.instrument.fingerprint, self._text)

    def look(self, case: str) -> None:
        """Look at an interview again, since it was changed."""
        self._past.look(case)

    def session(self, interview: Interview) -> Session:
        """An interview as it stands, with the version it was begun with, to be read in the language asked for.

        Raises:
            StoreError: SK808.
        """
        session = Session.begin(self.plan(interview), interview)
        return session.speak(self.language).session if self.language in session.languages else session

    def plan(self, interview: Interview) -> Plan:
        """The instrument an interview was begun with, ready to be asked; the one that is opened where it was not begun.

        Raises:
            StoreError: SK808.
        """
        fingerprint = interview.instrument or self.instrument.fingerprint
        if fingerprint not in self._plans:
            self._plans[fingerprint] = plan_of(self._version(interview))
        return self._plans[fingerprint]

    def _carried(self, interview: Interview, journal: Journal) -> tuple[Interview, Sequence[str]]:
        """The interview, gone on with the version that is opened where that is wanted, and what is said about it."""
        if not self._carrier.concerns(interview, self.store.instruments()):
            return interview, ()
        language = self.language or interview.language
        version = self._version(interview)
        acts, told = self._carrier.carried(interview, version, partial(say, language))
        if not acts and version.instrument != self.instrument.instrument:
            told = say(language, "of_other_survey", name=version.instrument)
        if acts:
            self.keep()
            journal.write(acts)
            interview = Interview.of(interview.id, self.store.events(interview.id))
        return interview, [told]

    def _mixed(self) -> Sequence[str]:
        """What a keyer must know who begins an interview of one survey in the store of another."""
        own, kept = self.instrument, self.store.instruments()
        if not kept or own.fingerprint in kept:
            return ()
        names = {loaded(text, f"version {fingerprint}").instrument for fingerprint, text in kept.items()}
        other = sorted(names - {own.instrument})
        return [say(self.spoken, "mixed_surveys", name=listed(other))] if other else ()

    def _warned(self, interview: Interview) -> tuple[str, ...]:
        """What a keyer must know of an interview: that it was sent back, that several machines have written to it."""
        language = self.language or interview.language
        told = []
        if interview.verdict and not interview.shut:
            told.append(say(language, "was_rejected", note=interview.verdict))
        if conflict(self.store.histories(interview.id)):
            told.append(say(language, "in_conflict"))
        return tuple(told)

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
