"""A condition of another system and its translation are true of the same answers, blanks included.

The other system is played by a small evaluator of its own rules: a blank is the empty text, `!=` is true of it, an
order is not. The translation is evaluated by our own algebra of one case.
"""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveykit.exchange.logic.parse import Untranslatable
from surveykit.exchange.logic.subject import Subject
from surveykit.exchange.logic.syntax import Field, Figure, Function, Not, Pair, Truth, Word, fields_of
from surveykit.exchange.logic.translate import Translator
from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbol
from surveykit.missing import Empty

SUBJECTS = {
    "a": Subject("q_a", "number", {"1": 1, "2": 2}),
    "b": Subject("q_b", "number", {"1": 1, "2": 2}),
    "n": Subject("q_n", "number"),
    "t": Subject("q_t", "text"),
    "s": Subject("q_s", "set", {"1": 1, "2": 2}),
}
SYMBOLS = {
    "q_a": Symbol("q_a", "number", {1: "one", 2: "two"}),
    "q_b": Symbol("q_b", "number", {1: "one", 2: "two"}),
    "q_n": Symbol("q_n", "number"),
    "q_t": Symbol("q_t", "text"),
    "q_s": Symbol("q_s", "set", {1: "one", 2: "two"}, members={1: "q_s_1", 2: "q_s_2"}),
}
ANSWERS = {
    "a": [1, 2, Empty("refused"), Empty("not_asked")],
    "b": [1, 2, Empty("dont_know"), Empty("not_asked")],
    "n": [0, 3, Empty("no_answer"), Empty("not_asked")],
    "t": ["x", "y", Empty("refused"), Empty("not_asked")],
    "s": [(), (1,), (1, 2), Empty("refused"), Empty("not_asked")],
}
SIGNS = ["=", "!=", "<", "<=", ">", ">="]


def atoms(even_unasked):
    flag = st.booleans() if even_unasked is None else st.just(even_unasked)
    coded = st.builds(lambda name, f: Field(name, even_unasked=f), st.sampled_from(["a", "b"]), flag)
    number = st.builds(lambda f: Field("n", even_unasked=f), flag)
    text = st.builds(lambda f: Field("t", even_unasked=f), flag)
    box = st.builds(lambda code, f: Field("s", code, f), st.sampled_from(["1", "2"]), flag)
    return st.one_of(
        st.builds(Pair, st.sampled_from(SIGNS), coded, st.sampled_from([Word("1"), Word("2"), Figure("1")])),
        st.builds(Pair, st.sampled_from(["=", "!="]), coded, st.just(Word(""))),
        st.builds(Pair, st.sampled_from(SIGNS), st.just(Figure("2")), coded),
        st.builds(Pair, st.sampled_from(["=", "!="]), coded, coded),
        st.builds(Pair, st.sampled_from(SIGNS), number, st.sampled_from([Figure("0"), Figure("2"), Figure("3")])),
        st.builds(
            Pair,
            st.sampled_from(SIGNS),
            st.builds(Pair, st.sampled_from(["+", "-", "*"]), number, coded),
            st.just(Figure("3")),
        ),
        st.builds(Pair, st.sampled_from(["=", "!="]), text, st.sampled_from([Word("x"), Word("z"), Word("")])),
        st.builds(Pair, st.sampled_from(["=", "!="]), box, st.sampled_from([Word("1"), Word("0"), Figure("1")])),
        st.builds(lambda field: Function("blank", (field,)), st.one_of(coded, number, text, box)),
        st.builds(lambda field: Function("among", (field, Word("1"))), coded),
        number,
        st.builds(Truth, st.booleans()),
    )


def conditions(even_unasked):
    return st.recursive(
        atoms(even_unasked),
        lambda inner: st.one_of(st.builds(Not, inner), st.builds(Pair, st.sampled_from(["and", "or"]), inner, inner)),
        max_leaves=5,
    )


def said(answer):
    """An answer as the other system keeps it."""
    return "" if isinstance(answer, Empty) else answer


