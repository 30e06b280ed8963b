"""What is typed: how the keys of a keyer, or a cell of a file, become the answer a control asks for."""

import re
from datetime import date
from typing import assert_never

from surveykit.instrument.control import (
    NONE_OF_THESE,
    Choose,
    Clock,
    Control,
    Date,
    Number,
    Option,
    Rank,
    Show,
    Write,
)
from surveykit.missing import Value
from surveykit.problems import Problem, Rule, listed, nearest

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

GOES_ALONE = Rule(
    "SK456",
    "A choice that goes with no other stands beside others",
    "None of these, and one of them too, cannot both be so.",
    "`0 3` where 0 says none of these",
    "Take one of them back.",
)
NOT_A_TIME = Rule(
    "SK457",
    "The answer is not a time",
    "A time that is on no clock cannot be counted with.",
    "`25:10`",
    "Type hours and minutes: 14:30 for a time of the day, 1:30 for an hour and a half.",
)

MOST_DIGITS = 15  # so many a double holds exactly

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_CLOCK = re.compile(r"(\d{1,6})[:.h](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def answer_of(control: Control, raw: str) -> Value | tuple[Value, ...] | Problem:
    """What was typed, as an answer; or the problem with it, which the screen shows under the field.

    Example:
        >>> from surveykit.text import Text
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
        case Clock():
            return _clock(control, raw)
        case Rank():
            return _ranked(control, raw)
        case Show():
            return Problem(NOT_A_CHOICE, "there is nothing to answer here")
        case _:
            assert_never(control)


def _chosen(control: Choose, raw: str) -> Value | tuple[Value, ...] | Problem:
    if not control.several:
        found = _options(control.options, [raw.strip()])
        return found if isinstance(found, Problem) else found[0]
    found = _options(control.options, _words(raw))
    if isinstance(found, Problem):
        return found
    alone = [value for value in control.exclusive if value in found]
    if alone and len(found) > 1:
        return Problem(GOES_ALONE, f"{alone[0]} goes with no other choice", hint=GOES_ALONE.mend)
    ticked = tuple(option.value for option in control.options if option.value in found)
    return _counted(ticked, control.least, control.most) or ticked


def _ranked(control: Rank, raw: str) -> tuple[Value, ...] | Problem:
    found = _options(control.options, _words(raw))
    if isinstance(found, Problem):
        return found
    return _counted(found, control.least, control.most or len(control.options)) or found


def _words(raw: str) -> list[str]:
    """The codes typed one after the other; one empty word where nothing was typed."""
    words = [word for word in re.split(r"[\s,;]+", raw.strip()) if word]
    return [word for word in words if word != NONE_OF_THESE] if words else [""]


def _options(options: tuple[Option, ...], words: list[str]) -> tuple[Value, ...] | Problem:
    """The values of the choices typed, each once, in the order typed."""
    found: dict[Value, None] = {}
    for word in words:
        if not word:
            return Problem(NOT_A_CHOICE, "nothing was typed", hint="type a choice, or say why it is empty")
        option = _option(options, word)
        if option is None:
            known = [option.value for option in options]
            hint = nearest(word, [str(value) for value in known]) or f"the choices are {listed(known)}"
            return Problem(NOT_A_CHOICE, f"'{word}' is not among the choices", hint=hint)
        found[option.value] = None
    return tuple(found)


def _option(options: tuple[Option, ...], word: str) -> Option | None:
    """The option typed: exactly, or in other capitals where that leaves one only."""
    exact = [option for option in options if str(option.value) == word]
    loose = [option for option in options if str(option.value).casefold() == word.casefold()]
    return exact[0] if exact else loose[0] if len(loose) == 1 else None


def _counted(chosen: tuple[Value, ...], least: int, most: int | None) -> Problem | None:
    """The complaint that too few or too many were chosen."""
    if len(chosen) < least:
        return Problem(CHOICE_COUNT, f"{len(chosen)} chosen, at least {least} asked for")
    if most is not None and len(chosen) > most:
        return Problem(CHOICE_COUNT, f"{len(chosen)} chosen, at most {most} allowed")
    return None


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
    return _between(day.isoformat(), control.earliest, control.latest)


def _clock(control: Clock, raw: str) -> Value | Problem:
    typed = raw.strip()
    parts = _CLOCK.fullmatch(typed)
    if control.unit and not parts:
        return _number(Number(decimals=None, range=control.range), raw)
    first, second = (int(part) for part in parts.groups()) if parts else (99, 99)
    if second > 59 or (not control.unit and first > 23):
        return Problem(NOT_A_TIME, f"'{typed}' is not a time", hint=NOT_A_TIME.mend)
    if not control.unit:
        return _between(f"{first:02}:{second:02}", control.earliest, control.latest)
    value = first + second / 60 if control.unit == "hours" else first * 60 + second
    if control.range is not None and not control.range.holds(value):
        return Problem(OUT_OF_RANGE, f"{typed} lies outside {control.range}")
    return value


def _between(iso: str, earliest: str | None, latest: str | None) -> str | Problem:
    """A day or time written the ISO way, or the complaint that it lies outside its range."""
    if (earliest and iso < earliest) or (latest and iso > latest):
        return Problem(OUT_OF_RANGE, f"{iso} lies outside {earliest or ''}..{latest or ''}")
    return iso
