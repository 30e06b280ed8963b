"""What only a server can do wrong: it is away, silent, full, shut, or somebody else's; each is told as a problem."""

import builtins
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from network import Line
from postgres_server import Server

from surveykit import store as stores
from surveykit.coding.acts import CODINGS
from surveykit.interview.events import INTERVIEWS, Answered, Event, Started
from surveykit.problems import StoreError, plain_address
from surveykit.store import postgres as postgres_store
from surveykit.store.base import WRITTEN_SINCE
from surveykit.store.postgres import PostgresStore
from surveykit.store.schema import SERVER_VERSION, SERVER_VERSIONS

STARTED = Event(1, "id-1", "2026-01-31T10:00:00+00:00", "ola", Started("f00d", "nb", {}))


def answered(number: int, text: str = "svar", id_: str = "") -> Event:
    return Event(number, id_ or f"id-{number}", "2026-01-31T10:00:00+00:00", "ola", Answered(f"q{number}", text))


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    """A store with one interview of two events."""
    opened = PostgresStore(database, INTERVIEWS)
    with opened:
        opened.check(writing=True)
        opened.append("a", [STARTED, answered(2)], 0)
        yield opened


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[StoreError]]:
    with pytest.raises(StoreError) as refusal:
        yield refusal
    problem = refusal.value.problems[0]
    assert problem.rule.code == code, problem
    assert problem.hint
    assert problem.place.file.startswith("postgresql://")


def sql(address: str, *statements: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def test_a_store_is_made_only_for_writing(database: str) -> None:
    with refused("SK801"):
        stores.open(database)
    stores.open(database, writing=True).close()
    with stores.open(database) as store:
        assert store.interviews() == {}
    assert sql(database, "SELECT version FROM surveykit.store") == [(SERVER_VERSIONS["interviews"],)]


def test_a_store_of_codings_says_so_to_programs_that_know_interviews_only(database: str) -> None:
    with stores.open(database, writing=True, holds=CODINGS) as store:
        assert store.interviews() == {}
    assert sql(database, "SELECT version, holds FROM surveykit.store") == [(SERVER_VERSION, "codings")]
    for writing in (False, True):
        with refused("SK890"):
            stores.open(database, writing=writing)
    stores.open(database, holds=CODINGS).close()


def test_programs_that_want_different_stores_make_one_of_them(database: str) -> None:
    def begin(number: int) -> str:
        try:
            with stores.open(database, writing=True, holds=(INTERVIEWS, CODINGS)[number % 2]) as store:
                return store.words.holds
        except StoreError as refusal:
            return refusal.problems[0].rule.code

    with ThreadPoolExecutor(8) as keyers:
        made = [*keyers.map(begin, range(16))]
    assert len({*made} - {"SK890"}) == 1
    assert made.count("SK890") == 8


def test_many_programs_make_the_store_at_once(database: str) -> None:
    def begin(number: int) -> None:
        with stores.open(database, writing=True) as store:
            store.append(str(number), [answered(1, id_=f"e{number}")], 0)

    with ThreadPoolExecutor(8) as keyers:
        list(keyers.map(begin, range(16)))
    with stores.open(database) as store:
        assert store.interviews() == {str(number): 1 for number in range(16)}


@pytest.mark.parametrize("shared", [True, False])
def test_of_those_who_write_at_once_one_wins_each_time(database: str, shared: bool) -> None:
    stores.open(database, writing=True).close()

    def key(keyer: int) -> int:
        wins = 0
        with stores.open(database, writing=True) as store:
            for round_ in range(25):
                case = "a" if shared else f"a{keyer}"
                last = len(store.events(case))
                try:
                    store.append(case, [answered(last + 1, id_=f"{keyer}-{round_}")], last)
                    wins += 1
                except StoreError as refusal:
                    if refusal.problems[0].rule != WRITTEN_SINCE:
                        raise
        return wins

    with ThreadPoolExecutor(6) as keyers:
        wins = list(keyers.map(key, range(6)))
    with stores.open(database) as store:
        written = dict(store.journals())
    assert sum(map(len, written.values())) == sum(wins)
    assert sum(wins) >= 25 if shared else wins == [25] * 6


def test_a_history_grafted_while_another_writes_makes_both_stand(store: PostgresStore, database: str) -> None:
    with stores.open(database, writing=True) as other:
        other.graft("a", [STARTED, answered(2, id_="id-0")])
        with pytest.raises(StoreError, match="SK802"):
            store.append("a", [answered(4)], 3)
        store.append("a", [answered(3)], 2)
        assert [event.id for event in other.events("a")] == ["id-1", "id-0", "id-3"]
        assert len(other.histories("a")) == 2
        assert store.interviews() == {"a": 3}


def test_a_server_that_was_started_again_is_not_noticed(store: PostgresStore, server: Server) -> None:
    for end in (server.stop, server.kill):
        end()
        server.start()
        last = len(store.events("a"))
        store.append("a", [answered(last + 1)], last)
    assert [event.id for event in store.events("a")] == ["id-1", "id-2", "id-3", "id-4"]


def test_a_server_that_is_away(store: PostgresStore, server: Server, database: str) -> None:
    server.stop()
    try:
        with refused("SK816"):
            store.append("a", [answered(3)], 2)
        with refused("SK816"):
            stores.open(database)
    finally:
        server.start()
    store.append("a", [answered(3)], 2)
    store.append("a", [answered(3)], 2)
    assert len(store.events("a")) == 3


def test_a_network_that_falls_silent(
    line: Line, server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "PATIENCE", 0.3)
    through = server.url(database.rpartition("/")[2], port=line.port)
    with stores.open(through, writing=True) as store:
        store.append("a", [STARTED, answered(2)], 0)
        line.silent.set()
        with refused("SK816"):
            store.append("a", [answered(3)], 2)
        line.silent.clear()
        store.append("a", [answered(3)], 2)
        assert len(store.events("a")) == 3


@pytest.mark.parametrize(
    ("user", "password", "base"), [("ola", "x9secret", ""), ("", "x9secret", ""), ("", "", "nowhere")]
)
def test_who_is_not_let_in(server: Server, database: str, user: str, password: str, base: str) -> None:
    address = server.url(base or database.rpartition("/")[2], user=user or "field", password=password)
    with refused("SK817") as refusal:
        stores.open(address, writing=True)
    assert "secret" not in str(refusal.value)
    assert server.password not in str(refusal.value)
    assert server.password not in repr(refusal.value.__cause__)


@pytest.mark.parametrize("address", ["postgresql://ola:x9secret@[server/field", "postgresql://ola:x9secret@h/f?what=1"])
def test_an_address_that_cannot_be_read(address: str) -> None:
    with refused("SK817") as refusal:
        stores.open(address)
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ola:a:b@c/d@server:5432/field", "postgresql://ola@server:5432/field"),
        ("postgresql://ola:se?cret@server/field", "postgresql://ola@server/field"),
        ("postgresql://server:5432/field?password=secret", "postgresql://server:5432/field"),
        ("postgresql:///field", "postgresql:///field"),
        ("postgresql://ola@server/field", "postgresql://ola@server/field"),
        ("mysql://ola:secret@server/field", "mysql://ola@server/field"),
        ("C:/field.db", "C:/field.db"),
    ],
)
def test_no_password_is_shown(address: str, shown: str) -> None:
    assert plain_address(address) == shown


