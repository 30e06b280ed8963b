"""Writing .sav and .zsav files: what SPSS can hold, in the form SPSS expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.reasons import label_written
from surveykit.codebook.variable import Type, Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import Carries, Naming, Room
from surveykit.formats.fitting import cut, plain_names
from surveykit.formats.losses import CHANGED, Contents, contents_of, fitted_missing, number_in
from surveykit.formats.spss.attributes import record_of
from surveykit.formats.spss.dates import format_of, kind_of, seconds_of, type_of
from surveykit.formats.spss.describe import choices_in
from surveykit.formats.spss.header import VARIABLE_ATTRIBUTES, extension, header_of, inserted
from surveykit.formats.spss.notes import WIDTH, folded, unfolded
from surveykit.missing import Value
from surveykit.problems import FormatError, Problem, listed
from surveykit.whole import CANNOT_WRITE

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = Naming(64, signs=".@#$", first="@", reserved="(?i)all|and|by|eq|ge|gt|le|lt|ne|not|or|to|with")
CARRIES = Carries(
    facts=frozenset({"type", "label", "measure", "decimals", "role", "title", "sets", "notes"}),
    value_labels=True,
    missing=Room(codes=3, ranges=1, beside=1),
    missing_texts=Room(codes=3),
    missing_text_bytes=8,
    names=NAMES,
    longest_label=256,
    longest_value_label=120,
    text_bytes=32_767,
    trailing_blanks=False,
    lost_characters=r"\x00",
    infinite=False,
    long_integers=False,
)
_MR_SETS = 7  # the subtype of the extension record of response sets
_FILE_LABEL = 64


def remarks(dataset: Dataset, language: str) -> Iterator[Problem]:
    """What a .sav loses beside the common losses: roles, odd dates, codes of response sets, long titles and notes."""
    codebook = dataset.codebook
    roles = [v.name for v in codebook if v.role not in {None, "weight"}]
    if roles:
        yield _changed(f"the roles of {listed(roles)} are not written; SPSS knows the weight only")
    table = dataset.arrow()
    odd = [v.name for v in codebook if _dated(v) and not _is_dated(v, table.column(v.name))]
    if odd:
        yield _changed(f"not all of {listed(odd)} are full dates or times; they are written as texts")
    mixed = [v.name for v in codebook if v.type == "time" and v.name not in odd and _mixed(v, table.column(v.name))]
    if mixed:
        yield _changed(f"times of more than a day are written in one form: {listed(mixed)}")
    for s in codebook.sets:
        if s.kind == "dichotomies" and s.choices and s.choices != choices_in(s.variables):
            yield _changed(f"which code each column of the set '{s.name}' stands for is not written")
    if len(codebook.title.into(language).encode()) > _FILE_LABEL:
        yield _changed(f"the title is cut to {_FILE_LABEL} bytes")
    if unfolded(folded(codebook.notes)) != codebook.notes:
        yield _changed(f"notes are folded into lines of {WIDTH} bytes")


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _dated(variable: Variable) -> bool:
    return variable.type not in {"number", "text"}


@dataclass(frozen=True, slots=True)
class Written:
    """One variable as the writer wants it."""

    cells: Any
    format: str
    labels: dict[Any, str]
    missing: list[Any]


def write(dataset: Dataset, path: Path, language: str = "") -> None:
    """Write a .sav, or a .zsav where the suffix says so.

    Raises:
        FormatError: SK509, the writer refused.
    """
    import pandas as pd
    import pyreadstat

    codebook, table, contents = dataset.codebook, dataset.arrow(), contents_of(dataset, CARRIES)
    names = plain_names(codebook.names, NAMES)
    columns = {names[v.name]: written(codebook, v, table.column(v.name), contents, language) for v in codebook}
    frame = pd.DataFrame({name: column.cells for name, column in columns.items()})
    packed = path.suffix.lower() == ".zsav"
    try:
        pyreadstat.write_sav(
            frame,
            path,
            file_label=cut(codebook.title.into(language), _FILE_LABEL),
            column_labels=[cut(v.label.into(language), CARRIES.longest_label) or None for v in codebook],
            note=list(folded(codebook.notes)),
            compress=packed,
            row_compress=not packed,
            variable_value_labels={name: dict(column.labels) for name, column in columns.items() if column.labels},
            missing_ranges={name: column.missing for name, column in columns.items() if column.missing},
            variable_measure={names[v.name]: v.measure for v in codebook},
            variable_format={name: column.format for name, column in columns.items() if column.format},
        )
        _add(path, codebook, names, language)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as failure:
        raise FormatError(Problem(CANNOT_WRITE, f"cannot be written: {str(failure).lower()}")) from None


def written(
    codebook: Codebook, variable: Variable, column: "pa.ChunkedArray", contents: Contents, language: str
) -> Written:
    """A variable with its cells, format, labels and missing values in the way of SPSS."""
    fitted = fitted_missing(codebook, variable, CARRIES, contents[variable.name])
    missing: list[Any] = [*({"lo": lo, "hi": hi} for lo, hi in fitted.ranges), *fitted.codes]
    labels = {code.value: code.label.into(language) or str(code.value) for code in codebook.codes_of(variable) or ()}
    labels |= {code.value: label_written(code, language) for code in variable.missing}
    labels = {value: cut(label, CARRIES.longest_value_label) for value, label in labels.items()}
    known = variable.formats.get("spss", "")
    if variable.type == "number":
        return Written(_numbers(column), _number_format(variable, known), labels, missing)
    if _dated(variable) and _is_dated(variable, column):
        numbers = {number_in(value): label for value, label in labels.items() if number_in(value) is not None}
        texts = [text for text in column.to_pylist() if text is not None]
        seconds = [_seconds(text, variable.type, labels) for text in column.to_pylist()]
        return Written(_floats(seconds), format_of(variable.type, texts, known), numbers, missing)
    if _dated(variable):
        missing = [str(code.value) for code in variable.missing][: CARRIES.missing_texts.codes]
    return Written(_texts(column), "", {str(value): label for value, label in labels.items()}, missing)


def _is_dated(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether every value is a full date or time, or a missing code that is a whole number."""
    import pyarrow.compute as pc

    gone = {str(code.value): number_in(code.value) for code in variable.missing}
    unlike = (text for text in pc.unique(column).to_pylist() if text is not None)
    return all(gone.get(text) is not None or seconds_of(text, variable.type) is not None for text in unlike)


