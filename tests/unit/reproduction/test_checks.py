"""Checks of single cells against each other, on tables of the four papers."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import combinations_with_replacement, product

import pytest

from surveykit.reproduction.judge import judge

HEAD = 'published: p\ntitle: P\nsource: A paper\nstars: {"***": 0.01, "**": 0.05, "*": 0.1}\ntables:\n'

TABLE_1 = """\
  - id: table1
    locus: Table 1
    columns: [n, mean, sd, min, max]
    counts: [n, min, max]
    rows:
      export: [809, .193, .394, 0, 1]
      group: [801, .518, .499, 0, 1]
      inno: [814, .321, .467, 0, 1]
      small: [28, 5.19, 1.20, 1, 7]
      wide: [28, 5.18, 3.20, 1, 7]
      barrier: [782, 1.65, .954, 1, 4]
"""


@pytest.fixture
def findings(sound):
    """What is found in a file of these tables and checks, by check and cell."""

    def of(tables, *checks):
        listed = "".join(f"  - {check}\n" for check in checks)
        judged = judge(sound(f"{HEAD}{tables}checks:\n{listed}"))
        return {(each.id, each.cell): each for each in judged.findings}

    return of


@pytest.fixture
def complaints(look):
    def of(tables, check):
        return [problem.what for problem in look(f"{HEAD}{tables}checks:\n  - {check}\n").problems]

    return of


def statuses(found):
    return {cell: each.status for (_, cell), each in found.items()}


def test_means_and_spreads_of_yes_and_no(findings):
    """The spreads of two dummies are cut off, not rounded: .39476 is printed .394."""
    found = findings(
        TABLE_1,
        "{id: d, kind: grim, table: table1, rows: [export, group, inno], mean: mean, sd: sd, n: n, scale: [0, 1]}",
    )
    assert statuses(found) == {
        "table1.export.mean": "agree", "table1.export.sd": "truncated",
        "table1.group.mean": "agree", "table1.group.sd": "truncated",
        "table1.inno.mean": "agree", "table1.inno.sd": "agree",
    }  # fmt: skip
    assert found["d", "table1.export.mean"].note == "The sum is 156."
    assert found["d", "table1.export.mean"].recomputed == pytest.approx(156 / 809)
    assert found["d", "table1.export.sd"].recomputed == pytest.approx(0.394765, abs=5e-7)


def test_a_mean_that_28_answers_cannot_have(findings):
    check = "{id: d, kind: grim, table: table1, rows: [small, wide], mean: mean, sd: sd, n: n, scale: [1, 7]}"
    found = findings(TABLE_1, check)
    assert found["d", "table1.small.mean"].status == "mismatch"
    assert found["d", "table1.small.mean"].recomputed == "5.17857 or 5.21429"
    assert found["d", "table1.wide.mean"].status == "agree"
    assert found["d", "table1.wide.sd"].status == "mismatch", "answers from 1 to 7 are not so far apart"


def test_a_mean_of_many_says_nothing_and_is_said_to(findings):
    check = "{id: d, kind: grim, table: table1, rows: [barrier], mean: mean, sd: sd, n: n, scale: [1, 4]}"
    found = findings(TABLE_1, check)
    assert statuses(found) == {"table1.barrier.mean": "note", "table1.barrier.sd": "note"}
    assert "Every mean with 2 decimals" in found["d", "table1.barrier.mean"].note


@pytest.mark.parametrize("scale", ["", ", scale: [0, 9]"])
def test_a_mean_that_was_cut_off_may_have_a_standard_deviation_that_was_rounded(findings, scale):
    """The mean of 5 cases of 3 items each is 10/15, cut off to .666; a deviation of 1.1738 is rounded."""
    table = "  - {id: t, locus: T, columns: [n, mean, sd], counts: [n], rows: {a: [5, 0.666, 1.174]}}\n"
    check = f"{{id: d, kind: grim, table: t, rows: all, mean: mean, sd: sd, n: n, items: 3{scale}}}"
    assert statuses(findings(table, check)) == {"t.a.mean": "truncated", "t.a.sd": "agree"}


def test_yes_and_no_are_tried_with_every_count_the_mean_may_be_cut_off_from(findings):
    """262 of 814 are .32187, cut off to .321, with .46747; rounded .321 is of 261, with .46703."""
    table = "  - {id: t, locus: T, columns: [n, mean, sd], counts: [n], rows: {a: [814, 0.321, 0.4675]}}\n"
    check = "{id: d, kind: grim, table: t, rows: all, mean: mean, sd: sd, n: n, scale: [0, 1]}"
    assert statuses(findings(table, check))["t.a.sd"] == "agree"


def test_a_number_of_cases_beyond_measure_takes_no_time(findings):
    table = (
        "  - {id: t, locus: T, columns: [n, mean, sd], counts: [n], "
        "rows: {a: [99999999999999999999, 0.3, 0.46], b: [99999999999999999999, 0.3, 0.9]}}\n"
    )
    for scale in ("", ", scale: [0, 1]"):
        check = f"{{id: d, kind: grim, table: t, rows: all, mean: mean, sd: sd, n: n{scale}}}"
        found = statuses(findings(table, check))
        assert (found["t.a.mean"], found["t.b.sd"]) == ("note", "mismatch" if scale else "note")


def _printed(number: Decimal, how: str) -> str:
    return str(number.quantize(Decimal("0.01"), rounding=how))


@pytest.mark.parametrize("of_mean", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])
@pytest.mark.parametrize("of_sd", [ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])
def test_numbers_that_data_have_are_never_called_impossible(findings, of_mean, of_sd):
    """All answers from 1 to 4 of up to five cases, rounded or cut off in every way, divided by n - 1 and by n."""
    rows = {}
    for n, divisor in product(range(2, 6), (0, 1)):
        for data in combinations_with_replacement(range(1, 5), n):
            mean = Decimal(sum(data)) / n
            sd = (sum((value - mean) ** 2 for value in data) / (n - divisor)).sqrt()
            rows[f"[{n}, {_printed(mean, of_mean)}, {_printed(sd, of_sd)}]"] = None
    lines = "".join(f"      r{number}: {row}\n" for number, row in enumerate(rows))
    table = f"  - id: t\n    locus: T\n    columns: [n, mean, sd]\n    counts: [n]\n    rows:\n{lines}"
    check = "{id: d, kind: grim, table: t, rows: all, mean: mean, sd: sd, n: n, scale: [1, 4]}"
    assert "mismatch" not in statuses(findings(table, check)).values()


TABLE_3 = """\
  - id: table3
    locus: Table 3
    columns: [m11, m12, m13]
    brackets: z
    absolute: true
    rows:
      inno: [0.611 (4.75) ***, 0.688 (5.50) ***, 0.816 (5.49) *]
      ipr: [0.187 (1.96) **, 0.203 (2.10) **, 0.183 (1.84) *]
      cut: [0.187 (1.64) *, 0.203 (1.64), 0.183 (1.63) *]
      lr: [~, 5.79 **, 5.12 ***]
