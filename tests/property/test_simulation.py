"""Whatever the instrument: what a simulated respondent says, validation finds nothing hard against."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.instrument.file import loaded
from surveykit.instrument.version.change import worst
from surveykit.instrument.version.compare import compare
from surveykit.interview.carry import carried
from surveykit.interview.session import Session
from surveykit.interview.simulate.interviews import simulated
from surveykit.interview.simulate.sample import sample
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate
from surveykit.source import parsed

HEAD = """\
instrument: made
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}, kind: {1: a, 2: b, 3: c, 4: d}, land: {NO: Norway, SE: Sweden, IT: Italy}}
register:
- {id: known, format: integer}
sections:
- id: A
  title: S
  questions:
"""
KINDS = {
    "number": ["range: 0..100", "range: 0..", "format: percent, decimals: 1", "format: decimal, decimals: 2, range: 0..9"],
    "single": ["codes: yesno", "codes: kind", "codes: land"],
    "multiple": ["codes: kind", "codes: kind, min: 1, max: 3", "codes: kind, exclusive: [4]"],
    "scale": ["range: 1..7, labels: {1: low, 7: high}"],
    "date": ["range: 1990-01-01..2020-12-31"],
    "time": [""],
    "duration": ["unit: hours, range: 0..8"],
    "ranking": ["codes: kind, max: 2"],
    "text": ["max: 20"],
}  # fmt: skip
CONDITIONS = {
    "number": ["{q} > 4", "{q} between 2 and 60", "{q} is answered", "{q} / 2 <= 40"],
    "single": ["{q} is answered", "not {q} is refused"],
    "multiple": ["1 in {q}", "count(1 in {q}, 2 in {q}, 3 in {q}) <= 2", "not 3 in {q}"],
    "scale": ["{q} >= 3", "{q} in [1, 2, 7]"],
    "date": ["year({q}) >= 2000", '{q} <= "2015-06-30"'],
    "time": ["{q} is answered"],
    "duration": ["{q} <= 7.5"],
    "ranking": ["{q}_1 is answered", "not {q}_2 = 3"],
    "text": ["length({q}) <= 19"],
}
PAIRS = ["{a} <= {b} + 10", "{a} + {b} <= 90", "{a} + {b} >= 5", "sum({a}, {b}) != 17", "max({a}, {b}) >= 2"]


@st.composite
def forms(draw):
    """An instrument with routing and hard checks that can be met."""
    lines, names = [], []
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(sorted(KINDS)))
        name = f"q{number}"
        parts = [f"id: {name}", f"type: {kind}", draw(st.sampled_from(KINDS[kind])), "text: t"]
        if names and draw(st.booleans()):
            other, of = draw(st.sampled_from(names))
            parts.append(f"relevance: '{draw(st.sampled_from(CONDITIONS[of])).format(q=other)}'")
            parts += ["when_unknown: ask"] if draw(st.booleans()) else []
        parts += ["required: true"] if draw(st.booleans()) else []
        rules = [draw(st.sampled_from(CONDITIONS[kind])).format(q=name)] if draw(st.booleans()) else []
        numbers = [one for one, of in names if of == "number"]
        if kind == "number" and numbers and draw(st.booleans()):
            rules.append(draw(st.sampled_from(PAIRS)).format(a=draw(st.sampled_from(numbers)), b=name))
        severity = draw(st.sampled_from(["hard", "soft"]))
        checks = [
            f"{{id: {name}_{n}, severity: {severity}, rule: '{rule}', message: m}}" for n, rule in enumerate(rules)
        ]
        parts += [f"checks: [{', '.join(checks)}]"] if checks else []
        lines.append(f"  - {{{', '.join(part for part in parts if part)}}}\n")
        names.append((name, kind))
    return HEAD + "".join(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=forms(), seed=st.integers(0, 10**6))
def test_no_hard_check_fails_and_routing_is_obeyed(form, seed):
    instrument = loaded(form)
    made = sample(instrument, 6, seed=seed)
    report = validate(made.cases, CHECKS)
    hard = [(r.test.rule.code, r.test.what, r.cases) for r in report.failing if r.test.severity == "error"]
    assert hard == []
    assert not report.others
    again = [one.session.interview.answers for one in simulated(instrument, 6, seed=seed)]
    assert len(again) == 6


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=forms(), seed=st.integers(0, 10**6))
def test_every_planted_error_is_found(form, seed):
    made = sample(loaded(form), 12, seed=seed, errors=1.0)
    report = validate(made.cases, CHECKS)
    found = {(case.id, r.test.rule.code, r.test.id) for r in report.failing for case in r.cases}
    assert [error for error in made.errors if (error.case, error.rule, error.check) not in found] == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=forms(), other=forms())
def test_a_version_differs_in_nothing_from_itself_and_every_change_has_a_place(form, other):
    first, second = loaded(form), loaded(other)
    assert compare(first, first) == ()
    changes = compare(first, second)
    assert bool(changes) == (first.fingerprint != second.fingerprint)
    sources = parsed(form, "old.yaml"), parsed(other, "new.yaml")
    for change in changes:
        place = change.problem(*sources).place
        assert place.file == ("old.yaml" if change.gone else "new.yaml")
        assert place.line


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=forms(), other=forms(), seed=st.integers(0, 10**6))
def test_no_answer_is_dropped_when_an_interview_is_carried_over_and_none_is_touched_by_a_safe_change(form, other, seed):
    old, new = loaded(form), loaded(other)
    safe = worst(compare(old, new)) == "safe"
    for made in simulated(old, 3, seed=seed):
        before = after = made.session.interview
        carry = carried(before, old, new)
        for act in carry.acts:
            after = after.after(act)
        assert set(before.answers) == set(after.answers) | set(after.former)
        assert {name: before.answers[name] for name in after.former} == after.former
        Session.begin(new, after)
        if safe:
            assert (after.answers, carry.problems) == (before.answers, ())
