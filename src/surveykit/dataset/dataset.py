"""A dataset: a table of codes, in memory, in a Parquet file or elsewhere, and the codebook that explains it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.elsewhere import Elsewhere
from surveykit.dataset.parts import files_of
from surveykit.expr.syntax import Expression, Is, Name
from surveykit.problems import DataError, Place, Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import pyarrow as pa

OUT_OF_STEP = Rule(
    "SK402",
    "Table and codebook are out of step",
    "A column nobody explains, or a variable without a column, would be read wrongly.",
    "a Parquet file whose column `size` is not in its codebook",
    "Import the file again, so that both are written together.",
)
UNREADABLE_TABLE = Rule(
    "SK404",
    "The table cannot be read",
    "A statistic of half a file would look like a statistic of the whole.",
    "a Parquet file cut short while it was copied",
    "Import the data again from the original file.",
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of codes and its codebook; columns and codebook are in step.

    The table is an Arrow table in memory, the path of a Parquet file (or of a folder of them, or a pattern of their
    names) that is read when it is needed, or a table elsewhere that an engine asks where it lies.
    Numbers stand as int64 or float64, everything else as text (dates in ISO 8601), blanks as null.
    """

    codebook: Codebook
    table: "pa.Table | Path | Elsewhere"

    def __post_init__(self) -> None:
        """Refuse a table that is out of step with the codebook (one in memory; others are checked on reading)."""
        if not isinstance(self.table, Path | Elsewhere):
            check_in_step(self.codebook, tuple(self.table.column_names))

    def valid(self, name: str) -> Expression:
        """The expression that is true where a variable holds a valid value: the one definition of missing.

        Raises:
            DataError: SK401, there is no such variable.
        """
        return Is(Name(self.codebook[name].name), "answered")

    def arrow(self) -> "pa.Table":
        """The table in memory, one column a variable, in the codebook's order.

        Raises:
            DataError: SK404, the file is damaged; SK970, the table lies elsewhere.
        """
        if isinstance(self.table, Elsewhere):
            raise DataError(self.table.not_here())
        if not isinstance(self.table, Path):
            return self.table
        import pyarrow as pa

        table = read_parquet(self.table)
        plain = [pa.int64() if pa.types.is_integer(f.type) else f.type for f in table.schema]
        plain = [t if pa.types.is_integer(t) or pa.types.is_floating(t) else pa.string() for t in plain]
        return table.cast(pa.schema(zip(table.column_names, plain, strict=True)))

    def pandas(self) -> "pd.DataFrame":
        """The codes as a pandas frame; missing codes stay codes, blanks are NaN or None."""
        frame: pd.DataFrame = self.arrow().to_pandas()
        return frame

    def select(self, names: tuple[str, ...]) -> "Dataset":
        """Some variables only, in the order asked for, in memory."""
        codebook = self.codebook.select(names)
        return Dataset(codebook, self.arrow().select(list(names)))


def read_parquet(path: Path) -> "pa.Table":
    """All of a Parquet file in memory, or of all files of a table in parts.

    Raises:
        DataError: SK404, the file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(list(files_of(path)), partitioning=None)
    except (OSError, pa.ArrowException) as fault:
        what = f"the file is damaged: {str(fault).splitlines()[0]}"
        raise DataError(Problem(UNREADABLE_TABLE, what, Place(file=str(path)), UNREADABLE_TABLE.mend)) from None


def table_parts(path: Path, rows: int) -> "Iterator[pa.Table]":
    """A Parquet file, so many rows at a time; the first part has none, and says which columns there are.

    Raises:
        DataError: SK404, the file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for number, part in enumerate(files_of(path)):
            with pq.ParquetFile(part, buffer_size=2**20, pre_buffer=False) as file:
                if not number:
                    yield file.schema_arrow.empty_table().replace_schema_metadata(None)
                for batch in file.iter_batches(rows):
                    yield pa.Table.from_batches([batch]).replace_schema_metadata(None)
    except (OSError, pa.ArrowException) as fault:
        what = f"the file is damaged: {str(fault).splitlines()[0]}"
        raise DataError(Problem(UNREADABLE_TABLE, what, Place(file=str(path)), UNREADABLE_TABLE.mend)) from None


def check_in_step(codebook: Codebook, columns: tuple[str, ...]) -> None:
    """Refuse columns that are not exactly the codebook's variables, in its order.

    Raises:
        DataError: SK402, naming what is on one side only.
    """
    if columns == codebook.names:
        return
    lone = [f"column '{c}' is not in the codebook" for c in columns if c not in codebook]
    lone += [f"variable '{n}' has no column" for n in codebook.names if n not in columns]
    raise DataError([Problem(OUT_OF_STEP, what) for what in lone or ["the columns stand in another order"]])
