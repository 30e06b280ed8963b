"""Estimates of samples whose numbers one can work out by hand."""

from math import sqrt

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Replicates, Stage
from surveykit.expr.parse import parse
from surveykit.problems import DataError
from surveykit.stats.cases import FILTERED, WEIGHT_MISSING, WEIGHT_NOT_POSITIVE
from surveykit.stats.estimate.contrast import differences
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import count, mean, proportion, ratio, total

CODES = (Code(value=1), Code(value=2), Code(value=3))


def sample(**columns):
    """A dataset of numbers; `kind` has the codes 1, 2 and 3."""
    variables = tuple(
        Variable(name=name, measure="scale", missing=standard_missing("number"))
        if name != "kind"
        else Variable(name=name, codes="kinds", missing=standard_missing("number"))
        for name in columns
    )
    lists = {"kinds": CodeList(name="kinds", codes=CODES)} if "kind" in columns else {}
    table = pa.table({name: pa.array(values, pa.float64()) for name, values in columns.items()})
    return Dataset(Codebook(name="sample", variables=variables, lists=lists), table)


TOWNS = Design(stages=(Stage(cluster="town"),))


def one(dataset, statistic, **options):
    return estimate(dataset, [statistic], **options).estimates[0]


def test_a_mean_of_cases_drawn_at_random_has_the_error_every_textbook_gives():
    found = one(sample(x=[1, 2, 3, 4]), mean("x"))
    assert (found.value, found.n, found.df) == (2.5, 4, 3)
    assert found.se == pytest.approx(sqrt(5 / 3 / 4), rel=1e-15)
    assert found.deff_replace == pytest.approx(1, rel=1e-14)
    assert found.high == pytest.approx(2.5 + 3.182446305283709 * found.se, rel=1e-12)


def test_cases_of_one_town_are_not_told_apart():
    found = one(sample(x=[1, 1, 5, 5], town=[1, 1, 2, 2]), mean("x"), design=TOWNS)
    assert (found.value, found.df) == (3, 1)
    assert found.se == pytest.approx(2, rel=1e-15)


def test_a_town_without_a_case_in_the_domain_counts_as_drawn():
    """A mean of the domain has the variance of its total among three towns, of which one has none."""
    data = sample(x=[1, 2, 9, 9], town=[1, 2, 3, 3], kind=[1, 1, 2, 2])
    found = one(data, total("x"), by=["kind"], design=TOWNS)
    sums = np.array([1, 2, 0])
    assert found.domain == (1,)
    assert found.se == pytest.approx(sqrt(3 * sums.var(ddof=1)), rel=1e-14)
    same = one(data, total("x"), where=parse("kind = 1"), design=TOWNS)
    assert (same.value, same.se) == (found.value, found.se)


def test_large_numbers_that_differ_little_keep_their_error():
    """Nothing cancels: the same spread around a thousand million has the same error."""
    spread = [0.0, 0.25, 0.5, 0.75]
    far = one(sample(x=[1e9 + x for x in spread]), mean("x"))
    near = one(sample(x=spread), mean("x"))
    assert far.se == pytest.approx(near.se, rel=1e-12)
    assert far.deff_replace == pytest.approx(1, rel=1e-12)
    domains = sample(x=[*(1e9 + x for x in spread), *spread], kind=[1, 1, 1, 1, 2, 2, 2, 2])
    errors = [each.se for each in estimate(domains, [mean("x")], by=["kind"]).estimates]
    assert errors[0] == pytest.approx(errors[1], rel=1e-12)


def test_what_is_missing_is_counted_by_reason_in_each_domain():
    data = sample(x=[1, -9, -8, None, 5, -9], kind=[1, 1, 1, 1, 2, 2])
    first, second = estimate(data, [mean("x")], by=["kind"]).estimates
    assert [(lack.reason, lack.n) for lack in first.missing] == [("dont_know", 1), ("no_answer", 1), ("blank", 1)]
    assert [(lack.reason, lack.n) for lack in second.missing] == [("no_answer", 1)]
    assert (first.n, first.value, second.n, second.value) == (1, 1, 1, 5)


def test_a_ratio_needs_both_and_a_case_that_lacks_both_is_missing_once():
    found = one(sample(x=[2, 4, -9, -9], y=[1, 2, 3, -8]), ratio("x", "y"))
    assert (found.value, found.n, found.variable) == (2, 2, "x/y")
    assert [(lack.reason, lack.n) for lack in found.missing] == [("no_answer", 2)]


