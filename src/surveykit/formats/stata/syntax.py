"""Writing a Stata do-file: it reads the data beside it and gives them labels, dates and extended missing values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import label_written
from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.formats.base import Format, Options, written_only
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, contents_of
from surveykit.formats.pair.cells import finite, formula_remarks, write_cells
from surveykit.formats.pair.placed import data_beside
from surveykit.formats.program.marked import lettered
from surveykit.formats.stata import write as dta
from surveykit.problems import Problem, listed

if TYPE_CHECKING:
    import pyarrow as pa

CARRIES: Final = replace(dta.CARRIES, languages=False, fraction_labels=False)
DATA: Final = ".do.csv"
_TIME_OF_DAY: Final = r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$"
_SHOWN: Final[Mapping[Type, tuple[str, str]]] = {
    "date": ('daily({}, "YMD")', "%td"),
    "datetime": ('clock(subinstr({}, "T", " ", 1), "YMDhms")', "%tc"),
    "time": ('clock({}, "hms")', "%tcHH:MM:SS"),
}
_TITLE: Final = 80


class SyntaxOptions(Options):
    """Options of .do: the language of the labels written."""

    language: str = ""  # the first of each label where it is not named


def quoted(text: str) -> str:
    r"""A text in compound quotes; what Stata would put something else for is written otherwise.

    Example:
        >>> print(quoted('the "new" one costs $5'))
        `"the "new" one costs \$5"'
    """
    plain = re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).replace("`", "\u2018").replace("\"'", '"\u2019')
    return '`"' + re.sub(r"\\*\$", r"\\$", plain).rstrip("\\") + "\"'"


def write(dataset: Dataset, path: Path, options: SyntaxOptions) -> None:
    """Write the commands, and beside them the data."""
    data = data_beside(path, DATA)
    lines = _Commands(dataset, options.language, data.name).all()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    write_cells(finite(dataset), data)


