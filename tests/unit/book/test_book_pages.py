"""Pages of a table book: panels in one table, means with letters, numbered titles, and the list of what it holds."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from surveykit import read
from surveykit.book.file import against, load
from surveykit.book.make import made
from surveykit.book.numbers import through
from surveykit.cli.inputs import kind_of
from surveykit.problems import DataError
from surveykit.render import render
from surveykit.reports.table import Marked, Table

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "sample_responses" / "norwegian-sis.parquet"
RESPONSES = read(SAMPLE).dataset
HEAD = "book: sis\ntitle: Services\nentries:\n"
MEANS = "  - {kind: means, id: m, title: Barriers, variables: [bar_ipr, bar_skills], banner: [strategy, export]"
COMPARE = "  - {kind: compare, id: c, variables: [export, labprod], "
CROSSED = "  - {kind: crosstab, id: c, rows: [coop], column: export}"
PANELS = "panels: [{by: coop, pairs: [[1, 0]]}, {by: strategy, pairs: [[2, 1]]}]"
WHOLE = (
    f"{HEAD}"
    "  - {kind: text, heading: First, text: Words.}\n"
    "  - {kind: describe, id: one, title: Variables, variables: [inno]}\n"
    "  - {kind: tree, id: two, title: Parts, variables: [inno]}\n"
    f"{COMPARE}title: Ranks, {PANELS}}}\n"
    f"{MEANS}}}\n"
)


def page(tmp_path, text, language="en"):
    file = tmp_path / "book.yaml"
    file.write_text(text, encoding="utf-8")
    return made(load(file), RESPONSES, language=language)


def test_pairs_of_groups_are_panels_of_one_table_under_headings(tmp_path):
    (table,) = page(tmp_path, f"{HEAD}{COMPARE}{PANELS}}}").blocks
    assert [row.cells[0] for row in table.rows if row.role == "heading"] == [
        "a. International cooperation: Yes (first), No (second)",
        "b. Cooperation strategy: Also new services (IC) (first), Existing services only (C) (second)",
    ]
    keys = [column.key for column in table.columns]
    assert keys == ["variable", "n_first", "n_second", "z", "p", "greater", "d", "p_exact", "p_corrected"]
    assert [column.heading for column in table.columns[1:3]] == ["first", "second"]
    assert [row.cells[1] for row in table.rows if row.role != "heading"] == [282, 282, 115, 116]


def test_what_holds_of_all_panels_is_said_once(tmp_path):
    (table,) = page(tmp_path, f"{HEAD}{COMPARE}{PANELS}}}").blocks
    assert sum("P{first > second}" in note for note in table.notes) == 1
    assert sum("D has two p-values" in note for note in table.notes) == 1
    assert not any('"Yes"' in note for note in table.notes)


def test_panels_of_means_have_the_groups_first_and_second(tmp_path):
    (table,) = page(tmp_path, f"{HEAD}{COMPARE}show: [means], {PANELS}}}").blocks
    assert [column.group for column in table.columns[1:7]] == ["first"] * 3 + ["second"] * 3
    assert len([row for row in table.rows if row.role == "heading"]) == 2


def test_one_pair_keeps_the_names_of_its_groups(tmp_path):
    (table,) = page(tmp_path, f"{HEAD}{COMPARE}panels: [{{by: coop, pairs: [[1, 0]]}}]}}").blocks
    assert [column.heading for column in table.columns[1:3]] == ["Yes", "No"]
    assert not [row for row in table.rows if row.role == "heading"]


def test_means_stand_by_group_with_letters_p_and_n(tmp_path):
    """The means and cases are those of the responses; the letters those of Welch's t between two columns."""
    (table,) = page(tmp_path, f"{HEAD}{MEANS}}}").blocks
    assert [column.heading for column in table.columns] == [
        "Variable", "All", "A. No cooperation (NC)", "B. Existing services only (C)", "C. Also new services (IC)", "p",
        "A. Yes", "B. No", "p",
    ]  # fmt: skip
    mean, n = table.rows[0].cells, table.rows[1].cells
    assert [round(cell.value if isinstance(cell, Marked) else cell, 2) for cell in mean[1:5]] == [
        1.44,
        1.31,
        1.64,
        1.73,
    ]
    assert [getattr(cell, "mark", "") for cell in mean[1:]] == ["", "", "A", "A", "", "B", "", ""]
    assert n == ("n", 782, 508, 163, 111, "", 151, 626, "")
    assert table.rows[-1].cells == ("Base (n)", 814, 529, 168, 117, "", 156, 653, "")
    assert "5 cases left out because Export (mode 1) is missing: refused 1, don't know 2, no answer 2." in table.notes


