"""Cells as a .dta has them: numbers in the smallest type that holds them, texts side by side or apart."""

from typing import TYPE_CHECKING, Any

from surveykit.formats.program.marked import BLANK, Marked, coded
from surveykit.formats.stata.layout import LARGEST, LARGEST_DOUBLE, LEAST, LONGEST_STR, missing_value

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def cells_of(marked: Marked) -> "np.ndarray[Any, Any]":
    """Numbers in the smallest type that holds them, with the missing values among them."""
    import numpy as np

    valid = marked.valid
    low, high = (valid.min(), valid.max()) if len(valid) else (0, 0)
    kind = "f8"
    if marked.whole or not len(valid):
        kind = next((k for k in LARGEST if LEAST[k] <= low and high <= LARGEST[k]), "f8")
    cells, marks = marked.numbers.copy(), marked.marks
    if kind == "f8":
        cells[(marks == 0) & ~(np.abs(cells) < LARGEST_DOUBLE)] = missing_value("", kind)
    for mark in np.unique(marks[marks > 0]).tolist():
        cells[marks == mark] = missing_value("" if mark == BLANK else chr(mark), kind)
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
