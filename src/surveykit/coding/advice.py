"""Advice: what a suggestion is to a coder, whoever makes it."""

from dataclasses import dataclass
from typing import Protocol

from surveykit.coding.codings import Coding
from surveykit.coding.unit import Unit


@dataclass(frozen=True, slots=True)
class Advice:
    """A code that an answer may have: how sure (0 to 1), where it comes from, and why, in words for the coder.

    `source` is recorded with the coding where the code is accepted, such as "rule fiera" or "learned, rank 1".
    """

    code: str
    score: float
    source: str
    why: str


class Adviser(Protocol):
    """Who suggests codes. It learns as coding goes on, and never decides."""

    def advice(self, unit: Unit) -> tuple[Advice, ...]:
        """At most five codes for an answer, the likeliest first; quick enough to be asked at each key."""

    def learn(self, unit: Unit, coding: Coding) -> None:
        """Take a judgement into account from now on."""

    def forget(self, unit: Unit, coder: str) -> None:
        """Leave a judgement that was taken back out of account, as if it had never been made."""
