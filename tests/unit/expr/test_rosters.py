"""Rows: inside a function of many values a variable of a roster gives all its values, and nowhere else."""

import pytest

from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.rosters import CASES, path, rosters_of, runs_over
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbol
from surveykit.expr.words import in_words
from surveykit.missing import Empty, Missing

EMPTIES = Missing({-9: "no_answer"})
SYMBOLS = {
    "size": Symbol("size", "number", None, EMPTIES, label="Employees"),
    "share": Symbol("share", "number", None, EMPTIES, label="Share", roster="partners"),
    "sector": Symbol("sector", "number", {1: "IT", 2: "Law"}, EMPTIES, label="Sector", roster="partners"),
    "value": Symbol("value", "number", None, EMPTIES, label="Value", roster="partners/contracts"),
    "wage": Symbol("wage", "number", None, EMPTIES, roster="staff"),
}


class Rows(dict):
    """A row that finds its own value first, then that of the case."""

    def __init__(self, outer, **own):
        super().__init__(own)
        self.outer = outer

    def get(self, name, default=None):
        return self[name] if name in self else self.outer.get(name, default)


def firm(*partners, **own):
    """A case with partners; each is a dictionary that may have contracts."""
    case = dict(own)
    rows = []
    for partner in partners:
        contracts = partner.pop("contracts", None)
        row = Rows(case, **partner)
        if contracts is not None:
            row["#contracts"] = tuple(Rows(row, value=value) for value in contracts)
        rows.append(row)
    case["#partners"] = tuple(rows)
    return case


TWO = firm(
    {"share": 60, "sector": 1, "contracts": [5, 7]},
    {"share": 40, "sector": 2, "contracts": [30]},
    size=12,
)
EMPTY = firm({"share": 60, "sector": 1}, {"share": -9, "sector": Empty("no_answer")}, size=12)


@pytest.mark.parametrize(
    ("text", "case", "value"),
    [
        ("sum(share) = 100", TWO, True),
        ("min(share)", TWO, 40.0),
        ("max(share, size, 99)", TWO, 99.0),
        ("count(share > 50)", TWO, 1.0),
        ("count(share > 50, size > 3)", TWO, 2.0),
        ("any(share > 50)", TWO, True),
        ("all(share > 50)", TWO, False),
        ("all_equal(sector)", TWO, False),
        ("all_equal(size, 12)", TWO, True),
        ("sum(share * size)", TWO, 1200.0),
        ("sum(value)", TWO, 42.0),
        ("sum(value * share)", TWO, 5 * 60 + 7 * 60 + 30 * 40.0),
        ("max(0, 110 - sum(share))", TWO, 10.0),
        ("count(sum(value) > 20)", TWO, 1.0),
        ("count(sum(share, sector) > 45)", TWO, 1.0),
        ("sum(max(share, 50))", TWO, 110.0),
        ("sum(share * sum(value))", TWO, 60 * 12 + 40 * 30.0),
        ("if any(sector = 2) then sum(share) else 0", TWO, 100.0),
        ("sum(share)", EMPTY, 60.0),
        ("count(share is missing)", EMPTY, 1.0),
        ("any(share > 50)", EMPTY, True),
        ("any(share > 90)", EMPTY, None),
        ("all(share > 50)", EMPTY, None),
        ("all(share > 70)", EMPTY, False),
        ("all_equal(share)", EMPTY, None),
        ("sum(value)", EMPTY, None),
    ],
)
def test_a_function_of_many_values_takes_those_of_all_rows(text, case, value):
    expression = parse(text)
    assert check(expression, SYMBOLS, text).problems == ()
    found = compiled(expression, SYMBOLS)(case)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum(share)", None),
        ("max(share)", None),
        ("count(share > 1)", 0.0),
        ("any(share > 1)", False),
        ("all(share > 1)", True),
        ("all_equal(share)", True),
        ("sum(share, size)", 12.0),
    ],
)
@pytest.mark.parametrize("case", [{"size": 12}, {"size": 12, "#partners": ()}])
def test_a_roster_without_rows(text, value, case):
    assert compiled(parse(text), SYMBOLS)(case) == value


