"""Writing SPSS syntax that SPSS and PSPP run: the data beside it become a dataset with all that a .sav holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, contents_of
from surveykit.formats.pair.cells import finite, formula_remarks, write_cells
from surveykit.formats.pair.placed import data_beside
from surveykit.formats.spss import write as sav
from surveykit.formats.spss.dates import kind_of
from surveykit.formats.spss.notes import folded
from surveykit.problems import Problem, listed

if TYPE_CHECKING:
    import pyarrow as pa

CARRIES: Final = replace(sav.CARRIES, longest_label=255)
DATA: Final = ".sps.csv"
FIRST: Final = "* Written by surveykit. Run it in the folder of the data."
LAST: Final = "* End of what surveykit wrote."
_PIECE: Final = 180  # bytes of a text in one line; a line of a command has at most 256
_LINES: Final = re.compile(r"[\r\n\x85\u2028\u2029]")
_WIDEST: Final = 40  # digits of a number that is read


def write(dataset: Dataset, path: Path, language: str = "") -> None:
    """Write the commands, and beside them the data."""
    data = data_beside(path, DATA)
    path.write_text("\n".join(_Syntax(dataset, language, data.name).commands()) + "\n", encoding="utf-8", newline="\n")
    write_cells(_cells(dataset), data)


def remarks(dataset: Dataset, language: str) -> Iterator[Problem]:
    """What the commands lose beside the common losses: as a .sav, and the ends of lines within texts."""
    import pyarrow.compute as pc

    yield from sav.remarks(dataset, language)
    table = dataset.arrow()
    lines = [v.name for v in dataset.codebook if v.type != "number" and pc.any(_broken(table.column(v.name))).as_py()]
    if lines:
        what = f"ends of lines in texts become blanks: {listed(lines)}"
        yield Problem(CHANGED, what, severity="warning")
    labels = [v.name for v in dataset.codebook if any(map(_LINES.search, _said(dataset.codebook, v, language)))]
    if labels:
        yield Problem(CHANGED, f"ends of lines in labels become blanks: {listed(labels)}", severity="warning")
    yield from formula_remarks(dataset, None)


def _said(codebook: Codebook, variable: Variable, language: str) -> Iterator[str]:
    """The label of a variable, and those of its codes."""
    yield variable.label.into(language)
    yield from (code.label.into(language) for code in (*(codebook.codes_of(variable) or ()), *variable.missing))


def _broken(column: "pa.ChunkedArray") -> Any:
    import pyarrow.compute as pc

    return pc.match_substring_regex(column, r"[\r\n]")


def _cells(dataset: Dataset) -> "pa.Table":
    """The data as SPSS can read them: each case on one line."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = finite(dataset)
    columns = []
    for column in table.columns:
        if pa.types.is_string(column.type):
            flat = pc.replace_substring_regex(pc.replace_substring(column, "\0", ""), r"\r\n|\r|\n", " ")
            column = pc.utf8_rtrim(flat, " ")  # noqa: PLW2901 - the same column, as SPSS reads it
        columns.append(column)
    return pa.table(columns, names=table.column_names)


def quoted(text: str) -> str:
    """A text in quotes, in as many pieces as lines of commands need; ends of lines become blanks.

    Example:
        >>> quoted("it's")
        "'it''s'"
    """
    rest = re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text)
    pieces: list[str] = []
    while rest or not pieces:
        piece = cut(rest, _PIECE) or rest[:1]
        pieces.append("'" + piece.replace("'", "''") + "'")
        rest = rest[len(piece) :]
    return " +\n    ".join(pieces)


