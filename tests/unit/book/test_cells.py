"""The numbers of a table book are found by entry, row and column, unrounded."""

from surveykit.book.cells import cells
from surveykit.reports.document import Document, Paragraph
from surveykit.reports.picture import Node, Picture, Tree
from surveykit.reports.table import Column, Marked, Row, Table

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


def test_a_tree_has_the_numbers_it_draws():
    tree = Tree(Node("All", 10, (Node("Yes", 4, (Node("Again", 1), Node("Once", 3))), Node("No", 6))))
    found = cells(Document("", (Picture("", tree, "", key="figure1"),)))
    assert found["figure1", "All / Yes / Again", "n"] == found["figure1", "Again", "n"] == 1
    assert found["figure1", "No", "percent"] == 60
