"""The page between two paper forms: the batch they lie in, and the number of the next form."""

import re
from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len

from surveykit.missing import Value
from surveykit.problems import SurveykitError
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Page, Piece, Style, paragraph, spread
from surveykit.tui.listing.shelf import Shelf
from surveykit.tui.paper import one_row

FIELD = 30  # cells of a field
LABEL = 26  # cells before it
LOOK_BACK = 300  # cases among which the last form of a batch is looked for
SLICE = 0.02  # seconds of reading at a time

Begin = Callable[[str, str, Mapping[str, Value] | None], Page]
"""Begins a form of a batch, or takes it up."""


class Numbering:
    """Asks for the batch once, then for the number of each form; the next one in order stands typed already."""

    def __init__(self, language: str, shelf: Shelf, manner: Manner, opened: Begin) -> None:
        """Ask for the batch; `opened` begins a form of it, with what the register knows."""
        self.language = language
        self.batch = ""
        self.asking_batch = True
        self.draft = Draft()
        self.message = ""
        self.failed = False
        self._last = ""  # the form keyed last
        self._expected = ""  # the form to be keyed next, where somebody has said so
        self._register: Mapping[str, Value] | None = None  # what the register knows of it
        self._keying = False  # whether a form stands above this page
        self._again = ""  # the form that is there already and would be taken up
        self._shelf, self._manner, self._opened = shelf, manner, opened

    def expect(self, form: str, register: Mapping[str, Value] | None) -> None:
        """Have a form begun next, in the batch that is asked for."""
        self._expected, self._register = form, register
        if not self.asking_batch:
            self.draft = Draft.of(form).selected()

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return self._manner.say(self.language, word, **values)

    @property
    def context(self) -> Context:
        """Words are typed."""
        return "words"

    def actions(self) -> Sequence[str]:
        """Begin the form, or go back."""
        return ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """What a batch is, and what the number of a form."""
        return paragraph(self.say("about_batch" if self.asking_batch else "about_form"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        again, self._again = self._again, ""
        self.message, self.failed = "", False
        if key in {"enter", "ctrl+j", "down"} and self.asking_batch:
            self._take_batch(self.draft.text.strip())
        elif key in {"enter", "ctrl+j"}:
            return self._begin(self.draft.text.strip(), again)
        elif key in {"leave", "escape"}:
            return Back()
        elif key == "up" and not self.asking_batch:
            self.asking_batch, self.draft = True, Draft.of(self.batch).selected()
        else:
            self.draft = self.draft.edited(key, sign)
        return None

    def paste(self, words: str) -> None:
        """Words for the field."""
        self.draft = self.draft.typed(" ".join(words.split()))

    def wheel(self, by: int) -> None:
        """Nothing to turn."""

    def click(self, x: int, y: int) -> None:
        """Nothing to choose."""

    def tick(self) -> bool:
        """Read on for a moment; whether anything new is to be seen."""
        return self._shelf.read_on(SLICE)

    def back(self, left: Back) -> None:
        """A form was left: the number after it is likely to be the next."""
        if not self._keying:
            return  # help was read
        self._keying = False
        self.message, self.failed = left.message, False
        try:
            self._shelf.look()
            self._shelf.facts(self._last)
        except SurveykitError as refusal:
            self._refuse(refusal)
        self.draft = Draft.of(next_id(self._last)).selected()

    def head(self, width: int) -> Sequence[Line]:
        """What this is."""
        return [spread((Piece(f" {self.say('keying')}", "bar"),), (Piece(" ", "bar"),), width, "bar"), ()]

    def body(self, width: int, height: int) -> Sequence[Line]:  # noqa: ARG002 - a few lines fit everywhere
        """Both fields, how many forms there are in the batch, and what was last done."""
        typed = self.draft
        lines: list[Line] = [(), self._field("batch_is", self.batch, typed if self.asking_batch else None, width)]
        if not self.asking_batch:
            lines.append(self._field("form_is", "", typed, width))
            lines += [(), *paragraph(self._counted(), width, "dim", " " * min(LABEL, width // 2))]
        if self.message:
            style: Style = "failed" if self.failed else "now"
            lines += [(), (Piece(f" {shortened(self.message, width - 2)}", style),)]
        return lines

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        words = {"enter": self.say("next" if self.asking_batch else "begin_form")}
        return [self._manner.foot(self.context, ("enter", "escape", "help"), self.language, width, words)]

    def _field(self, word: str, stands: str, typed: Draft | None, width: int) -> Line:
        room = min(LABEL, width // 2)
        label = shortened(self.say(word), room - 4)
        shown = Piece(f" {label}{' ' * (room - 3 - cell_len(label))}", "plain" if typed is None else "now")
        if typed is None:
            return (shown, Piece("  "), Piece(stands))
        return (shown, Piece("› ", "now"), *one_row(typed, min(FIELD, max(width - room - 1, 4))))

    def _counted(self) -> str:
        """How many forms of the batch are keyed, as far as the store was read."""
        found = (self._shelf.known(case) for case in self._shelf.cases)
        forms = [facts for facts in found if facts is not None and facts.batch == self.batch]
        done = sum(facts.state in {"completed", "approved"} for facts in forms)
        more = f" · {self.say('unread', count=self._shelf.unread)}" if self._shelf.unread else ""
        return self.say("forms_keyed", count=len(forms), done=done) + more

    def _take_batch(self, batch: str) -> None:
        """Go on to the forms of a batch, after the one that was keyed last."""
        if not batch:
            self.message = self.say("batch_wanted")
            return
        if batch != self.batch or not self._last:
            late = self._shelf.cases[: -LOOK_BACK - 1 : -1]
            self._last = next((case for case in late if self._shelf.facts(case).batch == batch), "")
        self.batch, self.asking_batch = batch, False
        self.draft = Draft.of(self._expected or next_id(self._last)).selected()

    def _begin(self, form: str, again: str) -> Move:
        """Begin a form; one that is there already, here or elsewhere, is taken up when its number is given twice."""
        try:
            self._shelf.look()
        except SurveykitError as refusal:
            self._refuse(refusal)
            return None
        if form in self._shelf.cases and form not in {again, self._expected}:
            self._again = form
            self.message = self.say("form_exists", case=form, status=self.say(self._shelf.facts(form).state))
            return None
        try:
            page = self._opened(form, self.batch, self._register if form == self._expected else None)
        except SurveykitError as refusal:
            self._refuse(refusal)
            return None
        self._last, self._keying, self._expected = form, True, ""
        return page

    def _refuse(self, refusal: SurveykitError) -> None:
        problem = refusal.problems[0]
        self.message, self.failed = f"{problem.rule.code} {problem.what}. {problem.hint}", True


def next_id(form: str) -> str:
    """The number after one, as wide as it was; nothing where it does not end in digits.

    Example:
        >>> next_id("NO-0099"), next_id("9"), next_id("A7b"), next_id("")
        ('NO-0100', '10', '', '')
    """
    found = re.fullmatch(r"(.*?)([0-9]+)", form)
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}}" if found else ""
