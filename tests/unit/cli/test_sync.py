"""`sync bundle` and `sync merge` as they are called, on files."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Completed, Event
from surveykit.interview.session import started
from surveykit.problems import StoreError
from surveykit.sync.whole import whole_of

FORM = """\
instrument: {name}
title: T
languages: [en]
sections:
  - id: A
    title: A
    questions: [{{id: size, type: number, range: 0.., text: Size?}}]
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    def command(line):
        code = guarded(surveykit, line.split())
        out, err = capsys.readouterr()
        assert out == ""
        return code, err

    return command


def keyed(path, case, *answers, by="kari", name="firms"):
    """Begin an interview in a store, or go on with it, and answer it."""
    form = loaded(FORM.format(name=name))
    with store.open(path, writing=True) as opened:
        opened.keep(form.fingerprint, FORM.format(name=name))
        last = len(opened.events(case))
        acts = [*([] if last else [started(form, {})]), *(Answered("size", answer) for answer in answers)]
        events = [
            Event(n, f"{by}-{case}-{n}", f"2026-01-31T10:{n:02}:00.000+00:00", by, a)
            for n, a in enumerate(acts, last + 1)
        ]
        opened.append(case, events, last)


def all_of(path):
    with store.open(path) as opened:
        return whole_of(opened)


def test_laptops_are_brought_together(run, tmp_path):
    keyed("kari.db", "7", 10)
    keyed("ola.db", "8", 20, by="ola")
    assert run("sync bundle kari.db -o kari.bundle") == (CLEAN, "kari.bundle: 1 case, 2 events of kari.db\n")
    assert stat.S_IMODE(Path("kari.bundle").stat().st_mode) == 0o600
    code, err = run("sync merge kari.bundle ola.db --to office.db")
    assert (code, err.splitlines()) == (
        CLEAN,
        [
            "kari.bundle: 1 case: 1 new, 0 with something new, 0 known; 2 events came in, 0 were there",
            "ola.db: 1 case: 1 new, 0 with something new, 0 known; 2 events came in, 0 were there",
        ],
    )
    assert stat.S_IMODE(Path("office.db").stat().st_mode) == 0o600
    before = all_of("office.db")
    assert run("sync merge ola.db kari.bundle office.db --to office.db")[0] == CLEAN
    assert all_of("office.db") == before


def test_a_conflict_is_a_finding_and_the_table_warns_of_it(run, tmp_path):
    keyed("kari.db", "7", 10)
    shutil.copy("kari.db", "ola.db")
    keyed("kari.db", "7", 11)
    keyed("ola.db", "7", 12, by="ola")
    code, err = run("sync merge kari.db ola.db --to office.db")
    assert code == FINDINGS
    assert "office.db: case 7: SK871 warning: 2 histories that part after event 2: 1 event by 'kari'" in err
    assert run("sync merge office.db --to kari.db")[0] == FINDINGS
    _, err = run("export office.db --status all -o out.csv")
    assert "SK867 warning: 1 case has several histories: '7'" in err
    assert Path("out.csv").read_text().splitlines()[1] == "7,11,open"


def test_what_is_damaged_is_refused_whole_and_everything_is_told(run, tmp_path):
    keyed("kari.db", "7", 10)
    run("sync bundle kari.db -o kari.bundle")
    Path("cut.bundle").write_bytes(Path("kari.bundle").read_bytes()[:-9])
    Path("notes.txt").write_text("7: 10\n")
    code, err = run("sync merge kari.bundle cut.bundle notes.txt --to office.db")
    assert code == REFUSED
    assert "cut.bundle: SK869" in err
    assert "notes.txt: SK868" in err
    assert not Path("office.db").exists()
    assert run("sync merge nowhere.bundle --to office.db")[0] == REFUSED


def test_a_bundle_of_another_survey_leaves_the_store_as_it_was(run, tmp_path):
    keyed("office.db", "7", 10)
    keyed("schools.db", "7", 300, by="ola", name="schools")
    before = all_of("office.db")
    code, err = run("sync merge schools.db --to office.db")
    assert (code, "schools.db: case 7: SK872 it is of the survey 'schools'; here it is of 'firms'" in err) == (
        REFUSED,
        True,
    )
    assert all_of("office.db") == before


def test_an_audit_tells_what_is_damaged_and_shows_the_rest(run, tmp_path):
    keyed("office.db", "7", 10)
    keyed("office.db", "8", 20)
    with sqlite3.connect("office.db") as connection:
        connection.execute("UPDATE events SET act = '{' WHERE id = 'kari-7-2'")
    connection.close()
    code, err = run("audit office.db -o audit.csv")
    assert (code, "case 7: SK806" in err) == (FINDINGS, True)
    lines = Path("audit.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines[1:] if line} == {"8"}
    assert run("audit office.db --case 8 -o one.csv")[0] == CLEAN


def test_a_damaged_case_does_not_hold_the_others_back(run, tmp_path):
    keyed("kari.db", "7", 10)
    keyed("kari.db", "8", 20)
    with sqlite3.connect("kari.db") as connection:
        connection.execute("UPDATE events SET act = '{' WHERE id = 'kari-7-2'")
    connection.close()
    code, err = run("sync bundle kari.db -o kari.bundle")
    assert (code, "case 7: SK806" in err, "1 case," in err) == (FINDINGS, True, True)
    assert run("sync merge kari.bundle --to office.db")[0] == CLEAN
    assert list(all_of("office.db").cases) == ["8"]
    assert run("sync merge kari.db --to office.db")[0] == REFUSED, "a store merged directly is taken whole"


def test_a_bundle_never_replaces_its_store_and_is_whole_or_not_there(run, tmp_path):
    keyed("kari.db", "7", 10)
    assert "SK516" in run("sync bundle kari.db -o kari.db")[1]
    assert run("sync bundle kari.db -o nowhere/kari.bundle")[0] == REFUSED
    assert run("sync bundle none.db -o none.bundle")[0] == REFUSED
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".db") == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_merge_that_was_broken_off_goes_on_when_it_is_done_again(run, tmp_path, monkeypatch):
    for case in "123":
        keyed("kari.db", case, 10)
    from surveykit.store.sqlite import SqliteStore

    graft, calls = SqliteStore.graft, []

    def failing(self, case, history):
        calls.append(case)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        graft(self, case, history)

    monkeypatch.setattr(SqliteStore, "graft", failing)
    code, err = run("sync merge kari.db --to office.db")
    assert (code, "No space left" in err) == (REFUSED, True)
    assert run("sync merge kari.db --to office.db")[0] == CLEAN
    assert all_of("office.db").cases == all_of("kari.db").cases


