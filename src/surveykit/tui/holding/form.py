"""The page of an interview: keys become answers; an answer is stored before the next question comes up."""

from collections.abc import Callable, Sequence

from surveykit.instrument.control import Choose, Rank, Show, Write
from surveykit.interview.refusals import NEEDS_REASON
from surveykit.interview.session import Session, Step
from surveykit.interview.standing import Item
from surveykit.missing import Answer, Empty
from surveykit.tui.choices import takes_several
from surveykit.tui.draft import Draft, clean, shortened
from surveykit.tui.holding import frame
from surveykit.tui.holding.asking import Asking
from surveykit.tui.holding.held import Held
from surveykit.tui.holding.pen import ONE_ROW, Pen
from surveykit.tui.holding.window import Window
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, typed_by
from surveykit.tui.paper import MARGIN, live, noted
from surveykit.tui.reading import about_question

STEPS = {"up": -1, "previous": -1, "down": 1, "following": 1}


class Form:
    """An interview being held. The session decides; the form keeps what is being typed and where one stands."""

    def __init__(self, session: Session, journal: Journal, manner: Manner, told: Sequence[str] = ()) -> None:
        """Begin where the interview was left, or at the first question without an answer; say what is to be told."""
        self._held = Held(session, journal, manner, told)
        self._manner = manner
        self.asking: Asking | None = None
        self.now = ""
        self._pen = Pen()
        self._leaving = ""  # the key that, pressed again, leaves
        self._window = Window(session, manner)
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
    def draft(self) -> Draft:
        """What stands in the field."""
        return self._pen.draft

    @property
    def touched(self) -> bool:
        """Whether what is being typed differs from the answer that is stored."""
        return self._pen.touched

    @property
    def language(self) -> str:
        """The language of the interview."""
        return self.session.language

    @property
    def context(self) -> Context:
        """A question, one that asks for words, or words about it."""
        return "words" if self.asking else "text" if isinstance(self.item.control, Write) else "interview"

    def actions(self) -> Sequence[str]:
        """What can be done at the question in hand."""
        return frame.actions(self.session, self.item) if self.asking is None else ("enter", "escape", "help")

    def about(self, width: int) -> Sequence[Line]:
        """The question in hand."""
        return about_question(self.item, self.language, width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        if key == "ctrl+j" and not (self.asking is None and self._long()):
            key = "enter"  # typed before the terminal was ready, or the end of a line pasted into it
        leaving, self._leaving = self._leaving, ""
        self._held.notes = []
        if self.journal.behind and key == "enter":
            self._reread()
        elif self.asking is not None:
            self._in_words(self.asking, key, sign)
        elif key == "leave" or (key == "escape" and not self._pen.edited):
            return self._leave(key, again=leaving == key)
        elif key == "finish":
            return self._finish(again=leaving == key)
        elif key in frame.EMPTIES:
            self._empty(key)
        elif not self._command(key) and not self._travel(key):
            self._edit(key, sign)
        return None

    def paste(self, words: str) -> None:
        """Words that came all at once: line ends are kept where lines are asked for."""
        words = words.rstrip("\r\n") if self.asking is None and self._long() else " ".join(words.split())
        if self.asking is not None:
            self.asking.words = self.asking.words.typed(words)
        else:
            self._type(words)

    def wheel(self, by: int) -> None:
        """The question before or after."""
        self.press("down" if by > 0 else "up", None)

    def click(self, x: int, y: int) -> None:
        """Go to a question, or pick one of its choices as if its code were typed."""
        name, line = self._window.at(y)
        self._held.notes = []
        if self.asking is not None:
            return
        if name != self.now:
            if self._settle():
                self._go(name)
        elif (code := typed_by(line, x)) and isinstance(self.item.control, Choose | Rank) and not self._held.closed():
            self._pen.pick(code, several=takes_several(self.item.control))

    def back(self, left: Back) -> None:
        """Something was read or looked for: go to the question that was chosen, if one was."""
        if left.go_to in self.session.places and self._settle():
            self._go(left.go_to)

    def hang_up(self) -> None:
        """Leave without a word: the terminal is gone. What is still being typed is no answer yet."""
        if not self.session.shut:
            self._held.suspend(self.now)

    def _command(self, key: str) -> bool:
        """The actions that do something to the interview; False where the key is none of them."""
        if key == "language":
            languages = self.session.languages
            self._do(self.session.speak(languages[(languages.index(self.session.language) + 1) % len(languages)]))
        elif key == "remark":
            self.asking = Asking("remark", self._remark, Draft.of(self.item.remark))
        elif key == "next_open" and self._settle():
            self._to_open()
        elif key == "save":
            self._held.note(self._held.say("all_saved"))
        return key in {"language", "remark", "next_open", "save"}

    def _travel(self, key: str) -> bool:
        """Go to another question, or to another row of a long answer; False where the key does something else."""
        if key in {"up", "down"} and self._long() and self.draft.text and self._pen.move(key, self._row()):
            return True
        if key not in {*STEPS, "first", "last", "pageup", "pagedown"}:
            return False
        if self._settle():
            if key in STEPS:
                self._step(STEPS[key])
            elif key in {"first", "last"}:
                self._go(self.session.route[0 if key == "first" else -1])
            else:
                self._page(-1 if key == "pageup" else 1)
        return True

    def _edit(self, key: str, sign: str | None) -> None:
        if key == "enter":
            self._enter()
        elif key == "escape":
            self._begin()
        elif key in {"home", "end"}:
            self._pen.move(key, self._row())
        elif isinstance(self.item.control, Show):
            self._type((sign or "").strip())
        elif not self._held.closed():
            self._pen.edit(key, sign, self.item)

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
        self._pen.type(words)

    def _long(self) -> bool:
        """Whether the question in hand takes several lines."""
        control = self.item.control
        return isinstance(control, Write) and control.lines

    def _row(self) -> int:
        """The cells of a row of what is being typed."""
        return self._window.size[0] - MARGIN - 3 if self._long() else ONE_ROW

    def _enter(self) -> None:
        """Store what was typed or is suggested and go on; or go on; or say what is missing."""
        item = self.item
        if (self.touched or self._pen.suggested) and self.draft.text:
            if self._store() and not frame.unsettled(self.item):
                self._step(1)
        elif self.touched:
            if self._change(lambda reason: self.session.clear(self.now, reason)):
                self._held.note(self._held.say("cleared"))
        elif item.answer is None and not isinstance(item.control, Show):
            self._held.note(self._held.say("type_value" if item.question.required is True else "type_answer"))
        elif found := frame.unsettled(item):
            if found.severity == "soft":
                self.asking = Asking("accept", lambda words: self._accept(found.check, words))
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
        return self._change(lambda reason: self.session.answer(self.now, raw, reason))

    def _change(self, verb: Callable[[str], Step], reason: str = "") -> bool:
        """Do what changes an answer; where the instrument asks why, ask, and do it when it was said."""
        step = verb(reason)
        if not reason and any(problem.rule == NEEDS_REASON for problem in step.problems):
            self.asking = Asking("reason", lambda words: self._explained(verb, words))
            return False
        if step.problems:
            self._pen.select()
        if not self._do(step):
            return False
        self._begin()
        return True

    def _explained(self, verb: Callable[[str], Step], words: str) -> bool:
        """Change an answer for a reason, and go on; without one it is asked for again."""
        if not words:
            self._held.note(self._held.say(NEEDS_REASON.code), "hard")
        elif self._change(verb, words):
            if not frame.unsettled(self.item):
                self._step(1)
            return True
        elif not self.journal.failed:  # refused for what it is: the answer stays typed, to be corrected
            self.asking = None
        return False

    def _reread(self) -> None:
        """Read what somebody else has written since; what is typed here stays, and is not stored yet."""
        typed, before = self.touched or self.asking is not None, self.session
        if not self._held.reread():
            return
        if self.now not in self.session.places:
            if typed:
                self._held.note(self._held.say("gone", typed=shortened(self.draft.text, 40)), "hard")
            self.asking = None
            self._go(frame.place_nearest(before, self.session, self.now))
        elif not typed:
            self._begin()
        else:
            self._pen.select()
            if not self.session.shut:
                self._held.note(self._held.say("still_typed"), "soft")

    def _do(self, step: Step) -> bool:
        """Store the acts of a step and take it; or say what is wrong and stay as we are."""
        return self._held.do(step, self.draft.text)

    def _in_words(self, asking: Asking, key: str, sign: str | None) -> None:
        if key == "escape":
            self.asking = None
            if asking.purpose == "reason":
                self._begin()
        elif key != "enter":
            asking.words = asking.words.edited(key, sign)
        elif asking.done(asking.text) and self.asking is asking:
            self.asking = None

    def _remark(self, words: str) -> bool:
        return words == self.item.remark or self._do(self.session.remark(self.now, words))

    def _accept(self, check: str, words: str) -> bool:
        """Accept a check with a remark, and go on where nothing else is broken."""
        still = any(found.check == check and found.accepted is None for found in self.item.problems)
        if still and not self._do(self.session.accept(self.now, check, words)):
            return False
        if not frame.unsettled(self.item):
            self._step(1)
        return True

    def _go(self, name: str) -> None:
        self.now = name
        self._window.turned()
        self._begin()

    def _begin(self) -> None:
        """Begin with what stands."""
        self._pen.begin(self.item, closed=self.session.shut)

    def _step(self, by: int) -> None:
        place = self.session.places[self.now] + by
        if 0 <= place < len(self.session.route):
            self._go(self.session.route[place])
        elif by > 0:
            count = len(frame.open_places(self.session))
            self._held.note(self._held.say("end_open", count=count) if count else self._held.say("end"))

    def _page(self, by: int) -> None:
        """A screen on or back: within a text longer than the screen, or to another question."""
        if not self._window.paged(self._live(self._window.size), by):
            self._go(frame.page_away(self.session, self.now, by, self._window.size))

    def _to_open(self) -> None:
        name = frame.next_of(self.session, frame.open_places(self.session), self.now)
        if name is None:
            self._held.note(self._held.say("no_open"))
        else:
            self._go(name)

    def _finish(self, *, again: bool) -> Move:
        """Complete the interview and leave; or say what stands in the way; or open a completed one again.

        Where it is only warned of, pressed again it completes the interview all the same.
        """
        if self.session.shut:
            if self._do(self.session.reopen()):
                self._held.note(self._held.say("reopened"))
            return None
        if not self._settle():
            return None
        step = self.session.complete(despite=again)
        if not step.problems:
            done = self._do(step)
            return Back(self._held.say("was_completed", case=self.journal.interview)) if done else None
        if errors := [problem for problem in step.problems if problem.severity == "error"]:
            places = frame.blocking(self.session, errors)
            if self.now not in places:
                self._go(frame.next_of(self.session, places, self.now) or self.now)
            self._held.block(errors, len(places))
        else:
            self._leaving = "finish"
            self._held.warn(step.problems)
        return None

    def _leave(self, key: str, *, again: bool) -> Move:
        """Suspend and leave; what cannot be stored is said first."""
        if key == "escape" and not again:
            self._leaving = key
            self._held.note(self._held.say("esc_again"))
            return None
        if self.session.shut or (key == "leave" and again):
            return Back()
        if self._settle() and self._held.suspend(self.now):
            return Back(self._held.say("was_suspended", case=self.journal.interview))
        self._leaving = "leave"
        self._held.note(self._held.say("leave_anyway"), "hard")
        return None

    def head(self, width: int) -> Sequence[Line]:
        """Title and case; section, progress and whether all is saved."""
        saved = self._held.saved(typing=self.touched or self.asking is not None)
        return frame.head(self.session, self.item, self.journal, saved, width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The questions around the one in hand."""
        return self._window.drawn(self.session, self.now, lambda: self._live((width, height)), (width, height))

    def foot(self, width: int) -> Sequence[Line]:
        """The empty answers allowed, and the keys that matter."""
        return frame.foot(self.session, self.item, self._manner, width, words=self.asking is not None)

    def _live(self, size: tuple[int, int]) -> Block:
        """The question in hand."""
        width, language = size[0], self.session.language
        notes = [line for note in self._held.notes if note.about != self.now for line in noted(note, width)]
        if self.asking is not None:
            notes = [self.asking.row(language, width), *notes]
        typing, suggested = self.asking is None, self._pen.suggested
        return live(self.item, self.draft, notes, language, size, typing=typing, suggested=suggested)
