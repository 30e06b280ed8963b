"""Parts of SAS files: numbers of mainframes, letters of missing values, formats of dates, catalogues, transport files."""

import shutil
import struct
import subprocess
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.formats.program.marked import Marked
from surveykit.formats.sas.dates import decimals_of, parted, text_of, type_of, user_format
from surveykit.formats.sas.format import TRANSPORT
from surveykit.formats.sas.ibm import LARGEST, LEAST, numbers_in, raw_of
from surveykit.formats.sas.transport import Field, Table, table_in, written
from surveykit.problems import FormatError
from surveykit.text import Text


def dataset(*variables, lists=(), title="", **columns):
    lists = {codes.name: codes for codes in lists}
    return Dataset(Codebook(title=Text(title), variables=variables, lists=lists), pa.table(columns))


def through_ibm(numbers):
    numbers = np.array(numbers)
    back, letters = numbers_in(raw_of(Marked(numbers, np.zeros(len(numbers), dtype=np.uint8), False)))
    assert not letters.any()
    return back.tolist()


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False, min_value=-LARGEST, max_value=LARGEST).filter(
            lambda number: number == 0 or abs(number) >= LEAST
        ),
        min_size=1,
    )
)
def test_numbers_come_through_the_base_16_unchanged(numbers):
    assert through_ibm(numbers) == numbers


def test_a_number_too_large_is_missing_and_one_too_small_is_zero():
    assert np.isnan(through_ibm([1e76, float("inf"), float("-inf")])).all()
    assert through_ibm([1e-80]) == [0.0]


def test_mainframe_numbers_are_those_of_the_description():
    """The example of TS-140, and the signs of missing values."""
    raw = np.array([0x4210000000000000, 0xC110000000000000, 0x5F << 56, ord("A") << 56, ord("Z") << 56], dtype=">u8")
    numbers, letters = numbers_in(raw)
    assert numbers[:2].tolist() == [16.0, -1.0]
    assert "".join(map(chr, letters[2:])) == "_az"
    assert np.isnan(numbers[2:]).all()


@pytest.mark.parametrize(
    ("sas", "type_", "count", "text"),
    [
        ("DATE9", "date", 0, "1960-01-01"),
        ("MMDDYY10.", "date", 20_121, "2015-02-02"),
        ("DDMMYYP10", "date", -1, "1959-12-31"),
        ("YEAR4", "date", 22_281, "2021-01-01"),
        ("MONYY7.", "date", 365, "1960-12-31"),
        ("YYQ6", "date", 91, "1960-04-01"),
        ("NLDATE20.", "date", 1, "1960-01-02"),
        ("E8601DA10", "date", 1, "1960-01-02"),
        ("WEEKDATX29.", "date", 1, "1960-01-02"),
        ("DATETIME22.3", "datetime", 1.5, "1960-01-01T00:00:01.5"),
        ("E8601DT", "datetime", -86_401, "1959-12-30T23:59:59"),
        ("NLDATM", "datetime", 0, "1960-01-01T00:00:00"),
        ("TIME20.3", "time", 91_800, "25:30:00"),
        ("HHMM5.", "time", -3600, "-01:00:00"),
        ("TOD8", "time", 1, "00:00:01"),
        ("DATE9", "date", 1e9, None),
    ],
)
def test_counts_are_dates_by_their_format(sas, type_, count, text):
    assert (type_of(sas), text_of(count, sas), user_format(sas)) == (type_, text, "")


def test_formats_that_are_none_of_sas_are_looked_for_in_a_catalogue():
    assert [user_format(sas) for sas in ("WORKSHOP8.", "$GENDER", "yesno", "A1B")] == [
        "WORKSHOP",
        "$GENDER",
        "YESNO",
        "A1B",
    ]
    own = ["", "8.", "12", "BEST12", "COMMA12.2", "$6", "$CHAR20.", "Z5", "PERCENT8.1", "$HEX8", "DOLLAR10.2", "E12."]
    assert [user_format(sas) for sas in own] == [""] * len(own)
    assert parted("$char12.") == ("$CHAR", 12, 0)
    assert [decimals_of(sas) for sas in ("8.2", "F4", "BEST12", "COMMA9.1", "")] == [2, 0, None, 1, None]


def two_kinds():
    numbers = Variable(name="size", label=Text("Employees"), missing=standard_missing("number"), decimals=0)
    return dataset(
        numbers,
        Variable(name="share", decimals=1, measure="scale"),
        Variable(name="name", type="text", label=Text("Firm, " * 12)),
        Variable(name="founded", type="date"),
        title="Firms",
        size=[10, -9, -1, None],
        share=[0.5, 1e70, None, -2.5],
        name=["Øl", "", "a b", None],
        founded=["1999-12-31", None, "1900-01-01", "2024-02-29"],
    )