"""


def test_stars_from_z_in_brackets(findings):
    found = statuses(findings(TABLE_3, "{id: s, kind: stars, table: table3, rows: all but lr}"))
    assert found["table3.inno.m11.stars"] == "agree"
    assert found["table3.inno.m13.stars"] == "mismatch"
    assert found["table3.ipr.m11.stars"] == "input_rounding", "1.96 stands for p from .0494 to .0506"
    assert found["table3.cut.m11.stars"] == "input_rounding"
    assert found["table3.cut.m13.stars"] == "mismatch"


def test_what_stars_were_expected_is_said(findings):
    found = findings(TABLE_3, "{id: s, kind: stars, table: table3, rows: [inno]}")
    finding = found["s", "table3.inno.m13.stars"]
    assert finding.note == "Its p is between 3.9e-08 and 4.1e-08."
    assert finding.published == "0.816 (5.49) *"
    assert finding.recomputed == "***"


def test_stars_of_a_likelihood_ratio(findings):
    """5.79 has p .016, 5.12 has p .024."""
    found = statuses(findings(TABLE_3, "{id: s, kind: stars, table: table3, rows: [lr], by: chi2, df: 1}"))
    assert found == {"table3.lr.m12.stars": "agree", "table3.lr.m13.stars": "mismatch"}


def test_a_table_without_levels_is_refused(complaints):
    bare = TABLE_3.replace("    brackets: z\n", "    stars: {}\n")
    bare = bare.replace(" ***", "").replace(" **", "").replace(" *", "")
    told = complaints(bare, "{id: s, kind: stars, table: table3}")
    assert told == ["table3 has no levels of stars", "nothing says what the brackets of table3 are"]


TABLE_11 = """\
  - id: table11
    locus: Table 11
    columns: [b]
    brackets: se
    rows:
      exports: [-0.0552 (0.000) ***]
      imports: [0.016 (0.000) ***]
      BG: [0.072 (0.000) ***]
      BI: [0.0444 (0.033) **]
      TI: [0.0415 (0.219)]
