"""Merging: what bundles bring, what conflicts, and what is refused before anything is written."""

import pytest

from surveykit.histories import conflict
from surveykit.interview.events import Answered, Contacted, Drawn
from surveykit.interview.interview import Interview
from surveykit.journal import Reconciled
from surveykit.problems import StoreError
from surveykit.store.memory import MemoryStore
from surveykit.sync.bundle import read, write
from surveykit.sync.merge import Brought, merge, merging
from surveykit.sync.whole import Whole, whole_of


def bring(store, *others):
    found = merging(store, [(other.by, whole_of(other)) for other in others])
    merge(store, found)
    return found


def test_what_comes_in_is_told_and_what_was_there_too(laptop):
    office, kari = laptop("office"), laptop("kari")
    kari.begin("7", 10)
    kari.begin("8")
    assert bring(office, kari).brought == (Brought(("7", "8"), (), (), 3, 0),)
    kari.write("7", Answered("size", 11, 10))
    kari.begin("9")
    (brought,) = bring(office, kari).brought
    assert brought == Brought(("9",), ("7",), ("8",), 2, 3)
    assert brought.told("interviews") == "3 cases: 1 new, 1 with something new, 1 known; 2 events came in, 3 were there"
    assert office.events("7") == kari.events("7")
    assert office.instruments() == kari.instruments()


def test_a_case_answered_on_two_laptops_keeps_both_and_is_told(laptop):
    office, kari, ola = laptop("office"), laptop("kari"), laptop("ola")
    office.begin("7", 10)
    for other in (kari, ola):
        bring(other, office)
    kari.write("7", Answered("size", 11, 10))
    ola.write("7", Answered("size", 12, 10), Answered("size", 13, 12))
    found = bring(office, kari, ola)
    assert [len(history) for history in found.conflicts["7"]] == [3, 4]
    (problem,) = found.problems("field.db")
    assert (problem.rule.code, problem.place.file, problem.place.case) == ("SK871", "field.db", "7")
    assert "2 histories that part after event 2: 1 event by 'kari' until 2026-01-31 10:00" in problem.what
    assert "2 events by 'ola'" in problem.what
    assert Interview.of("7", office.events("7")).answers == {"size": 11}


def test_a_conflict_that_was_settled_is_none_whoever_merges_afterwards(laptop):
    office, kari, ola = laptop("office"), laptop("kari"), laptop("ola")
    kari.begin("7", 10)
    bring(ola, kari)
    kari.write("7", Answered("size", 11, 10))
    ola.write("7", Answered("size", 12, 10))
    bring(office, kari, ola)
    office.write("7", Reconciled((ola.events("7")[-1].id,)))
    assert not bring(kari, office).conflicts
    assert not bring(ola, office, kari).conflicts
    assert ola.histories("7") == kari.histories("7") == office.histories("7")
    assert Interview.of("7", ola.events("7")).answers == {"size": 11}


def test_bundles_that_contradict_each_other_are_refused_and_nothing_is_written(laptop):
    kari, ola = laptop("kari"), laptop("ola")
    kari.begin("7", 10)
    ola.begin("8")
    forged = [
        event if event.number == 1 else event.__class__(2, event.id, event.at, "x", event.act)
        for event in kari.events("7")
    ]
    ola.graft("7", forged)
    store = MemoryStore()
    with pytest.raises(StoreError) as refusal:
        merging(store, [("kari", whole_of(kari)), ("ola", whole_of(ola))])
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.file, problem.place.case) == ("SK814", "ola", "7")
    assert store.interviews() == {}


def test_a_case_of_another_survey_is_refused(laptop):
    firms, schools = laptop("kari"), laptop("ola", name="schools", version="beef")
    firms.begin("7", 10)
    schools.begin("7", 300)
    schools.begin("8")
    with pytest.raises(StoreError) as refusal:
        bring(firms, schools)
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.case) == ("SK872", "7")
    assert problem.what == "it is of the survey 'schools'; here it is of 'firms'"
    assert list(firms.interviews()) == ["7"]


def test_another_round_with_an_instrument_of_its_own_may_come_beside(laptop):
    first, second = laptop("kari"), laptop("ola", name="firms-2009", version="beef")
    first.begin("7")
    second.begin("7/2009")
    bring(first, second)
    assert set(first.instruments()) == {"f00d", "beef"}


def test_the_versions_of_an_instrument_come_in_the_order_they_were_used_in(laptop, tmp_path):
    old, new = laptop("ola", version="f00d"), laptop("kari", version="beef")
    old.begin("7")
    new.begin("8")
    new.keep("cafe", "never used")
    for number, one in enumerate((new, old)):
        write(whole_of(one), tmp_path / f"{number}.bundle")
    office = MemoryStore()
    merge(office, merging(office, [(path.name, read(path)) for path in sorted(tmp_path.iterdir())]))
    assert list(office.instruments()) == ["f00d", "beef", "cafe"]


def test_interviews_without_their_instrument_are_refused(laptop):
    kari = laptop("kari")
    kari.begin("7")
    lacking = Whole({}, whole_of(kari).cases)
    with pytest.raises(StoreError, match="SK873 version 'f00d'"):
        merging(MemoryStore(), [("x", lacking)])
    assert merging(kari, [("x", lacking)]).brought[0].known == ("7",)


def test_cases_that_were_only_drawn_need_no_instrument(laptop):
    office, kari = laptop("office"), laptop("kari")
    office.write("7", Drawn("frame.csv", {"industry": 72}))
    bring(kari, office)
    kari.begin("7", 10)
    bring(office, kari)
    assert not conflict(office.histories("7"))
    assert len(office.events("7")) == 3


def test_what_the_office_notes_while_a_case_is_out_does_not_hide_the_interview(laptop):
    office, kari = laptop("office"), laptop("kari")
    office.write("7", Drawn("frame.csv", {}))
    bring(kari, office)
    office.write("7", Contacted("3.19", "letter came back"))
    kari.begin("7", 10)
    for one, other in ((office, kari), (kari, office)):
        assert set(bring(one, other).conflicts) == {"7"}
        assert Interview.of("7", one.events("7")).answers == {"size": 10}


def test_the_same_case_drawn_twice_by_two_offices_is_a_conflict(laptop):
    one, other = laptop("one"), laptop("other")
    for office in (one, other):
        office.write("7", Drawn("frame.csv", {}))
    assert set(bring(one, other).conflicts) == {"7"}


def test_all_that_is_wrong_is_told_at_once(laptop):
    firms, schools = laptop("kari"), laptop("ola", name="schools", version="beef")
    for case in "78":
        firms.begin(case)
        schools.begin(case)
    with pytest.raises(StoreError) as refusal:
        bring(firms, schools)
    assert [problem.place.case for problem in refusal.value.problems] == ["7", "8"]
