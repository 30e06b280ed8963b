"""Multiple-response questions: columns that are ticked or not, and choices joined in one cell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from surveykit.formats.table.export import plain
from surveykit.problems import Rule

SET_MADE = Rule(
    "SK627",
    "Columns are read as one multiple-response question",
    "Ticked is 1, not ticked 0, and blank where the question has no answer at all; a share needs all three.",
    "a column for each choice that holds the choice's own text where it was ticked",
    "Nothing to mend; -O vendor=none leaves the cells as they stand.",
)

_YES = {"y", "yes", "x", "true", "checked", "selected", "quoted", "1", "ja", "oui", "sí", "да"}
_NO = {"n", "no", "false", "unchecked", "notselected", "notquoted", "0", "nei", "nein", "non", "нет"}
_MOST_CHOICES = 40
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Joined:
    """The choices found in the cells of one column, and a column of ticks for each."""

    choices: tuple[str, ...]
    ticks: tuple[list[int | None], ...]


def ticks_of(
    columns: Sequence[Sequence[Any]], labels: Sequence[str], answered: Sequence[bool]
) -> list[list[int | None]] | None:
    """The columns of one question as 1, 0 and blank; None where they are no ticks.

    Where no cell says "not ticked", a blank beside a tick of the same case does.

    Args:
        columns: the cells, one sequence a choice.
        labels: the choices as the headings tell them.
        answered: whether a case answered the question elsewhere, as behind "Other".
    """
    kinds = [Counter(_kind(cell) for cell in cells if cell is not None) for cells in columns]
    if not any(kinds):
        return None
    rows = [[cell is not None for cell in row] for row in zip(*columns, strict=True)]
    told = all(all(row) or not any(row) for row in rows) and all(set(kind) <= _YES | _NO for kind in kinds)
    told = told or any(len(kind) == 2 and kind.keys() <= _YES | _NO and kind.keys() & _NO for kind in kinds)
    if told:
        known = all(set(kind) <= _YES | _NO for kind in kinds)
        return [[_said(cell) for cell in cells] for cells in columns] if known else None
    if not all(_one(kind, label) for kind, label in zip(kinds, labels, strict=True)) or not _steady(kinds):
        return None
    some = [any(row) or other for row, other in zip(rows, answered, strict=True)]
    return [[1 if c is not None else 0 if s else None for c, s in zip(cells, some, strict=True)] for cells in columns]


def _kind(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(str(cell)) or str(cell)


def _said(cell: Any) -> int | None:
    return None if cell is None else int(_kind(cell) in _YES)


def _one(kind: Mapping[str, int], label: str) -> bool:
    """Whether a column holds one thing only where it holds anything: its own label, a tick or a number."""
    if len(kind) > 1:
        return False
    return all(word == plain(label) or word in _YES or word.isdecimal() for word in kind)


def _steady(kinds: Sequence[Mapping[str, int]]) -> bool:
    """Whether numbers, if they stand for ticks, are all 1, or each another, as the codes of choices are."""
    numbers = [word for kind in kinds for word in kind if word.isdecimal()]
    return len(set(numbers)) in {1, len(numbers)} or set(numbers) <= {"0", "1"}


def joined_in(cells: Sequence[Any], sign: str) -> Joined | None:
    """The choices of a checkbox question in one column; None where the cells are no joined choices.

    Args:
        cells: texts, None for blank.
        sign: ", " between choices, which may stand within a choice too; or ";" after each.
    """
    texts = [cell for cell in cells if cell is not None]
    if not texts or not all(isinstance(text, str) for text in texts):
        return None
    closed = sign == ";"
    if closed and not all(text.endswith(";") for text in texts):
        return None
    parts = [[part.strip() for part in text.split(sign) if part.strip()] for text in texts]
    if not closed:
        parts = _together(parts, sign)
    counts = Counter(part for row in parts for part in row)
    if not closed and not _clear(parts, counts):
        return None
    if len(counts) > _MOST_CHOICES:
        return None
    choices = tuple(counts)
    rows = iter(parts)
    held = [None if cell is None else set(next(rows)) for cell in cells]
    return Joined(choices, tuple([None if row is None else int(choice in row) for row in held] for choice in choices))


def _together(parts: Sequence[Sequence[str]], sign: str) -> list[list[str]]:
    """Parts that never stand without each other are one choice, such as "Yes, often"."""
    pairs = Counter(pair for row in parts for pair in pairwise(row))
    counts = Counter(part for row in parts for part in row)
    bound = {pair for pair, times in pairs.items() if times == counts[pair[0]] == counts[pair[1]]}
    merged = []
    for row in parts:
        made: list[str] = []
        last = ""
        for part in row:
            if made and (last, part) in bound:
                made[-1] = f"{made[-1]}{sign}{part}"
            else:
                made.append(part)
            last = part
        merged.append(made)
    return merged


def _clear(parts: Sequence[Sequence[str]], counts: Mapping[str, int]) -> bool:
    """Whether the parts are choices and not clauses: several in a cell, few in all, most of them met again."""
    several = sum(len(row) > 1 for row in parts)
    again = sum(times > 1 for times in counts.values())
    repeated = any(len(set(row)) < len(row) for row in parts)
    return several > 1 and again * 2 > len(counts) and not repeated and all(len(part) <= _LONGEST for part in counts)
