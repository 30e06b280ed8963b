"""A delimited text read in parts: once to see what it holds, and once more to take it."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.formats.base import Reading, Stream, in_one
from surveykit.formats.delimited.dialect import Plain, quote_of, separator_of, without_marks
from surveykit.formats.delimited.letters import encoding_of
from surveykit.formats.delimited.options import DelimitedOptions
from surveykit.formats.delimited.read import read
from surveykit.formats.delimited.rows import Cells, largest_cell
from surveykit.formats.files import refuse_unless
from surveykit.formats.table.growing import Growing, WholeError
from surveykit.formats.table.layout import Laid, laid_out
from surveykit.formats.table.reading import explanation
from surveykit.formats.table.sheet import Line, Sheet
from surveykit.formats.table.variables import Way
from surveykit.problems import FormatError, Problem, Rule

if TYPE_CHECKING:
    import pyarrow as pa

_SMALL = 8_000_000  # bytes: a smaller file is read whole
_LETTERS = 1_000_000  # from which separator and quotes are told
_ENDS = 1000  # lines at the beginning and at the end that say how the table lies
_ROWS = 20_000  # of a part
_BLOCK = 2**20
_REMEMBERED = 100_000

Row = tuple[int, list[str]]  # the number of its line, and its cells


READ_WHOLE = Rule(
    "SK609",
    "A large text is read whole",
    "What is in it can be told only from all of it at once, and so it needs memory that grows with it.",
    "a .csv of 500 MB in an old encoding, with rows of unequal length, or exported by a survey service",
    "Nothing to mend where there is memory enough; else save it as UTF-8, with one row of headings and even rows.",
)


def stream(path: Path, options: DelimitedOptions) -> Stream:
    """A .csv or .tsv in parts; as one part where it is small, or has to be looked at whole.

    Raises:
        FormatError: as of `read`.
    """
    refuse_unless(path, ("a text file",))
    if path.stat().st_size < _SMALL:
        return in_one(read(path, options))
    try:
        text = _Text(path, options)
        text.look()
    except (WholeError, UnicodeError, csv.Error, FormatError):
        reading = read(path, options)  # which understands it, or says what is the matter
        note = Problem(READ_WHOLE, "the file was read whole, in memory that grows with it", severity="note")
        return in_one(Reading(reading.dataset, (*reading.problems, note), reading.layout))
    return Stream(text.cases, text.parts, text.told, text.explained[2])


def in_parts(path: Path, options: DelimitedOptions) -> bool:
    """Whether the text is large, and its beginning that of a plain table, which can be read in parts."""
    if path.stat().st_size < _SMALL:
        return False
    try:
        text = _Text(path, options)
        with closing(text.rows()) as rows:
            text.begin(list(islice(rows, _ENDS)))
    except (WholeError, UnicodeError, csv.Error, FormatError):
        return False
    return True


def _encoding(path: Path, named: str) -> str:
    """The encoding of a text whose bytes hold nothing that has to be looked at more closely.

    Raises:
        WholeError: they do.
    """
    with path.open("rb") as file:
        found = encoding_of(file.read(_BLOCK).rsplit(b"\n", 1)[0])
        if not named and not found.sure:
            raise WholeError
        try:
            name = codecs.lookup(named or found.name).name
        except LookupError:
            raise WholeError from None
        file.seek(0)
        last, first = b"", True
        while block := file.read(_BLOCK):
            marked = (last[-2:] + block).find(b"\xef\xbb\xbf", 2 if first and block[:3] == codecs.BOM_UTF8 else 0)
            if b"\0" in block or marked > (2 if first else -1):
                raise WholeError
            last, first = block, False
    if last.rstrip(b"\r\n").endswith(b"\x1a") or re.match("utf-(16|32|7)", name.replace("_", "-")):
        raise WholeError
    return "utf-8-sig" if name == "utf-8" else name


class _Text:
    """One text on its way: how it is written, how its table lies, and its columns."""

    def __init__(self, path: Path, options: DelimitedOptions) -> None:
        if options.vendor not in {"", "none"}:
            raise WholeError
        self.path, self.options = path, options
        self.encoding = _encoding(path, options.encoding)
        with path.open(encoding=self.encoding, newline="") as file:
            self.plain: Plain = without_marks(file.read(2 * _LETTERS))
        usual = "\t" if path.suffix.lower() == ".tsv" else ","
        self.separator = options.separator or self.plain.separator or separator_of(self.plain.text, usual)
        self.quote = quote_of(self.plain.text, self.separator)
        self.comma = options.decimal == "," or (not options.decimal and self.separator == ";")
        self.cell_of: Callable[[str], str | None] = Cells(_REMEMBERED).__getitem__
        self.cases = 0
        self.columns: list[Growing] = []

    def rows(self) -> Generator[Row, None, None]:
        """The rows that are not empty.

        Raises:
            WholeError: lines above them do not end as lines do.
        """
        largest_cell()
        with self.path.open(encoding=self.encoding, newline="") as file:
            for _ in range(self.plain.skipped):
                if not file.readline().endswith("\n"):
                    raise WholeError
            reader = csv.reader(file, delimiter=self.separator, quotechar=self.quote, strict=True)
            before = self.plain.skipped + 1
            for cells in reader:
                if cells:
                    yield before, cells
                before = self.plain.skipped + 1 + reader.line_num

    def look(self) -> None:
        """Read the text once: how its table lies, and what its columns hold.

        Raises:
            WholeError: that can be told only from all of it at once.
        """
        with closing(self.rows()) as rows:
            head = list(islice(rows, _ENDS))
            laid = self.begin(head)
            way = Way(self.options, self.comma)
            self.columns = [Growing(laid, number, way, self.cell_of) for number in range(self.width)]
            self._take_in([row for row in head if row[0] >= self.first])
            tail: deque[Row] = deque()
            for some in iter(lambda: list(islice(rows, _ROWS)), []):
                tail.extend(some)
                self._take_in([tail.popleft() for _ in range(len(tail) - _ENDS)])
        if not tail:
            raise WholeError
        self.laid = self._laid([*head, *tail])
        self.last = self.laid.body[-1].number
        same = (self.laid.columns, self.laid.heads, self.laid.body[0].number) == (laid.columns, laid.heads, self.first)
        if not same or self.last < tail[0][0]:
            raise WholeError
        self._take_in([row for row in tail if row[0] <= self.last])
        columns = [column.made() for column in self.columns]
        self.explained = explanation(self.sheet, self.laid, columns, self.path.stem)

    def begin(self, head: Sequence[Row]) -> Laid:
        """How the table lies, as far as its first lines tell.

        Raises:
            WholeError: it is no plain table.
        """
        if not head:
            raise WholeError
        self.width = len(head[0][1])
        laid = self._laid(head)
        self.first = laid.body[0].number
        return laid

    def _laid(self, rows: Sequence[Row]) -> Laid:
        """How the table lies, from the lines at its ends."""
        lines = tuple(Line(number, tuple(map(self.cell_of, cells))) for number, cells in rows)
        self.sheet = Sheet("", lines, text=True)
        laid = laid_out(self.sheet, self.options)
        head = next((line for line in lines if line.number == laid.heads[-1]), None)
        plain = laid.service is None and laid.body and len(laid.used) == self.width
        if not plain or head is None or head.at(self.width - 1) is None:
            raise WholeError
        return laid

    def _take_in(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        self.cases += len(rows)
        for column, cells in zip(self.columns, self._across(rows), strict=True):
            column.look_at(cells)

    def _across(self, rows: Sequence[Row]) -> list[tuple[str, ...]]:
        """The rows as columns.

        Raises:
            WholeError: they are not all of the same width.
        """
        if {len(cells) for _, cells in rows} != {self.width}:
            raise WholeError
        return list(zip(*(cells for _, cells in rows), strict=True))

    def parts(self) -> Iterator["pa.Table"]:
        """The cases, in the types that the first look has found."""
        import pyarrow as pa

        names = list(self.explained[0].names)
        with closing(self.rows()) as rows:
            body = (row for row in rows if self.first <= row[0] <= self.last)
            for some in iter(lambda: list(islice(body, _ROWS)), []):
                arrays = [c.taken(cells) for c, cells in zip(self.columns, self._across(some), strict=True)]
                yield pa.table(arrays, names=names)

    def told(self) -> tuple[Codebook, tuple[Problem, ...]]:
        """The codebook and what was odd."""
        codebook, problems, _ = self.explained
        return codebook, (*self.plain.problems, *problems)
