"""The questions of an interview to go to: by number or name, or by words in what is asked, offered and answered."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from unicodedata import combining, normalize

from surveykit.instrument.control import Choose, Rank
from surveykit.interview.rows import parted
from surveykit.interview.session import Session
from surveykit.tui.keys.manner import Manner
from surveykit.tui.lines import Line, Piece, spread
from surveykit.tui.looking.choosing import About, Choosing, Row
from surveykit.tui.looking.said import answered, aside, line_of, numbered, said, sections
from surveykit.tui.looking.why import why_not_asked
from surveykit.tui.words import say

LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""What stands for letters that are no others with an accent."""


def to_go_to(session: Session, manner: Manner, now: str) -> Choosing:
    """The page that asks for a number, a name or a word; the questions stand under headings with what is answered."""
    language = session.language
    about = About(
        "questions",
        say(language, "questions"),
        say(language, "about_questions"),
        say(language, "found_none"),
        asks=say(language, "go_to_what"),
    )
    return Choosing(about, language, manner, _Handles(session).found, now)


def to_search(session: Session, manner: Manner, now: str) -> Choosing:
    """The page that looks for words in wordings, choices, help, answers and remarks."""
    language = session.language
    about = About(
        "search",
        say(language, "search_questions"),
        say(language, "about_search"),
        say(language, "found_none"),
        asks=say(language, "search_what"),
    )
    return Choosing(about, language, manner, _Words(session).found, now)


def plain(text: str) -> str:
    """A text as it is looked for: without accents, in small letters.

    Example:
        >>> plain("Qual è l'ATTIVITÀ?"), plain("Første, œuvre")
        ("qual e l'attivita?", 'forste, oeuvre')
    """
    if text.isascii():
        return text.lower()
    return "".join(sign for sign in normalize("NFKD", text.casefold().translate(LETTERS)) if not combining(sign))


def _under_headings(session: Session) -> Iterator[Row]:
    """Every question asked, under the headings of the sections."""
    for title, names in sections(session):
        yield Row(partial(_heading, session, title, names))
        yield from (_row(session, name) for name in names)


def _heading(session: Session, title: str, names: list[str], width: int) -> Sequence[Line]:
    """The title of a section, and how many of its questions are answered."""
    done, asked = answered(session, names)
    progress = f"{done} {say(session.language, 'of')} {asked}" if asked else ""
    sign = "✓ " if asked and done == asked else ""
    return [spread((Piece(f"── {title} ", "section"),), (Piece(f" {sign}{progress}", "section"),), width, "section")]


def _rows(session: Session, names: Iterable[str]) -> list[Row]:
    return [_row(session, name) for name in names]


def _row(session: Session, name: str) -> Row:
    """A question asked, which is gone to; or one that is not asked, of which it is said why."""
    if name in session.places:
        return Row(lambda width: [line_of(session, name, width)], name)
    return Row(lambda width: [aside(session, name, width)], told=lambda: why_not_asked(session, name))


class _Handles:
    """What every question is called by, and its wording; made when the first letter is typed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._handles: dict[str, tuple[str, ...]] = {}
        self._worded: dict[str, str] = {}

    def found(self, typed: str) -> Sequence[Row]:
        """Those called what is typed, then those whose number or name it begins, then those with it in the wording."""
        session = self._session
        if not typed:
            return list(_under_headings(session))
        if not self._handles:
            self._handles = {name: _handles(session, name) for name in session.questions}
            self._worded = {name: plain(_asked(session, name)) for name in session.questions}
        wanted = plain(typed)
        exact, begun, worded = [], [], []
        for name, handles in self._handles.items():
            if wanted in handles:
                exact.append(name)
            elif any(handle.startswith(wanted) for handle in handles):
                begun.append(name)
            elif all(word in self._worded[name] for word in wanted.split()):
                worded.append(name)
        return _rows(session, [*exact, *begun, *worded])


class _Words:
    """All the words at every question; made when the first letter is typed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._words: dict[str, str] = {}

    def found(self, typed: str) -> Sequence[Row]:
        """The questions in which every word typed is found."""
        session = self._session
        if not typed:
            return list(_under_headings(session))
        self._words = self._words or {name: plain(self._of(name)) for name in session.questions}
        wanted = plain(typed).split()
        return _rows(session, [name for name, said in self._words.items() if all(word in said for word in wanted)])

    def _of(self, name: str) -> str:
        session, language = self._session, self._session.language
        stop = session.stop(name)
        parts = [name, numbered(session, name), _asked(session, name), session.interview.remarks.get(name, "")]
        parts += [stop.question.help.into(language)] if stop.question is not None else []
        if isinstance(stop.control, Choose | Rank):
            parts += [option.label.into(language) for option in stop.control.options]
        if name in session.interview.answers:
            parts.append(said(session, name))
        return " ".join(parts)


def _handles(session: Session, name: str) -> tuple[str, ...]:
    """What a question is called by: its number, its number with the row, its name."""
    template, row = parted(name)
    question = session.stop(name).question
    number = question.number if question is not None else ""
    numbers = (f"{number}.{row}", f"{number} ({row})", number) if number and row else (number,)
    return tuple(plain(handle) for handle in (*numbers, name, template) if handle)


def _asked(session: Session, name: str) -> str:
    """The wording as it is written, with that of its battery."""
    question = session.stop(name).question
    if question is None:
        return ""
    language = session.language
    return f"{question.text.into(language)} {question.label.into(language)} {question.stem.into(language)}"
