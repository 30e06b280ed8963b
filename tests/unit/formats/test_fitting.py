"""Missing codes into few places, names into rules, texts into bytes."""

from math import inf

import pytest

from surveykit.formats.base import Room
from surveykit.formats.fitting import cut, fit, plain_names
from surveykit.formats.spss.write import NAMES

SPSS = Room(codes=3, ranges=1, beside=1)


def none_valid(_span):
    return False


@pytest.mark.parametrize(
    ("codes", "ranges", "declared", "lost"),
    [
        ([-1, -7, -8, -9], [], ((-1,), ((-9, -7),)), ()),
        ([97, 98, 99], [], ((97, 98, 99), ()), ()),
        ([97, 98, 99, -1], [], ((-1,), ((97, 99),)), ()),
        ([9], [(-inf, -1)], ((9,), ((-inf, -1),)), ()),
        ([-5], [(-inf, -1)], ((), ((-inf, -1),)), ()),
        ([8, 9], [(90, 99)], ((8,), ((9, 99),)), ()),
        ([], [(1, 2), (8, 9)], ((), ((1, 9),)), ()),
        (["-1", "-7", "-8", "-9"], [], (("-1", "-7", "-8"), ()), ("-9",)),
    ],
)
def test_codes_are_merged_into_what_there_is_room_for(codes, ranges, declared, lost):
    fitted = fit(codes, ranges, SPSS, none_valid)
    assert (fitted.codes, fitted.ranges) == declared
    assert fitted.lost == lost


def test_a_range_never_swallows_a_valid_value():
    fitted = fit([1, 3, 5, 9], [], SPSS, lambda span: span[0] <= 4 <= span[1])
    assert (fitted.codes, fitted.ranges, fitted.lost) == ((1, 3, 5), (), ("9",))


def test_a_range_that_says_more_than_was_meant_is_named():
    assert fit([1, 5, 9, 20], [], SPSS, none_valid).widened == ((1, 9),)
    assert fit([-1, -7, -8, -9], [], SPSS, none_valid).widened == ()


def test_names_are_made_legal_and_stay_apart():
    assert list(plain_names(["a b", "a_b", "A_B2", "1st", "ALL", "ø.", "@x", ""], NAMES).values()) == [
        "a_b_2",
        "a_b",
        "A_B2",
        "v_1st",
        "ALL_",
        "ø",
        "@x",
        "v_",
    ]


def test_long_names_are_cut_by_bytes_and_stay_apart():
    long = ["ж" * 40, "ж" * 41]
    given = list(plain_names(long, NAMES).values())
    assert given[0] != given[1]
    assert all(len(name.encode()) <= 64 for name in given)


def test_a_letter_is_never_cut_in_two():
    assert cut("Øya", 1) == ""
    assert cut("Øya", 2) == "Ø"
    assert cut("Øya", None) == "Øya"
