"""Columns without a codebook."""

from datetime import date, datetime, time, timedelta
from functools import partial

import pytest

from surveykit.formats.table.columns import column_of, headings
from surveykit.problems import Place

moment = partial(datetime, tzinfo=None)


def at(row):
    return Place(cell=f"A{row + 2}")


@pytest.mark.parametrize(
    ("cells", "type_", "values"),
    [
        (["1", "-2", None], "number", [1, -2, None]),
        (["1", "2.5"], "number", [1.0, 2.5]),
        (["007", "12"], "text", ["007", "12"]),
        (["+4790000000"], "text", ["+4790000000"]),
        (["1234567890123456"], "text", ["1234567890123456"]),
        (["None", "1"], "text", ["None", "1"]),
        (["1E5"], "text", ["1E5"]),
        (["1e-07"], "number", [1e-07]),
        ([1, 2.0, True], "number", [1, 2, 1]),
        ([True, False], "number", [1, 0]),
        ([1, "about 2"], "text", ["1", "about 2"]),
        ([moment(2024, 5, 17), "18.5.2024", date(2024, 1, 1)], "date", ["2024-05-17", "2024-05-18", "2024-01-01"]),
        ([moment(2024, 5, 17, 8, 30)], "datetime", ["2024-05-17T08:30:00"]),
        (["2024-05-17 08:30"], "datetime", ["2024-05-17T08:30:00"]),
        (["5/6/2024"], "text", ["5/6/2024"]),
        ([time(8, 30), timedelta(hours=25, minutes=30)], "time", ["08:30:00", "25:30:00"]),
        ([moment(2024, 5, 17), "-9"], "text", ["2024-05-17", "-9"]),
        ([None, None], "text", [None, None]),
        ([2.0, "x"], "text", ["2", "x"]),
        ([2**53 + 2, 0.5, 1e16], "number", [2.0**53 + 2, 0.5, 1e16]),
    ],
)
def test_types_are_found_from_the_cells(cells, type_, values):
    column = column_of("a", "", cells, at)
    assert (column.variable.type, column.values.to_pylist()) == (type_, values)


def test_a_column_that_must_be_text_stays_as_written():
    assert column_of("a", "", ["1.50", "2"], at, text=True).values.to_pylist() == ["1.50", "2"]


def test_decimal_commas_are_numbers_only_where_they_are_meant():
    assert column_of("a", "", ["1,5", "2"], at, comma=True).values.to_pylist() == [1.5, 2.0]
    assert column_of("a", "", ["1,5", "2"], at).variable.type == "text"


def test_the_odd_cells_are_named():
    column = column_of("size", "", [1, 2, "about 3", 4], at)
    assert [str(problem) for problem in column.problems] == [
        "A4: SK530 warning: a text ('about 3') in a column of numbers; 'size' is read as text"
    ]


def test_headings_become_names_and_stay_as_labels():
    found, problems = headings(["id", "How many employees?", "2019", "", "Ærlig talt"], at)
    assert [(heading.name, heading.label) for heading in found] == [
        ("id", ""),
        ("How_many_employees", "How many employees?"),
        ("v_2019", "2019"),
        ("column_4", ""),
        ("Ærlig_talt", "Ærlig talt"),
    ]
    assert [problem.severity for problem in problems] == ["note"]


@pytest.mark.parametrize(("spread", "severity"), [((1, 2), "warning"), ((), "error")])
def test_repeated_headings_are_named(spread, severity):
    found, problems = headings(["size", "Size", "size"], at, spread)
    assert [heading.name for heading in found] == ["size", "Size_2", "size_3"]
    assert [problem.severity for problem in problems[:2]] == [severity, severity]
    assert problems[0].what == "A2 and A3 are both headed 'Size'"


def test_headings_cut_to_the_same_name_are_no_repetition():
    found, problems = headings(["x" * 70 + " a", "x" * 70 + " b"], at)
    assert len({heading.name for heading in found}) == 2
    assert all(problem.severity == "note" for problem in problems)


def test_many_odd_cells_are_one_warning_with_what_they_hold():
    cells = [1, "vet ikke", 3, 4, "vet ikke", "ca. 20", 7, 8, 9, 10]
    (problem,) = column_of("size", "", cells, lambda row: Place(cell=f"A{row + 2}")).problems
    assert str(problem) == (
        "A3: SK530 warning: texts ('vet ikke' (2), 'ca. 20') in a column of numbers; 'size' is read as text"
    )
    many = column_of("size", "", [*range(20), *"abcdefg"], lambda row: Place(cell=f"A{row + 2}")).problems
    assert "('a', 'b', 'c', 'd' ... (7 cells in all)) in a column of numbers" in str(many[0])
