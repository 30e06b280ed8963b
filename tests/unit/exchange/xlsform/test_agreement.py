"""Our expressions and the XPath of forms agree on every answer, blank ones among them: written, read, and both.

XPath is evaluated here by a small machine of its own, which follows the rules ODK documents: a blank is an empty text,
numbers made of it are no numbers (NaN), a comparison for order is one of numbers, equality is one of numbers where a side
is a number, and of texts otherwise.
"""

import math
import os
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from surveykit.exchange.xlsform.xpath.emit import Form
from surveykit.exchange.xlsform.xpath.grammar import (
    Function,
    Literal,
    Negative,
    Operation,
    Reference,
    This,
    Untranslatable,
    parse,
)
from surveykit.exchange.xlsform.xpath.known import Known, Names
from surveykit.exchange.xlsform.xpath.pieces import Unwritable
from surveykit.exchange.xlsform.xpath.translate import check_of, condition_of, formula_of
from surveykit.expr.check import check
from surveykit.expr.parse import parse as parse_ours
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbol
from surveykit.problems import DefinitionError

PLENTY = settings(
    max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)


class InfiniteError(Exception):
    """A division by zero, which XPath takes for infinity and our language for unknown; told on the page."""


@dataclass
class Machine:
    """Evaluates XPath over answers: texts, numbers, days, and choices with blanks between; "" is a blank."""

    answers: dict[str, object]
    this: str = ""

    def value(self, node):  # noqa: C901 - an arm a node
        match node:
            case Literal(value):
                return float(value) if not isinstance(value, str) else value
            case This():
                return self.answers[self.this]
            case Reference(name):
                return self.answers[name]
            case Negative(operand):
                return -number(self.value(operand))
            case Operation("and", left, right):
                return truth(self.value(left)) and truth(self.value(right))
            case Operation("or", left, right):
                return truth(self.value(left)) or truth(self.value(right))
            case Operation("=" | "!=" as sign, left, right):
                a, b = self.value(left), self.value(right)
                if isinstance(a, bool) or isinstance(b, bool):
                    same = truth(a) == truth(b)
                elif isinstance(a, float) or isinstance(b, float):
                    same = abs(number(a) - number(b)) < 1e-12
                else:
                    same = str(a) == str(b)
                return same == (sign == "=")
            case Operation(sign, left, right):
                return arithmetic(sign, number(self.value(left)), number(self.value(right)))
            case Function(name, arguments):
                return getattr(self, "f_" + name.replace("-", "_"))(*arguments)

    def f_not(self, x):
        return not truth(self.value(x))

    def f_true(self):
        return True

    def f_false(self):
        return False

    def f_selected(self, x, word):
        return str(self.value(word)) in str(self.value(x)).split(" ") and self.value(x) != ""

    def f_count_selected(self, x):
        return float(len(str(self.value(x)).split()))

    def f_string_length(self, x):
        return float(len(self.value(x)))

    def f_if(self, condition, then, otherwise):
        return self.value(then if truth(self.value(condition)) else otherwise)

    def f_coalesce(self, a, b):
        first = self.value(a)
        return self.value(b) if first == "" else first

    def f_abs(self, x):
        return abs(number(self.value(x)))

    def f_log(self, x):
        found = number(self.value(x))
        return math.log(found) if found > 0 else math.nan

    def f_int(self, x):
        found = number(self.value(x))
        return found if math.isnan(found) else float(math.trunc(found))

    def f_round(self, x, digits=None):
        found, places = number(self.value(x)), 0 if digits is None else int(number(self.value(digits)))
        return (
            found if math.isnan(found) else math.copysign(math.floor(abs(found) * 10**places + 0.5) / 10**places, found)
        )

    def f_min(self, *xs):
        return least([number(self.value(x)) for x in xs], min)

    def f_max(self, *xs):
        return least([number(self.value(x)) for x in xs], max)

    def f_pow(self, x, times):
        return number(self.value(x)) ** number(self.value(times))

    def f_number(self, x):
        return number(self.value(x))

    def f_date(self, x):
        return Day(self.value(x))

    def f_format_date(self, x, form):
        day = self.value(x)
        return "" if day == "" else {"%Y": day[:4], "%n": str(int(day[5:7])), "%m": day[5:7]}[self.value(form)]


class Day(str):
    """A day: a text to equality, a number to order."""

    __slots__ = ()


def least(numbers, function):
    return math.nan if any(map(math.isnan, numbers)) else function(numbers)


def number(value):
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, Day):
        return float(value[:4]) * 372 + float(value[5:7]) * 31 + float(value[8:])
    try:
        return float(value)
    except ValueError:
        return math.nan


def truth(value):
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return value if isinstance(value, bool) else value != ""


