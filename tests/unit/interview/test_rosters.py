"""Rosters: rows by count, by list and open-ended, nested once; what reads them, and their linked tables."""

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Answered, Event
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty

HEAD = """\
instrument: partners
title: Partners
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  kind: {1: Clients, 2: Suppliers, 3: Universities}
sections:
"""
COUNTED = (
    HEAD
    + """\
- id: A
  title: Partners
  questions:
  - {id: n, type: number, range: 0..20, text: How many partners?}
- id: partners
  title: Partner
  roster: {row: partner, count: n, most: 4}
  questions:
  - id: share
    type: number
    format: percent
    text: Share of partner {partner} of {n}?
    checks: [{id: own, rule: share > 0, message: A partner has a share.}]
  - {id: why, type: text, relevance: share > 50, text: Why so much?}
- id: contracts
  title: Contract
  within: partners
  roster: {row: contract, while: another = 1, most: 3}
  questions:
  - {id: another, type: single, codes: yesno, text: 'Contract {partner}.{contract}: is there another?'}
- id: Z
  title: All of them
  questions:
  - id: total
    type: number
    range: 0..
    text: The shares add up to {sum(share)}. Total sales?
    relevance: count(another = 0) > 0
    checks: [{id: all_shares, rule: sum(share) <= 100, message: "The shares add up to {sum(share)}."}]
computed:
- {id: largest, label: Largest share, formula: max(share)}
"""
)


def begun(text: str, **register) -> Session:
    instrument = loaded(text)
    return Session.begin(instrument, Interview("1").after(started(instrument, register)))


def answered(session: Session, answers: dict) -> Session:
    for name, raw in answers.items():
        step = session.answer(name, raw)
        assert not step.problems, (name, [str(problem) for problem in step.problems])
        session = step.session
    return session


def test_there_are_as_many_rows_as_the_count_says_and_never_more_than_most():
    session = begun(COUNTED)
    assert session.route == ("n",)
    assert answered(session, {"n": "2"}).route == ("n", "share.1", "another.1.1", "share.2", "another.2.1")
    assert [name for name in answered(session, {"n": "9"}).route if name.startswith("share")] == [
        "share.1", "share.2", "share.3", "share.4",
    ]  # fmt: skip
    assert answered(session, {"n": Empty("dont_know")}).route == ("n",)


def test_a_condition_inside_reads_its_own_row():
    session = answered(begun(COUNTED), {"n": "2", "share.1": "60", "share.2": "30"})
    assert "why.1" in session.route
    assert "why.2" not in session.route


def test_one_more_row_as_long_as_the_last_one_says_so():
    session = answered(begun(COUNTED), {"n": "1", "share.1": "10", "another.1.1": "1"})
    assert session.route == ("n", "share.1", "another.1.1", "another.1.2")
    session = answered(session, {"another.1.2": "1", "another.1.3": "1"})
    assert session.route[-1] == "another.1.3"  # three is the most
    session = answered(session, {"another.1.1": "0"})
    assert session.route == ("n", "share.1", "another.1.1", "total")
    assert session.parked == ("another.1.2", "another.1.3")


def test_outside_a_roster_its_rows_are_added_up_and_kept_up_to_date():
    session = answered(begun(COUNTED), {"n": "3", "share.1": "20", "share.2": "30", "share.3": "40"})
    assert session.values["largest"] == 40
    session = answered(session, {"n": "2"})
    assert session.values["largest"] == 30
    session = answered(session, {"n": "3"})
    assert session.values["largest"] == 40  # the parked answer is back


def test_a_check_outside_is_looked_at_again_when_a_row_changes():
    session = answered(begun(COUNTED), {"n": "2", "share.1": "20", "share.2": "30", "another.1.1": "0", "total": "5"})
    assert session.open("total") == ()
    session = answered(session, {"share.2": "90"})
    assert [found.problem.what for found in session.open("total")] == ["The shares add up to 110."]
    assert answered(session, {"n": "1"}).open("total") == ()


def test_a_hard_check_of_a_row_refuses_the_answer_of_that_row():
    session = answered(begun(COUNTED), {"n": "2", "share.1": "20"})
    step = session.answer("share.2", "0")
    assert [(p.place.variable, p.what) for p in step.problems] == [("share.2", "A partner has a share.")]


