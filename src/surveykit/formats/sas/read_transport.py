"""Reading SAS transport files (.xpt) of versions 5 and 8: numbers, texts, dates and missing letters."""

import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.mended import mended
from surveykit.formats.sas.catalog import Catalog, catalog_for
from surveykit.formats.sas.columns import number_column, text_variable
from surveykit.formats.sas.dates import user_format
from surveykit.formats.sas.ibm import numbers_in
from surveykit.formats.sas.transport import Field, Table, cells_in, table_in
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule, listed
from surveykit.text import Text

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

TRANSPORT = "a SAS transport file (.xpt)"
SEVERAL = Rule(
    "SK615",
    "A transport file holds more than one table",
    "A dataset is one table; the first is read.",
    "an .xpt into which PROC COPY put a whole library",
    "Write each table to a file of its own, in SAS with `PROC COPY ... SELECT name`.",
)
_ENCODINGS = ("utf-8", "cp1252", "latin-1")


def read(path: Path, encoding: str = "", catalog: str = "") -> Reading:
    """An .xpt as a dataset.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    refuse_unless(path, (TRANSPORT,))
    content = path.read_bytes()
    try:
        table = table_in(content)
    except (struct.error, IndexError, ValueError) as fault:
        words = str(fault) if type(fault) is ValueError else "is cut short or contradicts itself"
        what = f"the file is damaged: it {words}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None
    wanted = (name for name in (user_format(_plain(f.format)) for f in table.fields) if name)
    labels = catalog_for(path, catalog, wanted, encoding)
    for used in (encoding,) if encoding else _ENCODINGS:
        try:
            return _reading(path, content, table, labels, used, sure=bool(encoding) or used == _ENCODINGS[0])
        except LookupError:
            what = f"there is no encoding '{encoding}'"
            raise FormatError(
                Problem(OTHER_ENCODING, what, Place(file=str(path)), "such as utf-8, cp1252 or cp1251")
            ) from None
        except UnicodeError:
            continue
    what = f"the letters are not in {encoding}"
    raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)), "name another with -O encoding=..."))


def _plain(name: bytes) -> str:
    return name.decode("latin-1")


def _reading(path: Path, content: bytes, table: Table, catalog: Catalog, encoding: str, *, sure: bool) -> Reading:
    import pyarrow as pa

    lists = SharedLists()
    title = Text(table.label.decode(encoding))
    made = [_variable(content, table, field, encoding, catalog, lists) for field in table.fields]
    try:
        variables = tuple(variable for variable, _, _ in made)
        codebook = Codebook(name=path.stem, title=title, variables=variables, lists=lists.by_name)
    except DefinitionError as refusal:
        raise FormatError(refusal.problems) from None
    problems = list(catalog.problems)
    if table.others:
        names = listed([name.decode(encoding, errors="replace") for name in table.others])
        what = f"the file holds other tables too, which are not read: {names}"
        problems.append(Problem(SEVERAL, what, hint=SEVERAL.mend, severity="warning"))
    if not sure:
        what = f"the letters are not in UTF-8; they were read as {encoding}"
        hint = "look at a few labels; name another encoding with -O encoding=..."
        problems.append(Problem(OTHER_ENCODING, what, hint=hint, severity="warning"))
    codebook, repaired = mended(codebook)
    data = pa.table([array for _, array, _ in made], names=list(codebook.names))
    return Reading(Dataset(codebook, data), (*problems, *(p for _, _, found in made for p in found), *repaired))


def _variable(
    content: bytes, table: Table, field: Field, encoding: str, catalog: Catalog, lists: SharedLists
) -> tuple[Variable, "pa.Array", list[Problem]]:
    name, label, shown = field.name.decode(encoding), field.label.decode(encoding), _plain(field.format)
    labels = catalog.labels.get(user_format(shown), {})
    cells = cells_in(content, table, field)
    if field.text:
        return text_variable(name, label, shown, labels, lists), _texts(cells, encoding), []
    return number_column(name, label, shown, numbers_in(cells), labels, lists)


def _texts(cells: "np.ndarray[Any, Any]", encoding: str) -> "pa.Array":
    """Texts without the blanks that fill them; nothing but blanks is blank."""
    import pyarrow as pa

    encoded = pa.array(cells, pa.binary()).dictionary_encode()
    texts = [text.decode(encoding).rstrip(" \0") or None for text in encoded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(encoded.indices)
