"""Sentences, remarks, numbers from data: what holds, what holds in part, what cannot be told."""

import pytest

from surveykit.problems import DataError
from surveykit.reproduction.judge import judge

CLAIMS = """\
checks:
  - id: most
    kind: claim
    says: Most firms do not cooperate
    holds: fig1.NC.n > 0.5 * fig1.whole.n
  - {id: nearly, kind: claim, says: Nearly all cooperate, holds: share > 0.9, weak: share > 0.3, shows: 100 * share}
  - {id: none, kind: claim, says: Nobody cooperates, holds: share < 0.1, weak: share < 0.2}
  - {id: each, kind: claim, table: fig1, each: {g: [NC, C]}, says: More than IC, holds: "{g}.pct > 2 * IC.pct"}
  - {id: rounded, kind: claim, says: A third, holds: fig1.C.pct >= 35.4}
  - {id: more, kind: claim, says: Exporters are larger, holds: big > small}
  - {id: why, kind: note, cell: fig1.C.n, note: Any cooperation is counted.}
  - {id: models, kind: not_recomputable, table: table3, rows: all}
  - {id: rate, kind: not_recomputable, says: a response of 19 per cent}
values:
  share: (fig1.C.n + fig1.IC.n) / fig1.whole.n
  big: {entry: size, row: "Yes", column: mean}
  small: {entry: size, row: "No", column: mean}
"""
SIZES = {("size", "Yes", "mean"): 100.0, ("size", "No", "mean"): 40.0}


def test_sentences_hold_or_do_in_part_or_not(figure, found):
    statuses = found(figure + CLAIMS)
    assert statuses["most", ""] == "agree"
    assert statuses["nearly", ""] == "weak_claim"
    assert statuses["none", ""] == "mismatch"
    assert (statuses["each", "NC"], statuses["each", "C"]) == ("agree", "agree")
    assert statuses["rounded", ""] == "input_rounding"


def test_a_sentence_may_be_about_a_cell(figure, sound):
    check = "checks:\n  - {id: c, kind: claim, says: Most, table: fig1, rows: [NC], cell: pct, holds: n > 400}\n"
    (finding,) = judge(sound(figure + check)).findings
    assert (finding.cell, finding.locus, finding.published) == ("fig1.NC.pct", "Figure 1", "Most")


def test_a_sentence_on_data_needs_data(figure, found):
    assert found(figure + CLAIMS)["more", ""] == "not_recomputable"
    assert found(figure + CLAIMS, SIZES)["more", ""] == "agree"


def test_a_sentence_shows_the_number_that_decides(figure, sound):
    nearly = next(one for one in judge(sound(figure + CLAIMS)).findings if one.id == "nearly")
    assert nearly.recomputed == pytest.approx(100 * 402 / 814)
    assert nearly.published == "Nearly all cooperate"


def test_remarks_and_what_nothing_tells_are_findings_too(figure, sound):
    judged = judge(sound(figure + CLAIMS))
    remark = next(one for one in judged.findings if one.id == "why")
    assert (remark.status, remark.published, remark.note) == ("note", "285", "Any cooperation is counted.")
    untold = [one.cell for one in judged.findings if one.id == "models"]
    assert untold == ["table3.inno.m11", "table3.inno.m12", "table3.group.m11", "table3.lr.m12"]
    assert [one.published for one in judged.findings if one.id == "rate"] == ["a response of 19 per cent"]


DATA = """\
checks:
  - {id: d, kind: data, table: fig1, entry: figure1, rows: {NC: none, IC: new}, columns: {n: n, pct: percent}}
"""
MADE = {
    ("figure1", "none", "n"): 412.0,
    ("figure1", "none", "percent"): 51.61,
    ("figure1", "new", "n"): 118.0,
    ("figure1", "new", "percent"): 14.37,
}


def test_a_table_is_compared_with_that_made_from_data(figure, found):
    assert found(figure + DATA, MADE) == {
        ("d", "fig1.NC.n"): "agree",
        ("d", "fig1.NC.pct"): "truncated",
        ("d", "fig1.IC.n"): "mismatch",
        ("d", "fig1.IC.pct"): "agree",
    }
    assert found(figure + DATA) == {("d", "fig1"): "not_recomputable"}  # one finding of the table, without data


def test_what_the_table_book_has_not_is_refused_at_once_with_places(figure, sound):
    text = (
        figure
        + DATA.replace("entry: figure1", "entry: figure2")
        + "values: {a: {entry: figure1, row: nne, column: n}}\n"
    )
    with pytest.raises(DataError) as refusal:
        judge(sound(text), MADE)
    lines = [(problem.place.line, problem.hint) for problem in refusal.value.problems]
    assert lines == [(26, "did you mean 'none'?"), *[(25, "did you mean 'figure1'?")] * 4]


def test_a_condition_that_reads_no_cell_is_refused(figure, look):
    problems = look(figure + "checks:\n  - {id: c, kind: claim, says: x, holds: 1 > 2}\n").problems
    assert [(problem.rule.code, problem.place.line) for problem in problems] == [("SK920", 25)]


def test_why_is_told_with_what_does_not_hold_and_a_note_with_all(figure, sound):
    check = (
        "checks:\n  - {id: p, kind: formula, table: fig1, rows: [NC, IC], cell: pct, is: 51, note: Base., why: Cut.}\n"
    )
    notes = {finding.status: finding.note for finding in judge(sound(figure + check)).findings}
    assert notes == {"agree": "Base.", "mismatch": "Base. Cut."}
