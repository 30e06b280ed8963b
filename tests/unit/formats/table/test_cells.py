"""What is in the cells: codes with labels, percentages, dates of several countries, choices in one cell."""

import pytest

from surveykit.formats.table.codes import split
from surveykit.formats.table.dates import dates_in
from surveykit.formats.table.multiple import joined_in, ticks_of


@pytest.mark.parametrize(
    ("cells", "codes", "labels"),
    [
        (["1 Yes", "2 No", "1 Yes"], [1, 2, 1], {1: "Yes", 2: "No"}),
        (["1 = Ja", "2 = Nei", None, "2 = Nei"], [1, 2, None, 2], {1: "Ja", 2: "Nei"}),
        (["Yes (1)", "No (0)", "Yes (1)"], [1, 0, 1], {0: "No", 1: "Yes"}),
        (["1 - Never", "2", "3", "5 - Always", "2"], [1, 2, 3, 5, 2], {1: "Never", 5: "Always"}),
        (["10 (All my time)", 3, "1 (None at all)", 3], [10, 3, 1, 3], {1: "None at all", 10: "All my time"}),
        (["-9: no answer", "1: yes", "1: yes"], [-9, 1, 1], {-9: "no answer", 1: "yes"}),
    ],
)
def test_codes_and_labels_are_told_apart(cells, codes, labels):
    assert split(cells) == (codes, labels)


@pytest.mark.parametrize(
    "cells",
    [
        ["1 to 10", "11 to 49", "1 to 10"],  # classes
        ["3 months", "12 months", "3 months"],  # numbers with a unit
        ["12 Main Street", "7 High Street"],  # none comes again
        ["1 Yes", "no", "1 Yes"],  # one has no code
        ["1 = Yes", "1 = No", "1 = Yes"],  # a code with two labels
        ["18-29", "30-44", "18-29"],
        [1, 2, 1],
        [None],
    ],
)
def test_what_is_not_wholly_codes_and_labels_stays(cells):
    assert split(cells) is None


def test_labels_out_of_cells_are_in_the_codebook_and_told(either):
    reading = either([["id", "export"], ["a", "1 Yes"], ["b", "2 No"], ["c", "1 Yes"]])
    codebook = reading.dataset.codebook
    assert reading.dataset.arrow()["export"].to_pylist() == [1, 2, 1]
    assert [(c.value, str(c.label)) for c in codebook.codes_of(codebook["export"])] == [(1, "Yes"), (2, "No")]
    assert [problem.rule.code for problem in reading.problems] == ["SK625"]
    kept = either([["id", "export"], ["a", "1 Yes"], ["b", "2 No"], ["c", "1 Yes"]], texts="export")
    assert kept.dataset.arrow()["export"].to_pylist() == ["1 Yes", "2 No", "1 Yes"]


def test_percentages_as_texts_are_numbers_with_a_unit(either):
    reading = either([["id", "share"], ["a", "26%"], ["b", "7 %"], ["c", None]])
    assert reading.dataset.arrow()["share"].to_pylist() == [26, 7, None]
    assert str(reading.dataset.codebook["share"].unit) == "%"


def test_cells_shown_as_percentages_are_shares_and_told(read, tmp_path):
    import openpyxl

    from surveykit import formats

    book = openpyxl.Workbook()
    for row in (["id", "share"], ["a", 0.26], ["b", 0.5]):
        book.active.append(row)
    book.active["B2"].number_format = book.active["B3"].number_format = "0%"
    book.save(tmp_path / "p.xlsx")
    reading = formats.read(tmp_path / "p.xlsx")
    assert reading.dataset.arrow()["share"].to_pylist() == [0.26, 0.5]
    assert [(problem.rule.code, problem.severity) for problem in reading.problems] == [("SK629", "note")]


