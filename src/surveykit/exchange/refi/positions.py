"""Positions of selections: how a program counts characters, found from the quotes it gives its selections."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from surveykit.exchange.refi.parts import Selection

_ASKED: Final = 200  # selections with a quote that are tried, of one text
_CUT = re.compile(r"(…|\.\.\.|\[\.\.\.\]|\[…\])\s*$")
_SHORTEST: Final = 3
_UNKNOWN: Final = 10**12


@dataclass(frozen=True, slots=True)
class Counting:
    """A way of counting: what an end of line counts as, whether the end belongs to it, a mark at the start, units.

    The first of all is the standard's, as it is mostly read: the text as it stands, the end behind the selection, in
    Unicode code points.
    """

    lines: str = ""  # "" as they stand, "\n" as one character, "\r\n" as two
    inclusive: bool = False
    mark: bool = False
    utf16: bool = False

    def __str__(self) -> str:
        """What is other than the standard has it, in words."""
        said = {"\n": "ends of lines count as one character", "\r\n": "ends of lines count as two characters"}
        parts = [said[self.lines]] if self.lines else []
        parts += ["the end is the last character of the selection"] if self.inclusive else []
        parts += ["the mark at the start of the file counts"] if self.mark else []
        parts += ["characters outside of the basic plane count as two"] if self.utf16 else []
        return ", ".join(parts)

    def words(self, text: str) -> str:
        """The text as it is counted."""
        if not self.lines:
            return text
        return text.replace("\r\n", "\n").replace("\n", self.lines)


STANDARD: Final = Counting()
WAYS: Final = tuple(
    Counting(lines, inclusive, mark, utf16)
    for utf16, mark, inclusive, lines in product((False, True), (False, True), (False, True), ("", "\n", "\r\n"))
)


class Ruler:
    """A text with one way of counting: from positions of a file to ours."""

    def __init__(self, text: str, way: Counting) -> None:
        """Prepare the text once."""
        self.text, self.way = way.words(text), way
        self._wide = [n for n, sign in enumerate(self.text) if ord(sign) > 0xFFFF] if way.utf16 else []
        self._behind = [n + k + 2 for k, n in enumerate(self._wide)]  # where each wide sign ends, in units of 16 bits

    def span(self, selection: Selection) -> tuple[int, int]:
        """Start and end, the end not belonging to it, within the text; as written where the text is missing."""
        start, end = selection.start - self.way.mark, selection.end - self.way.mark + self.way.inclusive
        most = len(self.text) or _UNKNOWN
        ends = sorted((min(max(self._point(start), 0), most), min(max(self._point(end), 0), most)))
        return ends[0], ends[1]

    def _point(self, position: int) -> int:
        return position - bisect_left(self._behind, position + 1) if self._behind else position


def counting_of(text: str, selections: Sequence[Selection], *, marked: bool) -> tuple[Counting, int, int]:
    """The way of counting that fits the quotes best, how many it fits, and how many there are.

    Args:
        text: the words.
        selections: with names that may be quotes.
        marked: whether the file began with a mark of its encoding.
    """
    quoted = [each for each in selections if len(each.name.strip()) >= _SHORTEST][:_ASKED]
    if not quoted:
        return STANDARD, 0, 0
    ways = [way for way in WAYS if _possible(way, text, marked=marked)]
    fits = {way: sum(_fits(ruler, each) for each in quoted) for way in ways for ruler in [Ruler(text, way)]}
    best = max(ways, key=lambda way: (fits[way], way == STANDARD, -ways.index(way)))
    return best, fits[best], len(quoted)


def _possible(way: Counting, text: str, *, marked: bool) -> bool:
    """Whether a way differs from the standard for this text."""
    ends = "\n" in text
    if way.mark and not marked:
        return False
    if way.lines == "\n" and "\r\n" not in text:
        return False
    if way.lines == "\r\n" and (not ends or text.count("\n") == text.count("\r\n")):
        return False
    return not way.utf16 or max(text, default="") > "\uffff"


def _fits(ruler: Ruler, selection: Selection) -> bool:
    """Whether a selection holds what its name quotes; a quote that is cut is compared as far as it goes."""
    start, end = ruler.span(selection)
    found, quote = _plain(ruler.text[start:end]), _plain(selection.name)
    cut = _CUT.sub("", quote)
    return bool(found) and (
        found == quote or (cut != quote and len(cut) >= _SHORTEST and found.startswith(cut.strip()))
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
