"""The contract of a check: from a codebook to the tests its values must pass, evaluated together in one pass."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.panel import is_panel
from surveykit.expr.fold import previous_of
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import PREVIOUS, Binary, Constant, Expression, Is, Name, Unary
from surveykit.problems import Rule
from surveykit.text import Text

CANNOT_TEST = Rule(
    "SK417",
    "A test reads a variable the dataset has not",
    "What cannot be tested is not sound, only unknown.",
    "a check of turnover per employee in a file without employees",
    "Import the variable too, or leave the test aside.",
)


@dataclass(frozen=True, slots=True)
class Test:
    """One thing that must hold of every case: true passes, false fails, unknown is undetermined.

    `applies` says of which cases it is asked; where that is unknown, `when_unknown` decides.
    """

    __test__ = False  # pytest need not look for tests in here

    rule: Rule
    variable: str
    what: str
    expression: Expression
    reads: tuple[str, ...]
    applies: Expression | None = None
    when_unknown: bool = False
    severity: Literal["error", "warning"] = "error"
    id: str = ""
    message: Text = field(default_factory=Text)  # what is wrong, per language, where somebody wrote it

    @property
    def key(self) -> str:
        """A name that stays the same from run to run, for baselines: the check's id, or rule, variable and what."""
        return self.id or f"{self.rule.code} {self.variable}: {self.what}"


Check = Callable[[Codebook], Iterator[Test]]
"""A check looks at the codebook and gives tests; it never sees the data."""

TRUE = Constant(value=True)


def valid(variable: Variable) -> Expression:
    """That a variable holds a valid value."""
    return Is(Name(variable.name), "answered")


def not_(expression: Expression) -> Expression:
    """That something does not hold."""
    return Unary("not", expression)


def both(*conditions: Expression) -> Expression:
    """That every one of some conditions holds; true where there is none."""
    return reduce(lambda left, right: Binary("and", left, right), conditions) if conditions else TRUE


def relevance(variable: Variable) -> Expression | None:
    """Of whom the variable is asked, or None for everybody."""
    return parse(variable.origin.relevance) if variable.origin.relevance else None


def without_round_before(expression: Expression, codebook: Codebook, symbols: Symbols) -> list[str]:
    """What an expression reads of the preceding round that the dataset cannot tell."""
    names = previous_of(expression)
    if is_panel(codebook):
        return [name for name in names if name not in symbols]
    return [f"{PREVIOUS}{name}" for name in names if f"{PREVIOUS}{name}" not in codebook]
