"""Corrections in a worksheet: a row a finding, filled in by an editor who decides what happens to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.cleaning.correction import Accepted, Correction, Corrections, lacking
from surveykit.dataset.written import text_of
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule, SourceError, listed, nearest

NO_COLUMN = Rule(
    "SK682",
    "A worksheet lacks a column",
    "Without it nobody knows what is to be corrected, or why.",
    "a sheet of corrections without a column `reason`",
    "Write the headings as surveykit writes them: case, variable, value, new value, reason, who, decision.",
)
NO_DECISION = Rule(
    "SK683",
    "A decision is not understood",
    "A row whose decision is misspelt would be passed over in silence.",
    "`corect` in the column decision",
    "Choose correct, accept, ask or drop.",
)

FILLED_IN = ("new value", "reason", "who", "decision")
COLUMNS = (
    "case",
    "row",
    "variable",
    "label",
    "value",
    "value label",
    "rule",
    "severity",
    "message",
    "expected",
    "other values",
    *FILLED_IN,
    "key",
)
DECISIONS = ("correct", "accept", "ask", "drop")
_ALSO: Mapping[str, str] = {"old": "value", "new": "new value"}
_KNOWN = (*COLUMNS, "round", "on")
_WANTED = ("variable", "value", "new value", "reason", "who")


@dataclass(frozen=True, slots=True)
class Filled:
    """A worksheet as it came back: headings, and rows of cells with the place of each row and of its decision."""

    file: str
    digest: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Place, tuple[Value | None, ...]], ...]


@dataclass(slots=True)
class _Work:
    items: list[Correction] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    asked: int = 0
    undecided: int = 0


def corrections_in(sheet: Filled) -> Corrections:
    """What a worksheet asks for: a row with a new value is corrected, whatever else is decided in the last columns.

    Raises:
        SourceError: SK682, a column is lacking; SK683, SK681, rows that are not understood or do not say enough.
    """
    names = tuple(_ALSO.get(heading.strip().casefold(), heading.strip().casefold()) for heading in sheet.headings)
    absent = [name for name in _WANTED if name not in names]
    absent += [] if {"case", "row"} & set(names) else ["case"]
    if absent:
        hint = next(filter(None, (nearest(name, names) for name in absent)), NO_COLUMN.mend)
        what = f"there is no column {listed(absent)}"
        raise SourceError(Problem(NO_COLUMN, what, Place(sheet.file), hint))
    work = _Work()
    for place, cells in sheet.rows:
        row = dict(zip(names, cells, strict=False))
        if any(cell is not None for name, cell in row.items() if name in _KNOWN):
            _read(row, place, work)
    if work.problems:
        raise SourceError(work.problems)
    found = (tuple(work.accepted), work.asked, work.undecided)
    return Corrections(tuple(work.items), sheet.file.replace("\\", "/").rsplit("/", 1)[-1], sheet.digest, *found)


def _read(row: Mapping[str, Value | None], place: Place, work: _Work) -> None:
    """One row: what is decided."""
    decision = _text(row, "decision").casefold()
    if not decision and row.get("new value") is not None:
        decision = "correct"
    match decision:
        case "":
            work.undecided += 1
        case "ask":
            work.asked += 1
        case "accept":
            accepted = _accepted(row)
            work.problems += _unexplained(accepted, place)
            work.accepted.append(accepted)
        case "correct" | "drop":
            found = list(_correction(row, place, drop=decision == "drop"))
            work.problems += [thing for thing in found if isinstance(thing, Problem)]
            work.items += [thing for thing in found if isinstance(thing, Correction)]
        case _:
            hint = nearest(decision, DECISIONS) or NO_DECISION.mend
            work.problems.append(Problem(NO_DECISION, f"'{decision}' is no decision", place, hint))


def _correction(row: Mapping[str, Value | None], place: Place, *, drop: bool) -> Iterator[Correction | Problem]:
    number = _text(row, "row")
    if number and not (number.isascii() and number.isdigit() and int(number)):
        yield Problem(NO_COLUMN, f"the row '{number}' is no row number", place, "count rows from 1")
        number = ""
    correction = Correction(
        case=_text(row, "case"),
        variable=_text(row, "variable"),
        old=row.get("value"),
        new=None if drop else row.get("new value"),
        reason=_text(row, "reason"),
        who=_text(row, "who"),
        round=_text(row, "round"),
        row=int(number) if number else None,
        on=_text(row, "on"),
        drop=drop,
        place=place,
    )
    yield correction
    yield from lacking(correction, ("new",) if not drop and row.get("new value") is None else ())


def _accepted(row: Mapping[str, Value | None]) -> Accepted:
    number = _text(row, "row")
    case = _text(row, "case") or (f"row {number}" if number else "")
    key = _text(row, "key") or _text(row, "rule")
    said = (_text(row, "other values"), _text(row, "reason"), _text(row, "who"), _text(row, "on"))
    return Accepted(key, case, _text(row, "variable"), row.get("value"), *said)


def _unexplained(accepted: Accepted, place: Place) -> Iterator[Problem]:
    said = Correction(case=accepted.case or "-", reason=accepted.reason, who=accepted.who, drop=True, place=place)
    yield from lacking(said)


def _text(row: Mapping[str, Value | None], name: str) -> str:
    cell = row.get(name)
    return "" if cell is None else text_of(cell).strip()
