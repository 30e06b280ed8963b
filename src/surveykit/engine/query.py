"""The few statements there are, written once in DuckDB's dialect, plain enough for Spark and PostgreSQL.

Keys are named, never counted; nothing is used that one of the three engines lacks.
"""

from collections.abc import Sequence

from surveykit.engine.base import PREFIX

TOLERANCE = 1e-11
"""How near, as a share of all weight, a cumulated weight must come to a point to count as having reached it."""


def groups(source: str, keys: Sequence[str], sums: Sequence[str], where: str, most: int | None = None) -> str:
    """Count the cases of each group and sum expressions over them.

    Example:
        >>> groups("t", ['"sex"'], [], "")
        'SELECT sk__k0, COUNT(*) AS sk__n FROM (SELECT "sex" AS sk__k0 FROM t) AS sk__cases GROUP BY sk__k0'
    """
    named = _named("k", keys)
    cells = [f"{sql} AS {name}" for name, sql in zip(named, keys, strict=True)]
    cells += [f"{sql} AS {name}" for name, sql in zip(_named("s", sums), sums, strict=True)]
    inner = f"SELECT {', '.join(cells) or '1 AS sk__one'} FROM {source}{_where(where)}"
    totals = [*named, f"COUNT(*) AS {PREFIX}n", *(f"SUM(CAST({name} AS DOUBLE))" for name in _named("s", sums))]
    limit = "" if most is None else f" LIMIT {most}"
    return f"SELECT {', '.join(totals)} FROM ({inner}) AS {PREFIX}cases{_by(named)}{limit}"


def quantiles(  # noqa: PLR0913, PLR0917 - the parts of one statement
    source: str, value: str, points: Sequence[float], keys: Sequence[str], weight: str, where: str
) -> str:
    """Take quantiles by cumulated weights.

    With the values in order and C(x) the weight of all cases up to x, the quantile p is the mean of the
    smallest x with C(x) >= p C and the smallest x with C(x) > p C: the smallest value that reaches the
    point, and half-way to the next where it is reached exactly. Each point gives two columns.

    Source:
        Hyndman and Fan (1996), definition 2; the default of SAS, `quantile(type = 2)` and
        `svyquantile(qrule = "hf2")` in R, pinned by tests/reference/test_r_describe.py.
    """
    named = _named("k", keys)
    cells = [f"{sql} AS {name}" for name, sql in zip(named, keys, strict=True)]
    cells += [f"CAST({value} AS DOUBLE) AS {PREFIX}v", f"CAST({weight or '1'} AS DOUBLE) AS {PREFIX}w"]
    taken = f"SELECT {', '.join(cells)} FROM {source}{_where(where)}"
    values = [*named, f"{PREFIX}v", f"SUM({PREFIX}w) AS {PREFIX}w"]
    within = f"PARTITION BY {', '.join(named)} " if named else ""
    run = [
        *named,
        f"{PREFIX}v",
        f"SUM({PREFIX}w) OVER ({within}ORDER BY {PREFIX}v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        f" AS {PREFIX}c",
    ]
    total = [*named, f"SUM({PREFIX}w) AS {PREFIX}t"]
    picked = [f"r.{name}" for name in named] + [_pick(point, side) for point in points for side in (-1, 1)]
    joined = " AND ".join(f"(r.{n} = t.{n} OR (r.{n} IS NULL AND t.{n} IS NULL))" for n in named) or "1 = 1"
    return (
        f"WITH {PREFIX}taken AS ({taken}),"
        f" {PREFIX}values AS (SELECT {', '.join(values)} FROM {PREFIX}taken{_by([*named, f'{PREFIX}v'])}),"
        f" {PREFIX}run AS (SELECT {', '.join(run)} FROM {PREFIX}values),"
        f" {PREFIX}total AS (SELECT {', '.join(total)} FROM {PREFIX}values{_by(named)})"
        f" SELECT {', '.join(picked)} FROM {PREFIX}run AS r JOIN {PREFIX}total AS t ON {joined}"
        f"{_by([f'r.{name}' for name in named])}"
    )


def extremes(source: str, value: str, keys: Sequence[str], where: str) -> str:
    """Give the smallest and the largest value of each group."""
    named = _named("k", keys)
    cells = [f"{sql} AS {name}" for name, sql in zip([*named, f"{PREFIX}v"], [*keys, value], strict=True)]
    inner = f"SELECT {', '.join(cells)} FROM {source}{_where(where)}"
    ends = [*named, f"MIN({PREFIX}v)", f"MAX({PREFIX}v)"]
    return f"SELECT {', '.join(ends)} FROM ({inner}) AS {PREFIX}cases{_by(named)}"


def fetch(source: str, columns: Sequence[str], where: str) -> str:
    """Give columns case by case."""
    return f"SELECT {', '.join(columns)} FROM {source}{_where(where)}"


def _pick(point: float, side: int) -> str:
    if point <= 0:
        return f"MIN({PREFIX}v)"
    if point >= 1:
        return f"MAX({PREFIX}v)"
    reached = point * (1 + side * TOLERANCE)
    return f"MIN(CASE WHEN {PREFIX}c >= CAST('{reached!r}' AS DOUBLE) * {PREFIX}t THEN {PREFIX}v END)"


def _named(letter: str, of: Sequence[str]) -> list[str]:
    return [f"{PREFIX}{letter}{number}" for number in range(len(of))]


def _where(condition: str) -> str:
    return f" WHERE {condition}" if condition else ""


def _by(named: Sequence[str]) -> str:
    return f" GROUP BY {', '.join(named)}" if named else ""
