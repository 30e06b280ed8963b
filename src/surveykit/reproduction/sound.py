"""Whether an expression over cells can be read, and is a number or a condition as is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from surveykit.expr.fold import fold, leaves
from surveykit.expr.syntax import Binary, Call, Choose, Constant, Expression, Has, In, Is, Name, Previous, Unary
from surveykit.expr.tokens import excerpt
from surveykit.problems import DefinitionError, Rule
from surveykit.reproduction.expression import NOT_OF_CELLS, read
from surveykit.reproduction.functions import ARGUMENTS, POOLED
from surveykit.source import Path_

Kind = Literal["number", "truth"]
_SAID = {"number": "a number", "truth": "a condition"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a check, whatever is printed: the rule, the words, and where in the check it stands.

    `path` leads from the check to the text; `offset` is the place in that text.
    """

    rule: Rule
    what: str
    path: Path_ = ()
    offset: int = 0
    hint: str = ""
    excerpt: str = ""


def unsound(text: str, asked: Kind, path: Path_) -> Iterator[Mistake]:
    """What is wrong with an expression in itself: it cannot be read, or is not what is asked for.

    Example:
        >>> [mistake.what for mistake in unsound("table1.a.n + 1", "truth", ("holds",))]
        ['a condition was expected, a number stands here']
    """
    try:
        expression = read(text)
    except DefinitionError as refusal:
        for problem in refusal.problems:
            offset = (problem.place.column or 1) - 1
            yield Mistake(problem.rule, problem.what, path, offset, problem.hint, problem.excerpt)
        return
    kinds = _Kinds(text, path, [])
    kinds.asked(expression, fold(expression, kinds), asked)
    yield from kinds.mistakes


def reads_nothing(text: str) -> bool:
    """Whether an expression that can be read names no cell and no value."""
    try:
        return not leaves(read(text))
    except DefinitionError:
        return False


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The algebra of kinds; what does not fit is told on the way."""

    text: str
    path: Path_
    mistakes: list[Mistake]

    def asked(self, node: Expression, is_: Kind | None, asked: Kind) -> None:
        if is_ is not None and is_ != asked:
            self.tell(node, f"{_SAID[asked]} was expected, {_SAID[is_]} stands here")

    def tell(self, node: Expression, what: str) -> Kind | None:
        shown = excerpt(self.text, node.span.start, node.span.end)
        self.mistakes.append(Mistake(NOT_OF_CELLS, what, self.path, node.span.start, NOT_OF_CELLS.mend, shown))
        return None

    def name(self, _node: Name) -> Kind | None:
        return "number"

    def previous(self, node: Previous) -> Kind | None:
        return self.tell(node, "there is no round before of a printed number")

    def constant(self, node: Constant) -> Kind | None:
        if isinstance(node.value, str):
            return self.tell(node, "a text stands where a number was expected")
        return "truth" if isinstance(node.value, bool) else "number"

    def unary(self, node: Unary, operand: Kind | None) -> Kind | None:
        kind: Kind = "truth" if node.operator == "not" else "number"
        self.asked(node.operand, operand, kind)
        return kind

    def binary(self, node: Binary, left: Kind | None, right: Kind | None) -> Kind | None:
        joined = node.operator in ("and", "or")
        for part, kind in ((node.left, left), (node.right, right)):
            self.asked(part, kind, "truth" if joined else "number")
        return "number" if node.operator in ("+", "-", "*", "/") else "truth"

    def in_(self, node: In, operand: Kind | None) -> Kind | None:
        self.asked(node.operand, operand, "number")
        ends = [o.value if isinstance(o, Constant) else o.low for o in node.options]
        if any(isinstance(end, str) for end in ends):
            return self.tell(node, "a text stands in a list of numbers")
        return "truth"

    def has(self, node: Has) -> Kind | None:
        return self.tell(node, "a printed number has no choices")

    def is_(self, node: Is) -> Kind | None:
        return self.tell(node, "a printed number has no reason for being empty")

    def call(self, node: Call, arguments: Sequence[Kind | None]) -> Kind | None:
        truths = node.function in ("any", "all")
        for part, kind in zip(node.arguments, arguments, strict=True):
            self.asked(part, kind, "truth" if truths else "number")
        least, most = (1, None) if truths or node.function in POOLED else ARGUMENTS[node.function]
        n = len(arguments)
        if n < least or (most is not None and n > most):
            asked = f"{least}" if least == most else f"at least {least}" if most is None else f"{least} or {most}"
            self.tell(node, f"'{node.function}' takes {asked}, {n} stand here")
        return "truth" if truths else "number"

    def choose(self, node: Choose, condition: Kind | None, then: Kind | None, otherwise: Kind | None) -> Kind | None:
        self.asked(node.condition, condition, "truth")
        for part, kind in ((node.then, then), (node.otherwise, otherwise)):
            self.asked(part, kind, "number")
        return "number"
