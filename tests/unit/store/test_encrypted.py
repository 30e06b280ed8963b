"""An encrypted store: nothing can be read without its passphrase, and every trouble with it is told."""

import random
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.interview.events import Answered, Event, Started
from surveykit.problems import StoreError
from surveykit.store import passphrase
from surveykit.store import sqlite as sqlite_store

dbapi2 = pytest.importorskip("sqlcipher3.dbapi2", reason="the extra `encrypted` is not installed")

SECRET = "bl\u00e5 h\u00e6st p\u00e5 fjellet"  # noqa: S105 - it opens nothing but the stores of these tests
STARTED = Event(1, "id-1", "2026-01-31T10:00:00+00:00", "ola", Started("f00d", "nb", {"name": "Lagerhuset AS"}))
ANSWERED = Event(2, "id-2", "2026-01-31T10:00:01+00:00", "ola", Answered("motive", "hemmelig svar " * 20))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store under SECRET, which nobody knows any more."""
    path = tmp_path / "field.db"
    with monkeypatch.context() as known:
        known.setenv(passphrase.VARIABLE, SECRET)
        with stores.open(path, writing=True) as store:
            store.keep("f00d", "title: Undersøkelse")
            store.append("a", [STARTED, ANSWERED], 0)
    monkeypatch.setattr(passphrase, "_asks", lambda: False)
    return path


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(StoreError) as refusal:
        yield
    (problem,) = refusal.value.problems
    assert problem.rule.code == code
    assert problem.hint
    assert problem.place.file
    assert SECRET not in str(refusal.value)


def typing(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Someone at the terminal types these; what they were asked."""
    left, asked = list(words), []
    monkeypatch.setattr(passphrase, "_asks", lambda: True)

    def getpass(prompt: str) -> str:
        asked.append(prompt)
        return left.pop(0)

    monkeypatch.setattr(passphrase, "getpass", getpass)
    return asked


def test_no_word_stands_in_the_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    with stores.open(path, writing=True) as store:
        store.append("a", [Event(3, "id-3", "", "ola", ANSWERED.act)], 2)
        files = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert {"field.db", "field.db-wal"} <= files.keys()
    for word in (b"SQLite", b"hemmelig", b"Lagerhuset", b"motive", b"ola", b"events", SECRET.encode()):
        assert [name for name, content in files.items() if word in content] == []
    assert modes == {0o600}


def test_with_the_passphrase_it_is_a_store_like_any_other(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    with stores.open(path) as store:
        assert store.events("a") == (STARTED, ANSWERED)
        assert dict(store.instruments()) == {"f00d": "title: Undersøkelse"}


def test_every_commit_is_flushed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    with stores.open(path, writing=True) as store:
        assert isinstance(store, sqlite_store.SqliteStore)
        (flushed,) = store._connection.execute("PRAGMA synchronous").fetchone()
        (mode,) = store._connection.execute("PRAGMA journal_mode").fetchone()
    assert (flushed, mode) == (2, "wal")


def test_signs_typed_in_two_parts_are_the_same_passphrase(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET.replace("\u00e5", "a\u030a"))
    with stores.open(path) as store:
        assert len(store.events("a")) == 2


@pytest.mark.parametrize("writing", [True, False])
def test_where_nobody_can_be_asked(path: Path, writing: bool) -> None:
    before = path.read_bytes()
    with refused("SK830"):
        stores.open(path, writing=writing)
    assert path.read_bytes() == before


@pytest.mark.parametrize("wrong", ["something else", SECRET.upper(), "x", "'", '"; DROP TABLE events; --', "\udcff"])
def test_another_passphrase(path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str, capfd) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, wrong)
    before = path.read_bytes()
    with refused("SK831"):
        stores.open(path, writing=True)
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_it_is_asked_for_until_it_is_right(path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    asked = typing(monkeypatch, "wrong", "", SECRET)
    with stores.open(path) as store:
        assert len(store.events("a")) == 2
    assert asked == [f"Passphrase of {path}: "] * 3
    assert capsys.readouterr().err == f"That is not the passphrase of {path}.\n" * 2
    with stores.open(path) as store:  # a command that opens it twice asks once
        assert len(store.events("a")) == 2
    assert len(asked) == 3


def test_three_times_wrong_is_enough(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = typing(monkeypatch, "a", "b", "c", SECRET)
    with refused("SK831"):
        stores.open(path)
    assert len(asked) == 3


def test_where_the_one_in_the_environment_is_of_another_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, "of another laptop")
    typing(monkeypatch, SECRET)
    with stores.open(path) as store:
        assert len(store.events("a")) == 2


def test_a_new_store_asks_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, "")
    asked = typing(monkeypatch, SECRET, SECRET)
    with stores.open(tmp_path / "new.db", writing=True) as store:
        store.append("a", [STARTED], 0)
    assert len(asked) == 2
    with stores.open(tmp_path / "new.db") as store:
        assert store.events("a") == (STARTED,)


