import numpy as np
import pytest

from surveykit.design.design import Design, Replicates, Stage
from surveykit.econometrics.hypotheses import likelihood_ratio, wald
from surveykit.econometrics.ols import ols
from surveykit.problems import DataError

FORMULA = "log(sales) ~ log(size) + export"


def refusal(model, *asked, **how):
    with pytest.raises(DataError) as refused:
        model(*asked, **how)
    return refused.value.problems


def test_absorbed_categories_give_the_coefficients_and_errors_of_dummies(dataset_of, exporters):
    data = dataset_of(exporters, nominal={"region": list(range(1, 41)), "industry": [10, 26, 62, 72]})
    found = ols(data, FORMULA, absorb=["region", "industry"])
    dummies = ols(data, f"{FORMULA} + C(region) + C(industry)")
    for name in ("log(size)", "export"):
        assert (found[name].value, found[name].se) == pytest.approx((dummies[name].value, dummies[name].se), rel=1e-9)
    assert (found.df, found.absorbed) == (dummies.df, ("region", "industry"))
    assert found.measures["r2"] == pytest.approx(dummies.measures["r2"], rel=1e-12)
    assert found.measures["r2_within"] < found.measures["r2"]


def test_the_constant_beside_absorbed_categories_is_that_of_the_mean_case(dataset_of, exporters):
    found = ols(dataset_of(exporters), FORMULA, absorb="region")
    means = np.log(exporters["size"]).mean(), exporters["export"].mean()
    told = found["(constant)"].value + means[0] * found["log(size)"].value + means[1] * found["export"].value
    assert told == pytest.approx(np.log(exporters["sales"]).mean(), rel=1e-10)


def test_a_term_that_absorbed_categories_tell_is_dropped(dataset_of, exporters):
    found = ols(dataset_of(exporters | {"north": exporters["region"] > 20}), f"{FORMULA} + north", absorb=["region"])
    assert [(one.term, one.why) for one in found.dropped] == [("north", "collinear")]
    assert len(found.coefficients) == 3


def test_categories_that_hang_together_in_parts_are_counted_once(dataset_of):
    random = np.random.default_rng(1)
    worker = np.repeat(np.arange(20.0), 6)
    firm = np.where(worker < 10, random.integers(0, 4, 120), random.integers(4, 8, 120)).astype(float)
    data = dataset_of({"y": random.normal(0, 1, 120), "x": random.normal(0, 1, 120), "worker": worker, "firm": firm})
    dummies = ols(data, "y ~ x + C(worker) + C(firm)")
    found = ols(data, "y ~ x", absorb=["worker", "firm"])
    assert found.df == dummies.df == 120 - 1 - (20 + 8 - 2)
    assert found["x"].se == pytest.approx(dummies["x"].se, rel=1e-9)


def test_as_many_coefficients_as_cases_are_refused(dataset_of):
    (problem,) = refusal(ols, dataset_of({"y": [1, 2, 4], "x": [1, 3, 2], "z": [5, 1, 1]}), "y ~ x + z")
    assert problem.rule.code == "SK773"
    assert "3 cases for 3 coefficients" in problem.what


def test_a_design_that_leaves_no_degrees_of_freedom_is_refused(dataset_of, exporters):
    exporters["half"] = (exporters["region"] > 20).astype(float)
    design = Design(stages=(Stage(cluster="half"),))
    (problem,) = refusal(ols, dataset_of(exporters), "sales ~ size + age", design=design)
    assert problem.rule.code == "SK773"
    assert "leaves 1 degrees of freedom, and the model has 3 coefficients" in problem.what


def test_terms_of_a_variable_are_tested_together(dataset_of, exporters):
    data = dataset_of(exporters, nominal={"industry": [10, 26, 62, 72]})
    found = ols(data, "log(sales) ~ log(size) + C(industry)")
    test, less = wald(found, "industry"), ols(data, "log(sales) ~ log(size)")
    rss = [one.measures["rmse"] ** 2 * one.df for one in (less, found)]
    assert (test.method, test.df, test.df2) == ("F", 3, 395)
    assert test.statistic == pytest.approx((rss[0] - rss[1]) / 3 / (rss[1] / 395), rel=1e-10)
    assert wald(found, ["C(industry)"]).p == test.p
    (problem,) = refusal(wald, found, "log(sise)")
    assert problem.hint == "did you mean 'log(size)'?"


