"""Formulas and sums: what follows from rounded numbers is an interval, and the printed number is in it or not."""

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


def test_a_value_is_worked_out_from_the_cells_it_follows_from(figure, sound):
    text = figure + "values:\n  half: nested / 2\n  nested: fig1.whole.n - fig1.IC.n\n"
    findings = {finding.id: finding for finding in judge(sound(text)).findings}
    assert (findings["half"].status, findings["half"].recomputed) == ("derived", 348.5)
    assert (findings["half"].low, findings["half"].high) == (348.5, 348.5)


def test_a_judgement_counts_its_statuses_and_is_a_frame(figure, sound):
    judged = judge(sound(figure + "checks:\n  - {id: s, kind: sum, table: fig1, per: column, total: whole}\n"))
    assert judged.counts() == {"agree": 2}
    assert judged.holds
    assert list(judged.to_pandas()["cell"]) == ["fig1.whole.n", "fig1.whole.pct"]