def _mixed(variable: Variable, column: "pa.ChunkedArray") -> bool:
    """Whether some times count their days and some only their hours."""
    texts = [text for text in column.to_pylist() if text is not None]
    days = kind_of(format_of("time", texts, variable.formats.get("spss", ""))) == "DTIME"
    seconds = {text: seconds_of(text, "time") for text in set(texts)}
    return any(s is not None and abs(s) >= 86_400 and (" " in text) != days for text, s in seconds.items())


def _seconds(text: str | None, type_: Type, codes: Mapping[Value, str]) -> float | None:
    if text is None:
        return None
    number = number_in(text) if text in codes else None
    return seconds_of(text, type_) if number is None else float(number)


def _numbers(column: "pa.ChunkedArray") -> Any:
    import numpy as np
    import pyarrow as pa

    values = np.array(column.cast(pa.float64(), safe=False).to_numpy())
    values[np.isinf(values)] = np.nan
    return values


def _floats(values: list[float | None]) -> Any:
    import numpy as np

    return np.array(values, dtype=np.float64)


def _texts(column: "pa.ChunkedArray") -> Any:
    import pandas as pd

    texts = [
        None if text is None else cut(text.replace("\0", "").rstrip(" "), CARRIES.text_bytes)
        for text in column.to_pylist()
    ]
    return pd.array(texts, dtype="str")


def _number_format(variable: Variable, known: str) -> str:
    if known and type_of(known) == "number" and not known.upper().startswith("A"):
        return known
    if variable.decimals is None:
        return "F8.2"
    return "F8.0" if variable.decimals == 0 else f"F{10 + variable.decimals}.{variable.decimals}"


def _add(path: Path, codebook: Codebook, names: Mapping[str, str], language: str) -> None:
    """Add what the writer knows nothing of: response sets, the weight, SPSS's own roles and attributes."""
    weight = codebook.role("weight")
    attributes = record_of({names[v.name]: v.formats for v in codebook})
    if not codebook.sets and weight is None and not attributes:
        return
    header = header_of(path)
    shorts = {long: short for short, long in header.long_names.items()}
    lines = [_set_line(s, [shorts.get(names[v], names[v]) for v in s.variables], language) for s in codebook.sets]
    records = extension(header.order, _MR_SETS, b"".join(lines)) if lines else b""
    records += extension(header.order, VARIABLE_ATTRIBUTES, attributes) if attributes else b""
    inserted(path, records, names[weight.name] if weight else "")


def _set_line(s: ResponseSet, members: list[str], language: str) -> bytes:
    label = s.label.into(language).encode()
    counted = str(s.counted).encode()
    kind = b"D%d %s" % (len(counted), counted) if s.kind == "dichotomies" else b"C"
    name = next(iter(plain_names([s.name], replace(NAMES, most=63)).values()))
    return b"$%s=%s %d %s %s\n" % (name.encode(), kind, len(label), label, " ".join(members).lower().encode())