def test_a_database_that_is_read_only(store: PostgresStore, database: str) -> None:
    name = database.rpartition("/")[2]
    sql(database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with stores.open(database, writing=True) as other, refused("SK803"):
        other.append("a", [answered(3)], 2)


def test_who_may_read_and_not_write(store: PostgresStore, database: str, server: Server) -> None:
    name = database.rpartition("/")[2]
    sql(database, f"CREATE ROLE reader_{name} LOGIN PASSWORD 'only-reads'")
    address = server.url(name, user=f"reader_{name}", password="only-reads")  # noqa: S106 - of a server that lives as long as the tests
    with refused("SK817"):
        stores.open(address)
    sql(database, f"GRANT USAGE ON SCHEMA surveykit TO reader_{name}")
    sql(database, f"GRANT SELECT ON ALL TABLES IN SCHEMA surveykit TO reader_{name}")
    with stores.open(address) as other:
        assert len(other.events("a")) == 2
        with refused("SK817"):
            other.append("a", [answered(3)], 2)


def test_keepers_of_one_store_with_logins_of_their_own(server: Server, database: str) -> None:
    name = database.rpartition("/")[2]
    page = (Path(__file__).parents[3] / "docs/how-to/share-a-store.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"```sql\n(CREATE ROLE fieldwork.*?)```", page, re.DOTALL)
    statements = [part.replace("field ", f"{name}_of_all ") for part in told.split(";\n")[:-1]]
    assert len(statements) == 5
    sql(server.url(), *statements)
    address = server.url(f"{name}_of_all", user="ola", password="choose-one")  # noqa: S106 - as the page has it
    with stores.open(address, writing=True) as store:
        store.append("a", [STARTED], 0)
    with stores.open(address.replace("ola", "kari").replace("choose-one", "another"), writing=True) as store:
        store.append("a", [answered(2)], 1)
        assert len(store.events("a")) == 2


def test_a_store_of_a_newer_version(store: PostgresStore, database: str) -> None:
    sql(database, f"UPDATE surveykit.store SET version = {SERVER_VERSION + 1}")
    with refused("SK805"):
        stores.open(database)


def test_a_database_without_all_letters(server: Server) -> None:
    sql(server.url(), "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with refused("SK803") as refusal:
        stores.open(server.url("latin"), writing=True)
    assert "LATIN1" in str(refusal.value)


def test_an_event_that_was_taken_out_does_not_hide_the_others(store: PostgresStore, database: str) -> None:
    store.append("b", [STARTED], 0)
    sql(database, "DELETE FROM surveykit.events WHERE interview = 'a' AND number = 1")
    with refused("SK806"):
        store.events("a")
    given = []
    with refused("SK806"):
        for case, _ in store.journals():
            given.append(case)
    assert given == ["b"]


def test_somebody_who_holds_the_interview(store: PostgresStore, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_store, "SETTINGS", "SET lock_timeout = '100ms'")
    with stores.open(database, writing=True) as other, psycopg.connect(database) as holder:
        holder.execute("SELECT FROM surveykit.cases FOR UPDATE")
        with refused("SK804"):
            other.append("a", [answered(3)], 2)
        holder.rollback()
        other.append("a", [answered(3)], 2)
    assert len(store.events("a")) == 3


def test_a_commit_waits_for_the_disk_of_the_server(database: str) -> None:
    sql(database, f"ALTER DATABASE {database.rpartition('/')[2]} SET synchronous_commit = off")
    store = PostgresStore(database, INTERVIEWS)
    with store:
        store.check(writing=True)
        assert store._connection is not None
        assert store._connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name == "surveykit.store" and arguments[2] == ("postgres",):
            raise ImportError("No module named 'psycopg'")
        return kept(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with refused("SK818"):
        stores.open("postgresql://server/field")
