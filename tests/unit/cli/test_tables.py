"""`describe` and `crosstab` as they are called."""

import json
import subprocess
import sys

import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded


@pytest.fixture
def path(firms, tmp_path):
    file = tmp_path / "firms.parquet"
    formats.write(firms, file)
    return file


@pytest.fixture
def run(capsysbinary, path, monkeypatch):
    """Run a verb on the firms; gives the exit code, standard output and standard error."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(verb, *arguments):
        code = guarded(surveykit, [verb, str(path), *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def test_describe_draws_the_summary_first(run):
    code, out, err = run("describe", "export", "size")
    assert (code, err) == (CLEAN, "")
    assert "Export participation            10  0.400  0.516    0    1" in out
    assert "\x1b" not in out


def test_summary_is_one_table_of_what_was_named(run):
    _, out, _ = run("describe", "size", "industry", "--summary", "--format", "json", "-o", "-")
    tables = [block for block in json.loads(out)["blocks"] if block["type"] == "table"]
    assert [table["key"] for table in tables] == ["summary"]
    assert [row["cells"]["variable"] for row in tables[0]["rows"]] == ["size", "industry"]


def test_crosstab_to_json_keeps_every_digit(run):
    code, out, _ = run("crosstab", "barrier", "own_group", "export", "--show", "n,row", "-o", "-", "--format", "json")
    assert code == CLEAN
    tables = {block["key"]: block for block in json.loads(out)["blocks"] if block["type"] == "table"}
    cells = tables["crosstab[own_group]"]["rows"][0]["cells"]
    assert (cells["n[1]"], cells["n[0]"], cells["n"], cells["row_percent[1]"]) == (2, 2, 4, 50.0)
    assert tables["tests"]["rows"][1]["cells"]["fisher"] == 1.0


@pytest.mark.parametrize("suffix", ["html", "xlsx", "csv", "md", "json", "txt"])
def test_the_format_follows_the_suffix(run, tmp_path, suffix):
    out = tmp_path / f"table.{suffix}"
    code, said, _ = run("crosstab", "barrier", "export", "-o", out)
    assert (code, said) == (CLEAN, "")
    assert out.stat().st_size > 100
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["firms.parquet", out.name])


def test_a_filter_says_how_many_it_keeps(run):
    _, out, _ = run("describe", "size", "--where", "export = 1", "--summary")
    assert "4 of 12 cases, where export = 1; 8 left out, 2 of them because it cannot be decided." in " ".join(
        out.split()
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("describe", "sise", "exprt"), ["SK401 there is no variable 'sise'", "did you mean 'size'?", "'exprt'"]),
        (("describe", "size", "--where", "sise > 3"), ["SK110", "did you mean 'size'?"]),
        (("describe", "size", "--where", "size +"), ["SK101"]),
        (("describe", "size", "--where", "size + 1"), ["SK703"]),
        (("describe", "size", "--weight", "comment"), ["SK701"]),
        (("describe", "size", "-o", "x.htlm"), ["SK590", "did you mean '.html'?"]),
        (("describe", "size", "-o", "-"), ["SK592"]),
        (("describe", "size", "--format", "json"), ["SK592"]),
        (("describe", "size", "-o", "x.html", "--format", "json"), ["SK592"]),
        (("describe", "size", "-o", "-", "--format", "jsn"), ["SK590", ".json"]),
        (("crosstab", "size"), ["at least one row variable"]),
        (("crosstab", "barrier", "export", "--show", "n,rows"), ["'rows' is not one of"]),
    ],
)
def test_refusals_say_what_and_what_would_mend_it(run, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (REFUSED, "")
    for words in said:
        assert words in err
    assert [file.name for file in tmp_path.iterdir()] == ["firms.parquet"]


def test_the_input_is_never_written_over(run, path):
    before = path.read_bytes()
    sibling = path.with_suffix(".csv")
    sibling.symlink_to(path)
    code, _, err = run("describe", "size", "-o", sibling)
    assert code == REFUSED
    assert "SK591" in err
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(run, tmp_path):
    code, _, err = run("describe", "size", "-o", tmp_path / "nowhere" / "t.html")
    assert code == REFUSED
    assert err.startswith(str(tmp_path / "nowhere" / "t.html"))


def test_norwegian(run):
    _, out, _ = run("crosstab", "barrier", "export", "--language", "nb")
    assert "Krysstabeller" in out
    assert "Ja" in out


def test_a_table_of_a_parquet_file_loads_no_frame_and_no_distribution(path):
    script = f"""
import atexit, sys, surveykit.cli as c
heavy = {{"numpy", "pandas", "pyarrow", "scipy", "rich", "openpyxl", "jinja2"}}
atexit.register(lambda: print(*sorted(heavy & sys.modules.keys()), file=sys.stderr, flush=True))
sys.argv = ["surveykit", "crosstab", {str(path)!r}, "barrier", "export"]
c.main()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Tests" in done.stdout
    assert done.stderr.split() == []


def test_letters_without_anything_they_stand_beside_are_refused(run):
    code, _, err = run("crosstab", "barrier", "export", "--letters")
    assert code == 2
    assert "add --show n,col or --mean NAME" in err
    assert run("crosstab", "barrier", "export", "--letters", "--show", "col")[0] == 0


def test_a_folder_in_the_place_of_a_file_is_called_one(run, tmp_path):
    code, _, err = run("describe", "size", "-o", tmp_path)
    assert (code, err) == (REFUSED, f"{tmp_path}: SK509 this is a folder\n    hint: name a file in it\n")
    code, _, err = run("describe", "size", "-o", tmp_path / "table")
    assert err.startswith(f"{tmp_path / 'table'}: SK590 the name has no suffix, and so no format\n")
