"""From expressions to conditions: computed variables are put in, and where domains are cut is noted on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from surveykit.expr.fold import leaves
from surveykit.expr.rosters import AGGREGATES, runs_over
from surveykit.expr.scalar import compiled
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import (
    Arithmetic,
    Binary,
    Call,
    Choose,
    Comparison,
    Constant,
    Expression,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Unary,
)
from surveykit.instrument.control import Date
from surveykit.instrument.lint.reach import reckoning
from surveykit.instrument.lint.reach.amounts import Amount, Blank, Chosen, Condition, Fixed, Held, Vague
from surveykit.instrument.lint.reach.comparing import Alike, Among, Compared, HasValue
from surveykit.instrument.lint.reach.conditions import Always, Either, Equal, Joined, Not, Told, Unclear, truth
from surveykit.instrument.lint.reach.domains import Domain
from surveykit.instrument.lint.reach.grids import day_number
from surveykit.instrument.lint.reach.possible import FALSE, TRUE
from surveykit.instrument.lint.reach.simple import Simple
from surveykit.missing import BLANK, Value

MOST_PARTS = 4_000  # of one condition, computed variables put in
DEEPEST = 25  # computed variables made from computed ones

_SIGNS: Final[Mapping[str, Comparison]] = {s: s for s in ("=", "!=", "<", "<=", ">", ">=")}
_RECKONS: Final[Mapping[str, Arithmetic]] = {s: s for s in ("+", "-", "*", "/")}
_TURNED: Final[Mapping[Comparison, Comparison]] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_CONDITIONS: Final = frozenset(["any", "all", "all_equal"])


class TooLarge(Exception):  # noqa: N818 - no error: the part is left unclear
    """An expression has more parts than can be looked into."""


@dataclass
class Reader:
    """Reads the expressions of one instrument.

    Args:
        symbols: what expressions may name.
        domains: the domain of each variable, by the key a case calls it; marks are noted in them.
        formulas: the formula of each computed variable.
        columns: the question of each 0/1 column of a multiple-response question.
        context: the roster in which the expression stands, "" for the case.
    """

    symbols: Symbols
    domains: Mapping[str, Domain]
    formulas: Mapping[str, Expression]
    columns: Mapping[str, str] = field(default_factory=dict)
    context: str = ""
    parts: int = 0
    depth: int = 0
    told: list[tuple[Expression, Condition]] = field(default_factory=list)  # the comparisons it is made of

    @property
    def simple(self) -> Simple:
        """What reads comparisons of one variable."""
        return Simple(self.symbols, self.domains, self.context)

    def read(self, expression: Expression) -> Condition:
        """An expression as a condition; unclear where it is too large."""
        self.parts, self.told = 0, []
        try:
            return self.condition(expression)
        except TooLarge:
            return Unclear()

    def condition(self, node: Expression) -> Condition:
        """A part that is true, false or unknown."""
        self._count()
        match node:
            case Constant(value):
                return Always(truth(value))
            case Unary("not", operand):
                return _contrary(self.condition(operand))
            case Binary("and" | "or" as sign):
                parts = [self.condition(part) for part in _chain(node, sign)]
                return _joined(FALSE if sign == "and" else TRUE, parts)
            case Choose(condition, then, otherwise):
                return Either(self.condition(condition), self.condition(then), self.condition(otherwise))
            case Call("any" | "all" as function, arguments) if not self._over_rows(node):
                return _joined(TRUE if function == "any" else FALSE, [self.condition(part) for part in arguments])
            case Binary() | In() | Has() | Is() | Call():
                found = self._comparison(node)
                if self.depth == 0:
                    self.told.append((node, found))
                return found
            case _:
                raise TypeError(node)

    def _comparison(self, node: Binary | In | Has | Is | Call) -> Condition:
        told = self.simple.told(node)
        if told is not None:
            return told
        match node:
            case Binary(sign, left, right) if _is_condition(left) and _is_condition(right):
                same = Equal(self.condition(left), self.condition(right))
                return same if sign == "=" else Not(same)
            case Binary(sign, left, right):
                return self._compared(_SIGNS[sign], self.amount(left), self.amount(right))
            case In(operand, options):
                return self._among(self.amount(operand), options)
            case Is(Name(name), state) if name in self.columns and name not in self.domains:
                return self._comparison(Is(Name(self.columns[name]), state))
            case Is(name, state):
                return self._is(self.amount(name), state)
            case Call("all_equal", arguments) if not self._over_rows(node):
                return Alike(tuple(self._days([self.amount(argument) for argument in arguments])))
            case _:
                return Unclear(tuple(leaf.key for leaf in leaves(node) if isinstance(leaf, Name | Previous)))

    def amount(self, node: Expression) -> Amount:
        """A part that is a number, a day or a text."""
        self._count()
        match node:
            case Constant(value):
                return Fixed(value if isinstance(value, str) else float(value))
            case Name() | Previous():
                return self._variable(node)
            case Unary("-", operand):
                return reckoning.Reckoned(Fixed(0.0), (("-", self.amount(operand)),))
            case Binary("+" | "-" | "*" | "/"):
                return self._reckoned(node)
            case Choose(condition, then, otherwise):
                return Chosen(self.condition(condition), self.amount(then), self.amount(otherwise))
            case Call() if not self._over_rows(node) and node.function not in _CONDITIONS:
                return self._function(node)
            case Call(function) if function not in _CONDITIONS:
                return Vague()
            case _:
                return Chosen(self.condition(node), Fixed(1.0), Fixed(0.0))

    def _variable(self, node: Name | Previous) -> Amount:
        formula = self.formulas.get(node.key)
        if formula is not None:
            self.depth += 1
            if self.depth > DEEPEST:
                raise TooLarge
            found = self.amount(formula)
            self.depth -= 1
            return found
        domain = self.domains.get(node.key)
        if domain is None:
            return self._column(node)
        domain.marks.apart = True
        return Held(node.key)

    def _column(self, node: Name | Previous) -> Amount:
        """A 0/1 column of a multiple-response question: whether its choice was ticked."""
        owner = self.columns.get(node.variable, "")
        members = self.symbols[owner].members if owner in self.symbols else {}
        choice = next((choice for choice, name in members.items() if name == node.variable), None)
        if choice is None or isinstance(node, Previous):
            return Vague() if node.variable in self.symbols else Blank()
        return Chosen(self._comparison(Has(Constant(choice), Name(owner))), Fixed(1.0), Fixed(0.0))

    def _reckoned(self, node: Binary) -> Amount:
        steps: list[tuple[Arithmetic, Expression]] = []
        here: Expression = node
        while isinstance(here, Binary) and (sign := _RECKONS.get(here.operator)) is not None:
            steps.append((sign, here.right))
            here = here.left
        return reckoning.Reckoned(self.amount(here), tuple((sign, self.amount(part)) for sign, part in reversed(steps)))

    def _function(self, node: Call) -> Amount:
        if node.function == "count":
            return reckoning.Counted(tuple(self.condition(argument) for argument in node.arguments))
        parts = [self.amount(argument) for argument in node.arguments]
        match node.function:
            case "sum":
                return reckoning.Summed(tuple(parts))
            case "min" | "max":
                return reckoning.Extreme(node.function == "min", tuple(parts))
            case "abs":
                return reckoning.Sized(parts[0])
            case "round":
                digits = node.arguments[1] if len(node.arguments) > 1 else None
                places = int(digits.value) if isinstance(digits, Constant) else 0
                return reckoning.Grown(reckoning.rounded(places), parts[0])
            case "log":
                return reckoning.Grown(reckoning.logarithm, parts[0])
            case "year":
                return reckoning.Grown(reckoning.year, self._days(parts)[0])
            case "month":
                return reckoning.Between(tuple(self._days(parts)), reckoning.month)
            case "months":
                return reckoning.Between(tuple(self._days(parts)), reckoning.months)
            case _:
                return Vague()

    def _days(self, parts: Sequence[Amount]) -> list[Amount]:
        """Constants that stand beside days as days."""
        return [_as_day(part) for part in parts] if any(self._is_day(part) for part in parts) else list(parts)

    def _is_day(self, amount: Amount) -> bool:
        match amount:
            case Held(name):
                return isinstance(self.domains[name].control, Date)
            case Chosen(_, then, otherwise):
                return self._is_day(then) or self._is_day(otherwise)
            case _:
                return False

    def _compared(self, sign: Comparison, left: Amount, right: Amount) -> Condition:
        self._count()
        if isinstance(left, Chosen):
            ways = (self._compared(sign, way, right) for way in (left.then, left.otherwise))
            return Either(left.condition, *ways)
        if isinstance(right, Chosen):
            return self._compared(_TURNED[sign], right, left)
        if isinstance(left, Fixed) and isinstance(right, Fixed):
            return self._constant(Binary(sign, Constant(left.value), Constant(right.value)))
        for one, other, turned in ((left, right, sign), (right, left, _TURNED[sign])):
            if isinstance(one, Held) and isinstance(other, Fixed):
                told = self.simple.told(Binary(turned, _named(one.name), Constant(other.value)))
                if told is not None:
                    return told
        return Compared(sign, *self._days([left, right]))

    def _among(self, amount: Amount, options: Sequence[Constant | Interval]) -> Condition:
        self._count()
        if isinstance(amount, Chosen):
            return Either(amount.condition, self._among(amount.then, options), self._among(amount.otherwise, options))
        if isinstance(amount, Fixed):
            return self._constant(In(Constant(amount.value), tuple(options)))
        told = self.simple.told(In(_named(amount.name), tuple(options))) if isinstance(amount, Held) else None
        if told is not None:
            return told
        plain = [_number(o.value) for o in options if isinstance(o, Constant)]
        spans = [(_number(o.low), _number(o.high)) for o in options if isinstance(o, Interval)]
        return Among(amount, frozenset(plain), tuple((float(a), float(b)) for a, b in spans))

    def _constant(self, node: Binary | In) -> Condition:
        return Always(truth(compiled(node, {})({})))

    def _is(self, amount: Amount, state: str) -> Condition:
        if state == "answered":
            return HasValue(amount, answered=True)
        return HasValue(amount, answered=False) if state in ("missing", BLANK) else Always(FALSE)

    def _over_rows(self, node: Call) -> bool:
        """Whether a function goes over the rows of a roster."""
        if node.function not in AGGREGATES:
            return False
        over = [runs_over(node, argument, self.symbols, self.context) for argument in node.arguments]
        return not over or any(roster != self.context for roster in over)

    def _count(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise TooLarge


def _chain(node: Binary, sign: str) -> list[Expression]:
    """The parts of `a and b and c`, however long."""
    parts: list[Expression] = []
    here: Expression = node
    while isinstance(here, Binary) and here.operator == sign:
        parts.append(here.right)
        here = here.left
    return [here, *reversed(parts)]


def _is_condition(node: Expression) -> bool:
    match node:
        case Constant(value):
            return isinstance(value, bool)
        case Unary(operator):
            return operator == "not"
        case Binary(operator):
            return operator not in ("+", "-", "*", "/")
        case Call(function):
            return function in _CONDITIONS
        case Choose(_, then, _):
            return _is_condition(then)
        case _:
            return isinstance(node, In | Has | Is)


def _named(key: str) -> Name | Previous:
    return Previous(Name(key.partition(".")[2])) if "." in key else Name(key)


def _as_day(amount: Amount) -> Amount:
    match amount:
        case Fixed(value) if isinstance(value, str):
            day = day_number(value)
            return Blank() if day is None else Fixed(day)
        case Chosen(condition, then, otherwise):
            return Chosen(condition, _as_day(then), _as_day(otherwise))
        case _:
            return amount


def _number(value: Value) -> Value:
    return value if isinstance(value, str) else float(value)


def _contrary(part: Condition) -> Condition:
    if isinstance(part, Told):
        outcome = part.outcome
        return Told(part.domain, lambda sample: None if (value := outcome(sample)) is None else not value)
    return part.part if isinstance(part, Not) else Not(part)


def _joined(decisive: int, parts: Sequence[Condition]) -> Condition:
    """Several conditions joined; those on one variable become one."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, Joined) and part.decisive == decisive else [part]
    together: dict[int, list[Told]] = {}
    others: list[Condition] = []
    for part in flat:
        if isinstance(part, Told):
            together.setdefault(id(part.domain), []).append(part)
        else:
            others.append(part)
    told = [_together(decisive, group) for group in together.values()]
    made = (*told, *others)
    return made[0] if len(made) == 1 else Joined(decisive, made)


def _together(decisive: int, group: Sequence[Told]) -> Told:
    if len(group) == 1:
        return group[0]
    wins = decisive == TRUE
    outcomes = [told.outcome for told in group]

    def outcome(sample: object) -> object:
        found = [of(sample) for of in outcomes]
        return wins if wins in found else None if None in found else not wins

    return Told(group[0].domain, outcome)
