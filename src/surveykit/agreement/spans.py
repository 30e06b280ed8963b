"""Spans: how far the words that two coders marked for the same code are the same words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from surveykit.agreement.views import Judged
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Codings

Sides = tuple[Sequence[Span], Sequence[Span]]
"""What two coders marked in one answer."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words marked for a code where both of two coders gave it and marked words for it.

    Args:
        code: the code.
        answers: how many times two coders marked words for it in the same answer.
        marks: how many marks these are.
        met: the share of the marks that overlap with one of the other coder.
        common: the characters both marked, by those either marked.
    """

    code: str
    answers: int
    marks: int
    met: float
    common: float


def marked(code: str, sides: Iterable[Sides]) -> Marked | None:
    """How far two coders marked the same words for a code; None where no two of them did.

    Example:
        >>> found = marked("EXP", [([Span("EXP", 0, 10)], [Span("EXP", 0, 5)])])
        >>> found.met, found.common
        (1.0, 0.5)
    """
    both = [
        (ours, theirs)
        for one, other in sides
        if (ours := [span for span in one if span.code == code])
        and (theirs := [span for span in other if span.code == code])
    ]
    if not both:
        return None
    marks = sum(len(ours) + len(theirs) for ours, theirs in both)
    met = sum(_meeting(ours, theirs) + _meeting(theirs, ours) for ours, theirs in both)
    places = [(_places(ours), _places(theirs)) for ours, theirs in both]
    either = sum(len(one | other) for one, other in places)
    common = sum(len(one & other) for one, other in places)
    return Marked(code, len(both), marks, met / marks, common / either if either else 0.0)


def all_marked(made: Judged, codings: Codings, frame: CodingFrame) -> Iterator[Marked]:
    """The words marked for each code, over every pair of coders who judged the same answer."""
    sides: list[Sides] = []
    for row in np.flatnonzero(made.sets.given >= 2):
        coders = (coder for coder, mark in zip(made.sets.coders, made.sets.marks[row], strict=True) if mark >= 0)
        spans = [codings.independent[made.units[row], coder].spans for coder in coders]
        sides += [(one, other) for one, other in combinations(spans, 2) if one and other]
    codes = {span.code for one, other in sides for span in (*one, *other)}
    found = (marked(code, sides) for code in frame.ordered(sorted(codes)))
    yield from (one for one in found if one is not None)


def _meeting(ours: Sequence[Span], theirs: Sequence[Span]) -> int:
    """How many of some marks overlap with one of others."""
    return sum(any(one.start < other.end and other.start < one.end for other in theirs) for one in ours)


def _places(spans: Sequence[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}
