"""Relations between cells as linear forms, and shares as quotients of two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from surveykit.expr.fold import fold
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary

Sign = Literal["=", "<=", ">="]
_TURNED: Mapping[Sign, Sign] = {"=": "=", "<=": ">=", ">=": "<="}


class NotLinearError(ValueError):
    """A relation no linear programme can take; `node` is the part that is not linear."""

    def __init__(self, what: str, node: Expression) -> None:
        """Keep both."""
        super().__init__(what)
        self.node = node


@dataclass(frozen=True, slots=True)
class Affine:
    """A constant and multiples of cells, added up."""

    constant: Fraction = Fraction(0)
    terms: Mapping[str, Fraction] = field(default_factory=dict)

    def plus(self, other: "Affine", factor: Fraction = Fraction(1)) -> "Affine":
        """This and so many times the other; what cancels out is gone."""
        terms = dict(self.terms)
        for name, times in other.terms.items():
            terms[name] = terms.get(name, Fraction(0)) + factor * times
        return Affine(self.constant + factor * other.constant, {name: n for name, n in terms.items() if n})

    def times(self, factor: Fraction) -> "Affine":
        """So many times this."""
        return Affine().plus(self, factor)

    def at(self, fixed: Mapping[str, Fraction]) -> Fraction | None:
        """Its value where every cell in it is fixed; nothing else."""
        if any(name not in fixed for name in self.terms):
            return None
        return self.constant + sum((times * fixed[name] for name, times in self.terms.items()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Quotient:
    """One form divided by another."""

    above: Affine
    below: Affine


@dataclass(frozen=True, slots=True)
class Relation:
    """A form that is nothing, or no more, or no less: `form sign 0`."""

    form: Affine
    sign: Sign


@dataclass(frozen=True, slots=True)
class Share:
    """A cell that is a quotient, or no more, or no less: `name sign above / below`; of no name it is the number."""

    name: str
    number: Fraction
    sign: Sign
    of: Quotient


def relations_of(expression: Expression, fixed: Mapping[str, Fraction]) -> list[Relation | Share]:
    """The relations an expression asks for.

    Args:
        expression: comparisons, joined by `and`; each name is that of a cell.
        fixed: the cells that stand for one number; they may multiply and divide others.

    Raises:
        NotLinearError: it is no such relation.
    """
    found = fold(expression, _Linear(fixed))
    if not isinstance(found, list):
        msg = "a relation was expected: two sides with =, <= or >= between them"
        raise NotLinearError(msg, expression)
    return found


_Part = Affine | Quotient | list[Relation | Share]


@dataclass(frozen=True, slots=True)
class _Linear:
    """The algebra of linear forms."""

    fixed: Mapping[str, Fraction]

    def name(self, node: Name) -> _Part:
        return Affine(terms={node.name: Fraction(1)})

    def constant(self, node: Constant) -> _Part:
        if isinstance(node.value, bool | str):
            raise _not_linear(node)
        return Affine(Fraction(repr(node.value)))

    def unary(self, node: Unary, operand: _Part) -> _Part:
        if node.operator == "not":
            raise _not_linear(node)
        return self._multiplied(node, operand, Affine(Fraction(-1)))

    def binary(self, node: Binary, left: _Part, right: _Part) -> _Part:
        match node.operator:
            case "and" if isinstance(left, list) and isinstance(right, list):
                return left + right
            case "+":
                return self._added(node, left, right, Fraction(1))
            case "-":
                return self._added(node, left, right, Fraction(-1))
            case "*":
                return self._multiplied(node, left, right)
            case "/":
                return self._divided(node, left, right)
            case "=" | "<=" | ">=":
                return [self._related(node, left, right, node.operator)]
        msg = "a linear programme takes relations with =, <= and >= only, joined by `and`"
        raise NotLinearError(msg, node)

    def call(self, node: Call, arguments: Sequence[_Part]) -> _Part:
        if node.function != "sum":
            raise _not_linear(node)
        total: _Part = Affine()
        for part in arguments:
            total = self._added(node, total, part, Fraction(1))
        return total

    def in_(self, node: In, _operand: _Part) -> _Part:
        raise _not_linear(node)

    def choose(self, node: Choose, _condition: _Part, _then: _Part, _otherwise: _Part) -> _Part:
        raise _not_linear(node)

    def previous(self, node: Previous) -> _Part:
        raise _not_linear(node)

    def has(self, node: Has) -> _Part:
        raise _not_linear(node)

    def is_(self, node: Is) -> _Part:
        raise _not_linear(node)

    def _added(self, node: Expression, left: _Part, right: _Part, factor: Fraction) -> _Part:
        if isinstance(left, Affine) and isinstance(right, Affine):
            return left.plus(right, factor)
        if isinstance(left, Quotient) and isinstance(right, Affine):
            number = right.at(self.fixed)
            if number is not None:
                return Quotient(left.above.plus(left.below, factor * number), left.below)
        if isinstance(left, Affine) and isinstance(right, Quotient):
            turned = Quotient(right.above.times(factor), right.below)
            return self._added(node, turned, left, Fraction(1))
        raise _not_linear(node)

    def _multiplied(self, node: Expression, left: _Part, right: _Part) -> _Part:
        for one, other in ((left, right), (right, left)):
            number = one.at(self.fixed) if isinstance(one, Affine) else None
            if number is not None and isinstance(other, Affine):
                return other.times(number)
            if number is not None and isinstance(other, Quotient):
                return Quotient(other.above.times(number), other.below)
        raise _not_linear(node)

    def _divided(self, node: Expression, left: _Part, right: _Part) -> _Part:
        if not isinstance(right, Affine) or isinstance(left, list):
            raise _not_linear(node)
        number = right.at(self.fixed)
        if number:
            return self._multiplied(node, left, Affine(1 / number))
        if isinstance(left, Affine) and number is None:
            return Quotient(left, right)
        raise _not_linear(node)

    def _related(self, node: Expression, left: _Part, right: _Part, sign: Sign) -> Relation | Share:
        if isinstance(left, Affine) and isinstance(right, Affine):
            return Relation(left.plus(right, Fraction(-1)), sign)
        if isinstance(left, Quotient) and isinstance(right, Affine):
            return self._related(node, right, left, _TURNED[sign])
        if isinstance(left, Affine) and isinstance(right, Quotient) and len(left.terms) <= 1:
            # a p + b = n / d is p = (n - b d) / (a d)
            above = right.above.plus(right.below, -left.constant)
            for name, times in left.terms.items():
                turned = sign if times > 0 else _TURNED[sign]
                return Share(name, Fraction(0), turned, Quotient(above.times(1 / times), right.below))
            return Share("", Fraction(0), sign, Quotient(above, right.below))
        raise _not_linear(node)


def _not_linear(node: Expression) -> NotLinearError:
    return NotLinearError("it is not linear: cells may be added, and multiplied or divided by what is fixed", node)
