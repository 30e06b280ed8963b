"""Models with selection on workers made for it: what is found, what is refused, and what a reader is told."""

import numpy as np
import pytest
from scipy.special import ndtr

from surveykit.design.design import Design, Stage
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.selection.heckman import heckman
from surveykit.econometrics.selection.heckprobit import heckprobit
from surveykit.problems import DataError

WAGE, WORKS = "wage ~ age + woman", "works ~ age + woman + children"


def rules(refusal):
    return [problem.rule.code for problem in refusal.value.problems]


def values(fit):
    return np.array([one.value for one in fit.coefficients])


@pytest.fixture
def sample(workers, dataset_of):
    return dataset_of(workers())


def test_both_ways_find_what_the_workers_were_made_with(workers, dataset_of):
    large = dataset_of(workers(20_000))
    for method in ("ml", "two-step"):
        found = heckman(large, WAGE, WORKS, method=method)
        assert [found["wage", t].value for t in ("(constant)", "age", "woman")] == pytest.approx([1, 2, -0.5], abs=0.15)
        assert found["lambda"].value == pytest.approx(0.9, abs=0.15)
        assert found["works", "children"].value == pytest.approx(-0.5, abs=0.05)
    answer = heckprobit(large, "high ~ age + woman", WORKS)
    assert answer["high", "age"].value == pytest.approx(2 / 1.5, abs=0.1)
    assert answer["rho"].value == pytest.approx(0.6, abs=0.1)


def test_the_cases_are_all_that_could_be_selected(sample):
    found = heckman(sample, WAGE, WORKS)
    assert found.n == 500
    assert found.lost == ()
    assert found.measures["selected"] + found.measures["censored"] == 500
    assert found.notes == ()


def test_what_the_outcome_holds_of_others_is_not_looked_at(workers, dataset_of, sample):
    columns = workers()
    columns["wage"] = np.where(np.isnan(columns["wage"]), 77.0, columns["wage"])
    assert heckman(dataset_of(columns), WAGE, WORKS).loglik == heckman(sample, WAGE, WORKS).loglik


@pytest.mark.parametrize(
    ("model", "outcome", "method"),
    [(heckman, "wage", {"method": "ml"}), (heckman, "wage", {"method": "two-step"}), (heckprobit, "high", {})],
)
def test_terms_of_the_outcome_may_be_missing_where_it_is_not_seen(workers, dataset_of, model, outcome, method):
    """As in Stata and R: who does not work has no tenure and no employer. Effects are of those who have all terms."""
    random = np.random.default_rng(4)
    columns = workers() | {
        "tenure": random.integers(1, 9, 500).astype(float),
        "permanent": random.integers(0, 2, 500).astype(float),
        "firm": random.choice([1.0, 2.0, 3.0], 500),
        "place": random.choice(["Alta", "Oslo"], 500).astype(object),
    }
    terms = f"{outcome} ~ age + log(tenure) + permanent + C(firm) + C(place)"
    whole = model(dataset_of(columns, {"firm": [1, 2, 3]}), terms, WORKS, **method)
    out = np.flatnonzero(columns["works"] == 0)
    columns["tenure"][out[:20]] = -9
    columns["permanent"][out[:20]] = np.nan
    columns["firm"][out[:20]] = -9
    columns["place"][out[:20]] = None
    found = model(dataset_of(columns, {"firm": [1, 2, 3]}, missing=[-9]), terms, WORKS, **method)
    assert (found.n, found.lost) == (500, ())
    assert [(c.equation, c.term) for c in found.coefficients] == [(c.equation, c.term) for c in whole.coefficients]
    assert values(found) == pytest.approx(values(whole), rel=1e-9)
    assert found.covariance == pytest.approx(whole.covariance, rel=1e-9)
    effects = margins(found)
    assert (effects.n, len(effects.notes)) == (480, len(found.notes) + 1)
    assert effects.notes[-1].startswith("Effects are of the 480 cases that have all terms; 20 that are not selected")
    assert effects["conditional", "permanent"].change == "discrete"
    assert np.isfinite([(one.value, one.se) for one in effects.effects]).all()


def test_effects_are_those_of_the_cases_that_have_all_terms(workers, dataset_of):
    columns = workers()
    tenure = np.random.default_rng(4).integers(1, 9, 500).astype(float)
    lacks = np.flatnonzero(columns["works"] == 0)[:20]
    tenure[lacks] = np.nan
    found = heckman(dataset_of(columns | {"tenure": tenure}), "wage ~ age + tenure", WORKS)
    selection = [found["works", term].value for term in ("(constant)", "age", "woman", "children")]
    rest = np.delete(np.column_stack([np.ones(500), *(columns[v] for v in ("age", "woman", "children"))]), lacks, 0)
    assert margins(found).predicted["selection"] == pytest.approx(ndtr(rest @ selection).mean(), rel=1e-12)


