"""Every store keeps the same promises: the same tests over the table of stores."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice, permutations
from pathlib import Path
from uuid import uuid4

import pytest

from surveykit import store as stores
from surveykit.interview.events import (
    Accepted,
    Act,
    Answered,
    Cleared,
    Completed,
    Event,
    Reconciled,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
)
from surveykit.interview.histories import conflict
from surveykit.missing import Empty
from surveykit.problems import Problem, StoreError
from surveykit.store.base import AWAY, Store
from surveykit.store.outbox import Outbox
from surveykit.store.spool import Receipts

Opened = Callable[[pytest.FixtureRequest, Path], Store]


def unreachable() -> Store:
    raise StoreError(Problem(AWAY, "nobody answers"))


def away(_request: pytest.FixtureRequest, folder: Path) -> Store:
    """What waits for a server that never comes back."""
    copy = stores.open(folder / "copy.db", writing=True)
    return Outbox(unreachable, copy, Receipts(folder / "copy.db"), None)


def encrypted(request: pytest.FixtureRequest, folder: Path) -> Store:
    """A file that only a passphrase opens."""
    pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
    request.getfixturevalue("monkeypatch").setenv("SURVEYKIT_PASSPHRASE", "bl\u00e5 h\u00e6st p\u00e5 fjellet")
    return stores.open(folder / "locked.db", writing=True)


STORES: dict[str, Opened] = {
    "memory": lambda _request, _folder: stores.open("memory:", writing=True),
    "sqlite": lambda _request, folder: stores.open(f"sqlite:///{folder / 'field.db'}", writing=True),
    "encrypted": encrypted,
    "postgresql": lambda request, _folder: stores.open(request.getfixturevalue("database"), writing=True),
    "outbox": lambda request, _folder: stores.open(request.getfixturevalue("database"), writing=True, queue=True),
    "outbox, away": away,
}
ACTS: tuple[Act, ...] = (
    Started("f00d", "nb", {"industry": 72, "turnover": 1.5, "name": "Ærlig Tjeneste AS"}),
    Answered("export", 1),
    Answered("share", 12.5, 10.0),
    Answered("regions", (1, 3, 5)),
    Answered("regions", (), (1, 3, 5)),
    Answered("motive", 'Ny linje\nog "sitat" 日本 👩‍👩‍👧', None),
    Answered("founded", "1987-04-01"),
    Answered("mne", Empty("refused"), 1),
    Cleared("mne", Empty("refused")),
    Accepted("employees", "A2", ("employees", "turnover"), "temporary staff"),
    Remarked("", "by telephone"),
    Spoke("en"),
    Suspended("motive"),
    Completed(),
    Reopened(),
)


def test_every_kind_of_store_is_under_contract() -> None:
    assert {stores.SCHEMES[name] for name in STORES.keys() & stores.SCHEMES.keys()} == set(stores.SCHEMES.values())


def events_of(acts: tuple[Act, ...], after: int = 0) -> tuple[Event, ...]:
    return tuple(
        Event(number, str(uuid4()), "2026-01-31T10:00:00.000+00:00", "ola", act)
        for number, act in enumerate(acts, after + 1)
    )


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with STORES[request.param](request, tmp_path) as opened:
        yield opened


def test_what_is_appended_comes_back_the_same(store: Store) -> None:
    journal = events_of(ACTS)
    store.append("firm-7", journal, 0)
    assert store.events("firm-7") == journal


@pytest.mark.parametrize(
    "words", ["\x00", "half of one \ud83d", '\\u0000 "\\', "a\u0301\u202e\ufeff\U0001f9d1\u200d\U0001f33e", " \n\t "]
)
def test_words_come_back_letter_by_letter(store: Store, words: str) -> None:
    journal = events_of((Answered("motive", words), Started("f00d", "nb", {words: words})))
    store.append("æ 7", journal, 0)
    store.graft("other", journal)
    assert store.events("æ 7") == store.events("other") == journal


@pytest.mark.parametrize("number", [0.1, 1e-300, 1.7976931348623157e308, -0.0, 2**70, 10**400, 33554433.000000004])
def test_numbers_come_back_digit_by_digit(store: Store, number: float) -> None:
    journal = events_of((Answered("turnover", number),))
    store.append("a", journal, 0)
    (event,) = store.events("a")
    assert isinstance(event.act, Answered)
    assert repr(event.act.answer) == repr(number)


def test_one_event_after_the_other(store: Store) -> None:
    journal = events_of(ACTS)
    for event in journal:
        store.append("firm-7", [event], event.number - 1)
    assert store.events("firm-7") == journal


def test_a_clock_that_was_moved_back_changes_no_order(store: Store) -> None:
    times = ["2026-01-31T10:00:00.000+00:00", "2011-01-01T00:00:00.000+00:00", "2026-01-31T09:59:59.999+00:00"]
    journal = tuple(Event(number, f"e{number}", at, "ola", Spoke("nb")) for number, at in enumerate(times, 1))
    for event in journal:
        store.append("a", [event], event.number - 1)
    assert store.events("a") == journal


def test_an_interview_nobody_began_has_no_events(store: Store) -> None:
    assert store.events("nobody") == ()
    assert store.interviews() == {}


def test_interviews_stand_in_the_order_begun(store: Store) -> None:
    for interview in ("30", "4", "æ", "1"):
        store.append(interview, events_of(ACTS[:1]), 0)
    store.append("4", events_of(ACTS[1:2], after=1), 1)
    assert list(store.interviews().items()) == [("30", 1), ("4", 2), ("æ", 1), ("1", 1)]


def test_interviews_do_not_see_each_other(store: Store) -> None:
    one, other = events_of(ACTS[:3]), events_of(ACTS[:2])
    store.append("a", one, 0)
    store.append("b", other, 0)
    assert (store.events("a"), store.events("b")) == (one, other)


def test_a_writer_who_missed_an_event_is_refused_and_nothing_is_written(store: Store) -> None:
    journal = events_of(ACTS[:2])
    store.append("a", journal, 0)
    with pytest.raises(StoreError) as refusal:
        store.append("a", events_of(ACTS[2:4], after=1), 1)
    assert refusal.value.problems[0].rule.code == "SK802"
    assert store.events("a") == journal


def test_a_writer_from_the_future_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match=r"SK802|SK819"):
        store.append("a", events_of(ACTS[2:4], after=5), 5)
    assert store.events("a") == ()
    store.append("a", events_of(ACTS[:2]), 0)
    with pytest.raises(StoreError, match=r"number 2, but the writer saw number 5|SK819"):
        store.append("a", events_of(ACTS[2:4], after=5), 5)


def test_sending_again_changes_nothing(store: Store) -> None:
    journal = events_of(ACTS[:4])
    store.append("a", journal, 0)
    store.append("a", journal, 0)
    store.append("a", journal[2:], 2)
    assert store.events("a") == journal


def test_sending_again_with_more_adds_only_what_is_new(store: Store) -> None:
    journal = events_of(ACTS[:4])
    store.append("a", journal[:2], 0)
    store.append("a", journal, 0)
    assert store.events("a") == journal


def test_no_events_are_no_change(store: Store) -> None:
    store.append("a", [], 0)
    assert store.interviews() == {}


def test_events_must_be_numbered_on(store: Store) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        store.append("a", events_of(ACTS[:1], after=3), 0)


def test_instruments_are_kept_once_and_in_order(store: Store) -> None:
    store.keep("f2", "title: two")
    store.keep("f1", "title: en, æøå")
    store.keep("f2", "title: two, changed")
    assert list(store.instruments().items()) == [("f2", "title: two"), ("f1", "title: en, æøå")]


def part(*ids: str, at: str = "2026-01-31T10:00:00.000+00:00", act: Act | None = None) -> tuple[Event, ...]:
    """A history of events with these ids."""
    return tuple(Event(number, id_, at, "ola", act or Spoke(id_)) for number, id_ in enumerate(ids, 1))


def test_a_history_from_elsewhere_is_taken_over(store: Store) -> None:
    journal = events_of(ACTS)
    store.graft("firm-7", journal)
    assert store.events("firm-7") == journal
    assert store.histories("firm-7") == (journal,)
    store.append("firm-7", events_of(ACTS[:1], after=len(ACTS)), len(ACTS))
    assert store.interviews() == {"firm-7": len(ACTS) + 1}


def test_a_longer_history_goes_on_where_the_shorter_ended(store: Store) -> None:
    store.append("a", part("1", "2"), 0)
    store.graft("a", part("1", "2", "3", "4"))
    store.graft("a", part("1", "2", "3"))
    assert store.histories("a") == (part("1", "2", "3", "4"),)


def test_histories_that_part_are_both_kept(store: Store) -> None:
    store.append("a", part("1", "2", "x"), 0)
    store.graft("a", part("1", "2", "b", "c"))
    assert store.histories("a") == (part("1", "2", "b", "c"), part("1", "2", "x"))
    assert store.events("a") == part("1", "2", "b", "c")
    assert store.interviews() == {"a": 4}
    assert list(store.journals()) == [("a", part("1", "2", "b", "c"))]


def test_writing_goes_on_in_the_history_in_force(store: Store) -> None:
    store.append("a", part("1", "b", "c"), 0)
    store.graft("a", part("1", "x"))
    with pytest.raises(StoreError, match="SK802"):
        store.append("a", part("1", "x", "y")[2:], 2)
    store.append("a", part("1", "b", "c", "d")[3:], 3)
    store.append("a", part("1", "x")[1:], 1)  # sent again, though it is not in force
    assert store.histories("a") == (part("1", "b", "c", "d"), part("1", "x"))


def test_a_writer_is_not_led_into_another_history_as_long_as_its_own(store: Store) -> None:
    mine, hers = part("1", "x", "y"), part("1", "b", "c")
    store.append("a", mine, 0)
    store.append("b", mine, 0)
    store.graft("a", hers)
    for case in "ab":
        next_ = replace(part("1", "x", "y", "z")[3], prev="y")
        if case == "a":
            with pytest.raises(StoreError, match="SK802"):
                store.append(case, [next_], 3)
            store.append(case, [replace(next_, prev="c")], 3)
        else:
            store.append(case, [next_], 3)
            with pytest.raises(StoreError, match="SK802"):
                store.append(case, [replace(next_, number=5, id="w", prev="y")], 4)
            store.append(case, [next_], 3)
    assert [event.id for event in store.events("a")] == ["1", "b", "c", "z"]
    assert [event.id for event in store.events("b")] == ["1", "x", "y", "z"]


def test_a_writer_whose_history_is_longer_than_the_one_in_force_is_refused(store: Store) -> None:
    store.append("a", part("1", "x", "y", "z"), 0)
    store.graft("a", part("1", "b"))
    before = store.histories("a")
    assert store.interviews() == {"a": 2}
    for next_ in (part("1", "x", "y", "z", "w")[4], replace(part("1", "x", "y", "z", "w")[4], prev="z")):
        with pytest.raises(StoreError, match="SK802"):
            store.append("a", [next_], 4)
    assert store.histories("a") == before


def test_two_machines_that_began_the_same_case(store: Store) -> None:
    store.append("a", part("x", "y"), 0)
    store.append("b", part("1"), 0)
    store.graft("a", part("u", at="2026-01-30T10:00:00.000+00:00"))
    assert store.interviews() == {"a": 1, "b": 1}
    assert [history[-1].id for history in store.histories("a")] == ["u", "y"]
    assert [case for case, _ in store.journals()] == ["a", "b"]


def test_a_settled_history_does_not_come_back(store: Store) -> None:
    store.append("a", part("1", "b"), 0)
    store.graft("a", part("1", "a"))
    assert conflict(store.histories("a")) == (part("1", "a"), part("1", "b"))
    store.append("a", [Event(3, "r", "2026-02-01T10:00:00.000+00:00", "kari", Reconciled(("b",)))], 2)
    store.graft("a", part("1", "b"))
    assert conflict(store.histories("a")) == ()
    assert [event.id for event in store.events("a")] == ["1", "a", "r"]
    store.graft("a", part("1", "b", "later"))
    assert len(conflict(store.histories("a"))) == 2


def test_the_order_of_arrival_does_not_matter(store: Store) -> None:
    ways = [part(*ids) for ids in ("1ab", "1ac", "1d", "2", "1ab", "1", "1de", "1dfg")]
    for case, order in enumerate(islice(permutations(ways), 0, None, 2000)):
        for way in order:
            store.graft(str(case), way)
        assert store.histories(str(case)) == tuple(part(*ids) for ids in ("1ab", "1ac", "1de", "1dfg", "2"))


@pytest.mark.parametrize(
    ("history", "code"),
    [
        (part("1", "2", "3", act=Completed()), "SK814"),
        (part("1", "3", "2"), "SK814"),
        (part("1", "3", "3"), "SK815"),
        (part("1", "2", "3")[1:], "SK815"),
        (part("1", "2")[::-1], "SK815"),
    ],
)
def test_a_history_that_cannot_be_is_refused_whole(store: Store, history: tuple[Event, ...], code: str) -> None:
    store.append("a", part("1", "2"), 0)
    with pytest.raises(StoreError, match=code) as refusal:
        store.graft("a", history)
    assert refusal.value.problems[0].hint
    assert store.histories("a") == (part("1", "2"),)


def test_no_history_is_no_change(store: Store) -> None:
    store.graft("a", ())
    assert store.interviews() == {}


def test_journals_are_all_histories_in_force(store: Store) -> None:
    for case in ("30", "4", "æ"):
        store.append(case, events_of(ACTS), 0)
    assert dict(store.journals()) == {case: store.events(case) for case in store.interviews()}


def test_a_store_is_used_by_one_thread_after_the_other(store: Store) -> None:
    with ThreadPoolExecutor(1) as desk:
        desk.submit(store.append, "a", part("1"), 0).result()
    assert store.events("a") == part("1")
