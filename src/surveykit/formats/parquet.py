"""Parquet: the canonical file, with the whole codebook in its metadata; written part by part where data are large."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Measure, Type, Variable
from surveykit.dataset.dataset import Dataset, check_in_step, read_parquet, table_parts
from surveykit.dataset.parts import beside, files_of
from surveykit.engine.parquet import ParquetFacts, differences, has_nan, parquet_facts
from surveykit.formats.base import AfreshError, Carries, Format, Options, Progress, Reading, Stream, in_one
from surveykit.formats.files import DAMAGED, NOT_WHAT_IT_SAYS, refuse_unless
from surveykit.problems import DataError, DefinitionError, FormatError, Place, Problem, Rule

if TYPE_CHECKING:
    import pyarrow as pa

NEWER = Rule(
    "SK550",
    "The codebook in the file cannot be read",
    "It was written by a newer version of surveykit, or changed by hand.",
    "a .parquet whose metadata `surveykit.format` is 2",
    "Install a newer surveykit, or write the file again.",
)
NESTED = Rule(
    "SK551",
    "A column holds more than one value a case",
    "A dataset is a flat table: one case a row, one value a cell.",
    "a Parquet column of lists",
    "Spread the column over several before you import the file.",
)

TOO_WIDE = Rule(
    "SK552",
    "A whole number is larger than a dataset can hold",
    "It would be rounded, and two ids become one.",
    "an id of 18,446,744,073,709,551,615 in a Parquet column of unsigned numbers",
    "Write the column as text.",
)

CODEBOOK_KEY, FORMAT_KEY, FORMAT_VERSION = "surveykit.codebook", "surveykit.format", "1"
_IN_PLACE = {"BIGINT": "int64", "INTEGER": "int32", "DOUBLE": "double", "VARCHAR": "string"}
_NUMBERS = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*|BOOLEAN")
_TYPES: tuple[tuple[str, Type], ...] = (("DATE", "date"), ("TIMESTAMP", "datetime"), ("TIME", "time"))


def read(path: Path, _options: Options) -> Reading:
    """A Parquet file as a dataset; one of ours, or a plain one of plain types, stays on disk.

    Raises:
        FormatError: the file is something else or damaged, or its codebook cannot be read; SK552, a number too large.
        DataError: SK402, the columns are not those of the codebook.
    """
    facts = _facts(path)
    if beside(path) or CODEBOOK_KEY in facts.metadata:
        codebook = codebook_of(path)
        try:
            check_in_step(codebook, tuple(name for name, _ in facts.columns))
        except DataError as refusal:
            raise DataError(problem.at(Place(file=str(path))) for problem in refusal.problems) from None
        return Reading(_placed(path, facts, codebook))
    return Reading(_placed(path, facts, described(facts.columns, path)))


def _facts(path: Path) -> ParquetFacts:
    """What a file says about itself.

    Raises:
        FormatError: it is something else, or damaged.
        DataError: SK402, the files of a table in parts have not the same columns.
    """
    files = files_of(path)
    for file in files:
        refuse_unless(file, ("a Parquet file",))
    try:
        if len(files) > 1 and (problems := tuple(differences(path))):
            raise DataError(problems)
        return parquet_facts(path)
    except OSError as failure:
        if "at least one non-root column" in str(failure):
            what = "the file has no columns"
            raise FormatError(
                Problem(NOT_WHAT_IT_SAYS, what, Place(file=str(path)), "ask for the file again")
            ) from None
        why = str(failure).splitlines()[0]
        what = "the file is cut short" if "No magic bytes" in why else f"the file is damaged: {why}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again")) from None


def codebook_of(path: Path) -> Codebook:
    """The codebook of a Parquet file; of a table in parts `codebook.yaml` beside them, or that of the first file.

    No row is read.

    Raises:
        FormatError: it is damaged, or holds what is no variable.
        DefinitionError: `codebook.yaml` contradicts itself.
    """
    if file := beside(path):
        from surveykit.codebook.file import load

        return load(file).codebook
    first = files_of(path)[0]
    facts = _facts(first)
    return codebook_in(facts.metadata, first) if CODEBOOK_KEY in facts.metadata else described(facts.columns, path)


def codebook_in(metadata: Mapping[str, str], path: Path) -> Codebook:
    """The codebook that travels with a table.

    Raises:
        FormatError: SK550, it cannot be read.
    """
    version = metadata.get(FORMAT_KEY, FORMAT_VERSION)
    place = Place(file=str(path))
    if version != FORMAT_VERSION:
        what = f"the file has format {version}; this surveykit knows format {FORMAT_VERSION}"
        raise FormatError(Problem(NEWER, what, place, "install a newer surveykit"))
    try:
        return Codebook.model_validate_json(metadata[CODEBOOK_KEY])
    except ValidationError as complaint:
        first = complaint.errors()[0]
        what = f"the codebook in the file cannot be read: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise FormatError(Problem(NEWER, what, place, "write the file again with this surveykit")) from None


def _placed(path: Path, facts: ParquetFacts, codebook: Codebook) -> Dataset:
    """The file where it lies, if it holds what a dataset does; one of others may have to be read first."""
    if CODEBOOK_KEY in facts.metadata or _in_place(path, facts):
        return Dataset(codebook, path)
    return Dataset(codebook, plain(read_parquet(path), codebook, path))


def stream(path: Path, options: Options) -> Stream:
    """A Parquet file of others in parts; one of ours as it is read whole.

    Raises:
        FormatError: as of `read`.
        DataError: SK404, the file is damaged; as of `read`.
    """
    if not in_parts(path, options):
        return in_one(read(path, options))
    facts = _facts(path)
    codebook = described(facts.columns, path)
    as_it_is = _in_place(path, facts)

    def parts() -> Iterator["pa.Table"]:
        for part in table_parts(path, _ROW_GROUP):
            yield part if as_it_is else plain(part, codebook, path)

    return Stream(facts.rows, parts, lambda: (codebook, ()))


def in_parts(path: Path, _options: Options) -> bool:
    """Whether the file has no codebook of ours, which may say that something is personal and to be left out."""
    try:
        return CODEBOOK_KEY not in parquet_facts(path).metadata and not beside(path)
    except OSError:
        return False  # reading says why


def _in_place(path: Path, facts: ParquetFacts) -> bool:
    """Whether the file holds what a dataset does, as it does."""
    doubles = tuple(name for name, kind in facts.columns if kind == "DOUBLE")
    return all(kind in _IN_PLACE for _, kind in facts.columns) and not has_nan(path, doubles)


def described(columns: Sequence[tuple[str, str]], path: Path) -> Codebook:
    """The codebook of a table without one, from the types of its columns as the table engine names them.

    Raises:
        FormatError: SK551 a column is nested; a name stands twice.
    """
    nested = [name for name, kind in columns if _type_of(kind) is None]
    if nested:
        place = Place(file=str(path))
        raise FormatError(
            Problem(NESTED, f"column '{name}' holds lists, structures or spans of time", place) for name in nested
        )
    try:
        return Codebook(name=path.stem, variables=tuple(_variable(name, kind) for name, kind in columns))
    except DefinitionError as refusal:
        raise FormatError(problem.at(Place(file=str(path))) for problem in refusal.problems) from None


def _refuse_too_wide(table: "pa.Table", path: Path) -> None:
    """Refuse unsigned numbers that no signed number equals."""
    import pyarrow as pa
    import pyarrow.compute as pc

    unsigned = [field.name for field in table.schema if pa.types.is_uint64(field.type)]
    largest = {name: pc.max(table.column(name)).as_py() or 0 for name in unsigned}
    if wide := {name: number for name, number in largest.items() if number >= 2**63}:
        raise FormatError(
            Problem(TOO_WIDE, f"{number} is too large", Place(file=str(path), variable=name), TOO_WIDE.mend)
            for name, number in wide.items()
        )


def _type_of(kind: str) -> Type | None:
    if _NUMBERS.fullmatch(kind):
        return "number"
    if kind == "VARCHAR" or kind.startswith(("ENUM", "UUID")):
        return "text"
    return next((type_ for start, type_ in _TYPES if kind.startswith(start) and "[" not in kind), None)


def _variable(name: str, kind: str) -> Variable:
    type_ = _type_of(kind) or "text"
    measure: Measure = "scale" if type_ == "number" and kind != "BOOLEAN" else "nominal"
    return Variable(name=name, type=type_, measure=measure, decimals=0 if "INT" in kind or kind == "BOOLEAN" else None)


def plain(table: "pa.Table", codebook: Codebook, path: Path) -> "pa.Table":
    """The table in the types a dataset has.

    Raises:
        FormatError: SK552, a number is too large.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    _refuse_too_wide(table, path)
    columns = []
    for variable in codebook:
        column = table.column(variable.name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if variable.type == "number":
            columns.append(_number(column))
            continue
        if pa.types.is_timestamp(column.type):
            column = pc.strftime(column.cast(pa.timestamp("us", column.type.tz)), format="%Y-%m-%dT%H:%M:%S")
        column = column.cast(pa.string())
        if variable.type in {"time", "datetime"}:
            column = pc.replace_substring_regex(column, r"\.0+$", "")
            column = pc.replace_substring_regex(column, r"(\.\d*[1-9])0+$", r"\1")
        columns.append(column)
    return pa.table(columns, names=list(codebook.names))


def _number(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_boolean(column.type) or pa.types.is_integer(column.type):
        return column.cast(pa.int64())
    column = column.cast(pa.float64())
    return pc.if_else(pc.is_nan(column), pa.scalar(None, pa.float64()), column)


def write(dataset: Dataset, path: Path, _options: Options) -> None:
    """Write the table and its codebook, compressed."""
    import pyarrow.parquet as pq

    table = dataset.arrow().replace_schema_metadata(metadata_of(dataset.codebook))
    pq.write_table(table, path, row_group_size=_ROW_GROUP, **_settings(table))


def written(stream: Stream, target: Path, progress: Progress) -> tuple[Codebook, int, tuple[Problem, ...]]:
    """Write all parts of a stream to a Parquet file: the codebook, the number of cases, and what was odd."""
    while True:
        try:
            return _written(stream, target, progress)
        except AfreshError:
            continue


def _written(stream: Stream, target: Path, progress: Progress) -> tuple[Codebook, int, tuple[Problem, ...]]:
    import pyarrow.parquet as pq

    writer, cases = None, 0
    try:
        for group in _groups(stream.parts()):
            writer = writer or pq.ParquetWriter(target, group.schema, **_settings(group))
            writer.write_table(group, row_group_size=_ROW_GROUP)
            cases += group.num_rows
            progress(cases, stream.cases)
        codebook, problems = stream.told()
        if writer is not None:
            writer.add_key_value_metadata(metadata_of(codebook))
    finally:
        if writer is not None:
            writer.close()
    return codebook, cases, problems


def _settings(table: "pa.Table") -> dict[str, Any]:
    """How it is written: with a dictionary where values repeat, and the ends of numbers, for queries skip by them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sample = table.slice(0, _SAMPLE)
    repeats = [name for name in table.column_names if 2 * pc.count_distinct(sample.column(name)).as_py() < len(sample)]
    return {
        "compression": "zstd",
        "use_dictionary": repeats if len(sample) == _SAMPLE else True,
        "dictionary_pagesize_limit": _DICTIONARY,
        "write_statistics": [field.name for field in table.schema if not pa.types.is_string(field.type)],
    }


def _groups(parts: Iterator["pa.Table"]) -> Iterator["pa.Table"]:
    """Parts put together to row groups; the first may be empty, for it says which columns there are."""
    import pyarrow as pa

    held: list[pa.Table] = []
    rows = size = given = 0
    for part in parts:
        held.append(part)
        rows, size = rows + part.num_rows, size + part.nbytes
        while rows >= _ROW_GROUP or size >= _BYTES:
            table = pa.concat_tables(held)
            group, rest = table.slice(0, _ROW_GROUP), table.slice(_ROW_GROUP)
            yield group
            given += 1
            held, rows, size = [rest], rest.num_rows, rest.nbytes
    if rows or not given:
        yield pa.concat_tables(held)


def metadata_of(codebook: Codebook) -> dict[str, str]:
    """What travels with a table: the codebook, and the version of the form it is written in."""
    return {CODEBOOK_KEY: codebook.model_dump_json(exclude_defaults=True), FORMAT_KEY: FORMAT_VERSION}


_ROW_GROUP = 122_880  # the table engine reads row groups side by side; this is its own size
_BYTES = 12 * 1024 * 1024  # of a row group in memory, where rows are long
_SAMPLE = 4096  # values that show whether a dictionary pays
_DICTIONARY = 64 * 1024  # bytes: a larger one holds values of which few repeat, and costs more than it saves

FORMAT = Format("parquet", (".parquet",), Carries(whole=True), read, write, stream=stream, in_parts=in_parts)
