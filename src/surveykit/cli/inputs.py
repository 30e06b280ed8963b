"""Inputs: what a command is given, a data file or a store of interviews, as one dataset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

import click

from surveykit.cli.boundary import tell
from surveykit.cli.options import ENGINE_ASKED
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.expr.symbol import Symbols
    from surveykit.interview.extract import Wanted
    from surveykit.matching.mapping import Mapping as Mapping_

Kind = Literal[
    "instrument", "codebook", "frame", "typology", "rules", "design", "weighting", "book", "published", "study"
]
_KINDS: tuple[Kind, ...] = get_args(Kind)


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
    """The codebook that an instrument, a codebook file (YAML, JSON of ours, DDI) or a data file gives.

    Raises:
        SurveykitError: the file is not sound.
    """
    suffix = path.suffix.lower()
    if suffix == ".json" and not _is_package(path):
        from surveykit.codebook.kept import kept

        return kept(path)
    if suffix == ".xml":
        from surveykit.ddi.read import codebook_in

        found = codebook_in(path)
        tell(found.problems)
        return found.codebook
    if suffix not in {".yaml", ".yml"}:
        from surveykit import formats

        return formats.read(path).dataset.codebook
    if kind_of(path) == "codebook":
        from surveykit.codebook.file import load as load_codebook

        return load_codebook(path).codebook
    from surveykit.instrument.file import load
    from surveykit.instrument.project import codebook_of

    return codebook_of(load(path))


def codebook_in(path: Path) -> "Codebook":
    """The codebook of whatever a file is: an instrument, a codebook, data, or a store of interviews.

    Raises:
        SurveykitError: the file cannot be read, or is not sound.
    """
    if is_description(path):
        return described(path)
    return dataset_of(path).codebook


def is_description(path: Path) -> bool:
    """Whether a file describes data and holds none: an instrument, or a codebook."""
    return path.suffix.lower() in {".yaml", ".yml", ".json", ".xml"} and not _is_package(path)


def _is_package(path: Path) -> bool:
    """Whether a .json is a Data Package, which has its data beside it, and no codebook of ours alone."""
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            head = file.read(100_000)
    except OSError:
        return False  # whoever reads it says why it cannot be read
    return '"resources"' in head and '"surveykit.codebook' not in head


@dataclass(frozen=True, slots=True)
class Described:
    """What a file describes: its codebook, those of its rosters, and what expressions may name, in a language."""

    codebook: "Codebook"
    language: str
    linked: "Sequence[Codebook]"
    symbols: "Symbols"


def described_whole(path: Path, language: str) -> Described:
    """The codebook that an instrument, a codebook file or a DDI-Codebook gives, with the tables of its rosters.

    Raises:
        SurveykitError: the file is not sound, or not in the language.
    """
    from surveykit.cli.options import spoken
    from surveykit.cli.stored import rosters_of

    if path.suffix.lower() in {".xml", ".json"} or kind_of(path) == "codebook":
        codebook = described(path)
        said = spoken(language, codebook)
        return Described(codebook, said, (), codebook.symbols(said))
    from surveykit.instrument.file import load
    from surveykit.instrument.project import codebook_of, symbols_of

    instrument = load(path)
    codebook = codebook_of(instrument)
    said = spoken(language, codebook)
    linked = tuple(codebook_of(instrument, roster) for roster in rosters_of(instrument))
    return Described(codebook, said, linked, symbols_of(instrument, said))


def is_store(path: Path) -> bool:
    """Whether a name is that of a store of interviews, by its suffix or by what stands before `:`."""
    from surveykit import formats

    suffix = path.suffix.casefold()
    if ":" not in str(path) and suffix in formats.SUFFIXES:
        return False
    from surveykit.store import SCHEMES, SUFFIXES  # which knows every event of an interview: a table has no need of it

    if str(path).partition(":")[0] in SCHEMES and ":" in str(path):
        return True
    return suffix not in formats.SUFFIXES and suffix in SUFFIXES


def dataset_of(path: Path, columns: frozenset[str] = frozenset()) -> "Dataset":
    """A data file, or the completed interviews of a store, as a dataset; what was noticed goes to standard error.

    What is personal in a store is left out. Where the command was given an engine, the table lies there. Where columns
    are named, a format that is slow to read may leave out the others.

    Raises:
        FormatError: the file cannot be read.
        StoreError: the store cannot be read, holds nothing, or its interviews cannot stand in one table.
        DataError: the engine is none, names no table, or cannot read the file.
    """
    context = click.get_current_context(silent=True)
    address = context.meta.get(ENGINE_ASKED, "duckdb") if context else "duckdb"
    if address != "duckdb":
        return _placed(path, address)
    dataset, problems = read(path, columns=columns)
    if is_store(path):
        from surveykit.cli.protecting import protected

        dataset, gone = protected(dataset, path)
        problems = (*problems, *gone)
    tell(problems)
    return dataset


def _placed(path: Path, address: str) -> "Dataset":
    """A table where an engine finds it: a file that it reads, or a table there with a codebook from here."""
    from surveykit.dataset.dataset import Dataset
    from surveykit.engine.address import elsewhere, names_table

    place = elsewhere(address, None if names_table(address) else path)
    if place is None:
        return read(path)[0]
    if isinstance(place.table, Path):
        from surveykit.formats.parquet import codebook_of

        return Dataset(codebook_of(place.table), place)
    return Dataset(described(path) if is_description(path) else read(path)[0].codebook, place)


def read(  # noqa: PLR0913 - one parameter a part of what is read
    path: Path,
    target: "Codebook | None" = None,
    pairs: Mapping[str, str] = MappingProxyType({}),
    roster: str = "",
    *,
    texts: Sequence[str] = (),
    wanted: "Wanted" = "completed",
    parked: bool = False,
    columns: frozenset[str] = frozenset(),
) -> "tuple[Dataset, tuple[Problem, ...]]":
    """A data file or a store, and what was noticed on reading.

    Args:
        path: the file.
        target: the codebook it will be put into, which says what columns hold texts whatever they look like.
        pairs: options of its format, as written on the command line.
        roster: the roster of a store's instrument whose rows are wanted, and not its cases.
        texts: more columns that hold texts whatever they look like.
        wanted: which interviews of a store.
        parked: with the answers of a store that are off the route.
        columns: those of a file that are asked about, where it is not all.
    """
    from surveykit.cli.stored import NO_ROSTER, stored

    if is_store(path):
        return stored(path, wanted, parked=parked).read(roster)
    if roster:
        what = "only a store of interviews has rosters; in a file they are tables of their own"
        raise DataError(Problem(NO_ROSTER, what, Place(str(path)), NO_ROSTER.mend))
    from surveykit import formats

    if target is None and not pairs:
        reading = formats.read(path, columns=columns)
        return reading.dataset, reading.problems
    from surveykit.formats.base import options_of

    options = options_of(formats.format_to_read(path), pairs)
    if target is not None and "texts" in type(options).model_fields:
        texts = (*texts, *(v.name for v in target if v.type == "text"), *(s.name for s in target.sets))
        options = options.model_copy(update={"texts": (*getattr(options, "texts", ()), *texts)})
    reading = formats.read(path, options)
    return reading.dataset, reading.problems


def put_into(
    dataset: "Dataset", target: "Codebook", path: Path, mapping: "Mapping_ | None" = None
) -> "tuple[Dataset, tuple[Problem, ...]]":
    """A dataset in the codes of a codebook, with what is computed and was not in the file, and what did not fit.

    Columns go by their names, or as a mapping says.

    Raises:
        DataError: its labels contradict those of the codebook.
    """
    from surveykit.dataset.combine import conform
    from surveykit.derive.compute import compute
    from surveykit.formats.base import located
    from surveykit.matching.apply import apply

    held = {name.casefold() for name in (dataset.codebook.names if mapping is None else mapping.variables)}
    try:
        dataset, found = conform(dataset, target) if mapping is None else apply(dataset, mapping, target)
    except DataError as refusal:
        raise DataError(located(refusal.problems, path)) from None
    computed = [v.name for v in target if v.origin.kind == "computed" and not v.origin.elsewhere]
    lacking = [name for name in computed if name.casefold() not in held]
    return compute(dataset, lacking), located(found, path)
