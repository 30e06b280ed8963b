"""Writing an R script: codes stay codes, labels and missing values are attributes; a function makes factors of them.

No package is needed. The attributes are those that the package haven knows, which takes them for labelled vectors.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from surveykit.codebook.reasons import label_written
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.written import text_of
from surveykit.formats.base import ANY, Carries, Format, Options, written_only
from surveykit.formats.losses import CHANGED
from surveykit.formats.pair.cells import formula_remarks, write_cells
from surveykit.formats.pair.placed import data_beside
from surveykit.problems import Problem, listed

if TYPE_CHECKING:
    import pyarrow as pa

CARRIES: Final = Carries(
    facts=frozenset({"type", "label", "wording", "measure", "unit", "notes", "title"}),
    value_labels=True,
    missing=ANY,
    missing_texts=ANY,
    lost_characters=r"\x00",
)
DATA: Final = ".R.csv"
_EXACT: Final = 2**53
_FUNCTION: Final = """\
# answers(x): a variable with its missing codes as NA, and as a factor where its codes have labels
answers <- function(x) {
  values <- as.vector(unclass(x))
  attributes(values) <- NULL
  gone <- values %in% attr(x, "na_values")
  range <- attr(x, "na_range")
  for (i in seq_len(length(range) / 2))
    gone <- gone | (!is.na(values) & values >= range[2 * i - 1] & values <= range[2 * i])
  values[gone] <- NA
  labels <- attr(x, "labels")
  labels <- labels[!(labels %in% attr(x, "na_values"))]
  if (length(labels) == 0) return(values)
  rest <- setdiff(sort(unique(values)), labels)
  names <- make.unique(c(names(labels), as.character(rest)))
  factor(values, c(labels, rest), names, ordered = identical(attr(x, "measure"), "ordinal"))
}"""
_DAYS: Final = r"^\d{4}-\d\d-\d\d$"
_MOMENTS: Final = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$"


class SyntaxOptions(Options):
    """Options of .R: the language of the labels written."""

    language: str = ""  # the first of each label where it is not named


def quoted(text: str) -> str:
    r"""A text as R reads it whatever the language of the machine.

    Example:
        >>> print(quoted('Øl "nå"'))
        "\u00d8l \"n\u00e5\""
    """
    plain = re.sub("[\x00\ud800-\udfff]", "", text)
    return '"' + "".join(json.dumps(s)[1:-1] if s <= "\uffff" else f"\\U{ord(s):08x}" for s in plain) + '"'


def write(dataset: Dataset, path: Path, options: SyntaxOptions) -> None:
    """Write the script, and beside it the data."""
    data = data_beside(path, DATA)
    lines = _Script(dataset, options.language, data.name).all()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    write_cells(dataset.arrow(), data)


def remarks(dataset: Dataset, _options: SyntaxOptions) -> Iterator[Problem]:
    """What the script loses beside the common losses: why dates are missing, empty texts, digits of large numbers."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = dataset.arrow()
    dated = [v for v in dataset.codebook if _class(v, table.column(v.name))]
    gone = [v.name for v in dated if _codes_in(v, table.column(v.name))]
    if gone:
        yield _changed(f"missing codes of dates become NA: {listed(gone)}")
    texts = [
        v.name for v in dataset.codebook if v.type != "number" and pc.any(pc.equal(table.column(v.name), "")).as_py()
    ]
    if texts:
        yield _changed(f"empty texts become NA: {listed(texts)}")
    whole = [v.name for v in dataset.codebook if pa.types.is_integer(table.column(v.name).type)]
    large = [
        name for name in whole if max(abs(end.as_py() or 0) for end in pc.min_max(table.column(name)).values()) > _EXACT
    ]
    if large:
        yield _changed(f"numbers above 2^53 lose their last digits: {listed(large)}")
    yield from formula_remarks(dataset, None)


def _changed(what: str) -> Problem:
    return Problem(CHANGED, what, severity="warning")


def _codes_in(variable: Variable, column: "pa.ChunkedArray") -> set[str]:
    import pyarrow.compute as pc

    return {str(code.value) for code in variable.missing} & set(pc.unique(column).drop_null().to_pylist())


