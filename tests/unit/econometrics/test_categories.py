import numpy as np
import pytest

from surveykit.econometrics.binary.binary import logit, probit
from surveykit.econometrics.categories.multinomial import Multinomial, multinomial
from surveykit.econometrics.categories.ordered import Ordered, ordered
from surveykit.problems import DataError


def refusal(model, *asked, **how):
    with pytest.raises(DataError) as refused:
        model(*asked, **how)
    return refused.value.problems


def differences(likelihood, theta):
    """The slopes of a likelihood and its second derivatives, by differences."""
    steps = 1e-5 * np.eye(len(theta))
    slopes = [(likelihood.parts(theta + s)[0].sum() - likelihood.parts(theta - s)[0].sum()) / 2e-5 for s in steps]
    second = [
        (likelihood.parts(theta + s)[1].sum(axis=0) - likelihood.parts(theta - s)[1].sum(axis=0)) / 2e-5 for s in steps
    ]
    return np.array(slopes), np.array(second)


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_the_derivatives_of_an_ordered_likelihood_are_its_differences(link):
    random = np.random.default_rng(2)
    likelihood = Ordered(link, random.integers(0, 4, 50), 4, random.normal(0, 1, (50, 2)))
    theta = np.array([0.3, -0.5, -1.0, 0.2, 1.4])
    _, scores, hessian = likelihood.parts(theta)
    slopes, second = differences(likelihood, theta)
    assert scores.sum(axis=0) == pytest.approx(slopes, rel=1e-6, abs=1e-7)
    assert hessian == pytest.approx(second, rel=1e-6, abs=1e-6)


def test_the_derivatives_of_a_multinomial_likelihood_are_its_differences():
    random = np.random.default_rng(2)
    likelihood = Multinomial(random.integers(0, 3, 50), 3, random.normal(0, 1, (50, 2)))
    theta = np.array([0.3, -0.5, -1.0, 0.2])
    _, scores, hessian = likelihood.parts(theta)
    slopes, second = differences(likelihood, theta)
    assert scores.sum(axis=0) == pytest.approx(slopes, rel=1e-6, abs=1e-7)
    assert hessian == pytest.approx(second, rel=1e-6, abs=1e-6)


def test_a_likelihood_far_out_in_the_tails_is_still_a_number():
    far = Ordered("probit", np.array([0, 1, 2]), 3, np.array([[30.0], [60.0], [-30.0]]))
    each, scores, hessian = far.parts(np.array([1.0, -1.0, 1.0]))
    assert np.isfinite(each).all()
    assert each[0] == pytest.approx(-0.5 * 31**2, rel=0.02)
    assert np.isfinite(scores).all()
    assert np.isfinite(hessian).all()


def test_thresholds_are_told_by_the_codes_they_part(dataset_of, exporters):
    found = ordered(dataset_of(exporters), "satisfied ~ log(size)")
    assert [(one.equation, one.term) for one in found.coefficients] == [
        ("satisfied", "log(size)"),
        ("", "1|2"),
        ("", "2|3"),
        ("", "3|4"),
    ]
    cuts = [one.value for one in found.coefficients[1:]]
    assert cuts == sorted(cuts)
    assert found.tests[0].df == 1


@pytest.mark.parametrize(("model", "link"), [(logit, "logit"), (probit, "probit")])
def test_an_order_of_two_is_a_binary_model(dataset_of, exporters, model, link):
    data = dataset_of(exporters)
    found, plain = ordered(data, "export ~ log(size)", link=link), model(data, "export ~ log(size)")
    assert found["log(size)"].value == pytest.approx(plain["log(size)"].value, rel=1e-9)
    assert found["0|1"].value == pytest.approx(-plain["(constant)"].value, rel=1e-9)
    assert found.loglik == pytest.approx(plain.loglik, abs=1e-10)


def test_two_categories_without_an_order_are_a_logit(dataset_of, exporters):
    data = dataset_of(exporters)
    found, plain = (
        multinomial(data, "export ~ log(size)", errors="robust"),
        logit(data, "export ~ log(size)", errors="robust"),
    )
    assert found["log(size)"].equation == "export[1]"
    assert (found["log(size)"].value, found["log(size)"].se) == pytest.approx(
        (plain["log(size)"].value, plain["log(size)"].se), rel=1e-9
    )


def test_an_equation_for_each_category_but_the_first_listed(dataset_of, exporters):
    data = dataset_of(exporters, nominal={"industry": [62, 10, 26, 72]})
    found = multinomial(data, "industry ~ log(size) + export")
    assert list(dict.fromkeys(one.equation for one in found.coefficients)) == [
        "industry[10]",
        "industry[26]",
        "industry[72]",
    ]
    assert found.tests[0].df == 6


def test_a_category_that_is_told_without_error_is_refused_by_its_term(dataset_of, exporters):
    exporters["high"] = (exporters["satisfied"] == 4).astype(float)
    (problem,) = refusal(ordered, dataset_of(exporters), "satisfied ~ log(size) + high")
    assert problem.rule.code == "SK774"
    assert "'high' grows without end" in problem.what
    (problem,) = refusal(multinomial, dataset_of(exporters), "satisfied ~ log(size) + high")
    assert problem.rule.code == "SK774"


def test_an_outcome_that_is_reckoned_has_no_categories(dataset_of, exporters):
    (problem,) = refusal(ordered, dataset_of(exporters), "log(satisfied) ~ size")
    assert problem.rule.code == "SK763"


def test_an_amount_is_no_outcome_of_categories(dataset_of, exporters):
    (problem,) = refusal(multinomial, dataset_of(exporters), "sales ~ size")
    assert problem.rule.code == "SK702"


def test_an_ordered_model_has_thresholds_in_the_place_of_a_constant(dataset_of, exporters):
    (problem,) = refusal(ordered, dataset_of(exporters), "satisfied ~ log(size) - 1")
    assert problem.rule.code == "SK773"


def test_an_amount_is_no_outcome_of_a_multinomial_model(dataset_of, exporters):
    """Each of its values would be a category with an equation; it took minutes to find that none has a maximum."""
    with pytest.raises(DataError) as refusal:
        multinomial(dataset_of({name: values[:120] for name, values in exporters.items()}), "sales ~ size")
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.what) == ("SK773", "'sales' has 120 categories: 238 coefficients for 120 cases")