"""


def test_a_ratio_of_numbers_that_were_cut_off_is_not_called_wrong(findings):
    """0.0469 over 0.0119 is 3.94; cut off they are 0.046 and 0.011, and 0.046 rounded over 0.011 is above 3.95."""
    table = "  - {id: t, locus: T, columns: [b, se, t], rows: {a: [0.046, 0.011, 3.94], c: [0.046, 0.011, 3.74]}}\n"
    found = findings(table, "{id: r, kind: ratio, table: t, rows: all, value: b, se: se, t: t}")
    assert statuses(found) == {"t.a.t": "truncated", "t.c.t": "mismatch"}


SMALL = (
    '  - {id: t, locus: T, columns: [b], brackets: se, rows: {late: ["0.210 (0.080) **"], sure: ["0.800 (0.080) **"], '
    'none: ["0.050 (0.050) *"]}}\n'
)


def test_stars_that_few_degrees_of_freedom_explain_are_not_called_wrong(findings):
    """A t of 2.625 has two stars with 36 degrees of freedom (p .0127), and three on the normal curve (p .0087)."""
    found = findings(SMALL, "{id: s, kind: stars, table: t, rows: all}")
    assert statuses(found) == {
        "t.late.b.stars": "not_recomputable", "t.sure.b.stars": "mismatch", "t.none.b.stars": "mismatch",
    }  # fmt: skip
    assert found["s", "t.late.b.stars"].note.startswith("With 186 degrees of freedom")
    with_df = findings(SMALL, "{id: s, kind: stars, table: t, rows: [late], df: '36'}")
    assert statuses(with_df) == {"t.late.b.stars": "agree"}
    assert statuses(findings(SMALL, "{id: s, kind: stars, table: t, rows: [late], df: '2000'}")) == {
        "t.late.b.stars": "mismatch"
    }


def test_brackets_headed_standard_errors_that_are_p_values(findings):
    """Table 11 of the Belgian paper."""
    found = findings(TABLE_11, "{id: b, kind: brackets, table: table11}")["b", "table11"]
    assert (found.status, found.published, found.recomputed) == ("mismatch", "standard errors", "p-values")
    assert found.locus == "Table 11"
    assert "as p-values 0 of 5" in found.note


def test_brackets_that_are_what_they_are_headed(findings):
    found = findings(TABLE_3, "{id: b, kind: brackets, table: table3, rows: [ipr]}")["b", "table3"]
    assert (found.status, found.recomputed) == ("agree", "z")


@pytest.mark.parametrize(
    "rows",
    [
        "{a: [0.000 (0.000) ***], b: [0.001 (0.000) ***], c: [0.002 (0.001) **]}",  # of a regressor in large units
        "{a: [0.500 (0.100)], b: [0.300 (0.200)], c: [0.040 (0.300)]}",  # a has lost its stars
    ],
)
def test_small_errors_or_one_wrong_star_do_not_make_brackets_p_values(findings, rows):
    table = f"  - {{id: t, locus: T, columns: [b], brackets: se, rows: {rows}}}\n"
    found = findings(table, "{id: b, kind: brackets, table: t}")["b", "t"]
    assert (found.status, found.recomputed) == ("agree", "standard errors")


TABLE_13 = """\
  - id: table13
    locus: Table 13
    columns: [dydx, se, t]
    rows:
      exports: [0.03014, 0.002, 12.3]
      BG: [-0.0405, 0.022, -1.87]
      wrong: [0.05172, 0.011, 9.82]
"""


def test_t_is_a_coefficient_over_its_error(findings):
    found = statuses(findings(TABLE_13, "{id: r, kind: ratio, table: table13, rows: all, value: dydx, se: se, t: t}"))
    assert found == {
        "table13.exports.t": "input_rounding", "table13.BG.t": "input_rounding", "table13.wrong.t": "mismatch",
    }  # fmt: skip


TABLE_20 = """\
  - id: table20
    locus: Table 20
    columns: [a, a_se, b, b_se, d, d_se, t]
    rows:
      EU: [0.1713, 0.010, 0.095, 0.009, 0.0763, 0.004, 21.4]
      apart: [0.30, 0.03, 0.20, 0.04, 0.10, 0.05, 2.0]
      wrong: [0.30, 0.03, 0.20, 0.04, 0.12, 0.07, 2.0]
