"""Simulated interviews: routed, sound, completed, the same for a seed; what is refused when there is no answer."""

from collections import Counter
from datetime import date
from pathlib import Path
from statistics import fmean, pstdev

import pytest

from surveykit.codebook.variable import Range
from surveykit.instrument.control import Choose, Clock, Date, Number, Option, Rank, Write
from surveykit.instrument.file import load, loaded
from surveykit.instrument.typed import answer_of
from surveykit.interview.events import Answered, Recalled
from surveykit.interview.interview import Interview
from surveykit.interview.plan import plan_of
from surveykit.interview.session import Session
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.coverage import Coverage
from surveykit.interview.simulate.draw import drawn
from surveykit.interview.simulate.interviews import events_of, simulated
from surveykit.interview.simulate.laws import Laws
from surveykit.interview.simulate.weights import Weights, Wish
from surveykit.missing import Empty
from surveykit.problems import DefinitionError, Problem
from surveykit.text import Text

ROOT = Path(__file__).resolve().parents[3]
FORMS = [*sorted((ROOT / "instruments").glob("*.yaml")), ROOT / "tests" / "pilot" / "firm.yaml"]
HEAD = """\
instrument: x
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}, kind: {1: a, 2: b, 3: c, 9: none}}
sections:
- id: A
  title: S
  questions:
"""


def form(*questions: str, after: str = "") -> str:
    return HEAD + "".join(f"  - {question}\n" for question in questions) + after


def held(text: str, n: int = 40, **how) -> list[Session]:
    return [made.session for made in simulated(loaded(text), n, **how)]


def answers(text: str, name: str, n: int = 40, **how) -> list:
    said = [session.interview.answers.get(name) for session in held(text, n, **how)]
    return [answer for answer in said if answer is not None and not isinstance(answer, Empty)]


# what chance gives


def test_the_same_stream_for_the_same_seed_whatever_was_drawn_before():
    first = [Chance(1, "a").unit() for _ in range(3)]
    assert first[0] == Chance(1, "a").unit() != Chance(2, "a").unit() != Chance(1, "b").unit()
    assert Chance(20, "x").below(10**9) == 637_010_871  # on every machine


def test_what_is_drawn_lies_where_it_should():
    chance = Chance(1, "draws")
    assert {chance.below(3) for _ in range(100)} == {0, 1, 2}
    assert Counter(chance.weighted({"a": 3, "b": 1, "c": 0}) for _ in range(4_000))["a"] == pytest.approx(
        3_000, abs=150
    )
    assert sorted(chance.shuffled([1, 2, 3])) == [1, 2, 3]
    skewed = [chance.skewed(70, 200) for _ in range(50_000)]
    assert fmean(skewed) == pytest.approx(70, rel=0.1)
    assert fmean([chance.first_piece(3) for _ in range(4_000)]) == pytest.approx(1 / 4, abs=0.02)


OPTIONS = tuple(Option(value, Text(str(value))) for value in (1, 2, 3, 9))
CONTROLS = {
    "one": Choose(OPTIONS),
    "several": Choose(OPTIONS, several=True, least=1, most=2, exclusive=(9,)),
    "rank": Rank(OPTIONS, least=2, most=3),
    "whole": Number(0, Range(low=-5, high=5)),
    "decimal": Number(2, Range(low=0.5, high=1)),
    "any decimals": Number(None),
    "wide": Number(0, Range(low=0, high=10**9)),
    "only a lower end": Number(0, Range(low=2_000)),
    "only an upper end": Number(0, Range(high=-50)),
    "day": Date("2004-01-01", "2004-12-31"),
    "day without ends": Date(),
    "day after": Date("2030-05-01"),
    "time": Clock("08:00", "18:00"),
    "duration": Clock(unit="hours", range=Range(low=0, high=2)),
    "word": Write(12),
    "words": Write(300, lines=True),
}


@pytest.mark.parametrize("name", CONTROLS)
def test_whatever_is_drawn_is_an_answer(name):
    control, chance = CONTROLS[name], Chance(1, name)
    found = {answer_of(control, drawn(control, chance, cuts=(3, 10))) for _ in range(200)}
    assert not [answer for answer in found if isinstance(answer, Problem)]
    assert len(found) > 3


