"""Error rates: first entries as they were keyed, whose keying was wrong, what is not settled yet."""

from dataclasses import replace

import pytest

from surveykit.instrument.file import loaded
from surveykit.interview.events import Adjudicated, Answered, Completed, Event, Reopened, Started, Visited
from surveykit.interview.plan import plan_of
from surveykit.journal import Reconciled
from surveykit.missing import Empty
from surveykit.verification.entries import keyed_twice
from surveykit.verification.errors import of_all, of_operators, of_questions

FORM = """\
instrument: form
title: {en: Form}
languages: [en]
lists:
  yesno: {1: {en: Yes}, 0: {en: No}}
sections:
  - id: A
    title: {en: Firm}
    questions:
      - {id: size, type: number, range: 0..999, text: {en: Employees}}
      - {id: export, type: single, codes: yesno, text: {en: Exports}}
      - {id: share, type: number, range: 0..100, relevance: export = 1, text: {en: Share}}
      - {id: why, type: text, max: 20, verify: false, text: {en: Why}}
"""


@pytest.fixture(scope="module")
def plan():
    return plan_of(loaded(FORM, "form.yaml"))


@pytest.fixture
def entry(plan):
    def entry(by, answers, *more, verifies="", complete=True):
        acts = [Started(plan.instrument.fingerprint, "en", {}, verifies=verifies)]
        acts += [Answered(name, answer) for name, answer in answers.items()]
        acts += [Completed()] if complete else []
        written = [(by, act) for act in acts] + [
            more_act if isinstance(more_act, tuple) else ("boss", more_act) for more_act in more
        ]
        return [
            Event(number, f"{by}{verifies}{number}", f"2026-03-01T10:00:{number:02}+00:00", who, act)
            for number, (who, act) in enumerate(written, 1)
        ]

    return entry


@pytest.fixture
def verified(plan):
    return lambda journals: keyed_twice(journals, {plan.instrument.fingerprint: plan})


def test_a_form_keyed_once_is_not_verified(entry, verified):
    assert verified({"1": entry("ann", {"size": 7})}).forms == ()


def test_differences_are_undecided_until_they_are_settled(entry, verified):
    journals = {
        "1": entry("ann", {"size": 7, "export": 0, "why": "a"}),
        "1/2": entry("bo", {"size": 9, "export": 0, "why": "b"}, verifies="1"),
    }
    found = verified(journals)
    assert found.forms == ("1",)
    assert [(one.question, one.undecided) for one in found.keyed] == [("size", True), ("export", False)]
    everything = of_all(found.keyed)
    assert (everything.fields, everything.differing, everything.wrong, everything.undecided) == (2, 1, 0, 1)


def test_what_was_settled_says_whose_keying_was_wrong(entry, verified):
    settle = [Adjudicated("size", 9, 7, 9), Adjudicated("share", 12, 10, 11)]
    journals = {
        "1": entry("ann", {"size": 7, "export": 1, "share": 10}, *settle),
        "1/2": entry("bo", {"size": 9, "export": 1, "share": 11}, verifies="1"),
    }
    found = verified(journals)
    ann, bo = of_operators(found.keyed)
    assert (ann.name, ann.fields, ann.wrong, ann.per_thousand) == ("ann", 3, 2, pytest.approx(2000 / 3))
    assert (bo.name, bo.fields, bo.wrong) == ("bo", 3, 1)
    size, export, share = of_questions(found.keyed, ["size", "export", "share", "why"])
    assert (size.name, size.wrong, size.second_wrong) == ("size", 1, 0)
    assert (export.differing, export.agreement.kappa) == (0, None)
    assert (share.wrong, share.second_wrong) == (1, 1)


def test_the_first_entry_is_taken_as_it_was_before_it_was_settled(entry, verified):
    """Settling a filter opens and closes questions; what was keyed is not touched by it."""
    settle = [Adjudicated("export", 0, 1, 0), Answered("size", 8, 7)]
    journals = {
        "1": entry("ann", {"size": 7, "export": 1, "share": 10}, *settle),
        "1/2": entry("bo", {"size": 7, "export": 0}, verifies="1"),
    }
    keyed = {one.question: one for one in verified(journals).keyed}
    assert not keyed["size"].differs
    assert keyed["export"].first_wrong
    assert (keyed["share"].first, keyed["share"].second, keyed["share"].lapsed) == (10, None, True)
    assert not keyed["share"].undecided


def test_a_difference_that_stands_on_the_route_stays_undecided_when_others_are_settled(entry, verified):
    journals = {
        "1": entry("ann", {"size": 7, "export": 1, "share": 10}, Adjudicated("size", 9, 7, 9)),
        "1/2": entry("bo", {"size": 9, "export": 1, "share": 12}, verifies="1"),
    }
    keyed = {one.question: one for one in verified(journals).keyed}
    assert keyed["share"].undecided
    assert not keyed["size"].undecided


