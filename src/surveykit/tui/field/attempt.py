"""The page of the attempts on a case: how each ended, and how the one ended that was just made."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from surveykit.fieldwork.case import Attempt, Case
from surveykit.fieldwork.disposition import DISPOSITIONS, NOT_TRIED, Disposition
from surveykit.interview.events import Contacted
from surveykit.problems import SurveykitError
from surveykit.tui.draft import Draft, shortened, wrapped
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, View, field, paragraph, seen, spread
from surveykit.tui.words import say

KNOWN = 4  # rows, at most, of what the register knows: a telephone number is often its last column
SHOWN = 3  # so many former attempts stand above the codes
LONGEST_NOTE = 1_000  # characters


class Attempts:
    """A case and its attempts; a code is chosen by its number or its words, then a note may be written."""

    context: Context = "words"

    def __init__(
        self, case: Case, language: str, write: Callable[[Contacted], None], manner: Manner, facts: str = ""
    ) -> None:
        """Note attempts on a case.

        Args:
            case: as it stands.
            language: to speak.
            write: puts the attempt into the journal; raises a StoreError where it cannot.
            manner: the settings of the keyer.
            facts: what the register knows of the case, in a line.
        """
        self.language = language
        self.message = ""
        self.typed = Draft()  # the code or words, and then the note
        self.chosen: Disposition | None = None  # what the attempt ended with, while the note is written
        self.now = 0
        self._pointed = False  # whether somebody has typed or moved: Enter alone notes nothing
        self._case, self._write, self._manner, self._facts = case, write, manner, facts
        self._view, self._height, self._above = View(), 1, 0

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return say(self.language, word, **values)

    @property
    def found(self) -> Sequence[Disposition]:
        """The codes that fit what is typed: by the beginning of their number, or a part of their words."""
        words = self.typed.text.strip().casefold()
        codes = [found for found in DISPOSITIONS.values() if found.code != NOT_TRIED]
        by_code = [found for found in codes if found.code.startswith(words.replace(",", "."))]
        return by_code or [found for found in codes if words in found.words.into(self.language).casefold()]

    def actions(self) -> Sequence[str]:
        """Choose or save, help, and away."""
        return ("enter", "escape", "help", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What is to be done here."""
        return paragraph(self.say("about_attempt"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        self.message = ""
        if key == "leave":
            return Back()
        if key == "escape":
            return self._away()
        if key in {"enter", "ctrl+j"}:
            return self._enter()
        by = {"up": -1, "down": 1, "pageup": -self._height, "pagedown": self._height}.get(key)
        if by is not None:
            self.wheel(by)
        else:
            self._typed(self.typed.edited(key, sign))
        return None

    def paste(self, words: str) -> None:
        """Words for the code or the note."""
        self._typed(self.typed.typed(" ".join(words.split())))

    def wheel(self, by: int) -> None:
        """Another code."""
        if self.chosen is None:
            by = by if self._pointed else 0
            self._pointed = True
            self.now = min(max(self.now + by, 0), max(len(self.found) - 1, 0))

    def click(self, x: int, y: int) -> None:  # noqa: ARG002 - a row is as wide as the screen
        """Choose a code."""
        place = self._view.block + y - self._above
        if self.chosen is None and y >= self._above and place < len(self.found):
            self.now, self._pointed = place, True

    def back(self, left: Back) -> None:
        """Help was read."""

    def head(self, width: int) -> Sequence[Line]:
        """The case, and what the register knows of it."""
        title = self.say("field_attempt", case=self._case.id)
        left = f" {shortened(title, width - 2)}"
        assigned = f"{self._case.assigned} " if self._case.assigned else " "
        return [
            spread((Piece(left, "bar"),), (Piece(assigned, "bar"),), width, "bar"),
            *self._known(width),
        ]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The attempts before, the line that is typed, and the codes that fit."""
        lines: list[Line] = [self._row(attempt, width) for attempt in self._case.attempts[-SHOWN:]]
        lines = [*(lines or [(Piece(f" {self.say('field_no_attempts')}", "dim"),)]), ()]
        if self.chosen is not None:
            lines.append((Piece(f" {self.chosen.code} {self.chosen.words.into(self.language)}", "chosen"),))
        ask = f" {self.say('field_note' if self.chosen else 'field_code')} › "
        lines.append((Piece(ask, "now"), *field(self.typed.text, self.typed.caret, max(width - len(ask) - 2, 10))))
        if self.message:
            lines += [(Piece(" "), *line) for line in paragraph(self.message, width - 2, "failed")]
        lines.append(())
        self._above, self._height = len(lines), max(height - len(lines), 1)
        if self.chosen is None and self.found:
            codes, self._view = seen(self._code, len(self.found), self.now, self._view, self._height)
            lines += [line for _, line in codes]
        return lines[:height]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": self.say("field_save" if self.chosen else "next")}
        return [self._manner.foot(self.context, ("enter", "escape", "help"), self.language, width, words)]

    def _known(self, width: int) -> Sequence[Line]:
        """What the register knows, over as many rows as it takes."""
        rows = wrapped(self._facts, width - 2)
        if len(rows) > KNOWN:
            rows = [*rows[: KNOWN - 1], shortened(" ".join(rows[KNOWN - 1 :]), width - 2)]
        return [(Piece(f" {row}", "dim"),) for row in rows]

    def _row(self, attempt: Attempt, width: int) -> Line:
        found = DISPOSITIONS.get(attempt.outcome)
        words = found.words.into(self.language) if found else ""
        note = f" » {attempt.note}" if attempt.note else ""
        said = f" {attempt.at[:16].replace('T', ' ')}  {attempt.by}  {attempt.outcome} {words}{note}"
        return (Piece(said if cell_len(said) < width else f" {shortened(said, width - 2)}"),)

    def _code(self, index: int) -> Block:
        found = self.found[index]
        here = self._pointed and index == self.now
        said = f"{found.code:<7}{found.words.into(self.language)}"
        return Block(((Piece("▸" if here else " ", "now"), Piece(said, "now" if here else "plain")),))

    def _typed(self, draft: Draft) -> None:
        if len(draft.text) <= LONGEST_NOTE:
            self._pointed = self._pointed or draft.text != self.typed.text
            self.typed = draft
            self.now = 0 if self.chosen is None else self.now

    def _enter(self) -> Move:
        """The code is chosen, or the attempt is noted."""
        if self.chosen is None:
            if not self.found:
                self.message = self.say("field_no_code", typed=self.typed.text.strip())
                return None
            if not self._pointed:
                self.message = self.say("field_which")
                return None
            self.chosen, self.typed = self.found[min(self.now, len(self.found) - 1)], Draft()
            return None
        try:
            self._write(Contacted(self.chosen.code, self.typed.text.strip()))
        except SurveykitError as refusal:
            problem = refusal.problems[0]
            self.message = f"{problem.rule.code} {problem.what}. {problem.hint}"
            return None
        return Back(self.say("field_noted", case=self._case.id, code=self.chosen.code))

    def _away(self) -> Move:
        """Back to the codes, or to the list."""
        if self.chosen is None:
            return Back()
        self.chosen, self.typed = None, Draft()
        return None
