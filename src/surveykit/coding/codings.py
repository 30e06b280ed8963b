"""Codings: the answers, what each coder gave them, and what was settled; read off the events, never written to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

from surveykit.coding.acts import (
    Coded,
    CodingEvent,
    Framed,
    Given,
    Method,
    Outcome,
    Role,
    Settled,
    Span,
    Took,
    Uncoded,
    Unsettled,
)
from surveykit.coding.unit import Unit


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder holds of one answer.

    Args:
        unit: the id of the answer.
        coder: who judged it.
        outcome: how: "coded", "none" of the codes applies, or "uncodable" with the reason.
        codes: the codes; none where the outcome is not "coded".
        event: the id of the event that says so, "" where it comes from a file without any.
        at: when (ISO, UTC), "" where that is not known.
        text: the hash of the words that were judged, "" where that is not known.
        frame: the fingerprint of the frame that was used, "" where that is not known.
        after_settling: whether the answer had been settled before, so that the coder is no independent judge of it;
            where it has other words since, or the coder was asked anew since the frame has changed, it had not.
    """

    unit: str
    coder: str
    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()
    reason: str = ""
    spans: tuple[Span, ...] = ()
    note: str = ""
    batch: str = ""
    accepted: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    event: str = ""
    at: str = ""
    text: str = ""
    frame: str = ""
    source: str = ""
    after_settling: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """The judgement that holds for an answer, who settled it and how, and the codings it was made from."""

    unit: str
    by: str
    outcome: Outcome = "coded"
    codes: tuple[str, ...] = ()
    reason: str = ""
    method: Method = "consensus"
    inputs: tuple[str, ...] = ()
    event: str = ""
    at: str = ""
    text: str = ""
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers that one coder was given, in the order they are to be judged."""

    name: str
    coder: str
    units: tuple[str, ...]
    blind: bool
    role: Role
    seed: int


@dataclass(frozen=True)
class Codings:
    """All that is known of the coding of some open answers.

    Args:
        units: the answers by id, in the order they were taken in.
        codings: unit and coder to what that coder holds now.
        independent: unit and coder to what that coder held before the answer was settled: what agreement is
            computed from.
        settled: unit to the judgement that holds.
        batches: who was given what.
        frames: fingerprints of the frames used, the present one last.
    """

    units: Mapping[str, Unit] = field(default_factory=dict)
    codings: Mapping[tuple[str, str], Coding] = field(default_factory=dict)
    independent: Mapping[tuple[str, str], Coding] = field(default_factory=dict)
    settled: Mapping[str, Settlement] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    frames: tuple[str, ...] = ()

    @cached_property
    def coders(self) -> tuple[str, ...]:
        """Who has coded, by name."""
        return tuple(sorted({coder for _, coder in self.codings}))

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions whose answers are coded, in the order they were taken in."""
        return tuple(dict.fromkeys(unit.question for unit in self.units.values()))

    def asked(self, named: Collection[str]) -> tuple[str, ...]:
        """The questions here that a frame is for: those it names, or all of them where it names none that is here.

        Answers may be taken in for a frame that names other questions, since a column is seldom called what the
        frame calls it.
        """
        return tuple(question for question in self.questions if question in named) or self.questions

    def of(self, unit: str) -> tuple[Coding, ...]:
        """What every coder holds of an answer, by the name of the coder."""
        return self._by_unit.get(unit, ())

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[Coding, ...]]:
        found: dict[str, list[Coding]] = {}
        for coding in self.codings.values():
            found.setdefault(coding.unit, []).append(coding)
        return {unit: tuple(sorted(held, key=lambda coding: coding.coder)) for unit, held in found.items()}

    def changed(self) -> Iterator[Coding]:
        """Codings of answers whose words are others now; they are kept, and are to be looked at again."""
        for coding in self.codings.values():
            unit = self.units.get(coding.unit)
            if unit is not None and coding.text not in {"", unit.hash}:
                yield coding


