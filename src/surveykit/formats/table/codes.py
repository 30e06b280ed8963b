"""Cells that hold a code and its label, such as "1 Yes", "1 = Yes" or "Yes (1)"; and percentages as texts."""

import re
from collections.abc import Sequence
from typing import Any

from surveykit.dataset.written import number_of
from surveykit.formats.table.columns import only_texts
from surveykit.problems import Rule

SPLIT = Rule(
    "SK625",
    "Cells that hold a code and its label are split",
    "Tables and filters need the code; the label is kept in the codebook.",
    "`1 Yes`, `2 No` in every cell of a column",
    "Nothing to mend; -O texts=... reads the column as it stands.",
)
PERCENT = Rule(
    "SK629",
    "A column holds percentages",
    "26 % is the number 26 in a text, and 0.26 in a cell that is shown as a percentage.",
    "`26%` in every cell of a column",
    "Nothing to mend; the unit is kept in the codebook.",
)

_NUMBER = r"(-?\d{1,4})"
_SIGNED = re.compile(rf"{_NUMBER}\s*[-=:.)–—]\s*([^\W\d].*)", re.DOTALL)
_BEHIND = re.compile(rf"([^\W\d].*?)\s*[(\[]{_NUMBER}[)\]]", re.DOTALL)
_BEFORE = re.compile(rf"{_NUMBER}\s*[(\[]([^\W\d].*)[)\]]", re.DOTALL)
_BLANK = re.compile(rf"{_NUMBER} ([^\W\d].*)", re.DOTALL)
_MOST = 60


def split(cells: Sequence[Any]) -> tuple[list[int | None], dict[int, str]] | None:
    """The codes and labels of a column, if every cell has its code and most tell a label; None otherwise.

    Example:
        >>> split(["1 Yes", "2 No", None, "1 Yes"])
        ([1, 2, None, 1], {1: 'Yes', 2: 'No'})
        >>> split(["1 to 10", "11 to 49", "1 to 10"]), split(["Yes (1)", "No", "Yes (1)"])
        (None, None)
    """
    texts = _distinct(cells)
    if not texts:
        return None
    for pattern in (_SIGNED, _BEHIND, _BEFORE, _BLANK):
        found = {text: _pair(pattern, text) for text in texts}
        pairs = [pair for pair in found.values() if pair is not None]
        labels = {code: label for code, label in pairs if label}
        if len(pairs) == len(texts) and labels and _sound(pattern, pairs, labels, cells):
            codes = [None if cell is None else found[str(cell).strip()] for cell in cells]
            return [None if pair is None else pair[0] for pair in codes], dict(sorted(labels.items()))
    return None


def _distinct(cells: Sequence[Any]) -> list[str]:
    """The different texts of a column; none where there are too many to be codes."""
    texts: dict[str, None] = {}
    for cell in dict.fromkeys(cells) if only_texts(cells) else cells:
        if cell is not None:
            texts[str(cell).strip()] = None
            if len(texts) > _MOST:
                return []
    return list(texts)


def _pair(pattern: re.Pattern[str], text: str) -> tuple[int, str] | None:
    """A code with its label, or a code alone, as the middle of a scale has it."""
    found = pattern.fullmatch(text)
    if found is None:
        return (int(text), "") if re.fullmatch(r"-?\d{1,4}", text) else None
    code, label = (found[2], found[1]) if pattern is _BEHIND else (found[1], found[2])
    return int(code), " ".join(label.split())


def _sound(
    pattern: re.Pattern[str], pairs: Sequence[tuple[int, str]], labels: dict[int, str], cells: Sequence[Any]
) -> bool:
    """Whether codes and labels belong to each other one by one, and some of them come again."""
    one = len(set(labels.values())) == len(labels) and len({code for code, _ in pairs}) == len(pairs)
    again = len(pairs) < sum(cell is not None for cell in cells)
    if pattern is _BLANK:  # "3 months" is a number with its unit, "1 to 10" a class
        named = all(label[0].isupper() and not re.search(r"\d", label) for label in labels.values())
        return one and again and named and len(labels) > 1
    return one and again and (len(labels) == len(pairs) or len(pairs) > 2)


def percentages(cells: Sequence[Any]) -> list[float | int | None] | None:
    """The numbers of a column of percentages as texts; None where it is none.

    Example:
        >>> percentages(["26%", "12,5 %", None])
        [26, 12.5, None]
    """
    if not all(cell is None or (isinstance(cell, str) and cell.rstrip().endswith("%")) for cell in cells):
        return None
    numbers = [None if cell is None else number_of(cell.strip()[:-1].strip(), comma=True) for cell in cells]
    if any(number is None and cell is not None for number, cell in zip(numbers, cells, strict=True)):
        return None
    return numbers
