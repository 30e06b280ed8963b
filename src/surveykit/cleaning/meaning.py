"""What a value in a correction means: a code, a label in any language, a number, a date, a reason, or blank."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.translate import meant
from surveykit.dataset.written import date_of, may_divide_thousands, number_of, text_of
from surveykit.missing import BLANK, Value
from surveykit.problems import Place, Problem, Rule, listed
from surveykit.source import Quoted

BAD_NEW = Rule(
    "SK684",
    "A new value is not one the variable can have",
    "A correction that breaks a rule of the codebook would be the next finding.",
    "`new: 140` where the range is 0 to 100",
    "Correct the new value, or widen the codebook first.",
)

_MIDNIGHT = "T00:00:00"
MOST = 2**53
"""Whole numbers from here on are no longer told apart."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The value a written one stands for, and what is wrong with it."""

    value: Value | None
    wrong: str = ""


def meaning(written: Value | None, variable: Variable, codebook: Codebook) -> Meaning:
    """The value that was written, in the codes of the variable."""
    if written is None or written == "":
        return Meaning(None)
    literal = isinstance(written, Quoted) and variable.type == "text" and variable.codes is None
    if isinstance(written, str) and not literal:
        if found := _word(written.strip(), variable, codebook):
            return found
        plain = number_of(written.strip()) if variable.type == "number" else None
        written = written if plain is None else plain
    if isinstance(written, bool):
        written = int(written)
    if not isinstance(written, str) and not abs(written) < MOST:  # not a number is not less either
        return Meaning(None, f"{written} is no number a table can hold exactly")
    told = meant(written, variable, codebook)
    if variable.type == "datetime" and isinstance(told.value, str) and date_of(told.value):
        return Meaning(f"{told.value}{_MIDNIGHT}")  # so a spreadsheet shows a midnight
    return Meaning(told.value, _said(written, told.broken.title) if told.broken else "")


def _word(word: str, variable: Variable, codebook: Codebook) -> Meaning | None:
    """What a word means beside a code, a label, a number and a date: blank, a reason, `1 = Yes`; or nothing sure."""
    if word.casefold() == BLANK:
        return Meaning(None)
    codes = [code.value for code in variable.missing if code.missing == word.casefold()]
    if len(codes) == 1:
        return Meaning(codes[0])
    for code in (*(codebook.codes_of(variable) or ()), *variable.missing):
        if any(word == f"{code.value} = {label}" for label in code.label.languages.values()):
            return Meaning(code.value)
    if variable.type == "number" and number_of(word) is None and may_divide_thousands(word):
        return Meaning(None, f"'{word}' may be a thousand and more, or little above one; write it without the comma")
    return None


def _said(written: Value, title: str) -> str:
    return f"'{text_of(written)}': {title[0].lower()}{title[1:]}"


def unfit(value: Value | None, variable: Variable) -> Iterator[str]:
    """Why a value cannot stand in a variable: its range, decimals, days or length. What is missing always can."""
    if variable.emptiness.reason(value) is not None or value is None:
        return
    if not isinstance(value, str):
        if variable.range is not None and not variable.range.holds(value):
            yield f"{text_of(value)} lies outside {variable.range}"
        if variable.decimals is not None and variable.codes is None and round(value, variable.decimals) != value:
            yield f"{text_of(value)} has more decimals than {variable.decimals}"
    elif variable.type == "date":
        if (variable.earliest and value < variable.earliest) or (variable.latest and value > variable.latest):
            yield f"{value} lies outside {variable.earliest or ''}..{variable.latest or ''}"
    elif variable.width is not None and variable.codes is None and len(value) > variable.width:
        yield f"the text has {len(value)} characters; {variable.width} are the most"


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same; a number that went through a spreadsheet is, an empty text is a blank."""
    if one in {None, ""} or other in {None, ""}:
        return one in {None, ""} and other in {None, ""}
    if isinstance(one, str) or isinstance(other, str):
        return _moment(text_of(one)) == _moment(text_of(other))
    return one == other or isclose(one, other, rel_tol=1e-13)


def stood(held: Value | None, old: Value | None, written: Value | None) -> bool:
    """Whether what stands there is the old value: as it is meant, or as a sheet shows the letters of a text."""
    if same(held, old):
        return True
    return isinstance(held, str) and isinstance(written, str) and _shown(held) == _shown(written)


def _shown(text: str) -> str:
    """A text as it comes back from a workbook, which knows one end of line and no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign if sign in "\n\t" or sign >= " " else "\N{REPLACEMENT CHARACTER}" for sign in text)


def as_held(written: Value | None, codebook: Codebook, name: str) -> str | None:
    """A value that went through a spreadsheet, as the text of what stands in the data: 2000.0 is the number 2000."""
    if written is None or name not in codebook:
        return None if written is None else text_of(written)
    number = number_of(written.strip()) if codebook[name].type == "number" and isinstance(written, str) else None
    text = text_of(written if number is None else number)
    return f"{text}{_MIDNIGHT}" if codebook[name].type == "datetime" and date_of(text) == text else text


def _moment(text: str) -> str:
    """A midnight as its day, which is what a spreadsheet makes of it; every other text as it is."""
    day = text.removesuffix(_MIDNIGHT)
    return day if date_of(day) == day else text


def bad_new(what: str, variable: Variable, codebook: Codebook, place: Place) -> Problem:
    """The complaint that a new value does not do."""
    codes = codebook.codes_of(variable)
    hint = f"the codes are {listed([code.value for code in codes])}" if codes is not None else BAD_NEW.mend
    return Problem(BAD_NEW, f"{variable.name}: {what}", place, hint)
