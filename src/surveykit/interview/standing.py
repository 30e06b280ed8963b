"""The standing of an interview: what is asked now, what is wrong with it, and what stands in the way of its end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from surveykit.instrument.control import Choose, Control, Rank, Show
from surveykit.instrument.extent import Level
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.interview.interview import Interview, Status
from surveykit.interview.plan import Plan
from surveykit.interview.plan import Step as Stop
from surveykit.interview.refusals import APART, BROKEN, INCOMPLETE, NOT_OFFERED, QUOTA_FULL, REQUIRED, UNANSWERED
from surveykit.interview.rows import RowView, of_row, parted
from surveykit.interview.shown import Filler, in_order, offered, walked
from surveykit.missing import Answer, Empty, Value
from surveykit.problems import Place, Problem, listed
from surveykit.text import Text

OFFERED = "offered"  # the check that an answer is still among the choices, which every question of choices has
OF_THE_ROWS = ("questions",)  # what holds as long as rosters have the same rows
OF_THE_ROUTE = (*OF_THE_ROWS, "route", "places", "_answerable")  # what holds as long as the same questions are asked
Archive = Callable[[Value, Value], Mapping[str, Value]]
"""What a unit answered in a round: from its key and the round to values by variable; nothing where it was not in it."""


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
    """One question as a screen shows it: filled with earlier answers, its choices chosen and in order."""

    question: Question
    control: Control
    section: Section
    first: bool  # of its section, or of its row of a roster, on the route
    answer: Answer | None
    problems: tuple[Open, ...]
    remark: str
    empties: tuple[str, ...]
    stem: Text  # the wording above the first line of a battery that is asked; none on the others
    context: Text  # the same wording on the others
    suggested: Answer | None = None  # what stands typed before anything is answered


@dataclass(frozen=True, slots=True)
class Around:
    """What a session knows of other interviews."""

    archive: Archive | None = None  # the answers of earlier rounds
    last_saved: Mapping[str, Answer] = field(default_factory=dict)  # by question, in the interview before
    completed: Mapping[str, int] = field(default_factory=dict)  # by quota: the interviews completed already
    cases: Mapping[str, Mapping[str, object]] = field(default_factory=dict)  # what expressions read, by other case


@dataclass(frozen=True)
class Standing:
    """An instrument and an interview: everything that can be seen of it. A question of a roster is named `share.2`."""

    plan: Plan
    interview: Interview
    values: Mapping[str, object] = field(repr=False)  # what expressions read: answers, else values, computed ones
    off: frozenset[str] = field(repr=False)  # the questions that are not asked now
    failing: frozenset[str] = frozenset()  # the checks broken now, accepted or not
    around: Around = field(default_factory=Around, repr=False)

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

    @property
    def shut(self) -> bool:
        """Whether no answer can be given: it is completed."""
        return self.interview.shut

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """Every question there is now, asked or not, in the order of this interview; those of rosters row by row."""
        return walked(self.plan, self.values, self.interview.seed)

    @cached_property
    def route(self) -> tuple[str, ...]:
        """The questions asked now, in order, notes among them."""
        return tuple(name for name in self.questions if name not in self.off)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each question on the route."""
        return {name: place for place, name in enumerate(self.route)}

    @cached_property
    def _answerable(self) -> tuple[str, ...]:
        """The route without notes."""
        notes = self.plan.notes
        return tuple(n for n in self.route if n.partition(".")[0] not in notes) if notes else self.route

    @cached_property
    def _unanswered(self) -> tuple[str, ...]:
        answers = self.interview.answers
        return tuple(name for name in self._answerable if name not in answers)

    @cached_property
    def parked(self) -> tuple[str, ...]:
        """Questions that are answered and not asked any more; the answers come back when the route does."""
        gone = (name for name in self.interview.answers if name not in self.values)
        return (*(name for name in self.questions if name in self.off and name in self.interview.answers), *gone)

    def _follows(self, name: str, thing: Callable[[Stop], str]) -> bool:
        """Whether the question before it on the route is of the same section or battery, and of the same row."""
        place = self.places.get(name, 0)
        before = self.route[place - 1] if place else ""
        alike = before and thing(self.stop(before)) == thing(self.stop(name))
        return bool(alike) and parted(before)[1] == parted(name)[1]

    def stop(self, name: str) -> Stop:
        """The step of the plan a question is an instance of.

        Raises:
            KeyError: there is none.
        """
        return self.plan.steps[name.partition(".")[0]]

    def seen(self, row: str) -> Mapping[str, object]:
        """The values as a row of a roster sees them; "" is the case."""
        return RowView(self.values, self.plan.levels, self.plan.chains, row) if self.plan.chains else self.values

    def item(self, name: str) -> Item:
        """A question as a screen shows it."""
        stop, row = self.stop(name), parted(name)[1]
        section, question, control = _asked(stop)
        values, filler = self.seen(row), Filler(self.plan, self.language)
        control = in_order(offered(self.plan, stop, values) or control, question, self.interview.seed)
        empties = () if question.required is True or isinstance(control, Show) else question.empties
        answer = self.interview.answers.get(name)
        stem = filler.text(question.stem, values, stop.level)
        later = bool(question.made_by) and self._follows(name, _battery_of)
        return Item(
            filler.question(question, values, stop.level),
            filler.options(control, values, stop.level),
            filler.section(section, values, row),
            not self._follows(name, _section_of),
            answer,
            self.open(name),
            self.interview.remarks.get(name, ""),
            empties,
            Text() if later else stem,
            stem if later else Text(),
            self._suggested(stop, values) if answer is None else None,
        )

    def _suggested(self, stop: Stop, values: Mapping[str, object]) -> Answer | None:
        """What stands typed before anything is answered: the answer before, or the default."""
        if stop.question is not None and stop.question.last_saved and stop.name in self.around.last_saved:
            return self.around.last_saved[stop.name]
        value = stop.default.value(values) if stop.default else None
        return int(value) if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()) else value

    def open(self, name: str) -> tuple[Open, ...]:
        """The checks of a question that are broken now."""
        template, row = parted(name)
        checks = [of_row(check, row) for check in self.plan.rules_of.get(template, ())]
        return (*self._stale(name), *(self._open(check) for check in checks if check in self.failing))

    def unanswered(self) -> tuple[str, ...]:
        """The questions asked now that have no answer yet, notes aside."""
        return self._unanswered

    def progress(self) -> tuple[int, int]:
        """How many of the questions asked now are answered, and how many there are."""
        return len(self._answerable) - len(self._unanswered), len(self._answerable)

    def obstacles(self) -> Iterator[Problem]:
        """What stands in the way of completing the interview: errors block it, warnings are told first."""
        completion = self.instrument.completion
        for name in self.route:
            question = self.stop(name).question
            if question and question.required is True and isinstance(self.interview.answers.get(name), Empty):
                yield Problem(REQUIRED, f"'{name}' must have a value", place_of(name), REQUIRED.mend)
            for found in self.open(name):
                if found.severity == "hard":
                    yield found.problem
                elif found.accepted is None:
                    yield from _at(completion.soft, found.problem)
        if unanswered := self.unanswered():
            what = f"{len(unanswered)} unanswered: {listed(unanswered)}"
            yield from _at(completion.unanswered, Problem(UNANSWERED, what, place_of(unanswered[0]), UNANSWERED.mend))
        for rule in completion.rules:
            if self.plan.completion[rule.id].value(self.seen("")) is False:
                what = self._filled(rule.message, "") or rule.rule
                yield from _at(rule.level, Problem(INCOMPLETE, what, place_of(rule.id), rule.rule))
        yield from self.full()
        yield from self.apart()

    def full(self) -> Iterator[Problem]:
        """The quotas this interview belongs to that are full already."""
        for quota in self.instrument.quotas:
            counted = self.around.completed.get(quota.id, 0)
            if counted >= quota.most and self.plan.quotas[quota.id].value(self.seen("")) is True:
                what = self._filled(quota.message, "") or f"{counted} of {quota.most} for '{quota.id}' are completed"
                yield from _at(quota.when_full, Problem(QUOTA_FULL, what, place_of(quota.id), QUOTA_FULL.mend))

    def apart(self) -> Iterator[Problem]:
        """The rules broken about the cases that belong together with this one; never more than a warning."""
        mine = self.seen("")
        for rule in self.plan.together:
            value = mine.get(rule.by)
            if value is None or isinstance(value, Empty):
                continue
            others = {case: seen for case, seen in self.around.cases.items() if seen.get(rule.by) == value}
            if rule.value([mine, *others.values()]) is False:
                said = self._filled(rule.check.message, "") or rule.check.rule
                beside = f" ({listed(list(others))})" if others else ""
                what = f"{rule.by} {value}: {said}{beside}"
                yield Problem(APART, what, place_of(rule.check.id), APART.mend, "warning")

    def _filled(self, text: Text, row: str, level: str = "") -> str:
        return Filler(self.plan, self.language).text(text, self.seen(row), level).into(self.language)

    def _stale(self, name: str) -> Iterator[Open]:
        """That an answer is not among the choices any more, since another one has changed."""
        template, row = parted(name)
        answer = self.interview.answers.get(name)
        if answer is None or isinstance(answer, Empty) or template not in self.plan.cascades:
            return
        stop = self.stop(name)
        control = offered(self.plan, stop, self.seen(row))
        if control is stop.control or not isinstance(control, Choose | Rank):
            return
        gone = {*(answer if isinstance(answer, tuple) else (answer,))} - {option.value for option in control.options}
        if gone:
            what = f"{listed(sorted(gone, key=str))} is not among the choices any more"
            yield Open(OFFERED, "hard", Text(what), Problem(NOT_OFFERED, what, place_of(name), NOT_OFFERED.mend))

    def _open(self, check: str) -> Open:
        template, row = parted(check)
        rule = self.plan.rules[template]
        accepted = self.interview.accepted.get(check)
        level = self.plan.steps[rule.question].level
        message = self._filled(rule.check.message, row, level)
        severity: Literal["error", "warning"] = "error" if rule.check.severity == "hard" else "warning"
        hint = f"{check}: {rule.check.rule}"
        problem = Problem(BROKEN, message, place_of(of_row(rule.question, row)), hint, severity)
        told = accepted.remark if accepted else None
        return Open(check, rule.check.severity, Text(message), problem, told)


def _at(level: Level, problem: Problem) -> Iterator[Problem]:
    """A problem as loud as the instrument wants it."""
    if level != "ignore":
        yield replace(problem, severity="error" if level == "block" else "warning")


def _asked(stop: Stop) -> tuple[Section, Question, Control]:
    if stop.section is None or stop.question is None or stop.control is None:
        msg = f"'{stop.name}' is computed, not asked"
        raise KeyError(msg)
    return stop.section, stop.question, stop.control


def _section_of(stop: Stop) -> str:
    return stop.section.id if stop.section is not None else ""


def _battery_of(stop: Stop) -> str:
    return stop.question.made_by if stop.question is not None else ""


def place_of(name: str) -> Place:
    """Where a problem with a question stands."""
    return Place(variable=name)
