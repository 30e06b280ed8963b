"""Comparisons as one table: a heading row for each pair of groups, the way papers print panels a, b and c."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from surveykit.codebook.codebook import Codebook
from surveykit.reports.base import base_of
from surveykit.reports.captions import caption
from surveykit.reports.compare.page import SHOWN, Page
from surveykit.reports.compare.words import word
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Column, Row, Table
from surveykit.stats.compare.comparison import Compared, Comparison, Designed, PairedTest
from surveykit.stats.tables.letters import letter

_LEFT_OUT = frozenset({"larger", "p_asymptotic"})  # what P and the heading row say, and the p nobody needs beside two


@dataclass(frozen=True, slots=True)
class _Panel:
    """The table of a pair of groups, of a kind; what its heading row says after the letter; whose labels it has."""

    kind: str
    page: Page
    table: Table
    one: Compared | PairedTest | Designed


def panels(
    results: Sequence[Comparison],
    codebook: Codebook,
    language: str = "en",
    *,
    show: Sequence[str] = SHOWN,
    decimals: int = 2,
    where: str = "",
) -> Document:
    """Comparisons of the same cases as a document: one table of ranks, one of means, a panel for each pair."""
    pages = [Page(result, codebook, language, decimals) for result in results]
    found = [panel for page in pages for panel in _panels(page, show)]
    blocks: list[Block] = [Paragraph(" ".join(base_of(results[0].cases, where, language)), "note")]
    for kind in dict.fromkeys(panel.kind for panel in found):
        same = [panel for panel in found if panel.kind == kind]
        blocks.append(_together(same) if len(same) > 1 else same[0].table)
    blocks += [page.overall() for page in pages if page.result.overall]
    notes = dict.fromkeys(note for page in pages for note in page.notes())
    blocks += [Paragraph(" ".join(notes), "note")] if notes else []
    return Document(word("title", language), tuple(blocks), language, codebook.title.into(language) or codebook.name)


def _panels(page: Page, show: Sequence[str]) -> Iterator[_Panel]:
    for _, compared in groupby(page.result.compared, key=page.key):
        tests = tuple(compared)
        for kind in show:
            yield _Panel(kind, page, page.ranks(tests) if kind == "ranks" else page.means(tests), tests[0])
    for _, paired in groupby(page.result.paired, key=page.key):
        answers = tuple(paired)
        yield from (_Panel("paired", page, b, answers[0]) for b in page.paired(answers) if isinstance(b, Table))
    for _, designed in groupby(page.result.designed, key=page.key):
        drawn = tuple(designed)
        yield _Panel("designed", page, page.designed(drawn), drawn[0])


def _together(same: Sequence[_Panel]) -> Table:
    """The tables of one kind as one; notes that were said of each pair are said once."""
    page, kind = same[0].page, same[0].kind
    columns = _columns(same)
    rows: list[Row] = []
    for place, panel in enumerate(same):
        first, second = panel.page.pair(panel.one)
        by = panel.page.title(panel.page.result.by or "")
        said = page.say("panel", letter=letter(place), by=by, first=first, second=second)
        rows.append(Row((said, *[None] * (len(columns) - 1)), "heading"))
        keys = [column.key for column in panel.table.columns]
        for row in panel.table.rows:
            cells = dict(zip(keys, row.cells, strict=True))
            rows.append(replace(row, cells=tuple(cells.get(column.key) for column in columns), indent=1))
    notes = dict.fromkeys(_generic(panel).get(note, note) for panel in same for note in panel.table.notes)
    title = page.say(kind, by="", pair="").rstrip(" .:") if kind in SHOWN else caption("tests", page.language)
    return Table(title, columns, tuple(rows), tuple(notes), kind)


def _columns(same: Sequence[_Panel]) -> tuple[Column, ...]:
    """Every column of any panel, in the order of the one with most; groups are the first and the second."""
    page, fullest = same[0].page, max(same, key=lambda panel: len(panel.table.columns))
    names = dict(zip(fullest.page.pair(fullest.one), (page.say("first"), page.say("second")), strict=True))
    found = []
    for column in fullest.table.columns:
        if column.key in _LEFT_OUT:
            continue
        if column.key.endswith(("_first", "_second")):
            heading, group = (names.get(text, text) for text in (column.heading, column.group))
            found.append(replace(column, heading=heading, group=group))
        else:
            found.append(column)
    return tuple(found)


def _generic(panel: _Panel) -> Mapping[str, str]:
    """What is said of all panels in the place of what is said of one pair."""
    page = panel.page
    first, second = page.pair(panel.one)
    return {
        page.say("oriented", first=first, second=second): page.say("oriented_panels"),
        page.say("designed_how", first=first, second=second): page.say("designed_panels"),
        page.say("three_p"): page.say("two_p"),
    }
