"""Codings under a newer version of the coding frame: carried on by the changes that were recorded."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from surveykit.codebook.frames.changes import Change, Replayed, replay
from surveykit.codebook.frames.compare import between
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.problems import DefinitionError

Key = TypeVar("Key")
Judged = TypeVar("Judged", Coding, Settlement)


@dataclass(frozen=True, slots=True)
class Reframed:
    """Codings as the present version of the frame has them.

    Args:
        codings: what stands in it. A judgement with a code that was split or retired does not: nobody can say what
            the answer has now without reading it.
        again: the judgements that are to be made again for that reason, as they were recorded.
        settled_again: answers whose settlement does not stand any more.
        strange: codings under a version from which no recorded changes lead to the present one; they stand as they
            are.
    """

    codings: Codings
    again: tuple[Coding, ...] = ()
    settled_again: tuple[str, ...] = ()
    strange: tuple[Coding, ...] = ()


def reframed(codings: Codings, present: CodingFrame, earlier: Mapping[str, CodingFrame]) -> Reframed:
    """Carry codings on to the present version of the frame; the events keep what was said.

    Args:
        codings: as the events have them.
        present: the version of the frame that is coded by now.
        earlier: the other versions by their fingerprint.
    """
    others = {mark: frame for mark, frame in earlier.items() if mark != present.fingerprint}
    ways = {mark: way for mark, frame in others.items() if (way := _way(frame, present)) is not None}
    carry = _Carrying(present.fingerprint, ways).carry
    held, again = _all(codings.codings, carry)
    independent, _ = _all(codings.independent, carry)
    settled, unsettled = _all(codings.settled, carry)
    known = {"", present.fingerprint, *ways}
    return Reframed(
        replace(codings, codings=held, independent=independent, settled=settled),
        tuple(codings.codings[key] for key in again),
        tuple(unsettled),
        tuple(coding for coding in codings.codings.values() if coding.frame not in known),
    )


def _way(frame: CodingFrame, present: CodingFrame) -> tuple[Change, ...] | None:
    try:
        return between(frame, present)
    except DefinitionError:
        return None


def _all(judged: Mapping[Key, Judged], carry: Callable[[Judged], Judged | None]) -> tuple[dict[Key, Judged], list[Key]]:
    """What stands of some judgements, and those that are to be made again."""
    carried = {key: carry(each) for key, each in judged.items()}
    stands = {key: each for key, each in carried.items() if each is not None}
    return stands, [key for key in carried if key not in stands]


class _Carrying:
    """Carrying judgements on; the same codes are looked at once."""

    def __init__(self, present: str, ways: Mapping[str, tuple[Change, ...]]) -> None:
        self._present = present
        self._ways = ways
        self._known: dict[tuple[str, tuple[str, ...]], Replayed] = {}

    def carry(self, judged: Judged) -> Judged | None:
        """A judgement in the present version; None where it is to be made again."""
        if judged.frame not in self._ways:
            return judged
        found = self._after(judged.frame, judged.codes)
        if found.recode:
            return None
        if isinstance(judged, Coding):
            spans = tuple(self._spans(judged.frame, judged.spans))
            accepted = {
                heir: said for code, said in judged.accepted.items() for heir in self._heirs(judged.frame, code)
            }
            return replace(judged, codes=found.codes, spans=spans, accepted=accepted, frame=self._present)
        return replace(judged, codes=found.codes, frame=self._present)

    def _after(self, frame: str, codes: tuple[str, ...]) -> Replayed:
        key = frame, codes
        if key not in self._known:
            self._known[key] = replay(codes, self._ways[frame])
        return self._known[key]

    def _heirs(self, frame: str, code: str) -> tuple[str, ...]:
        return self._after(frame, (code,)).codes

    def _spans(self, frame: str, spans: Iterable[Span]) -> Iterable[Span]:
        return (Span(heir, span.start, span.end) for span in spans for heir in self._heirs(frame, span.code))
