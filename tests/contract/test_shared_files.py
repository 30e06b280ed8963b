"""Real files of the project's shared folder: each imports as its own library reads it, or is refused with a reason.

Run as a script it prints the table of results: `python tests/contract/test_shared_files.py`.
"""

import math
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from surveykit import formats
from surveykit.formats.base import located
from surveykit.formats.program import counted
from surveykit.formats.sas import read_transport
from surveykit.formats.spss.dates import text_of, type_of
from surveykit.formats.stata import read as stata
from surveykit.formats.stata.dates import count_of
from surveykit.problems import SurveykitError, shortened

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SPSS = sorted(p for p in SHARED.rglob("*") if p.suffix in {".sav", ".zsav", ".por"} and "crashers" not in p.parts)
STATA = sorted(SHARED.rglob("*.dta")) + sorted((SHARED.parent / "oracles").rglob("*.dta"))
SAS = sorted(p for p in SHARED.rglob("*") if p.suffix in {".sas7bdat", ".xpt", ".xpt5", ".xpt8"})
CRASHERS = sorted(SHARED.glob("crashers/*.sav"))
WORKBOOKS = sorted(p for p in SHARED.rglob("*") if p.suffix in {".xlsx", ".xls", ".ods"} and "crashers" not in p.parts)
TEXTS = sorted(p for p in SHARED.rglob("*") if p.suffix in {".csv", ".tsv"})

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


def named(path: Path) -> str:
    return str(path.relative_to(SHARED))


@pytest.mark.parametrize("path", SPSS, ids=named)
def test_spss_files_read_as_their_library_reads_them(path):
    import pyreadstat

    asked = {"output_format": "dict", "disable_datetime_conversion": True}
    if path.suffix == ".por":
        columns, meta = pyreadstat.read_por(path, **asked)
    else:
        columns, meta = pyreadstat.read_sav(path, user_missing=True, **asked)
    reading = formats.read(path)
    codebook, table = reading.dataset.codebook, reading.dataset.arrow()
    bad_dates = {(p.place.case, p.place.variable) for p in reading.problems if p.rule.code == "SK520"}
    assert list(codebook.names) == meta.column_names
    assert table.num_rows == len(next(iter(columns.values())))
    for name in meta.column_names:
        variable = codebook[name]
        assert str(variable.label) == (meta.column_names_to_labels[name] or "")
        assert labels_of(codebook, variable) == labels_in(meta, name)
        assert declared(variable) == declared_in(meta, name, variable)
        assert variable.measure == meta.variable_measure[name] or meta.variable_measure[name] == "unknown"
        for row, (was, now) in enumerate(zip(columns[name], table.column(name).to_pylist(), strict=True)):
            assert same(was, now, meta.original_variable_types[name]) or (str(row + 1), name) in bad_dates


@pytest.mark.parametrize("path", STATA, ids=lambda path: path.name)
def test_stata_files_read_as_another_library_reads_them(path):
    import pandas as pd

    with pd.io.stata.StataReader(path, convert_missing=True, convert_dates=False, convert_categoricals=False) as reader:
        table, labels = reader.read(), reader.variable_labels()
    reading = formats.read(path)
    codebook, columns = reading.dataset.codebook, reading.dataset.arrow()
    assert list(codebook.names) == list(table.columns)
    for name in codebook.names:
        variable = codebook[name]
        assert str(variable.label) == labels[name]
        for was, now in zip(table[name], columns.column(name).to_pylist(), strict=True):
            if isinstance(was, pd.io.stata.StataMissingValue):
                assert now is None if was.string == "." else variable.emptiness.reason(now) is not None
            elif variable.type in {"number", "text"}:
                assert now == (was if was != "" else None)
            else:
                assert count_of(now, variable.formats["stata"]) == was


