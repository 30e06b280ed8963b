"""A study file: what is wrong in it is told at its place, all at once."""

import re
from pathlib import Path

import pytest

from surveykit.problems import DefinitionError, SourceError
from surveykit.study.file import alike, found, inspect, load
from surveykit.study.steps import steps_of

ROOT = Path(__file__).parents[3]
WRONG = """\
study: wrong
title: Wrong
instruments: {sis: sis.yaml}
data:
  sis: {from: [a.sav, b.sav], instrument: siss, codebook: c.yaml, codings: [x.csv], typologies: [{file: t.yaml, codings: y.csv}]}
  plain: {from: d.csv, mapping: m.yaml}
books:
  tables: {file: tables.yaml, data: sas}
published:
  Tables: {file: published.yaml, book: tabels}
report:
  parts:
    - {book: tables, validation: sis}
    - {types: plain, only: [x]}
    - {}
"""


def test_every_problem_is_told_with_its_place(tmp_path):
    file = tmp_path / "surveykit.yaml"
    file.write_text(WRONG, encoding="utf-8")
    (tmp_path / "a.sav").touch()
    said = [str(problem).splitlines()[0].removeprefix(f"{file}:") for problem in inspect(file).problems]
    assert said == [
        "5:43: SK987 there is no 'siss' in `instruments`",
        "8:37: SK987 there is no 'sas' in `data`",
        "10:40: SK987 there is no 'tabels' in `books`",
        "3:20: SK988 there is no file 'sis.yaml'",
        "8:18: SK988 there is no file 'tables.yaml'",
        "10:18: SK988 there is no file 'published.yaml'",
        "5:23: SK988 there is no file 'b.sav'",
        "5:59: SK988 there is no file 'c.yaml'",
        "5:77: SK988 there is no file 'x.csv'",
        "5:105: SK988 there is no file 't.yaml'",
        "6:17: SK988 there is no file 'd.csv'",
        "6:33: SK988 there is no file 'm.yaml'",
        "10:3: SK989 the name 'Tables' is that of something in `books` already",
        "5:3: SK990 'sis' has an instrument and a codebook",
        "5:3: SK990 'sis' has 1 codings and 0 frames",
        "5:122: SK987 'y.csv' is not among the codings of 'sis'",
        "6:3: SK990 'plain' has a mapping, and no instrument or codebook that it leads to",
        "13:7: SK990 one part shows 'book', 'validation'",
        "14:7: SK990 `only` belongs to a part that shows a book",
        "14:7: SK990 'plain' has no typologies",
        "15:7: SK990 a part of the report says nothing",
    ]
    with pytest.raises(DefinitionError):
        load(file)


def test_files_whose_pages_would_have_one_name_are_refused(tmp_path):
    file = tmp_path / "surveykit.yaml"
    file.write_text(
        "study: alike\ntitle: Alike\ndata:\n  sis:\n    from: a.sav\n    frames: [f.yaml]\n"
        "    codings: [one/c.csv, two/C.csv]\n    typologies: [one/t.yaml, two/t.yaml, validation.yaml]\n",
        encoding="utf-8",
    )
    said = [str(problem).splitlines()[0].removeprefix(f"{file}:") for problem in inspect(file).problems]
    assert [line for line in said if "SK989" in line] == [
        "7:26: SK989 the page of 'two/C.csv' would be called as that of 'one/c.csv'",
        "8:30: SK989 the page of 'two/t.yaml' would be called as that of 'one/t.yaml'",
        "8:42: SK989 the page of 'validation.yaml' would be called as that of the validation of 'sis'",
    ]


def test_a_folder_or_a_pattern_of_parquet_files_is_there(toys):
    (toys.folder / "parts").mkdir()
    toys.say("parts/a.parquet", "one\n")
    text = (toys.folder / "surveykit.yaml").read_text(encoding="utf-8")
    toys.say("surveykit.yaml", text.replace("from: first.txt", "from: [parts, 'parts/*.parquet']"))
    assert inspect(toys.folder / "surveykit.yaml").problems == ()


def test_a_study_that_is_named_twice_is_one_and_two_of_one_name_are_told(toys, tmp_path):
    within = toys.folder / "in"
    within.mkdir()
    [file] = found([toys.folder, within / "..", toys.folder / "surveykit.yaml"])
    toys.say("other.yaml", "study: others\ntitle: Others\n")
    [problem] = alike([load(file), load(toys.folder / "other.yaml")])
    assert problem.what == f"{file} is built in this folder already"
    other = type(toys)(tmp_path / "copy")
    [problem] = alike([load(file), other.study()])
    assert str(problem).splitlines()[0] == (
        f"{other.folder / 'surveykit.yaml'}:1:8: SK989 'toys' is the name of {file} already"
    )


def test_files_that_are_not_there_are_left_to_the_steps_that_read_them(toys):
    (toys.folder / "rules.txt").unlink()
    assert [problem.rule.code for problem in inspect(toys.folder / "surveykit.yaml").problems] == ["SK988"]
    assert load(toys.folder / "surveykit.yaml").name == "toys"


def test_a_folder_stands_for_its_study_or_for_those_in_it(toys):
    assert found([toys.folder]) == found([toys.folder.parent]) == found([toys.folder / "surveykit.yaml"])
    (toys.folder / "empty").mkdir()
    with pytest.raises(SourceError) as refused:
        found([toys.folder / "empty", toys.folder / "nowhere"])
    assert [problem.what for problem in refused.value.problems] == [
        "there is no surveykit.yaml here, nor in a folder in it",
        "there is no such file",
    ]


def test_the_steps_go_from_raw_file_to_report_in_the_order_of_the_keys(tmp_path):
    page = (ROOT / "docs" / "how-to" / "run-a-study.md").read_text(encoding="utf-8")
    file = tmp_path / "surveykit.yaml"
    file.write_text(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    steps = steps_of(load(file).file)
    assert [step.name for step in steps] == [
        "farms import",
        "farms correct",
        "farms classify types",
        "farms weight",
        "farms validate",
        "farms codebook",
        "book tables",
        "published paper",
        "farms-agreement",
        "report",
    ]
    lines = [line for step in steps for line in step.by_hand()]
    assert lines[0] == "surveykit import answers.sav --instrument instrument.yaml -o build/parts/farms-import.parquet"
    assert (
        "surveykit weight build/parts/farms-classify-types.parquet --to weighting.yaml --design design.yaml "
        "--language en -o build/farms.parquet" in lines
    )
    assert (
        "surveykit reproduce published.yaml --data build/farms.parquet --design build/farms.design.yaml "
        "--language en -o build/paper.html" in lines
    )
    assert (
        "surveykit tables tables.yaml --data build/farms.parquet --design build/farms.design.yaml "
        "--language en -o build/tables.xlsx" in lines
    )
