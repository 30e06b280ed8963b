"""Formats of two files: a description, and the data beside it as a .csv whose cells are read by the description."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from filecmp import cmp
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS
from surveykit.problems import FormatError, Place, Problem, Rule, listed
from surveykit.whole import written_together

if TYPE_CHECKING:
    import pyarrow as pa

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
MISFIT = Rule(
    "SK639",
    "A cell is no value of its variable",
    "The description says that the column holds numbers; a word among them would become nothing.",
    "`12 persons` in a column described as numeric",
    "Correct the cell, or the description.",
)
RUNS_IN_SHEETS = Rule(
    "SK640",
    "A text begins as a formula does",
    "The data are written as they are, for the program of the description; a spreadsheet that opens them would run it.",
    "an answer `=1+1`",
    "Open the data with the description; for a spreadsheet export .xlsx, which neutralises such texts.",
)

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
_WHOLE: Final = r"^-?\d{1,18}$"
_MOST_NAMED: Final = 5
_MOST_UNPACKED: Final = 4_000_000_000


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
        if data.is_file() and not path.exists() and not cmp(folder / data.name, data, shallow=False):
            what = f"'{data.name}' stands beside it already, and is not its data"
            raise FormatError(Problem(TAKEN, what, Place(file=str(path)), TAKEN.mend))


def write_cells(table: "pa.Table", path: Path) -> None:
    """Write a table as .csv: names in the first line, texts in quotes, blanks empty, numbers in full."""
    import pyarrow.csv as pv

    pv.write_csv(table, path)


def read_cells(path: Path, separator: str = ",", charset: str = "") -> "pa.Table":
    """Read a .csv, packed or not, as texts; an empty cell without quotes is blank.

    Raises:
        FormatError: SK504, SK506, it is no such file, or its rows are not of one length.
    """
    import pyarrow as pa
    import pyarrow.csv as pv

    content = unpacked(path)
    if not content:
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file is empty", Place(file=str(path))))
    try:
        names = _heading(content, separator, charset)
        return pv.read_csv(
            BytesIO(content),
            read_options=pv.ReadOptions(encoding=charset or "utf8", block_size=min(len(content) + 1024, 2**31 - 1)),
            parse_options=pv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=len(names) > 1
            ),
            convert_options=pv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, LookupError, UnicodeError) as failure:
        what = f"the data cannot be read: {str(failure).splitlines()[0][:200]}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None


def _heading(content: bytes, separator: str, charset: str) -> list[str]:
    """The names in the first line."""
    import csv

    text = content[:1_000_000].decode(charset or "utf-8-sig", errors="ignore")
    return next(csv.reader(text.splitlines(keepends=True), delimiter=separator), [])


def unpacked(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is a .gz.

    Raises:
        FormatError: SK506, SK508, SK507; the file is damaged, cannot be opened, or unpacks to more than it can hold.
    """
    import gzip
    import zlib

    from surveykit.formats.files import CANNOT_READ, TOO_LARGE

    place = Place(file=str(path))
    try:
        if path.suffix.lower() != ".gz":
            return path.read_bytes()
        most = min(200_000_000 + 100 * path.stat().st_size, _MOST_UNPACKED)
        with gzip.open(path) as file:
            content = file.read(most + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise FormatError(Problem(DAMAGED, "the packed file is damaged", place, "ask for the file again")) from None
    except OSError as failure:
        raise FormatError(Problem(CANNOT_READ, failure.strerror or str(failure), place)) from None
    if len(content) > most:
        raise FormatError(Problem(TOO_LARGE, f"it unpacks to more than {most / 1e6:,.0f} MB", place, TOO_LARGE.mend))
    return content


def arranged(table: "pa.Table", codebook: Codebook, path: Path) -> "tuple[Dataset, list[Problem]]":
    """Columns of texts as a dataset by its codebook, matched by name; by place where no name is known.

    Raises:
        FormatError: SK504, variables of the codebook have no column.
    """
    found: dict[str, int] = {}
    for index, name in enumerate(table.column_names):
        found.setdefault(name.strip().casefold(), index)
    known = [name for name in codebook.names if name.strip().casefold() in found]
    if not known and len(table.column_names) == len(codebook.names):
        found = {name.strip().casefold(): index for index, name in enumerate(codebook.names)}
        known = list(codebook.names)
    if lone := [name for name in codebook.names if name not in known]:
        what = f"the data have no column for {listed(lone)}"
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, what, Place(file=str(path)), "is it the file that is described?"))
    columns = {name: table.column(found[name.strip().casefold()]) for name in codebook.names}
    dataset, problems = typed(columns, codebook)
    spare = [name for index, name in enumerate(table.column_names) if index not in set(map(found.get, found))]
    spare += [n for n in table.column_names if found.get(n.strip().casefold()) is not None and not _named(n, codebook)]
    if spare and len(spare) < len(table.column_names):
        what = f"columns that are not described are left out: {listed(spare)}"
        problems.append(Problem(MISFIT, what, Place(file=str(path)), severity="warning"))
    return dataset, problems