def test_both_sides_of_a_number_that_a_rule_names_are_drawn_however_narrow():
    control, chance = Number(0, Range(low=0, high=1_000_000)), Chance(1, "cuts")
    found = [int(drawn(control, chance, cuts=(999_990, 5))) for _ in range(300)]
    assert {999_990, 5} <= set(found)
    assert any(number > 999_990 for number in found)
    assert any(number < 5 for number in found)


# interviews


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_every_interview_is_completed_with_no_hard_check_broken(file):
    plan = plan_of(load(file))
    hard = {check for check, rule in plan.rules.items() if rule.check.severity == "hard"}
    for made in simulated(plan, 60, seed=11):
        session = made.session
        assert session.status == "completed"
        assert not {check.partition(".")[0] for check in session.failing} & hard
        assert not session.unanswered()
        assert not [n for n in session.interview.answers if n in session.off and n not in session.parked]
        again = Session.begin(plan, Interview.of("x", events_of(session.interview.id, made.acts, 11)))
        assert (again.interview.answers, again.status) == (session.interview.answers, "completed")


def test_a_seed_names_the_interviews_and_each_stands_by_itself():
    text = form("{id: a, type: number, range: 0..999, text: t}", "{id: b, type: open, text: t}")
    first = [s.interview for s in held(text, 20, seed=5)]
    assert first[:8] == [s.interview for s in held(text, 8, seed=5)]
    assert first != [s.interview for s in held(text, 20, seed=6)]
    assert [interview.id for interview in first[:2]] == ["sim-000001", "sim-000002"]


RULES = {
    "a bound": ("a >= 990", lambda a, _: a >= 990),
    "an equation": ("a = 417", lambda a, _: a == 417),
    "between two answers": ("b > 2 * a and b < 2 * a + 3", lambda a, b: 2 * a < b < 2 * a + 3),
    "a ratio": ("a / b between 0.5 and 0.501", lambda a, b: b == 0 or 0.5 <= a / b <= 0.501),
    "a list": ("a in [3, 777] and b != 0", lambda a, _: a in (3, 777)),
    "an absolute value": ("abs(a - b) = 5", lambda a, b: abs(a - b) == 5),
    "a condition": ("if a > 5 then b = 7 else b = 900", lambda a, b: b == (7 if a > 5 else 900)),
    "something computed": ("c = 1000", lambda a, b: a + b == 1_000),
}


@pytest.mark.parametrize(("rule", "holds"), RULES.values(), ids=RULES)
def test_a_hard_check_that_leaves_little_is_met(rule, holds):
    text = form(
        "{id: a, type: number, range: 0..1000, required: true, text: t}",
        f"{{id: b, type: number, range: 0..1000, required: true, text: t, checks: [{{id: c1, rule: '{rule}', message: m}}]}}",
        after="computed: [{id: c, formula: a + b}]\n",
    )
    for session in held(text, 25):
        a, b = (session.interview.answers[name] for name in "ab")
        assert holds(a, b), (a, b)


OTHERS = {
    "choices": ("{id: q, type: single, codes: kind, text: t, required: true", "q = 3"),
    "several choices": ("{id: q, type: multiple, codes: kind, text: t, required: true", "1 in q and 3 in q and not 2 in q"),
    "none of them": ("{id: q, type: multiple, codes: kind, text: t, required: true", "count(1 in q, 2 in q, 3 in q, 9 in q) = 0"),
    "days": ("{id: q, type: date, range: 1990-01-01..2020-12-31, text: t, required: true", 'q = "1999-12-31"'),
    "months": ("{id: q, type: date, range: 1990-01-01..2020-12-31, text: t, required: true", "year(q) = 2007 and month(q) = 2"),
    "times": ("{id: q, type: time, text: t, required: true", 'q = "13:37"'),
    "lengths": ("{id: q, type: text, max: 80, text: t, required: true", "length(q) = 5"),
    "words": ("{id: q, type: text, max: 80, text: t, required: true", 'q = "Oslo"'),
}  # fmt: skip


@pytest.mark.parametrize(("question", "rule"), OTHERS.values(), ids=OTHERS)
def test_the_same_for_other_kinds(question, rule):
    text = form(f"{question}, checks: [{{id: c1, rule: '{rule}', message: m}}]}}")
    assert len(held(text, 10)) == 10


