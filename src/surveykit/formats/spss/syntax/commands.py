"""SPSS syntax as commands: each a row of words, numbers, texts in quotes and signs, with the line of everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["word", "number", "text", "sign"]
_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|/\*.*?(?:\*/|$))
    |(?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w@#$])|\.\d+)
    |(?P<word>(?:[^\W\d]|[@#$!])[\w.@#$]*|\d+[\w.@#$]+)
    |(?P<sign>.)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a text in quotes or a sign, and the line it stands in."""

    kind: Kind
    said: str
    line: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of some words, in capitals."""
        return self.kind == "word" and self.said.upper() in words

    def is_sign(self, signs: str) -> bool:
        """Whether it is one of some signs."""
        return self.kind == "sign" and self.said in signs


@dataclass(slots=True)
class Command:
    """One command, read from its first token to its last."""

    tokens: list[Token] = field(default_factory=list)
    at: int = 0

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.tokens[0].line

    @property
    def next(self) -> Token | None:
        """The next token, without taking it."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token | None:
        """The next token."""
        found = self.next
        self.at += found is not None
        return found

    def begins(self, *words: str) -> bool:
        """Whether it begins with these words, each perhaps shortened to three letters or more; takes them if so."""
        said = [token.said.upper() for token in self.tokens[: len(words)] if token.kind == "word"]
        same = len(said) == len(words) and all(
            word.startswith(short) and (len(short) >= 3 or short == word)
            for short, word in zip(said, words, strict=True)
        )
        self.at = len(words) if same else self.at
        return same

    def passes(self, signs: str) -> bool:
        """Take the next token if it is one of some signs."""
        found = self.next is not None and self.next.is_sign(signs)
        self.at += found
        return found

    def words(self) -> list[str]:
        """The words that come next; `a TO c` stays three words."""
        found = []
        while self.next is not None and self.next.kind == "word":
            found.append(self.next.said)
            self.at += 1
        return found

    def value(self) -> float | str | None:
        """The number or text that comes next, with its sign."""
        start = self.at
        minus = self.passes("-")
        token = self.take()
        if token is not None and token.kind == "number":
            number = float(token.said)
            return -number if minus else number
        if token is not None and token.kind == "text" and not minus:
            return token.said
        self.at = start
        return None


def commands_in(text: str) -> Iterator[Command]:
    """The commands of a program; comments are left out.

    A command ends where a line ends with a point, or before an empty line.
    """
    tokens: list[Token] = []
    comment = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        stripped = line.strip()
        comment = comment or (not tokens and re.match(r"(?i)\*|comment\b", stripped) is not None)
        if comment:
            comment = bool(stripped) and not stripped.endswith(".")
            continue
        found = list(_tokens(stripped, number))
        ended = bool(found) and found[-1].kind != "text" and found[-1].said.endswith(".")
        if ended:
            last = found.pop()
            found += [Token(last.kind, last.said[:-1], number)] if last.said != "." else []
        tokens += found
        if tokens and (ended or not stripped):
            yield Command(_joined(tokens))
            tokens = []
    if tokens:
        yield Command(_joined(tokens))


def _tokens(line: str, number: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(line):
        kind, said = found.lastgroup, found[0]
        if kind == "text":
            yield Token("text", said[1:-1].replace(said[0] * 2, said[0]), number)
        elif kind in {"word", "number", "sign"}:
            yield Token(kind, said, number)  # type: ignore[arg-type]  # one of the three


def _joined(tokens: list[Token]) -> list[Token]:
    """Texts in pieces as one: 'a' + 'b' is 'ab'."""
    made: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        plus = index + 1 < len(tokens) and token.is_sign("+") and tokens[index + 1].kind == "text"
        if plus and made and made[-1].kind == "text":
            made[-1] = Token("text", made[-1].said + tokens[index + 1].said, made[-1].line)
            index += 2
            continue
        made.append(token)
        index += 1
    return made
