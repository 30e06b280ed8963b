"""The page on which printed numbers hold: counts by table, then what does not, then everything."""

import json
from dataclasses import replace
from string import Formatter

import pytest

from surveykit.render import RENDERERS, render
from surveykit.reports.captions import LANGUAGES
from surveykit.reports.document import Facts, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.reproduction import words
from surveykit.reports.reproduction.page import MOST_IN_WORDS, reproduction
from surveykit.reports.reproduction.places import cell_of
from surveykit.reports.table import Table
from surveykit.reproduction.checks import AnyCheck
from surveykit.reproduction.file import inspected
from surveykit.reproduction.finding import STATUSES, Finding
from surveykit.reproduction.judge import judge
from surveykit.reproduction.written import PublishedFile
from surveykit.shape import fitted
from surveykit.source import parsed

FILE = """\
published: firms
title: Firms and exports
source: A paper
tables:
  - id: fig1
    locus: Figure 1
    title: Cooperation
    columns: [n, pct]
    counts: [n]
    labels: {NC: No cooperation}
    rows:
      whole: [814, 100]
      NC: [412, 55]
      C: [285, 35]
      IC: [118, 14]
  - id: table1
    locus: Table 1
    columns: [n, mean, sd]
    counts: [n]
    rows:
      export: [809, .193, .394]
checks:
  - {id: total, kind: sum, says: The groups add up to all firms., of: [fig1.NC.n, fig1.C.n, fig1.IC.n],
     total: fig1.whole.n}
  - {id: pct, kind: percent, table: fig1, rows: all, cell: pct, count: n, of: fig1.whole.n}
  - {id: sd, kind: grim, table: table1, rows: all, mean: mean, sd: sd, n: n, scale: [0, 1]}
  - {id: most, kind: claim, locus: Section 4, says: Most firms cooperate., holds: fig1.NC.n < 400, weak: fig1.NC.n < 420,
     shows: fig1.NC.n}
  - {id: nothing, kind: not_recomputable, locus: Table 9, says: The probits.}
"""


def judged(text=FILE):
    source = parsed(text, "firms.yaml")
    found = inspected(fitted(source, PublishedFile), source)
    assert not found.problems
    return judge(found.published)


@pytest.fixture
def page():
    return reproduction(judged())


def test_counts_come_first_then_what_does_not_hold_by_table_in_words(page):
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings == [
        "Table by table", "What does not hold", "Figure 1. Cooperation", "Section 4", "Every finding", "How it was judged",
    ]  # fmt: skip
    told = [block for block in page.blocks if isinstance(block, Facts)]
    assert told[1].pairs == (("≠ whole, n", "Printed: 814. Follows: 815."),)
    assert told[2].pairs == (("≠ No cooperation, pct", "Printed: 55. Follows: 50.61."),)
    assert told[3].pairs == (("± holds in part", "The number is 412."),)
    assert Paragraph("Most firms cooperate.") in page.blocks
    assert Paragraph("The groups add up to all firms.") in page.blocks


def test_the_whole_is_said_in_a_few_sentences(page):
    said = [block.text for block in page.blocks if isinstance(block, Paragraph)][:3]
    assert said == [
        "2 do not hold, in 1 place of the paper.",
        "1 holds only in part.",
        "4 agree. 1 was cut off instead of rounded. 1 cannot be recomputed from what is known.",
    ]


def test_places_by_status_add_up(page):
    table = next(block for block in page.blocks if isinstance(block, Table) and block.key == "counts")
    assert [column.heading for column in table.columns] == [
        "Where", "≠ does not hold", "± holds in part", "↓ cut off", "= agrees", "? cannot be recomputed", "All",
    ]  # fmt: skip
    assert [row.cells for row in table.rows] == [
        ("Figure 1", 2, None, None, 3, None, 5),
        ("Table 1", None, None, 1, 1, None, 2),
        ("Section 4", None, 1, None, None, None, 1),
        ("Table 9", None, None, None, None, 1, 1),
        ("All tables", 2, 1, 1, 4, 1, 9),
    ]


def test_every_finding_stands_with_its_numbers(page):
    tables = {block.key: block for block in page.blocks if isinstance(block, Table)}
    rows = [row.cells for row in tables["Table 1"].rows if row.role == "body"]
    assert rows[0] == ("= agrees", "export, mean", ".193", 156 / 809, None, None, "The sum is 156.", "sd")
    assert rows[1][:3] == ("↓ cut off", "export, sd", ".394")


def test_a_short_page_leaves_the_findings_that_hold_out():
    page = reproduction(judged(), every=False)
    assert "Every finding" not in [block.text for block in page.blocks if isinstance(block, Heading)]


def test_many_findings_of_one_check_are_not_all_told_in_words():
    rows = "".join(f"      r{n}: [10, 50]\n" for n in range(MOST_IN_WORDS + 5))
    text = (
        "published: p\ntitle: P\nsource: S\ntables:\n  - id: t\n    locus: Table 1\n    columns: [n, pct]\n    rows:\n"
        f"{rows}checks:\n  - {{id: c, kind: percent, table: t, rows: all, cell: pct, count: n, of: '200'}}\n"
    )
    page = reproduction(judged(text))
    told = [block for block in page.blocks if isinstance(block, Facts)][1]
    assert len(told.pairs) == MOST_IN_WORDS + 1
    assert told.pairs[-1] == ("…", "and 5 more, among every finding below")


def test_a_paper_in_which_all_holds_is_said_to():
    page = reproduction(judged(FILE.replace("NC: [412, 55]", "NC: [411, 50]").replace("< 400", "< 412")))
    said = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert said[0] == "Nothing that is printed is contradicted."


def test_one_place_needs_no_picture(page):
    assert any(isinstance(block, Picture) for block in page.blocks)
    alone = FILE[: FILE.index("  - {id: sd")]
    assert not any(isinstance(block, Picture) for block in reproduction(judged(alone)).blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_four_languages(language):
    page = reproduction(judged(), language)
    assert page.title.endswith("Firms and exports")
    assert render(page, "html")
    assert "{" not in json.dumps([str(block) for block in page.blocks]).replace("{'", "")


@pytest.mark.parametrize("form", sorted(set(RENDERERS) - {"pdf"}))
def test_every_format_takes_it(page, form):
    assert render(page, form)


@pytest.mark.parametrize("table", ["_WORDS", "_STATUSES", "_MEANT", "_KINDS"])
def test_every_sentence_is_there_in_every_language_with_the_same_parts(table):
    for key, said in getattr(words, table).items():
        assert len(said) == len(LANGUAGES), key
        parts = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in said]
        assert parts.count(parts[0]) == len(parts), key


def test_every_check_and_status_has_its_words():
    from typing import get_args

    kinds = {get_args(check.model_fields["kind"].annotation)[0] for check in get_args(get_args(AnyCheck)[0])}
    assert kinds | {"value"} <= set(words._KINDS)
    assert set(STATUSES) == set(words.SIGNS) == set(words._STATUSES)


def test_rows_and_columns_are_told_by_labels_and_names_as_words():
    text = FILE.replace("{NC: No cooperation}", "{NC: No cooperation}").replace("export: [809", "export_part: [809")
    tables = judged(text).published.tables
    finding = Finding("a", "Figure 1", "sum", "fig1.NC", "100", 90.0, "mismatch")
    assert cell_of(finding, tables, "en") == "No cooperation"
    assert cell_of(replace(finding, cell="table1.export_part.sd"), tables, "en") == "export part, sd"
