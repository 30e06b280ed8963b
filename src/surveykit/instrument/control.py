"""Controls: the few things a respondent can be asked to do, and how what is typed becomes an answer."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import assert_never

from surveykit.codebook.variable import Range
from surveykit.missing import Value
from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.text import Text

NOT_A_CHOICE = Rule(
    "SK450",
    "The answer is not among the choices",
    "A code without a label means nothing to anybody later.",
    "`7` where the choices are 1 to 4",
    "Type one of the numbers shown.",
)
NOT_A_NUMBER = Rule(
    "SK451",
    "The answer is not the number asked for",
    "Words, too many decimals or two numbers cannot be counted with.",
    "`12 people`",
    "Type the number alone; a comma or a point begins the decimals.",
)
OUT_OF_RANGE = Rule(
    "SK452",
    "The answer lies outside its range",
    "The range says what a sound answer can be.",
    "`140` where 0 to 100 is asked for",
    "Correct the answer, or leave it empty with a reason.",
)
TOO_LONG = Rule(
    "SK453",
    "The text is too long",
    "The variable has a longest length, so that every format can hold it.",
    "a text of 2,100 characters where 2,000 is the most",
    "Shorten it.",
)
NOT_A_DATE = Rule(
    "SK454",
    "The answer is not a date",
    "A date that is not in the calendar cannot be counted with.",
    "`2006-02-30`",
    "Type year-month-day (2006-05-31) or day.month.year (31.5.2006).",
)
CHOICE_COUNT = Rule(
    "SK455",
    "Too few or too many choices",
    "The question says how many may be ticked.",
    "nothing ticked where at least one is asked for",
    "Tick as many as the question says, or leave it empty with a reason.",
)

NONE_OF_THESE = "-"  # typed where none of several choices holds: an answer, not a blank

MOST_DIGITS = 15  # so many a double holds exactly

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its code and its label."""

    value: Value
    label: Text


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose from a list: exactly one, or between `least` and `most` where several may be ticked."""

    options: tuple[Option, ...]
    several: bool = False
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """Give a number: `decimals` 0 asks for a whole one, None lets any be."""

    decimals: int | None = 0
    range: Range | None = None
    unit: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Write:
    """Write words: one line, or several; `longest` in characters."""

    longest: int | None = None
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """Give a day of the calendar, between two ISO dates where they are set."""

    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """Nothing to do: a note to read, or a value the instrument computes."""


Control = Choose | Number | Write | Date | Show


def answer_of(control: Control, raw: str) -> Value | tuple[Value, ...] | Problem:
    """What was typed, as an answer; or the problem with it, which the screen shows under the field.

    Example:
        >>> answer_of(Number(decimals=1), "12,5")
        12.5
        >>> answer_of(Choose((Option(1, Text("Yes")), Option(0, Text("No"))), several=True), "1 0")
        (1, 0)
    """
    match control:
        case Choose():
            return _chosen(control, raw)
        case Number():
            return _number(control, raw)
        case Write():
            return _written(control, raw)
        case Date():
            return _day(control, raw)
        case Show():
            return Problem(NOT_A_CHOICE, "there is nothing to answer here")
        case _:
            assert_never(control)


def _chosen(control: Choose, raw: str) -> Value | tuple[Value, ...] | Problem:
    words = re.split(r"[\s,;]+", raw.strip()) if control.several else [raw.strip()]
    typed = [word for word in words if word and not (control.several and word == NONE_OF_THESE)]
    if not any(words):
        return Problem(NOT_A_CHOICE, "nothing was typed", hint="type a choice, or say why it is empty")
    ticked: dict[Value, None] = {}
    for word in typed:
        found = _option(control, word)
        if found is None:
            known = [option.value for option in control.options]
            hint = nearest(word, [str(value) for value in known]) or f"the choices are {listed(known)}"
            return Problem(NOT_A_CHOICE, f"'{word}' is not among the choices", hint=hint)
        ticked[found.value] = None
    return _counted(control, ticked) if control.several else next(iter(ticked))


def _option(control: Choose, word: str) -> Option | None:
    """The option typed: exactly, or in other capitals where that leaves one only."""
    exact = [option for option in control.options if str(option.value) == word]
    loose = [option for option in control.options if str(option.value).casefold() == word.casefold()]
    return exact[0] if exact else loose[0] if len(loose) == 1 else None


def _counted(control: Choose, ticked: dict[Value, None]) -> tuple[Value, ...] | Problem:
    if len(ticked) < control.least:
        return Problem(CHOICE_COUNT, f"{len(ticked)} ticked, at least {control.least} asked for")
    if control.most is not None and len(ticked) > control.most:
        return Problem(CHOICE_COUNT, f"{len(ticked)} ticked, at most {control.most} allowed")
    return tuple(option.value for option in control.options if option.value in ticked)


def _number(control: Number, raw: str) -> Value | Problem:
    typed = raw.strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(typed):
        return Problem(NOT_A_NUMBER, f"'{raw.strip()}' is not a number", hint="digits alone, 1234,5 or 1234.5")
    if sum(character.isdigit() for character in typed) > MOST_DIGITS:
        return Problem(NOT_A_NUMBER, f"'{typed}' has more than {MOST_DIGITS} digits", hint="look for a key held down")
    value = float(typed.replace(",", "."))
    decimals = len(re.split(r"[.,]", typed)[1].rstrip("0")) if re.search(r"[.,]", typed) else 0
    if control.decimals is not None and decimals > control.decimals:
        asked = "a whole number" if control.decimals == 0 else f"at most {control.decimals} decimals"
        return Problem(NOT_A_NUMBER, f"'{typed}' has decimals; {asked} is asked for")
    if control.range is not None and not control.range.holds(value):
        return Problem(OUT_OF_RANGE, f"{typed} lies outside {control.range}")
    return int(value) if value.is_integer() and control.decimals == 0 else value


def _written(control: Write, raw: str) -> str | Problem:
    from unicodedata import normalize

    text = normalize("NFC", raw if control.lines else " ".join(raw.split()))
    if not text.strip():
        return Problem(NOT_A_CHOICE, "nothing was typed", hint="write an answer, or say why it is empty")
    if control.longest is not None and len(text) > control.longest:
        return Problem(TOO_LONG, f"the text has {len(text)} characters, at most {control.longest} fit")
    return text


def _day(control: Date, raw: str) -> str | Problem:
    typed = raw.strip()
    day_first = _DAY_FIRST.fullmatch(typed)
    try:
        day = date(*map(int, reversed(day_first.groups()))) if day_first else date.fromisoformat(typed)
    except ValueError:
        return Problem(NOT_A_DATE, f"'{typed}' is not a date", hint=NOT_A_DATE.mend)
    iso = day.isoformat()
    if (control.earliest and iso < control.earliest) or (control.latest and iso > control.latest):
        between = f"{control.earliest or ''}..{control.latest or ''}"
        return Problem(OUT_OF_RANGE, f"{iso} lies outside {between}")
    return iso
