"""Findings: what a check says of a printed number, and the order in which it is tried."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from surveykit.reproduction.interval import Interval, Number
from surveykit.reproduction.printed import Printed

Status = Literal[
    "agree", "input_rounding", "truncated", "mismatch", "weak_claim", "note", "derived", "not_recomputable"
]
"""How a printed number stands to what follows from others, or from data.

`agree`: it is what follows, rounded. `input_rounding`: it may be, for what it follows from is rounded itself.
`truncated`: it is, where the authors cut decimals off. `mismatch`: it is not. `weak_claim`: a sentence the numbers bear
out in part. `note`: a remark. `derived`: a number that is not printed. `not_recomputable`: nothing printed tells.
"""
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one printed number, or of one sentence.

    `low` and `high` are the ends of what may follow from the rounding of what it follows from.
    """

    id: str  # of the check
    locus: str  # where it stands in the paper
    check: str  # the kind of the check
    cell: str  # table.row.column, "" of a sentence
    published: str  # as printed
    recomputed: float | str | None
    status: Status
    low: float | None = None
    high: float | None = None
    note: str = ""
    says: str = ""  # what the check is about, in words

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against what is printed."""
        return self.status not in {"mismatch", "weak_claim"}


def status_of(printed: Printed, middle: Number, interval: Interval) -> Status:
    """How a printed number stands to what follows: `middle` from numbers as printed, `interval` from all they may be.

    Example:
        >>> from fractions import Fraction
        >>> from surveykit.reproduction.printed import printed
        >>> [status_of(printed(p), Fraction("8.1165"), Interval.of(Fraction("8.1165"))) for p in ("8.12", "8.11", "8")]
        ['agree', 'truncated', 'agree']
    """
    if printed.rounds_from(middle):
        return "agree"
    if printed.rounding.meets(interval):
        return "agree" if interval.single else "input_rounding"
    return "truncated" if printed.cut_from(interval) else "mismatch"


def plain(number: Number | None) -> float | None:
    """A bound as a finding tells it: nothing where there is none."""
    return None if number is None or math.isinf(number) else float(number)