"""


def test_differences_of_pairs_with_their_errors(findings):
    found = statuses(
        findings(
            TABLE_20,
            "{id: p, kind: difference, table: table20, rows: [EU], first: a, second: b, cell: d, se: d_se, t: t}",
            "{id: i, kind: difference, table: table20, rows: [apart, wrong], first: a, second: b, cell: d, se: d_se, "
            "t: t, errors: [a_se, b_se]}",
        )
    )
    assert found == {
        "table20.EU.d": "agree", "table20.EU.t": "input_rounding",
        "table20.apart.d": "agree", "table20.apart.d_se": "agree", "table20.apart.t": "agree",
        "table20.wrong.d": "mismatch", "table20.wrong.d_se": "mismatch", "table20.wrong.t": "mismatch",
    }  # fmt: skip


TABLE_10 = """\
  - id: table10
    locus: Table 10
    columns: [fte, va, prod, fa, fafte, ia]
    rows:
      intercept: [2.712 (0.01) ***, 13.339 (0.01) ***, 10.701 (0.01) ***, 12.135 (0.02) ***, 9.425 (0.02) ***, 9.734 (0.05) ***]
      BG: [0.722 (0.04) ***, 1.326 (0.05) ***, 0.532 (0.03) ***, 1.237 (0.08) ***, 0.518 (0.08) ***, 1.035 (0.16) ***]
      other: [2.712 (0.01) ***, 13.339 (0.01) ***, 10.701 (0.01) ***, 12.135 (0.02) ***, 9.425 (0.02) ***, 0.779 (0.09) ***]
"""


def test_the_first_cells_of_a_row_copied_into_another(findings):
    """Table 10 of the Belgian paper."""
    found = findings(TABLE_10, "{id: r, kind: repeated, table: table10}")
    assert statuses(found) == {"table10.other.fte": "mismatch"}
    note = "5 cells of the row 'other', from column fte to fafte, are those of the row 'intercept'."
    assert found["r", "table10.other.fte"].note == note


def test_rows_that_do_not_repeat_are_said_not_to(findings):
    found = findings(TABLE_10, "{id: r, kind: repeated, table: table10, rows: [intercept, BG]}")
    assert statuses(found) == {"table10": "agree"}


TABLE_16 = """\
  - id: table16
    locus: Table 16
    columns: [old, BG, TI]
    brackets: t
    rows:
      old: [~, -0.0912 (-1.9819) *, 0.0188 (0.966)]
      BG: [0.0912 (1.9819) *, ~, 0.1066 (2.5688) **]
      TI: [-0.0188 (-0.966), -0.1066 (-2.5688), ~]
"""


def test_mirror_cells_with_other_stars(findings):
    """Table 16 of the Belgian paper has no stars in two cells whose mirror cells have some."""
    found = findings(TABLE_16, "{id: m, kind: antisymmetric, table: table16}")
    assert statuses(found) == {"table16.BG.old": "agree", "table16.TI.old": "agree", "table16.TI.BG": "mismatch"}
    assert found["m", "table16.TI.BG"].recomputed == "-0.1066 (-2.5688) **"
    assert found["m", "table16.TI.BG"].note == "Against BG, TI, 0.1066 (2.5688) **: the stars differ."


def test_a_table_without_mirror_cells_is_refused(complaints):
    told = complaints(TABLE_13, "{id: m, kind: antisymmetric, table: table13}")
    assert told == ["no two groups are rows and columns of table13"]


TABLE_23 = """\
  - id: counts
    locus: Table 23
    columns: [m0, m1, m2, total]
    counts: all
    rows:
      c5: [448, 47, 67, 562]
      c6: [983, 123, 121, 244]
  - id: pct
    locus: Table 23
    columns: [m0, m1, m2]
    rows:
      c5: [80, 8, 12]
      c6: [80, 10, 10]
"""


def test_the_base_of_a_per_cent(findings):
    check = (
        "{id: p, kind: percent, table: pct, rows: all, columns: all, cell: '{row}.{column}', "
        "count: 'counts.{row}.{column}', of: 'counts.{row}.total', "
        "others: {the sum of the row: 'counts.{row}.m0 + counts.{row}.m1 + counts.{row}.m2', all rows: '5000'}}"
    )
    found = findings(TABLE_23, check)
    assert [each.status for each in found.values()] == ["agree", "agree", "agree", "mismatch", "mismatch", "mismatch"]
    assert found["p", "pct.c6.m0"].note == "It is a per cent of another base: the sum of the row."
    assert found["p", "pct.c6.m0"].recomputed == pytest.approx(100 * 983 / 244)


TABLE_17 = """\
  - id: table17
    locus: Table 17
    columns: [n, exit, none, import, export, both]
    counts: [n]
    rows:
      no_trade: [17003, 12, 76, 5, 4, 3]
      import_only: [3146, 11, 26, 39, 3, 21]
      export_only: [2100, 10, 38, 6, 30, 17]
      two_way: [7208, 11, 13, 8, 4, 65]
      total: [29457, 11, 52, 10, 6, 21]
