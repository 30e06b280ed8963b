"""Reading SPSS syntax of others: the plain forms of DATA LIST and GET DATA, and the labels that follow."""

import pytest

from surveykit import formats
from surveykit.codebook.variable import Range
from surveykit.formats.spss.syntax.commands import commands_in
from surveykit.problems import FormatError

FIXED = """\
COMMENT an old program
  of two lines.
* another comment.

DATA LIST FILE='C:\\data\\study.dat' RECORDS=1
  /1 id 1-3 sex 4 share 5-8 (2) name 9-12 (A)
     a1 TO a3 13-15 .   /* three columns */
VAR LABELS id "Case" sex 'Sex of the ' + 'respondent'
  /share 'It''s a share'.
VALUE LABELS sex 1 'man' 2 'woman' 9 'no answer' /a1 TO a3 0 'no' 1 'yes'.
ADD VALUE LABELS sex -9 'ubesvart'.
MISSING VALUES sex (9, -9) / share (LO THRU -1) a1 to a3 (8 thru 9, 7).
VARIABLE LEVEL id share (SCALE) /sex (NOMINAL).
RECODE a1 (0=2).
WEIGHT BY share.
LIST.
"""


def program(folder, text, data, name="study.dat"):
    path = folder / "study.sps"
    path.write_text(text, encoding="utf-8")
    (folder / name).write_text(data, encoding="utf-8")
    return path


def test_fixed_columns_with_labels_and_missing_values(tmp_path):
    path = program(tmp_path, FIXED, "0011 125Anna019\n0029-100Øyv 1  \n")
    reading = formats.read(path)
    book = reading.dataset.codebook
    assert reading.dataset.arrow().to_pydict() == {
        "id": [1, 2],
        "sex": [1, 9],
        "share": [1.25, -1.0],
        "name": ["Anna", "Øyv"],
        "a1": [0, 1],
        "a2": [1, None],
        "a3": [9, None],
    }
    assert [str(book[name].label) for name in ("id", "sex", "share")] == [
        "Case",
        "Sex of the respondent",
        "It's a share",
    ]
    assert {code.value: code.missing for code in book["sex"].missing} == {9: "user_missing", -9: "no_answer"}
    assert book["share"].missing_ranges == (Range(high=-1),)
    assert {code.value for code in book["a2"].missing} == {7}
    assert (book["id"].measure, book.role("weight").name) == ("scale", "share")
    assert [str(code.label) for code in book.codes_of(book["a3"])] == ["no", "yes"]
    (told,) = [problem for problem in reading.problems if problem.rule.code == "SK645"]
    assert "RECODE" in told.what
    assert told.place.line == 14


def test_a_list_with_blanks_between_its_cells(tmp_path):
    text = "data list list file='x.txt' /a b (F8.0) c (A5).\nvalue labels a 1 'one'.\n"
    reading = formats.read(program(tmp_path, text, "1 2 'x y'\n. 3 z\n", "x.txt"))
    assert reading.dataset.arrow().to_pydict() == {"a": [1, None], "b": [2, 3], "c": ["x y", "z"]}


def test_a_text_with_separators(tmp_path):
    text = (
        'GET DATA /TYPE=TXT /FILE="x.csv" /DELIMITERS=";" /QUALIFIER="\'" /FIRSTCASE=2 '
        "/VARIABLES=id A3 n F5.0 day SDATE10.\nEXECUTE.\n"
    )
    reading = formats.read(program(tmp_path, text, "id;n;day\n'a;b';5;2024-01-01\n;;\n", "x.csv"))
    assert reading.dataset.arrow().to_pydict() == {"id": ["a;b", None], "n": [5, None], "day": ["2024-01-01", None]}


def test_a_format_that_contradicts_the_data_and_a_name_kept_twice_do_no_harm(tmp_path):
    text = "DATA LIST LIST (',') FILE='x.txt' /a (A3) b.\nFORMATS a (F8.0) b (A4).\nADD FILES FILE=* /KEEP=b a b.\n"
    reading = formats.read(program(tmp_path, text, "x,1\n", "x.txt"))
    assert reading.dataset.arrow().to_pydict() == {"b": [1], "a": ["x"]}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQUENCIES ALL.\n", "SK504"),
        ("GET FILE='x.sav'.\n", "SK504"),
        ("GET DATA /TYPE=XLSX /FILE='x.xlsx'.\n", "SK504"),
        ("DATA LIST FILE='y.dat' /a 1.\n", "SK637"),
        ("DATA LIST /a 1.\nBEGIN DATA\n1\nEND DATA.\n", "SK637"),
        ("DATA LIST LIST FILE='x.dat' /a b.\n", "SK506"),
        ("DATA LIST FILE='../../etc/passwd' /a 1.\n", "SK637"),
        ("* Written by surveykit. Run it in the folder of the data.\nDATA LIST FILE='x.dat' /a 1.\n", "SK506"),
        ("DATA LIST FILE='x.dat' /a 1 A 2.\n", "SK310"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, text, rule):
    path = program(tmp_path, text, "1\n", "x.dat")
    with pytest.raises(FormatError, match=rule):
        formats.read(path)


def test_commands_end_with_a_point_or_an_empty_line():
    text = "a 'x.' +\n 'y''z'.\nb 1.5\n\nc (F8.2) -3.\n/* d. */ e.\n"
    found = [[token.said for token in command.tokens] for command in commands_in(text)]
    assert found == [["a", "x.y'z"], ["b", "1.5"], ["c", "(", "F8.2", ")", "-", "3"], ["e"]]


def test_a_first_case_that_is_no_number_is_told(tmp_path):
    text = "GET DATA /TYPE=TXT /FILE='study.dat' /DELIMITERS=',' /FIRSTCASE=',' /VARIABLES=a F1 b F1."
    reading = formats.read(program(tmp_path, text, "1,2\n3,4\n"))
    assert reading.dataset.arrow().to_pydict() == {"a": [1, 3], "b": [2, 4]}
    assert any("FIRSTCASE is ','" in problem.what for problem in reading.problems)
