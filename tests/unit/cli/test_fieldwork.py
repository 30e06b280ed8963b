"""`surveykit draw`, `assign`, `outcome` and `fieldwork` as they are called."""

import json
from pathlib import Path

import pytest

from surveykit import store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.interview.interview import Interview
from surveykit.tui.journal import Journal

FORM = """\
instrument: small
title: {en: Small, nb: Liten}
languages: [en, nb]
lists: {yesno: {1: Yes, 0: No}, region: {1: {en: North, nb: Nord}, 2: {en: South, nb: Sør}}}
register:
- {id: region, codes: region, role: stratum, label: {en: Region, nb: Landsdel}}
sections:
- id: A
  title: S
  questions:
  - {id: a, type: single, codes: yesno, text: t}
quotas:
- {id: yes, condition: a = 1, most: 3}
"""
FRAME = "case,region,town\nN-1,1,Bodø\nN-2,North,Tromsø\nS-1,2,Oslo\nS-2,2,Skien\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(FORM)
    Path("frame.csv").write_text(FRAME)

    def command(line, *more):
        code = guarded(surveykit, [*line.split(), *more])
        return (code, *capsys.readouterr())

    return command


@pytest.fixture
def drawn(run):
    assert run("draw frame.csv --to field.db --instrument small.yaml --by lead")[0] == CLEAN
    return run


def cases():
    with store.open("field.db") as opened:
        return {id_: Interview.of(id_, events) for id_, events in opened.journals()}


def test_draw_puts_every_line_into_the_store(drawn):
    found = cases()
    assert [*found] == ["N-1", "N-2", "S-1", "S-2"]
    assert (found["N-2"].register, found["N-2"].status) == ({"region": 1, "town": "Tromsø"}, "drawn")
    with store.open("field.db") as opened:
        assert [event.by for event in opened.events("N-1")] == ["lead"]
        assert len(opened.instruments()) == 1


def test_drawn_twice_adds_only_what_is_new(drawn):
    Path("frame.csv").write_text(FRAME + "S-3,2,Voss\n")
    code, _, err = drawn("draw frame.csv --to field.db --instrument small.yaml")
    assert (code, err) == (CLEAN, "field.db: 1 case drawn from frame.csv, 4 were there already\n")
    assert len(cases()) == 5


def test_a_frame_that_says_something_else_now_is_a_finding(drawn):
    Path("frame.csv").write_text(FRAME.replace("N-1,1", "N-1,2"))
    code, _, err = drawn("draw frame.csv --to field.db --instrument small.yaml")
    assert code == FINDINGS
    assert "case N-1, region: SK849 warning: the frame says 2, the store 1; the store stands" in err
    assert cases()["N-1"].register["region"] == 1


def test_an_unsound_frame_writes_nothing_at_all(run):
    Path("frame.csv").write_text(FRAME + "S-2,7,Moss\n,1,Bø\n")
    code, out, err = run("draw frame.csv --to field.db --instrument small.yaml")
    assert (code, out) == (REFUSED, "")
    assert "frame.csv:7: case: SK843 the case has no id" in err
    assert "frame.csv:6: case: SK843 case 'S-2' stands in line" in err, "a line without an id hides no other fault"
    assert "frame.csv:6: region: SK430" in err
    assert not Path("field.db").exists()


def test_a_frame_is_not_drawn_into_the_store_of_another_survey(drawn):
    before = cases()
    Path("schools.yaml").write_text(FORM.replace("instrument: small", "instrument: schools"))
    Path("more.csv").write_text("case,region\nX-1,1\n")
    code, _, err = drawn("draw more.csv --to field.db --instrument schools.yaml")
    assert (code, "field.db: SK851 it holds the survey 'small'; this is 'schools'" in err) == (REFUSED, True)
    assert cases() == before
    Path("small.yaml").write_text(FORM.replace("Small", "Small firms"))
    assert drawn("draw more.csv --to field.db --instrument small.yaml")[0] == CLEAN, "another version of it is"


def test_a_pair_that_is_none_is_refused(run):
    assert "is no pair COLUMN=NAME" in run("draw frame.csv --to field.db --instrument small.yaml --map region")[2]


def test_assign_shares_evenly_and_shows_the_load(drawn):
    code, out, err = drawn("assign field.db --to kari --to ola -o - --format json")
    assert (code, err) == (CLEAN, "field.db: 4 cases assigned\n")
    assert [case.assigned for case in cases().values()] == ["kari", "ola", "kari", "ola"]
    rows = [row["cells"] for row in json.loads(out)["blocks"][0]["rows"]]
    assert [(row["interviewer"], row["cases"], row["open"]) for row in rows] == [
        ("kari", 2, 2),
        ("ola", 2, 2),
        ("All", 4, 4),
    ]


def test_assign_by_stratum_by_case_and_taken_over(drawn):
    drawn("assign field.db --to kari --stratum region=1")
    drawn("assign field.db --to ola --case S-2")
    assert [case.assigned for case in cases().values()] == ["kari", "kari", "", "ola"]
    drawn("assign field.db --from kari --to per --stratum town=Bodø")
    drawn("assign field.db --from ola")
    assert [case.assigned for case in cases().values()] == ["per", "kari", "", ""]


