"""Names that are given a value: an expression with constants or other variables in the place of its parameters."""

from collections.abc import Mapping
from dataclasses import replace

from surveykit.expr.fold import Anew, fold
from surveykit.expr.syntax import Constant, Expression, Has, Is, Name, Previous
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


class _Given(Anew):
    """The algebra that builds an expression anew, with what is given in it."""

    def __init__(self, values: Mapping[str, Given]) -> None:
        self.values = values

    def name(self, node: Name) -> Expression:
        value = self.values.get(node.name, node)
        return replace(value, span=node.span) if isinstance(value, Name) else Constant(value, node.span)

    def previous(self, node: Previous) -> Expression:
        return replace(node, name=self._variable(node.name))

    def has(self, node: Has) -> Expression:
        return replace(node, name=self._read(node.name))

    def is_(self, node: Is) -> Expression:
        return replace(node, name=self._read(node.name))

    def _read(self, read: Name | Previous) -> Name | Previous:
        return replace(read, name=self._variable(read.name)) if isinstance(read, Previous) else self._variable(read)

    def _variable(self, name: Name) -> Name:
        """A name where only a variable can stand; one that is given as a constant stays, and is complained of later."""
        value = self.values.get(name.name, name)
        return replace(value, span=name.span) if isinstance(value, Name) else name
