"""Expressions in plain words: what stands together is bracketed, dates are dates, numbers are written out."""

import pytest

from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbol
from surveykit.expr.syntax import Call, Name
from surveykit.expr.words import in_words

SYMBOLS = {
    "export": Symbol("export", "number", {1: "Yes", 0: "No"}, label="Exports"),
    "group": Symbol("group", "number", {1: "Yes", 0: "No"}, label="Group"),
    "size": Symbol("size", "number", label="Employees"),
    "day": Symbol("day", "date", label="Signed"),
    "partners": Symbol("partners", "set", {1: "Asia"}, members={1: "partners_1"}, label="Partners"),
}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("export = 1 or group = 1 and size > 3", "'Exports' is Yes or 'Group' is Yes and 'Employees' is above 3"),
        ("(export = 1 or group = 1) and size > 3", "('Exports' is Yes or 'Group' is Yes) and 'Employees' is above 3"),
        ("not (export = 1 and group = 1)", "it is not so that ('Exports' is Yes and 'Group' is Yes)"),
        (
            "not (export = 1 and group = 1) or size = 3",
            "(it is not so that ('Exports' is Yes and 'Group' is Yes)) or 'Employees' is 3",
        ),
        ("not not export = 1", "'Exports' is Yes"),
        ("not 1 in partners", "'Partners' does not include Asia"),
        ("not partners is refused", "it is not so that 'Partners' is empty: refused"),
        ("(size + 1) * 2 > 5000000", "('Employees' + 1) × 2 is above 5000000"),
        ("size + 1 * 2 > 0.1", "'Employees' + 1 × 2 is above 0.1"),
        ("size - (3 - size) = 1234567.25", "'Employees' − (3 − 'Employees') is 1234567.25"),
        ("-(size + 1) < 0", "-('Employees' + 1) is below 0"),
        ("(if export = 1 then 1 else 2) = 2", "(1 if 'Exports' is Yes, otherwise 2) is 2"),
        (
            "if export = 1 then 0 else if group = 1 then 2 else 1",
            "0 if 'Exports' is Yes, otherwise 2 if 'Group' is Yes, otherwise 1",
        ),
        ("(export = 1) = (group = 1)", "('Exports' is Yes) is ('Group' is Yes)"),
        ("size not in [1..9, 12]", "'Employees' is not one of 1 to 9, 12"),
        ("size between 1 and 9", "'Employees' is at least 1 and 'Employees' is at most 9"),
        ("sum(size, export, group) <= 100", "the sum of 'Employees', 'Exports' and 'Group' is at most 100"),
        (
            "count(export = 1, group = 1) >= 1",
            "the number that hold among ('Exports' is Yes; 'Group' is Yes) is at least 1",
        ),
        ("round(size / 3, 2) > 1", "('Employees' ÷ 3) rounded to 2 decimals is above 1"),
        ("all_equal(export, group) or size = 1", "'Exports' and 'Group' are all the same or 'Employees' is 1"),
        ("months(day, '2005-01-01') > 3", "the months between 2005-01-01 and 'Signed' is above 3"),
        ("day >= '2006-05-31'", "'Signed' is 2006-05-31 or after"),
        ("not day >= '2006-05-31'", "'Signed' is before 2006-05-31"),
    ],
)
def test_in_english(text, words):
    assert in_words(parse(text), SYMBOLS) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "('Exports' er Yes eller 'Employees' er ikke 3) og 'Signed' er før 2006-01-01"),
        ("it", "('Exports' è Yes o 'Employees' non è 3) e 'Signed' è prima di 2006-01-01"),
        ("ru", "('Exports' — Yes или 'Employees' — не 3) и 'Signed' раньше 2006-01-01"),
        ("fr", "('Exports' is Yes or 'Employees' is not 3) and 'Signed' is before 2006-01-01"),
    ],
)
def test_in_every_language(language, words):
    assert in_words(parse("(export = 1 or not size = 3) and day < '2006-01-01'"), SYMBOLS, language) == words


def test_what_validation_alone_asks_has_words_too():
    real = Call("real_day", (Name("day"),))

    assert in_words(real, SYMBOLS) == "'Signed' is a day of the calendar"


@pytest.mark.parametrize("language", ["en", "nb", "it", "ru"])
def test_every_operator_and_function_has_words(language):
    from surveykit.expr.parse import FUNCTIONS

    for function in FUNCTIONS:
        arguments = {
            "count": "size > 1",
            "any": "size > 1",
            "all": "size > 1",
            "year": "day",
            "month": "day",
            "months": "day, day",
            "length": "'a'",
        }
        said = in_words(parse(f"{function}({arguments.get(function, 'size, 2')}) = 1"), SYMBOLS, language)
        assert "{" not in said
        assert said.endswith("1")
