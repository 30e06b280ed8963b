"""Expressions over cells: what follows from printed numbers, and from all the values they may stand for."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from surveykit.expr.fold import Anew, fold, leaves
from surveykit.expr.parse import Grammar, parse
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary
from surveykit.expr.tokens import PlaceAt, column_only
from surveykit.problems import Rule
from surveykit.reproduction.functions import FUNCTIONS, POOLED
from surveykit.reproduction.interval import Interval, exact

OF_MANY: Final = (*POOLED, "any", "all")
"""Functions that take together what a check lists under `over`."""
CELLS: Final = Grammar(dotted=True, functions=(*OF_MANY, *FUNCTIONS))
"""Expressions over cells: names have points in them, and there are a few functions of statistics."""

NOT_OF_CELLS = Rule(
    "SK922",
    "An expression asks of cells what they have not",
    "A printed number is no answer of a case: it has no reason for being empty, and no round before.",
    "holds: table1.export.mean is missing",
    "Write a number for a formula and a comparison for a claim.",
)

Truth = bool | None
"""True or false of all values the numbers may stand for, or None: of some the one, of some the other."""
Meaning = Interval | Truth
Lookup = Callable[[str], Interval]
Apart = Callable[[Binary], Interval]
Find = Callable[[Name, Mapping[str, str]], Expression]


class UnknownError(ArithmeticError):
    """Nothing follows: a number is not printed, a divisor is zero, a logarithm is of no positive number."""


def read(text: str, place_at: PlaceAt = column_only) -> Expression:
    """Read an expression over cells.

    Raises:
        DefinitionError: SK101 to SK104, it cannot be read.
    """
    return parse(text, place_at, CELLS)


def filled(name: str, at: Mapping[str, str]) -> str:
    """A name with the row, the column and so on at hand in the places of `{row}`, `{column}`.

    Raises:
        KeyError: one of them is not at hand.

    Example:
        >>> filled("table6.{row}.total", {"row": "BG"})
        'table6.BG.total'
    """
    return re.sub(r"\{(\w+)\}", lambda found: at[found[1]], name)


def bound(
    expression: Expression,
    at: Mapping[str, str],
    over: Mapping[str, Sequence[str]],
    find: Find,
) -> Expression:
    """An expression at a row and column: each name by what it means, and what a function takes over many written out.

    Args:
        expression: the expression.
        at: the row, the column and so on at hand.
        over: what a function goes over, by the word in braces.
        find: from a name, and what is at hand, to what it means.
    """
    spread = fold(expression, _Bound(at, over, find))
    # what stands outside of every function has one meaning or none
    return fold(spread, _Bound(at, {}, lambda node, here: find(node, here) if "{" in node.name else node))


def words_in(expression: Expression) -> tuple[str, ...]:
    """The words in braces."""
    names = [leaf.name for leaf in leaves(expression) if isinstance(leaf, Name)]
    return tuple(dict.fromkeys(word for name in names for word in re.findall(r"\{(\w+)\}", name)))


def meaning(expression: Expression, lookup: Lookup, apart: Apart | None = None) -> Meaning:
    """What an expression gives for all the values its names may have, step by step.

    Args:
        expression: the expression.
        lookup: the interval of a name.
        apart: how far apart the sides of a comparison may be, where a name may stand on both.

    Raises:
        UnknownError: nothing follows.
    """
    return fold(expression, _Intervals(lookup, apart))


@dataclass(frozen=True, slots=True)
class _Bound(Anew):
    at: Mapping[str, str]
    over: Mapping[str, Sequence[str]]
    find: Find

    def name(self, node: Name) -> Expression:
        waits = any(word in self.over and word not in self.at for word in words_in(node))
        return node if waits else self.find(node, self.at)

    def call(self, node: Call, arguments: Sequence[Expression]) -> Expression:
        if node.function in OF_MANY:
            arguments = [part for argument in node.arguments for part in self._spread(argument)]
        return replace(node, arguments=tuple(arguments))

    def _spread(self, argument: Expression) -> list[Expression]:
        """One argument of a function, once for each of what it goes over."""
        places = [dict(self.at)]
        for word in words_in(argument):
            if word not in self.at and word in self.over:
                places = [{**place, word: each} for place in places for each in self.over[word]]
        return [fold(argument, _Bound(place, self.over, self.find)) for place in places]


def _number(value: Meaning) -> Interval:
    if not isinstance(value, Interval):
        msg = "a condition stands where a number was expected"
        raise UnknownError(msg)
    return value


def _truth(value: Meaning) -> Truth:
    if isinstance(value, Interval):
        msg = "a number stands where a condition was expected"
        raise UnknownError(msg)
    return value


@dataclass(frozen=True, slots=True)
class _Intervals:
    """The algebra of intervals; comparisons are true of all values, false of all, or undecided."""

    lookup: Lookup
    apart: Apart | None

    def name(self, node: Name) -> Meaning:
        return self.lookup(node.name)

    def previous(self, node: Previous) -> Meaning:
        raise _foreign(node)

    def constant(self, node: Constant) -> Meaning:
        if isinstance(node.value, bool):
            return node.value
        if isinstance(node.value, str):
            raise _foreign(node)
        # a decimal is what is written, not the nearest number a machine has
        return Interval.of(Fraction(repr(node.value)))

    def unary(self, node: Unary, operand: Meaning) -> Meaning:
        if node.operator == "-":
            return -_number(operand)
        truth = _truth(operand)
        return None if truth is None else not truth

    def binary(self, node: Binary, left: Meaning, right: Meaning) -> Meaning:
        if node.operator in ("and", "or"):
            return _joined([_truth(left), _truth(right)], decisive=node.operator == "or")
        a, b = _number(left), _number(right)
        match node.operator:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case "/":
                return _quotient(a, b)
        if self.apart is not None:
            a, b = self.apart(replace(node, operator="-")), Interval.of(Fraction(0))
        return compared(node.operator, a, b)

    def in_(self, node: In, operand: Meaning) -> Meaning:
        value = _number(operand)
        ends = [(o.value, o.value) if isinstance(o, Constant) else (o.low, o.high) for o in node.options]
        if any(isinstance(end, str) for pair in ends for end in pair):
            raise _foreign(node)
        spans = [(exact(Fraction(repr(low))), exact(Fraction(repr(high)))) for low, high in ends]
        return _joined([_within(value, Interval(low, high)) for low, high in spans], decisive=True)

    def has(self, node: Has) -> Meaning:
        raise _foreign(node)

    def is_(self, node: Is) -> Meaning:
        raise _foreign(node)

    def call(self, node: Call, arguments: Sequence[Meaning]) -> Meaning:
        if node.function in ("any", "all"):
            return _joined([_truth(each) for each in arguments], decisive=node.function == "any")
        numbers = [_number(each) for each in arguments]
        if node.function in POOLED:
            if not numbers:
                msg = f"'{node.function}' is of nothing"
                raise UnknownError(msg)
            return POOLED[node.function](numbers)
        made = FUNCTIONS[node.function](*numbers)
        if made is None:
            msg = f"'{node.function}' has no value there"
            raise UnknownError(msg)
        return made

    def choose(self, _node: Choose, condition: Meaning, then: Meaning, otherwise: Meaning) -> Meaning:
        decided = _truth(condition)
        if decided is not None:
            return then if decided else otherwise
        return _number(then).hull(_number(otherwise))


def compared(sign: str, a: Interval, b: Interval) -> Truth:
    """Whether a comparison is true of all values, of none (False), or of some (None)."""
    if sign in ("=", "!="):
        same = (True if a.single else None) if a == b else None
        same = False if not a.meets(b) else same
        return same if sign == "=" or same is None else not same
    if sign in (">", ">="):
        return compared("<" if sign == ">" else "<=", b, a)
    always, never = (a.high < b.low, a.low >= b.high) if sign == "<" else (a.high <= b.low, a.low > b.high)
    return True if always else False if never else None


def _within(value: Interval, span: Interval) -> Truth:
    if value.low in span and value.high in span:
        return True
    return None if value.meets(span) else False


def _joined(parts: Sequence[Truth], *, decisive: bool) -> Truth:
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _quotient(a: Interval, b: Interval) -> Interval:
    try:
        return a / b
    except ZeroDivisionError:
        msg = "a divisor is zero"
        raise UnknownError(msg) from None


def _foreign(_node: Expression) -> UnknownError:
    return UnknownError("it asks of cells what they have not: a text, a reason, a round before")
