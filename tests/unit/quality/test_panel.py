"""A long panel table: checks that look back run over it, and its keys and rounds are looked at themselves."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, Consistency
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.quality.checks import CHECKS
from surveykit.quality.findings import groups_of
from surveykit.quality.rules.file import loaded
from surveykit.quality.validate import validate
from surveykit.source import parsed
from surveykit.text import Text

EMPTY = standard_missing("number")
GREW = Consistency(
    id="F1",
    variable="size",
    severity="soft",
    rule="round = 2005 or size / previous(size) between 0.25 and 4",
    message=Text("changed more than fourfold"),
)
FIRST = Consistency(id="P1", variable="firm", rule="round = 2005 or previous(firm) is answered")


def report(rows, *checks, waves=(2005, 2009), roles=("key", "wave")):
    """Rows of firm, round and size."""
    variables = (
        Variable(name="firm", type="text", role=roles[0]),
        Variable(name="round", role=roles[1], missing=EMPTY),
        Variable(name="size", missing=EMPTY),
    )
    codebook = Codebook(variables=variables, checks=checks, waves=waves)
    firms, rounds, sizes = zip(*rows, strict=True)
    columns = {"firm": pa.array(firms, pa.string()), "round": pa.array(rounds, pa.int64()), "size": sizes}
    return validate(Dataset(codebook, pa.table(columns)), CHECKS)


def counts(made):
    return {r.test.id: (r.passed, r.failed, r.undetermined) for r in made.results if r.test.id}


def test_a_check_that_looks_back_runs_over_a_long_panel():
    rows = [("a", 2005, 10), ("a", 2009, 50), ("b", 2005, 10), ("b", 2009, 11), ("c", 2005, -7), ("c", 2009, 4)]
    made = report(rows, GREW)
    assert counts(made) == {"F1": (4, 1, 1)}
    (case,) = made.failing[0].cases
    assert dict(case.values) == {"round": 2009, "size": 50, "previous.size": 10}
    (problem,) = made.failing[0].problems()
    assert "previous.size = 10" in problem.what


def test_a_firm_that_was_not_there_before_is_found():
    made = report([("a", 2005, 1), ("a", 2009, 1), ("z", 2009, 1)], FIRST)
    assert counts(made) == {"P1": (2, 1, 0)}


def test_without_round_or_key_such_a_check_is_named_not_dropped():
    made = report([("a", 2005, 1)], GREW, roles=(None, "wave"))
    (problem,) = [p for p in made.others if p.rule.code == "SK417"]
    assert problem.what == "F1: not tested, for want of previous.size"
    assert counts(made) == {}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("a", 2005, 1), ("a", 2009, 1)], []),
        ([("a", 2005, 1), ("a", 2005, 1)], ["SK437 case a, firm: it stands 2 times in the round 2005"]),
        ([("a", 2007, 1)], ["SK438 round: 1 case of the round 2007; the rounds are 2005, 2009"]),
        ([(None, 2005, 1)], ["SK439 firm: 1 case without a valid round or a valid firm"]),
        ([("a", -9, 1)], ["SK439 firm: 1 case without a valid round or a valid firm"]),
    ],
)
def test_keys_and_rounds(rows, expected):
    assert [f"{p.rule.code} {p.place}: {p.what}" for p in report(rows).others] == expected


def test_rounds_are_looked_at_where_an_order_is_known_only():
    assert report([("a", 2007, 1)], waves=()).others == ()


def test_of_many_firms_that_stand_twice_fifty_are_named():
    rows = [(f"f{i}", 2005, 1) for i in range(60)] * 2
    made = report(rows)
    assert len(made.others) == 51
    assert "60 firms" in made.others[-1].what


def test_what_must_not_change_between_rounds_is_told_in_words():
    firm, year = Variable(name="firm", type="text", role="key"), Variable(name="year", role="wave")
    codebook = Codebook(variables=(firm, year, Variable(name="founded")), waves=(2005, 2009))
    dataset = Dataset(codebook, pa.table({"firm": ["a", "a"], "year": [2005, 2009], "founded": [1990, 1991]}))
    rules = loaded(parsed("rules: r\nconstant_over_rounds: [founded]\n", "r.yaml"))

    (group,) = [group for group in groups_of(validate(dataset, CHECKS, rules), codebook) if group.failed]

    assert group.what == "founded differs between rounds"
