"""A description and its data as two files that take their places together; as one archive in a stream."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from filecmp import cmp
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, TOO_LARGE
from surveykit.problems import FormatError, Place, Problem, Rule
from surveykit.whole import written_together

NO_DATA = Rule(
    "SK637",
    "The data that a description speaks of are not beside it",
    "A description without its data is a codebook, not a dataset.",
    "surveykit describe study.xml, where study.csv is in another folder",
    "Put the data file beside the description; or use the description as a codebook: --codebook study.xml.",
)
TAKEN = Rule(
    "SK638",
    "A file of another stands where the data would be written",
    "The data of a description are written beside it under its own name; what stands there may be the original.",
    "surveykit export study.csv -o study.xml, which would write study.csv",
    "Give the output another name, or move the file that is there.",
)

_SHARED, _SHARING = ".csv", (".xml", ".json")  # descriptions that may have one data file together


def data_beside(path: Path, suffix: str) -> Path:
    """Where the data of a description stand.

    Example:
        >>> data_beside(Path("study.xml"), ".csv").name
        'study.csv'
    """
    return path.with_suffix(suffix)


@contextmanager
def pair_written(path: Path, suffix: str) -> Iterator[Path]:
    """Where a description is written, with its data beside it; both take their places when all is written.

    Raises:
        FormatError: SK638, other data stand there; SK509, the operating system refused.
    """
    data = data_beside(path, suffix)
    with written_together(path, data) as folder:
        yield folder / path.name
        if data.is_file() and not cmp(folder / data.name, data, shallow=False):
            others = [path.with_suffix(one) for one in _SHARING if path.with_suffix(one) != path]
            of = next((other for other in others if suffix == _SHARED and other.exists()), None)
            if of is not None or not path.exists():
                what = f"'{data.name}' stands beside it already, and is " + (
                    f"the data of '{of.name}'" if of else "not its data"
                )
                raise FormatError(Problem(TAKEN, what, Place(file=str(path)), TAKEN.mend))


def packed(paths: Iterable[Path]) -> bytes:
    """Files that belong together as one archive, for a stream."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return into.getvalue()


def unpack(stream: BinaryIO, folder: Path, suffix: str) -> Path:
    """The description from an archive that a stream holds, put down with its data; what is no archive as it is.

    Raises:
        FormatError: SK507, it unpacks to more than it can hold; SK506, it is damaged.
    """
    content = stream.read()
    path = folder / f"stream{suffix}"
    if not content.startswith(b"PK\x03\x04"):
        path.write_bytes(content)
        return path
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > 200_000_000 + 100 * len(content):
                raise FormatError(
                    Problem(TOO_LARGE, "the archive unpacks to more than it can hold", hint=TOO_LARGE.mend)
                )
            for entry in entries:
                name = Path(entry.filename).name
                (folder / name).write_bytes(archive.read(entry))
                path = folder / name if name.lower().endswith(suffix) else path
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as failure:
        # what zipfile raises: a damaged directory or member, a way of packing it has not, a password (RuntimeError)
        raise FormatError(Problem(DAMAGED, f"the archive is damaged: {failure}")) from None
    return path if path.exists() else _no_description(suffix)


def _no_description(suffix: str) -> Path:
    raise FormatError(Problem(NOT_WHAT_IT_SAYS, f"the archive holds no {suffix}"))
