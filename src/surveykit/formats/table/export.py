"""What the export of a survey service tells of its columns, and what all services have in common."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from surveykit.codebook.variable import Role
from surveykit.formats.table.sheet import Sheet, said

Part = Literal["answer", "choice", "other", "technical"]
"""What a column holds: an answer, whether a choice is ticked, the words behind "Other", or how it went."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of an export."""

    name: str  # what the variable is to be called
    label: str = ""
    wording: str = ""  # the text of the question, where the label is a part of it
    question: str = ""  # the question it is of
    part: Part = "answer"
    choice: str = ""  # the choice it stands for
    personal: bool = False
    role: Role | None = None
    codes: tuple[tuple[int, str], ...] = ()  # codes the service gives a meaning


@dataclass(frozen=True, slots=True)
class Export:
    """How the export of a service is to be read."""

    heads: tuple[int, ...]  # the indices of the lines of headings
    columns: tuple[Asked, ...]
    joined: str = ""  # what stands between the choices of one cell
    dropped: Mapping[int, str] = field(default_factory=dict)  # lines of data that are no cases, by index, and why
    month_first: bool = False  # whether the service writes 12/31/2024
    not_asked: str = ""  # the words for a question that was not shown


@dataclass(frozen=True, slots=True)
class Service:
    """A survey service: its name, and how its exports are recognised; None where a sheet is no export of it."""

    key: str
    name: str
    recognised: Callable[[Sheet], Export | None]


_OTHER = re.compile(
    r"\bother\b.*(specify|please|text|describe)|\[other\]|please specify|^other$|_other$|"
    r"(annet|andre).*(spesifiser|oppgi|hva)|(sonstige|andere).*(angeben|bitte)|altro.*specificare|"
    r"autre.*préciser|otros?.*especif|другое.*(указать|укажите|уточн)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*(?:question\s+)?([A-Za-z]{0,3}\.?\d{1,3}[a-z]?)\s*[.):\-–—]\s+(?=\S)", re.IGNORECASE)


def is_other(heading: str) -> bool:
    """Whether a heading asks for the words behind "Other".

    Example:
        >>> is_other("Other (please specify)"), is_other("Annet, vennligst spesifiser"), is_other("Mother tongue")
        (True, True, False)
    """
    return _OTHER.search(heading) is not None


def plain(text: str) -> str:
    """A heading to be compared: no upper case, no blanks, no signs.

    Example:
        >>> plain("Respondent ID"), plain("RespondentID")
        ('respondentid', 'respondentid')
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def words_of(sheet: Sheet, index: int) -> list[str]:
    """The cells of a line as texts, one for each column."""
    if index >= len(sheet.lines):
        return [""] * sheet.width
    return [said(sheet.lines[index].at(column)) for column in range(sheet.width)]


def technical(heading: str, known: Mapping[str, str]) -> Asked | None:
    """The column of a service's own, if the heading is one.

    Args:
        heading: as it stands.
        known: plain headings and what they are: "" how it went, "personal", or "id".
    """
    mark = known.get(plain(heading))
    if mark is None:
        return None
    name = re.sub(r"\W+", "_", heading).strip("_")
    role: Role | None = "id" if mark == "id" else None
    return Asked(name, heading, part="technical", personal=mark == "personal", role=role)


def named(text: str, number: int) -> tuple[str, str]:
    """A name and a label from the text of a question: its own number, a word that is a name already, or its place.

    Example:
        >>> named("Q3. How often?", 7), named("size", 7), named("How often?", 7)
        (('q3', 'How often?'), ('size', ''), ('q7', 'How often?'))
    """
    found = _CODE.match(text)
    if found:
        code = re.sub(r"\W", "", found[1]).lower()
        return (f"q{code}" if code[0].isdigit() else code), text[found.end() :]
    if re.fullmatch(r"[^\W\d]\w{0,31}", text):
        return text, ""
    return f"q{number}", text


def unique(columns: Iterable[Asked]) -> tuple[Asked, ...]:
    """The columns with names that differ, whatever their case; one without a heading is called by its place."""
    taken: set[str] = set()
    given = []
    for number, column in enumerate(columns, 1):
        plain_name = name = column.name or f"column_{number}"
        count = 2
        while name.casefold() in taken:
            name, count = f"{plain_name}_{count}", count + 1
        taken.add(name.casefold())
        given.append(replace(column, name=name))
    return tuple(given)


def shares(headings: Collection[str], wanted: Sequence[str]) -> bool:
    """Whether all wanted headings are there, each written in any way."""
    return {plain(word) for word in wanted} <= {plain(word) for word in headings}
