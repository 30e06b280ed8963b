"""Grids: neighbouring questions with the same choices, or numbers under one stem, as the rows of one table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from surveykit.instrument.control import Choose
from surveykit.instrument.group import ConstantSum
from surveykit.instrument.instrument import Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.scale import Scale
from surveykit.instrument.question import AS_WRITTEN, Choosing
from surveykit.reports.paper.areas import choices_of, instruction_of
from surveykit.reports.paper.model import Boxes, Choice, Entry, Grid, Note, Part, Sums, Wording
from surveykit.reports.paper.setting import Setting
from surveykit.reports.paper.words import quoted

MOST_COLUMNS = 11
WIDEST = 130  # letters in the headings of all columns; more are printed as a key above the grid


def together(questions: Sequence[Question], section: Section, setting: Setting) -> Iterator[list[Question]]:
    """Neighbouring questions printed as one part: the items of a battery, or singles alike under one number."""
    run: list[Question] = []
    for question in questions:
        if run and not _alike(run[-1], question, section, setting):
            yield run
            run = []
        run.append(question)
    if run:
        yield run


def _alike(before: Question, question: Question, section: Section, setting: Setting) -> bool:
    if before.made.by or question.made.by:
        return before.made.by == question.made.by
    if not question.number or before.number != question.number:
        return False
    commons = setting.instrument.commons
    control = question.control(commons)
    return (
        isinstance(control, Choose)
        and len(control.options) <= MOST_COLUMNS
        and before.control(commons) == control
        and not any(isinstance(q, Choosing) and (q.other or q.among or q.where) for q in (before, question))
        and setting.relevance(section, before) == setting.relevance(section, question)
    )


def shared_condition(questions: Sequence[Question], section: Section, setting: Setting) -> str:
    """The condition under which questions that stand together are asked, as an expression."""
    said = {setting.relevance(section, question) for question in questions}
    if len(said) == 1:
        return said.pop()
    return setting.relevance(section, questions[0].model_copy(update={"relevance": "", "rounds": ()}))


def parts_of(questions: Sequence[Question], section: Section, setting: Setting) -> Iterator[Part]:
    """Questions that stand together as a grid or a table of numbers, or one under the other where no table fits."""
    first = questions[0]
    control = first.control(setting.instrument.commons)
    common = shared_condition(questions, section, setting)
    rows = tuple(_row(question, section, common, setting) for question in questions)
    stem, rows = _stem(questions, rows, setting)
    empties = tuple(replace(choice, go_to="") for choice in setting.boxes_of_empties(first))
    if isinstance(control, Choose) and len(control.options) <= MOST_COLUMNS:
        yield _grid(first, control, stem, tuple(map(_arrows(setting), questions, rows)), empties, setting)
        return
    areas = [setting.area(question) for question in questions]
    boxes = [area for area in areas if isinstance(area, Boxes)]
    if len(boxes) == len(areas):
        yield Sums(stem, tuple(zip(rows, boxes, strict=True)), _total(first, section, setting), empties)
        return
    yield Note(stem)
    for question, row, area in zip(questions, rows, areas, strict=True):
        if area is not None:
            yield Entry(row, area, setting.boxes_of_empties(question))


def _row(question: Question, section: Section, common: str, setting: Setting) -> Wording:
    """A line of the table, with its own condition where the lines differ in it."""
    condition = ""
    if setting.relevance(section, question) != common:
        own = setting.relevance(section, question.taken_from(AS_WRITTEN))
        condition = setting.word("asked_if", setting.said(own, section))
    return setting.wording(question, condition=condition)


def _stem(
    questions: Sequence[Question], rows: tuple[Wording, ...], setting: Setting
) -> tuple[Wording, tuple[Wording, ...]]:
    """The wording above the lines, which takes over what all lines say alike."""
    first = questions[0]
    numbers = {setting.references.numbers[question.id] for question in questions}
    mark = numbers.pop() if len(numbers) == 1 else ""
    alike = {row.help for row in rows}
    help_ = alike.pop() if len(alike) == 1 else ""
    instructions = rows[0].instructions
    stem = Wording(first.made.by, mark, setting.say(first.stem), help_, "", instructions)
    return stem, tuple(replace(row, help="" if help_ else row.help, instructions=()) for row in rows)


def _arrows(setting: Setting) -> Callable[[Question, Wording], Wording]:
    """What gives a row the words of where its choices lead."""

    def with_arrows(question: Question, row: Wording) -> Wording:
        control = question.control(setting.instrument.commons)
        options = control.options if isinstance(control, Choose) else ()
        goals: dict[str, list[str]] = {}
        for option in options:
            goal = setting.go_to(question.id, option.value)
            if goal:
                goals.setdefault(goal, []).append(quoted(setting.say(option.label), setting.language))
        return replace(row, arrows=tuple(f"{', '.join(labels)} → {goal}" for goal, labels in goals.items()))

    return with_arrows


def _grid(
    first: Question,
    control: Choose,
    stem: Wording,
    rows: tuple[Wording, ...],
    empties: tuple[Choice, ...],
    setting: Setting,
) -> Grid:
    columns = tuple(replace(c, go_to="") for c in choices_of(first, control.options, setting.speech, setting.guide))
    instruction = instruction_of(control, setting.speech, each="_each")
    inner = any(column.label for column in columns[1:-1])
    ends = (columns[0].label, columns[-1].label) if isinstance(first, Scale) and not inner else ("", "")
    key: tuple[Choice, ...] = ()
    if any(ends):
        columns = tuple(replace(column, label="") for column in columns)
    elif sum(len(column.label) for column in columns) > WIDEST:
        key, columns = columns, tuple(replace(column, label="") for column in columns)
    return Grid(stem, columns, rows, control.several, instruction, ends, key, empties)


def _total(first: Question, section: Section, setting: Setting) -> str:
    """What the lines must add up to, in words; nothing where they need not."""
    written = next((w for w in section.questions if isinstance(w, ConstantSum) and w.id == first.made.by), None)
    if written is None:
        return ""
    total = setting.said(written.total, section)
    return f"{setting.word('total')}: {total} {setting.say(written.unit)}".strip()
