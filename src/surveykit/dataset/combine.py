"""Bringing files together: each one put into the codes of a codebook, and several stacked into one dataset."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.merge import MISSING_AND_VALID, OTHER_LABEL, contradictions, merged
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.translate import CaseOf, Cells, ticked, translated, typed
from surveykit.dataset.written import text_of
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, listed, shortened

if TYPE_CHECKING:
    import pyarrow as pa

NOT_IN_CODEBOOK = Rule(
    "SK434",
    "Columns of the file are not in the codebook",
    "They are kept under their own names, with what the file says of them.",
    "a column `StartDate` added by the survey program",
    "Nothing to mend if they are not answers; otherwise correct the name.",
)
NOT_IN_FILE = Rule(
    "SK435",
    "Variables of the codebook are not in the file",
    "They are blank for every case of the file.",
    "an instrument with `size` and a file without it",
    "Correct the column's name if it has another.",
)
NOTHING_KNOWN = Rule(
    "SK729",
    "No column of the file is a variable of the codebook",
    "Every answer is then blank, although the file holds answers.",
    "the file of one survey, and the instrument of another",
    "Look whether it is the right instrument; columns that are called otherwise are matched with --propose.",
)

_RECODE = "recode the variable in the source, or give it another name there"


@dataclass(slots=True)
class _Work:
    """What is gathered while a file is put into the codes of a codebook."""

    case: CaseOf
    columns: "dict[str, Cells | pa.ChunkedArray]" = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def conform(dataset: Dataset, codebook: Codebook) -> tuple[Dataset, tuple[Problem, ...]]:
    """A dataset in the names and codes of a codebook, its variables first, and what did not fit.

    Names are matched whatever their case. Labels in any language become codes; a multiple-response question
    in one column becomes its 0/1 columns; what the codebook does not know is kept; what the file has not is
    blank. Values that are no codes are kept and reported; texts in a column of numbers are left blank and reported.

    Raises:
        DataError: SK321, labels of the file say that its codes mean something else; each such variable.
    """
    table = dataset.arrow()
    held = _headings(dataset.codebook) | {name.casefold(): name for name in dataset.codebook.names}
    work = _Work(_case_names(dataset, codebook, held))
    for variable in codebook:
        if name := held.get(variable.name.casefold()):
            _take(dataset, name, table.column(name), variable, codebook, work)
    if contrary := [problem for problem in work.problems if problem.rule == OTHER_LABEL]:
        raise DataError(replace(problem, hint=_RECODE) for problem in contrary)
    for question in codebook.sets:
        name = held.get(question.name.casefold())
        if name and name not in work.used and _can_split(question, work):
            columns, problems = ticked(table.column(name).to_pylist(), question, codebook, work.case)
            work.columns |= columns
            work.problems += problems
            work.used.add(name)
    id_ = codebook.role("id")
    if table.num_rows and table.num_columns > len(work.used) and not work.columns.keys() - {id_.name if id_ else ""}:
        what = f"no column is a variable of '{codebook.name}'; all of them are blank"
        work.problems.append(Problem(NOTHING_KNOWN, what, hint=NOTHING_KNOWN.mend))
    absent = [v.name for v in codebook if v.name not in work.columns and v.origin.kind != "computed"]
    for variable in codebook:
        work.columns.setdefault(variable.name, [None] * table.num_rows)
    if absent and table.num_columns:
        work.problems.append(Problem(NOT_IN_FILE, f"not in the file, left blank: {listed(absent)}", severity="note"))
    return _assembled(dataset, codebook, table, work), shortened(work.problems)


def _headings(codebook: Codebook) -> dict[str, str]:
    """The variables by the headings their names were made of, such as `Sepal.Length` of Sepal_Length."""
    said = ((str(variable.label), variable.name) for variable in codebook)
    return {label.casefold(): name for label, name in said if re.sub(r"\W+", "_", label).strip("_") == name}


def _take(
    dataset: Dataset, name: str, column: "pa.ChunkedArray", variable: Variable, codebook: Codebook, work: _Work
) -> None:
    """One column of the file as one variable of the codebook."""
    found = dataset.codebook[name]
    own = {code.value: str(code.label) for code in (*(dataset.codebook.codes_of(found) or ()), *found.missing)}
    mine, theirs = tuple(codebook.codes_of(variable) or ()), tuple(dataset.codebook.codes_of(found) or ())
    if found.type == variable.type:
        work.problems += contradictions(variable, mine, found, theirs)
        variable = _with_missing_of(variable, found, codebook)
    else:
        alike = ((code, typed(code.value, variable)) for code in theirs)
        theirs = tuple(code.model_copy(update={"value": value}) for code, value in alike if value is not None)
        work.problems += contradictions(variable, mine, variable, theirs)
    cells, problems = translated(column, variable, codebook, own, work.case)
    work.variables[variable.name] = variable
    work.columns[variable.name] = cells
    work.problems += problems
    work.used.add(name)


def _with_missing_of(variable: Variable, found: Variable, codebook: Codebook) -> Variable:
    """The variable with the missing codes only the file declares; a code that is a choice stays one."""
    known = {code.value for code in (*(codebook.codes_of(variable) or ()), *variable.missing)}
    more = tuple(code for code in found.missing if code.value not in known)
    ranges = tuple(dict.fromkeys((*variable.missing_ranges, *found.missing_ranges)))
    formats = {**found.formats, **variable.formats}
    update = {"missing": (*variable.missing, *more), "missing_ranges": ranges, "formats": formats}
    return variable.model_copy(update=update)


def _can_split(question: ResponseSet, work: _Work) -> bool:
    members = question.kind == "dichotomies" and len(question.choices) == len(question.variables)
    return members and not any(name in work.columns for name in question.variables)


def _case_names(dataset: Dataset, codebook: Codebook, held: dict[str, str]) -> CaseOf:
    """How a case is called in a problem: by its id, or by its row."""
    known = codebook.role("id") or dataset.codebook.role("id")
    name = held.get(known.name.casefold()) if known else None
    if name is None:
        return lambda row: str(row + 1)
    ids: list[Value | None] = dataset.arrow().column(name).to_pylist()

    def called(row: int) -> str:
        identity = ids[row]
        return str(row + 1) if identity is None else text_of(identity)

    return called


def _assembled(dataset: Dataset, codebook: Codebook, table: "pa.Table", work: _Work) -> Dataset:
    """The codebook's variables, then what only the file has, with its own lists and sets."""
    import pyarrow as pa

    extra = [name for name in dataset.codebook.names if name not in work.used]
    strange = [name for name in extra if dataset.codebook[name].origin.kind != "paradata"]
    if strange:
        what = f"not in the codebook, kept as they are: {listed(strange)}"
        work.problems.append(Problem(NOT_IN_CODEBOOK, what, severity="note"))
    variables = tuple(work.variables.get(v.name, v) for v in codebook)
    both, _ = merged(codebook.model_copy(update={"variables": variables}), dataset.codebook.select(extra))
    columns = [_arrow(v, work.columns[v.name]) for v in variables]
    columns += [table.column(name) for name in extra]
    return Dataset(both, pa.table(columns, names=[*(v.name for v in variables), *extra]))


