"""DDI-Codebook: the elements stand where its schema asks for them, and those of archives become questions."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from surveykit import exchange
from surveykit.instrument.file import load

EVERYTHING = Path(__file__).parent / "forms" / "everything.yaml"
DDI = "{ddi:codebook:2_5}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ORDER = {  # of the children of an element, as the schema of DDI-Codebook 2.5 has them
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "studyAuthorization", "stdyInfo", "studyDevelopment", "method", "dataAccs", "othrStdyMat", "notes"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt", "biblCit", "holdings", "notes"],
    "titlStmt": ["titl", "subTitl", "altTitl", "parTitl", "IDNo"],
    "dataDscr": ["varGrp", "nCubeGrp", "var", "nCube", "notes"],
    "varGrp": ["labl", "txt", "concept", "defntn", "universe", "notes"],
    "var": [
        "location", "labl", "imputation", "security", "embargo", "respUnit", "anlysUnit", "qstn", "valrng", "invalrng", "undocCod",
        "universe", "TotlResp", "sumStat", "txt", "stdCatgry", "catgryGrp", "catgry", "codInstr", "verStmt", "concept", "derivation",
        "varFormat", "geoMap", "catLevel", "notes",
    ],
    "catgry": ["catValu", "labl", "txt", "catStat", "mrow"],
}  # fmt: skip
ONCE = {
    ("varGrp", "universe"),
    ("var", "derivation"),
    ("var", "varFormat"),
    ("titlStmt", "titl"),
    ("catgry", "catValu"),
}


@pytest.fixture
def root(tmp_path):
    path = tmp_path / "d.xml"
    exchange.write(load(EVERYTHING), path, "ddi")
    return ET.parse(path).getroot()  # noqa: S314 - written just now


def test_children_stand_in_the_order_of_the_schema(root):
    for element in root.iter():
        name = element.tag.removeprefix(DDI)
        if name in ORDER:
            children = [child.tag.removeprefix(DDI) for child in element]
            assert set(children) <= set(ORDER[name]), name
            assert children == sorted(children, key=ORDER[name].index), name
            for parent, child in ONCE:
                assert name != parent or children.count(child) <= 1


def test_identifiers_are_names_stand_once_and_are_met_by_every_reference(root):
    ids = [element.attrib["ID"] for element in root.iter() if "ID" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[^\W\d][\w.\-]*", name) for name in ids)
    for element in root.iter(f"{DDI}varGrp"):
        assert set(element.attrib.get("var", "").split()) <= set(ids)
    for element in root.iter(f"{DDI}qstn"):
        assert element.attrib.get("qstn", ids[0]) in ids


def variable(root, name: str):
    return next(element for element in root.iter(f"{DDI}var") if element.attrib["name"] == name)


def said(element, tag: str) -> dict[str, str]:
    return {found.attrib.get(LANG, ""): found.text for found in element.iter(DDI + tag)}


def test_a_variable_has_its_question_choices_empties_and_universe(root):
    share = variable(root, "share")
    assert said(share, "qstnLit") == {"en": "Share of {employees}", "nb": "Andel av {employees}"}
    assert said(share, "universe")["en"] == "'How many?' is above 0 and 'Export?' is Yes"
    assert share.find(f"{DDI}valrng/{DDI}range").attrib == {"UNITS": "REAL", "min": "0", "max": "100"}
    assert [item.attrib["VALUE"] for item in share.iter(f"{DDI}item")] == ["-1", "-7", "-8", "-9"]
    assert share.attrib["dcml"] == "1"
    quality = variable(root, "r2")
    assert said(quality, "preQTxt") == {"en": "How important was", "nb": "Hvor viktig var"}
    assert said(quality, "ivuInstr") == {"en": "of goods", "nb": "av varer"}
    assert quality.find(f"{DDI}qstn").attrib["seqNo"] == "7b"
    valid = [c.find(f"{DDI}catValu").text for c in quality.iter(f"{DDI}catgry") if c.attrib.get("missing") != "Y"]
    assert valid == ["1", "0"]
    assert variable(root, "big").find(f"{DDI}derivation/{DDI}drvcmd").text == "if employees >= 50 then 1 else 0"
    assert variable(root, "w").attrib["wgt"] == "wgt"
    assert variable(root, "founded").find(f"{DDI}varFormat").attrib["category"] == "date"
    groups = {group.attrib["name"]: group.attrib["type"] for group in root.iter(f"{DDI}varGrp")}
    assert groups == {
        "A": "section", "B": "section", "nodes": "repetition", "end": "section", "partners": "multipleResp", "best": "other",
        "reasons": "grid", "where_": "grid", "wh1": "multipleResp", "wh2": "multipleResp", "steps": "grid", "sums": "grid",
        "parts": "grid", "node_partner": "multipleResp",
    }  # fmt: skip


ARCHIVE = """<?xml version="1.0" encoding="UTF-8"?>
<codeBook xmlns="ddi:codebook:2_5" version="2.5">
 <stdyDscr><citation><titlStmt><titl>Firms 2006</titl><IDNo>firms-06</IDNo></titlStmt></citation></stdyDscr>
 <dataDscr>
  <varGrp type="section" name="use" var="V2 V3 V4"><labl>Use of IT</labl></varGrp>
  <varGrp type="multipleResp" name="IT" var="V3 V4"><labl>Kinds of IT</labl></varGrp>
  <var ID="V1" name="REGION" intrvl="discrete"><labl>Region</labl>
   <catgry><catValu>1</catValu><labl>North</labl></catgry><catgry><catValu>2</catValu><labl>South</labl></catgry>
   <varFormat type="numeric"/></var>
  <var ID="V2" name="SIZE" intrvl="contin" dcml="0" measUnit="persons"><labl>Employees</labl>
   <qstn seqNo="4"><preQTxt>Think of 2006.</preQTxt><qstnLit>How many <emph>people</emph>?</qstnLit><ivuInstr>Count all.</ivuInstr></qstn>
   <valrng><range min="0" max="9000"/></valrng><universe>All firms with staff</universe><varFormat type="numeric"/></var>
  <var ID="V3" name="IT_web" intrvl="discrete"><labl>Web</labl><qstn ID="Q5"><qstnLit>Which IT?</qstnLit></qstn></var>
  <var ID="V4" name="IT_mail" intrvl="discrete"><labl>Mail</labl><qstn qstn="Q5"/></var>
  <var ID="V5" name="SECTOR" intrvl="discrete"><labl>Sector</labl><qstn>In which sector?</qstn>
   <catgry><catValu>a</catValu><labl>Services</labl></catgry>
   <catgry missing="Y"><catValu>z</catValu><labl>No answer</labl></catgry><varFormat type="character"/></var>
  <var ID="V6" name="NAME"><labl>Name</labl><qstn><qstnLit>Name?</qstnLit></qstn><varFormat type="character"/></var>
  <var ID="V7" name="BORN"><labl>Founded</labl><qstn><qstnLit>When?</qstnLit></qstn><varFormat type="character" category="date"/></var>
 </dataDscr>
