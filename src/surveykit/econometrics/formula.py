"""Formulas: what `export ~ log(labprod) + C(industry)` says, as an outcome and the columns of a matrix."""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from surveykit.econometrics.fit import CONSTANT
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.stats.cases import HEAVIEST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Held = Mapping[str, "NDArray[Any]"]
"""What the cases hold, by variable: numbers, or texts of a variable of texts."""

FORMULA = Rule(
    "SK762",
    "A formula cannot be read",
    "A model is only what its formula says; one that is guessed at would be another model.",
    "surveykit model sis.sav 'export ~ ln(size)'",
    "Write an outcome, ~, and terms with + between them: `export ~ log(size) + C(industry) + age:size`.",
)
FUNCTIONS: Final = ("log", "exp", "sqrt")
_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_POWER = re.compile(r"\s*(?:\*\*|\^)\s*(\d+)")
_RAISED = re.compile(r"(`[^`]*`|[^\W\d][\w.]*|\([^()+*:]*\))$")  # what a power may be of; a sum of terms is none
_SPACED = re.compile(r"\s*(\*\*|[*/+-])\s*")
_QUOTED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Number:
    """A part of a term that is a number: a variable, or what is reckoned from variables."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr = field(repr=False, compare=False)

    def values(self, held: Held) -> "Floats":
        """The number of each case; no number where it is not defined, or so large that its square would not be."""
        import numpy as np

        with np.errstate(all="ignore"):
            found = np.asarray(reckoned(self.tree, held), dtype=float)
            found = np.where(np.abs(found) <= HEAVIEST, found, np.nan)
        return np.where(np.abs(found) < 1 / HEAVIEST, 0.0, found)


@dataclass(frozen=True, slots=True)
class Category:
    """A part of a term that is 1 for the cases of a category of a variable, and 0 for others."""

    variable: str
    value: Value

    @property
    def text(self) -> str:
        """The variable with the code in brackets."""
        return f"{self.variable}[{self.value}]"

    @property
    def names(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)

    def values(self, held: Held) -> "Floats":
        """1 or 0 for each case."""
        import numpy as np

        return np.asarray(held[self.variable] == self.value, dtype=float)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A variable of which each category has a column of its own, but for the base."""

    variable: str
    base: Value | None = None  # the first there is, where it is not named

    @property
    def names(self) -> tuple[str, ...]:
        """The variable."""
        return (self.variable,)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a matrix: the product of its parts; of none, the constant."""

    parts: tuple[Number | Category, ...]

    @property
    def name(self) -> str:
        """The column as the formula has it."""
        return ":".join(part.text for part in self.parts) or CONSTANT

    @property
    def names(self) -> tuple[str, ...]:
        """The variables it is made of."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names))

    def values(self, held: Held, n: int) -> "Floats":
        """The column, for so many cases."""
        import numpy as np

        found = np.ones(n)
        for part in self.parts:
            found = found * part.values(held)
        return found


@dataclass(frozen=True, slots=True)
class Formula:
    """An outcome and the terms it is told by; a term is a product of its parts."""

    text: str
    outcome: Number
    terms: tuple[tuple[Number | Grouped, ...], ...]

    @property
    def parts(self) -> tuple[Number | Grouped, ...]:
        """What it is made of, in its order: the outcome, then each part of a term once."""
        return tuple(dict.fromkeys((self.outcome, *(part for term in self.terms for part in term))))

    def columns(self, categories: Mapping[str, Sequence[Value]]) -> tuple[Column, ...]:
        """The columns of its matrix, for variables with these categories.

        A category is the base of others where they would say the same together with a term that is there; else all
        have a column, as in R.
        """
        there: set[frozenset[object]] = set()
        found: list[Column] = []
        for term in self.terms:
            products: list[tuple[Number | Category, ...]] = [()]
            for part in term:
                if isinstance(part, Number):
                    products = [(*some, part) for some in products]
                    continue
                rest = frozenset(term) - {part}
                values = _without_base(part, categories[part.variable]) if rest in there else categories[part.variable]
                there.add(rest)
                products = [(*some, Category(part.variable, value)) for some in products for value in values]
            there.add(frozenset(term))
            found += map(Column, products)
        return tuple(found)


def _without_base(part: Grouped, values: Sequence[Value]) -> Sequence[Value]:
    base = part.base if part.base is not None else next(iter(values), None)
    return [value for value in values if value != base]


def parsed(text: str) -> Formula:
    """Read a formula.

    Raises:
        DataError: SK762, it cannot be read.

    Example:
        >>> formula = parsed("export ~ log(size) + C(industry) + size**2")
        >>> formula.outcome.text, [part.names for part in formula.parts]
        ('export', [('export',), ('size',), ('industry',), ('size',)])
    """
    from formulaic import Formula as Parser
    from formulaic.errors import FormulaicError

    try:
        read = Parser(_with_powers(text), _ordering="none")
        outcomes, terms = list(read.lhs), list(read.rhs)
    except (FormulaicError, AttributeError, SyntaxError, RecursionError) as fault:
        told = "it has no outcome" if isinstance(fault, AttributeError) else str(fault)
        raise DataError(_unread(text, re.split(r"\n|\. ", told)[0].rstrip("."))) from None
    if not all(hasattr(term, "factors") for term in terms):
        raise DataError(_unread(text, "it has several parts"))
    if len(outcomes) != 1 or len(outcomes[0].factors) != 1:
        raise DataError(_unread(text, "there is to be one outcome before ~"))
    made = [tuple(_part(text, f.expr) for f in term.factors if f.expr != "1") for term in terms]
    outcome = _part(text, outcomes[0].factors[0].expr)
    if not isinstance(outcome, Number):
        raise DataError(_unread(text, f"the outcome is a variable itself, without C(): '{outcome.variable}'"))
    if any(outcome in term or Grouped(outcome.text) in term for term in made):
        raise DataError(_unread(text, f"the outcome '{outcome.text}' stands among its own terms"))
    return Formula(text, outcome, tuple(dict.fromkeys(made)))


