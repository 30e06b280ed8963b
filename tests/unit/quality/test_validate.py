"""What validation finds: each rule with a small dataset that breaks it, and what is undetermined."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surveykit.codebook.codebook import Codebook, Consistency, ResponseSet
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
        (-9, -1, "untested"),
        (-9, 1, "untested"),
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
    results = [r for r in made.results if r.test.rule.code == "SK413"]
    found = "failed" if any(r.failed for r in results) else "passed" if any(r.passed for r in results) else "untested"
    assert found == verdict


def test_the_instruments_checks_hold_only_of_those_who_are_asked():
    share = Variable(
        name="share",
        missing=EMPTY,
        origin=Origin(kind="asked", question="share", relevance="export = 1"),
    )
    made = report(
        {"id": list("abcd"), "export": [1, 1, 0, -9], "share": [10, 0, 0, 0]},
        [ID, Variable(name="export", missing=EMPTY), share],
        Consistency(
            id="B1",
            variable="share",
            relevance="export = 1",
            severity="soft",
            rule="share > 0",
            message=Text("no share"),
        ),
    )
    assert counts(made)["SK414 share"] == (1, 1, 0)
    (result,) = [r for r in made.failing if r.test.id == "B1"]
    assert result.test.severity == "warning"


def test_ids_that_stand_twice_or_not_at_all():
    made = report({"id": ["a", "a", None]}, [ID])
    assert [p.rule.code for p in made.others] == ["SK415", "SK416"]
    assert not made.clean


def test_a_check_of_a_variable_that_is_not_there_is_named_not_dropped():
    made = report({"id": ["a"]}, [ID], Consistency(id="X", variable="id", relevance="a = 1", rule="size > 3"))
    (problem,) = made.others
    assert "size, a" in problem.what
    assert problem.rule.code == "SK417"
    assert "size" in problem.what
    assert made.results == ()


def test_an_empty_dataset_is_clean():
    made = report({"id": pa.array([], pa.string())}, [ID])
    assert (made.n, made.clean) == (0, True)


def test_what_entry_would_refuse_is_found_in_files_too():
    variables = [
        ID,
        Variable(name="need", missing=EMPTY, origin=Origin(kind="asked", question="need", required=True)),
        Variable(name="word", type="text", width=3),
        Variable(name="day", type="date", earliest="2004-01-01", latest="2006-12-31"),
        Variable(name="rate", decimals=1, origin=Origin(kind="asked", question="rate")),
        Variable(name="m_1", codes="yesno", missing=EMPTY),
        Variable(name="m_2", codes="yesno", missing=EMPTY),
    ]
    sets = (ResponseSet(name="m", variables=("m_1", "m_2"), choices=(1, 2), least=1, most=1),)
    codebook = Codebook(variables=tuple(variables), lists={"yesno": YESNO}, sets=sets)
    table = pa.table(
        {
            "id": list("abc"),
            "need": [1, -9, None],
            "word": ["abc", "abcd", None],
            "day": ["2005-02-03", "1999-01-01", "hello"],
            "rate": [1.5, 1.25, None],
            "m_1": [1, 1, 0],
            "m_2": [0, 1, 0],
        }
    )
    made = validate(Dataset(codebook, table), CHECKS)
    failed = {(r.test.rule.code, r.test.what.split(" ")[0]): r.failed for r in made.failing}
    assert failed == {
        ("SK418", "must"): 2,
        ("SK419", "more"): 1,
        ("SK420", "not"): 1,
        ("SK420", "outside"): 1,
        ("SK412", "more"): 1,
        ("SK421", "fewer"): 1,
        ("SK421", "more"): 1,
    }


def test_every_column_of_a_multiple_question_is_held_to_its_route():
    origin = Origin(kind="asked", question="m", relevance="z = 1")
    variables = [ID, Variable(name="z")] + [Variable(name=n, missing=EMPTY, origin=origin) for n in ("m_1", "m_2")]
    made = report({"id": ["a"], "z": [0], "m_1": [-1], "m_2": [1]}, variables)
    assert [r.failed for r in made.failing] == [1]


def test_a_case_without_an_id_is_found_again_by_its_row():
    made = report({"size": [7, 3, 7, 4, 9]}, [Variable(name="size", range=Range(high=5))])
    assert [(case.id, case.row, case.values) for case in made.failing[0].cases] == [
        ("", 1, (("size", 7),)),
        ("", 3, (("size", 7),)),
        ("", 5, (("size", 9),)),
    ]
    assert [problem.what for problem in made.failing[0].problems()][1] == "row 3: size = 7: outside ..5"


def test_a_case_whose_id_is_blank_is_found_by_its_row_too():
    made = report({"id": ["a", None], "size": [7, 8]}, [ID, Variable(name="size", range=Range(high=5))])
    assert [(case.id, case.row) for case in made.failing[0].cases] == [("a", None), ("", 2)]


def test_rows_of_a_file_are_counted_as_they_stand_in_it(tmp_path):
    """Also where a variable has the name that the engine gives the number of a row."""
    for name in ("size", "file_row_number"):
        path = tmp_path / f"{name}.parquet"
        pq.write_table(pa.table({name: [7, 3, None, 7]}), path, row_group_size=2)
        codebook = Codebook(variables=(Variable(name=name, range=Range(high=5)),))
        made = validate(Dataset(codebook, path), CHECKS)
        assert [case.row for case in made.failing[0].cases] == [1, 4]


def test_failing_cases_are_found_wherever_they_stand_and_no_more_than_asked_for(monkeypatch, tmp_path):
    monkeypatch.setattr("surveykit.quality.counting.FIRST_ROWS", 2)
    monkeypatch.setattr("surveykit.quality.counting.MOST_ROWS", 3)
    monkeypatch.setattr("surveykit.quality.counting.MOST_TESTS", 1)
    table = pa.table({"x": [9, 1, 1, 1, 9, 1, 1, 1, 1, 9], "y": [1, 1, 1, 1, 1, 1, 1, 9, 1, 1]})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=3)
    codebook = Codebook(variables=tuple(Variable(name=name, range=Range(high=5)) for name in "xy"))
    for data in (table, tmp_path / "t.parquet"):
        for most, rows in ((None, [[1, 5, 10], [8]]), (2, [[1, 5], [8]]), (0, [[], []])):
            made = validate(Dataset(codebook, data), CHECKS, most=most)
            assert [[case.row for case in result.cases] for result in made.results] == rows
            assert [result.failed for result in made.results] == [3, 1]


def test_a_case_is_called_by_its_number_however_the_number_is_stored():
    codebook = Codebook(variables=(Variable(name="nr", role="id"), Variable(name="size", range=Range(low=0, high=9))))
    dataset = Dataset(codebook, pa.table({"nr": [7.0, None], "size": [10.0, 1.0]}))

    (result,) = validate(dataset, CHECKS).failing

    assert [case.id for case in result.cases] == ["7"]
