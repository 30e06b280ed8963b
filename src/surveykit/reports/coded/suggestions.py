"""How suggestions did, on paper: right at first and among five by source, and what coders took."""

from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table
from surveykit.suggest.learned import FEW
from surveykit.suggest.measure import Measured, Used

_SOURCES = {
    "rule": "Keyword rules",
    "alike": "Like answers",
    "learned": "Learned from words",
    "all": "All together",
    "frequent": "The codes given most often",
}
_HITS = (
    Column("source", "Source"),
    Column("said", "Said something", "count", group="Answers"),
    Column("said_percent", "%", "percent", 1, "Answers"),
    Column("first", "First code", "percent", 1, "Right, % of all"),
    Column("five", f"Any of {FEW}", "percent", 1, "Right, % of all"),
)


def suggestions_page(found: Measured, title: str = "") -> Document:
    """The measure of suggestions as a document."""
    judged, answers = Counted(found.judgements), Counted(found.answers)
    said = (
        f"{judged} {judged:judgement|judgements} of {answers} {answers:different answer|different answers}, tried in "
        f"{found.folds} parts: what is suggested in each is learned from the others. Answers with the same words are "
        f"in the same part (chance by seed {found.seed})."
    )
    rows = tuple(
        Row((_SOURCES[hits.source], hits.said, *(100 * part / hits.n if hits.n else None for part in
             (hits.said, hits.first, hits.five))), "total" if hits.source == "all" else "body")
        for hits in found.hits
    )  # fmt: skip
    n = Counted(found.hits[0].n)
    notes = (f"Of {n} {n:judgement|judgements} with codes. A suggestion is right where the coder gave the code.",)
    blocks: list[Block] = [
        Paragraph(said, "note"),
        Table("Suggestions tried on the codings", _HITS, rows, notes, "hits"),
    ]
    if found.used.shown:
        blocks += [Heading("What coders took"), *_taken(found.used)]
    else:
        blocks.append(Paragraph("No suggestions were shown to coders so far.", "note"))
    return Document("How suggestions did", tuple(blocks), "en", title)


def _taken(used: Used) -> tuple[Block, ...]:
    shown, codes = Counted(used.shown), Counted(used.codes)
    share = f" ({100 * used.taken / used.codes:.0f} %)" if used.codes else ""
    said = (
        f"Suggestions were shown for {shown} {shown:judgement|judgements}; of {codes} {codes:code|codes} given there, "
        f"{used.taken}{share} came from a suggestion."
    )
    ranks = tuple(Row((f"Shown as number {rank}", n)) for rank, n in enumerate(used.at_rank, 1))
    sources = tuple(Row((_SOURCES.get(source, source), n)) for source, n in used.by_source.items())
    columns = (Column("what", "Codes taken"), Column("n", "n", "count"))
    return (
        Paragraph(said),
        Table("By rank", columns, ranks, (), "taken_at"),
        Table("By source", columns, sources, (), "taken_from"),
    )
