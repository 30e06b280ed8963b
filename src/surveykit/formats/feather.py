"""Feather, the file of Arrow: like Parquet with the whole codebook in its metadata, quicker to load and larger."""

from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.dataset.dataset import Dataset, check_in_step
from surveykit.formats.base import Carries, Format, Options, Reading
from surveykit.formats.files import DAMAGED, refuse_unless
from surveykit.formats.parquet import CODEBOOK_KEY, codebook_in, described, metadata_of, plain
from surveykit.problems import DataError, FormatError, Place, Problem

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 122_880


def read(path: Path, _options: Options) -> Reading:
    """A Feather file, ours or another's, as a dataset.

    Raises:
        FormatError: the file is something else or damaged, or its codebook cannot be read; SK551, SK552.
        DataError: SK402, the columns are not those of the codebook.
    """
    import pyarrow as pa

    refuse_unless(path, ("an Arrow file (.feather, .arrow)",))
    place = Place(file=str(path))
    try:
        with pa.OSFile(str(path)) as file:
            table = pa.ipc.open_file(file).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError) as failure:
        why = str(failure).splitlines()[0]
        what = "the file is cut short" if "Not an Arrow file" in why else f"the file is damaged: {why}"
        raise FormatError(Problem(DAMAGED, what, place, "ask for the file again")) from None
    pairs = {key.decode(errors="replace"): value.decode(errors="replace") for key, value in _metadata(table)}
    table = table.replace_schema_metadata(None)
    if CODEBOOK_KEY not in pairs:
        codebook = described([(field.name, _kind(field.type)) for field in table.schema], path)
        return Reading(Dataset(codebook, plain(table, codebook, path)))
    codebook = codebook_in(pairs, path)
    try:
        check_in_step(codebook, tuple(table.column_names))
    except DataError as refusal:
        raise DataError(problem.at(place) for problem in refusal.problems) from None
    return Reading(Dataset(codebook, table))


def _metadata(table: "pa.Table") -> list[tuple[bytes, bytes]]:
    return list((table.schema.metadata or {}).items())


def _kind(type_: "pa.DataType") -> str:
    """An Arrow type as the table engine names it; one that no dataset holds, as Arrow does."""
    import pyarrow as pa

    if pa.types.is_dictionary(type_):
        return _kind(type_.value_type)
    kinds = (
        ("BIGINT", (pa.types.is_integer, pa.types.is_null)),
        ("DOUBLE", (pa.types.is_floating,)),
        ("DECIMAL", (pa.types.is_decimal,)),
        ("BOOLEAN", (pa.types.is_boolean,)),
        ("VARCHAR", (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)),
        ("DATE", (pa.types.is_date,)),
        ("TIMESTAMP", (pa.types.is_timestamp,)),
        ("TIME", (pa.types.is_time,)),
    )
    return next((kind for kind, tests in kinds if any(test(type_) for test in tests)), f"{type_}[]")


def write(dataset: Dataset, path: Path, _options: Options) -> None:
    """Write the table and its codebook, compressed."""
    import pyarrow as pa

    table = dataset.arrow().replace_schema_metadata(metadata_of(dataset.codebook))
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=_AT_ONCE)


FORMAT = Format("feather", (".feather", ".arrow"), Carries(whole=True), read, write, apart=True)
