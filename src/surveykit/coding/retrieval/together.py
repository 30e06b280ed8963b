"""Codes counted: how many answers and cases have each, and which codes stand together more often than by chance."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.unit import Unit


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that stand together: in how many answers, and how many have the one and the other of all.

    `jaccard` is the share of answers with both among those with either. `lift` is how many times as often they stand
    together as they would if they had nothing to do with each other: above 1 they seek each other, below they avoid.
    """

    one: str
    other: str
    both: int
    n_one: int
    n_other: int
    n: int

    @property
    def jaccard(self) -> float:
        """Jaccard (1901): both / (one or other).

        Example:
            >>> Pair("A", "B", 3, 5, 4, 20).jaccard, Pair("A", "B", 3, 5, 4, 20).lift
            (0.5, 3.0)
        """
        either = self.n_one + self.n_other - self.both
        return self.both / either if either else 0.0

    @property
    def lift(self) -> float | None:
        """Observed over expected, both x n / (one x other): Brin, Motwani and Silverstein (1997), their "interest"."""
        expected = self.n_one * self.n_other
        return self.both * self.n / expected if expected else None


def pairs(sets: Iterable[Sequence[str]], codes: Sequence[str]) -> dict[tuple[str, str], Pair]:
    """Every pair of codes, in the order given, over answers with the codes they have."""
    n, counts = 0, Counter[tuple[str, ...]]()
    for held in sets:
        given = [code for code in codes if code in held]
        n += 1
        counts.update((code,) for code in given)
        counts.update(combinations(given, 2))
    return {
        (one, other): Pair(one, other, counts[one, other], counts[one,], counts[other,], n)
        for one, other in combinations(codes, 2)
    }


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many answers and cases have a code, a narrower one of it, or one of a net."""

    answers: int
    cases: int


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Codes counted over some answers: the base, and each code and net."""

    base: Frequency
    codes: Mapping[str, Frequency]
    nets: Mapping[str, Frequency]


def frequencies(answers: Iterable[tuple[Unit, Sequence[str]]], frame: CodingFrame) -> Frequencies:
    """Count the codes of answers; an answer with two codes of a net counts once for it."""
    counted = {("code", code): frozenset(frame.below(code)) for code in frame.codes}
    for net, facts in frame.nets.items():
        counted["net", net] = frozenset(one for code in facts.codes for one in frame.below(code))
    n, cases = Counter[tuple[str, str]](), dict[tuple[str, str], set[str]]()
    base, all_cases = 0, set[str]()
    for unit, held in answers:
        base += 1
        all_cases.add(unit.case)
        for what, members in counted.items():
            if not members.isdisjoint(held):
                n[what] += 1
                cases.setdefault(what, set()).add(unit.case)
    found = {what: Frequency(n[what], len(cases.get(what, ()))) for what in counted}
    return Frequencies(
        Frequency(base, len(all_cases)),
        {code: found["code", code] for code in frame.codes},
        {net: found["net", net] for net in frame.nets},
    )
