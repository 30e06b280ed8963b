"""The page of one answer: its words in the middle, the codes beside it; a key gives a code, Enter goes on."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Literal

from surveykit.coding.advice import Adviser
from surveykit.coding.judgement import Words
from surveykit.coding.session import Session
from surveykit.tui.coding.answers import Answers
from surveykit.tui.coding.codes import tree_of
from surveykit.tui.coding.drawing import Drawing, Shown
from surveykit.tui.coding.finding import Finding
from surveykit.tui.coding.guide import Guide
from surveykit.tui.coding.hotkeys import code_of, hotkeys
from surveykit.tui.coding.quoted import Chosen, picked, words_of
from surveykit.tui.coding.work import Work, Write
from surveykit.tui.draft import Draft
from surveykit.tui.journal import Watch
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Context, Line, Move, paragraph

Asked = Literal["note", "uncodable"]
ASKING: Mapping[Asked, tuple[str, str]] = {
    "note": ("ask_note", "about_note"),
    "uncodable": ("ask_uncodable", "about_uncodable"),
}
"""What is typed: the word before it, and what help says of it."""
LONGEST = 2_000  # characters of a note or a reason
NAMED = ("next_due", "part", "find_code", "leave")  # actions that texts name by their keys
MOVES = {"up": -1, "down": 1, "home": -(10**9), "end": 10**9, "ctrl+home": -(10**9), "ctrl+end": 10**9}
ACTS: Mapping[str, Callable[[Work], None]] = {
    "enter": Work.next,
    "ctrl+j": Work.next,
    "undo": Work.undo,
    "redo": Work.redo,
    "none_applies": Work.none_applies,
    "repeat": Work.repeat,
    "part": Work.part,
    "next_due": Work.next_due,
}
"""What the actions of the page do to the work."""


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
        self.language = language or session.task.frame.languages[0]
        self.asking: tuple[Asked, Draft] | None = None  # what is being typed
        self.chosen: Chosen | None = None  # words that the next code is given for
        self.work = Work(session, write, self.say, adviser, watch)
        self._with_context = False
        self._manner = manner
        self._keys = hotkeys(session.task.frame)
        self._drawing = Drawing(tree_of(session.task.frame))
        self._leaving = False

    def say(self, word: str, **values: object) -> str:
        """A text of the program, with the keys of this page in it."""
        named = {name: self._manner.label("coding", name) for name in NAMED}
        return self._manner.say(self.language, word, **{**named, **values})

    @property
    def session(self) -> Session:
        """Where the coder stands."""
        return self.work.session

    @property
    def context(self) -> Context:
        """An answer, or words being typed."""
        return "coding" if self.asking is None else "words"

    def actions(self) -> Sequence[str]:
        """What can be done now."""
        if self.asking is not None:
            return ("enter", "escape", "help")
        twins = ("part",) if self.work.twins else ()
        facts = ("context",) if self.work.unit and self.work.unit.context else ()
        taken = tuple(f"advice_{n}" for n, _ in enumerate(self.work.advice, 1))
        languages = ("language",) if len(self.session.task.frame.languages) > 1 else ()
        return (
            *("enter", "escape", "find_code", "about_code", "none_applies", "uncodable", "repeat", "note"),
            *(*facts, "answers", "undo", "redo", *twins, "next_due", *taken),
            *(*languages, "help", "palette", "settings", "leave"),
        )

    def about(self, width: int) -> Sequence[Line]:
        """How answers are coded, or what is being typed."""
        if self.asking is not None:
            return paragraph(self.say(ASKING[self.asking[0]][1]), width)
        task = self.session.task
        blind = self.say("coding_blind" if task.blind else "coding_open")
        told = (task.frame.description.into(self.language), self.say("about_coding"), blind)
        return [line for text in told if text for line in (*paragraph(text, width), ())][:-1]

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key; a letter or a digit gives its code."""
        here, leaving = self.session.place, self._leaving
        self._leaving = False
        self.work.hush()
        if self.asking is not None:
            self._type("enter" if key == "ctrl+j" else key, sign)
        elif key in {"escape", "leave"}:
            return self._away(key, leaving=leaving)
        elif (page := self._opened(key)) is not None:
            return page
        elif not self._pick(key):
            self._do(key, sign)
        self._look(here)
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
            self.work.hush()
            self._give(which)
        elif what == "word":
            word = int(which)
            again = self.chosen == Chosen(word, word)
            self.chosen = None if again else self.chosen.to(word) if self.chosen else Chosen(word, word)
        else:
            return self.press(what, None)
        return None

    def back(self, left: Back) -> None:
        """A page above is done; it may have chosen a code."""
        if left.go_to:
            self._give(left.go_to)

    def head(self, width: int) -> Sequence[Line]:
        """The frame and the progress, and which answer is in hand."""
        return self._drawing.head(self._shown(), width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The answer and the codes."""
        return self._drawing.body(self._shown(), width, height)

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        if self.asking is not None:
            words = {"enter": self.say("field_save")}
            return [self._manner.foot("words", ("enter", "escape", "help"), self.language, width, words)]
        there = self.actions()
        rows = (
            ("enter", "find_code", "about_code", "note", "context", "answers", "part", "next_due", "language"),
            ("none_applies", "uncodable", "repeat", "undo", "help", "leave", "palette"),
        )
        named = ([name for name in row if name in there] for row in rows)
        return [self._manner.foot("coding", names, self.language, width) for names in named]

    def hang_up(self) -> None:
        """Keep what was given to the answer when the terminal is gone."""
        self.work.put_down()

    # --------------------------------------------------------------- keys

    def _do(self, key: str, sign: str | None) -> None:
        if key in ACTS:
            ACTS[key](self.work)
        elif key in MOVES:
            self.work.go(self.session.at + MOVES[key])
        elif key.startswith("advice_"):
            self.work.accept(int(key[-1]))
        elif key in {"pageup", "pagedown"}:
            self._drawing.scroll(-1 if key == "pageup" else 1)
        elif key == "language":
            languages = self.session.task.frame.languages
            at = languages.index(self.language) if self.language in languages else -1
            self.language = languages[(at + 1) % len(languages)]
        elif key == "context":
            self._with_context = not self._with_context
            if self.work.unit and not self.work.unit.context:
                self.work.message = self.say("no_context")
        elif key in {"note", "uncodable"} and self.work.unit:
            draft = self.session.draft
            self.asking = ("note", Draft.of(draft.note)) if key == "note" else ("uncodable", Draft.of(draft.reason))
        elif sign is not None and sign.isalnum():
            self._hot(sign)

    def _hot(self, sign: str) -> None:
        if code := code_of(self._keys, sign):
            self._give(code)
        else:
            self.work.refuse(self.say("no_hot_key", key=sign))

    def _give(self, code: str) -> None:
        """Give a code, to the words that are chosen."""
        here, words = self.session.place, self._words()
        self.chosen = None
        self.work.give(code, words)
        self._look(here)

    def _pick(self, key: str) -> bool:
        """Choose words with the arrows; whether the key was meant for that."""
        unit = self.work.unit
        found = picked(self.chosen, key, unit.text, self._drawing.text_width, self._drawing.row) if unit else None
        self.chosen = found or self.chosen
        return found is not None

    def _words(self) -> Words | None:
        unit = self.work.unit
        return self.chosen.within(words_of(unit.text)) if self.chosen and unit else None

    def _look(self, before: Sequence[str]) -> None:
        """Look at another answer from its beginning, where there is another one."""
        if self.session.place != before:
            self.chosen = None
            self._drawing.top()

    def _type(self, key: str, sign: str | None) -> None:
        what, draft = self.asking or ("note", Draft())
        if key in {"escape", "leave"}:
            self.asking = None
        elif key != "enter":
            self._typed(draft.edited(key, sign))
        else:
            self.asking = None
            noting, here = what == "note", self.session
            self.work.change(here.note(draft.text) if noting else here.uncodable(draft.text), stay=noting)

    def _typed(self, draft: Draft) -> None:
        if self.asking is not None and len(draft.text) <= LONGEST:
            self.asking = (self.asking[0], draft)

    def _away(self, key: str, *, leaving: bool) -> Move:
        """Take back what is being done, or leave; what was given is judged first."""
        if key == "escape" and self.chosen is not None:
            self.chosen = None
        elif key == "escape" and self.session.touched:
            self.work.restore()
        elif key == "escape" and not leaving:
            self._leaving, self.work.message = True, self.say("esc_again_leaves")
        elif self.work.put_down():
            return Back(self.say("coding_left", done=self.session.done, count=len(self.session.task.units)))
        return None

    def _opened(self, key: str) -> Move:
        """The page above that an action opens."""
        frame, draft = self.session.task.frame, self.session.draft
        if key == "find_code":
            return Finding(frame, draft, self.language, self._manner)
        if key == "about_code":
            first = next(iter((*draft.codes, *(one.code for one in self.work.advice))), "")
            return Guide(frame, first, draft, self.language, self._manner)
        if key == "answers" and self.work.put_down():
            return Answers(self.session, self._arrive, self.language, self._manner)
        return None

    def _arrive(self, session: Session) -> None:
        """Go on with the answers that were chosen from the list."""
        here = self.session.place
        self.work.arrive(session)
        self._look(here)

    def _shown(self) -> Shown:
        return Shown(
            session=self.session,
            unit=self.work.unit,
            language=self.language,
            chosen=self._words(),
            advice=self.work.advice,
            asking=(self.say(ASKING[self.asking[0]][0]), self.asking[1]) if self.asking else None,
            message=self.work.message,
            failed=self.work.failed,
            with_context=self._with_context,
            per_hour=self.work.per_hour,
            key_of=partial(self._manner.label, "coding"),
        )
