"""What a table book says: the data it is made from, and its entries in order."""

from typing import Annotated

from pydantic import Field

from surveykit.book.entries import AnyEntry
from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id
from surveykit.design.design import Design
from surveykit.text import Text


class BookFile(Frozen):
    """A table book: every table and picture of a report, declared."""

    book: Id = Field(description="The name of the book.")
    title: Text = Field(description="The title, per language.")
    subtitle: Text = Field(Text(), description="What stands under the title, such as the source of the data.")
    language: str = Field("", description="The language it is made in where none is asked for; the data's first else.")
    data: str = Field("", description="The data, a path from the folder of the book; `--data` says another.")
    design: Design | None = Field(None, description="How the cases were drawn; each counts once where left out.")
    where: str = Field("", description="A condition of all entries: the cases the book is about.")
    numbered: bool = Field(default=False, description="Whether titles begin with Table 1, Figure 1 and so on.")
    entries: Annotated[tuple[AnyEntry, ...], Field(min_length=1)] = Field(description="What it holds, in order.")