def test_the_p_of_two_columns_is_that_of_their_ranks_and_of_three_kruskal_wallis(tmp_path):
    from pandas import read_parquet
    from scipy.stats import kruskal

    (table,) = page(tmp_path, f"{HEAD}{MEANS}}}").blocks
    frame = read_parquet(SAMPLE, columns=["bar_ipr", "strategy", "export"])
    frame = frame.where(frame >= 0)
    for place, name in ((5, "strategy"), (8, "export")):
        kept = frame.dropna(subset=["bar_ipr", name])
        groups = [group["bar_ipr"].to_numpy() for _, group in kept.groupby(name)]
        assert table.rows[0].cells[place] == pytest.approx(kruskal(*groups).pvalue, rel=1e-9)


def test_a_mean_of_names_is_refused_at_its_entry(tmp_path):
    with pytest.raises(DataError) as refusal:
        page(tmp_path, f"{HEAD}  - {{kind: means, id: m, variables: [industry], banner: [strategy]}}")
    assert [(one.rule.code, one.place.line) for one in refusal.value.problems] == [("SK791", 4)]


def test_standard_deviations_stand_beneath_where_asked_and_tests_and_letters_can_be_left_out(tmp_path):
    (table,) = page(tmp_path, f"{HEAD}{MEANS}, show: [sd], tests: false, letters: false}}").blocks
    assert [row.cells[0] for row in table.rows[:2]] == ["Barrier: intellectual property rights", "Std. dev."]
    assert not [column for column in table.columns if column.kind == "p"]
    assert not any(isinstance(cell, Marked) for row in table.rows for cell in row.cells)


def test_tables_and_figures_are_numbered_apart_in_the_language_of_the_book(tmp_path):
    text = WHOLE.replace("title: Services\n", "title: Services\nnumbered: true\n")
    titles = [block.title for block in page(tmp_path, text).blocks[2:]]
    assert titles == ["Table 1. Variables", "Figure 1. Parts", "Table 2. Ranks", "Table 3. Barriers"]
    assert page(tmp_path, text, "nb").blocks[3].title == "Figur 1. Parts"


def test_what_belongs_to_a_numbered_table_says_to_which(tmp_path):
    text = HEAD.replace("entries", "numbered: true\nentries") + CROSSED
    titles = [block.title for block in page(tmp_path, text).blocks if isinstance(block, Table)]
    assert titles[0].startswith("Table 1. ")
    assert titles[1:] == ["Tests (Table 1)"]


def test_tables_of_several_books_are_numbered_through(tmp_path):
    text = HEAD.replace("entries", "numbered: true\nentries") + CROSSED
    blocks, counts = page(tmp_path, text).blocks, {"table": 2}
    tables = [block.title for block in through(blocks, counts, "en") if isinstance(block, Table)]
    assert [tables[0].partition(".")[0], tables[1]] == ["Table 3", "Tests (Table 3)"]
    assert counts == {"table": 3}
    own = Table("Growth of firms. A table", (), ())
    assert list(through([own], counts, "en")) == [own]


def test_an_entry_made_alone_keeps_its_number(tmp_path):
    (tmp_path / "book.yaml").write_text(WHOLE.replace("book: sis\n", "book: sis\nnumbered: true\n"))
    (table,) = made(load(tmp_path / "book.yaml"), RESPONSES, only=["m"]).blocks
    assert table.title == "Table 3. Barriers"


def test_a_web_page_lists_what_the_book_holds_with_links(tmp_path):
    html = render(page(tmp_path, WHOLE), ".html").decode()
    assert '<nav class="listed">' in html
    for key, title in (("one", "Variables"), ("two", "Parts"), ("c", "Ranks"), ("m", "Barriers")):
        assert f'<a href="#{key}">{title}</a>' in html
        assert html.count(f'id="{key}"') == 1


