"""The wide layouts: one row an answer, with a column of codes for each coder, or of 0 and 1 for each code."""

from collections.abc import Sequence

from surveykit.coding.acts import Outcome
from surveykit.coding.codings import Coding, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.cells import judged
from surveykit.exchange.codings.codes import NONE, UNCODABLE
from surveykit.exchange.codings.columns import TICKED
from surveykit.exchange.codings.rules import INCOMPLETE
from surveykit.exchange.codings.table import Row
from surveykit.exchange.codings.taken import Taken


def read_wide(taken: Taken) -> None:
    """Every row of a wide table."""
    for column, (_, code) in taken.columns.codes.items():
        if code not in (NONE, UNCODABLE):
            taken.codes(code, taken.table.heads, column)
    of_coder: dict[str, list[int]] = {}
    for column, coder in taken.columns.coders.items():
        of_coder.setdefault(coder, []).append(column)
    for row in taken.table.rows:
        unit = taken.unit(row)
        if unit is None:
            continue
        for coder, columns in of_coder.items():
            _of_coder(taken, row, unit, columns, coder)
        for column in taken.columns.settled:
            _settled(taken, row, unit, column)
        _of_codes(taken, row, unit)


def _of_coder(taken: Taken, row: Row, unit: Unit, columns: Sequence[int], coder: str) -> None:
    filled = [column for column in columns if row[column].strip()]
    if not filled:
        return
    said, reason = judged(row[filled[0]])
    codes = () if said else taken.codes_in(row, filled)
    taken.take(Coding(unit.id, coder, said or "coded", codes, reason, text=_hash(unit)), row, filled[0])


def _settled(taken: Taken, row: Row, unit: Unit, column: int) -> None:
    if not row[column].strip():
        return
    said, reason = judged(row[column])
    codes = () if said else taken.codes(row[column], row, column)
    by = taken.table.heads[column].strip()
    taken.settle(Settlement(unit.id, by, said or "coded", codes, reason, text=_hash(unit)), row, column)


def _of_codes(taken: Taken, row: Row, unit: Unit) -> None:
    """Ticks: a coder who ticked none of the codes but left no blank either says that none applies."""
    ticked: dict[str, list[str]] = {}
    first: dict[str, int] = {}
    for column, (named, code) in taken.columns.codes.items():
        cell = row[column].strip().casefold()
        coder = named or taken.cell(row, "coder")
        if not cell:
            continue
        first.setdefault(coder, column)
        ticked.setdefault(coder, []).extend([code] if cell in TICKED else [])
    for coder, codes in ticked.items():
        if not coder:
            said = " ".join(codes) or NONE
            taken.tell(INCOMPLETE, f"the row does not say who gave case {unit.case} '{said}'", row, "coder")
            continue
        given = tuple(code for code in codes if code not in (NONE, UNCODABLE))
        outcome: Outcome = "coded" if given else "uncodable" if UNCODABLE in codes else "none"
        taken.take(Coding(unit.id, coder, outcome, given, text=_hash(unit)), row, first[coder])


def _hash(unit: Unit) -> str:
    return unit.hash if unit.text else ""
