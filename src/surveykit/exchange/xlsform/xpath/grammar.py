"""The expressions of XLSForm as data: a parser of the part of XPath that forms write."""

import re
from dataclasses import dataclass
from typing import Final, NoReturn

LONGEST = 5_000
DEEPEST = 60


class Untranslatable(Exception):  # noqa: N818 - it is no mistake, it is a finding
    """An expression that has no counterpart in our language; the message says why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`, a path such as `../name`, `${last-saved#name}`, or a bare name, which is a column of a list."""

    name: str
    last_saved: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class This:
    """`.`: the answer itself."""


@dataclass(frozen=True, slots=True)
class Parent:
    """`..`: the group or the row the question stands in."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, or a text in quotes."""

    value: float | int | str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values joined by an operator: `or`, `and`, a comparison, `+ - * div mod`."""

    operator: str
    left: "XPath"
    right: "XPath"


@dataclass(frozen=True, slots=True)
class Negative:
    """`-x`."""

    operand: "XPath"


@dataclass(frozen=True, slots=True)
class Function:
    """A function with its arguments."""

    name: str
    arguments: tuple["XPath", ...]


XPath = Reference | This | Parent | Literal | Operation | Negative | Function

_NAME = r"[^\W\d](?:[\w.\-]*\w)?"
_TOKEN: Final = re.compile(
    rf"""(?P<space>\s+)
      | (?P<reference>\$\{{[^{{}}]*\}})
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<text>"[^"]*"|'[^']*')
      | (?P<name>{_NAME}(?::{_NAME})?)
      | (?P<sign>!=|<=|>=|//|::|\.\.|[()\[\],+\-*=<>|/.@])""",
    re.VERBOSE,
)
_REFERENCE: Final = re.compile(rf"\$\{{\s*(last-saved\#)?({_NAME})\s*\}}", re.VERBOSE)
_POWERS: Final = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(["=", "!="], 3),
    **dict.fromkeys(["<", "<=", ">", ">="], 4),
    **dict.fromkeys(["+", "-"], 5),
    **dict.fromkeys(["*", "div", "mod"], 6),
}
_SIGNED = 7
_WORDS: Final = frozenset(["or", "and", "div", "mod"])


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse(text: str) -> XPath:
    """Read an expression.

    Raises:
        Untranslatable: it is none, or is of a part of XPath that has no counterpart here.

    Example:
        >>> parse("${a} != 'x'")
        Operation(operator='!=', left=Reference(name='a', last_saved=False, bare=False), right=Literal(value='x'))
    """
    if len(text) > LONGEST:
        msg = f"it has {len(text)} characters"
        raise Untranslatable(msg)
    parser = _Parser(_tokens(text))
    found = parser.expression(0)
    if parser.token.kind != "end":
        parser.refuse()
    return found


def references(text: str) -> tuple[str, ...]:
    """The names in `${}` of any text, in order."""
    return tuple(match[2] for match in _REFERENCE.finditer(text))


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            msg = f"'{text[position]}' is no sign of XPath"
            raise Untranslatable(msg)
        position = match.end()
        if match.lastgroup != "space":
            found.append(_Token(match.lastgroup or "", match.group()))
    return [*found, _Token("end", "")]


class _Parser:
    """The tokens, and how far they are read."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.next, self.depth = tokens, 0, 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def take(self) -> _Token:
        token = self.token
        self.next += token.kind != "end"
        return token

    def taken(self, sign: str) -> bool:
        found = self.token.kind == "sign" and self.token.text == sign
        self.next += found
        return found

    def refuse(self) -> NoReturn:
        token = self.token
        said = {
            "[": "a condition in [ ]",
            "|": "a union of paths",
            "//": "a path",
            "::": "an axis",
            "@": "an attribute",
        }
        what = said.get(token.text, f"'{token.text}'" if token.text else "the end")
        msg = f"{what} stands where nothing of this language can"
        raise Untranslatable(msg)

    def expression(self, power: int) -> XPath:
        self.depth += 1
        if self.depth > DEEPEST:
            msg = f"it is nested more than {DEEPEST} deep"
            raise Untranslatable(msg)
        left = self.operand()
        while (found := self.power()) > power:
            operator = self.take().text
            right = self.expression(found)
            if found in (3, 4) and self.power() == found:
                msg = "comparisons are chained"
                raise Untranslatable(msg)
            left = Operation(operator, left, right)
        self.depth -= 1
        return left

    def power(self) -> int:
        token = self.token
        operator = token.kind == "sign" or (token.kind == "name" and token.text in _WORDS)
        return _POWERS.get(token.text, 0) if operator else 0

    def operand(self) -> XPath:
        token = self.token
        match token.kind, token.text:
            case "reference", _:
                return self.reference()
            case "number", text:
                self.take()
                return Literal(float(text) if "." in text else int(text))
            case "text", text:
                self.take()
                return Literal(text[1:-1])
            case "sign", "-":
                self.take()
                operand = self.expression(_SIGNED)
                if isinstance(operand, Literal) and not isinstance(operand.value, str):
                    return Literal(-operand.value)
                return Negative(operand)
            case "sign", "(":
                self.take()
                inside = self.expression(0)
                if not self.taken(")"):
                    self.refuse()
                return inside
            case _:
                return self.named()

    def reference(self) -> Reference:
        token = self.take()
        found = _REFERENCE.fullmatch(token.text)
        if found is None:
            msg = f"{token.text} names no question"
            raise Untranslatable(msg)
        if self.token.text in ("/", "["):
            self.refuse()
        return Reference(found[2], bool(found[1]))

    def named(self) -> XPath:
        """A function, `.`, `..` or a path of plain steps."""
        if self.token.kind == "name" and self.tokens[self.next + 1].text == "(":
            return self.function()
        if self.taken("."):
            if self.token.text in ("/", "["):
                return self.path()
            return This()
        if self.token.text in ("..", "/") or self.token.kind == "name":
            return self.path()
        return self.refuse()

    def path(self) -> XPath:
        """`..`, `../name`, `./name`, `/data/group/name` or a bare name: the question at its end."""
        name, absolute = "", self.taken("/")
        bare = not absolute and self.token.kind == "name" and self.tokens[self.next + 1].text != "/"
        while True:
            token = self.token
            if token.kind == "name":
                name = self.take().text
            elif not (self.taken("..") or self.taken(".")) or absolute:
                self.refuse()
            if not self.taken("/"):
                break
        if self.token.text in ("[", "//", "::"):
            self.refuse()
        return Reference(name, bare=bare) if name else Parent()

    def function(self) -> Function:
        name = self.take().text
        self.take()
        arguments: list[XPath] = []
        while not self.taken(")"):
            if arguments and not self.taken(","):
                self.refuse()
            arguments.append(self.expression(0))
        return Function(name, tuple(arguments))
