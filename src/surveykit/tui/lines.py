"""Lines and pages: what stands on the screen, as pieces of text with the name of a style, and what draws it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from rich.cells import cell_len

from surveykit.tui.draft import shortened, wrapped

Context = Literal[
    "interview", "text", "words", "list", "reading", "table", "judging", "deciding", "coding", "codes", "settling"
]
"""Where a key is struck: a question, one that asks for words (signs are typed there, they mean nothing else), a line of
words, the list of cases, something to read or to choose from, a table, an interview that is judged, differences between
two entries, an answer that is coded, the codes of a frame, differences between coders."""

Style = Literal[
    "plain",
    "bar",
    "dim",
    "section",
    "mark",
    "now",
    "answer",
    "chosen",
    "field",
    "caret",
    "hard",
    "soft",
    "key",
    "hot",
    "failed",
]


class Piece(NamedTuple):
    """A run of text in one style; a click on it may stand for something typed, and it may have a colour of its own."""

    text: str
    style: Style = "plain"
    types: str = ""
    colour: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, and the one among them that must be seen."""

    lines: tuple[Line, ...]
    focus: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """Where the window stands: the first block in it, and how many of that block's lines lie above."""

    block: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Back:
    """The page is done: back to the one below it.

    Args:
        message: what the page below may show.
        go_to: the question that was chosen, where the page below is an interview.
        does: the action that was chosen, which the page below is told to do.
    """

    message: str = ""
    go_to: str = ""
    does: str = ""


class Page(Protocol):
    """A page. It keeps what it shows; it knows no terminal, and of keys only those that stand for no action.

    A page that does something without a key, such as reading what others have written, has a method `tick() -> bool`,
    called about once a second: it does a little, and says whether there is more to do at once.
    """

    @property
    def context(self) -> Context:
        """Where the next key is struck."""

    @property
    def language(self) -> str:
        """The language it speaks."""

    def actions(self) -> Sequence[str]:
        """The names of the actions it takes now."""

    def about(self, width: int) -> Sequence[Line]:
        """What help tells of what has the focus."""

    def press(self, key: str, sign: str | None) -> "Move":
        """Take an action by its name, or a key that stands for none; with the character it types if it types one.

        Returns: where to go.
        """

    def paste(self, words: str) -> None:
        """Take words that came all at once."""

    def wheel(self, by: int) -> None:
        """Go on or back by so many steps, as a wheel turns."""

    def click(self, x: int, y: int) -> "Move":
        """Take a click on a cell of the lines in between, counted from their top left; say where to go."""

    def back(self, left: Back) -> None:
        """The page above is done."""

    def head(self, width: int) -> Sequence[Line]:
        """The lines at the top."""

    def body(self, width: int, height: int) -> Sequence[Line]:
        """At most so many lines in between."""

    def foot(self, width: int) -> Sequence[Line]:
        """The lines at the bottom: the keys that matter."""


Move = Page | Back | None
"""Where a key leads: to a page above, back to the one below, or nowhere."""


def width_of(line: Line) -> int:
    """The cells a line takes."""
    return sum(cell_len(piece.text) for piece in line)


def typed_by(line: Line, x: int) -> str:
    """What a click on a cell of a line types; "" where it types nothing."""
    for piece in line:
        x -= cell_len(piece.text)
        if x < 0:
            return piece.types
    return ""


def paragraph(text: str, width: int, style: Style = "plain", indent: str = "") -> list[Line]:
    """A text broken into lines."""
    return [(Piece(indent), Piece(row, style)) for row in wrapped(text, width - cell_len(indent))]


