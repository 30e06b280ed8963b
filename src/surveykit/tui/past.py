"""Other interviews in the store: a keyer's last answers, earlier rounds, full quotas, cases that belong together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveykit.interview.events import Answered, Event
from surveykit.interview.handed_on import handed_on
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan
from surveykit.interview.session import Session
from surveykit.interview.standing import Archive, Around
from surveykit.missing import Empty, Value
from surveykit.problems import SurveykitError
from surveykit.store.base import Store

NOBODY: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept in mind of one interview."""

    keyed: str = ""  # when this keyer last answered a question of it
    unit: tuple[str, str] = NOBODY  # its key and its round
    quotas: frozenset[str] = frozenset()  # those it counts for, being completed
    values: Mapping[str, object] | None = None  # what rules about several cases read


class Past:
    """What one interview needs to know of the others. The store is looked through once, and only where it is needed."""

    def __init__(
        self, plan: Plan, store: Store, by: str, version: Callable[[Interview], Plan], archive: Archive | None = None
    ) -> None:
        """Look back for an instrument.

        Args:
            plan: the instrument.
            store: the interviews.
            by: the keyer.
            version: gives the plan an interview was begun with.
            archive: what units answered in rounds that are not in the store.
        """
        self._plan, self._store, self._by, self._version, self._archive = plan, store, by, version, archive
        instrument = plan.instrument
        self._remembers = any(question.last_saved for question in instrument.questions.values())
        self._rounds = instrument.rounds
        self._wanted = bool(self._remembers or instrument.quotas or self._rounds or instrument.clusters)
        self._known: dict[str, Known] | None = None

    def around(self, case: str) -> Around:
        """What the interview of a case knows of the others."""
        if not self._wanted:
            return Around()
        if self._known is None:
            self._known = {}
            for other in self._store.interviews():
                self.look(other)
        others = {other: known for other, known in self._known.items() if other != case}
        counts: dict[str, int] = {}
        for known in others.values():
            for quota in known.quotas:
                counts[quota] = counts.get(quota, 0) + 1
        cases = {other: known.values for other, known in others.items() if known.values is not None}
        return Around(self._said if self._rounds else None, self._last_saved(others), counts, cases)

    def look(self, case: str) -> None:
        """Look at an interview again, since it was changed."""
        if self._known is None:
            return
        self._known.pop(case, None)
        try:
            events = self._store.events(case)
            self._known[case] = self._of(Interview.of(case, events), events)
        except SurveykitError:
            return  # of another instrument, or damaged: it is told when it is opened

    def _of(self, interview: Interview, events: tuple[Event, ...]) -> Known:
        if interview.verifies or not interview.started:
            return Known()  # it counts for nothing: the case counts already, or nobody was asked yet
        mine = [event.at for event in events if event.by == self._by and isinstance(event.act, Answered)]
        counted = self._plan.instrument.quotas and interview.shut
        session = self._session(interview) if counted or self._plan.together else None
        quotas = session.plan.quotas.items() if session and counted else ()
        return Known(
            max(mine, default=""),
            self._unit(interview),
            frozenset(name for name, condition in quotas if session and condition.value(session.seen("")) is True),
            session.seen("") if session and self._plan.together else None,
        )

    def _session(self, interview: Interview) -> Session:
        return Session.begin(self._version(interview), interview)

    def _unit(self, interview: Interview) -> tuple[str, str]:
        """The key and the round of an interview, as texts: a file may hold 17.0 where somebody typed 17."""
        if self._rounds is None:
            return NOBODY
        said = {**interview.register, **interview.answers}
        key, round_ = said.get(self._rounds.key), said.get(self._rounds.variable)
        known = isinstance(key, int | float | str) and isinstance(round_, int | float | str)
        return (as_text(key), as_text(round_)) if known else NOBODY  # type: ignore[arg-type]

    def _last_saved(self, others: Mapping[str, Known]) -> dict[str, Value | tuple[Value, ...]]:
        """What this keyer answered in the interview before."""
        latest = max(others, key=lambda case: others[case].keyed, default="")
        if not self._remembers or not latest or not others[latest].keyed:
            return {}
        answers = Interview.of(latest, self._store.events(latest)).answers
        return {name: answer for name, answer in answers.items() if not isinstance(answer, Empty)}

    def _said(self, key: Value, round_: Value) -> Mapping[str, Value]:
        """What a unit answered in a round: from the archive, or else from the store."""
        kept = self._archive(key, round_) if self._archive else {}
        unit = (as_text(key), as_text(round_))
        cases = [case for case, known in (self._known or {}).items() if known.unit == unit]
        if not kept and len(cases) == 1:  # as in tables, nothing is known of a unit that stands twice in a round
            kept = handed_on(self._session(Interview.of(cases[0], self._store.events(cases[0]))))
        return {name: value for name, value in kept.items() if name in self._plan.symbols}


def as_text(value: Value) -> str:
    """A key or round as a text, a whole number without decimals.

    Example:
        >>> as_text(17.0), as_text("NO-17")
        ('17', 'NO-17')
    """
    return value if isinstance(value, str) else format(value, ".15g")
