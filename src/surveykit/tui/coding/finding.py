"""The palette of codes: a few letters of a label, a definition or a keyword, and Enter gives the code."""

from collections.abc import Sequence

from surveykit.codebook.frames.frame import CodingFrame, FrameCode
from surveykit.coding.judgement import Judgement
from surveykit.tui.coding.codes import box, swatch, tree_of
from surveykit.tui.coding.guide import told_of
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.keys.palette import fit
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, View, field, paragraph, seen, spread
from surveykit.tui.words import say

FIELD = 40  # cells of the field
ABOVE = 2  # lines before the first code
FAR = 10_000  # what is found in a definition stands after all that is found in a label


class Finding:
    """Type some letters of what is meant; the code that is marked is explained below."""

    context: Context = "words"

    def __init__(self, frame: CodingFrame, judgement: Judgement, language: str, manner: Manner) -> None:
        """Look for a code of a frame; `judgement` is how the answer is judged so far."""
        self.language = language
        self._frame, self._judgement, self._manner = frame, judgement, manner
        self._rows = {row.code: row for row in tree_of(frame) if row.codable}
        self._typed = Draft()
        self._now = 0
        self._view, self._height = View(), 1

    @property
    def found(self) -> Sequence[str]:
        """The codes that fit what is typed, the best first."""
        typed = self._typed.text
        if not typed.strip():
            return tuple(self._rows)
        marks = {code: mark for code in self._rows if (mark := self._mark(typed, code)) is not None}
        return tuple(sorted(marks, key=lambda code: marks[code]))

    def actions(self) -> Sequence[str]:
        """Choose, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """The code that is marked, with all that is said of it."""
        found = self.found
        marked = told_of(self._frame, found[self._now], self.language, width) if found else []
        return [*marked, (), *paragraph(say(self.language, "about_finding"), width)]

    def press(self, key: str, sign: str | None) -> Move:
        """Letters narrow the list, arrows choose from it, Enter gives the code."""
        found = self.found
        if key in {"escape", "leave"}:
            return Back()
        if key in {"enter", "ctrl+j"}:
            return Back(go_to=found[self._now]) if found else None
        by = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}.get(key)
        if by is not None:
            self.wheel(by)
        elif (typed := self._typed.edited(key, sign)) != self._typed:
            self._typed, self._now = typed, 0
        return None

    def paste(self, words: str) -> None:
        """Words to look for."""
        self._typed, self._now = self._typed.typed(" ".join(words.split())), 0

    def wheel(self, by: int) -> None:
        """Another code."""
        self._now = min(max(self._now + by, 0), max(len(self.found) - 1, 0))

    def click(self, x: int, y: int) -> Move:  # noqa: ARG002 - a row is as wide as the screen
        """Give the code that was pointed at."""
        row = self._view.block + y - ABOVE
        inside = ABOVE <= y < ABOVE + self._height
        return Back(go_to=self.found[row]) if inside and row < len(self.found) else None

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        title = self._frame.title.into(self.language)
        left: Line = (Piece(f" {say(self.language, 'find_code')}", "bar"),)
        return [spread(left, (Piece(f"{shortened(title, width // 2)} ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The field, the codes that fit, and what is said of the one that is marked."""
        room = max(min(FIELD, width - 4), 4)
        asked: Line = (Piece(" › ", "now"), *field(self._typed.text, self._typed.caret, room))
        found = self.found
        if not found:
            return [asked, (), (Piece(f" {say(self.language, 'no_code_found')}"),)][:height]
        self._height = max(min(len(found), (height - ABOVE) // 2), 1)
        rows, self._view = seen(
            lambda n: self._row(found[n], width, now=n == self._now), len(found), self._now, self._view, self._height
        )
        told = told_of(self._frame, found[self._now], self.language, width - 2)
        rule: Line = (Piece("─" * width, "dim"),)
        return [asked, (), *(line for _, line in rows), rule, *((Piece(" "), *line) for line in told)][:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": say(self.language, "give_code")}
        return [self._manner.foot("words", ("enter", "escape", "help"), self.language, width, words)]

    def _row(self, code: str, width: int, *, now: bool) -> Block:
        row, facts = self._rows[code], self._frame.codes[code]
        given = code in self._judgement.codes
        above = " › ".join(self._frame.codes[one].label.into(self.language) for one in self._frame.above(code)[::-1])
        label = facts.label.into(self.language)
        said = f"{label}  ({above})" if above else label
        style: Style = "now" if now else "chosen" if given else "plain"
        before = f"{box(self._judgement, self._frame, code)} {row.key or ' '} {code:<8} "
        room = max(width - len(before) - 4, 1)
        return Block(
            (
                (
                    Piece("▸ " if now else "  ", "now"),
                    Piece(before, "key"),
                    *swatch(self._frame, code),
                    Piece(shortened(said, room), style),
                ),
            )
        )

    def _mark(self, typed: str, code: str) -> int | None:
        """How well what is typed fits a code: its name, a label, or else words of its definition and its keywords."""
        facts = self._frame.codes[code]
        near = [fit(typed, text) for text in (code, *_labels(facts))]
        marks = [mark for mark in near if mark is not None]
        if not marks:
            said = typed.strip().casefold()
            marks = [FAR + at for text in _words(facts) if (at := text.casefold().find(said)) >= 0]
        return min(marks, default=None)


def _labels(facts: FrameCode) -> Sequence[str]:
    return tuple(facts.label.languages.values())


def _words(facts: FrameCode) -> Sequence[str]:
    """All that is said of a code but its label, in every language."""
    texts = (facts.definition, *facts.include, *facts.examples)
    said = [words for text in texts for words in text.languages.values()]
    return (*said, *(word.strip("*-") for word in facts.keywords))