"""


def test_whole_numbers_behind_a_table_of_percentages(findings):
    """Table 17 of the Belgian paper: a row of 99 and one of 101 are rounding."""
    check = "{id: w, kind: shares, table: table17, n: n, total: total}"
    found = findings(TABLE_17, check)
    assert statuses(found) == {"table17": "agree"}
    wrong = findings(TABLE_17.replace("30, 17]", "30, 27]"), check)
    assert {each.status for each in wrong.values()} == {"mismatch"}
    assert all(cell.startswith("table17.") for cell in statuses(wrong))


TABLE_2 = """\
  - id: table2
    locus: Table 2
    columns: [z, p, d, ks]
    rows:
      a: [9.46 ***, 0.362, 0.27, 0.000]
      c: [2.87 **, 0.416, 0.16, 0.031]
"""


def test_mann_whitney_and_kolmogorov_smirnov_from_shares(findings):
    """Panel a of Table 2 of the Norwegian paper, nested: D .2756 is cut off, P is that of the other order."""
    check = (
        "{id: t, kind: test, test: shares, of: {yes1: 105, n1: 282, yes2: 51, n2: 527}, "
        "printed: {z: table2.a.z, less: table2.a.p, d: table2.a.d, d_exact: table2.a.ks}}"
    )
    found = statuses(
        findings(
            TABLE_2,
            check.replace("105", '"105"').replace("282", '"282"').replace("51,", '"51",').replace("527", '"527"'),
        )
    )
    assert found == {
        "table2.a.z": "agree", "table2.a.p": "agree", "table2.a.d": "truncated", "table2.a.ks": "agree",
    }  # fmt: skip


def test_d_is_one_minus_two_p(findings):
    check = "{id: t, kind: test, table: table2, rows: all, test: distance, of: {greater: p}, printed: {d: d}}"
    found = findings(TABLE_2, check)
    assert statuses(found) == {"table2.a.d": "input_rounding", "table2.c.d": "truncated"}
    assert found["t", "table2.c.d"].recomputed == pytest.approx(0.168)


def test_what_a_test_needs_is_asked_for(complaints):
    told = complaints(TABLE_2, "{id: t, kind: test, test: distance, of: {p: table2.a.p}, printed: {D: table2.a.d}}")
    assert told == ["'distance' needs greater", "'distance' takes no p", "'distance' has no D"]


def test_no_shares_of_more_than_there_are(findings):
    check = "{id: t, kind: test, test: shares, of: {yes1: '9', n1: '8', yes2: '1', n2: '2'}, printed: {z: table2.a.z}}"
    found = findings(TABLE_2, check)
    assert found["t", "table2.a.z"].status == "not_recomputable"
    assert found["t", "table2.a.z"].note == "9 of 8 and 1 of 2 are no shares"


TABLE_6 = """\
  - id: table6
    locus: Table 6
    columns: [h, hm, l, lm, o, om, total]
    counts: all
    rows:
      BG: [33, 195, 246, 152, 252, 324, 1202]
      BI: [36, 102, 288, 102, 901, 346, 1775]
      TI: [19, 60, 378, 99, 1945, 297, 2798]
      BAG: [2, 5, 19, 4, 38, 9, 77]
  - id: table7
    locus: Table 7
    columns: [h, hm, l, lm, o, om]
    rows:
      BG: [19, 74, 191, 73, 644, 200]
      BI: [27, 110, 282, 108, 951, 296]
      TI: [43, 173, 445, 171, 1499, 467]
      BAG: [1, 5, 12, 5, 41, 13]
  - id: tests
    locus: Table 7
    columns: [value]
    rows:
      chi2: [964]
      df: [15]
      p: ["<0.000"]
