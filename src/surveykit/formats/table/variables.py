"""Columns with their meaning: what is in the cells, which variable it makes, and what was changed on the way."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Origin
from surveykit.dataset.written import date_of, datetime_of
from surveykit.formats.table.codes import PERCENT, percentages, split
from surveykit.formats.table.columns import Column, TabularOptions, column_of
from surveykit.formats.table.dates import UNCLEAR_DATES, Order, dates_in
from surveykit.formats.table.export import Asked
from surveykit.missing import DEFAULT_CODES, NOT_ASKED, REASON_WORDS
from surveykit.problems import Place, Problem
from surveykit.text import Text

_MOST_CHOICES = 60
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A column as it was made, and the codes its cells told."""

    asked: Asked
    column: Column
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """How the cells of a table are taken."""

    options: TabularOptions
    comma: bool = False
    exported: bool = False  # by a survey service, whose texts are choices
    month_first: bool = False
    not_asked: str = ""


def made(asked: Asked, cells: Sequence[Any], place: Callable[[int], Place], way: Way) -> Made:
    """A column from its cells: labels split from codes, percentages and dates out of texts, "not asked" a code."""
    unasked = [cell == way.not_asked for cell in cells] if way.not_asked and way.not_asked in cells else []
    cells = [None if gone else cell for cell, gone in zip(cells, unasked, strict=True)] if unasked else cells
    found, codes = _taken(asked, cells, place, way)
    found = _described(asked, found)
    if way.exported and not codes and asked.part in {"answer", "choice"} and found.variable.type == "text":
        codes = _choices(cells)
    if unasked:
        found = _with_not_asked(found, unasked)
    known = tuple(Code(value=value, label=Text(label)) for value, label in asked.codes)
    if known and found.variable.type == "number":
        codes = known
        found = replace(found, variable=found.variable.model_copy(update={"measure": "nominal"}))
    return Made(asked, found, codes)


def _choices(cells: Sequence[Any]) -> tuple[Code, ...]:
    """The answers of a question as a list of choices, if they are few and come again and again."""
    counts = Counter(str(cell) for cell in cells if cell is not None)
    few = 0 < len(counts) <= _MOST_CHOICES and all(len(text) <= _LONGEST for text in counts)
    return tuple(Code(value=text) for text in counts) if few and len(counts) * 3 <= counts.total() else ()


def _taken(
    asked: Asked, cells: Sequence[Any], place: Callable[[int], Place], way: Way
) -> tuple[Column, tuple[Code, ...]]:
    name, label = asked.name, asked.label
    if asked.part == "other" or not any(isinstance(cell, str) for cell in cells):
        return column_of(name, label, cells, place, text=asked.part == "other", comma=way.comma), ()
    whole = Place(variable=name)
    if (numbers := percentages(cells)) is not None:
        column = column_of(name, label, numbers, place)
        variable = column.variable.model_copy(update={"unit": Text("%")})
        what = f"'{name}' holds percentages; they are read as numbers with the unit %"
        return Column(variable, column.values, (Problem(PERCENT, what, whole, severity="note"),)), ()
    if (dates := _dates(cells, way)) is not None:
        if dates.cells is not None:
            notes = (dates.note,) if dates.note else ()
            column = column_of(name, label, dates.cells, place)
            return replace(column, variable=column.variable.model_copy(update={"notes": "; ".join(notes)})), ()
        what = f"'{name}' is kept as text: '{dates.example}' may begin with the day or with the month"
        unclear = Problem(UNCLEAR_DATES, what, whole, UNCLEAR_DATES.mend, "warning")
        return replace(column_of(name, label, cells, place, text=True), problems=(unclear,)), ()
    if (pair := split(cells)) is not None:
        codes, labels = pair
        column = column_of(name, label, codes, place)
        column = Column(column.variable.model_copy(update={"measure": "nominal"}), column.values)
        listed = tuple(Code(value=value, label=Text(said)) for value, said in labels.items())
        bare = sorted({code for code in codes if code is not None} - labels.keys())
        listed = tuple(sorted((*listed, *(Code(value=value) for value in bare)), key=lambda code: code.value))
        return column, listed
    return column_of(name, label, cells, place, comma=way.comma), ()


def _dates(cells: Sequence[Any], way: Way) -> Any:
    first = next((cell for cell in cells if isinstance(cell, str)), "")
    if date_of(first.strip()) or datetime_of(first.strip()):
        return None  # read as they are
    usual: Order = "mdy" if way.month_first else ""
    return dates_in(cells, way.options.dates, usual=usual)


def _described(asked: Asked, column: Column) -> Column:
    """The variable with its question and origin, as far as the heading tells."""
    if asked.part == "answer" and not asked.question and not asked.personal:
        return column
    kind = "paradata" if asked.part == "technical" else "asked"
    whole = asked.wording if asked.wording != asked.label else ""
    facts: dict[str, Any] = {
        "origin": Origin(kind=kind if asked.part != "other" or asked.question else "imported", question=asked.question),
        "wording": Text(whole),
        "personal": asked.personal,
        "role": asked.role,
    }
    return replace(column, variable=column.variable.model_copy(update=facts))


def _with_not_asked(column: Column, unasked: Sequence[bool]) -> Column:
    """The cells of questions that were not shown as the code for "not asked"."""
    import pyarrow as pa

    code: Any = DEFAULT_CODES[NOT_ASKED]
    code = code if column.variable.type == "number" else str(code)
    cells = [code if gone else cell for cell, gone in zip(column.values.to_pylist(), unasked, strict=True)]
    kind = pa.int64() if column.values.type == pa.null() else column.values.type
    missing = (Code(value=code, label=Text(REASON_WORDS[NOT_ASKED]), missing=NOT_ASKED),)
    return replace(
        column, values=pa.array(cells, kind), variable=column.variable.model_copy(update={"missing": missing})
    )