@pytest.mark.parametrize("path", STATA, ids=lambda path: path.name)
def test_stata_files_are_the_same_in_parts_of_a_few_cases(path, monkeypatch):
    whole = stata.read(path)
    monkeypatch.setattr(stata, "_BYTES_AT_ONCE", 0)
    monkeypatch.setattr(stata, "_LEAST_AT_ONCE", 2)
    parts = stata.read(path)
    assert parts.dataset.arrow().equals(whole.dataset.arrow())
    assert parts.dataset.codebook == whole.dataset.codebook
    assert parts.problems == whole.problems


@pytest.mark.parametrize("path", SAS, ids=named)
def test_sas_files_read_as_another_library_reads_them(path):
    import pyreadstat

    read = pyreadstat.read_sas7bdat if path.suffix == ".sas7bdat" else pyreadstat.read_xport
    columns, meta = read(path, output_format="dict", disable_datetime_conversion=True)
    reading = formats.read(path)
    codebook, table = reading.dataset.codebook, reading.dataset.arrow()
    bad_dates = {(p.place.case, p.place.variable) for p in reading.problems if p.rule.code == "SK611"}
    assert list(codebook.names) == meta.column_names
    assert str(codebook.title) == (meta.file_label or "")
    for name in meta.column_names:
        variable = codebook[name]
        assert str(variable.label) == (meta.column_names_to_labels[name] or "")
        assert variable.formats.get("sas", "") == (meta.original_variable_types[name] or "")
        for row, (was, now) in enumerate(zip(columns[name], table.column(name).to_pylist(), strict=True)):
            if was is None or was == "":
                assert now is None
            elif variable.type in {"number", "text"}:
                assert now == was
            elif (str(row + 1), name) not in bad_dates:
                assert since_1960(now, variable.type) == was


@pytest.mark.parametrize("path", SAS, ids=named)
def test_sas_files_in_small_parts_are_the_files_whole(path, monkeypatch):
    whole, format_ = formats.read(path), formats.format_of(path)
    monkeypatch.setattr(counted, "_CELLS_AT_ONCE", 0)
    monkeypatch.setattr(counted, "_LEAST", 7)
    monkeypatch.setattr(read_transport, "_BYTES_AT_ONCE", 1000)
    parts = format_.read(path, format_.options())
    assert parts.dataset.codebook == whole.dataset.codebook
    assert parts.dataset.arrow().equals(whole.dataset.arrow())
    assert shortened(located(parts.problems, path)) == whole.problems


def since_1960(text, type_):
    return seconds_of_time(text) if type_ == "time" else days_of(text) if type_ == "date" else seconds_of(text)


