"""Histories: what several machines wrote of one case, which of them is in force, and when two of them conflict."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from surveykit.journal import Begins, Reconciled, Recorded
from surveykit.problems import Place, Problem, Rule, StoreError

Told = TypeVar("Told", bound=Recorded[Any])
History = tuple[Told, ...]
"""The events of a case, or of a coder, from the first to one that nothing follows."""

CONTRADICTED = Rule(
    "SK814",
    "Two records of the same event do not say the same",
    "An event is never changed; where two copies of it differ, one of them was tampered with or damaged.",
    "a file edited by hand on its way from the field",
    "Take the file from the machine it was made on once more; if they still differ, ask who changed it.",
)
NOT_WHOLE = Rule(
    "SK815",
    "A history is not whole",
    "Events are numbered from 1 without a gap; where one is missing, nobody can say what the answers were.",
    "a file whose first events were cut off",
    "Take the file from the machine it was made on once more.",
)


def in_force(histories: Iterable[Sequence[Told]]) -> History[Told]:
    """The history that counts: of those not settled, the one whose first event not shared came first.

    One in which the interview was begun comes before those in which it was not: what an office noted of a case while
    it was held elsewhere does not hide the answers. Every machine that holds the same events finds the same one, in
    whatever order they arrived. None gives no events.
    """
    return next(iter(ordered(histories)), ())


def conflict(histories: Iterable[Sequence[Told]]) -> tuple[History[Told], ...]:
    """The histories somebody has to choose from, the one in force first; none where at most one is not settled."""
    kept = tuple(map(tuple, histories))
    ends = _settled(kept)
    open_ = tuple(history for history in ordered(kept) if history[-1].id not in ends)
    return open_ if len(open_) > 1 else ()


def ordered(histories: Iterable[Sequence[Told]]) -> tuple[History[Told], ...]:
    """All histories, the one in force first and settled ones last."""
    kept = tuple(map(tuple, histories))
    if len(kept) < 2:
        return kept
    ends = _settled(kept)
    return tuple(sorted(kept, key=lambda way: (way[-1].id in ends, not _begun(way), [(e.at, e.id) for e in way])))


def shared(one: Sequence[Told], other: Sequence[Told]) -> int:
    """How many events two histories have in common before they part.

    Example:
        >>> shared([Recorded(1, "a", "", "", Reconciled(()))], [Recorded(1, "b", "", "", Reconciled(()))])
        0
    """
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left.id != right.id), min(len(one), len(other)))


def united(histories: Sequence[History[Told]], history: Sequence[Told]) -> tuple[History[Told], ...]:
    """The histories with one more: known events are not told twice, and the order of arrival does not matter.

    Raises:
        StoreError: SK814, an event of it is known and says something else; SK815, it has a gap.
    """
    added = tuple(history)
    if not added:
        return tuple(histories)
    if [event.number for event in added] != list(range(1, len(added) + 1)) or len({e.id for e in added}) != len(added):
        raise StoreError(Problem(NOT_WHOLE, "its events are not numbered from 1 to the last", hint=NOT_WHOLE.mend))
    known = {event.id: link for way in histories for link, event in zip(_links(way), way, strict=True)}
    for link, event in zip(_links(added), added, strict=True):
        if known.get(event.id, link) != link:
            what = f"event {event.number} of {event.at} stands here with other words or in another place"
            raise StoreError(Problem(CONTRADICTED, what, Place(), hint=CONTRADICTED.mend))
    if any(way[: len(added)] == added for way in histories):
        return tuple(histories)
    return ordered([*(way for way in histories if added[: len(way)] != way), added])


def branches(links: Iterable[tuple[str, Told]]) -> tuple[History[Told], ...]:
    """The histories in a heap of events, each with the id of the one before it ("" for a first one).

    Raises:
        ValueError: an event is missing, or stands twice.
    """
    told = list(links)
    events = {event.id: event for _, event in told}
    before = {event.id: prev for prev, event in told}
    inner = set(before.values())
    histories = [_way(end, before, events) for end in events if end not in inner]
    whole = all(
        event.number == at and before[event.id] == prev
        for way in histories
        for at, (prev, event) in enumerate(_links(way), 1)
    )
    if not whole or len(events) != len(told) or {event.id for way in histories for event in way} != events.keys():
        raise ValueError("an event is missing from the journal")
    return ordered(histories)


def _way(end: str, before: dict[str, str], events: dict[str, Told]) -> History[Told]:
    """The way from the first event to one that nothing follows."""
    way: list[Told] = []
    while end in events and len(way) < len(events):  # a damaged file may lead in a circle
        way.append(events[end])
        end = before[end]
    return tuple(reversed(way))


def _links(history: Sequence[Told]) -> list[tuple[str, Told]]:
    return [("", event) if at == 0 else (history[at - 1].id, event) for at, event in enumerate(history)]


def _begun(history: Sequence[Recorded[Any]]) -> bool:
    return any(isinstance(event.act, Begins) for event in history)


def _settled(histories: Iterable[Sequence[Recorded[Any]]]) -> frozenset[str]:
    """The ends of the histories that another one settles."""
    acts = (event.act for history in histories for event in history)
    return frozenset(end for act in acts if isinstance(act, Reconciled) for end in act.ends)
