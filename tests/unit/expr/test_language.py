"""The expression language as tables: what is written, what is complained of and where, what it means, how it is said."""

import pytest

from surveykit.expr.check import check
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.sql import quoted, sql_of
from surveykit.expr.symbol import Symbol
from surveykit.expr.syntax import Binary, Constant, Name, Unary
from surveykit.expr.words import in_words
from surveykit.missing import Empty, Missing
from surveykit.problems import DefinitionError, Place

EMPTIES = Missing({-1: "not_asked", -7: "refused", -8: "dont_know", -9: "no_answer"})
SYMBOLS = {
    "export": Symbol("export", "number", {1: "Yes", 0: "No"}, EMPTIES, label="Exports"),
    "sector": Symbol("sector", "number", {72: "Software", 73: "Research"}, EMPTIES, label="Sector"),
    "country": Symbol(
        "country", "text", {"NO": "Norway", "SE": "Sweden"}, Missing({"-9": "no_answer"}), label="Country"
    ),
    "size": Symbol("size", "number", None, EMPTIES, label="Employees"),
    "sales": Symbol("sales", "number", None, EMPTIES),
    "name": Symbol("name", "text"),
    "day": Symbol("day", "date", label="Signed"),
    "partners": Symbol(
        "partners", "set", {1: "Group", 3: "Clients"}, EMPTIES, {1: "partners_1", 3: "partners_3"}, "Partners"
    ),
}


def shape(text: str) -> str:
    """An expression with every bracket written."""

    def said(node):
        match node:
            case Binary(operator, left, right):
                return f"({said(left)} {operator} {said(right)})"
            case Unary(operator, operand):
                return f"({operator} {said(operand)})"
            case Name(name):
                return name
            case Constant(value):
                return repr(value)
        return type(node).__name__

    return said(parse(text))


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("a or b and not c = 1", "(a or (b and (not (c = 1))))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c + d", "(((a / b) * c) + d)"),
        ("-a * b", "((- a) * b)"),
        ("- 9", "-9"),
        ("a == 1 and b <> 2", "((a = 1) and (b != 2))"),
        ("a between 1 and 5 and b", "(((a >= 1) and (a <= 5)) and b)"),
        ("not a is missing", "(not Is)"),
        ("a is not missing", "(not Is)"),
        ("a not in [1]", "(not In)"),
        ("(a or b) and c", "((a or b) and c)"),
        ("å = 'æ'", "(å = 'æ')"),
        ("x = .5", "(x = 0.5)"),
        ("if a then 1 else if b then 2 else 3", "Choose"),
    ],
)
def test_what_binds_tighter(text, brackets):
    assert shape(text) == brackets


REFUSED = [
    ("size > > 3", 8, "SK101", "'>' stands where a value was expected"),
    ("1 < size < 3", 10, "SK101", "write `x between 1 and 5`"),
    ("size > 3 && export = 1", 10, "SK101", "write `and`"),
    ("size > 3 || export = 1", 10, "SK101", "write `or`"),
    ("!export", 1, "SK101", "write `not`"),
    ("size =< 3", 6, "SK101", "write `<=`"),
    ("${size} > 3", 1, "SK101", "without ${ }"),
    ("partners.share > 3", 9, "SK101", "a name has no point"),
    ("name = \u201cx\u201d", 8, "SK101", "straight quotes"),
    ("name = 'x", 8, "SK101", "no closing quote"),
    ("size > 3 AND export = 1", 10, "SK101", "write `and`"),
    ("(size > 3", 10, "SK101", "')' was expected"),
    ("size > 3)", 9, "SK101", "the expression should end"),
    ("", 1, "SK101", "the end of the expression stands where a value was expected"),
    ("size in 3", 9, "SK101", "a list was expected"),
    ("size in []", 9, "SK101", "the list is empty"),
    ("size in [9..1]", 13, "SK101", "begins above its end"),
    ("size in [a]", 10, "SK101", "a number or a text in quotes"),
    ("[1, 2]", 1, "SK101", "a list stands after `in`"),
    ("if size > 3 then 1", 19, "SK101", "'else' was expected"),
    ("3 is missing", 6, "SK101", "about a variable"),
    ("totl(size) > 3", 1, "SK104", "the functions are"),
    ("cout(size > 3) > 1", 1, "SK104", "did you mean 'count'?"),
    ("__import__('os')", 1, "SK104", "there is no function"),
    ("(" * 61 + "1" + ")" * 61, 61, "SK103", "more than 60 deep"),
    ("size = 1" + " or size = 1" * 400, 1, "SK102", "2000 is the most"),
]


