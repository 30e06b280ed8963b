"""What validation finds: each rule with a small dataset that breaks it, and what is undetermined."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, Consistency
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Origin, Range, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import Report, validate
from surveykit.text import Text

EMPTY = standard_missing("number")
YESNO = CodeList(name="yesno", codes=(Code(value=1, label=Text("Yes")), Code(value=0, label=Text("No"))))


def report(columns: dict, variables: list[Variable], *checks: Consistency) -> Report:
    codebook = Codebook(variables=tuple(variables), lists={"yesno": YESNO}, checks=checks)
    return validate(Dataset(codebook, pa.table(columns)), CHECKS)


def counts(made: Report) -> dict[str, tuple[int, int, int]]:
    return {f"{r.test.rule.code} {r.test.variable}": (r.passed, r.failed, r.undetermined) for r in made.results}


ID = Variable(name="id", type="text", role="id")


def test_a_code_that_is_not_in_the_list_and_missing_codes_are_told_apart():
    made = report(
        {"id": list("abcde"), "group": [1, 0, 7, -9, None]},
        [ID, Variable(name="group", codes="yesno", missing=EMPTY)],
    )
    assert counts(made) == {"SK410 group": (2, 1, 0)}
    (case,) = made.failing[0].cases
    assert (case.id, case.values) == ("c", (("group", 7),))
    (problem,) = made.failing[0].problems()
    assert str(problem.place) == "case c, group"


def test_ranges_and_whole_numbers():
    made = report(
        {"id": list("abcd"), "size": [5.0, 5.5, 2000.0, -9.0]},
        [ID, Variable(name="size", decimals=0, range=Range(low=0, high=1000), missing=EMPTY)],
    )
    assert counts(made) == {"SK411 size": (2, 1, 0), "SK412 size": (2, 1, 0)}


@pytest.mark.parametrize(
    ("group", "mne", "verdict"),
    [
        (1, 1, "passed"),
        (1, -7, "passed"),
        (1, -1, "failed"),
        (0, 0, "passed"),
        (0, -1, "passed"),
        (0, 1, "failed"),
        (0, -7, "failed"),
        (-9, -1, "undetermined"),
        (-9, 1, "undetermined"),
    ],
)
def test_routing_is_checked_with_the_else_value(group, mne, verdict):
    variables = [
        ID,
        Variable(name="group", codes="yesno", missing=EMPTY),
        Variable(
            name="mne",
            codes="yesno",
            missing=EMPTY,
            origin=Origin(kind="asked", question="mne", relevance="group = 1", otherwise=0),
        ),
    ]
    made = report({"id": ["a"], "group": [group], "mne": [mne]}, variables)
    passed, failed, undetermined = counts(made)["SK413 mne"]
    assert {"passed": passed, "failed": failed, "undetermined": undetermined}[verdict] == 1


def test_the_instruments_checks_hold_only_of_those_who_are_asked():
    share = Variable(
        name="share",
        missing=EMPTY,
        origin=Origin(kind="asked", question="share", relevance="export = 1"),
    )
    made = report(
        {"id": list("abcd"), "export": [1, 1, 0, -9], "share": [10, 0, 0, 0]},
        [ID, Variable(name="export", missing=EMPTY), share],
        Consistency(id="B1", variable="share", severity="soft", rule="share > 0", message=Text("no share")),
    )
    assert counts(made)["SK414 share"] == (1, 1, 0)
    (result,) = [r for r in made.failing if r.test.id == "B1"]
    assert result.test.severity == "warning"


def test_ids_that_stand_twice_or_not_at_all():
    made = report({"id": ["a", "a", None]}, [ID])
    assert [p.rule.code for p in made.others] == ["SK415", "SK416"]
    assert not made.clean


def test_a_check_of_a_variable_that_is_not_there_is_named_not_dropped():
    made = report({"id": ["a"]}, [ID], Consistency(id="X", variable="id", rule="size > 3"))
    (problem,) = made.others
    assert problem.rule.code == "SK417"
    assert "size" in problem.what
    assert made.results == ()


def test_an_empty_dataset_is_clean():
    made = report({"id": pa.array([], pa.string())}, [ID])
    assert (made.n, made.clean) == (0, True)
