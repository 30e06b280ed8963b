"""Intraclass correlations: the table of Shrout and Fleiss, full agreement, and numbers that cannot be parted."""

import pytest

from surveykit.agreement.intraclass import intraclass
from surveykit.problems import DataError

PAPER = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]  # their table 2


def test_the_six_forms_of_shrout_and_fleiss():
    found = {one.form: round(one.value, 2) for one in intraclass(PAPER)}
    assert found == {"ICC1": 0.17, "ICC2": 0.29, "ICC3": 0.71, "ICC1k": 0.44, "ICC2k": 0.62, "ICC3k": 0.91}


def test_raters_who_agree_in_all_leave_nothing_uncertain():
    assert {(one.value, one.low, one.high, one.p) for one in intraclass([[1, 1], [2, 2], [4, 4]])} == {(1, 1, 1, 0)}


def test_a_rater_who_is_always_one_higher_is_consistent_and_does_not_agree():
    found = {one.form: one.value for one in intraclass([[1, 2], [2, 3], [4, 5]])}
    assert found["ICC3"] == 1
    assert found["ICC2"] < 1


@pytest.mark.parametrize("numbers", [[], [[1, 2]], [[1], [2]], [[1, 2], [3, float("nan")]], [[1, 1], [1, 1]]])
def test_what_cannot_be_parted_is_refused(numbers):
    with pytest.raises(DataError, match="SK744"):
        intraclass(numbers)
