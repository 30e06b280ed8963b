"""What is decided step by step after each answer is what is decided of the whole interview at once."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.instrument.file import loaded
from surveykit.interview.interview import Interview
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.session import Session, started
from surveykit.missing import Empty

TANGLED = """\
instrument: tangled
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}, kind: {1: a, 2: b, 3: c}}
sections:
- id: A
  title: T
  questions:
  - {id: first, type: single, codes: yesno, text: t}
- id: B
  title: T
  questions:
  - {id: n, type: number, range: 0..4, text: t}
  - {id: kinds, type: multiple, codes: kind, text: t, relevance: n > 0, when_unknown: ask}
- id: rows
  title: T
  roster: {row: row, count: if 2 in kinds then n else 1, most: 3}
  questions:
  - {id: size, type: number, range: 0..9, text: t, checks: [{id: c1, rule: size <= n + 2, severity: soft, message: m}]}
  - {id: picks, type: multiple, codes: kind, text: t, relevance: row >= 2 or size > 3}
- id: inner
  title: T
  within: rows
  roster: {row: pick, each: picks}
  questions:
  - {id: deep, type: number, range: 0..9, text: t, else: 0, relevance: pick = 1 or size > 2}
- id: more
  title: T
  roster: {row: turn, while: again = 1 and sum(size) < 9, most: 4}
  questions:
  - {id: again, type: single, codes: yesno, text: t}
  - {id: late, type: number, range: 0..9, text: t, relevance: count(deep > 4) > 0 or any(picks_3 = 1)}
- id: Z
  title: T
  questions:
  - {id: end, type: number, range: 0..99, text: t, relevance: any(late > 1) or max(deep) > 3,
     checks: [{id: c2, rule: sum(deep) <= end, severity: soft, message: m}]}
computed:
- {id: n_extra, label: l, formula: "count(kinds_3 = 1, size > 3)"}
- {id: total, label: l, formula: sum(deep) + sum(size)}
"""

ANSWERS = {
    "first": ["1", "0"],
    "n": ["0", "1", "2", "3", "4"],
    "kinds": ["-", "1", "2", "1 2", "2 3", "3"],
    "size": ["0", "2", "4", "5"],
    "picks": ["-", "1", "2 3", "1 2 3"],
    "deep": ["0", "3", "7"],
    "again": ["1", "0"],
    "late": ["0", "5"],
    "end": ["3", "20"],
}


@cache
def plan() -> Plan:
    return plan_of(loaded(TANGLED))


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_one_answer_after_the_other_decides_as_all_at_once(data):
    session = Session.begin(plan(), Interview("1").after(started(plan().instrument, {})))
    for _ in range(data.draw(st.integers(1, 25))):
        name = data.draw(st.sampled_from(session.route))
        raw = data.draw(st.sampled_from([*ANSWERS[name.partition(".")[0]], Empty("refused"), None]))
        step = session.clear(name) if raw is None else session.answer(name, raw)
        session = step.session
        fresh = Session.begin(plan(), session.interview)
        assert session.questions == fresh.questions
        assert session.route == fresh.route
        assert session.places == fresh.places
        assert session.progress() == fresh.progress()
        assert session.values == fresh.values
        assert session.off == fresh.off
        assert session.failing == fresh.failing
