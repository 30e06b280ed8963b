"""`import` and `export` as they are called."""

import pyarrow as pa
import pytest

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.file import loaded
from surveykit.interview.events import Event
from surveykit.interview.session import started
from surveykit.text import Text

FORM = """\
instrument: small
version: "1"
title: {en: Small, nb: Liten}
languages: [en, nb]
lists:
  yesno:
    1: {en: Yes, nb: Ja}
    0: {en: No, nb: Nei}
  region:
    1: {en: Nordic, nb: Norden}
    2: {en: Asia, nb: Asia}
sections:
  - id: A
    title: {en: A, nb: A}
    questions:
      - {id: size, type: number, range: 0.., text: {en: Size?, nb: Ansatte?}}
      - {id: export, type: single, codes: yesno, text: {en: Export?, nb: Eksport?}}
      - {id: regions, type: multiple, codes: region, text: {en: Where?, nb: Hvor?}}
      - {id: why, type: open, text: {en: Why?, nb: Hvorfor?}}
computed:
  - {id: large, label: {en: Large, nb: Stor}, formula: size > 50, codes: yesno}
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")

    def command(line, **files):
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
        code = guarded(surveykit, line.split())
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return code, err

    return command


def table(path):
    return formats.read(path).dataset.arrow().to_pydict()


def test_a_file_is_put_into_the_codes_of_an_instrument(run, tmp_path):
    code, err = run(
        "import a.csv --instrument form.yaml -o out.parquet",
        a="CASE,Size,export,regions,why,extra\n007,60,Ja,1;2,=1+1,x\n008,5,no,,,y\n",
    )
    assert code == CLEAN
    assert "a.csv: 2 cases, 6 variables" in err
    assert "SK434 note: not in the codebook, kept as they are: 'extra'" in err
    assert "out.parquet: 2 cases, 8 variables from 1 file" in err
    found = table(tmp_path / "out.parquet")
    assert found["case"] == ["007", "008"]
    assert (found["export"], found["large"], found["why"]) == ([1, 0], [1, 0], ["=1+1", None])
    assert (found["regions_1"], found["regions_2"]) == ([1, None], [1, None])


def test_values_to_look_at_are_findings(run, tmp_path):
    code, err = run("import a.csv --instrument form.yaml -o out.parquet", a="case,size,export\nf1,many,7\nf1,1,1\n")
    assert code == FINDINGS
    assert "a.csv: case f1, size: SK431 'many' is no number; left blank" in err
    assert "a.csv: case f1, export: SK430 7 is no code of 'export'" in err
    assert "case f1, case: SK415 the id stands 2 times" in err
    assert table(tmp_path / "out.parquet")["export"] == [7, 1]


def test_several_files_are_stacked(run, tmp_path):
    code, err = run("import a.csv b.csv -o out.csv", a="x,y\n1,2\n", b="y,z\n3,4\n")
    assert code == CLEAN
    assert "out.csv: 2 cases, 3 variables from 2 files" in err
    assert table(tmp_path / "out.csv") == {"x": [1, None], "y": [2, 3], "z": [None, 4]}


def test_a_dataset_lends_its_codebook(run, tmp_path):
    assert run("import a.csv --instrument form.yaml -o first.parquet", a="case,export\n1,Yes\n")[0] == CLEAN
    assert run("import b.csv --codebook first.parquet -o second.parquet", b="export,case\nNei,2\n")[0] == CLEAN
    assert table(tmp_path / "second.parquet")["export"] == [0]
    assert "not both" in run("import b.csv --codebook first.parquet --instrument form.yaml -o c.parquet")[1]


def test_computed_variables_of_the_file_are_kept(run, tmp_path):
    run("import a.csv --instrument form.yaml -o out.parquet", a="case,size,large\n1,60,0\n")
    assert table(tmp_path / "out.parquet")["large"] == [0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import a.csv -o a.csv", "SK516"),
        ("import nowhere.csv -o b.parquet", "SK508"),
        ("import a.csv -o b.doc", "SK501"),
        ("import a.csv -o b.por", "SK502"),
        ("import a.csv -o nowhere/b.parquet", "SK509"),
        ("import a.csv -O encodng=x -o b.parquet", "did you mean 'encoding'?"),
        ("import a.csv -O encoding -o b.parquet", "an option is written key=value"),
        ("import a.csv --instrument nowhere.yaml -o b.parquet", "nowhere.yaml"),
        ("import nowhere.db -o b.parquet", "nowhere.db"),
        ("export a.csv -o a.csv", "SK516"),
        ("export a.csv -o b.parquet --values labels", "SK503 parquet has no option 'values'"),
        ("import a.csv -O header=three -o b.parquet", "'header' of csv: a whole number is asked for, not 'three'"),
        ("import a.csv -O header=0 -o b.parquet", "'header' of csv: it is 1 or more, not '0'"),
        ("import a.csv -O dates=ymd -o b.parquet", "'dates' of csv: it is one of 'dmy' or 'mdy', not 'ymd'"),
        ("export a.csv -o b.sav -O language=nb -O labels=x", "SK503 spss has no option 'labels'"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(run, tmp_path, line, said):
    code, err = run(line, a="x\n1\n")
    assert code == REFUSED
    assert said in err
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "form.yaml"}
    assert (tmp_path / "a.csv").read_text() == "x\n1\n"


def test_losses_are_told_and_strict_refuses_them(run, tmp_path, firms):
    formats.write(firms, tmp_path / "firms.parquet")
    code, err = run("export firms.parquet -o firms.sav --language nb")
    assert code == CLEAN
    assert "firms.sav: SK512 warning: of the languages 'en', 'nb' only 'nb' is written" in err
    assert str(formats.read(tmp_path / "firms.sav").dataset.codebook["export"].label) == "Eksport"
    code, err = run("export firms.parquet -o strict.sav --strict")
    assert code == REFUSED
    assert not (tmp_path / "strict.sav").exists()
    assert run("export firms.parquet -o strict.xlsx --strict")[0] == CLEAN


def test_labels_are_written_for_people(run, tmp_path, firms):
    formats.write(firms, tmp_path / "firms.parquet")
    assert run("export firms.parquet -o firms.csv --values labels --language nb -O separator=;")[0] == CLEAN
    assert (tmp_path / "firms.csv").read_text(encoding="utf-8").splitlines()[1].startswith("f1;Ja;Software")


def test_the_interviews_of_a_store_are_exported(run, tmp_path):
    instrument = loaded(FORM, "form.yaml")
    with store.open(str(tmp_path / "field.db"), writing=True) as opened:
        opened.keep(instrument.fingerprint, FORM)
        opened.append("firm 1", [Event(1, "e1", "2026-01-31T10:00:00+00:00", "ola", started(instrument, {}))], after=0)
    code, err = run("export field.db --status all -o out.csv")
    assert (code, "out.csv: 1 case" in err) == (CLEAN, True)
    assert table(tmp_path / "out.csv")["case"] == ["firm 1"]
    assert run("import field.db -o out.parquet")[0] == CLEAN


TWO_LANGUAGES = Codebook(
    languages=("nb", "en"),
    variables=(
        Variable(name="a", label=Text({"en": "A", "nb": "Å"}), codes="l", missing=standard_missing("number")),
        Variable(name="b", label=Text({"nb": "B", "en": "Bee"}), type="text", missing=standard_missing("text")),
    ),
    lists={"l": CodeList(name="l", codes=(Code(value=1, label=Text({"en": "Yes", "nb": "Ja"})),))},
)


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        ("", ["a,b", "Ja,ikke spurt", "ikke spurt,x"]),
        ("--language en", ["a,b", "Yes,not asked", "not asked,x"]),
        ("-O language=en", ["a,b", "Yes,not asked", "not asked,x"]),
    ],
)
def test_all_labels_are_written_in_one_language_the_codebooks_first(run, tmp_path, more, rows):
    formats.write(Dataset(TWO_LANGUAGES, pa.table({"a": [1, -1], "b": ["-1", "x"]})), tmp_path / "two.parquet")
    assert run(f"export two.parquet -o two.csv --values labels {more}")[0] == CLEAN
    assert (tmp_path / "two.csv").read_text(encoding="utf-8").splitlines() == rows
    assert run(f"export two.parquet -o two.sav {more}")[0] == CLEAN
    label = "A" if more else "Å"
    assert str(formats.read(tmp_path / "two.sav").dataset.codebook["a"].label) == label


def test_a_language_the_codebook_has_not_is_refused(run, tmp_path):
    formats.write(Dataset(TWO_LANGUAGES, pa.table({"a": [1], "b": ["x"]})), tmp_path / "two.parquet")
    for more in ("--language fr", "-O language=fr"):
        code, err = run(f"export two.parquet -o two.csv {more}")
        assert (code, "SK704 there are no texts in 'fr'" in err) == (REFUSED, True)
    assert not (tmp_path / "two.csv").exists()


@pytest.mark.parametrize("verb", ["import", "export"])
def test_a_dataset_goes_to_standard_output_where_its_format_is_named(tmp_path, monkeypatch, capsysbinary, verb):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("x,y\n1,é\n", encoding="utf-8")
    assert guarded(surveykit, [verb, "a.csv", "-o", "-", "--format", "tsv"]) == CLEAN
    out, err = capsysbinary.readouterr()
    assert out == "x\ty\n1\té\n".encode()
    assert b"-: 1 case, 2 variables" in err
    assert guarded(surveykit, [verb, "a.csv", "-o", "-", "--format", "parquet"]) == CLEAN
    assert capsysbinary.readouterr().out.startswith(b"PAR1")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("-o -", "SK592"),
        ("-o b.csv --format csv", "SK592"),
        ("-o - --format klingon", "SK501 no format has the suffix '.klingon'"),
        ("-o - --format por", "-: SK502"),
    ],
)
def test_standard_output_needs_a_format_and_nothing_else_does(run, tmp_path, more, said):
    for verb in ("import", "export"):
        code, err = run(f"{verb} a.csv {more}", a="x\n1\n")
        assert (code, said in err) == (REFUSED, True)


def test_a_binary_file_is_not_shown_in_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, err = run("export a.csv -o - --format xlsx", a="x\n1\n")
    assert (code, "-: SK518 xlsx is binary" in err) == (REFUSED, True)


def test_one_case_of_one_variable_is_told_in_the_singular(tmp_path, capfd):
    one = Dataset(Codebook(variables=(Variable(name="x"),)), pa.table({"x": pa.array([1], pa.float64())}))
    formats.write(one, tmp_path / "one.sav")
    assert guarded(surveykit, ["import", str(tmp_path / "one.sav"), "-o", str(tmp_path / "one.parquet")]) == CLEAN
    assert "one.sav: 1 case, 1 variable\n" in capfd.readouterr().err
