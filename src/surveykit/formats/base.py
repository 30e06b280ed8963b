"""What a file format is: its name, how it is read and written, and what it can hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.engine.parquet import parquet_facts
from surveykit.problems import FormatError, Place, Problem, Rule, listed, nearest

if TYPE_CHECKING:
    import pyarrow as pa

UNKNOWN_FORMAT = Rule(
    "SK501",
    "The format is not known",
    "A file is read and written by its suffix; an unknown one cannot be guessed without risk.",
    "surveykit import answers.doc",
    "Save the file in a format surveykit knows.",
)
NO_WRITER = Rule(
    "SK502",
    "The format is read only",
    "Some formats are old or closed; writing them would lose too much.",
    "surveykit export sis.parquet -o sis.xls",
    "Choose another suffix.",
)
NOTHING = Rule(
    "SK517",
    "The dataset has no variables",
    "A file without columns cannot be read by any program.",
    "a dataset of which no variable was selected",
    "Select at least one variable.",
)
WRITE_ONLY = Rule(
    "SK642",
    "The format is written only",
    "What it holds is a program that another system runs; reading it would mean to run it.",
    "surveykit import sis.do",
    "Run it in its own program, and read the file that program saves.",
)
BAD_OPTION = Rule(
    "SK503",
    "A format has no such option",
    "An option that is misspelt and passed over would change the result in silence.",
    "surveykit import answers.csv -O encodng=cp1252",
    "Correct the name or the value.",
)


class Options(BaseModel):
    """The options of a format; a format without options uses this one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table lay in its file: its sheets with rows and columns, the one read, its headings, whose export it is."""

    sheets: tuple[tuple[str, int, int], ...] = ()
    sheet: str = ""
    heads: tuple[int, ...] = ()  # the numbers of the rows of headings
    why: str = ""  # why these
    service: str = ""  # the survey service that wrote it


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of a file: the dataset, and what was odd on the way; of a plain table, how it lay there."""

    dataset: Dataset
    problems: tuple[Problem, ...] = ()
    layout: Layout | None = None


class AfreshError(Exception):
    """The parts taken so far are void: a value says that a column is of another type than it seemed to be.

    Ask the stream for its parts again; by then it has read the file to its end and knows the types.
    """


@dataclass(frozen=True, slots=True)
class Stream:
    """A file read in parts, so that it need not fit into memory.

    `parts` gives tables of the same columns and types, and may be called again, as AfreshError asks for. `told` says,
    once they are all taken, which codebook explains them and what was odd on the way.
    """

    cases: int | None  # as many as the file declares; None where only its end tells
    parts: Callable[[], Iterator["pa.Table"]]
    told: Callable[[], tuple[Codebook, tuple[Problem, ...]]]
    layout: Layout | None = None


def collected(stream: Stream) -> Reading:
    """All parts of a stream in memory."""
    import pyarrow as pa

    while True:
        try:
            table = pa.concat_tables(stream.parts())
        except AfreshError:
            continue
        codebook, problems = stream.told()
        return Reading(Dataset(codebook, table), problems, stream.layout)


@dataclass(frozen=True, slots=True)
class Room:
    """How many missing codes of one variable a format can declare; None is any number.

    `codes` single codes where there is no range; or `ranges` ranges with `beside` single codes.
    """

    codes: int | None = 0
    ranges: int | None = 0
    beside: int | None = 0


ANY = Room(None, None, None)
NONE = Room()


