"""The printed questionnaire as data: sections, questions and answer areas, in one language and without markup."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick: its code, its label, where the reader goes on from it, and whether a line follows it."""

    code: str
    label: str
    go_to: str = ""  # words, such as "go to question 12"; nothing where the next question follows
    specify: str = ""  # the words before a line to write on, as in "other, please specify"


@dataclass(frozen=True, slots=True)
class Ticks:
    """Choices one under the other: round boxes where one is ticked, square ones where several may be."""

    choices: tuple[Choice, ...]
    several: bool
    instruction: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Points in a row, with words at its ends."""

    points: tuple[Choice, ...]
    low: str
    high: str
    instruction: str


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes for digits, `whole` before the decimal sign and `decimals` after it; a line where `whole` is 0."""

    whole: int
    decimals: int
    unit: str
    sign: str = "."  # the decimal sign
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Boxes for the parts of a date or a time of day, one box a letter of the pattern, such as `dd.mm.yyyy`."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class Ranks:
    """Choices with a box each, for the place the choice has."""

    choices: tuple[Choice, ...]
    instruction: str


@dataclass(frozen=True, slots=True)
class FromList:
    """A code from a list printed at the end."""

    width: int
    instruction: str


Area = Ticks | Scale | Boxes | Stamp | Lines | Ranks | FromList


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands at a question beside its answer: number, text, help, condition, where the answer comes from."""

    id: str
    mark: str
    text: str
    help: str = ""
    condition: str = ""  # words, such as "asked if question 4 is Yes"
    instructions: tuple[str, ...] = ()
    arrows: tuple[str, ...] = ()  # where the reader goes on, for rows that have no room beside a choice
    lines: tuple[str, ...] = ()  # the ids of "other, please specify", printed with the choices


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its own answer area; `empties` are the boxes of the interviewer."""

    wording: Wording
    area: Area
    empties: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Questions with the same choices: a row each, the choices as columns."""

    wording: Wording  # of the stem, which may be silent
    columns: tuple[Choice, ...]
    rows: tuple[Wording, ...]
    several: bool
    instruction: str
    ends: tuple[str, str] = ("", "")  # words at the two ends of a scale, above the columns
    key: tuple[Choice, ...] = ()  # what the columns mean, where that is too long to stand above them
    empties: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers under one stem: a row each with boxes, and a total where they must add up."""

    wording: Wording
    rows: tuple[tuple[Wording, Boxes], ...]
    total: str  # words of the total, such as "Total: 100"; nothing where there is none
    empties: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A text to read, with nothing to answer."""

    wording: Wording


@dataclass(frozen=True, slots=True)
class Roster:
    """Questions asked once a row: a table with a row for each member and the questions as columns."""

    caption: str  # what a row is
    rows: tuple[str, ...]
    columns: tuple[Entry, ...]
    remark: str


Part = Entry | Grid | Sums | Note | Roster


def wordings_of(part: Part) -> Iterator[Wording]:
    """Every question of a part."""
    match part:
        case Entry(wording) | Note(wording):
            yield wording
        case Grid(_, _, rows):
            yield from rows
        case Sums(_, rows):
            yield from (row for row, _ in rows)
        case _:
            yield from (entry.wording for entry in part.columns)


def names_of(part: Part) -> tuple[str, ...]:
    """The ids of the questions printed in a part."""
    return tuple(name for wording in wordings_of(part) for name in (wording.id, *wording.lines) if name)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring parts that are asked under one condition, which is said once above them."""

    condition: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the questionnaire.

    `repeat` says how often a roster is asked; `row_field` is the field for the number of the row, where the
    pages are to be copied.
    """

    id: str
    mark: str
    title: str
    condition: str
    repeat: str
    row_field: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A list of codes printed at the end, because it is too long to stand at a question."""

    title: str
    choices: tuple[Choice, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on the first page: title, facts of the instrument, introduction, how to fill in, fields."""

    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    introduction: str
    how: tuple[str, tuple[str, ...]]
    fields: tuple[str, ...]
    footer: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """An instrument as it is printed in one language."""

    language: str
    head: Head
    sections: tuple[Section, ...]
    end: tuple[str, str]
    lists: tuple[str, tuple[Leaf, ...]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table at the end of an edition for review."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer reads beside the questionnaire: facts of every question, and tables at the end."""

    facts: Mapping[str, tuple[tuple[str, str], ...]]
    tables: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed: the questionnaire in one language or in two beside each other, and what a reviewer needs.

    The sides have the same sections, runs and parts in the same order.
    """

    sides: tuple[Questionnaire, ...]
    review: Review | None = None