@pytest.mark.parametrize("suffix", [".xpt", ".xpt5"])
def test_another_reader_finds_the_same(tmp_path, suffix):
    path = tmp_path / f"x{suffix}"
    formats.write(two_kinds(), path)
    columns, meta = pyreadstat.read_xport(path, output_format="dict", disable_datetime_conversion=True)
    assert columns["size"] == [10.0, None, None, None]
    assert columns["share"] == [0.5, 1e70, None, -2.5]
    assert columns["name"] == ["Øl", "", "a b", ""]
    assert columns["founded"] == [14_609.0, None, -21_914.0, 23_435.0]
    assert meta.original_variable_types["founded"] == "YYMMDD10"
    assert meta.file_label == "Firms"
    assert meta.column_labels[0] == "Employees"
    assert meta.column_labels[2] == ("Firm, " * 12 if suffix == ".xpt" else ("Firm, " * 12)[:40]).strip()


@pytest.mark.parametrize("version", [5, 8])
def test_a_file_of_another_writer_is_read(tmp_path, version):
    import pandas as pd

    path = tmp_path / "x.xpt"
    table = pd.DataFrame({"a": [1.5, None, -1e-70], "t": ["ø", "", "xx"], "d": [0.0, 1.0, None]})
    labels = ["l" * (40 if version == 5 else 60), "short", None]
    more = {"variable_format": {"d": "DATE9."}, "file_label": "The label", "table_name": "TABLE"}
    pyreadstat.write_xport(table, path, column_labels=labels, file_format_version=version, **more)
    reading = formats.read(path)
    assert reading.problems == ()
    book = reading.dataset.codebook
    assert reading.dataset.arrow().to_pydict() == {
        "a": [1.5, None, -1e-70],
        "t": ["ø", None, "xx"],
        "d": ["1960-01-01", "1960-01-02", None],
    }
    assert ([str(v.label) for v in book], str(book.title)) == ([labels[0], "short", ""], "The label")


def test_the_version_decides_what_is_lost(tmp_path):
    data = dataset(
        Variable(name="a_long_name", label=Text("x" * 50), type="text"), a_long_name=["y" * 300 + " "], title="t" * 50
    )
    eight = " ".join(loss.what for loss in formats.lost(data, tmp_path / "x.xpt"))
    five = " ".join(
        loss.what for loss in formats.lost(data, tmp_path / "x.xpt", options_of(TRANSPORT, {"version": "5"}))
    )
    assert five == " ".join(loss.what for loss in formats.lost(data, tmp_path / "x.xpt5"))
    for words in ("variable labels are cut to 40 bytes", "texts are cut to 200 bytes", "'a_long_name -> a_long_n'"):
        assert words in five
        assert words not in eight
    for words in ("blanks at the end", "title is cut to 40 bytes"):
        assert words in five
        assert words in eight


def test_letters_of_missing_values_come_back_and_their_reasons_are_told(tmp_path):
    codes = (*standard_missing("number"), Code(value=97, missing="user_missing"))
    data = dataset(Variable(name="x", missing=codes, decimals=0), x=[1, -1, -7, -8, -9, 97, None])
    said = " ".join(loss.what for loss in formats.write(data, tmp_path / "x.xpt"))
    assert "why values are missing is not written: 'x'" in said
    assert "x 97 -> .e" in said
    back = formats.read(tmp_path / "x.xpt").dataset
    assert back.arrow().column("x").to_pylist() == [1, -1, -7, -8, -9, -105, None]
    assert set(back.codebook["x"].emptiness.codes) == {-1, -7, -8, -9, -105}


def test_all_27_missing_values_of_sas_have_a_place(tmp_path):
    codes = tuple(Code(value=-n, missing="user_missing") for n in range(200, 228))
    data = dataset(Variable(name="x", missing=codes), x=[1.0, *(-float(n) for n in range(200, 228))])
    losses = formats.write(data, tmp_path / "x.xpt")
    assert "x (-227)" in " ".join(loss.what for loss in losses if loss.rule.code == "SK511")
    back = formats.read(tmp_path / "x.xpt").dataset.codebook["x"].emptiness.codes
    assert len(back) == 27


