"""What was learned from codings: codes of answers with like words, however they are put, and which words say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from surveykit.coding.advice import Advice
from surveykit.coding.unit import normal
from surveykit.suggest.grams import Grams, Vector, words_of
from surveykit.suggest.ridge import Ridge
from surveykit.suggest.spoken import said

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

FEWEST = 10  # different answers before anything is said
MOST = 1500  # different answers it knows; of more, those learned last, so that each judgement is learned at once
LEAST = 0.05  # of a score that is told
FAINT = 0.01  # what a word that is not told adds to a score
FEW = 5
_TOLD = 3

Given = Mapping[str, float]
"""Code to the share of judgements of an answer that gave it."""


class Learned:
    """A ranker of codes over the words of answers, exact after each judgement."""

    def __init__(self, codes: Sequence[str], texts: Iterable[str], language: str = "en") -> None:
        self.language = language
        self.codes = tuple(codes)
        self.grams = Grams(texts)
        self.ridge = Ridge(len(self.codes))
        self.rows: dict[str, int] = {}  # words to row, those learned first before the others

    def take(self, judged: Iterable[tuple[str, Given]]) -> None:
        """Learn many at once, beside nothing known before: the last of them, each with what was given to it at last."""
        import numpy as np

        held = {words: (text, given) for text, given in judged if (words := normal(text))}
        self.rows = {words: row for row, words in enumerate([*held][-MOST:])}
        if self.rows:
            vectors = [self.grams.vector(held[words][0]) for words in self.rows]
            self.ridge.fit(vectors, np.array([self._numbers(held[words][1]) for words in self.rows]))

    def learn(self, text: str, given: Given) -> None:
        """Learn one, or learn it anew; one too many, and what was learned first is forgotten."""
        words = normal(text)
        if words in self.rows:
            self.ridge.judge(self.rows[words], self._numbers(given))
        elif words and len(self.rows) < MOST:
            self.rows[words] = len(self.rows)
            self.ridge.add(self.grams.vector(text), self._numbers(given))
        elif words:
            self.rows[words] = row = self.rows.pop(next(iter(self.rows)))
            self.ridge.replace(row, self.grams.vector(text), self._numbers(given))

    def forget(self, text: str) -> None:
        """Know an answer no more."""
        row = self.rows.pop(normal(text), None)
        if row is None:
            return
        self.ridge.drop(row)
        for words, last in self.rows.items():
            if last == len(self.rows):
                self.rows[words] = row

    def advice(self, text: str) -> Iterator[Advice]:
        """The likeliest codes, with the words that speak most for each."""
        import numpy as np

        vector = self.grams.vector(text)
        if len(self.rows) < FEWEST or not len(vector.places):
            return
        adding = vector.weights[:, None] * self.ridge.weights[vector.places]
        scores = np.minimum(self.ridge.constant + adding.sum(axis=0), 1)
        ranked = np.argsort(-scores, kind="stable")[:FEW]
        ranked = ranked[scores[ranked] >= LEAST]
        speaking = _speaking(text, vector, adding[:, ranked])
        for rank, at in enumerate(ranked):
            words = ", ".join(speaking[rank])
            why = said(self.language, "learned", words=words) if words else said(self.language, "often")
            yield Advice(self.codes[at], float(scores[at]), f"learned, rank {rank + 1}, score {scores[at]:.2f}", why)

    def _numbers(self, given: Given) -> "Numbers":
        import numpy as np

        return np.array([given.get(code, 0.0) for code in self.codes])


def _speaking(text: str, vector: Vector, adding: "Matrix") -> list[list[str]]:
    """The words that weigh most for each of some codes, each with its parts.

    Args:
        text: an answer.
        vector: the answer as numbers.
        adding: what each place of it adds to the score of each code.
    """
    import numpy as np

    words = words_of(text)
    starts = np.cumsum([0, *map(len, words.values())])[:-1]
    at = np.searchsorted(vector.places, [place for places in words.values() for place in places])
    sums = np.add.reduceat(adding[at], starts).T
    names = [*words]
    most = np.argsort(-sums, axis=1, kind="stable")[:, :_TOLD]
    return [[names[n] for n in row if sums[rank, n] > FAINT] for rank, row in enumerate(most)]
