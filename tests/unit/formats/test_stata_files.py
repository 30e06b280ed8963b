"""Parts of Stata files: letters of missing values, dates, small types, long texts, heads that cannot be true."""

import struct
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.formats.program.tagged import codes_of, letters_of
from surveykit.formats.stata.dates import count_of, format_of, text_of, type_of
from surveykit.formats.stata.format import FORMAT
from surveykit.formats.stata.header import header_of
from surveykit.formats.stata.write import write
from surveykit.problems import FormatError
from surveykit.text import Text


def dataset(*variables, lists=(), **columns):
    lists = {codes.name: codes for codes in lists}
    return Dataset(Codebook(variables=variables, lists=lists), pa.table(columns))


def through(data, path: Path):
    """Written and read again."""
    formats.write(data, path)
    return formats.read(path).dataset


def by_pandas(path, **more):
    """What another reader, not ours, finds."""
    with pd.io.stata.StataReader(path, convert_categoricals=False, convert_dates=False, **more) as reader:
        return reader.read(), reader.value_labels(), reader.variable_labels()


def test_our_four_empties_are_a_to_d_and_others_follow():
    ours = [*standard_missing("number"), Code(value=97, missing="user_missing"), Code(value=98, missing="refused")]
    assert letters_of(ours) == {-1: "a", -7: "b", -8: "c", -9: "d", 97: "e", 98: "f"}


def test_codes_of_their_own_take_the_letter_of_their_reason():
    own = [Code(value=96, missing="not_asked"), Code(value=99, missing="no_answer")]
    assert letters_of(own) == {96: "a", 99: "d"}


def test_there_are_26_letters_and_no_more():
    many = [Code(value=-100 - n, missing="user_missing") for n in range(30)]
    given = letters_of(many)
    assert len(given) == len(set(given.values())) == 26
    assert [given[code.value] for code in many[:3]] == ["e", "f", "g"]


@pytest.mark.parametrize(
    ("letters", "labels", "taken", "codes"),
    [
        ("abcd", {"a": "not asked", "d": "ubesvart"}, (), {"a": -1, "b": -7, "c": -8, "d": -9}),
        ("ez", {}, (), {"e": -105, "z": -126}),
        ("e", {"e": "99"}, (), {"e": 99}),
        ("e", {"e": "99"}, {99}, {"e": -105}),
        ("a", {}, {-1}, {"a": -101}),
        ("a", {}, {-1, -101}, {"a": -201}),
    ],
)
def test_letters_become_codes_that_no_value_has(letters, labels, taken, codes):
    assert {letter: code.value for letter, code in codes_of(letters, labels, taken).items()} == codes


def test_a_letter_has_a_reason_only_with_its_label():
    found = codes_of("ab", {"a": "not asked"}, ())
    assert (found["a"].missing, found["b"].missing) == ("not_asked", "user_missing")


@pytest.mark.parametrize(
    ("count", "stata", "type_", "text"),
    [
        (0, "%td", "date", "1960-01-01"),
        (-1, "%d", "date", "1959-12-31"),
        (16_802, "%tdD_m_Y", "date", "2006-01-01"),
        (552, "%tm", "date", "2006-01-01"),
        (-1, "%tm", "date", "1959-12-01"),
        (187, "%tq", "date", "2006-10-01"),
        (93, "%th", "date", "2006-07-01"),
        (2392 + 51, "%tw", "date", "2006-12-24"),
        (1_500, "%tc", "datetime", "1960-01-01T00:00:01.5"),
        (91_800_000, "%tcHH:MM:SS", "time", "25:30:00"),
        (-3_600_000, "%tcHH:MM", "time", "-01:00:00"),
        (1e9, "%td", "date", None),
    ],
)
def test_counts_are_dates(count, stata, type_, text):
    assert type_of(stata) == type_
    assert text_of(count, stata) == text
    if text is not None:
        assert count_of(text, stata) == count


def test_the_days_of_dates_are_those_of_the_calendar():
    for day in (date(1960, 2, 29), date(2000, 12, 31), date(1890, 5, 1)):
        assert count_of(day.isoformat(), "%td") == (day - date(1960, 1, 1)).days


def test_a_date_within_a_month_is_not_written_as_a_month():
    assert format_of("date", ["2006-05-01"], "%tm") == "%tm"
    assert format_of("date", ["2006-05-31"], "%tm") == "%td"
    assert format_of("datetime", [], "%tC") == "%tc"


