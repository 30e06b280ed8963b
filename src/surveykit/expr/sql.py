"""The algebra of a table column: expressions as SQL in DuckDB's dialect, plain enough for Spark and PostgreSQL."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.expr.fold import fold
from surveykit.expr.rosters import AGGREGATES, Ways, clustered, ways
from surveykit.expr.symbol import Symbol, Symbols
from surveykit.expr.syntax import (
    Binary,
    Call,
    Choose,
    Constant,
    Expression,
    Has,
    In,
    Interval,
    Is,
    Name,
    Previous,
    Unary,
)
from surveykit.missing import BLANK, USER_MISSING, Value
from surveykit.problems import DefinitionError, Problem, Rule

PREFIX = "sk__"
"""What the names of the engine's own columns and tables begin with; no variable may."""

LARGEST = 200_000  # characters of SQL
MOST_TERMS = 800  # of one sum; the table engine reads a thousand levels, and every term is one

TOO_LARGE = Rule(
    "SK105",
    "The expression is too large for the table engine",
    "Functions within functions within functions repeat their arguments, and the statement grows without end.",
    "round(" * 15 + "size" + ")" * 15 + " > 3",
    "Compute a part of it first.",
)
INFINITE = "CAST('Infinity' AS DOUBLE)"
NAN = "CAST('NaN' AS DOUBLE)"


