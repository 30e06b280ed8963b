"""Bringing codings in from a file: what each coder said that the store does not have yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveykit.coding.acts import Coded, CodingEvent, Settled
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.problems import Place, Problem, Rule

Mark = tuple[object, ...]
NOT_HERE = Rule(
    "SK906",
    "The store has not the answer that was coded",
    "A code of an answer nobody knows says nothing.",
    "a file of codings of another survey, or with other ids of cases",
    "Take the answers in first, with the same ids: surveykit coding begin DATA --to STORE. The others were taken.",
)


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a file of codings brings to a store.

    Args:
        coded: coder to what is to be written for them.
        settled: judgements that hold, with the name of who settled them; to be written after that.
        later: coder to what they judged after it was settled; to be written last.
        known: how many stand there already.
        others: how many of those that are written take the place of another judgement of the same coder.
        strange: answers that the store does not have.
    """

    coded: Mapping[str, tuple[Coded, ...]]
    settled: Mapping[str, tuple[Settled, ...]]
    later: Mapping[str, tuple[Coded, ...]]
    known: int
    others: int
    strange: tuple[str, ...]

    def problems(self, file: str) -> tuple[Problem, ...]:
        """The answers that the store does not have."""
        what = "the store has no answer '{}'; it was left out"
        return tuple(
            Problem(NOT_HERE, what.format(unit), Place(file), NOT_HERE.mend, "warning") for unit in self.strange
        )


def bringing(there: Codings, brought: Codings, frame: str, source: str, before: Iterable[CodingEvent] = ()) -> Bringing:
    """Compare the codings of a file with those of a store.

    Args:
        there: what stands in the store.
        brought: what the file says.
        frame: the fingerprint of the frame they are brought in under, where the file does not say it.
        source: the name of the file.
        before: the histories of its coders: what came in from it once, and was changed here since, stays changed.
    """
    came = set(_marks(before, source))
    coded: dict[str, list[Coded]] = {}
    later: dict[str, list[Coded]] = {}
    settled: dict[str, list[Settled]] = {}
    known = others = 0
    for key, coding in brought.codings.items():
        unit, coder = key
        mark, held, first = _mark(coder, coding), there.codings.get(key), brought.independent.get(key)
        if mark in came or (held is not None and _says_no_more(coding, held)):
            known += 1
        elif unit in there.units:
            if first is not None and _mark(coder, first) not in came:
                coded.setdefault(coder, []).append(_act(there, brought, first, frame, source))
            if first is None or _mark(coder, first) != mark:
                later.setdefault(coder, []).append(_act(there, brought, coding, frame, source))
            others += held is not None
    for unit, one in brought.settled.items():
        now, mark = there.settled.get(unit), _mark(one.by, one)
        if mark in came or (now is not None and _mark(now.by, now) == mark):
            known += 1
        elif unit in there.units:
            words = _words(there, brought, unit, one.text)
            act = Settled(unit, words, one.frame or frame, (), one.outcome, one.codes, one.reason, one.method)
            settled.setdefault(one.by, []).append(act)
    units = dict.fromkeys([*(unit for unit, _ in brought.codings), *brought.settled])
    return Bringing(
        {coder: tuple(acts) for coder, acts in coded.items()},
        {by: tuple(acts) for by, acts in settled.items()},
        {coder: tuple(acts) for coder, acts in later.items()},
        known,
        others,
        tuple(unit for unit in units if unit not in there.units),
    )


def _words(there: Codings, brought: Codings, unit: str, said: str) -> str:
    """The hash of the words that were judged: as the file says, or those it shows, or those of the store."""
    shown = brought.units.get(unit)
    return said or (shown.hash if shown is not None and shown.text else there.units[unit].hash)


def _says_no_more(coding: Coding, held: Coding) -> bool:
    """Whether a coding is the one that is held; a file without notes, reasons or spans does not take them away."""
    more = (coding.reason, held.reason), (coding.note, held.note), (frozenset(coding.spans), frozenset(held.spans))
    same = (coding.outcome, coding.codes) == (held.outcome, held.codes)
    return same and all(not said or said == stands for said, stands in more)


def _act(there: Codings, brought: Codings, coding: Coding, frame: str, source: str) -> Coded:
    """A judgement of a file as the act that says so."""
    return Coded(
        coding.unit, _words(there, brought, coding.unit, coding.text), coding.frame or frame, coding.outcome,
        coding.codes, coding.reason, coding.spans, coding.note, accepted=coding.accepted, shown=coding.shown,
        source=source,
    )  # fmt: skip


def _marks(events: Iterable[CodingEvent], source: str) -> Iterator[Mark]:
    """What may have come from a file before: a judgement says where it is from, a settlement does not."""
    for event in events:
        if isinstance(event.act, Settled) or (isinstance(event.act, Coded) and event.act.source == source):
            yield _mark(event.by, event.act)


def _mark(by: str, said: Coding | Coded | Settlement | Settled) -> Mark:
    """What is the same where somebody says the same of an answer again."""
    if isinstance(said, Settlement | Settled):
        return said.unit, by, "settled", said.outcome, said.codes
    return said.unit, by, said.outcome, said.codes, said.reason, frozenset(said.spans), said.note
