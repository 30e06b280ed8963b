"""File formats: the table of those surveykit knows, and reading and writing by suffix."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.parts import SUFFIX, in_parts
from surveykit.formats.base import (
    NO_WRITER,
    NOTHING,
    UNKNOWN_FORMAT,
    Carries,
    Format,
    Options,
    Reading,
    located,
    unplaced,
)
from surveykit.problems import DataError, FormatError, Place, Problem, listed, nearest, shortened

if TYPE_CHECKING:
    from surveykit.formats.table.preview import Preview

SUFFIXES: Final = {
    ".parquet": "surveykit.formats.parquet:FORMAT",
    ".feather": "surveykit.formats.feather:FORMAT",
    ".arrow": "surveykit.formats.feather:FORMAT",
    ".sav": "surveykit.formats.spss.format:SAV",
    ".zsav": "surveykit.formats.spss.format:SAV",
    ".por": "surveykit.formats.spss.format:POR",
    ".dta": "surveykit.formats.stata.format:FORMAT",
    ".sas7bdat": "surveykit.formats.sas.format:DATASET",
    ".xpt": "surveykit.formats.sas.format:TRANSPORT",
    ".xpt8": "surveykit.formats.sas.format:TRANSPORT",
    ".xpt5": "surveykit.formats.sas.format:TRANSPORT_5",
    ".xlsx": "surveykit.formats.excel.format:XLSX",
    ".xls": "surveykit.formats.excel.format:XLS",
    ".ods": "surveykit.formats.excel.format:ODS",
    ".csv": "surveykit.formats.delimited.format:CSV",
    ".tsv": "surveykit.formats.delimited.format:TSV",
    ".xml": "surveykit.formats.ddi.format:FORMAT",
    ".json": "surveykit.formats.frictionless.format:FORMAT",
    ".sps": "surveykit.formats.spss.syntax.format:FORMAT",
    ".do": "surveykit.formats.stata.syntax:FORMAT",
    ".r": "surveykit.formats.r.syntax:FORMAT",
}  # where each format is, imported when it is asked for


def every_format() -> tuple[Format, ...]:
    """All formats, in the order of the table."""
    return tuple({format_.name: format_ for format_ in map(_known, SUFFIXES)}.values())


def format_of(path: Path) -> Format:
    """The format a file's suffix names.

    Raises:
        FormatError: SK501, the suffix is not known.
    """
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return _known(suffix)
    what = f"no format has the suffix '{suffix}'" if suffix else "the file has no suffix"
    if suffix in {".yaml", ".yml"}:
        hint = "data are asked for here; instruments, mappings and rules are named by options, such as --instrument"
    else:
        hint = nearest(suffix, SUFFIXES) if suffix else ""
    hint = hint or f"the suffixes are {listed(list(SUFFIXES))}"
    raise FormatError(Problem(UNKNOWN_FORMAT, what, Place(file=str(path)), hint))


def _known(suffix: str) -> Format:
    module, _, name = SUFFIXES[suffix].partition(":")
    format_: Format = getattr(import_module(module), name)
    return format_


def read(
    source: Path | str | BinaryIO,
    options: Options | None = None,
    *,
    suffix: str = "",
    columns: frozenset[str] = frozenset(),
) -> Reading:
    """Read a file or a stream into a dataset; hostile formats are read in a process of their own.

    Args:
        source: a file, or an open stream of bytes.
        options: those of the format.
        suffix: the format of a stream, such as ".sav"; a file has its own.
        columns: the variables that are asked about; where they are told, others of a file may be left out.

    Raises:
        FormatError: the format is not known, or the file is not what it says, encrypted, damaged or too large.
        DataError: SK402, table and codebook are out of step.
    """
    if isinstance(source, Path | str):
        return _read(Path(source), options, columns)
    with _put_down(source, suffix) as path:
        reading = _read(path, options)
        loaded = Dataset(reading.dataset.codebook, reading.dataset.arrow())  # the file is gone afterwards
    return Reading(loaded, tuple(unplaced(reading.problems)), reading.layout)


def preview(source: Path | str | BinaryIO, options: Options | None = None, *, suffix: str = "") -> "Preview":
    """What would be read of a file or a stream, to be looked at first: sheets, headings, variables, first rows.

    Raises:
        FormatError: as of `read`.
    """
    from surveykit.formats.table.preview import preview_of

    return preview_of(read(source, options, suffix=suffix))


@contextmanager
def _put_down(stream: BinaryIO, suffix: str) -> Iterator[Path]:
    """The bytes of a stream as a file, for as long as it is read."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="surveykit-") as folder:
        path = Path(folder) / f"stream{suffix}"
        try:
            if suffix in SUFFIXES and _known(suffix).beside:
                from surveykit.formats.pair.placed import unpack

                path = unpack(stream, Path(folder), suffix)
            else:
                with path.open("wb") as file:
                    copyfileobj(stream, file)
            yield path
        except (FormatError, DataError) as refusal:
            raise type(refusal)(unplaced(refusal.problems)) from None


def _read(path: Path, options: Options | None, columns: frozenset[str] = frozenset()) -> Reading:
    format_ = format_to_read(path)
    options = options or format_.options()
    if format_.apart:
        from surveykit.formats.worker import read_apart

        reading = read_apart(format_, path, options, columns)
    else:
        reading = format_.read(path, options)
    return Reading(reading.dataset, shortened(located(reading.problems, path)), reading.layout)