def _named(name: str, codebook: Codebook) -> bool:
    return any(name.strip().casefold() == known.strip().casefold() for known in codebook.names)


def typed(columns: "Mapping[str, pa.ChunkedArray]", codebook: Codebook) -> "tuple[Dataset, list[Problem]]":
    """Columns of texts as the types of their variables; cells that are none are blank, and each is told."""
    import pyarrow as pa

    problems: list[Problem] = []
    arrays = {}
    for variable in codebook:
        column = columns[variable.name]
        arrays[variable.name] = _numbers(variable, column, problems) if variable.type == "number" else column
    table = pa.table(arrays) if arrays else pa.table({})
    return Dataset(codebook, table), problems


def _numbers(variable: Variable, column: "pa.ChunkedArray", problems: list[Problem]) -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    trimmed = pc.utf8_trim_whitespace(column)
    trimmed = pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)
    trimmed = pc.replace_substring_regex(trimmed, r"^\+", "")
    if pc.all(pc.match_substring_regex(trimmed, _WHOLE)).as_py() is not False and variable.decimals in {0, None}:
        whole = trimmed.cast(pa.int64())
        return whole if variable.decimals == 0 or trimmed.null_count < len(trimmed) else whole.cast(pa.float64())
    numeric = pc.match_substring_regex(trimmed, r"^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|^-?inf$")
    for row in pc.indices_nonzero(pc.invert(numeric)).to_pylist()[: _MOST_NAMED + 1]:
        what = f"'{column[row].as_py()[:40]}' is no number; it is left out"
        problems.append(Problem(MISFIT, what, Place(case=str(row + 1), variable=variable.name), MISFIT.mend))
    if len(problems) and not pc.all(numeric).as_py():
        trimmed = pc.if_else(numeric, trimmed, pa.scalar(None, pa.string()))
    return trimmed.cast(pa.float64())


def formula_remarks(dataset: Dataset, _options: Any) -> Iterator[Problem]:
    """Which texts a spreadsheet would run."""
    import pyarrow.compute as pc

    for variable in dataset.codebook:
        if variable.type != "number":
            texts = pc.unique(dataset.arrow().column(variable.name)).to_pylist()
            like = [text for text in texts if text and _FORMULA.match(text) and not _NUMBER.fullmatch(text)]
            if variable.type == "text" and like:
                shown = listed([" ".join(text[:30].split()) for text in like], 3)
                what = f"texts that begin as a formula does are written as they are: {shown}"
                yield Problem(RUNS_IN_SHEETS, what, Place(variable=variable.name), RUNS_IN_SHEETS.mend, "note")


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
    from surveykit.formats.files import TOO_LARGE

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
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as failure:
        raise FormatError(Problem(DAMAGED, f"the archive is damaged: {failure}")) from None
    return path if path.exists() else _no_description(suffix)


def _no_description(suffix: str) -> Path:
    raise FormatError(Problem(NOT_WHAT_IT_SAYS, f"the archive holds no {suffix}"))
