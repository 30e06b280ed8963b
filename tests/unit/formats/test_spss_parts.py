"""Parts of SPSS files: dates, missing values, the dictionary, what the library cannot write."""

import struct

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.formats.spss.dates import format_of, seconds_of, text_of
from surveykit.formats.spss.header import header_of
from surveykit.formats.spss.missing import missing_of
from surveykit.problems import FormatError
from surveykit.text import Text

DAY = 86_400
NEW_YEAR_2020 = 13797216000


@pytest.mark.parametrize(
    ("seconds", "type_", "days", "text"),
    [
        (NEW_YEAR_2020, "date", False, "2020-01-01"),
        (NEW_YEAR_2020 + 61.5, "datetime", False, "2020-01-01T00:01:01.5"),
        (DAY, "date", False, "1582-10-15"),
        (0, "date", False, None),
        (-9, "date", False, None),
        (1e15, "date", False, None),
        (float("nan"), "datetime", False, None),
        (25.5 * 3600, "time", False, "25:30:00"),
        (2 * DAY + 3 * 3600, "time", True, "2 03:00:00"),
        (-3600, "time", False, "-01:00:00"),
        (0.25, "time", False, "00:00:00.25"),
    ],
)
def test_seconds_become_iso_text(seconds, type_, days, text):
    assert text_of(seconds, type_, days=days) == text


@pytest.mark.parametrize("text", ["2020", "2020-13-01", "20200101", "2020-01-01T10:00:00+01:00", "1500-01-01", "x"])
def test_texts_that_are_no_full_dates_have_no_seconds(text):
    assert seconds_of(text, "date") is None
    assert seconds_of(text, "datetime") is None


def test_a_format_of_its_own_is_kept():
    assert format_of("date", [], "MOYR8") == "MOYR8"
    assert format_of("date", [], "F8.2") == "SDATE10"
    assert format_of("time", ["2 03:00:00"], "") == "DTIME20"


@pytest.mark.parametrize(
    ("labels", "declared", "codes", "ranges"),
    [
        ({}, [(9, 9)], {9: "user_missing"}, ()),
        (
            {-9: "no answer", -8: "x", -7: "refused"},
            [(-9, -7)],
            {-9: "no_answer", -8: "user_missing", -7: "refused"},
            (),
        ),
        ({98: "dk"}, [(97, 99)], {98: "user_missing"}, (Range(low=97, high=99),)),
        ({1: "yes"}, [(float("-inf"), -1)], {}, (Range(high=-1),)),
        ({}, [(90, 1.7976931348623157e308)], {}, (Range(low=90),)),
        ({"-9": "ubesvart"}, [("-9", "-9")], {"-9": "no_answer"}, ()),
        ({0.5: "half"}, [(0, 1)], {}, (Range(low=0, high=1),)),
    ],
)
def test_missing_values_become_codes_and_ranges(labels, declared, codes, ranges):
    found, left = missing_of(labels, declared)
    assert {code.value: code.missing for code in found} == codes
    assert left == ranges


@pytest.fixture
def sav(tmp_path):
    """A small .sav with a weight and a response set, written without the library's help for either."""
    members = tuple(Variable(name=f"long_named_partner_{n}", decimals=0) for n in (1, 2))
    text = Variable(name="a_text_of_many_letters", type="text")
    weight = Variable(name="a_long_named_weight", role="weight", measure="scale")
    sets = (
        ResponseSet(
            name="partners", label=Text("Partnere Ж"), variables=tuple(m.name for m in members), choices=(1, 2)
        ),
    )
    codebook = Codebook(variables=(text, *members, weight), sets=sets)
    table = pa.table(
        {text.name: ["x" * 300, "y"], members[0].name: [1, 0], members[1].name: [0, 1], weight.name: [1.5, 2.0]}
    )

    def write(suffix=".sav"):
        path = tmp_path / f"x{suffix}"
        formats.write(Dataset(codebook, table), path)
        return path

    return write


@pytest.mark.parametrize("suffix", [".sav", ".zsav"])
def test_the_weight_and_sets_stand_in_the_file(sav, suffix):
    path = sav(suffix)
    header = header_of(path)
    assert header.variable_at(header.weight) == "a_long_named_weight"
    assert header.cases == 2
    back = formats.read(path).dataset
    assert back.codebook.role("weight").name == "a_long_named_weight"
    assert [(s.name, str(s.label), s.choices) for s in back.codebook.sets] == [("partners", "Partnere Ж", (1, 2))]
    assert back.arrow().column(0).to_pylist() == ["x" * 300, "y"]


def test_more_cases_than_the_file_holds_are_refused(sav):
    path = sav()
    content = bytearray(path.read_bytes())
    content[80:84] = struct.pack("<i", 50_000_000)
    path.write_bytes(content)
    with pytest.raises(FormatError, match="SK507 the file declares 50,000,000 cases"):
        formats.read(path)


def test_a_big_endian_header_is_read(tmp_path, sav):
    content = bytearray(sav().read_bytes())
    path = tmp_path / "big.sav"
    numbers = struct.unpack_from("<5i", content, 64)
    head = content[:64] + struct.pack(">5i", *numbers[:3], 7, 0) + content[84:176]
    path.write_bytes(head + struct.pack(">2i", 999, 0))
    header = header_of(path)
    assert (header.order, header.weight, header.cases) == (">", 7, 0)


