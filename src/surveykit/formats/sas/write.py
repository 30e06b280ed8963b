"""Writing SAS transport files (.xpt) of versions 5 and 8: what they can hold, in the form SAS expects."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Naming, Room, cases_in
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, contents_of
from surveykit.formats.program.marked import (
    coded,
    dates_of,
    is_dated,
    is_reworded,
    lettered,
    numbers_of,
    renumbered,
    too_large,
)
from surveykit.formats.sas.dates import count_of, format_of, parted, text_of, type_of
from surveykit.formats.sas.ibm import LARGEST, LEAST, raw_of
from surveykit.formats.sas.transport import Field, Table, written
from surveykit.problems import FormatError, Problem, Rule, listed

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

TOO_MANY = Rule(
    "SK616",
    "The dataset has more variables than a transport file describes",
    "A transport file counts its columns with four digits; SAS would not open it.",
    "a dataset of 12,000 variables written to an .xpt",
    "Select the variables you need, or write a .parquet.",
)

Version = Literal[5, 8]
_RESERVED = r"(?i)_n_|_error_|_numeric_|_character_|_all_"
CARRIES = Carries(
    facts=frozenset({"type", "label", "decimals", "title"}),
    text_labels=False,
    missing=Room(codes=27),
    names=Naming(32, first="_", reserved=_RESERVED, english=True),
    longest_label=256,
    text_bytes=32_767,
    trailing_blanks=False,
    blank_texts=False,
    lost_characters=r"\x00",
    infinite=False,
)
CARRIES_5 = replace(
    CARRIES, names=Naming(8, first="_", reserved=_RESERVED, english=True), longest_label=40, text_bytes=200
)
_MOST_COLUMNS = 9_999
_TITLE = 40
_RECORD = 80


def carries_of(version: Version) -> Carries:
    """What a file of this version holds."""
    return CARRIES if version == 8 else CARRIES_5


def remarks(dataset: Dataset, version: Version, language: str) -> Iterator[Problem]:
    """What an .xpt changes beside the common losses: odd dates, missing codes, large numbers, long titles."""
    codebook, table = dataset.codebook, dataset.arrow()
    odd = [v.name for v in codebook if _dated(v) and not _is_dated(v, table.column(v.name))]
    if odd:
        yield _changed(f"not all of {listed(odd)} are full dates or times; they are written as texts")
    dated = [v for v in codebook if _dated(v) and v.name not in odd]
    if other := [v.name for v in dated if is_reworded(v, table.column(v.name), partial(_back, v.type))]:
        yield _changed(f"times are written to a thousandth of a second, and in full: {listed(other)}")
    carries = carries_of(version)
    numbered = renumbered(codebook, carries, contents_of(dataset, carries), lambda _: "")
    if numbered:
        yield _changed(f"missing codes become letters, and their numbers are not written: {listed(numbered)}")
    large = [v.name for v in codebook if v.type == "number" and too_large(table.column(v.name), LARGEST)]
    if large:
        yield _changed(f"numbers above 2^53 lose their last digits, those above 7.2e75 become blank: {listed(large)}")
    if small := [v.name for v in codebook if v.type == "number" and _too_small(table.column(v.name))]:
        yield _changed(f"numbers below 5.4e-79 become 0: {listed(small)}")
    if len(codebook.title.into(language).encode()) > _TITLE:
        yield _changed(f"the title is cut to {_TITLE} bytes")
    if version == 5 and (blank := _blank_at_the_end(dataset)):
        yield _changed(f"the last {blank} cases are wholly blank and are taken for the end of the file")


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _too_small(column: "pa.ChunkedArray") -> bool:
    """Whether a number is nearer to 0 than the format can say."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_integer(column.type):
        return False
    size = pc.abs(column)
    return bool(pc.any(pc.and_(pc.greater(size, 0), pc.less(size, LEAST))).as_py())


