"""Rules about clusters and the order of rounds: checked with the instrument, and carried by its codebook to tables."""

import pytest

from surveykit.instrument.file import inspect, loaded
from surveykit.instrument.project import codebook_of
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

NETWORK = """\
instrument: network
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  sort: {1: Client, 2: Supplier}
sections:
- id: A
  title: S
  questions:
  - {id: contract_id, type: text, max: 10, role: cluster, text: Contract}
  - {id: nodes, type: number, range: 2..500, text: Nodes}
  - {id: links, type: multiple, codes: sort, text: Links}
  - {id: n, type: number, range: 0..3, text: Partners}
- id: B
  title: Partners
  roster: {row: partner, count: n}
  questions:
  - {id: share, type: number, range: 0..100, text: Share}
"""
CLUSTER = """\
clusters:
- id: contract
  by: contract_id
  checks:
  - {id: B2, severity: soft, rule: "all_equal(nodes)", message: nodes differ}
  - {id: B9, rule: "count() <= max(nodes)", message: more answers than nodes}
"""
PANEL = """\
instrument: panel
title: T
languages: [en]
rounds: {variable: round, key: firm, order: [2005, 2009]}
register:
- {id: round, label: Round, format: integer}
- {id: firm, label: Firm, format: text}
sections:
- id: A
  title: S
  questions:
  - id: size
    type: number
    range: 1..1000
    text: Size
    checks: [{id: F1, severity: soft, rule: "round = 2005 or size <= 4 * previous(size)", message: grew}]
"""


def problems_of(text, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return [f"{p.place.line} {p.rule.code}" for p in inspect(path).problems if p.severity == "error"]


def test_sound_rules(tmp_path):
    assert problems_of(NETWORK + CLUSTER, tmp_path) == []
    assert problems_of(PANEL, tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("nodes = 3", "SK116"),
        ("sum(nodes) > nodes", "SK116"),
        ("sum(nods) > 3", "SK110"),
        ("sum(nodes)", "SK212"),
        ("count(1 in links) < count()", None),
        ("max(share) < 100", None),
        ("all_equal(links)", "SK111"),
        ("count(nodes > count()) = 0", "SK116"),
    ],
)
def test_in_a_rule_of_a_cluster_every_variable_stands_in_a_function(rule, code, tmp_path):
    text = NETWORK + CLUSTER.replace("all_equal(nodes)", rule)
    assert problems_of(text, tmp_path) == ([f"24 {code}"] if code else [])


@pytest.mark.parametrize("by", ["contract", "share", "links"])
def test_cases_share_a_variable_of_the_case(by, tmp_path):
    text = NETWORK + CLUSTER.replace("by: contract_id", f"by: {by}")
    assert problems_of(text, tmp_path) == ["22 SK110"]


def test_without_rounds_nothing_precedes(tmp_path):
    text = PANEL.replace("rounds: {variable: round, key: firm, order: [2005, 2009]}\n", "")
    assert problems_of(text, tmp_path) == ["15 SK261"]


def test_the_codebook_carries_rules_rounds_and_roles():
    network = codebook_of(loaded(NETWORK + CLUSTER, "x.yaml"))
    assert [(rule.id, rule.by, rule.severity) for rule in network.clusters] == [
        ("B2", "contract_id", "soft"),
        ("B9", "contract_id", "hard"),
    ]
    panel = codebook_of(loaded(PANEL, "x.yaml"))
    assert panel.waves == (2005, 2009)
    assert (panel["round"].role, panel["firm"].role) == ("wave", "key")
    assert network.waves == ()
    assert [v.role for v in network] == ["id", "cluster", None, None, None, None]


def test_a_rule_that_reads_a_roster_stays_with_the_instrument():
    text = NETWORK + CLUSTER.replace("all_equal(nodes)", "max(share) < 100")
    assert [rule.id for rule in codebook_of(loaded(text, "x.yaml")).clusters] == ["B9"]


def interview(instrument, number, register, answers):
    session = Session.begin(instrument, Interview(str(number)).after(started(instrument, register)))
    for name, typed in answers.items():
        step = session.answer(name, typed)
        assert step.problems == (), [str(p) for p in step.problems]
        session = step.session
    return session.interview


def test_interviews_of_a_contract_are_compared_in_their_table():
    instrument = loaded(NETWORK + CLUSTER, "x.yaml")
    nodes = [("A", "3"), ("A", "3"), ("B", "2"), ("B", "4"), ("C", "2"), ("C", "2"), ("C", "2")]
    made = [
        interview(instrument, n, {}, {"contract_id": contract, "nodes": said})
        for n, (contract, said) in enumerate(nodes)
    ]
    report = validate(tabulate(instrument, made), CHECKS)
    found = {result.rule.id: [cluster.value for cluster in result.clusters] for result in report.clusters}
    assert found == {"B2": ["B"], "B9": ["C"]}


def test_interviews_of_two_rounds_are_compared_in_their_table():
    instrument = loaded(PANEL, "x.yaml")
    said = [("a", 2005, "10"), ("a", 2009, "50"), ("b", 2005, "10"), ("b", 2009, "11"), ("c", 2009, "7")]
    made = [
        interview(instrument, n, {"firm": firm, "round": round_}, {"size": size})
        for n, (firm, round_, size) in enumerate(said)
    ]
    report = validate(tabulate(instrument, made), CHECKS)
    (grew,) = [result for result in report.results if result.test.id == "F1"]
    assert (grew.passed, grew.failed, grew.undetermined) == (3, 1, 1)
    assert grew.cases[0].id == "1"
    assert report.others == ()
