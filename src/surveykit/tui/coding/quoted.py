"""An answer as it stands on the screen: in rows, with the words that codes were given for and those that are chosen."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from surveykit.coding.acts import Span
from surveykit.coding.judgement import Words
from surveykit.tui.draft import harmless, row_of, rows
from surveykit.tui.lines import Line, Piece, Style

_LETTERS = r"(?:\w[\u0300-\u036f]*)+"  # with accents that stand on their own
_WORD = re.compile(f"{_LETTERS}(?:[-'’.,]{_LETTERS})*")


def words_of(text: str) -> list[Words]:
    """Where the words of an answer stand; what has no words is taken by its signs.

    Example:
        >>> words_of("We didn't, yet."), words_of("?!")
        ([(0, 2), (3, 9), (11, 14)], [(0, 2)])
    """
    found = [match.span() for match in _WORD.finditer(text)]
    return found or [match.span() for match in re.finditer(r"\S+", text)]


def shown(text: str) -> str:
    """An answer as the screen can show it, in the lines it has; each sign stays at its place."""
    return "\n".join(map(harmless, text.split("\n")))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words that are chosen, from one to another by their numbers; `growing` is whether arrows alone choose more."""

    anchor: int
    head: int
    growing: bool = False

    def moved(self, by: int, count: int, *, more: bool = False) -> "Chosen":
        """Another word, or one more to those that are chosen."""
        head = min(max(self.head + by, 0), count - 1)
        return Chosen(self.anchor if more or self.growing else head, head, self.growing)

    def to(self, word: int) -> "Chosen":
        """All words from the first to this one."""
        return Chosen(self.anchor, word)

    def within(self, words: Sequence[Words]) -> Words:
        """Where they begin and end."""
        first, last = sorted((self.anchor, self.head))
        return words[first][0], words[last][1]


def picked(chosen: Chosen | None, key: str, text: str, width: int, top: int = 0) -> Chosen | None:
    """The words that are chosen after an arrow, with Shift some more; None where the key is not meant for words.

    The first is the one that begins the row at the top of the screen.
    """
    words, more, arrow = words_of(text), key.startswith("shift+"), key.removeprefix("shift+")
    if chosen is not None and key == "space":
        return Chosen(chosen.anchor, chosen.head, not chosen.growing)
    if not words or arrow not in {"left", "right", "up", "down"}:
        return None
    by = -1 if arrow in {"left", "up"} else 1
    if chosen is None:
        first = len(words) - 1 if by < 0 else _first_of(text, words, width, top)
        return Chosen(first, first) if arrow in {"left", "right"} else None
    if arrow in {"up", "down"}:
        by = _above_or_below(text, words, chosen.head, width, by) - chosen.head
    return chosen.moved(by, len(words), more=more)


def _first_of(text: str, words: Sequence[Words], width: int, row: int) -> int:
    """The first word that begins in a row or below it."""
    start = next((start for start, _ in rows(shown(text), width)[row:]), 0) if row else 0
    return next((n for n, (at, _) in enumerate(words) if at >= start), len(words) - 1)


def _above_or_below(text: str, words: Sequence[Words], word: int, width: int, by: int) -> int:
    """The word in the row above or below another one that stands nearest to it."""
    _, spans = _laid(text, width)
    start = words[word][0]
    row = row_of(spans, start)
    first, end = spans[min(max(row + by, 0), len(spans) - 1)]
    wanted = first + start - spans[row][0]
    among = [n for n, (at, _) in enumerate(words) if first <= at < max(end, first + 1)]
    return min(among, key=lambda n: abs(words[n][0] - wanted), default=word)


@lru_cache(maxsize=4)
def _laid(text: str, width: int) -> tuple[str, list[Words]]:
    """An answer as the screen can show it, and its rows; a long one is laid out once, not at each key."""
    said = shown(text)
    return said, rows(said, width)


def quoted(text: str, spans: Sequence[Span], chosen: Words | None, width: int) -> list[Line]:
    """The rows of an answer; a click on a word stands for `word:` and its number."""
    words, (said, laid) = words_of(text), _laid(text, width)
    starts = [start for start, _ in words]
    ends = (at for span in spans for at in (span.start, span.end))
    cuts = sorted({*starts, *(end for _, end in words), *ends, *(chosen or ())})

    def piece(begin: int, stop: int) -> Piece:
        word = bisect_right(starts, begin) - 1
        types = f"word:{word}" if word >= 0 and begin < words[word][1] else ""
        return Piece(said[begin:stop], _look(begin, spans, chosen), types)

    lines: list[Line] = []
    for start, whole in laid:
        end = start + len(said[start:whole].rstrip(" "))  # the blank it was broken at may stand beyond the width
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        lines.append(tuple(piece(begin, stop) for begin, stop in pairwise((start, *inside, end)) if begin < stop))
    return lines


def _look(at: int, spans: Sequence[Span], chosen: Words | None) -> Style:
    if chosen is not None and chosen[0] <= at < chosen[1]:
        return "caret"
    return "field" if any(span.start <= at < span.end for span in spans) else "plain"
