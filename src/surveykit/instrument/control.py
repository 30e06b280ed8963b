"""Controls: the few things a respondent can be asked to do, whatever the screen or the paper it is asked on."""

from dataclasses import dataclass, field
from typing import Literal

from surveykit.codebook.variable import Range
from surveykit.missing import Value
from surveykit.text import Text

NONE_OF_THESE = "-"  # typed where none of several choices holds: an answer, not a blank

Unit = Literal["", "seconds", "minutes", "hours"]


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
    exclusive: tuple[Value, ...] = ()  # the choices that go with no other


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
class Clock:
    """Give a time of the day (`unit` "", between two ISO times), or a duration counted in the unit, within a range."""

    earliest: str | None = None
    latest: str | None = None
    unit: Unit = ""
    range: Range | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """Put choices in order, the first place first; between `least` and `most` of them."""

    options: tuple[Option, ...]
    least: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """Nothing to do: a note to read, or a value the instrument computes."""


Control = Choose | Number | Write | Date | Clock | Rank | Show
