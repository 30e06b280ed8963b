"""Matching as it is called: what import does for sure, what it proposes, what it asks, and what a mapping makes of it."""

import os
import pty
import select
import subprocess
import sys
import time

import pyarrow as pa
import pytest

from surveykit import formats
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.text import Text

FORM = """\
instrument: small
version: "1"
title: {en: Small, nb: Liten}
languages: [en, nb]
lists:
  yesno:
    1: {en: Yes, nb: Ja}
    0: {en: No, nb: Nei}
  region:
    1: {en: Nordic, nb: Norden}
    2: {en: Asia, nb: Asia}
sections:
  - id: A
    title: {en: A, nb: A}
    questions:
      - {id: size, type: number, range: 0.., label: {en: Employees, nb: Ansatte}, text: {en: How many employees?, nb: Hvor mange ansatte?}}
      - {id: export, type: single, codes: yesno, label: {en: Exports, nb: Eksport}, text: {en: Did you export?, nb: Eksporterte dere?}}
      - {id: regions, type: multiple, codes: region, label: {en: Markets, nb: Markeder}, text: {en: Where?, nb: Hvor?}}
      - {id: why, type: open, text: {en: Why abroad?, nb: Hvorfor utlandet?}}
computed:
  - {id: large, label: {en: Large, nb: Stor}, formula: size > 50, codes: yesno}
"""
ANSWERS = """\
case,Hvor mange ansatte?,Eksporterte dere,Markeder,Hvorfor utland,when
007,60,Ja,"Norden; Asia",pris,x
008,5,nei,Asia,"ro, fred",y
009,vet ikke,Ja,Norden,,z
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "a.csv").write_text(ANSWERS, encoding="utf-8")

    def command(line):
        code = guarded(surveykit, line.split())
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return code, err

    return command


def table(path):
    return formats.read(path).dataset.arrow().to_pydict()


def test_headings_that_are_wordings_are_matched_and_told_and_the_rest_is_named(run, tmp_path):
    code, err = run("import a.csv --instrument form.yaml -o out.parquet")
    assert code == CLEAN
    said = "matched by what they are headed: 'Hvor_mange_ansatte' -> size, 'Eksporterte_dere' -> export, 'Markeder' -> regions"
    assert f"a.csv: SK659 note: {said}\n" in err
    assert "a.csv: SK660 note: 1 more may be in the file: 'why'\n" in err
    assert "a.csv: Hvor_mange_ansatte: SK657 note: empty answers of 'size': 'vet ikke' 1" in err
    found = table(tmp_path / "out.parquet")
    assert found["case"] == ["007", "008", "009"]
    assert (found["size"], found["export"], found["large"]) == ([60, 5, -8], [1, 0, 1], [1, 0, None])
    assert (found["regions_1"], found["regions_2"]) == ([1, 0, 1], [1, 1, 0])
    assert found["Hvorfor_utland"] == ["pris", "ro, fred", None]


def test_names_alone_are_matched_as_they_always_were(run, tmp_path):
    (tmp_path / "b.csv").write_text("case,size,export,regions,why\n1,60,Ja,1;2,x\n", encoding="utf-8")
    code, err = run("import b.csv --instrument form.yaml -o out.parquet")
    assert (code, "SK659" in err, "SK660" in err) == (CLEAN, False, False)


def test_a_proposal_is_written_looked_over_and_applied(run, tmp_path):
    code, err = run("import a.csv --instrument form.yaml --propose m.yaml")
    assert code == CLEAN
    assert "m.yaml: 5 matched, 1 of them to look at; 1 column open, 0 variables without a column" in err
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "form.yaml", "m.yaml"}
    code, err = run("import a.csv --instrument form.yaml --mapping m.yaml -o out.parquet")
    assert "SK660 warning: 1 proposal is not accepted and not used: 'why'" in err
    written = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    (tmp_path / "m.yaml").write_text(written.replace("accepted: false", "accepted: true"), encoding="utf-8")
    code, err = run("import a.csv --instrument form.yaml --mapping m.yaml -o out.parquet")
    assert code == CLEAN
    assert table(tmp_path / "out.parquet")["why"] == ["pris", "ro, fred", None]


def test_a_name_that_programs_give_decides_nothing_where_the_headings_say_otherwise(run, tmp_path):
    (tmp_path / "old.yaml").write_text(
        "codebook: old\ntitle: Old\nlanguages: [en]\nvariables:\n"
        "  - {id: Q1, label: How many people work here?}\n  - {id: Q2, label: Did you export last year?}\n"
    )
    (tmp_path / "b.csv").write_text("Q1. Did you export last year?,Q2. What did you sell?\n1,7\n", encoding="utf-8")
    code, err = run("import b.csv --codebook old.yaml -o out.parquet")
    assert code == CLEAN
    assert "'Q1_Did_you_export_last_year' -> Q2" in err
    found = table(tmp_path / "out.parquet")
    assert (found["Q1"], found["Q2"], found["Q2_What_did_you_sell"]) == ([None], [1], [7])


def test_a_column_with_the_number_of_another_question_is_kept_under_another_name(run, tmp_path):
    one = Codebook(name="old", variables=(Variable(name="Q1", label=Text("How many people work here?")),))
    two = Codebook(name="new", variables=(Variable(name="Q1", label=Text("Which languages do you speak?")),))
    formats.write(Dataset(one, pa.table({"Q1": [12]})), tmp_path / "old.parquet")
    formats.write(Dataset(two, pa.table({"Q1": [3]})), tmp_path / "new.parquet")
    _, err = run("import new.parquet --codebook old.parquet -o out.parquet")
    assert "SK658 warning: 'Q1' is not matched to the variable of this name; it is kept as 'Q1_in_file'" in err
    assert table(tmp_path / "out.parquet") == {"Q1": [None], "Q1_in_file": [3]}


def test_a_codebook_is_a_target_as_an_instrument_is(run, tmp_path):
    run("import a.csv --instrument form.yaml -o first.parquet")
    code, err = run("import a.csv --codebook first.parquet -o second.parquet")
    assert code == CLEAN
    assert "'Hvor_mange_ansatte' -> size" in err
    assert table(tmp_path / "second.parquet")["size"] == [60, 5, -8]


def test_a_value_without_a_code_is_a_finding(run, tmp_path):
    (tmp_path / "a.csv").write_text(ANSWERS.replace("nei", "kanskje"), encoding="utf-8")
    run("import a.csv --instrument form.yaml --propose m.yaml")
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8").replace("accepted: false", "accepted: true")
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    code, err = run("import a.csv --instrument form.yaml --mapping m.yaml -o out.parquet")
    assert code == FINDINGS
    said = "a cell says 'kanskje', which has no code of 'export'; left blank in case '008'"
    assert f"a.csv: Eksporterte_dere: SK656 {said}" in err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import a.csv -o x.parquet --mapping m.yaml", "name it with --instrument or --codebook"),
        ("import a.csv --propose m.yaml", "name it with --instrument or --codebook"),
        ("import a.csv --instrument form.yaml --propose m.yaml -o x.parquet", "--propose imports nothing"),
        ("import a.csv --instrument form.yaml --interactive -o x.parquet", "name it with --mapping FILE"),
        ("import a.csv a.csv --instrument form.yaml --propose m.yaml", "one INPUT at a time"),
        ("import a.csv --instrument form.yaml", "name the file to write with -o"),
        ("import a.csv --instrument form.yaml --propose form.yaml", "SK661"),
        ("import a.csv --instrument form.yaml --mapping nowhere.yaml -o x.parquet", "nowhere.yaml: SK004"),
        ("import a.csv --instrument form.yaml --mapping form.yaml -o x.parquet", "form.yaml:1:1: SK011"),
        ("import a.csv --instrument form.yaml --mapping m.yaml --interactive -o x.parquet", "SK662"),
    ],
)
def test_what_cannot_be_done_is_refused_and_leaves_nothing(run, tmp_path, line, said):
    code, err = run(line)
    assert code == REFUSED
    assert said in err
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "form.yaml"}


def test_a_mapping_that_does_not_fit_is_refused_with_its_places(run, tmp_path):
    (tmp_path / "m.yaml").write_text("mapping: small\nvariables:\n  size: {column: Hvor}\n  exprt: {column: when}\n")
    code, err = run("import a.csv --instrument form.yaml --mapping m.yaml -o out.parquet")
    assert code == REFUSED
    assert "m.yaml:3:18: SK650 the file has no column 'Hvor'" in err
    assert "m.yaml:4:3: SK651 there is no variable 'exprt'\n    hint: did you mean 'export'?" in err
    assert not (tmp_path / "out.parquet").exists()


class Terminal:
    """A command in a terminal of its own, which is typed into and read from."""

    def __init__(self, line, folder):
        self.master, slave = pty.openpty()
        command = [sys.executable, "-m", "surveykit", *line.split()]
        self.process = subprocess.Popen(command, cwd=folder, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
        os.close(slave)
        self.said = ""

    def until(self, words, seconds=60):
        end = time.monotonic() + seconds
        while words not in self.said:
            assert time.monotonic() < end, f"{words!r} was not said: {self.said}"
            if select.select([self.master], [], [], 0.1)[0]:
                try:
                    self.said += os.read(self.master, 65536).decode(errors="replace")
                except OSError:
                    break
        before, _, self.said = self.said.partition(words)
        return before

    def type(self, words):
        os.write(self.master, f"{words}\n".encode())

    def end(self):
        code = self.process.wait(60)
        os.close(self.master)
        return code


@pytest.fixture
def terminal(tmp_path):
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "a.csv").write_text(ANSWERS, encoding="utf-8")
    opened = []

    def begin(line="import a.csv --instrument form.yaml --mapping m.yaml --interactive -o out.parquet"):
        opened.append(Terminal(line, tmp_path))
        return opened[-1]

    yield begin
    for one in opened:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def test_the_review_asks_for_what_is_unsure_and_imports_at_its_end(terminal, tmp_path):
    window = terminal()
    shown = window.until("> ")
    assert "2 to decide. Column Hvorfor_utland: Hvorfor utland" in shown
    assert "'pris' 1, 'ro, fred' 1" in shown
    assert "1 why: Why abroad?" in shown
    window.type("")
    assert "1 to decide. Column when" in window.until("> ")
    window.type("-")
    window.until("out.parquet: 3 cases")
    assert window.end() == CLEAN
    assert table(tmp_path / "out.parquet")["why"] == ["pris", "ro, fred", None]


def test_a_review_that_is_left_is_kept_and_taken_up_again(terminal, tmp_path):
    window = terminal()
    window.until("> ")
    window.type("")
    window.until("> ")
    window.type("q")
    window.until("The same command goes on here.")
    assert window.end() == 130
    assert not (tmp_path / "out.parquet").exists()
    window = terminal()
    assert "1 to decide. Column when" in window.until("> ")
    window.type("-")
    window.until("out.parquet: 3 cases")
    assert window.end() == CLEAN


def test_a_value_without_a_code_is_given_one(terminal, tmp_path):
    text = ANSWERS.replace("Eksporterte dere", "Eksporterte deres").replace("nei", "kanskje")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    window = terminal("import a.csv --instrument form.yaml --mapping m.yaml --interactive -o out.parquet")
    assert "without a code: 'kanskje'" in window.until("\r\n> ")
    window.type("")
    assert "codes: 1 Yes, 0 No, -1 not asked" in window.until("'kanskje' is which code? Enter: none")
    window.type("5")
    window.until("There is no code '5'.")
    window.until("'kanskje' is which code? Enter: none")
    window.type("no")
    window.until("> ")
    window.type("a")
    window.until("> ")
    window.type("q")
    window.until("goes on here.")
    assert window.end() == 130
    written = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    assert "values: {Ja: 1, kanskje: 0}" in written
    assert "open: [kanskje]" not in written


def test_another_variable_is_found_by_a_part_of_its_name_and_one_can_go_back(terminal, tmp_path):
    window = terminal()
    window.until("> ")
    window.type("-")
    assert "Column when" in window.until("> ")
    window.type("b")
    assert "Column Hvorfor_utland" in window.until("> ")
    window.type("zzz")
    window.until("No variable has 'zzz' in its name or label.")
    window.until("> ")
    window.type("mark")
    assert "1 regions: Markets (several of: Nordic, Asia)" in window.until("Which?")
    window.type("1")
    window.until("'regions' is column 'Markeder' already; leave that one out first.")
    window.until("> ")
    window.type("?")
    window.until("Enter takes the proposal")
    window.until("> ")
    window.type("1")
    window.until("> ")
    window.type("s")
    window.until("out.parquet: 3 cases")
    assert window.end() == CLEAN
