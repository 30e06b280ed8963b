"""A respondent by chance: answers one interview question by question, as the routing leads and the checks allow."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from surveykit.instrument.control import Clock, Control, Date, Number, Show, Write
from surveykit.instrument.extent import CompletionRule
from surveykit.instrument.instrument import Registered
from surveykit.instrument.register import control_of
from surveykit.instrument.typed import answer_of
from surveykit.interview.events import Act
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session, Step, started
from surveykit.interview.shown import offered
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.draw import EVENLY, drawn
from surveykit.interview.simulate.laws import Laws, Sum
from surveykit.interview.simulate.measure import decimals_of, measure_of
from surveykit.interview.simulate.search import Search
from surveykit.interview.simulate.weights import Weights, Wish
from surveykit.interview.standing import Around
from surveykit.missing import Empty, Value
from surveykit.problems import Problem

DRAWS = 8
"""So often an answer is drawn before it is searched for."""
PATIENT = 4
"""So often earlier answers are taken back before all numbers of a range are gone through."""
SCANS = 3
"""So often in an interview all numbers of a range are gone through."""
STEPS_BACK = 60
"""So often earlier answers of one interview are taken back."""
CARELESS = 0.1
"""How often the first draw for a part of a sum does not look at the others."""
REMARK = "simulated"
FEW_ROWS = Wish(low=0, high=4)
"""How a number is drawn that says how many rows a roster has, where nothing is wished."""


@dataclass(slots=True)
class Stuck(Exception):  # noqa: N818 - it is no error: the interview is begun again
    """No answer was found: the question, and the checks that stood in the way."""

    question: str
    checks: tuple[str, ...]


@dataclass(slots=True)
class Respondent:
    """One who answers one interview.

    `given` are answers and values of the register that are set, such as the round; `refused` counts, check by check,
    what was tried and refused. `last` says that the interview is not begun again with another register, where the
    register leaves a question no way but to stay empty.
    """

    plan: Plan
    laws: Laws
    weights: Weights
    chance: Chance
    around: Around = field(default_factory=Around)
    given: Mapping[str, Value] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    last: bool = True
    _back: int = 0
    _scans: int = 0
    _order: tuple[str, ...] = ()
    _at: int = 0
    _refused: set[str] = field(default_factory=set)  # what was to be set and cannot be

    def held(self, case: str) -> Session:
        """The whole interview, completed.

        Raises:
            Stuck: a question has no answer that breaks no hard check.
        """
        register = dict(self._register())
        act = started(self.plan.instrument, register, seed=1 + self.chance.below(2**31 - 1))
        self.acts.append(act)
        session = Session.begin(self.plan, Interview(case).after(act), self.around)
        session = self._after(session.recall())
        while (name := self._next(session)) is not None:
            session = self._answered(session, name)
        return self._completed(session)

    def _next(self, session: Session) -> str | None:
        """The first question that waits for an answer; looked for from the last one on, then from the beginning."""
        if self.plan.chains or not self._order:
            self._order = session.questions
        answers, off, begin = session.interview.answers, session.off, self._at
        for place in (*range(begin, len(self._order)), *range(min(begin, len(self._order)))):
            name: str = self._order[place]
            if name not in answers and name not in off and self._asks(name):
                self._at = place
                return name
        return None

    def _register(self) -> Iterator[tuple[str, Value]]:
        for column in self.plan.instrument.registered:
            if column.id in self.given:
                yield column.id, self.given[column.id]
                continue
            control = control_of(self.plan.instrument, column)
            wish = self.weights.wishes.get(column.id) or _of_register(column)
            found = answer_of(control, drawn(control, self.chance, wish, self.laws.cuts.get(column.id, ())))
            if not isinstance(found, Problem | tuple):
                yield column.id, found

    def _answered(self, session: Session, name: str) -> Session:
        """The session after one more answer; or after one fewer, where an earlier one leaves no way."""
        template = parted(name)[0]
        if template in self.given and name not in self._refused:
            step = session.answer(name, self.given[template])
            if not step.problems and self._sound(session, step.session, soft=False):
                return self._after(step)
            self._refused.add(name)
        empty = self._empty(session, name)
        if empty is not None:
            step = session.answer(name, empty)
            if not step.problems and self._sound(session, step.session, soft=False):
                return self._after(step)
        found = self._drawn(session, name) or self._searched(session, name)
        if found is not None:
            return self._after(found)
        checks, earlier = self._behind(session, name)
        question = session.stop(name).question
        if question and question.required is True and (not earlier or self._back > PATIENT):
            found = self._searched(session, name, thorough=True)
        return self._after(found) if found is not None else self._stepped_back(session, name, checks, earlier)

    def _after(self, step: Step) -> Session:
        self.acts += step.acts
        return step.session

    def _empty(self, session: Session, name: str) -> Empty | None:
        """An empty answer, by the share of each reason, where it is allowed."""
        question = session.stop(name).question
        if question is None or question.required is True:
            return None
        wish = self.weights.wishes.get(question.id)
        shares = self.weights.empties if wish is None or wish.empties is None else wish.empties
        left = self.chance.unit()
        for reason in question.empties:
            left -= shares.get(reason, 0.0)
            if left < 0:
                return Empty(reason)
        return None

    def _control(self, session: Session, name: str) -> Control:
        stop = session.stop(name)
        return offered(self.plan, stop, session.seen(parted(name)[1])) or stop.control or Show()

    def _drawn(self, session: Session, name: str) -> Step | None:
        """An answer as it is drawn, if one comes soon that breaks nothing."""
        template = parted(name)[0]
        control, cuts = self._control(session, name), self.laws.cuts.get(template, ())
        wish = self._wish(template)
        heeds, shares = not self.chance.says(self.weights.soft), not self.chance.says(CARELESS)
        for _ in range(DRAWS):
            raw = self._piece(session, name, control) if shares else ""
            raw, shares = raw or self._word(template, control) or drawn(control, self.chance, wish, cuts), True
            if not raw:
                return None
            step = session.answer(name, raw)
            self._note(step)
            if not step.problems and step.acts and self._sound(session, step.session, soft=heeds):
                return step
        return None

    def _word(self, template: str, control: Control) -> str:
        """A word that some rule compares the answer with, in half of the answers for which nothing is wished."""
        words = self.laws.words.get(template, ()) if isinstance(control, Write) else ()
        return (
            self.chance.pick(words) if words and template not in self.weights.wishes and self.chance.says(0.5) else ""
        )

    def _searched(self, session: Session, name: str, *, thorough: bool = False) -> Step | None:
        """An answer that is searched for: one that breaks no check at all, or else no hard one."""
        self._scans += thorough
        if self._scans > SCANS and thorough:
            return None
        control, wish = self._control(session, name), self._wish(parted(name)[0])
        for soft in (False,) if thorough else (True, False):
            search = Search(self.laws, session, name, control, partial(self._sound, session, soft=soft), thorough)
            raw = search.found(self.chance, wish)
            step = session.answer(name, raw) if raw is not None else None
            if step is not None and not step.problems:
                return step
        return None

    def _behind(self, session: Session, name: str) -> tuple[tuple[str, ...], list[str]]:
        """The hard checks that may stand in the way of an answer, and the earlier answers they rest on."""
        template, rules = parted(name)[0], self.plan.rules
        checks = tuple(check for check in self.laws.affected(template) if rules[check].check.severity == "hard")
        read = {name for check in checks for name in self.plan.behind(check)} | {*self.laws.sources(template)}
        answers = session.interview.answers
        earlier = [n for n in answers if parted(n)[0] in read - {*self.given} and n not in session.off and n != name]
        return checks, earlier

    def _stepped_back(self, session: Session, name: str, checks: tuple[str, ...], earlier: Sequence[str]) -> Session:
        """The session without an earlier answer that stands in the way; an empty answer where there is none."""
        self._back += 1
        known = {column.id for column in self.plan.instrument.registered} - {*self.given}
        if not earlier and not self.last and any(known & {*self.plan.rules[c].condition.reads} for c in checks):
            raise Stuck(name, checks)
        if not earlier or self._back > STEPS_BACK:
            question = session.stop(name).question
            for reason in question.empties if question and question.required is not True else ():
                step = session.answer(name, Empty(reason))
                if not step.problems and self._sound(session, step.session, soft=False):
                    return self._after(step)
            raise Stuck(name, checks)
        return self._cleared(session, self.chance.pick(earlier))

    def _cleared(self, session: Session, name: str) -> Session:
        """The session without an answer, nor those that were chosen by it."""
        session, self._at = self._after(session.clear(name, REMARK)), 0
        for other in tuple(session.interview.answers):
            if parted(name)[0] in self.laws.sources(parted(other)[0]):
                session = self._cleared(session, other)
        return session

    def _sound(self, before: Session, after: Session, *, soft: bool) -> bool:
        """Whether no hard check is broken, nor, where these are heeded, a soft one that was not broken before."""
        for check in self._broken(after):
            severity = self.plan.rules[parted(check)[0]].check.severity
            if severity == "hard" or (soft and check not in self._broken(before)):
                return False
        return not any(self._open_end(rule, after) for rule in self.plan.instrument.completion.rules)

    def _broken(self, session: Session) -> set[str]:
        """The checks broken now, but for those that only wait for an answer."""
        hasty = {check for check in session.failing if parted(check)[0] in self.laws.hasty}
        waiting = {check for check in hasty if self._waits(session, self.laws.behind(parted(check)[0]), check)}
        return {*session.failing} - waiting

    def _open_end(self, rule: CompletionRule, session: Session) -> bool:
        """Whether a rule of completion will block the end: it is false, and all it reads is answered."""
        condition = self.plan.completion[rule.id]
        if rule.level != "block" or condition.value(session.seen("")) is not False:
            return False
        return not self._waits(session, condition.reads, "")

    def _waits(self, session: Session, reads: Sequence[str], check: str) -> bool:
        """Whether an answer that is read is asked and still to come, in the row of the check or in any row."""
        template, row = parted(check)
        level = self.plan.steps[self.plan.rules[template].question].level if check else ""
        answers, off = session.interview.answers, session.off
        for name in reads:
            there = self.plan.levels.get(name, "")
            names = [of_row(name, row if there else "")]
            if there not in ("", level):
                names = [other for other in session.route if parted(other)[0] == name]
            if any(n in session.values and n not in off and n not in answers and self._asks(n) for n in names):
                return True
        return False

    def _asks(self, name: str) -> bool:
        step = self.plan.steps.get(parted(name)[0])
        return step is not None and step.question is not None and not isinstance(step.control, Show)

    def _wish(self, template: str) -> Wish:
        wish = self.weights.wishes.get(template)
        if wish is not None:
            return wish
        return FEW_ROWS if template in self.laws.counts else EVENLY

    def _note(self, step: Step) -> None:
        """Count the hard checks that an answer breaks: those that refuse it, and those of other questions."""
        checks = {problem.hint.partition(":")[0] for problem in step.problems} | step.session.failing
        for check in {parted(check)[0] for check in checks} & self.plan.rules.keys():
            if self.plan.rules[check].check.severity == "hard":
                self.refused[check] = self.refused.get(check, 0) + 1

    def _piece(self, session: Session, name: str, control: Control) -> str:
        """A part of what is left of a sum to which the answer belongs; "" where it belongs to none."""
        if not isinstance(control, Number | Clock | Date):
            return ""
        for law in self.laws.sums.get(parted(name)[0], ()):
            left = self._left(session, law, name)
            if left is None:
                continue
            rest, others = left
            if others or not law.exact:
                mine, theirs = self._size(name), sum(map(self._size, others))
                rest *= mine / (mine + theirs + (0.0 if law.exact else self._size(name)))
            scale = 10.0 ** decimals_of(control)
            whole = math.floor(rest * scale + 1e-6) / scale if others or not law.exact else rest
            return f"{whole:.{decimals_of(control)}f}"
        return ""

    def _size(self, name: str) -> float:
        """How large one part is beside the others: as it is wished for, else as where a stick is broken evenly."""
        wish = self.weights.wishes.get(parted(name)[0])
        if wish is not None and wish.mean:
            return abs(self.chance.bell(wish.mean, wish.sd)) or wish.mean
        return -math.log(1 - self.chance.unit()) or 1e-9

    def _left(self, session: Session, law: Sum, name: str) -> tuple[float, list[str]] | None:
        """What is left of a total, and the other answers that wait for a part; None where it is not known."""
        row = parted(name)[1]
        level = self.plan.steps[law.question].level
        here = row if level else ""
        total = measure_of(law.total(session.seen(here)))
        if total is None:
            return None
        members = [n for n in session.route if parted(n)[0] in law.names and _within(parted(n)[1], here)]
        waiting = [n for n in members if n not in session.interview.answers and n != name]
        for member in members:
            said = session.interview.answers.get(member)
            if isinstance(said, Empty) and law.strict:
                return None
            total -= measure_of(said) or 0.0
        return total, waiting

    def _completed(self, session: Session) -> Session:
        """The interview closed: soft checks that are broken are accepted first."""
        for name in session.route:
            for found in session.open(name):
                if found.severity == "soft" and found.accepted is None:
                    session = self._after(session.accept(name, found.check, REMARK))
        step = session.complete(despite=True)
        if step.problems:
            problem = next(p for p in step.problems if p.severity == "error")
            raise Stuck(problem.place.variable or "", (problem.hint.partition(":")[0],))
        return self._after(step)


def _of_register(column: Registered) -> Wish:
    """How values of the register are spread by themselves: weights about 1; what says that a case is made up, 1."""
    if column.role == "weight":
        return Wish(low=0.5, high=2.0)
    return Wish(values={1: 1.0}) if column.id == "synthetic" else EVENLY


def _within(row: str, above: str) -> bool:
    return not above or row == above or row.startswith(f"{above}.")
