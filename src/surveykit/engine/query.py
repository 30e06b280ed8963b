"""The few statements there are, written once in DuckDB's dialect, plain enough for Spark and PostgreSQL.

Keys are named, never counted; nothing is used that one of the three engines lacks.
"""

from collections.abc import Sequence

from surveykit.engine.base import ROW, Steps
from surveykit.expr.sql import PREFIX

TOLERANCE = 1e-11
"""How near, as a share of all weight, a cumulated weight must come to a point to count as having reached it."""


def groups(
    source: str,
    keys: Sequence[str],
    sums: Sequence[tuple[str, Sequence[float]]],
    where: str,
    most: int | None = None,
    least: int = 0,
) -> str:
    """Count the cases of each group and sum expressions over them, each in parts as its steps say.

    Example:
        >>> groups("t", ['"sex"'], [], "")
        'SELECT sk__k0, COUNT(*) AS sk__n FROM (SELECT "sex" AS sk__k0 FROM t) AS sk__cases GROUP BY sk__k0'
        >>> groups("t", [], [("w", [3.0])], "")  # doctest: +ELLIPSIS
        "SELECT COUNT(*) AS sk__n, SUM(sk__s0p0) FROM (SELECT *, ((sk__s0) + CAST('3.0' AS DOUBLE)) - CAST(..."
    """
    by, summed = _named("k", keys), _named("s", [expression for expression, _ in sums])
    doubles = [f"CAST({expression} AS DOUBLE)" for expression, _ in sums]
    cases = _select([*_as(keys, by), *_as(doubles, summed)] or ["1 AS sk__one"], source, where)
    stepped = dict(zip(summed, (steps for _, steps in sums), strict=True))
    for depth in range(max(map(len, stepped.values()), default=0)):
        parts = [_part(name, steps, depth) for name, steps in stepped.items() if depth < len(steps)]
        cases = _select(["*", *parts], f"({cases}) AS sk__level{depth}")
    names = [part for name, steps in stepped.items() for part in _parts(name, len(steps)) or [name]]
    totals = [*by, "COUNT(*) AS sk__n", *(f"SUM({name})" for name in names)]
    enough = f" HAVING COUNT(*) >= {least}" if least else ""
    return _select(totals, f"({cases}) AS sk__cases", by=by) + enough + _limit(most)


def _part(name: str, steps: Sequence[float], depth: int) -> str:
    """What remains of a number below the parts above, down to a bit; see `engine.sums`."""
    rest, step = " - ".join((name, *_parts(name, depth))), f"CAST('{steps[depth]!r}' AS DOUBLE)"
    return f"(({rest}) + {step}) - {step} AS {_parts(name, depth + 1)[-1]}"


def _parts(name: str, many: int) -> list[str]:
    return [f"{name}p{depth}" for depth in range(many)]


def bounds(source: str, expressions: Sequence[str], where: str) -> str:
    """Count the cases, and give the smallest and the largest of each expression, and its type.

    Example:
        >>> bounds("t", ["w"], "")
        'SELECT COUNT(*), MIN(w), MAX(w), TYPEOF(MIN(w)) FROM t'
    """
    ends = [end for sql in expressions for end in (f"MIN({sql})", f"MAX({sql})", f"TYPEOF(MIN({sql}))")]
    return _select(["COUNT(*)", *ends], source, where)


def aggregates(source: str, key: str, values: Sequence[str], where: str) -> str:
    """Evaluate expressions of each group of cases.

    Example:
        >>> aggregates("t", '"contract"', ['MAX("nodes")'], "")
        'SELECT "contract" AS sk__k0, COUNT(*), MAX("nodes") FROM t GROUP BY "contract"'
    """
    return _select([f"{key} AS {PREFIX}k0", "COUNT(*)", *values], source, where, by=[key])


def counts(source: str, steps: Steps, of: Sequence[str]) -> str:
    """Count over all cases, with columns made on the way.

    Example:
        >>> counts("t", [{"a": '"size" > 3'}, {"b": "NOT a"}], ["COUNT_IF(b)"])
        'SELECT COUNT_IF(b) FROM (SELECT *, NOT a AS b FROM (SELECT *, "size" > 3 AS a FROM t))'
    """
    return _select(of, _stepped(source, steps))


def stream(source: str, steps: Steps, columns: Sequence[str], where: str) -> str:
    """Give columns case by case, with columns made on the way."""
    return _select(columns, _stepped(source, steps), where)


def repeated(source: str, columns: Sequence[str], where: str) -> str:
    """Group rows by a hash of some columns, which takes less memory than the columns; those that are alone left out."""
    alike = _select([f"HASH({', '.join(columns)}) AS sk__h", ROW], source, where)
    return _select(["sk__h", f"MIN({ROW}) AS sk__first"], f"({alike}) AS sk__cases", by=["sk__h"]) + (
        " HAVING COUNT(*) > 1"
    )


