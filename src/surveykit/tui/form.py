"""The page of an interview: keys become answers; an answer is stored before the next question comes up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from surveykit.instrument.control import Choose, Rank, Show, Write
from surveykit.interview.session import Session, Step
from surveykit.interview.standing import Item
from surveykit.missing import Answer, Empty
from surveykit.tui import frame
from surveykit.tui.draft import EDITS, Draft, clean, shortened
from surveykit.tui.held import Held
from surveykit.tui.journal import Journal
from surveykit.tui.lines import Back, Block, Line, Move, Piece, View, field, seen, typed_by
from surveykit.tui.paper import MARGIN, live, noted, raw_of, resting, takes_several
from surveykit.tui.reading import Reading

SAME = {"tab": "down", "shift+tab": "up", "ctrl+d": "f10", "ctrl+c": "escape", "alt+enter": "ctrl+j"}
ONE_ROW = 1_000_000  # the width of a text that is never broken


class Form:
    """An interview being held. The session decides; the form keeps what is being typed and where one stands."""

    def __init__(self, session: Session, journal: Journal, told: Sequence[str] = ()) -> None:
        """Begin where the interview was left, or at the first question without an answer; say what is to be told."""
        self._held = Held(session, journal, told)
        self.mode: Literal["answer", "accept", "remark"] = "answer"
        self.now = ""
        self.draft = Draft()
        self.words = Draft()  # a remark being typed
        self._leaving = ""  # the key that, pressed again, leaves
        self._view = View()
        self._reading: int | None = None  # the line to be seen of a text longer than the screen
        self._size = (80, 20)
        self._shown: list[tuple[str, Line]] = []  # the lines on the screen, each with its question
        self._go(frame.place_to_begin(session))
        self._held.closed()

    @property
    def session(self) -> Session:
        """What is asked now."""
        return self._held.session

    @property
    def journal(self) -> Journal:
        """Where the answers go."""
        return self._held.journal

    @property
    def item(self) -> Item:
        """The question in hand."""
        return self.session.item(self.now)

    @property
    def touched(self) -> bool:
        """Whether what is being typed differs from the answer that is stored."""
        return self.draft.text != raw_of(self.session.interview.answers.get(self.now))

    # ------------------------------------------------------------------ keys

    def press(self, key: str, sign: str | None) -> Move:
        """Take a key."""
        key = SAME.get(key, key)
        if key == "ctrl+j" and not (self.mode == "answer" and self._long()):
            key = "enter"  # typed before the terminal was ready, or the end of a line pasted into it
        leaving, self._leaving = self._leaving, ""
        self._held.notes = []
        if self.journal.behind and key == "enter":
            self._reread()
        elif self.mode != "answer":
            self._in_remark(key, sign)
        elif key == "ctrl+q" or (key == "escape" and not self.touched):
            return self._leave(key, again=leaving == key)
        elif key == "f1" or (sign == "?" and not isinstance(self.item.control, Write)):
            return Reading(self.session.language, self.item)
        elif key == "f10":
            return self._finish()
        elif key in frame.EMPTIES:
            self._empty(frame.EMPTIES[key])
        elif not self._command(key) and not self._travel(key):
            self._edit(key, sign)
        return None

    def paste(self, words: str) -> None:
        """Words that came all at once: line ends are kept where lines are asked for."""
        words = words.rstrip("\r\n") if self.mode == "answer" and self._long() else " ".join(words.split())
        if self.mode != "answer":
            self.words = self.words.typed(words)
        else:
            self._type(words)

    def wheel(self, by: int) -> None:
        """The question before or after."""
        self.press("down" if by > 0 else "up", None)

    def click(self, x: int, y: int) -> None:
        """Go to a question, or pick one of its choices as if its code were typed."""
        name, line = self._shown[y]
        self._held.notes = []
        if self.mode != "answer":
            return
        if name != self.now:
            if self._settle():
                self._go(name)
        elif (code := typed_by(line, x)) and isinstance(self.item.control, Choose | Rank) and not self._held.closed():
            self.draft = self.draft.picked(code, several=takes_several(self.item.control))

    def back(self, message: str) -> None:
        """Help was read."""

    def hang_up(self) -> None:
        """Leave without a word: the terminal is gone. What is still being typed is no answer yet."""
        if self.session.status != "completed":
            self._held.suspend(self.now)

    def _command(self, key: str) -> bool:
        """The keys that do something to the interview; False where the key is none of them."""
        if key == "f2":
            languages = self.session.languages
            self._do(self.session.speak(languages[(languages.index(self.session.language) + 1) % len(languages)]))
        elif key == "f4":
            self.mode, self.words = "remark", Draft.of(self.item.remark)
        elif key == "f9" and self._settle():
            self._to_open()
        elif key == "ctrl+s":
            self._held.note(self._held.say("all_saved"))
        return key in {"f2", "f4", "f9", "ctrl+s"}

    def _travel(self, key: str) -> bool:
        """Go to another question, or to another row of a long answer; False where the key does something else."""
        if key in {"up", "down"} and self._long() and self.draft.text:
            moved = (self.draft.up if key == "up" else self.draft.down)(self._row())
            if moved is not None:
                self.draft = moved
                return True
        if key not in {"up", "down", "ctrl+home", "ctrl+end", "pageup", "pagedown"}:
            return False
        if self._settle():
            if key in {"up", "down"}:
                self._step(-1 if key == "up" else 1)
            elif key in {"ctrl+home", "ctrl+end"}:
                self._go(self.session.route[0 if key == "ctrl+home" else -1])
            else:
                self._page(-1 if key == "pageup" else 1)
        return True

    def _edit(self, key: str, sign: str | None) -> None:
        control = self.item.control
        if key == "enter":
            self._enter()
        elif isinstance(control, Show):
            self._type((sign or "").strip())
        elif key == "escape":
            self.draft = self._stored()
        elif key in {"home", "end"}:
            self.draft = (self.draft.home if key == "home" else self.draft.end)(self._row())
        elif self._held.closed():
            return
        elif key in EDITS:
            self.draft = EDITS[key](self.draft)
        elif key == "space" and takes_several(self.item.control):
            self.draft = self.draft.toggled()
        elif key == "ctrl+j" and self._long():
            self._type("\n")
        elif sign is not None and sign.isprintable():
            self._type(sign)

    def _type(self, words: str) -> None:
        """Put words in; on a note they begin the answer to the next question."""
        if not clean(words) or self._held.closed():
            return
        if isinstance(self.item.control, Show):
            name = frame.next_asked(self.session, self.now)
            if name is None:
                self._step(1)
                return
            self._go(name)
        self.draft = self.draft.typed(words)

    def _long(self) -> bool:
        """Whether the question in hand takes several lines."""
        control = self.item.control
        return isinstance(control, Write) and control.lines

    def _row(self) -> int:
        """The cells of a row of what is being typed."""
        return self._size[0] - MARGIN - 3 if self._long() else ONE_ROW

    # --------------------------------------------------------------- answers

    def _enter(self) -> None:
        """Store what was typed and go on; or go on; or say what is missing."""
        item = self.item
        if self.touched and self.draft.text:
            if self._store() and not frame.unsettled(self.item):
                self._step(1)
        elif self.touched:
            if self._do(self.session.clear(self.now)):
                self._held.note(self._held.say("cleared"))
                self.draft = self._stored()
        elif item.answer is None and not isinstance(item.control, Show):
            self._held.note(self._held.say("type_value" if item.question.required else "type_answer"))
        elif found := frame.unsettled(item):
            if found.severity == "soft":
                self.mode, self.words = "accept", Draft()
        else:
            self._step(1)

    def _empty(self, reason: str) -> None:
        """Store why there is no answer, and go on."""
        if isinstance(self.item.control, Show):
            return
        if reason not in self.item.empties:
            self._held.note(self._held.say("not_that_empty" if self.item.empties else "no_empty"), "hard")
        elif self._answer(Empty(reason)) and not frame.unsettled(self.item):
            self._step(1)

    def _settle(self) -> bool:
        """Store what stands typed before going elsewhere; False where it cannot be stored."""
        if self.touched and not self.draft.text:
            self._held.note(self._held.say("erased"))
            return False
        return not self.touched or self._store()

    def _store(self) -> bool:
        """Store what was typed: a code, or the first letters of a label where they fit one."""
        typed, control = self.draft.text, self.item.control
        if not isinstance(control, Choose):
            return self._answer(typed)
        code = self._held.code_of(control, typed)
        return code is not None and self._answer(code)

    def _answer(self, raw: Answer) -> bool:
        """Store an answer; what cannot be one stays typed, and the next character replaces it."""
        step = self.session.answer(self.now, raw)
        if step.problems:
            self.draft = self._selected(self.draft)
        if not self._do(step):
            return False
        self.draft = self._stored()
        return True

    def _reread(self) -> None:
        """Read what somebody else has written since; what is typed here stays, and is not stored yet."""
        typed = self.touched or self.mode != "answer"
        if not self._held.reread():
            return
        if self.now not in self.session.route:
            if typed:
                self._held.note(self._held.say("gone", typed=shortened(self.draft.text, 40)), "hard")
            self.mode = "answer"
            self._go(frame.place_nearest(self.session, self.now))
        elif not typed:
            self.draft = self._stored()
        else:
            self.draft = self._selected(self.draft)
            if self.session.status != "completed":
                self._held.note(self._held.say("still_typed"), "soft")

    def _do(self, step: Step) -> bool:
        """Store the acts of a step and take it; or say what is wrong and stay as we are."""
        return self._held.do(step, self.draft.text)

    # --------------------------------------------------------------- remarks

    def _in_remark(self, key: str, sign: str | None) -> None:
        if key == "escape":
            self.mode = "answer"
        elif key == "enter":
            self._remark()
        else:
            self.words = self.words.edited(key, sign)

    def _remark(self) -> None:
        """Store the remark: on the question, or with the acceptance of a check."""
        text = self.words.text.strip()
        if self.mode == "remark":
            if text == self.item.remark or self._do(self.session.remark(self.now, text)):
                self.mode = "answer"
            return
        found = frame.unsettled(self.item)
        if found is None or self._do(self.session.accept(self.now, found.check, text)):
            self.mode = "answer"
            if not frame.unsettled(self.item):
                self._step(1)

    # ---------------------------------------------------------------- places

    def _go(self, name: str) -> None:
        self.now, self._reading = name, None
        self.draft = self._stored()

    def _stored(self) -> Draft:
        """The stored answer as a draft."""
        return self._selected(Draft.of(raw_of(self.session.interview.answers.get(self.now))))

    def _selected(self, draft: Draft) -> Draft:
        """A draft that the next character replaces, where it is not a text."""
        return draft if isinstance(self.item.control, Write) else draft.selected()

    def _step(self, by: int) -> None:
        place = self.session.route.index(self.now) + by
        if 0 <= place < len(self.session.route):
            self._go(self.session.route[place])
        elif by > 0:
            count = len(frame.open_places(self.session))
            self._held.note(self._held.say("end_open", count=count) if count else self._held.say("end"))

    def _page(self, by: int) -> None:
        """A screen on or back: within a text longer than the screen, or to another question."""
        height = self._size[1]
        last = len(self._block(self.now).lines) - 1
        at = self._view.skip if self._reading is None else self._reading
        if last >= height and (at < last if by > 0 else at > 0):
            bottom = at + height - 1 if self._reading is None and by > 0 else at
            self._reading = min(max(bottom + by * (height - 2), 0), last)
            return
        self._go(frame.page_away(self.session, self.now, by, self._size))

    def _to_open(self) -> None:
        name = frame.next_open(self.session, self.now)
        if name is None:
            self._held.note(self._held.say("no_open"))
        else:
            self._go(name)

    def _finish(self) -> Move:
        """Complete the interview and leave; or go to what stands in the way; or open a completed one again."""
        if self.session.status == "completed":
            if self._do(self.session.reopen()):
                self._held.note(self._held.say("reopened"))
            return None
        if not self._settle():
            return None
        step = self.session.complete()
        waiting = frame.open_places(self.session)
        if step.problems:
            if self.now not in waiting:
                self._to_open()
            self._held.note(self._held.say("not_yet", count=max(len(waiting), 1)), "hard")
            if not waiting:
                self._held.note(self._held.told(step.problems[0], ""), "hard")
            return None
        return Back(self._held.say("was_completed", case=self.journal.interview)) if self._do(step) else None

    def _leave(self, key: str, *, again: bool) -> Move:
        """Suspend and leave; what cannot be stored is said first."""
        if key == "escape" and not again:
            self._leaving = key
            self._held.note(self._held.say("esc_again"))
            return None
        if self.session.status == "completed" or (key == "ctrl+q" and again):
            return Back()
        if self._settle() and self._held.suspend(self.now):
            return Back(self._held.say("was_suspended", case=self.journal.interview))
        self._leaving = "ctrl+q"
        self._held.note(self._held.say("leave_anyway"), "hard")
        return None

    # --------------------------------------------------------------- drawing

    def head(self, width: int) -> Sequence[Line]:
        """Title and case; section, progress and whether all is saved."""
        typing = self.touched or self.mode != "answer"
        saved: Literal["saved", "typing", "failed"] = (
            "failed" if self.journal.failed else "typing" if typing else "saved"
        )
        return frame.head(self.session, self.item, self.journal.interview, saved, width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The questions around the one in hand."""
        self._size = (width, height)
        route = self.session.route
        place = route.index(self.now)
        lines, self._view = seen(lambda index: self._block(route[index]), len(route), place, self._view, height)
        self._shown = [(route[index], line) for index, line in lines]
        return [line for _, line in lines]

    def foot(self, width: int) -> Sequence[Line]:
        """The empty answers allowed, and the keys that matter."""
        if self.mode != "answer":
            return frame.foot_of_remark(self.session.language, width)
        return frame.foot(self.session, self.item, width)

    def _block(self, name: str) -> Block:
        width = self._size[0]
        item, language = self.session.item(name), self.session.language
        if name != self.now:
            return resting(item, language, width)
        notes = [line for note in self._held.notes if note.about != name for line in noted(note, width)]
        if self.mode != "answer":
            ask = self._held.say("why_right" if self.mode == "accept" else "the_remark")
            row = field(self.words.text, self.words.caret, width - MARGIN - len(ask) - 4)
            notes = [(Piece(" " * MARGIN), Piece(f"{ask} › ", "now"), *row), *notes]
        block = live(item, self.draft, notes, language, self._size, typing=self.mode == "answer")
        return block if self._reading is None else replace(block, focus=min(self._reading, len(block.lines) - 1))
