"""Carrying over: an interview begun with one version of the instrument goes on with the next, its answers kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.instrument.control import Choose, Clock, Control, Number, Rank, Show
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.question import Choosing
from surveykit.instrument.typed import answer_of
from surveykit.interview.events import CARRIED_OVER, Act, Answered, Carried, Spoke
from surveykit.interview.interview import Interview
from surveykit.interview.rows import parted
from surveykit.missing import Answer, Empty, Value
from surveykit.problems import Place, Problem, Rule

PARKED = Rule(
    "SK289",
    "An answer does not fit the version the interview goes on with",
    "It is kept with the interview, as it was given, and is not part of the data of the new version.",
    "the answer 9 where the list has no code 9 any more",
    "Ask the question again; or give the code a place under `retired`.",
)
WHY = CARRIED_OVER


@dataclass(frozen=True, slots=True)
class Carry:
    """What is done to carry an interview over, and which answers found no place."""

    acts: tuple[Act, ...]
    problems: tuple[Problem, ...]


def carried(interview: Interview, old: Instrument, new: Instrument) -> Carry:
    """The acts by which an interview goes on with another version.

    Answers the new version can hold stay as they are, those that say the same in another form are answered anew, and
    the rest is kept aside, never dropped. What was kept aside before comes back where it fits again.

    Args:
        interview: as it stands.
        old: the version it was begun with, or carried to last.
        new: the version it is to go on with.
    """
    if new.fingerprint == interview.instrument:
        return Carry((), ())
    fitting = _Fitting(old, new)
    parked: list[str] = []
    again: list[Answered] = []
    problems: list[Problem] = []
    for name, answer in interview.answers.items():
        now, why = fitting.fits(name, answer)
        if now is None:
            parked.append(name)
            what = f"{_said(answer)} was answered, and {why}"
            problems.append(Problem(PARKED, what, Place(case=interview.id, variable=name), PARKED.mend, "warning"))
        elif now != answer or type(now) is not type(answer):
            again.append(Answered(name, now, answer, WHY))
    for name, answer in interview.former.items():
        now, _ = fitting.fits(name, answer)
        if now is not None and name not in interview.answers:
            again.append(Answered(name, now, None, WHY))
    acts: list[Act] = [Carried(new.fingerprint, tuple(parked), tuple(fitting.lapsed(interview))), *again]
    if interview.language not in new.languages:
        acts.append(Spoke(new.languages[0]))
    return Carry(tuple(acts), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Fitting:
    """Two versions, and what of the one fits the other."""

    old: Instrument
    new: Instrument

    def fits(self, name: str, answer: Answer) -> tuple[Answer | None, str]:
        """The answer as the new version holds it; or None, and why it cannot."""
        template, row = parted(name)
        question = self.new.questions.get(template)
        if question is None:
            return None, "the question is gone"
        depth = {section.id: section for section in self.new.sections}
        level = next(self.new.roster_of(s) for s, q in self.new.asked() if q.id == template)
        rosters = len(self.new.rosters_above(level)) if level in depth and level else 0
        if rosters != (row.count(".") + 1 if row else 0):
            return None, "the question is asked of something else now"
        control = question.control(self.new.commons)
        if isinstance(answer, Empty):
            allowed = question.required is not True and answer.reason in question.empties
            return (
                (answer, "")
                if allowed and not isinstance(control, Show)
                else (None, "it cannot be empty for this reason any more")
            )
        return self._holds(question, control, self._turned(template, question, answer))

    def _turned(self, name: str, question: Question, answer: Value | tuple[Value, ...]) -> Value | tuple[Value, ...]:
        """An answer in the form of another type: a code as a tick, a number as a text."""
        was = self.old.questions.get(name)
        if was is None or was.type == question.type:
            return answer
        if question.type in {"multiple", "ranking"} and not isinstance(answer, tuple):
            return (answer,)
        if question.type in {"text", "open"} and not isinstance(answer, tuple):
            return format(answer, ".15g") if isinstance(answer, float) else str(answer)
        return answer

    def _holds(
        self, question: Question, control: Control, answer: Value | tuple[Value, ...]
    ) -> tuple[Answer | None, str]:
        """An answer, if the new question can hold it; retired codes can be held, though not answered."""
        if isinstance(control, Choose | Rank):
            return self._chosen(question, control, answer)
        if isinstance(answer, tuple):
            return None, "several choices cannot stand in a question of this type"
        found = answer_of(control, _typed(control, answer))
        if isinstance(found, Problem):
            return None, found.what
        return (answer if found == answer else found), ""

    def _chosen(
        self, question: Question, control: Choose | Rank, answer: Value | tuple[Value, ...]
    ) -> tuple[Answer | None, str]:
        codes = question.codes if isinstance(question, Choosing) else ""
        retired = self.new.commons.retired.get(codes)
        known = {option.value for option in control.options} | set(retired.values if retired else ())
        if (isinstance(control, Rank) or control.several) != isinstance(answer, tuple):
            return None, "it cannot stand in a question of this type"
        given = answer if isinstance(answer, tuple) else (answer,)
        gone = [value for value in given if value not in known]
        if gone:
            return None, f"{_said(gone[0])} is not among the choices any more"
        places = min(control.most or len(known), len(control.options)) if isinstance(control, Rank) else len(known)
        return (answer, "") if len(given) <= places else (None, f"only {places} can be put in order")

    def lapsed(self, interview: Interview) -> Iterator[str]:
        """The checks whose acceptance ends, since they are gone or ask for something else."""
        rules = [{check.id: check.rule for _, q in one.asked() for check in q.rules} for one in (self.old, self.new)]
        for check in interview.accepted:
            template = parted(check)[0]
            if rules[1].get(template) != rules[0].get(template):
                yield check


def _typed(control: Control, answer: Value) -> str:
    """What one would type to give an answer."""
    if isinstance(answer, str):
        return answer
    typed = format(answer, ".15g")
    return typed.replace(".", ",") if isinstance(control, Number | Clock) else typed


def _said(answer: Answer) -> str:
    if isinstance(answer, Empty):
        return f"'{answer.reason}'"
    return f"'{' '.join(map(str, answer))}'" if isinstance(answer, tuple) else f"{answer!r}"