def remarks(dataset: Dataset, options: SyntaxOptions) -> Iterator[Problem]:
    """What the commands lose beside the common losses: as a .dta, times beyond a day, and signs in labels."""
    yield from dta.remarks(dataset, options.language)
    codebook = dataset.codebook
    late = [v.name for v in codebook if v.type == "time" and not _reads(v, dataset.arrow().column(v.name))]
    if late:
        yield _changed(f"times that are no time of a day are written as texts: {listed(late)}")
    texts = [v.label.into(options.language) for v in codebook]
    texts += [code.label.into(options.language) for codes in codebook.lists.values() for code in codes]
    if any(re.search(r"`|\"'|\\+(\$|$)|[\r\n]", text) for text in texts):
        yield _changed("some signs in labels that Stata would run or cannot keep are written otherwise")
    yield from formula_remarks(dataset, None)


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _reads(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether Stata reads every date or time; a missing code is read as well."""
    import pyarrow.compute as pc

    if variable.type != "time":
        return dta.is_full(variable, column)
    gone = {str(code.value) for code in variable.missing}
    found = [text for text in pc.unique(column).drop_null().to_pylist() if text not in gone]
    return all(re.match(_TIME_OF_DAY, text) for text in found) and all(text.lstrip("-").isdecimal() for text in gone)


class _Commands:
    """The commands for one dataset; its columns are v1, v2 and so on until they are named."""

    def __init__(self, dataset: Dataset, language: str, data: str) -> None:
        self.codebook, self.language, self.data = dataset.codebook, language, data
        self.table, self.contents = dataset.arrow(), contents_of(dataset, CARRIES)
        self.names = plain_names(self.codebook.names, dta.NAMES)
        self.columns = {name: f"v{number}" for number, name in enumerate(self.codebook.names, 1)}
        self.lists: dict[tuple[tuple[str, str], ...], str] = {}

    def all(self) -> Iterator[str]:
        """All of them, in order."""
        yield "* Written by surveykit. Run it in the folder of the data."
        yield "version 14"
        yield "clear"
        yield (
            f'import delimited using {quoted(self.data)}, clear delimiters(",") varnames(nonames) rowrange(2) '
            'encoding("UTF-8") bindquotes(strict) maxquotedrows(unlimited) stringcols(_all)'
        )
        for variable in self.codebook:
            yield from self.variable(variable, self.columns[variable.name])
        yield from _rows("order", self.columns.values())
        pairs = [(self.columns[name], new) for name, new in self.names.items()]
        yield from _rows("rename (", [old for old, _ in pairs], ") (", [new for _, new in pairs], ")")
        if title := cut(self.codebook.title.into(self.language), _TITLE, letters=True):
            yield f"label data {quoted(title)}"
        yield from (f"notes: {quoted(note)}" for note in self.codebook.notes if note.strip())
        yield from (f"notes {self.names[v.name]}: {quoted(v.notes)}" for v in self.codebook if v.notes.strip())
        yield "compress"

    def variable(self, variable: Variable, name: str) -> Iterator[str]:
        """The commands of one variable: its type, missing values, format and labels."""
        found = lettered(self.codebook, variable, dta.CARRIES, self.contents[variable.name])
        letters = dict(sorted(found.items(), key=lambda pair: pair[1]))
        column = self.table.column(variable.name)
        dated = variable.type not in {"number", "text"} and _reads(variable, column)
        if dated:
            yield from self.dated(variable, name, letters)
        elif variable.type == "number":
            yield f"destring {name}, replace"
            yield f"recast double {name}"
            yield from (f"replace {name} = .{letter} if {name} == {text_of(c.value)}" for c, letter in letters.items())
            if variable.decimals is not None:
                yield f"format {name} %{10 + variable.decimals}.{variable.decimals}f"
        if label := cut(variable.label.into(self.language), CARRIES.longest_label, letters=True):
            yield f"label variable {name} {quoted(label)}"
        if variable.type == "number" or dated:
            yield from self.labels(variable, name, letters)

    def dated(self, variable: Variable, name: str, letters: Mapping[Code, str]) -> Iterator[str]:
        """A date or time out of its text; missing codes become letters."""
        read, shown = _SHOWN[variable.type]
        yield f"generate double t_{name} = {read.format(name)}"
        for code, letter in letters.items():
            yield f'replace t_{name} = .{letter} if {name} == "{text_of(code.value)}"'
        yield f"drop {name}"
        yield f"rename t_{name} {name}"
        yield f"format {name} {shown}"

    def labels(self, variable: Variable, name: str, letters: Mapping[Code, str]) -> Iterator[str]:
        """The value labels of a variable; those with the same labels share them."""
        gone = {code.value for code in letters}
        codes = (self.codebook.codes_of(variable) or ()) if variable.type == "number" else ()
        known = [c for c in codes if isinstance(c.value, int) and abs(c.value) < 2**31 - 1000 and c.value not in gone]
        pairs = [(str(c.value), c.label.into(self.language) or str(c.value)) for c in known]
        pairs += [(f".{letter}", label_written(code, self.language)) for code, letter in letters.items()]
        key = tuple((value, cut(label, CARRIES.longest_value_label, letters=True)) for value, label in pairs)
        if not key:
            return
        if key not in self.lists:
            self.lists[key] = self.free(next(iter(plain_names([variable.codes or "missing"], dta.NAMES).values())))
            more = ""
            for value, label in key:
                yield f"label define {self.lists[key]} {value} {quoted(label)}{more}"
                more = ", add"
        yield f"label values {name} {self.lists[key]}"

    def free(self, wanted: str) -> str:
        """A name that no value labels have yet."""
        name, number = wanted, 2
        while name in self.lists.values():
            name, number = f"{wanted[:27]}_{number}", number + 1
        return name


def _rows(*parts: str | Iterable[str]) -> Iterator[str]:
    """A long command in lines of a readable length."""
    row = ""
    for part in parts:
        for word in [part] if isinstance(part, str) else part:
            if len(row) + len(word) > 110:
                yield f"{row} ///"
                row = "   "
            row = f"{row} {word}" if row else word
    yield row


FORMAT = Format("stata-syntax", (".do",), CARRIES, written_only, write, SyntaxOptions, remarks=remarks, beside=DATA)
