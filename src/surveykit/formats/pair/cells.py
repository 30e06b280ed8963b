"""The cells of data beside a description: written as .csv, read as texts, and arranged by a codebook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.files import CANNOT_READ, DAMAGED, NOT_WHAT_IT_SAYS, TOO_LARGE
from surveykit.problems import FormatError, Place, Problem, Rule, listed

if TYPE_CHECKING:
    import pyarrow as pa

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
_WHOLE: Final = r"^-?\d{1,19}$"
_MOST_NAMED: Final = 5
_MOST_UNPACKED: Final = 4_000_000_000


def write_cells(table: "pa.Table", path: Path) -> None:
    """Write a table as .csv: names in the first line, texts in quotes, blanks empty, numbers in full."""
    import pyarrow.csv as pv

    pv.write_csv(table, path)


def finite(dataset: Dataset) -> "pa.Table":
    """The data without infinite numbers, which few programs read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = dataset.arrow()
    columns = [
        pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
        if pa.types.is_floating(column.type)
        else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def read_cells(
    path: Path,
    separator: str = ",",
    charset: str = "",
    names: Sequence[str] | None = None,
    skip: int = 0,
    quote: str = '"',
) -> "pa.Table":
    """Read a .csv, packed or not, as texts; an empty cell without quotes is blank.

    Args:
        path: the file.
        separator: the sign between cells.
        charset: the encoding; UTF-8 where none is named.
        names: those of the columns, where the first line does not say them.
        skip: the lines before the first that is read.
        quote: the sign around texts.

    Raises:
        FormatError: SK504, SK506, it is no such file, or its rows are not of one length.
    """
    import pyarrow as pa
    import pyarrow.csv as pv

    content = unpacked(path)
    if not content:
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file is empty", Place(file=str(path))))
    try:
        heads = list(names) if names is not None else _heading(content, separator, charset)
        return pv.read_csv(
            BytesIO(content),
            read_options=pv.ReadOptions(
                encoding=charset or "utf8",
                block_size=min(len(content) + 1024, 2**31 - 1),
                column_names=names,
                skip_rows=skip,
            ),
            parse_options=pv.ParseOptions(
                delimiter=separator, quote_char=quote, newlines_in_values=True, ignore_empty_lines=len(heads) > 1
            ),
            convert_options=pv.ConvertOptions(
                column_types=dict.fromkeys(heads, pa.string()),
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
        with suppress(pa.ArrowInvalid):  # nineteen digits may be more than a whole number holds
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
