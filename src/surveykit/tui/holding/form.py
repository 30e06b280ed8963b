"""The page of an interview: keys become answers; an answer is stored before the next question comes up."""

from collections.abc import Sequence

from surveykit.instrument.control import Choose, Rank, Show, Write
from surveykit.interview.session import Session
from surveykit.interview.standing import Item
from surveykit.tui.choices import takes_several
from surveykit.tui.draft import Draft, clean
from surveykit.tui.holding import frame
from surveykit.tui.holding.answers import Answers
from surveykit.tui.holding.asking import Asking
from surveykit.tui.holding.grid import grid_of, kind_of_table
from surveykit.tui.holding.held import Held
from surveykit.tui.holding.pen import ONE_ROW
from surveykit.tui.holding.table import Table
from surveykit.tui.holding.task import INTERVIEW, Task, ends_itself
from surveykit.tui.holding.window import Window
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, typed_by
from surveykit.tui.looking.choosing import Choosing
from surveykit.tui.looking.history import history
from surveykit.tui.looking.parked import parked
from surveykit.tui.looking.questions import to_go_to, to_search
from surveykit.tui.looking.review import review
from surveykit.tui.looking.said import in_words, numbered
from surveykit.tui.looking.writing import Writing
from surveykit.tui.paper import MARGIN, Note, bare, bare_live, live, noted, resting
from surveykit.tui.reading import about_question

PAGES = ("jump", "search", "history", "review", "parked", "table", "add_row", "delete_row")
STEPS = {"up": -1, "previous": -1, "down": 1, "following": 1}


