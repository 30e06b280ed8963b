"""Settling: each column goes to one variable at most, and each variable takes one column at most.

The surest pair is taken first, then the surest of what is left. So no two that were not matched with one another are
surer of each other than of what they got: nobody would gain by an exchange. The greatest sum of scores, the usual
other rule, gives a sure pair away for two doubtful ones. Pairs that are equally sure are not decided by chance: what
stands in the same order on both sides is matched by position, and the rest is left open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from surveykit.matching.candidates import Candidate

LEAST = 0.8  # the score below which nothing is proposed
AHEAD = 0.04  # how much surer a pair must be than any other of the same column or variable


@dataclass(frozen=True, slots=True)
class Settled:
    """What was chosen, and of every candidate the ones that were nearly as good."""

    chosen: tuple[Candidate, ...]
    contested: tuple[Candidate, ...]


def settled(
    candidates: Iterable[Candidate],
    columns: Sequence[str],
    takers: Sequence[str],
    anchors: Iterable[tuple[str, str]] = (),
) -> Settled:
    """The candidates that are taken, the surest first.

    Args:
        candidates: all of them.
        columns: those of the file, in its order.
        takers: the variables and questions of the codebook, in its order.
        anchors: columns and variables that are matched already, for the order.
    """
    ranked = sorted((c for c in candidates if c.score >= LEAST), key=lambda c: (not c.exact, -c.score))
    chosen: list[Candidate] = []
    contested: list[Candidate] = []
    gone: set[str] = set()
    for candidate in ranked:
        if gone & _claims(candidate):
            continue
        rivals = [other for other in ranked if _rival(candidate, other) and not gone & _claims(other)]
        if candidate.exact:
            rivals = [other for other in rivals if _twins(candidate, other)]
        if rivals:
            contested += [candidate, *rivals]
            for one in (candidate, *rivals):
                gone |= _claims(one)
        else:
            chosen.append(candidate)
            gone |= _claims(candidate)
    fixed = [*anchors, *((c.columns[0], c.taker) for c in chosen)]
    placed = _by_position(list(dict.fromkeys(contested)), columns, takers, fixed)
    return Settled((*chosen, *placed), tuple(contested))


def _claims(candidate: Candidate) -> set[str]:
    return {f"column {column}" for column in candidate.columns} | {f"taker {candidate.taker}"}


def _rival(one: Candidate, other: Candidate) -> bool:
    return other is not one and other.score > one.score - AHEAD and bool(_claims(one) & _claims(other))


def _twins(one: Candidate, other: Candidate) -> bool:
    """Two columns headed by the label of one variable, such as one in each language: nobody knows which is meant."""
    return other.exact and one.taker == other.taker and not (one.choices or other.choices)


def _by_position(
    contested: Sequence[Candidate], columns: Sequence[str], takers: Sequence[str], fixed: Sequence[tuple[str, str]]
) -> list[Candidate]:
    """Of candidates that are equally sure, those that the order of both sides leaves only one way for."""
    at_column = {name: at for at, name in enumerate(columns)}
    at_taker = {name: at for at, name in enumerate(takers)}
    anchors = sorted((at_column[c], at_taker[t]) for c, t in fixed if c in at_column and t in at_taker)

    def between(candidate: Candidate) -> bool:
        here, there = at_column[candidate.columns[0]], at_taker[candidate.taker]
        before = max(((c, t) for c, t in anchors if c < here), default=None)
        after = min(((c, t) for c, t in anchors if c > here), default=None)
        return bool(before and after) and (before or (0, 0))[1] < there < (after or (0, 0))[1]

    named = [one for one in contested if one.found != "values" or one.choices]  # values alone know no order
    options = [candidate for candidate in named if between(candidate)]
    return [
        replace(one, found="position", score=round(one.score - 0.05, 3))
        for one in options
        if not any(other is not one and _claims(one) & _claims(other) for other in options)
    ]
