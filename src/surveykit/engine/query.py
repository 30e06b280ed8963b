"""The few statements there are, written once in DuckDB's dialect, plain enough for Spark and PostgreSQL.

Keys are named, never counted; nothing is used that one of the three engines lacks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.engine.base import ROW, Steps
from surveykit.expr.sql import PREFIX, constant
from surveykit.missing import Value


def groups(
    source: str,
    keys: Sequence[str],
    sums: Sequence[tuple[str, Sequence[float]]],
    where: str,
    most: int | None = None,
    least: int = 0,
    *,
    ordered: bool = True,
) -> str:
    """Count the cases of each group and sum expressions over them, each in parts as its steps say.

    Example:
        >>> groups("t", ['"sex"'], [], "")  # doctest: +ELLIPSIS
        'SELECT sk__k0, COUNT(*) AS sk__n FROM (SELECT "sex" AS sk__k0 FROM t) AS sk__cases GROUP BY sk__k0 ORDER BY...'
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
    order = f" ORDER BY {', '.join(f'{name} NULLS LAST' for name in by)}" if by and ordered else ""
    return _select(totals, f"({cases}) AS sk__cases", by=by) + enough + order + _limit(most)


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
        'SELECT COUNT(*), MIN(sk__b0), MAX(sk__b0), TYPEOF(MIN(sk__b0)) FROM (SELECT w AS sk__b0 FROM t) AS sk__cases'
    """
    names = _named("b", expressions)
    cases = _select(_as(expressions, names) or ["1 AS sk__one"], source, where)
    ends = [end for name in names for end in (f"MIN({name})", f"MAX({name})", f"TYPEOF(MIN({name}))")]
    return _select(["COUNT(*)", *ends], f"({cases}) AS sk__cases")


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


Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Valued:
    """Cases with a number and a weight, by group: what quantiles are taken of."""

    source: str
    value: str
    keys: Sequence[str]
    weight: str
    where: str

    @property
    def by(self) -> list[str]:
        """The names of the keys."""
        return _named("k", self.keys)

    def select(self, *more: str) -> str:
        """The cases, with columns made of their number."""
        known = f"{self.value} IS NOT NULL"
        where = f"({self.where}) AND {known}" if self.where else known
        cell = [f"CAST({self.value} AS DOUBLE) AS sk__v", f"CAST({self.weight or '1'} AS DOUBLE) AS sk__w"]
        cases = _select([*_as(self.keys, self.by), *cell], self.source, where)
        return _select(["*", *more], f"({cases}) AS sk__cases") if more else cases

    @property
    def weighing(self) -> str:
        """The weight of some cases together."""
        return "COALESCE(SUM(sk__w), 0)" if self.weight else "CAST(COUNT(*) AS DOUBLE)"


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of one breadth between two numbers, and one on either side for all that lies beyond."""

    low: float
    high: float
    many: int = 1024

    @property
    def at(self) -> str:
        """The number of the bin of a case, as SQL; it never falls where the value rises."""
        low, high = (min(max(end, -1e300), 1e300) for end in (self.low, self.high))
        scale = self.many / (high - low) if high - low > 1e-290 else 1.0
        place = f"(sk__v - CAST('{low!r}' AS DOUBLE)) * CAST('{scale!r}' AS DOUBLE)"
        return f"CAST(FLOOR(LEAST(GREATEST({place}, -1), {self.many})) AS INTEGER) AS sk__b"


def first(cases: Valued, most: int) -> str:
    """Give the numbers of some cases, whichever come first."""
    return _select(["sk__v"], f"({cases.select()}) AS sk__first") + _limit(most)


def histogram(cases: Valued, bins: Bins) -> str:
    """Count and weigh the cases of each group in each bin, with the smallest and the largest number."""
    columns = [*cases.by, "sk__b", "COUNT(*)", cases.weighing, "MIN(sk__v)", "MAX(sk__v)"]
    return _select(columns, f"({cases.select(bins.at)}) AS sk__bins", by=[*cases.by, "sk__b"])


def weighed(cases: Valued, wanted: Mapping[tuple[Value | None, ...], Sequence[Span]], *, narrow: bool) -> str:
    """Weigh each different number within the spans of all groups; where they are many, within those of its own."""
    by = [*cases.by, "sk__v"]
    where = " OR ".join(map(_within, joined(span for spans in wanted.values() for span in spans)))
    if narrow:
        where = f"({where}) AND ({' OR '.join(_of_group(cases.by, key, spans) for key, spans in wanted.items())})"
    return _select([*by, cases.weighing], f"({cases.select()}) AS sk__spans", where, by)


def _of_group(names: Sequence[str], key: Sequence[Value | None], spans: Sequence[Span]) -> str:
    same = (f"{n} IS NULL" if x is None else f"{n} = {constant(x)}" for n, x in zip(names, key, strict=True))
    return " AND ".join((*same, f"({' OR '.join(map(_within, spans))})"))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap as one."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _within(span: Span) -> str:
    low, high = (f"CAST('{end!r}' AS DOUBLE)" for end in span)
    return f"sk__v BETWEEN {low} AND {high}"


def extremes(source: str, value: str, keys: Sequence[str], where: str) -> str:
    """Give the smallest and the largest value of each group."""
    by = _named("k", keys)
    cases = _select([*_as(keys, by), f"{value} AS sk__v"], source, where)
    return _select([*by, "MIN(sk__v)", "MAX(sk__v)"], f"({cases}) AS sk__cases", by=by)


def fetch(source: str, columns: Sequence[str], where: str, most: int | None = None) -> str:
    """Give columns case by case."""
    return _select(columns, source, where) + _limit(most)


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
