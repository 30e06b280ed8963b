"""The routing chart: boxes of questions in order, and the arrows between them, before any drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from surveykit.instrument.control import Choose
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.missing import Value
from surveykit.reports.paper.marks import specifies
from surveykit.reports.paper.rosters import repeated
from surveykit.reports.paper.setting import Setting
from surveykit.reports.paper.skips import END, END_OF_ROW
from surveykit.text import Text

FEW = 3  # answers named at an arrow; more are "otherwise"


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a box: its number, its label, and its condition where the box has several."""

    mark: str
    label: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Questions that are asked one after the other; `condition` where not all are asked them."""

    lines: tuple[Line, ...]
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, by their places; the start is -1 and the end is one behind the last box."""

    start: int
    stop: int
    label: str = ""
    skips: bool = False  # passes questions over


@dataclass(frozen=True, slots=True)
class Frame:
    """A section: its title, when it is asked, how often, and its first and last box."""

    title: str
    condition: str
    repeat: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The routing of an instrument in one language."""

    title: str
    description: str
    language: str
    start: str
    stop: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frames: tuple[Frame, ...]


def chart_of(instrument: Instrument, language: str) -> Chart:
    """The routing of a sound instrument.

    Questions that follow each other without a branch share a box. An arrow that passes questions over starts
    at a question whose answer alone decides it, or at the box before a condition.
    """
    drawer = _Drawer(Setting(instrument, language))
    word = drawer.setting.word
    title = word("chart", drawer.setting.say(instrument.title) or instrument.instrument)
    boxes = tuple(drawer.box(stretch) for stretch in drawer.stretches)
    arrows = tuple(dict.fromkeys(drawer.arrows()))
    said = word("chart_said")
    return Chart(title, said, language, word("start"), word("stop"), boxes, arrows, tuple(drawer.frames()))


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring questions of one section with one condition of their own; none at the end of a roster's row."""

    section: Section
    condition: str
    questions: tuple[Question, ...]


_Stretch = tuple[_Run, ...]
"""What a box holds: one run, or several short ones, each under a condition of its own."""


