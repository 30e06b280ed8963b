"""DDI-Codebooks of archives and data centres: what their elements say, and what is refused."""

import pytest

from surveykit.codebook.variable import Range
from surveykit.ddi.read import codebook_in
from surveykit.problems import FormatError

TITLE = "<stdyDscr><citation><titlStmt><titl>A study</titl></titlStmt></citation></stdyDscr>"


def variables(inner: str) -> str:
    return f"{TITLE}<dataDscr>{inner}</dataDscr>"


def test_categories_are_codes_and_missing_ones_have_the_reason_their_label_tells(given):
    inner = """<var ID="V1" name="sex"><labl>
       Sex of
       respondent</labl><qstn><preQTxt>Now you.</preQTxt><qstnLit>Are you ...?</qstnLit></qstn>
      <invalrng><item VALUE="99"/></invalrng><universe>Adults</universe><txt>From the register.</txt>
      <catgry><catValu>01</catValu><labl>man</labl></catgry><catgry><catValu>02</catValu><labl>woman</labl></catgry>
      <catgry missing="Y"><catValu>-9</catValu><labl>no answer</labl></catgry>
      <catgry><catValu>99</catValu><labl>else</labl></catgry><catgry missing="Y"><catValu>.</catValu></catgry>
      <varFormat type="numeric"/></var>"""
    book = given(variables(inner)).codebook
    sex = book["sex"]
    assert (str(sex.label), str(sex.wording)) == ("Sex of respondent", "Now you. Are you ...?")
    assert [(code.value, str(code.label)) for code in book.codes_of(sex)] == [(1, "man"), (2, "woman")]
    assert {code.value: code.missing for code in sex.missing} == {-9: "no_answer", 99: "user_missing"}
    assert sex.notes == "Universe: Adults\nFrom the register."
    assert (book.name, str(book.title)) == ("study", "A study")


def test_an_old_file_without_a_namespace_and_without_labels_is_read(given):
    inner = """<var name="q1" intrvl="contin" dcml="2" wgt="wgt"><valrng><range min="0" max="1,5"/></valrng>
      <invalrng><range min="90" max="99"/><range min="7" max="7"/></invalrng>
      <catgry><catValu>1</catValu><catStat type="freq">4</catStat></catgry></var>"""
    book = given(variables(inner), "<codeBook>").codebook
    q1 = book["q1"]
    assert (q1.measure, q1.decimals, q1.role, q1.codes) == ("scale", 2, "weight", None)
    assert q1.range == Range(low=0, high=1.5)
    assert (q1.missing_ranges, [code.value for code in q1.missing]) == ((Range(low=90, high=99),), [7])


def test_groups_are_sections_or_response_sets(given):
    inner = """<varGrp ID="G1" type="subject" var="V1 V9"><labl>Work</labl></varGrp>
      <varGrp ID="G2" type="multipleResp" var="V1 V2" name="m"><labl>Several</labl></varGrp>
      <var ID="V1" name="a"/><var ID="V2" name="b"/>"""
    reading = given(variables(inner))
    assert str(reading.codebook.sections["G1"]) == "Work"
    assert reading.codebook["a"].origin.section == "G1"
    assert reading.codebook.sets[0].variables == ("a", "b")
    assert "'V9'" in reading.problems[0].what


def test_languages_are_those_of_the_texts(given):
    inner = '<var name="a"><labl xml:lang="de">Alter</labl><labl xml:lang="en">Age</labl></var>'
    book = given(variables(inner), '<codeBook xml:lang="de">').codebook
    assert book.languages == ("de", "en")
    assert book["a"].label.into("en") == "Age"


def test_what_cannot_be_read_is_told_and_left_out(given):
    inner = """<var name="a"><catgry><catValu>x</catValu><labl>?</labl></catgry>
      <catgry><catValu>1</catValu><labl>one</labl></catgry><catgry><catValu>1.0</catValu><labl>two</labl></catgry>
      <varFormat type="numeric"/></var>"""
    reading = given(variables(inner))
    assert [problem.rule.code for problem in reading.problems] == ["SK636", "SK636"]
    assert all(problem.place.variable == "a" and problem.place.line for problem in reading.problems)
    assert [str(code.label) for code in reading.codebook.codes_of(reading.codebook["a"])] == ["one"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"{BOMB}<codeBook>&b;</codeBook>", "entities are not read"),
        (f"{OUTSIDE}<codeBook>&a;</codeBook>", "entities are not read"),
        ("<codeBook><dataDscr>", "cannot be read"),
        ("<x/>", "not 'codeBook'"),
        ("<codeBook/>", "no variable"),
        ("<a>" * 200, "nested too deeply"),
        ("", "cannot be read"),
        ('<codeBook><dataDscr><var name="a"/><var name="A"/></dataDscr></codeBook>', "one name"),
    ],
)
def test_what_is_no_codebook_is_refused_with_its_place(tmp_path, content, said):
    path = tmp_path / "x.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=said) as refusal:
        codebook_in(path)
    assert all(problem.place.file == str(path) for problem in refusal.value.problems)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FormatError, match="cannot be opened"):
        codebook_in(tmp_path / "x.xml")