def test_a_selection_of_other_codes_than_0_and_1_is_refused_as_such(workers, dataset_of):
    """Codes 1 and 2 would lose all who do not work, for want of a wage, and leave a selection that does not vary."""
    columns = workers()
    columns["works"] += 1
    with pytest.raises(DataError) as refusal:
        heckman(dataset_of(columns), WAGE, WORKS)
    assert rules(refusal) == ["SK763"]
    assert "the outcome 'works' is to be 0 or 1, and holds 2" in str(refusal.value)


def test_a_selected_case_without_its_outcome_is_lost(workers, dataset_of):
    columns = workers()
    first = np.flatnonzero(columns["works"] == 1)[:3]
    columns["wage"][first] = np.nan
    found = heckman(dataset_of(columns), WAGE, WORKS)
    assert found.n == 497
    assert [(one.variable, one.n) for one in found.lost] == [("wage", 3)]


def test_rho_and_sigma_keep_their_bounds_and_follow_from_what_is_estimated(sample):
    found = heckman(sample, WAGE, WORKS, level=0.9)
    rho, hidden = found["rho"], found["athrho"]
    assert rho.value == pytest.approx(np.tanh(hidden.value), rel=1e-14)
    assert (rho.low, rho.high) == pytest.approx((np.tanh(hidden.low), np.tanh(hidden.high)), rel=1e-14)
    assert rho.se == pytest.approx((1 - rho.value**2) * hidden.se, rel=1e-12)
    assert rho.p == hidden.p
    assert found["sigma"].low == pytest.approx(np.exp(found["lnsigma"].low), rel=1e-14)
    assert found["lambda"].value == pytest.approx(rho.value * found["sigma"].value, rel=1e-14)
    assert found.covariance.shape == (len(found.coefficients),) * 2


def test_tests_of_rho_compare_with_the_equations_apart(sample):
    found = heckman(sample, WAGE, WORKS)
    by_name = {test.name: test for test in found.tests}
    assert by_name["rho"].statistic == pytest.approx(found["athrho"].statistic ** 2, rel=1e-10)
    assert by_name["lr:rho"].statistic == pytest.approx(by_name["rho"].statistic, rel=0.5)
    assert by_name["model"].df == 2
    assert "lr:rho" not in {test.name for test in heckman(sample, WAGE, WORKS, errors="robust").tests}


def test_a_design_of_cases_drawn_one_by_one_gives_robust_errors(sample):
    """Unweighted, with replacement: the variance of totals is the sandwich of all cases."""
    robust = heckman(sample, WAGE, WORKS, errors="robust")
    drawn = heckman(sample, WAGE, WORKS, design=Design(stages=(Stage(),)))
    assert drawn.errors == "design"
    assert drawn.df == 499
    assert [c.se for c in drawn.coefficients] == pytest.approx([c.se for c in robust.coefficients], rel=1e-9)


def test_clusters_drawn_are_clusters(sample):
    clustered = heckman(sample, WAGE, WORKS, cluster="village", weight="weight")
    drawn = heckman(sample, WAGE, WORKS, design=Design(weight="weight", stages=(Stage(cluster="village"),)))
    assert (clustered.clusters, drawn.df) == (30, 29)
    assert values(clustered) == pytest.approx(values(drawn), rel=1e-9)
    assert [c.se for c in drawn.coefficients] == pytest.approx([c.se for c in clustered.coefficients], rel=1e-9)


# Bad input


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_nobody_or_everybody_selected_is_refused(value, workers, dataset_of):
    columns = workers() | {"works": np.full(500, value)}
    columns["wage"] = np.arange(500.0)
    with pytest.raises(DataError, match="works") as refusal:
        heckman(dataset_of(columns), WAGE, WORKS)
    assert "SK764" in rules(refusal)


def test_a_selection_that_is_no_yes_or_no_is_refused(workers, dataset_of):
    columns = workers()
    columns["works"] = columns["works"] + 1
    columns["wage"] = np.arange(500.0)
    with pytest.raises(DataError, match="'works' is to be 0 or 1") as refusal:
        heckman(dataset_of(columns), WAGE, WORKS)
    assert rules(refusal) == ["SK763"]


