"""Reading .dta files: values, labels, extended missing values, dates, notes."""

import re
from pathlib import Path
from typing import Any

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import SharedLists
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Reading
from surveykit.formats.files import DAMAGED, OTHER_ENCODING, refuse_unless
from surveykit.formats.program.counted import Cells, Program, Raw, gathered, value_of, variable_of
from surveykit.formats.program.mended import mended
from surveykit.formats.stata.dates import LEAP_SECONDS, kind_of, text_of, type_of
from surveykit.formats.stata.header import Header, header_of
from surveykit.formats.stata.languages import Languages, label_in, languages_in, values_in
from surveykit.problems import DefinitionError, FormatError, Place, Problem, Rule

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
    reading = _reading(path, meta, columns, header, used)
    if used and used != encoding:
        what = f"the letters are not in the encoding of release {header.release}; they were read as {used}"
        hint = f"look at a few labels; name another encoding with -O encoding=..., or this one: -O encoding={used}"
        odd = Problem(OTHER_ENCODING, what, hint=hint, severity="warning")
        return Reading(reading.dataset, (odd, *reading.problems))
    return reading


def _raw(path: Path, encoding: str, header: Header) -> tuple[Any, Cells, str]:
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


def _chunks(path: Path, encoding: str, header: Header) -> tuple[Any, Cells]:
    import pyreadstat

    asked: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True, "user_missing": True}
    asked |= {"encoding": encoding} if encoding else {}
    _, meta = pyreadstat.read_dta(path, metadataonly=True, **asked)
    columns = gathered(
        lambda start, most: pyreadstat.read_dta(path, row_offset=start, row_limit=most, **asked)[0],
        meta.readstat_variable_types,
        header.cases,
    )
    held = min((len(cells[0] if isinstance(cells, tuple) else cells) for cells in columns.values()), default=0)
    if held != header.cases and columns:
        what = f"the file is cut short: {held:,} of {header.cases:,} cases are there"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for the file again"))
    return meta, columns


def _reading(path: Path, meta: Any, columns: Cells, header: Header, used: str) -> Reading:
    import pyarrow as pa

    lists, languages = SharedLists(), languages_in(header)
    variables, arrays, problems = [], [], []
    for name in meta.column_names:
        variable, array, found = _variable(name, meta, columns[name], header, languages, used, lists)
        notes = "\n".join(header.notes(name, used))
        variables.append(variable.model_copy(update={"notes": notes}) if notes else variable)
        arrays.append(array)
        problems += found
    try:
        codebook = Codebook(
            name=path.stem,
            title=label_in(header, languages, "_dta", meta.file_label or "", used),
            languages=languages.names,
            variables=tuple(variables),
            lists=lists.by_name,
            notes=header.notes("_dta", used) or tuple(meta.notes or ()),
        )
    except DefinitionError as refusal:
        raise FormatError(refusal.problems) from None
    codebook, repaired = mended(codebook)
    table = pa.table(arrays, names=[v.name for v in variables])
    return Reading(Dataset(codebook, table), (*problems, *repaired))


def _variable(
    name: str, meta: Any, cells: Any, header: Header, languages: Languages, used: str, lists: SharedLists
) -> tuple[Variable, Any, list[Problem]]:
    stata = meta.original_variable_types.get(name) or ""
    label = label_in(header, languages, name, meta.column_names_to_labels.get(name) or "", used)
    kind = meta.readstat_variable_types[name]
    if kind == "string":
        return Variable(name=name, label=label, type="text", formats={"stata": stata}), cells, []
    labels = values_in(header, languages, name, meta.variable_to_label.get(name, ""), meta.value_labels)
    found = re.fullmatch(r"%[-0]?\d+[.,](\d+)fc?", stata)
    raw = Raw(
        name,
        label,
        stata,
        cells[0],
        cells[1],
        {value_of(value): text for value, text in labels.items() if not isinstance(value, str)},
        {letter: text for letter, text in labels.items() if isinstance(letter, str)},
        int(found[1]) if found else None,
        kind in _WHOLE,
    )
    variable, array, problems = variable_of(raw, _PROGRAM, lists)
    if kind_of(stata) == LEAP_SECONDS:
        problems.append(Problem(LEAPING, "the times count leap seconds", Place(variable=name), severity="warning"))
    return variable, array, problems


_PROGRAM = Program("stata", type_of, text_of, BAD_DATE, LABELLED_DATE)
