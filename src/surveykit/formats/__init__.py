"""File formats: the table of those surveykit knows, and reading and writing by suffix."""

from pathlib import Path

from surveykit.dataset.dataset import Dataset
from surveykit.formats import delimited, parquet
from surveykit.formats.base import NO_WRITER, UNKNOWN_FORMAT, Carries, Format, Options, Reading, located
from surveykit.formats.excel.format import FORMAT as EXCEL
from surveykit.formats.files import CANNOT_READ, written_whole
from surveykit.formats.losses import contents_of
from surveykit.formats.losses import losses as losses_of
from surveykit.formats.spss.format import POR, SAV
from surveykit.formats.worker import read_apart
from surveykit.problems import FormatError, Place, Problem, listed, nearest, shortened

FORMATS: tuple[Format, ...] = (parquet.FORMAT, SAV, POR, EXCEL, delimited.CSV, delimited.TSV)


def format_of(path: Path) -> Format:
    """The format a file's suffix names.

    Raises:
        FormatError: SK501, the suffix is not known.
    """
    suffix = path.suffix.lower()
    for format_ in FORMATS:
        if suffix in format_.suffixes:
            return format_
    known = [suffix for format_ in FORMATS for suffix in format_.suffixes]
    what = f"no format has the suffix '{suffix}'" if suffix else "the file has no suffix"
    hint = nearest(suffix, known) if suffix else ""
    raise FormatError(Problem(UNKNOWN_FORMAT, what, Place(file=str(path)), hint or f"the suffixes are {listed(known)}"))


def read(path: Path, options: Options | None = None) -> Reading:
    """Read a file into a dataset; hostile formats are read in a process of their own.

    Raises:
        FormatError: the format is not known, or the file is not what it says, encrypted, damaged or too large.
        DataError: SK402, table and codebook are out of step.
    """
    format_ = format_of(path)
    if not path.is_file():
        what = "this is a folder" if path.is_dir() else "there is no such file"
        raise FormatError(Problem(CANNOT_READ, what, Place(file=str(path))))
    options = options or format_.options()
    reading = read_apart(format_, path, options) if format_.apart else format_.read(path, options)
    return Reading(reading.dataset, shortened(located(reading.problems, path)))


def losses(dataset: Dataset, path: Path, options: Options | None = None) -> tuple[Problem, ...]:
    """What a file of this name will not hold of the dataset; nothing is written."""
    format_ = format_of(path)
    options = options or format_.options()
    contents = None if format_.carries == Carries(whole=True) else contents_of(dataset, format_.carries)
    found = losses_of(dataset.codebook, format_.carries, getattr(options, "language", ""), contents)
    special = format_.remarks(dataset, options) if format_.remarks else ()
    return located((*found, *special), path)


def write(dataset: Dataset, path: Path, options: Options | None = None, *, strict: bool = False) -> tuple[Problem, ...]:
    """Write a dataset, whole or not at all, and say what was lost.

    Args:
        dataset: what to write.
        path: where; its suffix names the format.
        options: those of the format.
        strict: refuse to lose anything, and write nothing.

    Raises:
        FormatError: SK501, SK502 the format is not known or read only; SK509 the system refused;
            the losses, where strict.
    """
    format_ = format_of(path)
    if format_.write is None:
        readable = [suffix for known in FORMATS if known.write for suffix in known.suffixes]
        hint = f"surveykit writes {listed(readable)}"
        raise FormatError(Problem(NO_WRITER, f"{format_.name} can be read, not written", Place(file=str(path)), hint))
    options = options or format_.options()
    lost = losses(dataset, path, options)
    if strict and any(problem.severity != "note" for problem in lost):
        raise FormatError(lost)
    try:
        with written_whole(path) as partial:
            format_.write(dataset, partial, options)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    return lost
