"""The algebra of a whole table: valid values are picked out once a column, and every expression reads those."""

from collections.abc import Collection, Iterator, Sequence

from surveykit.expr.fold import fold
from surveykit.expr.sql import PREFIX, Column, cast, column_of, constant, members_of, valid_sql
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import Call, Constant, Expression, In, Interval, Name


class Picked:
    """Expressions as SQL over columns of valid values, which are gathered while expressions are read.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> picked = Picked({"size": Symbol("size", "number")}, whole=["size"])
        >>> picked.sql(parse("size > 3")), picked.values
        ('(sk__v0 > CAST(3.0 AS DOUBLE))', {'CAST("size" AS DOUBLE)': 'sk__v0'})
    """

    def __init__(self, symbols: Symbols, whole: Collection[str] = ()) -> None:
        """Begin with no columns; `whole` names the columns that hold whole numbers and nothing else."""
        self.values: dict[str, str] = {}
        self._algebra = _Picking(symbols, frozenset(whole), self.values)

    def sql(self, expression: Expression) -> str:
        """An expression over the columns of `values`; NULL is unknown.

        Raises:
            DefinitionError: SK105, the statement would be enormous.
        """
        return fold(expression, self._algebra)


class _Picking(Column):
    """The algebra of a table column, where a valid value is a column of its own."""

    def __init__(self, symbols: Symbols, whole: frozenset[str], values: dict[str, str]) -> None:
        super().__init__(symbols)
        self.whole, self.values = whole, values

    def value(self, symbol: Symbol) -> str:
        return self.values.setdefault(self._picked(symbol), f"{PREFIX}v{len(self.values)}")

    def valid(self, symbol: Symbol) -> str:
        there = [f"{self.value(member)} IS NOT NULL" for member in members_of(symbol)]
        return there[0] if len(there) == 1 else f"({' OR '.join(there)})"

    def in_(self, node: In, operand: str) -> str:
        if not (isinstance(node.operand, Name) and node.operand.name in self.whole):
            return super().in_(node, operand)
        numbers = sorted(o.value for o in node.options if isinstance(o, Constant) and isinstance(o.value, int))
        others = [o for o in node.options if not (isinstance(o, Constant) and isinstance(o.value, int))]
        return super().in_(In(node.operand, (*_runs(numbers), *others)), operand)

    def call(self, node: Call, arguments: Sequence[str]) -> str:
        first = node.arguments[0] if node.arguments else None
        if node.function == "round" and len(arguments) == 1 and isinstance(first, Name) and first.name in self.whole:
            return arguments[0]
        return super().call(node, arguments)

    def _picked(self, symbol: Symbol) -> str:
        """A valid value or NULL: most are found by one comparison, and only the others are looked at closely.

        A comparison with NaN would be decided by the extremes a Parquet file notes, which leave NaN out.
        """
        value = cast(symbol)
        number = "" if symbol.type != "number" or symbol.name in self.whole else f"NOT ISNAN({value})"
        if not symbol.missing.codes and not symbol.missing.ranges:
            return f"CASE WHEN {number} THEN {value} END" if number else value
        conditions = (_gate(symbol), valid_sql(symbol))
        arms = (f"WHEN {' AND '.join(filter(None, (c, number)))} THEN {value}" for c in conditions if c)
        return f"CASE {' '.join(arms)} END"


def _gate(symbol: Symbol) -> str:
    """The values around 1 up to the nearest missing code on either side; none of them is missing."""
    if symbol.type != "number":
        return ""
    column, inf = column_of(symbol), float("inf")
    ends = [(code, code) for code in symbol.missing.codes if not isinstance(code, str)] + list(symbol.missing.ranges)
    if any(low < 1 <= high for low, high in ends):
        return ""
    below = max((high for _, high in ends if high < 1), default=-inf)
    above = min((low for low, _ in ends if low >= 1), default=inf)
    inside = [f"{column} > {constant(below)}"] if below > -inf else []
    inside += [f"{column} < {constant(above)}"] if above < inf else []
    return " AND ".join(inside)


def _runs(numbers: Sequence[int]) -> Iterator[Constant | Interval]:
    """Whole numbers as runs.

    Example:
        >>> [(o.low, o.high) if isinstance(o, Interval) else o.value for o in _runs([1, 2, 3, 7])]
        [(1, 3), 7]
    """
    start = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] > number + 1:
            yield Interval(numbers[start], number) if number > numbers[start] else Constant(number)
            start = place + 1