def test_a_domain_in_which_nothing_is_valid_has_no_estimate():
    data = sample(x=[1, 2, -9], kind=[1, 1, 2])
    first, second = estimate(data, [mean("x")], by=["kind"]).estimates
    assert first.value == 1.5
    assert (second.value, second.se, second.low, second.deff, second.n) == (None, None, None, None, 0)


def test_a_category_nobody_chose_has_a_share_of_zero():
    shares = estimate(sample(kind=[1, 1, 2, 2]), [proportion("kind"), count("kind")]).estimates
    assert [(each.category, each.value) for each in shares] == [(1, 0.5), (2, 0.5), (3, 0), (1, 2), (2, 2), (3, 0)]
    assert shares[2].se == 0


def test_cases_of_no_domain_are_counted():
    found = estimate(sample(x=[1, 2, 3], kind=[1, -9, None]), [mean("x")], by=["kind"])
    assert [(lack.reason, lack.n) for lack in found.ungrouped] == [("no_answer", 1), ("blank", 1)]


def test_cases_without_a_weight_are_left_out_and_counted():
    data = sample(x=[1, 2, 3, 4], w=[1, None, 0, 2])
    found = estimate(data, [mean("x")], design=Design(weight="w"), where=parse("x < 4"))
    assert dict(found.cases.left_out) == {WEIGHT_MISSING: 1, WEIGHT_NOT_POSITIVE: 1, FILTERED: 1}
    assert (found.estimates[0].value, found.estimates[0].weight) == (1, 1)


def test_a_stratum_with_one_cluster_is_refused_with_a_way_on():
    design = Design(stages=(Stage(strata="kind", cluster="town"),))
    with pytest.raises(DataError) as refused:
        estimate(sample(x=[1, 2, 3], kind=[1, 1, 2], town=[1, 2, 3]), [mean("x")], design=design)
    (problem,) = refused.value.problems
    assert problem.rule.code == "SK705"
    assert "lonely: adjust" in problem.hint


@pytest.mark.parametrize(
    ("lonely", "errors"),
    [
        ("adjust", [0.923816271952426, 0.602935080901535, 1.3035629036717]),
        ("average", [1.02344629387453, 0.564603954433537, 1.39151048409788]),
    ],
)
def test_a_stratum_is_lonely_by_its_valid_cases_and_a_difference_by_all(lonely, errors):
    """R 4.5, survey 4.5, adjust.domain.lonely: svymean(~x, subset(d, kind == 1)), svymean(~x, d), svyby(covmat = TRUE).

    With `na.rm = TRUE`, over d = svydesign(id = ~1, strata = ~place, weights = ~w).
    """
    data = sample(
        x=[3, 5, None, 8, 6, 7, 4, 9, None, None],
        place=[1, 1, 1, 2, 2, 2, 3, 4, 4, 4],
        kind=[1, 2, 1, 1, 1, 2, 1, 1, 2, 2],
        w=[2, 2, 2, 3, 3, 3, 4, 1, 1, 1],
    )
    design = Design(weight="w", stages=(Stage(strata="place"),), lonely=lonely, lonely_domains=True)
    by = estimate(data, [mean("x")], by=["kind"], design=design)
    (difference,) = differences(by).differences
    found = [by.estimates[0].se, one(data, mean("x"), design=design).se, difference.contrast.se]
    assert found == pytest.approx(errors, rel=1e-12)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"design": Design(weight="w")}, "2 of 2 left out (weight not positive)"),
        ({"where": parse("x > 5"), "by": ["kind"]}, "2 of 2 left out (filtered)"),
        ({"by": ["none"]}, "2 without a valid value of 'none'"),
    ],
)
def test_where_nobody_is_left_it_says_what_left_them_out(options, told):
    with pytest.raises(DataError, match="SK743") as refused:
        estimate(sample(x=[1, 2], w=[-3, 0], kind=[1, 2], none=[None, None]), [mean("x")], **options)
    assert told in str(refused.value)


def test_what_is_wrong_with_several_statistics_is_told_at_once():
    with pytest.raises(DataError) as refused:
        estimate(sample(x=[1.5, 2], kind=[1, 2]), [mean("kind"), total("x"), total("kind")])
    assert [problem.what for problem in refused.value.problems] == [
        "'kind' is no number, and has no mean",
        "'kind' is no number, and has no total",
    ]


