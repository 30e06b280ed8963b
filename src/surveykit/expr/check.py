"""Checking an expression against the variables it names: names, types and choice codes, before anything runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from re import fullmatch

from surveykit.expr.arguments import TYPES, WRONG_ARGUMENTS, wrong_number
from surveykit.expr.choices import labelled, no_choice
from surveykit.expr.fold import fold, leaves
from surveykit.expr.rosters import CASES, astray, rosters_of
from surveykit.expr.sql import grouped_sql, sql_of
from surveykit.expr.symbol import Symbol, Symbols, SymbolType
from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Span,
    Unary,
)
from surveykit.expr.tokens import KEYWORDS, PlaceAt, column_only, excerpt
from surveykit.missing import BLANK, REASONS, USER_MISSING
from surveykit.problems import DefinitionError, Problem, Rule, listed, nearest

UNKNOWN_NAME = Rule(
    "SK110",
    "A variable is not known",
    "A condition on a variable that is not there can never be decided.",
    "siz > 3",
    "Correct the name.",
)
WRONG_TYPE = Rule(
    "SK111",
    "A value has the wrong type",
    "Numbers, texts, dates and conditions cannot be mixed without a meaning for it.",
    "size + 'ten' > 3",
    "Compare numbers with numbers and texts with texts.",
)
UNKNOWN_CODE = Rule(
    "SK112",
    "A code is not among the choices",
    "The comparison could never be true.",
    "group = 3",
    "Use a code of the list.",
)
UNKNOWN_STATE = Rule(
    "SK113",
    "A reason for an empty answer is not known",
    "The condition could never be true.",
    "size is refusd",
    "Use one of the reasons listed.",
)
ALWAYS_THE_SAME = Rule(
    "SK115",
    "A comparison reads no variable",
    "It is always true or always false; most likely a name stands in quotes.",
    "1 = 1",
    "Name a variable.",
)

OF_WHICH_ROW = Rule(
    "SK116",
    "A variable of a roster is read without a row",
    "It has as many values as there are rows; nobody can say which is meant.",
    "share > 50",
    "Put it into sum, min, max, count, any or all.",
)

_SHORT = 300  # characters of an expression that cannot become too large where no brackets stand within brackets

Type = SymbolType | None
"""None where the type is not known any more, because of a problem already told."""

_HINTS = {
    frozenset(["number", "text"]): "put the text in quotes, or the number without",
    frozenset(["number", "date"]): "write a date as '2006-05-31', or compare its year: year(day) = 2006",
    frozenset(["number", "truth"]): "a condition is true or false; compare it with `and`, `or` and `not`",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The type an expression gives, and what is wrong with it in the order of its text."""

    type: Type
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A part of the expression with its type."""

    node: Expression
    type: Type


def check(
    expression: Expression, symbols: Symbols, text: str = "", place_at: PlaceAt = column_only, context: str = ""
) -> Checked:
    """Check an expression against the variables it may name; every problem at once.

    Args:
        expression: the expression.
        symbols: the variables it may name.
        text: what was written, for the line of carets.
        place_at: from an offset in the text to a place in its file.
        context: the roster in which the expression stands, "" for the case.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> found = check(parse("siz > 3"), {"size": Symbol("size", "number")}, "siz > 3")
        >>> found.problems[0].what, found.problems[0].hint
        ("there is no variable 'siz'", "did you mean 'size'?")
    """
    checker = _Checker(symbols, text, place_at, context)
    typed = fold(expression, checker)
    for leaf in astray(expression, symbols, context):
        checker.row(leaf)
    problems = dict.fromkeys(problem for _, problem in sorted(checker.found, key=lambda pair: pair[0]))
    over = rosters_of(expression, symbols, context)
    small = text and len(text) <= _SHORT and text.count("(") <= 1
    if not small and not any(problem.severity == "error" for problem in problems) and over in ((), (CASES,)):
        made = grouped_sql if over else sql_of
        problems.update(dict.fromkeys(_too_large(expression, symbols, place_at, made)))
    return Checked(typed.type, tuple(problems))


def _too_large(
    expression: Expression, symbols: Symbols, place_at: PlaceAt, made: Callable[[Expression, Symbols], str]
) -> tuple[Problem, ...]:
    """What the table engine would refuse, told before fieldwork."""
    try:
        made(expression, symbols)
    except DefinitionError as refusal:
        return tuple(problem.at(place_at(expression.span.start)) for problem in refusal.problems)
    return ()


class _Checker:
    """The algebra of types."""

    def __init__(self, symbols: Symbols, text: str, place_at: PlaceAt, context: str) -> None:
        self.symbols, self.text, self.place_at, self.context = symbols, text, place_at, context
        self.found: list[tuple[int, Problem]] = []

    def complain(self, rule: Rule, span: Span, what: str, hint: str = "") -> None:
        lines = excerpt(self.text, span.start, span.end) if self.text else ""
        severity = "warning" if rule is ALWAYS_THE_SAME else "error"
        place = self.place_at(span.start)
        self.found.append((span.start, Problem(rule, what, place, hint or rule.mend, severity, lines)))  # type: ignore[arg-type]

    def row(self, node: Name | Previous | Call) -> None:
        """Complain of a variable that has more values than one, or of cases counted inside one of them."""
        if isinstance(node, Call):
            what, hint = "the cases are counted while one of them is looked at", "count them outside the function"
        else:
            roster = self.symbols[node.variable].roster
            of = "each case" if roster == CASES else f"each row of '{roster}'"
            what, hint = f"'{node}' has a value in {of}, and it is not said which is meant", ""
        self.complain(OF_WHICH_ROW, node.span, what, hint)

    def name(self, node: Name | Previous) -> _Typed:
        symbol = self._symbol(node)
        if symbol is not None and symbol.type == "set":
            hint = f"write `1 in {node}`, or `{node} is answered`"
            self.complain(WRONG_TYPE, node.span, f"'{node}' holds several choices and has no single value", hint)
            return _Typed(node, None)
        return _Typed(node, symbol.type if symbol else None)

    def previous(self, node: Previous) -> _Typed:
        return self.name(node)

    def constant(self, node: Constant) -> _Typed:
        kind: SymbolType = (
            "truth" if isinstance(node.value, bool) else "text" if isinstance(node.value, str) else "number"
        )
        return _Typed(node, kind)

    def unary(self, node: Unary, operand: _Typed) -> _Typed:
        wanted: SymbolType = "truth" if node.operator == "not" else "number"
        self._want(operand, wanted)
        return _Typed(node, wanted)

    def binary(self, node: Binary, left: _Typed, right: _Typed) -> _Typed:
        if node.operator in ("and", "or"):
            self._want(left, "truth")
            self._want(right, "truth")
            return _Typed(node, "truth")
        if node.operator in ("+", "-", "*", "/"):
            self._want(left, "number")
            self._want(right, "number")
            return _Typed(node, "number")
        self._comparison(node, left, right)
        return _Typed(node, "truth")

    def in_(self, node: In, operand: _Typed) -> _Typed:
        for option in node.options:
            ends = (
                [option]
                if isinstance(option, Constant)
                else [Constant(v, option.span) for v in (option.low, option.high)]
            )
            for end in ends:
                if not self._differ(operand, self.constant(end), end.span) and isinstance(option, Constant):
                    self._known_code(operand, end)
            if isinstance(option, Interval) and operand.type in ("text", "truth"):
                self.complain(WRONG_TYPE, option.span, f"an interval of numbers cannot hold a {operand.type}")
        self._reads(node, operand)
        return _Typed(node, "truth")

    def has(self, node: Has) -> _Typed:
        symbol = self._symbol(node.name)
        if symbol is not None and symbol.type != "set":
            hint = f"write `{node.name} = {node.choice.value}`"
            self.complain(WRONG_TYPE, node.name.span, f"'{node.name}' is no multiple-response question", hint)
        elif symbol is not None:
            self._known(symbol, node.choice)
        return _Typed(node, "truth")

    def is_(self, node: Is) -> _Typed:
        symbol = self._symbol(node.name)
        if symbol is not None:
            own = [reason for reason in symbol.missing.codes.values() if reason not in REASONS]
            known = list(dict.fromkeys(["missing", "answered", *REASONS, BLANK, USER_MISSING, *own]))
            if node.state not in known:
                hint = nearest(node.state, known) or f"write one of {listed(known)}"
                self.complain(UNKNOWN_STATE, node.span, f"'{node.state}' is no reason for an empty answer", hint)
        return _Typed(node, "truth")

    def call(self, node: Call, arguments: Sequence[_Typed]) -> _Typed:
        if what := wrong_number(node, self.symbols, self.context):
            self.complain(WRONG_ARGUMENTS, node.span, what)
        if node.function == "all_equal":
            for argument in arguments[1:]:
                self._differ(arguments[0], argument, argument.node.span)
            self._reads(node, *arguments)
            return _Typed(node, "truth")
        wanted, gives = TYPES[node.function]
        for argument in arguments:
            self._want(argument, wanted)
        if node.function == "round" and len(arguments) > 1 and not _whole(arguments[1].node):
            self.complain(
                WRONG_TYPE, arguments[1].node.span, "the digits to round to must be a whole number from 0 to 12"
            )
        return _Typed(node, gives)

    def choose(self, node: Choose, condition: _Typed, then: _Typed, otherwise: _Typed) -> _Typed:
        self._want(condition, "truth")
        self._differ(then, otherwise, otherwise.node.span)
        return _Typed(node, then.type or otherwise.type)

    def _symbol(self, node: Name | Previous) -> Symbol | None:
        """The variable; complain where there is none."""
        symbol = self._named(node)
        if symbol is None:
            word = node.variable
            folded = {name.casefold(): name for name in self.symbols}
            same = folded.get(word.casefold())
            if word.lower() in KEYWORDS:
                hint = f"write `{word.lower()}`, in small letters"
            else:
                hint = (
                    f"did you mean '{same}'?" if same else nearest(word, self.symbols) or labelled(word, self.symbols)
                )
            self.complain(UNKNOWN_NAME, node.span, f"there is no variable '{word}'", hint)
        return symbol

    def _named(self, node: Expression) -> Symbol | None:
        """The variable a node is, called as it is written there."""
        if not isinstance(node, Name | Previous) or node.variable not in self.symbols:
            return None
        return replace(self.symbols[node.variable], name=str(node))

    def _want(self, typed: _Typed, wanted: SymbolType) -> None:
        if typed.type in (None, wanted):
            return
        hint = ""
        if wanted == "date" and isinstance(typed.node, Constant):
            self._no_date(typed.node)
            return
        if wanted == "truth" and (symbol := self._named(typed.node)):
            code = next(iter(symbol.codes)) if symbol.codes and 1 not in symbol.codes else 1
            hint = f"write a comparison, such as `{symbol.name} = {code!r}`"
        words = {"truth": "a condition", "number": "a number", "text": "a text", "date": "a date", "set": "a set"}
        what = f"{words[wanted]} was expected, {self._said(typed)} is {words[typed.type or wanted]}"
        self.complain(WRONG_TYPE, typed.node.span, what, hint)

    def _comparison(self, node: Binary, left: _Typed, right: _Typed) -> None:
        if self._differ(left, right, right.node.span):
            return
        self._reads(node, left, right)
        ordered = node.operator not in ("=", "!=")
        for one, other in ((left, right), (right, left)):
            if ordered and one.type in ("text", "truth") and not (one.type == "text" and other.type == "date"):
                self.complain(WRONG_TYPE, one.node.span, f"{self._said(one)} is a {one.type} and has no order")
                return
            if isinstance(other.node, Constant) and not ordered:
                self._known_code(one, other.node)

    def _reads(self, node: Expression, *parts: _Typed) -> None:
        """Warn of a comparison in which no variable stands."""
        if parts and not any(leaves(part.node) or _counts_cases(part.node) for part in parts):
            self.complain(ALWAYS_THE_SAME, node.span, "only constants are compared")

    def _differ(self, left: _Typed, right: _Typed, span: Span) -> bool:
        """Complain of two values that cannot be compared; whether there was something to complain of."""
        if left.type is None or right.type is None or left.type == right.type:
            return False
        for one, other in ((left, right), (right, left)):
            if one.type == "date" and isinstance(other.node, Constant) and other.type == "text":
                return self._no_date(other.node)
            if isinstance(other.node, Constant) and self._known_code(one, other.node):
                return True
        hint = _HINTS.get(frozenset([left.type, right.type]), "")
        self.complain(WRONG_TYPE, span, f"a {left.type} is compared with a {right.type}", hint)
        return True

    def _no_date(self, node: Constant) -> bool:
        try:
            right = fullmatch(r"\d{4}-\d\d-\d\d", str(node.value)) and date.fromisoformat(str(node.value))
        except ValueError:
            right = None
        if not right:
            self.complain(WRONG_TYPE, node.span, f"'{node.value}' is not a date", "write year-month-day: '2006-05-31'")
            return True
        return False

    def _known_code(self, typed: _Typed, constant: Constant) -> bool:
        """Complain of a constant that is no code of a coded variable; whether there was something to complain of."""
        symbol = self._named(typed.node)
        return symbol is not None and self._known(symbol, constant)

    def _known(self, symbol: Symbol, constant: Constant) -> bool:
        if isinstance(constant.value, bool):
            return False
        what, hint = no_choice(symbol, constant.value)
        if what:
            self.complain(UNKNOWN_CODE, constant.span, what, hint)
        return bool(what)

    def _said(self, typed: _Typed) -> str:
        match typed.node:
            case Name() | Previous():
                return f"'{typed.node}'"
            case Constant(value):
                return repr(value)
            case _:
                return "this"


def _counts_cases(node: Expression) -> bool:
    """Whether `count()` stands in it, which reads the cases and none of their variables."""
    return any(isinstance(leaf, Call) and not leaf.arguments for leaf in leaves(node, ("count",)))


def _whole(node: Expression) -> bool:
    return isinstance(node, Constant) and isinstance(node.value, int) and 0 <= node.value <= 12
