"""Reading .dta files: values, labels, extended missing values, dates, notes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, SharedLists
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading, at_case
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.stata.dates import LEAP_SECONDS, kind_of, text_of, type_of
from surveykit.formats.stata.header import Header, header_of
from surveykit.formats.stata.missing import codes_of
from surveykit.missing import Value
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule
from surveykit.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

BAD_DATE = Rule(
    "SK554",
    "A number of a Stata file stands where a date should, and is none",
    "It is left blank, so that one bad cell does not cost the file.",
    "a date after the year 9999 in a .dta",
    "Correct the value in the source.",
)
LEAPING = Rule(
    "SK555",
    "Times of a Stata file count leap seconds",
    "They are read as if every minute had sixty seconds, and may be some seconds off.",
    "a variable with the format %tC in a .dta",
    "In Stata, make a variable with `cofC()` and the format %tc.",
)
LABELLED_DATE = Rule(
    "SK556",
    "Dates of a Stata file have value labels",
    "A date stands for itself; only a missing value keeps its label.",
    "the label `founding day` on 1 January 1990 in a .dta",
    "Put the meaning into a variable of its own.",
)

_CELLS_AT_ONCE = 4_000_000
_ENCODINGS = ("cp1252", "iso-8859-1")
_KINDS = ("a Stata file (.dta)", "an old Stata file (.dta)")
_WHOLE = {"int8", "int16", "int32"}


def read(path: Path, encoding: str = "") -> Reading:
    """A .dta of any release as a dataset.

    Raises:
        FormatError: the file is something else, damaged or declares more than it holds.
    """
    refuse_unless(path, _KINDS)
    header = header_of(path)
    meta, columns, used = _raw(path, encoding, header)
    problems = []
    if used and used != encoding:
        what = f"the letters are not in the encoding of release {header.release}; they were read as {used}"
        problems.append(Problem(OTHER_ENCODING, what, hint="look at a few labels", severity="warning"))
    return _reading(path, meta, columns, header, problems)


def _raw(path: Path, encoding: str, header: Header) -> tuple[Any, Mapping[str, list[Any]], str]:
    """The metadata, the raw columns, and the encoding that had to be named."""
    import pyreadstat

    failures: list[str] = []
    for used in (encoding,) if encoding else ("", *_ENCODINGS):
        try:
            meta, columns = _chunks(path, used, header)
        except UnicodeDecodeError as failure:
            failures.append(str(failure))
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
            failures.append(str(failure))
            if not re.search("encoding|convert", str(failure).lower()):
                break
        else:
            return meta, columns, used
    if encoding and "unsupported character set" in failures[0].lower():
        what = f"there is no encoding '{encoding}'"
        raise FormatError(Problem(OTHER_ENCODING, what, Place(file=str(path)), "such as utf-8, cp1252 or cp1251"))
    raise FormatError(
        Problem(DAMAGED, f"the file cannot be read: {failures[0].lower()}", Place(file=str(path)), "ask for it again")
    )


def _chunks(path: Path, encoding: str, header: Header) -> tuple[Any, Mapping[str, list[Any]]]:
    """Read so many cases at a time that the reader never holds the file twice."""
    import pyreadstat

    asked: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True, "user_missing": True}
    asked |= {"encoding": encoding} if encoding else {}
    at_once = max(1000, _CELLS_AT_ONCE // max(1, header.columns))
    _, meta = pyreadstat.read_dta(path, metadataonly=True, **asked)
    columns: dict[str, list[Any]] = {name: [] for name in meta.column_names}
    for start in range(0, header.cases, at_once):
        some, _ = pyreadstat.read_dta(path, row_offset=start, row_limit=at_once, **asked)
        for name, values in some.items():
            columns[name].extend(values)
    short = [name for name, values in columns.items() if len(values) != header.cases]
    if short:
        what = f"the file is cut short: {len(columns[short[0]]):,} of {header.cases:,} cases are there"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again"))
    return meta, columns


def _reading(
    path: Path, meta: Any, columns: Mapping[str, list[Any]], header: Header, problems: list[Problem]
) -> Reading:
    import pyarrow as pa

    lists = SharedLists()
    variables, arrays = [], []
    for name in meta.column_names:
        variable, array, found = _variable(name, meta, columns[name], lists)
        notes = "\n".join(header.notes.get(name, ()))
        variables.append(variable.model_copy(update={"notes": notes}) if notes else variable)
        arrays.append(array)
        problems += found
    try:
        codebook = Codebook(
            name=path.stem,
            title=Text(meta.file_label or ""),
            variables=tuple(variables),
            lists=lists.by_name,
            notes=tuple(header.notes.get("_dta") or meta.notes or ()),
        )
    except DefinitionError as refusal:
        raise FormatError(refusal.problems) from None
    return Reading(Dataset(codebook, pa.table(arrays, names=[v.name for v in variables])), tuple(problems))


def _variable(
    name: str, meta: Any, values: list[Any], lists: SharedLists
) -> tuple[Variable, "pa.Array", list[Problem]]:
    import pyarrow as pa

    stata = meta.original_variable_types.get(name) or ""
    label = Text(meta.column_names_to_labels.get(name) or "")
    kind = meta.readstat_variable_types[name]
    if kind == "string":
        array = pa.array([value or None for value in values], pa.string())
        return Variable(name=name, label=label, type="text", formats={"stata": stata}), array, []
    labels = meta.variable_value_labels.get(name, {})
    said = {letter: text for letter, text in labels.items() if isinstance(letter, str)}
    named = {_value(value): text for value, text in labels.items() if not isinstance(value, str)}
    letters = {value for value in values if isinstance(value, str)} | said.keys()
    valid = {_value(value) for value in values if value is not None and not isinstance(value, str)}
    missing = codes_of(letters, said, valid | named.keys())
    if type_of(stata) != "number":
        return _dated(name, label, stata, values, missing, bool(named))
    codes = tuple(Code(value=v, label=Text() if text == str(v) else Text(text)) for v, text in named.items())
    numbers = [missing[value].value if isinstance(value, str) else value for value in values]
    array, decimals = _numbers(numbers, stata, whole=kind in _WHOLE)
    variable = Variable(
        name=name,
        label=label,
        measure="nominal" if codes else "scale",
        codes=lists.name_of(codes, name) if codes else None,
        missing=tuple(missing.values()),
        decimals=decimals,
        formats={"stata": stata},
    )
    return variable, array, []


def _value(value: Any) -> Value:
    """A number that is whole as an int."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _numbers(values: list[Any], stata: str, *, whole: bool) -> tuple["pa.Array", int | None]:
    """The values as whole numbers where the file keeps them so, and the decimals that format and values agree on."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if whole:
        return pa.array(values, pa.int64()), 0
    array = pa.array([None if value is None else float(value) for value in values], pa.float64())
    found = re.fullmatch(r"%[-0]?\d+[.,](\d+)fc?", stata)
    decimals = int(found[1]) if found else None
    if decimals is not None and pc.all(pc.equal(array, pc.round(array, ndigits=decimals))).as_py() is False:
        decimals = None
    largest = pc.max(pc.abs(array)).as_py() or 0
    return (array.cast(pa.int64()) if decimals == 0 and largest < 2**53 else array), decimals


def _dated(
    name: str,
    label: Text,
    stata: str,
    values: list[Any],
    missing: Mapping[str, Code],
    labelled: bool,  # noqa: FBT001 - a fact, not a switch
) -> tuple[Variable, "pa.Array", list[Problem]]:
    """Counts as ISO text; missing codes as texts; what is no possible date is blank, and reported."""
    import pyarrow as pa

    type_ = type_of(stata)
    codes = {letter: code.model_copy(update={"value": str(code.value)}) for letter, code in missing.items()}
    texts: dict[Any, Any] = {None: None, **{letter: code.value for letter, code in codes.items()}}
    texts |= {count: text_of(count, stata) for count in set(values) if count is not None and count not in texts}
    problems = [
        Problem(BAD_DATE, f"{count:g} is no possible {stata} and is left blank", at_case(row, name), severity="warning")
        for row, count in enumerate(values)
        if count is not None and texts[count] is None
    ]
    if labelled:
        what = "labels of dates are left out; a date has no code list"
        problems.append(Problem(LABELLED_DATE, what, Place(variable=name), severity="warning"))
    if kind_of(stata) == LEAP_SECONDS:
        problems.append(Problem(LEAPING, "the times count leap seconds", Place(variable=name), severity="warning"))
    variable = Variable(name=name, label=label, type=type_, missing=tuple(codes.values()), formats={"stata": stata})
    return variable, pa.array([texts[value] for value in values], pa.string()), problems
