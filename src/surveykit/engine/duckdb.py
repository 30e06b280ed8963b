"""The embedded engine: DuckDB over a Parquet file read in place, or over an Arrow table in memory."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import UNREADABLE_TABLE, Dataset
from surveykit.engine import query
from surveykit.engine.base import ROW, Cell, Columns, Engine, Group, Repeated, Steps
from surveykit.engine.database import connected, in_turn
from surveykit.engine.quantiles import Quantiles
from surveykit.engine.sums import Sums, values
from surveykit.expr.sql import PREFIX, quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

SOURCE = f"{PREFIX}table"
_READ = f"{PREFIX}read"
FEW = 100_000
"""Cases whose columns are held in memory while they are asked about, rather than found in the file each time."""
_WHOLE = frozenset(["TINYINT", "SMALLINT", "INTEGER", "BIGINT"])
_BATCH = 65_536  # rows of a batch


def open(dataset: Dataset, columns: Sequence[str] = ()) -> Engine:  # noqa: A001 - read as `duckdb.open(dataset)`
    """Open a dataset for questions; a file is read in place, column by column, never loaded.

    Args:
        dataset: what is asked.
        columns: those that will be asked about, where it is not all: the planning of every question takes as long
            as there are columns, and the columns of few cases are held ready.

    Raises:
        DataError: SK404, the file is damaged.
    """
    return DuckDB(dataset, columns)


class DuckDB:
    """DuckDB as an engine."""

    def __init__(self, dataset: Dataset, columns: Sequence[str] = ()) -> None:
        """Connect, and give the table its name."""
        self._name = dataset.table.name if isinstance(dataset.table, Path) else ""
        self._source = SOURCE
        self._connection = connected()
        if columns:
            self._hold(dataset, columns)
        elif isinstance(dataset.table, Path):
            self._rows(_view(_literal(str(dataset.table)), clash="file_row_number" in dataset.codebook))
        else:
            self._connection.register(SOURCE, _numbered(dataset.arrow()))
        self._texts = self._read_as_numbers(dataset.codebook)
        self._sums = Sums(self._rows, self._source)

    def _hold(self, dataset: Dataset, columns: Sequence[str]) -> None:
        """Some columns only, in memory where the cases are few; their rows have no numbers."""
        if isinstance(dataset.table, Path):
            file = f"read_parquet({_literal(str(dataset.table))}, hive_partitioning = false)"
            wanted = ", ".join(map(quoted, columns))
            few = self._rows(f"SELECT COUNT(*) FROM {file}")[0][0] <= FEW  # noqa: S608 - the path is quoted
            held = "TABLE" if few else "VIEW"
            self._rows(f"CREATE TEMP {held} {SOURCE} AS SELECT {wanted} FROM {file}")  # noqa: S608 - the path is quoted
        elif dataset.arrow().num_rows <= FEW:
            self._connection.register(f"{SOURCE}s", dataset.arrow().select(list(columns)))
            self._rows(f"CREATE TEMP TABLE {SOURCE} AS SELECT * FROM {SOURCE}s")  # noqa: S608 - names of our own
        else:
            self._connection.register(SOURCE, dataset.arrow().select(list(columns)))

    def groups(
        self,
        keys: Sequence[str] = (),
        sums: Sequence[str] = (),
        where: str = "",
        most: int | None = None,
        least: int = 0,
    ) -> list[Cell]:
        """Count and sum by group; see `Engine`."""
        return self._sums.groups(keys, sums, where, most, least)

    def columns(self, keys: Sequence[str], sums: Sequence[str], where: str = "") -> Columns:
        """Count and sum by many groups; see `Engine`."""
        return self._sums.columns(keys, sums, where, self._columns)

    def aggregates(self, key: str, of: Sequence[str], where: str = "") -> list[Group]:
        """Of each group together; see `Engine`."""
        with in_turn(self._connection):
            rows = self._rows(query.aggregates(self._source, key, of, where))
        return [Group(values(row[:1])[0], row[1], tuple(row[2:])) for row in rows]

    def counts(self, steps: Steps, of: Sequence[str]) -> tuple[int, ...]:
        """Count in one pass; see `Engine`."""
        (row,) = self._rows(query.counts(self._source, steps, of))
        return tuple(int(x or 0) for x in row)

    def stream(self, steps: Steps, columns: Sequence[str], where: str) -> "Iterator[pa.RecordBatch]":
        """Columns batch by batch; see `Engine`."""
        with _refusing(self._name):
            yield from self._connection.sql(query.stream(self._source, steps, columns, where)).to_arrow_reader(_BATCH)

    def repeated(self, columns: Sequence[str], where: str = "", most: int = 50) -> tuple[int, list[Repeated]]:
        """Rows that are the same; see `Engine`. Rows with one hash are told apart by their values."""
        names = [quoted(name) for name in columns]
        hashes = sorted(self._rows(query.repeated(self._source, names, where)), key=lambda row: int(row[1]))
        found: dict[tuple[Value | None, ...], list[int]] = {}
        if hashes:
            among = f"HASH({', '.join(names)}) IN ({', '.join(str(h) for h, _ in hashes[:most])})"
            both = f"({where}) AND {among}" if where else among
            for row, *alike in self._rows(query.fetch(self._source, [ROW, *names], both)):
                found.setdefault(values(alike), []).append(row)
        same = [Repeated(alike, tuple(sorted(rows))) for alike, rows in found.items() if len(rows) > 1]
        return len(hashes), sorted(same, key=lambda each: each.rows)

    def texts(self) -> Mapping[str, str]:
        """Numbers that stand as texts; see `Engine`."""
        return self._texts

    def _read_as_numbers(self, codebook: Codebook) -> Mapping[str, str]:
        """Put a view over the table in which texts declared numbers are numbers, where there are such."""
        numbers = [variable.name for variable in codebook if variable.type == "number"]
        kinds = {name: kind for name, kind, *_ in self._rows(f"DESCRIBE {self._source}")} if numbers else {}
        texts = [name for name in numbers if kinds.get(name) == "VARCHAR"]
        if texts:
            read = ", ".join(f"TRY_CAST({quoted(name)} AS DOUBLE) AS {quoted(name)}" for name in texts)
            raw = ", ".join(f"{quoted(name)} AS {PREFIX}raw{n}" for n, name in enumerate(texts))
            columns = f"* REPLACE ({read}), {raw}"
            self._rows(f"CREATE TEMP VIEW {_READ} AS SELECT {columns} FROM {SOURCE}")  # noqa: S608 - names are quoted
            self._source = _READ
        return {name: f"{PREFIX}raw{n}" for n, name in enumerate(texts)}

    def whole(self) -> frozenset[str]:
        """Columns of whole numbers; see `Engine`."""
        return frozenset(name for name, kind, *_ in self._rows(f"DESCRIBE {self._source}") if kind in _WHOLE)

    def quantiles(
        self, value: str, points: Sequence[float], keys: Sequence[str] = (), weight: str = "", where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[float, ...]]:
        """Quantiles by group; see `Engine`."""
        return Quantiles(self._rows, query.Valued(self._source, value, keys, weight, where)).at(points)

    def extremes(
        self, value: str, keys: Sequence[str] = (), where: str = ""
    ) -> dict[tuple[Value | None, ...], tuple[Value, Value]]:
        """Smallest and largest by group; see `Engine`."""
        k = len(keys)
        rows = self._rows(query.extremes(self._source, value, keys, where))
        return {values(row[:k]): (row[k], row[k + 1]) for row in rows if row[k] is not None}

    def fetch(self, columns: Sequence[str], where: str = "", most: int | None = None) -> "pa.Table":
        """Columns case by case; see `Engine`."""
        with _refusing(self._name):
            return self._connection.sql(query.fetch(self._source, columns, where, most)).to_arrow_table()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Use the engine in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        self.close()

    def _columns(self, statement: str) -> "Sequence[NDArray[Any]]":
        with _refusing(self._name):
            found: dict[str, Any] = self._connection.execute(statement).fetchnumpy()
        return list(found.values())

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        with _refusing(self._name):
            return self._connection.execute(statement).fetchall()


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What the file is to blame for is refused; a statement that cannot be right is a bug and passes."""
    import duckdb

    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.InternalException):
        raise
    except duckdb.Error as failure:
        raise DataError(Problem(UNREADABLE_TABLE, str(failure).splitlines()[0], Place(name))) from failure