</codeBook>
"""


def test_the_file_of_an_archive_is_read_as_far_as_its_elements_say(read):
    found = read(ARCHIVE, "firms.xml")
    assert (found.data["instrument"], found.data["title"]) == ("firms-06", "Firms 2006")
    assert found.data["sections"][0]["title"] == "Use of IT"
    size = found.questions["SIZE"]
    assert size["text"] == "Think of 2006.\nHow many people?"
    assert (size["number"], size["help"], size["range"], size["unit"]) == ("4", "Count all.", "0..9000", "persons")
    assert any("universe: All firms with staff" in note for note in size["notes"])
    assert found.questions["IT"]["type"] == "multiple"
    assert found.data["lists"]["IT"] == {"web": "Web", "mail": "Mail"}
    assert found.questions["SECTOR"]["text"] == "In which sector?"
    assert found.data["lists"]["SECTOR"] == {"a": "Services"}
    assert (found.questions["NAME"]["type"], found.questions["BORN"]["type"]) == ("text", "date")
    assert [column["id"] for column in found.data["register"]] == ["REGION"]


def test_a_file_without_questions_has_a_question_for_each_variable(read):
    bare = re.sub(r"<qstn.*?(</qstn>|/>)", "", ARCHIVE)
    found = read(bare, "firms.xml")
    assert found.questions["REGION"] == {"id": "REGION", "type": "single", "text": "Region", "codes": "REGION"}
    assert any("the file has no questions" in line for line in found.told)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<DDIInstance/>", "its first element is 'DDIInstance'"),
        ("<codeBook><dataDscr/></codeBook>", "the form asks nothing"),
        (ARCHIVE[:700], "the XML cannot be read"),
        (
            ARCHIVE.replace('encoding="UTF-8"?>', 'encoding="UTF-8"?><!DOCTYPE codeBook [<!ENTITY x "y">]>'),
            "an entity 'x' is declared",
        ),
        (ARCHIVE.encode("utf-16"), "the XML cannot be read"),
    ],
)
def test_what_is_no_codebook_is_refused_with_its_place(refused, content, said):
    told = refused(content, "firms.xml", "ddi")
    assert told[0].startswith("F")
    assert "SK563" in told[0]
    assert said in told[0]


def test_a_damaged_note_of_our_own_is_told(read, tmp_path):
    path = tmp_path / "d.xml"
    exchange.write(load(EVERYTHING), path, "ddi")
    text = path.read_text(encoding="utf-8").replace('"type": "date"', '"type": date')
    found = read(text, "d.xml")
    assert "SK587" in found.rules()
    assert found.questions["founded"]["type"] == "date"  # by its elements
