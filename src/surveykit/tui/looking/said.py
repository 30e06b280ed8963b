"""Questions in one line: the number printed, the wording and the answer, as pages and messages name them."""

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len

from surveykit.instrument.control import Show
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.interview.shown import Filler
from surveykit.interview.standing import Item, Open
from surveykit.missing import Answer
from surveykit.tui.draft import shortened
from surveykit.tui.lines import Line, Piece, Style
from surveykit.tui.paper import answer_words, raw_of

LONGEST_ANSWER = 50  # cells of an answer told in passing
NUMBER = 9  # cells of the column of numbers, those of rows such as `16 (2.1)` among them


def numbered(session: Session, name: str) -> str:
    """The number printed of a question, or its name, with its row: `12`, `12 (2)`."""
    template, row = parted(name)
    question = session.plan.steps[template].question if template in session.plan.steps else None
    number = (question.number if question is not None else "") or template
    return f"{number} ({row})" if row else number


def said_at(session: Session, name: str) -> str:
    """The number of a question with its answer, in one line."""
    return f"{numbered(session, name)}  {shortened(said(session, name), LONGEST_ANSWER)}"


def said(session: Session, name: str) -> str:
    """The answer of a question in words; a dash where there is none."""
    return in_words(session, name, session.interview.answers.get(name))


def in_words(session: Session, name: str, answer: Answer | None) -> str:
    """An answer as the question would say it; a dash for none."""
    template, row = parted(name)
    step = session.plan.steps.get(template)
    if answer is None:
        return "–"
    if step is None or step.control is None:  # of another version of the instrument
        return raw_of(answer) or str(answer)
    filler = Filler(session.plan, session.language)  # what is not offered any more has a label all the same
    return answer_words(filler.options(step.control, session.seen(row), step.level), answer, session.language)


def unsettled(item: Item) -> Open | None:
    """The first check a question breaks that nobody accepted."""
    return next((found for found in item.problems if found.accepted is None), None)


def standing_of(item: Item) -> tuple[str, Style]:
    """The sign before a question: answered, open, or what is wrong with it."""
    open_ = [found for found in item.problems if found.accepted is None]
    if open_:
        return ("!", "hard") if any(found.severity == "hard" for found in open_) else ("?", "soft")
    if isinstance(item.control, Show):
        return " ", "mark"
    return ("✓" if item.answer is not None else "·"), "mark"


def line_of(session: Session, name: str, width: int) -> Line:
    """A question in one line: sign, number and wording, and its answer at the right end."""
    item = session.item(name)
    sign, style = standing_of(item)
    answer = "" if item.answer is None else said(session, name)
    return told_in_a_line((Piece(sign, style), Piece(_number(session, name))), wording(item, session), answer, width)


def aside(session: Session, name: str, width: int) -> Line:
    """A question that is not asked, in one line, with the answer that is parked where there is one."""
    answer = session.interview.answers.get(name)
    words = "" if answer is None else in_words(session, name, answer)
    sign = Piece("‖" if words else " ", "dim")
    return told_in_a_line((sign, Piece(_number(session, name), "dim")), _asked(session, name), words, width, "dim")


def told_in_a_line(before: Line, words: str, answer: str, width: int, style: Style = "plain") -> Line:
    """Signs, words and an answer at the right end; the answer takes at most half of the line."""
    room = width - sum(cell_len(piece.text) for piece in before)
    answer = shortened(answer, max(room // 2, 1))
    words = shortened(words, max(room - cell_len(answer) - (2 if answer else 0), 1))
    gap = " " * max(room - cell_len(words) - cell_len(answer), 0)
    return (*before, Piece(words, style), Piece(gap), Piece(answer, "answer" if style == "plain" else style))


def wording(item: Item, session: Session) -> str:
    """The wording of a question; on a line of a battery that of the whole stands before it."""
    stem = (item.stem or item.context).into(session.language)
    own = item.question.text.into(session.language)
    return f"{own} · {stem}" if stem else own


def sections(session: Session) -> Iterator[tuple[str, list[str]]]:
    """The sections on the route, a row of a roster as one of its own: the title, and its questions."""

    def of(name: str) -> tuple[str, str]:
        section = session.stop(name).section
        return (section.id if section else "", parted(name)[1])

    for _, names in groupby(session.route, of):
        found = list(names)
        yield session.item(found[0]).section.title.into(session.language), found


def answered(session: Session, names: list[str]) -> tuple[int, int]:
    """How many of some questions are answered, and how many there are to answer."""
    asked = [name for name in names if parted(name)[0] not in session.plan.notes]
    return sum(name in session.interview.answers for name in asked), len(asked)


def _number(session: Session, name: str) -> str:
    return f"{shortened(numbered(session, name), NUMBER).rjust(NUMBER)}  "


def _asked(session: Session, name: str) -> str:
    """The wording of a question as it is written: what is not asked is not filled."""
    question = session.stop(name).question
    return question.text.into(session.language) if question is not None else name