@pytest.mark.parametrize("position", [176, 180, 192, 400, 700])
def test_a_dictionary_that_contradicts_itself_is_refused_not_followed(sav, position):
    path = sav()
    content = bytearray(path.read_bytes())
    content[position : position + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(content)
    try:
        formats.read(path)
    except FormatError as refusal:
        problems = refusal.problems
    else:
        problems = ()
    assert all("damaged" in problem.what or "cannot be read" in problem.what for problem in problems)


def test_missing_dates_are_numbers_in_spss_and_texts_here(tmp_path):
    dates = ["2020-01-01", "-9", "-1", None]
    codebook = Codebook(variables=(Variable(name="d", type="date", missing=standard_missing("date")),))
    path = tmp_path / "d.sav"
    assert formats.write(Dataset(codebook, pa.table({"d": dates})), path) == ()
    back = formats.read(path).dataset
    assert back.arrow().column("d").to_pylist() == dates
    assert back.codebook["d"].emptiness == codebook["d"].emptiness


def test_partial_dates_are_written_as_texts_and_announced(tmp_path):
    codebook = Codebook(variables=(Variable(name="d", type="date"),))
    path = tmp_path / "d.sav"
    (loss,) = formats.write(Dataset(codebook, pa.table({"d": ["2020-01", "2020-01-02"]})), path)
    assert "full dates" in loss.what
    assert formats.read(path).dataset.arrow().column("d").to_pylist() == ["2020-01", "2020-01-02"]


def test_a_date_that_cannot_be_is_blank_and_costs_no_other_cell(tmp_path):
    import pandas as pd
    import pyreadstat

    path = tmp_path / "d.sav"
    frame = pd.DataFrame({"d": [1e15, NEW_YEAR_2020], "t": [-3600.0, 25.5 * 3600]})
    pyreadstat.write_sav(frame, path, variable_format={"d": "DATE11", "t": "TIME8"})
    reading = formats.read(path)
    assert reading.dataset.arrow().to_pydict() == {"d": [None, "2020-01-01"], "t": ["-01:00:00", "25:30:00"]}
    (problem,) = reading.problems
    assert (problem.rule.code, problem.place.case, problem.place.variable) == ("SK520", "1", "d")


def test_an_encoding_that_does_not_exist_is_no_damage(tmp_path):
    path = tmp_path / "x.sav"
    formats.write(Dataset(Codebook(variables=(Variable(name="a"),)), pa.table({"a": [1.0]})), path)
    with pytest.raises(FormatError, match="SK521 there is no encoding 'klingon'"):
        formats.read(path, options_of(formats.format_of(path), {"encoding": "klingon"}))


def test_letters_in_another_encoding_are_read_and_reported(tmp_path):
    codebook = Codebook(variables=(Variable(name="a", type="text", label=Text("abc")),))
    path = tmp_path / "x.sav"
    formats.write(Dataset(codebook, pa.table({"a": ["abcd"]})), path)
    path.write_bytes(path.read_bytes().replace(b"abcd", b"ab\xe6\xf8"))
    reading = formats.read(path)
    assert reading.dataset.arrow().column("a").to_pylist() == ["abæø"]
    assert [(problem.rule.code, problem.severity) for problem in reading.problems] == [("SK521", "warning")]
    with pytest.raises(FormatError, match="-O encoding"):
        formats.read(path, options_of(formats.format_of(path), {"encoding": "utf-8"}))


def test_identical_labels_are_one_list(firms, tmp_path):
    path = tmp_path / "x.sav"
    formats.write(firms, path)
    codebook = formats.read(path).dataset.codebook
    assert codebook["own_group"].codes == codebook["suppliers"].codes == codebook["export"].codes == "export"


def test_names_spss_does_not_allow_are_changed_and_announced(tmp_path):
    codebook = Codebook(variables=(Variable(name="2019 sales", label=Text("s")), Variable(name="to")))
    path = tmp_path / "x.sav"
    (loss,) = formats.write(Dataset(codebook, pa.table({"2019 sales": [1.5], "to": [2.0]})), path)
    assert loss.what == "variables are renamed: '2019 sales -> v_2019_sales', 'to -> to_'"
    assert formats.read(path).dataset.codebook.names == ("v_2019_sales", "to_")


def test_a_label_of_no_number_is_left_out_and_told(tmp_path):
    import pandas as pd
    import pyreadstat

    path = tmp_path / "odd.sav"
    frame = pd.DataFrame({"x": [1.0, 2.0]})
    pyreadstat.write_sav(frame, path, variable_value_labels={"x": {1.0: "one", 77.0: "odd"}})
    path.write_bytes(path.read_bytes().replace(struct.pack("<d", 77.0), struct.pack("<d", float("nan"))))
    reading = formats.read(path)
    assert [code.value for code in reading.dataset.codebook.lists["x"]] == [1]
    assert [(p.rule.code, p.place.variable) for p in reading.problems] == [("SK601", "x")]
    assert "'odd'" in reading.problems[0].what
