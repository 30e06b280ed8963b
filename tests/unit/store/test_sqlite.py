"""What only a file can do wrong: each trouble is told as a problem with its rule, never as a traceback."""

import os
import random
import sqlite3
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from surveykit import store as stores
from surveykit.interview.events import Answered, Event, Started
from surveykit.problems import StoreError
from surveykit.store import sqlite as sqlite_store
from surveykit.store.schema import APPLICATIONS, STEPS, VERSION

STARTED = Event(1, "id-1", "2026-01-31T10:00:00+00:00", "ola", Started("f00d", "nb", {}))


def answered(number: int, text: str = "svar") -> Event:
    return Event(number, f"id-{number}", "2026-01-31T10:00:00+00:00", "ola", Answered(f"q{number}", text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one interview of two events."""
    path = tmp_path / "field.db"
    with stores.open(path, writing=True) as store:
        store.append("a", [STARTED, answered(2)], 0)
    return path


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[StoreError]]:
    with pytest.raises(StoreError) as refusal:
        yield refusal
    problem = refusal.value.problems[0]
    assert problem.rule.code == code
    assert problem.hint
    assert problem.place.file or problem.place.case


@contextmanager
def plain(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def test_a_new_file_is_for_its_owner_only(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_says_what_it_is(path: Path) -> None:
    with plain(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA application_id").fetchone() == (0x53764B74,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_every_commit_is_flushed(path: Path) -> None:
    with stores.open(path, writing=True) as store:
        assert isinstance(store, sqlite_store.SqliteStore)
        assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_missing_file_is_made_only_for_writing(tmp_path: Path) -> None:
    with refused("SK801"):
        stores.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("target", ["field.xlsx", "field", "mysql://host/field", ""])
def test_a_name_that_is_no_store(target: str) -> None:
    with pytest.raises(StoreError, match="SK800"):
        stores.open(target, writing=True)


@pytest.mark.parametrize("target", ["sqlite:{}", "sqlite:///{}", "{}"])
def test_the_ways_to_name_a_file(path: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    for name in ("field.db", str(path)):
        with stores.open(target.format(name)) as store:
            assert list(store.interviews()) == ["a"]


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with refused("SK801"):
        stores.open(tmp_path / "folder.db", writing=True)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with refused("SK803") as told:
        stores.open(tmp_path / "none" / "field.db", writing=True)
    assert "there is no folder" in str(told.value)
    assert "Make the folder first" in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can be neither moved nor deleted there")
def test_a_file_that_was_moved_or_deleted_or_replaced_meanwhile_takes_no_answer(tmp_path: Path) -> None:
    path, away = tmp_path / "field.db", tmp_path / "away.db"
    with stores.open(path, writing=True) as store:
        store.append("a", [STARTED], 0)
        path.rename(away)
        with refused("SK803") as told:
            store.append("a", [answered(2)], 1)
        assert "was moved, deleted or replaced" in str(told.value)
        path.write_bytes(away.read_bytes())
        with refused("SK803"):
            store.append("a", [answered(2)], 1)
        away.replace(path)
        store.append("a", [answered(2)], 1)
    with stores.open(path) as store:
        assert store.events("a") == (STARTED, answered(2))


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize("content", [b"Dear Sir or Madam, " * 60, b"SQLite format 3\x00 but no more", b"\x00" * 5000])
def test_a_file_that_is_not_sqlite_stays_as_it_is(tmp_path: Path, content: bytes, writing: bool) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    with refused("SK801"):
        stores.open(path, writing=writing)
    assert path.read_bytes() == content


def test_a_file_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "browser.db"
    with plain(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with refused("SK801"):
        stores.open(path, writing=True)
    assert path.read_bytes() == before


def test_an_empty_file_is_a_new_store_only_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    path.touch()
    with refused("SK801"):
        stores.open(path)
    with stores.open(path, writing=True) as store:
        assert store.interviews() == {}


def test_a_store_of_a_newer_version(path: Path) -> None:
    with plain(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with refused("SK805"):
        stores.open(path)


FIRST = """
    INSERT INTO instruments VALUES ('f00d', 'title: x', '2026-01-31T10:00:00.000+00:00');
    INSERT INTO events VALUES
        ('b', 1, 'b-1', '2026-01-31T10:00:00.000+00:00', 'ola', '{"act":"spoke","language":"nb"}'),
        ('a', 1, 'a-1', '2026-01-31T10:00:00.000+00:00', 'ola', '{"act":"spoke","language":"nb"}'),
        ('b', 2, 'b-2', '2026-01-31T10:00:01.000+00:00', 'ola', '{"act":"spoke","language":"en"}');
"""


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A store as the first version of surveykit made it."""
    path = tmp_path / "first.db"
    with plain(path) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATIONS['interviews']}; PRAGMA user_version = 1;")
        connection.executescript(";".join(STEPS[0]) + ";" + FIRST)
    return path


@pytest.mark.parametrize("writing", [True, False])
def test_a_store_of_the_first_version_is_brought_up(first: Path, writing: bool) -> None:
    with stores.open(first, writing=writing) as store:
        assert list(store.interviews().items()) == [("b", 2), ("a", 1)]
        assert store.instruments() == {"f00d": "title: x"}
        assert [event.id for event in store.events("b")] == ["b-1", "b-2"]
        store.append("b", [answered(3)], 2)
        store.graft("a", [Event(1, "other", "2026-01-30T10:00:00.000+00:00", "kari", STARTED.act)])
        assert len(store.histories("a")) == 2
    with plain(first) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT prev FROM events WHERE interview = 'b'").fetchall() == [
            ("",),
            ("b-1",),
            ("b-2",),
        ]


