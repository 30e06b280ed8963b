"""The one walk over an expression, and the algebras that give its nodes a meaning."""

from collections.abc import Sequence
from typing import Protocol, TypeVar, assert_never

from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Unary

T = TypeVar("T")


class Algebra(Protocol[T]):
    """What each node means, given what its parts mean."""

    def name(self, node: Name, /) -> T:
        """What a variable means."""

    def constant(self, node: Constant, /) -> T:
        """What a constant means."""

    def unary(self, node: Unary, operand: T, /) -> T:
        """What `not x` and `-x` mean."""

    def binary(self, node: Binary, left: T, right: T, /) -> T:
        """What a comparison, a calculation, `and` and `or` mean."""

    def in_(self, node: In, operand: T, /) -> T:
        """What `x in [..]` means."""

    def has(self, node: Has, /) -> T:
        """What `3 in partners` means."""

    def is_(self, node: Is, /) -> T:
        """What `x is refused` means."""

    def call(self, node: Call, arguments: Sequence[T], /) -> T:
        """What a function means."""

    def choose(self, node: Choose, condition: T, then: T, otherwise: T, /) -> T:
        """What `if c then a else b` means."""


def fold(expression: Expression, algebra: Algebra[T]) -> T:
    """Walk an expression from its leaves to its root."""
    match expression:
        case Name():
            return algebra.name(expression)
        case Constant():
            return algebra.constant(expression)
        case Unary(_, operand):
            return algebra.unary(expression, fold(operand, algebra))
        case Binary():
            return _chain(expression, algebra)
        case In(operand):
            return algebra.in_(expression, fold(operand, algebra))
        case Has():
            return algebra.has(expression)
        case Is():
            return algebra.is_(expression)
        case Call(_, arguments):
            return algebra.call(expression, [fold(argument, algebra) for argument in arguments])
        case Choose(condition, then, otherwise):
            return algebra.choose(expression, fold(condition, algebra), fold(then, algebra), fold(otherwise, algebra))
        case _:
            assert_never(expression)


def _chain(expression: Binary, algebra: Algebra[T]) -> T:
    """A chain such as `a or b or c` leans to the left; it is walked without recursion, however long."""
    chain = [expression]
    while isinstance(chain[-1].left, Binary):
        chain.append(chain[-1].left)
    value = fold(chain[-1].left, algebra)
    for node in reversed(chain):
        value = algebra.binary(node, value, fold(node.right, algebra))
    return value


def names_of(expression: Expression) -> tuple[str, ...]:
    """The variables an expression reads, in the order they first appear."""
    algebra: Algebra[list[str]] = _Names()
    names = fold(expression, algebra)
    return tuple(dict.fromkeys(names))


class _Names:
    """The algebra of names: each node gives the names in it."""

    def name(self, node: Name) -> list[str]:
        return [node.name]

    def constant(self, _node: Constant) -> list[str]:
        return []

    def unary(self, _node: Unary, operand: list[str]) -> list[str]:
        return operand

    def binary(self, _node: Binary, left: list[str], right: list[str]) -> list[str]:
        return left + right

    def in_(self, _node: In, operand: list[str]) -> list[str]:
        return operand

    def has(self, node: Has) -> list[str]:
        return [node.name.name]

    def is_(self, node: Is) -> list[str]:
        return [node.name.name]

    def call(self, _node: Call, arguments: Sequence[list[str]]) -> list[str]:
        return [name for argument in arguments for name in argument]

    def choose(self, _node: Choose, condition: list[str], then: list[str], otherwise: list[str]) -> list[str]:
        return condition + then + otherwise
