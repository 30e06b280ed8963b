"""From text to expression: a hand-written Pratt parser whose complaints point at the place."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import isfinite
from typing import Final, NoReturn, cast, get_args

from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    FunctionName,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Span,
    Unary,
)
from surveykit.expr.tokens import KEYWORDS, SYNTAX, PlaceAt, Token, column_only, refused, tokens
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Rule, listed, nearest

DEEPEST = 60

TOO_DEEP = Rule(
    "SK103",
    "The expression is nested too deeply",
    "Nobody can check it.",
    "(" * 61 + "size > 1" + ")" * 61,
    "Take brackets away, or compute a part of it first.",
)
UNKNOWN_FUNCTION = Rule(
    "SK104",
    "A function is not known",
    "Only the functions of the language can be evaluated everywhere.",
    "total(size, 2) > 3",
    "Use one of the functions listed.",
)

FUNCTIONS: Final[tuple[FunctionName, ...]] = tuple(f for f in get_args(FunctionName) if f != "real_day")
"""The functions one can write; `real_day`, whether a date is a day of the calendar, is made by validation alone."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What differs with what an expression is about: whether names have points in them, which functions there are."""

    dotted: bool = False
    functions: tuple[str, ...] = FUNCTIONS


VARIABLES: Final = Grammar()
"""Expressions over the variables of a codebook."""
_OR, _AND, _NOT, _COMPARED, _ADDED, _MULTIPLIED, _SIGNED = range(1, 8)
_COMPARISONS = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_POWERS = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys([*_COMPARISONS, "in", "not", "is", "between"], _COMPARED),
    **dict.fromkeys("+-", _ADDED),
    **dict.fromkeys("*/", _MULTIPLIED),
}
_OTHER_WORDS = {
    "div": "write `/`",
    "mod": "there is no remainder here",
    "elif": "write `else if`",
    "contains": "write `in`",
}


def parse(text: str, place_at: PlaceAt = column_only, grammar: Grammar = VARIABLES) -> Expression:
    """Read an expression.

    Args:
        text: the expression.
        place_at: from an offset in the text to a place in its file.
        grammar: what it is about.

    Raises:
        DefinitionError: SK101 to SK104, with the place and a line of carets.

    Example:
        >>> parse("size >= 10")
        Binary(operator='>=', left=Name(name='size', span=Span(start=0, end=4)), \
right=Constant(value=10, span=Span(start=8, end=10)), span=Span(start=0, end=10))
    """
    try:
        return _read(text, grammar)
    except DefinitionError:
        if place_at is column_only:
            raise
    return _parsed(text, place_at, grammar)  # once more, for the places of the file


@lru_cache(maxsize=8_192)
def _read(text: str, grammar: Grammar) -> Expression:
    """An expression that was read before: routing, checks and tables ask for the same one again and again."""
    return _parsed(text, column_only, grammar)


def _parsed(text: str, place_at: PlaceAt, grammar: Grammar) -> Expression:
    parser = _Parser(text, place_at, grammar)
    expression = parser.expression(0)
    parser.done()
    return expression


