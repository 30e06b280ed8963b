"""Reading SAS transport files (.xpt) in parts, of versions 5 and 8: numbers, texts, dates and missing letters."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.formats.base import AfreshError, Reading, Stream, collected
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.counted import Column
from surveykit.formats.program.mended import mended
from surveykit.formats.sas.catalog import Catalog, catalog_for
from surveykit.formats.sas.columns import Labels, number_column, text_variable
from surveykit.formats.sas.dates import user_format
from surveykit.formats.sas.ibm import numbers_in
from surveykit.formats.sas.transport import Content, Field, Table, cells_in, table_in
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
_BYTES_AT_ONCE = 8_000_000  # of a part


def read(path: Path, encoding: str = "", catalog: str = "") -> Reading:
    """An .xpt as a dataset.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    return collected(stream(path, encoding, catalog))


def stream(path: Path, encoding: str = "", catalog: str = "") -> Stream:
    """An .xpt in parts.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    refuse_unless(path, (TRANSPORT,))
    try:
        with path.open("rb") as file:
            table = table_in(Content(file))
    except (struct.error, IndexError, ValueError) as fault:
        words = str(fault) if type(fault) is ValueError else "is cut short or contradicts itself"
        what = f"the file is damaged: it {words}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None
    wanted = (name for name in (user_format(_plain(f.format)) for f in table.fields) if name)
    one = _File(path, table, catalog_for(path, catalog, wanted, encoding), encoding)
    return Stream(table.rows, one.parts, one.told)


def _plain(name: bytes) -> str:
    return name.decode("latin-1")


class _File:
    """One file on its way: which encoding its texts are in, and what was seen of its columns."""

    def __init__(self, path: Path, table: Table, catalog: Catalog, encoding: str) -> None:
        self.path, self.table, self.catalog, self.asked = path, table, catalog, encoding
        self.encodings = [encoding] if encoding else list(_ENCODINGS)
        self.columns: list[Column | None] = []  # None where it is one of texts

    def parts(self) -> Iterator["pa.Table"]:
        """The cases in the types of their variables."""
        import pyarrow as pa

        try:
            self._begin()
            names = self._codebook().names  # which refuses two variables of one name
            for rows in self._rows():
                arrays = [self._taken(*pair, rows) for pair in zip(self.table.fields, self.columns, strict=True)]
                if not self._unlike():  # else only what was seen is still of use
                    yield pa.table(arrays, names=list(names))
        except LookupError:
            place, hint = Place(file=str(self.path)), "such as utf-8, cp1252 or cp1251"
            raise FormatError(Problem(OTHER_ENCODING, f"there is no encoding '{self.asked}'", place, hint)) from None
        except UnicodeError:
            self._next()
            self.columns = []
            raise AfreshError from None
        if self._unlike():
            raise AfreshError

    def _begin(self) -> None:
        """Columns as they are before the first case; what was seen of them stays known."""
        described = [(field.text, self._described(field)) for field in self.table.fields]
        self.columns = self.columns or [None if text else number_column(*facts) for text, facts in described]
        for column in self.columns:
            if column is not None:
                column.again()

    def _unlike(self) -> bool:
        return any(column is not None and column.unlike for column in self.columns)

    def _described(self, field: Field) -> tuple[str, str, str, Labels]:
        """The name, the label, the format and the value labels of a column."""
        encoding, shown = self.encodings[0], _plain(field.format)
        labels = self.catalog.labels.get(user_format(shown), {})
        return field.name.decode(encoding), field.label.decode(encoding), shown, labels

    def _next(self) -> None:
        """Turn to the next encoding.

        Raises:
            FormatError: SK521, there is none.
        """
        if len(self.encodings) == 1:
            what, place = f"the letters are not in {self.asked}", Place(file=str(self.path))
            raise FormatError(Problem(OTHER_ENCODING, what, place, "name another with -O encoding=..."))
        del self.encodings[0]

    def _rows(self) -> Iterator[bytes]:
        """The rows, so many at a time that memory does not grow with them; none at all is one part too."""
        width, at_once = self.table.row_bytes, max(1, _BYTES_AT_ONCE // self.table.row_bytes)
        with self.path.open("rb") as file:
            file.seek(self.table.first)
            for start in range(0, max(1, self.table.rows), at_once):
                yield file.read(min(at_once, self.table.rows - start) * width)

    def _taken(self, field: Field, column: Column | None, rows: bytes) -> "pa.Array":
        cells = cells_in(rows, self.table, field)
        return _texts(cells, self.encodings[0]) if column is None else column.taken(*numbers_in(cells))

    def _codebook(self) -> Codebook:
        title, lists = Text(self.table.label.decode(self.encodings[0])), SharedLists()
        variables = tuple(
            column.variable(lists) if column else text_variable(*self._described(field), lists)
            for field, column in zip(self.table.fields, self.columns, strict=True)
        )
        try:
            return Codebook(name=self.path.stem, title=title, variables=variables, lists=lists.by_name)
        except DefinitionError as refusal:
            raise FormatError(refusal.problems) from None

    def told(self) -> tuple[Codebook, tuple[Problem, ...]]:
        """The codebook and what was odd."""
        codebook, repaired = mended(self._codebook())
        odd = (problem for column in self.columns if column for problem in column.problems())
        return codebook, (*self.catalog.problems, *self._remarks(), *odd, *repaired)

    def _remarks(self) -> Iterator[Problem]:
        encoding = self.encodings[0]
        if self.table.others:
            names = listed([name.decode(encoding, errors="replace") for name in self.table.others])
            what = f"the file holds other tables too, which are not read: {names}"
            yield Problem(SEVERAL, what, hint=SEVERAL.mend, severity="warning")
        if encoding not in {self.asked, _ENCODINGS[0]}:
            what = f"the letters are not in UTF-8; they were read as {encoding}"
            hint = "look at a few labels; name another encoding with -O encoding=..."
            yield Problem(OTHER_ENCODING, what, hint=hint, severity="warning")


def _texts(cells: "np.ndarray[Any, Any]", encoding: str) -> "pa.Array":
    """Texts without the blanks that fill them; nothing but blanks is blank."""
    import pyarrow as pa

    encoded = pa.array(cells, pa.binary()).dictionary_encode()
    texts = [text.decode(encoding).rstrip(" \0") or None for text in encoded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(encoded.indices)