def _with_powers(text: str) -> str:
    """The formula with powers as calculations; to the reader of formulas `x**2` is all pairs of x, which is x."""
    outside, opened = _outside(text)
    if "/" in (letter for letter, out in zip(text, outside, strict=True) if out):
        raise DataError(_unread(text, "'/' stands outside of a calculation", "write a quotient as I(x / y)"))
    found = list(text)
    for power in _POWER.finditer(text):
        end = power.start()
        if not outside[end]:
            continue
        start = opened.get(end - 1, end)  # of a call, its bracket
        call = start < end and (name := re.search(r"[^\W\d][\w.]*$", text[:start])) is not None
        base = name if call and name else _RAISED.search(text[:end])
        if base is not None:
            found[base.start()] = "{" + found[base.start()]
            found[power.start() : power.end()] = [f"**{power[1]}}}", *[""] * (power.end() - power.start() - 1)]
    return "".join(found)


def _outside(text: str) -> tuple[list[bool], dict[int, int]]:
    """Whether each letter is outside of names and calculations, and the bracket that each closing one closes."""
    outside, opened, stack, quoted = list[bool](), dict[int, int](), list[tuple[int, bool]](), False
    for at, letter in enumerate(text):
        quoted ^= letter == "`"
        if letter in "({" and not quoted:
            stack.append((at, letter == "{" or re.search(r"[\w.`]$", text[:at]) is not None))
        outside.append(not quoted and not any(call for _, call in stack))
        if letter in ")}" and not quoted and stack:
            opened[at] = stack.pop()[0]
    return outside, opened


def _part(text: str, factor: str) -> Number | Grouped:
    """One factor of a term."""
    quoted = dict[str, str]()

    def plain(found: re.Match[str]) -> str:
        quoted[name := f"sk__{len(quoted)}"] = found[1]
        return name

    try:
        tree = ast.parse(_QUOTED.sub(plain, factor), mode="eval").body
    except SyntaxError:
        tree = ast.Name(factor)  # a name in quotes, which stands for itself
    tree = _Names(quoted).visit(tree)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "C":
        return _grouped(text, tree)
    names = tuple(dict.fromkeys(_checked(text, tree)))
    if not names:
        raise DataError(_unread(text, f"'{factor}' holds no variable"))
    return Number(_SPACED.sub(r"\1", factor), names, tree)


class _Names(ast.NodeTransformer):
    """Names with dots, and names that stood in backquotes, as names."""

    def __init__(self, quoted: Mapping[str, str]) -> None:
        self.quoted = quoted

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.quoted.get(node.id, node.id))

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return ast.Name(ast.unparse(node))


def _grouped(text: str, call: ast.Call) -> Grouped:
    match call.args:
        case [ast.Name(id=name)]:
            return Grouped(name)
        case [ast.Name(id=name), ast.Constant(value=int() | float() | str() as base)]:
            return Grouped(name, base)
        case [ast.Name(id=name), ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as base))]:
            return Grouped(name, -base)
    raise DataError(_unread(text, f"'{ast.unparse(call)}' is to be C(variable) or C(variable, base)"))


def _checked(text: str, node: ast.AST) -> Iterator[str]:
    """The variables of a calculation; whatever is no calculation is refused."""
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Constant(value=int() | float() as value) if abs(value) <= HEAVIEST:
            pass
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            yield from _checked(text, left)
            yield from _checked(text, right)
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            yield from _checked(text, operand)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in {*FUNCTIONS, "I"}:
            yield from _checked(text, argument)
        case ast.Call(func=ast.Name(id=name)):
            known = ", ".join(FUNCTIONS)
            like = f"write {name}(x)" if name in FUNCTIONS else nearest({"ln": "log"}.get(name, name), FUNCTIONS)
            hint = like or f"the functions are {known}, C and I"
            raise DataError(_unread(text, f"'{name}()' is no function of one number", hint))
        case _:
            hint = "write x**2" if isinstance(node, ast.BinOp) else ""
            raise DataError(_unread(text, f"'{ast.unparse(node)}' is no calculation", hint))


def reckoned(node: ast.AST, held: Held) -> Any:
    """What a calculation gives, of the numbers that the cases hold."""
    import numpy as np

    match node:
        case ast.Name(id=name):
            return held[name]
        case ast.Constant(value=value):
            return np.float64(value)  # type: ignore[arg-type] # a number, as was looked at; too large a power is infinite
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](reckoned(left, held), reckoned(right, held))
        case ast.UnaryOp(op=op, operand=operand):
            return _OPERATORS[type(op)](reckoned(operand, held))
        case ast.Call(func=ast.Name(id="I"), args=[argument]):
            return reckoned(argument, held)
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return getattr(np, name)(reckoned(argument, held))
    raise AssertionError(ast.dump(node))


def _unread(text: str, what: str, hint: str = "") -> Problem:
    return Problem(FORMULA, f"the formula {listed([text])} cannot be read: {what}", hint=hint or FORMULA.mend)
