"""Ids for foreign names: each name gets one that our language takes, and that no other name has."""

import re
from collections.abc import Container, Iterable
from unicodedata import normalize

from surveykit.instrument.written import RESERVED

LONGEST = 32


class Ids:
    """The ids given so far; the same name gets the same id.

    Example:
        >>> ids = Ids()
        >>> ids.of("size"), ids.of("Size"), ids.of("2nd partner"), ids.of("if"), ids.of("size")
        ('size', 'Size_2', 'q_2nd_partner', 'if_', 'size')
    """

    def __init__(self, taken: Iterable[str] = ("case",)) -> None:
        """Begin with the ids that nothing else may have."""
        self._taken = {word.casefold() for word in taken}
        self._ids: dict[str, str] = {}
        self._numbers: dict[str, int] = {}  # up to which numbers behind a name are given

    def of(self, name: str) -> str:
        """The id of a name: the name itself wherever it can be."""
        if name not in self._ids:
            self._ids[name] = self.fresh(name)
        return self._ids[name]

    def taken(self, name: str) -> bool:
        """Whether something has the id that is like a name."""
        return plain(name).casefold() in self._taken

    def fresh(self, name: str) -> str:
        """An id like a name, that nothing else has; asked twice, it gives two."""
        word = plain(name)
        found, self._numbers[word] = numbered(word, self._taken, LONGEST, self._numbers.get(word, 1))
        self._taken.add(found.casefold())
        return found

    def has(self, word: str) -> bool:
        """Whether something is called so already, or differs in capitals only."""
        return word.casefold() in self._taken

    def take(self, words: Iterable[str]) -> None:
        """Keep words from being given."""
        self._taken.update(word.casefold() for word in words)


def unlike(word: str, taken: Container[str], longest: int) -> str:
    """The word, or the word with a number behind it, whose small letters are not among those taken.

    Example:
        >>> unlike("a", {"a", "a_2"}, 32), unlike("B", {"a"}, 32)
        ('a_3', 'B')
    """
    return numbered(word, taken, longest)[0]


def numbered(word: str, taken: Container[str], longest: int, number: int = 1) -> tuple[str, int]:
    """A word as `unlike` gives it, with its number; those up to the one named are known to be taken."""
    found = word
    while found.casefold() in taken:
        number += 1
        tail = f"_{number}"
        found = word[: longest - len(tail)] + tail
    return found, number


def plain(name: str) -> str:
    """A name as an id can be written: letters, digits and _, beginning with a letter, no word of the language."""
    word = re.sub(r"\W+", "_", normalize("NFC", name)).strip("_") if not _fits(name) else name
    word = word if re.match(r"[^\W\d]", word) else f"q_{word}"
    word = word[:LONGEST]
    return f"{word}_" if word in RESERVED else word


def _fits(name: str) -> bool:
    return re.fullmatch(rf"[^\W\d]\w{{0,{LONGEST - 1}}}", name) is not None