def into_parquet(
    path: Path,
    target: Path,
    options: Options | None = None,
    progress: Callable[[int, int | None], None] = lambda _done, _all: None,
) -> tuple[Codebook, int, tuple[Problem, ...]]:
    """Read a file in parts and write it to a Parquet file, in memory that does not grow with the file.

    Args:
        path: the file.
        target: the Parquet file, which appears whole or not at all.
        options: those of the file's format.
        progress: told how many cases are written, and of how many where the file says it.

    Returns:
        The codebook, the number of cases, and what was odd.

    Raises:
        FormatError: as for `read` and `write`.
        DataError: SK402, table and codebook are out of step.
    """
    from surveykit.formats.base import stream_of
    from surveykit.formats.files import refuse_overwriting
    from surveykit.formats.parquet import written
    from surveykit.whole import written_whole

    format_ = format_to_read(path)
    refuse_overwriting(target, (path,))
    options = options or format_.options()
    with written_whole(target) as partial:
        if format_.apart:
            from surveykit.formats.worker import written_apart

            codebook, cases, problems = written_apart(format_, path, options, partial, progress)
        else:
            codebook, cases, problems = written(stream_of(format_, path, options), partial, progress)
        if not codebook.variables:
            raise FormatError(Problem(NOTHING, "there is no variable to write", Place(file=str(path)), NOTHING.mend))
    return codebook, cases, shortened(located(problems, path))


def format_to_read(path: Path) -> Format:
    """The format of a file that is there, or of a table in parts.

    Raises:
        FormatError: SK501, the suffix is not known; SK508, there is no such file.
    """
    if in_parts(path):
        return _known(SUFFIX)
    folder = path.is_dir()
    format_ = None if folder else format_of(path)
    if format_ is None or not path.is_file():
        from surveykit.formats.files import CANNOT_READ

        what = f"this is a folder without any {SUFFIX} file" if folder else "there is no such file"
        hint = "name a file in it" if folder else ""
        raise FormatError(Problem(CANNOT_READ, what, Place(file=str(path)), hint))
    return format_


def lost(dataset: Dataset, path: Path, options: Options | None = None) -> tuple[Problem, ...]:
    """What a file of this name will not hold of the dataset; nothing is written."""
    from surveykit.formats.losses import contents_of, losses

    format_ = format_of(path)
    options = options or format_.options()
    carries = format_.carrying(options)
    contents = None if carries == Carries(whole=True) else contents_of(dataset, carries)
    found = losses(dataset.codebook, carries, getattr(options, "language", ""), contents)
    special = format_.remarks(dataset, options) if format_.remarks else ()
    return located((*found, *special), path)


def write(
    dataset: Dataset,
    target: Path | BinaryIO,
    options: Options | None = None,
    *,
    strict: bool = False,
    suffix: str = "",
) -> tuple[Problem, ...]:
    """Write a dataset, whole or not at all, and say what was lost.

    Args:
        dataset: what to write.
        target: where: a file, whose suffix names the format, or an open stream of bytes.
        options: those of the format.
        strict: refuse to lose anything, and write nothing.
        suffix: the format of a stream, such as ".sav".

    Raises:
        FormatError: SK501, SK502 the format is not known or read only; SK509 the system refused; SK517 no variables;
            the losses, where strict.
    """
    if isinstance(target, Path):
        return _write(dataset, target, options, strict=strict)
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="surveykit-") as folder:
        path = Path(folder) / f"stream{suffix}"
        try:
            gone = _write(dataset, path, options, strict=strict)
        except FormatError as refusal:
            raise FormatError(unplaced(refusal.problems)) from None
        if format_of(path).beside:
            from surveykit.formats.pair.placed import packed

            target.write(packed(sorted(Path(folder).iterdir())))
        else:
            target.write(path.read_bytes())
    return tuple(unplaced(gone))


def format_to_write(path: Path) -> Format:
    """The format a file is written in.

    Raises:
        FormatError: SK501, the suffix is not known; SK502, the format can only be read.
    """
    format_ = format_of(path)
    if format_.write is None:
        hint = f"surveykit writes {listed([suffix for suffix in SUFFIXES if _known(suffix).write], 20)}"
        what = f"{path.suffix.lower()} can be read, not written"
        raise FormatError(Problem(NO_WRITER, what, Place(file=str(path)), hint))
    return format_


def _write(dataset: Dataset, path: Path, options: Options | None, *, strict: bool) -> tuple[Problem, ...]:
    from surveykit.formats.cells import without_nan

    format_ = format_to_write(path)
    assert format_.write is not None  # noqa: S101 - as `format_to_write` promises
    if not dataset.codebook.variables:
        raise FormatError(Problem(NOTHING, "there is no variable to write", Place(file=str(path)), NOTHING.mend))
    options, dataset = options or format_.options(), without_nan(dataset)
    gone = lost(dataset, path, options)
    if strict and any(problem.severity != "note" for problem in gone):
        raise FormatError(gone)
    try:
        with _placed(path, format_) as partial:
            format_.write(dataset, partial, options)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    return gone


def _placed(path: Path, format_: Format) -> AbstractContextManager[Path]:
    """Where a file is written until it is whole; with the data beside it, where it only describes them."""
    from surveykit.whole import written_whole

    if not format_.beside:
        return written_whole(path)
    from surveykit.formats.pair.placed import pair_written

    return pair_written(path, format_.beside)
