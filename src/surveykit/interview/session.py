"""The session: what is asked now, given the instrument and what was answered; pure, so every screen drives the same."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import heappop, heappush
from typing import Literal

from surveykit.instrument.control import Choose, Control, Show
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.typed import answer_of
from surveykit.interview.events import (
    Accepted,
    Act,
    Answered,
    Cleared,
    Completed,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
)
from surveykit.interview.interview import Interview, Status
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.plan import Step as Stop
from surveykit.missing import NOT_ASKED, Answer, Empty, Value
from surveykit.problems import Place, Problem, Rule, listed
from surveykit.text import Text

OFF_ROUTE = Rule(
    "SK460",
    "The question is not asked here",
    "An answer to a question that is not asked would contradict the routing.",
    "answering the country of the parent of a firm that is no affiliate",
    "Change the answer that decides whether it is asked.",
)
REQUIRED = Rule(
    "SK461",
    "The question must have a value",
    "The instrument says that this one cannot stay empty.",
    "an interview completed without the industry",
    "Answer it.",
)
IS_MISSING_CODE = Rule(
    "SK462",
    "The number is the code of an empty answer",
    "Typed as a number it would be read as no answer later.",
    "`-9` typed into a number",
    "Use the key for the empty answer meant.",
)
BROKEN = Rule(
    "SK463",
    "A check of the instrument is broken",
    "The instrument says that a sound answer obeys this rule.",
    "shares of turnover that add up to 120 %",
    "Correct an answer; a soft check may be accepted with a remark.",
)
UNANSWERED = Rule(
    "SK464",
    "Questions stand unanswered",
    "Later nobody could tell why: was it not asked, not known, or overlooked?",
    "an interview completed with a question passed over",
    "Answer them, or say why they are empty.",
)
CLOSED = Rule(
    "SK466",
    "The interview is completed",
    "What was closed as sound is not changed in passing.",
    "answering a question of a completed interview",
    "Open it again first.",
)
NOT_ACCEPTABLE = Rule(
    "SK467",
    "Only a soft check that is broken can be accepted",
    "A hard check has no exception, and a check that holds needs none.",
    "accepting shares of turnover that add up to 120 %",
    "Correct an answer.",
)
REMARK_EMPTY = Rule(
    "SK465",
    "A soft check is accepted with a remark",
    "The remark tells whoever reads the data why the unlikely answer is right.",
    "accepting an unlikely turnover without a word",
    "Write why the answer is right.",
)


@dataclass(frozen=True, slots=True)
class Open:
    """A check that an answer breaks now; `accepted` is the remark of a soft one that was accepted."""

    check: str
    severity: Literal["hard", "soft"]
    message: Text
    problem: Problem
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question as a screen shows it."""

    question: Question
    control: Control
    section: Section
    first: bool  # of its section, on the route
    answer: Answer | None
    problems: tuple[Open, ...]
    remark: str
    empties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What an act led to: the session after it, the acts to be stored, and the problems with what was tried."""

    session: "Session"
    acts: tuple[Act, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Session:
    """An instrument and an interview. Every verb gives a new session with the acts that lead to it."""

    plan: Plan
    interview: Interview
    values: Mapping[str, object] = field(repr=False)  # what expressions read: answers, else values, computed ones
    off: frozenset[str] = field(repr=False)  # the questions that are not asked now
    failing: frozenset[str] = frozenset()  # the checks broken now, accepted or not

    @classmethod
    def begin(cls, instrument: Instrument | Plan, interview: Interview) -> "Session":
        """The session of an interview, begun or resumed."""
        plan = instrument if isinstance(instrument, Plan) else plan_of(instrument)
        known = {"case": interview.id, **interview.register}
        blank = cls(plan, interview, known, frozenset())
        return blank.redecided(plan.steps)

    @property
    def instrument(self) -> Instrument:
        """The instrument."""
        return self.plan.instrument

    @property
    def language(self) -> str:
        """The language the interview is held in."""
        return self.interview.language or self.instrument.languages[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the instrument."""
        return self.instrument.languages

    @property
    def status(self) -> Status:
        """Where the interview stands."""
        return self.interview.status

    @cached_property
    def route(self) -> tuple[str, ...]:
        """The questions asked now, in order, notes among them."""
        return tuple(name for name in self.instrument.questions if name not in self.off)

    @cached_property
    def parked(self) -> tuple[str, ...]:
        """Questions that are answered and not asked any more; the answers come back when the route does."""
        return tuple(name for name in self.instrument.questions if name in self.off and name in self.interview.answers)

    def item(self, name: str) -> Item:
        """A question as a screen shows it."""
        stop = self.plan.steps[name]
        section, question, control = _asked(stop)
        first = next((q.id for q in section.questions if q.id not in self.off), "") == name
        empties = () if question.required or isinstance(control, Show) else question.empties
        answer = self.interview.answers.get(name)
        return Item(
            question, control, section, first, answer, self.open(name), self.interview.remarks.get(name, ""), empties
        )

    def open(self, name: str) -> tuple[Open, ...]:
        """The checks of a question that are broken now."""
        return tuple(self._open(check) for check in self.plan.rules_of.get(name, ()) if check in self.failing)

    def unanswered(self) -> tuple[str, ...]:
        """The questions asked now that have no answer yet, notes aside."""
        answers = self.interview.answers
        return tuple(n for n in self.route if n not in answers and not isinstance(self.plan.steps[n].control, Show))

    def progress(self) -> tuple[int, int]:
        """How many of the questions asked now are answered, and how many there are."""
        asked = sum(not isinstance(self.plan.steps[name].control, Show) for name in self.route)
        return asked - len(self.unanswered()), asked

    def answer(self, name: str, raw: Answer) -> Step:
        """Answer a question with what was typed, or with an empty answer.

        What cannot be an answer, or breaks a hard check of the question, is refused: the session stays as it is.
        """
        answer = self._answer(name, raw)
        if isinstance(answer, Problem):
            return Step(self, problems=(answer,))
        was = self.interview.answers.get(name)
        if _same(answer, was) and self.status == "open":
            return Step(self)
        step = self._done(Answered(name, answer, was), changed=[name])
        hard = tuple(found.problem for found in step.session.open(name) if found.severity == "hard")
        return Step(self, problems=hard) if hard else step

    def clear(self, name: str) -> Step:
        """Take an answer back."""
        was = self.interview.answers.get(name)
        if self.status == "completed":
            return Step(self, problems=(self._closed(name),))
        return Step(self) if was is None else self._done(Cleared(name, was), changed=[name])

    def accept(self, name: str, check: str, remark: str) -> Step:
        """Accept a soft check that is broken, saying why; it holds until an answer behind it changes."""
        found = next((found for found in self.open(name) if found.check == check), None)
        if self.status == "completed":
            return Step(self, problems=(self._closed(name),))
        if found is None or found.severity == "hard":
            what = f"'{check}' is no soft check of '{name}' that is broken"
            return Step(self, problems=(Problem(NOT_ACCEPTABLE, what, _place(name), NOT_ACCEPTABLE.mend),))
        if not remark.strip():
            return Step(self, problems=(Problem(REMARK_EMPTY, "no remark was written", _place(name)),))
        return self._done(Accepted(name, check, self.plan.behind(check), remark.strip()))

    def remark(self, name: str, text: str) -> Step:
        """Write a remark on a question, or on the whole interview where the name is ""."""
        return self._done(Remarked(name, text.strip()))

    def speak(self, language: str) -> Step:
        """Go on in another language."""
        return self._done(Spoke(language))

    def suspend(self, name: str) -> Step:
        """Leave the interview, to be taken up again at a question; a completed one stays completed."""
        return Step(self) if self.status == "completed" else self._done(Suspended(name))

    def reopen(self) -> Step:
        """Open a completed interview again; nothing to do where it is open."""
        return self._done(Reopened()) if self.status == "completed" else Step(self)

    def complete(self) -> Step:
        """Close the interview; refused with every reason where it is not sound."""
        problems = tuple(self.obstacles())
        return Step(self, problems=problems) if problems else self._done(Completed())

    def obstacles(self) -> Iterator[Problem]:
        """What stands in the way of completing the interview."""
        for name in self.route:
            question = self.plan.steps[name].question
            empty = isinstance(self.interview.answers.get(name), Empty)
            if question and question.required and empty:
                yield Problem(REQUIRED, f"'{name}' must have a value", _place(name), REQUIRED.mend)
            yield from (found.problem for found in self.open(name) if found.accepted is None)
        if unanswered := self.unanswered():
            what = f"{len(unanswered)} unanswered: {listed(unanswered)}"
            yield Problem(UNANSWERED, what, _place(unanswered[0]), UNANSWERED.mend)

    def _answer(self, name: str, raw: Answer) -> Answer | Problem:
        """What was typed as an answer, or the problem with it."""
        if self.status == "completed":
            return self._closed(name)
        stop = self.plan.steps.get(name)
        if stop is None or stop.question is None or stop.control is None or name in self.off:
            return Problem(OFF_ROUTE, f"'{name}' is not asked here", _place(name), OFF_ROUTE.mend)
        if isinstance(raw, Empty):
            if stop.question.required:
                return Problem(REQUIRED, "an empty answer is not allowed here", _place(name), REQUIRED.mend)
            allowed = raw.reason in stop.question.empties and not isinstance(stop.control, Show)
            return raw if allowed else Problem(REQUIRED, f"'{raw.reason}' is not allowed here", _place(name))
        answer = answer_of(stop.control, _typed(stop.control, raw))
        if isinstance(answer, Problem):
            return answer.at(_place(name))
        if not isinstance(answer, tuple) and str(answer) in map(str, self.instrument.missing.values()):
            return Problem(
                IS_MISSING_CODE, f"{answer} is the code of an empty answer", _place(name), IS_MISSING_CODE.mend
            )
        return answer

    def _closed(self, name: str) -> Problem:
        return Problem(CLOSED, "the interview is completed", _place(name), CLOSED.mend)

    def _done(self, act: Act, changed: Iterable[str] = ()) -> Step:
        after = replace(self, interview=self.interview.after(act))
        return Step(after.redecided(changed) if changed else after, (act,))

    def redecided(self, changed: Iterable[str]) -> "Session":
        """The session with route, values and checks brought up to date after changes, and what depends on them."""
        plan, values, off = self.plan, dict(self.values), set(self.off)
        checks: set[str] = set()
        waiting = [(plan.order[name], name) for name in changed]
        waiting.sort()
        seen = {name for _, name in waiting}
        while waiting:
            _, name = heappop(waiting)
            before = (values.get(name), name in off)
            values[name], asked = _value(plan.steps[name], self.interview.answers, values)
            (off.discard if asked else off.add)(name)
            checks.update(plan.rules_of.get(name, ()), plan.ruled.get(name, ()))
            if (values[name], not asked) != before:
                for reader in plan.readers.get(name, ()):
                    if reader not in seen:
                        seen.add(reader)
                        heappush(waiting, (plan.order[reader], reader))
        failing = self.failing - checks | {c for c in checks if _broken(plan, c, values, off)}
        return Session(plan, self.interview, values, frozenset(off), failing)

    def _open(self, check: str) -> Open:
        rule = self.plan.rules[check]
        accepted = self.interview.accepted.get(check)
        message = rule.check.message.into(self.language)
        severity: Literal["error", "warning"] = "error" if rule.check.severity == "hard" else "warning"
        hint = f"{check}: {rule.check.rule}"
        problem = Problem(BROKEN, message, _place(rule.question), hint, severity)
        return Open(check, rule.check.severity, rule.check.message, problem, accepted.remark if accepted else None)


