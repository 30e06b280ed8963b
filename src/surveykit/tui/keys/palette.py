"""The command palette: every action the page below takes now, found by a few letters of its words."""

from collections.abc import Sequence

from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.actions import action_of
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import (
    Back,
    Block,
    Context,
    Line,
    Move,
    Page,
    Piece,
    Style,
    View,
    field,
    paragraph,
    seen,
    spread,
)
from surveykit.tui.words import say

NOT_LISTED = ("palette", "enter", "escape")  # what a page takes anyway
FIELD = 40  # cells of the field
ABOVE = 2  # lines before the first action
KEYS = 22  # cells of the column of the keys


class Palette:
    """Type some letters of what is wanted, and Enter does it."""

    context: Context = "words"

    def __init__(self, page: Page, manner: Manner) -> None:
        """Offer what a page takes now."""
        self.language = page.language
        self._manner = manner
        self._below: Context = page.context
        self._names = tuple(name for name in page.actions() if name not in NOT_LISTED)
        self._typed = Draft()
        self._now = 0
        self._view = View()

    @property
    def found(self) -> tuple[str, ...]:
        """The actions whose words have the letters typed, the best first."""
        marks = {name: self._mark(name) for name in self._names}
        fitting = [name for name, mark in marks.items() if mark is not None]
        return tuple(sorted(fitting, key=lambda name: marks[name] or 0))

    def actions(self) -> Sequence[str]:
        """Choose, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """How the palette is used."""
        return paragraph(say(self.language, "about_palette"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take a key: letters narrow the list, arrows choose from it."""
        found = self.found
        if key in {"escape", "leave", "palette"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            return Back(does=found[self._now]) if found else None
        if key in {"up", "down"}:
            self.wheel(1 if key == "down" else -1)
        elif (typed := self._typed.edited(key, sign)) != self._typed:
            self._typed, self._now = typed, 0
        return None

    def paste(self, words: str) -> None:
        """Words to look for."""
        self._typed, self._now = self._typed.typed(" ".join(words.split())), 0

    def wheel(self, by: int) -> None:
        """Another action."""
        self._now = min(max(self._now + by, 0), max(len(self.found) - 1, 0))

    def click(self, x: int, y: int) -> Move:  # noqa: ARG002 - a row is as wide as the screen
        """Do the action that was pointed at."""
        row = self._view.block + y - ABOVE
        return Back(does=self.found[row]) if y >= ABOVE and row < len(self.found) else None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        return [spread((Piece(f" {say(self.language, 'palette')}", "bar"),), (Piece(" ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The field, and the actions that fit."""
        room = max(min(FIELD, width - 4), 4)
        asked: Line = (Piece(" › ", "now"), *field(self._typed.text, self._typed.caret, room))
        found = self.found
        if not found:
            return [asked, (), (Piece(f" {say(self.language, 'nothing_found')}"),)]
        rows, self._view = seen(
            lambda index: self._row(found[index], width, now=index == self._now),
            len(found),
            self._now,
            self._view,
            max(height - ABOVE, 1),
        )
        return [asked, (), *(line for _, line in rows)][:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": say(self.language, "do_it")}
        return [self._manner.foot("words", ("enter", "escape"), self.language, width, words)]

    def _mark(self, name: str) -> int | None:
        """How well what is typed fits an action: its sentence, its short word, or its keys."""
        keys = self._manner.labels(self._below, name, self.language)
        short = say(self.language, action_of(self._below, name).short)
        marks = [fit(self._typed.text, text) for text in (self._said(name), short, keys)]
        return min((mark for mark in marks if mark is not None), default=None)

    def _said(self, name: str) -> str:
        return self._manner.say(self.language, action_of(self._below, name).long)

    def _row(self, name: str, width: int, *, now: bool) -> Block:
        bound = shortened(self._manner.labels(self._below, name, self.language), KEYS - 2).ljust(KEYS)
        said = shortened(self._said(name), max(width - KEYS - 2, 1))
        style: Style = "now" if now else "plain"
        return Block(((Piece("▸ " if now else "  ", "now"), Piece(bound, "key"), Piece(said, style)),))


def fit(typed: str, text: str) -> int | None:
    """How well letters fit a text: 0 for its beginning, more the further they lie apart; None where one is missing.

    Example:
        >>> fit("und", "undo"), fit("fi", "finish the interview"), fit("ti", "finish the interview"), fit("x", "undo")
        (0, 0, 24, None)
    """
    wanted, said = "".join(typed.casefold().split()), text.casefold()
    if (whole := said.find(typed.casefold().strip())) >= 0:
        return whole
    at = first = -1
    for letter in wanted:
        at = said.find(letter, at + 1)
        if at < 0:
            return None
        first = at if first < 0 else first
    return len(said) + at - first
