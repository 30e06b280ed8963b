"""Whose codes hold of an open answer, under a declared policy; what is not decided says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.derive.lacking import NO_CODE, NOT_IN_FRAME, UNCODABLE, UNCODED, UNDETERMINED, UNRESOLVED
from surveykit.problems import DataError, Problem, Rule, listed, nearest

Policy = Literal["adjudicated", "agreed", "single"]
"""Whose codes hold: what was settled, else what all coders agree on; what all coders agree on; those of one coder."""

WHOSE = Rule(
    "SK765",
    "It is not said whose codes are taken",
    "Codes of several coders are not one coding.",
    "surveykit resolve codings.csv --frame italian-after.yaml --policy single",
    "Name the coder: `--coder ida`.",
)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds of one answer under a policy, and where it comes from.

    Args:
        codes: the codes, in the order of the frame.
        reason: why there are none, "" where there are.
        coders: whose codings it was made from.
        events: the ids of these codings, where they come from a journal.
        settlement: the id of the event that settled it, "" where nobody did.
        by: who settled it.
        frame: the fingerprint of the frame it was coded by, "" where that is not known.
    """

    codes: tuple[str, ...] = ()
    reason: str = ""
    coders: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    settlement: str = ""
    by: str = ""
    frame: str = ""


def held(codings: Codings, frame: CodingFrame, policy: Policy, coder: str = "") -> dict[str, Held]:
    """What holds of each answer.

    Args:
        codings: the answers and what coders gave them.
        frame: the coding frame.
        policy: `adjudicated`: what was settled, else what every coder who judged holds; `agreed`: what every coder
            who judged holds, whatever was settled; `single`: what one coder holds.
        coder: whose codes `single` takes; where there is one coder only it may be left out.

    Raises:
        DataError: SK765, there are several coders and none is named, the one named has coded nothing, or one is named
            and the policy takes all.
    """
    if policy == "single":
        coder = _one_of(codings.coders, coder)
    elif coder:
        what = f"'{coder}' is named, and the policy '{policy}' takes all coders"
        raise DataError(Problem(WHOSE, what, hint=f"take the codes of one coder, `--policy single --coder {coder}`"))
    questions = codings.asked(frame.questions)
    of_unit: dict[str, list[Coding]] = {}
    for (unit, by), coding in codings.codings.items():
        if policy != "single" or by == coder:
            of_unit.setdefault(unit, []).append(coding)
    return {
        unit.id: _held(
            sorted(of_unit.get(unit.id, []), key=lambda each: each.coder),
            codings.settled.get(unit.id) if policy == "adjudicated" else None,
            frame,
        )
        for unit in codings.units.values()
        if unit.question in questions
    }


def _one_of(coders: Sequence[str], coder: str) -> str:
    if coder in coders or (not coder and len(coders) == 1):
        return coder or coders[0]
    if not coder:
        what, hint = f"{len(coders)} coders have coded: {listed(coders)}", WHOSE.mend
    else:
        what = f"'{coder}' has coded nothing"
        hint = nearest(coder, coders) or f"the coders are {listed(coders)}"
    raise DataError(Problem(WHOSE, what, hint=hint))


def _held(given: Sequence[Coding], settled: Settlement | None, frame: CodingFrame) -> Held:
    coders, events = tuple(coding.coder for coding in given), tuple(coding.event for coding in given if coding.event)
    judged: Sequence[Coding | Settlement] = [settled] if settled else given
    if not judged:
        return Held(reason=UNCODED)
    codes: tuple[str, ...] = ()
    reason = UNRESOLVED
    if len({(each.outcome, frozenset(each.codes)) for each in judged}) == 1:
        codes, reason = _judgement(judged[0], frame)
    by, event = (settled.by, settled.event) if settled else ("", "")
    return Held(codes, reason, coders, events, event, by, judged[0].frame)


def _judgement(judged: Coding | Settlement, frame: CodingFrame) -> tuple[tuple[str, ...], str]:
    if judged.outcome != "coded":
        return (), NO_CODE if judged.outcome == "none" else UNCODABLE
    codes = frame.ordered(judged.codes)
    if not codes or any(code not in frame.codes for code in codes):
        return codes, NOT_IN_FRAME if codes else UNCODED
    return codes, "" if frame.several or len(codes) == 1 else UNDETERMINED
