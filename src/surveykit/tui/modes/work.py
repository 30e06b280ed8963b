"""What one has sat down for, as the command line says it."""

from dataclasses import dataclass
from typing import Literal

ModeName = Literal["interview", "keying", "verify", "supervise"]


@dataclass(frozen=True, slots=True)
class Work:
    """What one has sat down for.

    Args:
        mode: to hold interviews, to key from paper, to key forms a second time, or to supervise.
        codes_only: show no labels, to those who know the codes.
        one_in: in a second keying, one form in so many.
        shown: in a second keying, show what the first entry holds.
    """

    mode: ModeName = "interview"
    codes_only: bool = False
    one_in: int = 1
    shown: bool = False