def codings_of(units: Iterable[Unit], codings: Iterable[Coding], settled: Iterable[Settlement] = ()) -> Codings:
    """Codings that come from a file, not from a journal."""
    held = {(coding.unit, coding.coder): coding for coding in codings}
    return Codings(
        units={unit.id: unit for unit in units},
        codings=held,
        independent=held,
        settled={settlement.unit: settlement for settlement in settled},
    )


def happened(event: CodingEvent) -> tuple[str, int, str]:
    """By what events are put in order, the same on every machine."""
    return event.at, event.number, event.id


class Telling:
    """What the events told so far say; it goes on as events come."""

    def __init__(self, events: Iterable[CodingEvent] = ()) -> None:
        """Tell events in the order in which they happened, from whatever histories, each however often."""
        self.units: dict[str, Unit] = {}
        self.held: dict[tuple[str, str], Coding] = {}
        self.independent: dict[tuple[str, str], Coding] = {}
        self.settled: dict[str, Settlement] = {}
        self.batches: dict[tuple[str, str], Batch] = {}
        self.frames: dict[str, None] = {}
        self.latest = ""
        unique = {event.id: event for event in events}
        for event in sorted(unique.values(), key=happened):
            self.tell(event)

    def codings(self) -> Codings:
        """What stands now; what is told later does not change it."""
        return Codings(
            dict(self.units), dict(self.held), dict(self.independent), dict(self.settled),
            tuple(self.batches.values()), tuple(self.frames),
        )  # fmt: skip

    def tell(self, event: CodingEvent) -> None:
        """Take into account what happened after all that was told."""
        self.latest = max(self.latest, event.at)
        act = event.act
        match act:
            case Took():
                self.units.update({unit.id: unit for unit in act.units})
            case Framed():
                self.frames.pop(act.frame, None)
                self.frames[act.frame] = None
            case Given():
                batch = Batch(act.batch, act.coder, act.units, act.blind, act.role, act.seed)
                self.batches[act.batch, act.coder] = batch
            case Coded():
                for unit, text in {act.unit: act.text, **act.together}.items():
                    known = self._is_known(unit, text, act, event.by)
                    self._judge(_coding(unit, text, act, event, after_settling=known))
            case Uncoded():
                self.held.pop((act.unit, event.by), None)
                if act.unit not in self.settled:
                    self.independent.pop((act.unit, event.by), None)
            case Settled():
                self.settled[act.unit] = Settlement(
                    act.unit, event.by, act.outcome, act.codes, act.reason, act.method, act.inputs, event.id,
                    event.at, act.text, act.frame,
                )  # fmt: skip
            case Unsettled():
                self.settled.pop(act.unit, None)
            case _:
                assert_never(act)

    def _is_known(self, unit: str, text: str, act: Coded, by: str) -> bool:
        """Whether what a coder judges was settled before: not other words, nor by a frame in which it is asked anew."""
        settled = self.settled.get(unit)
        if settled is None or (settled.text and text not in {"", settled.text}):
            return False
        batch = self.batches.get((act.batch, by))
        return batch is None or batch.role != "recode" or settled.frame == act.frame

    def _judge(self, coding: Coding) -> None:
        key = coding.unit, coding.coder
        self.held[key] = coding
        if not coding.after_settling:
            self.independent[key] = coding


def fold(events: Iterable[CodingEvent]) -> Codings:
    """What the events say, from whatever histories, in whatever order they come, each however often."""
    return Telling(events).codings()


def _coding(unit: str, text: str, act: Coded, event: CodingEvent, *, after_settling: bool) -> Coding:
    return Coding(
        unit, event.by, act.outcome, act.codes, act.reason, act.spans if unit == act.unit else (), act.note, act.batch,
        act.accepted, act.shown, event.id, event.at, text, act.frame, act.source, after_settling,
    )  # fmt: skip