class _Syntax:
    """The commands for one dataset."""

    def __init__(self, dataset: Dataset, language: str, data: str) -> None:
        self.codebook, self.language, self.data = dataset.codebook, language, data
        self.table = dataset.arrow()
        contents = contents_of(dataset, CARRIES)
        self.names = plain_names(self.codebook.names, sav.NAMES)
        columns = {v.name: self.table.column(v.name) for v in self.codebook}
        self.made = {v.name: sav.written(self.codebook, v, columns[v.name], contents, language) for v in self.codebook}
        self.dated = {
            v.name: v.type for v in self.codebook if v.type not in {"number", "text"} and self.made[v.name].format
        }
        taken = {name.casefold() for name in self.names.values()}
        free = (f"@{n}" for n in range(1, len(taken) + len(self.dated) + 1) if f"@{n}" not in taken)
        self.aside = dict(zip(self.dated, free, strict=False))  # where a date stands as text until it is read

    def commands(self) -> Iterator[str]:
        """All of them, in order."""
        yield "* Encoding: UTF-8."
        yield FIRST
        yield "SET DECIMAL=DOT."
        yield from self.reading()
        for name, type_ in self.dated.items():
            yield from _dates(self.names[name], self.aside[name], type_, self.made[name].format)
        if self.dated:
            yield f"ADD FILES FILE=*\n  /KEEP={_lines(self.names.values())}."
        numbers = [(self.names[v.name], self.made[v.name].format) for v in self.codebook if v.type == "number"]
        yield from _each("FORMATS", (f"{name} ({form})" for name, form in numbers if form))
        labels = ((self.names[v.name], cut(v.label.into(self.language), CARRIES.longest_label)) for v in self.codebook)
        yield from _each("VARIABLE LABELS", (f"{name} {quoted(label)}" for name, label in labels if label))
        yield from _each("VALUE LABELS", self.value_labels())
        yield from self.missing()
        levels = [f"{self.names[v.name]} ({v.measure.upper()})" for v in self.codebook]
        yield from _each("VARIABLE LEVEL", levels)
        yield from (line for one in self.codebook.sets for line in self.set_of(one))
        weight = self.codebook.role("weight")
        yield from [f"WEIGHT BY {self.names[weight.name]}."] if weight is not None else []
        if title := cut(self.codebook.title.into(self.language), 60):
            yield f"FILE LABEL {quoted(title)}."
        notes = [quoted(line) for line in folded(self.codebook.notes) if line.strip()]
        yield from ["\n    ".join(["ADD DOCUMENT", *notes]) + "."] if notes else []
        yield "EXECUTE."
        yield LAST

    def reading(self) -> Iterator[str]:
        """The command that reads the data."""
        yield "GET DATA"
        yield "  /TYPE=TXT"
        yield f"  /FILE={quoted(self.data)}"
        yield "  /ENCODING='UTF8'"
        yield "  /ARRANGEMENT=DELIMITED"
        yield "  /DELCASE=LINE"
        yield "  /FIRSTCASE=2"
        yield '  /DELIMITERS=","'
        yield "  /QUALIFIER='\"'"
        widths = {v.name: f"F{_WIDEST}.0" if v.type == "number" else f"A{self.width(v.name)}" for v in self.codebook}
        read = [f"{self.aside.get(name, self.names[name])} {width}" for name, width in widths.items()]
        yield f"  /VARIABLES={_lines(read)}."

    def width(self, name: str) -> int:
        import pyarrow.compute as pc

        longest = pc.max(pc.binary_length(self.table.column(name))).as_py() or 1
        return min(max(longest, 1), sav.CARRIES.text_bytes or longest)

    def value_labels(self) -> Iterator[str]:
        for variable in self.codebook:
            if labels := self.made[variable.name].labels:
                pairs = "".join(f"\n    {_value(value)} {quoted(label)}" for value, label in labels.items())
                yield f"{self.names[variable.name]}{pairs}"

    def missing(self) -> Iterator[str]:
        for variable in self.codebook:
            if gone := self.made[variable.name].missing:
                yield f"MISSING VALUES {self.names[variable.name]} ({', '.join(map(_gone, gone))})."

    def set_of(self, one: ResponseSet) -> Iterator[str]:
        """The command that declares a response set."""
        name = next(iter(plain_names([one.name], replace(sav.NAMES, most=63)).values()))
        kind, counted = (
            ("MDGROUP", f"\n  VALUE={_value(one.counted)}") if one.kind == "dichotomies" else ("MCGROUP", "")
        )
        members = _lines(self.names[variable] for variable in one.variables)
        label = cut(one.label.into(self.language), CARRIES.longest_label)
        yield f"MRSETS\n  /{kind} NAME=${name}\n  LABEL={quoted(label)}\n  VARIABLES={members}{counted}."


def _dates(name: str, aside: str, type_: Type, form: str) -> Iterator[str]:
    """A date out of its text; what is none there is a missing code, a number."""
    mark, place = {"date": ("-", "EQ 5"), "datetime": ("T", "EQ 11")}.get(type_, (":", "GT 0"))
    timed = "DTIME20.3" if kind_of(form) == "DTIME" else "TIME20.3"
    read = {
        "date": f"NUMBER({aside}, SDATE10)",
        "datetime": f"NUMBER(SUBSTR({aside}, 1, 10), SDATE10) + NUMBER(SUBSTR({aside}, 12), TIME20.3)",
    }.get(type_, f"NUMBER({aside}, {timed})")
    yield f"NUMERIC {name} ({form})."
    yield f"IF (INDEX({aside}, '{mark}') {place})\n  {name} = {read}."
    yield f"IF NOT (INDEX({aside}, '{mark}') {place})\n  {name} = NUMBER({aside}, F20.0)."


def _each(command: str, parts: Iterable[str]) -> Iterator[str]:
    """A command once for each of its parts, so that none grows too long."""
    yield from (f"{command} {part}." for part in parts)


def _lines(parts: Iterable[str]) -> str:
    """Parts one a line; PSPP takes a line that begins with the word COMMENT or DOCUMENT for a command of that name."""
    return "".join(f" {part}" if re.match(r"(?i)com|doc", part) else f"\n    {part}" for part in parts)


def _value(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else text_of(value)


def _gone(one: Any) -> str:
    if not isinstance(one, Mapping):
        return _value(one)
    low = "LOWEST" if one["lo"] == float("-inf") else text_of(one["lo"])
    high = "HIGHEST" if one["hi"] == float("inf") else text_of(one["hi"])
    return f"{low} THRU {high}"
