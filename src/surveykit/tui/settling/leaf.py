"""A leaf: something to be read above another page, such as what a code means; any of the usual keys goes back."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.unit import Unit
from surveykit.text import Text
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Piece, paragraph, spread
from surveykit.tui.words import say


class Leaf:
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

    def paste(self, words: str) -> None:
        """Nothing to type here."""

    def wheel(self, by: int) -> None:
        """Scroll."""
        self._top += by

    def click(self, x: int, y: int) -> None:
        """Nothing to choose here."""

    def back(self, left: Back) -> None:
        """Help was read."""

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


def meaning(frame: CodingFrame, code: str, language: str, width: int) -> list[Line]:
    """What a code stands for: definition, what counts and what does not, and answers that have it."""
    facts = frame.codes.get(code)
    if facts is None:
        return paragraph(say(language, "no_such_code", code=code), width)
    lines = paragraph(f"{code}  {facts.label.into(language)}", width, "now")
    lines += [(), *paragraph(facts.definition.into(language), width)] if facts.definition else []
    having = [frame.attributes[name].label.into(language) for name, has in facts.attributes.items() if has]
    parts: tuple[tuple[str, Iterable[Text | str]], ...] = (
        ("code_include", facts.include),
        ("code_exclude", facts.exclude),
        ("code_examples", facts.examples),
        ("code_counter", facts.counter_examples),
        ("code_attributes", having),
    )
    for word, texts in parts:
        lines += _part(say(language, word), texts, language, width)
    return lines


def _part(title: str, texts: Iterable[Text | str], language: str, width: int) -> Iterator[Line]:
    said = [text if isinstance(text, str) else text.into(language) for text in texts]
    if said:
        yield ()
        yield (Piece(title, "section"),)
        for text in said:
            yield from paragraph(text, width, indent="  ")


def surroundings(unit: Unit, language: str, width: int) -> list[Line]:
    """What the case answered elsewhere, which helps to read the answer."""
    lines = paragraph(unit.text, width, "answer")
    if not unit.context:
        return [*lines, (), *paragraph(say(language, "no_context"), width)]
    for label, answer in unit.context.items():
        lines += [(), *paragraph(label, width, "dim"), *paragraph(answer, width, indent="  ")]
    return lines
