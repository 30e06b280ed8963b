"""Two algebras of the unknown: without which variables an expression is unknown, and whether with them it is known."""

from collections.abc import Sequence
from functools import reduce

from surveykit.expr.fold import fold
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary

Keys = frozenset[str]
Sure = bool
_NONE: Keys = frozenset()
_OF_SOME = ("sum", "min", "max")  # known as soon as one argument is
_DECIDED = ("count", "any", "all", "all_equal")  # may be known without some


def needs(expression: Expression) -> Keys:
    """The variables (as a case and a table call them) that must hold a valid value for the expression to be known.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> [sorted(needs(parse(text))) for text in ("a + b > 3", "a > 3 or b > 3", "a is missing")]
        [['a', 'b'], [], []]
    """
    return fold(expression, _Needs())


def certain(expression: Expression) -> bool:
    """Whether an expression is known as soon as every variable in it holds a valid value.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> certain(parse("a > 3 and a in [4, 5]")), certain(parse("10 / a > 3"))
        (True, False)
    """
    return fold(expression, _Certain())


class _Needs:
    def name(self, node: Name) -> Keys:
        return frozenset([node.key])

    def previous(self, node: Previous) -> Keys:
        return frozenset([node.key])

    def constant(self, _node: Constant) -> Keys:
        return _NONE

    def unary(self, _node: Unary, operand: Keys) -> Keys:
        return operand

    def binary(self, node: Binary, left: Keys, right: Keys) -> Keys:
        return left & right if node.operator in ("and", "or") else left | right

    def in_(self, _node: In, operand: Keys) -> Keys:
        return operand

    def has(self, _node: Has) -> Keys:
        return _NONE

    def is_(self, _node: Is) -> Keys:
        return _NONE

    def call(self, node: Call, arguments: Sequence[Keys]) -> Keys:
        if node.function in _DECIDED or not arguments:
            return _NONE
        if node.function in _OF_SOME:
            return reduce(frozenset.intersection, arguments)
        return _NONE.union(*arguments)

    def choose(self, _node: Choose, condition: Keys, _then: Keys, _otherwise: Keys) -> Keys:
        return condition


class _Certain:
    def name(self, _node: Name) -> Sure:
        return True

    def previous(self, _node: Previous) -> Sure:
        return True

    def constant(self, _node: Constant) -> Sure:
        return True

    def unary(self, _node: Unary, operand: Sure) -> Sure:
        return operand

    def binary(self, node: Binary, left: Sure, right: Sure) -> Sure:
        return node.operator not in ("+", "-", "*", "/") and left and right

    def in_(self, _node: In, operand: Sure) -> Sure:
        return operand

    def has(self, _node: Has) -> Sure:
        return True

    def is_(self, _node: Is) -> Sure:
        return True

    def call(self, node: Call, arguments: Sequence[Sure]) -> Sure:
        return node.function in ("length", "real_day", "abs", *_DECIDED) and all(arguments)

    def choose(self, _node: Choose, condition: Sure, then: Sure, otherwise: Sure) -> Sure:
        return condition and then and otherwise
