"""What the functions of the language take and give: how many arguments, of which type."""

from collections.abc import Mapping

from surveykit.expr.rosters import CASES, rosters_of
from surveykit.expr.symbol import Symbols, SymbolType
from surveykit.expr.syntax import Call
from surveykit.problems import Rule

WRONG_ARGUMENTS = Rule(
    "SK114",
    "A function has the wrong number of arguments",
    "It could not be evaluated.",
    "round(size, 1, 2) > 3",
    "Give it the arguments the reference names.",
)

TYPES: Mapping[str, tuple[SymbolType, SymbolType]] = {
    "sum": ("number", "number"),
    "min": ("number", "number"),
    "max": ("number", "number"),
    "count": ("truth", "number"),
    "any": ("truth", "truth"),
    "all": ("truth", "truth"),
    "abs": ("number", "number"),
    "round": ("number", "number"),
    "log": ("number", "number"),
    "year": ("date", "number"),
    "month": ("date", "number"),
    "months": ("date", "number"),
    "length": ("text", "number"),
}
"""The type of the arguments, and that of what the function gives; `all_equal` takes any, alike."""
_NUMBERS: Mapping[str, tuple[int, int | None]] = {
    **dict.fromkeys(["sum", "min", "max", "count", "any", "all"], (1, None)),
    **dict.fromkeys(["abs", "log", "year", "month", "length"], (1, 1)),
    "all_equal": (2, None),
    "round": (1, 2),
    "months": (2, 2),
}


def wrong_number(node: Call, symbols: Symbols, context: str = "") -> str:
    """What is wrong with the number of arguments of a function; nothing where it is right.

    Example:
        >>> wrong_number(Call("months", ()), {})
        "'months' takes 2 arguments, 0 stand here"
    """
    least, most = _NUMBERS[node.function]
    if node.function == "count" and any(symbol.roster == CASES for symbol in symbols.values()):
        least = 0  # the number of cases
    if node.function == "all_equal" and rosters_of(node, symbols, context):
        least = 1  # the rows give the others
    n = len(node.arguments)
    if n >= least and (most is None or n <= most):
        return ""
    asked = f"{least}" if most == least else f"at least {least}" if most is None else f"{least} to {most}"
    several = "argument" if (most or least) == 1 else "arguments"
    return f"'{node.function}' takes {asked} {several}, {n} {'stands' if n == 1 else 'stand'} here"
