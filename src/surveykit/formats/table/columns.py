"""Columns without a codebook: their names from headings, their types from the cells."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.written import clock, date_of, datetime_of, may_divide_thousands, number_of, text_of, undivided
from surveykit.formats.base import Options
from surveykit.problems import Place, Problem, Rule, Severity
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

MIXED = Rule(
    "SK530",
    "A column holds cells of several kinds",
    "A word among numbers is a mistake or a code nobody explained; the column is read as text so that both stay.",
    "`12`, `15`, `about 20` in one column",
    "Correct the cells, or import with the instrument, which says what the column should hold.",
)
RENAMED_COLUMN = Rule(
    "SK531",
    "A heading is no name for a variable",
    "Expressions and tables need short, unique names; the heading is kept as the label.",
    "a heading `How many employees?`, or two headings `name`",
    "Rename the column if you want to choose the name yourself.",
)
REPEATED = Rule(
    "SK532",
    "Two columns have the same heading",
    "Nobody can tell which of the two a table is of.",
    "two columns headed `size` in a .csv",
    "Give each column a heading of its own.",
)

Vendor = Literal["", "none", "google", "limesurvey", "microsoft", "odk", "qualtrics", "redcap", "surveymonkey"]
Kind = Literal["number", "text", "date", "datetime", "time"]


def _listed(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value


class TabularOptions(Options):
    """Options of plain tables: codes or labels in the cells, their language, and which columns hold texts."""

    values: Literal["codes", "labels"] = "codes"
    language: str = ""
    texts: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()  # columns that hold texts, whatever they look like
    header: Annotated[int, Field(ge=1)] | None = None  # the row of the headings; found where it is not named
    vendor: Vendor = ""  # the survey service whose export it is; recognised where it is not named
    dates: Literal["", "dmy", "mdy"] = ""  # the order of day and month in texts; found where the cells tell


@dataclass(frozen=True, slots=True)
class Column:
    """One column as found: its variable, its values, and what was odd."""

    variable: Variable
    values: "pa.Array"
    problems: tuple[Problem, ...] = ()


def column_of(
    name: str,
    label: str,
    cells: Sequence[Any],
    place: Callable[[int], Place],
    *,
    text: bool = False,
    comma: bool = False,
) -> Column:
    """A column from its cells: numbers, texts, truths, dates and times as Python knows them, None for blank.

    Args:
        name: of the variable.
        label: the heading, where it is another than the name.
        cells: one a case.
        place: where the cell of a case stands.
        text: whether it holds texts whatever it looks like.
        comma: whether numbers have a decimal comma.
    """
    import pyarrow as pa

    kinds = {"text"} if only_texts(cells) else {kind for kind in map(_kind, cells) if kind}
    values, kind = ([_text(cell) for cell in cells], "text") if text else _read(cells, kinds, comma=comma)
    problems = () if text or len(kinds) < 2 or kind != "text" else tuple(_odd(cells, name, place))
    whole = kind == "number" and float not in set(map(type, values))
    if kind == "number" and not whole:
        values = [None if value is None else float(value) for value in values]
    arrow = pa.string() if kind != "number" else pa.int64() if whole else pa.float64()
    variable = Variable(
        name=name,
        label=Text(label),
        type=kind,
        measure="scale" if kind == "number" and kinds != {"truth"} else "nominal",
        decimals=0 if whole and values else None,
    )
    return Column(variable, pa.array(values, arrow), problems)


def _read(cells: Sequence[Any], kinds: set[str], *, comma: bool) -> tuple[list[Any], Type]:
    """The cells as one type that holds all of them; text where no other does."""
    ways: list[tuple[Type, Callable[[Any], Any]]] = [
        ("number", lambda cell: _number(cell, comma=comma)),
        ("date", _date),
    ]
    ways += [("datetime", _datetime), ("time", _time)]
    if kinds:
        for kind, way in ways:
            values = _taken(cells, way)
            if values is not None:
                return values, kind
    return [_text(cell) for cell in cells], "text"


def only_texts(cells: Sequence[Any]) -> bool:
    """Whether there are texts, and nothing but texts and blanks."""
    return set(map(type, cells)) in ({str}, {str, type(None)})


def _taken(cells: Sequence[Any], way: Callable[[Any], Any]) -> list[Any] | None:
    """The cells as one type; None where one of them is none of it. A text that stands often is looked at once."""
    if not only_texts(cells):
        values = [None if cell is None else way(cell) for cell in cells]
        sound = all(value is not None or cell is None for value, cell in zip(values, cells, strict=True))
        return values if sound else None
    known: dict[Any, Any] = {None: None}
    for cell in set(cells) - {None}:
        known[cell] = way(cell)
        if known[cell] is None:
            return None
    return list(map(known.__getitem__, cells))


def _kind(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "truth"
    if isinstance(cell, int | float):
        return "number"
    return "text" if isinstance(cell, str) else "date"


def _number(cell: Any, *, comma: bool) -> float | int | None:
    if isinstance(cell, str):
        said = cell.strip()
        if comma and may_divide_thousands(said) and "." in said:
            return None  # where commas divide decimals a point before three digits may divide thousands: not guessed
        return number_of(undivided(said) if comma else said, comma=comma)
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
    return cell if isinstance(cell, int) and abs(cell) < 2**63 else None


def _date(cell: Any) -> str | None:
    if isinstance(cell, str):
        return date_of(cell.strip())
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else None
    return cell.isoformat() if isinstance(cell, date) else None


def _datetime(cell: Any) -> str | None:
    if isinstance(cell, str):
        return datetime_of(cell.strip())
    return f"{cell.date().isoformat()}T{clock(cell.time())}" if isinstance(cell, datetime) else None


def moment_in(cell: Any) -> Any:
    """A cell of a column of dates with times; one at midnight keeps its time."""
    return _datetime(cell) if isinstance(cell, datetime) else cell


def _time(cell: Any) -> str | None:
    if isinstance(cell, time):
        return clock(cell)
    if isinstance(cell, timedelta):
        total = round(cell.total_seconds())
        sign, total = ("-", -total) if total < 0 else ("", total)
        return f"{sign}{total // 3600:02d}:{total // 60 % 60:02d}:{total % 60:02d}"
    return None


def _text(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return text_of(cell)
    return _date(cell) or _datetime(cell) or _time(cell) or str(cell)


_KINDS = {"truth": "true or false"}
_MOST_ODD = 4  # odd values that are named


def _odd(cells: Sequence[Any], name: str, place: Callable[[int], Place]) -> Iterator[Problem]:
    """The cells that are of another kind than most: counted by what they hold, at the first of each kind."""
    kinds = [_kind(cell) for cell in cells]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds) if kind}
    usual = max(counts, key=lambda kind: counts[kind])
    for odd in [kind for kind in counts if kind != usual]:
        held = Counter(str(cell)[:40] for kind, cell in zip(kinds, cells, strict=True) if kind == odd)
        shown = ", ".join(
            f"{said!r}{f' ({times})' if times > 1 else ''}" for said, times in held.most_common(_MOST_ODD)
        )
        more = f" ... ({counts[odd]} cells in all)" if len(held) > _MOST_ODD else ""
        one = counts[odd] == 1
        what = (
            f"{'a ' if one else ''}{_KINDS.get(odd, odd if one else f'{odd}s')} ({shown}{more}) in a column of {usual}s"
        )
        yield Problem(MIXED, f"{what}; '{name}' is read as text", place(kinds.index(odd)), severity="warning")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's name, and its heading as it was where that is another."""

    name: str
    label: str = ""


