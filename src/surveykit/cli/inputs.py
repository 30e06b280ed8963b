"""Inputs: what a command is given, a data file or a store of interviews, as one dataset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from surveykit.cli.boundary import tell
from surveykit.problems import DataError, Place, Problem, Rule, StoreError, listed, nearest

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.expr.symbol import Symbols
    from surveykit.instrument.instrument import Instrument
    from surveykit.interview.interview import Interview

NO_INSTRUMENT = Rule(
    "SK810",
    "The store holds no interviews",
    "A store knows its instrument from the first interview on.",
    "surveykit describe new.db",
    "Enter an interview first: surveykit enter INSTRUMENT --to STORE.",
)
MIXED_VERSIONS = Rule(
    "SK811",
    "Versions of the instrument in one store contradict each other",
    "A code that is Yes in one version and No in the next would be counted as one answer.",
    "1 relabelled from Yes to No between two versions, with interviews of both in field.db",
    "Give the changed question an id of its own, and enter its interviews into a store of their own.",
)


NO_ROSTER = Rule(
    "SK812",
    "There is no such roster",
    "The rows of a roster are a table of their own, named by its section.",
    "--roster partner where the section is called partners",
    "Name a section of the instrument that has a `roster`.",
)
OTHER_TABLES = Rule(
    "SK813",
    "Rosters stand in tables of their own",
    "A table of cases has one row a case; a firm with three partners has three rows in the table of partners.",
    "surveykit import field.db -o cases.parquet, with an instrument that has a roster",
    "Write them too: surveykit import STORE --roster NAME -o OUT; the variable `case` links the tables.",
)
Kind = Literal["instrument", "codebook", "frame"]
_KINDS: tuple[Kind, ...] = ("instrument", "codebook", "frame")


def kind_of(path: Path) -> Kind:
    """What a YAML file describes, by its first key that says so; an instrument where none does.

    Example:
        >>> kind_of(Path("nowhere.yaml"))
        'instrument'
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for line in file:
                if word := next((kind for kind in _KINDS if line.startswith(f"{kind}:")), None):
                    return word
    except OSError:
        pass  # whoever reads it says why it cannot be read
    return "instrument"


def described(path: Path) -> "Codebook":
    """The codebook that an instrument or a codebook file gives.

    Raises:
        SurveykitError: the file is not sound.
    """
    if kind_of(path) == "codebook":
        from surveykit.codebook.file import load as load_codebook

        return load_codebook(path).codebook
    from surveykit.instrument.file import load
    from surveykit.instrument.project import codebook_of

    return codebook_of(load(path))


@dataclass(frozen=True, slots=True)
class Described:
    """What a file describes: its codebook, those of its rosters, and what expressions may name, in a language."""

    codebook: "Codebook"
    language: str
    linked: "Sequence[Codebook]"
    symbols: "Symbols"


def described_whole(path: Path, language: str) -> Described:
    """The codebook that an instrument or a codebook file gives, with the tables of its rosters.

    Raises:
        SurveykitError: the file is not sound, or not in the language.
    """
    from surveykit.cli.options import spoken

    if kind_of(path) == "codebook":
        codebook = described(path)
        said = spoken(language, codebook)
        return Described(codebook, said, (), codebook.symbols(said))
    from surveykit.instrument.file import load
    from surveykit.instrument.project import codebook_of, symbols_of

    instrument = load(path)
    codebook = codebook_of(instrument)
    said = spoken(language, codebook)
    linked = tuple(codebook_of(instrument, roster) for roster in _rosters(instrument))
    return Described(codebook, said, linked, symbols_of(instrument, said))


def is_store(path: Path) -> bool:
    """Whether a file is a store of interviews, by its suffix."""
    from surveykit import formats

    if path.suffix.casefold() in formats.SUFFIXES:
        return False
    from surveykit.store import SUFFIXES

    return path.suffix.casefold() in SUFFIXES


def dataset_of(path: Path) -> "Dataset":
    """A data file, or the interviews of a store, as a dataset; what was noticed on reading goes to standard error.

    Raises:
        FormatError: the file cannot be read.
        StoreError: the store cannot be read, holds nothing, or its interviews cannot stand in one table.
    """
    dataset, problems = read(path)
    tell(problems)
    return dataset