def test_an_event_taken_out_of_the_first_version_is_still_missed(first: Path) -> None:
    with plain(first) as connection:
        connection.execute("UPDATE events SET number = 3 WHERE number = 2")
    with stores.open(first) as store, refused("SK806"):
        store.events("b")


@pytest.mark.parametrize(
    ("act", "what"),
    [
        ('{"act":"teleported"}', "the act 'teleported'"),
        ('{"act":"teleported","to":{"empty":"later"}}', "the act 'teleported'"),
        ('{"act":"completed","signed":"yes"}', "'signed' in the act 'completed'"),
        ('{"act":"answered","question":"a","answer":{"empty":"later"},"was":null}', 'the answer {"empty": "later"}'),
        ('{"act":"cleared","question":"a","was":{"sound":"a.ogg"}}', "the answer"),
    ],
)
def test_an_act_of_a_newer_version(path: Path, act: str, what: str) -> None:
    with plain(path) as connection:
        connection.execute("UPDATE events SET act = ? WHERE number = 2", (act,))
    with stores.open(path) as store, refused("SK805") as refusal:
        store.events("a")
    assert what in str(refusal.value)


@pytest.mark.parametrize("text", ["{", "[]", '{"act":"answered"}', '{"act":"answered","x":1}', "null", "[" * 9000])
def test_an_event_that_cannot_be_read(path: Path, text: str) -> None:
    with plain(path) as connection:
        connection.execute("UPDATE events SET act = ? WHERE number = 2", (text,))
    with stores.open(path) as store, refused("SK806"):
        store.events("a")


def test_an_event_that_was_taken_out(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("DELETE FROM events WHERE number = 1")
    with stores.open(path) as store, refused("SK806"):
        store.events("a")


@pytest.mark.parametrize("number", [1, 2])
def test_one_damaged_interview_does_not_hide_the_others(path: Path, number: int) -> None:
    with stores.open(path, writing=True) as store, plain(path) as other:
        store.append("b", [Event(1, "b-1", "", "", STARTED.act)], 0)
        other.execute("UPDATE events SET prev = 'gone' WHERE interview = 'a' AND number = ?", (number,))
        given = []
        with refused("SK806") as refusal:
            for case, _ in store.journals():
                given.append(case)
        assert refusal.value.problems[0].place.case == "a"
    assert given == ["b"]


def test_a_damaged_interview_of_two_histories_does_not_keep_the_others_from_being_listed(path: Path) -> None:
    with stores.open(path, writing=True) as store, plain(path) as other:
        store.append("b", [Event(1, "b-1", "", "", STARTED.act)], 0)
        store.graft("a", [STARTED, Event(2, "x", "2027", "kari", answered(2).act)])
        other.execute("UPDATE events SET act = '{' WHERE id = 'x'")
        assert store.interviews() == {"a": 2, "b": 1}
        with refused("SK806"):
            store.histories("a")


def test_damaged_pages_never_give_anything_but_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "field.db"
    with stores.open(path, writing=True) as store:
        store.keep("f00d", "title: " + "x" * 5000)
        store.append("a", [STARTED, *(answered(number, "svar " * 40) for number in range(2, 200))], 0)
    sound = path.read_bytes()
    dice = random.Random(20260131)
    codes = []
    for _ in range(60):
        start = dice.randrange(100, len(sound) - 600)
        path.write_bytes(sound[:start] + dice.randbytes(500) + sound[start + 500 :])
        try:
            with stores.open(path, writing=True) as store:
                store.instruments()
                store.events("a")
                store.append("b", [Event(1, "other", "", "", STARTED.act)], 0)
        except StoreError as refusal:
            codes.append(refusal.problems[0].rule.code)
    assert len(codes) > 30
    assert set(codes) <= {"SK801", "SK802", "SK803", "SK805", "SK806"}


def test_a_file_cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])
    with pytest.raises(StoreError, match=r"SK80[16]"), stores.open(path, writing=True) as store:
        store.events("a")


