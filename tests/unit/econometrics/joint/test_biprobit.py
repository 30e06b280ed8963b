"""Two probits at once: what they tell, what they refuse, and what is said where the correlation is at its bound."""

from math import atanh, log, tanh

import numpy as np
import pytest

from surveykit.design.design import Design, Replicates, Stage
from surveykit.econometrics import fit as fit_by_name
from surveykit.econometrics.binary.binary import probit
from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.expr.parse import parse
from surveykit.problems import DataError

FORMULAS = ("inno ~ size + help", "export ~ inno + size + age")


def test_a_recursive_model_tells_both_equations_and_the_correlation(innovators, dataset_of):
    fit = biprobit(dataset_of(innovators()), FORMULAS)
    assert [(one.equation, one.term) for one in fit.coefficients] == [
        ("inno", "(constant)"),
        ("inno", "size"),
        ("inno", "help"),
        ("export", "(constant)"),
        ("export", "inno"),
        ("export", "size"),
        ("export", "age"),
        ("", "athrho"),
        ("", "rho"),
    ]
    assert fit.covariance.shape == (9, 9)
    assert (fit.kind, fit.n, fit.errors, fit.notes) == ("biprobit", 600, "classical", ())
    assert fit["export", "inno"].value == pytest.approx(0.8, abs=2 * fit["export", "inno"].se)


def test_rho_has_the_interval_and_the_p_of_its_inverse_hyperbolic_tangent(innovators, dataset_of):
    fit = biprobit(dataset_of(innovators()), FORMULAS)
    inner, rho = fit["athrho"], fit["rho"]
    assert rho.value == pytest.approx(tanh(inner.value))
    assert rho.se == pytest.approx((1 - rho.value**2) * inner.se)
    assert (atanh(rho.low), atanh(rho.high)) == pytest.approx((inner.low, inner.high))
    assert (rho.statistic, rho.p) == (inner.statistic, inner.p)


def test_the_correlation_is_tested_against_two_probits_apart(innovators, dataset_of):
    data = dataset_of(innovators())
    fit = biprobit(data, FORMULAS)
    tests = {test.name: test for test in fit.tests}
    apart = sum(probit(data, formula).loglik for formula in FORMULAS)
    assert tests["lr:rho"].statistic == pytest.approx(2 * (fit.loglik - apart))
    assert tests["lr:rho"].df == 1
    assert tests["rho"].statistic == pytest.approx(fit["athrho"].statistic ** 2)
    assert tests["model"].df == 5
    assert fit.measures["aic"] == pytest.approx(2 * 8 - 2 * fit.loglik)
    assert fit.measures["bic"] == pytest.approx(8 * log(600) - 2 * fit.loglik)


def test_outcomes_may_change_places_where_neither_causes_the_other(innovators, dataset_of):
    data = dataset_of(innovators())
    one = biprobit(data, ("inno ~ size + help", "export ~ size + age"))
    other = biprobit(data, ("export ~ size + age", "inno ~ size + help"))
    assert one.loglik == pytest.approx(other.loglik)
    for term in (("inno", "help"), ("export", "age"), ("", "rho")):
        assert one[term].value == pytest.approx(other[term].value, abs=1e-7)
        assert one[term].se == pytest.approx(other[term].se, rel=1e-6)


def test_a_weight_that_counts_cases_twice_gives_what_twice_the_cases_give(innovators, dataset_of):
    columns = innovators(300)
    columns["twice"] = 1.0 + (np.arange(300) % 3 == 0)
    repeated = {name: np.repeat(values, columns["twice"].astype(int)) for name, values in columns.items()}
    weighted = biprobit(dataset_of(columns), FORMULAS, weight="twice")
    plain = biprobit(dataset_of(repeated), FORMULAS)
    assert weighted.loglik == pytest.approx(plain.loglik)
    assert [one.value for one in weighted.coefficients] == pytest.approx([one.value for one in plain.coefficients])
    assert weighted.errors == "robust"
    assert {test.name for test in weighted.tests} == {"model", "rho"}  # its likelihood is not that of the cases
    assert "aic" not in weighted.measures


