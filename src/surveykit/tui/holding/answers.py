"""The question in hand: what is typed is judged and stored, words about it are asked for, changes are undone."""

from collections.abc import Callable

from surveykit.instrument.control import Choose, Show, Write
from surveykit.interview.interview import Change
from surveykit.interview.refusals import NEEDS_REASON
from surveykit.interview.session import Session, Step
from surveykit.interview.standing import Item
from surveykit.missing import Answer, Empty
from surveykit.tui.draft import Draft, shortened
from surveykit.tui.holding import frame
from surveykit.tui.holding.asking import Asking
from surveykit.tui.holding.held import Held
from surveykit.tui.holding.pen import Pen
from surveykit.tui.looking.said import in_words, numbered, unsettled

LONGEST_TOLD = 40  # cells of an answer told when it was undone


class Answers:
    """One question after the other, answered on a page of questions or in the cells of a table."""

    def __init__(self, held: Held, go_on: Callable[[], None]) -> None:
        """Answer an interview; `go_on` is called when a question is done."""
        self.held = held
        self.now = ""
        self.pen = Pen()
        self.asking: Asking | None = None
        self._go_on = go_on

    @property
    def session(self) -> Session:
        """What is asked now."""
        return self.held.session

    @property
    def item(self) -> Item:
        """The question in hand."""
        return self.session.item(self.now)

    @property
    def long(self) -> bool:
        """Whether the question in hand takes several lines."""
        control = self.item.control
        return isinstance(control, Write) and control.lines

    @property
    def typing(self) -> bool:
        """Whether something is typed that is not stored."""
        return self.pen.touched or self.asking is not None

    def go(self, name: str) -> None:
        """Take a question in hand."""
        self.now = name
        if not self.session.shut:
            self.held.journal.visits.at(name)
        self.begin()

    def begin(self) -> None:
        """Begin with what stands."""
        self.pen.begin(self.item, closed=self.session.shut)

    def enter(self) -> None:
        """Store what was typed or is suggested and go on; or go on; or say what is missing."""
        item = self.item
        if (self.pen.touched or self.pen.suggested) and self.pen.draft.text:
            if self._store():
                self._on()
        elif self.pen.touched:
            if self._change(lambda reason: self.session.clear(self.now, reason)):
                self.held.note(self.held.say("cleared"))
        elif item.answer is None and not isinstance(item.control, Show):
            self.held.note(self.held.say("type_value" if item.question.required is True else "type_answer"))
        elif found := unsettled(item):
            if found.severity == "soft":
                self.asking = Asking("accept", lambda words: self._accept(found.check, words))
        else:
            self._go_on()

    def empty(self, reason: str) -> None:
        """Store why there is no answer, and go on."""
        if isinstance(self.item.control, Show):
            return
        if reason not in self.item.empties:
            self.held.note(self.held.say("not_that_empty" if self.item.empties else "no_empty"), "hard")
        elif self.answer(self.now, Empty(reason)):
            self._on()

    def answer(self, name: str, raw: Answer) -> bool:
        """Store an answer; what cannot be one stays typed, and the next character replaces it."""
        return self._change(lambda reason: self.session.answer(name, raw, reason))

    def settle(self) -> bool:
        """Store what stands typed before going elsewhere; False where it cannot be stored."""
        if self.pen.touched and not self.pen.draft.text:
            self.held.note(self.held.say("erased"))
            return False
        return not self.pen.touched or self._store()

    def undo(self) -> None:
        """Take back what is typed; or else the last change that is stored, and go to where it was."""
        if self.pen.edited:
            self.begin()
            self.held.note(self.held.say("typing_undone"))
        elif (change := self.session.interview.done) is None:
            self.held.note(self.held.say("nothing_to_undo"))
        elif not self.held.closed():
            self._turn(Session.undo, change, "undone", change.answer, change.was)

    def redo(self) -> None:
        """Make the change again that was undone last, and go to where it is."""
        if (change := self.session.interview.undone) is None:
            self.held.note(self.held.say("nothing_to_redo"))
        elif not self.held.closed() and self.settle():
            self._turn(Session.redo, change, "redone", change.was, change.answer)

    def remark(self, name: str) -> None:
        """Ask for a remark on a question, or on the case where the name is ""."""
        stands = self.session.interview.remarks.get(name, "")

        def done(words: str) -> bool:
            return words == stands or self.do(self.session.remark(name, words))

        self.asking = Asking("remark" if name else "remark_case", done, Draft.of(stands))

    def in_words(self, key: str, sign: str | None) -> None:
        """Take a key while words are asked for."""
        asking = self.asking
        if asking is None:
            return
        if key == "escape":
            self.asking = None
            if asking.purpose == "reason":
                self.begin()
        elif key != "enter":
            asking.words = asking.words.edited(key, sign)
        elif asking.done(asking.text) and self.asking is asking:
            self.asking = None

    def reread(self) -> None:
        """Read what somebody else has written since; what is typed here stays, and is not stored yet."""
        typed, before = self.typing, self.session
        if not self.held.reread():
            return
        if self.now not in self.session.places:
            if typed:
                self.held.note(self.held.say("gone", typed=shortened(self.pen.draft.text, 40)), "hard")
            self.asking = None
            self.go(frame.place_nearest(before, self.session, self.now))
        elif not typed:
            self.begin()
        else:
            self.pen.select()
            if not self.session.shut:
                self.held.note(self.held.say("still_typed"), "soft")

    def do(self, step: Step) -> bool:
        """Store the acts of a step and take it; or say what is wrong and stay as we are."""
        return self.held.do(step, self.pen.draft.text)

    def do_together(self, step: Step) -> bool:
        """Store several changes, which are undone with one key as well."""
        done = self.do(step)
        if done:
            self.held.together = (self.session.interview.done, len(step.acts))
        return done

    def _store(self) -> bool:
        """Store what was typed: a code, or the first letters of a label where they fit one."""
        typed, control = self.pen.draft.text, self.item.control
        if not isinstance(control, Choose):
            return self.answer(self.now, typed)
        code = self.held.code_of(control, typed)
        return code is not None and self.answer(self.now, code)

    def _change(self, verb: Callable[[str], Step], reason: str = "", after: Callable[[], None] | None = None) -> bool:
        """Do what changes an answer; where the instrument asks why, ask, and do it when it was said.

        Args:
            verb: gives the step for a reason.
            reason: why the answer is changed, where that was said.
            after: what follows when the reason was said; to go on, where it is left out.
        """
        step = verb(reason)
        if not reason and any(problem.rule == NEEDS_REASON for problem in step.problems):
            self.asking = Asking("reason", lambda words: self._explained(verb, words, after or self._on))
            return False
        if step.problems:
            self.pen.select()
        if not self.do(step):
            return False
        self.begin()
        return True

    def _explained(self, verb: Callable[[str], Step], words: str, after: Callable[[], None]) -> bool:
        """Change an answer for a reason; without one it is asked for again."""
        if not words:
            self.held.note(self.held.say(NEEDS_REASON.code), "hard")
        elif self._change(verb, words):
            after()
            return True
        elif not self.held.journal.failed:  # refused for what it is: the answer stays typed, to be corrected
            self.asking = None
        return False

    def _accept(self, check: str, words: str) -> bool:
        """Accept a check with a remark, and go on where nothing else is broken."""
        still = any(found.check == check and found.accepted is None for found in self.item.problems)
        if still and not self.do(self.session.accept(self.now, check, words)):
            return False
        self._on()
        return True

    def _on(self) -> None:
        """Go on, where nothing is wrong with the answer."""
        if not unsettled(self.item):
            self._go_on()

    def _turn(
        self, verb: Callable[[Session, str], Step], change: Change, word: str, was: Answer | None, now: Answer | None
    ) -> None:
        """Make a change, or several that were made at once, undone or done again; go there and say what was done."""
        before, name = self.session, change.question
        count = self.held.together[1] if self.held.together[0] is change else 1

        def turned(reason: str) -> Step:
            step = Step(self.session)
            for _ in range(count):
                step = step.then(lambda session: verb(session, reason))
            return step

        def after() -> None:
            interview = self.session.interview
            self.held.together = (interview.undone if word == "undone" else interview.done, count)
            self.go(name if name in self.session.places else frame.place_nearest(before, self.session, name))
            said = [shortened(in_words(self.session, name, answer), LONGEST_TOLD) for answer in (was, now)]
            self.held.note(self.held.say(word, number=numbered(self.session, name), was=said[0], now=said[1]))

        if self._change(turned, after=after):
            after()
