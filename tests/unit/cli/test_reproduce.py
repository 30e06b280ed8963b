"""`surveykit reproduce` judges a file of printed numbers, and says by its exit code whether they hold."""

import json

import pytest
from click.testing import CliRunner

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.cli.check import command as check
from surveykit.cli.inputs import kind_of

SOUND = """\
published: firms
title: Twelve firms
source: A paper
tables:
  - id: table1
    locus: Table 1
    columns: [n, mean, pct]
    counts: [n]
    rows:
      export: [10, 0.40, 40]
      total: [12, ~, ~]
checks:
  - {id: yes, kind: grim, table: table1, rows: [export], mean: mean, n: n, scale: [0, 1]}
"""
BOOK = "book: firms\ntitle: Firms\nentries:\n  - {kind: describe, id: table1, variables: [export]}\n"


@pytest.fixture
def run(capsysbinary, tmp_path):
    """Run the verb on a file; gives the exit code, standard output and standard error."""

    def command(text, *arguments):
        (tmp_path / "paper.yaml").write_text(text, encoding="utf-8")
        code = guarded(surveykit, ["reproduce", str(tmp_path / "paper.yaml"), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def test_numbers_that_hold_are_said_to(run):
    code, out, err = run(SOUND)
    assert (code, err) == (CLEAN, "")
    assert "Nothing that is printed is contradicted." in out


def test_a_number_that_does_not_hold_is_a_finding(run):
    code, out, _ = run(SOUND.replace("0.40", "0.45"))
    assert code == FINDINGS
    assert "≠ export, mean  Printed: 0.45." in out


def test_a_page_that_is_written_is_summed_up_in_the_terminal(run, tmp_path):
    code, out, err = run(SOUND.replace("0.40", "0.45"), "-o", tmp_path / "paper.html")
    assert (code, out) == (FINDINGS, "")
    assert err == f"{tmp_path / 'paper.yaml'}: 1 does not hold, in 1 place of the paper.\n"
    code, _, err = run(SOUND, "--language", "nb", "-o", tmp_path / "paper.html")
    assert err == f"{tmp_path / 'paper.yaml'}: Ingenting som er trykt, blir motsagt. 1 stemmer.\n"


def test_a_file_that_cannot_be_read_is_refused_with_every_problem(run):
    code, _, err = run(SOUND.replace("0.40", "0.4.0").replace("mean: mean", "mean: maen"))
    assert code == REFUSED
    assert "paper.yaml:10:20: SK917" in err
    assert "paper.yaml:13:" in err


def test_a_file_that_is_not_there_is_refused(capsysbinary, tmp_path):
    assert guarded(surveykit, ["reproduce", str(tmp_path / "none.yaml")]) == REFUSED


@pytest.mark.parametrize("suffix", ["html", "xlsx", "json", "md", "docx"])
def test_the_format_follows_the_suffix(run, tmp_path, suffix):
    out = tmp_path / f"page.{suffix}"
    code, said, _ = run(SOUND, "-o", out)
    assert (code, said) == (CLEAN, "")
    assert out.stat().st_size > 100


def test_json_keeps_every_digit(run):
    _, out, _ = run(SOUND.replace("[10, 0.40, 40]", "[9, 0.44, 44]"), "-o", "-", "--format", "json")
    tables = {block["key"]: block for block in json.loads(out)["blocks"] if block["type"] == "table"}
    cells = [row["cells"] for row in tables["Table 1"]["rows"]]
    assert {4 / 9} == {each["recomputed"] for each in cells if each["published"] == "0.44"}


def test_printed_numbers_are_held_against_data(run, firms, tmp_path):
    formats.write(firms, tmp_path / "firms.parquet")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    text = SOUND.replace("source: A paper", "source: A paper\nbook: book.yaml") + (
        "  - {id: mean, kind: formula, cell: table1.export.mean, is: told}\n"
        "values:\n  told: {entry: table1, row: Export participation, column: mean}\n"
    )
    code, out, err = run(text, "--data", tmp_path / "firms.parquet")
    assert (code, err) == (CLEAN, "")
    assert "the printed numbers, and data" in out
    code, out, _ = run(text)
    assert code == CLEAN
    assert "1 cannot be recomputed" in out


def test_data_are_weighted_by_a_design_that_is_given(run, firms, tmp_path):
    formats.write(firms, tmp_path / "firms.parquet")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "design.yaml").write_text("design: {weight: weight}\n", encoding="utf-8")
    text = SOUND.replace("source: A paper", "source: A paper\nbook: book.yaml") + (
        "  - {id: mean, kind: formula, cell: table1.export.mean, is: told}\n"
        "values:\n  told: {entry: table1, row: Export participation, column: mean}\n"
    )
    given = ("--data", tmp_path / "firms.parquet", "--design", tmp_path / "design.yaml")
    code, out, _ = run(text, *given)
    assert code == FINDINGS
    assert "≠ export, mean  Printed: 0.40." in out
    code, _, err = run(text, *given[2:])
    assert code == REFUSED
    assert "give one for each --data" in err


def test_data_without_a_table_book_are_refused(run, firms, tmp_path):
    formats.write(firms, tmp_path / "firms.parquet")
    code, _, err = run(SOUND, "--data", tmp_path / "firms.parquet")
    assert code == REFUSED
    assert "SK926" in err
    assert "the file names 0 books, and 1 file of data is given" in err


def test_each_of_several_books_has_its_data(run, firms, tmp_path):
    formats.write(firms, tmp_path / "firms.parquet")
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(BOOK.replace("id: table1", "id: table2"), encoding="utf-8")
    text = SOUND.replace("source: A paper", "source: A paper\nbook: [book.yaml, other.yaml]") + (
        "  - {id: mean, kind: formula, cell: table1.export.mean, is: told}\n"
        "values:\n  told: {entry: table2, row: Export participation, column: mean}\n"
    )
    data = ("--data", tmp_path / "firms.parquet")
    assert run(text, *data, *data)[0] == CLEAN
    code, _, err = run(text, *data)
    assert code == REFUSED
    assert "the file names 2 books, and 1 file of data is given" in err


def test_another_language(run):
    _, out, _ = run(SOUND, "--language", "nb")
    assert "Ingenting som er trykt, blir motsagt." in out


def test_check_says_that_a_file_is_sound(tmp_path):
    path = tmp_path / "paper.yaml"
    path.write_text(SOUND, encoding="utf-8")
    assert kind_of(path) == "published"
    done = CliRunner().invoke(check, [str(path)], standalone_mode=False)
    assert (done.return_value, done.exception) == (0, None)
    assert "sound (1 table, 1 check)" in done.stderr


def test_check_says_everything_that_is_wrong(tmp_path):
    path = tmp_path / "paper.yaml"
    path.write_text(SOUND.replace("0.40", "0.4.0").replace("mean: mean", "mean: maen"), encoding="utf-8")
    done = CliRunner().invoke(check, [str(path), "--format", "json"], standalone_mode=False)
    assert done.return_value == 2
    assert [one["rule"] for one in json.loads(done.stdout)] == ["SK917", "SK918"]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_program_is_told_a_finding_a_row_with_names_and_codes(run, language):
    _, out, _ = run(SOUND.replace("0.40", "0.45"), "-o", "-", "--format", "json", "--language", language)
    (table,) = [block for block in json.loads(out)["blocks"] if block.get("key") == "findings"]
    (row,) = [row["cells"] for row in table["rows"]]
    assert {key: row[key] for key in ("id", "check", "locus", "cell", "status", "published")} == {
        "id": "yes", "check": "grim", "locus": "Table 1", "cell": "table1.export.mean", "status": "mismatch",
        "published": "0.45",
    }  # fmt: skip
    assert run(SOUND, "-o", "-", "--format", "html")[1].count("table1.export.mean") == 0, "a page is for readers"


def test_a_file_without_checks_is_not_said_to_hold(run):
    code, out, _ = run(SOUND[: SOUND.index("checks:")])
    assert code == CLEAN
    assert "The file has no checks: nothing was judged." in out
    assert "Nothing that is printed is contradicted." not in out
