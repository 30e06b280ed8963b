"""Merging: what bundles bring to a store, looked at as a whole before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from surveykit.coding.acts import CODINGS
from surveykit.coding.ledger import coder_of
from surveykit.histories import History, conflict, shared, united
from surveykit.instrument.lookup import unbundled
from surveykit.journal import Recorded, Vocabulary
from surveykit.problems import Place, Problem, Rule, StoreError, listed
from surveykit.source import parsed
from surveykit.store.base import Store, Told
from surveykit.sync.whole import Whole, ids_of

CONFLICT = Rule(
    "SK871",
    "A case was written on two machines",
    "Both histories are kept, and the one that parted first counts until somebody chooses.",
    "case 17 answered on two laptops that had both taken it up",
    "Let a supervisor choose: surveykit enter INSTRUMENT --to STORE --mode supervise.",
)
OTHER_SURVEY = Rule(
    "SK872",
    "A case belongs to another survey here",
    "Two surveys that number their cases alike would be taken for one.",
    "case 17 of a survey of firms, merged into a store with case 17 of a survey of schools",
    "Merge it into a store of its own.",
)
NO_VERSION = Rule(
    "SK873",
    "A bundle does not hold the instrument of its interviews",
    "Nobody could read the answers any more.",
    "a bundle put together by hand",
    "Make the bundle once more, where it comes from; nothing was merged.",
)


TWO_MACHINES = Rule(
    "SK891",
    "A coder wrote on two machines",
    "Both histories are kept and both count; where they judge the same answer, the later judgement stands.",
    "two people who both call themselves ida",
    "Where it was one person, nothing is to be done; two people need two names: ask who coded what.",
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What one bundle brings: cases that were not there, cases with something new, cases as they were; and events."""

    new: tuple[str, ...]
    grown: tuple[str, ...]
    known: tuple[str, ...]
    events: int  # that come in
    there: int  # that were there already

    def told(self, holds: str) -> str:
        """One line for people; interviews are counted by case, codings by judgement."""
        events = f"{self.events:,} event{'' if self.events == 1 else 's'} came in"
        there = f"{self.there:,} {'was' if self.there == 1 else 'were'} there"
        if holds != "interviews":
            return f"{events}, {there}"
        new, grown = len(self.new), len(self.grown)
        cases = new + grown + len(self.known)
        return (
            f"{cases:,} case{'' if cases == 1 else 's'}: {new:,} new, {grown:,} with something new, "
            f"{len(self.known):,} known; {events}, {there}"
        )


@dataclass(frozen=True, slots=True)
class Merging(Generic[Told]):
    """What is to be written into a store, what each bundle brings, and the cases that have several histories then."""

    instruments: Mapping[str, str]
    grafts: tuple[tuple[str, History[Told]], ...]
    brought: tuple[Brought, ...]
    conflicts: Mapping[str, tuple[History[Told], ...]]
    rule: Rule = CONFLICT

    def problems(self, name: str) -> Iterator[Problem]:
        """The conflicts in words; the name is that of the store."""
        for case, histories in self.conflicts.items():
            at = min(shared(histories[0], other) for other in histories[1:])
            parts = " and ".join(_told(history[at:]) for history in histories)
            what = f"{len(histories)} histories that part after event {at}: {parts}"
            yield Problem(self.rule, what, Place(name, case=case), self.rule.mend, "warning")


def merging(store: Store[Told], bundles: Sequence[tuple[str, Whole[Told]]]) -> Merging[Told]:
    """What several bundles, each with its name, bring to a store. Nothing is written.

    Raises:
        StoreError: SK814, an event is known and says something else; SK872, a case is of another survey;
            SK873, an instrument is missing. Every problem of all bundles.
    """
    look = _Look(store)
    brought = tuple(look.at(name, whole) for name, whole in bundles)
    if look.problems:
        raise StoreError(look.problems)
    conflicts = {case: found for case, histories in look.cases.items() if (found := conflict(histories))}
    rule = CONFLICT
    if store.words.holds == CODINGS.holds:  # all histories count: only what came in is told, and of coders only
        rule, came = TWO_MACHINES, {case for case, _ in look.grafts}
        conflicts = {case: found for case, found in conflicts.items() if case in came and coder_of(case)}
    return Merging(_dated(look.added, bundles, store.words), tuple(look.grafts), brought, conflicts, rule)


def merge(store: Store[Told], found: Merging[Told]) -> None:
    """Write what was found into the store; doing it again changes nothing.

    Raises:
        StoreError: the store cannot be written; what was written until then stays, and merging again goes on.
    """
    for fingerprint, text in found.instruments.items():
        store.keep(fingerprint, text)
    for case, history in found.grafts:
        store.graft(case, history)


