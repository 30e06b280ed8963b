"""From the text of a condition to its nodes: one parser, told by a dialect how the other system writes things."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveykit.exchange.logic.syntax import Figure, Function, Negative, Node, Not, Pair, Truth, Word

LONGEST = 2_000
DEEPEST = 40
OR, AND, NOT, COMPARED, ADDED, MULTIPLIED, SPECIAL, SIGNED, RAISED = range(1, 10)


class Untranslatable(Exception):  # noqa: N818 - it is no error of anybody: the condition stays as a note
    """Why a condition cannot be put into our language, in words for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one system writes conditions.

    `fields` matches a field where it cannot be mistaken for a word, and `field` makes the node of the match.
    `word` makes the node of a bare word, where words are names of fields. `operators` maps each sign or word, in
    small letters, to ours with its power.
    """

    fields: re.Pattern[str]
    field: Callable[[re.Match[str]], Node]
    operators: Mapping[str, tuple[str, int]]
    words: re.Pattern[str] = re.compile(r"[^\W\d]\w*")
    word: Callable[[str], Node] | None = None
    contrary: int = SIGNED  # how tightly `!` binds
    escapes: bool = False  # whether a backslash in a text stands for the sign after it


_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+")
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "node", "word", "sign" or "end"
    text: str
    node: Node | None = None


def parsed(text: str, dialect: Dialect) -> Node:
    """The nodes of a condition.

    Raises:
        Untranslatable: it is too long, too deep, or not written as the dialect writes.
    """
    if len(text) > LONGEST:
        msg = f"it has {len(text):,} characters; {LONGEST:,} is the most that is translated"
        raise Untranslatable(msg)
    parser = _Parser(_tokens(text, dialect), dialect)
    node = parser.node(0)
    if parser.token.kind != "end":
        msg = f"'{parser.token.text}' stands where the condition should end"
        raise Untranslatable(msg)
    return node


def _tokens(text: str, dialect: Dialect) -> list[_Token]:
    signs = sorted((sign for sign in dialect.operators if not sign[0].isalpha()), key=len, reverse=True)
    found: list[_Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        token, position = _token(text, position, dialect, signs)
        found.append(token)
    return [*found, _Token("end", "the end")]


def _token(text: str, position: int, dialect: Dialect, signs: list[str]) -> tuple[_Token, int]:
    if match := dialect.fields.match(text, position):
        return _Token("node", match.group(), dialect.field(match)), match.end()
    if match := _NUMBER.match(text, position):
        return _Token("node", match.group(), Figure(match.group())), match.end()
    if text[position] in "\"'":
        return _quoted(text, position, dialect)
    if match := dialect.words.match(text, position):
        return _Token("word", match.group()), match.end()
    for sign in (*signs, "(", ")", ",", "!"):
        if text.startswith(sign, position):
            return _Token("sign", sign), position + len(sign)
    msg = f"'{text[position : position + 10]}' cannot be read"
    raise Untranslatable(msg)


def _quoted(text: str, position: int, dialect: Dialect) -> tuple[_Token, int]:
    quote, letters, index = text[position], [], position + 1
    while index < len(text) and text[index] != quote:
        index += dialect.escapes and text[index] == "\\" and index + 1 < len(text)
        letters.append(text[index])
        index += 1
    if index >= len(text):
        msg = "a text has no closing quote"
        raise Untranslatable(msg)
    value = "".join(letters)
    return _Token("node", value, Word(value)), index + 1


class _Parser:
    """The tokens, and how far they are read."""

    def __init__(self, tokens: list[_Token], dialect: Dialect) -> None:
        self.tokens, self.dialect = tokens, dialect
        self.next, self.depth = 0, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def expect(self, sign: str) -> None:
        token = self.take()
        if token.text != sign or token.kind != "sign":
            msg = f"'{token.text}' stands where '{sign}' was expected"
            raise Untranslatable(msg)

    def node(self, power: int) -> Node:
        """A part whose operators bind tighter than the power given."""
        self.depth += 1
        if self.depth > DEEPEST:
            msg = f"it is nested more than {DEEPEST} deep"
            raise Untranslatable(msg)
        left = self.prefix()
        while self.token.kind != "node" and self.operator[1] > power:
            sign, tight = self.operator
            self.take()
            left = Pair(sign, left, self.node(tight if sign != "^" else tight - 1))
        self.depth -= 1
        return left

    @property
    def operator(self) -> tuple[str, int]:
        return self.dialect.operators.get(self.token.text.lower(), ("", 0)) if self.token.kind != "end" else ("", 0)

    def prefix(self) -> Node:
        token = self.take()
        if token.node is not None:
            return token.node
        if token.kind == "word":
            return self.named(token.text)
        match token.text:
            case "(":
                inside = self.node(0)
                self.expect(")")
                return inside
            case "!":
                return Not(self.node(self.dialect.contrary))
            case "-":
                return Negative(self.node(SIGNED))
            case "+":
                return self.node(SIGNED)
        msg = f"'{token.text}' stands where a value was expected"
        raise Untranslatable(msg)

    def named(self, word: str) -> Node:
        """A function, `not`, true or false, or what the dialect makes of a bare word."""
        if self.token.text == "(" and self.token.kind == "sign":
            self.take()
            arguments = self.arguments()
            return Not(arguments[0]) if word.lower() == "not" and len(arguments) == 1 else Function(word, arguments)
        if word.lower() == "not":
            return Not(self.node(NOT))
        if word.lower() in _TRUTHS:
            return Truth(_TRUTHS[word.lower()])
        if self.dialect.word is None:
            msg = f"'{word}' cannot be read"
            raise Untranslatable(msg)
        return self.dialect.word(word)

    def arguments(self) -> tuple[Node, ...]:
        found: list[Node] = []
        while not (self.token.kind == "sign" and self.token.text == ")"):
            if found:
                self.expect(",")
            found.append(self.node(0))
        self.expect(")")
        return tuple(found)