@dataclass(frozen=True)
class _Drawer:
    """Takes an instrument apart into boxes and arrows."""

    setting: Setting

    @cached_property
    def goals(self) -> dict[str, dict[str, list[Value]]]:
        """Each question that passes others over: where to, by which codes."""
        instrument, routes = self.setting.instrument, self.setting.routes
        found: dict[str, dict[str, list[Value]]] = {}
        for name, question in instrument.questions.items():
            control = question.control(instrument.commons)
            for option in control.options if isinstance(control, Choose) and not control.several else ():
                if self.setting.go_to(name, option.value):
                    found.setdefault(name, {}).setdefault(routes.after(name, option.value), []).append(option.value)
        return found

    @cached_property
    def runs(self) -> tuple[_Run, ...]:
        """The questions in order, parted where the section or the condition changes, and at branches."""
        targets = {target for goals in self.goals.values() for target in goals}
        runs: list[_Run] = []
        for section, question in self.setting.instrument.asked():
            if specifies(question, self.setting.instrument) is not None:
                continue
            condition = self.setting.relevance(section, question)
            last = runs[-1] if runs else None
            if last is not None and last.section is not section:
                runs += self._row_end(last.section)
                last = None
            branch = question.id in targets or question.id in self.goals
            if last is None or last.condition != condition or branch or last.questions[-1].id in self.goals:
                runs.append(_Run(section, condition, (question,)))
            else:
                runs[-1] = replace(last, questions=(*last.questions, question))
        return (*runs, *self._row_end(runs[-1].section))

    def _row_end(self, section: Section) -> list[_Run]:
        return [_Run(section, "", ())] if self.setting.instrument.roster_of(section) else []

    @cached_property
    def stretches(self) -> tuple[_Stretch, ...]:
        """The boxes: short runs that are each under a condition of their own are put together."""
        boxes: list[_Stretch] = []
        for run in self.runs:
            before = boxes[-1][-1] if boxes else None
            if before is not None and self.is_small(before) and self.is_small(run) and before.section is run.section:
                boxes[-1] = (*boxes[-1], run)
            else:
                boxes.append((run,))
        return tuple(boxes)

    def is_small(self, run: _Run) -> bool:
        return self.is_open(run) and len(run.questions) <= 2 and run.questions[-1].id not in self.goals

    def is_open(self, run: _Run) -> bool:
        """Whether a condition is left to the reader, because no arrow from one question says it."""
        return bool(run.condition) and not self._is_covered(run.questions[0].id)

    def _is_covered(self, name: str) -> bool:
        """Whether an earlier question alone decides, with arrows of its own, whether this one is asked."""
        routes = self.setting.routes
        names = routes.names
        place = names.index(name)
        for gate, goals in self.goals.items():
            if names.index(gate) < place and routes.decides(gate, name):
                ends = [names.index(goal) if goal in names else len(names) for goal in goals]
                if all(end > place or end <= names.index(gate) for end in ends):
                    return True
        return False

    @cached_property
    def places(self) -> dict[str, int]:
        """The box of each question; what is behind the last is the end."""
        found = {q.id: place for place, box in enumerate(self.stretches) for run in box for q in run.questions}
        return {**found, END: len(self.stretches)}

    def box(self, stretch: _Stretch) -> Box:
        if not stretch[0].questions:
            return Box((Line("", self.setting.word("next_row")),))
        several = len(stretch) > 1
        lines = [line for run in stretch for line in self._lines(run, self._words(run) if several else "")]
        return Box(tuple(lines), self._words(stretch[0]) if not several and self.is_open(stretch[0]) else "")

    def _lines(self, run: _Run, condition: str) -> Iterator[Line]:
        """The questions of a run; its notes only where it has nothing else."""
        marks = self.setting.references.marks
        for question in [q for q in run.questions if marks[q.id]] or run.questions:
            yield Line(marks[question.id], self.setting.say(question.short), condition)
            condition = ""

    def _words(self, run: _Run) -> str:
        return self.setting.word("asked_if", self.setting.said(run.condition, run.section))

    def arrows(self) -> Iterator[Arrow]:
        yield Arrow(-1, 0)
        for place, stretch in enumerate(self.stretches):
            yield from self._leaving(place, stretch[-1].questions[-1:])
        yield from self._passing()

    def _leaving(self, place: int, gates: tuple[Question, ...]) -> Iterator[Arrow]:
        """The arrows out of a box, by the answers to its last question."""
        for gate in gates:
            goals = self.goals.get(gate.id, {})
            for target, codes in goals.items():
                yield Arrow(place, self._end(target, place), self._labels(gate, codes), skips=True)
            yield Arrow(place, place + 1, self._rest(gate, goals))
        if not gates:
            yield Arrow(place, place + 1)

    def _end(self, target: str, place: int) -> int:
        """The box an arrow ends at; the last one of the roster for an arrow that ends the row."""
        if target != END_OF_ROW:
            return self.places[target]
        section = self.stretches[place][0].section
        return max(n for n, stretch in enumerate(self.stretches) if stretch[0].section is section)

    def _rest(self, gate: Question, goals: dict[str, list[Value]]) -> str:
        """The answers that go on to the next box, where others do not."""
        control = gate.control(self.setting.instrument.commons)
        if not goals or not isinstance(control, Choose):
            return ""
        gone = {value for codes in goals.values() for value in codes}
        return self._labels(gate, [option.value for option in control.options if option.value not in gone])

    def _labels(self, question: Question, codes: Sequence[Value]) -> str:
        control = question.control(self.setting.instrument.commons)
        labels: dict[Value, Text] = {o.value: o.label for o in control.options} if isinstance(control, Choose) else {}
        return (
            ", ".join(self.setting.say(labels[code]) for code in codes)
            if len(codes) <= FEW
            else self.setting.word("else")
        )

    def _passing(self) -> Iterator[Arrow]:
        """Arrows around boxes and sections that are under a condition."""
        otherwise = self.setting.word("else")
        for place, stretch in enumerate(self.stretches):
            if len(stretch) == 1 and self.is_open(stretch[0]):
                yield Arrow(place - 1, place + 1, otherwise, skips=True)
        for frame in self.frames():
            if frame.condition:
                yield Arrow(frame.first - 1, frame.last + 1, otherwise, skips=True)

    def frames(self) -> Iterator[Frame]:
        for section in self.setting.instrument.sections:
            places = [n for n, stretch in enumerate(self.stretches) if stretch[0].section is section]
            if not places:
                continue
            mark, title = self.setting.section_mark(section), self.setting.say(section.title)
            relevance = self.setting.section_relevance(section)
            covered = self._is_covered(self.stretches[places[0]][0].questions[0].id)
            words = (
                self.setting.word("section_if", self.setting.said(relevance, section))
                if relevance and not covered
                else ""
            )
            name = f"{mark}  {title}" if mark else title
            yield Frame(name, words, repeated(section, self.setting), places[0], places[-1])
