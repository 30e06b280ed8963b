"""How numbers are printed."""

import pytest

from surveykit.render.cell import number, shown
from surveykit.reports.table import Bar, Column, Row


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (2.675, 2, "2.68"),  # half away from zero, from the digits as written
        (1.005, 2, "1.01"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0.0"),  # no minus nought
        (1e300, 1, "1" + "0" * 300 + ".0"),
        (123456789.0, None, "123456789"),
        (1.1, None, "1.1"),
        (1 / 3, None, "0.333333"),
        (1234567.891, None, "1234568"),
        (0.000012345678, None, "0.0000123457"),
        (0.0, None, "0"),
        (5, None, "5"),
        (float("nan"), 2, "–"),
        (float("inf"), None, "∞"),
        (float("-inf"), 2, "-∞"),
    ],
)
def test_number(value, decimals, printed):
    assert number(value, decimals) == printed


@pytest.mark.parametrize(
    ("kind", "cell", "printed"),
    [
        ("p", 0.0, "< 0.001"),
        ("p", 0.00099999, "< 0.001"),
        ("p", 0.001, "0.001"),
        ("p", 0.9996, "1.000"),
        ("p", None, "–"),
        ("text", None, ""),
        ("text", "=1", "=1"),
        ("percent", 33.35, "33.4"),
        ("count", 12, "12"),
        ("count", 12.0, "12"),
        ("count", 12.25, "12.3"),
        ("number", Bar(0.25), "██▌"),
    ],
)
def test_cell(kind, cell, printed):
    assert shown(cell, Column("a", "A", kind), Row((cell,))) == printed


def test_a_row_may_say_otherwise_than_its_column():
    assert shown(1.25, Column("a", "A", "number", 3), Row((1.25,), decimals=(("a", 1),))) == "1.3"


def test_p_to_other_decimals():
    assert shown(0.003, Column("p", "p", "p", 2), Row((0.003,))) == "< 0.01"