def _view(path: str, *, clash: bool) -> str:
    """A Parquet file with the number of each row; it is read where it is asked for only."""
    if clash:  # a variable has the name that the number has in the engine
        file, row = f"read_parquet({path}, hive_partitioning = false)", "ROW_NUMBER() OVER ()"
        return f"CREATE TEMP VIEW {SOURCE} AS SELECT *, {row} AS {ROW} FROM {file}"  # noqa: S608 - the path is quoted
    file = f"read_parquet({path}, hive_partitioning = false, file_row_number = true)"
    columns = f"* EXCLUDE (file_row_number), file_row_number + 1 AS {ROW}"
    return f"CREATE TEMP VIEW {SOURCE} AS SELECT {columns} FROM {file}"  # noqa: S608 - the path is quoted


def _numbered(table: "pa.Table") -> "pa.Table":
    import numpy as np
    import pyarrow as pa

    numbers = pa.py_buffer(np.arange(1, table.num_rows + 1))  # `pa.array` would look for pandas, and import it
    return table.append_column(ROW, pa.Array.from_buffers(pa.int64(), table.num_rows, [None, numbers]))


def _literal(text: str) -> str:
    """A file name as SQL: quotes doubled, and the signs a pattern of names is made of taken as they are."""
    for sign in "[*?":
        text = text.replace(sign, {"[": "[[]", "*": "[*]", "?": "[?]"}[sign])
    return "'" + text.replace("'", "''") + "'"
