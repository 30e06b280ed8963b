"""A codebook as DDI-Codebook: elements where the schema asks for them, and the same codebook when it is read."""

import os
import re
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.ddi.names import identifier
from surveykit.ddi.read import NOT_DDI, reading_of
from surveykit.ddi.write import Data, text_of
from surveykit.instrument.file import load
from surveykit.instrument.project import codebook_of
from surveykit.stats.describe import describe
from surveykit.text import Text
from surveykit.xml import parsed

ROOT = Path(__file__).resolve().parents[3]
INSTRUMENTS = sorted((ROOT / "instruments").glob("*.yaml"))
NAMESPACE = "{ddi:codebook:2_5}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ORDER = {  # of the children of an element, as the schema of DDI-Codebook 2.5 has them
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat notes",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation fileCont fileStrc dimensns fileType format filePlac dataChck ProcStat dataMsng",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng undocCod universe TotlResp "
    "sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept derivation varFormat geoMap catLevel notes",
    "catgry": "catValu labl txt catStat mrow",
    "valrng": "item range key notes",
    "invalrng": "item range key notes",
    "derivation": "drvdesc drvcmd",
}
ONCE = {
    ("titlStmt", "titl"),
    ("var", "derivation"),
    ("var", "varFormat"),
    ("catgry", "catValu"),
    ("varGrp", "universe"),
}
NEEDED = {"var": {"name"}, "item": {"VALUE"}, "sumStat": {"type"}}
WORDS = {  # attributes that take a few words only
    "wgt": {"wgt", "not-wgt"},
    "intrvl": {"contin", "discrete"},
    "nature": {"nominal", "ordinal", "interval", "ratio", "percent", "other"},
    "missing": {"Y", "N"},
    "UNITS": {"INT", "REAL"},
    "category": {"date", "time", "currency", "other"},
    "responseDomainType": {"text", "numeric", "code", "category", "datetime", "geographic", "multiple", "other"},
}
SCHEMA = Path(os.environ.get("SURVEYKIT_DDI_SCHEMA", "nowhere"))


def read(text: str) -> Codebook:
    return reading_of(parsed(text.encode(), NOT_DDI)).codebook