@pytest.mark.parametrize(("text", "column", "code", "words"), REFUSED)
def test_what_cannot_be_read_is_refused_at_its_column(text, column, code, words):
    with pytest.raises(DefinitionError) as refusal:
        parse(text)
    (problem,) = refusal.value.problems
    assert (problem.place.column, problem.rule.code) == (column, code)
    assert words in str(problem)


def test_long_chains_within_the_cap_are_read_and_evaluated():
    text = "size = 1" + " or size = 2" * 150
    assert compiled(parse(text), SYMBOLS)({"size": 2}) is True
    assert sql_of(parse(text), SYMBOLS).count("OR") > 100


def test_places_come_from_the_file():
    with pytest.raises(DefinitionError, match=r"sis.yaml:7:28"):
        parse("a = = 1", lambda offset: Place("sis.yaml", 7, 24 + offset))


CHECKED = [
    ("export = 1 and size > 3", []),
    ("day > '2006-05-31' and year(day) >= 2000", []),
    ("country in ['NO', 'SE'] or 3 in partners", []),
    ("round(size / 3, 2) > 1 and all_equal(size, sales)", []),
    ("exprt = 1", ["1 SK110 did you mean 'export'?"]),
    ("Export = 1", ["1 SK110 did you mean 'export'?"]),
    ("export = 2", ["10 SK112 the choices are 1, 0"]),
    ("sector = 'Software'", ["10 SK112 write 72"]),
    ("country = 'NOR'", ["11 SK112 did you mean 'NO'?"]),
    ("2 in partners", ["1 SK112 "]),
    ("size = -9", ["8 SK112 write `size is no_answer`"]),
    ("export", []),
    ("export and size > 3", ["1 SK111 `export = 1`"]),
    ("not export", ["5 SK111 `export = 1`"]),
    ("size > 'ten'", ["8 SK111 quotes"]),
    ("name > 'a'", ["1 SK111 "]),
    ("name + 1 > 2", ["1 SK111 "]),
    ("day > '2006-02-30'", ["7 SK111 year-month-day"]),
    ("partners = 1", ["1 SK111 `1 in partners`"]),
    ("1 in export", ["6 SK111 `export = 1`"]),
    ("size is refusd", ["1 SK113 did you mean 'refused'?"]),
    ("round(size, 1, 2) > 3", ["1 SK114 "]),
    ("months(day) > 3", ["1 SK114 "]),
    ("round(size, size) > 3", ["13 SK111 "]),
    ("1 = 1", ["1 SK115 "]),
    ("a = 1 and b = 2", ["1 SK110 ", "11 SK110 "]),
]


@pytest.mark.parametrize(("text", "expected"), CHECKED)
def test_names_types_and_codes_are_checked_before_anything_runs(text, expected):
    problems = check(parse(text), SYMBOLS, text).problems
    assert len(problems) == len(expected), [str(p) for p in problems]
    for problem, wanted in zip(problems, expected, strict=True):
        column, code, hint = wanted.split(" ", 2)
        assert (str(problem.place.column), problem.rule.code) == (column, code)
        assert hint in problem.hint


T, F, U = True, False, None
KLEENE = [("and", [(T, T, T), (T, F, F), (T, U, U), (F, U, F), (U, F, F), (U, U, U), (F, F, F)])]
KLEENE += [("or", [(T, T, T), (T, F, T), (T, U, T), (F, U, U), (U, T, T), (U, U, U), (F, F, F)])]


