"""The page on which printed numbers hold: a table of all by status; what does not, in words; then every finding."""

from collections.abc import Iterator
from itertools import groupby

from surveykit.reports.document import Block, Document, Facts, Heading, Paragraph
from surveykit.reports.reproduction import tables
from surveykit.reports.reproduction.places import JUDGED, Place, cell_of, own, places, sentence
from surveykit.reports.reproduction.words import SIGNS, kind_of, meaning_of, status_of, word
from surveykit.reproduction.finding import Finding, Status
from surveykit.reproduction.judge import Judgement

MOST_IN_WORDS = 12
"""Findings of one check that are told in words one by one; every one stands in the tables below."""


def reproduction(judgement: Judgement, language: str = "en", *, every: bool = True, rows: bool = False) -> Document:
    """A judgement as a document; headings speak English, Norwegian, Italian or Russian.

    Args:
        judgement: what was found.
        language: of headings and sentences.
        every: whether every finding is listed, and not only what does not hold.
        rows: whether there is also a table for programs, with a finding a row: names of cells, codes of statuses.
    """
    file = judgement.published.file
    found = places(judgement, language)
    blocks: list[Block] = [*_verdict(judgement, found, language)]
    if found:
        blocks += [Heading(word("by_table", language), anchor="by-table"), tables.counts(found, language)]
        blocks += tables.picture(found, language)
    if any(place.wrong for place in found):
        blocks.append(Heading(word("not_holding", language), anchor="not-holding"))
        blocks += [block for place in found if place.wrong for block in _wrong(place, judgement, language)]
    if every and found:
        blocks.append(Heading(word("every", language), anchor="every"))
        blocks += [tables.findings(place, judgement, language) for place in found]
    blocks += [Heading(word("how", language), anchor="how"), *_how(judgement, language)]
    if rows and found:
        blocks += [Heading(word("rows", language), anchor="rows"), tables.rows(judgement, language)]
    title = word("title", language, title=file.title.into(language) or file.published)
    return Document(title, tuple(blocks), language, file.source)


def summary(judgement: Judgement, language: str = "en") -> str:
    """The verdict in a line, for those to whom the page is not shown."""
    blocks = _verdict(judgement, places(judgement, language), language)
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def _verdict(judgement: Judgement, found: tuple[Place, ...], language: str) -> Iterator[Block]:
    """The whole in a few sentences."""
    counts = judgement.counts()
    judged = sum(finding.status in JUDGED for finding in judgement.findings)
    checks = len({finding.id for finding in judgement.findings if finding.status in JUDGED})
    data = "printed_and_data" if judgement.data else "printed_alone"
    yield Facts(
        (
            (word("judged", language), word("judged_many", language, n=judged, checks=checks)),
            (word("judged_from", language), word(data, language)),
        )
    )
    wrong, weak = counts.get("mismatch", 0), counts.get("weak_claim", 0)
    if wrong:
        where = sum(any(finding.status == "mismatch" for finding in place.findings) for place in found)
        yield Paragraph(word("verdict", language, n=wrong, tables=where), "warning")
    if weak:
        yield Paragraph(word("verdict_weak", language, n=weak), "warning")
    if not judgement.published.file.checks:
        yield Paragraph(word("verdict_nothing", language), "warning")
    elif not wrong and not weak:
        yield Paragraph(word("verdict_none", language))
    rest: tuple[Status, ...] = ("agree", "input_rounding", "truncated", "not_recomputable")
    said = [word(f"verdict_{status}", language, n=counts[status]) for status in rest if counts.get(status)]
    if said:
        yield Paragraph(" ".join(said))


def _wrong(place: Place, judgement: Judgement, language: str) -> Iterator[Block]:
    """What does not hold at a place, check by check."""
    yield Heading(place.heading, 3)
    checks = {check.id: check for check in judgement.published.file.checks}
    for (name, kind), group in groupby(place.wrong, key=lambda finding: (finding.id, finding.check)):
        check = checks.get(name)
        yield Paragraph((check and check.says) or f"{kind_of(kind, language).capitalize()}.")
        yield Facts(tuple(_told(list(group), judgement, language)))
        if check and (remark := " ".join(filter(None, (check.note, check.why)))):
            yield Paragraph(remark, "note")


def _told(findings: list[Finding], judgement: Judgement, language: str) -> Iterator[tuple[str, str]]:
    for finding in findings[:MOST_IN_WORDS]:
        status = status_of(finding.status, language)
        cell = cell_of(finding, judgement.published.tables, language)
        told = sentence(own(finding, judgement.published), language)
        other = f"{status.capitalize()}." if cell else f"{kind_of(finding.check, language).capitalize()}."
        yield f"{SIGNS[finding.status]} {cell or status}", told or other
    if len(findings) > MOST_IN_WORDS:
        yield "…", word("more", language, n=len(findings) - MOST_IN_WORDS)


def _how(judgement: Judgement, language: str) -> Iterator[Block]:
    there = judgement.counts()
    met = [(f"{sign} {status_of(status, language)}", status) for status, sign in SIGNS.items() if status in there]
    if met:
        yield Facts(tuple((said, meaning_of(status, language)) for said, status in met))
    yield Paragraph(word("rounding", language), "note")
    yield Paragraph(word("caution", language), "note")