def arithmetic(sign, a, b):
    if sign in ("div", "mod") and b == 0:
        raise InfiniteError
    return {
        "+": lambda: a + b,
        "-": lambda: a - b,
        "*": lambda: a * b,
        "div": lambda: a / b,
        "mod": lambda: math.fmod(a, b),
        "<": lambda: a < b,
        "<=": lambda: a <= b,
        ">": lambda: a > b,
        ">=": lambda: a >= b,
    }[sign]()


SYMBOLS = {
    "a": Symbol("a", "number"),
    "b": Symbol("b", "number"),
    "c": Symbol("c", "number", {1: "", 2: "", 3: ""}),
    "d": Symbol("d", "text", {"x": "", "y": ""}),
    "m": Symbol("m", "set", {1: "", 2: ""}, members={1: "m_1", 2: "m_2"}),
    "t": Symbol("t", "text"),
    "day": Symbol("day", "date"),
}
NAMES = Names(
    {
        "a": Known("a", "number", whole=True),
        "b": Known("b", "number"),
        "c": Known("c", "choice", {str(n): (n,) for n in (1, 2, 3)}),
        "d": Known("d", "choice", {"x": ("x",), "y": ("y",)}),
        "m": Known("m", "set", {"1": (1,), "2": (2,)}),
        "t": Known("t", "text"),
        "day": Known("day", "date"),
    }
)
ROWS = st.fixed_dictionaries(
    {
        "a": st.sampled_from([None, None, 0, 1, 2, 5, -3]),
        "b": st.sampled_from([None, 0.5, 1.0, 2.0, 5.0, -0.25]),
        "c": st.sampled_from([None, 1, 2, 3]),
        "d": st.sampled_from([None, "x", "y"]),
        "m": st.sampled_from([None, (1,), (2,), (1, 2)]),
        "t": st.sampled_from([None, "x", "2", "long words"]),
        "day": st.sampled_from([None, "2006-05-31", "2009-01-01"]),
    }
)


def as_form_holds(row):
    said = {}
    for name, value in row.items():
        if value is None:
            said[name] = ""
        elif name == "m":
            said[name] = " ".join(map(str, value))
        elif name == "day":
            said[name] = Day(value)
        else:
            said[name] = str(value) if name in ("c", "d", "t") else float(value)
    return said


OURS = st.deferred(lambda: st.one_of(LEAVES, JOINED))
VALUES = st.deferred(lambda: st.one_of(st.sampled_from(["a", "b", "c", "1", "2", "0.5", "-3"]), RECKONED))
RECKONED = st.one_of(
    st.tuples(VALUES, st.sampled_from("+-*/"), VALUES).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
    st.tuples(st.sampled_from(["sum", "min", "max"]), st.lists(VALUES, min_size=2, max_size=3)).map(
        lambda p: f"{p[0]}({', '.join(p[1])})"
    ),
    st.tuples(OURS, VALUES, VALUES).map(lambda p: f"(if {p[0]} then {p[1]} else {p[2]})"),
    st.lists(OURS, min_size=1, max_size=3).map(lambda parts: f"count({', '.join(parts)})"),
    st.sampled_from(["abs(a)", "round(b, 1)", "log(a)", "length(t)", "year(day)", "months(day, '2005-02-01')"]),
)
SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
LEAVES = st.one_of(
    st.tuples(VALUES, SIGNS, VALUES).map(" ".join),
    st.sampled_from(
        [
            "c = 2", "c != 3", "c in [1, 3]", "not c in [2]", "c >= 2", "d = 'x'", "d != 'y'", "a in [1..3, 5]",
            "1 in m", "not 2 in m", "m is missing", "a is answered", "d is missing", "t = 'x'", "t != '2'",
            "day > '2006-12-31'", "day = '2006-05-31'", "a between 1 and 4", "all_equal(a, b)", "a is refused",
        ]
    ),
)  # fmt: skip
JOINED = st.one_of(
    st.tuples(OURS, st.sampled_from(["and", "or"]), OURS).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
    OURS.map(lambda inner: f"not ({inner})"),
    st.tuples(st.sampled_from(["any", "all"]), st.lists(OURS, min_size=1, max_size=3)).map(
        lambda p: f"{p[0]}({', '.join(p[1])})"
    ),
)


def sound(text):
    found = check(parse_ours(text), SYMBOLS, text)
    return not [problem for problem in found.problems if problem.severity == "error"]


def ours(text, row):
    return compiled(parse_ours(text), SYMBOLS)(row)


def form():
    return Form(SYMBOLS, nodes=frozenset(SYMBOLS))


@PLENTY
@given(OURS, ROWS)
def test_a_condition_that_is_written_is_true_where_it_was(text, row):
    assume(sound(text))
    value, machine = ours(text, row), Machine(as_form_holds(row))
    try:
        written = form().condition(text) or "true()"
        asked = form().condition(text, unknown=True) or "true()"
        assert machine.value(parse(written)) is (value is True), written
        assert machine.value(parse(asked)) is (value is not False), asked
        assert machine.value(parse(form().broken(text))) is (value is False)
    except (InfiniteError, Untranslatable, Unwritable):  # too long for our own reader, or for a cell
        pass


