"""Marks: the number each question is printed with, such as 5a, and conditions in words that refer to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from string import ascii_lowercase

from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import Binary, Constant, Expression, Name
from surveykit.expr.words import in_words
from surveykit.instrument.control import Show
from surveykit.instrument.fill import parts_of
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import symbols_of
from surveykit.reports.paper.words import quoted, word

OTHER = ("other",)  # where "other, please specify" stands within its question


def numbers_of(instrument: Instrument) -> dict[str, str]:
    """The number of every question that is answered, as printed; several may share one.

    Where no question of the instrument has a number, they are counted from 1, a battery as one. Where some
    have, the others are called by their names. "Other, please specify" has that of the question it belongs to.
    """
    asked = [q for _, q in instrument.asked() if not isinstance(q.control(instrument.commons), Show)]
    numbers = dict(_numbers([question for question in asked if specifies(question, instrument) is None]))
    return {q.id: numbers[specifies(q, instrument) or q.id] for q in asked}


def marks_of(instrument: Instrument) -> dict[str, str]:
    """The number of every question with a letter where several share it; notes have none."""
    shared: dict[str, list[str]] = {}
    numbers = numbers_of(instrument)
    parents = {name: specifies(instrument.questions[name], instrument) or name for name in numbers}
    for name, number in numbers.items():
        if parents[name] == name:
            shared.setdefault(number, []).append(name)
    marks = {
        name: f"{number}{letter(place)}" if len(names) > 1 else number
        for number, names in shared.items()
        for place, name in enumerate(names)
    }
    return {name: marks[parents[name]] if name in parents else "" for name in instrument.questions}


def letter(place: int) -> str:
    """The letter of a place: a to z, then aa, ab.

    Example:
        >>> letter(0), letter(25), letter(26)
        ('a', 'z', 'aa')
    """
    before, last = divmod(place, len(ascii_lowercase))
    return (letter(before - 1) if before else "") + ascii_lowercase[last]


def specifies(question: Question, instrument: Instrument) -> str | None:
    """The choice question whose "other" a text question puts into words; None where it is no such question."""
    parent = question.made.by
    return parent if question.made.path == OTHER and parent in instrument.questions else None


def _numbers(questions: Sequence[Question]) -> Iterator[tuple[str, str]]:
    if any(question.number for question in questions):
        yield from ((question.id, question.number or question.id) for question in questions)
        return
    count, before = 0, ""
    for question in questions:
        count += not (question.made_by and question.made_by == before)
        before = question.made_by
        yield question.id, str(count)


@dataclass(frozen=True)
class References:
    """Questions of one instrument as they are referred to in one language."""

    instrument: Instrument
    language: str

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The printed number of every question."""
        return marks_of(self.instrument)

    @cached_property
    def symbols(self) -> Symbols:
        """What expressions name, labelled as the printed page refers to it."""
        symbols = symbols_of(self.instrument, self.language)
        return {name: self._referred(symbol) for name, symbol in symbols.items()}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of every question, without its letter."""
        return numbers_of(self.instrument)

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """The first question of each number, which "go to" names without its letter."""
        firsts: dict[str, str] = {}
        for name, number in self.numbers.items():
            firsts.setdefault(number, name)
        return {name: number for number, name in firsts.items()}

    def spanned(self, names: Sequence[str]) -> tuple[str, str]:
        """The first and the last of some questions; by their bare numbers where all of a number are among them."""
        if len(names) < 2:
            return "", ""
        lasts = {number: name for name, number in self.numbers.items()}
        first, last = names[0], names[-1]
        whole = lasts[self.numbers[last]] == last
        return self.heads.get(first, self.marks[first]), self.numbers[last] if whole else self.marks[last]

    def filled(self, text: str) -> str:
        """A text with what its blanks stand for in brackets: `{employees}` is "[answer to 2]"."""
        parts = parts_of(text)
        return "".join(part if isinstance(part, str) else self._blank(part.expression) for part in parts)

    def _blank(self, expression: str) -> str:
        mark = self.marks.get(expression.strip())
        return f"[{word('answer_to', self.language, mark) if mark else self.said(expression)}]"

    def _referred(self, symbol: Symbol) -> Symbol:
        codes = symbol.codes
        if codes is not None:
            codes = {code: quoted(label or str(code), self.language) for code, label in codes.items()}
        return replace(symbol, label=self.named(symbol.name, symbol.label), codes=codes)

    def named(self, name: str, label: str) -> str:
        """A question by its number, anything else by its label."""
        mark = self.marks.get(name)
        return word("question", self.language, mark) if mark else quoted(label or name, self.language)

    def said(self, expression: str, context: str = "") -> str:
        """A condition in words, as it is read in a roster (by its path) or of the case; nothing for none."""
        if not expression:
            return ""
        parsed = parse(expression)
        return self._one_of(parsed) or in_words(parsed, self.symbols, self.language, context, quoted=False)

    def _one_of(self, expression: Expression) -> str:
        """`a = 1 or b = 1 or c = 1` in short, where the questions and the label of the answer allow it."""
        chain: list[Expression] = []
        while isinstance(expression, Binary) and expression.operator == "or":
            chain.append(expression.right)
            expression = expression.left
        names, labels = [], set()
        for part in (expression, *reversed(chain)):
            match part:
                case Binary("=", Name(name), Constant(value)) if self.marks.get(name) and not isinstance(value, bool):
                    codes = self.symbols[name].codes or {}
                    names.append(self.marks[name])
                    labels.add(codes.get(value, ""))
                case _:
                    return ""
        if len(names) < 2 or len(labels) > 1 or not all(labels):
            return ""
        return word("one_of", self.language, ", ".join(names), labels.pop())
