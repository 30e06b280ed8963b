"""How suggestions did, on paper: right at first and among five by source, and what coders took."""

from surveykit.reports.coded.wording import stated
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.table import Column, Row, Table
from surveykit.suggest.learned import FEW
from surveykit.suggest.measure import Measured, Used


def suggestions_page(found: Measured, title: str = "", language: str = "en") -> Document:
    """The measure of suggestions as a document."""
    blocks: list[Block] = [
        Paragraph(
            stated(
                "how_tried",
                language,
                n=found.judgements,
                answers=found.answers,
                folds=found.folds,
                seed=str(found.seed),
            ),
            "note",
        ),
        _tried(found, language),
    ]
    if found.used.shown:
        blocks += [Heading(stated("took", language)), *_taken(found.used, language)]
    else:
        blocks.append(Paragraph(stated("not_shown", language), "note"))
    return Document(stated("suggestions", language), tuple(blocks), language, title)


def _tried(found: Measured, language: str) -> Table:
    """How often each source was right."""
    answers, right = stated("answers", language), stated("right", language)
    columns = (
        Column("source", stated("source", language)),
        Column("said", stated("said", language), "count", group=answers),
        Column("said_percent", "%", "percent", 1, answers),
        Column("first", stated("first", language), "percent", 1, right),
        Column("five", stated("five", language, few=FEW), "percent", 1, right),
    )
    rows = tuple(
        Row((stated(hits.source, language), hits.said, *(100 * part / hits.n if hits.n else None for part in
             (hits.said, hits.first, hits.five))), "total" if hits.source == "all" else "body")
        for hits in found.hits
    )  # fmt: skip
    notes = (stated("base", language, n=found.hits[0].n),)
    return Table(stated("tried", language), columns, rows, notes, "hits")


def _taken(used: Used, language: str) -> tuple[Block, ...]:
    share = f" ({100 * used.taken / used.codes:.0f} %)" if used.codes else ""
    said = stated("shown", language, shown=used.shown, codes=used.codes, taken=used.taken, share=share)
    ranks = tuple(Row((stated("number", language, rank=rank), n)) for rank, n in enumerate(used.at_rank, 1))
    named = {"rule", "alike", "learned"}
    sources = tuple(
        Row((stated(source, language) if source in named else source, n)) for source, n in used.by_source.items()
    )
    columns = (Column("what", stated("codes_taken", language)), Column("n", "n", "count"))
    return (
        Paragraph(said),
        Table(stated("by_rank", language), columns, ranks, (), "taken_at"),
        Table(stated("by_source", language), columns, sources, (), "taken_from"),
    )
