"""The book: everything a codebook says of every variable, before it becomes a page, a workbook or a document."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.stats.describe import Numbers, Profile, SetProfile
from surveykit.stats.outline import Outline, Texts
from surveykit.text import Text

Kind = Literal["coded", "multiple", "whole", "number", "text", "date", "time", "datetime"]


@dataclass(frozen=True, slots=True)
class Coded:
    """One code: its label, the cases that have it, and shares in percent of all cases and of the valid ones.

    `column` is that of a member of a set; `reason` says in a word why a missing code is missing.
    """

    value: Value | None
    label: Text
    n: int | None
    percent: float | None = None
    valid: float | None = None
    missing: bool = False
    reason: str = ""
    column: str = ""
    undeclared: bool = False

    @property
    def code(self) -> str:
        """The code as it is written."""
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so of a variable, with the variables and checks it points to.

    `key` is its stable name for scripts; `code` is the expression it was put into words from.
    """

    key: str
    term: str
    said: str
    names: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One row of a variable over the waves: how many cases, a share in percent, or a mean or median in each."""

    label: Text
    kind: Literal["count", "percent", "number"]
    cells: tuple[float | None, ...]
    key: str  # of a row that is no code: cases, valid, missing, mean, median


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable, or one set of columns that answer a question together."""

    name: str
    label: Text
    wording: Text
    kind: Kind
    facts: tuple[Fact, ...]
    codes: tuple[Coded, ...] = ()
    valid: int | None = None  # cases with a valid value; None where there are no data
    missing: int | None = None
    numbers: Numbers | None = None
    outline: Outline | Texts | None = None
    waves: tuple[WaveRow, ...] = ()
    gaps: bool = False  # no valid value in at least one wave, though cases are there
    members: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The variables of a section, in order; `table` is the title of a table of its own, such as a roster."""

    title: Text
    entries: tuple[Entry, ...]
    table: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of the codebook, and the variables it reads."""

    id: str
    severity: Literal["hard", "soft"]
    message: Text
    words: str
    rule: str
    names: tuple[str, ...]
    by: str = ""  # the variable whose value the cases share, of a rule of clusters

    @property
    def anchor(self) -> str:
        """What other pages link to."""
        return anchor_of(f"check-{self.id}")


def anchor_of(name: str) -> str:
    """What a link to a variable or check of this name leads to, on every page that has it.

    Example:
        >>> anchor_of("Größe (m²)")
        'Größe--m²-'
    """
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)


@dataclass(frozen=True, slots=True)
class Book:
    """A codebook in the order it is read, in one language and with the texts of all.

    `codebook` and `profiles` are what it was made of, for the formats that machines read.
    """

    title: Text
    language: str
    languages: tuple[str, ...]
    subtitle: str
    parts: tuple[Part, ...]
    codebook: Codebook
    n: int | None = None
    notes: tuple[str, ...] = ()
    checks: tuple[Checked, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
    waves: tuple[str, ...] = ()
    profiles: tuple[Profile | SetProfile, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry in order."""
        return (entry for part in self.parts for entry in part.entries)
