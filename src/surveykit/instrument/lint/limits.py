"""Limits: names and labels that a file format of the statistical packages cannot hold."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from surveykit.instrument.instrument import Instrument
from surveykit.instrument.kinds import Question
from surveykit.instrument.kinds.multiple import Multiple
from surveykit.instrument.kinds.note import Note
from surveykit.instrument.kinds.ranking import Ranking
from surveykit.instrument.question import Choosing
from surveykit.problems import Problem, Rule
from surveykit.source import Path_, Source
from surveykit.text import Text

LABEL_TOO_LONG = Rule(
    "SK235",
    "A label is longer than a file format can hold",
    "The format cuts it off, often where two labels begin to differ.",
    "a question without `label` whose text has 120 letters: a variable label in .dta holds 80",
    "Write a short `label`, or shorten the words of the list.",
)
NAME_FITS_NOT = Rule(
    "SK236",
    "A name does not fit a file format",
    "The format would give the variable another name, and syntax written for it would not run.",
    "a question `with`, a word of Stata and SPSS; or a choice column of more than 32 letters",
    "Choose another, shorter name.",
)


@dataclass(frozen=True, slots=True)
class Format:
    """What a format holds: lengths of names and labels in letters or bytes, and the words that are no names."""

    suffix: str
    unit: str
    name: int
    variable_label: int
    value_label: int
    reserved: str

    def length(self, text: str) -> int:
        """The length of a text as the format counts it."""
        return len(text) if self.unit == "letters" else len(text.encode())


STATA = Format(
    ".dta",
    "letters",
    name=32,
    variable_label=80,
    value_label=8_000,
    reserved=r"_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|strL|str\d+|using|with",
)
SPSS = Format(
    ".sav",
    "bytes",
    name=64,
    variable_label=256,
    value_label=120,
    reserved="(?i)all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with",
)
FORMATS = (STATA, SPSS)


def limit_problems(instrument: Instrument, source: Source) -> Iterator[Problem]:
    """Names and labels that .dta or .sav cannot hold, as notes."""
    linter = _Limits(instrument, source)
    for r, column in enumerate(instrument.registered):
        yield from linter.name(column.id, ("register", r, "id"))
        yield from linter.label(column.label, ("register", r, "label"), column.id)
    for path, _, question in instrument.placed():
        yield from linter.question(question, path)
    for c, computed in enumerate(instrument.computed):
        yield from linter.name(computed.id, ("computed", c, "id"))
        yield from linter.label(computed.label, ("computed", c, "label"), computed.id)
    yield from linter.values()


class _Limits:
    """The instrument beside its file."""

    def __init__(self, instrument: Instrument, source: Source) -> None:
        self.instrument, self.source = instrument, source

    def name(self, name: str, path: Path_) -> Iterator[Problem]:
        """A name that is too long for a format, or a word of its language."""
        for fmt in FORMATS:
            if re.fullmatch(fmt.reserved, name):
                yield self._note(NAME_FITS_NOT, f"'{name}' is a word of its own in {fmt.suffix}", path)
            elif fmt.length(name) > fmt.name:
                what = f"the name '{name}' has {fmt.length(name)} {fmt.unit}; {fmt.suffix} holds {fmt.name}"
                yield self._note(NAME_FITS_NOT, what, path)

    def label(self, label: Text, path: Path_, of: str) -> Iterator[Problem]:
        """A variable label that is too long."""
        yield from self._long(label, lambda fmt: fmt.variable_label, f"the label of '{of}'", path)

    def question(self, question: Question, path: Path_) -> Iterator[Problem]:
        """The names and labels of the columns a question becomes."""
        if isinstance(question, Note):
            return
        several = isinstance(question, Multiple | Ranking)
        columns = self._columns(question)
        for name in columns if several else [question.id]:
            found = list(self.name(name, (*path, "id")))
            yield from found
            if found:
                break  # one is enough to see that the id is too long
        key = "label" if question.label else "text"
        if not several:
            yield from self.label(question.short, (*path, key), question.id)

    def _columns(self, question: Question) -> list[str]:
        if isinstance(question, Multiple):
            return sorted(question.columns(self.instrument.commons).values(), key=len, reverse=True)
        if isinstance(question, Ranking):
            return list(question.places(self.instrument.commons))[::-1]
        return [question.id]

    def values(self) -> Iterator[Problem]:
        """The labels of the codes, which are variable labels too where several may be ticked."""
        choosing = [q for q in self.instrument.questions.values() if isinstance(q, Choosing)]
        ticked = {question.codes for question in choosing if isinstance(question, Multiple)}
        chosen = {question.codes for question in choosing if not isinstance(question, Multiple)}
        chosen |= {column.codes for column in (*self.instrument.registered, *self.instrument.computed) if column.codes}
        for name, codes in self.instrument.lists.items():
            for value, label in codes.items():
                said, path = f"the label of {value!r} in '{name}'", ("lists", name, str(value))
                if name in ticked:
                    yield from self._long(label, lambda fmt: fmt.variable_label, f"{said}, which names a column,", path)
                if name in chosen:
                    yield from self._long(label, lambda fmt: fmt.value_label, said, path)

    def _long(self, label: Text, most: Callable[[Format], int], said: str, path: Path_) -> Iterator[Problem]:
        for fmt in FORMATS:
            for language, words in label.languages.items():
                if fmt.length(words) > most(fmt):
                    spoken = f" in {language}" if language else ""
                    what = f"{said} has {fmt.length(words)} {fmt.unit}{spoken}; {fmt.suffix} holds {most(fmt)}"
                    yield self._note(LABEL_TOO_LONG, what, path)
                    break

    def _note(self, rule: Rule, what: str, path: Path_) -> Problem:
        return Problem(rule, what, self.source.place(path), rule.mend, "note")