@pytest.mark.parametrize(("operator", "left", "right", "result"), [(o, *row) for o, rows in KLEENE for row in rows])
def test_three_values(operator, left, right, result):
    row = {"export": {T: 1, F: 0, U: None}[left], "sector": {T: 72, F: 73, U: Empty("refused")}[right]}
    assert compiled(parse(f"export = 1 {operator} sector = 72"), SYMBOLS)(row) is result


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("size / sales", {"size": 6, "sales": 4}, 1.5),
        ("size / sales", {"size": 6, "sales": 0}, None),
        ("log(size)", {"size": 0}, None),
        ("size > 3", {"size": -9}, None),
        ("size is no_answer", {"size": -9}, True),
        ("size is no_answer", {"size": Empty("no_answer")}, True),
        ("size is missing", {}, True),
        ("size is blank", {}, True),
        ("size is answered", {"size": 3}, True),
        ("sum(size, sales)", {"size": 3, "sales": None}, 3.0),
        ("sum(size, sales)", {}, None),
        ("count(size > 1, sales > 1)", {"size": 3, "sales": None}, 1.0),
        ("all_equal(size, sales)", {"size": 3, "sales": None}, None),
        ("min(size, sales)", {"size": 3, "sales": -9}, 3.0),
        ("round(size / 4, 1)", {"size": 1}, 0.3),
        ("round(-size / 4, 1)", {"size": 1}, -0.3),
        ("1 in partners", {"partners": (1, 3)}, True),
        ("1 in partners", {"partners": ()}, False),
        ("1 in partners", {"partners": Empty("refused")}, None),
        ("months(day, '2006-01-31')", {"day": "2007-03-01"}, 14.0),
        ("year(day)", {"day": "no date"}, None),
        ("if export = 1 then size else 0", {"export": None, "size": 3}, None),
        ("size between 1 and 5", {"size": 5}, True),
        ("size in [1..3, 7]", {"size": 2.5}, True),
        ("country != 'NO'", {"country": "SE"}, True),
        ("size * 1e", {"size": 1}, "SK101"),
    ],
)
def test_what_one_case_gives(text, row, value):
    if value == "SK101":
        with pytest.raises(DefinitionError):
            parse(text)
        return
    found = compiled(parse(text), SYMBOLS)(row)
    assert found == value
    assert type(found) is type(value)


def test_the_names_an_expression_reads():
    assert names_of(parse("1 in partners and size > 3 or name is missing and size < 9")) == ("partners", "size", "name")


def test_identifiers_and_texts_are_quoted_whatever_they_hold():
    assert quoted('a"; DROP TABLE t; --') == '"a""; DROP TABLE t; --"'
    assert "''" in sql_of(parse('name = "it\'s"'), SYMBOLS)


def test_functions_within_functions_cannot_grow_without_end():
    text = "size"
    for _ in range(18):
        text = f"sum({text}, {text})" if len(text) < 900 else text
    with pytest.raises(DefinitionError, match=r"SK10[25]"):
        sql_of(parse("round(" * 20 + "size" + ")" * 20), SYMBOLS)


@pytest.mark.parametrize(
    ("text", "english", "norwegian"),
    [
        ("export = 1", "'Exports' is Yes", "'Exports' er Yes"),
        ("not (export = 1)", "'Exports' is not Yes", "'Exports' er ikke Yes"),
        ("size >= 10", "'Employees' is at least 10", "'Employees' er minst 10"),
        ("1 in partners", "'Partners' includes Group", "'Partners' omfatter Group"),
        ("sector in [72, 73]", "'Sector' is one of Software, Research", "'Sector' er en av Software, Research"),
        ("size is refused", "'Employees' is empty: refused", "'Employees' er tom: vil ikke svare"),
        ("size is not missing", "'Employees' is answered", "'Employees' er besvart"),
        (
            "export = 1 and (size > 3 or sector = 72)",
            "'Exports' is Yes and ('Employees' is above 3 or 'Sector' is Software)",
            "",
        ),
    ],
)
def test_an_expression_in_words(text, english, norwegian):
    assert in_words(parse(text), SYMBOLS, "en") == english
    if norwegian:
        assert in_words(parse(text), SYMBOLS, "nb") == norwegian
