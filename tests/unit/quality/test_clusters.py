"""Rules about the cases that share a value: each cluster passes, fails or is undetermined, and is named with its cases."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import ClusterRule, Codebook
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate
from surveykit.reports.validation.model import summary, validated
from surveykit.reports.validation.page import validation
from surveykit.text import Text

SAME = ClusterRule(
    id="B2",
    by="contract",
    severity="soft",
    rule="all_equal(nodes)",
    message=Text({"en": "nodes differ", "it": "nodi diversi"}),
)
EVERYBODY = ClusterRule(id="B9", by="contract", rule="count() <= max(nodes)")
ROWS = [
    ("a1", "A", 3), ("a2", "A", 3), ("b1", "B", 2), ("b2", "B", 4), ("c1", "C", 5), ("c2", "C", -7), ("x", None, 2),
    ("d1", "D", 2), ("d2", "D", 2), ("d3", "D", 2),
]  # fmt: skip


def report(*rules, rows=ROWS, ids=True, most=100):
    empty = standard_missing("number")
    variables = (
        Variable(name="id", type="text", role="id" if ids else None),
        Variable(name="contract", type="text", role="cluster"),
        Variable(name="nodes", missing=empty),
    )
    columns = dict(zip(("id", "contract", "nodes"), map(list, zip(*rows, strict=True)), strict=True))
    return validate(Dataset(Codebook(variables=variables, clusters=rules), pa.table(columns)), CHECKS, most=most)


def test_each_rule_is_counted_over_clusters():
    made = report(SAME, EVERYBODY)
    same, everybody = made.clusters
    assert (same.passed, same.failed, same.undetermined, same.outside) == (2, 1, 1, 1)
    assert (everybody.passed, everybody.failed, everybody.undetermined, everybody.outside) == (3, 1, 0, 1)
    assert not made.clean
    assert made.failing_clusters == (same, everybody)


def test_a_failing_cluster_is_named_with_its_cases():
    (same,) = report(SAME).clusters
    (cluster,) = same.clusters
    assert (cluster.value, cluster.n, cluster.cases) == ("B", 2, ("b1", "b2"))
    (problem,) = same.problems()
    assert str(problem.place) == "contract"
    assert problem.severity == "warning"
    assert problem.what == "contract = B: nodes differ; 2 cases ('b1', 'b2')"


def test_without_ids_the_cases_are_counted():
    (same,) = report(SAME, ids=False).clusters
    assert same.clusters[0].cases == ()
    assert [problem.what for problem in same.problems()] == ["contract = B: nodes differ; 2 cases"]


def test_of_a_large_cluster_twenty_cases_are_named():
    (same,) = report(SAME, rows=[(f"f{i:03}", "A", i) for i in range(50)]).clusters
    assert len(same.clusters[0].cases) == 20
    assert "and 30 more" in next(same.problems()).what


def test_rules_of_different_clusters_stand_side_by_side():
    by_nodes = ClusterRule(id="N", by="nodes", rule="count() < 3")
    first, second = report(SAME, by_nodes).clusters
    assert first.rule.by == "contract"
    assert {cluster.value for cluster in second.clusters} == {2}


@pytest.mark.parametrize(
    ("rule", "by", "code", "words"),
    [
        ("nodes > 3", "contract", "SK116", "it is not said which is meant"),
        ("sum(nodes)", "contract", "SK442", "is a number"),
        ("sum(nods) > 3", "contract", "SK417", "for want of nods"),
        ("sum(nodes) > 3", "contrct", "SK417", "for want of contrct"),
        ("sum(nodes >", "contract", "SK101", ""),
        ("count(nodes / count() > 1) > 3", "contract", "SK116", "counted while one of them is looked at"),
        ("sum(previous(nodes)) > 1", "contract", "SK417", "for want of previous.nodes"),
        ("all_equal(contract) = 'A'", "contract", "SK111", ""),
    ],
)
def test_a_rule_that_cannot_be_understood_is_told_and_the_others_run(rule, by, code, words):
    made = report(ClusterRule(id="X", by=by, rule=rule), SAME)
    (problem,) = made.others
    assert problem.rule.code == code
    assert words in problem.what
    assert problem.place.variable == by
    assert [result.rule.id for result in made.clusters] == ["B2"]


def test_a_dataset_without_cases_has_no_clusters():
    variables = (Variable(name="contract", type="text"), Variable(name="nodes"))
    table = pa.table({"contract": pa.array([], pa.string()), "nodes": pa.array([], pa.int64())})
    (same,) = validate(Dataset(Codebook(variables=variables, clusters=(SAME,)), table), CHECKS).clusters
    assert (same.passed, same.failed, same.undetermined, same.outside) == (0, 0, 0, 0)


def test_the_page_shows_rules_and_clusters():
    made = report(SAME, EVERYBODY)
    page = validation(made, Codebook(variables=(), clusters=(SAME, EVERYBODY)), "nodes", "it")
    tables = {block.key: block for block in page.blocks if hasattr(block, "rows")}
    assert tables["clusters_B2"].title == "contract: B2. nodi diversi"
    assert [row.cells for row in tables["clusters_B2"].rows] == [("B", 2, "b1, b2")]
    assert [row.cells[2:] for row in tables["clusters"].rows] == [
        ("B9", "count() <= max(nodes)", 1, 0, 3, 1),
        ("B2", "nodi diversi", 1, 1, 2, 1),
    ]
    assert summary(validated(made, Codebook(variables=()), "nodes")).endswith(
        "2 rules about clusters: 2 failures, 1 undetermined."
    )


def test_rules_travel_with_the_codebook_and_are_left_out_where_what_they_read_may_be():
    codebook = Codebook(variables=(Variable(name="contract", type="text"), Variable(name="nodes")), clusters=(SAME,))
    assert Codebook.model_validate_json(codebook.model_dump_json()).clusters == (SAME,)
    assert codebook.select(["nodes"]).clusters == ()


def test_all_failing_clusters_are_named_where_that_is_asked_for():
    rows = [(f"f{i:03}{j}", f"c{i:03}", i + j) for i in range(120) for j in (0, 1)]
    few, every = (report(SAME, rows=rows, most=most).clusters[0] for most in (100, None))
    assert (few.failed, len(few.clusters), len(every.clusters)) == (120, 100, 120)
