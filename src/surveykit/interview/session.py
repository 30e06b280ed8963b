"""The session: what is asked now, given the instrument and what was answered; pure, so every screen drives the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from surveykit.expr.syntax import PREVIOUS
from surveykit.instrument.control import Choose, Control, Show
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.typed import answer_of
from surveykit.interview.decide import Decisions
from surveykit.interview.events import (
    Accepted,
    Act,
    Answered,
    Cleared,
    Completed,
    Recalled,
    Redone,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
    Undone,
)
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.refusals import (
    CLOSED,
    IS_MISSING_CODE,
    NEEDS_REASON,
    NOT_ACCEPTABLE,
    OFF_ROUTE,
    REMARK_EMPTY,
    REQUIRED,
)
from surveykit.interview.rows import of_row, parted
from surveykit.interview.shown import offered
from surveykit.interview.standing import OF_THE_ROUTE, OF_THE_ROWS, Around, Standing, place_of
from surveykit.missing import Answer, Empty, Value
from surveykit.problems import Problem


@dataclass(frozen=True, slots=True)
class Step:
    """What an act led to: the session after it, the acts to be stored, and the problems with what was tried."""

    session: "Session"
    acts: tuple[Act, ...] = ()
    problems: tuple[Problem, ...] = ()

    def then(self, verb: "Callable[[Session], Step]") -> "Step":
        """What one more verb leads to after this step."""
        after = verb(self.session)
        return Step(after.session, (*self.acts, *after.acts), (*self.problems, *after.problems))


@dataclass(frozen=True)
class Session(Standing):
    """An interview that goes on. Every verb gives a new session with the acts that lead to it.

    A question of a roster is named with its row: `share.2`.
    """

    @classmethod
    def begin(cls, instrument: Instrument | Plan, interview: Interview, around: Around | None = None) -> "Session":
        """The session of an interview, begun or resumed."""
        plan = instrument if isinstance(instrument, Plan) else plan_of(instrument)
        known = {"case": interview.id, **interview.register}
        known.update({f"{PREVIOUS}{name}": value for name, value in interview.previous.items()})
        blank = cls(plan, interview, known, frozenset(), around=around or Around())
        return blank.redecided(None)

    def answer(self, name: str, raw: Answer, reason: str = "") -> Step:
        """Answer a question with what was typed, or with an empty answer; `reason` says why a stored one is changed.

        What cannot be an answer, or breaks a hard check of the question, is refused: the session stays as it is.
        """
        answer = self._answer(name, raw)
        if isinstance(answer, Problem):
            return Step(self, problems=(answer,))
        was = self.interview.answers.get(name)
        if _same(answer, was) and self.status == "open":
            return Step(self)
        if self._reason_wanted(answer, was) and not reason.strip():
            return Step(self, problems=(_needs_reason(name),))
        step = self._done(Answered(name, answer, was, reason.strip()), changed=[name])
        hard = tuple(found.problem for found in step.session.open(name) if found.severity == "hard")
        if hard:
            return Step(self, problems=hard)
        rounds = self.instrument.rounds
        return step.then(Session.recall) if rounds and name in (rounds.key, rounds.variable) else step

    def clear(self, name: str, reason: str = "") -> Step:
        """Take an answer back."""
        was = self.interview.answers.get(name)
        if self.shut:
            return Step(self, problems=(self._closed(name),))
        if was is not None and self._reason_wanted(None, was) and not reason.strip():
            return Step(self, problems=(_needs_reason(name),))
        return Step(self) if was is None else self._done(Cleared(name, was, reason.strip()), changed=[name])

    def undo(self, reason: str = "") -> Step:
        """Take the last change of an answer back, wherever it was; nothing to do where none is left."""
        change = self.interview.done
        if change is None:
            return Step(self)
        return self._turned(Undone(change.question, change.was, change.answer, reason.strip()))

    def redo(self, reason: str = "") -> Step:
        """Make the change again that was taken back last; nothing to do where none was, or an answer came since."""
        change = self.interview.undone
        if change is None:
            return Step(self)
        return self._turned(Redone(change.question, change.answer, change.was, reason.strip()))

    def recall(self) -> Step:
        """Take over what the unit answered in the round before, where its key and round are known by now."""
        rounds, archive = self.instrument.rounds, self.around.archive
        if rounds is None or archive is None:
            return Step(self)
        key, before = self.values.get(rounds.key), rounds.before(self.values.get(rounds.variable))
        known = isinstance(key, int | float | str) and before is not None
        previous = dict(archive(key, before)) if known else {}  # type: ignore[arg-type]
        if previous == dict(self.interview.previous):
            return Step(self)
        after = self._done(Recalled(previous)).session
        names = {f"{PREVIOUS}{name}" for name in (*previous, *self.interview.previous)}
        values = {name: value for name, value in self.values.items() if name not in names}
        values.update({f"{PREVIOUS}{name}": value for name, value in previous.items()})
        return Step(replace(after, values=values).redecided((), names), (Recalled(previous),))

    def accept(self, name: str, check: str, remark: str) -> Step:
        """Accept a soft check that is broken, saying why; it holds until an answer behind it changes."""
        found = next((found for found in self.open(name) if found.check == check), None)
        if self.shut:
            return Step(self, problems=(self._closed(name),))
        if found is None or found.severity == "hard":
            what = f"'{check}' is no soft check of '{name}' that is broken"
            return Step(self, problems=(Problem(NOT_ACCEPTABLE, what, place_of(name), NOT_ACCEPTABLE.mend),))
        if not remark.strip():
            return Step(self, problems=(Problem(REMARK_EMPTY, "no remark was written", place_of(name)),))
        rule, row = parted(check)
        level = self.stop(name).level
        behind = (n if self.plan.levels.get(n) != level else of_row(n, row) for n in self.plan.behind(rule))
        return self._done(Accepted(name, check, tuple(behind), remark.strip()))

    def remark(self, name: str, text: str) -> Step:
        """Write a remark on a question, or on the whole interview where the name is ""."""
        return self._done(Remarked(name, text.strip()))

    def speak(self, language: str) -> Step:
        """Go on in another language."""
        return self._done(Spoke(language))

    def suspend(self, name: str) -> Step:
        """Leave the interview, to be taken up again at a question; a completed one stays completed."""
        return Step(self) if self.shut else self._done(Suspended(name))

    def reopen(self) -> Step:
        """Open a completed interview again; nothing to do where it is open."""
        return self._done(Reopened()) if self.shut else Step(self)

    def complete(self, *, despite: bool = False) -> Step:
        """Close the interview; refused with every reason where it is not sound.

        Where all there is are warnings, they are given back, and `despite` closes it all the same.
        """
        problems = tuple(self.obstacles())
        if any(problem.severity == "error" for problem in problems) or (problems and not despite):
            return Step(self, problems=problems)
        return self._done(Completed(tuple(dict.fromkeys(_named(problem) for problem in problems))))

    def redecided(self, changed: Iterable[str] | None, recalled: Iterable[str] = ()) -> "Session":
        """The session with route, values and checks brought up to date after changes, and what depends on them.

        Args:
            changed: the questions answered anew; None decides everything.
            recalled: the names of values that come from elsewhere, such as those of the round before.
        """
        decisions = Decisions(self.plan, self.interview.answers, dict(self.values), set(self.off), set(self.failing))
        if changed is None:
            decisions.begin()
        else:
            decisions.follow(changed)
        if recalled:
            decisions.recall(recalled)
        failing = frozenset(decisions.failing)
        off = frozenset(decisions.off) if decisions.rerouted else self.off
        after = Session(self.plan, self.interview, decisions.values, off, failing, self.around)
        if changed is None or decisions.recounted:
            return after
        return after.taking(self, OF_THE_ROWS if decisions.rerouted else OF_THE_ROUTE)

    def taking(self, other: "Session", names: Iterable[str]) -> "Session":
        """The session itself, which takes over what another one has found out that holds for this one too."""
        self.__dict__.update({name: other.__dict__[name] for name in names if name in other.__dict__})
        return self

    def _turned(self, act: Undone | Redone) -> Step:
        """An answer set back or forth, if the interview is open and the reason is given where one is asked for."""
        if self.shut:
            return Step(self, problems=(self._closed(act.question),))
        if act.was is not None and self._reason_wanted(act.answer, act.was) and not act.reason:
            return Step(self, problems=(_needs_reason(act.question),))
        step, rounds = self._done(act, changed=[act.question]), self.instrument.rounds
        return step.then(Session.recall) if rounds and act.question in (rounds.key, rounds.variable) else step

    def _answer(self, name: str, raw: Answer) -> Answer | Problem:
        """What was typed as an answer, or the problem with it."""
        if self.shut:
            return self._closed(name)
        template, row = parted(name)
        stop = self.plan.steps.get(template)
        asked = name in self.values and name not in self.off
        if stop is None or stop.question is None or stop.control is None or not asked:
            return Problem(OFF_ROUTE, f"'{name}' is not asked here", place_of(name), OFF_ROUTE.mend)
        if isinstance(raw, Empty):
            if stop.question.required is True:
                return Problem(REQUIRED, "an empty answer is not allowed here", place_of(name), REQUIRED.mend)
            allowed = raw.reason in stop.question.empties and not isinstance(stop.control, Show)
            return raw if allowed else Problem(REQUIRED, f"'{raw.reason}' is not allowed here", place_of(name))
        control = offered(self.plan, stop, self.seen(row)) or stop.control
        answer = answer_of(control, _typed(control, raw))
        if isinstance(answer, Problem):
            return answer.at(place_of(name))
        if not isinstance(answer, tuple) and str(answer) in map(str, self.instrument.missing.values()):
            return Problem(
                IS_MISSING_CODE, f"{answer} is the code of an empty answer", place_of(name), IS_MISSING_CODE.mend
            )
        return answer

    def _reason_wanted(self, answer: Answer | None, was: Answer | None) -> bool:
        if was is None or (answer is not None and _same(answer, was)):
            return False
        when = self.instrument.reason_for_change
        return when == "always" or (when == "after_completion" and self.interview.closed)

    def _closed(self, name: str) -> Problem:
        return Problem(CLOSED, "the interview is completed", place_of(name), CLOSED.mend)

    def _done(self, act: Act, changed: Iterable[str] = ()) -> Step:
        after = replace(self, interview=self.interview.after(act)).taking(self, OF_THE_ROUTE)
        return Step(after.redecided(changed) if changed else after, (act,))


def started(instrument: Instrument, register: Mapping[str, Value], language: str = "", seed: int = 0) -> Started:
    """The act that begins an interview; the seed shuffles what is shown in random order."""
    return Started(instrument.fingerprint, language or instrument.languages[0], dict(register), seed)


def _named(problem: Problem) -> str:
    """What was passed over, in few words: the rule and what it was broken by."""
    return f"{problem.rule.code} {problem.place.variable or ''}".strip()


def _needs_reason(name: str) -> Problem:
    return Problem(NEEDS_REASON, "the answer was stored before", place_of(name), NEEDS_REASON.mend)


def _typed(control: Control, raw: Value | tuple[Value, ...]) -> str:
    if isinstance(raw, tuple):
        return " ".join(map(str, raw)) or "-"
    if isinstance(control, Choose) and isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw if isinstance(raw, str) else format(raw, ".15g")


def _same(answer: Answer, was: Answer | None) -> bool:
    return type(answer) is type(was) and answer == was