@pytest.mark.parametrize(
    ("cells", "order", "iso"),
    [
        (["13/02/2024", "05/06/2024"], "", ["2024-02-13", "2024-06-05"]),  # 13 is no month
        (["02/13/2024", "05/06/2024", None], "", ["2024-02-13", "2024-05-06", None]),
        (["05/06/2024"], "dmy", ["2024-06-05"]),
        (["05/06/2024"], "mdy", ["2024-05-06"]),
        (["5/5/2024"], "", ["2024-05-05"]),  # either way
        (["5.6.24"], "", ["2024-06-05"]),  # points stand behind days
        (["06/08/2020 10:36:30 PM"], "mdy", ["2020-06-08T22:36:30"]),
        (["2026/09/27 3:00:00 PM GMT+3"], "", ["2026-09-27T15:00:00"]),
        (["2018-01-01T00:00:00.000Z"], "", ["2018-01-01T00:00:00"]),
        (["8/31/2023 0:08", "9/1/2023"], "", ["2023-08-31T00:08:00", "2023-09-01T00:00:00"]),
    ],
)
def test_dates_of_texts_are_settled_by_the_column(cells, order, iso):
    assert dates_in(cells, order).cells == iso


def test_dates_that_may_be_either_are_not_guessed(either):
    reading = either([["id", "day"], ["a", "05/06/2024"], ["b", "07/08/2024"]])
    assert reading.dataset.arrow()["day"].to_pylist() == ["05/06/2024", "07/08/2024"]
    (unclear,) = [problem for problem in reading.problems if problem.rule.code == "SK626"]
    assert "-O dates=dmy" in unclear.hint
    settled = either([["id", "day"], ["a", "05/06/2024"], ["b", "07/08/2024"]], dates="dmy")
    assert settled.dataset.arrow()["day"].to_pylist() == ["2024-06-05", "2024-08-07"]


@pytest.mark.parametrize("cells", [["31/02/2024", "13/01/2024"], ["10:30", "11:00"], ["2024-01-01 GMT+1", "x"], [None]])
def test_what_is_no_date_stays(cells):
    assert dates_in(cells, "") is None


def test_clocks_of_two_zones_stay_texts():
    assert dates_in(["2026/09/27 3:00:00 PM GMT+3", "2026/10/27 3:00:00 PM GMT+2"], "") is None


def test_a_blank_beside_a_tick_is_not_ticked_and_a_row_of_blanks_is_blank():
    columns = [["Ship", None, None], ["Rail", "Rail", None]]
    assert ticks_of(columns, ["Ship", "Rail"], [False] * 3) == [[1, 0, None], [1, 1, None]]
    assert ticks_of(columns, ["Ship", "Rail"], [False, False, True]) == [[1, 0, 0], [1, 1, 0]]


def test_ticks_may_be_told_by_words_by_codes_or_by_positions():
    assert ticks_of([["Yes", "No"], ["No", "Yes"]], ["a", "b"], [False] * 2) == [[1, 0], [0, 1]]
    assert ticks_of([[1, None], [2, 2]], ["a", "b"], [False] * 2) == [[1, 0], [1, 1]]
    assert ticks_of([[1, None], [None, 0]], ["a", "none"], [False] * 2) == [[1, 0], [0, 1]]  # 0 is the code of "none"
    assert ticks_of([["Checked", "Unchecked"], ["Checked", "Checked"]], ["a", "b"], [False] * 2) == [[1, 0], [1, 1]]


def test_a_battery_is_no_set_of_ticks():
    assert ticks_of([["often", "never"], ["never", "never"]], ["by phone", "by mail"], [False] * 2) is None
    assert ticks_of([[1, 2], [3, 4]], ["by phone", "by mail"], [False] * 2) is None


def test_choices_joined_in_a_cell_are_told_from_clauses():
    found = joined_in(["Ship, Rail", "Rail", "Ship, Road, Rail", None, "Road"], ", ")
    assert found.choices == ("Ship", "Rail", "Road")
    assert found.ticks == ([1, 0, 1, None, 0], [1, 1, 1, None, 0], [0, 0, 1, None, 1])
    assert joined_in(["Yes, often", "No, never", "Yes, often"], ", ") is None
    assert joined_in(["I went home, tired", "We met, then left, and slept"], ", ") is None


def test_a_choice_with_a_comma_of_its_own_stays_whole():
    found = joined_in(["Yes, often, Ship", "Ship, Rail", "Yes, often", "Rail, Ship", "Rail"], ", ")
    assert found.choices == ("Yes, often", "Ship", "Rail")


def test_choices_closed_by_a_semicolon_are_certain():
    assert joined_in(["AGOL;Cartography;", "AGOL;"], ";").choices == ("AGOL", "Cartography")
    assert joined_in(["a;b", "a;"], ";") is None
