"""Bad input gives a message and exit code 2: never a traceback, never a wrong number, never half a file."""

import resource
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_responses" / "norwegian-sis"
HEAD = "instrument: x\ntitle: T\nlanguages: [en]\nlists:\n  yesno: {1: Yes, 0: No}\nsections:\n- id: A\n  title: S\n  questions:\n"


def surveykit(*arguments, **more):
    return subprocess.run(
        [sys.executable, "-m", "surveykit", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        **more,
    )


def refused(done, *words):
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    assert done.returncode == 2, said
    for word in words:
        assert word in said, said


INSTRUMENTS = {
    "broken YAML": ("instrument: [x", "SK001"),
    "an unknown key": (HEAD + "  - {id: a, type: note, text: t, txet: u}", "did you mean 'text'?"),
    "a wrong type": (HEAD + "  - {id: a, type: number, text: t, range: many}", "is not a range"),
    "an unknown variable": (HEAD + "  - {id: a, type: note, text: t, relevance: b = 1}", "there is no variable 'b'"),
    "a code that does not exist": (
        HEAD + "  - {id: a, type: single, codes: yesno, text: t}\n  - {id: b, type: note, text: t, relevance: a = 3}",
        "3 is not a choice of 'a'",
    ),
    "a cycle": (
        HEAD
        + "  - {id: a, type: note, text: t, relevance: c = 1}\ncomputed:\n- {id: c, formula: d}\n- {id: d, formula: c}",
        "waits for itself",
    ),
    "not text at all": ("\x00\x01\x02", "SK001"),
    "a 50,000-character expression": (
        HEAD + f"  - {{id: a, type: note, text: t, relevance: {'1 + ' * 12500}1}}",
        "SK102",
    ),
    "a thousand brackets": (HEAD + f"  - {{id: a, type: note, text: t, relevance: '{'(' * 900}1'}}", "SK103"),
    "a thousand nots": (HEAD + f"  - {{id: a, type: note, text: t, relevance: '{'not ' * 400}true'}}", "SK103"),
    "lists within lists": ("[" * 5000, "SK001"),
}


@pytest.mark.parametrize(("text", "words"), INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_instruments(tmp_path, text, words):
    file = tmp_path / "x.yaml"
    file.write_text(text)
    refused(surveykit("check", file), words)


def test_every_command_refuses_what_is_not_there(tmp_path):
    for arguments in (
        ["check", "none.yaml"],
        ["import", "none.sav", "-o", "out.parquet"],
        ["export", "none.parquet", "-o", "out.sav"],
        ["validate", "none.parquet"],
        ["codebook", "none.yaml"],
        ["describe", "none.parquet"],
        ["crosstab", "none.parquet", "a", "b"],
    ):
        refused(surveykit(*arguments, cwd=tmp_path), "none")
    assert list(tmp_path.iterdir()) == []


def broken_files(folder: Path) -> dict[str, Path]:
    whole = SAMPLE.with_suffix(".sav").read_bytes()
    made = {
        "truncated.sav": whole[: len(whole) // 3],
        "cut-in-the-header.sav": whole[:100],
        "empty.sav": b"",
        "csv-by-content.sav": b"a,b\n1,2\n",
        "encrypted.sav": b"ENCRYPTEDSAV" + bytes(range(256)) * 4,
        "flipped.sav": whole[:2000] + bytes(b ^ 0xFF for b in whole[2000:6000]) + whole[6000:],
        "text.xlsx": b"not a workbook",
        "encrypted.xlsx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "nul.csv": b"a,b\n1,\x002\n",
        "twice.csv": b"a,a\n1,2\n",
        "truncated.parquet": SAMPLE.with_suffix(".parquet").read_bytes()[:5000],
        "text.parquet": b"PAR1 is not enough",
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}


DAMAGED = [
    "truncated.sav",
    "cut-in-the-header.sav",
    "empty.sav",
    "csv-by-content.sav",
    "encrypted.sav",
    "flipped.sav",
    "text.xlsx",
    "encrypted.xlsx",
    "nul.csv",
    "twice.csv",
    "truncated.parquet",
    "text.parquet",
]


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files(tmp_path, name):
    file = broken_files(tmp_path)[name]
    out = tmp_path / "out.parquet"
    done = surveykit("import", file, "-o", out)
    refused(done, name)
    assert not out.exists()
    assert not [left for left in tmp_path.iterdir() if "out" in left.name]


def test_a_workbook_whose_headers_repeat_or_are_merged(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["firm", "size", "size"])
    sheet.append([1, 2, 3])
    book.save(tmp_path / "twice.xlsx")
    done = surveykit("import", tmp_path / "twice.xlsx", "-o", tmp_path / "out.parquet")
    assert "Traceback" not in done.stderr
    assert "C1" in done.stderr
    assert done.returncode in (1, 2)


def test_a_workbook_with_formulas_and_dates_as_text(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["firm", "total", "since"])
    sheet.append([1, "=1+1", "2006-05-31"])
    sheet.append([2, 5, "2007-01-02"])
    book.save(tmp_path / "f.xlsx")
    done = surveykit("import", tmp_path / "f.xlsx", "-o", tmp_path / "out.parquet")
    assert "Traceback" not in done.stderr
    assert "B2" in done.stderr, "a formula without a stored value is named by its cell"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 600_000_000)
    refused(surveykit("import", bomb, "-o", tmp_path / "out.parquet"), "bomb.xlsx")


def test_unknown_columns_are_all_named_at_once():
    done = surveykit("describe", f"{SAMPLE}.parquet", "employes", "exprot")
    refused(done, "employees", "export")


def test_an_unknown_suffix_and_an_unknown_option(tmp_path):
    refused(surveykit("describe", f"{SAMPLE}.parquet", "export", "-o", tmp_path / "t.htm1"), "htm")
    refused(surveykit("import", f"{SAMPLE}.csv", "-O", "encodng=latin1", "-o", tmp_path / "o.parquet"), "encoding")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", f"{SAMPLE}.parquet", "-o", "out.sav"],
        ["export", f"{SAMPLE}.parquet", "-o", "out.xlsx"],
        ["export", f"{SAMPLE}.parquet", "-o", "out.csv"],
        ["import", f"{SAMPLE}.csv", "-o", "out.parquet"],
        ["codebook", f"{SAMPLE}.parquet", "-o", "out.html"],
    ],
    ids=["sav", "xlsx", "csv", "parquet", "html"],
)
def test_a_full_disk_leaves_no_half_file(tmp_path, arguments):
    def small_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = surveykit(*arguments, cwd=tmp_path, preexec_fn=small_disk)
    refused(done)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    refused(surveykit("codebook", f"{SAMPLE}.parquet", "-o", tmp_path / "no" / "such" / "folder" / "c.html"), "folder")


def test_stores_that_cannot_be_used(tmp_path):
    not_a_store = tmp_path / "not.db"
    not_a_store.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    refused(surveykit("describe", not_a_store), "not.db")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (a)")
    refused(surveykit("describe", other), "other.db")
    refused(surveykit("describe", tmp_path / "none.db"), "none.db")


def test_an_input_is_never_overwritten(tmp_path):
    file = tmp_path / "sis.parquet"
    shutil.copy(f"{SAMPLE}.parquet", file)
    before = file.read_bytes()
    refused(surveykit("export", file, "-o", file))
    assert file.read_bytes() == before
