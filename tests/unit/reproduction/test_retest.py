"""Tests made again from printed numbers, against the figures of R and of the four papers."""

from fractions import Fraction

import pytest

from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import printed
from surveykit.reproduction.recompute.retest import (
    adjusted_r2,
    distance_of_shares,
    f_of_r2,
    growth_of_ratio,
    of_counts,
    of_pairs,
    of_shares,
    residual_error,
)

TABLE_6 = [[33, 195, 246, 152, 252, 324], [36, 102, 288, 102, 901, 346], [19, 60, 378, 99, 1945, 297],
           [2, 5, 19, 4, 38, 9]]  # fmt: skip
CHINA_AND_OTHERS = {  # Table 25 of the Belgian paper, and Switzerland of Table 24
    "US": (13.7, 18.9), "CN": (11.7, 27.7), "PL": (21.1, 18.0), "JP": (11.3, 9.7), "TW": (8.7, 8.2), "CA": (9.1, 8.8),
    "IN": (10.0, 12.7), "RU": (17.4, 4.6), "BR": (6.8, 8.1), "TR": (8.9, 15.2), "CH": (17.6, 13.7),
}  # fmt: skip


def number(statistics, name):
    assert statistics[name].single
    return float(statistics[name].low)


def within(text):
    return printed(text).rounding


def test_the_types_of_exporters_by_industry():
    """Table 6 of the Belgian paper; digits of R's chisq.test."""
    found = of_counts(TABLE_6)
    assert number(found, "chi2") == pytest.approx(964.413044434337, rel=1e-13)
    assert number(found, "df") == 15
    assert number(found, "p") == pytest.approx(5.690258880598337e-196, rel=1e-8)
    assert number(found, "v") == pytest.approx(0.23437902963004653, rel=1e-13)
    assert number(found, "g2") == pytest.approx(971.5559478578045, rel=1e-13)
    assert number(found, "smallest") == pytest.approx(1.1842105263157894, rel=1e-13)


def test_a_table_of_two_by_two_has_fishers_test_and_an_odds_ratio():
    """Table 2 of the Italian paper; digits of R's fisher.test and chisq.test."""
    found = of_counts([[3, 6], [4, 14]])
    assert number(found, "odds_ratio") == 1.75
    assert number(found, "fisher") == pytest.approx(0.6526603830951658, rel=1e-12)
    assert number(found, "chi2") == pytest.approx(0.38571428571428573, rel=1e-12)
    assert number(found, "yates") == pytest.approx(0.024107142857142855, rel=1e-10)


def test_a_table_of_one_row_has_no_test():
    assert of_counts([[3, 6], [0, 0]]) == {}


def test_exporters_among_cooperating_firms():
    """Table 2, panel a, of the Norwegian paper under the nested reading of its figure."""
    found = of_shares((105, 282), (51, 527))
    assert number(found, "z") == pytest.approx(9.461122163175403, rel=1e-12)
    assert number(found, "p") == pytest.approx(3.046559098712856e-21, rel=1e-9)
    assert number(found, "greater") == pytest.approx(0.637783115991764, rel=1e-12)
    assert number(found, "d") == pytest.approx(0.2755662319835278, rel=1e-12)
    assert number(found, "d_exact") == pytest.approx(8.583617499002874e-13, rel=1e-6)
    assert number(found, "d_corrected") == pytest.approx(7.919010422452996e-13, rel=1e-6)


def test_the_corrected_p_is_what_stata_prints():
    """Panel c with one firm fewer: z 2.87, P .416, D .16 (cut off) and p .031 are printed; the asymptotic p is .0425."""
    found = of_shares((54, 115), (50, 166))
    assert number(found, "z") == pytest.approx(2.869, abs=5e-4)
    assert 1 - number(found, "greater") == pytest.approx(0.4158, abs=5e-5)
    assert number(found, "d") == pytest.approx(0.1684, abs=5e-5)
    assert number(found, "d_corrected") == pytest.approx(0.0311, abs=5e-5)
    assert number(found, "d_asymptotic") == pytest.approx(0.0425, abs=5e-5)


