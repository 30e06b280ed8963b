"""Drafts: what is being typed, edited one visible character at a time, and how it falls into rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import category, normalize

from rich.cells import cell_len

_TURNING = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}  # they would turn the screen
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with a caret; `whole` says that it stands selected: a character typed replaces it, other keys edit it.

    Example:
        >>> Draft("12", 2, whole=True).typed("7").text, Draft("12", 2, whole=True).erased().text
        ('7', '1')
    """

    text: str = ""
    caret: int = 0
    whole: bool = False

    @classmethod
    def of(cls, text: str) -> "Draft":
        """A text with the caret at its end."""
        return cls(text, len(text))

    def typed(self, words: str) -> "Draft":
        """The draft with words put in at the caret, composed (NFC), without control characters."""
        before, after = ("", "") if self.whole else (self.text[: self.caret], self.text[self.caret :])
        before = normalize("NFC", before + clean(words))
        return Draft(before + after, len(before))

    def erased(self) -> "Draft":
        """The draft without the visible character before the caret."""
        start = self._left()
        return Draft(self.text[:start] + self.text[self.caret :], start)

    def erased_word(self) -> "Draft":
        """The draft without the word before the caret."""
        before = self.text[: self.caret].rstrip()
        start = max(before.rfind(" "), before.rfind("\n")) + 1
        return Draft(self.text[:start] + self.text[self.caret :], start)

    def deleted(self) -> "Draft":
        """The draft without the visible character after the caret."""
        return Draft(self.text[: self.caret] + self.text[self._right() :], self.caret)

    def left(self) -> "Draft":
        """The caret one visible character to the left."""
        return self.at(self._left())

    def right(self) -> "Draft":
        """The caret one visible character to the right."""
        return self.at(self._right())

    def word_left(self) -> "Draft":
        """The caret at the beginning of the word before it."""
        before = self.text[: self.caret].rstrip()
        return self.at(max(before.rfind(" "), before.rfind("\n")) + 1)

    def word_right(self) -> "Draft":
        """The caret behind the end of the word after it."""
        after = self.text[self.caret :]
        start = len(after) - len(after.lstrip())
        ends = [at for sign in " \n" if (at := after.find(sign, start)) >= 0]
        return self.at(self.caret + min(ends, default=len(after)))

    def at(self, caret: int) -> "Draft":
        """The caret at an offset."""
        return Draft(self.text, min(max(caret, 0), len(self.text)))

    def home(self, width: int) -> "Draft":
        """The caret at the beginning of its row."""
        spans = rows(self.text, width)
        return self.at(spans[row_of(spans, self.caret)][0])

    def end(self, width: int) -> "Draft":
        """The caret at the end of its row."""
        spans = rows(self.text, width)
        row = row_of(spans, self.caret)
        start, end = spans[row]
        joined = row + 1 < len(spans) and spans[row + 1][0] == end
        return self.at(max(start, end - 1) if joined else end)

    def up(self, width: int, by: int = -1) -> "Draft | None":
        """The caret one row up, at the same column; None where there is no such row."""
        spans = rows(self.text, width)
        row = row_of(spans, self.caret)
        if not 0 <= row + by < len(spans):
            return None
        column = cell_len(self.text[spans[row][0] : self.caret])
        start, end = spans[row + by]
        return self.at(start + len(_within(self.text[start:end], column)))

    def down(self, width: int) -> "Draft | None":
        """The caret one row down."""
        return self.up(width, by=1)

    def selected(self) -> "Draft":
        """The draft as it stands when nothing is typed yet: the next character replaces it."""
        return Draft(self.text, len(self.text), whole=bool(self.text))

    def edited(self, key: str, sign: str | None) -> "Draft":
        """The draft of one line after a key, and the character it types if it types one."""
        if key in {"home", "end"}:
            return self.at(0 if key == "home" else len(self.text))
        if key in EDITS:
            return EDITS[key](self)
        return self.typed(sign) if sign is not None and sign.isprintable() else self

    def toggled(self) -> "Draft":
        """A space after a code: a code that stood there already is taken back with it.

        Example:
            >>> Draft.of("1 3 1").toggled().text, Draft.of("1 3").toggled().text
            ('3 ', '1 3 ')
        """
        if self.caret < len(self.text) and not self.whole:
            return self.typed(" ")
        words = self.text.split()
        if words[-1:] != words and words[-1] in words[:-1]:
            words = [word for word in words if word != words[-1]]
        return Draft.of("".join(f"{word} " for word in words))

    def picked(self, code: str, *, several: bool) -> "Draft":
        """The draft after a choice was pointed at: its code alone, or put to the others and taken back if it was there.

        Example:
            >>> Draft.of("2").picked("1", several=False).text, Draft.of("1 3").picked("1", several=True).text
            ('1', '3 ')
        """
        return Draft.of(f"{self.text} {code}").toggled() if several else Draft.of(code)

    def _left(self) -> int:
        return self.caret - len(["", *graphemes(self.text[: self.caret])][-1])

    def _right(self) -> int:
        return self.caret + len(next(graphemes(self.text[self.caret :]), ""))