def test_parts_of_a_sum_are_drawn_as_parts():
    lines = "[{id: a, text: t}, {id: b, text: t}, {id: c, text: t}, {id: d, text: t}]"
    text = form(f"{{id: s, type: constant_sum, total: 100, text: t, required: true, items: {lines}}}")
    rows = [[session.interview.answers[name] for name in "abcd"] for session in held(text, 300)]
    assert {sum(row) for row in rows} == {100}
    for part in zip(*rows, strict=True):
        assert fmean(part) == pytest.approx(25, abs=4)  # broken evenly, none of them the rest of all


def test_a_sum_over_rows_and_one_that_is_an_answer():
    text = form(
        "{id: total, type: number, range: 10..90, required: true, text: t}",
        "{id: n, type: number, range: 1..4, required: true, text: t}",
        after="""\
- id: r
  title: R
  roster: {row: i, count: n}
  questions:
  - {id: part, type: number, range: 0..90, required: true, text: t}
- id: Z
  title: Z
  questions:
  - {id: end, type: note, text: t, checks: [{id: c, rule: sum(part) = total, message: m}]}
""",
    )
    for session in held(text, 40):
        said = session.interview.answers
        assert sum(value for name, value in said.items() if name.startswith("part.")) == said["total"]


def test_an_earlier_answer_is_taken_back_where_it_leaves_no_way():
    text = form(
        "{id: a, type: number, range: 0..100, required: true, text: t}",
        "{id: b, type: number, range: 0..40, required: true, text: t, checks: [{id: c1, rule: a + b = 41, message: m}]}",
    )
    made = list(simulated(loaded(text), 30, seed=2))
    assert all(sum(one.session.interview.answers.values()) == 41 for one in made)
    assert any(type(act).__name__ == "Cleared" for one in made for act in one.acts)


def test_contradicting_checks_are_refused_by_name():
    checks = "[{id: low, rule: a < 5, message: m}, {id: high, rule: a > 10, message: m}]"
    with pytest.raises(DefinitionError) as refusal:
        held(form(f"{{id: a, type: number, range: 0.., required: true, text: t, checks: {checks}}}"), 1)
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.variable) == ("SK292", "a")
    assert "low: a < 5" in problem.what
    assert "high: a > 10" in problem.what


def test_a_completion_rule_that_blocks_is_met():
    text = form(
        "{id: a, type: number, range: 0..50, required: true, text: t}",
        "{id: b, type: number, range: 0..50, required: true, text: t}",
        after="completion: {rules: [{id: r, rule: a + b = 60, message: m}]}\n",
    )
    assert {sum(session.interview.answers.values()) for session in held(text, 20)} == {60}


def test_a_roster_without_end_ends_and_counts_stay_small():
    text = form(
        "{id: n, type: number, range: 0..1000, required: true, text: t}",
        after="""\
- id: r
  title: R
  roster: {row: i, count: n}
  questions:
  - {id: x, type: number, range: 0..9, text: t}
- id: w
  title: W
  roster: {row: j, while: again = 1, most: 6}
  questions:
  - {id: again, type: single, codes: yesno, text: t}
""",
    )
    rows = [Counter(name.partition(".")[0] for name in session.interview.answers) for session in held(text, 60)]
    assert {row["x"] for row in rows} == {0, 1, 2, 3, 4}
    assert max(row["again"] for row in rows) > 2


PANEL = (
    HEAD.replace("sections:", "rounds: {variable: round, key: firm, order: [2005, 2009]}\nregister:\n- {id: round}\nsections:")
    + "  - {id: firm, type: text, text: t}\n  - {id: sales, type: number, range: 0.., text: t, required: true,"
    " checks: [{id: c, rule: sales >= previous(sales), message: m}]}\n"
)  # fmt: skip


def test_a_panel_is_held_round_by_round_each_looking_back_on_the_one_before():
    made = list(simulated(loaded(PANEL), 40, seed=3))
    for first, second in zip(made[::2], made[1::2], strict=True):
        rounds = [one.session.interview.register["round"] for one in (first, second)]
        firms = [one.session.interview.answers["firm"] for one in (first, second)]
        before, after = (one.session.interview.answers["sales"] for one in (first, second))
        assert rounds == [2005, 2009]
        assert firms[0] == firms[1]
        assert after >= before
        recalled = [act for act in second.acts if isinstance(act, Recalled)]
        assert recalled[-1].previous["sales"] == before


