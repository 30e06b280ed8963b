"""What several machines wrote of one case: which history counts, and when somebody has to choose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveykit.histories import branches, conflict, in_force, ordered, shared, united
from surveykit.interview.events import Event, History, Spoke, Started
from surveykit.journal import Reconciled
from surveykit.problems import StoreError


def way(ids: str, at: str = "10:00", settles: tuple[str, ...] = ()) -> History:
    """A history with an event a letter; the last one settles others where it names their ends."""
    acts = [Spoke("nb")] * (len(ids) - bool(settles)) + [Reconciled(settles)] * bool(settles)
    return tuple(Event(number, id_, at, "ola", act) for number, (id_, act) in enumerate(zip(ids, acts, strict=True), 1))


def test_no_history_gives_no_events() -> None:
    assert in_force([]) == ()
    assert conflict([]) == conflict([way("a")]) == ()


def test_the_history_whose_first_event_not_shared_came_first_is_in_force() -> None:
    early, late = way("1", "09:00") + way("1b", "11:00")[1:], way("1", "09:00") + way("1a", "12:00")[1:]
    assert in_force([late, early]) == early
    assert in_force([way("1ax"), way("1ab")]) == way("1ab")  # at the same moment the ids decide


def test_what_was_noted_elsewhere_does_not_hide_an_interview() -> None:
    noted = way("1a", "09:00")
    begun = (*way("1"), Event(2, "z", "11:00", "ola", Started("f00d", "nb", {})))
    assert in_force([noted, begun]) == begun
    assert conflict([noted, begun]) == (begun, noted)
    settled = way("1as", settles=("z",))
    assert in_force([settled, begun]) == settled


def test_a_settled_history_is_out_even_where_it_came_first() -> None:
    first, second = way("1a"), way("1br", settles=("a",))
    assert in_force([first, second]) == second
    assert ordered([first, second]) == (second, first)
    assert conflict([first, second]) == ()
    assert conflict([first, second, way("1c")]) == (second, way("1c"))


def test_two_who_settled_the_same_conflict_otherwise_conflict_again() -> None:
    assert len(conflict([way("1ar", settles=("b",)), way("1bs", settles=("a",))])) == 2


def test_where_all_are_settled_one_still_counts() -> None:
    assert in_force([way("a", settles=("b",)), way("b", settles=("a",))]) == way("a", settles=("b",))


def test_how_far_two_histories_go_together() -> None:
    assert shared(way("1ab"), way("1ac")) == 2
    assert shared(way("1a"), way("1ac")) == 2
    assert shared(way("1"), ()) == 0


@pytest.mark.parametrize(
    "links",
    [
        [("a", 2, "b")],
        [("", 1, "a"), ("", 1, "a")],
        [("b", 1, "a"), ("a", 2, "b")],
        [("", 2, "a")],
        [("z", 1, "a")],
        [("b", 1, "a"), ("a", 2, "b"), ("b", 3, "c")],
    ],
)
def test_a_heap_with_a_gap_or_a_circle_is_no_journal(links: list[tuple[str, int, str]]) -> None:
    with pytest.raises(ValueError, match="missing"):
        branches([(prev, Event(number, id_, "", "", Spoke("nb"))) for prev, number, id_ in links])


def grown(steps: list[tuple[int, int]]) -> list[History]:
    """Histories that grew as on several machines: each step takes a known way, cuts it and goes on for itself."""
    ways: list[History] = []
    for number, (which, length) in enumerate(steps):
        before = ways[which % len(ways)][: length % 4] if ways else ()
        at = f"10:{(number * 7) % 10:02d}"  # clocks that do not agree
        ways.append((*before, Event(len(before) + 1, f"e{number}", at, "ola", Spoke("nb"))))
    return ways


STEPS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12)


@given(STEPS, st.data())
def test_any_order_and_any_repetition_give_the_same_histories(
    steps: list[tuple[int, int]], data: st.DataObject
) -> None:
    ways = grown(steps)
    order = data.draw(st.permutations(ways + data.draw(st.lists(st.sampled_from(ways)) if ways else st.just([]))))
    one: tuple[History, ...] = ()
    other: tuple[History, ...] = ()
    for history in ways:
        one = united(one, history)
    for history in order:
        other = united(other, history)
    assert one == other
    assert {event.id for history in one for event in history} == {f"e{number}" for number in range(len(ways))}


@given(STEPS)
def test_histories_come_back_from_the_heap_of_their_events(steps: list[tuple[int, int]]) -> None:
    ways: tuple[History, ...] = ()
    for history in grown(steps):
        ways = united(ways, history)
    links = {(way[at - 1].id if at else "", event.id): event for way in ways for at, event in enumerate(way)}
    assert branches((prev, event) for (prev, _), event in links.items()) == ways


def test_a_known_event_with_other_words_is_refused() -> None:
    with pytest.raises(StoreError, match="SK814"):
        united([way("ab")], way("ab", at="11:00"))
    with pytest.raises(StoreError, match="SK815"):
        united([], way("ab")[1:])
