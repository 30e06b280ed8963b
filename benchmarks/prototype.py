"""The yardstick of `keying.py`: questions drawn by a plain ScrollView with one Input below, nothing stored or checked.

Run: python benchmarks/prototype.py [QUESTIONS]
"""

import sys

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input


class Questions(ScrollView):
    """Two lines a question: its text and its answer."""

    def __init__(self, count: int) -> None:
        """So many questions without an answer."""
        super().__init__()
        self.answers = [""] * count
        self.now = 0
        self.virtual_size = Size(80, 2 * count)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number, answer = divmod(self.scroll_offset.y + y, 2)
        if number >= len(self.answers):
            return Strip.blank(self.size.width)
        mark = ">" if number == self.now else " "
        text = (
            f"      {self.answers[number]}" if answer else f"{mark}{number:4}  What was the number of thing {number}?"
        )
        return Strip([Segment(text)]).adjust_cell_length(self.size.width)

    def answered(self, words: str) -> None:
        """Hold an answer, and go on to the next question."""
        self.answers[self.now] = words
        self.now = (self.now + 1) % len(self.answers)
        self.scroll_to(y=max(2 * self.now - 8, 0), animate=False)
        self.refresh()


class Prototype(App[None]):
    """The questions, and the field in which they are answered."""

    def __init__(self, count: int) -> None:
        """So many questions."""
        super().__init__()
        self._questions = Questions(count)

    def compose(self) -> ComposeResult:
        """Two widgets."""
        yield self._questions
        yield Input(placeholder="answer")

    def on_mount(self) -> None:
        """Type into the field."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        self._questions.answered(event.value)
        event.input.value = ""


if __name__ == "__main__":
    Prototype(int(sys.argv[1]) if len(sys.argv) > 1 else 300).run()
