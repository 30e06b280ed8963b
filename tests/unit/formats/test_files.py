"""What a file seems to be, and writing it whole or not at all."""

import subprocess
import sys

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.formats.files import refuse_overwriting, seems
from surveykit.problems import FormatError
from surveykit.whole import written_whole


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ""),
        (b"a,b\n", "a text file"),
        ("ø".encode("utf-16"), "a text file"),
        (b"  <!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?>", "an XML file"),
        (b"\x00\x01", "a binary file of an unknown kind"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"<stata_dta><header>", "a Stata file (.dta)"),
        (b"PK\x05\x06" + bytes(18), "a zip archive"),
        (b"PK\x03\x04", "a damaged zip archive"),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path, content, words):
    path = tmp_path / "x"
    path.write_bytes(content)
    assert seems(path) == words


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("before")
    with pytest.raises(FormatError), written_whole(path) as partial:
        (partial.write_text("half"), tmp_path.joinpath("nowhere").read_text())
    assert [child.name for child in tmp_path.iterdir()] == ["x.csv"]
    assert path.read_text() == "before"
    with written_whole(path) as partial:
        assert partial.suffix == ".csv"
        partial.write_text("after")
    assert path.read_text() == "after"


def test_an_input_is_never_written_over(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a")
    link = tmp_path / "y.csv"
    link.symlink_to(path)
    with pytest.raises(FormatError, match="SK516"):
        refuse_overwriting(link, [path])
    refuse_overwriting(tmp_path / "new.csv", [path])


def test_an_unknown_suffix_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(FormatError, match=r"SK501 no format has the suffix '.xslx'\n    hint: did you mean '.xlsx'"):
        formats.read(tmp_path / "x.xslx")
    with pytest.raises(FormatError, match=r"suffix '.yaml'\n    hint: data are asked for here; .* --instrument"):
        formats.read(tmp_path / "form.yaml")
    with pytest.raises(FormatError, match="SK501 the file has no suffix"):
        formats.read(tmp_path / "x")


def test_a_folder_is_called_one_whatever_its_suffix(tmp_path):
    (tmp_path / "data.csv").mkdir()
    for folder in (tmp_path, tmp_path / "data.csv"):
        with pytest.raises(
            FormatError, match=r"SK508 this is a folder without any .parquet file\n    hint: name a file in it"
        ):
            formats.read(folder)


def test_a_format_that_is_read_only_says_so(firms, tmp_path):
    with pytest.raises(FormatError, match=r"SK502 \.por can be read, not written"):
        formats.write(firms, tmp_path / "x.por")


def test_reading_a_parquet_file_imports_no_other_format(tmp_path):
    path = tmp_path / "a.parquet"
    formats.write(Dataset(Codebook(variables=(Variable(name="a"),)), pa.table({"a": [1]})), path)
    others = "{'spss', 'excel', 'delimited', 'worker', 'losses', 'columns'}"
    code = f"import sys; from pathlib import Path; from surveykit import formats; formats.read(Path({str(path)!r})); "
    code += f"print({others} & {{m.split('.')[2] for m in sys.modules if m.startswith('surveykit.formats.')}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def numbers(*values, type_=None):
    return Dataset(Codebook(variables=(Variable(name="n"),)), pa.table({"n": pa.array(values, type_ or pa.float64())}))


@pytest.mark.parametrize("suffix", [".parquet", ".feather", ".sav", ".xlsx", ".csv", ".json", ".xml"])
def test_no_file_holds_nan_in_place_of_a_blank(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    formats.write(numbers(1.5, float("nan"), None), path)
    reading = formats.read(path)
    assert reading.dataset.arrow().column("n").to_pylist() == [1.5, None, None]
    target = tmp_path / "y.parquet"
    formats.into_parquet(path, target)
    assert formats.read(target).dataset.arrow().column("n").null_count == 2


@pytest.mark.parametrize("suffix", [".sav", ".dta", ".xpt", ".xlsx", ".ods", ".sps"])
def test_whole_numbers_too_long_for_a_double_are_told(suffix, tmp_path):
    dataset = numbers(2**63 - 1, -(2**63), 1, type_=pa.int64())
    told = formats.write(dataset, tmp_path / f"x{suffix}")
    assert any(p.rule.code == "SK515" and "above 2^53 lose their last digits" in p.what for p in told)
    with pytest.raises(FormatError, match="last digits"):
        formats.write(dataset, tmp_path / f"y{suffix}", strict=True)


@pytest.mark.parametrize("suffix", [".parquet", ".json", ".xml"])
def test_whole_numbers_too_long_for_a_double_come_back(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    assert formats.write(numbers(2**63 - 1, -(2**63) + 1, type_=pa.int64()), path) == ()
    assert formats.read(path).dataset.arrow().column("n").to_pylist() == [2**63 - 1, -(2**63) + 1]


@pytest.mark.parametrize("suffix", [".dta", ".xpt"])
def test_times_that_a_format_holds_in_another_form_are_told(suffix, tmp_path):
    variables = (Variable(name="at", type="datetime"), Variable(name="t", type="time"), Variable(name="d", type="date"))
    cells = {"at": ["2020-01-01T10:00:00.123456"], "t": ["12:00"], "d": ["2020-01-01"]}
    told = formats.write(Dataset(Codebook(variables=variables), pa.table(cells)), tmp_path / f"x{suffix}")
    assert ["to a thousandth of a second, and in full: 'at', 't'" in p.what for p in told].count(True) == 1


@pytest.mark.parametrize("suffix", [".dta", ".xpt", ".sav"])
def test_years_before_1000_come_back_as_texts(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    dataset = Dataset(Codebook(variables=(Variable(name="d", type="date"),)), pa.table({"d": ["0999-12-31"]}))
    assert any("written as texts" in p.what for p in formats.write(dataset, path))
    assert formats.read(path).dataset.arrow().column("d").to_pylist() == ["0999-12-31"]


def test_numbers_too_near_to_0_for_a_transport_file_are_told(tmp_path):
    told = formats.write(numbers(6.4e-218, 1.0), tmp_path / "x.xpt")
    assert "numbers below 5.4e-79 become 0: 'n'" in [p.what for p in told]
