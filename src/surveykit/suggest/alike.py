"""Answers that were judged before: with the same words, or nearly; and what was given to them."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveykit.coding.codings import Coding
from surveykit.coding.unit import Unit, normal

NEAR = 85  # per cent of the same signs
_SHORTEST = NEAR / (200 - NEAR)  # shorter than this share of the other, two answers cannot be near
_NEAREST = 3
LATELY = 10_000  # different answers judged last, among which near ones are looked for


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement of an answer, as far as it says something of others."""

    unit: str
    case: str
    coder: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A code that like answers have: the share of judgements that gave it, how like they are, and one of them."""

    code: str
    share: float
    percent: float
    judged: Judged
    others: int


class Alike:
    """Judgements by the words of the answer."""

    def __init__(self) -> None:
        self.known: dict[str, dict[tuple[str, str], Judged]] = {}
        self._lately = deque[str]()
        self._by_length: list[tuple[int, str]] = []

    def take(self, judged: Iterable[tuple[Unit, Coding]]) -> None:
        """Know these judgements from now on; one of the same coder and answer takes the place of the former."""
        fresh = []
        for unit, coding in judged:
            words = normal(unit.text)
            if words and words not in self.known:
                fresh.append(words)
            if words:
                one = Judged(unit.id, unit.case, coding.coder, coding.codes)
                self.known.setdefault(words, {})[unit.id, coding.coder] = one
        for words in fresh[-LATELY:]:
            if len(self._lately) == LATELY:
                gone = self._lately.popleft()
                del self._by_length[bisect_left(self._by_length, (len(gone), gone))]
            self._lately.append(words)
            insort(self._by_length, (len(words), words))

    def forget(self, unit: Unit, coder: str) -> bool:
        """Know a judgement no more; whether it was known."""
        words = normal(unit.text)
        held = self.known.get(words, {})
        if held.pop((unit.id, coder), None) is None:
            return False
        if not held:
            del self.known[words]
            place = bisect_left(self._by_length, (len(words), words))
            if self._by_length[place : place + 1] == [(len(words), words)]:
                del self._by_length[place]
                self._lately.remove(words)
        return True

    def knows(self, text: str) -> bool:
        """Whether an answer with these words was judged."""
        return normal(text) in self.known

    def given(self, text: str) -> dict[str, float]:
        """What was given to answers with these words: code to the share of judgements that gave it."""
        held = self.known.get(normal(text), {}).values()
        often = Counter(code for judged in held for code in judged.codes)
        return {code: n / len(held) for code, n in often.items()}

    def to(self, unit: Unit, only: str = "") -> Iterator[Likeness]:
        """What the answers have that have the same words, or nearly; only by one coder where one is named.

        How near: the share of signs that both have in the same order, twice over the length of both (Indel).
        """
        words = normal(unit.text)
        for other, percent in self._near(words).items():
            held = [
                judged for judged in self.known[other].values() if judged.unit != unit.id and only in {"", judged.coder}
            ]
            often = Counter(code for judged in held for code in judged.codes)
            for code, n in often.items():
                first = next(judged for judged in held if code in judged.codes)
                yield Likeness(code, n / len(held), percent, first, n - 1)

    def _near(self, words: str) -> Mapping[str, float]:
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        size = len(words)
        low = bisect_left(self._by_length, (int(size * _SHORTEST), ""))
        high = bisect_right(self._by_length, (int(size / _SHORTEST) + 1, ""))
        among = [other for _, other in self._by_length[low:high]]
        found = extract(words, among, scorer=ratio, score_cutoff=NEAR, limit=_NEAREST)
        same = {words: 100.0} if words in self.known else {}
        return same | {other: percent for other, percent, _place in found}
