"""The reference lags never: pages, rules, schema and examples agree with the code."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from surveykit.codebook import file as codebook_file
from surveykit.codebook.frames import file as frame_file
from surveykit.expr.check import check
from surveykit.expr.parse import parse
from surveykit.expr.symbol import Symbol
from surveykit.instrument.instrument import Instrument
from surveykit.missing import Missing
from surveykit.problems import DefinitionError, SurveykitError
from surveykit.shape import fitted
from surveykit.source import parsed

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import make_reference  # noqa: E402

RULES = make_reference.rules()


def test_the_pages_are_those_the_code_makes():
    made = subprocess.run(
        [sys.executable, ROOT / "docs" / "make_reference.py", "--check"], check=False, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stdout


def test_a_rule_says_everything():
    for rule in RULES:
        assert rule.code.startswith("SK")
        assert len(rule.code) == 5
        assert rule.title
        assert rule.why
        assert rule.mend


SYMBOLS = {
    "size": Symbol("size", "number", None, Missing({-9: "no_answer"})),
    "group": Symbol("group", "number", {1: "Yes", 0: "No"}),
    "share": Symbol("share", "number", roster="partners"),
}


def broken_by_expression(text: str) -> set[str]:
    try:
        return {problem.rule.code for problem in check(parse(text), SYMBOLS, text).problems}
    except DefinitionError as refusal:
        return {problem.rule.code for problem in refusal.problems}


@pytest.mark.parametrize(
    "rule", [r for r in RULES if r.code < "SK2" and r.code >= "SK1" and r.example], ids=lambda r: r.code
)
def test_the_example_of_an_expression_rule_breaks_it(rule):
    assert rule.code in broken_by_expression(rule.example)


@pytest.mark.parametrize("rule", [r for r in RULES if r.code < "SK1" and r.example], ids=lambda r: r.code)
def test_the_example_of_a_file_rule_breaks_it(rule):
    with pytest.raises(SurveykitError) as refusal:
        fitted(parsed(rule.example), Instrument)
    assert rule.code in {problem.rule.code for problem in refusal.value.problems}


@pytest.mark.parametrize("rule", [r for r in RULES if "SK330" <= r.code <= "SK359" and r.example], ids=lambda r: r.code)
def test_the_example_of_a_codebook_rule_breaks_it(rule):
    look = frame_file.inspected if rule.example.startswith("frame:") else codebook_file.inspected
    assert {problem.rule.code for problem in look(parsed(rule.example)).problems} == {rule.code}


@pytest.mark.parametrize("kind", ["codebook", "frame"])
def test_a_schema_accepts_the_shipped_codebooks_and_frames(kind):
    schema = json.loads((ROOT / "docs" / "reference" / f"{kind}.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    files = [f for f in (ROOT / "codebooks").glob("*.yaml") if f"\n{kind}: " in f.read_text(encoding="utf-8")]
    assert files
    for file in files:
        data = as_an_editor_reads(file.read_text(encoding="utf-8"))
        assert not [error.message for error in validator.iter_errors(data)], file
        assert list(validator.iter_errors({**data, "titel": "x"}))


def test_the_schema_accepts_the_shipped_instruments_and_refuses_a_misspelt_key():
    schema = json.loads((ROOT / "docs" / "reference" / "instrument.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    for file in (ROOT / "instruments").glob("*.yaml"):
        data = as_an_editor_reads(file.read_text())
        assert not list(validator.iter_errors(data)), file
        assert list(validator.iter_errors({**data, "titel": "x"}))


def as_an_editor_reads(text: str):
    """Plain YAML 1.2, as the language server of an editor reads it."""
    from ruamel.yaml import YAML

    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
