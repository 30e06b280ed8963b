"""What an exchange of instruments is: a foreign form read into our file, or our instrument written as one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from surveykit.instrument.instrument import Instrument
from surveykit.problems import Place, Problem, Rule

UNKNOWN_FORM = Rule(
    "SK560",
    "Whose form this is, is not known",
    "Several systems keep their forms in files of the same suffix; a wrong guess would read nonsense.",
    "surveykit convert form.xlsx form.yaml, where form.xlsx is a table of answers",
    "Name the system: --from xlsform, or --to xlsform.",
)
ONE_WAY = Rule(
    "SK561",
    "The system's forms are exchanged one way only",
    "Some forms are only read, some only written.",
    "surveykit convert sis.yaml sis.lss",
    "Choose another system.",
)
LACKING_PACKAGE = Rule(
    "SK562",
    "A package is not installed",
    "Reading these forms needs a package that surveykit does not install by itself.",
    "surveykit convert form.xlsx form.yaml, without the extra `xlsform`",
    "Install the package named in the message.",
)
NOT_A_FORM = Rule(
    "SK563",
    "The file cannot be read as a form",
    "It is damaged, too large, or has not the sheets and columns of a form.",
    "a workbook without a sheet `survey`",
    "Ask for the file again, or look at the place named.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a foreign form became: our YAML, what could not be held and where it stood, and how much there was.

    `counts` has the keys `questions`, `expressions`, `translated` and `kept_as_notes`, and those of the reader's own.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One system of questionnaires: its name for --from and --to, and how its forms are known, read and written.

    `recognises` looks into a file with one of the suffixes and says whether it is a form of this system; it raises
    nothing. `read` raises FormatError where nothing sensible can be returned. `write` returns what the form cannot
    hold.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Reading] | None = None
    write: Callable[[Instrument, Path], tuple[Problem, ...]] | None = None


def located(problems: Iterable[Problem], path: Path) -> tuple[Problem, ...]:
    """The problems with the file named in their place."""
    return tuple(
        problem if problem.place.file else problem.at(replace(problem.place, file=str(path))) for problem in problems
    )


def at_cell(sheet: str, column: int, row: int, file: str = "") -> Place:
    """The place of a cell of a workbook: `survey!F12`; column and row count from 1.

    Example:
        >>> str(at_cell("survey", 6, 12))
        'survey!F12'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return Place(file=file, cell=f"{sheet}!{letters}{row}")