def quoted(name: str) -> str:
    """A column name as SQL.

    Example:
        >>> print(quoted('a "b" c'))
        "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def constant(value: Value) -> str:
    """A value as SQL: a text in quotes, a whole number, a double.

    Example:
        >>> constant("d'Or"), constant(-9), constant(0.5), constant(True)
        ("'d''Or'", '-9', 'CAST(0.5 AS DOUBLE)', 'TRUE')
    """
    if value is True or value is False:
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value) if isinstance(value, int) else f"CAST({value!r} AS DOUBLE)"


def missing_sql(symbol: Symbol) -> str:
    """The condition that a variable is missing: blank, a missing code, or in a missing range; never unknown."""
    if len(symbol.members) > 1:  # a response set is missing where every member is
        return f"({' AND '.join(missing_sql(_member(symbol, name)) for name in symbol.members.values())})"
    column = column_of(symbol)
    parts = [_blank(symbol, column)]
    if symbol.missing.codes:
        parts.append(f"{column} IN ({', '.join(map(constant, symbol.missing.codes))})")
    parts += [f"({_between(column, low, high)})" for low, high in symbol.missing.ranges]
    return f"COALESCE({' OR '.join(parts)}, FALSE)"


def valid_sql(symbol: Symbol) -> str:
    """The condition that a variable holds a valid value; never unknown."""
    return f"NOT {missing_sql(symbol)}"


def sql_of(expression: Expression, symbols: Symbols) -> str:
    """An expression as SQL; NULL is unknown.

    Raises:
        DefinitionError: SK105, the statement would be enormous.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> print(sql_of(parse("name = 'x'"), {"name": Symbol("name", "text")}))
        (CASE WHEN NOT COALESCE("name" IS NULL, FALSE) THEN "name" END = 'x')
    """
    return fold(expression, Column(symbols))


def grouped_sql(expression: Expression, symbols: Symbols) -> str:
    """A rule about a cluster as SQL over the rows of a group; NULL is unknown.

    Raises:
        DefinitionError: SK105, the statement would be enormous.

    Example:
        >>> from surveykit.expr.parse import parse
        >>> grouped_sql(parse("count() > 2"), {})
        '(CAST(COUNT(*) AS DOUBLE) > CAST(2.0 AS DOUBLE))'
    """
    return fold(expression, _Group(symbols, ways(expression, clustered(symbols))))


class Column:
    """The algebra: each node as SQL text."""

    def __init__(self, symbols: Symbols) -> None:
        self.symbols = symbols
        self.chains: dict[str, _Chain] = {}

    def name(self, node: Name) -> str:
        """A variable."""
        return self.value(self._symbol(node))

    def previous(self, node: Previous) -> str:
        """A variable of the preceding round."""
        return self.value(self._symbol(node))

    def _symbol(self, node: Name | Previous) -> Symbol:
        symbol = self.symbols[node.variable]
        return symbol.before() if isinstance(node, Previous) else symbol

    def value(self, symbol: Symbol) -> str:
        """A variable where it holds a valid value."""
        return f"CASE WHEN {self.valid(symbol)} THEN {cast(symbol)} END"

    def valid(self, symbol: Symbol) -> str:
        """The condition that a variable holds a valid value; never unknown."""
        return valid_sql(symbol)

    def constant(self, node: Constant) -> str:
        """A constant."""
        value = node.value
        return constant(float(value)) if isinstance(value, int) and not isinstance(value, bool) else constant(value)

    def unary(self, node: Unary, operand: str) -> str:
        """`not x` and `-x`."""
        return _sized(f"(NOT {operand})" if node.operator == "not" else f"(- {operand})")

    def binary(self, node: Binary, left: str, right: str) -> str:
        """A comparison, a calculation, `and` and `or`."""
        if node.operator in ("+", "-", "*", "/"):
            return self.reckoned(node.operator, left, right)
        return _sized(f"({left} {'<>' if node.operator == '!=' else node.operator.upper()} {right})")

    def reckoned(self, operator: str, left: str, right: str) -> str:
        """A calculation, guarded once: what is infinite inside stays so, unless it is divided by.

        One that goes on from the left is written flat, so that its length adds no depth.
        """
        before, after = self.chains.get(left, _Chain(left)), self.chains.get(right, _Chain(right))
        begun = f"({before.sql})" if operator in "*/" and before.adds else before.sql
        by = after.sql if after.terms == 1 else f"({after.sql})"
        if operator == "/":
            by, after = f"CASE WHEN {right} <> 0 THEN {right} END", _Chain(right)
        chain = _Chain(f"{begun} {operator} {by}", adds=operator in "+-", terms=before.terms + after.terms)
        whole = _finite(f"({chain.sql})", chain.terms)
        self.chains[whole] = chain
        return whole

    def in_(self, node: In, operand: str) -> str:
        """`x in [..]`."""
        values = [self.constant(option) for option in node.options if isinstance(option, Constant)]
        parts = [f"{operand} IN ({', '.join(values)})"] if values else []
        for option in node.options:
            if isinstance(option, Interval):
                low, high = self.constant(Constant(option.low)), self.constant(Constant(option.high))
                parts.append(f"{operand} BETWEEN {low} AND {high}")
        return _sized(f"({' OR '.join(parts)})")

    def has(self, node: Has) -> str:
        """`3 in partners`."""
        symbol = self._symbol(node.name)
        member = _member(symbol, symbol.members[node.choice.value])
        ticked = f"CASE WHEN {self.valid(member)} THEN {column_of(member)} = 1"
        return f"{ticked} WHEN {self.valid(symbol)} THEN FALSE END"

    def is_(self, node: Is) -> str:
        """`x is refused`."""
        symbol = self._symbol(node.name)
        if node.state in ("missing", "answered"):
            return f"({'NOT ' if node.state == 'missing' else ''}({self.valid(symbol)}))"
        column = column_of(symbol)
        parts = [_blank(symbol, column)] if node.state == BLANK else []
        codes = [constant(code) for code, reason in symbol.missing.codes.items() if reason == node.state]
        parts += [f"{column} IN ({', '.join(codes)})"] if codes else []
        if node.state == USER_MISSING and symbol.missing.ranges:
            inside = " OR ".join(_between(column, low, high) for low, high in symbol.missing.ranges)
            others = [constant(code) for code in symbol.missing.codes]
            listed = f" OR {column} IN ({', '.join(others)})" if others else ""
            parts.append(f"(({inside}) AND NOT ({_blank(symbol, column)}{listed}))")
        return f"COALESCE({' OR '.join(parts)}, FALSE)" if parts else "FALSE"

    def call(self, node: Call, arguments: Sequence[str]) -> str:
        """A function."""
        return _sized(_FUNCTIONS[node.function](*arguments), len(arguments))

    def choose(self, _node: Choose, condition: str, then: str, otherwise: str) -> str:
        """`if c then a else b`."""
        return _sized(f"CASE {condition} WHEN TRUE THEN {then} WHEN FALSE THEN {otherwise} END")


def cast(symbol: Symbol) -> str:
    """The column of a variable in the type that expressions reckon with."""
    return f"CAST({column_of(symbol)} AS DOUBLE)" if symbol.type == "number" else column_of(symbol)


def members_of(symbol: Symbol) -> tuple[Symbol, ...]:
    """The columns that tell whether a variable is there: its own, or those of a response set."""
    return tuple(_member(symbol, name) for name in symbol.members.values()) or (symbol,)


class _Group(Column):
    """Each node as SQL over a group; what goes over its cases is that of one case, pooled."""

    def __init__(self, symbols: Symbols, ways: Ways) -> None:
        super().__init__(symbols)
        self.ways = ways

    def call(self, node: Call, arguments: Sequence[str]) -> str:
        if node.function not in AGGREGATES:
            return super().call(node, arguments)
        if not arguments:
            return "CAST(COUNT(*) AS DOUBLE)"
        cases = [sql_of(part, self.symbols) if self.ways[id(part)] else "" for part in node.arguments]
        parts = list(zip(arguments, cases, strict=True))
        if node.function == "all_equal":
            return _sized(_all_equal_in_group(parts), len(parts))
        pooled = _POOLED[node.function]
        if node.function == "count":
            counts = (pooled.format(case) if case else _FLAG.format(once) for once, case in parts)
            return _sized(f"CAST({' + '.join(counts)} AS DOUBLE)", len(parts))
        return super().call(node, [pooled.format(case) if case else once for once, case in parts])


@dataclass(frozen=True, slots=True)
class _Chain:
    """A calculation without the guard around it: its SQL, whether its last step adds, and how many terms it has."""

    sql: str
    adds: bool = False
    terms: int = 1


def _member(symbol: Symbol, name: str) -> Symbol:
    """One 0/1 column of a response set, which holds the missing codes of the set."""
    return Symbol(name, "number", missing=symbol.missing)


def column_of(symbol: Symbol) -> str:
    """The column that tells whether a variable is there: its own, or the first of a response set."""
    return quoted(next(iter(symbol.members.values()), symbol.name))


def _blank(symbol: Symbol, column: str) -> str:
    return f"{column} IS NULL" + (f" OR CAST({column} AS DOUBLE) = {NAN}" if symbol.type == "number" else "")


def _between(column: str, low: float, high: float) -> str:
    ends = [f"{column} >= {constant(low)}"] if low != -float("inf") else []
    ends += [f"{column} <= {constant(high)}"] if high != float("inf") else []
    return " AND ".join(ends) or "TRUE"


def _finite(number: str, terms: int = 1) -> str:
    return _sized(f"CASE WHEN ABS({number}) < {INFINITE} THEN {number} END", terms)


def _sized(sql: str, terms: int = 1) -> str:
    if len(sql) <= LARGEST and terms <= MOST_TERMS:
        return sql
    passed = f"{LARGEST} characters of SQL" if len(sql) > LARGEST else f"{MOST_TERMS} terms"
    raise DefinitionError(Problem(TOO_LARGE, f"the expression passes {passed}", hint=TOO_LARGE.mend))


def _sum(*arguments: str) -> str:
    none = " AND ".join(f"{argument} IS NULL" for argument in arguments)
    total = " + ".join(f"COALESCE({argument}, CAST(0 AS DOUBLE))" for argument in arguments)
    return _finite(f"CASE WHEN {none} THEN NULL ELSE ({total}) END")


def _count(*arguments: str) -> str:
    return "CAST(" + " + ".join(f"CASE WHEN {argument} THEN 1 ELSE 0 END" for argument in arguments) + " AS DOUBLE)"


def _all_equal(*arguments: str) -> str:
    known = " AND ".join(f"{argument} IS NOT NULL" for argument in arguments)
    if len(arguments) == 1:
        return f"CASE WHEN {known} THEN TRUE END"
    differ = f"LEAST({', '.join(arguments)}) <> GREATEST({', '.join(arguments)})"
    return f"CASE WHEN {differ} THEN FALSE WHEN {known} THEN TRUE END"


def _rounded(number: str, digits: str = "0") -> str:
    scale = f"POWER(CAST(10 AS DOUBLE), {digits})"
    return _finite(f"(SIGN({number}) * FLOOR(ABS({number}) * {scale} + CAST(0.5 AS DOUBLE)) / {scale})")


def _part(day: str, first: int, length: int) -> str:
    return f"TRY_CAST(SUBSTRING({day}, {first}, {length}) AS DOUBLE)"


def _real_day(day: str) -> str:
    return f"(LENGTH({day}) = 10 AND COALESCE(CAST(TRY_CAST({day} AS DATE) AS VARCHAR), '') = {day})"


_FUNCTIONS: Mapping[str, Callable[..., str]] = {
    "sum": _sum,
    "min": lambda *arguments: f"LEAST({', '.join(arguments)})" if len(arguments) > 1 else arguments[0],
    "max": lambda *arguments: f"GREATEST({', '.join(arguments)})" if len(arguments) > 1 else arguments[0],
    "count": _count,
    "any": lambda *arguments: f"({' OR '.join(arguments)})",
    "all": lambda *arguments: f"({' AND '.join(arguments)})",
    "all_equal": _all_equal,
    "abs": lambda number: f"ABS({number})",
    "log": lambda number: f"CASE WHEN {number} > 0 AND {number} < {INFINITE} THEN LN({number}) END",
    "round": _rounded,
    "length": lambda text: f"CAST(LENGTH({text}) AS DOUBLE)",
    "real_day": _real_day,
    "year": lambda day: _part(day, 1, 4),
    "month": lambda day: _part(day, 6, 2),
    "months": lambda later, earlier: (
        f"(({_part(later, 1, 4)} - {_part(earlier, 1, 4)}) * 12 + ({_part(later, 6, 2)} - {_part(earlier, 6, 2)}))"
    ),
}


def _all_equal_in_group(parts: Sequence[tuple[str, str]]) -> str:
    """Each part as it is taken once for the group, and as that of one case where it goes over the cases."""
    low, high = ([f"{end}({case})" if case else once for once, case in parts] for end in ("MIN", "MAX"))
    ends = (low[0], high[0]) if len(parts) == 1 else (f"LEAST({', '.join(low)})", f"GREATEST({', '.join(high)})")
    known = (f"COUNT({case}) = COUNT(*)" if case else f"{once} IS NOT NULL" for once, case in parts)
    return f"CASE WHEN {' <> '.join(ends)} THEN FALSE WHEN {' AND '.join(known)} THEN TRUE END"


_FLAG = "CASE WHEN {} THEN 1 ELSE 0 END"
_POOLED: Mapping[str, str] = {
    "sum": "SUM({0})",
    "min": "MIN({0})",
    "max": "MAX({0})",
    "count": f"SUM({_FLAG})",
    "any": "CASE WHEN MAX(CASE WHEN {0} THEN 1 ELSE 0 END) = 1 THEN TRUE WHEN COUNT({0}) = COUNT(*) THEN FALSE END",
    "all": "CASE WHEN MAX(CASE WHEN NOT {0} THEN 1 ELSE 0 END) = 1 THEN FALSE WHEN COUNT({0}) = COUNT(*) THEN TRUE END",
}
"""What a function makes of an argument over the cases of a group; unknown ones are NULL."""
