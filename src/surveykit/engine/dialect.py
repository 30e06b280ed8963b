"""Statements in the words of other engines: written once in DuckDB's dialect, translated for Spark and PostgreSQL."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from surveykit.engine.base import SOURCE
from surveykit.expr.sql import PREFIX, TOO_LARGE
from surveykit.problems import DefinitionError, Problem

if TYPE_CHECKING:
    from sqlglot import exp

NUMBER = "^[ ]*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,2})?[ ]*$"
"""Texts that are read as numbers."""

_DAYS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
DAY = f"^(?!0000)([0-9]{{4}}-({_DAYS})|{_LEAP})$"
"""Texts that are days of the calendar, written as 2004-02-29."""

_DEEPEST = 10_000
_EXACT = "9007199254740992"  # from 2 to the power of 53 on, every double is a whole number


@lru_cache(maxsize=256)
def translated(statement: str, dialect: str, source: str = "") -> str:
    """A statement as another engine understands it, meaning the same.

    Args:
        statement: in DuckDB's dialect.
        dialect: `spark` or `postgres`.
        source: what is read in the place of `SOURCE`, a query in DuckDB's dialect; nothing where a view has its name.

    Raises:
        DefinitionError: SK105, the statement is too deep to be read.

    Example:
        >>> print(translated('SELECT FLOOR("size") FROM sk__table', "postgres", 'SELECT 1 AS "size"'))
        SELECT FLOOR("size") FROM (SELECT 1 AS "size") AS sk__table
    """
    from sqlglot import ErrorLevel, exp, parse_one

    with _deep():
        tree = parse_one(statement, read="duckdb")
        if source:
            _put(tree, parse_one(source, read="duckdb"))
        for node in reversed(list(tree.find_all(exp.TryCast, exp.Floor, exp.Typeof, exp.Subquery))):
            _mend(node, dialect)
        return tree.sql(dialect=dialect, unsupported_level=ErrorLevel.RAISE, comments=False)


@contextmanager
def _deep() -> Iterator[None]:
    """Room for expressions in expressions: each level of a statement is a dozen calls within calls here."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        yield
    except RecursionError:
        what = "the expression has too many steps within steps"
        raise DefinitionError(Problem(TOO_LARGE, what, hint=TOO_LARGE.mend)) from None
    finally:
        sys.setrecursionlimit(before)


def _put(tree: "exp.Expr", source: "exp.Expr") -> None:
    """Put the query of the source where the statement names it."""
    from sqlglot import exp

    for table in list(tree.find_all(exp.Table)):
        if table.name == SOURCE:
            alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(SOURCE))
            table.replace(exp.Subquery(this=source.copy(), alias=alias.copy()))


def _mend(node: "exp.Expr", dialect: str) -> None:
    """Say what the engine has no word for, or another meaning."""
    from sqlglot import exp

    if isinstance(node, exp.Subquery):
        if not node.alias and isinstance(node.parent, exp.From | exp.Join):  # PostgreSQL wants a name for each
            node.set("alias", exp.TableAlias(this=exp.to_identifier(f"{PREFIX}inner")))
    elif isinstance(node, exp.Typeof) and dialect == "postgres":
        node.replace(exp.cast(exp.Anonymous(this="PG_TYPEOF", expressions=[node.this.copy()]), "text"))
    elif isinstance(node, exp.Floor) and dialect == "spark":  # it makes whole numbers, and has none from 2^63 on
        near = exp.func("ABS", node.this.copy()) < exp.Literal.number(_EXACT)
        node.replace(_case(near, exp.cast(node.copy(), "double"), node.this.copy()))
    elif isinstance(node, exp.TryCast) and (pattern := _pattern(node)):
        alike = exp.RegexpLike(this=node.this.copy(), expression=exp.Literal.string(pattern))
        node.replace(_case(alike, exp.cast(node.this.copy(), node.to.copy())))


def _pattern(node: "exp.TryCast") -> str:
    """How the texts look that can be read so, the same for every engine; PostgreSQL stops at any other."""
    from sqlglot import exp

    if node.to.is_type(exp.DataType.Type.DOUBLE):
        return NUMBER
    return DAY if node.to.is_type(exp.DataType.Type.DATE) else ""


def _case(condition: "exp.Expr", then: "exp.Expr", otherwise: "exp.Expr | None" = None) -> "exp.Paren":
    from sqlglot import exp

    return exp.Paren(this=exp.Case(ifs=[exp.If(this=condition, true=then)], default=otherwise))
