"""Comparisons of one variable with constants: they cut its domain, and are told piece by piece."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Binary, Call, Constant, Expression, Has, In, Interval, Is, Name, Previous
from surveykit.instrument.control import Choose, Date
from surveykit.instrument.lint.reach.amounts import Condition
from surveykit.instrument.lint.reach.conditions import Ticked, Told
from surveykit.instrument.lint.reach.domains import Domain
from surveykit.instrument.lint.reach.grids import day_number
from surveykit.missing import Value

SIGNS = frozenset(["=", "!=", "<", "<=", ">", ">="])


@dataclass(frozen=True, slots=True)
class Simple:
    """Reads comparisons of one variable.

    Args:
        symbols: what expressions may name.
        domains: the domain of each variable, by the key a case calls it; marks are noted in them.
        context: the roster in which the expression stands, "" for the case.
    """

    symbols: Symbols
    domains: Mapping[str, Domain]
    context: str

    def told(self, node: Expression) -> Condition | None:
        """A comparison of one variable with constants, which is told by trying; None where it is none."""
        match node:
            case Has(choice, name) if (domain := self.domains.get(name.key)) is not None:
                return self._ticked(domain, choice)
            case Is(name) if (domain := self.domains.get(name.key)) is not None:
                pass
            case Binary(sign, left, right) if sign in SIGNS:
                sides = ((left, right), (right, left))
                found = next((self._marked(s, [c]) for s, c in sides if isinstance(c, Constant)), None)
                if found is None:
                    return None
                name, domain = found
            case In(operand, options) if (found := self._marked(operand, options)) is not None:
                name, domain = found
            case _:
                return None
        evaluate, key = compiled(node, self.symbols, self.context), name.key
        return Told(domain, lambda sample: evaluate({key: sample}))

    def _ticked(self, domain: Domain, choice: Constant) -> Condition | None:
        if isinstance(choice.value, bool) or not isinstance(domain.control, Choose):
            return None
        domain.marks.choices[choice.value] = None
        return Ticked(domain, choice.value)

    def _marked(
        self, subject: Expression, constants: Sequence[Constant | Interval]
    ) -> tuple[Name | Previous, Domain] | None:
        """The variable compared, after noting where that cuts its domain."""
        of = subject.arguments[0] if isinstance(subject, Call) and len(subject.arguments) == 1 else subject
        domain = self.domains.get(of.key) if isinstance(of, Name | Previous) else None
        if domain is None or not isinstance(of, Name | Previous):
            return None
        function = subject.function if isinstance(subject, Call) else ""
        if function not in ("", "year", "length"):
            return None
        for value in _values(constants):
            _mark(domain, function, value)
        return of, domain


def _mark(domain: Domain, function: str, value: Value) -> None:
    marks = domain.marks
    if function == "year" and not isinstance(value, str):
        ends = [day_number(f"{floor(value):04}-{day}") for day in ("01-01", "12-31")] if 0 < value < 9_999 else []
        marks.numbers.update(end for end in ends if end is not None)
    elif function == "length" and not isinstance(value, str):
        marks.lengths.update((floor(value), ceil(value)))
    elif isinstance(value, str):
        day = day_number(value) if isinstance(domain.control, Date) else None
        marks.texts.add(value)
        marks.numbers.update([] if day is None else [day])
    else:
        marks.numbers.add(float(value))


def _values(constants: Sequence[Constant | Interval]) -> Iterator[Value]:
    for constant in constants:
        if isinstance(constant, Constant):
            yield constant.value
        else:
            yield from (constant.low, constant.high)
