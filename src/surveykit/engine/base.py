"""What statistics may ask of a table, wherever it lies: sums by group, quantiles by group, columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from surveykit.expr.sql import PREFIX
from surveykit.missing import Value

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

Steps = Sequence[Mapping[str, str]]
"""Columns made one upon the other: each step maps names to expressions over the table and the steps before."""

SOURCE = f"{PREFIX}table"
"""What statements call the table they ask."""

ROW = f"{PREFIX}row"
"""The column every table has beside its variables: the number of the row, counted from 1."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of cases: the values they share, how many they are, and the sums asked for."""

    keys: tuple[Value | None, ...]
    n: int
    sums: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Many groups of cases in columns: the values they share, how many cases, and the sums asked for (groups, sums)."""

    keys: "tuple[NDArray[np.generic], ...]"
    n: "NDArray[np.int64]"
    sums: "NDArray[np.float64]"


@dataclass(frozen=True, slots=True)
class Group:
    """The cases that share a value: that value, how many they are, and what was asked of them together."""

    key: Value | None
    n: int
    values: tuple[Value | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows that are the same in some columns: the values, and the numbers of the rows in order."""

    values: tuple[Value | None, ...]
    rows: tuple[int, ...]


class Engine(Protocol):
    """A table that can be asked. Every text handed in is SQL in DuckDB's dialect, quoted by `expr.sql`.

    The same question gives the same bits, however often it is asked.
    """

    def groups(
        self,
        keys: Sequence[str] = (),
        sums: Sequence[str] = (),
        where: str = "",
        most: int | None = None,
        least: int = 0,
    ) -> list[Cell]:
        """Count the cases and sum expressions in each group; without keys the table is one group.

        Args:
            keys: what the cases of a group share.
            sums: expressions of one case; where one is null it adds nothing.
            where: the cases taken; those of whom it is unknown are not.
            most: give no more than this many groups.
            least: give the groups only that have at least this many cases.
        """
        ...

    def columns(self, keys: Sequence[str], sums: Sequence[str], where: str = "") -> Columns:
        """The same as `groups` for so many groups that a cell of each would be dear; in any order.

        Args:
            keys: what the cases of a group share; it is never null among the cases taken.
            sums: expressions of one case; where one is null it adds nothing.
            where: the cases taken; those of whom it is unknown are not.
        """
        ...

    def aggregates(self, key: str, values: Sequence[str], where: str = "") -> list[Group]:
        """What is true of the cases of each group together.

        Args:
            key: what the cases of a group share; it is never null among the cases taken.
            values: expressions of a group, such as those of `expr.sql.grouped_sql`.
            where: the cases taken; those of whom it is unknown are not.
        """
        ...

    def counts(self, steps: Steps, of: Sequence[str]) -> tuple[int, ...]:
        """Count over all cases in one pass, such as `COUNT_IF(sk__t0)`; of no cases every count is 0."""
        ...

    def stream(self, steps: Steps, columns: Sequence[str], where: str) -> "Iterator[pa.RecordBatch]":
        """Some columns, batch by batch in the order of the table, in bounded memory."""
        ...

    def repeated(self, columns: Sequence[str], where: str = "", most: int = 50) -> tuple[int, list[Repeated]]:
        """How many groups of rows are the same in some columns, and the first of them in the order of the table.

        Args:
            columns: names of columns.
            where: the rows taken; those of whom it is unknown are not.
            most: give no more than this many groups.
        """
        ...

    def texts(self) -> "Mapping[str, str]":
        """Variables declared numbers whose column holds texts: it is read as numbers, and kept under another name."""
        ...

    def whole(self) -> frozenset[str]:
        """The columns that hold whole numbers and nothing else, by their type in the table."""
        ...

    def quantiles(
        self, value: str, points: Sequence[float], keys: Sequence[str] = (), weight: str = "", where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[float, ...]]:
        """Take quantiles by cumulated weights in each group; points 0 and 1 are the extremes.

        See `engine.quantiles` for the definition.
        """
        ...

    def extremes(
        self, value: str, keys: Sequence[str] = (), where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[Value, Value]]:
        """The smallest and the largest value in each group; texts too."""
        ...

    def fetch(self, columns: Sequence[str], where: str = "", most: int | None = None) -> "pa.Table":
        """Some columns, case by case in the order of the table, for what cannot be had from sums."""
        ...

    def close(self) -> None:
        """Let go of the table."""
        ...

    def __enter__(self) -> Self:
        """Use the engine in a `with` block."""
        ...

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        ...
