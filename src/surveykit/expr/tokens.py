"""From text to tokens: numbers, texts, names and signs, with hints for the signs of other languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from surveykit.problems import DefinitionError, Place, Problem, Rule

LONGEST = 2_000

SYNTAX = Rule(
    "SK101",
    "The expression cannot be read",
    "What can be read in two ways will be read in the wrong one.",
    "size > > 3",
    "Correct it at the caret.",
)
TOO_LONG = Rule(
    "SK102",
    "The expression is too long",
    "Nobody can check it; most likely something was pasted in the wrong place.",
    "size = 1" + " or size = 1" * 200,
    "Use `in [..]`, or compute a part of it first.",
)

KEYWORDS = frozenset(["and", "or", "not", "in", "is", "between", "if", "then", "else", "true", "false"])
_WORD = r"[^\W\d]\w*"
_DOTTED = r"(?:[^\W\d]|\{\w+\})(?:\w|\{\w+\})*(?:\.(?:\w|\{\w+\})+)*"


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<space>\s+)
          | (?P<number>\d+(?:\.\d+)?|\.\d+)
          | (?P<text>"[^"\n]*"|'[^'\n]*')
          | (?P<name>{name})
          | (?P<sign>\.\.|==|!=|<>|<=|>=|[=<>+\-*/(),\[\]])""",
        re.VERBOSE,
    )


_TOKEN, _TOKEN_OF_CELLS = _pattern(_WORD), _pattern(_DOTTED)
_FOREIGN = {
    "&&": "write `and`",
    "||": "write `or`",
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not`",
    "=<": "write `<=`",
    "=>": "write `>=`",
    "$": "write the name alone, without ${ }",
    "{": "write the name alone, without ${ }",
    ".": "a name has no point in it; there is nothing inside a variable",
    "%": "there is no remainder here; write * / + -",
    "^": "there are no powers here; multiply",
    "?": "write `if ... then ... else ...`",
    '"': "the text has no closing quote",
    "'": "the text has no closing quote",
}
_CURLY = "\u201c\u201d\u2018\u2019\u201e\u00ab\u00bb"

PlaceAt = Callable[[int], Place]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the expression: its kind, its text and where it stands."""

    kind: Literal["number", "text", "name", "keyword", "sign", "end"]
    text: str
    start: int
    end: int

    @property
    def said(self) -> str:
        """The token as a message names it."""
        return "the end of the expression" if self.kind == "end" else f"'{self.text}'"


def column_only(offset: int) -> Place:
    """The place of a character where nothing is known but the text: its column, counted from 1."""
    return Place(column=offset + 1, line=1)


def excerpt(text: str, start: int, end: int) -> str:
    """The line complained of, with carets below.

    Example:
        >>> print(excerpt("size > > 3", 7, 8))
        size > > 3
               ^
    """
    text = text.replace("\t", " ")
    first = text.rfind("\n", 0, start) + 1
    line = text[first:].split("\n", 1)[0]
    begin = max(0, start - first - 50)
    shown = line[begin : begin + 100]
    width = max(1, min(end, first + len(line)) - start)
    return f"{shown}\n{' ' * (start - first - begin)}{'^' * min(width, 100)}"


def refused(
    rule: Rule, what: str, text: str, span: tuple[int, int], place_at: PlaceAt, hint: str = ""
) -> DefinitionError:
    """A refusal that points into the expression."""
    return DefinitionError(Problem(rule, what, place_at(span[0]), hint, excerpt=excerpt(text, *span)))


def tokens(text: str, place_at: PlaceAt, *, dotted: bool = False) -> Iterator[Token]:
    """The tokens in order, an end token last; `dotted` names are those of cells, `table1.{row}.mean`.

    Raises:
        DefinitionError: SK101, a sign that is not of the language; SK102, the text is too long.
    """
    if len(text) > LONGEST:
        what = f"the expression has {len(text)} characters; {LONGEST} is the most"
        raise DefinitionError(Problem(TOO_LONG, what, place_at(0), TOO_LONG.mend))
    position, pattern = 0, _TOKEN_OF_CELLS if dotted else _TOKEN
    while position < len(text):
        match = pattern.match(text, position)
        if match is None:
            raise _foreign(text, position, place_at)
        kind, word, start, position = match.lastgroup, match.group(), position, match.end()
        if kind == "name" and word in KEYWORDS:
            yield Token("keyword", word, start, position)
        elif kind in ("number", "text", "name", "sign"):
            yield Token(kind, word, start, position)  # type: ignore[arg-type]
        if word in ("=", "==") and text[position : position + 1] in ("<", ">"):
            raise _foreign(text, start, place_at)
    yield Token("end", "", len(text), len(text))


def _foreign(text: str, position: int, place_at: PlaceAt) -> DefinitionError:
    two, one = text[position : position + 2], text[position]
    sign = two if two in _FOREIGN else one
    hint = "write straight quotes" if one in _CURLY else _FOREIGN.get(sign, "")
    what = f"'{sign}' is no sign of the expression language"
    return refused(SYNTAX, what, text, (position, position + len(sign)), place_at, hint)
