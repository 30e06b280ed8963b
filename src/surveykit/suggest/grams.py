"""Answers as numbers: which words, pairs of words and parts of words an answer has, each weighed by how rare it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

from surveykit.coding.unit import normal

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]
    Places = np.ndarray[tuple[int], np.dtype[np.int64]]

WIDE = 2**14  # places of a vector; what shares one by chance is as good as one word
PARTS = (3, 4)  # signs in a part of a word; the word's beginning and end count as a sign


@dataclass(frozen=True, slots=True)
class Vector:
    """An answer as numbers: the places that are not zero, in order, and their weights, of length 1 in all."""

    places: "Places"
    weights: "Numbers"


class Grams:
    """What turns answers into vectors: how rare each word and part of a word is among the answers.

    Source:
        Term frequency by inverse document frequency: Salton and Buckley (1988), with 1 + log of the frequency and
        log((1 + n) / (1 + n_word)) + 1; words with pairs of words, and parts of words, each half of the vector.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        import numpy as np

        vectors = [np.unique(_places(text)) for text in texts]
        seen = np.bincount(np.concatenate([np.zeros(0, np.int64), *vectors]), minlength=2 * WIDE)
        self.rarity = np.log((1 + len(vectors)) / (1 + seen)) + 1

    def vector(self, text: str) -> Vector:
        """An answer as numbers; of no length where it has no word."""
        import numpy as np

        places, often = np.unique(_places(text), return_counts=True)
        weights = (1 + np.log(often)) * self.rarity[places]
        words = places < WIDE
        for half in (words, ~words):
            length = np.sqrt(2 * np.sum(weights[half] ** 2))
            weights[half] /= length or 1
        return Vector(places, weights)


def words_of(text: str) -> dict[str, tuple[int, ...]]:
    """Every different word of an answer, with the places of the word and its parts."""
    return {word: _of_word(word) for word in normal(text).split()}


def _places(text: str) -> "Places":
    import numpy as np

    words = normal(text).split()
    found = [place for word in words for place in _of_word(word)]
    found += [crc32(f"{one} {two}".encode()) % WIDE for one, two in pairwise(words)]
    return np.array(found, np.int64)


@lru_cache(maxsize=2**16)
def _of_word(word: str) -> tuple[int, ...]:
    """The place of a word, then those of its parts, which lie behind those of all words."""
    edged = f" {word} "
    parts = [edged[at : at + size] for size in PARTS for at in range(max(1, len(edged) - size + 1))]
    return crc32(word.encode()) % WIDE, *(WIDE + crc32(part.encode()) % WIDE for part in parts)
