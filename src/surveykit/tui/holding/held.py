"""The interview in hand: its session and its journal kept in step, and what is to be said about the last key."""

from collections.abc import Iterable, Sequence
from typing import Literal

from surveykit.instrument.control import Choose
from surveykit.interview.events import Accepted, Answered, Cleared, Event, Recalled, Redone, Undone
from surveykit.interview.interview import Change, Interview
from surveykit.interview.refusals import APART, BROKEN, INCOMPLETE, QUOTA_FULL, UNANSWERED
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session, Step
from surveykit.problems import Problem, StoreError
from surveykit.tui.choices import named
from surveykit.tui.holding.frame import changed_between, gone, stale
from surveykit.tui.journal import Journal
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Style
from surveykit.tui.looking.said import numbered, said_at
from surveykit.tui.paper import Note
from surveykit.tui.spoken import WORDS

MOST_CHANGES = 4  # of what others have answered since, shown below the question in hand
MOST_NAMES = 8  # of questions whose answers were parked or came back
MOST_WARNINGS = 5  # shown before an interview is completed all the same
Changed = Answered | Cleared | Undone | Redone
IN_WORDS = (BROKEN, INCOMPLETE, APART)  # what the instrument has words for; the rule itself says nothing to a keyer


class Held:
    """A session that moves on only when the journal has stored the acts."""

    def __init__(self, session: Session, journal: Journal, manner: Manner, told: Sequence[str] = ()) -> None:
        """Hold an interview, and say what is to be told."""
        self._manner = manner
        self.session = session
        self.journal = journal
        self.notes: list[Note] = [Note(text, "soft") for text in told]
        self.together: tuple[Change | None, int] = (None, 1)  # the last of several changes made at once, and how many
        self._alarms: set[tuple[str, str]] = set()  # what was said already of quotas and of other cases
        self._alarm()

    def say(self, word: str, **values: object) -> str:
        """A text of the program in the language of the interview."""
        return self._manner.say(self.session.language, word, **values)

    def note(self, text: str, style: Style = "dim", about: str = "") -> None:
        """Say something below the question in hand; not below the question `about`, which says it itself."""
        self.notes.append(Note(text, style, about=about))

    def saved(self, *, typing: bool) -> Literal["saved", "spooled", "typing", "failed"]:
        """How it stands with what was typed: stored, stored here for a server that is away, not yet, or in vain."""
        if typing or self.journal.failed:
            return "failed" if self.journal.failed else "typing"
        return "spooled" if self.journal.unsent else "saved"

    @property
    def approved(self) -> bool:
        """Whether a supervisor has approved the interview, so that nobody else opens it again."""
        return self.session.status == "approved"

    @property
    def refuses(self) -> bool:
        """Whether something is said that stands in the way of the last key."""
        return any(note.style in {"hard", "failed"} for note in self.notes)

    def closed(self) -> bool:
        """Whether the interview is completed or approved, which is then said."""
        if self.session.shut:
            self.note(self.say("is_approved" if self.approved else "is_complete"))
        return self.session.shut

    def do(self, step: Step, typed: str) -> bool:
        """Store the acts of a step and take it; or say what is wrong with what was typed and stay as we are."""
        for problem in step.problems:
            self.note(self.told(problem, typed), "hard")
        if step.problems:
            return False
        if any(isinstance(act, Changed | Accepted) for act in step.acts) and self.closed():
            return False
        before = self.session
        try:
            self.journal.write(step.acts)
        except StoreError as refusal:
            self._unstored(refusal.problems[0])
            return False
        self.session = step.session
        if any(isinstance(act, Changed | Recalled) for act in step.acts):
            here = {act.question for act in step.acts if isinstance(act, Answered | Undone | Redone)}
            self._tell_broken(before, here)
            self._alarm()
            self._tell_parked(before)
        return True

    def happened(self) -> tuple[Event, ...]:
        """The events in the store; none where it cannot be read, which is said."""
        try:
            return self.journal.events()
        except StoreError as refusal:
            self.note(f"{refusal.problems[0].rule.code} {refusal.problems[0].what}", "failed")
            return ()

    def code_of(self, control: Choose, typed: str) -> str | None:
        """The code whose label begins with what was typed, else what was typed; None where it fits several."""
        language = self.session.language
        fits = named(control, typed, language)
        if len(fits) > 1:
            choices = ", ".join(f"{option.value} {option.label.into(language)}" for option in fits[:4])
            self.note(self.say("ambiguous", typed=typed.strip(), choices=choices), "hard")
            return None
        return str(fits[0].value) if fits else typed

    def suspend(self, at: str) -> bool:
        """Leave the interview at a question, if it was not left there before and nothing has happened since."""
        if self.session.status == "suspended" and self.session.interview.left_at == at:
            return True
        return self.do(self.session.suspend(at), "")

    def reread(self) -> bool:
        """Read the interview again after somebody else has written, and say what changed; nothing is written."""
        before = self.session
        try:
            events = self.journal.reread()
        except StoreError as refusal:
            self._unstored(refusal.problems[0])
            return False
        self.session = Session.begin(before.plan, Interview.of(before.interview.id, events), before.around)
        changes = changed_between(before, self.session)
        self.note(self.say("reread" if changes else "reread_same"))
        for name in changes[:MOST_CHANGES]:
            self.note(f"→ {said_at(self.session, name)}")
        if len(changes) > MOST_CHANGES:
            self.note(f"… (+{len(changes) - MOST_CHANGES})")
        self.closed()
        return True

    def told(self, problem: Problem, typed: str) -> str:
        """A problem in the language of the interview, where the program has words for it."""
        code, name = problem.rule.code, problem.place.variable or ""
        if problem.rule == UNANSWERED:
            return self.say("not_answered", count=len(self.session.unanswered()))
        if problem.rule == QUOTA_FULL:
            own = any(quota.id == name and quota.message for quota in self.session.instrument.quotas)
            return problem.what if own else self.say("quota_full", quota=name)
        if WORDS.get(self.session.language, {}).get(code):
            return self.say(code, typed=" ".join(typed.split()))
        return f"{problem.what} ({problem.hint})" if problem.hint and problem.rule not in IN_WORDS else problem.what

    def warn(self, problems: Sequence[Problem]) -> None:
        """Say what an interview is warned of before it is completed."""
        for problem in problems[:MOST_WARNINGS]:
            number = f"{numbered(self.session, problem.place.variable or '')}: " if problem.rule == BROKEN else ""
            self.note(number + self.told(problem, ""), "soft")
        if len(problems) > MOST_WARNINGS:
            self.note(f"… (+{len(problems) - MOST_WARNINGS})", "soft")
        self.note(self.say("despite"))

    def block(self, problems: Sequence[Problem], places: int) -> None:
        """Say what stands in the way of completing: at how many questions, and what is at none of them."""
        if places:
            self.note(self.say("not_yet", count=places), "hard")
        for problem in problems:
            if problem.rule in (INCOMPLETE, QUOTA_FULL):
                self.note(self.told(problem, ""), "hard")

    def _unstored(self, problem: Problem) -> None:
        """Say that nothing was stored, and what can be done."""
        self.note(f"{problem.rule.code} {problem.rule.title}: {problem.what}", "failed")
        if self.journal.behind:
            self.note(self.say("enter_rereads"), "hard")
            return
        self.note(problem.hint, "hard")
        self.note(self.say("try_again"), "hard")

    def _tell_parked(self, before: Session) -> None:
        """Say which answers are not asked for any more, and which are again."""
        after, answers = self.session, self.session.interview.answers
        if after.plan.chains and (left := gone(after) - gone(before)):
            self.note(self.say("rows_gone", count=len(left)))
        if after.off is before.off:
            return
        for word, names in (("now_parked", after.off - before.off), ("now_restored", before.off - after.off)):
            kept = [name for name in after.questions if name in names and name in answers]
            if kept:
                more = f" (+{len(kept) - MOST_NAMES})" if len(kept) > MOST_NAMES else ""
                said = ", ".join(numbered(after, name) for name in kept[:MOST_NAMES])
                self.note(self.say(word, names=said + more))

    def _alarm(self) -> None:
        """Say which quotas are full and which other cases are contradicted, as soon as it is known."""
        found = (*self.session.full(), *self.session.apart())
        for problem in found:
            if (problem.rule.code, problem.place.variable or "") not in self._alarms:
                self.note(self.told(problem, ""), "hard" if problem.severity == "error" else "soft")
        self._alarms = {(problem.rule.code, problem.place.variable or "") for problem in found}

    def _tell_broken(self, before: Session, here: Iterable[str]) -> None:
        """Say which checks of other questions an answer breaks."""
        if not here:
            return
        language, broken = self.session.language, []
        for check in sorted(self.session.failing - before.failing):
            template, row = parted(check)
            name = of_row(self.session.plan.rules[template].question, row)
            said = next(found.message for found in self.session.open(name) if found.check == check)
            broken.append((name, said.into(language)))
        broken += [(name, self.say("not_offered")) for name in sorted(stale(self.session) - stale(before))]
        for name, message in broken:
            if name not in here:
                number = numbered(self.session, name)
                self.note(self.say("also", number=number, message=message), "soft", about=name)