def ordered(root) -> None:
    """Assert what the schema asks for, as far as it was written down here."""
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        children = [child.tag.removeprefix(NAMESPACE) for child in element]
        if name in ORDER:
            order = ORDER[name].split()
            assert set(children) <= set(order), name
            assert children == sorted(children, key=order.index), name
        assert all(children.count(child) <= 1 for parent, child in ONCE if parent == name)
        assert element.attrib.keys() >= NEEDED.get(name, set())
        assert all(value in WORDS[key] for key, value in element.attrib.items() if key in WORDS)
    ids = [element.attrib["ID"] for element in root.iter() if "ID" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[^\W\d][\w.\-·]*", one) for one in ids)
    for element in root.iter():
        for key in ("var", "qstn", "files", "wgt-var"):
            assert set(element.attrib.get(key, "").split()) <= set(ids)


def test_it_reads_back_as_the_same_codebook_and_its_elements_are_in_order(small, tree):
    text = text_of(small, data=Data("small.csv", 7))
    ordered(tree(text))
    assert read(text) == small


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_the_codebook_of_an_instrument_comes_back(path, tree):
    codebook = codebook_of(load(path))
    text = text_of(codebook)
    ordered(tree(text))
    assert read(text) == codebook


def test_facts_stand_in_the_elements_that_archives_read(small, tree):
    root = tree(text_of(small))
    export, share = (
        next(v for v in root.iter(f"{NAMESPACE}var") if v.attrib["name"] == n) for n in ("export", "share")
    )
    said = {one.attrib[LANG]: one.text for one in export.findall(f"{NAMESPACE}labl")}
    assert said == {"nb": "Eksport", "en": "Export"}
    assert export.find(f"{NAMESPACE}qstn").attrib == {"ID": "Q.export", "seqNo": "4", "responseDomainType": "category"}
    empties = [one for one in export.iter(f"{NAMESPACE}catgry") if one.attrib.get("missing") == "Y"]
    assert [one.attrib["missType"] for one in empties] == ["not_asked", "refused", "dont_know", "no_answer"]
    assert share.attrib["measUnit"] == "prosent"
    assert (share.attrib["nature"], share.attrib["intrvl"], share.attrib["dcml"]) == ("interval", "contin", "1")
    assert share.attrib["wgt-var"] == "V.w"
    assert share.find(f"{NAMESPACE}valrng/{NAMESPACE}range").attrib == {"UNITS": "REAL", "min": "0", "max": "100"}
    assert [one.text for one in share.findall(f"{NAMESPACE}universe")] == ["'Eksport' er Yes", "'Export' is Yes"]


def test_a_label_that_an_archive_corrects_is_the_label(small):
    text = text_of(small).replace('<labl xml:lang="en">Export</labl>', '<labl xml:lang="en">Exports</labl>')
    assert read(text)["export"].label.into("en") == "Exports"


def test_statistics_count_every_code_and_measure_every_number(tree):
    codes = CodeList(name="x", codes=(Code(value=1, label=Text("a")), Code(value=2, label=Text("b"))))
    missing = (Code(value=-9, missing="no_answer"),)
    variables = (Variable(name="x", codes="x", missing=missing), Variable(name="y", measure="scale"))
    codebook = Codebook(variables=variables, lists={"x": codes})
    dataset = Dataset(codebook, pa.table({"x": [1, 1, -9, None], "y": [1.0, 2.0, 4.5, None]}))
    profiles = {profile.name: profile for profile in describe(dataset, ("x", "y")).groups[-1].profiles}
    root = tree(text_of(codebook, profiles))
    ordered(root)
    x, y = root.iter(f"{NAMESPACE}var")
    counted = {
        one.find(f"{NAMESPACE}catValu").text: one.find(f"{NAMESPACE}catStat").text
        for one in x.iter(f"{NAMESPACE}catgry")
    }
    assert counted == {"1": "2", "2": "0", "-9": "1"}
    told = {one.attrib["type"]: one.text for one in y.iter(f"{NAMESPACE}sumStat")}
    assert told | {"stdev": ""} == {
        "vald": "3",
        "invd": "1",
        "min": "1",
        "max": "4.5",
        "mean": "2.5",
        "medn": "2",
        "stdev": "",
    }
    assert read(text_of(codebook, profiles)) == codebook


def test_texts_that_xml_cannot_hold_come_back():
    awkward = "a\r\nb\x01\x0b \"<>&' ]]> \ufffe \U0001f600 "
    codes = CodeList(name=" l ", codes=(Code(value=" 1", label=Text(awkward), missing="because"), Code(value="")))
    variable = Variable(
        name=awkward,
        label=Text({"norsk bokmål": awkward, "en": "x", "nb": ""}),
        type="text",
        codes=" l ",
        notes=awkward,
        missing=(Code(value="a"), Code(value="b", missing="\t")),
    )
    codebook = Codebook(name=awkward, variables=(variable,), lists={" l ": codes}, notes=(awkward, ""))
    assert read(text_of(codebook)) == codebook


def test_different_names_never_share_an_identifier():
    names = ["a b", "a_b", "a_x20_b", "a.b", "a:b", "a²", "a2", "ø", "ж", "a_x", "_x20_"]
    assert len({identifier(f"V.{name}") for name in names}) == len(names)


@pytest.mark.skipif(not SCHEMA.is_file(), reason="SURVEYKIT_DDI_SCHEMA names no codebook.xsd of DDI-Codebook 2.5")
@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_it_is_valid_by_the_official_schema(path, small, tmp_path):
    etree = pytest.importorskip("lxml.etree")
    from surveykit import exchange

    schema = etree.XMLSchema(etree.parse(SCHEMA, etree.XMLParser(no_network=True)))
    instrument = load(path)
    exchange.write(instrument, tmp_path / "x.xml", "ddi")
    texts = [
        text_of(codebook_of(instrument)),
        text_of(small, data=Data("x.csv", 2)),
        (tmp_path / "x.xml").read_text("utf-8"),
    ]
    for text in texts:
        assert schema.validate(etree.fromstring(text.encode())), schema.error_log
