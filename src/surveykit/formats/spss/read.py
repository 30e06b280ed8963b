"""Reading SPSS files: values, labels, missing values, dates, response sets, weight."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.reasons import reason_of
from surveykit.codebook.variable import Measure, Range, Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading, at_case
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.spss.dates import kind_of, text_of, type_of
from surveykit.formats.spss.header import Header, header_of
from surveykit.formats.spss.missing import missing_of
from surveykit.missing import USER_MISSING, Value
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

BAD_DATE = Rule(
    "SK520",
    "A number stands where a date should, and is none",
    "It is left blank, so that one bad cell does not cost the file.",
    "a date after the year 9999 in a .sav",
    "Correct the value in the source.",
)

LABELLED_DATE = Rule(
    "SK522",
    "Dates have value labels",
    "A date stands for itself; only what is declared missing keeps its label.",
    "the label `founding day` on 1 January 1990",
    "Put the meaning into a variable of its own.",
)

_CELLS_AT_ONCE = 4_000_000
_ENCODINGS = ("cp1252", "iso-8859-1")
_KINDS = {".sav": ("an SPSS file (.sav)", "a compressed SPSS file (.zsav)"), ".por": ("an SPSS portable file (.por)",)}


def read(path: Path, encoding: str = "") -> Reading:
    """A .sav, .zsav or .por as a dataset.

    Raises:
        FormatError: the file is something else, encrypted, damaged or declares more than it holds.
    """
    portable = path.suffix.lower() == ".por"
    refuse_unless(path, _KINDS[".por" if portable else ".sav"])
    header = None if portable else header_of(path)
    meta, table, used = _raw(path, encoding, header)
    problems = []
    if used and used != encoding:
        declared = f"not in {meta.file_encoding or 'the encoding declared'}"
        what = f"the letters are {declared}; they were read as {used}"
        problems.append(Problem(OTHER_ENCODING, what, hint="look at a few labels", severity="warning"))
    return _reading(path, meta, table, header, problems)


def _raw(path: Path, encoding: str, header: Header | None) -> tuple[Any, "pa.Table", str]:
    """The metadata, the raw table, and the encoding that had to be named."""
    import pyreadstat

    failures: list[str] = []
    for used in (encoding,) if encoding else ("", *_ENCODINGS):
        try:
            meta, table = _chunks(path, used, header)
        except UnicodeDecodeError as failure:
            failures.append(str(failure))
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            failures.append(str(failure))
            if "encoding" not in str(failure).lower():
                break
        else:
            return meta, table, used
    if encoding and "unsupported character set" in failures[0].lower():
        what = f"there is no encoding '{encoding}'"
        raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)), "such as utf-8, cp1252 or cp1251"))
    hint = "name another with -O encoding=..." if "encoding" in failures[0].lower() else "ask for the file again"
    raise FormatError(Problem(DAMAGED, f"the file cannot be read: {failures[0].lower()}", Place(file=str(path)), hint))


def _chunks(path: Path, encoding: str, header: Header | None) -> tuple[Any, "pa.Table"]:
    """Read so many cases at a time that the memory needed does not grow with the file."""
    import pyarrow as pa
    import pyreadstat

    asked: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True}
    asked |= {"encoding": encoding} if encoding else {}
    if header is None:
        columns, meta = pyreadstat.read_por(path, **{k: v for k, v in asked.items() if k != "encoding"})
        return meta, _table(columns, meta)
    asked["user_missing"] = True
    _, meta = pyreadstat.read_sav(path, metadataonly=True, **asked)
    at_once = max(1000, _CELLS_AT_ONCE // max(1, meta.number_columns))
    tables: list[pa.Table] = []
    read = 0
    while not tables or (at_once <= tables[-1].num_rows and read != header.cases):
        columns, _ = pyreadstat.read_sav(path, row_offset=read, row_limit=at_once, **asked)
        tables.append(_table(columns, meta))
        read += tables[-1].num_rows
    if header.cases >= 0 and read != header.cases and meta.number_columns:
        what = f"the file is cut short: {read:,} of {header.cases:,} cases are there"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again"))
    return meta, pa.concat_tables(tables)


def _table(columns: Mapping[str, list[Any]], meta: Any) -> "pa.Table":
    import pyarrow as pa

    arrays = []
    for name in meta.column_names:
        values = columns.get(name, [])
        if meta.readstat_variable_types[name] == "string":
            arrays.append(pa.array([value or None for value in values], pa.string()))
        else:
            arrays.append(pa.array(values, pa.float64()))
    return pa.table(arrays, names=list(meta.column_names))


def _reading(path: Path, meta: Any, table: "pa.Table", header: Header | None, problems: list[Problem]) -> Reading:
    import pyarrow as pa

    lists = SharedLists()
    weight = header.variable_at(header.weight) if header and header.weight else ""
    variables, columns = [], []
    for name in meta.column_names:
        variable, column, found = _variable(name, meta, table.column(name), lists)
        variables.append(variable.model_copy(update={"role": "weight"}) if name == weight else variable)
        columns.append(column)
        problems += found
    try:
        codebook = Codebook(
            name=path.stem,
            title=Text(meta.file_label or ""),
            variables=tuple(variables),
            lists=lists.by_name,
            sets=tuple(_sets(meta, {variable.name for variable in variables})),
            notes=tuple(line.rstrip() for line in meta.notes or () if line.strip()),
        )
    except DefinitionError as refusal:
        raise FormatError(refusal.problems) from None
    return Reading(Dataset(codebook, pa.table(columns, names=[v.name for v in variables])), tuple(problems))


def _variable(
    name: str, meta: Any, column: "pa.ChunkedArray", lists: SharedLists
) -> tuple[Variable, "pa.ChunkedArray", list[Problem]]:
    spss = meta.original_variable_types.get(name) or ""
    text = meta.readstat_variable_types[name] == "string"
    type_: Type = "text" if text else type_of(spss)
    labels = {_value(value): label for value, label in meta.variable_value_labels.get(name, {}).items()}
    declared = [(_value(pair["lo"]), _value(pair["hi"])) for pair in meta.missing_ranges.get(name, ())]
    if text:  # SPSS declares three missing texts at most; our fourth shows by its value and label
        declared += [(v, v) for v, label in labels.items() if reason_of(v, Text(label)) != USER_MISSING]
    missing, ranges = missing_of(labels, declared)
    gone = {code.value for code in missing}
    codes = tuple(
        Code(value=value, label=Text() if label == str(value) else Text(label))
        for value, label in labels.items()
        if value not in gone
    )
    problems: list[Problem] = []
    if type_ not in {"number", "text"}:
        column, missing, problems = _dated(name, type_, spss, column, missing, ranges)
        problems += [_labels_of_dates(name, codes)] if codes else []
        codes, ranges = (), ()
    elif type_ == "number":
        column, decimals = _number(column, spss, bool(codes))
    variable = Variable(
        name=name,
        label=Text(meta.column_names_to_labels.get(name) or ""),
        type=type_,
        measure=_measure(meta.variable_measure.get(name, ""), type_, bool(codes)),
        codes=lists.name_of(codes, name) if codes else None,
        missing=missing,
        missing_ranges=ranges,
        decimals=decimals if type_ == "number" else None,
        formats={"spss": spss} if spss else {},
    )
    return variable, column, problems


def _value(value: Any) -> Value:
    """A number that is whole as an int; texts as they are."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e300:
        return int(value)
    return value  # type: ignore[no-any-return]  # the reader gives numbers and texts only