def test_a_soft_check_is_mostly_heeded_and_else_accepted():
    check = "[{id: s, severity: soft, rule: a > 990, message: m}]"
    text = form(f"{{id: a, type: number, range: 0..1000, required: true, text: t, checks: {check}}}")
    sessions = held(text, 300)
    broken = [session for session in sessions if "s" in session.failing]
    assert 10 < len(broken) < 60
    assert all(session.interview.accepted["s"].remark == "simulated" for session in broken)
    assert not [s for s in held(text, 50, weights=Weights(soft=0)) if s.failing]


# weights


def test_shares_of_choices_and_of_empties():
    text = form("{id: q, type: single, codes: yesno, text: t}")
    wish = Wish(values={1: 0.2, 0: 0.8}, empties={"refused": 0.1})
    said = [session.interview.answers["q"] for session in held(text, 3_000, weights=Weights({"q": wish}))]
    assert said.count(Empty("refused")) / 3_000 == pytest.approx(0.1, abs=0.02)
    valid = [answer for answer in said if not isinstance(answer, Empty)]
    assert fmean(valid) == pytest.approx(0.2, abs=0.025)
    assert not [answer for answer in said if answer == Empty("dont_know")]


@pytest.mark.parametrize(("mean", "sd", "low"), [(70, 200, 0), (50, 5, 0), (500, 100, 0), (40, 30, 10)])
def test_mean_and_standard_deviation_of_a_number(mean, sd, low):
    text = form(f"{{id: q, type: number, range: {low}..100000, text: t}}")
    said = answers(text, "q", 4_000, weights=Weights({"q": Wish(mean=mean, sd=sd)}))
    assert fmean(said) == pytest.approx(mean, rel=0.15)
    assert pstdev(said) == pytest.approx(sd, rel=0.35)
    assert min(said) >= low


def test_shares_of_several_choices_ends_days_and_words():
    text = form(
        "{id: m, type: multiple, codes: kind, exclusive: [9], text: t}",
        "{id: d, type: date, text: t}",
        "{id: w, type: text, text: t}",
        "{id: r, type: ranking, codes: kind, max: 1, text: t}",
    )
    weights = Weights(
        {
            "m": Wish(values={1: 0.7, 2: 0.1, 9: 0.05}),
            "d": Wish(low=730_000, high=730_010),
            "w": Wish(values={"Oslo": 3, "Bergen": 1}),
            "r": Wish(values={2: 1}),
        },
        empties={},
    )
    sessions = held(text, 1_500, weights=weights)
    ticked = Counter(value for session in sessions for value in session.interview.answers["m"])
    assert ticked[1] / 1_500 == pytest.approx(0.7 * 0.95, abs=0.04)
    assert ticked[2] / 1_500 == pytest.approx(0.1 * 0.95, abs=0.03)
    assert ticked[3] == 0
    days = {date.fromordinal(day).isoformat() for day in range(730_000, 730_011)}
    assert {session.interview.answers["d"] for session in sessions} == days
    assert Counter(s.interview.answers["w"] for s in sessions)["Oslo"] / 1_500 == pytest.approx(0.75, abs=0.04)
    assert {s.interview.answers["r"] for s in sessions} == {(2,)}


def test_without_weights_choices_come_evenly_and_few_are_empty():
    text = form("{id: q, type: single, codes: kind, text: t}")
    said = [session.interview.answers["q"] for session in held(text, 4_000)]
    empty = sum(isinstance(answer, Empty) for answer in said)
    assert 30 < empty < 140
    counts = Counter(answer for answer in said if not isinstance(answer, Empty))
    assert all(count / 4_000 == pytest.approx(0.245, abs=0.03) for count in counts.values())
    assert len(counts) == 4


# coverage


def covered(text: str, n: int = 60) -> Coverage:
    plan = plan_of(loaded(text))
    coverage = Coverage(plan)
    for made in simulated(plan, n, seed=1):
        coverage.see(made.session, made.refused)
    return coverage


