"""Where the expression language ends: long, deep and enormous expressions, and numbers no machine can hold."""

from types import SimpleNamespace

import duckdb
import pytest

from surveykit.expr import fold as fold_module
from surveykit.expr import tokens
from surveykit.expr.check import check
from surveykit.expr.fold import leaves, names_of
from surveykit.expr.parse import DEEPEST, _Parser, parse
from surveykit.expr.scalar import compiled
from surveykit.expr.sql import sql_of
from surveykit.expr.symbol import Symbol
from surveykit.expr.syntax import Binary
from surveykit.expr.words import in_words
from surveykit.missing import Missing
from surveykit.problems import DefinitionError

INFINITY = float("inf")
SYMBOLS = {
    "size": Symbol("size", "number", None, Missing({-9: "no_answer"})),
    "money": Symbol("money", "number", None, Missing({}, ((97.0, INFINITY),))),
}


def column(text, row):
    """What the table engine gives for one case."""
    with duckdb.connect(config={"threads": "1"}) as connection:
        connection.execute("CREATE TABLE t (size DOUBLE, money DOUBLE)")
        connection.execute("INSERT INTO t VALUES (?, ?)", [row.get("size"), row.get("money")])
        return connection.execute(f"SELECT {sql_of(parse(text), SYMBOLS)} FROM t").fetchone()[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 50_000, "SK102"),
        ("(" * 900 + "size" + ")" * 900, "SK103"),
        ("not " * 450 + "size = 1", "SK103"),
        ("-" * 1900 + "1", "SK103"),
        ("if size = 1 then 1 else " * 70 + "2", "SK103"),
        ("[" * 1900, "SK101"),
        ("size in [" + "-" * 1900 + "1]", "SK103"),
        ("size > " + "9" * 400, "SK101"),
        ("size > " + "9" * 400 + ".0", "SK101"),
        ("size in [1.." + "9" * 400 + "]", "SK101"),
    ],
)
def test_what_passes_the_caps_is_refused_and_never_crashes(text, code):
    with pytest.raises(DefinitionError) as refusal:
        parse(text)
    assert [problem.rule.code for problem in refusal.value.problems] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "size=1" + " or size=2" * 199,
        "size=2" + " and size=2" * 180,
        "2" + "+1" * 700 + " > size",
        "size" + " - size" * 200 + " < 0",
        "1" + "*size/2" * 180 + " = 1",
        "size in [" + ",".join(["2"] * 900) + "]",
        "count(" + ", ".join(["size = 2"] * 190) + ") > 3",
        "(" * 55 + "size = 2" + ")" * 55,
        "if size = 1 then true else " * 40 + "true",
    ],
)
def test_what_keeps_the_caps_works_everywhere(text):
    expression = parse(text)
    assert not [p for p in check(expression, SYMBOLS, text).problems if p.severity == "error"]
    assert compiled(expression, SYMBOLS)({"size": 2}) is True
    assert column(text, {"size": 2}) is True
    assert in_words(expression, SYMBOLS)


@pytest.mark.parametrize("text", ["round(" * 15 + "size" + ")" * 15, "0" + "+1" * 900, "1/(" * 25 + "size" + ")" * 25])
def test_what_the_table_engine_cannot_take_is_told_before_fieldwork(text):
    (problem,) = check(parse(text), SYMBOLS, text).problems
    assert problem.rule.code == "SK105"


