"""The questions of an engine as statements, whoever answers them; what comes back is read the same way."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from surveykit.engine import query
from surveykit.engine.base import ROW, SOURCE, Cell, Columns, Group, Repeated, Steps
from surveykit.engine.quantiles import Quantiles
from surveykit.engine.sums import Sums, values
from surveykit.expr.sql import quoted
from surveykit.missing import Value

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from surveykit.engine.columns import Source


class Answers:
    """An engine that takes statements in DuckDB's dialect about one table; see `Engine` for its questions."""

    def __init__(self, source: "Source") -> None:
        """Say how the table is read."""
        self._read = source
        self._sums = Sums(self.rows, self.asked)

    @property
    def asked(self) -> str:
        """What statements call the table."""
        return SOURCE

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        raise NotImplementedError

    def table(self, statement: str) -> "pa.Table":
        """What a statement gives, in columns."""
        raise NotImplementedError

    def arrays(self, statement: str) -> "Sequence[NDArray[Any]]":
        """What a statement gives, in arrays."""
        import numpy as np

        return [np.array(column) for column in zip(*self.rows(statement), strict=True)]

    def batches(self, statement: str) -> "Iterator[pa.RecordBatch]":
        """What a statement gives, in parts that need bounded memory."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the table."""
        raise NotImplementedError

    def groups(
        self,
        keys: Sequence[str] = (),
        sums: Sequence[str] = (),
        where: str = "",
        most: int | None = None,
        least: int = 0,
    ) -> list[Cell]:
        """Count and sum by group."""
        return self._sums.groups(keys, sums, where, most, least)

    def columns(self, keys: Sequence[str], sums: Sequence[str], where: str = "") -> Columns:
        """Count and sum by many groups."""
        return self._sums.columns(keys, sums, where, self.arrays)

    def aggregates(self, key: str, of: Sequence[str], where: str = "") -> list[Group]:
        """Of each group together."""
        rows = self.rows(query.aggregates(self.asked, key, of, where))
        return [Group(values(row[:1])[0], row[1], tuple(row[2:])) for row in rows]

    def counts(self, steps: Steps, of: Sequence[str]) -> tuple[int, ...]:
        """Count in one pass."""
        (row,) = self.rows(query.counts(self.asked, steps, of))
        return tuple(int(x or 0) for x in row)

    def stream(self, steps: Steps, columns: Sequence[str], where: str) -> "Iterator[pa.RecordBatch]":
        """Columns batch by batch."""
        return self.batches(query.stream(self.asked, steps, columns, where))

    def repeated(self, columns: Sequence[str], where: str = "", most: int = 50) -> tuple[int, list[Repeated]]:
        """Rows that are the same: grouped by their values, and the numbers of their rows fetched after."""
        names = [quoted(name) for name in columns]
        alike = self.rows(f"SELECT COUNT(*) FROM ({query.alike(self.asked, names, where)})")[0][0]  # noqa: S608 - quoted
        found: dict[tuple[Value | None, ...], list[int]] = {}
        for row, *shared in self.rows(query.alike_rows(self.asked, names, where, most)) if alike else ():
            found.setdefault(values(shared), []).append(int(row))
        same = [Repeated(shared, tuple(sorted(rows))) for shared, rows in found.items()]
        return int(alike), sorted(same, key=lambda each: each.rows)

    def texts(self) -> Mapping[str, str]:
        """Numbers that stand as texts."""
        return self._read.texts

    def whole(self) -> frozenset[str]:
        """Columns of whole numbers."""
        return self._read.whole

    def quantiles(
        self, value: str, points: Sequence[float], keys: Sequence[str] = (), weight: str = "", where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[float, ...]]:
        """Quantiles by group."""
        return Quantiles(self.rows, query.Valued(self.asked, value, keys, weight, where)).at(points)

    def extremes(
        self, value: str, keys: Sequence[str] = (), where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[Value, Value]]:
        """Smallest and largest by group."""
        k = len(keys)
        rows = self.rows(query.extremes(self.asked, value, keys, where))
        return {values(row[:k]): (row[k], row[k + 1]) for row in rows if row[k] is not None}

    def fetch(self, columns: Sequence[str], where: str = "", most: int | None = None) -> "pa.Table":
        """Columns case by case."""
        return self.table(query.fetch(self.asked, columns, where, most))

    def __enter__(self) -> Self:
        """Use the engine in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()


def numbered(source: str) -> str:
    """A query with the number of each row, in the order the engine reads them."""
    return f"SELECT *, ROW_NUMBER() OVER () AS {ROW} FROM ({source}) AS sk__columns"  # noqa: S608 - quoted by its maker
