"""Headings as people write them: over several rows, under titles, with units, above totals and footnotes."""

import pytest

from surveykit.problems import FormatError


def cells(reading):
    return reading.dataset.arrow().to_pydict()


def told(reading):
    return {problem.rule.code for problem in reading.problems}


def labels(reading):
    return [str(variable.label) for variable in reading.dataset.codebook]


def test_two_rows_of_headings_are_put_together(either):
    reading = either([["Firm", "How often", None], [None, "by phone", "by mail"], ["a", 1, 2], ["b", 3, 4]])
    assert cells(reading) == {"Firm": ["a", "b"], "How_often_by_phone": [1, 3], "How_often_by_mail": [2, 4]}
    assert labels(reading)[1:] == ["How often / by phone", "How often / by mail"]
    assert reading.layout.heads == (1, 2)
    assert "SK621" in told(reading)


def test_a_merged_heading_stands_over_its_columns(read):
    rows = [["Firm", "Q3 How often", None, "Size"], [None, "by phone", "by mail", None], ["a", 1, 2, 3]]
    reading = read([*rows, ["b", 3, 4, 5]], ".xlsx", merge=["B1:C1"])
    assert labels(reading) == ["", "Q3 How often / by phone", "Q3 How often / by mail", ""]
    assert reading.dataset.codebook.names[3] == "Size"


def test_groups_above_the_headings_are_put_before_them(either):
    rows = [[None, "Goods", None, "Services", None], ["Firm", "home", "abroad", "at home", "away"]]
    reading = either([*rows, ["a", 1, 2, 3, 4], ["b", 5, 6, 7, 8]])
    assert labels(reading)[1:] == ["Goods / home", "Goods / abroad", "Services / at home", "Services / away"]


def test_a_row_of_words_under_full_headings_is_a_case(either):
    reading = either([["name", "answer"], ["Ann", "yes"], ["Bo", "no"]])
    assert cells(reading) == {"name": ["Ann", "Bo"], "answer": ["yes", "no"]}


def test_units_under_the_headings_are_kept_as_units(either):
    reading = either([["id", "turnover", "share"], [None, "(NOK)", "%"], ["a", 100, 5], ["b", 200, 7]])
    assert cells(reading)["turnover"] == [100, 200]
    assert [str(variable.unit) for variable in reading.dataset.codebook] == ["", "NOK", "%"]
    assert "SK630" in told(reading)


def test_a_title_above_is_left_out_in_a_text_file_too(either):
    reading = either([["Survey of firms 2024"], ["id", "size", "since"], ["a", 1, 2001], ["b", 2, 2002]])
    assert list(cells(reading)) == ["id", "size", "since"]
    assert any("1 row above the headings" in problem.what for problem in reading.problems)


def test_totals_and_footnotes_below_are_left_out_and_told(read):
    rows = [
        ["region", "firms", "staff"],
        ["North", 1, 10],
        ["South", 2, 20],
        ["Total", 3, 30],
        [],
        ["Source: register"],
    ]
    reading = read(rows, ".xlsx")
    assert cells(reading)["firms"] == [1, 2]
    (below,) = [problem for problem in reading.problems if problem.rule.code == "SK624"]
    assert below.what == "left out: 2 rows under the table, from row 4: 'Total 3 30'"
    assert below.severity == "warning"


def test_a_total_among_the_answers_is_an_answer(either):
    assert (
        cells(either([["brand", "says"], ["Total", "good"], ["Shell", "bad"], ["Total", "bad"]]))["brand"][-1]
        == "Total"
    )


def test_another_table_on_the_sheet_is_told_and_can_be_named(read):
    rows = [["id", "size"], ["a", 1], ["b", 2], [], ["code", "rate"], ["x", 0.5], ["y", 0.25]]
    reading = read(rows, ".xlsx")
    assert cells(reading) == {"id": ["a", "b"], "size": [1, 2]}
    (other,) = [problem for problem in reading.problems if problem.rule.code == "SK623"]
    assert (other.what, other.hint) == (
        "another table begins in row 5; its 3 rows are not read",
        "read it with -O header=5",
    )
    assert cells(read(rows, ".xlsx", header="5")) == {"code": ["x", "y"], "rate": [0.5, 0.25]}


def test_the_row_of_headings_of_a_text_file_can_be_named(read):
    assert cells(read([["a", "b"], ["c", "d"], [1, 2]], header="2")) == {"c": [1], "d": [2]}
    with pytest.raises(FormatError, match=r"x.csv: SK540 row 9 of the file is empty"):
        read([["a", "b"], [1, 2]], header="9")


def test_repeated_headings_are_refused_where_no_service_repeats_them(either):
    with pytest.raises(FormatError, match="SK532"):
        either([["id", "size", "Size"], ["a", 1, 2]])


def test_the_words_behind_other_belong_to_the_question_before_them(either):
    reading = either([["Sector", "Other (please specify)"], ["trade", None], ["other", "fishing"]])
    other = reading.dataset.codebook.variables[1]
    assert (other.origin.question, other.type) == ("Sector", "text")


def test_a_sheet_that_does_not_say_its_size_is_counted(tmp_path):
    import openpyxl

    from surveykit import formats

    book = openpyxl.Workbook(write_only=True)  # writes no dimensions
    for title, rows in {"Answers": [["id", "x"], ["a", 1]], "Empty": [], "More": [["k"]]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    assert formats.preview(tmp_path / "x.xlsx").layout.sheets == (("Answers", 2, 2), ("Empty", 0, 0), ("More", 1, 1))
