"""The trail: every change that was made, with when, who, why, what was, what is, and where it was declared."""

from dataclasses import dataclass

from surveykit.cleaning.correction import Correction
from surveykit.missing import Value


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was changed, or one case that was taken out; `row` is that of the file before, from 1.

    `how` is correct, drop, or compute: a computed variable that followed. For a case taken out, `old` tells all it
    held. `correction` is what it was done for, if it was declared.
    """

    how: str
    case: str
    row: int
    variable: str
    old: Value | None
    new: Value | None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """All changes in the order of the corrections, and the corrections that had been applied before."""

    changes: tuple[Change, ...] = ()
    already: tuple[Correction, ...] = ()
    at: str = ""
    source: str = ""

    @property
    def corrected(self) -> int:
        """How many cells were corrected."""
        return sum(change.how == "correct" for change in self.changes)

    @property
    def dropped(self) -> int:
        """How many cases were taken out."""
        return sum(change.how == "drop" for change in self.changes)
