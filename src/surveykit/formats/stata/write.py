"""Writing .dta files: what Stata can hold, in the form Stata expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.reasons import label_written
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Naming, Room
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, Contents, contents_of, fitted_missing, number_in
from surveykit.formats.stata.dates import count_of, format_of, kind_of, type_of
from surveykit.formats.stata.layout import (
    LARGEST,
    LARGEST_DOUBLE,
    LEAST,
    LONGEST_STR,
    MOST_COLUMNS,
    Column,
    File,
    label_value,
    missing_value,
    sections,
)
from surveykit.formats.stata.missing import LETTERS, comes_back, letters_of
from surveykit.missing import USER_MISSING, Value
from surveykit.problems import FormatError, Problem, Rule, listed

if TYPE_CHECKING:
    import numpy as np
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
    text_labels=False,
    fraction_labels=False,
    missing=Room(codes=len(LETTERS)),
    names=NAMES,
    letters=True,
    longest_label=80,
    longest_value_label=8_000,
    lost_characters=r"\x00",
    infinite=False,
)
_TITLE = 80
_EXACT = 2**53  # whole numbers up to here are exact as doubles


def remarks(dataset: Dataset, language: str) -> Iterator[Problem]:
    """What a .dta changes beside the common losses: odd dates, numbers of missing codes, large numbers, long titles."""
    codebook, table = dataset.codebook, dataset.arrow()
    odd = [v.name for v in codebook if _dated(v) and not _is_dated(v, table.column(v.name))]
    if odd:
        yield _changed(f"not all of {listed(odd)} are full dates or times; they are written as texts")
    contents = contents_of(dataset, CARRIES)
    numbered = [
        f"{v.name} {code.value} -> .{letter}"
        for v in codebook
        for code, letter in _lettered(codebook, v, contents).items()
        if not comes_back(code, letter, label_written(code, language))
    ]
    if numbered:
        yield _changed(f"missing codes become letters, and their numbers are not written: {listed(numbered)}")
    large = [v.name for v in codebook if v.type == "number" and _too_large(table.column(v.name))]
    if large:
        yield _changed(f"numbers above 2^53 lose their last digits, those above 8.9e307 become blank: {listed(large)}")
    if len(codebook.title.into(language)) > _TITLE:
        yield _changed(f"the title is cut to {_TITLE} letters")


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _too_large(column: "pa.ChunkedArray") -> bool:
    import pyarrow as pa
    import pyarrow.compute as pc

    finite = column if pa.types.is_integer(column.type) else pc.filter(column, pc.is_finite(column))
    ends = pc.min_max(finite)
    largest = max(abs(ends[end].as_py() or 0) for end in ("min", "max"))
    return bool(largest > (_EXACT if pa.types.is_integer(column.type) else LARGEST_DOUBLE))


def _dated(variable: Variable) -> bool:
    return variable.type not in {"number", "text"}


def _lettered(codebook: Codebook, variable: Variable, contents: Contents) -> Mapping[Code, str]:
    """The missing codes that become letters: those of the variable, and the numbers found in its missing ranges."""
    if variable.type == "text":
        return {}
    fitted = fitted_missing(codebook, variable, CARRIES, contents[variable.name])
    known = {code.value: code for code in variable.missing}
    known |= {number: known[str(number)] for number in fitted.codes if str(number) in known}
    codes = [known.get(value) or Code(value=value, missing=USER_MISSING) for value in fitted.codes]
    letters = letters_of(codes)
    return {code: letters[code.value] for code in codes if code.value in letters}


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
    lists = _Lists()
    columns = []
    for variable in codebook:
        made = _made(codebook, variable, table.column(variable.name), contents, language)
        label = cut(variable.label.into(language), CARRIES.longest_label, letters=True)
        of = lists.name_of(made.labels, variable.codes or "missing") if made.labels else ""
        columns.append(Column(names[variable.name], made.cells, made.format, label, of))
    notes = {names[v.name]: [v.notes] for v in codebook if v.notes}
    title = cut(codebook.title.into(language), _TITLE, letters=True)
    return File(columns, table.num_rows, title, lists.by_name, {"_dta": codebook.notes, **notes})


class _Lists:
    """The value labels of the file; variables with the same labels share them."""

    def __init__(self) -> None:
        self.by_name: dict[str, dict[int, str]] = {}

    def name_of(self, labels: dict[int, str], wanted: str) -> str:
        known = next((name for name, held in self.by_name.items() if held == labels), "")
        name = known or list(plain_names([*self.by_name, wanted], NAMES).values())[-1]
        self.by_name[name] = labels
        return name


@dataclass(frozen=True, slots=True)
class _Made:
    """One variable as the file has it."""

    cells: Any
    format: str
    labels: dict[int, str]


def _made(
    codebook: Codebook, variable: Variable, column: "pa.ChunkedArray", contents: Contents, language: str
) -> _Made:
    dated = _dated(variable)
    if variable.type == "text" or (dated and not _is_dated(variable, column)):
        cells = _texts(column)
        width = getattr(getattr(cells, "dtype", None), "itemsize", 9)
        return _Made(cells, f"%{max(width, 9)}s", {})
    lettered = _lettered(codebook, variable, contents)
    letters: dict[Value | None, str] = {code.value: letter for code, letter in lettered.items()}
    codes = [*(codebook.codes_of(variable) or ())] if not dated else []
    labels = {
        int(c.value): c.label.into(language) or str(c.value) for c in codes if _labelled(c) and c.value not in letters
    }
    labels |= {label_value(letter): label_written(code, language) for code, letter in lettered.items()}
    labels = {value: cut(label, CARRIES.longest_value_label, letters=True) for value, label in labels.items()}
    known = variable.formats.get("stata", "")
    if dated:
        texts = column.to_pylist()
        known = format_of(variable.type, [t for t in texts if t is not None and t not in letters], known)
        counts = {text: count_of(text, known) for text in set(texts) if text is not None and text not in letters}
        return _Made(
            _cells([counts.get(text) for text in texts], [letters.get(text, "") for text in texts]), known, labels
        )
    numbers = column.to_pylist()
    cells = _cells([None if n in letters else n for n in numbers], [letters.get(n, "") for n in numbers])
    return _Made(cells, _number_format(variable, known, cells.dtype.str[1:]), labels)


def _labelled(code: Code) -> bool:
    """Whether Stata can label a value: whole numbers of a certain size only."""
    return isinstance(code.value, int) and LEAST["i4"] <= code.value <= LARGEST["i4"]


def _is_dated(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether every value is a full date or time, or a missing code that is a whole number."""
    import pyarrow.compute as pc

    gone = {str(code.value): number_in(code.value) for code in variable.missing}
    usual = format_of(variable.type, [], "")
    unlike = (text for text in pc.unique(column).to_pylist() if text is not None)
    return all(gone.get(text) is not None or count_of(text, usual) is not None for text in unlike)


