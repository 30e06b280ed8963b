"""What `check` and `codebook` make of the three kinds of files they are given."""

import json

import pytest
from click.testing import CliRunner

from surveykit.book.file import inspect
from surveykit.cli.check import command as check
from surveykit.cli.codebook import command as codebook
from surveykit.cli.inputs import kind_of

BOOK = "codebook: x\nlanguages: [en]\ntitle: T\nvariables: [{id: a, label: Size of the firm}]\n"
FRAME = "# a comment\nframe: x\nlanguages: [en]\ntitle: T\ncodes: {A: {label: L, definition: D}}\n"
INSTRUMENT = "instrument: x\nlanguages: [en]\ntitle: T\nsections: [{id: A, title: S, questions: [{id: q, type: note, text: t}]}]\n"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (BOOK, "codebook", "sound (1 variable, languages en)"),
        (FRAME, "frame", "sound (1 code, languages en)"),
        (INSTRUMENT, "instrument", "sound (0 items, languages en"),
    ],
)
def test_a_file_is_checked_as_what_its_first_key_says(tmp_path, text, kind, said):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    assert kind_of(path) == kind
    done = CliRunner().invoke(check, [str(path)], standalone_mode=False)
    assert (done.return_value, done.exception) == (0, None)
    assert said in done.stderr


def test_several_files_of_several_kinds_are_checked_at_once(tmp_path):
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml")]
    for path, text in zip(
        paths, (BOOK + "lables: x\n", FRAME.replace("definition", "defintion"), INSTRUMENT), strict=True
    ):
        path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(check, [*map(str, paths), "--format", "json"], standalone_mode=False)
    found = json.loads(done.stdout)
    assert done.return_value == 2
    assert [(f["file"][-6:], f["rule"], f["line"]) for f in found] == [("a.yaml", "SK010", 5), ("b.yaml", "SK010", 5)]


def test_a_codebook_file_is_a_page(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(BOOK, encoding="utf-8")
    done = CliRunner().invoke(codebook, [str(path), "--format", "md", "-o", "-"], standalone_mode=False)
    assert "Size of the firm" in done.stdout


DESIGN = "design:\n  weight: w\n  stages: [{strata: region}]\n"


def test_a_design_and_a_weighting_are_checked_too(tmp_path):
    (tmp_path / "d.yaml").write_text(DESIGN)
    (tmp_path / "w.yaml").write_text("weighting:\n  margins: [{of: region, counts: {n: 3}}]\n")
    done = CliRunner().invoke(check, [str(tmp_path / "d.yaml"), str(tmp_path / "w.yaml")])
    assert "sound (weight w, 1 stage of drawing)" in done.output
    assert "sound (1 margin)" in done.output


TABLES = "book: b\ntitle: {en: T}\ndesign: {weight: w}\nentries:\n  - {kind: describe, id: t, variables: [w, size]}\n"


def test_a_table_book_is_checked_though_it_has_a_design_in_it(tmp_path):
    (tmp_path / "b.yaml").write_text(TABLES)
    (tmp_path / "d.csv").write_text("w,siz\n1,20\n2,30\n")
    done = CliRunner().invoke(check, [str(tmp_path / "b.yaml")], standalone_mode=False)
    assert (done.return_value, done.stderr.splitlines()[-1]) == (0, f"{tmp_path / 'b.yaml'}: sound (1 entry)")
    assert "not looked at beside data; say `--on DATA`" in done.stderr
    done = CliRunner().invoke(check, [str(tmp_path / "b.yaml"), "--on", str(tmp_path / "d.csv")], standalone_mode=False)
    assert f"{tmp_path / 'b.yaml'}:5:44: SK401 there is no variable 'size'" in done.stdout
    (tmp_path / "d.csv").write_text("w,size\n1,20\n2,30\n")
    done = CliRunner().invoke(check, [str(tmp_path / "b.yaml"), "--on", str(tmp_path / "d.csv")], standalone_mode=False)
    assert done.stderr.endswith("d.csv: the book fits\n")


def test_what_is_said_of_a_design_of_the_wrong_shape_is_not_of_questions(tmp_path):
    (tmp_path / "d.yaml").write_text("design: {stages: [{stratum: region}]}\n")
    done = CliRunner().invoke(check, [str(tmp_path / "d.yaml")], standalone_mode=False)
    assert done.stderr == f"{tmp_path / 'd.yaml'}: 1 error\n"


def test_a_design_is_no_table_book(tmp_path):
    (tmp_path / "d.yaml").write_text(DESIGN)
    (problem,) = inspect(tmp_path / "d.yaml").problems
    assert problem.what == "this is a sampling design; a table book is asked for here"
