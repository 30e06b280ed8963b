"""What is written is what is read: any expression comes back from its text, and each part knows where it stands."""

from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.exchange.spell import spelt
from surveykit.expr.fold import names_of, previous_of
from surveykit.expr.parse import FUNCTIONS, parse
from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Span,
    Unary,
)

LOOSE, OR, AND, NOT, COMPARED, ADDED, MULTIPLIED, WHOLE = range(8)
POWERS = {"or": OR, "and": AND, "+": ADDED, "-": ADDED, "*": MULTIPLIED, "/": MULTIPLIED}
SPACES = st.sampled_from([" ", "  ", "\n", "\t "])
MAYBE = st.sampled_from(["", " ", "\n"])

names = st.sampled_from(["a", "æble", "x_1", "any", "previous", "Жук"]).map(Name)
variables = names | names.map(Previous)
numbers = st.integers(-(10**6), 10**6) | st.sampled_from([0.5, 12.25, -3.75])
texts = st.sampled_from(["", "it's", 'a "b"', "x = 1 and", "(", "é"])
constants = (numbers | texts).map(Constant)
truths = st.booleans().map(Constant)


@st.composite
def intervals(draw):
    low = draw(st.integers(-50, 50))
    return Interval(low, low + draw(st.integers(0, 9)))


options = st.lists(constants | intervals(), min_size=1, max_size=3).map(tuple)
leaves = (
    variables
    | constants
    | truths
    | st.builds(Is, variables, st.sampled_from(["missing", "answered", "refused", "own"]))
    | st.builds(Has, constants, variables)
)


def negated(operand):
    plain = isinstance(operand, Constant) and not isinstance(operand.value, bool | str)
    return operand if plain else Unary("-", operand)


def grown(parts):
    signs = st.sampled_from([*POWERS, "=", "!=", "<", "<=", ">", ">="])
    return (
        st.builds(Binary, signs, parts, parts)
        | parts.map(lambda part: Unary("not", part))
        | parts.map(negated)
        | st.builds(In, parts, options)
        | st.builds(Call, st.sampled_from(FUNCTIONS), st.lists(parts, max_size=3).map(tuple))
        | st.builds(Choose, parts, parts, parts)
    )


EXPRESSIONS = st.recursive(leaves, grown, max_leaves=12)


class Writer:
    """Writes an expression with the brackets it needs, some more, and blanks here and there."""

    def __init__(self, draw):
        self.draw = draw

    def put(self, node, least):
        """The text of a part that stands where what binds looser than `least` needs brackets."""
        text, power = self.written(node)
        for _ in range((power < least) + self.draw(st.sampled_from([0, 0, 0, 1]))):
            text = f"({self.draw(MAYBE)}{text}{self.draw(MAYBE)})"
        return text

    def written(self, node):  # noqa: C901 - an arm a node
        space = self.draw(SPACES)
        match node:
            case Name() | Previous():
                return str(node), WHOLE
            case Constant(value):
                return self.constant(value), WHOLE
            case Unary("-", operand):
                return f"-{self.put(operand, WHOLE)}", WHOLE
            case Unary(_, operand):
                return f"not{space}{self.put(operand, COMPARED)}", NOT
            case Binary(operator, left, right):
                power = POWERS.get(operator, COMPARED)
                before = self.put(left, power + (power == COMPARED))
                return f"{before}{space}{operator}{space}{self.put(right, power + 1)}", power
            case In(operand, values):
                listed = f",{space}".join(self.option(value) for value in values)
                return f"{self.put(operand, ADDED)}{space}in{space}[{listed}]", COMPARED
            case Has(choice, name):
                return f"{self.constant(choice.value)} in{space}{name}", COMPARED
            case Is(name, state):
                return f"{name} is{space}{state}", COMPARED
            case Call(function, arguments):
                listed = f",{space}".join(self.put(argument, LOOSE) for argument in arguments)
                return f"{function}({listed})", WHOLE
            case Choose(condition, then, otherwise):
                parts = (self.put(part, OR) for part in (condition, then))
                return "if {1}{0}then {2}{0}else {3}".format(space, *parts, self.put(otherwise, LOOSE)), LOOSE
        raise AssertionError(node)

    def constant(self, value):
        if isinstance(value, bool):
            return str(value).lower()
        return (f"'{value}'" if '"' in value else f'"{value}"') if isinstance(value, str) else str(value)

    def option(self, value):
        return f"{value.low}..{value.high}" if isinstance(value, Interval) else self.constant(value.value)


@st.composite
def written(draw):
    """An expression and a text of it."""
    expression = draw(EXPRESSIONS)
    return expression, Writer(draw).put(expression, LOOSE)


def bare(node):
    """The node without its places."""
    if isinstance(node, tuple):
        return tuple(map(bare, node))
    if not is_dataclass(node) or isinstance(node, Span):
        return node
    return (type(node).__name__, *(bare(getattr(node, field.name)) for field in fields(node) if field.name != "span"))


def parts(node):
    """Every node that is an expression of its own, the whole first."""
    yield node
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part) and not isinstance(part, Span | Interval):
                yield from parts(part)


@settings(max_examples=600, deadline=None)
@given(written())
def test_an_expression_comes_back_from_its_text(pair):
    expression, text = pair
    assert bare(parse(text)) == bare(expression)


@settings(max_examples=600, deadline=None)
@given(EXPRESSIONS)
def test_what_is_spelt_is_read_as_it_was(expression):
    assert bare(parse(spelt(expression))) == bare(expression)


@settings(max_examples=600, deadline=None)
@given(written())
def test_each_part_knows_where_in_the_text_it_stands(pair):
    _, text = pair
    for part in parts(parse(text)):
        assert bare(parse(text[part.span.start : part.span.end])) == bare(part), part


@given(written())
def test_what_is_read_of_this_round_and_the_one_before_stands_in_the_text(pair):
    expression, text = pair
    read = [part for part in parts(expression) if isinstance(part, Name | Previous)]
    before = {part.variable for part in read if isinstance(part, Previous)}
    assert set(previous_of(expression)) == before
    assert set(names_of(parse(text))) | before == {part.variable for part in read}