class _Look(Generic[Told]):
    """The store as it will be, while bundle after bundle is looked at."""

    def __init__(self, store: Store[Told]) -> None:
        self.store = store
        self.kept = dict(store.instruments())
        self.added: dict[str, str] = {}
        self.there = frozenset(store.interviews())
        self.cases: dict[str, tuple[History[Told], ...]] = {}
        self.grafts: list[tuple[str, History[Told]]] = []
        self.problems: list[Problem] = []
        self._names: dict[str, str] = {}

    def at(self, name: str, whole: Whole[Told]) -> Brought:
        """What one bundle brings to what the store and the bundles before it hold."""
        self.added.update({key: text for key, text in whole.instruments.items() if key not in self.kept})
        self.kept = {**whole.instruments, **self.kept}
        cases: dict[str, list[str]] = {"new": [], "grown": [], "known": []}
        came = there = 0
        for case, histories in whole.cases.items():
            before = self._held(case)
            self._refuse(before, histories, Place(name, case=case))
            after = self._with(case, before, histories, Place(name, case=case))
            ids, known = ids_of(histories), ids_of(before)
            came, there = came + len(ids - known), there + len(ids & known)
            cases["new" if not before else "grown" if after != before else "known"].append(case)
        return Brought(tuple(cases["new"]), tuple(cases["grown"]), tuple(cases["known"]), came, there)

    def _held(self, case: str) -> tuple[History[Told], ...]:
        if case not in self.cases:
            self.cases[case] = self.store.histories(case) if case in self.there else ()
        return self.cases[case]

    def _with(
        self, case: str, before: tuple[History[Told], ...], histories: tuple[History[Told], ...], place: Place
    ) -> tuple[History[Told], ...]:
        for history in histories:
            try:
                after = united(self.cases[case], history)
            except StoreError as refusal:
                self.problems += [problem.at(place) for problem in refusal.problems]
                return before
            if after != self.cases[case]:
                self.grafts.append((case, history))
                self.cases[case] = after
        return self.cases[case]

    def _refuse(self, before: tuple[History[Told], ...], histories: tuple[History[Told], ...], place: Place) -> None:
        """Note what cannot be merged: interviews without their instrument, and cases of another survey."""
        begun = _guides(histories, self.store.words)
        if lacking := [version for version in sorted(begun) if version not in self.kept]:
            what = f"version {listed(lacking)} of the {self.store.words.guide} is neither in it nor in the store"
            self.problems.append(Problem(NO_VERSION, what, place, NO_VERSION.mend))
        elif before and not ids_of(before) & ids_of(histories):
            both = _guides(before, self.store.words), begun
            mine, theirs = ({self._called(one) for one in found} for found in both)
            if mine and theirs and not mine & theirs:
                what = f"it is of the survey {listed(sorted(theirs))}; here it is of {listed(sorted(mine))}"
                self.problems.append(Problem(OTHER_SURVEY, what, place, OTHER_SURVEY.mend))

    def _called(self, version: str) -> str:
        """The name of the instrument, or of the frame, of a version."""
        if version not in self._names:
            data = parsed(unbundled(self.kept.get(version, ""))[0]).data
            self._names[version] = str(data.get(self.store.words.guide, "")) if isinstance(data, dict) else ""
        return self._names[version]


def _dated(
    instruments: Mapping[str, str], bundles: Iterable[tuple[str, Whole[Any]]], words: Vocabulary[Any]
) -> dict[str, str]:
    """Instruments in the order in which interviews were begun with them, which says which version is newer."""
    first: dict[str, str] = {}
    for event in (e for _, whole in bundles for histories in whole.cases.values() for way in histories for e in way):
        for version in words.guides(event):
            first[version] = min(first.get(version, event.at), event.at)
    order = sorted(instruments, key=lambda version: (version not in first, first.get(version, ""), version))
    return {version: instruments[version] for version in order}


def _guides(histories: Iterable[Sequence[Recorded[Any]]], words: Vocabulary[Any]) -> set[str]:
    """The versions of the instrument that answers were given to, or of the frame that they were coded by."""
    return {version for history in histories for event in history for version in words.guides(event)}


def _told(part: Sequence[Recorded[Any]]) -> str:
    """Who wrote what follows the parting, and when."""
    if not part:
        return "nothing more"
    who = listed(sorted({event.by for event in part}))
    events = "1 event" if len(part) == 1 else f"{len(part)} events"
    return f"{events} by {who} until {part[-1].at[:16].replace('T', ' ')}"
