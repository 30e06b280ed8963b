"""Writing .dta files: what Stata can hold, in the form Stata expects."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import label_written as label_of_missing
from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Naming, Room
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, contents_of, texts_written
from surveykit.formats.program.marked import (
    dates_of,
    is_dated,
    is_reworded,
    lettered,
    numbers_of,
    renumbered,
    too_large,
)
from surveykit.formats.stata.cells import cells_of, texts_of
from surveykit.formats.stata.dates import count_of, format_of, kind_of, text_of, type_of
from surveykit.formats.stata.languages import declared, label_written, values_written
from surveykit.formats.stata.layout import (
    LARGEST,
    LARGEST_DOUBLE,
    LEAST,
    MOST_COLUMNS,
    Column,
    File,
    label_value,
    notes_written,
    sections,
)
from surveykit.problems import FormatError, Problem, Rule, listed
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

TOO_MANY = Rule(
    "SK553",
    "The dataset has more variables than a Stata file holds",
    "A .dta of release 118 counts to 32,767; the rest would have no place.",
    "a dataset of 40,000 variables written to a .dta",
    "Select the variables you need, or write a .parquet.",
)

NAMES = Naming(
    32,
    letters=True,
    first="_",
    reserved=r"_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|strL|str\d+|using|with",
)
CARRIES = Carries(
    facts=frozenset({"type", "label", "decimals", "title", "notes"}),
    value_labels=True,
    languages=True,
    text_labels=False,
    fraction_labels=False,
    missing=Room(codes=26),
    names=NAMES,
    letters=True,
    longest_label=80,
    longest_value_label=8_000,
    lost_characters=r"\x00",
    infinite=False,
)
_TITLE = 80


def remarks(dataset: Dataset, language: str) -> Iterator[Problem]:
    """What a .dta changes beside the common losses: odd dates, numbers of missing codes, large numbers, long titles."""
    codebook, table = dataset.codebook, dataset.arrow()
    odd = [v.name for v in codebook if _dated(v) and not is_full(v, table.column(v.name))]
    if odd:
        yield _changed(f"not all of {listed(odd)} are full dates or times; they are written as texts")
    dated = [v for v in codebook if _dated(v) and v.name not in odd]
    if other := [v.name for v in dated if is_reworded(v, table.column(v.name), partial(_back, v.type))]:
        yield _changed(f"times are written to a thousandth of a second, and in full: {listed(other)}")
    contents = contents_of(dataset, CARRIES)
    numbered = renumbered(codebook, CARRIES, contents, lambda code: label_of_missing(code, language))
    if numbered:
        yield _changed(f"missing codes become letters, and their numbers are not written: {listed(numbered)}")
    large = [v.name for v in codebook if v.type == "number" and too_large(table.column(v.name), LARGEST_DOUBLE)]
    if large:
        yield _changed(f"numbers above 2^53 lose their last digits, those above 8.9e307 become blank: {listed(large)}")
    if any(len(title) > _TITLE for title in (codebook.title.into(language), *codebook.title.languages.values())):
        yield _changed(f"the title is cut to {_TITLE} letters")


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _dated(variable: Variable) -> bool:
    return variable.type not in {"number", "text"}


def write(dataset: Dataset, path: Path, language: str = "") -> None:
    """Write a .dta of release 118.

    Raises:
        FormatError: SK553, there are too many variables.
    """
    if len(dataset.codebook.variables) > MOST_COLUMNS:
        what = f"there are {len(dataset.codebook.variables):,} variables; a .dta holds {MOST_COLUMNS:,}"
        raise FormatError(Problem(TOO_MANY, what, hint=TOO_MANY.mend))
    file = _file(dataset, language)
    with path.open("wb") as out:
        for section in sections(file):
            out.write(section)


def _file(dataset: Dataset, language: str) -> File:
    codebook, table, contents = dataset.codebook, dataset.arrow(), contents_of(dataset, CARRIES)
    names = plain_names(codebook.names, NAMES)
    current, *others = _languages(codebook, language)
    lists, columns = _Lists(), []
    kept: dict[str, list[tuple[str, str]]] = {"_dta": list(declared(current, others))}
    kept["_dta"] += [
        label_written(lang, _label(codebook.title, lang)) for lang in others if not codebook.title.lacks(lang)
    ]
    kept["_dta"] += notes_written(codebook.notes)
    for variable in codebook:
        letters = lettered(codebook, variable, CARRIES, contents[variable.name])
        cells, shown = _made(variable, table.column(variable.name), letters)
        wanted = variable.codes or "missing"
        of = lists.name_of(_value_labels(codebook, variable, letters, current, strict=False), wanted)
        columns.append(Column(names[variable.name], cells, shown, _label(variable.label, current), of))
        own = kept.setdefault(names[variable.name], [])
        for lang in others:
            own += [] if variable.label.lacks(lang) else [label_written(lang, _label(variable.label, lang))]
            labels = _value_labels(codebook, variable, letters, lang, strict=True)
            own += [values_written(lang, lists.name_of(labels, f"{wanted}_{lang}"))] if labels else []
        own += notes_written([variable.notes] if variable.notes else [])
    return File(columns, table.num_rows, _label(codebook.title, current), lists.by_name, kept)


def _languages(codebook: Codebook, wanted: str) -> list[str]:
    """The languages labels are written in, the one wanted first; a language is one that a text is said in."""
    said = [codebook.title, *texts_written(codebook, CARRIES)]
    spoken = dict.fromkeys(lang for text in said for lang in text if lang and text.languages[lang])
    languages = [*(lang for lang in codebook.languages if lang in spoken), *spoken]
    first = [wanted] if wanted in spoken or not languages else []
    return list(dict.fromkeys([*first, *languages])) if len(spoken) > 1 else [wanted]


def _label(text: Text, language: str) -> str:
    """A text in a language it is said in, as long as Stata lets a label be; the first one falls back."""
    return cut(text.into(language), CARRIES.longest_label, letters=True)


class _Lists:
    """The value labels of the file; variables with the same labels share them."""

    def __init__(self) -> None:
        self.by_name: dict[str, dict[int, str]] = {}
        self._names: dict[tuple[tuple[int, str], ...], str] = {}

    def name_of(self, labels: dict[int, str], wanted: str) -> str:
        if not labels:
            return ""
        key = tuple(sorted(labels.items()))
        if key not in self._names:
            self._names[key] = plain_names([*self.by_name, wanted], NAMES)[wanted]
            self.by_name[self._names[key]] = labels
        return self._names[key]


def _value_labels(
    codebook: Codebook, variable: Variable, letters: Mapping[Code, str], language: str, *, strict: bool
) -> dict[int, str]:
    """The labels of a variable's values and of the letters of its missing values.

    Where `strict`, only those the language has; otherwise the first language stands in.
    """
    if variable.type == "text":
        return {}
    gone = {code.value for code in letters}
    codes = codebook.codes_of(variable) or () if not _dated(variable) else ()
    labels = {
        int(c.value): c.label.into(language) or str(c.value)
        for c in codes
        if _labelled(c) and c.value not in gone and not (strict and c.label and c.label.lacks(language))
    }
    labels |= {
        label_value(letter): label_of_missing(code, language)
        for code, letter in letters.items()
        if not (strict and code.label and code.label.lacks(language))
    }
    return {value: cut(label, CARRIES.longest_value_label, letters=True) for value, label in labels.items()}


def _made(variable: Variable, column: "pa.ChunkedArray", letters: Mapping[Code, str]) -> tuple[Any, str]:
    """The cells of a variable, and its format."""
    if variable.type == "text" or (_dated(variable) and not is_full(variable, column)):
        cells = texts_of(column)
        width = getattr(getattr(cells, "dtype", None), "itemsize", 9)
        return cells, f"%{max(width, 9)}s"
    known = variable.formats.get("stata", "")
    if _dated(variable):
        gone = {str(code.value) for code in letters}
        texts = [text for text in column.unique().to_pylist() if text is not None and text not in gone]
        known = format_of(variable.type, texts, known)
        return cells_of(dates_of(column, letters, lambda text: count_of(text, known))), known
    cells = cells_of(numbers_of(column, letters))
    return cells, _number_format(variable, known, cells.dtype.str[1:])


def is_full(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether every value is a full date or time, or a missing code that is a whole number."""
    usual = format_of(variable.type, [], "")
    return is_dated(variable, column, lambda text: count_of(text, usual))


def _back(type_: Type, text: str) -> str | None:
    usual = format_of(type_, [], "")
    count = count_of(text, usual)
    return None if count is None else text_of(count, usual)


def _labelled(code: Code) -> bool:
    """Whether Stata can label a value: whole numbers of a certain size only."""
    return isinstance(code.value, int) and LEAST["i4"] <= code.value <= LARGEST["i4"]


def _number_format(variable: Variable, known: str, kind: str) -> str:
    if known and type_of(known) == "number" and not known.endswith("s") and not kind_of(known):
        return known
    if variable.decimals:
        return f"%{10 + variable.decimals}.{variable.decimals}f"
    if variable.decimals == 0:
        return "%12.0f" if kind in {"i4", "f8"} else "%8.0f"
    return "%10.0g" if kind == "f8" else "%9.0g"
