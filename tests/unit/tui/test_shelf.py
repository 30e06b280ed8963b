"""What the list knows of cases: read late, forgotten when they change, and chosen by words, status and order."""

from datetime import UTC, datetime, timedelta

import pytest

from surveykit.interview.events import (
    Answered,
    Approved,
    Assigned,
    Completed,
    Contacted,
    Drawn,
    Event,
    Rejected,
    Started,
    Suspended,
    Visited,
)
from surveykit.interview.interview import Interview
from surveykit.journal import Reconciled
from surveykit.problems import Place, Problem, Rule, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.tui.listing.choice import ORDERS, Choice
from surveykit.tui.listing.facts import STATES, Facts, facts_of
from surveykit.tui.listing.shelf import Shelf

BEGAN = Started("f", "en", {"industry": 62})
ACTS = {
    "drawn": [Drawn("frame.csv", {"industry": 62})],
    "open": [BEGAN, Answered("size", 4)],
    "suspended": [BEGAN, Answered("size", 4), Answered("size", 5), Suspended("size")],
    "completed": [BEGAN, Completed()],
    "approved": [BEGAN, Completed(), Approved()],
    "rejected": [BEGAN, Completed(), Rejected("call again")],
}


def journal(case: str, acts: list[object], by: str = "ola", day: int = 1) -> list[Event]:
    begun = datetime(2026, 1, day, 10, tzinfo=UTC)
    return [
        Event(n, f"{case}-{by}-{n}", (begun + timedelta(minutes=n)).isoformat(timespec="milliseconds"), by, act)
        for n, act in enumerate(acts, 1)
    ]


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    made.keep("f", "")
    for day, (case, acts) in enumerate(ACTS.items(), 1):
        made.append(case, journal(case, acts, day=day), 0)
    return made


