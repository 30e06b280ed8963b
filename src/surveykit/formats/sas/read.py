"""Reading .sas7bdat files in parts: values, labels, missing letters, dates, and value labels from a catalogue."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Variable
from surveykit.formats.base import AfreshError, Reading, Stream, collected
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.counted import Piece, pieces
from surveykit.formats.program.letters import Encodings
from surveykit.formats.program.mended import mended
from surveykit.formats.sas.catalog import Catalog, catalog_for
from surveykit.formats.sas.columns import Labels, number_column, text_variable
from surveykit.formats.sas.dates import user_format
from surveykit.problems import DefinitionError, FormatError, Place, Problem
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

DATASET = "a SAS dataset (.sas7bdat)"
_ENCODINGS = ("utf-8", "cp1252", "iso-8859-1")
_WIDE = 0x33  # the byte that says that numbers of the head take eight bytes, or that it begins four bytes later


def read(path: Path, encoding: str = "", catalog: str = "") -> Reading:
    """A .sas7bdat as a dataset.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    return collected(stream(path, encoding, catalog))


def stream(path: Path, encoding: str = "", catalog: str = "") -> Stream:
    """A .sas7bdat in parts.

    Raises:
        FormatError: the file is something else, cut short or damaged, or its catalogue cannot be read.
    """
    refuse_unless(path, (DATASET,))
    _refuse_cut_short(path)
    file = _File(path, encoding, catalog)
    return Stream(file.meta.number_rows, file.parts, file.told)


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


class _File:
    """One file on its way: which encoding its texts are in, and what was seen of its columns."""

    def __init__(self, path: Path, encoding: str, catalog: str) -> None:
        self.path, self.asked, self.named = path, encoding, catalog
        self.encodings = Encodings(path, encoding, _ENCODINGS)
        self._begin()

    def _begin(self) -> None:
        """Take the metadata in the first of the encodings that they can be read in."""
        import pyreadstat

        while True:
            try:
                self.meta: Any = pyreadstat.read_sas7bdat(self.path, metadataonly=True, **self.encodings.how)[1]
            except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
                self.encodings.turn(failure)
            else:
                break
        if not self.meta.column_names:
            raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file has no columns", Place(file=str(self.path))))
        self.formats = {name: self.meta.original_variable_types.get(name) or "" for name in self.meta.column_names}
        wanted = (name for name in map(user_format, self.formats.values()) if name)
        self.catalog: Catalog = catalog_for(self.path, self.named, wanted, self.asked)
        kinds = self.meta.readstat_variable_types
        numbers = (name for name in self.meta.column_names if kinds[name] != "string")
        self.columns = {name: number_column(name, *self._described(name)) for name in numbers}

    def _described(self, name: str) -> tuple[str, str, Labels]:
        """The label, the format and the value labels of a column."""
        label, shown = self.meta.column_names_to_labels.get(name) or "", self.formats[name]
        return label, shown, self.catalog.labels.get(user_format(shown), {})

    def parts(self) -> Iterator["pa.Table"]:
        """The cases in the types of their variables."""
        import pyarrow as pa
        import pyreadstat

        self._codebook()  # which refuses two variables of one name
        for column in self.columns.values():
            column.again()
        try:
            for piece in pieces(self._some, self.meta.readstat_variable_types, self.meta.number_rows or 0):
                arrays = [self._taken(name, piece) for name in self.meta.column_names]
                if not self._unlike():  # else only what was seen is still of use
                    yield pa.table(arrays, names=self.meta.column_names)
        except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            self.encodings.turn(failure)
            self._begin()
            raise AfreshError from None
        if self._unlike():
            raise AfreshError

    def _unlike(self) -> bool:
        return any(column.unlike for column in self.columns.values())

    def _some(self, start: int, most: int) -> Any:
        import pyreadstat

        return pyreadstat.read_sas7bdat(self.path, row_offset=start, row_limit=most, **self.encodings.how)[0]

    def _taken(self, name: str, piece: Piece) -> "pa.Array":
        cells = piece[name]
        return self.columns[name].taken(*cells) if isinstance(cells, tuple) else cells

    def _variable(self, name: str, lists: SharedLists) -> Variable:
        if name in self.columns:
            return self.columns[name].variable(lists)
        return text_variable(name, *self._described(name), lists)

    def _codebook(self) -> Codebook:
        lists = SharedLists()
        variables = tuple(self._variable(name, lists) for name in self.meta.column_names)
        try:
            title = Text(self.meta.file_label or "")
            return Codebook(name=self.path.stem, title=title, variables=variables, lists=lists.by_name)
        except DefinitionError as refusal:
            raise FormatError(refusal.problems) from None

    def told(self) -> tuple[Codebook, tuple[Problem, ...]]:
        """The codebook and what was odd."""
        codebook, repaired = mended(self._codebook())
        odd = (problem for column in self.columns.values() for problem in column.problems())
        return codebook, (*self._other_encoding(), *self.catalog.problems, *odd, *repaired)

    def _other_encoding(self) -> Iterator[Problem]:
        if self.encodings.used != self.asked:
            what = f"the letters are not in the encoding the file declares; they were read as {self.encodings.used}"
            hint = "look at a few labels; name another encoding with -O encoding=..."
            yield Problem(OTHER_ENCODING, what, hint=hint, severity="warning")
