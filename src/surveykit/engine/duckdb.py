"""The embedded engine: DuckDB over a Parquet file read in place, or over an Arrow table in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import UNREADABLE_TABLE, Dataset
from surveykit.dataset.parts import files_of, in_parts
from surveykit.engine import query
from surveykit.engine.answers import Answers
from surveykit.engine.base import ROW, SOURCE, Engine, Group, Repeated
from surveykit.engine.columns import Source
from surveykit.engine.database import connected, in_turn
from surveykit.engine.reach import FAILED, first_line
from surveykit.engine.sums import values
from surveykit.expr.sql import PREFIX, quoted
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

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


class DuckDB(Answers):
    """DuckDB as an engine."""

    def __init__(self, dataset: Dataset, columns: Sequence[str] = ()) -> None:
        """Connect, and give the table its name."""
        self._name = dataset.table.name if isinstance(dataset.table, Path) else ""
        self._connection = connected()
        if columns:
            self._hold(dataset, columns)
        elif isinstance(dataset.table, Path):
            self.rows(_view(dataset.table, clash="file_row_number" in dataset.codebook))
        else:
            self._connection.register(SOURCE, _numbered(dataset.arrow()))
        super().__init__(self._source(dataset.codebook))

    def _hold(self, dataset: Dataset, columns: Sequence[str]) -> None:
        """Some columns only, in memory where the cases are few; their rows have no numbers."""
        if isinstance(dataset.table, Path):
            file = _file(dataset.table)
            wanted = ", ".join(map(quoted, columns))
            few = self.rows(f"SELECT COUNT(*) FROM {file}")[0][0] <= FEW  # noqa: S608 - the path is quoted
            held = "TABLE" if few else "VIEW"
            self.rows(f"CREATE TEMP {held} {SOURCE} AS SELECT {wanted} FROM {file}")  # noqa: S608 - the path is quoted
        elif dataset.arrow().num_rows <= FEW:
            self._connection.register(f"{SOURCE}s", dataset.arrow().select(list(columns)))
            self.rows(f"CREATE TEMP TABLE {SOURCE} AS SELECT * FROM {SOURCE}s")  # noqa: S608 - names of our own
        else:
            self._connection.register(SOURCE, dataset.arrow().select(list(columns)))

    def _source(self, codebook: Codebook) -> Source:
        """What is asked: the table, or a view over it in which texts declared numbers are numbers."""
        kinds = {name: kind for name, kind, *_ in self.rows(f"DESCRIBE {SOURCE}")}
        texts = [v.name for v in codebook if v.type == "number" and kinds.get(v.name) == "VARCHAR"]
        whole = frozenset(name for name, kind in kinds.items() if kind in _WHOLE)
        if not texts:
            return Source(SOURCE, {}, whole)
        read = ", ".join(f"TRY_CAST({quoted(name)} AS DOUBLE) AS {quoted(name)}" for name in texts)
        raw = ", ".join(f"{quoted(name)} AS {PREFIX}raw{n}" for n, name in enumerate(texts))
        columns = f"* REPLACE ({read}), {raw}"
        self.rows(f"CREATE TEMP VIEW {_READ} AS SELECT {columns} FROM {SOURCE}")  # noqa: S608 - names are quoted
        return Source(_READ, {name: f"{PREFIX}raw{n}" for n, name in enumerate(texts)}, whole)

    @property
    def asked(self) -> str:
        """The view or table that is asked; see `Answers`."""
        return self._read.query

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives; see `Answers`."""
        with _refusing(self._name):
            return self._connection.execute(statement).fetchall()

    def table(self, statement: str) -> "pa.Table":
        """What a statement gives, in columns; see `Answers`."""
        with _refusing(self._name):
            return self._connection.sql(statement).to_arrow_table()

    def arrays(self, statement: str) -> "Sequence[NDArray[Any]]":
        """What a statement gives, in arrays; see `Answers`."""
        with _refusing(self._name):
            found: dict[str, Any] = self._connection.execute(statement).fetchnumpy()
        return list(found.values())

    def batches(self, statement: str) -> "Iterator[pa.RecordBatch]":
        """What a statement gives, in parts; see `Answers`."""
        with _refusing(self._name):
            yield from self._connection.sql(statement).to_arrow_reader(_BATCH)

    def aggregates(self, key: str, of: Sequence[str], where: str = "") -> list[Group]:
        """Of each group together, case after case: what is asked of them may be any sum of decimals."""
        with in_turn(self._connection):
            return super().aggregates(key, of, where)

    def repeated(self, columns: Sequence[str], where: str = "", most: int = 50) -> tuple[int, list[Repeated]]:
        """Rows that are the same, by a hash that takes less memory; rows with one hash are told apart by values."""
        names = [quoted(name) for name in columns]
        hashes = sorted(self.rows(query.repeated(self.asked, names, where)), key=lambda row: int(row[1]))
        found: dict[tuple[Value | None, ...], list[int]] = {}
        if hashes:
            among = f"HASH({', '.join(names)}) IN ({', '.join(str(h) for h, _ in hashes[:most])})"
            both = f"({where}) AND {among}" if where else among
            for row, *alike in self.rows(query.fetch(self.asked, [ROW, *names], both)):
                found.setdefault(values(alike), []).append(row)
        same = [Repeated(alike, tuple(sorted(rows))) for alike, rows in found.items() if len(rows) > 1]
        return len(hashes), sorted(same, key=lambda each: each.rows)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What the file is to blame for is refused; a statement that cannot be right is a bug and passes."""
    import duckdb

    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.InternalException):
        raise
    except duckdb.OutOfMemoryException as failure:
        hint = "give it more (SURVEYKIT_MEMORY), or a disk with more room for what does not fit (TMPDIR)"
        raise DataError(Problem(FAILED, first_line(str(failure)), Place(name), hint)) from failure
    except duckdb.Error as failure:
        raise DataError(Problem(UNREADABLE_TABLE, str(failure).splitlines()[0], Place(name))) from failure


def _view(path: Path, *, clash: bool) -> str:
    """A Parquet file with the number of each row; it is read where it is asked for only."""
    if clash or in_parts(path):  # a variable has the name that the number has in the engine, or each file its own
        row = "ROW_NUMBER() OVER ()"
        return f"CREATE TEMP VIEW {SOURCE} AS SELECT *, {row} AS {ROW} FROM {_file(path)}"  # noqa: S608 - quoted
    columns = f"* EXCLUDE (file_row_number), file_row_number + 1 AS {ROW}"
    file = _file(path, ", file_row_number = true")
    return f"CREATE TEMP VIEW {SOURCE} AS SELECT {columns} FROM {file}"  # noqa: S608 - the path is quoted


def _file(path: Path, more: str = "") -> str:
    """A Parquet file, or the files of a table in parts one after the other, as SQL."""
    return (
        f"read_parquet([{', '.join(_literal(str(file)) for file in files_of(path))}], hive_partitioning = false{more})"
    )


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
