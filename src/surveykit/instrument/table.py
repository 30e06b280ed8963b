"""Tables: code lists that live in a CSV file, such as countries with their regions, for choices and cascades."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from surveykit.codebook.codelist import Code, CodeList, Frozen
from surveykit.instrument.written import code_of
from surveykit.missing import Value
from surveykit.text import Text


def _labels(written: object) -> object:
    return {"": written} if isinstance(written, str) else written


class Table(Frozen):
    """A code list kept as a table: a column of codes, one of labels per language, and columns to choose rows by."""

    file: str = Field(
        "", description="A CSV file beside the instrument, in UTF-8, with a line of headings.", exclude=True
    )
    code: str = Field(description="The column that holds the codes.")
    label: Annotated[Mapping[str, str], BeforeValidator(_labels)] = Field(
        description="The column that holds the labels, or one for each language."
    )
    columns: tuple[str, ...] = Field((), description="More columns, which `where` of a question can choose rows by.")
    rows: tuple[tuple[str, ...], ...] = Field(
        (), description="The rows, where they stand here and not in a file: code, labels and columns in their order."
    )

    @cached_property
    def codes(self) -> tuple[Value, ...]:
        """The code of each row: numbers where all are whole numbers, texts otherwise."""
        return tuple(code_of([row[0] for row in self.rows]))

    def listed(self, name: str) -> CodeList:
        """The table as a code list."""
        languages = list(self.label)
        texts = (Text(dict(zip(languages, row[1:], strict=False))) for row in self.rows)
        pairs = zip(self.codes, texts, strict=True)
        return CodeList(name=name, codes=tuple(Code(value=code, label=label) for code, label in pairs))

    def chosen(self, where: Mapping[str, object]) -> frozenset[Value]:
        """The codes of the rows whose columns hold these values; a value that is not known (None) chooses none."""
        first = 1 + len(self.label)
        places = {first + self.columns.index(column): _said(value) for column, value in where.items()}
        rows = zip(self.codes, self.rows, strict=True)
        return frozenset(code for code, row in rows if all(row[place] == said for place, said in places.items()))


def _said(value: object) -> str | None:
    """A value as a cell of the file says it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)
