"""Disagreements: which answers several coders judged, where they differ, and what they all or most of them hold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Outcome
from surveykit.coding.codings import Coding, Codings

Difference = Literal["group", "outcome", "codes", "spans"]
"""What coders differ in, the weightiest first: whether the answer has what an attribute of the frame stands for, so
that it falls into another group; how it was judged; which codes it has; where in the answer the words for them are."""

FEWEST = 3  # coders of whom some can be a majority


class Judged(Protocol):
    """What says how an answer is judged: a coding, or a settlement."""

    @property
    def outcome(self) -> Outcome:
        """How it is judged."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it has."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer is judged, whoever judged it: the outcome, and the codes in the order of the frame."""

    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer that two or more coders judged.

    Args:
        unit: the id of the answer.
        codings: what each of them holds, by the name of the coder.
        codes: every code that one of them gave, in the order of the frame.
        common: the codes that all of them gave.
        majority: what most of them hold, where there are three or more.
        differs: what they differ in, the weightiest first; nothing where they agree.
        attributes: the attributes of the frame that the answer has to one coder and has not to another.
        waiting: who was given the answer too and has not judged it.
    """

    unit: str
    codings: tuple[Coding, ...]
    codes: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    majority: Verdict | None = None
    differs: tuple[Difference, ...] = ()
    attributes: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether they judged it the same; they may have found the words for it in different places."""
        return not set(self.differs) - {"spans"}

    @property
    def union(self) -> Verdict:
        """Every code that one of them gave; how it was judged where nobody gave one."""
        return Verdict("coded", self.codes) if self.codes else Verdict(self.codings[0].outcome)


def comparisons(codings: Codings, frame: CodingFrame) -> tuple[Comparison, ...]:
    """The answers that two or more coders judged: those in another group first, those that agree last.

    Where two answers are alike in that, the one that was taken in first comes first.
    """
    given: dict[str, set[str]] = {}
    for batch in codings.batches:
        for unit in batch.units if batch.role != "adjudicate" else ():
            given.setdefault(unit, set()).add(batch.coder)
    coders = codings.coders
    held = ([coding for by in coders if (coding := codings.codings.get((unit, by)))] for unit in codings.units)
    found = (compared(tuple(each), frame, given.get(each[0].unit, ())) for each in held if len(each) > 1)
    return tuple(sorted((one for one in found if one is not None), key=_weight))


def compared(held: tuple[Coding, ...], frame: CodingFrame, given: Iterable[str] = ()) -> Comparison | None:
    """What the coders of one answer hold side by side; None where fewer than two have judged it.

    Args:
        held: what each coder holds of the answer.
        frame: the coding frame.
        given: who was given the answer.
    """
    if len(held) < 2:
        return None
    outcomes = {coding.outcome for coding in held}
    kinds = {frozenset(coding.codes) for coding in held}
    alike = len(outcomes) == len(kinds) == 1
    attributes = () if alike else tuple(name for name in frame.attributes if _parted(held, frame.having(name)))
    differs: dict[Difference, bool] = {
        "group": bool(attributes),
        "outcome": len(outcomes) > 1,
        "codes": len(kinds) > 1,
        "spans": len({frozenset(coding.spans) for coding in held}) > 1,
    }
    return Comparison(
        held[0].unit,
        held,
        frame.ordered(sorted(frozenset().union(*kinds))),
        frame.ordered(sorted(frozenset.intersection(*kinds))),
        majority(held, frame),
        tuple(name for name, there in differs.items() if there),
        attributes,
        tuple(sorted(set(given) - {coding.coder for coding in held})),
    )


def majority(held: tuple[Coding, ...], frame: CodingFrame) -> Verdict | None:
    """What more than half of the coders hold: the outcome, and each code that more than half gave.

    Returns: None where there are fewer than three coders, or where most of them hold nothing in common.
    """
    if len(held) < FEWEST:
        return None
    most = len(held) / 2
    outcome, times = Counter(coding.outcome for coding in held).most_common(1)[0]
    if times <= most:
        return None
    if outcome != "coded":
        return Verdict(outcome)
    counted = Counter(code for coding in held for code in set(coding.codes))
    codes = frame.ordered(sorted(code for code, times in counted.items() if times > most))
    return Verdict("coded", codes) if codes else None


def same(one: Judged, other: Judged) -> bool:
    """Whether two judge an answer the same, in whatever order the codes stand."""
    return one.outcome == other.outcome and frozenset(one.codes) == frozenset(other.codes)


def _parted(held: tuple[Coding, ...], having: frozenset[str]) -> bool:
    """Whether an answer has what some codes stand for to one coder and not to another.

    An answer that cannot be coded has it to nobody's knowledge, which is not the same as that it has it not.
    """
    seen = {None if coding.outcome == "uncodable" else not having.isdisjoint(coding.codes) for coding in held}
    return len(seen) > 1


def _weight(found: Comparison) -> tuple[bool, int]:
    """What comes first among answers: those that wait for nobody, and of these the ones that differ in most."""
    order: tuple[Difference, ...] = ("group", "outcome", "codes", "spans")
    return bool(found.waiting), order.index(found.differs[0]) if found.differs else len(order)
