"""The three shipped instruments are sound, bilingual, and as large as the papers say."""

from pathlib import Path

import pytest

from surveykit.instrument.file import inspect, load

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {  # questions, items, items answered in own words, languages
    "norwegian-sis": (25, 49, 4, ("nb", "en")),
    "italian-network-contract": (40, 42, 10, ("it", "en")),
    "russian-panel": (28, 39, 3, ("ru", "en")),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_passes_check_with_no_finding(name: str) -> None:
    inspection = inspect(ROOT / "instruments" / f"{name}.yaml")
    assert [str(problem) for problem in inspection.problems] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_an_instrument_has_its_questions_in_its_languages(name: str) -> None:
    instrument = load(ROOT / "instruments" / f"{name}.yaml")
    questions, items, in_own_words, languages = SHIPPED[name]
    asked = [question for question in instrument.questions.values() if question.type != "note"]
    assert instrument.languages == languages
    assert len({question.number for question in asked if question.number}) == questions
    assert len(asked) == items
    assert sum(question.type == "open" for question in asked) == in_own_words
    assert all(set(question.text.languages) == set(languages) for question in asked)


def test_the_italian_form_has_30_closed_and_10_open_questions() -> None:
    instrument = load(ROOT / "instruments" / "italian-network-contract.yaml")
    kinds: dict[str, set[bool]] = {}
    for question in instrument.questions.values():
        if question.number:
            kinds.setdefault(question.number, set()).add(question.type == "open")
    assert sorted(map(int, kinds)) == list(range(1, 41))
    assert [sum(kind == {is_open} for kind in kinds.values()) for is_open in (False, True)] == [30, 10]


def test_every_check_of_the_questionnaires_is_there() -> None:
    wanted = {
        "italian-network-contract": "A1 A2 B1 B2 B3 B4 C2 D1 D2 D3",  # C1 is the exclusive choice of question 21
        "russian-panel": "P1 P2 P3 P4 P5 F1 F2 F3 F4 T1 T2 T3 I1 I2",
    }
    for name, ids in wanted.items():
        instrument = load(ROOT / "instruments" / f"{name}.yaml")
        found = [check.id for question in instrument.questions.values() for check in question.checks]
        found += [check.id for cluster in instrument.clusters for check in cluster.checks]
        assert sorted(found) == sorted(ids.split())
