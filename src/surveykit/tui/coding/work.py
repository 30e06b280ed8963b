"""A coder's work: where the session stands, what of it is in the journal, what is suggested, and what is said of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from surveykit.coding.acts import Coded, CodingAct, Uncoded
from surveykit.coding.advice import Advice, Adviser
from surveykit.coding.codings import Coding
from surveykit.coding.judgement import Words
from surveykit.coding.queue import Task
from surveykit.coding.session import Made, Session
from surveykit.coding.unit import Unit
from surveykit.problems import SurveykitError
from surveykit.tui.coding.codes import OUTCOMES
from surveykit.tui.journal import Watch

Write = Callable[[Sequence[CodingAct]], object]
"""Puts acts into the journal; when it returns they are on the disk."""

Acts = tuple[Coded | Uncoded, ...]
MOST_ADVICE = 5
ENOUGH = 5  # answers judged, before it is said how many that makes in an hour


class Work:
    """A session and its journal. What the journal does not take, the session does not show."""

    def __init__(
        self, session: Session, write: Write, say: Callable[..., str], adviser: Adviser | None, watch: Watch
    ) -> None:
        """Go on with a session.

        Args:
            session: what is to be done, and where the coder stands.
            write: puts acts into the journal; raises a StoreError where it cannot.
            say: words a message.
            adviser: who suggests codes; never asked in a blind batch.
            watch: tells how long an answer is looked at.
        """
        self.session = session
        self.message = ""
        self.failed = False
        self._write, self._say, self._watch = write, say, watch
        self._adviser = None if session.task.blind else adviser
        self._begun = self._since = watch()
        self._judged = 0
        self._advice: tuple[str, tuple[Advice, ...]] = ("", ())

    @property
    def unit(self) -> Unit | None:
        """The answer in hand, the first of those with the same words; None where nothing is shown."""
        return self.session.task.units[self.session.place[0]] if self.session.place else None

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What is suggested for the answer in hand, asked once."""
        if self._adviser is None or self.unit is None:
            return ()
        if self._advice[0] != self.unit.id:
            self._advice = (self.unit.id, self._adviser.advice(self.unit)[:MOST_ADVICE])
        return self._advice[1]

    @property
    def per_hour(self) -> int:
        """How many answers are judged in an hour, as things go since the work was begun; 0 where that is too early."""
        hours = (self._watch() - self._begun) / 3600
        return round(self._judged / hours) if hours > 0 and self._judged >= ENOUGH else 0

    @property
    def twins(self) -> bool:
        """Whether other answers have the words of the one in hand."""
        place = self.session.place
        return len(place) > 1 or (bool(place) and place[0] in self.session.apart)

    def hush(self) -> None:
        """Say nothing any more."""
        self.message, self.failed = "", False

    def refuse(self, message: str) -> None:
        """Say why something cannot be done."""
        self.message, self.failed = message, True

    # --------------------------------------------------------------- judging

    def change(self, after: Session, *, stay: bool = False) -> None:
        """Take over what was done to the draft; go on where an answer has one code, and it was just given."""
        before, self.session = self.session, after
        frame = after.task.frame
        if not (stay or frame.several or frame.unit == "span" or after.draft.waits or after == before):
            self.next()

    def give(self, code: str, words: Words | None = None) -> None:
        """Give a code, or take it back; where one code is all, the next answer comes."""
        faults = self.session.task.frame.faults((code,))
        if faults:
            self.refuse(f"{faults[0].what}. {faults[0].hint}")
        else:
            self.change(self.session.toggle(code, words), stay=words is not None)

    def accept(self, number: int) -> None:
        """Give a code that is suggested, by its number."""
        if number <= len(self.advice):
            self.change(self.session.accept(self.advice[number - 1]))

    def none_applies(self) -> None:
        """No code of the frame applies."""
        self.change(self.session.none_applies())

    def repeat(self) -> None:
        """The same as the answer that was judged last."""
        after = self.session.repeat()
        if after == self.session:
            self.message = self._say("nothing_to_repeat")
        self.change(after)

    def part(self) -> None:
        """Answers with the same words one by one, or together again."""
        self.session = self.session.part()
        count = len(self.session.place)
        self.message = self._say("parted" if count == 1 else "joined", count=count) if self.twins else ""

    def restore(self) -> None:
        """Take back what was given to the answer in hand and is not in the journal."""
        self.session = self.session.restore()
        self.message = self._say("draft_gone")

    def undo(self) -> None:
        """Take the last thing back."""
        self._turn(self.session.undo(), "nothing_to_undo", "undone_here")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn(self.session.redo(), "nothing_to_redo", "redone_here")

    # --------------------------------------------------------------- going on

    def next(self) -> None:
        """Judge the answer in hand, and go to the next one."""
        if not self._judge():
            return
        if self.session.at + 1 < len(self.session.places):
            self.arrive(self.session.move(1))
            return
        left = len(self.session.task.units) - self.session.done
        said = self._say("some_wait", count=left) if left else self._say("all_judged")
        self.message = f"{self.message} {said}".strip()

    def go(self, at: int) -> None:
        """Another answer; what was given to this one is judged first."""
        if self.put_down():
            self.arrive(self.session.go(at))

    def next_due(self) -> None:
        """The next answer that waits."""
        if self.put_down():
            found = self.session.next_due()
            if found is None:
                self.message = self._say("all_judged")
            else:
                self.arrive(found)

    def arrive(self, session: Session) -> None:
        """Another answer is looked at from now on."""
        self.session = session
        self._since = self._watch()

    def put_down(self) -> bool:
        """Judge what was changed; an answer that was only looked at stays as it is. Whether one may go on."""
        return self._judge() if self.session.touched else True

    def _judge(self) -> bool:
        """Put the judgement into the journal; whether the next answer may come up."""
        session = self.session
        if session.bare or session.faults:
            fault = next(iter(session.faults), None)
            self.refuse(f"{fault.what}. {fault.hint}" if fault else self._say("note_alone"))
            return False
        made = session.judge(tuple(one.code for one in self.advice), self._watch() - self._since)
        kept = self._keep(made)
        if kept:
            self._judged += sum(1 + len(act.together) for act in made[1] if isinstance(act, Coded))
        return kept

    def _turn(self, made: Made, nothing: str, done: str) -> None:
        before = self.session
        if made[0] is before:
            self.message = self._say(nothing)
        elif self._keep(made):
            self.message = f"{self._say(done)} {self.message}".strip()
            if self.session.place != before.place:
                self.arrive(self.session)

    def _keep(self, made: Made) -> bool:
        """Write what was done, and only then stand where it leads; whether it is written."""
        after, acts = made
        if acts:
            try:
                self._write(acts)
            except SurveykitError as refusal:
                problem = refusal.problems[0]
                self.refuse(f"{self._say('failed')}: {problem.rule.code} {problem.what}. {problem.hint}")
                return False
            self.message = self._told(acts)
        self.session = after
        if self._adviser is not None:
            _advised(self._adviser, acts, after.task)
        return True

    def _told(self, acts: Acts) -> str:
        """What was written, in a sentence."""
        act = acts[0]
        case = self.session.task.units[act.unit].case
        if isinstance(act, Uncoded):
            return self._say("waits_again", case=case)
        codes = " ".join(act.codes) or self._say(OUTCOMES[act.outcome])
        if act.together:
            return self._say("were_judged", case=case, count=1 + len(act.together), codes=codes)
        return self._say("was_judged", case=case, codes=codes)


def _advised(adviser: Adviser, acts: Acts, task: Task) -> None:
    """Let an adviser know what was judged, each of the answers with the same words, and what was taken back."""
    for act in acts:
        if isinstance(act, Uncoded):
            adviser.forget(task.units[act.unit], task.coder)
        else:
            for unit in (act.unit, *act.together):
                adviser.learn(task.units[unit], replace(_coding(act, task.coder), unit=unit))


def _coding(act: Coded, coder: str) -> Coding:
    return Coding(
        act.unit, coder, act.outcome, act.codes, act.reason, act.spans, act.note, act.batch, act.accepted, act.shown,
        text=act.text, frame=act.frame, source=act.source,
    )  # fmt: skip
