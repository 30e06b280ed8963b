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
        assert run(*files, "--frame", FRAME, "--language", "en", "--replicates", 20, "-o", name)[0] == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    whole = next(b for b in json.loads((tmp_path / "one.json").read_text())["blocks"] if b.get("key") == "whole")
    values = {row["cells"]["coefficient"]: row["cells"]["value"] for row in whole["rows"]}
    assert round(values["Cohen's kappa"], 6) == 0.875576


def test_the_types_by_each_coders_own_codes(run, tmp_path):
    """The figures of the Italian sample: kappa .885593 and alpha .887712 on the group A, B, C or D."""
    types = ("--typology", ROOT / "codebooks" / "italian-abcd.yaml")
    data = ("--data", CODINGS.with_name("italian-network-contract.parquet"))
    assert (
        run(CODINGS, "--frame", FRAME, *types, *data, "--language", "en", "--replicates", 10, "-o", "out.json")[0] == 0
    )
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


RATINGS = {  # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers, twelve units
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def rated(folder, scale, ratings):
    """Ratings as a table of codings, and a frame whose codes are that scale."""
    codes = "".join(f"  R{n}: {{label: '{n}', definition: Rating {n}., value: {n}}}\n" for n in range(1, 6))
    head = f"frame: rating\nlanguages: [en]\ntitle: Rating\nquestions: [q]\nseveral: false\nscale: {scale}\n"
    (folder / "frame.yaml").write_text(f"{head}codes:\n{codes}", encoding="utf-8")
    lines = [
        f"{unit},q,{coder},{mark}"
        for coder, marks in ratings.items()
        for unit, mark in enumerate(marks.split(), 1)
        if mark != "."
    ]
    (folder / "ratings.csv").write_text("\n".join(["case,question,coder,codes", *lines]) + "\n", encoding="utf-8")


def scaled(folder):
    """The coefficients on the scale, by name, and the heads of all tables."""
    blocks = json.loads((folder / "out.json").read_text())["blocks"]
    rows = [row["cells"] for row in next(b for b in blocks if b.get("key") == "whole")["rows"]]
    first = next(n for n, cells in enumerate(rows) if cells["coefficient"].startswith("The codes as a scale"))
    return {cells["coefficient"]: cells["value"] for cells in rows[first:]}, blocks


@pytest.mark.parametrize(("scale", "alpha"), [("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)])
def test_codes_that_are_a_scale_have_alpha_on_it(run, tmp_path, scale, alpha):
    rated(tmp_path, scale, RATINGS)
    assert run("ratings.csv", "--frame", "frame.yaml", "--replicates", 20, "-o", "out.json")[0] == 0
    values, blocks = scaled(tmp_path)
    assert round(values[f"Krippendorff's alpha, {scale}"], 6) == alpha
    assert {"Weighted kappa (Conger)", "Weighted kappa (Fleiss)", "Gwet's AC2"} <= set(values)
    pairs = [row["cells"]["pair"] for row in next(b for b in blocks if b.get("key") == "pairs")["rows"]]
    assert f"The codes as a scale ({scale})" in pairs


def test_two_coders_on_a_scale_have_cohens_weighted_kappa(run, tmp_path):
    """By hand: the mean squared difference is 1/4, and 7/4 by chance (Cohen 1968)."""
    rated(tmp_path, "interval", {"ida": "1 2 3 1", "ola": "1 3 3 1"})
    assert run("ratings.csv", "--frame", "frame.yaml", "--replicates", 20, "-o", "out.json")[0] == 0
    values, _ = scaled(tmp_path)
    assert values["Weighted kappa (Cohen)"] == pytest.approx(1 - 0.25 / 1.75)


def test_a_scale_without_numbers_is_refused(run, tmp_path):
    rated(tmp_path, "ratio", RATINGS)
    frame = tmp_path / "frame.yaml"
    frame.write_text(frame.read_text().replace(", value: 2", "").replace("value: 3", "value: -3"), encoding="utf-8")
    code, _, err = run("ratings.csv", "--frame", "frame.yaml")
    assert code == 2
    assert err.count("SK740") == 2