def test_a_workbook_has_a_sheet_for_every_table_and_a_first_one_that_leads_to_them(tmp_path):
    book = load_workbook(BytesIO(render(page(tmp_path, WHOLE), ".xlsx")))
    assert book.sheetnames == ["Services", "one", "two", "c", "m"]
    links = [cell.hyperlink.location for cell in book["Services"]["A"] if cell.hyperlink]
    assert links == ["'one'!A1", "'two'!A1", "'c'!A1", "'m'!A1"]
    assert "Words." in [cell.value for cell in book["Services"]["A"]]
    assert book["m"]["A1"].value == "Barriers"


def test_a_word_document_lists_the_titles_with_links_to_them(tmp_path):
    markup = docx.Document(BytesIO(render(page(tmp_path, WHOLE), ".docx"))).element.xml
    for mark in ("t2_one", "t3_two", "t4_c", "t5_m"):
        assert f'w:anchor="{mark}"' in markup
        assert f'w:name="{mark}"' in markup
        assert f"PAGEREF {mark}" in markup


@pytest.mark.parametrize("suffix", [".md", ".html", ".json", ".csv", ".xlsx", ".docx", ".tex", ".txt"])
def test_a_book_made_twice_is_the_same_to_the_byte(tmp_path, suffix):
    first, second = (render(page(tmp_path, WHOLE), suffix) for _ in range(2))
    assert first == second


def test_without_tests_nothing_is_said_of_them(tmp_path):
    rows = "  - {kind: crosstab, id: x, rows: [inno], column: strategy, tests: false}\n"
    (table,) = page(tmp_path, f"{HEAD}{rows}").blocks
    assert table.notes == ("814 cases.",)


def test_groups_of_a_description_stand_under_the_name_of_their_variable(tmp_path):
    rows = "  - {kind: describe, id: x, variables: [employees, export], by: coop, show: [n]}\n"
    (table,) = page(tmp_path, f"{HEAD}{rows}").blocks
    assert [(row.cells[0], row.role) for row in table.rows[:4]] == [
        ("Employees 2006", "heading"), ("Yes", "body"), ("No", "body"), ("All", "body"),
    ]  # fmt: skip


def test_means_have_decimals_of_their_own(tmp_path):
    text = f"{HEAD}{MEANS}, decimals: {{bar_ipr: 1}}}}"
    lines = [line for line in render(page(tmp_path, text), ".md").decode().splitlines() if line.startswith("| Barrier")]
    assert [line.split("|")[2].strip() for line in lines] == ["1.4", "1.74"]


BOOKS = [path for path in sorted((ROOT / "studies").glob("*/*.yaml")) if kind_of(path) == "book"]


@pytest.mark.parametrize("book", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_shipped_books_are_sound_and_made_in_every_language_they_speak(book):
    held = load(book)
    data = read(book.parent / held.file.data).dataset
    assert not against(held, data.codebook)
    for language in held.file.title.languages:
        titles = [block.title for block in made(held, data, language=language).blocks if hasattr(block, "title")]
        assert len(titles) >= sum(entry.kind != "text" for entry in held.file.entries)
        assert all(titles)


def test_categories_without_a_case_are_left_out_where_asked(tmp_path):
    where = "where: 'strategy in [1, 2]', empty: false"
    (table, *_) = page(
        tmp_path, f"{HEAD}  - {{kind: crosstab, id: c, rows: [strategy], column: export, {where}}}"
    ).blocks
    assert [row.cells[0] for row in table.rows] == ["Existing services only (C)", "Also new services (IC)", "Total"]
    across = f"{HEAD}  - {{kind: crosstab, id: c, rows: [export], column: strategy, show: [n, col], {where}}}"
    (table, *_) = page(tmp_path, across).blocks
    assert [column.key for column in table.columns[1:]] == [
        "n[1]", "n[2]", "n", "col_percent[1]", "col_percent[2]", "col_percent",
    ]  # fmt: skip
    banner = f"{HEAD}  - {{kind: crosstab, id: c, rows: [strategy], banner: [strategy], show: [n, col], {where}}}"
    (table, *_) = page(tmp_path, banner).blocks
    assert [column.key for column in table.columns[2:]] == ["total", "strategy[1]", "strategy[2]"]
    assert [row.cells[0] for row in table.rows] == [
        "Base (n)", "Existing services only (C)", "", "Also new services (IC)", "",
    ]  # fmt: skip
    (table,) = page(
        tmp_path, f"{HEAD}  - {{kind: means, id: m, variables: [bar_ipr], banner: [strategy], {where}}}"
    ).blocks
    assert [column.key for column in table.columns] == ["label", "total", "strategy[1]", "strategy[2]", "strategy.p"]
