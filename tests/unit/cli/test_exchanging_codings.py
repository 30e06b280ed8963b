"""Codings and frames to and from other programs, as the commands are called."""

from pathlib import Path

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.cli.coded import read_codings
from surveykit.codebook.frames.file import load

FRAME = Path("codebooks/italian-after.yaml").resolve()
ANSWERS = Path("sample_responses/italian-network-contract-coding.csv").resolve()


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def command(*words):
        code = guarded(surveykit, list(map(str, words)))
        out, err = capsys.readouterr()
        return code, out + err

    return command


def test_a_table_of_codings_becomes_a_project_and_a_table_again(run):
    code, said = run("coding", "export", ANSWERS, "--frame", FRAME, "-o", "it.qdpx")
    assert (code, "it.qdpx: 54 codings of" in said, "SK952 warning: the frame:" in said) == (CLEAN, True, True), said
    assert Path("it.surveykit.json").exists()
    assert run("coding", "export", "it.qdpx", "-o", "it.csv")[0] == CLEAN
    frame = load(FRAME)
    assert (
        read_codings(Path("it.csv"), frame)[0]
        == read_codings(Path("it.qdpx"), None)[0]
        == read_codings(ANSWERS, frame)[0]
    )


@pytest.mark.parametrize("layout", ["wide", "codes"])
def test_the_wide_layouts(run, layout):
    assert run("coding", "export", ANSWERS, "--frame", FRAME, "-o", "it.xlsx", "--layout", layout)[0] == CLEAN
    frame = load(FRAME)
    sets = {key: set(one.codes) for key, one in read_codings(Path("it.xlsx"), frame)[0].codings.items()}
    assert sets == {key: set(one.codes) for key, one in read_codings(ANSWERS, frame)[0].codings.items()}


def test_a_project_comes_into_a_store_and_out_of_it(run):
    Path("data.csv").write_text("case,after_text\nIT01,Abbiamo venduto\nIT02,Una fiera\n", encoding="utf-8")
    Path("ida.csv").write_text(
        "case,coder,codes,question\nIT01,ida,EXP,after_text\nIT02,ida,FAIR,after_text\n", encoding="utf-8"
    )
    assert run("coding", "begin", "data.csv", "--frame", FRAME, "--case", "case", "--to", "c.db")[0] == CLEAN
    run("coding", "export", "ida.csv", "--frame", FRAME, "-o", "ida.qdpx")
    code, said = run("coding", "import", "c.db", "ida.qdpx")
    assert (code, "c.db: 2 codings and 0 settlements came in" in said) == (CLEAN, True), said
    code, said = run("coding", "export", "c.db", "-o", "c.qdpx")
    assert (code, "c.qdpx: 2 codings of c.db" in said) == (CLEAN, True), said
    codings, _, _ = read_codings(Path("c.qdpx"), None)
    assert {unit.text for unit in codings.units.values()} >= {"Abbiamo venduto", "Una fiera"}


def test_a_frame_becomes_a_codebook_and_a_frame_again(run):
    assert run("convert", FRAME, "x.qdc")[0] == FINDINGS  # other languages and attributes are lost, and told
    code, said = run("convert", "x.qdc", "again.yaml")
    assert (code, "again.yaml: " in said) == (CLEAN, True), said
    assert list(load(Path("again.yaml")).codes) == list(load(FRAME).codes)
    assert run("codebook", FRAME, "-o", "y.qdc")[0] == CLEAN
    assert Path("x.qdc").read_bytes() == Path("y.qdc").read_bytes()


def test_the_codes_of_a_project_become_a_frame(run):
    run("coding", "export", ANSWERS, "--frame", FRAME, "-o", "it.qdpx")
    assert run("convert", "it.qdpx", "again.yaml")[0] == CLEAN
    assert load(Path("again.yaml")) == load(FRAME)


def test_what_cannot_be_read_is_a_message(run):
    Path("x.qdpx").write_bytes(b"PK nothing")
    Path("x.qdc").write_text("<CodeBook", encoding="utf-8")
    for words in (
        ("convert", "x.qdpx", "y.yaml"),
        ("convert", "x.qdc", "y.yaml"),
        ("coding", "export", "x.qdpx", "-o", "y.csv"),
    ):
        code, said = run(*words)
        assert (code, "SK950" in said) == (REFUSED, True), said
    assert not Path("y.yaml").exists()


def test_nothing_is_written_over_what_is_read(run):
    run("coding", "export", ANSWERS, "--frame", FRAME, "-o", "it.qdpx")
    assert run("coding", "export", "it.qdpx", "-o", "it.qdpx")[0] == REFUSED
