"""Table books: what a file declares is made from the data, and what does not fit is refused at its place."""

from pathlib import Path

import pytest

from surveykit import read
from surveykit.book.file import inspect, load
from surveykit.book.make import made
from surveykit.problems import DataError, DefinitionError
from surveykit.reports.document import Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.table import Table

SAMPLE = Path(__file__).parents[3] / "sample_responses" / "norwegian-sis.parquet"
BOOK = """
book: sis
title: {en: Services, nb: Tjenester}
data: sis.parquet
entries:
  - kind: text
    heading: {en: First}
    text: {en: "One.\\n\\nTwo."}
  - kind: describe
    id: table1
    title: {en: Table 1, nb: Tabell 1}
    note: {en: Synthetic responses.}
    variables: [export, employees]
    show: [n, mean, sd]
    decimals: {employees: 2}
"""


def written(tmp_path, text):
    file = tmp_path / "book.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def responses():
    return read(SAMPLE).dataset


def test_a_book_is_made_entry_by_entry(tmp_path):
    document = made(load(written(tmp_path, BOOK)), responses())
    assert document.title == "Services"
    assert document.blocks[:3] == (Heading("First"), Paragraph("One."), Paragraph("Two."))
    table = document.blocks[3]
    assert isinstance(table, Table)
    assert (table.title, table.key) == ("Table 1", "table1")
    assert [column.key for column in table.columns] == ["label", "n", "mean", "sd"]
    assert table.rows[1].decimals == (("mean", 2), ("sd", 2))


def test_the_note_of_an_entry_comes_first_and_the_cases_are_told(tmp_path):
    table = made(load(written(tmp_path, BOOK)), responses()).blocks[3]
    assert table.notes[0] == "Synthetic responses."
    assert "814 cases." in table.notes


def test_a_book_speaks_the_language_asked_for(tmp_path):
    document = made(load(written(tmp_path, BOOK)), responses(), language="nb")
    assert document.title == "Tjenester"
    assert document.blocks[-1].title == "Tabell 1"


def test_conditions_of_book_and_entry_hold_together(tmp_path):
    text = BOOK.replace("entries:", "where: inno = 1 or inno = 0\nentries:", 1)
    text = text.replace("id: table1", "id: table1\n    where: coop = 1")
    table = made(load(written(tmp_path, text)), responses()).blocks[3]
    assert any("285 of 814 cases" in note and "(coop = 1)" in note for note in table.notes)


def test_some_entries_can_be_made_alone_and_a_strange_name_is_refused(tmp_path):
    book = load(written(tmp_path, BOOK))
    assert [block.key for block in made(book, responses(), only=["table1"]).blocks] == ["table1"]
    with pytest.raises(DataError, match="did you mean 'table1'"):
        made(book, responses(), only=["tabel1"])


def test_every_variable_the_data_have_not_is_named_where_it_is_written(tmp_path):
    book = load(written(tmp_path, BOOK.replace("[export, employees]", "[exprt, employes]")))
    with pytest.raises(DataError) as refusal:
        made(book, responses())
    places = [(problem.rule.code, problem.place.line, problem.place.column) for problem in refusal.value.problems]
    assert places == [("SK401", 13, 17), ("SK401", 13, 24)]


def test_a_filter_that_is_no_condition_is_refused_at_its_place(tmp_path):
    book = load(written(tmp_path, BOOK.replace("id: table1", "id: table1\n    where: employees")))
    with pytest.raises(DataError) as refusal:
        made(book, responses())
    assert [(problem.rule.code, problem.place.line) for problem in refusal.value.problems] == [("SK985", 11)]


def test_two_entries_of_one_name_are_refused(tmp_path):
    twice = BOOK + "\n  - {kind: describe, id: TABLE1, variables: [inno]}\n"
    assert [problem.rule.code for problem in inspect(written(tmp_path, twice)).problems] == ["SK310"]
    with pytest.raises(DefinitionError, match="line 10"):
        load(written(tmp_path, twice))