@dataclass(frozen=True, slots=True)
class Naming:
    """What a format allows as the name of a variable, beside letters, digits and `_`."""

    most: int  # the longest, in bytes of UTF-8 or in letters
    letters: bool = False  # whether it is counted in letters
    signs: str = ""
    first: str = ""  # what a name may begin with, beside letters
    reserved: str = ""  # a pattern of the words that are no names
    english: bool = False  # whether only the letters of English go


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format can hold beside plain numbers and texts.

    `whole` says that the entire codebook travels with the file, so that nothing of it is lost. Otherwise `facts`
    names the fields of `Variable` and `Codebook` that do. None as a length is any length; lengths are in bytes of
    UTF-8, those of labels in letters where `letters` says so; `characters` is the longest text of a cell.
    """

    whole: bool = False
    facts: frozenset[str] = frozenset()
    value_labels: bool = False
    text_labels: bool = True  # value labels of texts too
    fraction_labels: bool = True  # value labels of numbers that are not whole
    languages: bool = False
    missing: Room = NONE
    missing_texts: Room = NONE
    missing_text_bytes: int | None = None
    reasons: bool = False
    dates: bool = True
    names: Naming | None = None
    letters: bool = False
    longest_label: int | None = None
    longest_value_label: int | None = None
    text_bytes: int | None = None
    characters: int | None = None
    trailing_blanks: bool = True
    blank_texts: bool = True  # texts of nothing but blanks
    lost_characters: str = ""  # a pattern (RE2) of characters a text of the format cannot hold
    infinite: bool = True
    long_integers: bool = True  # whole numbers above 2^53, which a number with decimals does not hold


Reader = Callable[[Path, Any], Reading]
Writer = Callable[[Dataset, Path, Any], None]
Streamer = Callable[[Path, Any], Stream]
Progress = Callable[[int, int | None], None]
"""Told how many cases are done, and of how many where that is known."""


def written_only(path: Path, _options: Any) -> Reading:
    """The reader of a format that is only written.

    Raises:
        FormatError: SK642.
    """
    raise FormatError(
        Problem(WRITE_ONLY, f"{path.suffix} is written, not read", Place(file=str(path)), WRITE_ONLY.mend)
    )


@dataclass(frozen=True, slots=True)
class Format:
    """One file format. `apart` formats are read in a process of their own, for their files may be hostile."""

    name: str
    suffixes: tuple[str, ...]
    carries: Carries
    read: Reader
    write: Writer | None = None
    options: type[Options] = Options
    apart: bool = False
    remarks: Callable[[Dataset, Any], Iterable[Problem]] | None = None  # what only this format has to say on writing
    carries_with: Callable[[Any], Carries] | None = None  # where an option decides what it can hold
    beside: str = ""  # the suffix of the data file, where the file itself only describes it
    stream: Streamer | None = None  # reading in parts, for files larger than memory
    some: Callable[[Path, Any, frozenset[str]], Stream] | None = None  # the same, of the variables named and no others
    in_parts: Callable[[Path, Any], bool] | None = None  # whether this file will be; where there is none, each will

    def carrying(self, options: Options) -> Carries:
        """What a file written with these options can hold."""
        return self.carries_with(options) if self.carries_with else self.carries


def stream_of(format_: Format, path: Path, options: Options, columns: frozenset[str] = frozenset()) -> Stream:
    """A file in parts; where its format has no parts, as one that was read whole.

    Where `columns` are named, the others may be left out, if the format can and has all of those.
    """
    if columns and format_.some is not None:
        return format_.some(path, options, columns)
    if format_.stream is not None:
        return format_.stream(path, options)
    return in_one(format_.read(path, options))


def in_one(reading: Reading) -> Stream:
    """A file that was read whole, as a stream of one part."""
    told = (reading.dataset.codebook, reading.problems)
    return Stream(cases_in(reading.dataset), lambda: iter((reading.dataset.arrow(),)), lambda: told, reading.layout)


def options_of(format_: Format, pairs: Mapping[str, str]) -> Options:
    """The options of a format from the words of a command line.

    Raises:
        FormatError: SK503, each unknown key and each value that does not fit.
    """
    known = format_.options.model_fields
    try:
        return format_.options.model_validate(dict(pairs))
    except ValidationError as complaint:
        raise FormatError([_option_problem(error, format_, tuple(known)) for error in complaint.errors()]) from None


def _option_problem(error: Any, format_: Format, known: tuple[str, ...]) -> Problem:
    key = ".".join(str(step) for step in error["loc"])
    if error["type"] == "extra_forbidden":
        choice = f"its options are {listed(known)}" if known else "it has no options"
        return Problem(BAD_OPTION, f"{format_.name} has no option '{key}'", hint=nearest(key, known) or choice)
    said = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "int_parsing":
        said = "a whole number is asked for"
    elif error["type"] == "literal_error":
        said = "it is one of " + str(error["ctx"]["expected"]).removeprefix("'', ")
    elif error["type"] == "greater_than_equal":
        said = f"it is {error['ctx']['ge']} or more"
    return Problem(BAD_OPTION, f"option '{key}' of {format_.name}: {said}, not '{error['input']}'")


def located(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """The problems with the file named in their place."""
    return tuple(
        problem if problem.place.file else problem.at(replace(problem.place, file=str(path))) for problem in problems
    )


def unplaced(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a stream, which has no file to name."""
    return (problem.at(replace(problem.place, file="")) for problem in problems)


def cases_in(dataset: Dataset) -> int:
    """How many cases a dataset has; a file is asked, not loaded."""
    if isinstance(dataset.table, Path):
        return parquet_facts(dataset.table).rows
    return int(dataset.arrow().num_rows)


def at_case(row: int, variable: str) -> Place:
    """The place of a cell in a table without names of cases: its row, counted from 1."""
    return Place(case=str(row + 1), variable=variable)
