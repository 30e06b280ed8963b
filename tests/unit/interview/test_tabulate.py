from dataclasses import replace

import pytest

from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty
from surveykit.problems import DataError


def interview(firm, answers, id_="1"):
    session = Session.begin(firm, Interview(id_).after(started(firm, {"frame_size": 50})))
    for name, raw in answers.items():
        session = session.answer(name, raw).session
    return session.interview


def test_answers_become_codes_and_every_empty_has_its_code(firm):
    full = {
        "size": "60", "group": "1", "mne": Empty("refused"), "export": "1", "share": "12,5", "regions": "1 3",
        "first": "1.5.1999", "name": Empty("dont_know"), "why": "Fordi",
    }  # fmt: skip
    dataset = tabulate(firm, [interview(firm, full), interview(firm, {"group": "0", "export": "0"}, "2")])
    first, second = dataset.arrow().to_pylist()
    assert first == {
        "case": "1", "frame_size": 50, "size": 60, "group": 1, "mne": -7, "country": "-1", "export": 1, "share": 12.5,
        "regions_1": 1, "regions_2": 0, "regions_3": 1, "first": "1999-05-01", "name": "-8", "why": "Fordi",
        "per_region": 6.25, "kind": 0,
    }  # fmt: skip
    assert second["mne"] == 0, "the else value"
    assert second["regions_1"] == -1, "not asked"
    assert second["size"] is None, "passed over"
    assert second["kind"] == 0


def test_a_second_entry_is_no_case(firm):
    first = interview(firm, {"size": "60"})
    second = replace(interview(firm, {"size": "66"}, "1/2"), verifies="1")
    assert tabulate(firm, [first, second]).arrow()["case"].to_pylist() == ["1"]


@pytest.mark.parametrize(("name", "value"), [("frame_size", "many"), ("why", 47)])
def test_a_value_of_another_type_than_its_variable_is_named(firm, name, value):
    sound, one = (interview(firm, {"size": "60", "group": "1"}, id_) for id_ in "12")
    wrong = replace(one, register={**one.register, name: value})
    if name not in one.register:
        wrong = replace(one, answers={**one.answers, name: value})
    with pytest.raises(DataError) as refusal:
        tabulate(firm, [sound, wrong])
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.case, problem.place.variable) == ("SK829", "2", name)


def test_none_of_these_is_not_no_answer(firm):
    rows = tabulate(
        firm,
        [
            interview(firm, {"export": "1", "regions": "-"}),
            interview(firm, {"export": "1", "regions": Empty("no_answer")}, "2"),
        ],
    ).arrow()
    assert rows["regions_1"].to_pylist() == [0, -9]


def test_what_a_kind_encodes_it_decodes(firm):
    answers = {"size": 60, "group": 1, "regions": (1, 3), "country": "SE", "name": "x", "first": "1999-05-01"}
    for name, question in firm.questions.items():
        if name == "intro":
            continue
        for answer in (answers.get(name), Empty("refused"), Empty("no_answer"), None):
            assert question.decode(question.encode(answer, firm.commons), firm.commons) == answer
