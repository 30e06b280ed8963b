"""The interview in hand: its session and its journal kept in step, and what is to be said about the last key."""

from collections.abc import Sequence

from surveykit.instrument.control import Choose
from surveykit.interview.events import Accepted, Answered, Cleared
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, Step
from surveykit.problems import Problem, StoreError
from surveykit.tui.frame import changed_between, said_at
from surveykit.tui.journal import Journal
from surveykit.tui.lines import Style
from surveykit.tui.paper import Note, named
from surveykit.tui.words import WORDS, say

MOST_CHANGES = 4  # of what others have answered since, shown below the question in hand


class Held:
    """A session that moves on only when the journal has stored the acts."""

    def __init__(self, session: Session, journal: Journal, told: Sequence[str] = ()) -> None:
        """Hold an interview, and say what is to be told."""
        self.session = session
        self.journal = journal
        self.notes: list[Note] = [Note(text, "soft") for text in told]

    def say(self, word: str, **values: object) -> str:
        """A text of the program in the language of the interview."""
        return say(self.session.language, word, **values)

    def note(self, text: str, style: Style = "dim", about: str = "") -> None:
        """Say something below the question in hand; not below the question `about`, which says it itself."""
        self.notes.append(Note(text, style, about=about))

    def closed(self) -> bool:
        """Whether the interview is completed, which is then said."""
        if self.session.status == "completed":
            self.note(self.say("is_complete"))
        return self.session.status == "completed"

    def do(self, step: Step, typed: str) -> bool:
        """Store the acts of a step and take it; or say what is wrong with what was typed and stay as we are."""
        for problem in step.problems:
            self.note(self.told(problem, typed), "hard")
        if step.problems:
            return False
        if any(isinstance(act, Answered | Cleared | Accepted) for act in step.acts) and self.closed():
            return False
        before = self.session.failing
        try:
            self.journal.write(step.acts)
        except StoreError as refusal:
            self._unstored(refusal.problems[0])
            return False
        self.session = step.session
        self._tell_broken(self.session.failing - before, step)
        return True

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
        self.session = Session.begin(before.plan, Interview.of(before.interview.id, events))
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
        code = problem.rule.code
        if WORDS.get(self.session.language, {}).get(code):
            return self.say(code, typed=" ".join(typed.split()))
        return f"{problem.what} ({problem.hint})" if problem.hint and code != "SK463" else problem.what

    def _unstored(self, problem: Problem) -> None:
        """Say that nothing was stored, and what can be done."""
        self.note(f"{problem.rule.code} {problem.rule.title}: {problem.what}", "failed")
        if self.journal.behind:
            self.note(self.say("enter_rereads"), "hard")
            return
        self.note(problem.hint, "hard")
        self.note(self.say("try_again"), "hard")

    def _tell_broken(self, checks: frozenset[str], step: Step) -> None:
        """Say which checks of other questions an answer breaks."""
        here = {act.question for act in step.acts if isinstance(act, Answered)}
        for check in sorted(checks) if here else ():
            rule = self.session.plan.rules[check]
            if rule.question not in here:
                number = self.session.item(rule.question).question.number or rule.question
                message = rule.check.message.into(self.session.language)
                self.note(self.say("also", number=number, message=message), "soft", about=rule.question)