def test_a_likelihood_ratio_needs_models_of_which_one_holds_the_other(dataset_of, exporters):
    data = dataset_of(exporters)
    full, less = ols(data, FORMULA), ols(data, "log(sales) ~ log(size)")
    test = likelihood_ratio(less, full)
    assert (test.statistic, test.df) == (pytest.approx(2 * (full.loglik - less.loglik)), 1)
    (problem,) = refusal(likelihood_ratio, less, ols(data, "log(sales) ~ export"))
    assert "neither model holds the other" in problem.what
    (problem,) = refusal(likelihood_ratio, full, ols(data, "log(sales) ~ log(size)", errors="robust"))
    assert "robust errors" in problem.what


def test_errors_of_few_clusters_do_not_tell_many_terms_apart(dataset_of, exporters):
    exporters["third"] = exporters["region"] % 3
    data = dataset_of(exporters, nominal={"industry": [10, 26, 62, 72]})
    found = ols(data, "log(sales) ~ log(size) + C(industry)", cluster="third")
    (problem,) = refusal(wald, found, ["industry", "log(size)"])
    assert problem.rule.code == "SK773"
    assert found.tests == ()


def test_an_outcome_that_is_told_wholly_has_errors_of_nothing_and_no_likelihood_of_infinity(dataset_of, exporters):
    found = ols(dataset_of(exporters | {"twice": 2 * exporters["age"]}), "twice ~ age + size")
    assert found["age"].value == pytest.approx(2)
    assert found["age"].p == 0
    assert found.measures["r2"] == 1
    assert all(np.isfinite(value) for value in found.measures.values())


def test_an_outcome_that_is_a_sum_of_its_terms_is_told_to_be_one(dataset_of, exporters):
    """Errors and tests are then of the rounding, and may be anything: a constant of 1e-13 with a p of 0.01."""
    data = dataset_of(exporters | {"both": exporters["size"] + 2 * exporters["age"]})
    (note,) = ols(data, "both ~ size + age").notes
    assert note.startswith("The terms tell both exactly.")
    assert ols(data, "both ~ size").notes == ()
    far = dataset_of({"y": [1e9 + i % 7 for i in range(50)], "x": list(range(50))})
    assert ols(far, "y ~ x").notes == ()


@pytest.mark.parametrize("errors", ["classical", "robust"])
def test_an_outcome_that_absorbed_categories_tell_is_refused(dataset_of, exporters, errors):
    data = dataset_of(exporters | {"wages": exporters["region"] * 3})
    (problem,) = refusal(ols, data, "wages ~ size", absorb=["region"], errors=errors)
    assert (problem.rule.code, problem.place.variable) == ("SK764", "wages")
    assert problem.what == "the outcome 'wages' is the same in all cases of each absorbed category"


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (lambda kind, w: np.where(kind == 26, 0, w), "nothing tells 'industry[26]' from the other terms"),
        (lambda kind, w: np.where(kind == 10, 0, w), "nothing tells 'industry[72]' from the other terms"),
        (lambda kind, w: np.where(kind == 26, -w, w), "some cases weigh less than nothing"),
    ],
)
def test_a_replicate_weight_that_takes_a_category_away_is_named(dataset_of, exporters, of, said):
    """A jackknife leaves out a cluster, and with it all cases of a category that is nowhere else."""
    r1 = of(exporters["industry"], exporters["w"])
    data = dataset_of(exporters | {"r1": r1, "r2": exporters["w"]}, nominal={"industry": [10, 26, 62, 72]})
    design = Design(weight="w", replicates=Replicates(weights=("r1", "r2"), method="other", scale=0.5))
    (problem,) = refusal(ols, data, "sales ~ size + C(industry)", design=design)
    assert (problem.rule.code, problem.what) == ("SK773", f"with the replicate weight 'r1' {said}")
