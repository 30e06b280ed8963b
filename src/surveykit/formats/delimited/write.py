"""Writing delimited text: UTF-8, codes or labels in the cells, texts that look like formulas made harmless."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from surveykit.dataset.dataset import Dataset
from surveykit.formats.cells import cells_of
from surveykit.formats.delimited.dialect import SEPARATORS
from surveykit.formats.delimited.options import DelimitedOptions
from surveykit.problems import Place, Problem, Rule, listed

LIKE_FORMULA = Rule(
    "SK535",
    "A text begins as a formula does",
    "A spreadsheet would run it; it is written with an apostrophe before it, which reading takes off again.",
    "an answer `=1+1` or `- lower costs`",
    "Nothing to mend; a program other than surveykit will see the apostrophe.",
)

FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def write(dataset: Dataset, path: Path, options: DelimitedOptions) -> None:
    """Write UTF-8 with a heading row; blanks are empty cells, texts like formulas get an apostrophe."""
    separator = options.separator or ("\t" if path.suffix.lower() == ".tsv" else ",")
    comma = options.decimal == ","
    columns = [
        [_written(cell, comma=comma) for cell in column]
        for column in cells_of(dataset, labels=options.values == "labels", language=options.language)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        head = [_written(name, comma=False) for name in dataset.codebook.names]
        file.writelines(_line(cells, separator) for cells in (head, *zip(*columns, strict=True)))


def _line(cells: Sequence[str], separator: str) -> str:
    """One row; quotes around what holds a separator, a quote or an end of line of any kind.

    Where there is one column only, around what holds any sign that could be taken for a separator.
    """
    unsafe = {*(separator if len(cells) > 1 else separator + SEPARATORS), '"', "\n", "\r"}
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
    return FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)


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