def _class(variable: Variable, column: "pa.ChunkedArray") -> str:
    """Date or POSIXct, where every cell is one or a missing code; "" where the column stays text."""
    import pyarrow.compute as pc

    pattern, name = {"date": (_DAYS, "Date"), "datetime": (_MOMENTS, "POSIXct")}.get(variable.type, ("", ""))
    found = set(pc.unique(column).drop_null().to_pylist()) - _codes_in(variable, column) if name else set()
    return name if all(re.match(pattern, cell) for cell in found) else ""


class _Script:
    """The script for one dataset."""

    def __init__(self, dataset: Dataset, language: str, data: str) -> None:
        self.codebook, self.language, self.data, self.table = dataset.codebook, language, data, dataset.arrow()

    def all(self) -> Iterator[str]:
        """All lines."""
        yield "# Written by surveykit. Run it in the folder of the data: source() gives the data frame `survey`."
        kinds = ("numeric" if v.type == "number" else "character" for v in self.codebook)
        yield f"survey <- read.csv({quoted(self.data)}, colClasses = {_vector(map(quoted, kinds))},"
        yield '  na.strings = "", encoding = "UTF-8", check.names = FALSE, blank.lines.skip = FALSE)'
        yield f"names(survey) <- {_vector(map(quoted, self.codebook.names))}"
        for number, variable in enumerate(self.codebook, 1):
            yield from self.variable(f"survey[[{number}]]", variable)
        if self.codebook.title:
            yield f'attr(survey, "label") <- {quoted(self.codebook.title.into(self.language))}'
        if self.codebook.notes:
            yield f'attr(survey, "notes") <- {_vector(map(quoted, self.codebook.notes))}'
        yield _FUNCTION

    def variable(self, place: str, variable: Variable) -> Iterator[str]:
        """Dates as dates, and the attributes of a variable."""
        made = _class(variable, self.table.column(variable.name))
        if made:
            yield f'{place}[!grepl("^[0-9]{{4}}-", {place})] <- NA'
            more = ', format = "%Y-%m-%dT%H:%M:%OS", tz = "UTC"' if made == "POSIXct" else ""
            yield f"{place} <- as.{made}({place}{more})"
        for name, text in (("label", variable.label), ("wording", variable.wording), ("unit", variable.unit)):
            if said := text.into(self.language):
                yield f'attr({place}, "{name}") <- {quoted(said)}'
        if variable.notes:
            yield f'attr({place}, "notes") <- {quoted(variable.notes)}'
        if not made:
            yield f'attr({place}, "measure") <- "{variable.measure}"'
            yield from self.codes(place, variable)

    def codes(self, place: str, variable: Variable) -> Iterator[str]:
        """The labels of codes, and what is missing."""
        codes = [(c.value, c.label.into(self.language)) for c in self.codebook.codes_of(variable) or ()]
        codes += [(c.value, label_written(c, self.language)) for c in variable.missing]
        names = _vector(quoted(label or text_of(value)) for value, label in codes)
        if codes:
            yield f'attr({place}, "labels") <- setNames({_vector(_value(value) for value, _ in codes)}, {names})'
        if variable.missing:
            yield f'attr({place}, "na_values") <- {_vector(_value(code.value) for code in variable.missing)}'
        if variable.missing_ranges:
            ends = [
                (span.low, "-Inf") if i == 0 else (span.high, "Inf") for span in variable.missing_ranges for i in (0, 1)
            ]
            said = _vector(text_of(end) if end is not None else open_ for end, open_ in ends)
            yield f'attr({place}, "na_range") <- {said}'
        if codes or variable.missing_ranges:
            kind = "double" if variable.type == "number" else "character"
            known = f'c("haven_labelled_spss", "haven_labelled", "vctrs_vctr", "{kind}")'
            yield f'if (requireNamespace("haven", quietly = TRUE)) class({place}) <- {known}'


def _value(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else text_of(value)


def _vector(parts: Iterable[str]) -> str:
    """A vector, in lines of a readable length."""
    rows, row = [], ""
    for part in parts:
        if row and len(row) + len(part) > 100:
            rows.append(row)
            row = ""
        row = f"{row}, {part}" if row else part
    return "c(" + ",\n  ".join([*rows, row]) + ")"


FORMAT = Format("r-syntax", (".r",), CARRIES, written_only, write, SyntaxOptions, remarks=remarks, beside=DATA)
