"""The page of a supervisor: an interview to be read, then approved, sent back with a note, or opened again."""

from collections.abc import Sequence

from surveykit.interview.events import Act, Approved, Rejected, Reopened
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session
from surveykit.problems import StoreError
from surveykit.tui.draft import Draft
from surveykit.tui.holding import frame
from surveykit.tui.holding.window import Window
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Back, Block, Context, Line, Move, Piece, Style, paragraph
from surveykit.tui.modes.differing import Differing
from surveykit.tui.modes.dispute import Dispute
from surveykit.tui.paper import one_row, resting


class Inspection:
    """An interview that is read. No answer can be changed here; what is decided of it is one act in its journal."""

    def __init__(self, session: Session, journal: Journal, manner: Manner, dispute: Dispute | None = None) -> None:
        """Read an interview; `dispute` are its two entries, where it was keyed a second time."""
        self.session = session
        self.now = session.route[0]
        self.message = ""
        self.failed = False
        self.writing: Draft | None = None  # the note with which it is sent back
        self._sure = ""  # the action that is done all the same when it is asked for again
        self.journal, self._manner, self._dispute = journal, manner, dispute
        self._window = Window(session, manner)
        if session.interview.verdict:
            self.message = self.say("the_verdict", note=session.interview.verdict)

    def say(self, word: str, **values: object) -> str:
        """A text of the program."""
        return self._manner.say(self.language, word, **values)

    @property
    def language(self) -> str:
        """The language of the interview."""
        return self.session.language

    @property
    def context(self) -> Context:
        """What is read, or the note being written."""
        return "judging" if self.writing is None else "words"

    def actions(self) -> Sequence[str]:
        """What can be done with the interview as it stands."""
        if self.writing is not None:
            return ("enter", "escape", "help")
        verdicts = {"completed": ("approve", "reject", "reopen"), "approved": ("reject", "reopen")}
        judged = verdicts.get(self.session.status, ())
        differ = ("differences",) if self._dispute is not None else ()
        return (*judged, *differ, "next_open", "help", "palette", "escape", "leave")

    def about(self, width: int) -> Sequence[Line]:
        """What a supervisor does here."""
        return paragraph(self.say("about_inspection"), width)

    def press(self, key: str, sign: str | None) -> Move:
        """Take an action or a key."""
        sure, self._sure = self._sure, ""
        self.message, self.failed = "", False
        if self.writing is not None:
            return self._write(self.writing, key, sign)
        if key in {"escape", "leave"}:
            return Back()
        if key in self.actions() and key != "next_open":
            return self._judge(key, again=sure == key)
        self._travel(key)
        return None

    def paste(self, words: str) -> None:
        """Words for the note."""
        if self.writing is not None:
            self.writing = self.writing.typed(" ".join(words.split()))

    def wheel(self, by: int) -> None:
        """The question before or after."""
        self._step(by)

    def click(self, x: int, y: int) -> None:  # noqa: ARG002 - a question is as wide as the screen
        """Go to a question."""
        self.now = self._window.at(y)[0]

    def back(self, left: Back) -> None:
        """The differences were looked at: the answers may be others now."""
        if self._dispute is not None:
            self.session = self._dispute.first.session
            self.journal = self._dispute.journal
            self.now = self.now if self.now in self.session.places else self.session.route[0]
        self.message = left.message

    # --------------------------------------------------------------- drawing

    def head(self, width: int) -> Sequence[Line]:
        """Title and case; section and progress."""
        item = self.session.item(self.now)
        return frame.head(self.session, item, self.journal, "spooled" if self.journal.unsent else "saved", width)

    def body(self, width: int, height: int) -> Sequence[Line]:
        """The questions around the one in hand, and below them what is said or written."""
        below: list[Line] = []
        if self.writing is not None:
            ask = f" {self.say('why_rejected')} › "
            below = [(), (Piece(ask, "now"), *one_row(self.writing, max(width - len(ask) - 2, 8)))]
        if self.message:
            style: Style = "failed" if self.failed else "soft"
            below += paragraph(self.message, width, style, " ")
        room = max(height - len(below), 1)
        lines = self._window.drawn(self.session, self.now, lambda: self._live(width), (width, room))
        return [*lines, *([()] * (room - len(lines))), *below]

    def foot(self, width: int) -> Sequence[Line]:
        """The keys that matter."""
        return [self._manner.foot(self.context, self.actions(), self.language, width)]

    def _live(self, width: int) -> Block:
        """The question in hand, with a mark before it."""
        block = resting(self.session.item(self.now), self.language, width)
        at = next((at for at, line in enumerate(block.lines) if line and line[0].text == " "), 0)
        marked = (Piece("▸", "now"), *block.lines[at][1:])
        return Block((*block.lines[:at], marked, *block.lines[at + 1 :]), at)

    # --------------------------------------------------------------- judging

    def _judge(self, action: str, *, again: bool) -> Move:
        case = self.journal.interview
        if action == "differences" and self._dispute is not None:
            return Differing(self._dispute, self._manner, self.language)
        if action == "reject":
            self.writing = Draft()
            return None
        if action == "approve":
            if not again and (doubts := self._doubts()):
                self._sure, self.message = action, doubts
                return None
            return self._stored(Approved(), self.say("was_approved", case=case))
        return self._stored(Reopened(), self.say("was_reopened", case=case))

    def _doubts(self) -> str:
        """What speaks against approving."""
        differ = len(self._dispute.open) if self._dispute is not None else 0
        problems = len(frame.open_places(self.session))
        found = [self.say("still_differ", count=differ)] if differ else []
        found += [self.say("still_open", count=problems)] if problems else []
        key = self._manner.label("judging", "approve")
        return f"{' '.join(found)} {self.say('approve_anyway', approve=key)}" if found else ""

    def _write(self, draft: Draft, key: str, sign: str | None) -> Move:
        if key in {"escape", "leave"}:
            self.writing = None
        elif key not in {"enter", "ctrl+j"}:
            self.writing = draft.edited(key, sign)
        elif not draft.text.strip():
            self.message, self.failed = self.say("note_wanted"), True
        else:
            case = self.journal.interview
            return self._stored(Rejected(draft.text.strip()), self.say("was_sent_back", case=case))
        return None

    def _stored(self, act: Act, message: str) -> Move:
        """Store what was decided, and go back; where somebody has written since, read what is there now."""
        try:
            self.journal.write([act])
        except StoreError as refusal:
            problem = refusal.problems[0]
            self.message, self.failed = f"{problem.rule.code} {problem.rule.title}: {problem.what}", True
            if self.journal.behind:
                events = self.journal.reread()
                interview = Interview.of(self.journal.interview, events)
                self.session = Session.begin(self.session.plan, interview).speak(self.language).session
                self.now = self.now if self.now in self.session.places else self.session.route[0]
                self.writing = self.writing if self.session.shut else None  # what is open again cannot be sent back
            return None
        return Back(message)

    def _travel(self, key: str) -> None:
        """Go to another question."""
        route = self.session.route
        if key in {"up", "previous", "down", "following"}:
            self._step(1 if key in {"down", "following"} else -1)
        elif key in {"pageup", "pagedown"}:
            self.now = frame.page_away(self.session, self.now, 1 if key == "pagedown" else -1, self._window.size)
        elif key in {"home", "first", "end", "last"}:
            self.now = route[0 if key in {"home", "first"} else -1]
        elif key == "next_open":
            places = frame.open_places(self.session)
            self.now = frame.next_of(self.session, places, self.now) or self.now
            self.message = "" if places else self.say("nothing_open")

    def _step(self, by: int) -> None:
        place = self.session.places[self.now] + by
        self.now = self.session.route[min(max(place, 0), len(self.session.route) - 1)]
