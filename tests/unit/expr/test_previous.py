"""The preceding round: `previous(x)` is the variable as it was, read, checked, counted and put into words like any."""

import pytest

from surveykit.expr.check import check
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.sql import sql_of
from surveykit.expr.symbol import Symbol
from surveykit.expr.syntax import Is, Name, Previous, Span
from surveykit.expr.words import in_words
from surveykit.missing import Empty, Missing
from surveykit.problems import DefinitionError

EMPTIES = Missing({-9: "no_answer", -1: "not_asked"})
SYMBOLS = {
    "size": Symbol("size", "number", None, EMPTIES, label="Employees"),
    "export": Symbol("export", "number", {1: "Yes", 0: "No"}, EMPTIES, label="Exports"),
    "partners": Symbol(
        "partners", "set", {1: "Group", 3: "Clients"}, EMPTIES, {1: "partners_1", 3: "partners_3"}, "Partners"
    ),
}


def test_it_is_a_node_that_knows_its_place():
    assert parse("previous(size)") == Previous(Name("size", Span(9, 13)), Span(0, 14))
    assert parse("previous(size) is answered") == Is(
        Previous(Name("size", Span(9, 13)), Span(0, 14)), "answered", Span(0, 26)
    )


def test_a_variable_may_be_called_previous():
    assert parse("previous") == Name("previous", Span(0, 8))


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("previous(size + 1)", 15, "')' was expected"),
        ("previous(3)", 10, "asks about a variable"),
        ("previous()", 10, "asks about a variable"),
        ("previous(previous(size))", 10, "asks about a variable"),
        ("previous(sum(size))", 10, "asks about a variable"),
        ("previous(size, export)", 14, "')' was expected"),
        ("previuos(size)", 1, "did you mean 'previous'?"),
        ("(previous(size) + 1) is missing", 25, "about a variable"),
    ],
)
def test_what_is_no_variable_has_no_preceding_round(text, column, words):
    with pytest.raises(DefinitionError) as refusal:
        parse(text)
    (problem,) = refusal.value.problems
    assert problem.place.column == column
    assert words in str(problem)


def test_reads_of_this_round_and_of_the_preceding_one_are_told_apart():
    expression = parse("size > previous(size) and 1 in previous(partners) or previous(export) is missing")
    assert names_of(expression) == ("size",)
    assert previous_of(expression) == ("size", "partners", "export")


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("previous(size)", {"size": 3, "previous.size": 2}, 2.0),
        ("size - previous(size)", {"size": 3, "previous.size": 2}, 1.0),
        ("previous(size) > 1", {"size": 3}, None),
        ("previous(size) > 1", {"previous.size": -9}, None),
        ("previous(size) is no_answer", {"previous.size": -9}, True),
        ("previous(size) is no_answer", {"previous.size": Empty("no_answer")}, True),
        ("previous(size) is answered", {"size": 3}, False),
        ("previous(size) is not missing", {"previous.size": 3}, True),
        ("3 in previous(partners)", {"partners": (1,), "previous.partners": (3,)}, True),
        ("3 in previous(partners)", {"previous.partners": ()}, False),
        ("previous(export) in [0, 1]", {"previous.export": 0}, True),
    ],
)
def test_a_case_holds_it_under_a_name_of_its_own(text, row, value):
    found = compiled(parse(text), SYMBOLS)(row)
    assert (found, type(found)) == (value, type(value))


def test_a_table_holds_it_in_a_column_of_its_own():
    assert '"previous.size"' in sql_of(parse("previous(size) > 3"), SYMBOLS)
    sql = sql_of(parse("3 in previous(partners)"), SYMBOLS)
    assert '"previous.partners_3"' in sql
    assert '"partners_3"' not in sql


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("previous(siz) > 3", "SK110 did you mean 'size'?"),
        ("previous(export) = 2", "SK112 the choices are 1, 0"),
        ("previous(size) = -9", "SK112 write `previous(size) is no_answer`"),
        ("previous(export) and size > 1", "SK111 `previous(export) = 1`"),
        ("previous(partners) = 1", "SK111 `1 in previous(partners)`"),
        ("1 in previous(export)", "SK111 `previous(export) = 1`"),
        ("previous(size) is refusd", "SK113 did you mean 'refused'?"),
        ("2 in previous(partners)", "SK112 "),
    ],
)
def test_it_has_the_type_and_the_codes_of_the_variable(text, complaint):
    (problem,) = check(parse(text), SYMBOLS, text).problems
    code, hint = complaint.split(" ", 1)
    assert problem.rule.code == code
    assert hint in problem.hint


def test_a_comparison_with_the_preceding_round_reads_a_variable():
    assert check(parse("previous(size) = 3"), SYMBOLS).problems == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "'Exports' in the preceding round is Yes"),
        ("nb", "'Exports' i forrige runde er Yes"),
        ("it", "'Exports' nella rilevazione precedente è Yes"),
        ("ru", "'Exports' в предыдущем раунде — Yes"),
    ],
)
def test_it_is_said_in_every_language(language, words):
    assert in_words(parse("previous(export) = 1"), SYMBOLS, language) == words


def test_a_set_and_a_reason_are_said_too():
    assert in_words(parse("3 in previous(partners)"), SYMBOLS) == "'Partners' in the preceding round includes Clients"
    assert in_words(parse("previous(size) is missing"), SYMBOLS) == "'Employees' in the preceding round has no answer"
