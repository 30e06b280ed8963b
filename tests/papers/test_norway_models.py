"""The two equations of the paper on Norway (Tables 3 and 4) on the synthetic sample: each model with cases of its own.

The paper prints 607, 604, 595 and 604 firms in Table 3, and 652, 604, 652 and 604 in Table 4, and no reason why they
differ. On the sample they differ for the same reason: each model loses the firms that lack what it names, and those of
industries in which nobody has its outcome.
"""

from pathlib import Path

import pytest

from surveykit import formats
from surveykit.econometrics.binary.binary import probit
from surveykit.econometrics.joint.biprobit import biprobit
from surveykit.econometrics.margins.treatment import treatment_effects

BARRIERS = "bar_regulation + bar_skills + bar_ipr + bar_infra + bar_network"
FIRST = f"{{}} ~ log(labprod) + {BARRIERS} + inno + log(employees) + group + mne + C(industry)"
SECOND = f"export ~ log(labprod) + {BARRIERS} + {{}} + log(employees) + C(industry)"


@pytest.fixture(scope="module")
def sample():
    return formats.read(Path(__file__).parents[2] / "sample_responses" / "norwegian-sis.parquet").dataset


@pytest.mark.parametrize(
    ("strategy", "cooperates", "exports", "both", "gone"),
    [
        ("coop", 614, 645, 603, {("export", "industry[67]"): 8}),
        ("icoop", 591, 645, 580, {("icoop", "industry[60]"): 23, ("export", "industry[67]"): 8}),
    ],
)
def test_every_column_has_its_own_cases_and_says_which_industries_it_goes_without(
    strategy, cooperates, exports, both, gone, sample
):
    formulas = (FIRST.format(strategy), SECOND.format(strategy))
    assert (probit(sample, formulas[0]).n, probit(sample, formulas[1]).n) == (cooperates, exports)
    fit = biprobit(sample, formulas)
    assert fit.n == both
    assert {(one.equation, one.term): one.n for one in fit.dropped if one.why == "perfect"} == gone
    assert 814 - fit.n == sum(one.n for one in fit.lost) + sum(gone.values())
    assert next(one for one in fit.lost if one.variable == "labprod").undefined == 1  # a firm without turnover


def test_cooperation_makes_export_likelier_and_innovation_cooperation(sample):
    fit = biprobit(sample, (FIRST.format("coop"), SECOND.format("coop")))
    assert fit["coop", "inno"].p < 0.01
    assert fit["export", "coop"].value > 0 > fit["rho"].value
    assert treatment_effects(fit)["ate", "coop"].value > 0
