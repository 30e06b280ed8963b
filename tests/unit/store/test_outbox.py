"""Answers wait while the server is away, and reach it once: with a server that comes and goes at any moment."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from network import Line
from postgres_server import Server

from surveykit import store as stores
from surveykit.histories import conflict
from surveykit.interview.events import INTERVIEWS, Answered, Event, Started
from surveykit.problems import Problem, Rule, StoreError
from surveykit.store import outbox as outbox_module
from surveykit.store import postgres as postgres_store
from surveykit.store.base import AWAY, NOT_WRITABLE, WRITTEN_SINCE, Posting, Store
from surveykit.store.memory import MemoryStore
from surveykit.store.outbox import NOT_HERE, Outbox
from surveykit.store.postgres import PostgresStore
from surveykit.store.spool import RECEIPTS, Receipts
from surveykit.store.sqlite import SqliteStore
from surveykit.tui.journal import Journal

STARTED = Event(1, "id-1", "2026-01-31T10:00:00+00:00", "ola", Started("f00d", "nb", {}))


def answered(number: int, id_: str = "") -> Event:
    return Event(number, id_ or f"id-{number}", "2026-01-31T10:00:00+00:00", "ola", Answered(f"q{number}", number))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "PAUSE", 0.0)


class Faraway:
    """A server that comes and goes, sometimes between doing what it is asked and saying so."""

    def __init__(self) -> None:
        self.held = MemoryStore()
        self.fails: Rule | None = None
        self.says_so = True

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def asked(*arguments: Any) -> Any:
            if self.fails:
                raise StoreError(Problem(self.fails, "the server is gone"))
            done = getattr(self.held, name)(*arguments)
            if not self.says_so:
                raise StoreError(Problem(AWAY, "the server went while it answered"))
            return done

        return asked

    def close(self) -> None:
        """A connection can be let go of whatever its server does."""


class Bench:
    """An outbox over a server in memory; it can be closed, or fall over, and be opened again."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "copy.db"
        self.server = Faraway()
        self.outbox = self.opened()

    def connect(self) -> Store:
        if self.server.fails or not self.server.says_so:
            raise StoreError(Problem(AWAY, "nobody answers"))
        return cast("Store", self.server)

    def opened(self) -> Outbox:
        shared = None if self.server.fails or not self.server.says_so else self.connect()
        return Outbox(self.connect, stores.open(self.path, writing=True), Receipts(self.path, INTERVIEWS), shared)

    def fall_over(self) -> None:
        self.outbox._copy.close()
        self.outbox._receipts.close()
        self.outbox = self.opened()

    def happens(self, what: str) -> None:
        match what:
            case "away":
                self.server.fails = AWAY
            case "mute":
                self.server.says_so = False
            case "back":
                self.server.fails, self.server.says_so = None, True
            case "fall":
                self.fall_over()
            case "close":
                self.outbox.close()
                self.outbox = self.opened()

    def delivered(self) -> None:
        self.server.fails, self.server.says_so = None, True
        until = time.monotonic() + 5
        while self.outbox.unsent():
            self.outbox.deliver()
            assert time.monotonic() < until

    def linked(self) -> None:
        """Wait until the server is found again."""
        until = time.monotonic() + 5
        while self.outbox._linked() is None:
            assert time.monotonic() < until


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.outbox.close()


def test_while_the_server_is_there_nothing_waits(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED, answered(2)], 0)
    assert isinstance(bench.outbox, Posting)
    assert bench.outbox.unsent() == 0
    assert bench.server.held.events("a") == (STARTED, answered(2))


@pytest.mark.parametrize("rule", [AWAY, NOT_WRITABLE])
def test_entry_goes_on_while_the_server_is_away(bench: Bench, rule: Rule) -> None:
    bench.outbox.append("a", [STARTED, answered(2)], 0)
    bench.server.fails = rule
    bench.outbox.append("a", [answered(3)], 2)
    bench.outbox.append("b", [answered(1, "b-1")], 0)
    assert bench.outbox.unsent() == 2
    assert bench.outbox.events("a") == (STARTED, answered(2), answered(3))
    assert bench.outbox.interviews() == {"a": 3, "b": 1}
    assert dict(bench.outbox.journals()) == {case: bench.outbox.events(case) for case in "ab"}
    bench.delivered()
    assert bench.server.held.histories("a") == ((STARTED, answered(2), answered(3)),)
    assert bench.server.held.histories("b") == ((answered(1, "b-1"),),)