def test_the_statement_of_a_calculation_grows_with_its_length_and_no_faster():
    lengths = [len(sql_of(parse(" + ".join(["size"] * terms)), SYMBOLS)) for terms in (10, 20, 40)]
    assert lengths[2] - lengths[1] < 2.1 * (lengths[1] - lengths[0])
    assert "NULLIF" not in sql_of(
        parse("size / (size * size + 1)"), SYMBOLS
    )  # the table engine writes its argument twice


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("round(money, 12)", {"money": -1e300}, None),
        ("money * 10", {"money": -1.7e308}, None),
        ("size / (money * 10)", {"size": 1, "money": -1.7e308}, None),
        ("size - (money * 10)", {"size": 1, "money": -1.7e308}, None),
        ("0 * (money * 10)", {"money": -1.7e308}, None),
        ("size / size", {"size": 0}, None),
        ("1 / (size / 0 + 1)", {"size": 1}, None),
        ("round(money)", {"money": -INFINITY}, None),
        ("money + 1", {"money": -INFINITY}, None),
        ("min(money, size)", {"money": -INFINITY, "size": 3}, -INFINITY),
        ("sum(money, size)", {"money": -INFINITY, "size": 3}, None),
        ("log(size)", {"size": INFINITY}, None),
        ("round(size)", {"size": 2.5}, 3.0),
        ("round(size)", {"size": -2.5}, -3.0),
        ("money is user_missing", {"money": INFINITY}, True),
        ("money is user_missing", {"money": float("nan")}, False),
        ("money is blank", {"money": float("nan")}, True),
        ("money is missing", {"money": None}, True),
        ("size - 2 - 1", {"size": 5}, 2.0),
        ("size - (2 - 1)", {"size": 5}, 4.0),
        ("12 / size / 2", {"size": 3}, 2.0),
        ("12 / (size / 2)", {"size": 3}, 8.0),
        ("(size + 1) * 2 + 1", {"size": 3}, 9.0),
        ("1 + 2 * (size + 1)", {"size": 3}, 9.0),
        ("-(size - 1) * -2", {"size": 3}, 4.0),
    ],
)
def test_numbers_at_the_edge_are_the_same_for_a_case_and_a_column(text, row, value):
    assert compiled(parse(text), SYMBOLS)(row) == value
    assert column(text, row) == value


def test_a_value_of_another_type_than_the_variable_is_unknown():
    symbols = {**SYMBOLS, "name": Symbol("name", "text")}
    assert compiled(parse("size > 3"), symbols)({"size": "12"}) is None
    assert compiled(parse("name = 'a'"), symbols)({"name": 12}) is None


def counted(of):
    """A function that counts how often it is called."""

    def called(*arguments):
        called.times += 1
        return of(*arguments)

    called.times = 0
    return called


def test_an_expression_that_is_too_long_is_refused_before_its_first_word_is_read(monkeypatch):
    reading = counted(tokens._TOKEN.match)
    monkeypatch.setattr(tokens, "_TOKEN", SimpleNamespace(match=reading))
    with pytest.raises(DefinitionError, match="SK102 the expression has 50000 characters; 2000 is the most"):
        parse("(" * 25_000 + ")" * 25_000)
    assert reading.times == 0
    parse("size > 31415926")
    assert reading.times > 0


@pytest.mark.parametrize(
    "text",
    [
        "(" * 999 + "1" + ")" * 999,
        "not " * 480 + "true",
        "sum(" * 400 + "1",
        "-" * 1_000 + "1",
        "if 1 = " * 200 + "1",
        "1 + (" * 390 + "1",
        "a = (" * 390 + "1",
    ],
    ids=lambda text: text[:12],
)
def test_an_expression_nested_too_deeply_is_left_at_the_level_that_is_too_deep(text, monkeypatch):
    levels = counted(_Parser.expression)
    monkeypatch.setattr(_Parser, "expression", levels)
    with pytest.raises(DefinitionError, match="SK103 it is nested more than 60 deep"):
        parse(text)
    assert levels.times == DEEPEST + 1


def test_a_deep_tree_that_was_not_parsed_is_read_without_a_crash():
    """A tree made by a program, such as a check of a codebook, leans to the left as far as it likes."""
    expression = parse("size = 1")
    for _ in range(5_000):
        expression = Binary("or", expression, parse("size = 2"))
    assert len(leaves(expression)) == 5_001
    assert names_of(expression) == ("size",)
    assert compiled(expression, SYMBOLS)({"size": 2}) is True


@pytest.mark.parametrize("depth", [10, 20, 40])
def test_functions_within_functions_over_rows_are_walked_a_bounded_number_of_times(depth, monkeypatch):
    symbols = {"x": Symbol("x", "number", roster="a/b"), "y": Symbol("y", "number", roster="a")}
    walks = counted(fold_module.fold)
    monkeypatch.setattr(fold_module, "fold", walks)
    for text in ("sum(" * depth + "x" + ")" * depth, "max(" * depth + "x + y" + ", 1)" * depth):
        walks.times = 0
        compiled(parse(text), symbols)
        assert walks.times < 6 * depth * depth
