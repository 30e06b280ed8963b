"""What can be asked: by the kinds, rosters, rounds and formulas of the language, and how far the search goes."""

import pytest

from surveykit.instrument.file import inspect, loaded
from surveykit.instrument.lint.reach import search
from surveykit.instrument.lint.reach.whole import Whole
from surveykit.instrument.lint.reach.witness import witnesses
from surveykit.instrument.project import symbols_of
from surveykit.missing import Empty

HEAD = """\
instrument: x
title: T
languages: [en]
lists:
  yesno: {1: Yes, 0: No}
  region: {1: North, 2: South, 3: East}
  word: {NO: Norway, SE: Sweden}
register:
- {id: frame, format: text}
- {id: year, codes: year}
- {id: firm}
rounds: {variable: year, key: firm, order: [2005, 2009]}
sections:
- id: A
  title: S
  questions:
  - {id: e, type: single, codes: yesno, text: t}
"""
HEAD = HEAD.replace("lists:\n", "lists:\n  year: {2005: First, 2009: Second}\n")


def shown(questions: str) -> dict[str, object]:
    """By the name of each question or check the answers that show it can be so, or `never`."""
    instrument = loaded(HEAD + questions + "\n")
    found = witnesses(instrument, symbols_of(instrument))
    return {one.name: dict(one.given) if one.answer == "yes" else one.answer for one in found}


