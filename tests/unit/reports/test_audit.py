"""The audit: every event a row, codes with their labels, what is personal hidden, histories apart."""

from itertools import count
from typing import get_args

import pytest

from surveykit import store
from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, REFUSED, guarded
from surveykit.instrument.file import loaded
from surveykit.interview.events import (
    Accepted,
    Act,
    Adjudicated,
    Answered,
    Approved,
    Assigned,
    Carried,
    Cleared,
    Completed,
    Contacted,
    Drawn,
    Event,
    Recalled,
    Redone,
    Rejected,
    Remarked,
    Reopened,
    Spoke,
    Started,
    Suspended,
    Undone,
    Visited,
)
from surveykit.journal import Reconciled
from surveykit.missing import Empty
from surveykit.reports.audit import Auditor, audit

FORM = """\
instrument: firms
title: T
languages: [en, nb]
lists:
  yesno: {1: {en: Yes, nb: Ja}, 0: {en: No, nb: Nei}}
  place: {N: North, S: South}
register:
  - {id: phone, label: Telephone, format: text, personal: true}
  - {id: industry, label: Industry}
sections:
- id: A
  title: A
  questions:
  - {id: export, type: single, codes: yesno, text: Export?}
  - {id: where, type: multiple, codes: place, text: Where?}
  - {id: size, type: number, range: 0.., text: Size?}
  - {id: who, type: text, personal: true, text: Who?}
"""
INSTRUMENT = loaded(FORM)
KEY = INSTRUMENT.fingerprint
REGISTER = {"phone": "55 12", "industry": 72, "contact": "Ida"}
SAID = [
    (
        Drawn("frame.csv", REGISTER),
        ("drawn", "", "", "frame.csv; phone=(hidden), industry=72, contact=(hidden)", "", ""),
    ),
    (Assigned("ola"), ("assigned", "", "", "ola", "", "")),
    (Assigned(""), ("taken back", "", "", "", "", "")),
    (Contacted("2.11", "rude"), ("contacted", "", "", "2.11", "", "rude")),
    (Started(KEY, "nb", {}, 0, "B7", "6"), ("started", "", "", f"version {KEY}; nb; batch B7; verifies 6", "", "")),
    (Recalled({"size": 3}), ("recalled", "", "", "size=3", "", "")),
    (Answered("export", 1), ("answered", "export", "", "1 Yes", "", "")),
    (Answered("export", 0, 1, "typo"), ("changed", "export", "1 Yes", "0 No", "", "typo")),
    (Answered("where", ("S", "N")), ("answered", "where", "", "S South, N North", "", "")),
    (Answered("where", (), ("S", "N")), ("changed", "where", "S South, N North", "none", "", "")),
    (Answered("export", 7, 0), ("changed", "export", "0 No", "7", "", "")),
    (Answered("size", Empty("refused"), 12), ("changed", "size", "12", "refused", "", "")),
    (Cleared("size", 12), ("cleared", "size", "12", "", "", "")),
    (Undone("size", 10, 12), ("undone", "size", "12", "10", "", "")),
    (Redone("size", 12, 10, "no"), ("redone", "size", "10", "12", "", "no")),
    (Adjudicated("size", 3, 2, None, "form"), ("adjudicated", "size", "2 | -", "3", "", "form")),
    (Visited("size", 2.5, 3), ("visited", "size", "", "2.5 s, 3 keys", "", "")),
    (Accepted("size", "A1", ("size",), "temps"), ("accepted a check", "size", "", "", "A1", "temps")),
    (Remarked("", "by phone"), ("remarked", "", "", "", "", "by phone")),
    (Spoke("en"), ("language", "", "", "en", "", "")),
    (Suspended("size"), ("left off", "size", "", "", "", "")),
    (Completed(("A1", "A2")), ("completed", "", "", "", "A1, A2", "")),
    (Reopened(), ("reopened", "", "", "", "", "")),
    (Approved("good"), ("approved", "", "", "", "", "good")),
    (Rejected("ask again"), ("sent back", "", "", "", "", "ask again")),
    (Carried(KEY, ("size",), ("A1",)), ("carried over", "", "", f"version {KEY}; parked size", "A1", "")),
    (Reconciled(("x", "y"), "ola was right"), ("settled", "", "", "2 other histories", "", "ola was right")),
]


def journal(acts, by="kari", after=0, prefix="e"):
    return tuple(
        Event(n, f"{prefix}{n}", f"2026-01-31T10:00:{n:02}.000+00:00", by, act) for n, act in enumerate(acts, after + 1)
    )


