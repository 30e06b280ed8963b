"""What a file of published numbers says: tables as printed, values from data, and the checks."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id, Several
from surveykit.reproduction.checks import AnyCheck
from surveykit.reproduction.printed import Brackets
from surveykit.reproduction.table import PARTS
from surveykit.text import Text


def _word(word: str) -> str:
    if not word.replace("_", "a").isalnum():
        msg = (
            f"'{word}' cannot be the id of a row or column: letters, digits and _ only; `labels` say what it is called"
        )
        raise ValueError(msg)
    if word in PARTS:
        msg = f"'{word}' is a part of every cell and cannot be the id of a row or column"
        raise ValueError(msg)
    return word


Word = Annotated[str, AfterValidator(_word)]
Level = Annotated[float, Field(gt=0, lt=1)]
Stars = Mapping[str, Level]


class TableWritten(Frozen):
    """A printed table."""

    id: Id = Field(description="The name of the table, in the names of its cells: `table1.export.mean`.")
    locus: str = Field(description="Where it stands in the paper: Table 1, Figure 2, page 14.")
    title: Text = Field(Text(), description="Its title, per language.")
    columns: Annotated[tuple[Word, ...], Field(min_length=1)] = Field(description="The ids of its columns, in order.")
    rows: Annotated[Mapping[Word, tuple[str | None, ...]], Field(min_length=1)] = Field(
        description="The cells of each row, as printed: `0.350`, `<0.001`, `19 %`, `0.611 (4.75) ***`; ~ for nothing."
    )
    counts: Literal["all"] | tuple[str, ...] = Field(
        (), description="Rows and columns of whole numbers that were counted and not rounded, or `all`."
    )
    brackets: Brackets | None = Field(None, description="What the number in brackets is: se, z, t or p.")
    absolute: bool = Field(default=False, description="Whether numbers in brackets are printed without their sign.")
    stars: Stars | None = Field(None, description="The levels of the stars; those of the file where left out.")
    labels: Mapping[str, str] = Field({}, description="What the paper calls rows and columns, by their ids.")


class FromData(Frozen):
    """A value from data: a cell of the table book that makes the same tables."""

    entry: str = Field(description="The id of the entry of the table book.")
    row: str = Field(description="The label of the row, as the table has it.")
    column: str = Field(description="The key of the column.")


class PublishedFile(Frozen):
    """The numbers a paper prints, and what should follow from them."""

    published: Id = Field(description="The name of the file.")
    title: Text = Field(description="The title, per language.")
    source: str = Field(description="The paper the numbers are printed in.")
    language: str = Field("", description="The language of pages made of it where none is asked for.")
    book: Several | None = Field(
        None, description="The table book, or books, that make the same tables from data; paths from this folder."
    )
    stars: Stars = Field({}, description="The levels of stars, of tables that say no other: `'**': 0.05`.")
    tables: tuple[TableWritten, ...] = Field((), description="The tables, as printed.")
    values: Mapping[Id, FromData | str] = Field(
        {}, description="Steps on the way, by name: a cell of the table book, or an expression over cells."
    )
    checks: tuple[AnyCheck, ...] = Field((), description="What should follow from what.")
