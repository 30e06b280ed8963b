"""What a cause adds, and by which way other variables change an outcome: against the model predicted by hand."""

import numpy as np
import pytest
from scipy.special import ndtr

from surveykit.econometrics.binary.binary import probit
from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.econometrics.joint.normal import phi2
from surveykit.econometrics.margins.margins import margins
from surveykit.econometrics.margins.treatment import treatment_effects
from surveykit.problems import DataError

dice = np.random.default_rng(21)
N = 500
SIZE, HELP, AGE = dice.normal(size=N), dice.integers(0, 2, N).astype(float), dice.normal(size=N)
FIRST = dice.normal(size=N)
INNO = (-0.3 + 0.4 * SIZE + 0.9 * HELP + FIRST > 0).astype(float)
LATENT = -0.4 + 0.8 * INNO + 0.3 * INNO * AGE + 0.5 * SIZE - 0.2 * AGE + 0.4 * FIRST
EXPORT = (LATENT + 0.9 * dice.normal(size=N) > 0).astype(float)
COLUMNS = {"inno": INNO, "export": EXPORT, "size": SIZE, "help": HELP, "age": AGE, "w": dice.uniform(0.5, 3, N)}
FORMULAS = ("inno ~ size + help", "export ~ inno + inno:age + size + size**2 + age")


def predicted(fit, size=SIZE, help_=HELP, age=AGE, *, own=None):
    """P(export) by hand; `own` is the size in the formula of the cause, where it differs."""

    def b(equation, term):
        return fit[equation, term].value

    cause = b("inno", "(constant)") + b("inno", "size") * (size if own is None else own) + b("inno", "help") * help_
    rest = b("export", "(constant)") + b("export", "size") * size + b("export", "size**2") * size**2
    lacking = rest + b("export", "age") * age
    having = lacking + b("export", "inno") + b("export", "inno:age") * age
    rho = fit["rho"].value
    return cause, having, lacking, phi2(cause, having, rho) + phi2(-cause, lacking, -rho)


def slope(value, step=1e-3):
    return (value(-2 * step) - 8 * value(-step) + 8 * value(step) - value(2 * step)) / (12 * step)


@pytest.fixture(params=[None, "w"], ids=["each once", "weighted"])
def fitted(request, dataset_of):
    weights = np.ones(N) if request.param is None else COLUMNS["w"]
    return biprobit(dataset_of(COLUMNS), FORMULAS, weight=request.param), weights


def test_a_cause_adds_what_its_terms_say_products_too(fitted):
    fit, w = fitted
    effects = treatment_effects(fit)
    cause, having, lacking, _ = predicted(fit)
    rho = fit["rho"].value
    assert effects["ate", "inno"].value == pytest.approx(np.average(ndtr(having) - ndtr(lacking), weights=w))
    gain = (phi2(cause, having, rho) - phi2(cause, lacking, rho)) / ndtr(cause)
    assert effects["att", "inno"].value == pytest.approx(np.average(gain, weights=w * INNO))
    assert effects.predicted["ate"] == pytest.approx(np.average(ndtr(lacking), weights=w))
    without = phi2(cause, lacking, rho) / ndtr(cause)
    assert effects.predicted["att"] == pytest.approx(np.average(without, weights=w * INNO))


def test_other_variables_work_directly_and_through_the_cause(fitted):
    fit, w = fitted
    found = margins(fit)
    assert {one.variable for one in found.effects} == {"size", "help", "age"}  # the cause is told by itself
    total = slope(lambda by: np.average(predicted(fit, SIZE + by)[-1], weights=w))
    direct = slope(lambda by: np.average(predicted(fit, SIZE + by, own=SIZE)[-1], weights=w))
    assert found["total", "size"].value == pytest.approx(total, rel=1e-8)
    assert found["direct", "size"].value == pytest.approx(direct, rel=1e-8)
    assert found["indirect", "size"].value == pytest.approx(total - direct, rel=1e-7)
    helped = np.average(predicted(fit, help_=1.0)[-1] - predicted(fit, help_=0.0)[-1], weights=w)
    assert [found[by, "help"].value for by in ("total", "indirect")] == pytest.approx([helped, helped])
    aged = slope(lambda by: np.average(predicted(fit, age=AGE + by)[-1], weights=w))
    assert found["direct", "age"].value == pytest.approx(aged, rel=1e-8)
    assert found["indirect", "age"].value == pytest.approx(0, abs=1e-14)
    assert found.predicted["total"] == pytest.approx(np.average(predicted(fit)[-1], weights=w))


def test_of_two_outcomes_without_a_cause_each_and_both_are_predicted(dataset_of):
    fit = biprobit(dataset_of(COLUMNS), ("inno ~ size + help", "export ~ size + age"))
    found = margins(fit, of="size")
    assert found.outcomes == ("inno", "export", "both")
    first, second = (
        fit[name, "(constant)"].value + fit[name, "size"].value * SIZE + fit[name, more].value * COLUMNS[more]
        for name, more in (("inno", "help"), ("export", "age"))
    )
    assert found.predicted["both"] == pytest.approx(phi2(first, second, fit["rho"].value).mean())
    by, own = fit["inno", "size"].value, fit["export", "size"].value
    both = slope(lambda step: phi2(first + by * step, second + own * step, fit["rho"].value).mean())
    assert found["both", "size"].value == pytest.approx(both, rel=1e-8)


def test_effects_are_told_with_the_correlation_held_at_its_bound(dataset_of):
    columns = COLUMNS | {"export": np.maximum(EXPORT, INNO)}
    fit = biprobit(dataset_of(columns), ("inno ~ size + help", "export ~ size + age"))
    found = margins(fit)
    assert "rho" in fit.measures
    assert found.predicted["both"] == pytest.approx(found.predicted["inno"], abs=0.01)  # all who innovate export
    assert all(np.isfinite([one.value, one.se]).all() for one in found.effects)


@pytest.mark.parametrize("formulas", ["inno ~ size", ("inno ~ size + help", "export ~ size + age")])
def test_a_model_without_a_cause_has_no_treatment_effects(formulas, dataset_of):
    fit = (probit if isinstance(formulas, str) else biprobit)(dataset_of(COLUMNS), formulas)
    with pytest.raises(DataError) as refusal:
        treatment_effects(fit)
    assert refusal.value.problems[0].rule.code == "SK777"