class _Parser:
    """The tokens, and how far they are read."""

    def __init__(self, text: str, place_at: PlaceAt, grammar: Grammar) -> None:
        self.text, self.place_at, self.grammar = text, place_at, grammar
        self.tokens = list(tokens(text, place_at, dotted=grammar.dotted))
        self.next, self.depth = 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def since(self, start: int) -> Span:
        """From a character to the end of what was read."""
        return Span(start, self.tokens[self.next - 1].end)

    def take(self) -> Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def taken(self, *words: str) -> bool:
        """Take the next token where it is one of these words."""
        found = self.token.kind in ("keyword", "sign") and self.token.text in words
        self.next += found
        return found

    def expect(self, word: str, why: str) -> Token:
        if not (self.token.kind in ("keyword", "sign") and self.token.text == word):
            self.refuse(self.token, f"{self.token.said} stands where '{word}' was expected {why}")
        return self.take()

    def refuse(self, token: Token, what: str, hint: str = "", rule: Rule = SYNTAX) -> NoReturn:
        hint = hint or self.hint_at(token)
        raise refused(rule, what, self.text, (token.start, token.end), self.place_at, hint)

    def hint_at(self, token: Token) -> str:
        """What was meant, where a habit of another language stands at a token or just before it."""
        here = self.tokens.index(token)
        before, after = self.tokens[max(here - 1, 0)], self.tokens[min(here + 1, len(self.tokens) - 1)]
        for word in (token, before):
            if word.kind == "name" and word.text.lower() in KEYWORDS:
                return f"write `{word.text.lower()}`, in small letters"
        if token.text == "," and any(t.text == "if" and u.text == "(" for t, u in pairwise(self.tokens[:here])):
            return "write `if ... then ... else ...`"
        if token.text == "," and before.kind == after.kind == "number":
            return "write decimals with a point, and a list in [ ]"
        if token.kind == "name" and before.kind == "number" and before.end == token.start:
            return "a name begins with a letter; a number is written with digits and a point"
        return _OTHER_WORDS.get(token.text, "")

    def done(self) -> None:
        token = self.token
        if token.kind == "end":
            return
        if token.text in _COMPARISONS:
            self.refuse(token, "comparisons cannot be chained", "write `x between 1 and 5`, or join two with `and`")
        what = f"{token.said} stands where the expression should end, or `and`, `or` or an operator should follow"
        self.refuse(token, what)

    def expression(self, power: int) -> Expression:
        """An expression whose operators bind tighter than the power given."""
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(self.token, f"it is nested more than {DEEPEST} deep", TOO_DEEP.mend, TOO_DEEP)
        start = self.token.start  # that of a bracket too, where the expression begins with one
        left = self.prefix()
        while (found := self.infix_power()) > power:
            left = self.infix(left, found, start)
            if found == _COMPARED and self.infix_power() == _COMPARED:
                self.done()
        self.depth -= 1
        return left

    def infix_power(self) -> int:
        token = self.token
        return _POWERS.get(token.text, 0) if token.kind in ("keyword", "sign") else 0

    def prefix(self) -> Expression:
        token = self.take()
        match token.kind, token.text:
            case "number", _:
                return Constant(self.number(token), _span(token))
            case "text", _:
                return Constant(token.text[1:-1], _span(token))
            case "name", _:
                return self.call(token) if self.taken("(") else Name(token.text, _span(token))
            case "keyword", "true" | "false":
                return Constant(token.text == "true", _span(token))
            case "keyword", "not":
                operand = self.expression(_NOT)
                return Unary("not", operand, self.since(token.start))
            case "keyword", "if":
                return self.choice(token)
            case "sign", "-":
                return self.negative(token)
            case "sign", "(":
                inside = self.expression(0)
                self.expect(")", "to close the bracket")
                return inside
            case _:
                hint = "a list stands after `in`" if token.text == "[" else ""
                return self.refuse(token, f"{token.said} stands where a value was expected", hint)

    def number(self, token: Token) -> Value:
        if not isfinite(float(token.text)):
            self.refuse(token, "the number is too large for any machine")
        return float(token.text) if "." in token.text else int(token.text)

    def negative(self, token: Token) -> Expression:
        operand = self.expression(_SIGNED)
        span = self.since(token.start)
        if isinstance(operand, Constant) and not isinstance(operand.value, str | bool):
            return Constant(-operand.value, span)
        return Unary("-", operand, span)

    def choice(self, token: Token) -> Expression:
        condition = self.expression(0)
        self.expect("then", "after the condition")
        then = self.expression(0)
        self.expect("else", "after the first value")
        otherwise = self.expression(0)
        return Choose(condition, then, otherwise, self.since(token.start))

    def call(self, name: Token) -> Expression:
        if name.text == "previous" and self.grammar is VARIABLES:
            return self.previous(name)
        if name.text not in self.grammar.functions:
            known = (*self.grammar.functions, *(["previous"] if self.grammar is VARIABLES else []))
            hint = nearest(name.text, known) or f"the functions are {listed(known, len(known))}"
            self.refuse(name, f"there is no function '{name.text}'", hint, UNKNOWN_FUNCTION)
        arguments: list[Expression] = []
        while not self.taken(")"):
            if arguments:
                self.expect(",", "between two arguments")
            arguments.append(self.expression(0))
        return Call(cast("FunctionName", name.text), tuple(arguments), self.since(name.start))

    def previous(self, word: Token) -> Previous:
        name = self.take()
        if name.kind != "name" or self.token.text == "(":
            hint = "write `previous(x)`, with the name of a variable"
            self.refuse(name, "`previous` asks about a variable, not about a calculation", hint)
        end = self.expect(")", "after the variable")
        return Previous(Name(name.text, _span(name)), Span(word.start, end.end))

    def infix(self, left: Expression, power: int, start: int) -> Expression:
        token = self.take()
        if token.text == "not":
            if not (self.token.kind == "keyword" and self.token.text == "in"):
                self.refuse(self.token, f"{self.token.said} stands where `in` was expected after `not`")
            self.take()
            inside = self.within(left, start)
            return Unary("not", inside, inside.span)
        if token.text == "in":
            return self.within(left, start)
        if token.text == "is":
            return self.state(left, start)
        if token.text == "between":
            return self.between(left, start)
        right = self.expression(power)
        operator = _COMPARISONS.get(token.text, token.text)
        return Binary(operator, left, right, self.since(start))  # type: ignore[arg-type]

    def within(self, left: Expression, start: int) -> Expression:
        """What follows `in`: a list of values, or a multiple-response question."""
        if self.token.kind == "name" and isinstance(left, Constant):
            name = self.take()
            of = self.previous(name) if name.text == "previous" and self.taken("(") else Name(name.text, _span(name))
            return Has(left, of, self.since(start))
        opened = self.token
        if not self.taken("["):
            hint = "write `x in [1, 3, 5..9]`, or `3 in question` for a multiple-response question"
            self.refuse(opened, f"{opened.said} stands where a list was expected", hint)
        options: list[Constant | Interval] = []
        while not self.taken("]"):
            if options:
                self.expect(",", "between two values of the list")
            options.append(self.option())
        if not options:
            self.refuse(opened, "the list is empty")
        return In(left, tuple(options), self.since(start))

    def option(self) -> Constant | Interval:
        low = self.constant()
        if not self.taken(".."):
            return low
        high = self.constant()
        span = Span(low.span.start, high.span.end)
        if (
            isinstance(low.value, bool)
            or isinstance(high.value, bool)
            or isinstance(low.value, str) != isinstance(high.value, str)
        ):
            self.refuse(self.tokens[self.next - 1], "an interval goes from one number to another")
        if cast("float", low.value) > cast("float", high.value):
            self.refuse(self.tokens[self.next - 1], f"the interval {low.value}..{high.value} begins above its end")
        return Interval(low.value, high.value, span)

    def constant(self) -> Constant:
        token = self.token
        value = self.prefix() if token.kind != "name" and token.text not in ("(", "if", "not") else None
        if not isinstance(value, Constant):
            self.refuse(token, f"{token.said} stands where a number or a text in quotes was expected")
        return value

    def between(self, left: Expression, start: int) -> Expression:
        compared = self.tokens[: self.next - 1]
        inside = next((t for t in compared if t.start >= start and t.text == "between"), None)
        if inside is not None:
            self.refuse(inside, "a `between` stands within what another one compares", "compute a part of it first")
        low = self.expression(_COMPARED)
        self.expect("and", "between the two ends")
        high = self.expression(_COMPARED)
        span = self.since(start)
        return Binary("and", Binary(">=", left, low, span), Binary("<=", left, high, span), span)

    def state(self, left: Expression, start: int) -> Expression:
        """What follows `is`: missing, answered, or a reason."""
        negated = self.taken("not")
        word = self.take()
        if not isinstance(left, Name | Previous):
            self.refuse(word, "`is` asks about a variable, not about a calculation")
        if word.kind != "name":
            self.refuse(word, f"{word.said} stands where `missing`, `answered` or a reason was expected")
        found = Is(left, word.text, self.since(start))
        return Unary("not", found, found.span) if negated else found


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