WHOLE = [
    ([1, 0, -127, 100], "int8"),
    ([1, 0, -128], "int16"),
    ([1, 0, 101], "int16"),
    ([1, 32_741], "int32"),
    ([1, 2_147_483_620], "int32"),
    ([1, 2_147_483_621], "float64"),
]


@pytest.mark.parametrize(("values", "kind"), WHOLE)
def test_whole_numbers_take_the_smallest_type_that_holds_them(tmp_path, values, kind):
    missing = standard_missing("number")
    data = dataset(Variable(name="x", missing=missing, decimals=0), x=[*values, -9, None])
    assert through(data, tmp_path / "x.dta").arrow().column("x").to_pylist() == [*values, -9, None]
    table, _, _ = by_pandas(tmp_path / "x.dta", convert_missing=True)
    assert [str(cell) for cell in table["x"][-2:]] == [".d", "."]
    plain = dataset(Variable(name="x", decimals=0), x=values)
    formats.write(plain, tmp_path / "y.dta")
    assert by_pandas(tmp_path / "y.dta")[0]["x"].dtype == kind


def test_variables_with_the_same_labels_share_them(tmp_path):
    yesno = CodeList(name="yesno", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))
    four = standard_missing("number")
    data = dataset(
        Variable(name="a", codes="yesno", missing=four, decimals=0),
        Variable(name="b", codes="yesno", missing=four, decimals=0),
        Variable(name="c", codes="yesno", decimals=0),
        lists=[yesno],
        a=[1, -1],
        b=[0, 1],
        c=[1, 1],
    )
    formats.write(data, tmp_path / "x.dta")
    _, lists, _ = by_pandas(tmp_path / "x.dta")
    assert set(lists) == {"yesno", "yesno_2"}
    assert lists["yesno_2"] == {1: "Yes", 0: "No"}
    back = formats.read(tmp_path / "x.dta").dataset.codebook
    assert (back["a"].codes, back["b"].codes) == ("a", "a")


def test_long_texts_come_back_and_another_reader_reads_them(tmp_path):
    texts = ["Ж" * 3000, "", "short ", " ", "x" * 2046]
    data = dataset(Variable(name="t", type="text"), Variable(name="n", decimals=0), t=texts, n=[1, 2, 3, 4, 5])
    assert through(data, tmp_path / "x.dta").arrow().column("t").to_pylist() == [
        "Ж" * 3000,
        None,
        "short ",
        " ",
        "x" * 2046,
    ]
    table, _, _ = by_pandas(tmp_path / "x.dta")
    assert table["t"].tolist() == texts


def test_labels_are_counted_in_letters(tmp_path):
    data = dataset(Variable(name="Ж" * 40, label=Text("ø" * 90), decimals=0), **{"Ж" * 40: [1]})
    said = " ".join(problem.what for problem in formats.write(data, tmp_path / "x.dta"))
    assert "variable labels are cut to 80 letters" in said
    assert "Ж" * 32 in said
    _, _, labels = by_pandas(tmp_path / "x.dta")
    assert labels == {"Ж" * 32: "ø" * 80}


def test_words_of_stata_are_no_names(tmp_path):
    data = dataset(
        *(Variable(name=name, decimals=0) for name in ("if", "str8", "_n", "a b")),
        **{"if": [1], "str8": [1], "_n": [1], "a b": [1]},
    )
    assert through(data, tmp_path / "x.dta").codebook.names == ("if_", "str8_", "_n_", "a_b")


def test_numbers_found_in_a_missing_range_become_letters_and_are_told(tmp_path):
    old = Variable(
        name="old",
        missing=(Code(value=999, label=Text("odd"), missing="user_missing"),),
        missing_ranges=(Range(low=97, high=99),),
    )
    data = dataset(old, old=[1.0, 98.0, 999.0, 97.0])
    losses = formats.write(data, tmp_path / "x.dta")
    assert "old 999 -> .e" in " ".join(loss.what for loss in losses)
    back = formats.read(tmp_path / "x.dta").dataset
    assert back.arrow().column("old").to_pylist() == [1.0, 98.0, -105.0, 97.0]
    assert set(back.codebook["old"].emptiness.codes) == {98, 97, -105}