def _arrow(variable: Variable, cells: "Cells | pa.ChunkedArray") -> "pa.Array | pa.ChunkedArray":
    """The cells in the type of the variable: whole numbers where they are, and its codes or decimals say so."""
    import pyarrow as pa

    if isinstance(cells, pa.ChunkedArray):
        return _column(variable, cells)
    if variable.type != "number":
        return pa.array(cells, pa.string())
    if (variable.decimals == 0 or variable.codes) and all(isinstance(cell, int) for cell in cells if cell is not None):
        return pa.array(cells, pa.int64())
    return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())


def _column(variable: Variable, column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    """A column that needs no translation, in the type of the variable."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if variable.type != "number":
        return column.cast(pa.string())
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        column = column.cast(pa.float64())  # a column of blanks has no type of its own
    wanted = variable.decimals == 0 or variable.codes is not None
    if wanted and pa.types.is_floating(column.type):
        whole = pc.all(pc.and_(pc.equal(column, pc.round(column)), pc.less(pc.abs(column), 2**53))).as_py()
        return column if whole is False else column.cast(pa.int64())
    return column if wanted else column.cast(pa.float64(), safe=False)


def stack(datasets: Sequence[Dataset]) -> tuple[Dataset, tuple[Problem, ...]]:
    """Cases of several datasets under one another; a variable one of them has not is blank for its cases.

    The problems tell where their codebooks contradict each other.
    """
    import pyarrow as pa

    if len(datasets) == 1:
        return datasets[0], ()
    problems: list[Problem] = []
    codebook = datasets[0].codebook
    for dataset in datasets[1:]:
        codebook, found = merged(codebook, dataset.codebook)
        problems += found
    tables = [_as_in(codebook, dataset) for dataset in datasets]
    for dataset, table in zip(datasets, tables, strict=True):
        problems += _missing_elsewhere(codebook, dataset, table)
    columns = []
    for variable in codebook:
        parts = [table[variable.name] for table in tables]
        kind = pa.string() if variable.type != "number" else _common(parts)
        columns.append(pa.chunked_array([chunk.cast(kind) for part in parts for chunk in part.chunks], kind))
    return Dataset(codebook, pa.table(columns, names=list(codebook.names))), shortened(problems)


def _missing_elsewhere(codebook: Codebook, dataset: Dataset, table: "dict[str, pa.ChunkedArray]") -> Iterator[Problem]:
    """Values of a dataset that become missing because another dataset declares them so."""
    import pyarrow as pa
    import pyarrow.compute as pc

    of = {variable.name.casefold(): variable for variable in codebook}
    for found in dataset.codebook:
        variable = of[found.name.casefold()]
        known = {text_of(code.value) for code in (*found.missing, *(dataset.codebook.codes_of(found) or ()))}
        codes = [code.value for code in variable.missing if text_of(code.value) not in known]
        ranges = [r for r in variable.missing_ranges if r not in found.missing_ranges]
        if not codes and not ranges:
            continue
        kind = pa.float64() if variable.type == "number" else pa.string()
        column = table[variable.name].cast(kind, safe=False)
        near = pc.is_in(column, pa.array(codes, kind))
        for r in ranges:
            within = (pc.greater_equal(column, -inf if r.low is None else r.low),
                      pc.less_equal(column, inf if r.high is None else r.high))  # fmt: skip
            near = pc.or_kleene(near, pc.and_(*within))
        counts = pc.value_counts(column.filter(near)).to_pylist()
        for held in counts:
            value, times = held["values"], held["counts"]
            if value is not None and found.emptiness.reason(value) is None and text_of(value) not in known:
                what = f"{text_of(value)} is missing in one file and a value of another ({times} case"
                what += f"{'s' if times != 1 else ''}); it is missing in both now"
                yield Problem(MISSING_AND_VALID, what, Place(variable=variable.name), MISSING_AND_VALID.mend)


def _as_in(codebook: Codebook, dataset: Dataset) -> "dict[str, pa.ChunkedArray]":
    """The columns by the names of the common codebook, numbers as texts where it says so, blanks where none are."""
    import pyarrow as pa

    table = dataset.arrow()
    held = {name.casefold(): name for name in dataset.codebook.names}
    columns = {}
    for variable in codebook:
        name = held.get(variable.name.casefold())
        if name is None:
            columns[variable.name] = pa.chunked_array([pa.nulls(table.num_rows)])
        elif variable.type != "number" and dataset.codebook[name].type == "number":
            texts = [None if cell is None else text_of(cell) for cell in table.column(name).to_pylist()]
            columns[variable.name] = pa.chunked_array([pa.array(texts, pa.string())])
        else:
            columns[variable.name] = table.column(name)
    return columns


def _common(parts: "list[pa.ChunkedArray]") -> "pa.DataType":
    import pyarrow as pa

    fractions = any(pa.types.is_floating(part.type) for part in parts)
    whole = any(pa.types.is_integer(part.type) for part in parts)
    return pa.float64() if fractions or not whole else pa.int64()