def rows(document):
    (table,) = document.blocks
    return [dict(zip((c.key for c in table.columns), row.cells, strict=True)) for row in table.rows]


def test_every_act_there_is_has_words():
    assert {type(act) for act, _ in SAID} == set(get_args(Act))
    found = rows(audit({"7": (journal(act for act, _ in SAID),)}, {KEY: INSTRUMENT}, "x"))
    keys = ("what", "question", "old", "new", "rule", "reason")
    assert [tuple(row[key] for key in keys) for row in found] == [said for _, said in SAID]
    assert {key: found[0][key] for key in ("case", "number", "when", "who")} == {
        "case": "7", "number": 1, "when": "2026-01-31 10:00:01", "who": "kari",
    }  # fmt: skip


def test_labels_are_in_the_language_asked_for():
    acts = [Started(KEY, "en", {}), Answered("export", 1)]
    (*_, last) = rows(audit({"7": (journal(acts),)}, {KEY: INSTRUMENT}, "x", "nb"))
    assert last["new"] == "1 Ja"


PERSONAL = [
    Started(KEY, "en", REGISTER),
    Answered("who", "Åse", "Per", "misheard Per"),
    Remarked("who", "born in Voss"),
    Cleared("who", "Åse"),
    Adjudicated("who", "Åse", "Per", None),
]


def test_what_is_personal_is_hidden_unless_it_is_asked_for():
    cases = {"7": (journal(PERSONAL),)}
    hidden = str(rows(audit(cases, {KEY: INSTRUMENT}, "x")))
    assert not [word for word in ("Åse", "Per'", "misheard", "Voss", "55 12", "Ida") if word in hidden]
    shown = str(rows(audit(cases, {KEY: INSTRUMENT}, "x", personal=True)))
    assert all(word in shown for word in ("Åse", "misheard", "Voss", "55 12", "Ida"))


def test_a_question_that_is_in_no_version_is_shown_as_it_stands():
    entries = [entry for _, entry in Auditor({}).entries(journal([Started("gone", "en", {}), Answered("x", (1, 2))]))]
    assert entries[1].new == "1, 2"


def test_histories_stand_apart_from_where_they_part():
    base = journal([Started(KEY, "en", {}), Answered("size", 1)])
    one = (*base, *journal([Answered("size", 2, 1)], "kari", 2, "k"))
    other = (*base, *journal([Answered("size", 3, 1), Completed()], "ola", 2, "o"))
    found = rows(audit({"7": (one, other)}, {KEY: INSTRUMENT}, "x"))
    assert [(row["history"], row["number"], row["who"]) for row in found] == [
        ("1", 1, "kari"), ("1", 2, "kari"), ("1", 3, "kari"), ("2 open", 3, "ola"), ("2 open", 4, "ola"),
    ]  # fmt: skip
    settled = (*one, *journal([Reconciled((other[-1].id,))], "boss", 3, "b"))
    found = rows(audit({"7": (settled, other)}, {KEY: INSTRUMENT}, "x"))
    assert found[-1]["history"] == "2 settled"
    assert audit({"7": (settled, other)}, {KEY: INSTRUMENT}, "x").subtitle == "1 case, 6 events"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    numbers = count(1)
    with store.open("field.db", writing=True) as opened:
        opened.keep(KEY, FORM)
        for case in ("0071", "8"):
            opened.append(case, journal(PERSONAL, prefix=f"{next(numbers)}-"), 0)

    def command(*line):
        code = guarded(surveykit, list(line))
        return code, *capsys.readouterr()

    return command


def test_the_command_shows_all_cases_or_one(run, tmp_path):
    code, out, err = run("audit", "field.db")
    assert (code, err, "2 cases, 10 events" in out) == (CLEAN, "", True)
    code, out, _ = run("audit", "field.db", "--case", "8")
    assert "0071" not in out
    code, _, err = run("audit", "field.db", "--case", "071")
    assert (code, "SK874" in err, "did you mean '0071'?" in err) == (REFUSED, True, True)
    assert run("audit", "none.db")[0] == REFUSED
    assert run("audit", "field.db", "--personal", "-o", "audit.csv")[0] == CLEAN
    lines = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Case,No.,When (UTC),Who,What,Question,Old,New,Rule,Reason or remark"
    assert lines[2] == "0071,2,2026-01-31 10:00:02,kari,changed,who,Per,Åse,,misheard Per"
