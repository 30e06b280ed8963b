"""Reading .dta files in parts: values, labels, extended missing values, dates, notes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Variable
from surveykit.formats.base import AfreshError, Reading, Stream, collected
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.counted import Column, Program, Raw, parted, value_of
from surveykit.formats.program.letters import Encodings
from surveykit.formats.program.mended import mended
from surveykit.formats.stata.dates import LEAP_SECONDS, kind_of, text_of, type_of
from surveykit.formats.stata.header import Header, header_of
from surveykit.formats.stata.languages import label_in, languages_in, values_in
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

BAD_DATE = Rule(
    "SK554",
    "A number of a Stata file stands where a date should, and is none",
    "It is left blank, so that one bad cell does not cost the file.",
    "a date after the year 9999 in a .dta",
    "Correct the value in the source.",
)
LEAPING = Rule(
    "SK555",
    "Times of a Stata file count leap seconds",
    "They are read as if every minute had sixty seconds, and may be some seconds off.",
    "a variable with the format %tC in a .dta",
    "In Stata, make a variable with `cofC()` and the format %tc.",
)
LABELLED_DATE = Rule(
    "SK556",
    "Dates of a Stata file have value labels",
    "A date stands for itself; only a missing value keeps its label.",
    "the label `founding day` on 1 January 1990 in a .dta",
    "Put the meaning into a variable of its own.",
)

_ENCODINGS = ("cp1252", "iso-8859-1")
_KINDS = ("a Stata file (.dta)", "an old Stata file (.dta)")
_WHOLE = {"int8", "int16", "int32"}
_BYTES_AT_ONCE = 32 * 1024 * 1024
_LEAST_AT_ONCE = 200  # cases: the library reads the head anew each time
_CELL_BYTES = 40  # that a cell takes in the library's lists, beside those in the file


def read(path: Path, encoding: str = "") -> Reading:
    """A .dta of any release as a dataset.

    Raises:
        FormatError: the file is something else, damaged or declares more than it holds.
    """
    return collected(stream(path, encoding))


def stream(path: Path, encoding: str = "") -> Stream:
    """A .dta of any release in parts.

    Raises:
        FormatError: the file is something else, damaged or declares more than it holds.
    """
    refuse_unless(path, _KINDS)
    header = header_of(path)
    file = _File(path, header, encoding)
    return Stream(header.cases, file.parts, file.told)


class _File:
    """One file on its way: which encoding its texts are in, and what its columns have held so far."""

    def __init__(self, path: Path, header: Header, encoding: str) -> None:
        self.path, self.header, self.asked = path, header, encoding
        self.encodings = Encodings(path, encoding, _ENCODINGS)
        self._begin()

    def _begin(self) -> None:
        """Take the metadata, in the first of the encodings that it can be read in."""
        import pyreadstat

        while True:
            try:
                _, self.meta = pyreadstat.read_dta(self.path, metadataonly=True, **self.encodings.how)
            except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
                self.encodings.turn(failure)
            else:
                break
        self.languages = languages_in(self.header)
        self.columns = {name: self._column(name) for name in self.meta.column_names}

    def _column(self, name: str) -> Column | None:
        """A column of numbers or dates on its way; None for texts, which stand as they are."""
        meta, kind = self.meta, self.meta.readstat_variable_types[name]
        if kind == "string":
            return None
        stata = meta.original_variable_types.get(name) or ""
        own = meta.variable_to_label.get(name, "")
        labels = values_in(self.header, self.languages, name, own, meta.value_labels)
        found = re.fullmatch(r"%[-0]?\d+[.,](\d+)fc?", stata)
        raw = Raw(
            name,
            self._label(name),
            stata,
            {value_of(value): text for value, text in labels.items() if not isinstance(value, str)},
            {letter: text for letter, text in labels.items() if isinstance(letter, str)},
            int(found[1]) if found else None,
            kind in _WHOLE,
        )
        return Column(raw, _PROGRAM)

    def _label(self, name: str) -> Text:
        label = self.meta.column_names_to_labels.get(name) or ""
        return label_in(self.header, self.languages, name, label, self.encodings.used)

    def parts(self) -> Iterator["pa.Table"]:
        """The cases in the types of their variables."""
        import pyarrow as pa
        import pyreadstat

        columns = [column for column in self.columns.values() if column is not None]
        for column in columns:
            column.again()
        try:
            for raw in self._raw():
                arrays = [_taken(column, raw[name]) for name, column in self.columns.items()]
                if not any(column.unlike for column in columns):  # else only what the types are is still of use
                    yield pa.table(arrays, names=list(self.columns))
        except (UnicodeDecodeError, pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            self.encodings.turn(failure)
            self._begin()
            raise AfreshError from None
        if any(column.unlike for column in columns):
            raise AfreshError

    def _raw(self) -> Iterator[dict[str, list[Any]]]:
        """The cells as the library gives them, so many cases at a time that memory stays bounded.

        Raises:
            FormatError: SK506, there are fewer than the file declares.
        """
        import pyreadstat

        cases = self.header.cases
        size = max(1, _CELL_BYTES * self.header.columns + self.header.row_bytes)
        at_once = max(_LEAST_AT_ONCE, _BYTES_AT_ONCE // size)
        for start in range(0, max(cases, 1), at_once):
            cells, _ = pyreadstat.read_dta(self.path, row_offset=start, row_limit=at_once, **self.encodings.how)
            held = min(map(len, cells.values()), default=0)
            if cells and held != min(at_once, cases - start):
                what = f"the file is cut short: {start + held:,} of {cases:,} cases are there"
                raise FormatError(Problem(DAMAGED, what, Place(file=str(self.path)), "ask for the file again"))
            yield cells

    def told(self) -> tuple[Codebook, tuple[Problem, ...]]:
        """The codebook and what was odd."""
        header, used, lists = self.header, self.encodings.used, SharedLists()
        try:
            codebook = Codebook(
                name=self.path.stem,
                title=label_in(header, self.languages, "_dta", self.meta.file_label or "", used),
                languages=self.languages.names,
                variables=tuple(self._variable(name, lists) for name in self.meta.column_names),
                lists=lists.by_name,
                notes=header.notes("_dta", used) or tuple(self.meta.notes or ()),
            )
        except DefinitionError as refusal:
            raise FormatError(refusal.problems) from None
        codebook, repaired = mended(codebook)
        odd = (problem for name, column in self.columns.items() for problem in _odd(name, column))
        return codebook, (*self._other_encoding(), *odd, *repaired)

    def _variable(self, name: str, lists: SharedLists) -> Variable:
        column, stata = self.columns[name], self.meta.original_variable_types.get(name) or ""
        if column is None:
            variable = Variable(name=name, label=self._label(name), type="text", formats={"stata": stata})
        else:
            variable = column.variable(lists)
        notes = "\n".join(self.header.notes(name, self.encodings.used))
        return variable.model_copy(update={"notes": notes}) if notes else variable

    def _other_encoding(self) -> Iterator[Problem]:
        used = self.encodings.used
        if used != self.asked:
            what = f"the letters are not in the encoding of release {self.header.release}; they were read as {used}"
            hint = f"look at a few labels; name another encoding with -O encoding=..., or this one: -O encoding={used}"
            yield Problem(OTHER_ENCODING, what, hint=hint, severity="warning")


def _taken(column: Column | None, cells: list[Any]) -> "pa.Array":
    import pyarrow as pa

    return pa.array([cell or None for cell in cells], pa.string()) if column is None else column.taken(*parted(cells))


def _odd(name: str, column: Column | None) -> Iterator[Problem]:
    if column is None:
        return
    yield from column.problems()
    if kind_of(column.raw.format) == LEAP_SECONDS:
        yield Problem(LEAPING, "the times count leap seconds", Place(variable=name), severity="warning")


_PROGRAM = Program("stata", type_of, text_of, BAD_DATE, LABELLED_DATE)
