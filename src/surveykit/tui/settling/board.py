"""The page on the work of coders: how far they are, answers in the same words coded differently, and agreement."""

from collections.abc import Callable, Sequence

from surveykit.coding.codings import Codings
from surveykit.coding.consistency import consistency
from surveykit.coding.progress import progress
from surveykit.coding.settling.standing import seen_by
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread, tabs
from surveykit.tui.scrolled import Scrolled
from surveykit.tui.settling import figures
from surveykit.tui.settling.figures import Agreed
from surveykit.tui.words import say

VIEWS = ("board_progress", "board_consistency", "board_agreement")
Agreement = Callable[[Codings, str], Sequence[Agreed]]
"""Says how far coders agree, in a language; it comes from without, since it takes more than the app may load."""


class Board(Scrolled):
    """The figures, one view at a time; each is worked out when it is looked at."""

    context: Context = "reading"

    def __init__(
        self, title: str, codings: Codings, by: str, agreement: Agreement | None, manner: Manner, language: str
    ) -> None:
        """Show somebody the figures of some codings; without `agreement` there is no view of it."""
        self.language = language
        self.view = 0
        self.views = VIEWS if agreement else VIEWS[:-1]
        self._title, self._codings, self._by, self._agreement, self._manner = title, codings, by, agreement, manner
        self._top, self._height = 0, 1
        self._shown: dict[tuple[int, int], Sequence[Line]] = {}  # view and width to lines

    def say(self, word: str) -> str:
        """A text of the program."""
        return say(self.language, word)

    def actions(self) -> Sequence[str]:
        """Help, settings, and away."""
        return ("escape", "help", "palette", "settings", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What the page shows."""
        return paragraph(self.say("about_coding_board"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Another view, other lines, or away."""
        if key in {"escape", "leave"}:
            return Back()
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1, "home": -self._top}.get(
            key
        )
        turn = {"left": -1, "right": 1, "tab": 1, "shift+tab": -1, "enter": 1}.get(key)
        if by is not None:
            self._top += by
        elif turn is not None:
            self._show((self.view + turn) % len(self.views))
        elif sign is not None and sign.isdecimal() and 0 < int(sign) <= len(self.views):
            self._show(int(sign) - 1)
        return None

    def head(self, width: int) -> Sequence[Line]:
        """The frame, and the views with the one that is shown."""
        words = [f"{n} {self.say(view)}" for n, view in enumerate(self.views, 1)]
        title = Piece(f" {self.say('board_coding')} · {self._title}", "bar")
        return [spread((title,), (Piece(" ", "bar"),), width, "bar"), tabs(words, self.view, width)]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """As much of the view as fits, from where it was scrolled to."""
        lines = [(), *self._lines(width)]
        self._height = height
        self._top = min(max(self._top, 0), max(len(lines) - height, 0))
        return lines[self._top : self._top + height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        hint = Piece(f" ← → {self.say('field_views')} ", "bar")
        room = max(width - len(hint.text), 1)
        return [(hint, *self._manner.foot("reading", ("help", "escape"), self.language, room))]

    def _show(self, view: int) -> None:
        self.view, self._top = view, 0

    def _lines(self, width: int) -> Sequence[Line]:
        if (self.view, width) not in self._shown:
            self._shown[self.view, width] = self._made(width)
        return self._shown[self.view, width]

    def _made(self, width: int) -> Sequence[Line]:
        match self.views[self.view]:
            case "board_consistency":
                return figures.consistency(consistency(seen_by(self._codings, self._by)), self.language, width)
            case "board_agreement":
                found = self._agreement(self._codings, self.language) if self._agreement else ()
                return figures.agreement(found, self.language, width)
            case _:
                return figures.progress(progress(self._codings), self.language, width)
