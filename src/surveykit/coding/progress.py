"""Progress: how many of the answers that each coder was given are judged, batch by batch."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from surveykit.coding.codings import Batch, Coding, Codings


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a coder stands in a batch; the batch is "" for answers judged outside of any.

    Args:
        batch: the batch.
        coder: who was given it.
        role: what for.
        given: how many answers there are in it.
        coded: how many of them have codes.
        none: to how many no code applies.
        uncodable: how many cannot be coded.
    """

    batch: str
    coder: str
    role: str
    given: int
    coded: int
    none: int
    uncodable: int

    @property
    def left(self) -> int:
        """How many wait to be judged."""
        return self.given - self.coded - self.none - self.uncodable


def progress(codings: Codings) -> tuple[Progress, ...]:
    """Where each coder stands in each batch, then in what was judged outside of any.

    Answers given to be coded once more count as judged where they were judged in that batch.
    """
    known: dict[str, set[str]] = {}
    found: list[Progress] = []
    for batch in codings.batches:
        if batch.role != "adjudicate" and batch.units:
            known.setdefault(batch.coder, set()).update(batch.units)
            judged = (codings.codings.get((unit, batch.coder)) for unit in batch.units)
            found.append(_counted(batch, (held for held in judged if held and _in(batch, held))))
    for coder in codings.coders:
        outside = [
            held for (unit, by), held in codings.codings.items() if by == coder and unit not in known.get(coder, ())
        ]
        if outside:
            units = tuple(held.unit for held in outside)
            found.append(_counted(Batch("", coder, units, blind=False, role="code", seed=0), outside))
    return tuple(found)


def _in(batch: Batch, held: Coding) -> bool:
    """Whether a judgement was asked for by the batch: to be coded again is not to be coded before."""
    return batch.role != "recode" or held.batch == batch.name


def _counted(batch: Batch, held: Iterable[Coding]) -> Progress:
    times = Counter(coding.outcome for coding in held)
    return Progress(
        batch.name, batch.coder, batch.role, len(batch.units), times["coded"], times["none"], times["uncodable"]
    )
