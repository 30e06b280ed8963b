"""One rule, two places: what the session lets through at the key press, validation finds nothing hard against."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from surveykit.instrument.control import Choose, Date, Number, Show, Write
from surveykit.instrument.file import load
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.missing import Empty
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

ROOT = Path(__file__).resolve().parents[2]
FORMS = [ROOT / "instruments" / "norwegian-sis.yaml", ROOT / "tests" / "pilot" / "firm.yaml"]


def typed(control, dice: random.Random) -> str:
    """Something a respondent might say, right or wrong."""
    match control:
        case Choose(options, several, _, _):
            values = [str(option.value) for option in options]
            return (
                " ".join(dice.sample(values, dice.randint(0, len(values)))) or "-" if several else dice.choice(values)
            )
        case Number(decimals, bounds, _):
            low = 0 if bounds is None or bounds.low is None else bounds.low
            high = low + 3000 if bounds is None or bounds.high is None else bounds.high
            number = dice.choice([low, high, dice.uniform(low, high), dice.uniform(low, min(high, low + 120))])
            return f"{number:.{decimals or 0}f}"
        case Write():
            return dice.choice(["ja", "Blåbær AS", "-9", "a, b; c", "x" * 30])
        case Date():
            return str(date(1990, 1, 1) + timedelta(days=dice.randint(0, 8000)))
        case Show():
            return ""
    raise AssertionError(control)


def interviewed(plan, number: int, dice: random.Random) -> Session:
    """A respondent who answers whatever is asked, changes some answers, and accepts soft checks."""
    begun = Interview(f"case{number}").after(started(plan.instrument, {}))
    session = Session.begin(plan, begun)
    for _ in range(3):
        while names := session.unanswered():
            session = answered(session, names[0], dice)
        for name in dice.sample(session.route, min(3, len(session.route))):
            if name in session.route and not isinstance(session.item(name).control, Show):
                session = answered(session, name, dice)
    while names := session.unanswered():
        session = answered(session, names[0], dice)
    for name in session.route:
        for found in session.open(name):
            if found.severity == "soft":
                session = session.accept(name, found.check, "said so").session
    return session


def answered(session: Session, name: str, dice: random.Random) -> Session:
    """The question answered somehow; where a hard check stands in the way, an earlier answer is changed."""
    for attempt in range(400):
        item = session.item(name)
        reason = dice.choice(["refused", "dont_know", "no_answer"])
        empty = item.empties and (dice.random() < 0.15 or attempt > 40)
        step = session.answer(name, Empty(reason) if empty else typed(item.control, dice))
        if not step.problems:
            return step.session
        if attempt % 20 == 19:
            behind = [
                q for check in session.plan.rules_of.get(name, ()) for q in session.plan.behind(check) if q != name
            ]
            earlier = [q for q in behind if q in session.interview.answers and q in session.route]
            if earlier:
                other = dice.choice(earlier)
                kinds = [Empty("no_answer"), typed(session.item(other).control, dice)]
                session = session.answer(other, dice.choice(kinds)).session
                if name not in session.route:
                    return session
    raise AssertionError(f"{name} could not be answered")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_completed_interview_breaks_nothing_hard(form):
    plan = plan_of(load(form))
    dice = random.Random(814)
    sessions = [interviewed(plan, number, dice) for number in range(60)]
    done = [session.complete() for session in sessions]
    completed = [step.session.interview for step in done if not step.problems]
    assert len(completed) > 20, [str(p) for step in done for p in step.problems][:5]
    report = validate(tabulate(plan.instrument, completed), CHECKS)
    hard = [r for r in report.failing if r.test.severity == "error"]
    assert not hard, [(r.test.id or r.test.rule.code, r.test.what, r.cases[:2]) for r in hard]
    assert not report.others


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_deciding_step_by_step_is_deciding_anew(form):
    plan = plan_of(load(form))
    for seed in range(15):
        session = interviewed(plan, seed, random.Random(seed))
        anew = Session.begin(plan, session.interview)
        assert (anew.values, anew.off, anew.failing) == (session.values, session.off, session.failing)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_soft_checks_that_were_accepted_are_those_that_fail_in_the_table(form):
    plan = plan_of(load(form))
    dice = random.Random(7)
    sessions = [interviewed(plan, number, dice) for number in range(40)]
    table = tabulate(plan.instrument, [session.interview for session in sessions])
    report = validate(table, CHECKS)
    for result in report.results:
        if result.test.id:
            entered = sum(result.test.id in session.failing for session in sessions)
            assert result.failed == entered, result.test.id
