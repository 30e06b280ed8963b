"""`paradata` and `operators` as they are called: pages, tables, exit codes, and stores that are damaged or not there."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from surveykit import store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED, guarded
from surveykit.instrument.file import loaded
from surveykit.interview.events import Adjudicated, Answered, Completed, Event, Started, Suspended, Visited

FORM = """\
instrument: small
title: {en: T}
languages: [en]
sections:
- id: A
  title: {en: S}
  questions:
  - {id: a, type: number, range: 0..9, text: {en: t}}
  - {id: b, type: number, range: 0..9, text: {en: t}}
  - {id: c, type: number, range: 0..9, text: {en: t}}
  - {id: d, type: number, range: 0..9, text: {en: t}}
  - {id: e, type: number, range: 0..9, text: {en: t}}
"""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def keyed(case, by, answers, seconds, fingerprint, verifies=""):
    acts = [(0, Started(fingerprint, "en", {}, verifies=verifies))]
    for name, answer in zip("abcde", answers, strict=True):
        acts += [(seconds, Visited(name, seconds, 2)), (0, Answered(name, answer))]
    at, events = NOON, []
    for number, (wait, act) in enumerate([*acts, (0, Completed())], 1):
        at += timedelta(seconds=wait)
        events.append(Event(number, f"{case}#{number}", at.isoformat(timespec="milliseconds"), by, act))
    return events


@pytest.fixture
def field(tmp_path, monkeypatch):
    """Six interviews at the same pace, one in a third of the time; one keyed twice, with a difference settled."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("COLUMNS", raising=False)
    form = loaded(FORM, "small.yaml").fingerprint
    with store.open("field.db", writing=True) as opened:
        opened.keep(form, FORM)
        for number in range(6):
            opened.append(f"c{number}", keyed(f"c{number}", "ann", (1, 2, 3, 4, 5), 9.0, form), 0)
        opened.append("quick", keyed("quick", "bo", (1, 2, 3, 4, 5), 3.0, form), 0)
        opened.append("c0/2", keyed("c0/2", "bo", (1, 2, 3, 4, 6), 9.0, form, "c0"), 0)
        last = opened.interviews()["c0"]
        settled = Event(last + 1, "settled", NOON.isoformat(), "boss", Adjudicated("e", 6, 5, 6))
        opened.append("c0", [settled], last)
    return tmp_path / "field.db"