@PLENTY
@given(VALUES, ROWS)
def test_a_value_that_is_written_is_what_it_was(text, row):
    assume(sound(text))
    value = ours(text, row)
    try:
        found = Machine(as_form_holds(row)).value(parse(form().value(text)))
    except (InfiniteError, Untranslatable, Unwritable):
        return
    found = number(found)
    assert (value is None and math.isnan(found)) or found == pytest.approx(value)


XPATHS = st.deferred(lambda: st.one_of(XLEAVES, XJOINED))
XVALUES = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["${a}", "${b}", "${c}", "1", "2", "0.5", "'2'", "-3", "string-length(${t})", "count-selected(${m})"]),
        st.tuples(XVALUES, st.sampled_from(["+", "-", "*", "div", "mod"]), XVALUES).map(lambda p: f"({' '.join(p)})"),
        st.tuples(XPATHS, XVALUES, XVALUES).map(lambda p: f"if({', '.join(p)})"),
        st.tuples(XPATHS, XVALUES).map(lambda p: f"if({p[0]}, {p[1]}, '')"),
        st.sampled_from(["coalesce(${a}, ${b})", "min(${a}, ${b})", "max(${a}, 2, ${b})", "abs(${b})", "int(${b})"]),
        st.sampled_from(["round(${b}, 1)", "pow(${a}, 2)", "log(${b})", "number(${c})", "format-date(${day}, '%Y')"]),
    )
)  # fmt: skip
XLEAVES = st.one_of(
    st.tuples(XVALUES, SIGNS, XVALUES).map(" ".join),
    st.sampled_from(
        [
            "${c} = '2'", "${c} != '3'", "${c} = 2", "${d} = 'x'", "${d} != 'y'", "selected(${m}, '1')",
            "selected(${c}, '3')", "${m} = ''", "${a} = ''", "${a} != ''", "${d} = ''", "${a} = ${b}", "${a} != ${b}",
            "${t} = 'x'", "${t} != '2'", "${t} = ${d}", "string-length(${t}) > 0", "string-length(${t}) < 5",
            "${m} = '1 2'", "${m} != '1'", "count-selected(${m}) >= 1", "${day} > date('2006-12-31')", "true()",
            "${d} = ${t}", "${c} >= 2", "'2' < ${c}",
        ]
    ),
)  # fmt: skip
XJOINED = st.one_of(
    st.tuples(XPATHS, st.sampled_from(["and", "or"]), XPATHS).map(lambda p: f"({' '.join(p)})"),
    XPATHS.map(lambda inner: f"not({inner})"),
)


@PLENTY
@given(XPATHS, ROWS)
def test_a_condition_that_is_read_is_true_where_it_was(xpath, row):
    try:
        found = condition_of(xpath, NAMES)
        expected = Machine(as_form_holds(row)).value(parse(xpath))
    except (Untranslatable, InfiniteError):
        return
    assume(sound(found.text))  # what check refuses as too large stays a note
    assert (ours(found.text, row) is True) is expected, found.text


@PLENTY
@given(st.sampled_from("abcdmt"), XPATHS, ROWS)
def test_a_constraint_that_is_read_refuses_what_it_did(this, xpath, row):
    xpath = xpath.replace(f"${{{this}}}", ".")
    try:
        found = check_of(xpath, NAMES, NAMES.known[this])
        expected = Machine(as_form_holds(row), this).value(parse(xpath))
    except (Untranslatable, InfiniteError):
        return
    refused = ours(found.text, row) is False
    assert refused is (not expected if row[this] is not None else False), found.text


@PLENTY
@given(XVALUES, ROWS)
def test_a_calculation_that_is_read_gives_what_it_did(xpath, row):
    try:
        found = formula_of(xpath, NAMES)
        expected = Machine(as_form_holds(row)).value(parse(xpath))
    except (Untranslatable, InfiniteError):
        return
    if found.value.type != "number":
        return
    value, expected = ours(found.text, row), number(expected)
    if value is None:
        assert math.isnan(expected), found.text
    else:
        assert value == pytest.approx(expected), found.text


@PLENTY
@given(OURS, ROWS)
def test_what_is_written_and_read_again_is_true_where_it_was(text, row):
    assume(sound(text))
    try:
        written = form().condition(text)
        again = condition_of(written or "true()", NAMES).text
        parse_ours(again)
    except (Untranslatable, Unwritable, DefinitionError):  # too long for a cell, or nested too deeply for us
        return
    assert (ours(again, row) is True) is (ours(text, row) is True), (written, again)