def headings(
    words: Sequence[str], place: Callable[[int], Place], spread: Collection[int] = ()
) -> tuple[list[Heading], list[Problem]]:
    """Names for columns: letters, digits and underscores, unique whatever the case; the heading becomes the label.

    Args:
        words: the headings, "" where there is none.
        place: where the heading of a column stands.
        spread: the columns under a heading that is merged over several: theirs repeats, and gets a number.
    """
    taken: set[str] = set()
    said: dict[str, int] = {}
    given: list[Heading] = []
    problems: list[Problem] = []
    for index, word in enumerate(words):
        heading = " ".join(word.split())
        name = plain = _name(heading) or f"column_{index + 1}"
        first = said.setdefault(heading.casefold(), index)
        if first != index and heading:
            here, there = place(first).cell, place(index).cell
            both = f"{here} and {there}" if here else f"columns {first + 1} and {index + 1}"
            what = f"{both} are both headed '{heading[:80]}'"
            severity: Severity = "warning" if index in spread else "error"
            problems.append(Problem(REPEATED, what, place(index), "rename one of them", severity))
        count = 2
        while name.casefold() in taken:
            name, count = f"{plain}_{count}", count + 1
        taken.add(name.casefold())
        given.append(Heading(name, heading if heading != name else ""))
    renamed = [f"'{heading.label}' -> {heading.name}" for heading in given if heading.label]
    renamed += [heading.name for heading, word in zip(given, words, strict=True) if not word.strip()]
    if renamed:
        what = f"headings that are no names; they are kept as labels: {', '.join(renamed[:12])}"
        what += f" ... ({len(renamed)} in all)" if len(renamed) > 12 else ""
        problems.append(Problem(RENAMED_COLUMN, what, severity="note"))
    return given, problems


def _name(heading: str) -> str:
    if re.fullmatch(r"[^\W\d]\w{0,63}", heading):
        return heading
    plain = re.sub(r"\W+", "_", heading).strip("_")[:64].strip("_")
    if not plain:
        return ""
    return plain if plain[0].isalpha() else f"v_{plain}"
