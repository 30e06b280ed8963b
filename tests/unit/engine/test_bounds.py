"""How large the numbers of an expression can be, told from its columns."""

import pytest

from surveykit.engine.sums import Bound, columns_in, told

ENDS = {'"w"': 3.0, '"x"': 10.0, '"q"': 4.0}


def bound(sql):
    assert columns_in(sql) is not None
    return told(sql, lambda column: Bound(100, ENDS[column], whole=column == '"q"'), 100)


@pytest.mark.parametrize(
    ("sql", "largest"),
    [
        ('"w" * "x"', 30.0),
        ('"w" * ("x" - CAST(-2.5 AS DOUBLE))', 37.5),
        ('"w" * (("x" - 1) * ("x" - 1))', 363.0),
        ('CASE WHEN "q" = 1 AND "x" <> \'it\'\'s THEN\' THEN "w" ELSE 0 END', 3.0),
        ('CASE WHEN "q" = 1 THEN 2 WHEN CASE WHEN "q" = 2 THEN TRUE END THEN "x" END', 10.0),
        ('- "q" * 2', 8.0),
        ('CAST("q" AS DOUBLE) + 1', 5.0),
        ("NULL", 0.0),
    ],
)
def test_an_expression_is_as_large_as_its_columns_let_it_be(sql, largest):
    assert bound(sql) == Bound(100, largest, whole=bound(sql).whole)


def test_whole_numbers_stay_whole_in_sums_products_and_choices():
    assert bound('CASE WHEN "x" > 1.5 THEN "q" * 3 - 1 ELSE 0 END').whole
    assert not bound('"q" * 0.5').whole


@pytest.mark.parametrize(
    "sql",
    ['SQRT("x")', '"x" / "w"', '"x" "w"', 'SUM("x") OVER (ORDER BY "x")', '("x"', 'CASE WHEN "q" THEN "x"', "'a'", ""],
)
def test_anything_else_is_looked_at(sql):
    assert columns_in(sql) is None


def test_a_difference_that_asks_for_codes_is_looked_at_for_a_code_may_be_far_from_every_number():
    apart = 'CASE WHEN NOT "x" IN (999999) THEN ("x" - 3) * ("x" - 3) END'
    assert columns_in(apart) is None
    assert columns_in(apart.replace('("x" - 3)', '"x"')) == ('"x"',)
