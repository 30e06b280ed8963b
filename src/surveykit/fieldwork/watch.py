"""Watching the fieldwork: the cases of a store, looked at again and again; only what changed is read anew."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Protocol

from surveykit.fieldwork.case import Case, case_of
from surveykit.instrument.file import loaded
from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Event
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.session import Session
from surveykit.problems import SurveykitError


class Journals(Protocol):
    """What is asked of a store."""

    def instruments(self) -> Mapping[str, str]:
        """Fingerprint to text of every instrument kept, oldest first."""

    def interviews(self) -> Mapping[str, int]:
        """Case to the number of its last event."""

    def events(self, interview: str) -> tuple[Event, ...]:
        """The events of a case in order."""

    def journals(self) -> Iterable[tuple[str, tuple[Event, ...]]]:
        """Every case with its events."""


class Watch:
    """The cases of a store as they stand. A form that is keyed a second time is no case of its own."""

    def __init__(self, store: Journals) -> None:
        """Watch a store; nothing is read yet."""
        self.damaged: tuple[str, ...] = ()  # cases that cannot be read
        self._store = store
        self._known: dict[str, tuple[int, Case | None]] = {}
        self._plans: dict[str, Plan | None] = {}
        self._instrument: Instrument | None = None

    @property
    def instrument(self) -> Instrument | None:
        """The newest instrument of the store, which says what the register's variables are; none in an empty one.

        Raises:
            SurveykitError: it cannot be read.
        """
        if self._instrument is None and (kept := self._store.instruments()):
            fingerprint, text = list(kept.items())[-1]
            self._instrument = loaded(text, f"version {fingerprint}")
        return self._instrument

    def look(self) -> tuple[Case, ...]:
        """All cases now, in the order they were drawn or begun.

        Raises:
            StoreError: the store cannot be read at all.
        """
        last = self._store.interviews()
        changed = [id_ for id_, number in last.items() if self._known.get(id_, (0, None))[0] != number]
        found = self._read(changed, whole=len(changed) * 2 > len(last))
        for id_, events in found.items():
            self._known[id_] = (events[-1].number, self._case(id_, events))
        gone = {id_ for id_ in changed if id_ not in found}
        self.damaged = tuple(id_ for id_ in last if id_ in gone)
        cases = (self._known[id_][1] for id_ in last if id_ not in gone)
        return tuple(case for case in cases if case is not None)

    def _read(self, changed: Iterable[str], *, whole: bool) -> dict[str, tuple[Event, ...]]:
        """The events of cases, in one pass where most have changed; those that are damaged are left out."""
        found: dict[str, tuple[Event, ...]] = {}
        wanted = set(changed)
        if whole:
            with suppress(SurveykitError):  # raised for the damaged ones, when all others were given
                found.update((id_, events) for id_, events in self._store.journals() if id_ in wanted)
            return found
        for id_ in wanted:
            with suppress(SurveykitError):
                found[id_] = self._store.events(id_)
        return found

    def _case(self, id_: str, events: tuple[Event, ...]) -> Case | None:
        """The case; None where it only verifies another one."""
        if any(getattr(event.act, "verifies", "") for event in events):
            return None
        return case_of(id_, events, self._share, self._quotas)

    def _share(self, interview: Interview) -> float:
        session = self._session(interview)
        answered, asked = session.progress() if session else (0, 0)
        return answered / asked if asked else 0.0

    def _quotas(self, interview: Interview, events: tuple[Event, ...]) -> frozenset[str]:
        plan = self._plan(interview)
        if plan is None or not plan.quotas:
            return frozenset()
        seen = Session.begin(plan, Interview.of(interview.id, events)).seen("")
        return frozenset(name for name, condition in plan.quotas.items() if condition.value(seen) is True)

    def _session(self, interview: Interview) -> Session | None:
        plan = self._plan(interview)
        return Session.begin(plan, interview) if plan else None

    def _plan(self, interview: Interview) -> Plan | None:
        """The version of the instrument it was begun with; None where the store does not have it."""
        fingerprint = interview.instrument
        if fingerprint not in self._plans:
            text = self._store.instruments().get(fingerprint)
            try:
                self._plans[fingerprint] = plan_of(loaded(text, f"version {fingerprint}")) if text else None
            except SurveykitError:
                self._plans[fingerprint] = None
        return self._plans[fingerprint]
