"""Names that are given a value: an expression with constants or other variables in the place of its parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveykit.expr.fold import fold
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary
from surveykit.missing import Value

Given = Value | bool | Name
"""What stands for a parameter: a constant, or a variable."""


def given(expression: Expression, values: Mapping[str, Given]) -> Expression:
    """An expression in which some names stand for constants or for other variables.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> given(parse("age <= most"), {"most": 5}).right.value
        5
    """
    return fold(expression, _Given(values))


class _Given:
    """The algebra that builds an expression anew, with what is given in it."""

    def __init__(self, values: Mapping[str, Given]) -> None:
        self.values = values

    def name(self, node: Name) -> Expression:
        value = self.values.get(node.name, node)
        return replace(value, span=node.span) if isinstance(value, Name) else Constant(value, node.span)

    def previous(self, node: Previous) -> Expression:
        return replace(node, name=self._variable(node.name))

    def constant(self, node: Constant) -> Expression:
        return node

    def unary(self, node: Unary, operand: Expression) -> Expression:
        return replace(node, operand=operand)

    def binary(self, node: Binary, left: Expression, right: Expression) -> Expression:
        return replace(node, left=left, right=right)

    def in_(self, node: In, operand: Expression) -> Expression:
        return replace(node, operand=operand)

    def has(self, node: Has) -> Expression:
        return replace(node, name=self._read(node.name))

    def is_(self, node: Is) -> Expression:
        return replace(node, name=self._read(node.name))

    def call(self, node: Call, arguments: Sequence[Expression]) -> Expression:
        return replace(node, arguments=tuple(arguments))

    def choose(self, node: Choose, condition: Expression, then: Expression, otherwise: Expression) -> Expression:
        return replace(node, condition=condition, then=then, otherwise=otherwise)

    def _read(self, read: Name | Previous) -> Name | Previous:
        return replace(read, name=self._variable(read.name)) if isinstance(read, Previous) else self._variable(read)

    def _variable(self, name: Name) -> Name:
        """A name where only a variable can stand; one that is given as a constant stays, and is complained of later."""
        value = self.values.get(name.name, name)
        return replace(value, span=name.span) if isinstance(value, Name) else name