REACHED = {
    "a text code": (
        "  - {id: c, type: single, codes: word, text: t}\n  - {id: q, type: note, text: t, relevance: c = 'NO'}",
        {"c": "NO"},
    ),
    "a text": (
        "  - {id: n, type: text, text: t}\n  - {id: q, type: note, text: t, relevance: length(n) > 3 and n != 'xxxx'}",
        {"n": "yyyy"},
    ),
    "a text of the register": ("  - {id: n, type: text, text: t}\n  - {id: q, type: note, text: t, relevance: n = frame}",
        {"frame": "x", "n": "x"}),
    "a day": (
        "  - {id: d, type: date, range: 2004-01-01.., text: t}\n"
        "  - {id: q, type: note, text: t, relevance: year(d) = 2006 and month(d) > 11}",
        {"d": "2006-12-30"},
    ),
    "months between days": (
        "  - {id: a, type: date, range: 2004-01-01..2004-12-31, text: t}\n"
        "  - {id: b, type: date, range: 2004-01-01..2004-12-31, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 'months(b, a) > 10'}",
        {"a": "2004-01-01", "b": "2004-12-31"},
    ),
    "a time": (
        "  - {id: t, type: time, range: 08:00..18:00, text: t}\n  - {id: q, type: note, text: t, relevance: t = '12:30'}",
        {"t": "12:30"},
    ),
    "a duration": (
        "  - {id: d, type: duration, text: t}\n  - {id: q, type: note, text: t, relevance: d > 90}",
        {"d": 91.0},
    ),
    "a column of several choices": (
        "  - {id: m, type: multiple, codes: region, text: t}\n  - {id: q, type: note, text: t, relevance: m_2 = 1}",
        {"m": (2,)},
    ),
    "none of several choices": (
        "  - {id: m, type: multiple, codes: region, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: 'm is answered and count(1 in m, 2 in m, 3 in m) = 0'}",
        {"m": ()},
    ),
    "a place of a ranking": (
        "  - {id: k, type: ranking, codes: region, text: t}\n  - {id: q, type: note, text: t, relevance: k_1 = 3}",
        {"k_1": 3},
    ),
    "the round before": (
        "  - {id: q, type: note, text: t, relevance: previous(e) = 1 and e = 0, rounds: [2009]}",
        {"year": 2009, "previous.e": 1, "e": 0},
    ),
    "a product": (
        "  - {id: a, type: number, range: 0..9, text: t}\n  - {id: b, type: number, range: 0..9, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a * b = 35 and a < b}",
        {"a": 5, "b": 7},
    ),
    "an average": (
        "  - {id: a, type: number, range: 1..100, text: t}\n  - {id: b, type: number, range: 1..100, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: (a + b) / 2 > 99.4}",
        {"a": 99, "b": 100},
    ),
    "a formula of formulas": (
        "  - {id: a, type: number, range: 0..9, text: t}\n  - {id: q, type: note, text: t, relevance: k = 2}\n"
        "computed:\n- {id: j, formula: a * 10}\n- {id: k, formula: if j > 50 then 2 else if j > 20 then 1 else 0}",
        {"a": 9},
    ),
    "an unknown formula": (
        "  - {id: a, type: number, range: 0..9, text: t}\n  - {id: q, type: note, text: t, relevance: k is missing}\n"
        "computed:\n- {id: k, formula: 1 / a}",
        {"a": 0},
    ),
    "unknown and asked": (
        "  - {id: q, type: note, text: t, relevance: e = 1 and e != 1, when_unknown: ask}",
        {"e": Empty("refused")},
    ),
    "a value that follows": (
        "  - {id: p, type: single, codes: yesno, text: t, relevance: e = 1, else: 0}\n"
        "  - {id: q, type: note, text: t, relevance: p = 0 and e = 0}",
        {"e": 0},
    ),
    "a row": (
        "  - {id: n, type: number, range: 0..9, text: t}\n"
        "- id: B\n  title: S\n  roster: {row: r, count: n}\n  questions:\n  - {id: q, type: note, text: t, relevance: r = 4}",
        {"n": 4, "r": 4},
    ),
    "a row of a choice": (
        "  - {id: m, type: multiple, codes: region, text: t}\n"
        "- id: B\n  title: S\n  roster: {row: r, each: m}\n  questions:\n  - {id: q, type: note, text: t, relevance: r = 2}",
        {"m": (2,), "r": 2},
    ),
    "a row within a row": (
        "- id: B\n  title: S\n  roster: {row: r, count: 2}\n  questions:\n  - {id: n, type: number, range: 0..3, text: t}\n"
        "- id: C\n  title: S\n  within: B\n  roster: {row: s, count: n}\n  questions:\n"
        "  - {id: q, type: note, text: t, relevance: s = 3}",
        {"n": 3, "r": 1, "s": 3},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("questions", "given"), REACHED.values(), ids=REACHED)
def test_a_question_is_reached_by_these_answers(questions, given):
    assert shown(questions)["q"] == given


NEVER = {
    "a duration below zero": "  - {id: d, type: duration, text: t}\n  - {id: q, type: note, text: t, relevance: d < 0}",
    "a day that is not in the calendar's year": (
        "  - {id: d, type: date, range: 2004-01-01..2004-12-31, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: year(d) < 2004}"
    ),
    "rows beyond the most": (
        "- id: B\n  title: S\n  roster: {row: r, count: 100, most: 20}\n  questions:\n"
        "  - {id: q, type: note, text: t, relevance: r > 20}"
    ),
    "a decimal that cannot be typed": (
        "  - {id: a, type: number, format: decimal, decimals: 1, range: 0..9, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a > 0.1 and a < 0.2}"
    ),
    "a square below zero": (
        "  - {id: a, type: number, range: 1..9, text: t}\n  - {id: q, type: note, text: t, relevance: a * a < 0}"
    ),
    "two texts that differ and are the same": (
        "  - {id: a, type: text, text: t}\n  - {id: b, type: text, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a = b and a = 'x' and b = 'y'}"
    ),
    "an empty answer of a kind that may not be": (
        "  - {id: p, type: single, codes: yesno, empties: [refused], text: t}\n"
        "  - {id: q, type: note, text: t, relevance: p is dont_know}"
    ),
}


@pytest.mark.parametrize("questions", NEVER.values(), ids=NEVER)
def test_a_question_is_never_reached(questions):
    assert shown(questions)["q"] == "no"


def test_more_than_a_number_with_any_decimals_can_always_be():
    questions = (
        "  - {id: a, type: number, format: decimal, range: 0..9, text: t}\n"
        "  - {id: q, type: note, text: t, relevance: a > 0.1 and a < 0.2}"
    )
    assert 0.1 < shown(questions)["q"]["a"] < 0.2


def test_sums_over_rows_are_not_looked_into_and_nothing_is_claimed():
    questions = (
        "- id: B\n  title: S\n  roster: {row: r, count: 2}\n  questions:\n  - {id: n, type: number, range: 0..3, text: t}\n"
        "- id: C\n  title: S\n  questions:\n  - {id: q, type: note, text: t, relevance: sum(n) > 100}"
    )
    assert shown(questions)["q"] == "open"


def problems_of(questions: str, folder) -> list[str]:
    file = folder / "x.yaml"
    file.write_text(HEAD + questions + "\n")
    wanted = ("SK220", "SK221", "SK222", "SK223", "SK224", "SK226")
    return [f"{p.rule.code} {p.what}" for p in inspect(file, explain=True).problems if p.rule.code in wanted]


def test_why_a_question_is_never_asked_is_told(tmp_path):
    section = "- id: B\n  title: S\n  relevance: e = 1\n  questions:\n"
    assert problems_of(section + "  - {id: q, type: note, text: t, relevance: e = 0}", tmp_path) == [
        "SK221 'q' can never be asked: its condition and that of its section exclude each other"
    ]
    two = "  - {id: p, type: single, codes: yesno, text: t, relevance: e = 1}\n"
    assert problems_of(two + "  - {id: q, type: note, text: t, relevance: p = 1 and e = 0}", tmp_path) == [
        "SK221 'q' can never be asked: 'p' is asked only where `e = 1`"
    ]

    ranked = "  - {id: k, type: ranking, codes: region, text: t, relevance: e = 1}\n"
    assert problems_of(ranked + "  - {id: q, type: note, text: t, relevance: k_1 = 3 and e = 0}", tmp_path) == [
        "SK221 'q' can never be asked: 'k_1' is asked only where `e = 1`"
    ]
    rows = "- id: B\n  title: S\n  roster: {row: r, count: 3}\n  questions:\n"
    assert problems_of(rows + "  - {id: q, type: note, text: t, relevance: r > 3}", tmp_path) == [
        "SK221 'q' can never be asked: its condition is true of no row of the roster"
    ]


def test_what_follows_from_a_finding_is_not_told_again(tmp_path):
    chain = (
        "  - {id: a, type: single, codes: yesno, text: t, relevance: e = 1 and e = 0}\n"
        "  - {id: b, type: single, codes: yesno, text: t, relevance: a = 1}\n"
        "  - id: c\n    type: number\n    range: 0..9\n    text: t\n    relevance: b = 1\n"
        "    checks: [{id: C, rule: c > 3 or a = 0, message: m}]"
    )
    assert problems_of(chain, tmp_path) == ["SK220 the condition of 'a' can never be true, whatever is answered"]


def test_a_long_chain_of_filters_is_decided_link_by_link(tmp_path):
    links = "".join(
        f"  - {{id: q{n}, type: single, codes: yesno, text: t, relevance: {'e' if n == 0 else f'q{n - 1}'} = 1}}\n"
        for n in range(1_200)
    )
    assert problems_of(links, tmp_path) == []
    whole = Whole(instrument := loaded(HEAD + links), symbols_of(instrument))
    for n in range(1_200):
        assert whole.searcher.solve([], [f"q{n}"]).answer == "yes"
    assert whole.searcher.work < 30 * 1_200


def test_a_search_ends_within_its_budget():
    numbers = "".join(f"  - {{id: n{n}, type: number, range: 1..99999, text: t}}\n" for n in range(6))
    questions = "".join(
        f"  - {{id: z{n}, type: note, text: t, relevance: n0 * n0 * n0 + n1 * n1 * n1 + {n} * 0 = n2 * n2 * n2}}\n"
        for n in range(12)
    )
    instrument = loaded(HEAD + numbers + questions)
    whole = Whole(instrument, symbols_of(instrument))
    answers = [whole.searcher.solve([], [f"z{n}"]).answer for n in range(12)]
    assert set(answers) == {"open"}
    assert whole.searcher.work <= search.MOST_WORK + search.MOST_OF_ONE


def test_formulas_that_double_are_left_alone():
    formulas = "".join(f"- {{id: k{n}, formula: k{n - 1} + k{n - 1}}}\n" for n in range(1, 20))
    questions = (
        "  - {id: a, type: number, range: 0..9, text: t}\n  - {id: q, type: note, text: t, relevance: k19 > 5}\n"
        "computed:\n- {id: k0, formula: a}\n" + formulas
    )
    assert shown(questions)["q"] == "open"


def test_what_a_hard_check_refuses_is_no_dead_part_of_the_check_itself(tmp_path):
    file = tmp_path / "x.yaml"
    check = "checks: [{id: C, rule: not (n > 50), message: m}]"
    question = f"  - {{id: n, type: number, range: 0..100, text: t, {check}}}\n"
    file.write_text(
        "instrument: x\ntitle: T\nlanguages: [en]\nsections:\n- id: A\n  title: S\n  questions:\n" + question
    )
    assert inspect(file, explain=True).problems == ()