def test_blank_cases_at_the_end_are_kept_in_version_8_and_told_in_version_5(tmp_path):
    data = dataset(Variable(name="t", type="text"), t=["a", None, None])
    assert not [loss for loss in formats.write(data, tmp_path / "x.xpt") if loss.rule.code == "SK515"]
    assert formats.read(tmp_path / "x.xpt").dataset.arrow().column("t").to_pylist() == ["a", None, None]
    (loss,) = [loss for loss in formats.write(data, tmp_path / "x.xpt5") if loss.rule.code == "SK515"]
    assert "the last 2 cases are wholly blank" in loss.what
    assert formats.read(tmp_path / "x.xpt5").dataset.arrow().column("t").to_pylist() == ["a"]


def test_names_have_letters_of_english_only(tmp_path):
    data = dataset(
        *(Variable(name=name, decimals=0) for name in ("Øy", "2 b", "_N_", "ok")),
        **{"Øy": [1], "2 b": [1], "_N_": [1], "ok": [1]},
    )
    formats.write(data, tmp_path / "x.xpt")
    assert formats.read(tmp_path / "x.xpt").dataset.codebook.names == ("_y", "v_2_b", "_N__", "ok")


def test_windows_letters_are_read_and_told(tmp_path):
    field = Field(b"t", "Tömme".encode("cp1252"), b"", True, 3, 0)
    table = Table(b"T", b"", (field,), 0, 0, 2)
    cells = np.array([b"\xf8l ", b"abc"], dtype="S3")
    (tmp_path / "x.xpt").write_bytes(b"".join(written(table, [cells], 5)))
    reading = formats.read(tmp_path / "x.xpt")
    assert reading.dataset.arrow().column("t").to_pylist() == ["øl", "abc"]
    assert [(p.rule.code, p.severity) for p in reading.problems] == [("SK521", "warning")]
    named = formats.read(tmp_path / "x.xpt", options_of(TRANSPORT, {"encoding": "cp1251"}))
    assert named.problems == ()
    with pytest.raises(FormatError, match="SK521 there is no encoding 'klingon'"):
        formats.read(tmp_path / "x.xpt", options_of(TRANSPORT, {"encoding": "klingon"}))


def test_the_first_of_several_tables_is_read_and_the_others_are_named(tmp_path):
    def of(name):
        whole = Table(name, b"", (Field(b"x", b"", b"", False, 8, 0),), 0, 0, 3)
        numbers = Marked(np.array([1.0, 2.0, 3.0]), np.zeros(3, dtype=np.uint8), False)
        return b"".join(written(whole, [raw_of(numbers)], 5))

    (tmp_path / "x.xpt").write_bytes(of(b"ONE") + of(b"TWO")[240:])
    reading = formats.read(tmp_path / "x.xpt")
    assert reading.dataset.arrow().column("x").to_pylist() == [1, 2, 3]
    assert [(p.rule.code, "'TWO'" in p.what) for p in reading.problems] == [("SK615", True)]


def test_a_head_that_contradicts_itself_is_refused(tmp_path):
    path = tmp_path / "x.xpt"
    formats.write(two_kinds(), path)
    whole = path.read_bytes()
    assert table_in(whole).rows == 4
    place = whole.index(b"OBSV8   ") + 28
    wrong = [
        whole[:place] + b"        9999999" + whole[place + 15 :],
        whole[:240] + b"x" * 80 + whole[320:],
        whole[:-80],
        whole[:560] + whole[560:].replace(b"0000000004", b"0000009999", 1),
        whole[:640] + b"\x00\x07" + whole[642:],
    ]
    for content in wrong:
        path.write_bytes(content)
        with pytest.raises(FormatError, match="SK506"):
            formats.read(path)


def test_too_many_variables_are_refused(tmp_path):
    data = dataset(
        *(Variable(name=f"v{n}", decimals=0) for n in range(10_000)), **{f"v{n}": [1] for n in range(10_000)}
    )
    with pytest.raises(FormatError, match="SK616 there are 10,000 variables"):
        formats.write(data, tmp_path / "x.xpt")
    assert not (tmp_path / "x.xpt").exists()


def test_the_same_data_give_the_same_bytes(tmp_path):
    for name in ("x", "y"):
        formats.write(two_kinds(), tmp_path / f"{name}.xpt")
    assert (tmp_path / "x.xpt").read_bytes() == (tmp_path / "y.xpt").read_bytes()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R with the package haven")
