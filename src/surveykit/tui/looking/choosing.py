"""A page of rows above an interview: they are looked through, narrowed by words, and Enter goes to one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from surveykit.tui.draft import Draft
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, View, paragraph, seen, spread
from surveykit.tui.paper import one_row
from surveykit.tui.words import say

FIELD = 30  # cells of the words typed


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its lines for a width, the question it leads to, or what Enter says where it leads to none."""

    lines: Callable[[int], Sequence[Line]]
    go_to: str = ""
    told: Callable[[], str] | None = None

    @property
    def chosen(self) -> bool:
        """Whether it can be chosen; a heading cannot."""
        return bool(self.go_to) or self.told is not None


Find = Callable[[str], Sequence[Row]]
"""The rows that fit some words; all of them for none."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page of rows is called, and what is said on it, in the language of the interview."""

    place: str  # the name under which the time spent on it is kept
    title: str
    tells: str  # what help says of it
    none: str  # what is said where there are no rows
    asks: str = ""  # the words before the field; the rows are not narrowed where it is left out
    does: Sequence[str] = ()  # actions that the interview below is told to do


class Choosing:
    """Rows, of which those in sight are drawn."""

    def __init__(self, about: About, language: str, manner: Manner, find: Find, now: str = "") -> None:
        """Show rows; that of the question `now` is chosen first."""
        self.language = language
        self.place = about.place
        self.struck = 0  # keys
        self.words = Draft()
        self.rows = tuple(find(""))
        self._about, self._manner, self._find = about, manner, find
        self._message = ""
        self._view = View()
        self._height = 1
        self._shown: list[int] = []  # the row of each line in sight
        self.now = next((at for at, row in enumerate(self.rows) if now and row.go_to == now), -1)
        if self.now < 0:
            self._to_first()

    @property
    def context(self) -> Context:
        """Where the next key is struck: in a line of words, or among rows."""
        return "text" if self._about.asks else "interview"

    def actions(self) -> Sequence[str]:
        """Go to the row, or back, or what the interview can do at once."""
        return ("enter", *self._about.does, "help", "escape")

    def about(self, width: int) -> Sequence[Line]:
        """What the page shows."""
        return [(Piece(self._about.title, "section"),), *paragraph(self._about.tells, width)]

    def press(self, key: str, sign: str | None) -> Move:
        """Choose another row, narrow them, go to one, or go back."""
        self.struck += 1
        self._message = ""
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1}.get(key)
        by = {"first": -len(self.rows), "last": len(self.rows)}.get(key, by)
        if key in {"escape", "leave"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            return self._enter()
        if key in self._about.does:
            return Back(does=key)
        if key in {"following", "previous"}:
            self._section(1 if key == "following" else -1)
        elif by is not None:
            self.wheel(by)
        elif self._about.asks:
            self._narrow(self.words.edited(key, sign))
        return None

    def paste(self, words: str) -> None:
        """Words that narrow the rows."""
        self.struck += 1
        if self._about.asks:
            self._narrow(self.words.typed(" ".join(words.split())))

    def wheel(self, by: int) -> None:
        """Another row; headings are passed over."""
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            at = self.now + step
            while 0 <= at < len(self.rows) and not self.rows[at].chosen:
                at += step
            if not 0 <= at < len(self.rows):
                return
            self.now = at

    def click(self, x: int, y: int) -> Move:  # noqa: ARG002 - a row is as wide as the screen
        """Choose a row; go to the question of the one that is chosen already."""
        self.struck += 1
        self._message = ""
        y -= 2 if self._about.asks else 0
        if not 0 <= y < len(self._shown) or not self.rows[self._shown[y]].chosen:
            return None
        before, self.now = self.now, self._shown[y]
        return self._enter() if self.now == before else None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is, and how many rows there are."""
        count = sum(row.chosen for row in self.rows)
        return [spread((Piece(f" {self._about.title}", "bar"),), (Piece(f"{count} ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """What is typed, the rows around the one chosen, and a message."""
        above: list[Line] = []
        if self._about.asks:
            room = max(min(FIELD, width - cell_len(self._about.asks) - 6), 4)
            typed = one_row(self.words, room)
            above = [(Piece(f" {self._about.asks} › ", "now"), *typed), ()]
        said = self._message if self.rows else self._about.none
        below = [(), *paragraph(said, width - 2, "now", " ")] if said else []
        self._height = max(height - len(above) - len(below), 1)
        drawn: list[tuple[int, Line]] = []
        if self.rows:
            drawn, self._view = seen(
                lambda at: self._block(at, width), len(self.rows), max(self.now, 0), self._view, self._height
            )
        self._shown = [at for at, _ in drawn]
        return [*above, *(line for _, line in drawn), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": say(self.language, "go_there"), "escape": say(self.language, "back")}
        return [self._manner.foot(self.context, self.actions(), self.language, width, words)]

    def _enter(self) -> Move:
        """Go to the question of the row chosen, or say why there is none."""
        if not 0 <= self.now < len(self.rows):
            return None
        row = self.rows[self.now]
        if row.go_to:
            return Back(go_to=row.go_to)
        self._message = row.told() if row.told is not None else ""
        return None

    def _narrow(self, words: Draft) -> None:
        """Show the rows that fit; the first of them is chosen when they are others than before."""
        before, self.words = self.words.text, words
        if words.text != before:
            self.rows, self._view = tuple(self._find(words.text.strip())), View()
            self._to_first()

    def _section(self, by: int) -> None:
        """To the first row after the next heading, or back."""
        firsts = [at for at, row in enumerate(self.rows) if row.chosen and (at == 0 or not self.rows[at - 1].chosen)]
        beyond = [at for at in firsts if (at - self.now) * by > 0]
        if beyond:
            self.now = beyond[0 if by > 0 else -1]

    def _to_first(self) -> None:
        self.now = next((at for at, row in enumerate(self.rows) if row.chosen), -1)

    def _block(self, at: int, width: int) -> Block:
        """A row, with a sign before the one chosen."""
        now = at == self.now
        first, *rest = self.rows[at].lines(width - 2)
        strong = tuple(piece._replace(style="now") if now and piece.style == "plain" else piece for piece in first)
        return Block(((Piece("▸" if now else " ", "now"), *strong), *((Piece(" "), *line) for line in rest)))
