"""Codings as rows with headings: long, one row a judgement; wide, one column a coder, or one of 0 and 1 a code."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.cells import accepted_as, said_of, spans_as
from surveykit.exchange.codings.codes import UNCODABLE, UNKNOWN, joined
from surveykit.exchange.codings.columns import CONTEXT

ALWAYS: Final = ("case", "question", "coder", "codes")
_ORDER: Final = (
    "case", "question", "wave", "language", "kind", "coder", "codes", "outcome", "reason", "text", "spans", "note",
    "at", "batch", "method", "inputs", "accepted", "shown", "event", "text hash", "frame", "source", "after settling",
)  # fmt: skip
Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Headings, and the cells below them."""


def long_rows(codings: Codings) -> Rows:
    """Every judgement with all that is known of it; columns nobody needs are left out."""
    by_unit: dict[str, list[Mapping[str, str]]] = {unit: [] for unit in codings.units}
    hashed = any(_other_words(judged, codings) for _, judged in _judged(codings))
    for kind, judged in _judged(codings):
        unit = codings.units.get(judged.unit)
        if unit is not None:
            by_unit[judged.unit].append(_facts(kind, judged, hashed=hashed))
    made = [{**_answer(codings.units[unit]), **facts} for unit, judged in by_unit.items() for facts in (judged or [{}])]
    context = dict.fromkeys(head for row in made for head in row if head.startswith(CONTEXT))
    used = {head for row in made for head, cell in row.items() if cell}
    heads = (*(head for head in _ORDER if head in used or head in ALWAYS), *context)
    return heads, [tuple(row.get(head, "") for head in heads) for row in made]


def _judged(codings: Codings) -> Iterator[tuple[str, Coding | Settlement]]:
    """Every judgement, with the kind of row it is."""
    for key, coding in codings.independent.items():
        now = codings.codings.get(key)
        if now != coding:
            yield "before settling", coding
    yield from (("coding", coding) for coding in codings.codings.values())
    yield from (("settled", settlement) for settlement in codings.settled.values())


def _other_words(one: Coding | Settlement, codings: Codings) -> bool:
    """Whether a judgement is of other words than the answer has, so that its hash must be written."""
    unit = codings.units.get(one.unit)
    return unit is not None and one.text != (unit.hash if unit.text else "")


def _answer(unit: Unit) -> dict[str, str]:
    context = {f"{CONTEXT}{label}": said for label, said in unit.context.items()}
    answer = {"case": unit.case, "question": unit.question, "wave": unit.wave, "language": unit.language}
    return answer | {"text": unit.text} | context


def _facts(kind: str, one: Coding | Settlement, *, hashed: bool) -> dict[str, str]:
    facts = {
        "kind": "" if kind == "coding" else kind,
        "codes": joined(one.codes),
        "outcome": "" if one.outcome == "coded" else one.outcome,
        "reason": one.reason,
        "event": one.event,
        "at": one.at,
        "frame": one.frame,
        "text hash": (one.text or UNKNOWN) if hashed else "",
    }
    if isinstance(one, Settlement):
        return facts | {"coder": one.by, "method": one.method, "inputs": " ".join(one.inputs)}
    return facts | {
        "coder": one.coder,
        "spans": spans_as(one.spans),
        "note": one.note,
        "batch": one.batch,
        "accepted": accepted_as(one.accepted),
        "shown": joined(one.shown),
        "source": one.source,
        "after settling": "1" if one.after_settling else "",
    }


def wide_rows(codings: Codings) -> Rows:
    """One row an answer, one column a coder."""
    heads, answers = _answers(codings)
    rows = []
    for unit, answer in answers.items():
        held = [codings.codings.get((unit, coder)) for coder in codings.coders]
        rows.append((*answer, *(_said(coding) if coding else "" for coding in held)))
    return (*heads, *codings.coders), rows


def _said(coding: Coding) -> str:
    return joined(coding.codes) if coding.outcome == "coded" else said_of(coding.outcome, coding.reason)


def code_rows(codings: Codings, frame: CodingFrame | None) -> Rows:
    """One row an answer, one column of 0 and 1 for each coder and code; blank where the coder has not judged."""
    heads, answers = _answers(codings)
    given = dict.fromkeys(code for coding in codings.codings.values() for code in coding.codes)
    codes = [*dict.fromkeys((*(frame.codes if frame else ()), *given))]
    if any(coding.outcome == "uncodable" for coding in codings.codings.values()):
        codes.append(UNCODABLE)
    rows = []
    for unit, answer in answers.items():
        ticks: list[str] = []
        for coder in codings.coders:
            ticks += _ticks(codings.codings.get((unit, coder)), codes)
        rows.append((*answer, *ticks))
    return (*heads, *(f"{coder}: {code}" for coder in codings.coders for code in codes)), rows


def _ticks(coding: Coding | None, codes: Sequence[str]) -> list[str]:
    if coding is None:
        return [""] * len(codes)
    given = {*coding.codes} | ({UNCODABLE} if coding.outcome == "uncodable" else set())
    return ["1" if code in given else "0" for code in codes]


def _answers(codings: Codings) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The columns before those of coders: what is known of each answer."""
    known = {unit.id: _answer(unit) for unit in codings.units.values()}
    used = {head for answer in known.values() for head, cell in answer.items() if cell}
    context = dict.fromkeys(head for answer in known.values() for head in answer if head.startswith(CONTEXT))
    heads = tuple(head for head in (*_ORDER, *context) if head in used)
    return heads, {unit: tuple(answer.get(head, "") for head in heads) for unit, answer in known.items()}
