"""Columns of a dataset as a .dta has them: numbers in the smallest type, dates as counts, texts as bytes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from surveykit.codebook.variable import Variable
from surveykit.formats.losses import number_in
from surveykit.formats.stata.dates import count_of, format_of
from surveykit.formats.stata.layout import LARGEST, LARGEST_DOUBLE, LEAST, LONGEST_STR, missing_value
from surveykit.missing import Value

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def is_dated(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether every value is a full date or time, or a missing code that is a whole number."""
    import pyarrow.compute as pc

    gone = {str(code.value): number_in(code.value) for code in variable.missing}
    usual = format_of(variable.type, [], "")
    unlike = (text for text in pc.unique(column).to_pylist() if text is not None)
    return all(gone.get(text) is not None or count_of(text, usual) is not None for text in unlike)


def numbers_of(column: "pa.ChunkedArray", letters: Mapping[Value | None, str]) -> "np.ndarray[Any, Any]":
    """Numbers in the smallest type that holds them, with the missing values among them."""
    import numpy as np
    import pyarrow as pa

    whole = pa.types.is_integer(column.type)
    numbers = column.cast(pa.float64(), safe=False).to_numpy()
    marks = np.where(np.isnan(numbers), 1, 0).astype(np.uint8)  # 1 for blank, then one for each letter
    given = {letter: mark for mark, letter in enumerate(["", *letters.values()], 1)}
    for value, letter in letters.items():
        marks[numbers == value] = given[letter]
    return _cells(numbers, marks, given, whole=whole)


def dates_of(
    variable: Variable, column: "pa.ChunkedArray", letters: Mapping[Value | None, str], known: str
) -> "tuple[np.ndarray[Any, Any], str]":
    """Dates as counts, and the format that says what they count."""
    import numpy as np

    indices, texts = coded(column)
    stata = format_of(variable.type, [t for t in texts if t is not None and t not in letters], known)
    counts = [None if text is None or text in letters else count_of(text, stata) for text in texts]
    given = {letter: mark for mark, letter in enumerate(["", *letters.values()], 1)}
    marks = [given[letters.get(text, "")] if count is None else 0 for text, count in zip(texts, counts, strict=True)]
    whole = all(isinstance(count, int) for count in counts if count is not None)
    numbers = np.array(counts, dtype=np.float64)[indices]
    return _cells(numbers, np.array(marks, dtype=np.uint8)[indices], given, whole=whole), stata


def coded(column: "pa.ChunkedArray") -> "tuple[np.ndarray[Any, Any], list[str | None]]":
    """A column of texts as places in a list of the different ones; the last of the list is blank."""
    encoded = column.combine_chunks().dictionary_encode()
    texts: list[str | None] = [*encoded.dictionary.to_pylist(), None]
    return encoded.indices.fill_null(len(texts) - 1).to_numpy(zero_copy_only=False), texts


def _cells(
    numbers: "np.ndarray[Any, Any]",
    marks: "np.ndarray[Any, Any]",
    given: Mapping[str, int],
    *,
    whole: bool,
) -> "np.ndarray[Any, Any]":
    import numpy as np

    valid = numbers[marks == 0]
    low, high = (valid.min(), valid.max()) if len(valid) else (0, 0)
    kind = "f8"
    if whole or not len(valid):
        kind = next((k for k in LARGEST if LEAST[k] <= low and high <= LARGEST[k]), "f8")
    cells = numbers.copy()
    if kind == "f8":
        cells[(marks == 0) & ~(np.abs(cells) < LARGEST_DOUBLE)] = missing_value("", kind)
    for letter, mark in given.items():
        cells[marks == mark] = missing_value(letter, kind)
    return cells.astype(f"<{kind}")


def texts_of(column: "pa.ChunkedArray") -> Any:
    """Texts of at most 2,045 bytes side by side; longer ones as long texts."""
    import numpy as np

    indices, texts = coded(column)
    content = [(text or "").replace("\0", "").encode() for text in texts]
    longest = max(map(len, content))
    if longest <= LONGEST_STR:
        return np.array(content, dtype=f"S{max(longest, 1)}")[indices]
    return [content[index] for index in indices]
