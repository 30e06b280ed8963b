import numpy as np
import pytest

from surveykit.design.design import Design, Replicates
from surveykit.design.file import DesignFile
from surveykit.econometrics import fit
from surveykit.econometrics.binary.binary import logit, probit
from surveykit.problems import DataError


def refusal(model, *asked, **how):
    with pytest.raises(DataError) as refused:
        model(*asked, **how)
    return refused.value.problems


def test_a_fit_tells_its_cases_terms_and_how_well_it_tells_outcomes(dataset_of, exporters):
    found = probit(dataset_of(exporters, nominal={"industry": [10, 26, 62, 72]}), "export ~ log(size) + C(industry)")
    assert [one.term for one in found.coefficients][1:] == ["log(size)", "industry[26]", "industry[62]", "industry[72]"]
    assert {one.equation for one in found.coefficients} == {"export"}
    assert 0.5 < found.measures["auc"] < 1
    assert found.measures["correct"] > 0.5
    assert found.tests[0].name == "model"
    assert found["log(size)"].low < found["log(size)"].value < found["log(size)"].high


def test_intervals_are_as_wide_as_they_are_asked_for(dataset_of, exporters):
    data = dataset_of(exporters)
    wide, narrow = (logit(data, "export ~ log(size)", level=level)["log(size)"] for level in (0.99, 0.9))
    assert (wide.high - wide.value) / wide.se == pytest.approx(2.5758293035489)
    assert (narrow.high - narrow.value) / narrow.se == pytest.approx(1.6448536269515)


def test_a_dummy_that_tells_the_outcome_goes_with_its_cases_as_in_stata(dataset_of, exporters):
    exporters["export"][exporters["industry"] == 26] = 1
    data = dataset_of(exporters, nominal={"industry": [10, 26, 62, 72]})
    found = probit(data, "export ~ log(size) + C(industry)")
    without = {name: values[exporters["industry"] != 26] for name, values in exporters.items()}
    same = probit(dataset_of(without, nominal={"industry": [10, 62, 72]}), "export ~ log(size) + C(industry)")
    (dropped,) = found.dropped
    assert (dropped.term, dropped.why, dropped.n) == (
        "industry[26]",
        "perfect",
        int((exporters["industry"] == 26).sum()),
    )
    assert (found.n, found.loglik) == (same.n, pytest.approx(same.loglik, rel=1e-12))


def test_one_dummy_after_another_may_tell_the_outcome(dataset_of):
    random = np.random.default_rng(3)
    y, a = random.integers(0, 2, 60).astype(float), np.zeros(60)
    a[:10], y[:10] = 1, 1
    b = np.zeros(60)
    b[8:20], y[10:20] = 1, 0
    found = logit(dataset_of({"y": y, "b": b, "a": a, "x": random.normal(0, 1, 60)}), "y ~ b + a + x")
    assert [(one.term, one.n) for one in found.dropped] == [("a", 10), ("b", 10)]


def test_a_dummy_that_tells_all_outcomes_is_refused(dataset_of):
    (problem,) = refusal(probit, dataset_of({"y": [0, 0, 1, 1], "d": [0, 0, 1, 1], "x": [1, 4, 2, 3]}), "y ~ d + x")
    assert problem.rule.code == "SK774"
    assert "'y' of 4 of 4 cases is told without error by 'd'" in problem.what


@pytest.mark.parametrize("model", [probit, logit])
def test_an_amount_that_tells_the_outcome_is_refused_by_its_name(dataset_of, model):
    x, z = np.arange(20.0), np.tile([1.0, 3.0, 2.0], 7)[:20]
    (problem,) = refusal(model, dataset_of({"y": (x > 11).astype(float), "x": x, "z": z}), "y ~ x + z")
    assert problem.rule.code == "SK774"
    assert "is told without error by 'x'" in problem.what


@pytest.mark.parametrize("model", [probit, logit])
def test_an_amount_that_tells_a_part_of_outcomes_is_refused_too(dataset_of, model):
    x = np.array([1, 2, 3, 4, 5, 5, 5, 6, 7, 8.0])
    y = np.array([0, 0, 0, 0, 0, 1, 0, 1, 1, 1.0])
    (problem,) = refusal(model, dataset_of({"y": y, "x": x}), "y ~ x")
    assert "of 7 of 10 cases is told without error by 'x'" in problem.what


def test_a_base_that_tells_the_outcome_is_refused_with_the_advice_of_another_base(dataset_of, exporters):
    exporters["export"][exporters["industry"] == 10] = 0
    data = dataset_of(exporters, nominal={"industry": [10, 26, 62, 72]})
    (problem,) = refusal(probit, data, "export ~ log(size) + C(industry)")
    assert problem.rule.code == "SK774"
    assert "name another base" in problem.hint
    assert probit(data, "export ~ log(size) + C(industry, 26)").dropped[0].term == "industry[10]"


