"""A leaf: something to be read above another page, such as closed answers; any of the usual keys goes back."""

from collections.abc import Callable, Sequence

from surveykit.coding.unit import Unit
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread
from surveykit.tui.scrolled import Scrolled
from surveykit.tui.words import say


class Leaf(Scrolled):
    """Lines to be read, as many as fit, from where they were scrolled to."""

    context: Context = "reading"

    def __init__(self, title: str, lines: Callable[[int], Sequence[Line]], manner: Manner, language: str) -> None:
        """Show what `lines` gives for a width."""
        self.language = language
        self._title, self._lines, self._manner = title, lines, manner
        self._top, self._height = 0, 1

    def actions(self) -> Sequence[str]:
        """Back."""
        return ("escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """What it is called."""
        return paragraph(self._title, width)

    def press(self, key: str, sign: str | None) -> Move:  # noqa: ARG002 - the contract of a page
        """Scroll, or go back."""
        by = {"up": -1, "down": 1, "pageup": 1 - self._height, "pagedown": self._height - 1}.get(key)
        if by is None:
            return Back()
        self._top += by
        return None

    def head(self, width: int) -> Sequence[Line]:
        """What it is called."""
        return [spread((Piece(f" {self._title}", "bar"),), (Piece(" ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """As much as fits."""
        lines = [(), *((Piece(" "), *line) for line in self._lines(width - 2))]
        self._height = height
        self._top = min(max(self._top, 0), max(len(lines) - height, 0))
        return lines[self._top : self._top + height]

    def foot(self, width: int) -> Sequence[Line]:
        """How to go back."""
        return [self._manner.foot(self.context, self.actions(), self.language, width)]


def surroundings(unit: Unit, language: str, width: int) -> list[Line]:
    """What the case answered elsewhere, which helps to read the answer."""
    lines = paragraph(unit.text, width, "answer")
    if not unit.context:
        return [*lines, (), *paragraph(say(language, "no_context"), width)]
    for label, answer in unit.context.items():
        lines += [(), *paragraph(label, width, "dim"), *paragraph(answer, width, indent="  ")]
    return lines