def test_paired_columns_of_countries_within_their_rounding():
    """Table 21, not in the EU: .132 (.020), .018 (.003) and so on; t 7.01 printed where columns give 7.0065."""
    after = {"US": 18.9, "CN": 27.7, "PL": 18.0, "JP": 9.7, "TW": 8.2, "CA": 8.8, "IN": 12.7, "RU": 4.6, "BR": 8.1,
             "TR": 15.2, "CH": 13.7}  # fmt: skip
    before = {"US": 3.2, "CN": 4.3, "PL": 2.3, "JP": 1.1, "TW": 1.2, "CA": 1.2, "IN": 1.3, "RU": 0.4, "BR": 0.6,
              "TR": 1.6, "CH": 2.3}  # fmt: skip
    columns = [[within(str(number)) for number in column.values()] for column in (after, before)]
    found = of_pairs(*columns)
    exactly = of_pairs(*[[Interval.of(Fraction(str(x))) for x in column.values()] for column in (after, before)])
    assert float(exactly["t"].middle) == pytest.approx(7.0065, abs=5e-5)
    assert exactly["t"].single or exactly["t"].high - exactly["t"].low < 1e-9
    assert float(found["t"].low) < 7.0065 < float(found["t"].high) < 7.2
    assert float(found["mean1"].low) == pytest.approx(13.236363 - 0.05, abs=1e-5)
    assert number(found, "df") == 10


def test_no_choice_within_the_rounding_lies_outside_the_limits():
    """Every corner of a short column, and points between."""
    from itertools import product
    from math import sqrt
    from statistics import mean, stdev

    first, second = ["3.1", "2.4", "4.0", "2.9"], ["1.0", "1.1", "2.2", "0.6"]
    found = of_pairs([within(x) for x in first], [within(x) for x in second])
    for steps in product((-0.1, -0.03, 0.0, 0.1), repeat=4):
        apart = [float(a) - float(b) + step for a, b, step in zip(first, second, steps, strict=True)]
        error = stdev(apart) / sqrt(4)
        assert float(found["se"].low) - 1e-6 <= error <= float(found["se"].high) + 1e-9
        assert float(found["t"].low) - 1e-9 <= mean(apart) / error <= float(found["t"].high) * (1 + 1e-4)


def exactly(text):
    return Interval.of(Fraction(text))


def test_adjusted_r_squared_of_a_growth_regression():
    """Table 11 of the Belgian paper: R2 .1915, n 4986, 4930 df, adjusted .1825."""
    adjusted = adjusted_r2(exactly("0.1915"), exactly("4986"), exactly("4930"))["adjusted"]
    assert float(adjusted.low) == pytest.approx(0.18248, abs=1e-5)


def test_r_squared_gives_f_and_the_residual_error():
    """R's summary(lm(dist ~ speed, cars)): R2 0.6510794, F 89.56711, residual error 15.37959; sd(dist) 25.76938."""
    f = f_of_r2(exactly("0.6510794"), exactly("1"), exactly("48"))["F"]
    rmse = residual_error(exactly("25.76938"), exactly("0.6510794"), exactly("50"), exactly("48"))["rmse"]
    assert float(f.middle) == pytest.approx(89.56711, rel=1e-6)
    assert float(rmse.middle) == pytest.approx(15.37959, rel=1e-6)


def test_the_distance_of_shares_follows_from_the_probability():
    """Panel b: P .339 and D .32; panel c: P .416 and D .16, which is cut off at .168 and not rounded."""
    assert printed(".32").rounding.meets(distance_of_shares(within(".339"))["d"])
    assert not printed(".16").rounding.meets(distance_of_shares(within(".416"))["d"])
    assert printed(".16").cut_from(distance_of_shares(within(".416"))["d"])


def test_productivity_grows_by_value_added_over_employment():
    """Table 18, two-way: value added 117, employment 60, productivity 35 (35.6 as printed, 35 within the rounding)."""
    growth = growth_of_ratio(within("117"), within("60"))["growth"]
    assert float(growth.low) < 35.5 < float(growth.high)
