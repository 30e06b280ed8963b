"""Marks: the number each question is printed with, such as 5a, and conditions in words that refer to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from string import ascii_lowercase

from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import Binary, Constant, Expression, Name
from surveykit.expr.words import in_words
from surveykit.instrument.control import Show
from surveykit.instrument.fill import parts_of
from surveykit.instrument.instrument import Instrument, Section
from surveykit.instrument.kinds import Question
from surveykit.instrument.project import symbols_of
from surveykit.reports.paper.words import quoted, word

_IS = re.compile(r"(\w+)\)*\s+is\b")  # the variables of which an expression asks whether they are answered
SHORT = 2  # letters of the id of a section that is printed before its title
OTHER = ("other",)  # where "other, please specify" stands within its question

_Asked = Sequence[tuple[Section, Question]]


def numbers_of(instrument: Instrument) -> dict[str, str]:
    """The number of every question that is answered, as printed; several may share one.

    Where no question of the instrument has a number, they are counted from 1, a battery as one. Where some
    have, the others are counted in their section, after its letter: A1, A2. "Other, please specify" has that of
    the question it belongs to.
    """
    asked = [(s, q) for s, q in instrument.asked() if not isinstance(q.control(instrument.commons), Show)]
    own = [(section, q) for section, q in asked if specifies(q, instrument) is None]
    numbers = dict(_numbered(own, instrument) if any(q.number for _, q in own) else _counted(own))
    return {q.id: numbers[specifies(q, instrument) or q.id] for _, q in asked}


def _counted(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Questions counted through, the items of a battery as one."""
    number, before = 0, ""
    for _, question in asked:
        number += not (question.made.by and question.made.by == before)
        before = question.made.by
        yield question.id, str(number)


def _numbered(asked: _Asked, instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Questions by the numbers written; the others counted in their section."""
    taken = {question.number for _, question in asked}
    for place, section in enumerate(instrument.sections):
        mine = [question for one, question in asked if one is section]
        prefix = section.id if len(section.id) <= SHORT else letter(place).upper()
        before, number = "", ""
        for question in mine:
            if not (question.made.by and question.made.by == before):
                number = question.number or next(f"{prefix}{n}" for n in count(1) if f"{prefix}{n}" not in taken)
                taken.add(number)
            before = question.made.by
            yield question.id, question.number or number


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
        return {name: self._referred(symbol, "answer") for name, symbol in symbols.items()}

    @cached_property
    def _plain_symbols(self) -> Symbols:
        """The same where it is said whether a question is answered, not what the answer is."""
        symbols = symbols_of(self.instrument, self.language)
        return {name: self._referred(symbol, "question") for name, symbol in symbols.items()}

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

    def _referred(self, symbol: Symbol, how: str) -> Symbol:
        codes = symbol.codes
        if codes is not None:
            codes = {code: quoted(label or str(code), self.language) for code, label in codes.items()}
        return replace(symbol, label=self._named(symbol.name, symbol.label, how), codes=codes)

    def _named(self, name: str, label: str, how: str) -> str:
        """A question by its number, a column of one by its label too, anything else by its label."""
        mark = self.marks.get(self.instrument.columns.get(name, name))
        said = quoted(label or name, self.language)
        if not mark:
            return said
        whole = word(how, self.language, mark)
        return f"{whole} ({said})" if name in self.instrument.columns else whole

    def said(self, expression: str, context: str = "") -> str:
        """A condition in words, as it is read in a roster (by its path) or of the case; nothing for none."""
        if not expression:
            return ""
        parsed, plain = parse(expression), set(_IS.findall(expression))
        symbols = {**self.symbols, **{name: self._plain_symbols[name] for name in plain & self.symbols.keys()}}
        return self._one_of(parsed) or in_words(parsed, symbols, self.language, context, quoted=False)

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