def test_a_design_of_clusters_gives_the_errors_of_clusters_and_tests_of_t(innovators, dataset_of):
    data = dataset_of(innovators())
    clusters = biprobit(data, FORMULAS, cluster="region")
    designed = biprobit(data, FORMULAS, design=Design(weight=None, stages=(Stage(cluster="region"),)))
    assert (clusters.errors, designed.errors) == ("cluster", "design")
    assert (clusters.clusters, designed.df) == (30, 29)
    assert [one.se for one in designed.coefficients] == pytest.approx([one.se for one in clusters.coefficients])
    assert next(test for test in designed.tests if test.name == "rho").method == "F"


def test_replicate_weights_fit_the_model_again_with_each(innovators, dataset_of):
    columns = innovators(400)
    group = np.arange(400) % 8
    for left in range(8):
        columns[f"jk{left}"] = np.where(group == left, 0, 8 / 7)
    data = dataset_of(columns)
    names = tuple(f"jk{left}" for left in range(8))
    fit = biprobit(data, FORMULAS, design=Design(replicates=Replicates(weights=names, method="JK1")))
    again = [biprobit(data, FORMULAS, weight=name)["export", "inno"].value for name in names]
    apart = np.array(again) - fit["export", "inno"].value
    assert fit["export", "inno"].se == pytest.approx(np.sqrt(7 / 8 * (apart**2).sum()), rel=1e-6)


def test_only_the_cases_of_the_filter_count_and_those_that_lack_something_are_told(innovators, dataset_of):
    columns = innovators()
    columns["age"][:20] = np.nan
    data = dataset_of(columns)
    fit = biprobit(data, FORMULAS, where=parse("size > -1"))
    assert fit.n == int(((columns["size"] > -1) & ~np.isnan(columns["age"])).sum())
    assert [one.variable for one in fit.lost] == ["age"]


def test_it_is_fitted_by_its_name(innovators, dataset_of):
    data = dataset_of(innovators())
    named = fit_by_name(data, "biprobit", FORMULAS, errors="robust")
    assert named.coefficients == biprobit(data, FORMULAS, errors="robust").coefficients


def test_dummies_that_tell_an_outcome_go_from_both_equations_with_their_cases(innovators, dataset_of):
    columns = innovators()
    place = np.arange(600) % 5
    columns["place"] = place.astype(float)
    columns["inno"][place == 3] = 0
    columns["export"][place == 4] = 1
    data = dataset_of(columns, nominal={"place": range(5)})
    fit = biprobit(data, ("inno ~ size + help + C(place)", "export ~ inno + size + age + C(place)"))
    assert fit.n == 360
    gone = [(one.equation, one.term, one.n) for one in fit.dropped if one.why == "perfect"]
    assert gone == [("inno", "place[3]", 120), ("export", "place[4]", 120)]
    others = biprobit(
        data, ("inno ~ size + help + C(place)", "export ~ inno + size + age + C(place)"), where=parse("place < 3")
    )
    assert [one.value for one in others.coefficients] == pytest.approx([one.value for one in fit.coefficients])


def refused(*arguments, **asked):
    with pytest.raises(DataError) as refusal:
        biprobit(*arguments, **asked)
    return refusal.value.problems


def test_outcomes_that_cause_each_other_are_refused(innovators, dataset_of):
    data = dataset_of(innovators())
    (problem,) = refused(data, ("inno ~ export + help", "export ~ inno + size"))
    assert (problem.rule.code, problem.place.variable) == ("SK776", "export")
    (problem,) = refused(data, ("export ~ inno + size", "inno ~ size + help"))
    assert "the other order" in problem.hint
    (problem,) = refused(data, ("inno ~ size", "inno ~ size + help"))
    assert "both formulas" in problem.what


