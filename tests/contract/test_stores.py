"""Every store keeps the same promises, to interviews and to codings: the same tests over the table of stores."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice, permutations
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from surveykit import store as stores
from surveykit.coding.acts import CODINGS, Coded, Framed, Given, Settled, Span, Took, Uncoded, Unsettled
from surveykit.coding.unit import Unit
from surveykit.histories import conflict
from surveykit.interview.events import (
    INTERVIEWS,
    Accepted,
    Act,
    Answered,
    Cleared,
    Completed,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
)
from surveykit.journal import Reconciled, Recorded, Vocabulary
from surveykit.missing import Empty
from surveykit.problems import Problem, StoreError
from surveykit.store.base import AWAY, Store
from surveykit.store.outbox import Outbox
from surveykit.store.spool import Receipts

Words = Vocabulary[Any]
Opened = Callable[[pytest.FixtureRequest, Path, Words], Store[Any]]


def unreachable() -> Store[Any]:
    raise StoreError(Problem(AWAY, "nobody answers"))


def away(_request: pytest.FixtureRequest, folder: Path, words: Words) -> Store[Any]:
    """What waits for a server that never comes back."""
    copy = stores.open(folder / "copy.db", writing=True, holds=words)
    return Outbox(unreachable, copy, Receipts(folder / "copy.db", words), None)


def encrypted(request: pytest.FixtureRequest, folder: Path, words: Words) -> Store[Any]:
    """A file that only a passphrase opens."""
    pytest.importorskip("sqlcipher3", reason="the extra `encrypted` is not installed")
    request.getfixturevalue("monkeypatch").setenv("SURVEYKIT_PASSPHRASE", "bl\u00e5 h\u00e6st p\u00e5 fjellet")
    return stores.open(folder / "locked.db", writing=True, holds=words)


STORES: dict[str, Opened] = {
    "memory": lambda _request, _folder, words: stores.open("memory:", writing=True, holds=words),
    "sqlite": lambda _request, folder, words: stores.open(
        f"sqlite:///{folder / 'field.db'}", writing=True, holds=words
    ),
    "encrypted": encrypted,
    "postgresql": lambda request, _folder, words: stores.open(
        request.getfixturevalue("database"), writing=True, holds=words
    ),
    "outbox": lambda request, _folder, words: stores.open(
        request.getfixturevalue("database"), writing=True, queue=True, holds=words
    ),
    "outbox, away": away,
}
ANSWERED: tuple[Act, ...] = (
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


CODED = (
    Took(
        (
            Unit("7", "after", 'Nye kunder\n"i utlandet" 日本', "2009", "nb", {"Bransje": "Hotell"}),
            Unit("8", "after", ""),
        ),
        "a.csv",
    ),
    Framed("f00d", "after", "2"),
    Given("first", "ida", ("after/7/2009", "after/8"), seed=7),
    Given("again", "ola", ("after/8",), blind=False, role="recode"),
    Coded(
        "after/7/2009", "0123456789abcdef", "f00d", codes=("EXP", "REP"), spans=(Span("EXP", 0, 10), Span("REP", 3, 4))
    ),
    Coded(
        "after/8",
        "0123",
        "f00d",
        "uncodable",
        reason="empty",
        accepted={"EXP": "rule x"},
        shown=("EXP",),
        together={"a": "b"},
    ),
    Uncoded("after/8"),
    Coded("after/8", "0123", "f00d", "none", note="æ", batch="first", source="file.csv", seconds=2.5),
    Settled("after/8", "0123", "f00d", ("e1", "e2"), "coded", ("REP",), "both say so", "third"),
    Unsettled("after/8"),
)


def test_every_kind_of_store_is_under_contract() -> None:
    assert {stores.SCHEMES[name] for name in STORES.keys() & stores.SCHEMES.keys()} == set(stores.SCHEMES.values())


@dataclass(frozen=True)
class Speech:
    """The acts of a store, and how they are put into events."""

    words: Words
    acts: tuple[Any, ...]
    one: Callable[[str], Any]
    number: Callable[[float], Any]
    other: Any

    def events(self, acts: Sequence[Any], after: int = 0) -> tuple[Recorded[Any], ...]:
        at = "2026-01-31T10:00:00.000+00:00"
        return tuple(self.words.event(n, str(uuid4()), at, "ola", act) for n, act in enumerate(acts, after + 1))

    def part(self, *ids: str, at: str = "2026-01-31T10:00:00.000+00:00", act: Any = None) -> tuple[Recorded[Any], ...]:
        """A history of events with these ids."""
        return tuple(self.words.event(n, id_, at, "ola", act or self.one(id_)) for n, id_ in enumerate(ids, 1))


SPEECHES = (
    Speech(INTERVIEWS, ANSWERED, Spoke, lambda number: Answered("turnover", number), Completed()),
    Speech(CODINGS, CODED, Uncoded, lambda number: Coded("q/1", "", "", seconds=number), Unsettled("q/1")),
)


@pytest.fixture(params=SPEECHES, ids=lambda speech: speech.words.holds)
def say(request: pytest.FixtureRequest) -> Speech:
    speech: Speech = request.param
    return speech


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path, say: Speech) -> Iterator[Store[Any]]:
    with STORES[request.param](request, tmp_path, say.words) as opened:
        yield opened


def test_what_is_appended_comes_back_the_same(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts)
    store.append("firm-7", journal, 0)
    assert store.events("firm-7") == journal


@pytest.mark.parametrize(
    "words", ["\x00", "half of one \ud83d", '\\u0000 "\\', "a\u0301\u202e\ufeff\U0001f9d1\u200d\U0001f33e", " \n\t "]
)
def test_words_come_back_letter_by_letter(say: Speech, store: Store[Any], words: str) -> None:
    journal = say.events((say.one(words), *say.acts[:1]))
    store.append("æ 7", journal, 0)
    store.graft("other", journal)
    assert store.events("æ 7") == store.events("other") == journal


@pytest.mark.parametrize("number", [0.1, 1e-300, 1.7976931348623157e308, -0.0, 2**70, 10**400, 33554433.000000004])
def test_numbers_come_back_digit_by_digit(say: Speech, store: Store[Any], number: float) -> None:
    journal = say.events((say.number(number),))
    store.append("a", journal, 0)
    (event,) = store.events("a")
    assert repr(getattr(event.act, "answer", getattr(event.act, "seconds", None))) == repr(number)


def test_one_event_after_the_other(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts)
    for event in journal:
        store.append("firm-7", [event], event.number - 1)
    assert store.events("firm-7") == journal


def test_a_clock_that_was_moved_back_changes_no_order(say: Speech, store: Store[Any]) -> None:
    times = ["2026-01-31T10:00:00.000+00:00", "2011-01-01T00:00:00.000+00:00", "2026-01-31T09:59:59.999+00:00"]
    journal = tuple(
        say.words.event(number, f"e{number}", at, "ola", say.one("nb")) for number, at in enumerate(times, 1)
    )
    for event in journal:
        store.append("a", [event], event.number - 1)
    assert store.events("a") == journal


def test_an_interview_nobody_began_has_no_events(store: Store[Any]) -> None:
    assert store.events("nobody") == ()
    assert store.interviews() == {}


def test_interviews_stand_in_the_order_begun(say: Speech, store: Store[Any]) -> None:
    for interview in ("30", "4", "æ", "1"):
        store.append(interview, say.events(say.acts[:1]), 0)
    store.append("4", say.events(say.acts[1:2], after=1), 1)
    assert list(store.interviews().items()) == [("30", 1), ("4", 2), ("æ", 1), ("1", 1)]


def test_interviews_do_not_see_each_other(say: Speech, store: Store[Any]) -> None:
    one, other = say.events(say.acts[:3]), say.events(say.acts[:2])
    store.append("a", one, 0)
    store.append("b", other, 0)
    assert (store.events("a"), store.events("b")) == (one, other)


def test_a_writer_who_missed_an_event_is_refused_and_nothing_is_written(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts[:2])
    store.append("a", journal, 0)
    with pytest.raises(StoreError) as refusal:
        store.append("a", say.events(say.acts[2:4], after=1), 1)
    assert refusal.value.problems[0].rule.code == "SK802"
    assert store.events("a") == journal


def test_a_writer_from_the_future_is_refused(say: Speech, store: Store[Any]) -> None:
    with pytest.raises(StoreError, match=r"SK802|SK819"):
        store.append("a", say.events(say.acts[2:4], after=5), 5)
    assert store.events("a") == ()
    store.append("a", say.events(say.acts[:2]), 0)
    with pytest.raises(StoreError, match=r"number 2, but the writer saw number 5|SK819"):
        store.append("a", say.events(say.acts[2:4], after=5), 5)


def test_sending_again_changes_nothing(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts[:4])
    store.append("a", journal, 0)
    store.append("a", journal, 0)
    store.append("a", journal[2:], 2)
    assert store.events("a") == journal


def test_sending_again_with_more_adds_only_what_is_new(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts[:4])
    store.append("a", journal[:2], 0)
    store.append("a", journal, 0)
    assert store.events("a") == journal


def test_no_events_are_no_change(store: Store[Any]) -> None:
    store.append("a", [], 0)
    assert store.interviews() == {}


def test_events_must_be_numbered_on(say: Speech, store: Store[Any]) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        store.append("a", say.events(say.acts[:1], after=3), 0)


def test_instruments_are_kept_once_and_in_order(store: Store[Any]) -> None:
    store.keep("f2", "title: two")
    store.keep("f1", "title: en, æøå")
    store.keep("f2", "title: two, changed")
    assert list(store.instruments().items()) == [("f2", "title: two"), ("f1", "title: en, æøå")]


def test_a_history_from_elsewhere_is_taken_over(say: Speech, store: Store[Any]) -> None:
    journal = say.events(say.acts)
    store.graft("firm-7", journal)
    assert store.events("firm-7") == journal
    assert store.histories("firm-7") == (journal,)
    store.append("firm-7", say.events(say.acts[:1], after=len(say.acts)), len(say.acts))
    assert store.interviews() == {"firm-7": len(say.acts) + 1}


def test_a_longer_history_goes_on_where_the_shorter_ended(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("1", "2"), 0)
    store.graft("a", say.part("1", "2", "3", "4"))
    store.graft("a", say.part("1", "2", "3"))
    assert store.histories("a") == (say.part("1", "2", "3", "4"),)


def test_histories_that_part_are_both_kept(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("1", "2", "x"), 0)
    store.graft("a", say.part("1", "2", "b", "c"))
    assert store.histories("a") == (say.part("1", "2", "b", "c"), say.part("1", "2", "x"))
    assert store.events("a") == say.part("1", "2", "b", "c")
    assert store.interviews() == {"a": 4}
    assert list(store.journals()) == [("a", say.part("1", "2", "b", "c"))]


def test_writing_goes_on_in_the_history_in_force(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("1", "b", "c"), 0)
    store.graft("a", say.part("1", "x"))
    with pytest.raises(StoreError, match="SK802"):
        store.append("a", say.part("1", "x", "y")[2:], 2)
    store.append("a", say.part("1", "b", "c", "d")[3:], 3)
    store.append("a", say.part("1", "x")[1:], 1)  # sent again, though it is not in force
    assert store.histories("a") == (say.part("1", "b", "c", "d"), say.part("1", "x"))


def test_a_writer_is_not_led_into_another_history_as_long_as_its_own(say: Speech, store: Store[Any]) -> None:
    mine, hers = say.part("1", "x", "y"), say.part("1", "b", "c")
    store.append("a", mine, 0)
    store.append("b", mine, 0)
    store.graft("a", hers)
    for case in "ab":
        next_ = replace(say.part("1", "x", "y", "z")[3], prev="y")
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


def test_a_writer_whose_history_is_longer_than_the_one_in_force_is_refused(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("1", "x", "y", "z"), 0)
    store.graft("a", say.part("1", "b"))
    before = store.histories("a")
    assert store.interviews() == {"a": 2}
    for next_ in (say.part("1", "x", "y", "z", "w")[4], replace(say.part("1", "x", "y", "z", "w")[4], prev="z")):
        with pytest.raises(StoreError, match="SK802"):
            store.append("a", [next_], 4)
    assert store.histories("a") == before


def test_two_machines_that_began_the_same_case(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("x", "y"), 0)
    store.append("b", say.part("1"), 0)
    store.graft("a", say.part("u", at="2026-01-30T10:00:00.000+00:00"))
    assert store.interviews() == {"a": 1, "b": 1}
    assert [history[-1].id for history in store.histories("a")] == ["u", "y"]
    assert [case for case, _ in store.journals()] == ["a", "b"]


@pytest.mark.parametrize("say", SPEECHES[:1], ids=["interviews"])  # of codings, all histories count
def test_a_settled_history_does_not_come_back(say: Speech, store: Store[Any]) -> None:
    store.append("a", say.part("1", "b"), 0)
    store.graft("a", say.part("1", "a"))
    assert conflict(store.histories("a")) == (say.part("1", "a"), say.part("1", "b"))
    store.append("a", [say.words.event(3, "r", "2026-02-01T10:00:00.000+00:00", "kari", Reconciled(("b",)))], 2)
    store.graft("a", say.part("1", "b"))
    assert conflict(store.histories("a")) == ()
    assert [event.id for event in store.events("a")] == ["1", "a", "r"]
    store.graft("a", say.part("1", "b", "later"))
    assert len(conflict(store.histories("a"))) == 2


def test_the_order_of_arrival_does_not_matter(say: Speech, store: Store[Any]) -> None:
    ways = [say.part(*ids) for ids in ("1ab", "1ac", "1d", "2", "1ab", "1", "1de", "1dfg")]
    for case, order in enumerate(islice(permutations(ways), 0, None, 2000)):
        for way in order:
            store.graft(str(case), way)
        assert store.histories(str(case)) == tuple(say.part(*ids) for ids in ("1ab", "1ac", "1de", "1dfg", "2"))


@pytest.mark.parametrize(
    ("history", "code"),
    [
        (lambda say: say.part("1", "2", "3", act=say.other), "SK814"),
        (lambda say: say.part("1", "3", "2"), "SK814"),
        (lambda say: say.part("1", "3", "3"), "SK815"),
        (lambda say: say.part("1", "2", "3")[1:], "SK815"),
        (lambda say: say.part("1", "2")[::-1], "SK815"),
    ],
)
def test_a_history_that_cannot_be_is_refused_whole(
    say: Speech, store: Store[Any], history: Callable[[Speech], tuple[Recorded[Any], ...]], code: str
) -> None:
    store.append("a", say.part("1", "2"), 0)
    with pytest.raises(StoreError, match=code) as refusal:
        store.graft("a", history(say))
    assert refusal.value.problems[0].hint
    assert store.histories("a") == (say.part("1", "2"),)


def test_no_history_is_no_change(store: Store[Any]) -> None:
    store.graft("a", ())
    assert store.interviews() == {}


def test_journals_are_all_histories_in_force(say: Speech, store: Store[Any]) -> None:
    for case in ("30", "4", "æ"):
        store.append(case, say.events(say.acts), 0)
    assert dict(store.journals()) == {case: store.events(case) for case in store.interviews()}


def test_a_store_is_used_by_one_thread_after_the_other(say: Speech, store: Store[Any]) -> None:
    with ThreadPoolExecutor(1) as desk:
        desk.submit(store.append, "a", say.part("1"), 0).result()
    assert store.events("a") == say.part("1")


@pytest.mark.parametrize("kind", ["sqlite", "encrypted", "postgresql", "outbox"])
def test_a_store_of_the_other_kind_is_refused_and_left_alone(
    kind: str, say: Speech, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    (other,) = (one for one in SPEECHES if one is not say)
    with STORES[kind](request, tmp_path, say.words) as first:
        first.append("a", say.part("1"), 0)
    with pytest.raises(StoreError, match=f"it holds {say.words.holds}, not {other.words.holds}") as refusal:
        STORES[kind](request, tmp_path, other.words)
    assert refusal.value.problems[0].rule.code == "SK890"
    assert refusal.value.problems[0].hint
    with STORES[kind](request, tmp_path, say.words) as again:
        assert again.events("a") == say.part("1")
        assert again.words.holds == say.words.holds
