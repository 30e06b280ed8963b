"""Rosters: over the rows of which repeating group each part of an expression goes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from surveykit.expr.fold import leaves
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import Call, Expression, Name, Previous

AGGREGATES: Final = frozenset(["sum", "min", "max", "count", "any", "all", "all_equal"])
"""The functions that take as many values as there are: those of their arguments, and those of the rows."""

ROWS: Final = "#"
"""What begins the name under which a case holds the rows of a roster."""

CASES: Final = "(cases)"
"""The roster of a rule about several cases together: each case is a row."""


def rosters_of(expression: Expression, symbols: Symbols, context: str = "") -> tuple[str, ...]:
    """The rosters over whose rows an expression goes, seen from the roster in which it stands ("" for the case).

    An expression that goes over rows has no meaning as a column of a table, which holds one row a case.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> from surveykit.expr.symbol import Symbol
        >>> symbols = {"share": Symbol("share", "number", roster="partners")}
        >>> rosters_of(parse("sum(share) = 100"), symbols), rosters_of(parse("share > 50"), symbols, "partners")
        (('partners',), ())
    """
    return tuple(dict.fromkeys(_beyond(leaves(expression), symbols, context)))


def clustered(symbols: Symbols) -> Symbols:
    """The variables as a rule about a cluster sees them: each has a value in every case of it.

    Example:
        >>> from surveykit.expr.check import check
        >>> from surveykit.expr.parse import parse
        >>> from surveykit.expr.symbol import Symbol
        >>> symbols = clustered({"nodes": Symbol("nodes", "number")})
        >>> check(parse("nodes > 3"), symbols).problems[0].what
        "'nodes' has a value in each case, and it is not said which is meant"
    """
    return {name: _in_cases(symbol) for name, symbol in symbols.items()}


def _in_cases(symbol: Symbol) -> Symbol:
    if _levels(symbol.roster)[:1] == [CASES]:
        return symbol
    return replace(symbol, roster=f"{CASES}/{symbol.roster}" if symbol.roster else CASES)


def runs_over(call: Call, argument: Expression, symbols: Symbols, context: str = "") -> str:
    """The roster once for each row of which an argument is taken; the context itself where it is taken once.

    It is the roster of the variables the argument reads itself. Where it reads rows through another such
    function only, that one sees to them; but an argument that stands alone, as in `count(sum(a, b) > 10)`,
    goes over the rows one level down, for a function of one value has no sense.
    """
    own = _beyond(leaves(argument, AGGREGATES), symbols, context)
    if own:
        return max(own, key=lambda roster: roster.count("/"))
    inner = _beyond(leaves(argument), symbols, context) if len(call.arguments) == 1 else []
    below = {_one_down(roster, context) for roster in inner}
    return below.pop() if len(below) == 1 else context


Ways = Mapping[int, tuple[str, ...]]
"""The way to the rows an argument goes over, by the identity of the argument; an empty one where it is taken once."""


def ways(expression: Expression, symbols: Symbols, context: str = "") -> Ways:
    """The way of each argument of each function of many values in an expression."""
    found: dict[int, tuple[str, ...]] = {}
    waiting = [(expression, context)]
    while waiting:
        part, here = waiting.pop()
        for call in (leaf for leaf in leaves(part, AGGREGATES) if isinstance(leaf, Call)):
            for argument in call.arguments:
                over = runs_over(call, argument, symbols, here)
                found[id(argument)] = path(here, over)
                waiting.append((argument, over))
    return found


def path(context: str, roster: str) -> tuple[str, ...]:
    """The keys that lead from a row of the context to the rows of a roster, one a level.

    Example:
        >>> path("", "partners/contracts"), path("partners", "partners/contracts"), path("partners", "partners")
        (('#partners', '#contracts'), ('#contracts',), ())
    """
    here, there = _levels(context), _levels(roster)
    return tuple(f"{ROWS}{name}" for name in there[_shared(here, there) :])


def astray(expression: Expression, symbols: Symbols, context: str = "") -> Iterator[Name | Previous | Call]:
    """Where an expression reads a variable of a roster without saying of which row, or counts cases inside one."""
    for leaf in leaves(expression, AGGREGATES):
        if isinstance(leaf, Call):
            if context and not leaf.arguments:
                yield leaf
            for argument in leaf.arguments:
                yield from astray(argument, symbols, runs_over(leaf, argument, symbols, context))
        elif _beyond([leaf], symbols, context):
            yield leaf


def _beyond(read: Sequence[Name | Previous | Call], symbols: Symbols, context: str) -> list[str]:
    """The rosters of what is read that are neither the context nor what it lies in."""
    rosters = (
        symbols[leaf.variable].roster for leaf in read if not isinstance(leaf, Call) and leaf.variable in symbols
    )
    return [roster for roster in rosters if path(context, roster)]


def _one_down(roster: str, context: str) -> str:
    here, there = _levels(context), _levels(roster)
    return "/".join(there[: _shared(here, there) + 1])


def _levels(roster: str) -> list[str]:
    return roster.split("/") if roster else []


def _shared(here: list[str], there: list[str]) -> int:
    """How many levels two rosters have in common."""
    pairs = zip(here, there, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
