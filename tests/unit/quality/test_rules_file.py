"""Rules files: what they say becomes tests, and what is wrong with one is told at its place."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DefinitionError, SourceError
from surveykit.quality.checks import CHECKS
from surveykit.quality.rules.file import inspect, loaded
from surveykit.quality.validate import Report, validate
from surveykit.source import parsed

EMPTY = standard_missing("number")
FIRMS = Dataset(
    Codebook(
        variables=(
            Variable(name="id", type="text", role="id"),
            Variable(name="size", missing=EMPTY),
            Variable(name="costs", missing=EMPTY),
            Variable(name="turnover", missing=EMPTY),
            Variable(name="name", type="text"),
        )
    ),
    pa.table(
        {
            "id": ["a", "b", "c"],
            "size": [5, 0, -9],
            "costs": [10.0, 40.0, 40.0],
            "turnover": [20.0, 30.0, None],
            "name": ["A", None, "C"],
        }
    ),
)


def judged(text: str) -> Report:
    return validate(FIRMS, CHECKS, loaded(parsed(text, "own.yaml")))


def counts(report: Report) -> dict[str, tuple[int, int, int]]:
    return {r.test.id or f"{r.test.rule.code} {r.test.variable}": (r.passed, r.failed, r.undetermined)
            for r in report.results}  # fmt: skip


def test_a_rule_passes_fails_or_is_undetermined_and_where_says_of_whom_it_is_asked():
    report = judged(
        """\
rules: own
languages: [en]
checks:
- {id: R1, rule: costs <= turnover, message: {en: costs above turnover}}
- {id: R2, rule: costs <= turnover, where: size > 0, severity: soft, variable: costs}
"""
    )
    assert counts(report) == {"R1": (1, 1, 1), "R2": (1, 0, 0)}
    (result,) = report.failing
    assert (result.test.variable, result.test.what, result.test.severity) == ("costs", "costs above turnover", "error")
    assert [case.id for case in result.cases] == ["b"]
    assert {r.test.id: r.test.severity for r in report.results} == {"R1": "error", "R2": "warning"}


def test_required_variables_ranges_and_tests_that_are_switched_off():
    text = "rules: own\nrequired: [name, size]\nranges: {size: 1..}\n"
    assert counts(judged(text)) == {"SK418 name": (2, 1, 0), "SK418 size": (2, 1, 0), "SK411 size": (1, 1, 0)}
    assert counts(judged(text + "off: [SK418 size, SK411]\n")) == {"SK418 name": (2, 1, 0)}


def test_a_variable_that_is_not_there_is_told_and_the_rule_not_dropped_in_silence():
    report = judged("rules: own\nchecks: [{id: R, rule: profit > 0}]\nrequired: [orgnr]\n")
    assert [problem.what for problem in report.others] == [
        "R: not tested, for want of profit",
        "A required answer is lacking: not tested, for want of orgnr",
    ]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("checks:\n- {id: R, rule: name > 3}", 3, "number"),
        ("checks:\n- {id: R, rule: size + 1}", 3, "`size + 1` is a number"),
        ("checks:\n- {id: R, rule: size > }", 3, "the end of the expression"),
        ("ranges:\n  name: 0..5", 3, "'name' is a text; a number is asked for"),
        ("checks:\n- {id: R, rule: size > 0}\n- {id: r, rule: size > 1}", 4, "taken already: line 3"),
    ],
)
def test_what_is_wrong_with_a_rules_file_is_told_at_its_place(text, line, what):
    with pytest.raises(DefinitionError) as refusal:
        judged(f"rules: own\n{text}\n")
    (problem,) = refusal.value.problems
    assert problem.place.file == "own.yaml"
    assert problem.place.line == line
    assert what in problem.what


def test_a_misspelt_key_is_refused_with_the_nearest():
    with pytest.raises(SourceError) as refusal:
        judged("rules: own\nrequird: [name]\n")
    assert refusal.value.problems[0].hint == "did you mean 'required'?"


def test_looking_at_a_rules_file_raises_nothing(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("rules: own\nlanguages: [en, nb]\nchecks: [{id: R, rule: size >, message: {en: no}}]\n")
    assert [problem.rule.code for problem in inspect(path).problems] == ["SK101", "SK337"]
    path.write_text("rules: [")
    assert inspect(path).rules is None
