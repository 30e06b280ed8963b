"""Rules files: what they say becomes tests, and what is wrong with one is told at its place."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import ClusterRule, Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.instrument.instrument import Instrument
from surveykit.problems import DefinitionError, SourceError
from surveykit.quality.baseline import Baseline
from surveykit.quality.checks import CHECKS
from surveykit.quality.findings import groups_of
from surveykit.quality.rules.batteries import STRAIGHT
from surveykit.quality.rules.file import inspect, loaded
from surveykit.quality.validate import Report, validate
from surveykit.shape import fitted
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


def test_a_message_is_in_the_language_of_the_report():
    report = judged(
        """\
rules: own
languages: [en, nb]
checks: [{id: R1, rule: costs <= turnover, message: {en: Above turnover., nb: Over omsetningen.}}]
"""
    )

    assert groups_of(report, FIRMS.codebook, "nb")[0].what == "Over omsetningen."
    assert groups_of(report, FIRMS.codebook, "en")[0].what == "Above turnover."


def test_what_is_switched_off_and_not_there_is_told_with_its_place():
    report = judged(
        """\
rules: own
checks: [{id: R1, rule: costs <= turnover}]
outliers: [{variables: [costs]}]
off: [R1, R11, SK411, SK411 size, SK411 siez, outlier_mad_costs]
"""
    )

    told = [(p.place.line, p.what, p.hint) for p in report.others if p.rule.code == "SK715"]
    assert [what.split("'")[1] for _, what, _ in told] == ["R11", "SK411 siez"]
    assert told[0][0] == 4
    assert told[0][2] == "did you mean 'R1'?"


def test_what_is_found_beside_the_tests_and_of_clusters_is_switched_off_too():
    rule = ClusterRule(id="G1", by="name", rule="all_equal(size)")
    codebook = FIRMS.codebook.model_copy(update={"clusters": (rule,)})
    table = FIRMS.arrow().set_column(0, "id", pa.array(["a", "a", "c"]))
    same = Dataset(codebook, table.set_column(4, "name", pa.array(["A", "A", "A"])))

    found = validate(same, CHECKS)
    spared = validate(same, CHECKS, loaded(parsed("rules: own\noff: [SK415 id, G1]\n", "own.yaml")))

    assert [len(found.failing_clusters), sum(p.rule.code == "SK415" for p in found.others)] == [1, 1]
    assert [len(spared.failing_clusters), [p.rule.code for p in spared.others]] == [0, []]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("outliers: [{variables: some}]", "'some' is not a variables that is known"),
        ("labels_agree: [[size]]", "'labels_agree': more items were expected than the 1 that stand here"),
    ],
)
def test_a_wrong_shape_is_told_in_the_words_of_the_file(line, what):
    with pytest.raises(SourceError) as refusal:
        judged(f"rules: own\n{line}\n")

    assert what in [problem.what for problem in refusal.value.problems]
    assert not any("function-after" in problem.what for problem in refusal.value.problems)


def test_a_battery_of_two_items_is_told_how_many_it_needs():
    with pytest.raises(SourceError, match="'items': 3 or more are needed, 2 stand here"):
        judged("rules: own\nstraight_lining:\n- {id: b, items: [size, costs]}\n")


def test_of_a_battery_not_the_whole_comparison_is_expected_but_a_look_at_it():
    report = judged("rules: own\nstraight_lining:\n- {id: b, items: [size, costs, turnover], share: 0.3}\n")
    assert {g.expects for g in groups_of(report, FIRMS.codebook, "en") if g.id == "b"} == {STRAIGHT.mend}


def test_a_file_of_another_kind_is_one_complaint_and_not_one_for_each_key():
    with pytest.raises(SourceError) as refused:
        judged("mapping: firms\nvariables: {}\nkept: [a]\n")
    assert [str(p).split("\n")[0] for p in refused.value.problems] == [
        "own.yaml:1:1: SK011 this is a mapping; a rules file is asked for here"
    ]
    with pytest.raises(SourceError, match="this is a rules file; a baseline is asked for here"):
        fitted(parsed("rules: own\nchecks: []\n", "known.yaml"), Baseline)
    with pytest.raises(SourceError, match="this is a rules file; an instrument is asked for here"):
        fitted(parsed("rules: own\nchecks: []\n", "form.yaml"), Instrument)
