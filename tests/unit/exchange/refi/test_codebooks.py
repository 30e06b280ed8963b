"""Codebooks (.qdc) of other programs as coding frames, and frames as codebooks."""

from pathlib import Path

import pytest
from qda import EXP, FAIR, HEAD

from surveykit.codebook.frames.file import load
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.exchange.refi.codebook import read_codebook, write_codebook
from surveykit.problems import FormatError


def written(codes: str, rest: str = "", namespace: str = "urn:QDA-XML:codebook:1.0") -> str:
    return f'{HEAD}<CodeBook xmlns="{namespace}">{codes}{rest}</CodeBook>'


def test_codes_have_keys_made_of_their_names_and_keep_their_guids(book):
    codes = (
        f'<Codes><Code guid="{{{EXP}}}" name="Health care" isCodable="false" color="#0000ff"><Description>Anything'
        f'</Description><Code guid="{FAIR}" name="Health care" isCodable="true"/></Code></Codes>'
    )
    frame, told = book(written(codes))
    assert told == []
    assert list(frame.codes) == ["Health_care", "Health_care_2"]
    wider, narrower = frame.codes.values()
    assert (wider.guid, wider.codable, wider.colour, str(wider.definition)) == (EXP, False, "#0000ff", "Anything")
    assert (narrower.within, str(narrower.label)) == ("Health_care", "Health care")


def test_sets_are_nets(book):
    codes = f'<Codes><Code guid="{EXP}" name="A" isCodable="true"/></Codes>'
    sets = f'<Sets><Set guid="{FAIR}" name="Group 1"><MemberCode guid="{EXP.upper()}"/></Set></Sets>'
    frame, told = book(written(codes, sets))
    assert told == []
    assert frame.nets["Group_1"].codes == ("A",)


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0"])
def test_namespaces_of_other_versions_are_read(book, namespace):
    codes = f'<Codes><Code guid="{EXP}" name="A" isCodable="true"/></Codes>'
    frame, told = book(written(codes, "<Sets/>", namespace))
    assert list(frame.codes) == ["A"]
    assert told == [
        f"F:2: SK953 note: the namespace is '{namespace}', not of version 1.0; it is read as if it were",
        "F:2: SK953 note: the list of sets is empty, which the standard forbids",
    ]


def test_labelled_lines_of_a_description_are_what_they_say(book):
    description = "Sells abroad.\n\nInclude: a first client\n  who has bought\nExclude: samples\nExample: Venduto!\nExclusive: yes"
    codes = (
        f'<Codes><Code guid="{EXP}" name="A" isCodable="true"><Description>{description}</Description></Code></Codes>'
    )
    code = book(written(codes))[0].codes["A"]
    assert str(code.definition) == "Sells abroad."
    assert [str(each) for each in code.include] == ["a first client\nwho has bought"]
    assert ([str(each) for each in code.exclude], [str(each) for each in code.examples]) == (["samples"], ["Venduto!"])
    assert code.exclusive


def test_no_codes_no_frame(book):
    with pytest.raises(FormatError, match="there are no codes in it"):
        book(written("<Codes/>"))


def test_the_italian_frame_as_a_codebook_comes_back_in_its_first_language(tmp_path):
    frame = load(Path("codebooks/italian-after.yaml"))
    told = write_codebook(frame, tmp_path / "italian-after.qdc")
    again, problems = read_codebook(tmp_path / "italian-after.qdc")
    assert problems == ()
    assert list(again.codes) == list(frame.codes)
    for code, facts in frame.codes.items():
        assert str(again.codes[code].definition) == facts.definition.into("it")
        assert [str(each) for each in again.codes[code].exclude] == [each.into("it") for each in facts.exclude]
        assert again.codes[code].guid == frame.guid_of(code)
    assert "attributes: 'EXP', 'FAIR'" in " ".join(problem.what for problem in told)


def test_a_frame_of_one_language_loses_nothing_but_what_is_about_the_frame(tmp_path):
    frame = CodingFrame.model_validate(
        {
            "frame": "f", "title": "F", "languages": ["en"],
            "codes": {
                "A": {"label": "Wide", "codable": False, "colour": "#ff0000"},
                "B": {"label": "B", "within": "A", "keywords": ["fier*"], "exclusive": True, "examples": ["one\ntwo"]},
            },
            "nets": {"N": {"label": "Net", "codes": ["B"]}},
        }
    )  # fmt: skip
    assert [problem.what for problem in write_codebook(frame, tmp_path / "f.qdc")] == [
        "the frame: its title in every language, its languages"
    ]
    again, _ = read_codebook(tmp_path / "f.qdc")
    assert (again.codes["B"].keywords, again.codes["B"].within, again.codes["A"].codable) == (("fier*",), "A", False)
    assert again.nets["N"].codes == ("B",)