def test_a_cause_that_tells_the_outcome_of_its_cases_is_refused(innovators, dataset_of):
    columns = innovators()
    columns["export"][columns["inno"] == 1] = 1
    (problem,) = refused(dataset_of(columns), FORMULAS)
    assert problem.rule.code == "SK775"
    assert "inno = 1 and export = 0" in problem.what


def test_a_cause_that_tells_the_outcome_once_other_cases_are_gone_is_refused(innovators, dataset_of):
    """The innovators that do not export are all of one place, in which everybody innovates."""
    columns = innovators()
    columns["place"] = ((columns["inno"] == 1) & (columns["export"] == 0)).astype(float)
    (problem,) = refused(dataset_of(columns), ("inno ~ size + help + place", "export ~ inno + size + age"))
    assert problem.rule.code == "SK775"


def test_an_outcome_that_does_not_vary_is_refused_as_is_one_that_is_no_yes_or_no(innovators, dataset_of):
    columns = innovators()
    columns["export"] = columns["export"] + 1
    assert refused(dataset_of(columns), FORMULAS)[0].rule.code == "SK763"
    columns["export"] = np.ones(600)
    assert refused(dataset_of(columns), FORMULAS)[0].rule.code == "SK764"


def test_a_term_that_separates_an_outcome_is_refused_with_its_name(innovators, dataset_of):
    columns = innovators()
    columns["size"] = np.where(columns["inno"] == 1, 1 + np.abs(columns["size"]), -np.abs(columns["size"]))
    (problem,) = refused(dataset_of(columns), ("inno ~ size + help", "export ~ inno + age"))
    assert problem.rule.code == "SK774"
    assert "size" in problem.what


def test_a_model_without_a_term_that_tells_the_cause_alone_is_noted(innovators, dataset_of):
    fit = biprobit(dataset_of(innovators(n=3000)), ("inno ~ size + age", "export ~ inno + size + age"))
    assert any("no term" in note for note in fit.notes)


def test_a_correlation_at_its_bound_is_held_there_and_told(innovators, dataset_of):
    columns = innovators(400, effect=0)
    columns["export"] = np.maximum(columns["export"], columns["inno"])  # nobody innovates without exporting
    fit = biprobit(dataset_of(columns), ("inno ~ size + help", "export ~ size + age"))
    assert fit.measures["rho"] == pytest.approx(1, abs=2e-3)
    assert all(one.equation for one in fit.coefficients)
    assert all(np.isfinite([one.value, one.se, one.statistic]).all() for one in fit.coefficients)
    assert any("inno = 1 and export = 0" in note for note in fit.notes)
    assert any("rises until" in note for note in fit.notes)
    apart = sum(probit(dataset_of(columns), f).loglik for f in ("inno ~ size + help", "export ~ size + age"))
    assert fit.loglik > apart


@pytest.mark.parametrize("seed", [42, 120])
def test_of_two_maxima_the_higher_is_found(dataset_of, seed):
    """Few firms, and no term that tells the cause alone: from two probits the way leads to the lower one."""
    dice = np.random.default_rng(seed)
    x, first, rho = dice.normal(size=60), dice.normal(size=60), dice.uniform(-0.9, 0.9)
    second = rho * first + np.sqrt(1 - rho**2) * dice.normal(size=60)
    inno = (0.3 * x + first > 0).astype(float)
    export = (0.5 * inno + 0.4 * x - 0.2 + second > 0).astype(float)
    fit = biprobit(dataset_of({"inno": inno, "export": export, "x": x}), ("inno ~ x", "export ~ inno + x"))
    known = {42: (-74.59721613807082, -1.482023794702807), 120: (-77.3790990497974, -1.6136502609488315)}
    assert (fit.loglik, fit["athrho"].value) == pytest.approx(known[seed], abs=1e-6)
