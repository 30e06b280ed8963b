"""Formulas and sums: what follows from rounded numbers is an interval, and the printed number is in it or not."""

import pytest

from surveykit.reproduction.judge import judge


def test_percentages_of_a_count_agree(found, figure):
    statuses = found(
        figure + "checks:\n  - {id: p, kind: formula, table: fig1, rows: all, cell: pct, is: 100 * n / whole.n}\n"
    )
    assert set(statuses.values()) == {"agree"}
    assert len(statuses) == 4


def test_a_changed_digit_is_a_mismatch_and_a_cut_one_truncated(found, figure):
    text = figure.replace("C: [285, 35]", "C: [285, 36]").replace("NC: [412, 51]", "NC: [412, 50]")
    statuses = found(
        text + "checks:\n  - {id: p, kind: formula, table: fig1, rows: all, cell: pct, is: 100 * n / whole.n}\n"
    )
    assert statuses["p", "fig1.C.pct"] == "mismatch"
    assert statuses["p", "fig1.NC.pct"] == "truncated"


def test_a_total_of_rounded_parts_may_be_off_by_rounding_and_one_of_counts_may_not(found, figure):
    text = figure.replace("whole: [814, 100]", "whole: [815, 101]")
    statuses = found(text + "checks:\n  - {id: s, kind: sum, table: fig1, per: column, total: whole}\n")
    assert statuses == {("s", "fig1.whole.n"): "mismatch", ("s", "fig1.whole.pct"): "input_rounding"}


def test_parts_may_add_up_to_a_number(found, figure):
    check = (
        "checks:\n  - {id: s, kind: sum, table: fig1, per: column, rows: all but whole, columns: [pct], total: 100}\n"
    )
    assert found(figure + check) == {("s", "fig1.pct"): "agree"}


def test_a_number_in_brackets_without_its_sign_is_compared_without_one(found, figure):
    check = "checks:\n  - {id: b, kind: formula, cell: table3.group.m11.bracket, is: table3.group.m11 * 6}\n"
    assert found(figure + check) == {("b", "table3.group.m11.bracket"): "agree"}


def test_what_is_not_printed_is_not_judged_and_what_follows_from_it_cannot_be(found, figure):
    check = "checks:\n  - {id: b, kind: formula, table: table3, columns: all, cell: group, is: lr / 2}\n"
    assert found(figure + check) == {("b", "table3.group.m11"): "not_recomputable"}


def test_a_number_that_is_not_printed_is_derived_from_values_that_are_steps_and_not_told(figure, sound):
    text = figure + "values:\n  half: nested / 2\n  nested: fig1.whole.n - fig1.IC.n\n"
    text += "checks:\n  - {id: h, kind: derived, says: Half of them, is: half}\n"
    (finding,) = judge(sound(text)).findings
    assert (finding.id, finding.status, finding.recomputed) == ("h", "derived", 348.5)
    assert (finding.low, finding.high, finding.says) == (348.5, 348.5, "Half of them")


def test_a_derived_number_follows_from_some_cell(figure, look):
    (problem,) = look(figure + "checks:\n  - {id: h, kind: derived, is: 1 + 1}\n").problems
    assert (problem.rule.code, problem.what) == ("SK920", "the number follows from no cell")


def test_a_derived_number_that_nothing_printed_tells(figure, found):
    assert found(figure + "checks:\n  - {id: h, kind: derived, is: table3.lr.m11 * 2}\n") == {
        ("h", ""): "not_recomputable"
    }


def test_functions_inside_a_sum_are_taken_word_by_word(sound, figure):
    check = """checks:
  - id: squares
    kind: derived
    table: fig1
    over: {row: all but whole}
    is: sum(power({row}.n, 2)) / sum({row}.n)
"""
    (finding,) = judge(sound(figure + check)).findings
    assert finding.recomputed == pytest.approx((412**2 + 285**2 + 117**2) / 814)


def test_a_judgement_counts_its_statuses_and_is_a_frame(figure, sound):
    judged = judge(sound(figure + "checks:\n  - {id: s, kind: sum, table: fig1, per: column, total: whole}\n"))
    assert judged.counts() == {"agree": 2}
    assert judged.holds
    assert list(judged.to_pandas()["cell"]) == ["fig1.whole.n", "fig1.whole.pct"]