def test_an_answer_stored_and_not_acknowledged_is_there_once(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED], 0)
    bench.server.says_so = False
    bench.outbox.append("a", [answered(2)], 1)
    bench.outbox.append("a", [answered(3)], 2)
    bench.delivered()
    assert bench.server.held.histories("a") == ((STARTED, answered(2), answered(3)),)


def test_what_a_colleague_wrote_meanwhile_stands_beside_it(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED], 0)
    bench.server.fails = AWAY
    bench.outbox.append("a", [answered(2, "mine")], 1)
    bench.server.held.graft("a", [STARTED, answered(2, "hers")])
    bench.delivered()
    assert len(conflict(bench.outbox.histories("a"))) == 2
    bench.outbox.append("a", [answered(3, "next")], 2)
    assert {way[-1].id for way in bench.server.held.histories("a")} == {"next", "mine"}


def test_a_stale_writer_is_refused_here_too(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED, answered(2)], 0)
    with pytest.raises(StoreError, match=WRITTEN_SINCE.code):
        bench.outbox.append("a", [answered(2, "other")], 1)
    bench.server.fails = AWAY
    with pytest.raises(StoreError, match=WRITTEN_SINCE.code):
        bench.outbox.append("a", [answered(2, "other")], 1)


def test_an_interview_that_was_never_open_here_waits_for_the_server(bench: Bench) -> None:
    bench.server.held.append("a", [STARTED, answered(2)], 0)
    bench.server.fails = AWAY
    with pytest.raises(StoreError, match="SK819"):
        bench.outbox.append("a", [answered(3)], 2)


def test_what_was_open_here_can_be_taken_up_without_the_server(bench: Bench) -> None:
    bench.server.held.append("a", [STARTED, answered(2)], 0)
    bench.server.held.keep("f00d", "title: x")
    assert bench.outbox.events("a")
    assert bench.outbox.instruments()
    bench.outbox.close()
    bench.server.fails = AWAY
    bench.outbox = bench.opened()
    assert bench.outbox.unsent() == 0
    assert bench.outbox.instruments() == {"f00d": "title: x"}
    assert bench.outbox.events("a") == (STARTED, answered(2))
    bench.outbox.append("a", [answered(3)], 2)
    assert bench.outbox.unsent() == 1
    bench.delivered()
    assert bench.server.held.events("a") == (STARTED, answered(2), answered(3))


def test_versions_stand_here_in_the_order_they_have_on_the_server(bench: Bench) -> None:
    names = [f"{number * 7919 % 101:04x}" for number in range(1, 20)]
    for name in names:
        bench.server.held.keep(name, f"title: {name}")
    assert list(bench.outbox.instruments()) == names
    bench.server.fails = AWAY
    assert list(bench.outbox.instruments()) == names


def test_what_waits_is_sent_before_the_interview_is_read_or_written_again(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED], 0)
    for number in (2, 4):
        bench.server.fails = AWAY
        bench.outbox.append("a", [answered(number)], number - 1)
        bench.server.fails = None
        bench.linked()
        if number == 4:
            assert len(bench.outbox.events("a")) == number
        bench.outbox.append("a", [answered(number + 1)], number)
        assert len(bench.server.held.events("a")) == number + 1


def test_what_waits_is_sent_before_the_store_is_closed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "PAUSE", 60.0)
    bench.outbox.append("a", [STARTED], 0)
    bench.server.fails = AWAY
    bench.outbox.append("a", [answered(2)], 1)
    bench.server.fails = None
    bench.outbox.close()
    assert bench.outbox.unsent() == 0
    assert bench.server.held.events("a") == (STARTED, answered(2))


