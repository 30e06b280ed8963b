"""Columns for Stata and SAS: numbers and counts of dates, with a letter where a missing code stood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable
from surveykit.formats.base import Carries
from surveykit.formats.losses import Content, Contents, fitted_missing, number_in
from surveykit.formats.program.tagged import comes_back, letters_of
from surveykit.missing import USER_MISSING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_EXACT = 2**53
BLANK = 1  # the mark of a cell without a number and without a letter


@dataclass(frozen=True, slots=True)
class Marked:
    """Numbers, and beside each a mark: 0 where it stands, `BLANK`, or the letter of a missing value as a number."""

    numbers: "np.ndarray[Any, Any]"
    marks: "np.ndarray[Any, Any]"
    whole: bool  # whether all are whole numbers by their type

    @property
    def valid(self) -> "np.ndarray[Any, Any]":
        """The numbers that stand."""
        stands: np.ndarray[Any, Any] = self.numbers[self.marks == 0]
        return stands


def lettered(codebook: Codebook, variable: Variable, carries: Carries, content: Content) -> Mapping[Code, str]:
    """The missing codes that become letters: those of the variable, and the numbers found in its missing ranges."""
    if variable.type == "text":
        return {}
    fitted = fitted_missing(codebook, variable, carries, content)
    known = {code.value: code for code in variable.missing}
    known |= {number: known[str(number)] for number in fitted.codes if str(number) in known}
    codes = [known.get(value) or Code(value=value, missing=USER_MISSING) for value in fitted.codes]
    letters = letters_of(codes, carries.missing.codes or 0)
    return {code: letters[code.value] for code in codes if code.value in letters}


def renumbered(
    codebook: Codebook, carries: Carries, contents: Contents, label_of: Callable[[Code], str]
) -> tuple[str, ...]:
    """The missing codes whose number a letter and its label do not give back, with the letters they become."""
    return tuple(
        f"{v.name} {code.value} -> .{letter}"
        for v in codebook
        for code, letter in lettered(codebook, v, carries, contents[v.name]).items()
        if not comes_back(code, letter, label_of(code))
    )


def too_large(column: "pa.ChunkedArray", largest: float) -> bool:
    """Whether a number of a column is above the largest, or a whole number too large to be exact as a double."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = pa.types.is_integer(column.type)
    ends = pc.min_max(column if whole else pc.filter(column, pc.is_finite(column)))
    return bool(max(abs(ends[end].as_py() or 0) for end in ("min", "max")) > (_EXACT if whole else largest))


def numbers_of(column: "pa.ChunkedArray", letters: Mapping[Code, str]) -> Marked:
    """The numbers of a column."""
    import numpy as np
    import pyarrow as pa

    numbers = column.cast(pa.float64(), safe=False).to_numpy()
    marks = np.where(np.isnan(numbers), BLANK, 0).astype(np.uint8)
    for code, letter in letters.items():
        marks[numbers == code.value] = ord(letter)
    return Marked(numbers, marks, pa.types.is_integer(column.type))


def dates_of(column: "pa.ChunkedArray", letters: Mapping[Code, str], count_of: Callable[[str], float | None]) -> Marked:
    """The dates or times of a column as a program counts them."""
    import numpy as np

    indices, texts = coded(column)
    gone = {str(code.value): ord(letter) for code, letter in letters.items()}
    counts = [None if text is None or text in gone else count_of(text) for text in texts]
    marks = [gone.get(text or "", BLANK) if count is None else 0 for text, count in zip(texts, counts, strict=True)]
    whole = all(isinstance(count, int) for count in counts if count is not None)
    return Marked(np.array(counts, dtype=np.float64)[indices], np.array(marks, dtype=np.uint8)[indices], whole)


def is_dated(variable: Variable, column: "pa.ChunkedArray", count_of: Callable[[str], float | None]) -> bool:
    """Whether every value is a full date or time, or a missing code that is a whole number."""
    import pyarrow.compute as pc

    gone = {str(code.value): number_in(code.value) for code in variable.missing}
    texts = (text for text in pc.unique(column).to_pylist() if text is not None)
    return all(gone.get(text) is not None or count_of(text) is not None for text in texts)


def is_reworded(variable: Variable, column: "pa.ChunkedArray", back: Callable[[str], str | None]) -> bool:
    """Whether a date or time comes back in another form, such as without its microseconds.

    Args:
        variable: of dates or times.
        column: its texts.
        back: a text as it is read from the file it was written to.
    """
    import pyarrow.compute as pc

    gone = {str(code.value) for code in variable.missing}
    return any(text is not None and text not in gone and back(text) != text for text in pc.unique(column).to_pylist())


def coded(column: "pa.ChunkedArray") -> "tuple[np.ndarray[Any, Any], list[str | None]]":
    """A column of texts as places in a list of the different ones; the last of the list is blank."""
    encoded = column.combine_chunks().dictionary_encode()
    texts: list[str | None] = [*encoded.dictionary.to_pylist(), None]
    return encoded.indices.fill_null(len(texts) - 1).to_numpy(zero_copy_only=False), texts
