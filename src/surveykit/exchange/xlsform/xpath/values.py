"""Values: numbers, texts and dates of a form's expressions as those of our language."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from math import nan
from typing import Literal, cast

from surveykit.exchange.xlsform.xpath.grammar import (
    Function,
    Negative,
    Operation,
    Parent,
    Reference,
    This,
    Untranslatable,
    XPath,
)
from surveykit.exchange.xlsform.xpath.grammar import (
    Literal as Word,
)
from surveykit.exchange.xlsform.xpath.known import Known, Names, number_of
from surveykit.exchange.xlsform.xpath.nodes import TRUE, Typed, all_of, answered, any_of, compared, negated
from surveykit.expr.syntax import (
    Arithmetic,
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    FunctionName,
    Has,
    Is,
    Name,
    Unary,
)

_SIGNS: Mapping[str, Arithmetic] = {"+": "+", "-": "-", "*": "*", "div": "/"}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_ALTERNATIVES = 4
BLANKS_IN_ROWS = "rows that are blank are passed over; in the form the result would be no number"


@dataclass
class Values(ABC):
    """The values of one expression: the names of the form, where the expression stands, and what was added."""

    names: Names
    this: Known | None = None
    roster: str = ""
    added: list[str] = field(default_factory=list)  # the rules for blanks that were needed
    strict: bool = False  # whether a value was read that is known where the form has a blank

    @abstractmethod
    def condition(self, node: XPath, *, negate: bool = False, exact: bool = False) -> Expression:
        """A condition; `exact` is never unknown, otherwise unknown stands for false."""

    def value(self, node: XPath) -> Typed:
        """A value, with its type and when it is known."""
        match node:
            case Word(str() as text):
                return Typed(Constant(text), "text")
            case Word(number):
                return Typed(Constant(number), "number", whole=isinstance(number, int))
            case This() | Reference():
                return self.variable(node)
            case Negative(operand):
                inner = self.number(operand)
                return Typed(Unary("-", inner.node), "number", inner.known, whole=inner.whole)
            case Operation(sign, left, right) if sign in _SIGNS:
                return self.reckoned(_SIGNS[sign], self.number(left), self.number(right))
            case Operation("mod", left, right):
                return self.remainder(self.number(left), self.number(right))
            case Operation():
                return Typed(self.condition(node, exact=True), "truth")
            case Function(name, arguments):
                return self.function(name, arguments)
            case Parent():
                raise Untranslatable("it reads the group it stands in")

    def variable(self, node: This | Reference) -> Typed:
        """The answer of a question."""
        known = self.known(node)
        if known.roster and not f"{self.roster}/".startswith(f"{known.roster}/"):
            raise Untranslatable(f"it reads '{known.id}' of a repeat without saying of which row")
        if isinstance(known.inlined, Typed):
            self.strict = self.strict or known.inlined.known != TRUE
            return known.inlined
        if known.kind in ("set", "rank"):
            raise Untranslatable(f"it takes '{known.id}', which holds several choices, as one value")
        sure = TRUE if isinstance(node, This) or known is self.this else answered(known)
        kind = cast("Literal['number', 'text', 'date', 'time']", known.kind)
        if known.kind == "choice":
            kind = "text" if known.texts else "number"
        return Typed(Name(known.id), kind, sure, blank="", whole=known.whole, variable=known)

    def known(self, node: XPath) -> Known:
        """The question a reference means."""
        if isinstance(node, This) and self.this is not None:
            return self.this
        if not isinstance(node, Reference) or node.bare:
            raise Untranslatable(
                "a name stands without ${ }" if isinstance(node, Reference) else "no question is named"
            )
        if node.last_saved:
            raise Untranslatable(f"it reads '{node.name}' of the form saved before")
        return self.names.of(node.name)

    def number(self, node: XPath) -> Typed:
        """A value as a number."""
        found = self.value(node)
        if found.blank == 0:
            return Typed(Choose(found.known, found.node, Constant(0)), "number", whole=True)
        if found.type == "number":
            return found
        if found.type == "truth":
            return Typed(Choose(found.node, Constant(1), Constant(0)), "number", whole=True)
        number = number_of(found.constant) if isinstance(found.constant, str) else None
        if number is not None:
            return Typed(Constant(int(number) if number.is_integer() else number), "number", whole=number.is_integer())
        said = f"'{found.variable.id}'" if found.variable else f"'{found.constant}'" if found.constant else "a text"
        raise Untranslatable(f"it counts with {said}, which is a {found.type}")

    def reckoned(self, sign: Arithmetic, left: Typed, right: Typed) -> Typed:
        """Two numbers joined by + - * or /."""
        whole = left.whole and right.whole and sign != "/"
        return Typed(Binary(sign, left.node, right.node), "number", all_of(left.known, right.known), whole=whole)

    def function(self, name: str, arguments: tuple[XPath, ...]) -> Typed:
        """The value of a function."""
        if name in ("selected", "not", "true", "false", "boolean"):
            return Typed(self.condition(Function(name, arguments), exact=True), "truth")
        if name not in _FUNCTIONS:
            raise Untranslatable(f"the function {name}() has no counterpart here")
        least, most, made = _FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            raise Untranslatable(f"{name}() stands here with {len(arguments)} arguments")
        return made(self, *arguments)

    def choose(self, condition: XPath, then: XPath, otherwise: XPath) -> Typed:
        """`if(c, a, b)`: in XPath an unknown condition takes the second value."""
        so = self.condition(condition, exact=True)
        if Word("") in (then, otherwise):
            return self.or_blank(
                so if otherwise == Word("") else negated(so), then if otherwise == Word("") else otherwise
            )
        yes, no = self.alike(self.value(then), self.value(otherwise))
        either = any_of(all_of(so, yes.known), all_of(negated(so), no.known))
        known = yes.known if yes.known == no.known else either
        variable = yes.variable if yes.variable == no.variable else None
        blank, whole = _blank_of(yes, no), yes.whole and no.whole
        return Typed(Choose(so, yes.node, no.node), yes.type, known, blank, whole, variable)

    def or_blank(self, so: Expression, node: XPath) -> Typed:
        """A value where a condition holds, and a blank elsewhere; a number divided by zero is unknown."""
        found = self.value(node)
        if found.constant == "":
            raise Untranslatable("it is nothing but a blank")
        if so == found.known:
            return replace(found, blank="")
        if found.type not in ("number", "truth"):
            raise Untranslatable(
                f"it gives a {found.type} or a blank, and a {found.type} here cannot choose to be blank"
            )
        value = found.node if found.type == "number" else self.number(node).node
        blank = Binary("/", Constant(0), Constant(0))
        kind = "" if found.known == TRUE or found.blank == "" else None
        return Typed(Choose(so, value, blank), "number", all_of(so, found.known), kind, whole=found.whole)

    def coalesce(self, first: XPath, second: XPath) -> Typed:
        """The first value, or where it is blank the second."""
        one, other = self.alike(self.value(first), self.value(second))
        if one.known == TRUE:
            return one
        known, whole = any_of(one.known, other.known), one.whole and other.whole
        return Typed(Choose(one.known, one.node, other.node), one.type, known, other.blank, whole)

    def alike(self, one: Typed, other: Typed) -> tuple[Typed, Typed]:
        """Two values of one type; a text that says a number is one beside a number."""
        if one.type == other.type:
            return one, other
        for text, number in ((one, other), (other, one)):
            said = number_of(text.constant) if isinstance(text.constant, str) else None
            if number.type == "number" and said is not None:
                turned = Typed(Constant(int(said) if said.is_integer() else said), "number", whole=said.is_integer())
                return (turned, other) if text is one else (one, turned)
        raise Untranslatable(f"it gives a {one.type} or a {other.type}, as the case may be")

    def integer(self, operand: XPath) -> Typed:
        """`int(x)`: the decimals cut off."""
        found = self.number(operand)
        return replace(found, blank=nan) if found.whole else Typed(_cut(found.node), "number", found.known, whole=True)

    def as_number(self, operand: XPath) -> Typed:
        """`number(x)`: the same number, and none where it is blank."""
        return replace(self.number(operand), blank=nan)

    def remainder(self, left: Typed, right: Typed) -> Typed:
        """`x mod y`: what is left of x when y is taken from it as often as it goes."""
        times = Binary("*", right.node, _cut(Binary("/", left.node, right.node)))
        known = all_of(left.known, right.known)
        return Typed(Binary("-", left.node, times), "number", known, whole=left.whole and right.whole)

    def rounded(self, operand: XPath, digits: XPath = Word(0)) -> Typed:  # noqa: B008 - a frozen value
        """A number rounded."""
        found, places = self.number(operand), self.value(digits)
        if not (isinstance(places.constant, int) and 0 <= places.constant <= 12):
            raise Untranslatable("round() needs the number of digits written out, from 0 to 12")
        more = () if places.constant == 0 else (Constant(places.constant),)
        return Typed(Call("round", (found.node, *more)), "number", found.known, whole=places.constant == 0)

    def plain(self, function: FunctionName, operand: XPath) -> Typed:
        """A function of one number that is called the same."""
        found = self.number(operand)
        return Typed(Call(function, (found.node,)), "number", found.known)

    def logarithm(self, operand: XPath) -> Typed:
        """The natural logarithm, which is no number at zero and below."""
        found = self.number(operand)
        known = all_of(found.known, compared(">", found.node, Constant(0)))
        return Typed(Call("log", (found.node,)), "number", known)

    def power(self, base: XPath, exponent: XPath) -> Typed:
        """A number multiplied with itself."""
        found, times = self.number(base), self.value(exponent).constant
        if not (isinstance(times, int) and 1 <= times <= 6):
            raise Untranslatable("pow() with an exponent other than 1 to 6 has no counterpart here")
        node = reduce(lambda left, right: Binary("*", left, right), [found.node] * times)
        return Typed(node, "number", found.known, whole=found.whole)

    def length(self, operand: XPath = This()) -> Typed:  # noqa: B008 - a frozen value
        """The length of a text, which is 0 where it is blank."""
        found = self.value(operand)
        if found.variable is None or found.type != "text":
            raise Untranslatable("string-length() of what is no text has no counterpart here")
        return Typed(
            Call("length", (found.node,)), "number", found.known, blank=0.0, whole=True, variable=found.variable
        )

    def ticked(self, operand: XPath) -> Typed:
        """How many choices are ticked: 0 where it is blank, here as there."""
        known = self.known(operand)
        if known.kind != "set":
            raise Untranslatable(f"count-selected() of '{known.id}', which is no multiple-response question")
        return Typed(Call("count", self.ticks(known)), "number", whole=True)

    def ticks(self, known: Known) -> tuple[Has, ...]:
        """That each choice of a multiple-response question is ticked."""
        return tuple(Has(Constant(code), Name(known.id)) for codes in known.codes.values() for code in codes)

    def extreme(self, sign: str, *operands: XPath) -> Typed:
        """The least or greatest of several values, which is no number where one of them is blank; or of all rows."""
        if len(operands) == 1:
            return self.over_rows("min" if sign == "<" else "max", operands[0])

        def better(one: Typed, other: Typed) -> Typed:
            node = Choose(compared(sign, one.node, other.node), one.node, other.node)
            return Typed(node, "number", all_of(one.known, other.known), whole=one.whole and other.whole)

        return reduce(better, map(self.number, operands))

    def over_rows(self, function: FunctionName, operand: XPath) -> Typed:
        """A function that goes over the rows of a repeat."""
        known = self.of_rows(operand)
        if known.kind != "number":
            raise Untranslatable(f"{function}() of '{known.id}', which is no number")
        self.added.append(BLANKS_IN_ROWS)
        return Typed(Call(function, (Name(known.id),)), "number", whole=known.whole)

    def of_rows(self, operand: XPath) -> Known:
        """A question of a repeat, read from outside it."""
        known = self.known(operand)
        if not known.roster or f"{self.roster}/".startswith(f"{known.roster}/"):
            raise Untranslatable(f"it goes over the rows of '{known.id}', which has none here")
        return known

    def counted(self, operand: XPath) -> Typed:
        """How many rows a repeat has."""
        if not isinstance(operand, Reference):
            raise Untranslatable("count() of what is no repeat has no counterpart here")
        row = self.names.rows.get(operand.name) or self.names.rows.get(self.of_rows(operand).roster.split("/")[-1])
        return Typed(Call("count", (compared(">=", Name(row or ""), Constant(1)),)), "number", whole=True)

    def filled(self, operand: XPath) -> Typed:
        """In how many rows a question is answered."""
        known = self.of_rows(operand)
        return Typed(Call("count", (Is(Name(known.id), "answered"),)), "number", whole=True)

    def position(self, operand: XPath) -> Typed:
        """The number of the row."""
        if not isinstance(operand, Parent) or not self.roster:
            raise Untranslatable("position() of what is no row has no counterpart here")
        return Typed(Name(self.names.rows[self.roster.split("/")[-1]]), "number", whole=True)

    def day(self, operand: XPath) -> Typed:
        """A date, written out or answered."""
        found = self.value(operand)
        if found.type == "date":
            return found
        if not isinstance(found.constant, str) or not _ISO.fullmatch(found.constant):
            raise Untranslatable("date() of what is no date has no counterpart here")
        return Typed(found.node, "date")

    def part_of_date(self, operand: XPath, form: XPath) -> Typed:
        """The year or the month of a date."""
        functions: Mapping[object, FunctionName] = {"%Y": "year", "%m": "month", "%n": "month"}
        found, wanted = self.day(operand), functions.get(self.value(form).constant)
        if wanted is None:
            raise Untranslatable("format-date() gives texts, which only the year (%Y) and the month (%n) need not be")
        return Typed(Call(wanted, (found.node,)), "number", found.known, blank="", whole=True)

    def string(self, operand: XPath) -> Typed:
        """A value that is a text already."""
        found = self.value(operand)
        if found.type != "text":
            raise Untranslatable(f"string() of a {found.type} has no counterpart here")
        return found


def _blank_of(one: Typed, other: Typed) -> float | str | None:
    """What XPath has where one of two values is not known."""
    kinds = {str(side.blank) for side in (one, other) if side.known != TRUE}
    return None if len(kinds) > 1 else other.blank if one.known == TRUE else one.blank


def _cut(node: Expression) -> Expression:
    """A number without its decimals, by rounding half a unit nearer to zero."""
    half = Constant(0.5)
    away = Choose(compared(">", node, Constant(0)), _round(Binary("-", node, half)), _round(Binary("+", node, half)))
    return Choose(compared("<", Call("abs", (node,)), Constant(1)), Constant(0), away)


def _round(node: Expression) -> Expression:
    return Call("round", (node,))


_FUNCTIONS: Mapping[str, tuple[int, int, Callable[..., Typed]]] = {  # the fewest and the most arguments
    "if": (3, 3, Values.choose),
    "coalesce": (2, 2, Values.coalesce),
    "int": (1, 1, Values.integer),
    "number": (1, 1, Values.as_number),
    "round": (1, 2, Values.rounded),
    "abs": (1, 1, lambda values, x: values.plain("abs", x)),
    "log": (1, 1, Values.logarithm),
    "pow": (2, 2, Values.power),
    "string-length": (0, 1, Values.length),
    "count-selected": (1, 1, Values.ticked),
    "min": (1, _MOST_ALTERNATIVES, lambda values, *xs: values.extreme("<", *xs)),
    "max": (1, _MOST_ALTERNATIVES, lambda values, *xs: values.extreme(">", *xs)),
    "sum": (1, 1, lambda values, x: values.over_rows("sum", x)),
    "count": (1, 1, Values.counted),
    "count-non-empty": (1, 1, Values.filled),
    "position": (1, 1, Values.position),
    "date": (1, 1, Values.day),
    "format-date": (2, 2, Values.part_of_date),
    "format-date-time": (2, 2, Values.part_of_date),
    "string": (1, 1, Values.string),
    "normalize-space": (1, 1, Values.string),
}
