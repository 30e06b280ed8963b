"""Delimited text: .csv and .tsv, as programs and people write them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import is_blank
from surveykit.formats.base import Carries, Format, Reading, located
from surveykit.formats.cells import cells_of
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, OTHER_ENCODING, refuse_unless
from surveykit.formats.table.columns import TabularOptions
from surveykit.formats.table.reading import reading_of
from surveykit.formats.table.sheet import Line, Sheet
from surveykit.problems import FormatError, Place, Problem, Rule, listed

RAGGED = Rule(
    "SK533",
    "A row has more or fewer cells than the heading",
    "A separator inside a text that is not in quotes moves every later cell of the row to the wrong column.",
    "`12,Oslo, Norway` under three headings where Oslo, Norway is one answer",
    "Put quotes around texts that hold the separator.",
)
NUL = Rule(
    "SK534",
    "The text holds zero bytes",
    "They come from a damaged disk or from a file in another encoding.",
    "a .csv in UTF-16 without a byte order mark",
    "Save the file again as UTF-8, or name its encoding with -O encoding=...",
)
LIKE_FORMULA = Rule(
    "SK535",
    "A text begins as a formula does",
    "A spreadsheet would run it; it is written with an apostrophe before it, which reading takes off again.",
    "an answer `=1+1` or `- lower costs`",
    "Nothing to mend; a program other than surveykit will see the apostrophe.",
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_SEPARATORS = ",;\t|"
_SAMPLE = 200
_LARGEST_CELL = 100_000_000


class DelimitedOptions(TabularOptions):
    """Options of .csv and .tsv."""

    encoding: str = ""
    separator: Literal["", ",", ";", "\t", "|", "comma", "semicolon", "tab", "bar"] = ""
    decimal: Literal["", ".", ","] = ""

    @property
    def sign(self) -> str:
        """The separator itself."""
        return {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}.get(self.separator, self.separator)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


def read(path: Path, options: DelimitedOptions) -> Reading:
    """A .csv or .tsv as a dataset: encoding, separator and types found from the text, headings in the first row.

    Raises:
        FormatError: it is no text, has zero bytes, repeated headings or a quote that never ends.
    """
    refuse_unless(path, ("a text file",))
    text, problems = _text(path, options.encoding)
    separator = options.sign or _separator(text, "\t" if path.suffix.lower() == ".tsv" else "")
    rows, odd = _rows(text, separator, path)
    if not rows:
        raise FormatError(Problem(NOT_WHAT_IT_SAYS, "the file has no rows", Place(file=str(path))))
    sheet = Sheet("", tuple(Line(row.line, tuple(map(_cell, row.cells))) for row in rows), text=True)
    comma = options.decimal == "," or (not options.decimal and separator == ";")
    try:
        reading = reading_of(sheet, path.stem, options, comma=comma)
    except FormatError as refusal:
        raise FormatError(located(refusal.problems, path)) from None
    head = next(row for row in rows if row.line == reading.layout.heads[-1]) if reading.layout else rows[0]
    body = [row for row in rows if row.line > head.line]
    problems += [*odd, *_ragged(body, _width(head.cells, body))]
    return Reading(reading.dataset, (*problems, *reading.problems), reading.layout)


def _text(path: Path, encoding: str) -> tuple[str, list[Problem]]:
    content = path.read_bytes()
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in (encoding,) if encoding else ("utf-16",) if wide else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = content.decode(name)
        except LookupError:
            what = f"there is no encoding '{name}'"
            raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)))) from None
        except UnicodeError:
            continue
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise FormatError(Problem(NUL, "zero bytes in the text", Place(file=str(path), line=line), NUL.mend))
        if name in {"cp1252", "latin-1"} and not encoding:
            what = f"the text is not UTF-8; it was read as {name}"
            return text, [Problem(OTHER_ENCODING, what, hint="look at a few letters", severity="warning")]
        return text, []
    what = f"the text is not in {encoding or 'UTF-16'}"
    raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)), "name another with -O encoding=..."))


def _separator(text: str, usual: str) -> str:
    """The separator that cuts the first rows into the same number of cells most often."""
    best, found = (0.0, 0), usual or ","
    for sign in dict.fromkeys((usual or ",") + _SEPARATORS):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        widths = Counter(len(row) for row, _ in zip(_lenient(reader), range(_SAMPLE), strict=False) if row)
        width, times = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
        if width > 1 and (score := (round(times / widths.total(), 1), width)) > best:
            best, found = score, sign
    return found


def _lenient(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        return


def _rows(text: str, separator: str, path: Path) -> tuple[list[_Row], list[Problem]]:
    """All rows but empty lines; quotes that stand within a cell are taken as they are, and reported."""
    csv.field_size_limit(_LARGEST_CELL)
    try:
        return list(_parsed(text, separator, strict=True)), []
    except _UnparsedError as fault:
        place = Place(file=str(path), line=fault.line)
        if "end of data" in str(fault):
            what = "a quote is opened here and never closed"
            raise FormatError(Problem(DAMAGED, what, place, 'write " inside a text as ""')) from None
        odd = [Problem(RAGGED, "a quote stands in the middle of a cell; look at this row", place, severity="warning")]
    return list(_parsed(text, separator, strict=False)), odd


class _UnparsedError(Exception):
    def __init__(self, words: str, line: int) -> None:
        super().__init__(words)
        self.line = line


def _parsed(text: str, separator: str, *, strict: bool) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield _Row(before + 1, cells)
            before = reader.line_num
    except csv.Error as fault:
        raise _UnparsedError(str(fault), before + 1) from None


def _width(head: list[str], body: Sequence[_Row]) -> int:
    """The number of columns: those with a heading or anything under it; a separator at the end of each row is none."""
    trailing = len(head)
    while (
        trailing
        and not head[trailing - 1].strip()
        and not any(len(row.cells) >= trailing and row.cells[trailing - 1].strip() for row in body)
    ):
        trailing -= 1
    return max(trailing, 1)


def _ragged(body: Sequence[_Row], width: int) -> Iterator[Problem]:
    for row in body:
        extra = [cell for cell in row.cells[width:] if cell.strip()]
        if extra:
            what = f"the row has {len(row.cells)} cells under {width} headings; left out: {listed(extra, 3)}"
            yield Problem(RAGGED, what, Place(line=row.line), RAGGED.mend)
        elif len(row.cells) < width:
            what = f"the row has {len(row.cells)} cells under {width} headings; the rest is blank"
            yield Problem(RAGGED, what, Place(line=row.line), RAGGED.mend, "warning")


def _cell(text: str) -> str | None:
    if is_blank(text):
        return None
    return text[1:] if text[0] == "'" and _FORMULA.match(text) else text


def write(dataset: Dataset, path: Path, options: DelimitedOptions) -> None:
    """Write UTF-8 with a heading row; blanks are empty cells, texts like formulas get an apostrophe."""
    separator = options.sign or ("\t" if path.suffix.lower() == ".tsv" else ",")
    comma = options.decimal == ","
    columns = [
        [_written(cell, comma=comma) for cell in column]
        for column in cells_of(dataset, labels=options.values == "labels", language=options.language)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        head = [_written(name, comma=False) for name in dataset.codebook.names]
        file.writelines(_line(cells, separator) for cells in (head, *zip(*columns, strict=True)))


def _line(cells: Sequence[str], separator: str) -> str:
    """One row; quotes around what holds a separator, a quote or an end of line of any kind."""
    unsafe = {separator, '"', "\n", "\r"}
    quoted = ['"' + cell.replace('"', '""') + '"' if unsafe.intersection(cell) else cell for cell in cells]
    return (separator.join(quoted) or '""') + "\n"


def _written(cell: Any, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if _like_formula(cell) else cell.replace("\0", "")
    number = str(int(cell)) if float(cell).is_integer() and abs(cell) < 2**53 else repr(cell)
    return number.replace(".", ",") if comma else number


def _like_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula; a plain number is none."""
    return _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)


def remarks(dataset: Dataset, _options: DelimitedOptions) -> Iterator[Problem]:
    """Which texts get an apostrophe."""
    import pyarrow.compute as pc

    for variable in dataset.codebook:
        if variable.type != "number":
            texts = pc.unique(dataset.arrow().column(variable.name)).to_pylist()
            like = [" ".join(text[:30].split()) for text in texts if text and _like_formula(text)]
            if like:
                what = f"texts that begin as a formula does get an apostrophe: {listed(like, 3)}"
                yield Problem(LIKE_FORMULA, what, Place(variable=variable.name), severity="note")


CARRIES = Carries(blank_texts=False, lost_characters=r"\x00", infinite=False)
CSV = Format("csv", (".csv",), CARRIES, read, write, DelimitedOptions, remarks=remarks)
TSV = replace(CSV, name="tsv", suffixes=(".tsv",))
