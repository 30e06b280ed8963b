"""The long layout: one row a judgement, or one row a code of it, as many programs write codings."""

from collections.abc import Iterable
from dataclasses import replace

from surveykit.coding.acts import Method, Outcome, Span
from surveykit.coding.codings import Coding, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.cells import METHODS, OUTCOMES, accepted_in, judged, spans_in
from surveykit.exchange.codings.codes import UNKNOWN
from surveykit.exchange.codings.rules import CONTRADICTED, DOUBLED, INCOMPLETE, NOT_READ
from surveykit.exchange.codings.table import Row
from surveykit.exchange.codings.taken import Taken
from surveykit.problems import listed

_KINDS = ("coding", "before settling", "settled")
_COUNTED = frozenset(["1", "yes", "true", "x"])


def read_long(taken: Taken) -> None:
    """Every row of a long table."""
    by_code = "codes" not in taken.columns.at
    waiting = 0
    for row in taken.table.rows:
        unit = taken.unit(row)
        coding = _coding(taken, row, unit) if unit is not None else None
        if coding is None:
            continue
        if not coding.codes and coding.outcome == "coded":
            waiting += bool(coding.coder)
            continue
        if not coding.coder:
            said = " ".join(coding.codes) or coding.outcome
            taken.tell(
                INCOMPLETE, f"the row does not say who gave case {taken.cell(row, 'case')} '{said}'", row, "coder"
            )
        elif by_code:
            _add(taken, coding, row)
        else:
            _take(taken, coding, row)
    if waiting:
        rows = "1 row has" if waiting == 1 else f"{waiting:,} rows have"
        what = f"{rows} a coder, no codes and no outcome; what has neither waits to be coded"
        taken.tell(NOT_READ, what, taken.table.heads, severity="note")


def _take(taken: Taken, coding: Coding, row: Row) -> None:
    kind = taken.cell(row, "kind").casefold() or "coding"
    column = taken.columns.at["codes"]
    if kind not in _KINDS:
        taken.tell(
            NOT_READ, f"'{kind}' is no kind of row; it is taken for a coding", row, "kind", listed(_KINDS), "warning"
        )
        kind = "coding"
    if kind != "settled":
        taken.take(coding, row, column, kind)
        return
    method = taken.cell(row, "method").casefold() or "consensus"
    if method not in METHODS:
        taken.tell(NOT_READ, f"'{method}' is no method of settling", row, "method", listed(METHODS), "warning")
        method = "consensus"
    settled: Method = next(known for known in METHODS if known == method)
    settlement = Settlement(
        coding.unit, coding.coder, coding.outcome, coding.codes, coding.reason, settled,
        tuple(taken.cell(row, "inputs").split()), coding.event, coding.at, coding.text, coding.frame,
    )  # fmt: skip
    taken.settle(settlement, row, column)


def _add(taken: Taken, coding: Coding, row: Row) -> None:
    """One more code of a judgement."""
    column = taken.columns.at["code"]
    first = taken.held.get((coding.unit, coding.coder))
    if first is None:
        taken.add(coding, row, column)
        return
    spans = tuple(dict.fromkeys((*first.spans, *coding.spans)))
    if set(coding.codes) <= set(first.codes) and spans == first.spans and coding.outcome == first.outcome:
        what = (
            f"{coding.coder} of {coding.unit}: '{' '.join(coding.codes) or coding.outcome}' stands further up already"
        )
        taken.tell(DOUBLED, what, row, "code", severity="note")
    if coding.outcome != first.outcome:
        what = f"{coding.coder} of {coding.unit}: '{coding.outcome}' here, '{first.outcome}' further up"
        taken.tell(CONTRADICTED, what, row, "code", CONTRADICTED.mend)
        return
    notes = dict.fromkeys(note for note in (*first.note.split("\n"), coding.note) if note)
    codes = tuple(dict.fromkeys((*first.codes, *coding.codes)))
    taken.add(replace(first, codes=codes, spans=spans, note="\n".join(notes)), row, column)


def _coding(taken: Taken, row: Row, unit: Unit) -> Coding | None:
    """What a row says, whoever said it."""
    column = taken.columns.at.get("codes", taken.columns.at.get("code", 0))
    said, reason = judged(row[column])
    codes = () if said else taken.codes_in(row, [column, *taken.columns.more])
    outcome = said or _outcome(taken, row, codes)
    accepted = accepted_in(taken.cell(row, "accepted"))
    if accepted is None:
        taken.tell(NOT_READ, "where accepted codes came from cannot be read", row, "accepted", severity="warning")
    return Coding(
        unit.id,
        taken.cell(row, "coder") or taken.coder,
        outcome,
        codes,
        _words(taken, row, "reason") or reason,
        tuple(_spans(taken, row, unit)),
        _words(taken, row, "note"),
        taken.cell(row, "batch"),
        accepted or {},
        taken.known.codes(taken.cell(row, "shown"))[0],
        taken.cell(row, "event"),
        taken.cell(row, "at"),
        _hash(taken, row, unit),
        taken.cell(row, "frame"),
        taken.cell(row, "source"),
        taken.cell(row, "after settling").casefold() in _COUNTED,
    )


def _words(taken: Taken, row: Row, what: str) -> str:
    """What a row says, letter by letter."""
    return row[taken.columns.at[what]] if what in taken.columns.at else ""


def _hash(taken: Taken, row: Row, unit: Unit) -> str:
    if "text hash" in taken.columns.at:
        said = taken.cell(row, "text hash")
        return "" if said == UNKNOWN else said
    return unit.hash if unit.text else ""


def _outcome(taken: Taken, row: Row, codes: tuple[str, ...]) -> Outcome:
    said = taken.cell(row, "outcome").casefold()
    outcome = OUTCOMES.get(said) if said else "coded"
    if outcome is None or (codes and outcome != "coded"):
        odd = "has codes too" if outcome else "is no outcome"
        taken.tell(NOT_READ, f"'{said}' {odd}", row, "outcome", f"the outcomes are {listed([*OUTCOMES])}", "warning")
    return outcome if outcome and not codes else "coded"


def _spans(taken: Taken, row: Row, unit: Unit) -> Iterable[Span]:
    spans, odd = spans_in(taken.cell(row, "spans"))
    if odd:
        what = f"no span of an answer: {listed(odd)}"
        taken.tell(NOT_READ, what, row, "spans", "a span is written as `EXP 0-12`", "warning")
    for span in spans:
        if unit.text and span.end > len(unit.text):
            what = f"the span {span.code} {span.start}-{span.end} ends behind the answer of {len(unit.text)} characters"
            taken.tell(NOT_READ, what, row, "spans", severity="warning")
        yield replace(span, code=taken.known.code(span.code) or span.code)
