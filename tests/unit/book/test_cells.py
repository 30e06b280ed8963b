"""The numbers of a table book are found by entry, row and column, unrounded."""

from surveykit.book.cells import cells
from surveykit.reports.document import Document, Paragraph
from surveykit.reports.picture import Node, Picture, Tree
from surveykit.reports.table import Bracketed, Column, Marked, Row, Table

COLUMNS = (Column("label", ""), Column("n", "", "count"), Column("mean", "", "number"), Column("p", "", "text"))


def test_numbers_keep_their_decimals_and_marks_are_left_out():
    table = Table("", COLUMNS, (Row(("Export", 809, Marked(0.19283, "a"), "<0.001")),), key="table1")
    found = cells(Document("", (Paragraph("words"), table)))
    assert found == {("table1", "Export", "n"): 809.0, ("table1", "Export", "mean"): 0.19283}


def test_a_row_is_known_by_what_it_stands_under_and_by_less_where_that_is_enough():
    rows = (
        Row(("Turnover", None, None, ""), "heading"),
        Row(("Small", 3, 1.5, ""), indent=1),
        Row(("All", 9, 2.5, ""), indent=1),
        Row(("Employees", None, None, ""), "heading"),
        Row(("All", 8, 3.5, ""), indent=1),
    )
    found = cells(Document("", (Table("", COLUMNS, rows, key="firms"),)))
    assert found["firms", "Turnover / All", "mean"] == 2.5
    assert found["firms", "Employees / All", "mean"] == 3.5
    assert found["firms", "Small", "mean"] == 1.5
    assert ("firms", "All", "mean") not in found


def test_a_row_without_a_label_is_of_the_one_above():
    columns = (Column("label", ""), Column("statistic", ""), Column("total", "", "number"))
    rows = (Row(("Yes", "n", 168)), Row(("", "Column %", 35.0)), Row(("No", "n", 312)), Row(("", "Column %", 65.0)))
    found = cells(Document("", (Table("", columns, rows, key="customs"),)))
    assert found["customs", "Yes / Column %", "total"] == 35.0
    assert ("customs", "Column %", "total") not in found


def test_a_number_in_brackets_is_of_the_term_above_and_of_a_column_that_says_what_it_is():
    rows = (
        Row(("Employees (log)", Marked(0.402, "***")), key="log(size)"),
        Row(("", Bracketed(5.09)), "beneath", key="log(size).z"),
        Row(("Observations", 604), "foot", key="n"),
    )
    columns = (Column("term", ""), Column("m1", "", "number"))
    found = cells(Document("", (Table("", columns, rows, key="t3"),)))
    assert found == {
        ("t3", "Employees (log)", "m1"): 0.402,
        ("t3", "log(size)", "m1"): 0.402,
        ("t3", "Employees (log)", "m1.z"): 5.09,
        ("t3", "log(size)", "m1.z"): 5.09,
        ("t3", "Observations", "m1"): 604.0,
        ("t3", "n", "m1"): 604.0,
    }


def test_a_tree_has_the_numbers_it_draws():
    tree = Tree(Node("All", 10, (Node("Yes", 4, (Node("Again", 1), Node("Once", 3))), Node("No", 6))))
    found = cells(Document("", (Picture("", tree, "", key="figure1"),)))
    assert found["figure1", "All / Yes / Again", "n"] == found["figure1", "Again", "n"] == 1
    assert found["figure1", "No", "percent"] == 60


def test_a_number_in_brackets_is_a_number():
    columns = (Column("term", ""), Column("rd", "", "number"), Column("rd.z", "", "number"))
    rows = (Row(("Foreign owned", Marked(0.43, "*"), Bracketed(1.73))),)
    found = cells(Document("", (Table("", columns, rows, key="research"),)))
    assert found == {("research", "Foreign owned", "rd"): 0.43, ("research", "Foreign owned", "rd.z"): 1.73}


def test_what_is_no_number_is_not_there():
    table = Table("", COLUMNS, (Row(("Export", 3, float("nan"), "")),), key="table1")
    assert cells(Document("", (table,))) == {("table1", "Export", "n"): 3.0}
