"""Apache Spark as an engine: Parquet files or a table of the catalogue, counted by the machines of a cluster."""

import atexit
import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from itertools import count, islice
from logging import CRITICAL, getLogger
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.elsewhere import Elsewhere
from surveykit.dataset.parts import files_of
from surveykit.engine.answers import Answers
from surveykit.engine.base import ROW, Engine
from surveykit.engine.columns import Kind, batch_of, source_of
from surveykit.engine.dialect import translated
from surveykit.engine.reach import FAILED, NO_TABLE, NOT_INSTALLED, away, first_line, knock
from surveykit.expr.sql import PREFIX
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_BATCH = 65_536
_VIEWS = count()
_KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(["tinyint", "smallint", "int", "bigint", "void"], "whole"),
    **dict.fromkeys(["float", "double", "decimal"], "number"),
    **dict.fromkeys(["string", "varchar", "char"], "text"),
    **dict.fromkeys(["timestamp", "timestamp_ntz"], "moment"),
    "boolean": "truth",
    "date": "day",
}
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
_WAREHOUSE = "spark.sql.warehouse.dir"
_NOT_THERE = ("NOT_FOUND", "FORBIDDEN", "UNABLE_TO_INFER_SCHEMA")


def open(dataset: Dataset, columns: Sequence[str] = ()) -> Engine:  # noqa: A001, ARG001 - as every engine
    """Open files or a table that a cluster reads for questions.

    Raises:
        DataError: SK973, Java is missing; SK974, the cluster does not answer; SK975, there is no such table; SK402,
            SK971, its columns are not those of the codebook.
    """
    if not isinstance(dataset.table, Elsewhere):
        raise TypeError("Spark is asked for a table elsewhere")
    return Spark(dataset, dataset.table)


class Spark(Answers):
    """Files or a table of a cluster as an engine."""

    def __init__(self, dataset: Dataset, place: Elsewhere) -> None:
        """Reach the cluster, and see what columns the table has."""
        self._name, self._view = place.name, f"{PREFIX}view{next(_VIEWS)}"
        self._session = _session(place.address)
        with _refusing(self._name):
            table = place.table
            if isinstance(table, Path):
                frame = self._session.read.parquet(*map(_uri, files_of(table)))
            else:
                frame = self._session.table(table)
            frame.createOrReplaceTempView(self._view)
        super().__init__(source_of(self._view, _kinds(frame), dataset.codebook, self._name))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What a statement gives; see `Answers`."""
        with _refusing(self._name):
            return [tuple(map(_plain, row)) for row in self._frame(statement).collect()]

    def table(self, statement: str) -> "pa.Table":
        """What a statement gives, in columns; see `Answers`."""
        with _refusing(self._name):
            arrow: pa.Table = self._frame(statement).toArrow()
        return arrow

    def batches(self, statement: str) -> "Iterator[pa.RecordBatch]":
        """What a statement gives, in parts; see `Answers`."""
        with _refusing(self._name):
            frame = self._frame(statement)
            kinds = _kinds(frame)
            rows = map(tuple, frame.toLocalIterator())
            while part := list(islice(rows, _BATCH)):
                yield batch_of(part, kinds)

    def _frame(self, statement: str) -> "DataFrame":
        source = self._read.query
        return self._session.sql(translated(statement, "spark", _numbered(source) if ROW in statement else source))

    def close(self) -> None:
        """Forget the table; the session goes on, for starting one takes seconds."""
        self._session.catalog.dropTempView(self._view)


@cache
def _session(address: str) -> "SparkSession":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # that frames of pandas 3 are not supported; none is asked for
        from pyspark.sql import SparkSession

        getLogger("SQLQueryContextLogger").setLevel(CRITICAL)  # what it has to say comes as errors
        builder = SparkSession.builder.appName("surveykit")
        if address.startswith("sc://"):
            knock(address, 15002)
        else:
            _java()
            if address.startswith("spark://"):
                knock(address, 7077)
        with _hushed() as said:
            try:
                builder = builder.remote(address) if address.startswith("sc://") else _begun(builder, address)
                session = builder.getOrCreate()
                session.conf.set("spark.sql.session.timeZone", "UTC")
            except Exception as failure:  # noqa: BLE001 - a hundred kinds, all of them say that there is no session
                raise away(address, said() or str(failure)) from None
        atexit.register(session.stop)
    return session


def _begun(builder: "SparkSession.Builder", address: str) -> "SparkSession.Builder":
    """Start Spark, quietly; its folder for tables to come, which it makes where one stands, is made elsewhere."""
    from pyspark import SparkConf, SparkContext

    asked = SparkConf().setAppName("surveykit").setAll(_QUIET.items())
    if address.startswith("spark://"):
        asked.setMaster(address)
    settings = SparkContext.getOrCreate(asked).getConf()
    if settings.contains(_WAREHOUSE) or settings.get("spark.sql.catalogImplementation") == "hive":
        return builder
    folder = TemporaryDirectory(prefix="surveykit-")
    atexit.register(folder.cleanup)
    return builder.config(_WAREHOUSE, folder.name)


@contextmanager
def _hushed() -> Iterator[Callable[[], str]]:
    """While Spark starts, keep what it has to say from the screen, and have at hand the line in which it complains.

    It goes on writing there until it ends; what stops a question comes as an error as well.
    """
    with TemporaryFile("a+", errors="replace") as kept:
        screen = os.dup(2)

        def complaint() -> str:
            kept.seek(0)
            return next((line.strip() for line in kept if "Exception" in line or "Error:" in line), "")

        os.dup2(kept.fileno(), 2)
        try:
            yield complaint
        finally:
            os.dup2(screen, 2)
            os.close(screen)


def _java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which("java") and not (home and shutil.which("java", path=f"{home}/bin")):
        what = "there is no Java on this machine, which Spark runs on"
        raise DataError(Problem(NOT_INSTALLED, what, hint=NOT_INSTALLED.mend))


def _uri(path: Path) -> str:
    """A file as a cluster names it; signs that a pattern is made of are taken as they are."""
    name = str(path.absolute())
    for sign in "\\[]{}*?":
        name = name.replace(sign, f"\\{sign}")
    return f"file://{name}"


def _numbered(source: str) -> str:
    """A query with the number of each row, in the order of the parts that the cluster reads."""
    placed = f"SELECT *, MONOTONICALLY_INCREASING_ID() AS sk__at FROM ({source})"  # noqa: S608 - quoted by its maker
    return f"SELECT *, ROW_NUMBER() OVER (ORDER BY sk__at) AS {ROW} FROM ({placed})"  # noqa: S608 - as above


def _plain(x: Any) -> Any:
    return float(x) if isinstance(x, Decimal) else x


def _kinds(frame: "DataFrame") -> dict[str, Kind]:
    """What the columns of a table of Spark hold."""
    return {name: _KINDS.get(kind.partition("(")[0], "other") for name, kind in frame.dtypes}


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What the cluster or its files are to blame for is refused; a statement that is wrong is a bug and passes."""
    from pyspark.errors import AnalysisException, PySparkException

    try:
        yield
    except AnalysisException as failure:
        condition = failure.getCondition() or ""
        if not any(word in condition for word in _NOT_THERE):
            raise
        raise DataError(Problem(NO_TABLE, first_line(str(failure)), Place(name), NO_TABLE.mend)) from None
    except Exception as failure:  # of Java and of the network, whose classes are many; what is neither is raised again
        if not isinstance(failure, PySparkException) and not type(failure).__module__.startswith(("py4j", "grpc")):
            raise
        raise DataError(Problem(FAILED, first_line(str(failure)), Place(name), FAILED.mend)) from None