def test_inside_its_roster_a_variable_is_that_of_the_row():
    first, second = TWO["#partners"]
    text = "share > 50 and size > 3 and sum(value) < 20"
    assert check(parse(text), SYMBOLS, text, context="partners").problems == ()
    rule = compiled(parse(text), SYMBOLS, "partners")
    assert (rule(first), rule(second)) == (True, False)


def test_a_row_may_look_over_the_rows_of_another_roster():
    case = firm({"share": 3, "sector": 1})
    case["#staff"] = ({"wage": 5}, {"wage": 6})
    assert compiled(parse("sum(wage) + share"), SYMBOLS, "partners")(case["#partners"][0]) == 14.0


@pytest.mark.parametrize(
    ("text", "context", "columns"),
    [
        ("share > 50", "", [1]),
        ("sum(share) > share", "", [14]),
        ("value > share", "", [1, 9]),
        ("value > share", "partners", [1]),
        ("value > share", "partners/contracts", []),
        ("round(share) = 1", "", [7]),
        ("sum(share * wage) > 1", "", [13]),
        ("sum(share) + sum(wage) > 1", "", []),
        ("sum(value * share) > 1", "", []),
        ("share is answered", "", [1]),
        ("previous(share) > 1", "", [1]),
        ("wage > 1", "partners", [1]),
        ("if share > 1 then 1 else 2", "", [4]),
    ],
)
def test_outside_its_roster_a_variable_is_read_through_a_function_only(text, context, columns):
    problems = check(parse(text), SYMBOLS, text, context=context).problems
    assert [(p.rule.code, p.place.column) for p in problems] == [("SK116", column) for column in columns]
    assert all("put it into sum, min, max, count, any or all" in problem.hint.lower() for problem in problems)


def test_the_rosters_an_expression_goes_over():
    assert rosters_of(parse("sum(share) > 1 and any(value = 1)"), SYMBOLS) == ("partners", "partners/contracts")
    assert rosters_of(parse("sum(value) > share"), SYMBOLS, "partners") == ("partners/contracts",)
    assert rosters_of(parse("size > 3"), SYMBOLS) == ()


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("sum(share)", "partners"),
        ("sum(value * share)", "partners/contracts"),
        ("sum(value)", "partners/contracts"),
        ("count(sum(value) > 3)", "partners"),
        ("sum(size)", ""),
        ("max(sum(share), 3)", ""),
        ("count(sum(share) > sum(wage))", ""),
    ],
)
def test_what_the_first_argument_goes_over(text, over):
    call = parse(text)
    assert runs_over(call, call.arguments[0], SYMBOLS) == over


def test_the_way_from_one_roster_to_another():
    assert path("partners/contracts", "partners/notes") == ("#notes",)
    assert path("staff", "partners/contracts") == ("#partners", "#contracts")


def test_the_number_of_cases_is_counted_where_cases_are_rows_only():
    text = "count() > 1"
    assert [p.rule.code for p in check(parse(text), SYMBOLS, text).problems] == ["SK114"]
    cases = {"size": Symbol("size", "number", roster=CASES)}
    assert check(parse(text), cases, text).problems == ()
    assert compiled(parse("count()"), cases)({"#(cases)": ({}, {}, {})}) == 3.0


def test_functions_within_functions_over_rows_take_no_time():
    text = "sum(" * 55 + "value" + ")" * 55
    assert check(parse(text), SYMBOLS, text).problems == ()
    assert compiled(parse(text), SYMBOLS)(TWO) == 42.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sum(share) = 100", "the sum of 'Share' over all rows is 100"),
        ("any(sector = 2)", "at least one holds of ('Sector' is Law over all rows)"),
        ("all(share > 1, size > 3)", "all hold of ('Share' is above 1 over all rows; 'Employees' is above 3)"),
        ("count(share > 1) > 2", "the number that hold among ('Share' is above 1 over all rows) is above 2"),
        ("all_equal(sector)", "'Sector' over all rows are all the same"),
    ],
)
def test_rows_are_said_in_words(text, words):
    assert in_words(parse(text), SYMBOLS) == words


def test_of_a_row_words_are_said_as_of_a_case():
    assert in_words(parse("share > sum(value)"), SYMBOLS, "en", "partners") == (
        "'Share' is above the sum of 'Value' over all rows"
    )