def test_an_error_that_is_rounding_is_none():
    """The mean of 0.1 three times is not 0.1 to the last bit; nothing varies all the same."""
    data = sample(x=[0.1, 0.1, 0.1, 0.7], y=[0.3, 0.3, 0.3, 2.1], kind=[1, 1, 1, 2])
    found = one(data, ratio("x", "y"))
    assert (found.se, found.low, found.deff_replace) == (0, found.value, None)
    (difference,) = differences(estimate(data, [mean("x")], by=["kind"])).differences
    assert (difference.contrast.se, difference.contrast.p) == (0, None)


@pytest.mark.parametrize("statistic", [mean("kind"), total("kind"), ratio("kind", "x")])
def test_a_mean_of_names_is_refused_with_what_to_ask_for(statistic):
    with pytest.raises(DataError) as refused:
        estimate(sample(x=[1, 2], kind=[1, 2]), [statistic])
    (problem,) = refused.value.problems
    assert (problem.rule.code, "prop:kind" in problem.hint) == ("SK741", True)


def test_every_name_that_is_unknown_is_told_at_once():
    with pytest.raises(DataError) as refused:
        estimate(sample(x=[1, 2]), [mean("y")], by=["z"], design=Design(weight="v"))
    assert len(refused.value.problems) == 3


def test_one_case_has_a_mean_and_no_error_to_be_sure_of():
    found = one(sample(x=[5, -9]), mean("x"))
    assert (found.value, found.n) == (5, 1)


def test_degrees_of_freedom_are_counted_as_asked_for():
    data = sample(x=[1, 2, 3, 4, 5, 6], kind=[1, 1, 2, 2, 1, 3], town=[1, 2, 3, 4, 5, 6], area=[1, 1, 1, 2, 2, 2])
    design = Design(stages=(Stage(strata="area", cluster="town"),))
    rules = ("design", "stata", "domain", "normal")
    found = {rule: estimate(data, [mean("x")], by=["kind"], design=design, degrees=rule) for rule in rules}
    assert [each.df for each in found["design"].estimates] == [4, 4, 4]
    assert [each.df for each in found["stata"].estimates] == [4, 4, 2]
    assert [each.df for each in found["domain"].estimates] == [1, 0, 0]
    assert found["domain"].estimates[1].low is None
    assert found["normal"].estimates[0].high == pytest.approx(
        found["normal"].estimates[0].value + 1.959963984540054 * found["normal"].estimates[0].se, rel=1e-12
    )


def test_weights_follow_from_population_sizes():
    """Two of eight towns, and of each the share of its cases that was asked."""
    data = sample(x=[1, 2, 3, 4], town=[1, 1, 2, 2], towns=[8, 8, 8, 8], asked=[10, 10, 4, 4])
    stages = (Stage(cluster="town", population="towns"), Stage(population="asked"))
    found = one(data, total("x"), design=Design(stages=stages))
    assert (found.value, found.weight) == (4 * 5 * 3 + 4 * 2 * 7, 4 * 5 * 2 + 4 * 2 * 2)


def test_replicate_weights_need_the_value_alone():
    """Leaving one of four cases out is the jackknife of a mean: the error every textbook gives."""
    out = {f"r{i}": [0 if i == j else 4 / 3 for j in range(4)] for i in range(4)}
    data = sample(x=[1, 2, 3, 4], **out)
    found = one(data, mean("x"), design=Design(replicates=Replicates(weights=("r*",), method="JK1")))
    assert found.se == pytest.approx(sqrt(5 / 3 / 4), rel=1e-14)
    assert found.df == 3


def test_a_domain_that_is_empty_in_a_replicate_does_without_it():
    out = {f"r{i}": [0 if i == j else 4 / 3 for j in range(4)] for i in range(4)}
    data = sample(x=[1, 2, 3, 4], kind=[1, 2, 2, 2], **out)
    design = Design(replicates=Replicates(weights=("r*",), method="JK1"))
    first, second = estimate(data, [mean("x")], by=["kind"], design=design).estimates
    assert first.se == 0
    assert second.se > 0


def test_estimates_are_a_frame():
    frame = estimate(sample(x=[1, 2, 3], kind=[1, 1, 2]), [mean("x"), total("x")], by=["kind"]).to_pandas()
    assert list(frame["value"]) == [1.5, 3, 3, 3]
    assert list(frame["kind"]) == [1, 2, 1, 2]


def test_a_case_whose_cluster_is_unknown_is_refused():
    with pytest.raises(DataError) as refused:
        estimate(sample(x=[1, 2, 3], town=[1, 2, -9]), [mean("x")], design=TOWNS)
    assert [problem.rule.code for problem in refused.value.problems] == ["SK712"]
