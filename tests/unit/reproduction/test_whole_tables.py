"""Whole tables at once: one set of unrounded values, or the cells that forbid it.

The numbers are those of Tables 2 to 5 and 17 of a published paper on Belgian exporters; that their differences of one
are rounding and no errors was found first by a programme written apart.
"""

import pytest

from surveykit.reproduction.judge import judge

EXPORTS = """\
published: belgium
title: Exports
source: a paper
tables:
  - id: dynamics
    locus: Table 2
    columns: [all, large, small, share]
    rows:
      continue: [37915, 25411, 12504, 33]
      stop: [-16753, -5331, -11422, ~]
      start: [13378, 3952, 9427, 70]
      total: [34540, 24031, 10509, 30]
  - id: sectors
    locus: Table 3
    columns: [all, large, small, share]
    rows:
      agri: [212, 13, 199, 94]
      manuf: [17840, 11214, 6626, 37]
      util: [5449, 5385, 64, 1]
      trade: [10210, 7864, 2346, 23]
      serv: [830, -445, 1274, 154]
      total: [34540, 24031, 10509, 30]
checks:
  - id: exports
    kind: linear
    says: One set of exports
    constraints:
      - {table: dynamics, rows: all, holds: all = large + small}
      - {table: sectors, rows: all, holds: all = large + small}
      - {each: {t: [dynamics, sectors]}, table: dynamics, rows: [total], holds: "{t}.total.share = 100 * {t}.total.small / {t}.total.all"}
      - {table: dynamics, rows: all but total, holds: share = 100 * small / all}
      - {table: sectors, rows: all but total, holds: share = 100 * small / all}
      - {table: dynamics, columns: all but share, over: {row: all but total}, holds: "total = sum({row}.{column})"}
      - {table: sectors, columns: all but share, over: {row: all but total}, holds: "total = sum({row}.{column})"}
      - {table: dynamics, columns: all but share, holds: "dynamics.total.{column} = sectors.total.{column}"}
"""

FIRMS = """\
published: belgium
title: Firms
source: a paper
tables:
  - id: status
    locus: Table 17
    columns: [n, exit, none, import, export, both]
    counts: [n]
    rows:
      none: [17003, 12, 76, 5, 4, 3]
      import: [3146, 11, 26, 39, 3, 21]
      export: [2100, 10, 38, 6, 30, 17]
      both: [7208, 11, 13, 8, 4, 65]
      total: [29457, 11, 52, 10, 6, 21]
checks:
  - id: firms
    kind: linear
    says: One table of firms
    free: [m]
    whole: [m]
    constraints:
      - {table: status, rows: all but total, columns: all but n, holds: "status.{row}.{column} = 100 * m.{row}.{column} / status.{row}.n"}
      - {table: status, rows: all but total, over: {c: [exit, none, import, export, both]}, holds: "n = sum(m.{row}.{c})"}
      - {table: status, columns: all but n, over: {r: [none, import, export, both]}, holds: "status.total.{column} = 100 * sum(m.{r}.{column}) / status.total.n"}
"""


def test_differences_of_one_are_rounding_where_one_set_of_values_fits_all(found):
    assert found(EXPORTS) == {("exports", ""): "input_rounding"}


@pytest.mark.parametrize(
    ("right", "wrong", "cell"),
    [
        ("start: [13378", "start: [13387", "dynamics.start.all"),
        ("9427, 70", "9427, 71", "dynamics.start.share"),
        ("-445, 1274", "-454, 1274", "sectors.serv.large"),
    ],
)
def test_the_one_cell_that_forbids_it_is_told_with_what_would_fit(sound, right, wrong, cell):
    findings = judge(sound(EXPORTS.replace(right, wrong))).findings
    assert [(one.cell, one.status) for one in findings] == [(cell, "mismatch")]
    one = findings[0]
    assert one.low <= one.recomputed <= one.high
    printed = float(
        right.replace(":", ",").replace("[", "").split(",")[-1 if "share" in cell else 0 if "-445" in right else 1]
    )
    assert one.low - 0.5 <= printed <= one.high + 0.5


def test_two_cells_that_must_change_together_are_told_together(sound):
    text = EXPORTS.replace("agri: [212,", "agri: [312,").replace("stop: [-16753,", "stop: [-16853,")
    findings = judge(sound(text)).findings
    assert {one.cell for one in findings} == {"sectors.agri.all", "dynamics.stop.all"}
    assert all("No single cell is to blame" in one.note for one in findings)


def test_25_percentages_are_those_of_one_table_of_whole_numbers(found):
    assert found(FIRMS) == {("firms", ""): "input_rounding"}


def test_a_percentage_no_whole_numbers_have_is_found(sound):
    findings = judge(sound(FIRMS.replace("both: [7208, 11, 13", "both: [7208, 11, 31"))).findings
    assert [one.cell for one in findings] == ["status.both.none"]
    # of 7,208 firms at most 1,007 are left when all others are as few as their percentages allow
    assert findings[0].high == pytest.approx(100 * 1007 / 7208)


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        ("dynamics.stop.all * dynamics.stop.large = 3", "SK922"),
        ("dynamics.stop.all < 3", "SK922"),
        ("exp(dynamics.stop.all) = 3", "SK922"),
        ("dynamics.stop.all + 1 = dynamics.stop.all", "SK920"),
        ("dynamics.stop.all = dynamics.stop.all", "SK920"),
        ("dynamics.stop.all = dynamics.stop.large + 1 and dynamics.stop.all = dynamics.stop.large", "SK920"),
        ("dynamics.stop.al = 3", "SK918"),
        ("free.a = 0 - 1 - free.b", "SK920"),
    ],
)
def test_a_relation_that_cannot_be_taken_or_never_holds_is_refused_with_its_place(look, relation, code):
    text = EXPORTS[: EXPORTS.index("    constraints:")] + f"    free: [free]\n    constraints:\n      - {relation}\n"
    problems = look(text).problems
    assert [problem.rule.code for problem in problems] == [code]
    assert problems[0].place.line == 29


def test_a_divisor_of_either_sign_is_told_and_nothing_judged(found):
    text = EXPORTS.replace("util: [5449,", "util: [0,")
    assert found(text) == {("exports", ""): "not_recomputable"}


def test_a_quotient_of_a_base_that_may_be_nought_is_told_without_a_number(sound):
    """No base that is not negative makes -3 per cent of 100 jobs."""
    text = (
        "published: p\ntitle: P\nsource: A paper\ntables:\n"
        "  - {id: t, locus: T, columns: [n, pct], rows: {a: [100, -3 %], b: [50, 10 %]}}\n"
        "checks:\n  - {id: l, kind: linear, free: [base], "
        'constraints: [{table: t, rows: all, holds: "pct = 100 * n / base.{row}"}]}\n'
    )
    assert [(one.cell, one.status, one.recomputed) for one in judge(sound(text)).findings] == [
        ("t.a.pct", "mismatch", None)
    ]