@pytest.fixture
def run(field, capsysbinary):
    def command(verb, *arguments):
        code = guarded(surveykit, [verb, *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def tables_of(out):
    return {block["key"]: block for block in json.loads(out)["blocks"] if block["type"] == "table"}


def cells(table, key, value):
    return next(row["cells"] for row in table["rows"] if row["cells"][key] == value)


def test_the_page_names_what_should_be_looked_at(run):
    code, out, err = run("paradata", "field.db")
    assert (code, err) == (FINDINGS, "")
    assert out.startswith("Paradata of field.db\n\n7 interviews begun, 7 completed; 1 second entry.")
    assert "case quick: SK875 warning: 3.0 times as fast as others at 5 questions" in out


def test_each_question_has_its_median_time(run):
    _, out, _ = run("paradata", "field.db", "-o", "-", "--format", "json")
    question = cells(tables_of(out)["questions"], "question", "c")
    assert (question["interviews"], question["median"], question["longest"], question["keys"]) == (7, 9.0, 9.0, 2)
    assert cells(tables_of(out)["signs"], "rule", "SK875")["interviews"] == 1


def test_each_section_has_its_minutes_and_its_share(run):
    _, out, _ = run("paradata", "field.db", "-o", "-", "--format", "json")
    section = cells(tables_of(out)["sections"], "section", "A")
    assert (section["interviews"], section["median"], section["share"]) == (7, 0.75, 100)
    assert "left" not in tables_of(out)


def test_where_interviews_were_left_is_counted(run):
    form = loaded(FORM, "small.yaml").fingerprint
    with store.open("field.db", writing=True) as opened:
        for case, acts in {"x": [Visited("a", 2.0, 1), Visited("b", 2.0, 1)], "y": [Suspended("b")], "z": []}.items():
            events = [Started(form, "en", {}), *acts]
            opened.append(
                case, [Event(n, f"{case}{n}", NOON.isoformat(), "ann", act) for n, act in enumerate(events, 1)], 0
            )
    _, out, _ = run("paradata", "field.db", "-o", "-", "--format", "json")
    left = {row["cells"]["question"]: row["cells"]["interviews"] for row in tables_of(out)["left"]["rows"]}
    assert left == {"b": 2, "(before the first question)": 1}


@pytest.mark.parametrize(("each", "rows"), [("interview", 8), ("question", 40), ("visit", 40)])
def test_a_table_for_further_work(run, each, rows):
    code, out, err = run("paradata", "field.db", "--each", each, "-o", "-", "--format", "csv")
    lines = out.splitlines()
    assert (code, len(lines)) == (FINDINGS, rows + 1)
    assert "field.db: 7 interviews begun" in err
    assert lines[1].startswith("c0,")


def test_the_table_of_interviews_says_what_was_found(run):
    _, out, _ = run("paradata", "field.db", "--each", "interview", "-o", "-", "--format", "json")
    quick = cells(tables_of(out)["each_interview"], "case", "quick")
    assert (quick["active"], quick["keys"], quick["answered"], quick["signs"]) == (15.0, 10, 5, "SK875")
    assert cells(tables_of(out)["each_interview"], "case", "c0/2")["verifies"] == "c0"


def test_operators_with_their_errors_and_kappa(run):
    code, out, err = run("operators", "field.db", "-o", "-", "--format", "json")
    assert (code, err) == (
        CLEAN,
        "field.db: 2 operators: 7 interviews and 1 second entry completed, 0.1 hours at work. 1 form was keyed twice: "
        "1 of 5 fields differ (20.00 %); kappa 0.000.\n",
    )
    tables = tables_of(out)
    ann = {**cells(tables["work"], "operator", "ann"), **cells(tables["answers"], "operator", "ann")}
    assert (ann["completed"], ann["keys_per_hour"], ann["interviews_per_hour"]) == (6, 800, 80)
    bo = cells(tables["work"], "operator", "bo")
    assert (bo["completed"], bo["second"]) == (1, 1), "second entries stand in a column of their own, as in the summary"
    assert cells(tables["errors"], "operator", "ann")["per_thousand"] == 200
    assert cells(tables["errors"], "operator", "bo")["wrong"] == 0
    assert cells(tables["questions"], "question", "e")["wrong"] == 1
    assert cells(tables["questions"], "question", "All questions")["differing"] == 1


@pytest.mark.parametrize("suffix", ["html", "xlsx", "csv", "md", "txt"])
@pytest.mark.parametrize("verb", ["paradata", "operators"])
def test_the_format_follows_the_suffix(run, tmp_path, verb, suffix):
    run(verb, "field.db", "-o", tmp_path / f"page.{suffix}")
    assert (tmp_path / f"page.{suffix}").stat().st_size > 300


def test_a_damaged_interview_is_told_and_the_others_are_read(run, field):
    with sqlite3.connect(field) as connection:
        connection.execute("UPDATE events SET act = '{' WHERE id = 'c3#4'")
    connection.close()
    code, out, err = run("operators", "field.db")
    assert code == FINDINGS
    assert "case c3: SK806" in err
    assert "6 interviews and 1 second entry completed" in out


def test_a_version_of_the_instrument_that_cannot_be_read_is_told_and_times_are_there_all_the_same(run):
    with store.open("field.db", writing=True) as opened:
        opened.keep("older", FORM.replace("number", "numbr"))
    code, out, err = run("paradata", "field.db")
    assert code == FINDINGS
    assert "SK013" in err
    assert "7 interviews begun, 7 completed" in out


def test_a_store_without_interviews_has_an_empty_page(run, tmp_path):
    store.open(tmp_path / "new.db", writing=True).close()
    code, out, _ = run("paradata", tmp_path / "new.db")
    assert code == CLEAN
    assert "0 interviews begun, 0 completed. 0 interviews should be looked at." in out
    assert "No form was keyed twice." in run("operators", tmp_path / "new.db")[1]


@pytest.mark.parametrize("verb", ["paradata", "operators"])
def test_what_is_no_store_is_refused(run, verb):
    assert run(verb, "nowhere.db")[0] == REFUSED
    assert run(verb, "field.xlsx")[0] == REFUSED
