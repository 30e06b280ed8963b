"""Forms keyed twice: which entries belong together, what each held before they were settled, and who keyed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveykit.interview.events import Adjudicated, Answered, Cleared, Event, Redone, Started, Undone
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan
from surveykit.interview.session import Session
from surveykit.journal import Reconciled
from surveykit.missing import Answer
from surveykit.verification.compare import side_by_side

Journals = Mapping[str, Sequence[Event]]
"""The events of every case, by its id."""
Changing = Answered | Cleared | Undone | Redone


@dataclass(frozen=True, slots=True)
class Keyed:
    """A question of a form keyed twice: what each entry held, who keyed it, and how a difference was settled."""

    case: str
    question: str
    first: Answer | None
    second: Answer | None
    first_by: str
    second_by: str
    settled: Adjudicated | None = None
    lapsed: bool = False  # whether it is not asked any more, since the question that leads to it was settled

    @property
    def differs(self) -> bool:
        """Whether the entries differ."""
        return self.first != self.second

    @property
    def undecided(self) -> bool:
        """Whether nobody has said yet which entry is right."""
        return self.differs and self.settled is None and not self.lapsed

    @property
    def first_wrong(self) -> bool:
        """Whether the first entry was found wrong."""
        return self.differs and self.settled is not None and self.first != self.settled.answer

    @property
    def second_wrong(self) -> bool:
        """Whether the second entry was found wrong."""
        return self.differs and self.settled is not None and self.second != self.settled.answer


@dataclass(frozen=True, slots=True)
class Verified:
    """All that was keyed twice: the forms, those whose second entry is not complete yet, and every question."""

    forms: tuple[str, ...] = ()
    under_way: tuple[str, ...] = ()
    keyed: tuple[Keyed, ...] = ()


def keyed_twice(journals: Journals, plans: Mapping[str, Plan]) -> Verified:
    """Every form of which there are two entries, the second one complete, question by question.

    Questions that are not verified are left out, and so are forms whose version of the instrument is not known.

    Args:
        journals: the events of all cases, second entries among them.
        plans: by fingerprint, the versions of the instrument.
    """
    forms, under_way, keyed = [], [], []
    for name, events in journals.items():
        first = next((event.act.verifies for event in events if isinstance(event.act, Started)), "")
        if not first or first not in journals:
            continue
        if not Interview.standing(name, events).shut:
            under_way.append(first)
            continue
        forms.append(first)
        keyed += _keyed(first, journals[first], (name, events), plans)
    return Verified(tuple(forms), tuple(under_way), tuple(keyed))


def _keyed(
    case: str, events: Sequence[Event], second: tuple[str, Sequence[Event]], plans: Mapping[str, Plan]
) -> list[Keyed]:
    two = _session(*second, plans)
    if two is None:
        return []
    entered, settled = _parted(events, two)
    one = _session(case, entered, plans)
    if one is None:
        return []
    first_by, second_by = _keyers(entered), _keyers(second[1])
    asked = _session(case, events, plans) if settled else None
    verdicts = {event.act.question: event.act for event in settled if isinstance(event.act, Adjudicated)}
    keyed = []
    for both in side_by_side(one, two):
        name = both.question
        if _verified(name, one, two):
            who = first_by.get(name, first_by[""]), second_by.get(name, second_by[""])
            lapsed = asked is not None and name not in asked.places
            keyed.append(Keyed(case, name, both.first, both.second, *who, verdicts.get(name), lapsed))
    return keyed


def _parted(events: Sequence[Event], second: Session) -> tuple[Sequence[Event], Sequence[Event]]:
    """The first entry as it was keyed, and what came once differences from the second were settled in it.

    What was settled between two laptops, before there was a second entry, belongs to the first.
    """
    held, keyed = second.interview.answers, second.interview.changed
    laptops = max((at for at, event in enumerate(events) if isinstance(event.act, Reconciled)), default=-1)
    for at, event in enumerate(events):
        act, since = event.act, at > laptops or event.at >= keyed
        if since and isinstance(act, Adjudicated) and act.second == held.get(act.question):
            return events[:at], events[at:]
    return events, ()


def _session(case: str, events: Sequence[Event], plans: Mapping[str, Plan]) -> Session | None:
    interview = Interview.of(case, events)
    plan = plans.get(interview.instrument)
    return None if plan is None else Session.begin(plan, interview)


def _keyers(events: Sequence[Event]) -> dict[str, str]:
    """Who keyed each answer last; under "" who began the entry."""
    keyers = {"": next((event.by for event in events if isinstance(event.act, Started)), "")}
    keyers.update({event.act.question: event.by for event in events if isinstance(event.act, Changing)})
    return keyers


def _verified(name: str, *sessions: Session) -> bool:
    """Whether the question is one of those keyed a second time."""
    template = name.partition(".")[0]
    steps = [session.plan.steps.get(template) for session in sessions]
    return all(step is None or step.question is None or step.question.verify for step in steps)
