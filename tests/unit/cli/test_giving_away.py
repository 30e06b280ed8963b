"""`import` and `export` of stores: half-done interviews, rosters beside, personal variables, pseudonyms and their key."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from surveykit import formats, store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.cli.protecting import key_of
from surveykit.dataset.protection import pseudonym
from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Completed, Event, Suspended
from surveykit.interview.session import started
from surveykit.problems import DataError

FORM = """\
instrument: small
title: T
languages: [en]
register:
  - {id: orgnr, label: Number, role: key, personal: true}
  - {id: industry, label: Industry}
sections:
- id: A
  title: A
  questions:
  - {id: name, type: text, personal: true, text: Name?}
  - {id: n, type: number, range: 0..9, text: Partners?}
- id: partners
  title: Partner
  roster: {row: partner, count: n}
  questions:
  - {id: share, type: number, range: 0..100, text: Share?}
  - {id: partner_name, type: text, personal: true, text: Name?}
"""
INTERVIEWS = {
    "1": [Answered("name", "Åse"), Answered("n", 2), Answered("share.1", 30), Answered("partner_name.1", "Bo"), Completed()],
    "2": [Answered("name", "Per"), Answered("n", 0), Completed()],
    "3": [Answered("name", "Ida"), Answered("n", 1), Answered("share.1", 7), Answered("n", 0, 1), Suspended("n")],
}  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    form = loaded(FORM)
    with store.open("field.db", writing=True) as opened:
        opened.keep(form.fingerprint, FORM)
        for case, answers in INTERVIEWS.items():
            acts = [started(form, {"orgnr": 900 + int(case), "industry": 72}), *answers]
            opened.append(
                case, [Event(n, f"{case}-{n}", "2026-01-31T10:00", "kn", a) for n, a in enumerate(acts, 1)], 0
            )

    def command(line):
        code = guarded(surveykit, line.split())
        err = capsys.readouterr().err
        assert "Traceback" not in err
        return code, err

    return command


def table(name):
    return formats.read(Path(name)).dataset.arrow().to_pylist()


@pytest.mark.parametrize("verb", ["import", "export"])
def test_completed_interviews_are_written_with_their_rosters_beside(run, tmp_path, verb):
    code, err = run(f"{verb} field.db -o out.parquet")
    assert code == CLEAN
    assert table("out.parquet") == [
        {"case": "1", "industry": 72, "n": 2, "status": "completed"},
        {"case": "2", "industry": 72, "n": 0, "status": "completed"},
    ]
    assert table("out.partners.parquet") == [
        {"case": "1", "partner": 1, "share": 30},
        {"case": "1", "partner": 2, "share": None},
    ]
    assert "field.db: SK862 note: 1 of 3 interviews is not completed and left out" in err
    assert "field.db: SK863 note: personal, left out: 'orgnr', 'name'" in err
    assert "left out: 'partner_name'" in err
    assert "out.partners.parquet: 2 rows, 3 variables" in err
    assert "SK813" not in err


def test_half_done_interviews_come_where_they_are_asked_for(run):
    run("export field.db --status all --parked --personal -o out.parquet")
    assert [(row["case"], row["name"], row["status"]) for row in table("out.parquet")] == [
        ("1", "Åse", "completed"),
        ("2", "Per", "completed"),
        ("3", "Ida", "suspended"),
    ]
    assert table("out.partners.parquet")[-1] == {
        "case": "3", "partner": 1, "share": -1, "partner_name": "-1", "share_parked": 7,
    }  # fmt: skip
    _, err = run("export field.db --status open -o open.parquet")
    assert [row["case"] for row in table("open.parquet")] == ["3"]
    assert "2 of 3 interviews are completed and left out" in err
    _, err = run("export field.db --status approved -o none.parquet")
    assert table("none.parquet") == []


def test_the_fingerprint_of_the_instrument_travels_with_the_table(run):
    run("import field.db -o out.parquet")
    for name in ("out.parquet", "out.partners.parquet"):
        assert formats.read(Path(name)).dataset.codebook.fingerprint == loaded(FORM).fingerprint


def test_one_table_alone_where_there_is_no_place_for_more(run):
    done = subprocess.run(
        [sys.executable, "-m", "surveykit", *["import", "field.db", "-o", "-", "--format", "csv"]],
        capture_output=True, check=True, text=True, encoding="utf-8-sig",
    )  # fmt: skip
    assert done.stdout.splitlines()[0] == "case,industry,n,status"
    assert "SK813" in done.stderr
    assert run("import field.db --roster partners -o rows.parquet")[0] == CLEAN
    assert [row["share"] for row in table("rows.parquet")] == [30, None]


def test_other_commands_leave_out_what_is_personal_and_half_done(run, capsys):
    code, err = run("describe field.db name")
    assert (code, "SK401 there is no variable 'name'" in err, "SK863" in err) == (REFUSED, True, True)
    assert run("describe field.db n status")[0] == CLEAN
    assert run("validate field.db -o report.html")[0] in (0, 1)
    assert "name" in Path("report.html").read_text()


def test_a_file_is_exported_without_what_is_personal_too(run):
    run("import field.db --personal -o all.parquet")
    _, err = run("export all.parquet -o given.csv")
    assert Path("given.csv").read_text().splitlines()[0] == "case,industry,n,status"
    assert "all.parquet: SK863" in err
    run("export all.parquet --personal -o kept.csv")
    assert Path("kept.csv").read_text().splitlines()[0] == "case,orgnr,industry,name,n,status"


def test_pseudonyms_link_cases_rosters_and_rounds(run):
    code, err = run("export field.db --pseudonyms keys.txt -o out.parquet")
    assert (code, "keys.txt: SK865 note: a new key was made" in err) == (CLEAN, True)
    key, told = key_of(Path("keys.txt"))
    assert not told
    cases = {row["case"]: row for row in table("out.parquet")}
    assert set(cases) == {pseudonym(case, key) for case in "12"}
    assert list(cases) == sorted(cases)
    assert {row["orgnr"] for row in cases.values()} == {pseudonym(901, key), pseudonym(902, key)}
    assert {row["case"] for row in table("out.partners.parquet")} == {pseudonym("1", key)}
    code, err = run("export field.db --pseudonyms keys.txt -o again.parquet")
    assert "SK865" not in err
    assert table("again.parquet") == table("out.parquet")
    assert "Åse" not in Path("out.parquet").read_bytes().decode(errors="replace")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_key_file_is_its_owners(tmp_path):
    path = tmp_path / "keys.txt"
    key, (made,) = key_of(path)
    assert (len(key), made.rule.code, stat.S_IMODE(path.stat().st_mode)) == (32, "SK865", 0o600)
    assert key_of(path) == (key, ())
    path.chmod(0o644)
    again, (told,) = key_of(path)
    assert (again, told.rule.code, told.severity) == (key, "SK866", "warning")
    assert key_of(None) == (None, ())


@pytest.mark.parametrize("content", [b"", b"case,size\n", b"surveykit pseudonyms, version 1\n00ff\n", b"\xff" * 5000])
def test_what_is_no_key_file_is_refused_and_left_alone(run, content):
    Path("keys.txt").write_bytes(content)
    with pytest.raises(DataError, match="SK864"):
        key_of(Path("keys.txt"))
    assert run("export field.db --pseudonyms keys.txt -o out.csv")[0] == REFUSED
    assert Path("keys.txt").read_bytes() == content
    assert not Path("out.csv").exists()


def test_a_key_file_is_never_written_over(run):
    key_of(Path("keys.csv"))
    assert "SK516" in run("export field.db --pseudonyms keys.csv -o keys.csv")[1]


def test_pseudonyms_need_ids(run):
    Path("web.csv").write_text("firm,size\n1,2\n")
    code, err = run("import web.csv --pseudonyms keys.txt -o out.csv")
    assert (code, "web.csv: SK861" in err) == (REFUSED, True)


def test_a_store_is_put_into_the_codes_of_an_instrument_without_a_word_on_its_status(run):
    Path("form.yaml").write_text(FORM)
    _, err = run("import field.db --instrument form.yaml -o out.parquet")
    assert "SK434" not in err
    assert table("out.parquet")[0]["status"] == "completed"


def test_strict_writes_none_of_the_tables_where_one_would_lose_something(run, tmp_path):
    code, err = run("export field.db --strict -o out.sav")
    assert (code, "out.sav: SK510" in err, "out.partners.sav: SK510" in err) == (REFUSED, True, True)
    assert not list(tmp_path.glob("out*"))
    assert run("export field.db --strict -o out.xlsx")[0] == CLEAN
    assert {path.name for path in tmp_path.glob("out*")} == {"out.xlsx", "out.partners.xlsx"}


def test_a_codebook_of_a_store_leaves_out_what_is_personal_with_an_instrument_too(run, tmp_path):
    Path("form.yaml").write_text(FORM, encoding="utf-8")

    code, err = run("codebook field.db --instrument form.yaml -o page.html")

    assert code == CLEAN
    assert "personal, left out: 'orgnr', 'name'" in err


def test_a_format_that_is_only_read_says_so_before_anything_else(run):
    code, err = run("export field.db --language en -o out.por")
    assert (code, "SK502 .por can be read, not written" in err) == (REFUSED, True)