def test_assign_by_a_list(drawn):
    Path("who.csv").write_text("case,interviewer\nN-1,kari\nS-1,ola\n")
    assert drawn("assign field.db --list who.csv")[2] == "field.db: 2 cases assigned\n"
    assert drawn("assign field.db --list who.csv")[2] == "field.db: 0 cases assigned\n"
    drawn("assign field.db --to per")
    assert "--from and --case take those of others" in drawn("assign field.db --to per")[2]
    assert [case.assigned for case in cases().values()] == ["kari", "per", "ola", "per"]


def test_assign_alone_changes_nothing(drawn):
    before = cases()
    code, out, err = drawn("assign field.db")
    assert (code, err) == (CLEAN, "")
    assert "(nobody)" in out
    assert cases() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("assign field.db --to kari --case X", "SK847"),
        ("assign field.db --to kari --stratum regio=1", "did you mean 'region'?"),
        ("assign field.db --case N-1", "name an interviewer"),
        ("assign field.db --list who.csv --to kari", "leave --to"),
        ("assign nowhere.db --to kari", "there is no such store"),
        ("outcome nowhere.db N-1 2.11", "there is no such store"),
        ("outcome field.db N-1", "give a case and a code"),
        ("outcome field.db", "give a case and a code"),
        ("outcome field.db N-1 2.11 --list who.csv", "give a case and a code"),
        ("outcome field.db X 2.11", "SK847"),
        ("outcome field.db N-1 2.99", "SK840"),
        ("fieldwork nowhere.db", "there is no such file"),
        ("fieldwork field.db --by regio", "did you mean 'region'?"),
        ("fieldwork field.db --language fr", "'fr' is not among en, nb, it, ru"),
        ("draw frame.csv --to field.db --instrument small.yaml --map town=region --map town=region", "given twice"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(drawn, line, said):
    before = cases()
    code, _, err = drawn(line)
    assert (code, said in err) == (REFUSED, True), err
    assert cases() == before
    assert not Path("nowhere.db").exists()


def test_an_outcome_is_noted_and_taken_back(drawn):
    assert drawn("outcome field.db N-1 2.10 --note", "no time")[2] == "field.db: 1 outcome noted\n"
    assert (cases()["N-1"].outcome, cases()["N-1"].attempts) == ("2.1", 1)
    drawn("outcome field.db N-1 -")
    with store.open("field.db") as opened:
        assert [(e.act.outcome, e.act.note) for e in opened.events("N-1")[1:]] == [("2.1", "no time"), ("", "")]
    assert "Not tried" in drawn("fieldwork field.db")[1]


def test_a_list_read_again_notes_only_what_is_new(drawn):
    Path("back.csv").write_text("case,outcome\nN-1,3.3\nN-2,2.11\n")
    assert drawn("outcome field.db --list back.csv")[2] == "field.db: 2 outcomes noted\n"
    Path("back.csv").write_text("case,outcome\nN-1,3.3\nN-2,4.6\nS-1,3.3\nS-2,\n")
    assert drawn("outcome field.db --list back.csv")[2] == "field.db: 2 outcomes noted, 1 noted before\n"
    assert [(case.outcome, case.attempts) for case in cases().values()] == [("3.3", 1), ("4.6", 2), ("3.3", 1), ("", 0)]


def test_a_write_in_between_is_no_loss(drawn, monkeypatch):
    """Somebody writes to a case after its last event was looked up: the act is put after it."""
    from surveykit.cli import journals
    from surveykit.interview.events import Contacted, Remarked

    with store.open("field.db", writing=True) as opened:
        stale = opened.interviews()
        Journal(opened, "N-1", 1, "ola").write([Remarked("", "closed on Mondays")])
        monkeypatch.setattr(type(opened), "interviews", lambda _: stale)
        journals.write(opened, {"N-1": Contacted("3.13")}, "kari")
        assert [type(e.act).__name__ for e in opened.events("N-1")] == ["Drawn", "Remarked", "Contacted"]


def test_the_page_in_every_format(drawn):
    drawn("outcome field.db N-1 1.1")
    for suffix in ("html", "xlsx", "csv", "md", "json", "txt"):
        assert drawn(f"fieldwork field.db -o page.{suffix}")[0] == CLEAN
        assert Path(f"page.{suffix}").stat().st_size > 300
    page = Path("page.html").read_text(encoding="utf-8")
    assert "src=" not in page
    assert "1 North" in page
    said = json.loads(Path("page.json").read_text(encoding="utf-8"))
    tables = {block["key"]: block for block in said["blocks"] if block["type"] == "table"}
    assert [*tables] == ["outcomes", "strata", "quotas", "days", "rates"]
    rates = {row["cells"]["rate"]: row["cells"]["percent"] for row in tables["rates"]["rows"]}
    assert (rates["RR1"], rates["RR5"], rates["REF1"]) == (25.0, 100.0, 0.0)


def test_the_page_in_norwegian_with_a_share_given(drawn):
    code, out, _ = drawn("fieldwork field.db --language nb --e 0.5 --by town")
    assert code == CLEAN
    assert "e = 0.5, som oppgitt." in out
    assert "Etter stratum: town" in out


def test_the_page_of_an_empty_store(run):
    with store.open("field.db", writing=True):
        pass
    code, out, _ = run("fieldwork field.db")
    assert code == CLEAN
    assert "There are no cases yet." in out
