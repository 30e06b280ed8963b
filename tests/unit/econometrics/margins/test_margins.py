"""Effects of every model: as statsmodels has them, and right where a variable stands in several terms."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.miscmodels.ordinal_model import OrderedModel

from surveykit.design.design import Design, Stage
from surveykit.econometrics.binary.binary import logit, probit
from surveykit.econometrics.categories.multinomial import multinomial
from surveykit.econometrics.categories.ordered import ordered
from surveykit.econometrics.margins.layout import LAYOUTS
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.ols import ols
from surveykit.problems import DataError

SIZE = "log(size)"


@pytest.fixture
def firms(exporters, dataset_of):
    young = (exporters["age"] < 20).astype(float)
    return dataset_of(
        exporters | {"young": young, "lsize": np.log(exporters["size"])}, nominal={"industry": [10, 26, 62, 72]}
    )


def values(effects):
    return [one.value for one in effects.effects]


def errors(effects):
    return [one.se for one in effects.effects]


def predicted(fit, **changed):
    """What a probit predicts on average, where variables hold other values: by its formula, outside of the program."""
    held = fit.prepared.frame.held | changed
    theta = np.array([one.value for one in fit.coefficients])
    from scipy.special import ndtr

    return ndtr(fit.prepared.frame.matrix(0, held) @ theta).mean()


@pytest.mark.parametrize(("model", "theirs"), [(probit, sm.Probit), (logit, sm.Logit)])
@pytest.mark.parametrize(("at", "word"), [("average", "overall"), ("means", "mean")])
def test_effects_of_probit_and_logit_are_those_of_statsmodels(model, theirs, at, word, firms):
    frame = firms.pandas()
    x = sm.add_constant(frame[["lsize", "age", "young"]])
    known = theirs(frame["export"], x).fit(disp=0, method="newton", tol=1e-12)
    for discrete in (True, False):
        found = margins(model(firms, "export ~ lsize + age + young"), at=at, discrete=discrete)
        told = known.get_margeff(at=word, dummy=discrete)
        assert values(found) == pytest.approx(told.margeff, rel=1e-8)
        assert errors(found) == pytest.approx(told.margeff_se, rel=1e-7)


def test_effects_of_a_multinomial_model_are_those_of_statsmodels(firms):
    frame = firms.pandas()
    found = margins(multinomial(firms, "industry ~ lsize + age"))
    known = sm.MNLogit(frame["industry"], sm.add_constant(frame[["lsize", "age"]])).fit(disp=0, tol=1e-12)
    told = known.get_margeff()
    assert found.outcomes == ("10", "26", "62", "72")
    assert values(found) == pytest.approx(np.asarray(told.margeff).T.ravel(), rel=1e-6)
    assert errors(found) == pytest.approx(np.asarray(told.margeff_se).T.ravel(), rel=1e-5)


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_effects_of_an_ordered_model_are_slopes_of_its_probabilities(link, firms):
    """The probabilities by statsmodels, and their slopes by differences."""
    frame = firms.pandas()
    known = OrderedModel(frame["satisfied"], frame[["lsize", "age"]], distr=link).fit(disp=0, method="bfgs", gtol=1e-9)
    found = margins(ordered(firms, "satisfied ~ lsize + age", link=link))
    for place, name in enumerate(("lsize", "age")):
        step = np.zeros(2)
        step[place] = 1e-4
        up, down = (
            known.model.predict(known.params, exog=frame[["lsize", "age"]].to_numpy() + sign * step).mean(axis=0)
            for sign in (1, -1)
        )
        assert [found[level, name].value for level in found.outcomes] == pytest.approx((up - down) / 2e-4, rel=1e-3)
        assert sum(found[level, name].value for level in found.outcomes) == pytest.approx(0, abs=1e-14)


def test_a_linear_model_has_its_coefficients_as_effects(firms):
    fit = ols(firms, "lsize ~ age + young", errors="robust")
    found = margins(fit)
    assert values(found) == pytest.approx([fit["age"].value, fit["young"].value], rel=1e-12)
    assert errors(found) == pytest.approx([fit["age"].se, fit["young"].se], rel=1e-12)
    assert found["age"].p == pytest.approx(fit["age"].p, rel=1e-9)


def test_a_variable_in_several_terms_has_one_effect(firms):
    fit = probit(firms, "export ~ log(size) + age + age**2 + age:young + young")
    found = margins(fit)
    assert [one.term for one in found.effects] == ["size", "age", "young"]
    held = fit.prepared.frame.held
    for name in ("size", "age"):
        up, down = (predicted(fit, **{name: held[name] * (1 + sign * 1e-6)}) for sign in (1, -1))
        weighted = margins(fit, of=name)
        growth = np.average(held[name]) * 0 + (up - down) / 2e-6  # by one per cent of its own size
        scene = sum(_slopes(fit, name) * held[name]) / fit.n
        assert growth == pytest.approx(scene, rel=1e-6)
        assert weighted[name].value == found[name].value == pytest.approx(_slopes(fit, name).mean(), rel=1e-9)
    young = np.ones(fit.n)
    assert found["young"].value == pytest.approx(
        predicted(fit, young=young) - predicted(fit, young=0 * young), rel=1e-12
    )


def _slopes(fit, name):
    """The slope of every case's probability, by differences of the formula."""
    from scipy.special import ndtr

    held, theta = fit.prepared.frame.held, np.array([one.value for one in fit.coefficients])
    step = 1e-4 * held[name]
    at = [ndtr(fit.prepared.frame.matrix(0, held | {name: held[name] + j * step}) @ theta) for j in (-2, -1, 1, 2)]
    return (8 * (at[2] - at[1]) - (at[3] - at[0])) / (12 * step)