def test_settling_a_conflict_of_laptops_before_verification_is_part_of_the_first_entry(entry, verified):
    settle = [Adjudicated("size", 8, 7, 8), Adjudicated("export", 1, 0, 1), Reconciled(("other",))]
    journals = {
        "1": entry("ann", {"size": 7, "export": 0}, *settle, Adjudicated("size", 9, 8, 9)),
        "1/2": [replace(event, at="2026-03-02") for event in entry("bo", {"size": 9, "export": 1}, verifies="1")],
    }
    keyed = {one.question: one for one in verified(journals).keyed}
    assert (keyed["size"].first, keyed["size"].second, keyed["size"].first_wrong) == (8, 9, True)
    assert not keyed["export"].differs


def test_settling_a_conflict_of_laptops_after_verification_changes_nothing_of_it(entry, verified):
    settle = [Adjudicated("size", 9, 7, 9), Adjudicated("export", 1, 0, 1), Reconciled(("other",))]
    journals = {
        "1": entry("ann", {"size": 7, "export": 0}, *settle),
        "1/2": [replace(event, at="2026-02-02") for event in entry("bo", {"size": 9, "export": 0}, verifies="1")],
    }
    keyed = {one.question: one for one in verified(journals).keyed}
    assert keyed["size"].first_wrong
    assert not keyed["export"].differs


def test_a_second_entry_that_is_not_complete_is_under_way(entry, verified):
    journals = {"1": entry("ann", {"size": 7}), "1/2": entry("bo", {"size": 9}, verifies="1", complete=False)}
    found = verified(journals)
    assert (found.forms, found.under_way, found.keyed) == ((), ("1",), ())


def test_a_second_entry_that_was_opened_again_is_under_way(entry, verified):
    second = entry("bo", {"size": 9}, ("bo", Reopened()), verifies="1")
    found = verified({"1": entry("ann", {"size": 7}), "1/2": second})
    assert (found.forms, found.under_way, found.keyed) == ((), ("1",), ())


def test_who_keyed_an_answer_last_answers_for_it(entry, verified):
    journals = {
        "1": entry("ann", {"size": 7, "export": 0}, ("cy", Answered("size", 70, 7)), ("cy", Completed())),
        "1/2": entry("bo", {"size": 7, "export": 0}, verifies="1"),
    }
    keyed = {one.question: one for one in verified(journals).keyed}
    assert (keyed["size"].first_by, keyed["export"].first_by) == ("cy", "ann")
    assert [errors.name for errors in of_operators(keyed.values())] == ["ann", "bo", "cy"]


def test_somebody_who_keyed_both_entries_is_counted_for_both(entry, verified):
    journals = {
        "1": entry("ann", {"size": 7, "export": 0}, Adjudicated("size", 9, 7, 9)),
        "1/2": entry("ann", {"size": 9, "export": 0}, verifies="1"),
    }
    (ann,) = of_operators(verified(journals).keyed)
    assert (ann.fields, ann.differing, ann.wrong, ann.agreement.n) == (4, 1, 1, 2)


def test_empty_answers_and_none_are_different_answers(entry, verified):
    journals = {
        "1": entry("ann", {"size": Empty("refused"), "export": 0}),
        "1/2": entry("bo", {"export": 0}, verifies="1"),
    }
    assert [(one.question, one.first, one.second) for one in verified(journals).keyed if one.differs] == [
        ("size", Empty("refused"), None)
    ]


def test_kappa_over_several_questions_never_counts_agreement_on_which_question_it_is(entry, verified):
    journals = {}
    for case in range(8):
        journals[str(case)] = entry("ann", {"size": case, "export": case % 2})
        journals[f"{case}/2"] = entry("bo", {"size": case, "export": (case // 2) % 2}, verifies=str(case))
    found = verified(journals)
    size, export = of_questions(found.keyed, ["size", "export"])[:2]
    assert size.agreement.kappa == 1
    assert export.agreement.kappa == pytest.approx(0)
    assert 0.4 < of_all(found.keyed).agreement.kappa < 0.9


def test_a_form_of_an_unknown_version_is_left_out(entry, plan):
    journals = {"1": entry("ann", {"size": 7}), "1/2": entry("bo", {"size": 9}, verifies="1")}
    assert keyed_twice(journals, {}).keyed == ()
    assert keyed_twice({"1/2": journals["1/2"]}, {plan.instrument.fingerprint: plan}).forms == ()


def test_visits_are_nobodys_keying(entry, verified):
    journals = {
        "1": entry("ann", {"size": 7}, ("cy", Visited("size", 2.0, 3))),
        "1/2": entry("bo", {"size": 7}, verifies="1"),
    }
    assert {one.first_by for one in verified(journals).keyed} == {"ann"}