def test_a_full_disk_here_while_the_server_is_away(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.outbox.append("a", [STARTED, answered(2)], 0)
    bench.server.fails = AWAY
    full = StoreError(Problem(NOT_WRITABLE, "database or disk is full"))
    for method in ("graft", "append"):
        with monkeypatch.context() as patched:
            patched.setattr(SqliteStore, method, lambda *_: (_ for _ in ()).throw(full))
            with pytest.raises(StoreError, match="SK803"):
                bench.outbox.append("a", [answered(3)], 2)
    bench.outbox.append("a", [answered(3)], 2)
    assert bench.outbox.unsent() == 1
    bench.delivered()
    assert bench.server.held.events("a") == (STARTED, answered(2), answered(3))


def test_after_a_crash_the_server_may_be_away(bench: Bench) -> None:
    bench.outbox.append("a", [STARTED], 0)
    for number in range(2, 8):
        bench.outbox.append("a", [answered(number)], number - 1)
        bench.outbox.deliver()
    bench.server.held.graft("b", [STARTED])
    bench.server.held.graft("b", [Event(1, "hers", "", "kari", STARTED.act)])
    assert len(bench.outbox.histories("b")) == 2
    bench.outbox.deliver()
    bench.server.fails = AWAY
    bench.fall_over()
    assert bench.outbox.unsent() == 0
    assert len(bench.outbox.events("a")) == 7
    assert len(bench.outbox.histories("b")) == 2
    bench.outbox.append("a", [answered(8)], 7)
    bench.delivered()
    assert len(bench.server.held.histories("a")) == 1
    assert len(bench.server.held.events("a")) == 8


def test_an_instrument_kept_while_the_server_was_away_is_sent_before_the_answers(bench: Bench) -> None:
    bench.server.fails = AWAY
    bench.outbox.keep("f00d", "title: x")
    bench.outbox.append("a", [STARTED], 0)
    bench.delivered()
    assert bench.server.held.instruments() == {"f00d": "title: x"}


def test_one_interview_that_is_refused_does_not_keep_the_others_waiting(bench: Bench) -> None:
    bench.server.fails = AWAY
    bench.outbox.append("a", [STARTED], 0)
    bench.outbox.append("b", [answered(1, "b-1")], 0)
    bench.server.held.graft("a", [Event(1, "id-1", "", "somebody else", STARTED.act)])
    bench.server.fails = None
    bench.linked()
    with pytest.raises(StoreError, match="SK814"):
        bench.outbox.deliver()
    with pytest.raises(StoreError, match="SK814"):
        bench.outbox.deliver()
    assert bench.server.held.events("b") == (answered(1, "b-1"),)
    assert bench.outbox.unsent() == 1


def test_receipts_that_are_lost_or_damaged_cost_a_second_sending_only(bench: Bench) -> None:
    bench.server.fails = AWAY
    bench.outbox.append("a", [STARTED, answered(2)], 0)
    bench.delivered()
    bench.outbox.close()
    beside = bench.path.with_name(bench.path.name + RECEIPTS)
    assert stat.S_IMODE(beside.stat().st_mode) == stat.S_IMODE(bench.path.stat().st_mode) == 0o600
    beside.write_bytes(b"no receipts" * 500)
    bench.outbox = bench.opened()
    assert bench.outbox.unsent() > 0
    bench.delivered()
    assert bench.server.held.histories("a") == ((STARTED, answered(2)),)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer", "answer", "answer", "away", "mute", "back", "fall", "colleague", "deliver", "close"]
        ),
        st.sampled_from("ab"),
    ),
    max_size=25,
)


@given(STEPS)
def test_no_acknowledged_answer_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("outbox"))
    acknowledged: set[str] = set()
    for number, (step, case) in enumerate(steps):
        match step:
            case "answer":
                after = len(bench.outbox.events(case))
                try:
                    bench.outbox.append(case, [answered(after + 1, f"{case}{number}")], after)
                    acknowledged.add(f"{case}{number}")
                except StoreError as refusal:
                    if refusal.problems[0].rule not in {WRITTEN_SINCE, NOT_HERE}:
                        raise
            case "deliver":
                bench.outbox.deliver()
            case "colleague":
                before = bench.server.held.events(case)
                bench.server.held.graft(case, (*before, answered(len(before) + 1, f"her{number}")))
                acknowledged.add(f"her{number}")
            case _:
                bench.happens(step)
    bench.delivered()
    ids = [{event.id for way in bench.server.held.histories(name) for event in way} for name in "ab"]
    assert set.union(*ids) == acknowledged
    assert all(
        [event.number for event in way] == list(range(1, len(way) + 1))
        for name in "ab"
        for way in bench.server.held.histories(name)
    )
    bench.outbox.close()


def shared(address: str) -> Outbox:
    opened = stores.open(address, writing=True, queue=True)
    assert isinstance(opened, Outbox)
    return opened


