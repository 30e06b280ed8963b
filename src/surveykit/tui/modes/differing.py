"""The page of differences: two entries of a form, or two histories of a case, side by side, decided one by one."""

from collections.abc import Sequence
from itertools import takewhile
from operator import eq
from typing import Literal

from rich.cells import cell_len

from surveykit.instrument.control import Choose, Rank, Write
from surveykit.missing import Answer, Empty
from surveykit.problems import Problem, StoreError
from surveykit.tui.choices import choice_lines
from surveykit.tui.draft import Draft, shortened, wrapped
from surveykit.tui.holding.frame import EMPTIES
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, View, paragraph, seen, spread
from surveykit.tui.looking.said import in_words, numbered
from surveykit.tui.modes.dispute import Dispute
from surveykit.tui.paper import MARGIN, one_row
from surveykit.tui.words import reason_words
from surveykit.verification.compare import Difference

LABEL = 16  # cells before an answer
CHOICES = 8  # rows of choices while a third answer is typed
ROWS = 5  # of a long answer in hand
BEFORE = 30  # characters of a longer one that are shown before the place where the two part

Typing = Literal["", "third", "note"]
"""What is being typed: nothing, a third answer, or a note on the next decision."""


class Differing:
    """Differences in their order. The first answer, the second, or a third one is chosen; nothing is overwritten."""

    def __init__(self, dispute: Dispute, manner: Manner, language: str) -> None:
        """Begin at the first difference that nobody has decided."""
        self.language = language
        self.dispute = dispute
        self.typing: Typing = ""
        self.draft = Draft()
        self.note = ""
        self.message = ""
        self.failed = False
        self._manner = manner
        self._view = View()
        self._rows: list[int] = []  # the difference each row of the window belongs to
        self.now = 0
        self._next(0)

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return self._manner.say(self.language, word, **values)

    @property
    def context(self) -> Context:
        """The differences, a third answer as at its question, or a note."""
        if self.typing == "third" and self.found is not None:
            control = self.dispute.first.session.item(self.found.question).control
            return "text" if isinstance(control, Write) else "interview"
        return "words" if self.typing else "deciding"

    @property
    def journal(self) -> Journal:
        """Where decisions go."""
        return self.dispute.journal

    @property
    def found(self) -> Difference | None:
        """The difference in hand."""
        return self.dispute.shown[self.now] if self.dispute.shown else None

    def actions(self) -> Sequence[str]:
        """What can be done with a difference, or with what is typed."""
        if self.typing:
            return ("enter", "escape", *self._empties(), "help")
        settle = ("settle",) if self.dispute.done else ()
        choose = ("first_holds", "second_holds", "third_holds", "note", "next_open") if self.found else ()
        return (*settle, *choose, "help", "palette", "escape", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """How differences are settled."""
        return paragraph(self.say("about_histories" if self.dispute.histories else "about_entries"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        self.message, self.failed = "", False
        if self.typing:
            self._type(key, sign)
        elif key in {"up", "down", "pageup", "pagedown", "home", "end"}:
            far = len(self.dispute.shown)
            self.wheel({"up": -1, "down": 1, "pageup": -5, "pagedown": 5, "home": -far, "end": far}[key])
        elif key in {"escape", "leave"}:
            return Back(self._farewell())
        elif key == "settle":
            return self._settle()
        elif self.found is not None:
            self._decide(key, self.found)
        return None

    def paste(self, words: str) -> None:
        """Words for what is typed."""
        if self.typing:
            self.draft = self.draft.typed(" ".join(words.split()))

    def wheel(self, by: int) -> None:
        """Another difference."""
        self.now = min(max(self.now + by, 0), max(len(self.dispute.shown) - 1, 0))

    def click(self, x: int, y: int) -> None:  # noqa: ARG002 - a difference is as wide as the screen
        """Choose a difference."""
        if not self.typing and y < len(self._rows):
            self.now = self._rows[y]

    def back(self, left: Back) -> None:
        """Help was read."""

    # --------------------------------------------------------------- drawing

    def head(self, width: int) -> Sequence[Line]:
        """The case, how much is settled, and who stands on which side."""
        shown, left = len(self.dispute.shown), len(self.dispute.open)
        settled = self.say("settled_of", done=shown - left, count=shown)
        first, second = self.dispute.first, self.dispute.second
        sides = f"1 {self._side(0)} {first.by} {first.changed} · 2 {self._side(1)} {second.by} {second.changed}"
        title = f" {self.say('differences').capitalize()} · {self.dispute.case}"
        return [
            spread((Piece(title, "bar"),), (Piece(f"{settled} ", "bar"),), width, "bar"),
            spread((Piece(f" {shortened(sides, width - 2)}", "bar"),), (Piece(" ", "bar"),), width, "bar"),
        ]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The differences around the one in hand."""
        below = self._below(width)
        if not self.dispute.shown:
            self._rows = []
            return [(), (Piece(f" {self.say('no_differences')}"),), *below][:height]
        room = max(height - len(below), 1)
        lines, self._view = seen(
            lambda index: self._drawn(index, width), len(self.dispute.shown), self.now, self._view, room
        )
        self._rows = [index for index, _ in lines]
        return [*(line for _, line in lines), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        if self.typing:
            reasons = {reason: reason_words(self.language, reason) for reason in self._empties()}
            return [self._manner.foot(self.context, ("enter", *reasons, "escape"), self.language, width, reasons)]
        return [self._manner.foot(self.context, self.actions(), self.language, width)]

    def _empties(self) -> Sequence[str]:
        """Why the answer that holds may be empty."""
        third = self.typing == "third" and self.found is not None
        return self.dispute.first.session.item(self.found.question).empties if third and self.found else ()

    def _side(self, at: int) -> str:
        """What one of the sides is called."""
        of_two = ("first_history", "second_history") if self.dispute.histories else ("first_entry", "second_entry")
        return self.say(of_two[at])

    def _drawn(self, index: int, width: int) -> Block:
        found, now = self.dispute.shown[index], index == self.now
        waiting = any(other.question == found.question for other in self.dispute.open)
        question = self.dispute.first.session.item(found.question).question
        number = shortened(numbered(self.dispute.first.session, found.question), 6).rjust(4)
        words = question.stem.joined(question.text).into(self.language)
        first, *rest = wrapped(words, width - MARGIN)
        sign = Piece("!" if waiting else "✓", "hard" if waiting else "mark")
        style: Style = "now" if now else "plain"
        lines: list[Line] = [
            (Piece("▸" if now else " ", "now"), sign, Piece(f"{number}  ", "dim"), Piece(first, style))
        ]
        lines += [(Piece(" " * MARGIN), Piece(row, style)) for row in rest]
        both = [in_words(self.dispute.first.session, found.question, said) for said in (found.first, found.second)]
        same = sum(takewhile(bool, map(eq, *both)))
        for at, said in enumerate(both):
            lines += _answer(f"{at + 1} {self._side(at)}", said, width, same, whole=now)
        if not waiting and (act := self.dispute.decided.get(found.question)) is not None:
            holds = in_words(self.dispute.first.session, found.question, act.answer)
            note = f" ({act.note})" if act.note else ""
            lines += _answer(self.say("holds"), holds + note, width, same, whole=now)
        return Block((*lines, ()))

    def _below(self, width: int) -> list[Line]:
        """What is typed with the choices there are, what is said, and what comes next."""
        lines: list[Line] = []
        if self.typing:
            ask = f"{self.say('third_is' if self.typing == 'third' else 'note_is')} › "
            lines.append((Piece(f" {ask}", "now"), *one_row(self.draft, max(width - cell_len(ask) - 4, 8))))
            lines += [(Piece(" " * MARGIN), *line) for line in self._choices(width)]
        elif self.note:
            lines.append((Piece(shortened(f" » {self.say('note_is')}: {self.note}", width), "dim"),))
        if self.dispute.done and not self.message and not self.typing:
            word = "histories_settled" if self.dispute.histories else "entries_settled"
            settle = self._manner.label("deciding", "settle")
            lines += paragraph(self.say(word, settle=settle), width, "now", " ")
            if along := len(self.dispute.along):
                lines += paragraph(self.say("goes_along", count=along), width, "dim", " ")
        if self.message:
            lines += paragraph(self.message, width, "failed" if self.failed else "now", " ")
        return lines

    def _choices(self, width: int) -> list[Line]:
        if self.typing != "third" or self.found is None:
            return []
        control = self.dispute.first.session.item(self.found.question).control
        if not isinstance(control, Choose | Rank):
            return []
        return choice_lines(control, self.draft.text, self.language, width - MARGIN, CHOICES)

    # -------------------------------------------------------------- deciding

    def _decide(self, key: str, found: Difference) -> None:
        if key == "first_holds":
            self._write(found, found.first)
        elif key == "second_holds":
            self._write(found, found.second)
        elif key == "third_holds":
            self.typing, self.draft = "third", Draft()
        elif key == "note":
            self.typing, self.draft = "note", Draft.of(self.note)
        elif key == "next_open":
            self._next(self.now + 1)

    def _type(self, key: str, sign: str | None) -> None:
        if key in {"escape", "leave"}:
            self.typing = ""
        elif key in EMPTIES and self.typing == "third":
            self._third(Empty(key))
        elif key not in {"enter", "ctrl+j"}:
            self.draft = self.draft.edited(key, sign)
        elif self.typing == "note":
            self.note, self.typing = self.draft.text.strip(), ""
        else:
            self._third(self.draft.text)

    def _third(self, raw: Answer) -> None:
        """Take a third answer, if it is one."""
        if self.found is None:
            return
        answer = self.dispute.typed(self.found.question, raw)
        if isinstance(answer, Problem):
            self.message, self.failed = self._told(answer), True
        elif self._write(self.found, answer):
            self.typing = ""

    def _write(self, found: Difference, answer: Answer | None) -> bool:
        """Store a decision and go on to the next difference."""
        try:
            self.dispute.decide(found, answer, self.note)
        except StoreError as refusal:
            self._refuse(refusal)
            return False
        self.note = ""
        self._next(self.now + 1)
        return True

    def _settle(self) -> Move:
        """The end: of two histories the first one holds; of two entries nothing is left to be said."""
        if not self.dispute.done:
            return None
        try:
            self.dispute.settle(self.note)
        except StoreError as refusal:
            self._refuse(refusal)
            return None
        if self.dispute.histories:
            self._next(0)
            self.message = self.say("another_history")
            return None
        return Back(self._farewell())

    def _refuse(self, refusal: StoreError) -> None:
        """Say that nothing was stored; what somebody else has written since is read."""
        problem = refusal.problems[0]
        if self.dispute.journal.behind:
            self.dispute.read()
            self.wheel(0)
        self.message, self.failed = f"{problem.rule.code} {problem.rule.title}: {problem.what}", True

    def _told(self, problem: Problem) -> str:
        return f"{problem.what} ({problem.hint})" if problem.hint else problem.what

    def _next(self, start: int) -> None:
        """Go to the next difference nobody has decided, from a place on and round; stay where there is none."""
        shown = self.dispute.shown
        waiting = {found.question for found in self.dispute.open}
        around = [*range(start, len(shown)), *range(min(start, len(shown)))]
        self.now = next((at for at in around if shown[at].question in waiting), self.now)
        self.wheel(0)

    def _farewell(self) -> str:
        """What the list says afterwards."""
        if self.dispute.done:
            return self.say("case_settled", case=self.dispute.case)
        return self.say("case_differs", case=self.dispute.case, count=len(self.dispute.open))


def _answer(label: str, words: str, width: int, same: int, *, whole: bool) -> list[Line]:
    """An answer in one row; in hand in a few, which begin shortly before it differs where it is longer still."""
    room = max(width - MARGIN - LABEL, 8)
    rows = wrapped(words, room)
    if len(rows) > ROWS and (start := words.rfind(" ", 0, max(same - BEFORE, 0)) + 1):
        rows = wrapped(f"… {words[start:]}", room)
    if not whole or len(rows) > ROWS:
        kept = ROWS if whole else 1
        rows = [*rows[: kept - 1], shortened(" ".join(rows[kept - 1 :]), room)]
    name = shortened(label, LABEL - 1)
    heads = [Piece(name + " " * (LABEL - cell_len(name)), "dim"), *(Piece(" " * LABEL) for _ in rows[1:])]
    return [(Piece(" " * MARGIN), head, Piece(row, "answer")) for head, row in zip(heads, rows, strict=True)]