class Counting(MemoryStore):
    """A store that counts how often a case is read, and may fail at one."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []
        self.bad = ""

    def histories(self, interview):
        self.reads.append(interview)
        if interview == self.bad:
            raise StoreError(Problem(Rule("SK806", "t", "w", "e", "m"), "torn", Place()))
        return super().histories(interview)


def test_the_state_of_a_case_is_that_of_the_interview(store: MemoryStore) -> None:
    shelf = Shelf(store)
    assert {case: shelf.facts(case).state for case in shelf.cases} == {case: case for case in ACTS}
    assert set(ACTS) | {"new", "conflict", "damaged"} == set(STATES)


@pytest.mark.parametrize("case", ACTS)
def test_leaving_out_answers_that_others_follow_changes_nothing_of_what_is_told(case: str) -> None:
    answers = [Answered(name, n) for n, name in enumerate("abcab")]
    acts = [*ACTS[case][:1], *answers, Visited("a", 1.0, 2), *ACTS[case][1:], *answers]
    events = tuple(journal(case, acts))
    whole, facts = Interview.of(case, events), facts_of(case, [events])
    assert (facts.state, facts.batch, facts.known) == (whole.status, whole.batch, whole.register)
    assert (facts.last, facts.changed) == (whole.last, whole.changed[:16].replace("T", " "))


def test_facts_of_a_managed_case() -> None:
    acts = [Drawn("f", {"name": "Acme"}), Assigned("kari"), Contacted("3.11"), Contacted("2.1"), BEGAN]
    facts = facts_of("7", [tuple(journal("7", acts))])
    assert (facts.assigned, facts.outcome, facts.attempts, facts.by) == ("kari", "2.1", 2, "ola")
    assert dict(facts.known) == {"name": "Acme", "industry": 62}
    assert "acme" in facts.words


def test_nothing_is_read_before_it_is_asked_for_and_nothing_twice() -> None:
    store = Counting()
    store.keep("f", "")
    for case in ("a", "b", "c"):
        store.append(case, journal(case, [BEGAN]), 0)
    store.reads.clear()
    shelf = Shelf(store)
    assert (store.reads, shelf.unread, list(shelf.cases)) == ([], 3, ["a", "b", "c"])
    shelf.facts("b")
    shelf.facts("b")
    while shelf.unread:
        shelf.read_on(1)
    assert sorted(store.reads) == ["a", "b", "c"]
    assert shelf.read_on(1) is False
    store.append("c", journal("c", [BEGAN, Completed()])[1:], 1)
    store.reads.clear()
    shelf.look()
    assert shelf.known("c") is None
    assert shelf.facts("c").state == "completed"
    shelf.read_on(1)
    assert store.reads == ["c"], "only what has changed"


def test_a_case_that_cannot_be_read_is_tried_again_when_one_looks_again() -> None:
    store = Counting()
    store.keep("f", "")
    store.append("a", journal("a", [BEGAN]), 0)
    store.bad = "a"
    shelf = Shelf(store)
    assert shelf.facts("a").state == "damaged"
    store.bad = ""
    shelf.look()
    assert shelf.facts("a").state == "open"


def test_a_second_entry_is_no_case_and_is_found_by_its_first() -> None:
    store = MemoryStore()
    store.keep("f", "")
    store.append("a", journal("a", [BEGAN, Completed()]), 0)
    store.append("a/2", journal("a/2", [Started("f", "en", {}, verifies="a")], by="kari"), 0)
    store.append("b/2", journal("b/2", [BEGAN]), 0)
    store.append("c", journal("c", [BEGAN]), 0)
    store.append("c/2", journal("c/2", [BEGAN]), 0)
    shelf = Shelf(store)
    assert list(shelf.cases) == ["a", "b/2", "c"], "by their names, before anything is read"
    assert shelf.second("a").by == "kari"
    assert shelf.second("b/2") is None
    assert shelf.second("c") is None, "a case of its own that is only called so"
    assert list(shelf.cases) == ["a", "b/2", "c", "c/2"]


def test_two_histories_contradict_until_one_is_settled() -> None:
    store = MemoryStore()
    store.keep("f", "")
    begun = journal("a", [BEGAN])
    mine = [*begun, Event(2, "m", "2026-01-02T10:00", "ola", Answered("size", 4))]
    other = [*begun, Event(2, "o", "2026-01-03T10:00", "kari", Answered("size", 5))]
    store.graft("a", mine)
    store.graft("a", other)
    shelf = Shelf(store)
    assert shelf.facts("a").state == "conflict"
    store.append("a", [Event(3, "r", "2026-01-04T10:00", "sjef", Reconciled(("o",)))], 2)
    shelf.look()
    assert shelf.facts("a").state == "open"


def cases() -> list[Facts]:
    return [
        Facts("NO-10", "open", assigned="kari", changed="2026-01-03 10:00", known={"name": "Blåbær AS"}),
        Facts("NO-9", "completed", assigned="", changed="2026-01-05 10:00", known={"name": "Acme"}),
        Facts("NO-1", "drawn", assigned="Anna", changed="2026-01-04 10:00", batch="B-7"),
    ]


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (Choice(), ["NO-10", "NO-9", "NO-1"]),
        (Choice(words="no-1"), ["NO-10", "NO-1"]),
        (Choice(words="BLÅBÆR"), ["NO-10"]),
        (Choice(words="b-7 anna"), ["NO-1"]),
        (Choice(words="b-7 kari"), []),
        (Choice(status="completed"), ["NO-9"]),
        (Choice(order="id"), ["NO-1", "NO-9", "NO-10"]),
        (Choice(order="status"), ["NO-1", "NO-10", "NO-9"]),
        (Choice(order="assigned"), ["NO-1", "NO-10", "NO-9"]),
        (Choice(order="changed"), ["NO-9", "NO-1", "NO-10"]),
    ],
)
def test_the_cases_that_fit_in_their_order(choice: Choice, ids: list[str]) -> None:
    assert choice.chosen(cases()) == ids


def test_the_next_order_and_the_next_status_come_round() -> None:
    choice = Choice()
    for order in (*ORDERS[1:], ORDERS[0]):
        choice = choice.sorted_next()
        assert choice.order == order
    counts = {"open": 1, "drawn": 1}
    seen = []
    for _ in range(3):
        choice = choice.filtered_next(counts)
        seen.append(choice.status)
    assert seen == ["drawn", "open", ""]
    assert Choice(status="approved").filtered_next(counts).status == "drawn", "where there is none of it any more"
