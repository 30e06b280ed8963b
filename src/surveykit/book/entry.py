"""What every entry of a table book has, and what it is made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import Field

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import ColumnId, Id
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.econometrics.fit import Fit
from surveykit.expr.parse import parse
from surveykit.expr.syntax import Expression
from surveykit.problems import Problem
from surveykit.reports.document import Block, Heading, Paragraph
from surveykit.reports.table import Table
from surveykit.text import Text

Names = Annotated[tuple[ColumnId, ...], Field(min_length=1)]
Decimals = Annotated[int, Field(ge=0, le=10)]


Said = str | tuple[str | int, ...]
"""Where something stands in an entry: the text, as it is written, or the path to it."""


class Entry(Frozen):
    """A table or picture of a book: its name, its title, the cases it is about, what is said under it."""

    id: Id = Field(description="The name of the entry, for `--only`, links and file names.")
    title: Text = Field(Text(), description="The title, per language; made of the labels where left out.")
    note: Text = Field(Text(), description="What is said under it, per language, before the notes that are made.")
    where: str = Field("", description="A condition; with that of the book, it says which cases are taken.")

    def names(self) -> Iterator[str]:
        """The variables and response sets the entry names; they must be in the codebook."""
        raise NotImplementedError

    def shows(self) -> tuple[Literal["table", "figure"], ...]:
        """What of it has a number: a table, a picture, or both."""
        return ("table",)

    def mistakes(self) -> Iterator[tuple[Said, Problem]]:
        """What is wrong in itself, whatever the data: where it stands, and the complaint."""
        yield from ()

    def filters(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Its conditions, each with its path in the entry."""
        if self.where:
            yield self.where, ("where",)

    def misfits(self, codebook: Codebook) -> Iterator[tuple[Said, Problem]]:  # noqa: ARG002 - of entries that need it
        """What it asks of variables that these are not: where it stands, and the complaint."""
        yield from ()

    def made(self, given: "Given") -> Iterator[Block]:
        """The blocks of the entry, from the data."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Given:
    """What the book gives its entries: data, design, condition of the book, language."""

    dataset: Dataset
    language: str
    design: Design | None = None
    where: str = ""
    fits: dict[str, Fit] = field(default_factory=dict, compare=False)
    """Models fitted already, by how they are written: entries may name the same."""

    @property
    def weight(self) -> str | None:
        """The name of the weight."""
        return None if self.design is None else self.design.weight

    def conditions(self, entry: Entry) -> str:
        """The condition of the book and that of an entry, as one text."""
        return " and ".join(
            f"({part})" if self.where and entry.where else part for part in (self.where, entry.where) if part
        )

    def condition(self, entry: Entry) -> Expression | None:
        """The condition of the cases of an entry."""
        text = self.conditions(entry)
        return parse(text) if text else None


def told(blocks: Iterable[Block], entry: Entry, language: str) -> Iterator[Block]:
    """Blocks as an entry of a book: the first table under its title, key and note; remarks become notes of tables."""
    parts = list(blocks)
    remarks = [part.text for part in parts if isinstance(part, Paragraph) and part.tone == "note" and part.text]
    note, title = entry.note.into(language), entry.title.into(language)
    first = True
    for part in parts:
        if isinstance(part, Table):
            notes = tuple(filter(None, [note, *part.notes, *remarks])) if first else part.notes
            key = entry.id if first else f"{entry.id}.{part.key}"
            yield replace(part, title=title or part.title if first else part.title, key=key, notes=notes)
            first = False
        elif isinstance(part, Heading):
            yield replace(part, level=max(3, part.level))
        elif not (isinstance(part, Paragraph) and part.tone == "note"):
            yield part
