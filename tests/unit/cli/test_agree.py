"""`surveykit agree`: from tables of codings to a page of agreement."""

import json
from pathlib import Path

import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import guarded

ROOT = Path(__file__).resolve().parents[3]
FRAME = str(ROOT / "codebooks" / "italian-after.yaml")
CODINGS = ROOT / "sample_responses" / "italian-network-contract-coding.csv"


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = guarded(surveykit, ["agree", *map(str, arguments)])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run


def test_the_codings_of_the_italian_sample_in_the_terminal(run):
    code, out, _ = run(CODINGS, "--frame", FRAME, "--attribute", "tangible", "--language", "en", "--replicates", 50)
    assert code == 0
    assert "27, judged by two coders or more" in out
    assert "Krippendorff's alpha, MASI" in " ".join(out.split())
    assert "Foreign clients" in out


def test_a_file_of_each_coder_is_the_same_as_one_file(run, tmp_path):
    head, *lines = CODINGS.read_text(encoding="utf-8").splitlines()
    for coder in ("1", "2"):
        mine = [line for line in lines if line.split(",")[2] == coder]
        (tmp_path / f"{coder}.csv").write_text("\n".join([head, *mine]) + "\n", encoding="utf-8")
    one, two = ["1.csv", "2.csv"], [CODINGS]
    for name, files in (("one.json", one), ("two.json", two)):
        assert run(*files, "--frame", FRAME, "--replicates", 20, "-o", name)[0] == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    whole = next(b for b in json.loads((tmp_path / "one.json").read_text())["blocks"] if b.get("key") == "whole")
    values = {row["cells"]["coefficient"]: row["cells"]["value"] for row in whole["rows"]}
    assert round(values["Cohen's kappa"], 6) == 0.875576


def test_the_types_by_each_coders_own_codes(run, tmp_path):
    """The figures of the Italian sample: kappa .885593 and alpha .887712 on the group A, B, C or D."""
    types = ("--typology", ROOT / "codebooks" / "italian-abcd.yaml")
    data = ("--data", CODINGS.with_name("italian-network-contract.parquet"))
    assert run(CODINGS, "--frame", FRAME, *types, *data, "--replicates", 10, "-o", "out.json")[0] == 0
    blocks = json.loads((tmp_path / "out.json").read_text())["blocks"]
    rows = [row["cells"] for row in next(b for b in blocks if b.get("key") == "whole")["rows"]]
    head = next(n for n, cells in enumerate(rows) if cells["coefficient"] == "itz_group: 27 answers, 27 pairs")
    values = {cells["coefficient"]: cells["value"] for cells in rows[head + 1 :]}
    assert round(values["Cohen's kappa"], 6) == 0.885593
    assert round(values["Krippendorff's alpha, nominal"], 6) == 0.887712


def test_a_typology_needs_the_data_it_reads(run):
    code, _, err = run(CODINGS, "--frame", FRAME, "--typology", ROOT / "codebooks" / "italian-abcd.yaml")
    assert code == 2
    assert "--typology and --data belong together" in err


def test_two_files_that_differ_on_one_coder_are_refused_with_both_places(run, tmp_path):
    head, first, *_ = CODINGS.read_text(encoding="utf-8").splitlines()
    (tmp_path / "a.csv").write_text(f"{head}\n{first}\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{head}\n{first.replace('EXP FAIR', 'NONE')}\n", encoding="utf-8")
    code, out, err = run("a.csv", "b.csv", "--frame", FRAME)
    assert (code, out) == (2, "")
    assert "SK733" in err
    assert "b.csv" in err
    assert "after_text/IT01" in err


def test_one_coder_alone_is_refused(run, tmp_path):
    head, first, *_ = CODINGS.read_text(encoding="utf-8").splitlines()
    (tmp_path / "a.csv").write_text(f"{head}\n{first}\n", encoding="utf-8")
    code, _, err = run("a.csv", "--frame", FRAME)
    assert code == 2
    assert "SK730" in err


def test_a_language_the_frame_does_not_have_is_refused(run):
    code, _, err = run(CODINGS, "--frame", FRAME, "--language", "fr")
    assert code == 2
    assert "SK704" in err


def test_without_a_frame_there_is_nothing_to_go_by(run):
    code, _, err = run(CODINGS)
    assert code == 2
    assert "--frame FRAME" in err


@pytest.mark.parametrize("suffix", ["html", "xlsx", "md", "csv", "json", "txt"])
def test_it_is_written_in_every_format_and_the_same_twice(run, tmp_path, suffix):
    for name in ("one", "two"):
        assert run(CODINGS, "--frame", FRAME, "--replicates", 10, "-o", f"{name}.{suffix}")[0] == 0
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()
