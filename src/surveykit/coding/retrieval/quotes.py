"""Quotes: the words of respondents that a code was given for, each with who gave it and whether it was settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Codings
from surveykit.coding.unit import Unit

GAP = "…"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a respondent that a code was given for.

    Args:
        unit: the answer.
        code: the code; one narrower than the one asked for says which.
        words: the words that were marked for it, or the whole answer.
        coders: who gave it.
        others: who judged the answer and did not give it.
        settled: who settled the answer, "" where nobody did.
        notes: what those who gave it noted, each with its coder.
    """

    unit: Unit
    code: str
    words: str
    coders: tuple[str, ...]
    others: tuple[str, ...] = ()
    settled: str = ""
    notes: tuple[tuple[str, str], ...] = ()


def quotes(
    codings: Codings,
    frame: CodingFrame,
    codes: Iterable[str] = (),
    held: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, tuple[Quote, ...]]:
    """The quotes of each code, in the order of the frame; answers in the order they were taken in.

    Args:
        codings: what was coded.
        frame: the codes.
        codes: the codes wanted, each with its narrower ones; without any, each code by itself.
        held: answer to the codes that hold of it. Without it these are the codes settled, and of an answer that was
            not settled those that any coder gave.
    """
    wanted = {code: frame.below(code) for code in codes} or {code: (code,) for code in frame.codes}
    found: dict[str, list[Quote]] = {code: [] for code in frame.ordered(wanted)}
    for unit in codings.units.values():
        codes_of = _codes_of(codings, unit) if held is None else held.get(unit.id, ())
        for code, kept in found.items():
            kept += [_quote(codings, unit, one) for one in wanted[code] if one in codes_of]
    return {code: tuple(kept) for code, kept in found.items()}


def _codes_of(codings: Codings, unit: Unit) -> frozenset[str]:
    settled = codings.settled.get(unit.id)
    if settled is not None:
        return frozenset(settled.codes)
    return frozenset(code for coding in codings.of(unit.id) for code in coding.codes)


def _quote(codings: Codings, unit: Unit, code: str) -> Quote:
    held, settled = codings.of(unit.id), codings.settled.get(unit.id)
    given = [coding for coding in held if code in coding.codes]
    return Quote(
        unit,
        code,
        marked(unit.text, [span for coding in given for span in coding.spans if span.code == code]),
        tuple(coding.coder for coding in given),
        tuple(coding.coder for coding in held if code not in coding.codes),
        settled.by if settled else "",
        tuple((coding.coder, coding.note) for coding in given if coding.note),
    )


def marked(text: str, spans: Iterable[Span]) -> str:
    """The words that were marked in an answer; the whole answer where nothing was, or where its words are others now.

    Example:
        >>> marked("We met in Rome and sold.", [Span("EXP", 19, 23), Span("EXP", 0, 6)])
        'We met … sold …'
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans if span.start < span.end):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    if not joined or joined[0][0] < 0 or joined[-1][1] > len(text):
        return text
    parts = [text[start:end].strip() for start, end in joined]
    before = [GAP] if text[: joined[0][0]].strip() else []
    after = [GAP] if text[joined[-1][1] :].strip() else []
    return " ".join([*before, f" {GAP} ".join(parts), *after])