def test_fractions_have_no_labels_in_stata_and_that_is_told(tmp_path):
    half = CodeList(name="half", codes=(Code(value=0.5, label=Text("half")), Code(value=1, label=Text("whole"))))
    losses = formats.write(dataset(Variable(name="h", codes="half"), lists=[half], h=[0.5, 1.0]), tmp_path / "x.dta")
    assert "value labels of numbers that are not whole (1)" in " ".join(loss.what for loss in losses)
    assert by_pandas(tmp_path / "x.dta")[1] == {"half": {1: "whole"}}


def test_numbers_too_large_are_told_and_blank(tmp_path):
    data = dataset(Variable(name="x"), Variable(name="y", decimals=0), x=[1e308, 1.0], y=[2**60 + 1, 1])
    said = " ".join(loss.what for loss in formats.write(data, tmp_path / "x.dta"))
    assert "'x', 'y'" in said
    assert formats.read(tmp_path / "x.dta").dataset.arrow().column("x").to_pylist() == [None, 1.0]


def test_notes_of_file_and_variables_come_back(tmp_path):
    book = Codebook(
        title=Text("Øl"), notes=("first", "second\nline"), variables=(Variable(name="a", notes="coded", decimals=0),)
    )
    back = through(Dataset(book, pa.table({"a": [1]})), tmp_path / "x.dta").codebook
    assert (back.notes, back["a"].notes, back.title) == (book.notes, "coded", book.title)


def test_the_same_data_give_the_same_bytes(tmp_path):
    data = dataset(Variable(name="a", decimals=0), a=[1, 2])
    for name in ("x", "y"):
        formats.write(data, tmp_path / f"{name}.dta")
    assert (tmp_path / "x.dta").read_bytes() == (tmp_path / "y.dta").read_bytes()


def test_a_head_that_promises_too_much_is_refused(tmp_path):
    path = tmp_path / "x.dta"
    formats.write(dataset(Variable(name="a", decimals=0), a=[1, 2]), path)
    whole = path.read_bytes()
    place = whole.index(b"<N>") + 3
    path.write_bytes(whole[:place] + struct.pack("<Q", 99_999_999) + whole[place + 8 :])
    with pytest.raises(FormatError, match="SK507 the file declares 99,999,999 cases"):
        header_of(path)
    path.write_bytes(whole + b"more")
    with pytest.raises(FormatError, match="SK506"):
        header_of(path)
    old = bytes([114, 2, 1, 0]) + struct.pack("<HI", 1, 50_000_000) + bytes(99) + bytes([251]) + bytes(300)
    path.write_bytes(old)
    with pytest.raises(FormatError, match="SK507"):
        header_of(path)


@pytest.mark.parametrize("version", [114, 117, 118, 119])
def test_files_of_another_writer_are_read(tmp_path, version):
    path = tmp_path / "x.dta"
    table = pd.DataFrame(
        {"a": [1, 2], "b": [1.5, None], "t": ["x", "ø"], "d": pd.to_datetime(["2006-05-31", "1959-01-01"])}
    )
    table.to_stata(
        path,
        version=version,
        write_index=False,
        convert_dates={"d": "td"},
        data_label="Title",
        variable_labels={"a": "A label"},
        value_labels={"a": {1: "one"}},
    )
    reading = formats.read(path)
    data = reading.dataset
    assert data.arrow().to_pydict() == {
        "a": [1, 2],
        "b": [1.5, None],
        "t": ["x", "ø"],
        "d": ["2006-05-31", "1959-01-01"],
    }
    assert (str(data.codebook.title), str(data.codebook["a"].label)) == ("Title", "A label")
    assert data.codebook.label_of(data.codebook["a"], 1) == "one"


def test_too_many_variables_are_refused(tmp_path):
    wide = SimpleNamespace(codebook=SimpleNamespace(variables=range(32_768)))
    with pytest.raises(FormatError, match="SK553 there are 32,768 variables"):
        write(wide, tmp_path / "x.dta")


def test_the_language_of_labels_is_chosen(tmp_path):
    data = dataset(Variable(name="a", label=Text({"nb": "Ja", "en": "Yes"}), decimals=0), a=[1])
    formats.write(data, tmp_path / "x.dta", options_of(FORMAT, {"language": "en"}))
    assert by_pandas(tmp_path / "x.dta")[2] == {"a": "Yes"}
