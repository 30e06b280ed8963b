"""The page of a long answer: as many lines as the screen has, to write and read what is longer than a field."""

from collections.abc import Sequence
from typing import Protocol

from rich.cells import cell_len

from surveykit.instrument.control import Write
from surveykit.interview.standing import Item
from surveykit.tui.draft import EDITS, Draft, graphemes, row_of, rows, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, View, field, paragraph, seen, spread
from surveykit.tui.words import say


class Paper(Protocol):
    """What is written on: it holds the words, and takes others."""

    @property
    def draft(self) -> Draft:
        """What stands written."""

    def rewrite(self, draft: Draft) -> None:
        """Take what is written now."""


class Writing:
    """A long answer on the whole screen; nothing is stored before one is back at the question."""

    context: Context = "words"
    place = "writing"

    def __init__(self, item: Item, language: str, manner: Manner, paper: Paper, *, closed: bool) -> None:
        """Write on; a completed interview is only read."""
        self.language = language
        self.struck = 0  # keys
        self._item, self._manner, self._paper, self._closed = item, manner, paper, closed
        self._size = (80, 20)
        self._view = View()

    @property
    def draft(self) -> Draft:
        """What stands written; where it was selected, keys begin at its end here."""
        return self._paper.draft.at(self._paper.draft.caret)

    def actions(self) -> Sequence[str]:
        """Back to the question."""
        return ("escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """How it is written here."""
        return paragraph(say(self.language, "about_writing"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take a key that writes or moves, or go back."""
        self.struck += 1
        width = self._row()
        if key in {"escape", "leave"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            self._write(self.draft.typed("\n"))
        elif key in EDITS:
            self._write(EDITS[key](self.draft))
        elif key in {"up", "down", "home", "end", "pageup", "pagedown", "ctrl+home", "ctrl+end", "first", "last"}:
            self._move(key, width)
        elif sign is not None and sign.isprintable():
            self._write(self.draft.typed(sign))
        return None

    def paste(self, words: str) -> None:
        """Words that came all at once, with their line ends."""
        self.struck += 1
        self._write(self.draft.typed(words))

    def wheel(self, by: int) -> None:
        """A line up or down."""
        self._move("down" if by > 0 else "up", self._row())

    def click(self, x: int, y: int) -> Move:
        """The caret to where was pointed."""
        self.struck += 1
        spans = rows(self.draft.text, self._row())
        at = self._view.block + y
        if 0 <= at < len(spans):
            start, end = spans[at]
            self._turn(self.draft.at(start + len(_before(self.draft.text[start:end], max(x - 1, 0)))))
        return None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """The question, and how much is written."""
        text, count = self._item.question.text.into(self.language), len(self.draft.text)
        longest = self._item.control.longest if isinstance(self._item.control, Write) else None
        said = say(self.language, "characters", count=count)
        if longest:
            said = say(self.language, "characters_of", count=count, most=longest)
        style = "failed" if longest and count > longest else "bar"
        wording = Piece(f" {shortened(text, width - cell_len(said) - 4)}", "bar")
        return [spread((wording,), (Piece(f"{said} ", style),), width, "bar")]  # type: ignore[arg-type]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The lines around the caret."""
        self._size = (width, height)
        draft, spans = self.draft, rows(self.draft.text, self._row())
        now = row_of(spans, draft.caret)

        def line(at: int) -> Block:
            start, end = spans[at]
            text = draft.text[start:end]
            if at == now and not self._closed:
                return Block(((Piece(" "), *field(text, draft.caret - start, width - 2)),))
            return Block(((Piece(" "), Piece(text)),))

        lines, self._view = seen(line, len(spans), now, self._view, height)
        return [line for _, line in lines]

    def foot(self, width: int) -> Sequence[Line]:
        """How to go back."""
        words = {"escape": say(self.language, "keep_writing")}
        return [self._manner.foot(self.context, ("escape", "help"), self.language, width, words)]

    def _row(self) -> int:
        return max(self._size[0] - 3, 2)

    def _write(self, draft: Draft) -> None:
        if not self._closed:
            self._paper.rewrite(draft)

    def _turn(self, draft: Draft) -> None:
        """The caret elsewhere in the same text."""
        self._paper.rewrite(self.draft.at(draft.caret))

    def _move(self, key: str, width: int) -> None:
        """The caret to another place."""
        draft = self.draft
        if key in {"home", "end"}:
            self._turn(draft.home(width) if key == "home" else draft.end(width))
        elif key.removeprefix("ctrl+") in {"home", "end"} or key in {"first", "last"}:
            self._turn(draft.at(0 if key in {"ctrl+home", "first"} else len(draft.text)))
        else:
            steps = 1 if key in {"up", "down"} else self._size[1] - 1
            for _ in range(steps):
                draft = (draft.up(width) if key in {"up", "pageup"} else draft.down(width)) or draft
            self._turn(draft)


def _before(line: str, cells: int) -> str:
    """The part of a line before a cell."""
    kept = ""
    for sign in graphemes(line):
        if cell_len(kept + sign) > cells:
            break
        kept += sign
    return kept
