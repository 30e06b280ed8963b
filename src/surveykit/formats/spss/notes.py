"""The notes of an SPSS file: lines of 80 bytes, which are folded on writing and put together on reading."""

from collections.abc import Iterable, Iterator

WIDTH = 80
"""The bytes of a line of notes in SPSS."""


def folded(notes: Iterable[str]) -> Iterator[str]:
    """Notes in lines as long as SPSS keeps them."""
    for note in notes:
        for line in note.splitlines():
            yield from _lines(line)


def unfolded(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines put together where one was full and the next goes on with a word; others stay notes of their own.

    Example:
        >>> unfolded(folded(["One. " * 20 + "End.", "Another."])) == ("One. " * 20 + "End.", "Another.")
        True
    """
    notes: list[str] = []
    last = ""
    for line in lines:
        if notes and " " in last and line[:1].isalnum() and _full(last, line.split()[0]):
            notes[-1] += f" {line}"
        else:
            notes.append(line)
        last = line
    return tuple(notes)


def _lines(text: str) -> Iterator[str]:
    held, *words = text.split(" ")
    for word in words:
        if _full(held, word):
            yield from _cut(held)
            held = word
        else:
            held += f" {word}"
    yield from _cut(held)


def _cut(line: str) -> Iterator[str]:
    """A line, in pieces where it is one word that is longer than a line; no letter is cut in two."""
    while len(line.encode()) > WIDTH:
        piece = line.encode()[:WIDTH].decode(errors="ignore")
        yield piece
        line = line[len(piece) :]
    yield line


def _full(line: str, word: str) -> bool:
    """Whether a line has no room for the word that follows it."""
    return len(f"{line} {word}".encode()) > WIDTH
