"""Habits of other languages get a hint that says how it is written here; one mistake gives one complaint."""

import pytest

from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbol
from surveykit.missing import Missing
from surveykit.problems import DefinitionError

SYMBOLS = {
    "export": Symbol("export", "number", {1: "Yes", 0: "No"}, Missing({-9: "no_answer"})),
    "sector": Symbol("sector", "number", {62: "Consultancy", 72: "Software"}),
    "size": Symbol("size", "number", None, Missing({-9: "no_answer"}, ((97.0, 99.0),))),
    "name": Symbol("name", "text"),
    "day": Symbol("day", "date"),
}


def problems_of(text):
    """Each complaint as `column rule`, with its hint."""
    try:
        found = check(parse(text), SYMBOLS, text).problems
    except DefinitionError as refusal:
        found = refusal.problems
    return [(f"{problem.place.column} {problem.rule.code}", problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ("NOT export = 1", "5 SK101", "write `not`, in small letters"),
        ("(export = 1 AND size > 3)", "13 SK101", "write `and`, in small letters"),
        ("size BETWEEN 1 AND 5", "6 SK101", "write `between`, in small letters"),
        ("IF export = 1 THEN 1 ELSE 2", "4 SK101", "write `if`, in small letters"),
        ("if export = 1 Then 1 else 2", "15 SK101", "write `then`, in small letters"),
        ("size IS missing", "6 SK101", "write `is`, in small letters"),
        ("export = 1 = TRUE", "12 SK101", "write `x between 1 and 5`"),
        ("(export = 1) = TRUE", "16 SK110", "write `true`, in small letters"),
        ("if(export = 1, 2, 3)", "14 SK101", "write `if ... then ... else ...`"),
        ("size > 1,5", "9 SK101", "decimals with a point"),
        ("size > 1e5", "9 SK101", "digits and a point"),
        ("size div 3 > 1", "6 SK101", "write `/`"),
        ("size % 3 > 1", "6 SK101", "no remainder"),
        ("size ^ 3 > 1", "6 SK101", "multiply"),
        ("size > 1 | export = 1", "10 SK101", "write `or`"),
        ("size => 1", "6 SK101", "write `>=`"),
        ("size == < 1", "9 SK101", ""),
        ("size in (1, 2)", "9 SK101", "write `x in [1, 3, 5..9]`"),
        ("day > '20060531'", "7 SK111", "year-month-day"),
        ("day > '2006-W22-3'", "7 SK111", "year-month-day"),
        ("year(20060531) > size", "6 SK111", "year-month-day"),
        ("day = 2006", "7 SK111", "year(day) = 2006"),
        ("size = 98", "8 SK112", "write `size is user_missing`"),
        ("sector and size > 3", "1 SK111", "`sector = 62`"),
        ("1 in [1, 2]", "1 SK115", "Name a variable"),
        ("1 + 1 = 2", "1 SK115", "Name a variable"),
        ("'export' = 'Yes'", "1 SK115", "Name a variable"),
        ("siz between 1 and 5", "1 SK110", "did you mean 'size'?"),
        ("export in ['Yes']", "12 SK112", "write 1"),
    ],
)
def test_one_mistake_gives_one_complaint_with_a_hint(text, where, hint):
    ((found, said),) = problems_of(text)
    assert found == where
    assert hint in said


def test_every_mistake_is_told_at_once_in_the_order_of_the_text():
    text = "siz > 3 and export = 7 and name > 'a' or size is refusd"
    assert [found for found, _ in problems_of(text)] == ["1 SK110", "22 SK112", "28 SK111", "42 SK113"]


def test_carets_stand_below_the_words_even_after_a_tab_and_on_a_later_line():
    text = "size > 3\n\tand exprt = 1"
    (problem,) = check(parse(text), SYMBOLS, text).problems
    above, below = problem.excerpt.split("\n")
    assert above[below.index("^") : below.rindex("^") + 1] == "exprt"
