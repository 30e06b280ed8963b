"""Consistency: answers in the same words that were coded differently, by one coder or among coders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveykit.coding.codings import Coding, Codings
from surveykit.coding.disagreement import Verdict
from surveykit.coding.unit import normal


@dataclass(frozen=True, slots=True)
class Repeated:
    """Answers to one question that have the same words, and how each was judged.

    Args:
        question: the variable they stand in.
        text: the words, as the first of them has them.
        units: the ids of the answers, in the order they were taken in.
        judged: each way in which they were judged, the most frequent first, with the codings.
    """

    question: str
    text: str
    units: tuple[str, ...]
    judged: Mapping[Verdict, tuple[Coding, ...]]

    @property
    def consistent(self) -> bool:
        """Whether all were judged in one way."""
        return len(self.judged) == 1

    @property
    def at_once(self) -> bool:
        """Whether one key press judged them all, so that they cannot differ."""
        events = {coding.event for codings in self.judged.values() for coding in codings}
        return len(events) == 1 and "" not in events


@dataclass(frozen=True, slots=True)
class Consistency:
    """How consistently answers with the same words were coded.

    Args:
        coder: whose codings they are; "" for those of all coders together.
        groups: the answers with the same words of which two or more were judged.
    """

    coder: str
    groups: tuple[Repeated, ...]

    @property
    def differing(self) -> tuple[Repeated, ...]:
        """The groups that were judged in more than one way."""
        return tuple(group for group in self.groups if not group.consistent)

    @property
    def one_by_one(self) -> int:
        """How many groups were not judged by one key press."""
        return sum(not group.at_once for group in self.groups)

    @property
    def share(self) -> float | None:
        """The share of groups that were judged in one way; None where there is no group."""
        return 1 - len(self.differing) / len(self.groups) if self.groups else None

    @property
    def share_one_by_one(self) -> float | None:
        """The same of the groups that were not judged by one key press; None where there is none."""
        return 1 - len(self.differing) / self.one_by_one if self.one_by_one else None


def consistency(codings: Codings) -> tuple[Consistency, ...]:
    """The consistency of all coders together, then that of each, from what they held before answers were settled.

    Answers are the same where they have the same words (see `normal`) and stand in the same question. Among coders, a
    group is consistent where each of its answers was judged in one way by everybody who judged it.
    """
    alike: dict[tuple[str, str], list[str]] = {}
    for unit in codings.units.values():
        if words := normal(unit.text):
            alike.setdefault((unit.question, words), []).append(unit.id)
    several = [units for units in alike.values() if len(units) > 1]
    held = codings.independent
    coders = sorted({coder for _, coder in held})
    among = Consistency("", tuple(_groups(codings, several, coders)))
    return among, *(Consistency(coder, tuple(_groups(codings, several, [coder]))) for coder in coders)


def _groups(codings: Codings, several: Iterable[list[str]], coders: Iterable[str]) -> Iterable[Repeated]:
    names = tuple(coders)
    for units in several:
        judged = [
            coding
            for unit in units
            for coder in names
            if (coding := codings.independent.get((unit, coder))) is not None
        ]
        if len({coding.unit for coding in judged}) > 1:
            first = codings.units[units[0]]
            yield Repeated(first.question, first.text, tuple(units), _by_verdict(judged))


def _by_verdict(judged: Iterable[Coding]) -> Mapping[Verdict, tuple[Coding, ...]]:
    found: dict[Verdict, list[Coding]] = {}
    for coding in judged:
        found.setdefault(Verdict(coding.outcome, tuple(sorted(coding.codes))), []).append(coding)
    most_first = sorted(found.items(), key=lambda item: -len(item[1]))
    return {verdict: tuple(codings) for verdict, codings in most_first}