def _back(type_: Type, text: str) -> str | None:
    count = count_of(text, type_)
    return None if count is None else text_of(count, format_of(type_, ""))


def _dated(variable: Variable) -> bool:
    return variable.type not in {"number", "text"}


def _is_dated(variable: Variable, column: "pa.ChunkedArray") -> bool:
    return is_dated(variable, column, lambda text: count_of(text, variable.type))


def _blank_at_the_end(dataset: Dataset) -> int:
    """How many cases at the end have no text and no number; version 5 does not count its rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = dataset.arrow()
    if not all(pa.types.is_string(column.type) for column in table.columns):
        return 0  # a number that is missing leaves a sign
    last = table.slice(max(0, table.num_rows - _RECORD)).to_pylist()
    blank = 0
    while blank < len(last) and not any((text or "").strip() for text in last[-1 - blank].values()):
        blank += 1
    widths = sum(max(pc.max(pc.binary_length(column)).as_py() or 1, 1) for column in table.columns)
    return min(blank, (_RECORD - 1) // widths)


def write(dataset: Dataset, path: Path, version: Version, language: str = "") -> None:
    """Write an .xpt.

    Raises:
        FormatError: SK616, there are too many variables.
    """
    codebook, table, carries = dataset.codebook, dataset.arrow(), carries_of(version)
    if len(codebook.variables) > _MOST_COLUMNS:
        what = f"there are {len(codebook.variables):,} variables; an .xpt describes {_MOST_COLUMNS:,}"
        raise FormatError(Problem(TOO_MANY, what, hint=TOO_MANY.mend))
    contents = contents_of(dataset, carries)
    names = plain_names(codebook.names, carries.names) if carries.names else {}
    fields, columns = [], []
    for variable in codebook:
        letters = lettered(codebook, variable, carries, contents[variable.name])
        cells, shown = _made(variable, table.column(variable.name), letters, carries)
        label = cut(variable.label.into(language), carries.longest_label)
        longest = 8 if version == 5 else 32
        shown = shown if len(parted(shown)[0]) <= longest else ""
        text = cells.dtype.kind == "S"
        name = names[variable.name]
        fields.append(Field(name.encode(), label.encode(), shown.encode(), text, cells.dtype.itemsize, 0))
        columns.append(cells)
    title = cut(codebook.title.into(language), _TITLE)
    whole = Table(b"DATASET", title.encode(), tuple(fields), 0, 0, cases_in(dataset))
    with path.open("wb") as out:
        for piece in written(whole, columns, version):
            out.write(piece)


def _made(
    variable: Variable, column: "pa.ChunkedArray", letters: Mapping[Code, str], carries: Carries
) -> "tuple[np.ndarray[Any, Any], str]":
    """The cells of a variable, and its format."""
    known = variable.formats.get("sas", "")
    if variable.type == "text" or (_dated(variable) and not _is_dated(variable, column)):
        return _texts(column, carries.text_bytes or 0), known if known.startswith("$") else ""
    if _dated(variable):
        marked = dates_of(column, letters, lambda text: count_of(text, variable.type))
        return raw_of(marked), format_of(variable.type, known)
    return raw_of(numbers_of(column, letters)), _number_format(variable, known)


def _texts(column: "pa.ChunkedArray", most: int) -> "np.ndarray[Any, Any]":
    """Texts of one width, filled with blanks."""
    import numpy as np

    indices, texts = coded(column)
    content = [cut((text or "").replace("\0", ""), most).encode() for text in texts]
    width = max(1, *map(len, content))
    cells: np.ndarray[Any, Any] = np.array([text.ljust(width) for text in content], dtype=f"S{width}")[indices]
    return cells


def _number_format(variable: Variable, known: str) -> str:
    if known and type_of(known) == "number" and not known.startswith("$"):
        return known
    if variable.decimals:
        return f"F{10 + variable.decimals}.{variable.decimals}"
    return "F12." if variable.decimals == 0 else ""