def test_no_more_selected_than_coefficients_is_refused(workers, dataset_of):
    columns = {name: values[:60] for name, values in workers().items()}
    columns["works"] = (np.arange(60) % 20 == 0).astype(float)
    columns["wage"] = np.arange(60.0)
    with pytest.raises(DataError, match="of 3 selected cases by 3 coefficients") as refusal:
        heckman(dataset_of(columns), "wage ~ age + weight", "works ~ age + weight + village")
    assert rules(refusal) == ["SK778"]


def test_a_selection_without_a_term_of_its_own_is_noted(sample):
    for found in (
        heckman(sample, WAGE, "works ~ age + woman"),
        heckman(sample, WAGE, "works ~ age", method="two-step"),
        heckprobit(sample, "high ~ age + woman + children", WORKS),
    ):
        assert any("no term that the outcome has not" in note for note in found.notes)


def test_a_mills_ratio_that_other_terms_tell_is_refused_in_two_steps(sample):
    with pytest.raises(DataError, match="inverse Mills ratio of 'wage'") as refusal:
        heckman(sample, WAGE, "works ~ woman", method="two-step")
    assert rules(refusal) == ["SK779"]


@pytest.mark.parametrize(
    "asked", [{"weight": "weight"}, {"cluster": "village"}, {"errors": "robust"}, {"design": Design(weight="weight")}]
)
def test_two_steps_with_weights_clusters_designs_or_robust_errors_are_refused(asked, sample):
    with pytest.raises(DataError, match="two steps with") as refusal:
        heckman(sample, WAGE, WORKS, method="two-step", **asked)
    assert rules(refusal) == ["SK773"]
    assert "maximum likelihood" in refusal.value.problems[0].hint


def test_a_way_that_is_none_is_refused(sample):
    with pytest.raises(DataError, match="'twostep' is no way") as refusal:
        heckman(sample, WAGE, WORKS, method="twostep")
    assert "two-step" in refusal.value.problems[0].hint


def test_a_correlation_that_runs_to_its_bound_is_held_there_and_told(workers, dataset_of):
    found = heckman(dataset_of(workers(500, seed=1, rho=1.0)), WAGE, WORKS)
    assert found.measures["rho"] == pytest.approx(0.999, abs=1e-12)
    assert any("held at 0.999" in note for note in found.notes)
    assert "rho" not in {one.term for one in found.coefficients} | {test.name for test in found.tests}
    assert np.isfinite(found.covariance).all()
    assert (np.diag(found.covariance) > 0).all()


def test_of_several_maxima_that_of_the_two_steps_is_told_and_a_higher_one_noted(workers, dataset_of):
    found = heckman(dataset_of(workers(200, seed=27, rho=0.3, own=0.0)), WAGE, "works ~ age + woman")
    assert found["rho"].value == pytest.approx(-0.400, abs=5e-4)
    assert found.loglik == pytest.approx(-374.452467, abs=1e-5)
    assert any("another maximum, a higher one" in note and "0.91" in note for note in found.notes)


def test_effects_of_a_selection_whose_correlation_is_held_have_errors_all_the_same(workers, dataset_of):
    sample = dataset_of(workers(500, seed=1, rho=1.0))
    for found in (heckman(sample, WAGE, WORKS), heckprobit(sample, "high ~ age + woman", WORKS)):
        assert found.measures["rho"] == pytest.approx(0.999, abs=1e-12)
        assert all(one.se > 0 for one in margins(found).effects if one.value != 0)
    joint = margins(found, at="means").predicted
    assert joint["conditional"] * joint["selection"] == pytest.approx(joint["unconditional"], rel=1e-12)


def test_two_steps_that_give_a_correlation_beyond_one_say_so(workers, dataset_of):
    found = heckman(dataset_of(workers(120, rho=1.0)), WAGE, WORKS, method="two-step")
    assert found.measures["rho"] == 1
    assert any("beyond +1" in note for note in found.notes)


def test_a_category_all_of_whose_cases_are_selected_goes_with_them(workers, dataset_of):
    columns = workers()
    columns["works"][:40] = 1
    columns["wage"][:40] = 3 + np.arange(40) / 10
    columns["civil"] = (np.arange(500) < 40).astype(float)
    found = heckman(dataset_of(columns), f"{WAGE} + civil", f"{WORKS} + civil")
    assert found.n == 460
    assert [(one.term, one.why, one.n) for one in found.dropped][:1] == [("civil", "perfect", 40)]