def alike(source: str, columns: Sequence[str], where: str) -> str:
    """Group rows by some columns themselves, where an engine has no hash of them; those that are alone left out."""
    return _select([*columns, f"MIN({ROW}) AS sk__first"], source, where, by=columns) + " HAVING COUNT(*) > 1"


def alike_rows(source: str, columns: Sequence[str], where: str, most: int) -> str:
    """Give the rows that are the same in some columns, of the first groups in the order of the table."""
    first = f"({alike(source, columns, where)} ORDER BY sk__first LIMIT {most}) AS f"
    same = " AND ".join(f"r.{name} IS NOT DISTINCT FROM f.{name}" for name in columns)
    rows = f"({_select([ROW, *columns], source, where)}) AS r"
    return _select([f"r.{ROW}", *(f"r.{name}" for name in columns)], f"{rows} JOIN {first} ON {same}")


def _stepped(source: str, steps: Steps) -> str:
    for step in steps:
        if step:
            made = (f"{sql} AS {name}" for name, sql in step.items())
            source = f"({_select(['*', *made], source)})"
    return source


def quantiles(source: str, value: str, points: Sequence[float], keys: Sequence[str], weight: str, where: str) -> str:
    """Take quantiles by cumulated weights.

    With the values in order and C(x) the weight of all cases up to x, the quantile p is the mean of the
    smallest x with C(x) >= p C and the smallest x with C(x) > p C: the smallest value that reaches the
    point, and half-way to the next where it is reached exactly. Each point gives two columns.

    Source:
        Hyndman and Fan (1996), definition 2; the default of SAS, `quantile(type = 2)` and
        `svyquantile(qrule = "hf2")` in R, pinned by tests/reference/test_r_describe.py.
    """
    by = _named("k", keys)
    within = f"PARTITION BY {', '.join(by)} " if by else ""
    reached = f"SUM(sk__w) OVER ({within}ORDER BY sk__v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sk__c"
    cell = [f"CAST({value} AS DOUBLE) AS sk__v", f"CAST({weight or '1'} AS DOUBLE) AS sk__w"]
    cases = _select([*_as(keys, by), *cell], source, where)
    values = _select([*by, "sk__v", "SUM(sk__w) AS sk__w"], "sk__cases", by=[*by, "sk__v"])
    run = _select([*by, "sk__v", reached], "sk__values")
    whole = _select([*by, "SUM(sk__w) AS sk__t"], "sk__values", by=by)
    same = " AND ".join(f"(r.{name} = t.{name} OR (r.{name} IS NULL AND t.{name} IS NULL))" for name in by)
    picked = [*(f"r.{name}" for name in by), *(_pick(point, side) for point in points for side in (-1, 1))]
    answer = _select(picked, f"sk__run AS r JOIN sk__whole AS t ON {same or '1 = 1'}", by=[f"r.{name}" for name in by])
    return f"WITH sk__cases AS ({cases}), sk__values AS ({values}), sk__run AS ({run}), sk__whole AS ({whole}) {answer}"


def extremes(source: str, value: str, keys: Sequence[str], where: str) -> str:
    """Give the smallest and the largest value of each group."""
    by = _named("k", keys)
    cases = _select([*_as(keys, by), f"{value} AS sk__v"], source, where)
    return _select([*by, "MIN(sk__v)", "MAX(sk__v)"], f"({cases}) AS sk__cases", by=by)


def fetch(source: str, columns: Sequence[str], where: str, most: int | None = None) -> str:
    """Give columns case by case."""
    return _select(columns, source, where) + _limit(most)


def _pick(point: float, side: int) -> str:
    """The smallest value that reaches a point (side -1) or passes it (side 1)."""
    if point in {0, 1}:
        return "MAX(sk__v)" if point else "MIN(sk__v)"
    reached = point * (1 + side * TOLERANCE)
    return f"MIN(CASE WHEN sk__c >= CAST('{reached!r}' AS DOUBLE) * sk__t THEN sk__v END)"


def _select(columns: Sequence[str], source: str, where: str = "", by: Sequence[str] = ()) -> str:
    """A statement; every name and value in it comes quoted from `expr.sql`."""
    conditions = f" WHERE {where}" if where else ""
    return f"SELECT {', '.join(columns)} FROM {source}{conditions}" + (f" GROUP BY {', '.join(by)}" if by else "")  # noqa: S608


def _limit(most: int | None) -> str:
    return "" if most is None else f" LIMIT {most}"


def _named(letter: str, of: Sequence[str]) -> list[str]:
    return [f"{PREFIX}{letter}{number}" for number in range(len(of))]


def _as(expressions: Sequence[str], names: Sequence[str]) -> list[str]:
    return [f"{sql} AS {name}" for sql, name in zip(expressions, names, strict=True)]