def test_a_store_in_use_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_store, "PATIENCE", 0.05)
    with stores.open(path, writing=True) as store, plain(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("SK804"):
            store.append("a", [answered(3)], 2)
        assert len(store.events("a")) == 2
        other.execute("ROLLBACK")
        store.append("a", [answered(3)], 2)
        assert len(store.events("a")) == 3


def test_two_programs_take_turns(path: Path) -> None:
    with stores.open(path, writing=True) as one, stores.open(path, writing=True) as other:
        one.append("a", [answered(3)], 2)
        with refused("SK802"):
            other.append("a", [Event(3, "id-x", "", "", answered(3).act)], 2)
        other.append("b", [Event(1, "id-b", "", "", STARTED.act)], 0)
        assert list(one.interviews()) == ["a", "b"]


def test_a_full_disk(path: Path) -> None:
    with stores.open(path, writing=True) as store:
        assert isinstance(store, sqlite_store.SqliteStore)
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with refused("SK803"):
            store.append("a", [answered(3, "x" * 50_000)], 2)
        assert len(store.events("a")) == 2
        store._connection.execute("PRAGMA max_page_count = 1000000")
        store.append("a", [answered(3, "x" * 50_000)], 2)
        assert len(store.events("a")) == 3


def child(script: str, *arguments: str) -> str:
    """Run a script in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are a thing of Unix")
def test_a_disk_that_takes_no_more_bytes(path: Path) -> None:
    told = child(
        """
        import resource, sys
        from surveykit import store as stores
        from surveykit.problems import StoreError
        from surveykit.interview.events import Answered, Event
        with stores.open(sys.argv[1], writing=True) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
            try:
                store.append("a", [Event(3, "id-3", "", "", Answered("q", "x" * 200_000))], 2)
            except StoreError as refusal:
                print(refusal.problems[0].rule.code, len(store.events("a")))
        """,
        str(path),
    )
    assert told.split() == ["SK803", "2"]


READ_ONLY = """
    import os, sys
    from surveykit import store as stores
    from surveykit.store import sqlite
    from surveykit.problems import StoreError
    if os.geteuid() == 0:  # the administrator may write anywhere
        os.setegid(65534)
        os.seteuid(65534)
    for writing in (False, True):
        try:
            with stores.open(sys.argv[1], writing=writing) as store:
                print(len(store.events("a")))
        except StoreError as refusal:
            print(refusal.problems[0].rule.code)
"""


@contextmanager
def reachable(path: Path) -> Iterator[None]:
    """Let everybody walk to a file under the folder of the tests, for as long as the test takes."""
    folders = [folder for folder in path.parents if "pytest" in str(folder)]
    before = [folder.stat().st_mode for folder in folders]
    for folder in folders:
        folder.chmod(0o755)
    try:
        yield
    finally:
        for folder, mode in zip(folders, before, strict=True):
            folder.chmod(mode)


@pytest.mark.skipif(os.name != "posix", reason="permissions of a file are a thing of Unix")
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o777), (0o444, 0o555), (0o644, 0o555)])
def test_a_file_or_folder_that_is_read_only_can_still_be_read(path: Path, of_file: int, of_folder: int) -> None:
    with reachable(path):
        path.chmod(of_file)
        path.parent.chmod(of_folder)
        assert child(READ_ONLY, str(path)).split() == ["2", "SK803"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of a file are a thing of Unix")
def test_a_store_of_the_first_version_that_is_read_only_can_still_be_read(first: Path) -> None:
    with plain(first) as connection:
        connection.execute("INSERT INTO events SELECT 'a', 2, 'a-2', at, by, act FROM events WHERE id = 'a-1'")
    with reachable(first):
        first.chmod(0o444)
        first.parent.chmod(0o555)
        assert child(READ_ONLY, str(first)).split() == ["2", "SK803"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of a file are a thing of Unix")
@pytest.mark.parametrize(("of_folder", "expected"), [(0o555, "SK801 SK803"), (0o000, "SK803 SK803")])
def test_a_folder_where_no_file_may_be_made(path: Path, of_folder: int, expected: str) -> None:
    with reachable(path):
        path.parent.chmod(of_folder)
        assert child(READ_ONLY, str(path.with_name("new.db"))).split() == expected.split()


def test_two_programs_write_into_a_case_that_has_several_histories(path: Path) -> None:
    def event(number: int, id_: str) -> Event:
        return Event(number, id_, "2026-01-31T10:00:00.000+00:00", "ola", Answered("size", number))

    with stores.open(path, writing=True) as one, stores.open(path, writing=True) as other:
        one.append("z", [event(1, "1"), event(2, "b")], 0)
        other.graft("z", [event(1, "1"), event(2, "c")])
        one.append("z", [event(3, "d")], 2)
        other.append("z", [event(4, "e")], 3)
        one.append("z", [event(5, "f")], 4)
        with pytest.raises(StoreError, match="SK802"):
            other.append("z", [event(5, "g")], 4)
        other.append("z", [event(5, "f")], 4)  # sent again
        other.graft("z", [event(1, "1"), event(2, "c"), event(3, "h")])
        one.append("z", [event(6, "i")], 5)
        for store in (one, other):
            assert [[e.id for e in way] for way in store.histories("z")] == [
                ["1", "b", "d", "e", "f", "i"],
                ["1", "c", "h"],
            ]