def test_haven_reads_letters_and_labels_of_our_file(tmp_path):
    formats.write(two_kinds(), tmp_path / "x.xpt")
    script = """
    if (!requireNamespace("haven", quietly = TRUE)) { cat("no haven"); quit() }
    d <- haven::read_xpt(commandArgs(TRUE)[1])
    cat(attr(d$size, "label"), haven::na_tag(d$size), format(d$founded), d$name, sep = "|")
    """
    done = subprocess.run(["Rscript", "-e", script, tmp_path / "x.xpt"], capture_output=True, text=True, check=True)
    if done.stdout == "no haven":
        pytest.skip("R has no package haven")
    assert done.stdout == "Employees|NA|d|a|NA|1999-12-31|NA|1900-01-01|2024-02-29|Øl||a b|"


SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "spss_edge"
real = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]


@pytest.fixture
def hadley(tmp_path):
    """A real dataset whose labels stand in a catalogue, by itself in a folder."""
    path = tmp_path / "hadley.sas7bdat"
    path.write_bytes((SHARED / "haven" / "hadley.sas7bdat").read_bytes())
    return path


class TestRealDatasets:
    pytestmark = real

    def test_value_labels_come_from_the_catalogue_beside_the_file(self, hadley):
        said = formats.read(hadley).problems
        assert [(p.rule.code, p.severity) for p in said] == [("SK613", "warning")]
        assert "'$GENDER', 'WORKSHOP'" in said[0].what
        (hadley.parent / "Formats.sas7bcat").write_bytes((SHARED / "haven" / "formats.sas7bcat").read_bytes())
        reading = formats.read(hadley)
        assert [(p.rule.code, p.severity) for p in reading.problems] == [("SK614", "note")]
        assert "Formats.sas7bcat" in reading.problems[0].what
        book = reading.dataset.codebook
        assert [book.label_of(book["workshop"], n) for n in (1, 2)] == ["R", "SAS"]
        assert [book.label_of(book["gender"], sex) for sex in ("f", "m")] == ["Female", "Male"]
        assert reading.dataset.arrow().column("workshop").to_pylist()[:3] == [1, 2, 1]

    def test_a_catalogue_can_be_named_and_must_be_one(self, hadley):
        options = formats.format_of(hadley).options
        named = options(catalog=str(SHARED / "haven" / "formats.sas7bcat"))
        assert formats.read(hadley, named).dataset.codebook["workshop"].codes == "workshop"
        with pytest.raises(FormatError, match=r"SK508 there is no catalogue '.*'"):
            formats.read(hadley, options(catalog=str(hadley.parent / "nowhere.sas7bcat")))
        with pytest.raises(FormatError, match="SK504"):
            formats.read(hadley, options(catalog=str(hadley)))

    def test_a_damaged_catalogue_beside_the_file_costs_the_labels_only(self, hadley):
        damaged = (SHARED / "haven" / "formats.sas7bcat").read_bytes()[:300]
        (hadley.parent / "hadley.sas7bcat").write_bytes(damaged)
        reading = formats.read(hadley)
        assert reading.dataset.arrow().num_rows == 8
        assert [p.rule.code for p in reading.problems] == ["SK506", "SK613"]

    def test_special_missing_values_are_missing_codes(self, tmp_path):
        """The six missing values of a real file, some of them turned into .A, .B, .Z and ._ as SAS writes these."""
        content = (SHARED / "pyreadstat" / "dates_xpt.sas7bdat").read_bytes()
        plain, start = struct.pack("<Q", 0xFFFFFE0000000000), 0
        for letter in (2, 3, 27, 0):
            place = content.index(plain, start)
            marked = struct.pack("<Q", 0xFFFF000000000000 | ((0xFF - letter) << 40))
            content, start = content[:place] + marked + content[place + 8 :], place + 8
        (tmp_path / "x.sas7bdat").write_bytes(content)
        data = formats.read(tmp_path / "x.sas7bdat").dataset
        values = data.arrow().column("missings").to_pylist()
        assert values[1::3] == [-1, -7, -126, -127, None, None]
        assert set(data.codebook["missings"].emptiness.codes) == {-1, -7, -126, -127}

    def test_a_dataset_cut_short_is_refused(self, hadley):
        whole = hadley.read_bytes()
        for part in (0.001, 0.5, 0.99):
            hadley.write_bytes(whole[: int(len(whole) * part)])
            with pytest.raises(FormatError, match="SK506"):
                formats.read(hadley)

    def test_a_catalogue_is_no_dataset(self, tmp_path):
        (tmp_path / "x.sas7bdat").write_bytes((SHARED / "haven" / "formats.sas7bcat").read_bytes())
        with pytest.raises(FormatError, match="seems to be a SAS format catalogue"):
            formats.read(tmp_path / "x.sas7bdat")