def test_an_outcome_of_other_values_than_0_and_1_is_refused(dataset_of):
    (problem,) = refusal(probit, dataset_of({"y": [1, 2, 2, 1], "x": [1, 4, 2, 3]}), "y ~ x")
    assert (problem.rule.code, problem.place.variable) == ("SK763", "y")
    assert "is to be 0 or 1, and holds 2" in problem.what
    assert problem.hint.endswith("such as `y = 2`")


def test_an_amount_as_outcome_is_refused_with_a_threshold_and_the_model_of_amounts(dataset_of, exporters):
    (problem,) = refusal(probit, dataset_of(exporters | {"y": np.arange(400) + 2.0}), "y ~ export")
    assert problem.hint.endswith("such as `y >= 202`; of an amount as it is `ols` makes a model")


def test_with_a_weight_errors_are_robust_and_no_likelihood_ratio_is_told(dataset_of, exporters):
    found = probit(dataset_of(exporters), "export ~ log(size)", weight="w")
    assert found.errors == "robust"
    assert found.tests[0].method == "Wald"
    assert "aic" not in found.measures


def test_errors_by_cluster_need_a_cluster_and_more_than_one(dataset_of, exporters):
    data = dataset_of(exporters | {"one": np.ones(400)})
    (problem,) = refusal(probit, data, "export ~ log(size)", errors="cluster")
    assert problem.rule.code == "SK773"
    (problem,) = refusal(probit, data, "export ~ log(size)", cluster="one")
    assert "all cases of the model are in one" in problem.what
    (problem,) = refusal(probit, data, "export ~ log(size)", errors="design")
    assert "no design is given" in problem.what
    (problem,) = refusal(probit, data, "export ~ log(size)", errors="design", weight="w")
    assert "no design is given" in problem.what
    (problem,) = refusal(probit, data, "export ~ log(size)", errors="sandwich")
    assert problem.hint == "they are 'classical', 'robust', 'cluster', 'design'"


def test_a_level_that_is_no_share_is_refused(dataset_of, exporters):
    (problem,) = refusal(logit, dataset_of(exporters), "export ~ log(size)", level=95)
    assert (problem.rule.code, problem.hint) == ("SK773", "the level is a share, such as 0.95")


def test_an_unknown_model_and_a_formula_too_many_are_refused(dataset_of, exporters):
    data = dataset_of(exporters)
    (problem,) = refusal(fit, data, "probid", ["export ~ size"])
    assert problem.hint.startswith("did you mean 'probit'? The models are 'biprobit', ")
    (problem,) = refusal(fit, data, "probit", ["export ~ size", "export ~ age"])
    assert "has 1 formula, and 2 are given" in problem.what


def test_outcomes_of_very_rare_cases_have_a_maximum(dataset_of):
    random = np.random.default_rng(5)
    x = random.normal(0, 1, 20_000)
    y = (random.uniform(size=20_000) < 1 / (1 + np.exp(7.5 - x))).astype(float)
    found = logit(dataset_of({"y": y, "x": x}), "y ~ x")
    assert found["x"].value == pytest.approx(1, abs=4 * found["x"].se)
    assert found["x"].se < 0.5


def test_a_replicate_weight_without_a_model_is_named(dataset_of, exporters):
    away = (exporters["industry"] == 26) & (exporters["export"] == 1)
    weights = {"jk1": np.ones(400), "jk2": np.where(away, 0.0, 1.0), "jk3": np.ones(400)}
    data = dataset_of(exporters | weights, nominal={"industry": [10, 26, 62, 72]})
    design = Design(replicates=Replicates(weights=("jk*",), method="JK1"))
    (problem,) = refusal(probit, data, "export ~ log(size) + C(industry)", design=design)
    assert problem.rule.code == "SK774"
    assert problem.what.startswith(
        "with the replicate weight 'jk2' the coefficient of 'industry[26]' grows without end"
    )


def test_a_formula_alone_needs_no_list(dataset_of, exporters):
    data = dataset_of(exporters)
    assert fit(data, "probit", "export ~ log(size)") == probit(data, "export ~ log(size)")


def test_a_design_file_in_the_place_of_its_design_is_refused_with_the_way_to_it(dataset_of, exporters):
    given = DesignFile(design=Design(weight="w"))
    (problem,) = refusal(probit, dataset_of(exporters), "export ~ log(size)", design=given)
    assert (problem.rule.code, problem.what) == ("SK773", "the design is a DesignFile, and is to be a Design")
    assert "load_design" in problem.hint
