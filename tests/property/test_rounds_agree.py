"""The round before: an interview that recalls it, and a table of all rounds, say the same of every rule and formula."""

import random

import pytest

from surveykit.derive.compute import compute
from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session, started
from surveykit.interview.standing import Around
from surveykit.interview.tabulate import row_of, tabulate
from surveykit.missing import Empty
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

FORMULAS = {
    "grew": "size - previous(size)",
    "stayed": "sector = previous(sector)",
    "new": "previous(size) is blank",
    "silent": "previous(size) is refused",
    "kept": "1 in links and 1 in previous(links)",
    "lost": "any(2 in previous(links) and not 2 in links, previous(links) is missing)",
    "same": "all_equal(name, previous(name))",
    "most": "max(size, previous(size))",
    "moved": "if sector = previous(sector) then 0 else year(previous(day))",
}
RULES = {
    "P4": "round = 2005 or sector = previous(sector)",
    "F1": "round = 2005 or size / previous(size) between 0.25 and 4",
    "L1": "previous(links) is missing or all(1 in links, 1 in previous(links))",
}
FORM = """\
instrument: x
title: T
languages: [en]
rounds: {variable: round, key: firm, order: [2005, 2009, 2014]}
lists:
  sort: {1: Client, 2: Supplier}
register:
- {id: round, label: Round, format: integer}
- {id: firm, label: Firm, format: text}
sections:
- id: A
  title: S
  questions:
  - {id: size, type: number, range: 1..1000, text: Size}
  - {id: sector, type: single, codes: sort, relevance: size > 3, text: Sector}
  - {id: links, type: multiple, codes: sort, min: 0, text: Links}
  - {id: name, type: text, max: 20, text: Name}
  - {id: day, type: date, text: Day}
  - id: last
    type: number
    range: 0..9
    text: Last
    checks:
"""
CHECK = "    - {{id: {}, severity: soft, rule: '{}', message: m}}\n"
FORMULA = "- {{id: {}, formula: '{}', format: {}}}\n"
TYPED = {
    "size": ["1", "4", "10", "40", "1000"],
    "sector": ["1", "2"],
    "links": ["-", "1", "2", "1 2"],
    "name": ["Æ AS", "B"],
    "day": ["2005-02-03", "2009-12-31"],
    "last": ["1"],
}


@pytest.fixture(scope="module")
def plan():
    checks = "".join(CHECK.format(*pair) for pair in RULES.items())
    formulas = "".join(FORMULA.format(*pair, "decimal") for pair in FORMULAS.items())
    return plan_of(loaded(f"{FORM}{checks}computed:\n{formulas}", "x.yaml"))


def interviewed(plan, number, firm, round_, cells, dice):
    """A round of a firm; the archive holds the cells of its rounds before."""
    around = Around(archive=lambda key, before: cells.get((key, before), {}))
    begun = Interview(str(number)).after(started(plan.instrument, {"firm": firm, "round": round_}))
    session = Session.begin(plan, begun, around).recall().session
    for name, values in TYPED.items():
        if name in session.route and dice.random() < 0.9:
            said = Empty(dice.choice(["refused", "no_answer"])) if dice.random() < 0.2 else dice.choice(values)
            session = session.answer(name, said).session
    return session


def test_what_an_interview_recalls_is_what_the_table_finds_one_round_earlier(plan):
    dice = random.Random(2005)
    cells, sessions = {}, []
    for firm in [f"F{n}" for n in range(80)]:
        for round_ in [r for r in (2005, 2009, 2014) if dice.random() < 0.85]:
            session = interviewed(plan, len(sessions), firm, round_, cells, dice)
            sessions.append(session)
            cells[firm, round_] = {name: cell for name, cell in row_of(session).items() if cell is not None}
    dice.shuffle(sessions)
    entered = tabulate(plan.instrument, [session.interview for session in sessions])
    computed = compute(entered, FORMULAS)
    for name, formula in FORMULAS.items():
        here, there = (table.arrow().column(name).to_pylist() for table in (entered, computed))
        assert here == there, formula
        assert len(set(there)) > 1, f"{formula} is always the same and shows nothing"
    results = {result.test.id: result for result in validate(entered, CHECKS).results if result.test.id}
    for rule in RULES:
        assert results[rule].failed == sum(rule in session.failing for session in sessions) > 0, rule