def _cells(numbers: list[Any], letters: list[str]) -> "np.ndarray[Any, Any]":
    """Numbers in the smallest type that holds them, with the missing values among them."""
    import numpy as np

    valid = [n for n in numbers if n is not None]
    whole = all(isinstance(n, int) for n in valid)
    low, high = (min(valid), max(valid)) if valid and whole else (0, 0)
    kind = next((k for k in LARGEST if LEAST[k] <= low and high <= LARGEST[k]), "f8") if whole else "f8"
    blank = {letter: missing_value(letter, kind) for letter in {"", *letters}}
    cells = np.array([blank[m] if n is None else n for n, m in zip(numbers, letters, strict=True)], dtype=np.float64)
    if kind == "f8":
        cells[~(np.abs(cells) < LARGEST_DOUBLE) & np.array([n is not None for n in numbers], dtype=bool)] = blank[""]
    return cells.astype(f"<{kind}")


def _texts(column: "pa.ChunkedArray") -> Any:
    """Texts of at most 2,045 bytes side by side; longer ones as long texts."""
    import numpy as np

    texts = [(text or "").replace("\0", "").encode() for text in column.to_pylist()]
    longest = max(map(len, texts), default=0)
    return np.array(texts, dtype=f"S{max(longest, 1)}") if longest <= LONGEST_STR else texts


def _number_format(variable: Variable, known: str, kind: str) -> str:
    if known and type_of(known) == "number" and not known.endswith("s") and not kind_of(known):
        return known
    if variable.decimals:
        return f"%{10 + variable.decimals}.{variable.decimals}f"
    if variable.decimals == 0:
        return "%12.0f" if kind in {"i4", "f8"} else "%8.0f"
    return "%10.0g" if kind == "f8" else "%9.0g"
