"""The algebra of needs: without which variables an expression is unknown, whatever the others are."""

from collections.abc import Sequence
from functools import reduce

from surveykit.expr.fold import fold
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary

Keys = frozenset[str]
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
