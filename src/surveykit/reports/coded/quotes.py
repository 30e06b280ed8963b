"""Quotes on paper: for each code the words it was given for, by groups of cases where there are any."""

from collections.abc import Iterator, Mapping, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.retrieval.quotes import Quote
from surveykit.reports.coded.groups import Grouping
from surveykit.reports.coded.words import said
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.table import Cell, Column, Row, Table


def quotes_page(
    found: Mapping[str, Sequence[Quote]],
    frame: CodingFrame,
    language: str = "en",
    *,
    whose: str = "",
    by: Grouping | None = None,
    cases: bool = True,
) -> Document:
    """The quotes of codes as a document.

    Args:
        found: the quotes by code.
        frame: the codes.
        language: of labels and definitions.
        whose: whose codes these are, in a sentence.
        by: groups of cases; the quotes of a code stand in their order.
        cases: with the case of each quote, who coded it and what was noted; without it, only words and groups.
    """
    blocks: list[Block] = [Paragraph(whose, "note")] if whose else []
    if not cases:
        blocks.append(Paragraph(said("no_cases", language), "note"))
    for code, kept in found.items():
        if kept:
            blocks += _code(code, kept, frame, language, by=by, cases=cases)
    if empty := [f"{frame.codes[code].label.into(language)} ({code})" for code, kept in found.items() if not kept]:
        blocks.append(Paragraph(said("no_answer", language, codes=", ".join(empty)), "note"))
    return Document(said("quotes", language), tuple(blocks), language, frame.title.into(language))


def _code(
    code: str, kept: Sequence[Quote], frame: CodingFrame, language: str, *, by: Grouping | None, cases: bool
) -> Iterator[Block]:
    facts = frame.codes[code]
    yield Heading(f"{facts.label.into(language)} ({code})", 2, f"code-{code}")
    if facts.definition:
        yield Paragraph(facts.definition.into(language))
    columns = [*_columns(kept, code, language, by=by, cases=cases)]
    rows = (_cells(quote, frame, language, by) for quote in _in_groups(kept, by))
    n, of = len({quote.unit.id for quote in kept}), len({quote.unit.case for quote in kept})
    yield Table(
        f"{code}: {said('counted', language, n=n, of=of)}",
        tuple(columns),
        tuple(Row(tuple(cells[column.key] for column in columns)) for cells in rows),
        key=f"quotes[{code}]",
    )


def _columns(kept: Sequence[Quote], code: str, language: str, *, by: Grouping | None, cases: bool) -> Iterator[Column]:
    """The columns that say anything of these quotes."""
    if by is not None:
        yield Column("group", by.title)
    if any(quote.code != code for quote in kept):
        yield Column("code", said("code", language))
    yield Column("quote", said("quote", language))
    if len({quote.unit.question for quote in kept}) > 1:
        yield Column("question", said("question", language))
    if any(quote.unit.wave for quote in kept):
        yield Column("wave", said("wave", language))
    if cases:
        yield Column("case", said("case", language))
        yield Column("coders", said("coders", language))
        if any(quote.others for quote in kept):
            yield Column("others", said("others", language))
        if any(quote.settled for quote in kept):
            yield Column("settled", said("settled", language))
        if any(quote.notes for quote in kept):
            yield Column("notes", said("notes", language))


def _cells(quote: Quote, frame: CodingFrame, language: str, by: Grouping | None) -> dict[str, Cell]:
    return {
        "group": by.of.get(quote.unit.id, said("no_group", language)) if by else "",
        "code": f"{frame.codes[quote.code].label.into(language)} ({quote.code})",
        "quote": quote.words,
        "question": quote.unit.question,
        "wave": quote.unit.wave,
        "case": quote.unit.case,
        "coders": ", ".join(quote.coders),
        "others": ", ".join(quote.others),
        "settled": quote.settled,
        "notes": "\n".join(f"{coder}: {note}" for coder, note in quote.notes),
    }


def _in_groups(kept: Sequence[Quote], by: Grouping | None) -> Sequence[Quote]:
    """The quotes in the order of their groups; those of no group last."""
    if by is None:
        return kept
    place = {label: number for number, label in enumerate(by.labels)}
    return sorted(kept, key=lambda quote: place.get(by.of.get(quote.unit.id, ""), len(place)))