def holds(node, case):
    """Whether a condition is true there."""
    match node:
        case Truth(value):
            return value
        case Not(operand):
            return not holds(operand, case)
        case Pair("and", left, right):
            return holds(left, case) and holds(right, case)
        case Pair("or", left, right):
            return holds(left, case) or holds(right, case)
        case Pair(sign, left, right):
            return compared(sign, worth(left, case), worth(right, case))
        case Field():
            return worth(node, case) not in ("", 0)
        case Function("blank", (field,)):
            return worth(field, case) in ("", "unticked") if field.choice is None else worth(field, case) == 0
        case Function("among", (field, *options)):
            return any(compared("=", worth(field, case), worth(option, case)) for option in options)
    raise AssertionError(node)


def worth(node, case):
    match node:
        case Word(word):
            return word
        case Figure(word):
            return float(word)
        case Field(name, None):
            return said(case[name])
        case Field(name, choice):
            ticked = case[name]
            return int(not isinstance(ticked, Empty) and int(choice) in ticked)
        case Pair(sign, left, right):
            one, other = worth(left, case), worth(right, case)
            if "" in (one, other):
                return float("nan")
            return {"+": one + other, "-": one - other, "*": one * other}[sign]
    raise AssertionError(node)


def compared(sign, left, right):
    if sign in ("=", "!="):
        same = (
            (str(left) == str(right))
            if isinstance(left, str) and isinstance(right, str)
            else number(left) == number(right)
        )
        return same if sign == "=" else not same
    one, other = number(left), number(right)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]


def number(word):
    try:
        return float(word)
    except ValueError:
        return float("nan") if word == "" else word


def cases(node):
    names = sorted({field.name for field in fields_of(node)})
    for answers in product(*(ANSWERS[name] for name in names)):
        yield dict(zip(names, answers, strict=True))


def translated(node, *, blank_is_text=True):
    try:
        return Translator(SUBJECTS, blank_is_text=blank_is_text).condition(node)
    except Untranslatable:
        assume(False)


@settings(max_examples=300, deadline=None)
@given(conditions(even_unasked=True))
def test_a_blank_is_the_empty_text(node):
    text = translated(node) or "true"
    expression = parse(text)
    assert not [p for p in check(expression, SYMBOLS, text).problems if p.severity == "error"], text
    run = compiled(expression, SYMBOLS)
    for case in cases(node):
        ours = run({f"q_{name}": answer for name, answer in case.items()})
        assert (ours is True) is holds(node, case), (text, case)


@settings(max_examples=300, deadline=None)
@given(conditions(even_unasked=None))
def test_a_field_that_was_not_asked_makes_the_whole_false_where_the_system_says_so(node):
    text = translated(node) or "true"
    run = compiled(parse(text), SYMBOLS)
    for case in cases(node):
        unasked = any(not f.even_unasked and case[f.name] == Empty("not_asked") for f in fields_of(node))
        ours = run({f"q_{name}": answer for name, answer in case.items()})
        assert (ours is True) is (holds(node, case) and not unasked), (text, case)


@settings(max_examples=200, deadline=None)
@given(conditions(even_unasked=True), st.sampled_from(["1", "2"]), st.sampled_from(["3", "4"]))
def test_an_if_chooses_as_the_other_system_does(node, then, otherwise):
    try:
        text = Translator(SUBJECTS, blank_is_text=True).formula(Function("if", (node, Figure(then), Figure(otherwise))))
    except Untranslatable:
        assume(False)
    run = compiled(parse(text), SYMBOLS)
    for case in cases(node):
        ours = run({f"q_{name}": answer for name, answer in case.items()})
        assert ours == float(then if holds(node, case) else otherwise), (text, case)


@pytest.mark.parametrize("answer", [1, 2, None])
def test_the_unknown_of_r_stays_unknown(answer):
    node = Not(Pair("=", Field("a"), Word("1")))
    text = translated(node, blank_is_text=False)
    assert text == "q_a != 1"
    assert compiled(parse(text), SYMBOLS)({"q_a": answer}) is {1: False, 2: True, None: None}[answer]