def _measure(said: str, type_: Type, coded: bool) -> Measure:  # noqa: FBT001 - a fact, not a switch
    if said in {"nominal", "ordinal", "scale"}:
        return said  # type: ignore[return-value]  # just looked at
    return "scale" if type_ == "number" and not coded else "nominal"


def _number(column: "pa.ChunkedArray", spss: str, coded: bool) -> tuple["pa.ChunkedArray", int | None]:  # noqa: FBT001
    """The column as whole numbers where it is made of them, and the decimals its format promises and its values keep.

    F8.2 is what SPSS gives to every number, so it promises nothing.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found = re.fullmatch(r"[A-Z]+\d+(?:\.(\d+))?", spss.upper())
    decimals = int(found[1] or 0) if found and spss.upper() != "F8.2" else None
    if decimals is not None and not _kept(column, decimals):
        decimals = None
    largest = pc.max(pc.abs(column)).as_py() or 0
    if (decimals == 0 or coded) and largest < 2**53 and _kept(column, 0):
        column = column.cast(pa.int64())
    return column, decimals


def _kept(column: "pa.ChunkedArray", decimals: int) -> bool:
    """Whether no value has more decimals than these."""
    import pyarrow.compute as pc

    return pc.all(pc.equal(column, pc.round(column, ndigits=decimals))).as_py() is not False


def _dated(
    name: str, type_: Type, spss: str, column: "pa.ChunkedArray", missing: tuple[Code, ...], ranges: tuple[Range, ...]
) -> tuple["pa.ChunkedArray", tuple[Code, ...], list[Problem]]:
    """Seconds as ISO text; missing codes as texts; what is no possible date is blank, and reported."""
    import pyarrow as pa
    import pyarrow.compute as pc

    gone = {float(code.value): str(code.value) for code in missing if not isinstance(code.value, str)}
    codes = [code.model_copy(update={"value": str(code.value)}) for code in missing]
    texts: dict[float | None, str | None] = {None: None}
    for seconds in pc.unique(column).to_pylist():
        if seconds in gone:
            texts[seconds] = gone[seconds]
        elif seconds is not None and any(r.holds(seconds) for r in ranges):
            texts[seconds] = str(_value(seconds))
            codes.append(Code(value=str(_value(seconds)), missing="user_missing"))
        elif seconds is not None:
            texts[seconds] = text_of(seconds, type_, days=kind_of(spss) == "DTIME")
    values = column.to_pylist()
    problems = [
        _bad_date(name, row, seconds, spss)
        for row, seconds in enumerate(values)
        if seconds is not None and texts[seconds] is None
    ]
    problems += _times_of_day(name, type_, [s for s in texts if s is not None and s not in gone and texts[s]])
    return pa.chunked_array([pa.array([texts[s] for s in values], pa.string())]), tuple(codes), problems


def _bad_date(name: str, row: int, seconds: float, spss: str) -> Problem:
    what = f"{seconds:g} is no possible {spss} and is left blank"
    return Problem(BAD_DATE, what, at_case(row, name), severity="warning")


def _labels_of_dates(name: str, codes: tuple[Code, ...]) -> Problem:
    what = f"{len(codes)} labels of dates are left out; a date has no code list"
    return Problem(LABELLED_DATE, what, Place(variable=name), severity="warning")


def _times_of_day(name: str, type_: Type, seconds: list[float]) -> Iterator[Problem]:
    if type_ == "date" and any(s % 86_400 for s in seconds):
        what = "some dates have a time of day, which their format does not show; it is left out"
        yield Problem(BAD_DATE, what, Place(variable=name), severity="warning")


def _sets(meta: Any, names: set[str]) -> Iterator[ResponseSet]:
    for name, facts in meta.mr_sets.items():
        members = tuple(facts["variable_list"])
        if not members or not names.issuperset(members):
            continue
        counted = facts["counted_value"]
        yield ResponseSet(
            name=name.removeprefix("$"),
            label=Text(facts["label"] or ""),
            kind="dichotomies" if facts["is_dichotomy"] else "categories",
            counted=1 if counted is None else _value(counted),
            variables=members,
            choices=choices_in(members) if facts["is_dichotomy"] else (),
        )


def choices_in(members: tuple[str, ...]) -> tuple[int, ...]:
    """The codes the columns of a set stand for: the numbers their names end in, or else 1, 2, 3.

    Example:
        >>> choices_in(("partners_1", "partners_2", "partners_9")), choices_in(("phone", "web"))
        ((1, 2, 9), (1, 2))
    """
    endings = [re.search(r"\d+$", member) for member in members]
    numbers = tuple(int(ending[0]) for ending in endings if ending)
    if len(set(numbers)) == len(members):
        return numbers
    return tuple(range(1, len(members) + 1))
