"""Response sets as SQL: who answered a multiple-response question, and who ticked which choice."""

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.expr.sql import constant, quoted, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.missing import Value


def answered(symbols: Symbols, response_set: ResponseSet) -> str:
    """The condition that at least one column of a set holds a valid value."""
    return " OR ".join(f"({valid_sql(symbols[name])})" for name in response_set.variables)


def choices(codebook: Codebook, symbols: Symbols, response_set: ResponseSet) -> list[tuple[Value, str]]:
    """Each choice of a set, and the SQL that is 1 where it was ticked and 0 elsewhere."""
    if response_set.kind == "dichotomies":
        counted = constant(response_set.counted)
        named = response_set.choices or response_set.variables
        pairs = zip(named, response_set.variables, strict=True)
        return [
            (choice, f"CASE WHEN {valid_sql(symbols[m])} AND {quoted(m)} = {counted} THEN 1 ELSE 0 END")
            for choice, m in pairs
        ]
    listed = codebook.codes_of(codebook[response_set.variables[0]])
    emptiness = codebook[response_set.variables[0]].emptiness
    values = [] if listed is None else [value for value in listed.values if emptiness.reason(value) is None]
    return [
        (value, f"CASE WHEN {' OR '.join(_holds(symbols, m, value) for m in response_set.variables)} THEN 1 ELSE 0 END")
        for value in values
    ]


def _holds(symbols: Symbols, member: str, value: Value) -> str:
    return f"({valid_sql(symbols[member])} AND {quoted(member)} = {constant(value)})"
