"""What a Parquet file says about itself: columns, types and metadata, without loading the table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from surveykit.dataset.dataset import OUT_OF_STEP
from surveykit.dataset.parts import files_of
from surveykit.engine.database import connected
from surveykit.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class ParquetFacts:
    """The columns in order with their types as the table engine names them, the metadata, the number of rows."""

    columns: tuple[tuple[str, str], ...]
    metadata: dict[str, str]
    rows: int


def parquet_facts(path: Path) -> ParquetFacts:
    """The facts of a Parquet file, read from its footer; of several files those of the first, and all rows.

    Raises:
        OSError: the file is not there, or is no Parquet file.
    """
    import duckdb

    names = [_literal(file) for file in files_of(path)]
    first = names[0]
    with connected() as engine:
        try:
            described = engine.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [first]
            ).fetchall()
            schema = [
                str(row[0]) for row in engine.execute("SELECT name FROM parquet_schema(?)", [first]).fetchall()[1:]
            ]
            pairs = engine.execute("SELECT key, value FROM parquet_kv_metadata(?)", [first]).fetchall()
            rows = engine.execute("SELECT SUM(num_rows) FROM parquet_file_metadata(?)", [names]).fetchall()
        except duckdb.Error as failure:
            raise OSError(str(failure)) from None
    metadata = {bytes(key).decode(errors="replace"): bytes(value).decode(errors="replace") for key, value in pairs}
    flat = len(schema) == len(described)  # the engine gives `W` another name where there is a `w`; the schema does not
    names = schema if flat else [str(row[0]) for row in described]
    columns = tuple((name, str(row[1])) for name, row in zip(names, described, strict=True))
    return ParquetFacts(columns, metadata, int(rows[0][0]))


def differences(path: Path) -> Iterator[Problem]:
    """Where one of the files of a table has other columns than the first, or of other types.

    Raises:
        OSError: one of them is no Parquet file.
    """
    first, *others = files_of(path)
    columns = parquet_facts(first).columns if others else ()
    for other in others:
        found = parquet_facts(other).columns
        if found != columns:
            here, there = dict(found), dict(columns)
            names = [name for name in (*there, *here) if here.get(name) != there.get(name)]
            said = (f"'{name}' is {here.get(name, 'not here')}, not {there.get(name, 'there')}" for name in names[:3])
            what = f"not the columns of {first.name}: {', '.join(said) or 'they stand in another order'}"
            yield Problem(OUT_OF_STEP, what, Place(file=str(other)), "write the files with the same columns")


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
        row = engine.execute(statement, [[_literal(file) for file in files_of(path)]]).fetchone()
    return row is not None and any(row)
