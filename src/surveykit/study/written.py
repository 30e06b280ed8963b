"""What a study file says: instruments, data and what is done to them, books, published numbers, the report."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from surveykit.codebook.codelist import Frozen
from surveykit.codebook.written import Id, Several
from surveykit.text import Text

Format = Literal["html", "docx", "xlsx", "pdf", "md", "csv", "tex", "json", "txt"]
Formats = Annotated[tuple[Format, ...], Field(min_length=1)]
Whose = Literal["adjudicated", "agreed", "single"]


def _file_alone(said: Any) -> Any:
    return {"file": said} if isinstance(said, str) else said


class Coded(Frozen):
    """Codings of open answers, and whose codes hold; a plain name of a file says it with nothing more."""

    file: str = Field(description="The codings: a table, or a store of codings.")
    policy: Whose = Field("adjudicated", description="Whose codes hold where coders differ.")
    coder: str = Field("", description="The coder of `policy: single`.")


class Typed(Frozen):
    """A typology that the cases are put into; a plain name of a file says it with nothing more."""

    file: str = Field(description="The typology.")
    codings: str = Field(
        "",
        description="The codings it reads, a file of `codings`; the only one, for the first typology, where left out.",
    )
    parameters: Mapping[str, str] = Field({}, description="Parameters of the typology that are other than it says.")


class Data(Frozen):
    """One dataset: where it comes from, and what is done to it, in the order of these keys."""

    from_: Several = Field(alias="from", description="The file of answers, or a list of files of one form.")
    options: Mapping[str, str] = Field({}, description="Options of the format, as `import -O` takes them.")
    instrument: Id | None = Field(None, description="The instrument whose codes it is put into, one of `instruments`.")
    codebook: str = Field("", description="A codebook in the place of an instrument.")
    mapping: str = Field("", description="How columns are matched, where they are called otherwise.")
    corrections: str = Field("", description="Corrections, a list or a worksheet that was filled in.")
    frames: tuple[str, ...] = Field((), description="The coding frames of `codings`: one for all, or one for each.")
    codings: tuple[Annotated[Coded, BeforeValidator(_file_alone)], ...] = Field(
        (), description="Codings of open answers; they become variables."
    )
    typologies: tuple[Annotated[Typed, BeforeValidator(_file_alone)], ...] = Field(
        (), description="Typologies that the cases are put into, one after the other."
    )
    design: str = Field("", description="How the cases were drawn: a design file.")
    weighting: str = Field("", description="What weights are fitted to: a weighting file.")
    rules: str = Field("", description="Rules of your own that it is validated by.")
    baseline: str = Field("", description="Findings of the validation that are known.")


class Tables(Frozen):
    """A table book and the data it is made from."""

    file: str = Field(description="The table book.")
    data: Id = Field(description="Its data, one of `data`.")
    formats: Formats = Field(("html",), description="The formats it is written in.")


class Printed(Frozen):
    """Published numbers that are held against each other, and against the data."""

    file: str = Field(description="The file of published numbers.")
    book: Several | None = Field(
        None, description="The table books the values come from, of `books`, in the order the file names them."
    )
    formats: Formats = Field(("html", "xlsx", "json"), description="The formats it is written in.")


class Part(Frozen):
    """A part of the report: a heading, words, and one thing that was made."""

    heading: Text = Field(Text(), description="A heading before it, per language.")
    text: Text = Field(Text(), description="Paragraphs, per language, with an empty line between them.")
    book: Id | None = Field(None, description="A table book, one of `books`.")
    only: tuple[str, ...] = Field((), description="The entries of the book that are shown; all where left out.")
    published: Id | None = Field(None, description="What of published numbers does not hold, of `published`.")
    validation: Id | None = Field(None, description="How the validation of data ended, of `data`.")
    types: Id | None = Field(None, description="The types of data, counted, of `data`.")
    agreement: Id | None = Field(None, description="How far the coders of the codings of data agree, of `data`.")
    codebook: Id | None = Field(None, description="Where the codebook of data is, of `data`.")


class Report(Frozen):
    """The report: its title, and its parts in the order they are read."""

    title: Text = Field(Text(), description="The title, per language; that of the study where left out.")
    parts: Annotated[tuple[Part, ...], Field(min_length=1)] = Field(description="What it holds, in order.")
    formats: Formats = Field(("html",), description="The formats it is written in.")


class StudyFile(Frozen):
    """A study: its data and what is done to them, the tables, what was published, and a report on it."""

    study: Id = Field(description="The name of the study.")
    title: Text = Field(description="The title, per language.")
    synthetic: bool = Field(
        default=False, description="Whether the answers are made up; every page says so then, above all else."
    )
    language: str = Field("en", description="The language of tables, pages and the report.")
    seed: Annotated[int, Field(ge=0)] = Field(1, description="What draws by chance begin with.")
    instruments: Mapping[Id, str] = Field({}, description="Instruments: a name and a file.")
    data: Mapping[Id, Data] = Field({}, description="Datasets, by name.")
    books: Mapping[Id, Tables] = Field({}, description="Table books, by name; models are entries of books.")
    published: Mapping[Id, Printed] = Field({}, description="Files of published numbers, by name.")
    report: Report | None = Field(None, description="The report; none is made where it is left out.")
