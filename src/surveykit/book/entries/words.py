"""Words between tables: a heading, paragraphs."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from surveykit.book.entry import Given
from surveykit.codebook.codelist import Frozen
from surveykit.reports.document import Block, Heading, Paragraph
from surveykit.text import Text


class Words(Frozen):
    """A heading, a text, or both."""

    kind: Literal["text"] = Field(description="Words between tables.")
    heading: Text = Field(Text(), description="A heading, per language.")
    text: Text = Field(Text(), description="Paragraphs parted by empty lines, per language.")

    def made(self, given: Given) -> Iterator[Block]:
        """The heading and the paragraphs."""
        if heading := self.heading.into(given.language):
            yield Heading(heading)
        yield from (Paragraph(part.strip()) for part in self.text.into(given.language).split("\n\n") if part.strip())
