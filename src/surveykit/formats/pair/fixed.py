"""Data in fixed columns: each variable from one place of the line to another, decimals implied."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.files import DAMAGED, OTHER_ENCODING
from surveykit.formats.pair.cells import typed, unpacked
from surveykit.problems import FormatError, Place, Problem, listed

if TYPE_CHECKING:
    import pyarrow as pa


def read_fixed(
    path: Path, codebook: Codebook, spots: Mapping[str, tuple[int, int]], charset: str
) -> tuple[Dataset, list[Problem]]:
    """Lines of fixed columns as a dataset; `spots` are the first and last column of each variable, from 1.

    Raises:
        FormatError: SK506, a variable has no place in the line; SK521, the letters are of another encoding.
    """
    import pyarrow as pa

    place = Place(file=str(path))
    if lone := [name for name in codebook.names if name not in spots]:
        what = f"the description names no columns for {listed(lone)}"
        raise FormatError(Problem(DAMAGED, what, place, "ask for the description that goes with the file"))
    try:
        text = unpacked(path).decode(charset or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise FormatError(Problem(OTHER_ENCODING, f"the letters cannot be read: {error}", place)) from None
    rows = pa.array([line for line in re.split(r"\r\n|\r|\n", text) if line.strip()], pa.large_string())
    problems = list(_short(rows, max(end for _, end in spots.values())))
    columns = {v.name: _column(rows, v, spots[v.name]) for v in codebook}
    dataset, misfits = typed(columns, codebook)
    return dataset, [*problems, *misfits]


def _short(rows: "pa.Array", end: int) -> list[Problem]:
    import pyarrow.compute as pc

    short = pc.indices_nonzero(pc.less(pc.utf8_length(rows), end)).to_pylist()
    what = f"{len(short):,} lines end before column {end}; their last variables are blank"
    return [Problem(DAMAGED, what, Place(line=short[0] + 1), severity="warning")] if short else []


def _column(rows: "pa.Array", variable: Variable, spot: tuple[int, int]) -> "pa.ChunkedArray":
    """The cells of a variable; the point of a number stands where its decimals begin."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = pc.utf8_trim_whitespace(pc.utf8_slice_codeunits(rows, spot[0] - 1, spot[1])).cast(pa.string())
    cells = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
    if variable.type == "number" and variable.decimals:
        places = variable.decimals
        padded = pc.replace_substring_regex(cells, r"^(-?)(\d+)$", rf"\1{'0' * places}\2")
        cells = pc.replace_substring_regex(padded, rf"^(-?)0*?(\d+)(\d{{{places}}})$", r"\1\2.\3")
    return pa.chunked_array([cells])
