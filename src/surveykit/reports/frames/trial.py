"""A trial of the keywords of a coding frame: what they would find in answers that are there."""

from collections.abc import Iterator, Sequence

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.codebook.frames.keywords import Match, matches
from surveykit.reports.document import Document, Paragraph
from surveykit.reports.frames.words import word
from surveykit.reports.table import Column, Kind, Row, Table

SHOWN = 60
"""Characters of an answer that are shown as an example."""


def trial_page(frame: CodingFrame, answers: Sequence[str], language: str) -> Document:
    """A row for each keyword: in how many answers it finds its code, in how many it is the only one, and the first."""
    found = [matches(answer, frame) for answer in answers]
    heads: dict[str, Kind] = {"code": "text", "keyword": "text", "answers": "count", "alone": "count", "first": "text"}
    columns = tuple(Column(key, word(key, language), kind) for key, kind in heads.items())
    rows = tuple(_rows(frame, answers, found))
    said = word("held", language).format(sum(map(bool, found)), len(answers))
    table = Table(word("keywords", language), columns, rows, key="keywords")
    return Document(frame.title.into(language), (Paragraph(said), table), language)


def _rows(frame: CodingFrame, answers: Sequence[str], found: Sequence[tuple[Match, ...]]) -> Iterator[Row]:
    for code, facts in frame.codes.items():
        by = [{match.keyword: match for match in reversed(each) if match.code == code} for each in found]
        for keyword in facts.keywords:
            hits = [n for n, held in enumerate(by) if keyword in held]
            alone = sum(len(by[n]) == 1 for n in hits)
            first = _around(answers[hits[0]], by[hits[0]][keyword]) if hits else ""
            yield Row((code, keyword, len(hits), alone, first))


def _around(answer: str, match: Match) -> str:
    """The words found, with what stands beside them."""
    start = max(0, match.start - (SHOWN - (match.end - match.start)) // 2)
    end = start + SHOWN
    said = " ".join(answer[start:end].split())
    return f"{'…' if start else ''}{said}{'…' if end < len(answer) else ''}"
