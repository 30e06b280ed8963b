"""Cross-tables on paper: counts and percentages side by side, and under them how the two go together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of
from surveykit.reports.captions import caption
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.tables.banner import banner_of
from surveykit.reports.tables.measures import Asked
from surveykit.reports.tables.notes import ways_of
from surveykit.reports.tables.page import page_of
from surveykit.reports.tables.protect import masks_of, open_tables, rounded
from surveykit.reports.tables.tests import strength, tests
from surveykit.reports.tables.words import said
from surveykit.stats.tables.crosstab import Crosstabs


def crosstabs(  # noqa: PLR0913 - how the page is wanted
    result: Crosstabs,
    codebook: Codebook,
    language: str = "en",
    *,
    show: Sequence[str] = ("n", "row"),
    decimals: int | None = None,
    where: str = "",
    letters: bool = False,
    bonferroni: bool = False,
    level: float | None = None,
    association: bool = False,
    tested: bool = True,
    least: int = 0,
    round_to: int = 0,
) -> Document:
    """Cross-tables as a document, each with its tests.

    Args:
        result: the tables.
        codebook: where labels are from.
        language: of labels and headings.
        show: the measures of each cell, in order; see `measures.MEASURES`.
        decimals: of percentages; one where left out.
        where: the filter as it was written.
        letters: the letters of columns that a share or mean is larger than.
        bonferroni: letters allow for the number of comparisons in a row.
        level: that of intervals of percentages, such as 0.95; none where left out.
        association: gamma, tau-b, lambda and the contingency coefficient too.
        tested: whether the tests stand under each table.
        least: counts below it are hidden, and what would give them away; 0 shows all.
        round_to: counts are rounded to multiples of it, so that they still add up; 0 leaves them.

    Raises:
        DataError: SK960, there is no such rounding; SK962, rounding of weighted tables.
    """
    if not tested:
        result = replace(result, tables=tuple(replace(t, association=None, survey=None) for t in result.tables))
    weighted = bool(result.cases.each)
    if round_to:
        result = rounded(result, round_to)
    masks = masks_of(result, least) if least else {}
    asked = Asked(tuple(show), 1 if decimals is None else decimals, letters, bonferroni, level, weighted, masks)
    blocks: list[Block] = [Paragraph(" ".join(base_of(result.cases, where, language)), "note")]
    if result.banner:
        for name in dict.fromkeys(table.rows.name for table in result.tables):
            same = [table for table in result.tables if table.rows.name == name]
            blocks.append(banner_of(same, codebook, asked, language))
    else:
        blocks += [page_of(table, codebook, asked, language) for table in result.tables]
    blocks += [Paragraph(way, "note") for way in ways_of(result, asked, language)]
    blocks += _shielded(result, asked, language, least=least, round_to=round_to, tested=tested)
    shown = open_tables(result, asked.masks)
    blocks += tests(shown, codebook, language) if tested and not round_to else []
    blocks += strength(shown, codebook, language) if association else []
    title = codebook.title.into(language) or codebook.name
    return Document(caption("crosstab", language), tuple(blocks), language, title)


def _shielded(
    result: Crosstabs, asked: Asked, language: str, *, least: int, round_to: int, tested: bool
) -> Iterator[Block]:
    """What is hidden or rounded, in words."""
    if least:
        yield Paragraph(said("hidden", language, least=least), "note")
    if tested and len(open_tables(result, asked.masks).tables) < len(result.tables):
        yield Paragraph(said("hidden_tests", language), "note")
    if round_to:
        yield Paragraph(said("rounded", language, base=round_to), "note")
