"""Reading .sas7bdat files: values, labels, missing letters, dates, and value labels from a catalogue."""

import re
import struct
from pathlib import Path
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.counted import Cells, gathered
from surveykit.formats.program.mended import mended
from surveykit.formats.sas.catalog import Catalog, catalog_for
from surveykit.formats.sas.columns import number_column, text_variable
from surveykit.formats.sas.dates import user_format
from surveykit.problems import DefinitionError, FormatError, Place, Problem
from surveykit.text import Text

DATASET = "a SAS dataset (.sas7bdat)"
_ENCODINGS = ("utf-8", "cp1252", "iso-8859-1")
_WIDE = 0x33  # the byte that says that numbers of the head take eight bytes, or that it begins four bytes later


def read(path: Path, encoding: str = "", catalog: str = "") -> Reading:
    """A .sas7bdat as a dataset.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    refuse_unless(path, (DATASET,))
    _refuse_cut_short(path)
    meta, columns, used = _raw(path, encoding)
    if not meta.column_names:
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file has no columns", Place(file=str(path))))
    formats = {name: meta.original_variable_types.get(name) or "" for name in meta.column_names}
    wanted = (name for name in map(user_format, formats.values()) if name)
    labels = catalog_for(path, catalog, wanted, encoding)
    reading = _reading(path, meta, columns, formats, labels)
    if used != encoding:
        what = f"the letters are not in the encoding the file declares; they were read as {used}"
        hint = "look at a few labels; name another encoding with -O encoding=..."
        return Reading(
            reading.dataset, (Problem(OTHER_ENCODING, what, hint=hint, severity="warning"), *reading.problems)
        )
    return reading


def _refuse_cut_short(path: Path) -> None:
    """Refuse a file that is shorter than the pages its head counts."""
    with path.open("rb") as file:
        head = file.read(288)
    place = Place(file=str(path))
    try:
        order = "<" if head[37] == 1 else ">"
        start = 196 + (4 if head[35] == _WIDE else 0)
        first, page, pages = struct.unpack_from(f"{order}II{'Q' if head[32] == _WIDE else 'I'}", head, start)
    except (struct.error, IndexError):
        what = "the file is damaged: its head is cut short"
        raise FormatError(Problem(DAMAGED, what, place, "ask for the file again")) from None
    declared, held = first + page * pages, path.stat().st_size
    if held < declared:
        what = f"the file is cut short or damaged: it should have {declared:,} bytes and has {held:,}"
        raise FormatError(Problem(DAMAGED, what, place, "ask for the file again"))


def _raw(path: Path, encoding: str) -> tuple[Any, Cells, str]:
    """The metadata, the raw columns, and the encoding that had to be named."""
    import pyreadstat

    failures: list[str] = []
    for used in (encoding,) if encoding else ("", *_ENCODINGS):
        asked: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True, "user_missing": True}
        asked |= {"encoding": used} if used else {}
        try:
            _, meta = pyreadstat.read_sas7bdat(path, metadataonly=True, **asked)
            read = _reader(path, asked)
            return meta, gathered(read, meta.readstat_variable_types, meta.number_rows or 0), used
        except UnicodeDecodeError as failure:
            failures.append(str(failure))
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            failures.append(str(failure))
            if not re.search("encoding|convert|character set", str(failure).lower()):
                break
    if encoding and "unsupported character set" in failures[0].lower():
        what = f"there is no encoding '{encoding}'"
        raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)), "such as utf-8, cp1252 or cp1251"))
    what = f"the file cannot be read: {failures[0].lower()}"
    raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for it again"))


def _reader(path: Path, asked: dict[str, Any]) -> Any:
    import pyreadstat

    def read(start: int, most: int) -> Any:
        return pyreadstat.read_sas7bdat(path, row_offset=start, row_limit=most, **asked)[0]

    return read


def _reading(path: Path, meta: Any, columns: Cells, formats: dict[str, str], catalog: Catalog) -> Reading:
    import pyarrow as pa

    lists = SharedLists()
    variables, arrays, problems = [], [], []
    for name in meta.column_names:
        label = meta.column_names_to_labels.get(name) or ""
        labels = catalog.labels.get(user_format(formats[name]), {})
        cells = columns[name]
        if isinstance(cells, tuple):
            variable, array, found = number_column(name, label, formats[name], cells, labels, lists)
            problems += found
        else:
            variable, array = text_variable(name, label, formats[name], labels, lists), cells
        variables.append(variable)
        arrays.append(array)
    try:
        title = Text(meta.file_label or "")
        codebook = Codebook(name=path.stem, title=title, variables=tuple(variables), lists=lists.by_name)
    except DefinitionError as refusal:
        raise FormatError(refusal.problems) from None
    codebook, repaired = mended(codebook)
    table = pa.table(arrays, names=list(codebook.names))
    return Reading(Dataset(codebook, table), (*catalog.problems, *problems, *repaired))
