"""`surveykit new`: what it writes passes check, is laid out, and replaces nothing."""

import json

import jsonschema
import pytest
from ruamel.yaml import YAML

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.instrument.instrument import Instrument
from surveykit.source import read


@pytest.fixture
def new(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        code = guarded(surveykit, ["new", *map(str, arguments)])
        return code, capsys.readouterr().err

    return command


@pytest.mark.parametrize("name", ["farm.yaml", "my farm.yaml", "2026.yaml", "yes.yaml", "b: c.yaml"])
def test_it_passes_check_with_no_finding_and_is_laid_out(new, name, tmp_path, capsys):
    assert new(name)[0] == CLEAN
    assert guarded(surveykit, ["check", name]) == CLEAN
    assert guarded(surveykit, ["fmt", "--check", name]) == CLEAN
    assert read(tmp_path / name).data["instrument"] == name.removesuffix(".yaml")
    assert "NAME" not in (tmp_path / name).read_text()
    assert "FILE" not in (tmp_path / name).read_text()


def test_without_a_name_and_without_a_suffix(new, tmp_path):
    assert new()[0] == new("farm")[0] == CLEAN
    assert (tmp_path / "survey.yaml").exists()
    assert (tmp_path / "farm.yaml").exists()


def test_nothing_is_overwritten(new, tmp_path):
    (tmp_path / "farm.yaml").write_text("mine")
    (tmp_path / "instrument.schema.json").write_text("{}")
    code, said = new("farm.yaml")
    assert code == REFUSED
    assert "SK291" in said
    assert (tmp_path / "farm.yaml").read_text() == "mine"
    assert new("other.yaml")[0] == CLEAN
    assert (tmp_path / "instrument.schema.json").read_text() == "{}"
    assert new("instrument.schema.json", "--schema")[0] == CLEAN
    assert json.loads((tmp_path / "instrument.schema.json").read_text())["title"] == "surveykit instrument"


def test_a_folder_that_is_not_there(new):
    code, said = new("nowhere/farm.yaml")
    assert code == REFUSED
    assert "SK509" in said


def test_the_schema_it_names_is_beside_it_and_accepts_it(new, tmp_path):
    new("farm.yaml")
    text = (tmp_path / "farm.yaml").read_text()
    line = next(line for line in text.splitlines() if "$schema=" in line)
    schema = json.loads((tmp_path / line.split("$schema=")[1]).read_text())
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(data))


COMMON = {
    *("number", "type", "codes", "min", "max", "range", "unit", "required", "empties", "relevance", "else", "text"),
    *("label", "help", "checks", "exclusive", "other", "items", "format", "decimals", "measure"),
}


def test_every_common_key_is_shown(new, tmp_path):
    new("farm.yaml")
    data = read(tmp_path / "farm.yaml").data
    shown = {key for section in data["sections"] for question in section["questions"] for key in question}
    assert shown >= COMMON
    assert {"lists", "register", "computed", "languages", "version"} <= set(data)
    assert set(data) <= {field.alias or name for name, field in Instrument.model_fields.items()}


@pytest.mark.parametrize("name", ["effects.yaml", "2026.yaml", "b: c.yaml"])
def test_a_coding_frame_passes_check_and_fits_its_schema(new, name, tmp_path):
    assert new(name, "--frame")[0] == CLEAN
    assert guarded(surveykit, ["check", name]) == CLEAN
    data = read(tmp_path / name).data
    assert data["frame"] == name.removesuffix(".yaml")
    schema = json.loads((tmp_path / "frame.schema.json").read_text())
    jsonschema.validate(YAML(typ="safe").load((tmp_path / name).read_text()), schema)
    assert not (tmp_path / "instrument.schema.json").exists()
    assert new(name, "--frame")[0] == REFUSED
