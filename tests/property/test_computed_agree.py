"""Computed variables: what the session computes at the key press, the table engine computes from the stored answers."""

import random

import pytest

from surveykit.derive.compute import compute
from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty

FORMULAS = {
    "a1": "links_1 = 1",
    "a2": "links_1 is not_asked",
    "a3": "links_1 is answered and links_2 = 0",
    "a4": "count(links_1 = 1, links_2 = 1, links_3 = 1)",
    "a5": "any(links_1 = 1, size > 50)",
    "a6": "all(1 in links, links_1 = 1)",
    "a7": "all_equal(links_1, links_2, links_3)",
    "a8": "links_1 + links_2 - links_3",
    "a9": "if 1 in links then links_1 else 2",
    "b1": "links is missing or links_1 is missing",
    "b2": "links_1 is refused and links is refused",
    "b3": "first_1 = 2",
    "b4": "first_2 is answered",
    "b5": "min(first_1, first_2)",
    "b6": "sum(size, links_1, first_1)",
    "b7": "any(first_1 = 1, first_2 = 1) and group = 1",
}
FORM = """\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  sort: {1: Client, 2: Supplier, 3: Rival}
sections:
- id: A
  title: S
  questions:
  - {id: group, type: single, codes: yesno, text: Group}
  - {id: size, type: number, range: 0..100, text: Size}
  - {id: links, type: multiple, codes: sort, min: 0, relevance: group = 1, text: Links}
  - {id: first, type: ranking, codes: sort, max: 2, relevance: size > 10, text: First}
computed:
"""
CODED = "- {{id: {}, formula: '{}', format: decimal}}\n"
TYPED = {
    "group": ["1", "0"],
    "size": ["0", "7", "50", "100"],
    "links": ["-", "1", "2", "1 3", "1 2 3"],
    "first": ["1", "2 1", "3 2"],
}


@pytest.fixture(scope="module")
def plan():
    return plan_of(loaded(FORM + "".join(CODED.format(*pair) for pair in FORMULAS.items()), "x.yaml"))


def interviewed(plan, number, dice):
    """Somebody who answers, refuses, passes over and changes answers as it comes."""
    session = Session.begin(plan, Interview(str(number)).after(started(plan.instrument, {})))
    for _ in range(12):
        name = dice.choice(list(TYPED))
        if dice.random() < 0.1:
            session = session.clear(name).session
        elif name in session.route:
            said = Empty(dice.choice(["refused", "no_answer"])) if dice.random() < 0.2 else dice.choice(TYPED[name])
            session = session.answer(name, said).session
    return session


def test_a_column_of_a_question_of_several_is_the_same_at_the_key_press_and_in_the_table(plan):
    dice = random.Random(2026)
    sessions = [interviewed(plan, number, dice) for number in range(250)]
    entered = tabulate(plan.instrument, [session.interview for session in sessions])
    computed = compute(entered, FORMULAS)
    for name, formula in FORMULAS.items():
        here, there = (table.arrow().column(name).to_pylist() for table in (entered, computed))
        assert here == there, formula
        assert len(set(there)) > 1, f"{formula} is always the same and shows nothing"