"""


def test_a_chi_square_and_expected_counts(findings):
    """Tables 6 and 7 of the Belgian paper: one expected count is printed 19 where it is 18.486."""
    check = (
        "{id: c, kind: crosstab, table: table6, columns: all but total, expected: table7, "
        "printed: {chi2: tests.chi2.value, df: tests.df.value, p: tests.p.value}}"
    )
    found = findings(TABLE_6, check)
    wrong = {cell for cell, status in statuses(found).items() if status == "mismatch"}
    assert wrong == {"table7.BG.h", "tests.p.value"}, "no p-value is below zero"
    assert found["c", "table7.BG.h"].recomputed == pytest.approx(18.486, abs=5e-4)
    assert found["c", "tests.chi2.value"].recomputed == pytest.approx(964.413044434337)
    assert found["c", "tests.chi2.value"].note == "3 of 24 expected counts are below 5."


TABLE_24 = """\
  - id: table24
    locus: Table 24
    columns: [c, a]
    rows:
      NL: [4.0, 19.0]
      DE: [3.4, 17.5]
      FR: [4.1, 18.8]
      LU: [5.0, 21.2]
      GB: [3.0, 17.1]
      IT: [2.6, 16.0]
      ES: [3.4, 15.7]
      DK: [2.2, 11.7]
  - id: table20
    locus: Table 20
    columns: [a, a_se, c, c_se, d, d_se, t]
    rows:
      EU: [0.1713, 0.010, 0.0345, 0.003, 0.1368, 0.007, 19.01]
"""


def test_a_paired_t_over_columns_of_countries(findings):
    """Table 20 of the Belgian paper, over the countries of Table 24 that are in the EU: t 19.006 of R's t.test."""
    check = (
        "{id: p, kind: pairs, table: table24, over: {country: all}, first: '{country}.a', second: '{country}.c', "
        "scale: 0.01, printed: {mean1: table20.EU.a, se1: table20.EU.a_se, mean2: table20.EU.c, se2: table20.EU.c_se, "
        "difference: table20.EU.d, se: table20.EU.d_se, t: table20.EU.t}}"
    )
    found = findings(TABLE_24, check)
    assert set(statuses(found).values()) <= {"agree", "input_rounding"}, statuses(found)
    assert found["p", "table20.EU.t"].recomputed == pytest.approx(19.006, abs=5e-4)
    assert found["p", "table20.EU.t"].note == "8 units."


def test_columns_of_unequal_length_are_refused(complaints):
    check = (
        "{id: p, kind: pairs, first: [table24.NL.a, table24.DE.a], second: [table24.NL.c], printed: {t: table20.EU.t}}"
    )
    assert complaints(TABLE_24, check) == ["the columns have 2 and 1 cells; two or more, and as many, are needed"]


@pytest.mark.parametrize(
    "check",
    [
        "{id: x, kind: grim, table: table1, rows: all, mean: maen, n: n}",
        "{id: x, kind: stars, table: table1, rows: [exprot], by: z}",
        "{id: x, kind: percent, cell: table1.export.meen, count: table1.export.n, of: table1.export.n}",
        "{id: x, kind: ratio, table: table1, rows: all, value: mean, se: sd, t: t}",
        "{id: x, kind: repeated, table: tabel1}",
        "{id: x, kind: antisymmetric, table: tabel1}",
        "{id: x, kind: difference, table: table1, rows: all, first: mean, second: sd, cell: diff}",
        "{id: x, kind: crosstab, table: tabel1, printed: {chi2: table1.export.n}}",
        "{id: x, kind: shares, table: table1, n: m}",
        "{id: x, kind: pairs, first: [table1.export.x, table1.inno.mean], second: [table1.export.sd, table1.inno.sd], "
        "printed: {t: table1.export.n}}",
    ],
)
def test_a_cell_that_is_not_there_is_told_with_its_place(look, check):
    problems = look(f"{HEAD}{TABLE_1}checks:\n  - {check}\n").problems
    assert {problem.rule.code for problem in problems} == {"SK918"}
    assert all(problem.place.line and problem.place.line > 15 for problem in problems)


def test_shares_of_numbers_not_said_to_be_counted_are_told_how_to_be(findings):
    table = "  - {id: t, locus: T, columns: [yes, n], rows: {a: [52, 285], b: [51, 412], z: [2.14, ~]}}\n"
    check = (
        "{id: s, kind: test, test: shares, of: {yes1: t.a.yes, n1: t.a.n, yes2: t.b.yes, n2: t.b.n}, "
        "printed: {z: t.z.yes}}"
    )
    assert "under `counts`" in findings(table, check)["s", "t.z.yes"].note
    counted = findings(table.replace("rows:", "counts: [a, b], rows:"), check)
    assert counted["s", "t.z.yes"].status == "agree"