def started(instrument: Instrument, register: Mapping[str, Value], language: str = "") -> Started:
    """The act that begins an interview."""
    return Started(instrument.fingerprint, language or instrument.languages[0], dict(register))


def _value(stop: Stop, answers: Mapping[str, Answer], values: Mapping[str, object]) -> tuple[object, bool]:
    """What expressions read of a question or computed variable, and whether it is asked."""
    decided = stop.condition.value(values) if stop.condition else True
    if stop.question is None:
        return (int(decided) if isinstance(decided, bool) else decided), False
    if decided or (decided is None and stop.question.when_unknown == "ask"):
        return answers.get(stop.name), True
    implied = stop.question.otherwise if decided is False else None
    return (Empty(NOT_ASKED) if implied is None else implied), False


def _broken(plan: Plan, check: str, values: Mapping[str, object], off: set[str]) -> bool:
    """Whether a check is false: unknown neither passes nor fails, and who is not asked breaks nothing."""
    rule = plan.rules[check]
    return rule.question not in off and rule.condition.value(values) is False


def _typed(control: Control, raw: Value | tuple[Value, ...]) -> str:
    if isinstance(raw, tuple):
        return " ".join(map(str, raw)) or "-"
    if isinstance(control, Choose) and isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw if isinstance(raw, str) else format(raw, ".15g")


def _same(answer: Answer, was: Answer | None) -> bool:
    return type(answer) is type(was) and answer == was


def _asked(stop: Stop) -> tuple[Section, Question, Control]:
    if stop.section is None or stop.question is None or stop.control is None:
        msg = f"'{stop.name}' is computed, not asked"
        raise KeyError(msg)
    return stop.section, stop.question, stop.control


def _place(name: str) -> Place:
    return Place(variable=name)
