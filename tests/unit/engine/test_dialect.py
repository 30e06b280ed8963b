"""Statements mean the same in the words of every engine."""

import pytest

from surveykit.engine.dialect import DAY, NUMBER, translated
from surveykit.expr.parse import parse
from surveykit.expr.sql import sql_of
from surveykit.expr.symbol import Symbol
from surveykit.problems import DefinitionError


def test_names_and_texts_are_quoted_as_the_engine_quotes():
    statement = """SELECT 'it''s \\d' AS "a ""b" FROM sk__table"""
    assert translated(statement, "spark") == r"""SELECT 'it\'s \\d' AS `a "b` FROM sk__table"""
    assert translated(statement, "postgres") == statement


def test_a_table_is_asked_by_the_query_that_reads_it():
    asked = translated('SELECT r."x" FROM sk__table AS r', "postgres", 'SELECT "x" FROM "survey"."firms"')
    assert asked == 'SELECT r."x" FROM (SELECT "x" FROM "survey"."firms") AS r'


def test_spark_rounds_down_to_a_decimal_number_however_large():
    assert translated("SELECT FLOOR(x)", "spark") == (
        "SELECT (CASE WHEN ABS(x) < 9007199254740992 THEN CAST(FLOOR(x) AS DOUBLE) ELSE x END)"
    )


def test_postgresql_reads_as_numbers_only_what_looks_so():
    assert translated("SELECT TRY_CAST(x AS DOUBLE)", "postgres") == (
        f"SELECT (CASE WHEN x ~ '{NUMBER}' THEN CAST(x AS DOUBLE PRECISION) END)"
    )


def test_what_looks_like_a_day_is_one():
    import re
    from datetime import date, timedelta

    days = {(date(1896, 1, 1) + timedelta(days=n)).isoformat() for n in range(3000)}
    tried = [f"{year:04}-{month:02}-{day:02}" for year in range(1896, 1904) for month in range(14) for day in range(33)]
    assert {text for text in tried if re.search(DAY, text)} == days & set(tried)
    assert [bool(re.search(DAY, text)) for text in ("2000-02-29", "1900-02-29", "0000-01-01", "2004-2-1")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_the_deepest_expression_that_can_be_written_is_translated():
    text = "size"
    for _ in range(28):
        text = f"(if {text} > 1 then 1 else 0)"
    sql = sql_of(parse(text), {"size": Symbol("size", "number")})
    for dialect in ("spark", "postgres"):
        assert translated(f"SELECT {sql}", dialect).count("CASE") >= 28


def test_a_statement_without_bottom_is_refused():
    with pytest.raises(DefinitionError, match="SK105"):
        translated("SELECT " + "(1 + " * 30_000 + "1" + ")" * 30_000, "spark")
