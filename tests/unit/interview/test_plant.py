"""Errors on purpose: each is on record, stands in the data as recorded, and is found by `validate`."""

from collections import Counter
from pathlib import Path

import pytest

from surveykit.instrument.file import load, loaded
from surveykit.interview.simulate.plant import KINDS
from surveykit.interview.simulate.sample import sample
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

ROOT = Path(__file__).resolve().parents[3]
FORMS = [
    *sorted((ROOT / "instruments").glob("*.yaml")),
    ROOT / "tests" / "pilot" / "firm.yaml",
    ROOT / "src" / "surveykit" / "instrument" / "first.yaml",
]
EVERY = """\
instrument: every
title: T
languages: [en]
lists: {yesno: {1: Yes, 0: No}, kind: {1: a, 2: b, 3: c}, land: {NO: Norway, SE: Sweden}}
sections:
- id: A
  title: S
  questions:
  - {id: who, type: single, codes: yesno, required: true, text: t}
  - {id: land, type: single, codes: land, relevance: who = 1, else: NO, text: t}
  - {id: n, type: number, range: 0..100, text: t, checks: [{id: c1, rule: n + m <= 150, message: m}]}
  - {id: m, type: number, format: percent, decimals: 1, text: t}
  - {id: many, type: multiple, codes: kind, min: 1, max: 2, relevance: who = 0, text: t}
  - {id: rank, type: ranking, codes: kind, text: t}
  - {id: day, type: date, range: 1990-01-01..2020-12-31, text: t}
  - {id: word, type: text, max: 30, text: t}
  - {id: open, type: open, max: 40, relevance: who = 1, text: t}
"""


def found_in(made) -> Counter:
    report = validate(made.cases, CHECKS)
    others = {problem.rule.code for problem in report.others if problem.severity == "error"}
    assert others <= {"SK439"}, "a required answer was taken away, and it may be the key of the panel"
    assert all(result.failed <= 100 for result in report.results), "more fail than are named"
    return Counter(
        (case.id, result.test.rule.code, result.test.id) for result in report.failing for case in result.cases
    )


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_every_error_planted_in_an_instrument_is_found(file):
    made = sample(load(file), 90, seed=4, errors=1.0)
    found = found_in(made)
    assert len(made.errors) == 90
    assert [error for error in made.errors if not found[error.case, error.rule, error.check]] == []


def test_every_kind_is_planted_and_found_and_stands_where_the_record_says():
    made = sample(loaded(EVERY), 250, seed=9, errors=1.0)
    assert {error.kind for error in made.errors} == set(KINDS)
    found = found_in(made)
    assert [error for error in made.errors if not found[error.case, error.rule, error.check]] == []
    rows = {row["case"]: row for row in made.cases.arrow().to_pylist()}
    sets = {s.name: s.variables for s in made.cases.codebook.sets}
    for error in made.errors:
        assert error.was != error.now
        cells = [rows[error.case][name] for name in sets.get(error.variable, (error.variable,))]
        if error.kind != "a broken hard check":
            assert error.now == " ".join(map(said, cells))


def said(cell) -> str:
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def test_the_share_of_errors_and_none_without():
    form = loaded(EVERY)
    made = sample(form, 400, seed=2, errors=0.1)
    assert 20 <= len(made.errors) <= 65
    clean = sample(form, 60, seed=2)
    assert clean.errors == ()
    assert not [r for r in validate(clean.cases, CHECKS).failing if r.test.severity == "error"]


def test_a_case_without_an_error_is_what_it_is_without_errors():
    form = loaded(EVERY)
    with_errors, without = sample(form, 80, seed=6, errors=0.3), sample(form, 80, seed=6)
    changed = {error.case for error in with_errors.errors}
    pairs = zip(with_errors.cases.arrow().to_pylist(), without.cases.arrow().to_pylist(), strict=True)
    for now, was in pairs:
        assert (now == was) == (now["case"] not in changed)
