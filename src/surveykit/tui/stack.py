"""Pages that lie on one another: the top one gets the keys, and is what is drawn."""

from collections.abc import Callable, Mapping, Sequence

from surveykit.tui.keys.choosing import Choosing
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import Palette
from surveykit.tui.lines import Back, Line, Move, Page, typed_by
from surveykit.tui.reading import Reading
from surveykit.tui.words import say

ABOVE: Mapping[str, Callable[[Page, Manner], Page]] = {"help": Reading, "palette": Palette, "settings": Choosing}
"""Pages about another page."""


class Stack:
    """Pages on one another; what is left shows the one below."""

    def __init__(self, manner: Manner, pages: Sequence[Page] = ()) -> None:
        """Begin with pages, the lowest first, in the manner of a keyer."""
        self.manner = manner
        self.pages: list[Page] = [*pages]
        self.farewell = ""
        self._top = self._rows = self._below = 0  # where the lines of the page and of its foot stand on the screen
        self._foot: Sequence[Line] = ()

    @property
    def done(self) -> bool:
        """Whether the last page was left."""
        return not self.pages

    @property
    def waiting(self) -> str:
        """What is said while a key takes long."""
        return "" if self.done else say(self.pages[-1].language, "saving")

    @property
    def rings(self) -> bool:
        """Whether the last key was refused, which is to be heard by who looks at the paper."""
        return not self.done and bool(getattr(self.pages[-1], "rings", False))

    def press(self, key: str, sign: str | None = None) -> None:
        """Take a key by its name, and the character it types; the keymap in force says what it stands for."""
        if not self.done:
            self._do(self.manner.keymap.read(self.pages[-1].context, key, sign), sign)

    def _do(self, action: str, sign: str | None = None) -> None:
        """Have the page do an action, or take a key that stands for none."""
        page = self.pages[-1]
        if action in ABOVE and action in page.actions():
            self._go(ABOVE[action](page, self.manner))
        else:
            self._go(page.press(action, sign))

    def _go(self, move: Move) -> None:
        """Go where a page leads."""
        if isinstance(move, Back):
            self._leave(move)
        elif move is not None:
            self.pages.append(move)

    def _leave(self, move: Back) -> None:
        """Take the page away; the one below is told, and does what was chosen."""
        left = self.pages.pop()
        self.left(left)
        self.farewell = move.message
        if self.pages:
            self.pages[-1].back(move)
            if move.does:
                self._do(move.does)

    def left(self, page: Page) -> None:
        """A page was left."""

    def tick(self) -> bool:
        """Let the page do what needs no key; whether there is more to do at once."""
        tick: Callable[[], bool] | None = None if self.done else getattr(self.pages[-1], "tick", None)
        return tick is not None and tick()

    def paste(self, words: str) -> None:
        """Take words that came all at once."""
        if not self.done:
            self.pages[-1].paste(words)

    def wheel(self, by: int) -> None:
        """Turn a wheel."""
        if not self.done:
            self.pages[-1].wheel(by)

    def click(self, x: int, y: int) -> None:
        """Take a click on a cell of the screen: on something of the page, or on a key in its foot."""
        if self.done:
            return
        if self._top <= y < self._top + self._rows:
            self._go(self.pages[-1].click(x, y - self._top))
        elif 0 <= y - self._below < len(self._foot) and (action := typed_by(self._foot[y - self._below], x)):
            self._do(action)

    def hang_up(self) -> None:
        """Leave every page at once, as when the terminal was closed."""
        self.pages = []

    def drawn(self, width: int, height: int) -> Sequence[Line]:
        """The whole screen as lines."""
        if self.done:
            return [()] * height
        page = self.pages[-1]
        foot = page.foot(width)
        room = max(height - 2 - len(foot), 1)  # heads have at most two lines
        body = page.body(width, room)
        head = page.head(width)
        self._top, self._rows = len(head), len(body)
        self._below, self._foot = height - len(foot), foot
        lines = [*head, *body, *([()] * (height - len(head) - len(body) - len(foot))), *foot]
        return lines[:height]
