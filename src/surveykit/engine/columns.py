"""The columns of a table elsewhere, read as a dataset has them: whole numbers, decimals, and texts for all else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import OUT_OF_STEP
from surveykit.expr.sql import PREFIX, quoted
from surveykit.problems import DataError, Place, Problem, Rule, nearest

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["whole", "number", "truth", "text", "day", "moment", "other"]
"""What a column holds, whatever its engine calls it; `other` is what stands in no cell of a table."""

NESTED = Rule(
    "SK971",
    "A variable is a column of lists or structures",
    "A case has one value of a variable; a list in a cell holds several.",
    "the column `answers jsonb` in PostgreSQL, `array<int>` in Spark",
    "Make a view with one column a variable, and name that.",
)


@dataclass(frozen=True, slots=True)
class Source:
    """How a table is read: the query, numbers that stand as texts with the name of the text, and whole numbers."""

    query: str
    texts: Mapping[str, str]
    whole: frozenset[str]


def source_of(
    table: str,
    kinds: Mapping[str, Kind],
    codebook: Codebook,
    place: str,
    text: Callable[[str], str] = lambda column: f"CAST({column} AS VARCHAR)",
) -> Source:
    """How the variables of a codebook are read from a table; columns that it does not know are left alone.

    Args:
        table: as SQL.
        kinds: what each column holds.
        codebook: its variables are columns, whatever their case.
        place: the table, as it may be shown.
        text: how a column is made a text.

    Raises:
        DataError: SK402, variables without a column; SK971, columns of lists.
    """
    folded = {name.casefold(): name for name in kinds}
    held = {v.name: v.name if v.name in kinds else folded.get(v.name.casefold(), "") for v in codebook}
    problems = [
        Problem(OUT_OF_STEP, f"variable '{name}' has no column", Place(place), nearest(name, kinds))
        for name, column in held.items()
        if not column
    ]
    problems += [
        Problem(NESTED, f"column '{column}' holds what is no text, number or date", Place(place), NESTED.mend)
        for column in held.values()
        if column and kinds[column] == "other"
    ]
    if problems:
        raise DataError(problems)
    named = [(variable, held[variable.name], kinds[held[variable.name]]) for variable in codebook]
    texts = {v.name: column for v, column, kind in named if v.type == "number" and kind == "text"}
    raw = {name: f"{PREFIX}raw{n}" for n, name in enumerate(texts)}
    columns = [f"{_read(v, quoted(column), kind, text)} AS {quoted(v.name)}" for v, column, kind in named]
    columns += [f"{text(quoted(texts[name]))} AS {other}" for name, other in raw.items()]
    whole = frozenset(v.name for v, _, kind in named if v.type == "number" and kind in {"whole", "truth"})
    return Source(f"SELECT {', '.join(columns) or '1 AS sk__one'} FROM {table}", raw, whole)  # noqa: S608 - quoted


def _read(variable: Variable, column: str, kind: Kind, text: Callable[[str], str]) -> str:
    """A column as a variable of a dataset: what is no number by its codebook is a text."""
    if kind == "truth":
        column = f"CAST({column} AS INT)"
    if variable.type == "number":
        cast = "TRY_CAST" if kind == "text" else "CAST"
        return f"{cast}({column} AS {'BIGINT' if kind in {'whole', 'truth'} else 'DOUBLE'})"
    return f"REPLACE({text(column)}, ' ', 'T')" if kind == "moment" else text(column)


def batch_of(rows: Iterable[tuple[Any, ...]], kinds: Mapping[str, Kind]) -> "pa.RecordBatch":
    """Rows as an engine gives them, in columns."""
    import pyarrow as pa

    types = {"whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_()}
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [
        pa.array(
            [None if x is None else float(x) for x in column] if kind == "number" else column,
            types.get(kind, pa.string()),
        )
        for column, kind in zip(columns, kinds.values(), strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, names=list(kinds))