class Form:
    """An interview being held. The session decides; the form keeps where one stands, and which page is above it."""

    def __init__(
        self, session: Session, journal: Journal, manner: Manner, told: Sequence[str] = (), task: Task = INTERVIEW
    ) -> None:
        """Begin where the interview was left, or at the first question without an answer; say what is to be told."""
        self._task = task
        self._held = Held(session, journal, manner, told)
        self._answers = Answers(self._held, lambda: self._step(1))
        self._manner = manner
        self._leaving = ""  # the action that, taken again, leaves
        self._above: Choosing | Writing | None = None  # the page that was opened last
        self._window = Window(session, manner, bare if task.codes_only else resting)
        self._answers.go(task.place(session, frame.place_to_begin(session)))
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
    def now(self) -> str:
        """The question in hand."""
        return self._answers.now

    @property
    def item(self) -> Item:
        """The question in hand, as it is shown."""
        return self._answers.item

    @property
    def asking(self) -> Asking | None:
        """What words are asked for; None where the answer itself is typed."""
        return self._answers.asking

    @property
    def draft(self) -> Draft:
        """What stands in the field."""
        return self._answers.pen.draft

    def rewrite(self, draft: Draft) -> None:
        """Take what was written on a page of its own; it is typed, and not stored yet."""
        self._answers.pen.rewrite(draft)

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
        if self.asking is not None:
            return ("enter", "escape", "help")
        kind = kind_of_table(self.session, self.now)
        rows = ["past_rows"] if kind == "roster" else []
        rows += ["add_row", "delete_row"] if rows and not self.session.shut else []
        return (*frame.actions(self.session, self.item, table=self._answers.long or bool(kind)), *rows)

    def about(self, width: int) -> Sequence[Line]:
        """The question in hand."""
        return about_question(self.item, self.language, width, offered=self._task.codes_only)

    @property
    def rings(self) -> bool:
        """Whether the last key was refused."""
        return self._held.refuses

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        answers = self._answers
        self.journal.visits.struck()
        if key == "ctrl+j" and not (answers.asking is None and answers.long):
            key = "enter"  # typed before the terminal was ready, or the end of a line pasted into it
        leaving, self._leaving = self._leaving, ""
        self._held.notes = []
        if self.journal.behind and key == "enter":
            answers.reread()
        elif answers.asking is not None:
            answers.in_words(key, sign)
        elif key == "leave" or (key == "escape" and not answers.pen.edited):
            return self._leave(key, again=leaving == key)
        elif key == "finish" or (key == "enter" and leaving == "end" and not answers.typing):
            return self._finish(again=leaving == key)
        elif key in PAGES:
            return self._opened(self._page_of(key))
        elif key in frame.EMPTIES:
            answers.empty(key)
        elif not self._command(key) and not self._travel(key):
            self._edit(key, sign)
        return None

    def paste(self, words: str) -> None:
        """Words that came all at once: line ends are kept where lines are asked for."""
        self.journal.visits.struck()
        asking = self.asking
        words = words.rstrip("\r\n") if asking is None and self._answers.long else " ".join(words.split())
        if asking is not None:
            asking.words = asking.words.typed(words)
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
        self.journal.visits.struck()
        if name != self.now:
            if self._answers.settle():
                self._answers.go(name)
        elif (code := typed_by(line, x)) and isinstance(self.item.control, Choose | Rank) and not self._held.closed():
            self._answers.pen.pick(code, several=takes_several(self.item.control))

    def back(self, left: Back) -> None:
        """A page above was left: go to the question that was chosen, if one was."""
        above, self._above = self._above, None
        if above is not None:
            self.journal.visits.struck(above.struck)
        self.journal.visits.at("" if self.session.shut else self.now)
        if left.go_to in self.session.places and (left.go_to == self.now or self._answers.settle()):
            self._leaving = ""
            self._answers.go(left.go_to)
        elif self.now not in self.session.places:  # its row was taken away
            self._answers.go(frame.place_nearest(self.session, self.session, self.now))

    def hang_up(self) -> None:
        """Leave without a word: the terminal is gone. What is still being typed is no answer yet."""
        if not self.session.shut:
            self._held.suspend(self.now)

    def _command(self, key: str) -> bool:
        """The actions that do something to the interview; False where the key is none of them."""
        answers = self._answers
        if key == "language":
            languages = self.session.languages
            answers.do(self.session.speak(languages[(languages.index(self.session.language) + 1) % len(languages)]))
        elif key in {"remark", "remark_case"}:
            answers.remark(self.now if key == "remark" else "")
        elif key == "undo":
            answers.undo()
        elif key == "redo":
            answers.redo()
        elif key == "next_open" and answers.settle():
            self._to_open()
        elif key == "save":
            self._held.note(self._held.say("all_saved"))
        return key in {"language", "remark", "remark_case", "undo", "redo", "next_open", "save"}

    def _page_of(self, key: str) -> Choosing | Writing | Table | None:
        """The page that an action opens."""
        session, manner, now = self.session, self._manner, self.now
        match key:
            case "jump":
                return to_go_to(session, manner, now)
            case "search":
                return to_search(session, manner, now)
            case "history":
                return history(session, manner, self._held.happened(), now)
            case "review":
                return review(session, manner, lambda problem: self._held.told(problem, ""))
            case "parked":
                return parked(session, manner)
            case _:
                return self._table(key)

    def _table(self, key: str) -> Writing | Table | None:
        """The roster or the battery of the question in hand, with a row more or less; or its long answer."""
        if self._answers.long and key == "table":
            return Writing(self.item, self.language, self._manner, self, closed=self.session.shut)
        if not self._answers.settle():
            return None
        grid = grid_of(self.session, self.now)
        if grid is None or (key != "table" and not grid.roster):
            self._held.note(self._held.say("no_table" if key == "table" else "no_roster"))
            return None
        table = Table(self._held, self._manner, grid, self.now)
        left = table.press(key, None) if key != "table" else None
        if isinstance(left, Back):  # how many rows there are is answered elsewhere
            self._answers.go(left.go_to)
            return None
        return table

    def _opened(self, page: Choosing | Writing | Table | None) -> Move:
        """Go to a page above; the time spent there is not spent at the question."""
        self._above = page if isinstance(page, Choosing | Writing) else None
        if self._above is not None and not self.session.shut:
            self.journal.visits.at(self._above.place)
        return page

    def _travel(self, key: str) -> bool:
        """Go to another question, or to another row of a long answer; False where the key does something else."""
        answers = self._answers
        if key in {"up", "down"} and answers.long and self.draft.text and answers.pen.move(key, self._row()):
            return True
        if key not in {*STEPS, "first", "last", "past_rows", "pageup", "pagedown"}:
            return False
        if answers.settle():
            if key in STEPS:
                self._step(STEPS[key])
            elif key in {"first", "last"}:
                answers.go(self.session.route[0 if key == "first" else -1])
            elif key == "past_rows":
                answers.go(frame.past_rows(self.session, self.now) or self.now)
            else:
                self._page(-1 if key == "pageup" else 1)
        return True

    def _edit(self, key: str, sign: str | None) -> None:
        answers = self._answers
        if key == "enter":
            answers.enter()
        elif key == "escape":
            answers.begin()
        elif key in {"home", "end"}:
            answers.pen.move(key, self._row())
        elif isinstance(self.item.control, Show):
            self._type((sign or "").strip())
        elif not self._held.closed():
            answers.pen.edit(key, sign, self.item)
            typed = self._task.heads_down and sign is not None and sign.isprintable()
            if typed and ends_itself(self.item.control, self.draft.text, self.language):
                answers.enter()

    def _type(self, words: str) -> None:
        """Put words in; on a note they begin the answer to the next question."""
        if not clean(words) or self._held.closed():
            return
        if isinstance(self.item.control, Show):
            name = frame.next_asked(self.session, self.now)
            if name is None:
                self._step(1)
                return
            self._answers.go(name)
        self._answers.pen.type(words)

    def _row(self) -> int:
        """The cells of a row of what is being typed."""
        return self._window.size[0] - MARGIN - 3 if self._answers.long else ONE_ROW

    def _step(self, by: int) -> None:
        if by > 0:
            self._compare()
        route, place = self.session.route, self.session.places[self.now] + by
        while 0 <= place < len(route) and self._task.passes(self.session, route[place]):
            place += by
        if 0 <= place < len(route):
            self._answers.go(route[place])
        elif by > 0:
            count = len(frame.open_places(self.session))
            ends = self._task.heads_down and not count and not self.session.shut
            self._leaving = "end" if ends else ""
            self._held.note(self._held.say("form_ends" if ends else "end_open" if count else "end", count=count))

    def _compare(self) -> None:
        """Say that an answer is another one than in the first entry, where that is shown."""
        first, answer = self._task.said_first(self.now), self.item.answer
        if first is not None and answer is not None and first != answer:
            number, said = numbered(self.session, self.now), in_words(self.session, self.now, first)
            self._held.note(self._held.say("other_than_first", number=number, answer=said), "soft")

    def _page(self, by: int) -> None:
        """A screen on or back: within a text longer than the screen, or to another question."""
        if not self._window.paged(self._live(self._window.size), by):
            self._answers.go(frame.page_away(self.session, self.now, by, self._window.size))

    def _to_open(self) -> None:
        name = frame.next_of(self.session, frame.open_places(self.session), self.now)
        if name is None:
            self._held.note(self._held.say("no_open"))
        else:
            self._answers.go(name)

    def _finish(self, *, again: bool) -> Move:
        """Complete the interview and leave; or show what stands in the way; or open a completed one again.

        Where it is only warned of, taken again it completes the interview all the same. An approved one stays closed.
        """
        if self.session.shut:
            if self._held.approved:
                self._held.closed()
            elif self._answers.do(self.session.reopen()):
                self._answers.go(self.now)
                self._held.note(self._held.say("reopened"))
            return None
        if not self._answers.settle():
            return None
        step = self.session.complete(despite=again)
        if not step.problems:
            done = self._answers.do(step)
            return Back(self._held.say("was_completed", case=self.journal.interview)) if done else None
        if errors := [problem for problem in step.problems if problem.severity == "error"]:
            places = frame.blocking(self.session, errors)
            if self.now not in places:
                self._answers.go(frame.next_of(self.session, places, self.now) or self.now)
            self._held.block(errors, len(places))
        else:
            self._leaving = "finish"
            self._held.warn(step.problems)
        return self._opened(self._page_of("review"))

    def _leave(self, key: str, *, again: bool) -> Move:
        """Suspend and leave; what cannot be stored is said first."""
        if key == "escape" and not again:
            self._leaving = key
            self._held.note(self._held.say("esc_again"))
            return None
        if self.session.shut:
            return Back()
        if anyway := key == "leave" and again:
            self._answers.begin()
        if self._answers.settle() and self._held.suspend(self.now):
            return Back(self._held.say("was_suspended", case=self.journal.interview))
        if anyway:
            return Back()
        self._leaving = "leave"
        self._held.note(self._held.say("leave_anyway"), "hard")
        return None

    def head(self, width: int) -> Sequence[Line]:
        """Title and case; section, progress and whether all is saved."""
        saved = self._held.saved(typing=self._answers.typing)
        return frame.head(self.session, self.item, self.journal, saved, width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The questions around the one in hand."""
        return self._window.drawn(self.session, self.now, lambda: self._live((width, height)), (width, height))

    def foot(self, width: int) -> Sequence[Line]:
        """The empty answers allowed, and the keys that matter."""
        return frame.foot(self.session, self.item, self._manner, width, words=self.asking is not None)

    def _live(self, size: tuple[int, int]) -> Block:
        """The question in hand."""
        width, language, pen = size[0], self.session.language, self._answers.pen
        notes = [line for note in self._held.notes if note.about != self.now for line in noted(note, width)]
        if self.asking is not None:
            notes = [self.asking.row(language, width), *notes]
        typing = self.asking is None
        if (first := self._task.said_first(self.now)) is not None:
            said = self._held.say("first_said", answer=in_words(self.session, self.now, first))
            notes = [*noted(Note(said), width), *notes]
        if self._task.codes_only and not isinstance(self.item.control, Show):
            return bare_live(self.item, pen.draft, notes, language, width, typing=typing)
        return live(self.item, pen.draft, notes, language, size, typing=typing, suggested=pen.suggested)
