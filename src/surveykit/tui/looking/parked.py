"""The answers that are parked: given while the question was asked, kept, and left out of the data until it is again."""

from collections.abc import Iterator
from functools import partial

from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.tui.draft import wrapped
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Line, Piece
from surveykit.tui.looking.choosing import About, Choosing, Row
from surveykit.tui.looking.said import NUMBER, aside, in_words, numbered, told_in_a_line
from surveykit.tui.looking.why import deciding, why_not_asked
from surveykit.tui.words import say

INDENT = " " * (NUMBER + 3)


def parked(session: Session, manner: Manner) -> Choosing:
    """The page of parked answers; Enter goes to the question that decides whether one is asked."""
    language = session.language
    rows = [*_off_the_route(session), *_of_versions_before(session)]
    about = About(
        "parked", say(language, "parked_answers"), say(language, "about_parked"), say(language, "none_parked")
    )
    return Choosing(about, language, manner, lambda _: rows)


def _off_the_route(session: Session) -> Iterator[Row]:
    for name in session.parked:
        if parted(name)[0] in session.plan.steps:
            why = partial(why_not_asked, session, name)
            yield Row(partial(_lines, session, name), deciding(session, name), why)


def _of_versions_before(session: Session) -> Iterator[Row]:
    """Answers that an earlier version of the instrument could hold, and this one cannot."""
    why = say(session.language, "of_version_before")
    for name, answer in session.interview.former.items():
        known = parted(name)[0] in session.plan.steps and name in session.places
        words = in_words(session, name, answer)
        yield Row(partial(_former, session, name, words), name if known else "", lambda: why)


def _lines(session: Session, name: str, width: int) -> list[Line]:
    """The question with its answer, and below it why it is not asked."""
    return [aside(session, name, width), *_why(why_not_asked(session, name), width)]


def _former(session: Session, name: str, words: str, width: int) -> list[Line]:
    before = (Piece("‖", "dim"), Piece(f"{numbered(session, name).rjust(NUMBER)}  ", "dim"))
    line = told_in_a_line(before, name, words, width, "dim")
    return [line, *_why(say(session.language, "of_version_before"), width)]


def _why(why: str, width: int) -> list[Line]:
    return [(Piece(INDENT), Piece(row, "dim")) for row in wrapped(why, width - len(INDENT))]