def test_an_unknown_kind_is_refused_with_those_there_are(tmp_path):
    (problem,) = inspect(written(tmp_path, BOOK.replace("kind: describe", "kind: descrbe"))).problems
    assert problem.rule.code == "SK013"
    assert "did you mean 'describe'" in problem.hint


def test_a_tree_shows_the_figure_of_the_paper(tmp_path):
    """Figure 2, nested: 120, 60 and 81 innovators; the paper prints these."""
    entry = "  - {kind: tree, id: figure2, variables: [inno, strategy], note: {en: Nested.}}\n"
    picture = made(load(written(tmp_path, BOOK + entry)), responses(), only=["figure2"]).blocks[0]
    assert isinstance(picture, Picture)
    innovators = picture.chart.root.parts[0]
    assert (innovators.n, [node.n for node in innovators.parts]) == (261, [120, 60, 81])
    assert picture.notes == ("Nested.", "814 cases.")
    assert "814 cases, divided by" in picture.text


ENTRIES = {
    "crosstab": "rows: [bar_regulation], banner: [strategy], means: [employees], letters: true",
    "estimate": "statistics: ['mean:employees', 'prop:export'], by: [strategy], differences: holm",
    "compare": "variables: [export], panels: [{by: coop, pairs: [[1, 0]]}]",
    "tree": "variables: [inno, strategy]",
}


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_kind_of_entry_has_its_title_and_says_its_cases(tmp_path, kind):
    text = f"{BOOK}  - {{kind: {kind}, id: one, title: {{en: The title}}, {ENTRIES[kind]}}}\n"
    first = made(load(written(tmp_path, text)), responses(), only=["one"]).blocks[0]
    assert (first.title, first.key) == ("The title", "one")
    assert any("814" in note for note in first.notes)


def test_panels_are_followed_in_a_book(tmp_path):
    russia = read(SAMPLE.with_name("russian-panel.parquet")).dataset
    text = """
book: panel
title: Panel
entries:
  - {kind: transitions, id: moves, before: export}
  - {kind: statuses, id: statuses, variables: [export, rd]}
"""
    moves, statuses = made(load(written(tmp_path, text)), russia).blocks
    assert [row.cells[1:5] for row in moves.rows[:2]] == [(175, 40, 113, 328), (60, 205, 127, 392)]
    assert statuses.rows[0].cells[1:5] == (205, 60, 40, 175)


def test_what_a_statistic_refuses_is_told_at_its_entry(tmp_path):
    text = f"{BOOK}  - {{kind: estimate, id: one, statistics: ['mean:industry']}}\n"
    with pytest.raises(DataError) as refusal:
        made(load(written(tmp_path, text)), responses())
    assert {problem.place.line for problem in refusal.value.problems} == {16}


def test_the_shipped_book_of_the_norwegian_survey_is_made():
    """Figures 1 and 2, Table 1 and the z of Table 2 as they are printed, in the nested reading."""
    book = load(SAMPLE.parents[1] / "studies" / "norway" / "tables.yaml")
    blocks = {getattr(block, "key", ""): block for block in made(book, responses()).blocks}
    assert {"table1", "figure1", "figure2", "table2", "barriers"} <= set(blocks)
    exporters = [strategy.parts[0].n for strategy in blocks["figure1"].chart.root.parts]
    assert exporters == [51, 52, 54]
    assert [row.cells[1] for row in blocks["table1"].rows] == [
        809, 814, 814, 801, 764, 805, 804, 814, 782, 783, 782, 782, 784,
    ]  # fmt: skip
    z = next(place for place, column in enumerate(blocks["table2"].columns) if column.key == "z")
    assert blocks["table2"].rows[0].role == "heading"
    assert round(blocks["table2"].rows[1].cells[z].value, 2) == 9.46
