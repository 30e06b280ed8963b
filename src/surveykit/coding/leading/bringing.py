"""Bringing codings in from a file: what each coder said that the store does not have yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveykit.coding.acts import Coded, Settled
from surveykit.coding.codings import Coding, Codings
from surveykit.problems import Place, Problem, Rule

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
        settled: judgements that hold, with the name of who settled them.
        known: how many stand there already.
        others: how many of those that are written take the place of another judgement of the same coder.
        strange: answers that the store does not have.
    """

    coded: Mapping[str, tuple[Coded, ...]]
    settled: Mapping[str, tuple[Settled, ...]]
    known: int
    others: int
    strange: tuple[str, ...]

    def problems(self, file: str) -> tuple[Problem, ...]:
        """The answers that the store does not have."""
        what = "the store has no answer '{}'; it was left out"
        return tuple(
            Problem(NOT_HERE, what.format(unit), Place(file), NOT_HERE.mend, "warning") for unit in self.strange
        )


def bringing(there: Codings, brought: Codings, frame: str, source: str) -> Bringing:
    """Compare the codings of a file with those of a store.

    Args:
        there: what stands in the store.
        brought: what the file says.
        frame: the fingerprint of the frame they are brought in under, where the file does not say it.
        source: the name of the file.
    """
    coded: dict[str, list[Coded]] = {}
    settled: dict[str, list[Settled]] = {}
    known = others = 0
    for (unit, coder), coding in brought.codings.items():
        held = there.codings.get((unit, coder))
        if held is not None and _says_no_more(coding, held):
            known += 1
        elif unit in there.units:
            coded.setdefault(coder, []).append(
                Coded(
                    unit, _words(there, brought, unit, coding.text), coding.frame or frame, coding.outcome,
                    coding.codes, coding.reason, coding.spans, coding.note, accepted=coding.accepted,
                    shown=coding.shown, source=source,
                )
            )  # fmt: skip
            others += held is not None
    for unit, one in brought.settled.items():
        now = there.settled.get(unit)
        if now is not None and (now.outcome, now.codes, now.by) == (one.outcome, one.codes, one.by):
            known += 1
        elif unit in there.units:
            words = _words(there, brought, unit, one.text)
            act = Settled(unit, words, one.frame or frame, (), one.outcome, one.codes, one.reason, one.method)
            settled.setdefault(one.by, []).append(act)
    units = dict.fromkeys([*(unit for unit, _ in brought.codings), *brought.settled])
    return Bringing(
        {coder: tuple(acts) for coder, acts in coded.items()},
        {by: tuple(acts) for by, acts in settled.items()},
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
