"""Files of corrections and worksheets that came back are read strictly, with the place of everything that is wrong."""

import pytest

from surveykit.cleaning.file import load
from surveykit.cleaning.worksheet import Filled, corrections_in
from surveykit.formats.excel.worksheet import read
from surveykit.problems import FormatError, Place, SourceError


def written(folder, text: str, name: str = "c.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_corrections_with_their_places(tmp_path):
    text = (
        "corrections:\n"
        "- {case: SIS0007, variable: size, old: 140, new: 14, reason: typed twice, who: AK}\n"
        "- {case: 17, round: 2009, variable: said, old: , new: 'refused', reason: form, who: AK, on: 2024-05-01}\n"
        "- {case: b, row: 3, drop: true, reason: a copy, who: AK}\n"
    )
    first, second, third = load(written(tmp_path, text)).items
    assert (first.case, first.old, first.new, first.place.line) == ("SIS0007", "140", "14", 2)
    assert (second.round, second.old, type(second.new).__name__, second.on) == ("2009", None, "Quoted", "2024-05-01")
    assert (third.drop, third.row) == (True, 3)


def test_everything_lacking_is_told_at_once(tmp_path):
    text = (
        "corrections:\n- {case: a, variable: size, new: 14, reason: x, who: AK}\n"
        "- {case: a, variable: size, old: 1, new: , reason: x, who: AK}\n- {variable: size, old: 1, new: 2}\n"
    )
    with pytest.raises(SourceError) as refusal:
        load(written(tmp_path, text))
    said = [(problem.place.line, problem.what) for problem in refusal.value.problems]
    assert said == [
        (2, "lacking: the old value"),
        (3, "lacking: the new value"),
        (4, "lacking: the case (or its row), the reason, who says so"),
    ]


def test_a_key_that_is_misspelt_is_refused(tmp_path):
    with pytest.raises(SourceError, match="did you mean 'reason'"):
        load(written(tmp_path, "corrections:\n- {case: a, variable: b, old: 1, new: 2, reson: x, who: AK}\n"))


HEAD = "case,variable,value,new value,reason,who,decision\n"


def test_decisions_are_told_apart(tmp_path):
    rows = "a,size,1,2,x,AK,\na,size,1,2,x,AK,correct\nb,size,1,,right,AK,accept\nc,size,1,,,,ask\nd,size,1,,,,\n"
    found = corrections_in(read(written(tmp_path, HEAD + rows, "c.csv")))
    assert [item.case for item in found.items] == ["a", "a"]
    assert [item.case for item in found.accepted] == ["b"]
    assert (found.asked, found.undecided) == (1, 1)
    assert str(found.items[1].place).endswith("c.csv:3:1")


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("a,size,1,2,x,AK,corect", "SK683", "did you mean 'correct'"),
        ("a,size,1,,x,AK,correct", "SK681", "the new value"),
        ("a,size,1,2,,AK,correct", "SK681", "the reason"),
        ("a,size,1,,,,accept", "SK681", "the reason, who says so"),
    ],
)
def test_a_row_that_does_not_say_enough_is_refused(tmp_path, row, code, words):
    with pytest.raises(SourceError, match=words) as refusal:
        corrections_in(read(written(tmp_path, HEAD + row + "\n", "c.csv")))
    assert [problem.rule.code for problem in refusal.value.problems] == [code]


def test_old_and_new_are_headings_too_and_one_that_lacks_is_told():
    row = ((Place("s", cell="A2"), ("a", "size", 1, 2, "x", "AK")),)
    (item,) = corrections_in(Filled("s", "", ("Case", "Variable", "Old", "New", "Reason", "Who"), row)).items
    assert (item.old, item.new) == (1, 2)
    with pytest.raises(SourceError, match="did you mean 'reson'"):
        corrections_in(Filled("s", "", ("case", "variable", "old", "new", "reson", "who"), row))


def test_an_apostrophe_before_a_formula_is_not_part_of_the_text(tmp_path):
    (item,) = corrections_in(read(written(tmp_path, HEAD + "a,said,'=1+1,'-5,x,AK,\n", "c.csv"))).items
    assert (item.old, item.new) == ("=1+1", "-5")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("c.docx", b"x", "SK690"),
        ("c.csv", b"", "SK504"),
        ("c.csv", b"\xff\xfea\x00", "SK508"),
        ("c.csv", b'case,"variable\n', "SK506"),
        ("c.xlsx", b"PK\x03\x04 not a workbook", "SK504"),
    ],
)
def test_what_is_no_worksheet_is_refused(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError) as refusal:
        read(tmp_path / name)
    assert [problem.rule.code for problem in refusal.value.problems] == [code]