def read(
    path: Path,
    target: "Codebook | None" = None,
    pairs: Mapping[str, str] = MappingProxyType({}),
    roster: str = "",
) -> "tuple[Dataset, tuple[Problem, ...]]":
    """A data file or a store, and what was noticed on reading.

    Args:
        path: the file.
        target: the codebook it will be put into, which says what columns hold texts whatever they look like.
        pairs: options of its format, as written on the command line.
        roster: the roster of a store's instrument whose rows are wanted, and not its cases.
    """
    if is_store(path):
        return _tabulated(path, roster), ()
    if roster:
        what = "only a store of interviews has rosters; in a file they are tables of their own"
        raise DataError(Problem(NO_ROSTER, what, Place(str(path)), NO_ROSTER.mend))
    from surveykit import formats

    if target is None and not pairs:
        reading = formats.read(path)
        return reading.dataset, reading.problems
    from surveykit.formats.base import options_of

    options = options_of(formats.format_of(path), pairs)
    if target is not None and "texts" in type(options).model_fields:
        texts = (*(v.name for v in target if v.type == "text"), *(s.name for s in target.sets))
        options = options.model_copy(update={"texts": (*getattr(options, "texts", ()), *texts)})
    reading = formats.read(path, options)
    return reading.dataset, reading.problems


def put_into(dataset: "Dataset", target: "Codebook", path: Path) -> "tuple[Dataset, tuple[Problem, ...]]":
    """A dataset in the codes of a codebook, with what is computed and was not in the file, and what did not fit.

    Raises:
        DataError: its labels contradict those of the codebook.
    """
    from surveykit.dataset.combine import conform
    from surveykit.derive.compute import compute
    from surveykit.formats.base import located

    held = {name.casefold() for name in dataset.codebook.names}
    try:
        dataset, found = conform(dataset, target)
    except DataError as refusal:
        raise DataError(located(refusal.problems, path)) from None
    computed = [v.name for v in target if v.origin.kind == "computed" and not v.origin.elsewhere]
    lacking = [name for name in computed if name.casefold() not in held]
    return compute(dataset, lacking), located(found, path)


def _tabulated(path: Path, roster: str = "") -> "Dataset":
    """The interviews of a store, each by the version of the instrument it was begun with; the newest stands first."""
    from surveykit import store
    from surveykit.dataset.combine import stack
    from surveykit.instrument.file import loaded
    from surveykit.interview.interview import Interview
    from surveykit.interview.tabulate import tabulate

    if not path.exists():
        raise StoreError(Problem(NO_INSTRUMENT, "there is no such store", Place(str(path)), NO_INSTRUMENT.mend))
    with store.open(str(path)) as opened:
        kept = dict(reversed([*opened.instruments().items()]))
        interviews = [Interview.of(name, opened.events(name)) for name in opened.interviews()]
    if not kept:
        raise StoreError(Problem(NO_INSTRUMENT, "no instrument is kept here", Place(str(path)), NO_INSTRUMENT.mend))
    _refuse_without_version(interviews, kept, path)
    begun = {interview.instrument for interview in interviews} or set(list(kept)[:1])
    instruments = {key: loaded(text, str(path)) for key, text in kept.items() if key in begun}
    _tell_rosters(instruments.values(), roster, path)
    versions = [
        tabulate(instrument, [i for i in interviews if i.instrument == key], roster)
        for key, instrument in instruments.items()
        if not roster or roster in _rosters(instrument)
    ]
    dataset, problems = stack(versions)
    _refuse_contradictions(problems, path)
    tell(problem.at(Place(str(path), variable=problem.place.variable)) for problem in problems)
    return dataset


def _rosters(instrument: "Instrument") -> list[str]:
    return [section.id for section in instrument.sections if section.roster is not None]


def _tell_rosters(instruments: "Iterable[Instrument]", roster: str, path: Path) -> None:
    """Say which rosters have tables of their own, and refuse one that is in no version."""
    known = list(dict.fromkeys(name for instrument in instruments for name in _rosters(instrument)))
    if roster and roster not in known:
        hint = nearest(roster, known) or (f"the rosters are {listed(known)}" if known else "")
        raise DataError(Problem(NO_ROSTER, f"the instrument has no roster '{roster}'", Place(str(path)), hint))
    if known and not roster:
        what = f"the rows of {listed(known)} stand in tables of their own"
        tell([Problem(OTHER_TABLES, what, Place(str(path)), OTHER_TABLES.mend, "note")])


def _refuse_without_version(interviews: "Iterable[Interview]", kept: Mapping[str, str], path: Path) -> None:
    """Refuse interviews whose questions nobody knows."""
    lost = [interview for interview in interviews if interview.instrument not in kept]
    if lost:
        from surveykit.tui.cabinet import NO_VERSION

        raise StoreError(
            Problem(NO_VERSION, f"version {i.instrument} is not in the store", Place(str(path), case=i.id))
            for i in lost
        )


def _refuse_contradictions(problems: Sequence[Problem], path: Path) -> None:
    """Refuse codes that mean one thing in one version and another in the next."""
    from surveykit.codebook.merge import OTHER_TYPE

    mixed = [problem for problem in problems if problem.severity == "error" and problem.rule != OTHER_TYPE]
    if mixed:
        raise StoreError(
            Problem(
                MIXED_VERSIONS,
                f"between versions of the instrument: {problem.what}",
                Place(str(path), variable=problem.place.variable),
                MIXED_VERSIONS.mend,
            )
            for problem in mixed
        )
