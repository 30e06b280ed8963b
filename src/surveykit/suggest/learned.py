"""What was learned from codings: codes of answers with like words, however they are put, and which words say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from surveykit.coding.advice import Advice
from surveykit.coding.unit import normal
from surveykit.suggest.grams import Grams, words_of
from surveykit.suggest.ridge import Ridge

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

FEWEST = 10  # different answers before anything is said
MOST = 2000  # different answers it knows; of more, those learned last, so that each judgement is learned at once
LEAST = 0.05
_TOLD = 3

Given = Mapping[str, float]
"""Code to the share of judgements of an answer that gave it."""


class Learned:
    """A ranker of codes over the words of answers, exact after each judgement."""

    def __init__(self, codes: Sequence[str], texts: Iterable[str]) -> None:
        self.codes = tuple(codes)
        self.grams = Grams(texts)
        self.ridge = Ridge(len(self.codes))
        self.rows: list[str] = []

    def take(self, judged: Iterable[tuple[str, Given]]) -> None:
        """Learn many at once, beside nothing known before: the last of them, each with what was given to it at last."""
        import numpy as np

        held = {words: (text, given) for text, given in judged if (words := normal(text))}
        self.rows = [*held][-MOST:]
        if self.rows:
            vectors = [self.grams.vector(held[words][0]) for words in self.rows]
            self.ridge.fit(vectors, np.array([self._numbers(held[words][1]) for words in self.rows]))

    def learn(self, text: str, given: Given) -> None:
        """Learn one, or learn it anew; one too many, and what was learned first is forgotten."""
        words = normal(text)
        if words in self.rows:
            self.ridge.judge(self.rows.index(words), self._numbers(given))
        elif words:
            self.rows.append(words)
            self.ridge.add(self.grams.vector(text), self._numbers(given))
        if len(self.rows) > MOST:
            self.ridge.forget(0)
            del self.rows[0]

    def advice(self, text: str) -> Iterator[Advice]:
        """The likeliest codes, with the words that speak most for each."""
        import numpy as np

        vector = self.grams.vector(text)
        if len(self.rows) < FEWEST or not len(vector.places):
            return
        scores = np.minimum(self.ridge.scores(vector), 1)
        ranked = [at for at in np.argsort(-scores, kind="stable")[:5] if scores[at] >= LEAST]
        weights = dict(zip(vector.places.tolist(), (vector.weights[:, None] * self.ridge.weights[vector.places][:, ranked]), strict=True))
        parts = {word: sum(weights[place] for place in dict.fromkeys(places)) for word, places in words_of(text).items()}
        for rank, at in enumerate(ranked):
            speak = sorted((word for word in parts if parts[word][rank] > 0.01), key=lambda word: -parts[word][rank])
            why = f"learned from {', '.join(speak[:_TOLD])}" if speak else "learned, often given"
            yield Advice(self.codes[at], float(scores[at]), f"learned, rank {rank + 1}, score {scores[at]:.2f}", why)

    def _numbers(self, given: Given) -> "Numbers":
        import numpy as np

        return np.array([given.get(code, 0.0) for code in self.codes])
