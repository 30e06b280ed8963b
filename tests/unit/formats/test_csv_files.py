"""Delimited text as programs and people write it."""

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.formats.base import options_of
from surveykit.problems import FormatError


@pytest.fixture
def read(tmp_path):
    def reading(content, name="x.csv", **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return formats.read(path, options_of(formats.format_of(path), options))

    return reading


def cells(reading):
    return reading.dataset.arrow().to_pydict()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,x\n", {"a": [1], "b": ["x"]}),
        ("a;b\n1,5;x\n", {"a": [1.5], "b": ["x"]}),
        ("a\tb\n1,5\tx\n", {"a": ["1,5"], "b": ["x"]}),
        ("a|b\n1|x\n", {"a": [1], "b": ["x"]}),
        ("a\n1\n2\n", {"a": [1, 2]}),
        ('a,b\n"x, y","say ""no"""\n', {"a": ["x, y"], "b": ['say "no"']}),
        ('a,b\n"two\nlines",2\n', {"a": ["two\nlines"], "b": [2]}),
        ("a,b\r\n1,2\r\n\r\n3,4\r\n", {"a": [1, 3], "b": [2, 4]}),
        ("\ufeffa,b\n1,2\n", {"a": [1], "b": [2]}),
        ("a,b\n,NA\n  ,None\n", {"a": [None, None], "b": ["NA", "None"]}),
        ("a,b,\n1,2,\n", {"a": [1], "b": [2]}),
        (",a\n1,x\n", {"column_1": [1], "a": ["x"]}),
        ("a,b\n'=1+1,'hello\n", {"a": ["=1+1"], "b": ["'hello"]}),
    ],
)
def test_what_is_written_is_read(read, content, expected):
    assert cells(read(content)) == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_with_a_mark_are_known(read, encoding):
    reading = read("navn\nØystein Ж\n".encode(encoding))
    assert cells(reading) == {"navn": ["Øystein Ж"]}
    assert reading.problems == ()


def test_windows_letters_are_read_and_reported(read):
    reading = read("navn\nØystein\n".encode("cp1252"))
    assert cells(reading) == {"navn": ["Øystein"]}
    assert [problem.rule.code for problem in reading.problems] == ["SK521"]
    assert cells(read("имя\n".encode("cp1251") + "Иван\n".encode("cp1251"), encoding="cp1251")) == {"имя": ["Иван"]}


def test_a_wrong_encoding_is_refused(read):
    with pytest.raises(FormatError, match="SK521 the text is not in ascii"):
        read("ø\nø\n", encoding="ascii")
    with pytest.raises(FormatError, match="SK521 there is no encoding 'utf-9'"):
        read("a\n1\n", encoding="utf-9")


def test_ragged_rows_are_named_with_their_line(read):
    reading = read('a,b\n"x\ny",2\n1,2,3\n4\n')
    assert [str(problem).split(": ", 1)[1] for problem in reading.problems] == [
        "SK533 the row has 3 cells under 2 headings; left out: '3'\n    hint: Put quotes around texts that hold the separator.",
        "SK533 warning: the row has 1 cell under 2 headings; the rest is blank\n    hint: Put quotes around texts that hold the separator.",
    ]
    assert [problem.place.line for problem in reading.problems] == [4, 5]
    assert cells(reading) == {"a": ["x\ny", "1", "4"], "b": [2, 2, None]}


def test_zero_bytes_are_refused_with_their_line(read):
    with pytest.raises(FormatError) as refusal:
        read(b"a,b\n1,2\n3,\x004\n" + b"x" * 5000)
    assert refusal.value.problems[0].rule.code in {"SK504", "SK534"}
    with pytest.raises(FormatError, match=r"x.csv:3: SK534"):
        read(b"a,b\n" + b"y" * 5000 + b"\n3,\x004\n")


def test_a_quote_never_closed_is_refused_where_it_opens(read):
    with pytest.raises(FormatError, match=r"x.csv:3: SK506 a quote is opened here and never closed"):
        read('a,b\n1,2\n3,"four\n5,6\n')


