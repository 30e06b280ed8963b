"""Where the keyer was: the time and the keys at each question, written with the answers and never on their own."""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

import pytest

from surveykit.interview.events import Answered, Cleared, Event, Suspended, Visited
from surveykit.problems import Problem, StoreError
from surveykit.store.memory import MemoryStore
from surveykit.store.sqlite import NOT_WRITABLE
from surveykit.tui.journal import Journal, Visits

if TYPE_CHECKING:
    from conftest import Hands


def visited(events: tuple[Event, ...]) -> list[tuple[str, int]]:
    return [(event.act.question, event.act.keys) for event in events if isinstance(event.act, Visited)]


def test_the_keys_of_a_question_stand_before_its_answer(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter")
    acts = [event.act for event in hands.events()[1:]]
    assert [type(act) for act in acts] == [Visited, Visited, Answered]
    assert visited(hands.events()) == [("intro", 1), ("size", 3)]


def test_questions_passed_by_are_written_with_the_next_answer(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter")
    before = len(hands.events())
    hands.press("down", "down", "up")
    assert len(hands.events()) == before, "looking costs no write"
    hands.press("0", "enter")
    assert visited(hands.events()[before:]) == [("group", 1), ("export", 1), ("home", 1), ("export", 2)]


def test_the_last_question_is_written_on_leaving(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+q")
    assert visited(hands.events())[-1] == ("group", 1)
    assert isinstance(hands.events()[-1].act, Suspended)


def test_a_look_that_ends_where_it_began_leaves_no_trace(hands: "Hands", hands_on: Callable[..., "Hands"]) -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+q")
    before = hands.events()
    again = hands_on(store=hands.store)
    again.press("down", "up", "ctrl+q")
    assert again.desk.done
    assert hands.events() == before


def test_a_completed_interview_is_read_without_a_trace(all_hands: Callable[..., "Hands"]) -> None:
    hands = all_hands()
    hands.fill(employees="40")
    hands.press("f10", "f10")
    before = hands.events()
    again = all_hands(store=hands.store)
    again.press("down", "ctrl+g", "escape", "ctrl+q")
    assert hands.events() == before


def test_pages_above_have_time_of_their_own(hands: "Hands") -> None:
    hands.press("enter", "4", "0", "enter", "ctrl+g", "down", "escape", "1", "enter")
    assert visited(hands.events())[-3:] == [("group", 1), ("questions", 2), ("group", 2)]


def test_a_batch_that_fails_keeps_its_visits_for_the_next_one(hands: "Hands", monkeypatch: pytest.MonkeyPatch) -> None:
    append, failures = MemoryStore.append, iter([True, True, False, False])
    tried: list[tuple[str, ...]] = []

    def flaky(store: MemoryStore, interview: str, events: tuple[Event, ...], after: int) -> None:
        tried.append(tuple(event.id for event in events))
        if next(failures):
            raise StoreError(Problem(NOT_WRITABLE, "the disk is full", hint=NOT_WRITABLE.mend))
        append(store, interview, events, after)

    monkeypatch.setattr(MemoryStore, "append", flaky)
    hands.press("enter", "4", "0", "enter", "enter", "enter")
    assert tried[0] == tried[1] == tried[2], "the same acts tried again are the same events"
    assert visited(hands.events()) == [("intro", 1), ("size", 3)]
    hands.press("1", "enter")
    assert visited(hands.events()) == [("intro", 1), ("size", 3), ("size", 2), ("group", 2)]
    assert [event.number for event in hands.events()] == list(range(1, len(hands.events()) + 1))


def test_other_acts_after_a_failure_take_the_visits_along(monkeypatch: pytest.MonkeyPatch) -> None:
    store, ticks = MemoryStore(), count(10, 5)
    journal = Journal(store, "7", 0, "ola", watch=lambda: float(next(ticks)))
    journal.visits.at("size")
    journal.visits.struck(3)
    append = MemoryStore.append
    monkeypatch.setattr(MemoryStore, "append", lambda *_: (_ for _ in ()).throw(StoreError(Problem(NOT_WRITABLE, "x"))))
    with pytest.raises(StoreError):
        journal.write([Answered("size", 40)])
    monkeypatch.setattr(MemoryStore, "append", append)
    journal.visits.struck()
    journal.write([Cleared("size", 40)])
    assert [event.act for event in store.events("7")] == [
        Visited("size", 5.0, 3),
        Visited("size", 5.0, 1),
        Cleared("size", 40),
    ]
    journal.write([Answered("size", 41)])
    assert store.events("7")[-1].number == 4


def test_a_write_that_came_through_although_the_store_failed_is_not_visited_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    journal = Journal(store, "7", 0, "ola")
    journal.visits.at("size")
    journal.visits.struck()
    append = MemoryStore.append

    def broken_off(store: MemoryStore, interview: str, events: tuple[Event, ...], after: int) -> None:
        append(store, interview, events, after)
        raise StoreError(Problem(NOT_WRITABLE, "the connection broke"))

    monkeypatch.setattr(MemoryStore, "append", broken_off)
    with pytest.raises(StoreError):
        journal.write([Answered("size", 40)])
    monkeypatch.setattr(MemoryStore, "append", append)
    journal.reread()
    journal.write([Answered("group", 1)])
    assert visited(store.events("7")) == [("size", 1)]


def test_a_watch_that_stands_still_and_nobody_anywhere() -> None:
    visits = Visits(lambda: 1.0)
    visits.struck()
    visits.close()
    assert visits.closed == []
    visits.at("a")
    visits.close()
    assert visits.closed == [], "a place where no key was struck is left out"
    visits.struck()
    visits.at("a")
    visits.at("b")
    assert visits.closed == [Visited("a", 0.0, 1)]
