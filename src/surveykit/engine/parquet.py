"""What a Parquet file says about itself: columns, types and metadata, without loading the table."""

import re
from dataclasses import dataclass
from pathlib import Path

from surveykit.engine.database import connected


@dataclass(frozen=True, slots=True)
class ParquetFacts:
    """The columns in order with their types as the table engine names them, the metadata, the number of rows."""

    columns: tuple[tuple[str, str], ...]
    metadata: dict[str, str]
    rows: int


def parquet_facts(path: Path) -> ParquetFacts:
    """The facts of a Parquet file, read from its footer.

    Raises:
        OSError: the file is not there, or is no Parquet file.
    """
    import duckdb

    name = _literal(path)
    with connected() as engine:
        try:
            described = engine.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [name]
            ).fetchall()
            schema = [
                str(row[0]) for row in engine.execute("SELECT name FROM parquet_schema(?)", [name]).fetchall()[1:]
            ]
            pairs = engine.execute("SELECT key, value FROM parquet_kv_metadata(?)", [name]).fetchall()
            rows = engine.execute("SELECT num_rows FROM parquet_file_metadata(?)", [name]).fetchall()
        except duckdb.Error as failure:
            raise OSError(str(failure)) from None
    metadata = {bytes(key).decode(errors="replace"): bytes(value).decode(errors="replace") for key, value in pairs}
    flat = len(schema) == len(described)  # the engine gives `W` another name where there is a `w`; the schema does not
    names = schema if flat else [str(row[0]) for row in described]
    columns = tuple((name, str(row[1])) for name, row in zip(names, described, strict=True))
    return ParquetFacts(columns, metadata, int(rows[0][0]))


def _literal(path: Path) -> str:
    """A file name in which the signs of a pattern stand for themselves."""
    return re.sub(r"[\[*?]", lambda sign: f"[{sign[0]}]", str(path))


def has_nan(path: Path, columns: tuple[str, ...]) -> bool:
    """Whether any of these floating-point columns holds a NaN, which is no number and no blank."""
    if not columns:
        return False
    names = (column.replace('"', '""') for column in columns)
    # counted with FILTER: other tests are answered from the ends of the numbers, which writers note without NaN
    quoted = ", ".join(f'count(*) FILTER (WHERE isnan("{name}"))' for name in names)
    with connected() as engine:
        statement = f"SELECT {quoted} FROM read_parquet(?, hive_partitioning = false)"  # noqa: S608 - names are quoted
        row = engine.execute(statement, [_literal(path)]).fetchone()
    return row is not None and any(row)
