"""Weights made for a dataset, and what is refused with everything that is wrong at once."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Replicates, Stage
from surveykit.problems import DataError
from surveykit.weighting.file import Answering, Bounds, Margin, Weighting
from surveykit.weighting.weigh import Replication, weigh

FIRMS = {
    "region": ["n", "n", "n", "s", "s", "s", "s", "s"],
    "size": [1, 2, 2, 1, 1, 2, 2, 2],
    "staff": [3.0, 20, 15, 4, 2, 30, 55, 12],
    "w": [10.0, 10, 10, 20, 20, 20, 20, None],
    "answered": [1, 1, 0, 1, 1, 1, 0, 1],
}
DESIGN = Design(weight="w", stages=(Stage(strata="region"),))
REGIONS = Margin(of="region", counts={"n": 40.0, "s": 90.0})
SIZES = Margin(of="size", counts={"1": 50.0, "2": 80.0})


def dataset(**changed):
    columns = FIRMS | changed
    variables = [
        Variable(
            name=name,
            type="text" if isinstance(values[0], str) else "number",
            measure="scale" if name in {"staff", "w"} else "nominal",
        )
        for name, values in columns.items()
    ]
    return Dataset(Codebook(variables=tuple(variables)), pa.table(columns))


def column(weighted, name):
    return weighted.dataset.table.column(name).to_pylist()


def sums(weighted, by, name="w_fitted"):
    found = {}
    for key, weight in zip(column(weighted, by), column(weighted, name), strict=True):
        found[key] = found.get(key, 0) + (weight or 0)
    return found


def test_post_stratified_weights_count_the_population_and_the_design_says_so():
    weighted = weigh(dataset(), Weighting(margins=(REGIONS,)), design=DESIGN)
    assert sums(weighted, "region") == pytest.approx({"n": 40, "s": 90})
    assert column(weighted, "w_fitted")[-1] is None
    assert weighted.cases.left_out == {"weight_missing": 1}
    made = weighted.design
    assert (made.weight, made.calibration.method, made.calibration.before) == ("w_fitted", "post-stratification", "w")
    assert made.stages == DESIGN.stages


@pytest.mark.parametrize("method", [None, "linear", "raking"])
def test_two_margins_are_both_met(method):
    weighted = weigh(dataset(), Weighting(margins=(REGIONS, SIZES), method=method), design=DESIGN)
    assert sums(weighted, "region") == pytest.approx({"n": 40, "s": 90})
    assert sums(weighted, "size") == pytest.approx({1: 50, 2: 80})


def test_cells_and_totals_are_met_together():
    cells = Margin(of="region * size", counts={"n": {"1": 10.0, "2": 30.0}, "s": {"1": 40.0, "2": 50.0}})
    weighted = weigh(dataset(), Weighting(margins=(cells,), totals={"staff": 2500.0}), design=DESIGN)
    held = zip(column(weighted, "staff"), column(weighted, "w_fitted"), strict=True)
    assert sum(staff * (weight or 0) for staff, weight in held) == pytest.approx(2500)
    assert sums(weighted, "region") == pytest.approx({"n": 40, "s": 90})


def test_weights_of_who_did_not_answer_go_to_others_of_their_class():
    answering = Weighting(nonresponse=Answering(respondents="answered = 1", classes=("region",)))
    weighted = weigh(dataset(), answering, design=DESIGN)
    assert sums(weighted, "region") == pytest.approx({"n": 30, "s": 80})
    assert column(weighted, "w_fitted")[:3] == [15, 15, None]
    assert weighted.cases.left_out == {"weight_missing": 1, "unanswered": 2}


def test_trimmed_weights_leave_what_they_were_fitted_as_for_the_variance():
    weighted = weigh(dataset(), Weighting(margins=(REGIONS,), trim=Bounds(upper=20)), design=DESIGN)
    assert max(filter(None, column(weighted, "w_fitted"))) == 20
    assert weighted.design.calibration.after == "w_fitted_untrimmed"
    assert sums(weighted, "region", "w_fitted_untrimmed") == pytest.approx({"n": 40, "s": 90})


def test_replicate_weights_are_fitted_each():
    weighted = weigh(dataset(), Weighting(margins=(REGIONS,)), design=DESIGN, replicates=Replication("JKn"))
    assert weighted.design.replicates.weights == ("w_fitted_r*",)
    names = [name for name in weighted.dataset.codebook.names if name.startswith("w_fitted_r")]
    assert len(names) == 7
    for name in names:
        assert sums(weighted, "region", name) == pytest.approx({"n": 40, "s": 90})


@pytest.mark.parametrize("combined", [True, False])
def test_replicate_weights_of_a_producer_are_fitted_too(combined):
    factors = {"r1": [0, 2, 1, 1, 1, 2, 0, 1], "r2": [2, 0, 1, 2, 0, 1, 1, 1]}
    held = {
        name: [f * (w or 0) if combined else float(f) for f, w in zip(values, FIRMS["w"], strict=True)]
        for name, values in factors.items()
    }
    given = Design(weight="w", replicates=Replicates(weights=("r1", "r2"), method="BRR", combined=combined))
    weighted = weigh(dataset(**held), Weighting(margins=(REGIONS,)), design=given)
    assert weighted.design.calibration is None
    assert (weighted.design.replicates.weights, weighted.design.replicates.combined) == (("w_fitted_r*",), True)
    assert sums(weighted, "region", "w_fitted_r1") == pytest.approx({"n": 40, "s": 90})
    assert column(weighted, "w_fitted_r1")[:3] == pytest.approx([0, 40 * 2 / 3, 40 / 3])
    with pytest.raises(DataError, match="has replicate weights already"):
        weigh(dataset(**held), design=given, name="v", replicates=Replication("JKn"))


def test_without_a_weight_before_all_cases_begin_alike():
    weighted = weigh(dataset(), Weighting(margins=(REGIONS,)))
    assert column(weighted, "weight") == pytest.approx([40 / 3] * 3 + [18] * 5)


def test_everything_that_does_not_fit_is_told_at_once():
    regions = Margin(of="region", counts={"n": 40.0, "west": 90.0})
    wrong = Weighting(margins=(regions, Margin(of="size", counts={"1": 50.0, "2": 90.0})))
    with pytest.raises(DataError) as refusal:
        weigh(dataset(), wrong, design=DESIGN)
    told = " | ".join(problem.what for problem in refusal.value.problems)
    assert "`s` of `region` has 4 cases and no count" in told
    assert "`west` of `region` has a count of 90 and no case" in told
    assert "different populations: `region` 130, `size` 140" in told


def test_names_that_are_not_there_are_told_at_once():
    wrong = Weighting(margins=(Margin(of="regoin", counts={"n": 40.0}),), totals={"region": 3.0})
    with pytest.raises(DataError) as refusal:
        weigh(dataset(), wrong, design=DESIGN, name="SIZE")
    assert sorted(problem.rule.code for problem in refusal.value.problems) == ["SK310", "SK401", "SK711"]


def test_cases_without_a_category_are_counted():
    with pytest.raises(DataError, match="1 of 7 cases have no valid value of 'size'"):
        weigh(dataset(size=[1, None, 2, 1, 1, 2, 2, 2]), Weighting(margins=(SIZES,)), design=DESIGN)


def test_where_no_case_has_a_weight_before_it_says_so_and_not_that_categories_are_empty():
    with pytest.raises(DataError) as refused:
        weigh(dataset(w=[-10.0, 0, 0, 0, 0, 0, 0, None]), Weighting(margins=(REGIONS,)), design=DESIGN)
    (problem,) = refused.value.problems
    assert problem.what.endswith("left to be weighted: 1 left out (weight missing), 7 left out (weight not positive)")


def test_a_number_taken_for_a_margin_does_not_fill_the_screen():
    wide = dataset(staff=[float(x) for x in range(100, 108)], w=[1.0] * 8)
    counts = {str(x): 1.0 for x in range(8)}
    with pytest.raises(DataError) as refused:
        weigh(wide, Weighting(margins=(Margin(of="staff", counts=counts),)))
    problems = refused.value.problems
    assert len(problems) == 11
    assert problems[-1].what == "`staff`: 6 more categories that are in one of the two only"


def test_bounds_too_narrow_are_refused_with_how_far_off_weights_stay():
    narrow = Weighting(margins=(REGIONS,), method="linear", bounds=Bounds(lower=0.9, upper=1.1))
    with pytest.raises(DataError, match="missed by") as refusal:
        weigh(dataset(), narrow, design=DESIGN)
    assert refusal.value.problems[0].rule.code == "SK709"


def test_a_class_without_an_answer_is_named():
    answering = Weighting(nonresponse=Answering(respondents="answered = 2", classes=("region",)))
    with pytest.raises(DataError) as refusal:
        weigh(dataset(), answering, design=DESIGN)
    assert [problem.what for problem in refusal.value.problems] == [
        "nobody of the class `n` answered",
        "nobody of the class `s` answered",
    ]


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({}, "nothing is asked"),
        ({"method": "logit", "margins": (REGIONS,)}, "needs bounds"),
        ({"method": "post-stratification", "margins": (REGIONS, SIZES)}, "several margins"),
        ({"method": "rake", "margins": (REGIONS,), "totals": {"staff": 1.0}}, "takes margins only"),
    ],
)
def test_what_cannot_be_done_is_told_when_the_file_is_read(asked, complaint):
    with pytest.raises(ValueError, match=complaint):
        Weighting(**asked)