@pytest.mark.parametrize("typed", [(SECRET, SECRET[:-1]), ("", "")])
def test_a_new_passphrase_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, "")
    typing(monkeypatch, *typed)
    with refused("SK834"):
        stores.open(tmp_path / "new.db", writing=True)
    typing(monkeypatch, SECRET, SECRET)
    with stores.open(tmp_path / "new.db", writing=True) as store:
        assert store.interviews() == {}


def test_a_new_store_where_nobody_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, "")
    monkeypatch.setattr(passphrase, "_asks", lambda: False)
    with refused("SK830"):
        stores.open(tmp_path / "new.db", writing=True)


def test_a_plain_store_is_not_written_into_by_who_gives_a_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plain.db"
    with stores.open(path, writing=True) as store:
        store.append("a", [STARTED], 0)
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    with refused("SK832"):
        stores.open(path, writing=True)
    with stores.open(path) as store:  # to copy it into an encrypted one
        assert store.events("a") == (STARTED,)


def test_a_plain_store_with_a_damaged_beginning_is_not_taken_for_an_encrypted_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plain.db"
    with stores.open(path, writing=True) as store:
        store.append("a", [STARTED, ANSWERED], 0)
    path.write_bytes(random.Random(814).randbytes(4096) + path.read_bytes()[4096:])
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    with refused("SK801"):
        stores.open(path)


def test_pages_that_were_not_brought_over_yet_are_no_sign_of_a_plain_store(path: Path) -> None:
    sound = path.read_bytes()
    path.write_bytes(sound[: 2 * 4096] + bytes(4096) + sound[3 * 4096 :])
    with refused("SK830"):  # it is asked for its passphrase, and not told to be no store
        stores.open(path)


def test_where_the_package_is_missing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with refused("SK833"):
        stores.open(path)


def test_one_changed_bit_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    sound, dice, told = path.read_bytes(), random.Random(814), []
    for page in range(1, len(sound) // 4096):
        at = page * 4096 + dice.randrange(4096)
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << dice.randrange(8)]) + sound[at + 1 :])
        try:
            with stores.open(path, writing=True) as store:
                assert store.events("a") == (STARTED, ANSWERED), "the bit is in a page that is not used"
        except StoreError as refusal:
            told.append(refusal.problems[0].rule.code)
    assert len(told) >= 4
    assert set(told) == {"SK806"}
    path.write_bytes(b"\0" * 16 + sound[16:])
    with refused("SK831"):
        stores.open(path)


def test_a_store_in_a_folder_that_cannot_be_written_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(passphrase.VARIABLE, SECRET)
    calls = []

    def header(connection):
        if not calls:
            calls.append(connection)
            error = dbapi2.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = 8
            raise error
        return found(connection)

    found = sqlite_store._header
    monkeypatch.setattr(sqlite_store, "_header", header)
    with stores.open(path) as store:
        assert store.events("a") == (STARTED, ANSWERED)
    assert calls
