"""A table of cases and one of rows: each is tested by what it holds, and leaves aside what only the other can tell."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.combine import conform
from surveykit.dataset.dataset import Dataset
from surveykit.derive.compute import compute
from surveykit.instrument.file import inspect, loaded
from surveykit.instrument.project import codebook_of
from surveykit.interview.interview import Interview
from surveykit.interview.session import Session, started
from surveykit.interview.tabulate import tabulate
from surveykit.quality.checks import CHECKS
from surveykit.quality.validate import validate

FORM = """\
instrument: x
title: T
languages: [en]
lists:
  sort: {1: Client, 2: Supplier}
sections:
- id: A
  title: S
  questions:
  - {id: n, type: number, range: 0..3, text: N, checks: [{id: N1, severity: soft, rule: n > 1, message: m}]}
- id: partners
  title: P
  roster: {row: partner, count: n}
  questions:
  - id: share
    type: number
    range: 0..100
    text: S
    checks:
    - {id: S1, severity: soft, rule: share > 5, message: m}
    - {id: S2, severity: soft, rule: share > n, message: m}
    - {id: S3, severity: soft, rule: partner < 3, message: m}
  - {id: kinds, type: multiple, codes: sort, relevance: share > 10, text: K}
  - {id: why, type: text, max: 9, relevance: n = 1, required: true, text: W}
- id: Z
  title: S
  questions:
  - id: last
    type: number
    range: 0..9
    relevance: sum(share) < 100
    required: true
    text: L
    checks:
    - {id: L1, severity: soft, rule: last > 3, message: m}
  - id: end
    type: number
    range: 0..9
    text: E
    checks:
    - {id: E1, severity: soft, rule: count(kinds_1 = 1) < 2, message: m}
    - {id: E2, severity: soft, rule: end > 3, message: m}
computed:
- {id: total, label: T, formula: sum(share)}
- {id: double, label: D, formula: n * 2}
"""


@pytest.fixture(scope="module")
def instrument():
    return loaded(FORM, "x.yaml")


def test_each_table_carries_the_checks_it_can_be_tested_by(instrument):
    assert [check.id for check in codebook_of(instrument).checks] == ["N1", "E2"]
    assert [check.id for check in codebook_of(instrument, "partners").checks] == ["S1", "S3"]


def test_a_variable_says_that_its_relevance_or_formula_reads_another_table(instrument):
    cases, rows = codebook_of(instrument), codebook_of(instrument, "partners")
    assert [v.name for v in cases if v.origin.elsewhere] == ["last", "total"]
    assert [v.name for v in rows if v.origin.elsewhere] == ["why"]


def test_both_tables_are_tested_without_a_word_about_the_other(instrument):
    session = Session.begin(instrument, Interview("1").after(started(instrument, {})))
    for name, typed in {"n": "2", "share.1": "60", "share.2": "4", "last": "2", "end": "1"}.items():
        session = session.answer(name, typed).session
    cases = validate(tabulate(instrument, [session.interview]), CHECKS)
    rows = validate(tabulate(instrument, [session.interview], "partners"), CHECKS)
    assert [problem.what for problem in (*cases.others, *rows.others)] == []
    assert [result.test.id for result in cases.failing] == ["E2"]
    assert [result.test.id for result in rows.failing] == ["S1"]


def test_what_is_computed_over_rows_is_left_blank_in_a_file_that_has_none(instrument):
    target = codebook_of(instrument)
    file = Dataset(Codebook(variables=(target["n"],)), pa.table({"n": [2, 1]}))
    dataset, _ = conform(file, target)
    made = compute(dataset, ["total", "double"]).arrow()
    assert made.column("total").to_pylist() == [None, None]
    assert made.column("double").to_pylist() == [4, 2]


def test_a_slip_in_a_rule_beside_a_roster_is_told_like_any_other(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(FORM.replace("rule: end > 3", "rule: end > > 3"), encoding="utf-8")
    assert [p.rule.code for p in inspect(path).problems if p.severity == "error"] == ["SK101"]