def spread(left: Line, right: Line, width: int, style: Style = "plain") -> Line:
    """Two ends of one line; the left one is cut where they do not both fit."""
    room = width - width_of(right) - 1
    if width_of(left) > room:
        cut: list[Piece] = []
        for piece in left:
            text = piece.text
            if cell_len(text) > room:
                margin = " " * min(len(text) - len(text.lstrip(" ")), room)
                text = margin + shortened(text, room - len(margin))
            cut.append(Piece(text, piece.style))
            room = max(room - cell_len(text), 0)
        left = tuple(cut)
    gap = width - width_of(left) - width_of(right)
    return (*left, Piece(" " * max(gap, 1), style), *right)


def seen(
    block_at: Callable[[int], Block], count: int, now: int, view: View, height: int
) -> tuple[list[tuple[int, Line]], View]:
    """The lines in a window of so many rows, each with its block, and where the window then stands.

    The window moves only as far as it must for the focus line of the block `now` to be in it, with as much of that
    block as fits. Blocks out of sight are never made.
    """
    view = _moved(block_at, now, _kept(view, count), height)
    shown: list[tuple[int, Line]] = []
    index, skip = view.block, view.skip
    while index < count and len(shown) < height:
        shown += [(index, line) for line in block_at(index).lines[skip:]]
        index, skip = index + 1, 0
    return shown[:height], view


def _kept(view: View, count: int) -> View:
    return view if view.block < count else View(max(count - 1, 0))


def _moved(block_at: Callable[[int], Block], now: int, view: View, height: int) -> View:
    block = block_at(now)
    size = len(block.lines)
    if size > height:
        inside = view.block == now and view.skip <= block.focus < view.skip + height
        return view if inside else View(now, min(max(block.focus - height + 1, 0), size - height))
    if now < view.block or (now == view.block and view.skip):
        return View(now)
    above = 0  # lines from the top of the window to the end of the block
    for index in range(view.block, now):
        above += len(block_at(index).lines) - (view.skip if index == view.block else 0)
        if above > height * 2:
            break
    return view if above + size <= height else _ending_with(block_at, now, height)


def _ending_with(block_at: Callable[[int], Block], now: int, height: int) -> View:
    """The window with the end of a block in its lower part, and a glance at what comes next."""
    room = height - len(block_at(now).lines)
    room -= room // 4
    index = now
    while room > 0 and index > 0:
        index -= 1
        room -= len(block_at(index).lines)
    return View(index, max(-room, 0))


def field(text: str, caret: int, width: int, *, whole: bool = False) -> Line:
    """One row of what is being typed, with the caret as a block in it."""
    if whole and text:
        return (Piece(text, "caret"), Piece(" " * max(width - cell_len(text), 0), "field"))
    at = text[caret : caret + 1] or " "
    while caret + len(at) < len(text) and not cell_len(text[caret + len(at)]):
        at += text[caret + len(at)]
    rest = text[caret + len(at) :] if caret < len(text) else ""
    used = cell_len(text[:caret]) + cell_len(at) + cell_len(rest)
    return (Piece(text[:caret], "field"), Piece(at, "caret"), Piece(rest + " " * max(width - used, 0), "field"))


def keys(hints: Sequence[tuple[str, str, str]], width: int) -> Line:
    """Keys with what they do and the actions a click on them stands for, as many as fit."""
    pieces: list[Piece] = []
    room = width
    for key, does, action in hints:
        taken = cell_len(key) + cell_len(does) + 4
        if taken > room + 2:
            break
        pieces += [Piece(f" {key} ", "hot", action), Piece(f"{does} ", "bar", action)]
        room -= taken - 1
    return tuple(pieces)


def tabs(words: Sequence[str], now: int, width: int) -> Line:
    """The names of views side by side, those that fit around the one that is shown."""
    named = [
        Piece(f"▸{said} " if place == now else f" {said} ", "now" if place == now else "dim")
        for place, said in enumerate(words)
    ]
    first, last = 0, len(named)
    while first < now and width_of(tuple(named[first : now + 1])) > width:
        first += 1
    while last > now + 1 and width_of(tuple(named[first:last])) > width:
        last -= 1
    return tuple(named[first:last])