def test_a_real_server_is_stopped_and_killed_in_the_middle_of_interviews(server: Server, database: str) -> None:
    with shared(database) as store:
        store.keep("f00d", "title: x")
        store.append("a", [STARTED], 0)
        for last, end in enumerate((server.stop, server.kill), 1):
            end()
            try:
                store.append("a", [answered(last * 2)], last * 2 - 1)
                store.append("a", [answered(last * 2 + 1)], last * 2)
                assert store.unsent() == 2
                assert len(store.events("a")) == last * 2 + 1
            finally:
                server.start()
            until = time.monotonic() + 10
            while store.unsent():
                store.deliver()
                assert time.monotonic() < until
        store.append("a", [answered(6)], 5)
    with PostgresStore(database, INTERVIEWS) as there:
        assert [event.number for event in there.events("a")] == [1, 2, 3, 4, 5, 6]
        assert len(there.histories("a")) == 1


def test_a_network_falls_silent_in_the_middle_of_an_interview(
    line: Line, server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "PATIENCE", 0.3)
    with shared(server.url(database.rpartition("/")[2], port=line.port)) as store:
        store.append("a", [STARTED], 0)
        line.silent.set()
        begin = time.monotonic()
        store.append("a", [answered(2)], 1)
        assert time.monotonic() - begin < 3  # who waits is not sent away by it
        begin = time.monotonic()
        store.append("a", [answered(3)], 2)
        store.deliver()
        assert time.monotonic() - begin < 0.3  # the second answer does not wait for a server that is known to be away
        assert store.unsent() == 2
        line.silent.clear()
        until = time.monotonic() + 20
        while store.unsent():
            store.deliver()
            assert time.monotonic() < until
    with PostgresStore(database, INTERVIEWS) as there:
        assert there.histories("a") == ((STARTED, answered(2), answered(3)),)


def test_entry_begins_without_the_server_where_it_was_reached_before(
    server: Server, database: str, tmp_path: Path
) -> None:
    server.stop()
    try:
        with pytest.raises(StoreError, match="SK816"):
            shared(database)
    finally:
        server.start()
    shared(database).close()
    server.stop()
    try:
        with pytest.raises(StoreError, match="SK816"):
            stores.open(database)
        with shared(database) as store:
            store.append("a", [STARTED], 0)
            assert store.unsent() == 1
    finally:
        server.start()
    with stores.open(database) as store:  # whoever comes next from this machine brings them along
        assert isinstance(store, PostgresStore)
        assert store.interviews() == {"a": 1}
    (waiting,) = (tmp_path / "state").rglob("*.db")
    if os.name == "posix":
        assert stat.S_IMODE(waiting.stat().st_mode) == 0o600
        assert stat.S_IMODE(waiting.parent.stat().st_mode) == 0o700
    assert server.password not in str(waiting)


def test_what_waits_is_never_sent_to_another_store_of_the_same_name(server: Server, database: str) -> None:
    shared(database).close()
    name = database.rpartition("/")[2]
    server.stop()
    try:
        store = shared(database)
        store.append("a", [STARTED], 0)
    finally:
        server.start()
    import psycopg

    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    stores.open(database, writing=True).close()
    for _ in range(20):
        store.deliver()
        time.sleep(0.02)
    assert store.unsent() == 1
    store.close()
    with shared(database) as new:
        assert new.unsent() == 0
        (left,) = new.left_behind()
        with stores.open(left) as waiting:
            assert waiting.interviews() == {"a": 1}
        left.unlink()
        assert new.left_behind() == ()


def test_what_was_sent_to_the_store_before_is_not_left_behind(server: Server, database: str) -> None:
    with shared(database) as store:
        store.append("a", [STARTED], 0)
        store.events("a")
    import psycopg

    name = database.rpartition("/")[2]
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        connection.execute(f"CREATE DATABASE {name}".encode())
    with shared(database) as new:
        assert new.left_behind() == ()
    with shared(database) as anew:
        assert anew.interviews() == {}


def test_a_journal_that_is_not_in_force_any_more_is_refused_though_it_is_as_long(bench: Bench) -> None:
    journal = Journal(bench.outbox, "a", 0, "ola", clock=lambda: datetime(2026, 1, 31, 11, tzinfo=UTC))
    journal.write([Started("f00d", "nb", {})])
    journal.write([Answered("q2", 1)])
    first = bench.outbox.events("a")[0]
    bench.server.held.graft("a", [first, answered(2, "hers")])
    for fails in (None, AWAY):
        bench.server.fails = fails
        with pytest.raises(StoreError, match="SK802"):
            journal.write([Answered("q3", 1)])
        assert journal.behind
        bench.outbox.events("a")
    assert [event.id for event in journal.reread()] == [first.id, "hers"]
    journal.write([Answered("q3", 1)])