def seconds_of_time(text):
    hours, minutes, seconds = map(float, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def days_of(text):
    return (date.fromisoformat(text) - date(1960, 1, 1)).days


def seconds_of(text):
    return (datetime.fromisoformat(text) - datetime(1960, 1, 1)).total_seconds()  # noqa: DTZ001 - a clock without zone


def labels_of(codebook, variable):
    return {
        str(c.value): str(c.label) or str(c.value) for c in (*(codebook.codes_of(variable) or ()), *variable.missing)
    }


def labels_in(meta, name):
    labels = {plain(value): label for value, label in meta.variable_value_labels.get(name, {}).items()}
    for pair in meta.missing_ranges.get(name, ()):
        if pair["lo"] == pair["hi"]:
            labels.setdefault(plain(pair["lo"]), plain(pair["lo"]))
    return labels


def declared(variable):
    """Which of some numbers count as missing."""
    probes = [*range(-1005, 1005), 1999, 2000, 2500, 3000, 3001]
    return {value for value in probes if variable.emptiness.reason(value) is not None}


def declared_in(meta, name, variable):
    if variable.type != "number":
        return set()
    pairs = meta.missing_ranges.get(name, ())
    probes = [*range(-1005, 1005), 1999, 2000, 2500, 3000, 3001]
    return {value for value in probes if any(pair["lo"] <= value <= pair["hi"] for pair in pairs)}


def plain(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def same(was, now, spss):
    if was is None or was == "" or (isinstance(was, float) and math.isnan(was)):
        return now is None
    type_ = "text" if isinstance(was, str) else type_of(spss)
    if type_ in {"date", "datetime", "time"}:
        return now == text_of(was, type_, days=spss.startswith("DTIME"))
    return was == now


def test_multiple_response_sets_of_a_real_file():
    codebook = formats.read(SHARED / "spss_edge" / "pyreadstat" / "simple_alltypes.sav").dataset.codebook
    sets = {s.name: s for s in codebook.sets}
    assert sets["mymrset"].variables == ("bool1", "bool2", "bool3")
    assert (sets["mymrset"].counted, str(sets["mymrset"].label)) == (1, "My multiple response set")
    assert sets["categorical_array"].kind == "categories"


@pytest.mark.parametrize("path", CRASHERS, ids=named)
def test_crashers_are_refused_with_little_memory(path):
    script = """
import resource, sys
from pathlib import Path
from surveykit import formats
from surveykit.problems import FormatError
try:
    formats.read(Path(sys.argv[1]))
except FormatError as refusal:
    # the process's own peak from /proc: getrusage starts from the peak of the process that started it
    own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(refusal.problems[0].rule.code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, own)
"""
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    rule, *kilobytes = done.stdout.split()
    assert rule in {"SK506", "SK507"}
    assert max(map(int, kilobytes)) < 400_000


@pytest.mark.parametrize("path", [*WORKBOOKS, *TEXTS], ids=named)
def test_tables_are_read_or_refused_with_a_reason(path):
    refusal = None
    try:
        reading = formats.read(path)
    except SurveykitError as refused:
        refusal = refused
    if refusal is not None:
        assert all(p.what and str(path) in p.place.file for p in refusal.problems)
        return
    table = reading.dataset.arrow()
    assert tuple(table.column_names) == reading.dataset.codebook.names
    assert all(str(path) in p.place.file for p in reading.problems)


TWINS = sorted(
    p for p in SHARED.glob("excel_messy/**/*") if p.suffix in {".xls", ".ods"} and p.with_suffix(".xlsx").is_file()
)


@pytest.mark.parametrize("path", TWINS, ids=named)
def test_a_workbook_reads_the_same_in_its_other_kind(path):
    here, there = formats.read(path).dataset, formats.read(path.with_suffix(".xlsx")).dataset
    assert here.codebook.names == there.codebook.names
    assert here.arrow().equals(there.arrow())


def test_a_workbook_at_which_its_reader_panics_is_refused():
    with pytest.raises(SurveykitError) as refusal:
        formats.read(SHARED / "crashers" / "calamine_panic_truncated.xls")
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK506"]


def result(path: Path) -> str:
    """One row of the table of results."""
    try:
        reading = formats.read(path)
    except SurveykitError as refusal:
        problem = refusal.problems[0]
        return f"| {named(path)} | | | | refused: {problem.rule.code} {problem.what} |"
    codebook, cases = reading.dataset.codebook, reading.dataset.arrow().num_rows
    labelled = sum(1 for v in codebook if v.codes or any(c.label for c in v.missing))
    missing = sum(1 for v in codebook if v.missing or v.missing_ranges)
    said = ", ".join(dict.fromkeys(f"{p.rule.code} {p.severity}" for p in reading.problems))
    return f"| {named(path)} | {cases} x {len(codebook.variables)} | {labelled} | {missing} | read {said} |"


def main() -> None:
    sys.stdout.write("| file | cases x variables | variables with value labels | with missing codes | result |\n")
    sys.stdout.write("|---|---|---|---|---|\n")
    for path in (*CRASHERS, *SPSS, *STATA, *SAS, *WORKBOOKS, *TEXTS):
        sys.stdout.write(result(path) + "\n")


if __name__ == "__main__":
    main()
