"""Rosters: questions asked once a row, as a table with a row for each, or as pages to be copied."""

from collections.abc import Iterator
from dataclasses import replace

from surveykit.expr.parse import parse
from surveykit.expr.syntax import Name
from surveykit.instrument.control import Number
from surveykit.instrument.instrument import Section
from surveykit.instrument.kinds import Question
from surveykit.reports.paper.marks import specifies
from surveykit.reports.paper.model import Boxes, Entry, FromList, Lines, Roster, Stamp, Ticks
from surveykit.reports.paper.setting import Setting
from surveykit.reports.paper.words import quoted

MOST_COLUMNS = 5  # questions side by side on an upright page
MOST_CHOICES = 6  # in a cell
USUAL_ROWS, MOST_ROWS = 6, 12  # where nothing says how many there can be, and at most


def repeated(section: Section, setting: Setting) -> str:
    """How often a section is asked, in words; nothing where it is asked once."""
    outer = next((one for one in setting.instrument.sections if one.id == section.within), None)
    around = setting.word("within", quoted(setting.say(outer.title), setting.language)) if outer is not None else ""
    return " ".join(filter(None, (around, _rows_said(section, setting))))


def _rows_said(section: Section, setting: Setting) -> str:
    roster = section.roster
    if roster is None:
        return ""
    if roster.count:
        return setting.word("repeat_count", setting.said(roster.count, section))
    if roster.while_:
        return setting.word("repeat_while", setting.said(roster.while_, section))
    mark = setting.references.marks.get(roster.each or "")
    return setting.word("repeat_ticked", mark) if mark else setting.word("repeat_listed")


def table_of(section: Section, setting: Setting) -> Roster | None:
    """A roster as a table, where its questions fit side by side and it does not lie in another one."""
    asked = [question for _, question in section.posed if specifies(question, setting.instrument) is None]
    columns = tuple(entry for question in asked if (entry := _column(question, section, setting)) is not None)
    if section.roster is None or section.within or len(columns) < len(asked) or len(columns) > MOST_COLUMNS:
        return None
    rows = tuple(_rows(section, setting))
    remark = setting.word("more_rows", len(rows)) if len(rows) < _most(section, setting) else ""
    return Roster(setting.word("row"), rows, columns, remark)


def _column(question: Question, section: Section, setting: Setting) -> Entry | None:
    """A question as a column; None where its answer needs more room than a cell."""
    area = setting.area(question)
    match area:
        case Ticks(choices):
            fits = len(choices) <= MOST_CHOICES and not any(choice.specify for choice in choices)
            area = replace(area, choices=tuple(replace(choice, go_to="") for choice in choices))
        case Lines(lines):
            fits = lines == 1
        case Boxes() | Stamp() | FromList():
            fits = True
        case _:
            fits = False
    if not fits or area is None or question.made.by:
        return None
    own = setting.said(setting.relevance(section, question), section)
    condition = setting.word("asked_if", own) if own else ""
    return Entry(setting.wording(question, condition=condition), area)


def _rows(section: Section, setting: Setting) -> Iterator[str]:
    """What stands at the head of each row: its number, or the choice it stands for."""
    codes = setting.instrument.row_codes(section)
    if codes is not None:
        yield from (f"{code.value} {setting.say(code.label)}" for code in setting.instrument.commons.lists[codes])
        return
    most = _most(section, setting)
    yield from map(str, range(1, (most if most <= MOST_ROWS else USUAL_ROWS) + 1))


def _most(section: Section, setting: Setting) -> int:
    """How many rows there can be; none beyond those printed where they stand for choices."""
    roster = section.roster
    if roster is None or setting.instrument.row_codes(section) is not None:
        return 0
    expression = parse(roster.count) if roster.count else None
    asked = setting.instrument.questions.get(expression.name) if isinstance(expression, Name) else None
    control = asked.control(setting.instrument.commons) if asked is not None else None
    if isinstance(control, Number) and control.range is not None and control.range.high is not None:
        return max(1, min(int(control.range.high), roster.most))
    return roster.most
