"""Who was in which round: how many stayed, came and left, and the patterns of presence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import THERE, Linked, linked, rounds_of
from surveykit.missing import Value
from surveykit.stats.framed import Framed


@dataclass(frozen=True, slots=True)
class RoundOf:
    """A round: its firms, those of them that were in the round before, and those that are in the next."""

    value: Value
    n: int
    stayed: int | None  # None in the first round
    retained: int | None  # None in the last

    @property
    def came(self) -> int | None:
        """Firms that were not in the round before."""
        return None if self.stayed is None else self.n - self.stayed

    @property
    def left(self) -> int | None:
        """Firms that are not in the next round."""
        return None if self.retained is None else self.n - self.retained


@dataclass(frozen=True, slots=True)
class Presence(Framed):
    """The rounds of a panel, and how many firms were in which of them; a pattern has a truth for each round."""

    rounds: tuple[RoundOf, ...]
    patterns: Mapping[tuple[bool, ...], int]
    nameless: int
    double: int

    def records(self) -> list[Mapping[str, object]]:
        """One row a round; attrition is the share of its firms that are not in the next."""
        return [
            {
                "round": each.value,
                "n": each.n,
                "stayed": each.stayed,
                "came": each.came,
                "left": each.left,
                "attrition": None if each.left is None or not each.n else each.left / each.n,
            }
            for each in self.rounds
        ]


def presence(dataset: Dataset, rounds: Sequence[str] = ()) -> Presence:
    """Count who was in which of the rounds of a panel in long form.

    Raises:
        DataError: SK440, the dataset is no panel; SK795, it has not the rounds asked for.
    """
    found = linked(dataset, (), rounds_of(dataset, rounds))
    patterns = found.counted([f"{THERE}{place}" for place in range(len(found.rounds))])
    seen = {tuple(bool(x) for x in pattern): n for pattern, n in patterns.items()}
    return Presence(
        tuple(_round(found, place, seen) for place in range(len(found.rounds))), seen, found.nameless, found.double
    )


def _round(found: Linked, place: int, patterns: Mapping[tuple[bool, ...], int]) -> RoundOf:
    def both(other: int) -> int | None:
        if not 0 <= other < len(found.rounds):
            return None
        return sum(n for pattern, n in patterns.items() if pattern[place] and pattern[other])

    n = sum(n for pattern, n in patterns.items() if pattern[place])
    return RoundOf(found.rounds[place], n, both(place - 1), both(place + 1))
