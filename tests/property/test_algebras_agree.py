"""One rule, two places, proven equal: an expression over one case and over a table column give the same answer."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.picked import Picked
from surveykit.expr.rosters import clustered
from surveykit.expr.scalar import compiled, over_cases
from surveykit.expr.sql import grouped_sql, sql_of
from surveykit.expr.symbol import Symbol
from surveykit.missing import Missing

EMPTIES = Missing({-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"})
TEXT_EMPTIES = Missing({"-1": "not_asked", "-9": "no_answer"})
SYMBOLS = {
    "export": Symbol("export", "number", {1: "Yes", 0: "No"}, EMPTIES),
    "grade": Symbol("grade", "number", {1: "low", 2: "middle", 3: "high"}, Missing({9: "dont_know"}, ((97.0, 99.0),))),
    "size": Symbol("size", "number", None, EMPTIES),
    "money": Symbol("money", "number", None, Missing(EMPTIES.codes, ((1e12, math.inf),))),
    "name": Symbol("name", "text", None, TEXT_EMPTIES),
    "day": Symbol("day", "date", None, TEXT_EMPTIES),
    "born": Symbol("born", "date", None, TEXT_EMPTIES),
    "regions": Symbol("regions", "set", {1: "North", 2: "South"}, EMPTIES, {1: "regions_1", 2: "regions_2"}),
}
NUMBERS = ["size", "money", "export", "grade"]
empty = st.sampled_from([None, -1, -7, -8, -9])
text_empty = st.sampled_from([None, "-1", "-9"])
days = st.dates().map(str) | text_empty | st.sampled_from(["2006-05-31", "no date"])
ROW = st.fixed_dictionaries(
    {
        "export": st.sampled_from([0, 1]) | empty,
        "grade": st.sampled_from([1, 2, 3, 9, 97, 98, None]),
        "size": st.integers(-20, 20) | st.integers(-(10**9), 10**9) | empty,
        "money": st.floats(-1e6, 1e6)
        | st.sampled_from([0.0, 0.5, 1e13, -1e300, math.nan, math.inf, -math.inf])
        | empty.map(lambda x: x and float(x)),
        "name": st.sampled_from(["", "a", "Blåbær", "it's", '"x"', "100%"]) | text_empty,
        "day": days,
        "born": days,
        "regions": st.sets(st.sampled_from([1, 2])).map(lambda s: tuple(sorted(s))) | empty,
        "previous.size": st.integers(-20, 20) | empty,
        "previous.name": st.sampled_from(["", "a"]) | text_empty,
        "previous.regions": st.sets(st.sampled_from([1, 2])).map(lambda s: tuple(sorted(s))) | empty,
    }
)

constants = st.integers(0, 12).map(str) | st.sampled_from(["0.5", "2.25", "100000"])


def joined(parts, signs):
    return st.tuples(parts, st.sampled_from(signs), parts).map(lambda t: f"({t[0]} {t[1]} {t[2]})")


def called(names, arguments, least=1, most=3):
    return st.tuples(st.sampled_from(names), st.lists(arguments, min_size=least, max_size=most)).map(
        lambda t: f"{t[0]}({', '.join(t[1])})"
    )


def numbers(inner, truths):
    return (
        joined(inner, ["+", "-", "*", "/"])
        | called(["sum", "min", "max"], inner)
        | called(["abs", "log", "round"], inner, 1, 1)
        | st.tuples(inner, st.sampled_from([0, 2, 12])).map(lambda t: f"round({t[0]}, {t[1]})")
        | st.lists(inner, min_size=3, max_size=6).map(" - ".join)
        | called(["count"], truths)
        | st.sampled_from(["year(day)", "month(born)", "months(day, born)", "length(name)"])
        | inner.map(lambda x: f"-{x}")
        | st.tuples(truths, inner, inner).map(lambda t: f"(if {t[0]} then {t[1]} else {t[2]})")
    )


states = st.sampled_from(
    ["missing", "answered", "refused", "no_answer", "not_asked", "blank", "user_missing", "not missing"]
)
BEFORE = ["previous(size)", "previous(name)", "previous(regions)"]
simple_truths = st.tuples(st.sampled_from([*SYMBOLS, *BEFORE]), states).map(
    lambda t: f"{t[0]} is {t[1]}"
) | st.sampled_from(
    [
        "export = 1",
        "export != 0",
        "grade in [1, 3]",
        "grade not in [2]",
        "size in [1..9, 12]",
        "name = 'Blåbær'",
        "name in ['a', \"it's\"]",
        "name != ''",
        "day > '2000-01-01'",
        "day <= born",
        "1 in regions",
        "2 in regions",
        "2 in previous(regions)",
        "name = previous(name)",
        "true",
        "false",
        "size between 1 and 5",
        "all_equal(name, 'a', name)",
        "all_equal(day, born)",
    ]
)
simple_numbers = st.sampled_from([*NUMBERS, "previous(size)"]) | constants


def truths_over(inner, nums):
    return (
        joined(inner, ["and", "or"])
        | inner.map(lambda x: f"not {x}")
        | joined(nums, ["=", "!=", "<", "<=", ">", ">="])
        | called(["all_equal"], nums, 2, 3)
        | called(["all_equal"], inner, 2, 3)
        | called(["any", "all"], inner)
        | nums.map(lambda x: f"({x} in [0, 1, 2..9])")
    )


def deep(levels):
    if levels == 0:
        return simple_truths, simple_numbers
    truths, nums = deep(levels - 1)
    return truths_over(truths, nums) | simple_truths, numbers(nums, truths) | simple_numbers


TRUTHS, NUMS = deep(3)


@pytest.fixture(scope="module")
def table():
    import duckdb

    connection = duckdb.connect(config={"threads": "1"})
    connection.execute(
        "CREATE TABLE t (export BIGINT, grade BIGINT, size BIGINT, money DOUBLE, name VARCHAR, day VARCHAR,"
        ' born VARCHAR, regions_1 BIGINT, regions_2 BIGINT, "previous.size" BIGINT, "previous.name" VARCHAR,'
        ' "previous.regions_1" BIGINT, "previous.regions_2" BIGINT, row INT)'
    )
    yield connection
    connection.close()


def cells(row, number):
    plain = [row[name] for name in ("export", "grade", "size", "money", "name", "day", "born")]
    before = [row["previous.size"], row["previous.name"]]
    return [*plain, *members(row["regions"]), *before, *members(row["previous.regions"]), number]


def members(ticked):
    return [int(c in ticked) for c in (1, 2)] if isinstance(ticked, tuple) else [ticked, ticked]


COLUMNS = ["export", "grade", "size", "money", "name", "day", "born", "regions_1", "regions_2"]
COLUMNS += ["previous.size", "previous.name", "previous.regions_1", "previous.regions_2", "row"]


def same(scalar, column):
    if scalar is None or column is None or isinstance(scalar, bool | str):
        return (scalar is None and column is None) or (scalar == column and type(scalar) is type(column))
    return math.isclose(scalar, column, rel_tol=1e-9, abs_tol=1e-12)


def fill(table, rows):
    table.execute("DELETE FROM t")
    marks = ", ".join("?" * len(cells(rows[0], 0)))
    table.executemany(f"INSERT INTO t VALUES ({marks})", [cells(row, number) for number, row in enumerate(rows)])


def sound(expression, symbols, text):
    """Constants may be no codes here; nothing else may be wrong."""
    problems = check(expression, symbols, text).problems
    return [str(p) for p in problems if p.severity == "error" and p.rule.code != "SK112"]


def picked(table, expression):
    """The same over columns of valid values, as validation evaluates it."""
    whole = {name for name, kind, *_ in table.execute("DESCRIBE t").fetchall() if kind == "BIGINT"}
    columns = Picked(SYMBOLS, whole)
    sql = columns.sql(expression)
    values = "".join(f", {value} AS {name}" for value, name in columns.values.items())
    statement = f"SELECT {sql} FROM (SELECT *{values} FROM t) ORDER BY row"
    return [value for (value,) in table.execute(statement).fetchall()]


@settings(max_examples=700, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TRUTHS | NUMS, rows=st.lists(ROW, min_size=4, max_size=8))
def test_one_case_and_a_column_agree(table, text, rows):
    expression = parse(text)
    assert sound(expression, SYMBOLS, text) == []
    fill(table, rows)
    column = [
        value for (value,) in table.execute(f"SELECT {sql_of(expression, SYMBOLS)} FROM t ORDER BY row").fetchall()
    ]
    case = compiled(expression, SYMBOLS)
    for row, found, once in zip(rows, column, picked(table, expression), strict=True):
        assert same(case(row), found), (text, row, case(row), found)
        assert same(case(row), once), (text, row, case(row), once)
        line = dict(zip(COLUMNS, cells(row, 0), strict=True))
        assert same(case(line), found), (text, line, case(line), found)


FEW_TRUTHS, FEW_NUMS = deep(1)
pooled_numbers = called(["sum", "min", "max"], FEW_NUMS) | called(["count"], FEW_TRUTHS) | st.just("count()")
pooled_truths = (
    called(["any", "all"], FEW_TRUTHS)
    | called(["all_equal"], FEW_NUMS, 2)
    | st.sampled_from(["all_equal(name)", "all_equal(size)", "all_equal(previous(size))"])
)


def over_pooled(nums, truths):
    """Functions of what the cases of a cluster give together, and of nothing else."""
    more_nums = (
        joined(nums, ["+", "-", "*", "/"]) | called(["sum", "min", "max"], nums, 2, 3) | called(["count"], truths, 2)
    )
    more_truths = joined(truths, ["and", "or"]) | joined(nums, ["=", "<", ">="]) | called(["any", "all"], truths, 2)
    return more_nums | called(["abs", "round"], nums, 1, 1) | nums, more_truths | truths.map(
        lambda x: f"not {x}"
    ) | truths


GROUP_NUMS, GROUP_TRUTHS = over_pooled(pooled_numbers, pooled_truths)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=GROUP_NUMS | GROUP_TRUTHS, rows=st.lists(ROW, min_size=2, max_size=7))
def test_the_cases_of_a_cluster_and_a_group_of_a_table_agree(table, text, rows):
    """Two clusters: the cases with an even and those with an odd number."""
    expression = parse(text)
    assert sound(expression, clustered(SYMBOLS), text) == []
    fill(table, rows)
    statement = f"SELECT row % 2 AS k, {grouped_sql(expression, SYMBOLS)} FROM t GROUP BY k ORDER BY k"
    rule = over_cases(expression, SYMBOLS)
    for cluster, found in table.execute(statement).fetchall():
        assert same(rule(rows[cluster::2]), found), (text, rows[cluster::2], rule(rows[cluster::2]), found)
