"""What one interview knows of the others in its store."""

from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Completed, Event, Started
from surveykit.interview.plan import plan_of
from surveykit.interview.standing import Around
from surveykit.store.memory import MemoryStore
from surveykit.tui.past import Past

PANEL = """\
instrument: panel
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
rounds: {variable: round, key: firm, order: [2005, 2009]}
register:
  - {id: round, label: Round}
sections:
- id: A
  title: T
  questions:
  - {id: firm, type: number, range: 0.., text: Which firm?}
  - {id: sales, type: number, range: 0.., last_saved: true, text: "Sales? (They were {previous(sales)}.)"}
  - {id: where, type: multiple, codes: yesno, text: Where?}
  - {id: why, type: text, relevance: sales > 5, text: Why?}
computed:
  - {id: twice, formula: sales * 2}
quotas:
  - {id: small, condition: sales < 10, most: 2}
"""
CONTRACT = """\
instrument: contract
title: T
languages: [en]
sections:
- id: A
  title: T
  questions:
  - {id: contract, type: text, text: Which contract?}
  - {id: nodes, type: number, range: 0.., text: How many firms?}
clusters:
  - id: contract
    by: contract
    checks: [{id: same, rule: all_equal(nodes), message: The firms do not agree how many they are.}]
"""


def filled(
    store: MemoryStore, case: str, *acts: object, by: str = "ola", at: str = "2026-01-31T10:00", verifies: str = ""
) -> None:
    begun = Started(store.fingerprint, "en", {"round": 2005}, verifies=verifies)
    events = [Event(n, f"{case}{n}", f"{at}:{n:02}", by, act) for n, act in enumerate((begun, *acts), 1)]
    store.append(case, events, 0)


def opened(text: str = PANEL) -> tuple[Past, MemoryStore]:
    plan = plan_of(loaded(text))
    store = MemoryStore()
    store.fingerprint = plan.instrument.fingerprint

    def version(interview):
        assert interview.instrument == plan.instrument.fingerprint
        return plan

    return Past(plan, store, "ola", version), store


def test_what_a_unit_said_in_a_round_is_handed_on_as_cells() -> None:
    past, store = opened()
    filled(store, "a", Answered("firm", 17), Answered("sales", 4), Answered("where", (1,)))
    around = past.around("b")
    assert around.archive(17.0, 2005) == {
        "round": 2005,
        "firm": 17,
        "sales": 4,
        "where_1": 1,
        "where_0": 0,
        "why": "-1",
        "twice": 8,
    }
    assert around.archive(17, 2009) == around.archive(18, 2005) == {}


def test_nothing_is_known_of_a_unit_that_stands_twice_in_a_round() -> None:
    past, store = opened()
    filled(store, "a", Answered("firm", 17))
    filled(store, "b", Answered("firm", 17))
    assert past.around("c").archive(17, 2005) == {}


def test_a_second_entry_of_a_form_is_no_unit_that_stands_twice() -> None:
    past, store = opened()
    filled(store, "a", Answered("firm", 17), Answered("sales", 4))
    filled(store, "a/2", Answered("firm", 17), verifies="a")
    assert past.around("c").archive(17, 2005)["sales"] == 4


def test_the_archive_of_a_file_comes_first() -> None:
    past, store = opened()
    filled(store, "a", Answered("firm", 17), Answered("sales", 4))
    plan = past._plan
    kept = {("17", 2005): {"sales": 9, "gone": 1}}
    past = Past(plan, store, "ola", lambda _: plan, lambda key, before: kept.get((str(key), before), {}))
    assert past.around("b").archive(17, 2005) == {"sales": 9}


def test_the_last_answers_are_those_of_the_interview_this_keyer_worked_on_last() -> None:
    past, store = opened()
    filled(store, "a", Answered("sales", 4), at="2026-01-31T12:00")
    filled(store, "b", Answered("sales", 5), at="2026-01-31T11:00")
    filled(store, "c", Answered("sales", 6), by="kari", at="2026-01-31T13:00")
    assert past.around("d").last_saved == {"sales": 4}
    assert past.around("a").last_saved == {"sales": 5}, "never of the interview itself"
    assert Past(past._plan, store, "per", lambda _: past._plan).around("d").last_saved == {}


def test_completed_interviews_count_for_their_quotas_and_an_interview_not_against_itself() -> None:
    past, store = opened()
    filled(store, "a", Answered("sales", 4), Completed())
    filled(store, "b", Answered("sales", 40), Completed())
    filled(store, "c", Answered("sales", 5))
    assert past.around("d").completed == {"small": 1}
    assert past.around("a").completed == {}
    filled(store, "e", Answered("sales", 1), Completed())
    past.look("e")
    assert past.around("d").completed == {"small": 2}


def test_interviews_that_cannot_be_read_are_left_out() -> None:
    past, store = opened()
    filled(store, "a", Answered("sales", 4), Completed())
    store.fingerprint = "another"
    store.append("b", [Event(1, "b1", "", "ola", Started("another", "en", {}))], 0)

    def version(interview):
        from surveykit.problems import Problem, StoreError
        from surveykit.tui.cabinet import NO_VERSION

        if interview.instrument == "another":
            raise StoreError(Problem(NO_VERSION, "gone"))
        return past._plan

    past = Past(past._plan, store, "ola", version)
    store.append(
        "c", [Event(1, "c1", "", "ola", Started("another", "en", {})), Event(2, "c2", "", "ola", Completed())], 0
    )
    assert past.around("d").completed == {"small": 1}


def test_cases_that_belong_together() -> None:
    past, store = opened(CONTRACT)
    filled(store, "a", Answered("contract", "K7"), Answered("nodes", 4))
    filled(store, "b", Answered("contract", "K8"), Answered("nodes", 9))
    assert {case: seen["nodes"] for case, seen in past.around("c").cases.items()} == {"a": 4, "b": 9}


def test_the_store_is_not_looked_through_where_nothing_is_wanted() -> None:
    class Untouched(MemoryStore):
        def interviews(self):
            raise AssertionError

    plan = plan_of(loaded(CONTRACT.partition("clusters:")[0]))
    assert Past(plan, Untouched(), "ola", lambda _: plan).around("a") == Around()
