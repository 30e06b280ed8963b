"""Every store keeps the same promises: the same tests over the table of stores."""

from collections.abc import Callable, Iterator
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
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
)
from surveykit.missing import Empty
from surveykit.problems import StoreError
from surveykit.store.base import Store

TARGETS: dict[str, Callable[[Path], str]] = {
    "memory": lambda _folder: "memory:",
    "sqlite": lambda folder: f"sqlite:///{folder / 'field.db'}",
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


def events_of(acts: tuple[Act, ...], after: int = 0) -> tuple[Event, ...]:
    return tuple(
        Event(number, str(uuid4()), "2026-01-31T10:00:00.000+00:00", "ola", act)
        for number, act in enumerate(acts, after + 1)
    )


@pytest.fixture(params=sorted(stores.SCHEMES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with stores.open(TARGETS[request.param](tmp_path), writing=True) as opened:
        yield opened


def test_what_is_appended_comes_back_the_same(store: Store) -> None:
    journal = events_of(ACTS)
    store.append("firm-7", journal, 0)
    assert store.events("firm-7") == journal


def test_one_event_after_the_other(store: Store) -> None:
    journal = events_of(ACTS)
    for event in journal:
        store.append("firm-7", [event], event.number - 1)
    assert store.events("firm-7") == journal


def test_an_interview_nobody_began_has_no_events(store: Store) -> None:
    assert store.events("nobody") == ()
    assert store.interviews() == ()


def test_interviews_stand_in_the_order_begun(store: Store) -> None:
    for interview in ("30", "4", "æ", "1"):
        store.append(interview, events_of(ACTS[:1]), 0)
    store.append("4", events_of(ACTS[1:2], after=1), 1)
    assert store.interviews() == ("30", "4", "æ", "1")


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
    with pytest.raises(StoreError, match="SK802"):
        store.append("a", events_of(ACTS[2:4], after=5), 5)
    assert store.events("a") == ()


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
    assert store.interviews() == ()


def test_events_must_be_numbered_on(store: Store) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        store.append("a", events_of(ACTS[:1], after=3), 0)


def test_instruments_are_kept_once_and_in_order(store: Store) -> None:
    store.keep("f2", "title: two")
    store.keep("f1", "title: en, æøå")
    store.keep("f2", "title: two, changed")
    assert list(store.instruments().items()) == [("f2", "title: two"), ("f1", "title: en, æøå")]