def test_coverage_counts_what_happened():
    text = form(
        "{id: a, type: single, codes: yesno, text: t, required: true}",
        "{id: b, type: number, range: 0..9, text: t, required: true, relevance: a = 1, checks: [{id: c, rule: b > 4, message: m}]}",
        "{id: z, type: note, text: t, relevance: a = 1 and a = 0}",
    )
    coverage = covered(text)
    b, check = coverage.questions["b"], coverage.checks["c"]
    assert coverage.questions["a"].asked == coverage.interviews == 60
    assert b.asked == b.true == coverage.choices["a", 1] > 10
    assert b.false == coverage.choices["a", 0] == 60 - b.asked
    assert (check.held, check.broken, check.undetermined) == (b.asked, 0, 0)
    assert check.refused > 5
    assert list(coverage.never()) == [("z", "never asked")]
    assert not coverage.every_branch


def test_a_condition_that_is_always_true_is_told():
    coverage = covered(
        form(
            "{id: a, type: number, range: 5..9, text: t, required: true}",
            "{id: b, type: note, text: t, relevance: a > 1}",
        )
    )
    assert list(coverage.never()) == [("b", "never left out: its relevance was never false")]
    assert not coverage.every_branch


def test_what_laws_say_of_a_question():
    plan = plan_of(loaded(form(
        "{id: a, type: number, range: 0..100, text: t}",
        "{id: b, type: number, range: 0..100, text: t, relevance: a between 20 and 30}",
        "{id: c, type: number, range: 0..100, text: t, checks: [{id: k, rule: a + b + c <= 90, message: m}]}",
    )))  # fmt: skip
    laws = Laws(plan)
    assert laws.cuts == {"a": (20.0, 30.0)}
    assert laws.affected("a") == ("k",)
    (found,) = laws.sums["b"]
    assert (found.names, found.exact, found.strict) == (("a", "b", "c"), False, True)


def test_what_is_answered_is_what_the_acts_say():
    made = next(simulated(loaded(form("{id: a, type: number, range: 0..9, required: true, text: t}")), 1))
    assert [act.question for act in made.acts if isinstance(act, Answered)] == ["a"]
    events = events_of("sim-000001", made.acts, 0)
    assert len({event.id for event in events}) == len(events)
    assert events[0].at == "2000-01-01T00:30:01.000+00:00"
    assert {event.by for event in events} == {"simulate"}


CLUSTERED = (
    HEAD
    + "  - {id: firm, type: text, max: 20, required: true, role: cluster, text: t}\n"
    + "  - {id: nodes, type: number, range: 1..9, required: true, text: t}\n"
    + "  - {id: kind, type: single, codes: kind, text: t}\n"
    + "clusters: [{id: g, by: firm, checks: [{id: same, rule: all_equal(kind), message: m},"
    " {id: all, rule: count() = max(nodes) and all_equal(nodes), message: m}]}]\n"
)


def test_cases_of_a_cluster_agree_on_what_must_be_equal_and_on_how_many_they_are():
    rows = [session.interview.answers for session in held(CLUSTERED, 80)]
    groups: dict[object, list] = {}
    for row in rows:
        groups.setdefault(row["firm"], []).append(row)
    sizes = {len(group) for group in groups.values()}
    assert sizes > {1, 2, 3}
    for group in list(groups.values())[:-1]:  # the last one may be cut off
        assert {row["nodes"] for row in group} == {len(group)}
        assert len({row["kind"] for row in group if not isinstance(row["kind"], Empty)}) <= 1


def test_what_is_to_be_set_and_cannot_be_is_drawn():
    text = CLUSTERED.replace("range: 1..9, required: true", "range: 7..9, required: true")
    assert {session.interview.answers["nodes"] for session in held(text, 30)} == {7, 8, 9}


def test_a_register_that_leaves_no_way_is_drawn_again():
    text = form(
        "{id: q, type: number, range: 0..100, text: t, checks: [{id: c, rule: q < known, message: m}]}",
    ).replace("sections:", "register: [{id: known, format: integer}]\nsections:")
    said = [
        session.interview.answers["q"]
        for session in held(text, 120, weights=Weights({"known": Wish({0: 1, 50: 1})}, {}))
    ]
    assert sum(isinstance(answer, Empty) for answer in said) < 12
    assert all(answer < 50 for answer in said if not isinstance(answer, Empty))
