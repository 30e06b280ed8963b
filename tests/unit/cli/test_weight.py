"""From what is known of the population to a file with weights, the design beside it, and a page to judge them by."""

import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.design.file import load

DATA = "firm,region,staff,w\n" + "".join(f"F{i},{'ns'[i % 2]},{3 + 7 * i % 11},{10 + i % 3}\n" for i in range(12))
AIMS = "weighting:\n  margins:\n  - of: region\n    counts: {n: 90, s: 50}\n"


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    """A folder with twelve firms; gives the exit code and what was said of a command."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firms.csv").write_text(DATA)
    (tmp_path / "aims.yaml").write_text(AIMS)

    def command(line: str):
        code = guarded(surveykit, line.split())
        return code, "".join(capsys.readouterr())

    command.folder = tmp_path
    return command


def test_the_weight_meets_the_population_and_its_design_stands_beside(desk):
    code, said = desk("weight firms.csv --to aims.yaml --weight w --strata region -o out.parquet")
    assert code == CLEAN
    assert "post-stratification" in said
    table = formats.read(desk.folder / "out.parquet").dataset.arrow()
    weights = table.column("w_fitted").to_pylist()
    regions = table.column("region").to_pylist()
    assert sum(w for w, region in zip(weights, regions, strict=True) if region == "n") == pytest.approx(90)
    design = load(desk.folder / "out.design.yaml").design
    assert (design.weight, design.calibration.before, design.stages[0].strata) == ("w_fitted", "w", "region")


def test_replicate_weights_stand_beside_the_weight_and_the_design_names_them(desk):
    code, said = desk("weight firms.csv --weight w --replicates bootstrap --count 5 --name v -o out.csv")
    assert (code, "v, from w" in said) == (CLEAN, True)
    assert [name for name in formats.read(desk.folder / "out.csv").dataset.codebook.names if name[0] == "v"] == [
        "v",
        *(f"v_r{i}" for i in range(1, 6)),
    ]
    replicates = load(desk.folder / "out.design.yaml").design.replicates
    assert (replicates.method, replicates.weights, replicates.scale) == ("bootstrap", ("v_r*",), pytest.approx(0.25))


@pytest.mark.parametrize(("language", "word"), [("nb", "Utelatt"), ("it", "Esclusi"), ("ru", "Исключено")])
def test_the_page_speaks_the_language_of_the_data(desk, language, word):
    (desk.folder / "book.yaml").write_text(f"codebook: b\nlanguages: [{language}]\nvariables: []\n")
    _, said = desk(f"weight firms.csv --to aims.yaml --weight w --language {language} -o out.parquet")
    assert word in said


def test_a_file_with_a_slip_is_refused_with_its_place(desk):
    (desk.folder / "aims.yaml").write_text(AIMS.replace("counts", "cuonts"))
    code, said = desk("weight firms.csv --to aims.yaml -o out.parquet")
    assert (code, "aims.yaml:4" in said, "counts" in said) == (REFUSED, True, True)


def test_nothing_asked_is_refused(desk):
    code, said = desk("weight firms.csv -o out.parquet")
    assert (code, "--to FILE" in said) == (REFUSED, True)


def test_the_data_are_never_written_over(desk):
    code, _ = desk("weight firms.csv --to aims.yaml -o firms.csv")
    assert (code, (desk.folder / "firms.csv").read_text()) == (REFUSED, DATA)