def test_categories_change_from_their_base(firms):
    fit = probit(firms, "export ~ lsize + C(industry, 62)")
    found = margins(fit)
    assert [one.term for one in found.effects] == ["lsize", "industry[10]", "industry[26]", "industry[72]"]
    everyone = np.ones(fit.n)
    gained = predicted(fit, industry=26 * everyone) - predicted(fit, industry=62 * everyone)
    assert found["industry[26]"].value == pytest.approx(gained, rel=1e-12)
    assert found["industry[26]"].change == "discrete"


def test_a_category_in_an_interaction_changes_with_it(firms):
    fit = probit(firms, "export ~ lsize * C(industry)")
    everyone = np.ones(fit.n)
    gained = predicted(fit, industry=26 * everyone) - predicted(fit, industry=10 * everyone)
    assert margins(fit)["industry[26]"].value == pytest.approx(gained, rel=1e-12)


def test_at_the_means_numbers_are_at_their_mean_and_categories_at_their_share(firms):
    from scipy.special import ndtr

    fit = probit(firms, "export ~ log(size) + age + C(industry)")
    held, theta = fit.prepared.frame.held, [one.value for one in fit.coefficients]
    shares = [(held["industry"] == code).mean() for code in (26, 62, 72)]
    at = np.array([1, np.log(held["size"].mean()), held["age"].mean(), *shares])
    assert margins(fit, at="means").predicted[""] == pytest.approx(ndtr(at @ theta), rel=1e-12)


def test_errors_of_a_design_carry_over(firms):
    design = Design(weight="w", stages=(Stage(cluster="region"),))
    found = margins(probit(firms, "export ~ lsize", design=design))
    plain = margins(probit(firms, "export ~ lsize", weight="w", cluster="region"))
    assert values(found) == pytest.approx(values(plain), rel=1e-12)
    assert errors(found) == pytest.approx(errors(plain), rel=1e-9)
    assert (found.errors, plain.errors) == ("design", "cluster")
    assert found.df < 40
    assert found["lsize"].p > plain["lsize"].p


def test_averages_are_weighted(firms):
    fit = probit(firms, "export ~ lsize", weight="w")
    density = np.exp(-((fit.prepared.matrices[0].values @ [c.value for c in fit.coefficients]) ** 2) / 2)
    mean = np.average(density / np.sqrt(2 * np.pi), weights=fit.prepared.weights)
    assert margins(fit)["lsize"].value == pytest.approx(mean * fit["lsize"].value, rel=1e-12)


def test_only_what_is_asked_for_is_told_and_what_is_not_there_is_refused(firms):
    fit = probit(firms, "export ~ lsize + age")
    assert [one.term for one in margins(fit, of="age").effects] == ["age"]
    with pytest.raises(DataError, match="'agee' is no variable of the model") as refusal:
        margins(fit, of=["agee", "region"])
    assert [problem.rule.code for problem in refusal.value.problems] == ["SK401", "SK401"]


def test_a_fit_without_its_cases_has_no_effects(firms):
    from dataclasses import replace

    fit = probit(firms, "export ~ lsize")
    for lacking in (replace(fit, prepared=None), replace(fit, kind="else")):
        with pytest.raises(DataError) as refusal:
            margins(lacking)
        assert [problem.rule.code for problem in refusal.value.problems] == ["SK789"]


def test_slopes_along_all_variables_stand_on_one_look_at_what_is_predicted(firms, monkeypatch):
    """What two outcomes are predicted to be is dear: once for slopes, and once for each value of a dummy."""
    looked, usual = [], LAYOUTS["probit"]

    def counting(fit):
        layout = usual(fit)

        def curve(indices):
            looked.append(len(indices))
            return layout.curve(indices)

        return replace(layout, curve=curve)

    fit = probit(firms, "export ~ lsize + age + young")
    expected = margins(fit)
    monkeypatch.setitem(LAYOUTS, "probit", counting)
    assert values(margins(fit)) == values(expected)
    assert len(looked) == 3


def test_a_variable_that_is_1_in_all_cases_is_not_compared_with_0(dataset_of, exporters):
    part = np.where(np.arange(400) % 3 == 0, 0.0, 1.0)
    found = ols(dataset_of(exporters | {"part": part}), "sales ~ I(size / part)")
    assert found.n == 266
    (part, slope) = (margins(found)["part"], found["I(size/part)"])
    assert (part.change, part.value) == (
        "slope",
        pytest.approx(-slope.value * found.prepared.frame.held["size"].mean(), rel=1e-9),
    )


@pytest.mark.parametrize(
    ("formula", "of"), [("export ~ sqrt(many)", "many"), ("export ~ I(size / (age - 30 * young)) + young", "young")]
)
def test_an_effect_that_is_undefined_is_refused(dataset_of, exporters, formula, of):
    """A root is infinitely steep at 0; and some firm, were it young, would divide by 0."""
    young = (exporters["age"] < 20).astype(float)
    data = dataset_of(exporters | {"many": exporters["age"] - exporters["age"].min(), "young": young})
    with pytest.raises(DataError) as refusal:
        margins(logit(data, formula))
    (problem,) = refusal.value.problems
    assert (problem.rule.code, problem.place.variable) == ("SK789", of)
    assert "is undefined for" in problem.what


def test_a_power_that_is_flat_at_0_has_an_effect(dataset_of, exporters):
    data = dataset_of(exporters | {"many": exporters["age"] - exporters["age"].min()})
    fit = ols(data, "sales ~ I(many**1.5)")
    many = fit.prepared.frame.held["many"]
    expected = 1.5 * fit["I(many**1.5)"].value * np.sqrt(many).mean()
    assert margins(fit)["many"].value == pytest.approx(expected, rel=1e-10)
