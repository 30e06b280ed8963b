"""The page of an answer that coders judged: what each of them holds, what is to hold, and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from surveykit.coding.acts import CodingAct
from surveykit.coding.disagreement import Comparison
from surveykit.coding.judgement import Judgement
from surveykit.coding.settling.machine import Settling, Step
from surveykit.problems import Problem, StoreError, SurveykitError
from surveykit.tui.coding.guide import told_of
from surveykit.tui.coding.hotkeys import code_of, hotkeys
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, Page, Piece, Style, paragraph, spread, typed_by
from surveykit.tui.paper import one_row
from surveykit.tui.settling import sides
from surveykit.tui.words import say

Typing = Literal["", "reason", "uncodable"]
"""What is being typed: nothing, why it is decided so, or why the answer cannot be coded."""

Write = Callable[[Sequence[CodingAct]], object]
"""Puts acts into the journal, or raises what keeps it from doing so."""

LEAST = 3  # rows of the answer, however much stands below; of a screen that is no higher than LOW, one
LOW = 12
STANDS: Mapping[str, tuple[str, Style]] = {"open": ("!", "hard"), "again": ("~", "soft"), "settled": ("✓", "mark")}
"""How an answer stands, as a sign."""
CHOICES: Mapping[str, Callable[[Settling], Settling]] = {
    "union": Settling.union,
    "common": Settling.common,
    "majority": Settling.majority,
    "none_applies": lambda settling: settling.judge("none"),
    "method": Settling.turn,
    "next_due": Settling.next_open,
}
SIDES = tuple(f"side_{n}" for n in range(1, 6))
FEET = (
    ("enter", "side_1", "union", "common", "majority", "none_applies", "uncodable", "reason", "method"),
    ("answers", "figures", "find_code", "about_code", "context", "agreeing", "undo", "help", "escape"),
)
"""The actions in the rows of the foot: to decide, and to look around."""
CHANGES: Mapping[str, Callable[[Settling], Step]] = {
    "enter": Settling.settle,
    "withdraw": Settling.withdraw,
    "undo": Settling.undo,
    "redo": Settling.redo,
}


class Adjudication:
    """Answers one after the other; one key takes a side, others put together what is to hold, Enter settles it."""

    def __init__(
        self,
        read: Callable[[bool], Settling],
        write: Write,
        manner: Manner,
        language: str,
        above: Mapping[str, Callable[["Adjudication"], Page]],
    ) -> None:
        """Begin with the answer in hand.

        Args:
            read: reads the journal; with the answers that coders agree in too, where that is asked for.
            write: puts acts into the journal.
            manner: the settings of the adjudicator.
            language: the language to speak.
            above: action to the page it opens above this one.
        """
        self.language = language
        self.settling = read(False)  # noqa: FBT003 - the contract of a reader
        self.agreeing = False
        self.typing: Typing = ""
        self.draft = Draft()
        self.row = 0
        self.message = ""
        self.failed = False
        self._read, self._write, self._manner, self._above = read, write, manner, above
        self._top = 0  # the first row of the answer that is shown
        self._drawn: Sequence[Line] = ()
        self._table = range(0)  # where the rows of the table stand on the screen
        self._first = 0  # the first of them that is shown

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return say(self.language, word, **values)

    @property
    def context(self) -> Context:
        """Differences, or words being typed."""
        return "words" if self.typing else "settling"

    @property
    def rows(self) -> tuple[sides.Row, ...]:
        """The rows of the answer in hand."""
        return sides.rows(self.settling, self.language)

    @property
    def code(self) -> str:
        """The code in hand."""
        rows = self.rows
        return rows[min(self.row, len(rows) - 1)].code if rows else ""

    @property
    def judgement(self) -> Judgement:
        """How the answer in hand is to be judged, as far as that is chosen."""
        draft = self.settling.draft
        return Judgement() if draft is None else Judgement(draft.outcome, draft.codes)

    def actions(self) -> Sequence[str]:
        """What can be done with the answer as it stands."""
        if self.typing:
            return ("enter", "escape", "help")
        found = self.settling.found
        if found is None:
            return ("agreeing", *self._above, "help", "palette", "settings", "escape", "leave")
        offered = {"common": found.common, "majority": found.majority, "withdraw": found.unit in self.settling.settled}
        chosen = [name for name in (*CHOICES, "uncodable", "reason", "withdraw") if offered.get(name, True)]
        may = (("undo", True), ("redo", self.settling.future), ("language", len(self.settling.frame.languages) > 1))
        again = [name for name, there in may if there]
        return (
            "enter",
            *SIDES[: len(found.codings)],
            *chosen,
            *again,
            "agreeing",
            *self._above,
            "help",
            "palette",
            "settings",
            "escape",
            "leave",
        )

    def about(self, width: int) -> Sequence[Line]:
        """How answers are settled."""
        return [*paragraph(self.say("about_settling"), width), (), *paragraph(self.say("about_methods"), width)]

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        self.message, self.failed = "", False
        if self.typing:
            self._type(key, sign)
        elif key in {"escape", "leave"}:
            return Back(self._farewell())
        elif key in self._above:
            return self._above[key](self)
        elif key in CHANGES:
            self._change(CHANGES[key](self.settling))
        elif key in CHOICES:
            self._hold(CHOICES[key](self.settling))
        elif key == "language":
            spoken = self.settling.frame.languages
            self.language = spoken[(spoken.index(self.language) + 1) % len(spoken) if self.language in spoken else 0]
        elif key == "agreeing":
            self._show(agreeing=not self.agreeing)
        elif key in {"reason", "uncodable"} and self.settling.found:
            self.typing, self.draft = ("reason" if key == "reason" else "uncodable"), Draft.of(self.settling.reason)
        else:
            self._move(key, sign)
        return None

    def paste(self, words: str) -> None:
        """Words for what is typed."""
        if self.typing:
            self.draft = self.draft.typed(" ".join(words.split()))

    def wheel(self, by: int) -> None:
        """Another row."""
        self.row = min(max(self.row + by, 0), max(len(self.rows) - 1, 0))

    def click(self, x: int, y: int) -> Move:
        """Take the side that was pointed at, or put a code to what is to hold."""
        if self.typing or y >= len(self._drawn):
            return None
        if y in self._table:
            self.row = self._first + y - self._table.start
            return self.press("space", " ")
        side = typed_by(self._drawn[y], x)
        return self.press(side, side) if side else None

    def back(self, left: Back) -> None:
        """A page above was left: go to the answer, or take the code, that was chosen there."""
        self.message = left.message
        place = next((at for at, one in enumerate(self.settling.shown) if one.unit == left.go_to), None)
        if place is not None:
            self._hold(self.settling.go(place))
        elif left.go_to in self.settling.frame.codes:
            self._hold(self.settling.toggle(left.go_to))

    # --------------------------------------------------------------- drawing

    def head(self, width: int) -> Sequence[Line]:
        """What is coded, how much is settled, which answer is in hand, and as whom one settles it."""
        settling = self.settling
        done = self.say("settled_of", done=settling.done, count=len(settling.shown))
        title = f" {self.say('settling')} · {settling.frame.title.into(self.language)}"
        first = spread((Piece(title, "bar"),), (Piece(f"{done} ", "bar"),), width, "bar")
        if settling.found is None:
            return [first]
        unit = settling.codings.units[settling.found.unit]
        named = " · ".join(part for part in (unit.case, unit.question, unit.wave) if part)
        place = f" {settling.now + 1}/{len(settling.shown)} · {named}"
        how = self.say(f"method_{'majority' if settling.of_most else settling.method}", by=settling.by)
        return [first, spread((Piece(place, "bar"),), (Piece(f"{how} ", "bar"),), width, "bar")]

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The answer, the table of who holds what, what was said beside it, and what is typed."""
        below = self._below(width)
        found = self.settling.found
        if found is None:
            agree = paragraph(
                self.say("all_agree", agreeing=self._manner.label("settling", "agreeing")), width - 1, indent=" "
            )
            self._drawn, self._table = (), range(0)
            return [(), *agree, *below][:height]
        rows = self.rows
        self.row = min(self.row, max(len(rows) - 1, 0))
        keys = [self._manner.label("settling", side) for side in SIDES]
        head, table, follows = sides.drawn(self.settling, rows, self.row, keys, self.language, width)
        said = [*self._stands(found, width), *sides.remarks(self.settling, self.language, width - 1), *head]
        answer = paragraph(self.settling.codings.units[found.unit].text, width - 1, "answer", " ")
        spare = height - 1 - len(said) - len(below)
        kept = min(len(answer), max(spare - len(table) - len(follows), LEAST if height > LOW else 1))
        above = [*self._scrolled(answer, kept, width), (), *said]
        window = self._window(len(table), max(spare - kept - len(follows), 1))
        self._first, self._table = window.start, range(len(above), len(above) + len(window))
        shown = table[window.start : window.stop]
        drawn = [*above, *shown, *follows, *below]
        self._drawn = [*drawn, *self._meant(width, height - len(drawn))][:height]
        return self._drawn

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        if self.typing:
            return [self._manner.foot("words", self.actions(), self.language, width)]
        taken = self.actions()
        rows = ([name for name in row if name in taken] for row in FEET)
        return [self._manner.foot(self.context, row, self.language, width - 1) for row in rows if row]

    def _stands(self, found: Comparison, width: int) -> list[Line]:
        """How the answer stands, and what its coders differ in."""
        settling = self.settling
        sign, style = STANDS[settling.state(found)]
        parts = [self.say(f"stands_{settling.state(found)}")]
        if (held := settling.settled.get(found.unit)) is not None:
            parts[0] = f"{parts[0]}: {self.say(f'method_{held.method}', by=held.by)}"
        attributes = ", ".join(settling.frame.attributes[name].label.into(self.language) for name in found.attributes)
        parts += [self.say(f"differ_{what}", attributes=attributes) for what in found.differs]
        lines = paragraph(f"{sign} {' · '.join(parts)}", width - 1, style, " ")
        if found.waiting:
            lines += paragraph(self.say("still_to_judge", coders=", ".join(found.waiting)), width - 1, "soft", " ? ")
        if settling.own:
            lines += paragraph(self.say("own_judgement", by=settling.by), width - 1, "soft", " ? ")
        return lines

    def _meant(self, width: int, room: int) -> list[Line]:
        """What the code in hand stands for, where there is room for it."""
        frame, code = self.settling.frame, self.code
        if not code or self.typing or room < LEAST:
            return []
        told = told_of(frame, code, self.language, width - 4) if code in frame.codes else []
        unknown = [] if told else paragraph(self.say("no_such_code", code=code), width - 4, "soft")
        lines = [(), *((Piece("   "), *line) for line in (*told, *unknown))]
        return [*lines[: room - 1], (Piece("   …", "dim"),)] if len(lines) > room else lines

    def _below(self, width: int) -> list[Line]:
        """What is typed, the reason, and what is said."""
        lines: list[Line] = []
        if self.typing:
            ask = f" {self.say('why_uncodable' if self.typing == 'uncodable' else 'why_so')} › "
            lines = [(Piece(ask, "now"), *one_row(self.draft, max(width - len(ask) - 2, 8)))]
        elif self.settling.reason:
            said = shortened(f"» {self.say('the_reason')}: {self.settling.reason}", width - 1)
            lines = [(Piece(" "), Piece(said, "plain"))]
        if self.settling.withheld and not self.typing:
            lines += paragraph(self.say("withheld", count=self.settling.withheld), width - 1, "dim", " ")
        if self.message:
            lines += paragraph(self.message, width - 1, "failed" if self.failed else "now", " ")
        return [(), *lines] if lines else []

    def _window(self, rows: int, room: int) -> range:
        """The rows of the table that fit, with the one in hand among them."""
        first = min(max(self.row - room + 1, 0), max(rows - room, 0))
        return range(first, min(first + room, rows))

    def _scrolled(self, answer: Sequence[Line], kept: int, width: int) -> list[Line]:
        """As much of the answer as there is room for, from where it was scrolled to, with signs that there is more."""
        self._top = min(max(self._top, 0), len(answer) - kept)
        shown = [*answer[self._top : self._top + kept]]
        for at, sign, more in ((0, "↑", self._top), (-1, "↓", self._top + kept < len(answer))):
            if more:
                shown[at] = spread(shown[at], (Piece(sign, "now"),), width)
        return shown

    # -------------------------------------------------------------- deciding

    def _type(self, key: str, sign: str | None) -> None:
        if key in {"escape", "leave"}:
            self.typing = ""
        elif key not in {"enter", "ctrl+j"}:
            self.draft = self.draft.edited(key, sign)
        else:
            reason, uncodable = self.draft.text, self.typing == "uncodable"
            self.typing = ""
            settling = self.settling.because(reason)
            self._hold(settling.judge("uncodable") if uncodable else settling)

    def _move(self, key: str, sign: str | None) -> None:
        """Go to another row or answer, take a side, or give a code by its key."""
        settling = self.settling
        steps = {"left": settling.now - 1, "right": settling.now + 1, "home": 0, "end": len(settling.shown)}
        if key in {"up", "down"}:
            self.wheel(1 if key == "down" else -1)
        elif key in {"pageup", "pagedown"}:
            self._top += LEAST if key == "pagedown" else -LEAST
        elif key in steps:
            self._hold(settling.go(steps[key]))
        elif key == "space":
            self._toggle()
        elif key.startswith("side_"):
            self._hold(settling.take(int(key.removeprefix("side_")) - 1))
        elif sign and (code := code_of(hotkeys(settling.frame), sign)):
            self._hold(settling.toggle(code))

    def _toggle(self) -> None:
        """Put the row in hand to what is to hold, or take it away."""
        rows = self.rows
        if not rows:
            return
        row = rows[self.row]
        if row.outcome == "coded":
            self._hold(self.settling.toggle(row.code))
        elif row.outcome == "uncodable" and not self.settling.reason:
            self.typing, self.draft = "uncodable", Draft()
        else:
            self._hold(self.settling.judge(row.outcome))

    def _show(self, *, agreeing: bool) -> None:
        """Read the journal again, with the answers that coders agree in or without them."""
        found = self.settling.found
        try:
            self.settling = self._read(agreeing)
        except SurveykitError as refusal:
            self.message, self.failed = self._told(refusal.problems[0]), True
            return
        self.agreeing, self.row = agreeing, 0
        self.back(Back(self.say("with_agreeing" if agreeing else "without_agreeing"), found.unit if found else ""))

    def _hold(self, settling: Settling) -> None:
        """What is chosen or in hand is another now."""
        if settling.now != self.settling.now:
            self.row = self._top = 0
        self.settling = settling

    def _change(self, step: Step) -> None:
        """Write what was done; where it was refused or could not be written, all stays as it is."""
        if step.problems:
            self.message, self.failed = " ".join(map(self._told, step.problems)), True
            return
        try:
            if step.acts:
                self._write(step.acts)
        except StoreError as refusal:
            self.message, self.failed = self._told(refusal.problems[0]), True
            return
        self._hold(step.settling)
        if self.settling.found and self.settling.done == len(self.settling.shown):
            self.message = self.say("all_settled")

    def _told(self, problem: Problem) -> str:
        hint = f" ({problem.hint})" if problem.hint else ""
        return f"{problem.rule.code} {problem.what}{hint}."

    def _farewell(self) -> str:
        return self.say("settled_of", done=self.settling.done, count=len(self.settling.shown))