def test_a_completed_interview_comes_out_of_the_export_of_the_office(run, tmp_path):
    keyed("kari.db", "7", 10)
    with store.open("kari.db", writing=True) as opened:
        opened.append("7", [Event(3, "done", "2026-01-31T11:00:00.000+00:00", "kari", Completed())], 2)
    run("sync bundle kari.db -o kari.bundle")
    run("sync merge kari.bundle --to office.db")
    assert run("export office.db -o out.csv")[0] == CLEAN
    assert Path("out.csv").read_text() == "case,size,status\n7,10,completed\n"


def test_what_three_laptops_keyed_comes_out_as_if_one_had_keyed_it(run, tmp_path):
    form = Path(__file__).resolve().parents[3] / "instruments" / "italian-network-contract.yaml"
    run(f"simulate {form} -n 30 --seed 5 -o all.db")
    whole = all_of("all.db")
    for place, laptop in enumerate(("kari.db", "ola.db", "per.db")):
        with store.open(laptop, writing=True) as opened:
            for key, text in whole.instruments.items():
                opened.keep(key, text)
            for case in list(whole.cases)[place::3]:
                opened.append(case, whole.cases[case][0], 0)
        run(f"sync bundle {laptop} -o {laptop[:-3]}.bundle")
    run("sync merge per.bundle kari.bundle ola.bundle --to office.db")
    for name in ("all", "office"):
        assert run(f"export {name}.db --personal -o {name}.parquet")[0] == CLEAN
    tables = {}
    for path in tmp_path.glob("*.parquet"):
        dataset = formats.read(path).dataset
        tables[path.name] = sorted(map(repr, dataset.arrow().to_pylist())), dataset.codebook
    assert len(tables) % 2 == 0
    for name, table in tables.items():
        assert table == tables[name.replace("office", "all")]


def test_bundles_go_into_a_store_on_a_server_and_tables_come_out_of_it(run, tmp_path, server):
    keyed("kari.db", "7", 10)
    shutil.copy("kari.db", "ola.db")
    keyed("kari.db", "7", 11)
    keyed("ola.db", "7", 12, by="ola")
    keyed("ola.db", "8", 3, by="ola")
    address = server.fresh()
    run("sync bundle ola.db -o ola.bundle")
    told = [run(f"sync merge kari.db ola.bundle --to {address}"), run(f"sync bundle {address} -o office.bundle")]
    told += [run(f"export {address} --status all -o out.csv"), run("sync merge kari.db ola.db --to office.db")]
    assert [code for code, _ in told] == [FINDINGS, CLEAN, CLEAN, FINDINGS]
    assert not [err for _, err in told if server.password in err]
    run("sync bundle office.db -o other.bundle")
    assert Path("office.bundle").read_bytes() == Path("other.bundle").read_bytes()
    assert Path("out.csv").read_text().splitlines() == ["case,size,status", "7,11,open", "8,3,open"]


def test_a_merge_that_is_killed_leaves_whole_cases_and_goes_on(run, tmp_path):
    for case in range(60):
        keyed("kari.db", str(case), 10, 11, 12)
    run("sync bundle kari.db -o kari.bundle")
    line = [sys.executable, "-m", "surveykit", "sync", "merge", "kari.bundle", "--to", "office.db"]
    for _ in range(4):
        merging = subprocess.Popen(line, stderr=subprocess.PIPE)
        while merging.poll() is None and not cases_in("office.db"):
            time.sleep(0.005)
        merging.kill()
        merging.communicate()
        assert all(len(histories[0]) == 4 for histories in all_of("office.db").cases.values())
    assert run("sync merge kari.bundle --to office.db")[0] == CLEAN
    run("sync bundle office.db -o office.bundle")
    assert Path("office.bundle").read_bytes() == Path("kari.bundle").read_bytes()


def cases_in(path):
    """The cases that stand there by now; none where the store is not made yet."""
    try:
        return list(all_of(path).cases)
    except StoreError:
        return []


def test_an_encrypted_store_may_carry_what_no_stranger_is_to_read(run, tmp_path, monkeypatch):
    pytest.importorskip("sqlcipher3")
    keyed("kari.db", "7", 10)
    monkeypatch.setenv("SURVEYKIT_PASSPHRASE", "four words that belong together")
    assert run("sync merge kari.db --to stick.db")[0] == CLEAN
    assert not Path("stick.db").read_bytes().startswith(b"SQLite")
    assert run("sync merge stick.db --to office.db")[0] == CLEAN
    _, err = run("sync bundle stick.db -o stick.bundle")
    assert err == "stick.bundle: 1 case, 2 events of stick.db; the store is encrypted, this file is not\n"
    monkeypatch.delenv("SURVEYKIT_PASSPHRASE")
    run("sync bundle kari.db -o kari.bundle")
    assert Path("stick.bundle").read_bytes() == Path("kari.bundle").read_bytes()