def test_a_quote_within_a_cell_is_taken_as_it_is(read):
    reading = read('a,b\n"x" y,2\n')
    assert cells(reading) == {"a": ["x y"], "b": [2]}
    assert [(problem.rule.code, problem.place.line) for problem in reading.problems] == [("SK533", 2)]


def test_repeated_headings_are_refused_by_name(read):
    with pytest.raises(FormatError, match=r"x.csv:1:3: SK532 columns 1 and 3 are both headed 'A'"):
        read("a,b,A\n1,2,3\n")


def test_columns_named_as_texts_stay_texts(read):
    assert cells(read("ID,n\n12,1\n", texts="id")) == {"ID": ["12"], "n": [1]}


@pytest.mark.parametrize(("name", "separator"), [("x.csv", "semicolon"), ("x.tsv", "")])
def test_separators_are_written_as_asked(firms, tmp_path, name, separator):
    path = tmp_path / name
    formats.write(firms, path, options_of(formats.format_of(path), {"separator": separator, "decimal": ","}))
    sign = ";" if separator else "\t"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].split(sign)[:2] == ["id", "export"]
    assert "60,5" in lines[6].split(sign)


def test_labels_are_written_in_the_language_asked_for(firms, tmp_path):
    path = tmp_path / "x.csv"
    formats.write(firms, path, options_of(formats.format_of(path), {"values": "labels", "language": "nb"}))
    assert path.read_text(encoding="utf-8").splitlines()[1].split(",")[:2] == ["f1", "Ja"]


def test_formulas_are_written_with_an_apostrophe_and_announced(firms, tmp_path, read):
    path = tmp_path / "x.csv"
    notes = [problem for problem in formats.write(firms, path) if problem.rule.code == "SK535"]
    assert [(note.place.variable, note.severity) for note in notes] == [("comment", "note")]
    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert "=1+1" in cells(formats.read(path))["comment"]


def test_texts_with_signs_that_separate_do_not_cut_the_only_column(tmp_path):
    path = tmp_path / "x.csv"
    for suffix in (".csv", ".tsv"):
        path = tmp_path / f"x{suffix}"
        path.write_text("why\n" + "a, b\nc, d\ne\n" * 5, encoding="utf-8")
        assert formats.read(path).dataset.codebook.names == ("why",)


def test_the_headings_tell_the_separator_before_the_texts_do(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id,why\n" + "".join(f"{n},a;b;c\n" for n in range(50)), encoding="utf-8")
    assert formats.read(path).dataset.codebook.names == ("id", "why")


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_one_column_of_texts_comes_back_as_it_was(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    texts = ["a;b;c", "d,e,f", "g|h|i", "j\tk\tl", "m^n^o"]
    dataset = Dataset(Codebook(variables=(Variable(name="w", type="text"),)), pa.table({"w": texts}))
    formats.write(dataset, path)
    assert formats.read(path).dataset.arrow().to_pydict() == {"w": texts}


def test_a_heading_that_is_no_name_here_is_the_variable_the_codebook_calls_so(tmp_path):
    path = tmp_path / "x.csv"
    codebook = Codebook(variables=(Variable(name="Sepal.Length"), Variable(name="b")))
    formats.write(Dataset(codebook, pa.table({"Sepal.Length": [1.5, 2.0], "b": [1, 2]})), path)
    dataset, problems = conform(formats.read(path).dataset, codebook)
    assert dataset.arrow().to_pydict() == {"Sepal.Length": [1.5, 2.0], "b": [1, 2]}
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "named", "seems"),
    [("id;share;day\n1;2,5;01.02.2024\n2;3,5;02.02.2024\n", ",", "semicolons"), ("id,size\n1,2\n", ";", "commas")],
)
def test_a_separator_that_is_named_and_seems_to_be_another_is_told(read, content, named, seems):
    told = [problem for problem in read(content, separator=named).problems if problem.rule.code == "SK728"]
    assert [problem.what for problem in told] == [f"the rows seem to be separated by {seems}, not by what was named"]


@pytest.mark.parametrize("content", ["id;size\n1;2\n", "id\n1\n"])
def test_a_separator_that_is_named_and_right_is_no_matter(read, content):
    assert not [p for p in read(content, separator=";").problems if p.rule.code == "SK728"]