def test_the_wording_says_which_row_it_is():
    session = answered(begun(COUNTED), {"n": "2", "share.1": "20"})
    assert session.item("share.2").question.text.into("en") == "Share of partner 2 of 2?"
    assert session.item("share.2").section.title.into("en") == "Partner: 2"
    assert session.item("another.2.1").question.text.into("en") == "Contract 2.1: is there another?"
    assert session.item("share.2").first
    assert not session.item("n").problems


EACH = (
    HEAD
    + """\
- id: A
  title: Kinds
  questions:
  - {id: kinds, type: multiple, codes: kind, text: Which?}
- id: each
  title: Each
  roster: {row: which, each: kinds}
  questions:
  - {id: since, type: number, range: 1900..2020, text: "Since when with {which}?"}
- id: every
  title: Every
  roster: {row: any_kind, each: kind}
  questions:
  - {id: known, type: single, codes: yesno, text: 'Do you know {any_kind}?'}
"""
)


def test_a_row_for_each_choice_ticked_and_for_each_code_of_a_list():
    session = answered(begun(EACH), {"kinds": "3 1"})
    assert session.route == ("kinds", "since.1", "since.3", "known.1", "known.2", "known.3")
    assert session.item("since.3").question.text.into("en") == "Since when with Universities?"
    session = answered(session, {"since.3": "1999", "kinds": "1"})
    assert session.parked == ("since.3",)
    assert answered(session, {"kinds": "1 3"}).interview.answers["since.3"] == 1999


def test_rosters_become_tables_linked_by_the_case():
    given = {"n": "2", "share.1": "60", "why.1": "big", "another.1.1": "1", "another.1.2": "0", "share.2": "30"}
    session = answered(begun(COUNTED), {**given, "another.2.1": "0", "total": "7"})
    instrument = session.instrument
    cases = tabulate(instrument, [session.interview]).arrow().to_pylist()
    assert cases == [{"case": "1", "n": 2, "total": 7, "largest": 60.0}]
    partners = tabulate(instrument, [session.interview], "partners")
    assert partners.arrow().to_pylist() == [
        {"case": "1", "partner": 1, "share": 60.0, "why": "big"},
        {"case": "1", "partner": 2, "share": 30.0, "why": "-1"},
    ]
    assert partners.codebook.name == "partners-partners"
    contracts = tabulate(instrument, [session.interview], "contracts").arrow().to_pylist()
    assert contracts == [
        {"case": "1", "partner": 1, "contract": 1, "another": 1},
        {"case": "1", "partner": 1, "contract": 2, "another": 0},
        {"case": "1", "partner": 2, "contract": 1, "another": 0},
    ]


def test_an_acceptance_in_a_row_holds_until_an_answer_of_that_row_changes():
    soft = COUNTED.replace("{id: own, rule: share > 0,", "{id: own, severity: soft, rule: share > 5,")
    session = answered(begun(soft), {"n": "2", "share.1": "3", "share.2": "4"})
    session = session.accept("share.1", "own.1", "a small one").session
    session = session.accept("share.2", "own.2", "another").session
    assert [found.accepted for found in session.open("share.1")] == ["a small one"]
    session = answered(session, {"share.2": "2"})
    assert [found.accepted for found in session.open("share.1")] == ["a small one"]
    assert [found.accepted for found in session.open("share.2")] == [None]


@pytest.mark.parametrize("cut", range(1, 7))
def test_an_interview_cut_anywhere_and_read_again_stands_where_it_stood(cut):
    given = {"n": "2", "share.1": "60", "another.1.1": "1", "another.1.2": "0", "share.2": "30", "n ": "1"}
    session = begun(COUNTED)
    acts = [started(session.instrument, {})]
    for name, raw in list(given.items())[:cut]:
        step = session.answer(name.strip(), raw)
        session = step.session
        acts += step.acts
    assert any(isinstance(act, Answered) for act in acts)
    events = [Event(number, str(number), "2026-01-01T00:00:00", "kn", act) for number, act in enumerate(acts, 1)]
    again = Session.begin(session.plan, Interview.of("1", events))
    assert (again.route, again.values, again.failing) == (session.route, session.values, session.failing)