EDITS: Mapping[str, Callable[[Draft], Draft]] = {
    "left": Draft.left,
    "right": Draft.right,
    "ctrl+left": Draft.word_left,
    "ctrl+right": Draft.word_right,
    "backspace": Draft.erased,
    "ctrl+h": Draft.erased,
    "ctrl+w": Draft.erased_word,
    "ctrl+u": lambda _: Draft(),
    "delete": Draft.deleted,
}
"""The keys that edit any draft."""


def clean(words: str) -> str:
    """Words as they may be kept: line ends are one character, control and half characters are left out."""
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in words if sign == "\n" or category(sign) not in {"Cc", "Cs"})


def harmless(text: str) -> str:
    """A text with a blank for every sign that would disturb the screen; each sign stays at its place."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(" " if category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _TURNING else sign for sign in text)


def graphemes(text: str) -> Iterator[str]:
    """The visible characters: a letter with its accents, a flag, a family of joined signs count as one.

    Example:
        >>> list(graphemes("ae\u0301o")) == ["a", "e\u0301", "o"]
        True
    """
    if text.isascii():
        yield from text
        return
    held = ""
    for sign in text:
        if held and not _continues(held, sign):
            yield held
            held = ""
        held += sign
    if held:
        yield held


def _continues(held: str, sign: str) -> bool:
    if sign == _JOINER or held[-1] == _JOINER or ord(sign) in _SKIN_TONES:
        return True
    if ord(sign) in _FLAG_LETTERS:
        return len(held) == 1 and ord(held) in _FLAG_LETTERS
    return category(sign) in {"Mn", "Mc", "Me"}


def rows(text: str, width: int) -> list[tuple[int, int]]:
    r"""Where the rows of a text begin and end when it is broken at spaces to a width in cells.

    Example:
        >>> text = "one two\nthree"
        >>> [text[start:end] for start, end in rows(text, 5)]
        ['one ', 'two', 'three']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if cell_len(line) <= width:
            spans.append((start, start + len(line)))
        else:
            spans += _broken(line, start, max(width, 2))
        start += len(line) + 1
    return spans


def wrapped(text: str, width: int) -> list[str]:
    """The rows of a text, without the spaces they were broken at."""
    return [text[start:end].rstrip() for start, end in rows(text, width)]


def row_of(spans: list[tuple[int, int]], caret: int) -> int:
    """The row a caret stands in."""
    return max(row for row, (start, _) in enumerate(spans) if start <= caret)


def shortened(text: str, width: int) -> str:
    """A text in one row, cut with an ellipsis where it is too long."""
    text = " ".join(text.split())
    return text if cell_len(text) <= width else _within(text, max(width - 1, 0)).rstrip() + "…"


def _within(text: str, cells: int) -> str:
    """The beginning of a text that fits into so many cells."""
    kept, used = 0, 0
    for sign in graphemes(text):
        used += cell_len(sign)
        if used > cells:
            break
        kept += len(sign)
    return text[:kept]


def _broken(line: str, offset: int, width: int) -> Iterator[tuple[int, int]]:
    start = at = used = after_space = 0
    for sign in graphemes(line):
        cells = cell_len(sign)
        while used + cells > width and start < at and not sign.isspace():
            cut = after_space if after_space > start else at
            yield offset + start, offset + cut
            start, used = cut, cell_len(line[cut:at])
        used += cells
        at += len(sign)
        if sign.isspace():
            after_space = at
    yield offset + start, offset + len(line)
