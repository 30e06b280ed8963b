"""Outcome rates: response, cooperation, refusal and contact rates, as the AAPOR standard defines them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from surveykit.fieldwork.disposition import DISPOSITIONS, GROUPS

Sort = Literal["response", "cooperation", "refusal", "contact"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases count as what; the letters are the standard's.

    I complete, P partial, R refusal and break-off, NC non-contact, O other, UH unknown whether there is a unit, UO
    unknown otherwise, NE not eligible.
    """

    I: int = 0  # noqa: E741 - the standard's letter
    P: int = 0
    R: int = 0
    NC: int = 0
    O: int = 0  # noqa: E741
    UH: int = 0
    UO: int = 0
    NE: int = 0

    @classmethod
    def of(cls, codes: Iterable[str]) -> "Counts":
        """The counts of cases with these disposition codes.

        Example:
            >>> Counts.of(["1.1", "1.1", "2.11", "3.19"])
            Counts(I=2, P=0, R=1, NC=0, O=0, UH=1, UO=0, NE=0)
        """
        found = Counter(DISPOSITIONS[code].group for code in codes)
        return cls(*(found[group] for group in GROUPS))

    @property
    def eligible(self) -> int:
        """The cases known to be eligible."""
        return self.I + self.P + self.R + self.NC + self.O

    @property
    def unknown(self) -> int:
        """The cases of whom it is not known whether they are eligible."""
        return self.UH + self.UO

    @property
    def reached(self) -> int:
        """The eligible cases somebody was reached of."""
        return self.I + self.P + self.R + self.O

    @property
    def eligibility(self) -> float:
        """The standard's e: the share of the cases of unknown eligibility that is thought to be eligible.

        It is the share of the eligible among those of whom it is known (proportional allocation); 1 where of nobody
        anything is known, so that the rate is the lower one.
        """
        return self.eligible / (self.eligible + self.NE) if self.eligible + self.NE else 1.0


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: its name in the standard, its sort, its formula as it is read, and the formula itself."""

    name: str
    sort: Sort
    formula: str
    fraction: Callable[[Counts, float], tuple[float, float]]  # of the counts and e: numerator and denominator

    def of(self, counts: Counts, e: float | None = None) -> float | None:
        """The rate, between 0 and 1; None where there is nobody it could be of.

        Args:
            counts: the cases.
            e: the share of the cases of unknown eligibility that is eligible; estimated from the counts without it.

        Source:
            AAPOR, Standard Definitions, 9th edition (2016), "Calculating rates from response distributions"; pinned
            by tests/reference/r_outcomerate.json.
        """
        part, whole = self.fraction(counts, counts.eligibility if e is None else e)
        return part / whole if whole else None


def _whole(c: Counts, e: float = 1.0) -> float:
    return c.eligible + e * c.unknown


RATES: tuple[Rate, ...] = (
    Rate("RR1", "response", "I / (I+P+R+NC+O+UH+UO)", lambda c, _: (c.I, _whole(c))),
    Rate("RR2", "response", "(I+P) / (I+P+R+NC+O+UH+UO)", lambda c, _: (c.I + c.P, _whole(c))),
    Rate("RR3", "response", "I / (I+P+R+NC+O+e(UH+UO))", lambda c, e: (c.I, _whole(c, e))),
    Rate("RR4", "response", "(I+P) / (I+P+R+NC+O+e(UH+UO))", lambda c, e: (c.I + c.P, _whole(c, e))),
    Rate("RR5", "response", "I / (I+P+R+NC+O)", lambda c, _: (c.I, c.eligible)),
    Rate("RR6", "response", "(I+P) / (I+P+R+NC+O)", lambda c, _: (c.I + c.P, c.eligible)),
    Rate("COOP1", "cooperation", "I / (I+P+R+O)", lambda c, _: (c.I, c.reached)),
    Rate("COOP2", "cooperation", "(I+P) / (I+P+R+O)", lambda c, _: (c.I + c.P, c.reached)),
    Rate("COOP3", "cooperation", "I / (I+P+R)", lambda c, _: (c.I, c.I + c.P + c.R)),
    Rate("COOP4", "cooperation", "(I+P) / (I+P+R)", lambda c, _: (c.I + c.P, c.I + c.P + c.R)),
    Rate("REF1", "refusal", "R / (I+P+R+NC+O+UH+UO)", lambda c, _: (c.R, _whole(c))),
    Rate("REF2", "refusal", "R / (I+P+R+NC+O+e(UH+UO))", lambda c, e: (c.R, _whole(c, e))),
    Rate("REF3", "refusal", "R / (I+P+R+NC+O)", lambda c, _: (c.R, c.eligible)),
    Rate("CON1", "contact", "(I+P+R+O) / (I+P+R+NC+O+UH+UO)", lambda c, _: (c.reached, _whole(c))),
    Rate("CON2", "contact", "(I+P+R+O) / (I+P+R+NC+O+e(UH+UO))", lambda c, e: (c.reached, _whole(c, e))),
    Rate("CON3", "contact", "(I+P+R+O) / (I+P+R+NC+O)", lambda c, _: (c.reached, c.eligible)),
)
RATE: Mapping[str, Rate] = {rate.name: rate for rate in RATES}


def percent(share: float) -> str:
    """A share in per cent with one decimal, rounded half up as in tables: a screen and a page say the same.

    Example:
        >>> percent(3 / 240), percent(814 / 4230)
        ('1.3', '19.2')
    """
    return str(Decimal(repr(100 * share)).quantize(Decimal("0.1"), ROUND_HALF_UP))
