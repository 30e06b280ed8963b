"""Designs that do not fit the data: everything that is wrong is told at once, with what would mend it."""

import numpy as np
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.design.check import check, replicate_weights
from surveykit.design.design import Calibration, Design, Replicates, Stage
from surveykit.design.sound import in_two_strata
from surveykit.design.units import units_of
from surveykit.problems import DataError

CODEBOOK = Codebook(
    variables=(
        Variable(name="w", measure="scale"),
        Variable(name="region", codes="regions"),
        Variable(name="town", type="text"),
        *(Variable(name=f"rw{i}", measure="scale") for i in range(1, 4)),
    ),
    lists={"regions": CodeList(name="regions", codes=(Code(value=1), Code(value=2)))},
)


def complaints(refusal):
    return [(problem.rule.code, problem.what) for problem in refusal.value.problems]


def replicates(**asked):
    return Design(replicates=Replicates(**{"weights": ("rw*",), "method": "BRR"} | asked))


def test_every_name_that_is_not_there_and_everything_that_is_no_number_is_told_at_once():
    stages = (Stage(strata="regoin", cluster="town", population="region"),)
    wrong = Design(weight="town", stages=stages, calibration=Calibration(method="rake", margins=("region * siz",)))
    with pytest.raises(DataError) as refusal:
        check(wrong, CODEBOOK)
    assert complaints(refusal) == [
        ("SK401", "there is no variable 'regoin'"),
        ("SK401", "there is no variable 'siz'"),
        ("SK711", "'town' is to be the weight, and is no number"),
        ("SK711", "'region' is to be a population size, and is no number"),
    ]


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"weights": ("brr_*",)}, "no variable is named like `brr_*`"),
        ({"weights": ("rw1",)}, "there is one replicate weight"),
        ({"method": "other", "rscales": (1.0, 2.0)}, "2 factors in `rscales` for 3 replicate weights"),
        ({"method": "JKn"}, "JKn needs `rscales`"),
    ],
)
def test_replicate_weights_that_are_not_as_the_design_says(asked, complaint):
    with pytest.raises(DataError) as refusal:
        check(replicates(**asked), CODEBOOK)
    (found,) = complaints(refusal)
    assert (found[0], complaint in found[1]) == ("SK710", True)


def test_a_star_stands_for_anything_in_the_place_of_it():
    assert replicate_weights(Replicates(weights=("r*2", "rw*"), method="BRR"), CODEBOOK) == ("rw2", "rw1", "rw3")


def test_a_design_that_fits_is_let_through():
    check(Design(weight="w", stages=(Stage(strata="region", cluster="town"),)), CODEBOOK)
    check(replicates(), CODEBOOK)


def units(**columns):
    return units_of(
        Design(stages=(Stage(strata="region", cluster="town", population="towns"),)),
        {"region": [1, 1, 2, 2], "town": [1, 2, 3, 4], "towns": [5, 5, 9, 9]} | columns,
        4,
    )


def arrays(**columns):
    return {name: np.array(values) for name, values in columns.items()}


def test_units_without_a_stratum_or_population_are_counted_by_variable():
    with pytest.raises(DataError) as refusal:
        units(**arrays(region=[1, None, 2, 2], towns=[5, 5, np.nan, 9]))
    assert complaints(refusal) == [
        ("SK712", "1 of 4 units have no value of 'region'"),
        ("SK712", "1 of 4 units have no value of 'towns'"),
    ]


def test_a_population_smaller_than_the_sample_is_named_with_both_numbers():
    with pytest.raises(DataError, match=r"more clusters were drawn than there are: '?2: 2 drawn of 1"):
        units(**arrays(region=[1, 1, 2, 2], town=[1, 2, 3, 4], towns=[5, 5, 1, 1]))


def test_a_population_that_varies_within_a_stratum_is_named():
    with pytest.raises(DataError, match=r"sizes vary within a stratum: '?1: 5 to 6"):
        units(**arrays(region=[1, 1, 2, 2], town=[1, 2, 3, 4], towns=[5, 6, 9, 9]))


def test_one_label_in_two_strata_is_told_where_others_stand_in_one():
    columns = arrays(region=[1, 1, 1, 2, 2, 2], town=[1, 2, 3, 3, 4, 5])
    (warning,) = in_two_strata(Stage(strata="region", cluster="town"), columns)
    assert (warning.severity, "several strata" in warning.what) == ("warning", True)


def test_clusters_that_are_numbered_anew_in_each_stratum_are_in_order():
    columns = arrays(region=[1, 1, 2, 2], town=[1, 2, 1, 2])
    assert not list(in_two_strata(Stage(strata="region", cluster="town"), columns))


def test_stages_and_replicates_cannot_both_say_how_estimates_vary():
    with pytest.raises(ValueError, match="either `stages` or `replicates`"):
        Design(stages=(Stage(),), replicates=Replicates(weights=("rw*",), method="BRR"))
