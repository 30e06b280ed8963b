"""How an answer stands: open, settled, or settled on what is no more; and the act that makes a judgement hold."""

from dataclasses import dataclass, replace
from typing import Literal

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Settled
from surveykit.coding.codings import Codings, Settlement
from surveykit.coding.disagreement import Comparison

State = Literal["open", "again", "settled"]
"""How an answer stands: not settled; settled, and its words, codings or codes are others since; settled."""


@dataclass(frozen=True, slots=True)
class Change:
    """What held for an answer before a move and after it."""

    unit: str
    before: Settlement | None
    after: Settlement | None


def outdated(found: Comparison, codings: Codings, frame: CodingFrame) -> bool:
    """Whether an answer was settled on other words or codings than there are now, or with codes that cannot hold."""
    held = codings.settled[found.unit]
    words = held.text in {"", codings.units[found.unit].hash}
    seen = not held.inputs or set(held.inputs) == {coding.event for coding in found.codings}
    return not (words and seen) or bool(frame.faults(held.codes))


def seen_by(codings: Codings, by: str) -> Codings:
    """Codings without what others hold of answers that a person has still to judge as a coder."""
    given = [batch for batch in codings.batches if batch.coder == by and batch.role != "adjudicate"]
    waits = {unit for batch in given for unit in batch.units if (unit, by) not in codings.codings}
    held = {key: coding for key, coding in codings.codings.items() if key[0] not in waits}
    independent = {key: coding for key, coding in codings.independent.items() if key[0] not in waits}
    return replace(codings, codings=held, independent=independent)


def act_of(settlement: Settlement) -> Settled:
    """A settlement as the act that makes it hold."""
    return Settled(
        settlement.unit, settlement.text, settlement.frame, settlement.inputs, settlement.outcome, settlement.codes,
        settlement.reason, settlement.method,
    )  # fmt: skip
