"""Real files of REFI-QDA in the project's shared folder are read, and what we write is valid by its schemas.

Run as a script it prints what is said of each file: `python tests/contract/test_shared_refi.py`.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from surveykit.codebook.frames.file import load
from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.acts import Span
from surveykit.coding.codings import Coding, Codings, Settlement
from surveykit.coding.unit import Unit
from surveykit.exchange.codings.read import read as read_table
from surveykit.exchange.refi.codebook import read_codebook, write_codebook
from surveykit.exchange.refi.project import read, write

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "refi"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder of real files is not here"),
]
ITALIAN = Path("codebooks/italian-after.yaml")
ANSWERS = Path("sample_responses/italian-network-contract-coding.csv")


def faults(xml: bytes, schema: str) -> list[str]:
    """What a schema finds wrong with a document."""
    rules = etree.XMLSchema(etree.parse(SHARED / schema))
    rules.validate(etree.fromstring(xml))
    return [str(entry) for entry in rules.error_log]


def project_in(path: Path) -> bytes:
    with ZipFile(path) as archive:
        return archive.read("project.qde")


def told(path: Path) -> list[str]:
    _, problems = read_codebook(path) if path.suffix == ".qdc" else read(path)[1:]
    return [problem.what for problem in problems]


@pytest.mark.parametrize(
    ("name", "codes", "units", "judgements", "spans"),
    [("cproctor_demo.qdpx", 262, 2, 1, 205), ("skyloom_TestProject.qdpx", 14, 6, 3, 7)],
)
def test_projects_are_read(name, codes, units, judgements, spans):
    codings, frame, _ = read(SHARED / name)
    assert (len(frame.codes), len(codings.units), len(codings.codings)) == (codes, units, judgements)
    assert sum(len(coding.spans) for coding in codings.codings.values()) == spans


@pytest.mark.parametrize(
    ("name", "codes", "nets"), [("atlasti_23_4_snippet.qdc", 1, 1), ("refi_spec_annexA1.qdc", 6, 0)]
)
def test_codebooks_are_read(name, codes, nets):
    frame, _ = read_codebook(SHARED / name)
    assert (len(frame.codes), len(frame.nets)) == (codes, nets)


def test_what_an_atlasti_project_loses_is_told():
    said = told(SHARED / "skyloom_TestProject.qdpx")
    assert sum("is missing: its file" in what for what in said) == 6
    assert sum("has no codes and is not read" in what for what in said) == 12
    assert sum("only texts are" in what for what in said) == 6
    assert "the graph 'Netzwerk' with 5 parts is not read" in said


def test_every_file_is_read_and_written_again_valid(tmp_path):
    for path in sorted(SHARED.iterdir()):
        if path.suffix == ".qdpx":
            codings, frame, _ = read(path)
            write(codings, frame, tmp_path / path.name)
            assert faults(project_in(tmp_path / path.name), "Project.xsd") == []
            assert read(tmp_path / path.name)[:2] == (codings, frame)
        elif path.suffix == ".qdc":
            write_codebook(read_codebook(path)[0], tmp_path / path.name)
            assert faults((tmp_path / path.name).read_bytes(), "Codebook.xsd") == []


def test_the_italian_coding_is_valid_and_reads_back_equal(tmp_path):
    frame = load(ITALIAN)
    codings, _ = read_table(ANSWERS, frame)
    write(codings, frame, tmp_path / "italian.qdpx")
    assert faults(project_in(tmp_path / "italian.qdpx"), "Project.xsd") == []
    assert read(tmp_path / "italian.qdpx") == (codings, frame, ())
    write_codebook(frame, tmp_path / "italian.qdc")
    assert faults((tmp_path / "italian.qdc").read_bytes(), "Codebook.xsd") == []


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ["\x00\x01\ufffe", "a\r\nb\rc", "\u202eabc\u202c", "😀👨‍👩‍👧", "]]>&<![CDATA[", "  ", "[1]\n", "\ud800"]
)
NAMES = st.from_regex(r"[A-Za-zæø0-9<&\"'é][\w<&\"'. -]{0,8}[\w]", fullmatch=True)
IDS = st.from_regex(r"[A-Z][A-Z0-9]{3,6}", fullmatch=True)


@st.composite
def made_frame(draw: st.DrawFn) -> CodingFrame:
    keys = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    codes = {
        key: {
            "label": {"it": draw(TEXTS), "en": draw(TEXTS)},
            "definition": draw(TEXTS),
            "include": [draw(TEXTS)],
            "codable": draw(st.booleans()),
            "keywords": [draw(TEXTS)],
            "within": draw(st.sampled_from([None, *keys[:number]])),
            "colour": draw(st.sampled_from(["", "#fff", "#46AA00", "red"])),
        }
        for number, key in enumerate(keys)
    }
    nets = {"N": {"label": draw(TEXTS), "codes": keys[:2]}} if draw(st.booleans()) else {}
    facts = {"frame": draw(NAMES), "title": draw(TEXTS), "languages": ["it", "en"], "codes": codes, "nets": nets}
    return CodingFrame.model_validate(facts)


@st.composite
def made_codings(draw: st.DrawFn, frame: CodingFrame) -> Codings:
    cases = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.strip))
    units = [Unit(case.strip(), draw(NAMES).strip(), draw(TEXTS), context={"k": draw(TEXTS)}) for case in cases]
    held = {}
    for unit in units:
        for coder in draw(st.lists(NAMES, max_size=2, unique=True)):
            outcome = draw(st.sampled_from(["coded", "none", "uncodable"]))
            pool = st.sampled_from([*frame.codes, "UNKNOWN <&>"])
            codes = tuple(draw(st.lists(pool, min_size=1, unique=True))) if outcome == "coded" else ()
            spans = tuple(Span(code, draw(st.integers(0, 9)), draw(st.integers(1, 30))) for code in codes[:2])
            at = draw(st.sampled_from(["", "2026-11-20T10:00:00Z", "2026-11-20T10:00:00.123456+00:00", "yesterday"]))
            held[unit.id, coder] = Coding(
                unit.id, coder, outcome, codes, draw(TEXTS), spans, draw(TEXTS), at=at, text=unit.hash
            )
    settled = {units[0].id: Settlement(units[0].id, draw(NAMES), codes=(next(iter(frame.codes)),), reason=draw(TEXTS))}
    return Codings({unit.id: unit for unit in units}, held, held, settled)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_answers_and_frames_say_the_project_is_valid_and_comes_back(data):
    frame = data.draw(made_frame())
    codings = data.draw(made_codings(frame))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.qdpx"
        write(codings, frame, path)
        assert faults(project_in(path), "Project.xsd") == []
        found, again, problems = read(path)
        write_codebook(frame, path.with_suffix(".qdc"))
        assert faults(path.with_suffix(".qdc").read_bytes(), "Codebook.xsd") == []
    said = [repr(codings), repr(frame)]
    if any("\\ud8" in each for each in said):
        return  # halves of characters are in no file; that they are lost is told
    assert (found, again) == (codings, frame)
    assert problems == ()


if __name__ == "__main__":
    for file in sorted(SHARED.iterdir()):
        if file.suffix in {".qdc", ".qdpx"}:
            sys.stdout.writelines(f"{line}\n" for line in (file.name, *(f"  {what}" for what in told(file))))
