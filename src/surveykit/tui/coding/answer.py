"""The page of one answer: its words in the middle, the codes beside it; a key gives a code, Enter goes on."""

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Literal

from surveykit.coding.acts import Uncoded
from surveykit.coding.advice import Adviser
from surveykit.coding.judgement import Words
from surveykit.coding.session import Made, Session
from surveykit.problems import SurveykitError
from surveykit.tui.coding.answers import Answers
from surveykit.tui.coding.codes import tree_of
from surveykit.tui.coding.drawing import Drawing, Shown
from surveykit.tui.coding.finding import Finding
from surveykit.tui.coding.guide import Guide
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.coding.quoted import Chosen, picked, words_of
from surveykit.tui.coding.work import MOST_ADVICE, Acts, Work, Write
from surveykit.tui.draft import Draft
from surveykit.tui.journal import Watch
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, paragraph

Asked = Literal["note", "uncodable"]
LONGEST = 2_000  # characters of a note or a reason
MOVES = {"up": -1, "down": 1, "home": -(10**9), "end": 10**9, "ctrl+home": -(10**9), "ctrl+end": 10**9}


class Answer:
    """An answer in hand. A judgement is in the journal before the next answer comes up."""

    def __init__(
        self,
        session: Session,
        write: Write,
        manner: Manner,
        *,
        language: str = "",
        adviser: Adviser | None = None,
        watch: Watch = monotonic,
    ) -> None:
        """Show the answer a session stands at.

        Args:
            session: what is to be done, and where the coder stands.
            write: puts acts into the journal; raises a StoreError where it cannot.
            manner: the settings of the coder.
            language: to speak, and of the codes; the first of the frame without it.
            adviser: who suggests codes; never asked in a blind batch.
            watch: tells how long an answer is looked at.
        """
        self._work = Work(session, write, adviser, watch)
        self.language = language or session.task.frame.languages[0]
        self.message = ""
        self.failed = False
        self.asking: tuple[Asked, Draft] | None = None  # what is being typed
        self.chosen: Chosen | None = None  # words that the next code is given for
        self.with_context = False
        self._manner = manner
        self._keys = hotkeys(session.task.frame)
        self._drawing = Drawing(tree_of(session.task.frame))
        self._leaving = False

    def say(self, word: str, **values: object) -> str:
        """A text of the program, with the keys of this page in it."""
        named = {name: self._manner.label("coding", name) for name in ("next_due", "part", "find_code")}
        leave = self._manner.label("coding", "leave")
        return self._manner.say(self.language, word, **{**named, "leave": leave, **values})

    @property
    def session(self) -> Session:
        """Where the coder stands."""
        return self._work.session

    # --------------------------------------------------------------- the contract of a page

    @property
    def context(self) -> Context:
        """An answer, or words being typed."""
        return "coding" if self.asking is None else "words"

    def actions(self) -> Sequence[str]:
        """What can be done now."""
        if self.asking is not None:
            return ("enter", "escape", "help")
        twins = ("part",) if self._twins() else ()
        facts = ("context",) if self._work.unit and self._work.unit.context else ()
        taken = tuple(f"advice_{n}" for n, _ in enumerate(self._work.advice, 1))
        languages = ("language",) if len(self.session.task.frame.languages) > 1 else ()
        return (
            *("enter", "escape", "find_code", "about_code", "none_applies", "uncodable", "repeat", "note"),
            *(*facts, "answers", "undo", "redo", *twins, "next_due", *taken),
            *(*languages, "help", "palette", "settings", "leave"),
        )

    def about(self, width: int) -> Sequence[Line]:
        """How answers are coded, or what is being typed."""
        if self.asking is not None:
            return paragraph(self.say(f"about_{self.asking[0]}"), width)
        blind = "coding_blind" if self.session.task.blind else "coding_open"
        title = self.session.task.frame.description.into(self.language)
        told = [title, self.say("about_coding"), self.say(blind)]
        return [line for text in told if text for line in (*paragraph(text, width), ())][:-1]

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key; a letter or a digit gives its code."""
        leaving, self._leaving = self._leaving, False
        self.message, self.failed = "", False
        if self.asking is not None:
            self._type("enter" if key == "ctrl+j" else key, sign)
            return None
        if key in {"escape", "leave"}:
            return self._away(key, leaving)
        if (page := self._opened(key)) is not None:
            return page
        if self._pick(key):
            return None
        act = ACTS.get(key)
        if act is not None:
            act(self)
        elif key in MOVES:
            self._go(self.session.at + MOVES[key])
        elif key.startswith("advice_"):
            self._accept(int(key[-1]))
        elif key in {"pageup", "pagedown"}:
            self._drawing.scroll(-1 if key == "pageup" else 1)
        elif sign is not None and sign.isalnum():
            self._hot(sign)
        return None

    def paste(self, words: str) -> None:
        """Words for the note or the reason."""
        if self.asking is not None:
            self._typed(self.asking[1].typed(" ".join(words.split())))

    def wheel(self, by: int) -> None:
        """Scroll what does not fit."""
        self._drawing.turn(by)

    def click(self, x: int, y: int) -> Move:
        """Give the code, take the suggestion, or choose the word that was pointed at."""
        what, _, which = self._drawing.pointed(x, y).partition(":")
        if self.asking is not None or not what:
            return None
        if what == "code":
            self.message, self.failed = "", False
            self.give(which)
        elif what == "word":
            word = int(which)
            one = self.chosen == Chosen(word, word)
            self.chosen = None if one else Chosen(word, word) if self.chosen is None else self.chosen.to(word)
        else:
            return self.press(what, None)
        return None

    def back(self, left: Back) -> None:
        """A page above is done; it may have chosen a code or another answer."""
        if left.go_to:
            self.give(left.go_to)

    def head(self, width: int) -> Sequence[Line]:
        """The frame and the progress, and which answer is in hand."""
        return self._drawing.head(self._shown(), width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The answer and the codes."""
        return self._drawing.body(self._shown(), width, height)

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        if self.asking is not None:
            return [
                self._manner.foot(
                    "words", ("enter", "escape", "help"), self.language, width, {"enter": self.say("saved")}
                )
            ]
        names = self.actions()
        rows = (
            ("enter", "find_code", "about_code", "note", "context", "answers", "part", "next_due", "language"),
            ("none_applies", "uncodable", "repeat", "undo", "escape", "help", "palette", "leave"),
        )
        return [
            self._manner.foot("coding", [name for name in row if name in names], self.language, width) for row in rows
        ]

    def hang_up(self) -> None:
        """Keep what was judged when the terminal is gone."""
        self._keep(self._work.judge)

    # --------------------------------------------------------------- judging

    def give(self, code: str) -> None:
        """Give a code, to the words that are chosen, or take it back; where one code is all, the next answer comes."""
        faults = self.session.task.frame.faults((code,))
        if faults:
            self._refuse(f"{faults[0].what}. {faults[0].hint}")
            return
        words = self._words()
        self.chosen = None
        self._change(self.session.toggle(code, words), stay=words is not None)

    def _change(self, after: Session, *, stay: bool = False) -> None:
        """Take over what was done to the draft; go on where an answer has one code, and it was just given."""
        before, self._work.session = self.session, after
        frame = after.task.frame
        if not (stay or frame.several or frame.unit == "span" or after.draft.waits or after == before):
            self._next()

    def _accept(self, number: int) -> None:
        if number <= len(self._work.advice):
            self._change(self.session.accept(self._work.advice[number - 1]))

    def _hot(self, sign: str) -> None:
        code = self._keys.get(sign.casefold())
        if code is None:
            self._refuse(self.say("no_hot_key", key=sign))
        else:
            self.give(code)

    def _none(self) -> None:
        self._change(self.session.none_applies())

    def _repeat(self) -> None:
        after = self.session.repeat()
        if after == self.session:
            self.message = self.say("nothing_to_repeat")
        self._change(after)

    def _part(self) -> None:
        self._work.session = self.session.part()
        count = len(self.session.place)
        self.message = self.say("parted" if count == 1 else "joined", count=count) if self._twins() else ""

    # --------------------------------------------------------------- going on

    def _next(self) -> None:
        """Judge the answer in hand, and go to the next one."""
        here = self.session.at
        if not self._store():
            return
        if here + 1 < len(self.session.places):
            self._arrive(self.session.move(1))
            return
        left = len(self.session.task.units) - self.session.done
        said = self.say("all_judged") if not left else self.say("some_wait", count=left)
        self.message = f"{self.message} {said}".strip()
        self._work.session = self.session.restore()

    def _go(self, at: int) -> None:
        """Another answer; what was given to this one is judged first."""
        if self._put_down():
            self._arrive(self.session.go(at))

    def _next_due(self) -> None:
        if self._put_down():
            found = self.session.next_due()
            if found is None:
                self.message = self.say("all_judged")
            else:
                self._arrive(found)

    def show(self, session: Session) -> None:
        """Go on with other answers, or at another one."""
        self._arrive(session)

    def _arrive(self, session: Session) -> None:
        self._work.arrive(session)
        self.chosen = None
        self._drawing.top()

    def _put_down(self) -> bool:
        """Judge what was changed; an answer that was only looked at stays as it is."""
        return self._store() if self.session.touched else True

    def _store(self) -> bool:
        """Put the judgement into the journal; whether the next answer may come up."""
        session = self.session
        if session.bare or session.faults:
            fault = next(iter(session.faults), None)
            self._refuse(f"{fault.what}. {fault.hint}" if fault else self.say("note_alone"))
            return False
        return self._keep(self._work.judge)

    def _keep(self, written: Callable[[], Acts]) -> bool:
        """Have acts written, and say so; whether they are."""
        try:
            acts = written()
        except SurveykitError as refusal:
            problem = refusal.problems[0]
            self._refuse(f"{self.say('failed')}: {problem.rule.code} {problem.what}. {problem.hint}")
            return False
        self.message = self._told(acts) if acts else self.message
        return True

    def _refuse(self, message: str) -> None:
        self.message, self.failed = message, True

    def _told(self, acts: Acts) -> str:
        """What was written, in a sentence."""
        act = acts[0]
        case = self.session.task.units[act.unit].case
        if isinstance(act, Uncoded):
            return self.say("waits_again", case=case)
        codes = " ".join(act.codes) or self.say(f"is_{act.outcome}")
        if act.together:
            return self.say("were_judged", case=case, count=1 + len(act.together), codes=codes)
        return self.say("was_judged", case=case, codes=codes)

    def _undo(self) -> None:
        self._turn(self.session.undo(), "nothing_to_undo", "undone_here")

    def _redo(self) -> None:
        self._turn(self.session.redo(), "nothing_to_redo", "redone_here")

    def _turn(self, made: Made, nothing: str, done: str) -> None:
        before = self.session
        if made[0] is before:
            self.message = self.say(nothing)
        elif self._keep(lambda: self._work.keep(made)):
            self.message = f"{self.say(done)} {self.message}".strip()
            self._arrive(self.session) if self.session.place != before.place else None

    def _away(self, key: str, leaving: bool) -> Move:  # noqa: FBT001 - whether Esc was pressed before
        """Take back what is being done, or leave; what was given is judged first."""
        if key == "escape" and self.chosen is not None:
            self.chosen = None
        elif key == "escape" and self.session.touched:
            self._work.session = self.session.restore()
            self.message = self.say("draft_gone")
        elif key == "escape" and not leaving:
            self._leaving, self.message = True, self.say("esc_again")
        elif self._put_down():
            total = len(self.session.task.units)
            return Back(self.say("coding_left", done=self.session.done, count=total))
        return None

    def _opened(self, key: str) -> Move:
        frame, draft = self.session.task.frame, self.session.draft
        if key == "find_code":
            return Finding(frame, lambda: self.session.draft, self.language, self._manner)
        if key == "about_code":
            first = next(iter(draft.codes), "") or next((one.code for one in self._work.advice), "")
            return Guide(frame, first, lambda: self.session.draft, self.language, self._manner)
        if key == "answers" and self._put_down():
            return Answers(self.session, self.show, self.language, self._manner)
        return None

    def _pick(self, key: str) -> bool:
        """Choose words with the arrows; whether the key was meant for that."""
        unit = self._work.unit
        found = picked(self.chosen, key, unit.text, self._drawing.text_width) if unit else None
        self.chosen = found or self.chosen
        return found is not None

    def _words(self) -> Words | None:
        unit = self._work.unit
        return self.chosen.within(words_of(unit.text)) if self.chosen and unit else None

    def _ask(self, what: Asked) -> None:
        if self._work.unit is not None:
            draft = self.session.draft
            self.asking = (what, Draft.of(draft.note if what == "note" else draft.reason))

    def _type(self, key: str, sign: str | None) -> None:
        what, draft = self.asking or ("note", Draft())
        if key in {"escape", "leave"}:
            self.asking = None
        elif key != "enter":
            self._typed(draft.edited(key, sign))
        else:
            self.asking = None
            noting, here = what == "note", self.session
            self._change(here.note(draft.text) if noting else here.uncodable(draft.text), stay=noting)

    def _typed(self, draft: Draft) -> None:
        if self.asking is not None and len(draft.text) <= LONGEST:
            self.asking = (self.asking[0], draft)

    def _speak(self) -> None:
        languages = self.session.task.frame.languages
        at = languages.index(self.language) if self.language in languages else -1
        self.language = languages[(at + 1) % len(languages)]

    def _look_aside(self) -> None:
        self.with_context = not self.with_context
        if self._work.unit is not None and not self._work.unit.context:
            self.message = self.say("no_context")

    def _twins(self) -> bool:
        place = self.session.place
        return len(place) > 1 or (bool(place) and place[0] in self.session.apart)

    def _shown(self) -> Shown:
        unit = self._work.unit
        keys: Mapping[str, str] = {
            name: self._manner.label("coding", name)
            for name in ("none_applies", "uncodable", "part", *(f"advice_{n}" for n in range(1, MOST_ADVICE + 1)))
        }
        return Shown(
            session=self.session,
            unit=unit,
            language=self.language,
            chosen=self._words(),
            advice=self._work.advice,
            asking=(self.say(f"ask_{self.asking[0]}"), self.asking[1]) if self.asking else None,
            message=self.message,
            failed=self.failed,
            with_context=self.with_context,
            per_hour=self._work.per_hour,
            keys=keys,
        )


ACTS: Mapping[str, Callable[[Answer], None]] = {
    "enter": Answer._next,
    "ctrl+j": Answer._next,
    "undo": Answer._undo,
    "redo": Answer._redo,
    "none_applies": Answer._none,
    "repeat": Answer._repeat,
    "part": Answer._part,
    "next_due": Answer._next_due,
    "language": Answer._speak,
    "context": Answer._look_aside,
    "note": lambda page: page._ask("note"),
    "uncodable": lambda page: page._ask("uncodable"),
}
"""What the actions of the page do."""
