"""Tables of tests where other engines find them: in a database, and in files that Spark reads."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from surveykit.dataset.dataset import Dataset
from surveykit.dataset.elsewhere import Elsewhere


def lacking() -> str:
    """Why Spark is not asked on this machine; nothing where it can be."""
    if not shutil.which("java"):
        return "Java is not on this machine"
    return "" if find_spec("pyspark") else "pyspark is not installed (make spark installs it)"


def in_spark(dataset: Dataset, path: Path, address: str = "spark") -> Dataset:
    """A dataset in a Parquet file that Spark reads."""
    pq.write_table(dataset.arrow(), path, row_group_size=5)
    return Dataset(dataset.codebook, Elsewhere("spark", address, path))


def in_postgres(dataset: Dataset, address: str, name: str = "firms") -> Dataset:
    """A dataset in a table of a database, its rows in order."""
    import psycopg

    table = dataset.arrow()
    columns = ", ".join(f'"{field.name}" {_type(field.type)}' for field in table.schema)
    with psycopg.connect(address) as connection:
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        with connection.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                copy.write_row(row)
    return Dataset(dataset.codebook, Elsewhere("postgresql", address, name))


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "bigint"
    return "double precision" if pa.types.is_floating(kind) else "text"
