"""Two entries of one form side by side: what each holds, and the questions on which they differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.interview.session import Session
from surveykit.missing import Answer


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which two entries differ; None where an entry has no answer, or was not asked."""

    question: str
    first: Answer | None
    second: Answer | None


def differences(first: Session, second: Session) -> tuple[Difference, ...]:
    """The questions on which two entries of a form differ, or two histories of a case, in their order.

    Answers off the route take no part: what only one entry asks stands against None.
    """
    return tuple(both for both in side_by_side(first, second) if both.first != both.second)


def side_by_side(first: Session, second: Session) -> Iterator[Difference]:
    """Every question that one of two entries asks, with what both hold, the same or not; notes are left out."""
    held = [
        {name: session.interview.answers.get(name) for name in session.route if _answerable(session, name)}
        for session in (first, second)
    ]
    for name in _merged(first.questions, second.questions):
        if any(name in entry for entry in held):
            yield Difference(name, held[0].get(name), held[1].get(name))


def _answerable(session: Session, name: str) -> bool:
    return name.partition(".")[0] not in session.plan.notes


def _merged(first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
    """The names of both in order; one that only the second has, such as that of a third partner, after its neighbour.

    Example:
        >>> _merged(("a", "share.1", "z"), ("a", "share.1", "share.2", "z"))
        ['a', 'share.1', 'share.2', 'z']
    """
    if first == second:
        return first
    merged, known = list(first), set(first)
    before = ""
    for name in second:
        if name not in known:
            merged.insert(merged.index(before) + 1 if before else 0, name)
            known.add(name)
        before = name
    return merged
