"""Tests of independence against R and against the printed tables of the papers."""

import json
from pathlib import Path

import pytest

from surveykit.stats.associate import association, expected

HERE = Path(__file__).parent
BASE = json.loads((HERE / "r_base.json").read_text())
PAPERS = json.loads((HERE / "papers.json").read_text())


def test_chi_square_and_v_of_a_two_by_five_table():
    found = association(BASE["table"])
    assert found.chi_square == pytest.approx(BASE["chi_square"], rel=1e-13)
    assert found.p == pytest.approx(BASE["chi_square_p"], rel=1e-12)
    assert found.cramers_v == pytest.approx(BASE["cramers_v"], rel=1e-13)
    g2, _, df, _, g2_p, p = BASE["assocstats"]
    assert (found.likelihood_ratio, found.df) == (pytest.approx(g2, rel=1e-13), df)
    assert (found.likelihood_ratio_p, found.p) == (pytest.approx(g2_p, rel=1e-12), pytest.approx(p, rel=1e-12))


def test_two_by_two_without_continuity_correction():
    found = association(BASE["two_by_two"])
    assert found.chi_square == pytest.approx(BASE["two_by_two_chi_square"], rel=1e-13)
    assert found.p == pytest.approx(BASE["two_by_two_p"], rel=1e-12)
    assert found.fisher == pytest.approx(BASE["two_by_two_fisher"], rel=1e-12)


@pytest.mark.parametrize("name", PAPERS["tables"])
def test_tables_of_the_papers(name):
    table = PAPERS["tables"][name]
    found = association(table["counts"])
    for key, value in table["expected"].items():
        assert getattr(found, key) == pytest.approx(value, rel=1e-12), key


def test_expected_counts_of_the_belgian_types():
    table = PAPERS["tables"]["belgium, table 6: types by technology"]
    for row, printed in zip(expected(table["counts"]), table["expected_counts"], strict=True):
        assert row == pytest.approx(printed, abs=5e-5)
