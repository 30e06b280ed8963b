"""Outcome codes: their words, what they count as, and how they are typed."""

import pytest

from surveykit.fieldwork.disposition import DISPOSITIONS, GROUPS, UNKNOWN_OUTCOME, disposition_of
from surveykit.problems import Problem


def test_every_code_has_its_words_in_four_languages_and_no_two_the_same():
    for language in ("en", "nb", "it", "ru"):
        said = [found.words.languages[language] for found in DISPOSITIONS.values()]
        assert all(said)
        assert len(set(said)) == len(said)


def test_the_first_digits_say_what_a_code_counts_as():
    assert {found.group for found in DISPOSITIONS.values()} == set(GROUPS)
    expected = {"1.1": "I", "1.2": "P", "2.111": "R", "2.12": "R", "2.24": "NC", "2.36": "O"}
    expected |= {"3.19": "UH", "3.21": "UO", "3.9": "UO", "4.81": "NE"}
    assert {code: DISPOSITIONS[code].group for code in expected} == expected


def test_the_codes_stand_in_their_order_with_each_below_the_one_it_is_finer_than():
    codes = list(DISPOSITIONS)
    assert codes == sorted(codes)
    assert all(code[:-1] in DISPOSITIONS for code in codes if len(code.partition(".")[2]) > 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2.11", "2.11"), ("2.10", "2.1"), ("4.70", "4.7"), (" 1.1 ", "1.1"), ("2,11", "2.11"), ("2.110", "2.11")],
)
def test_a_code_as_it_is_typed(typed, code):
    assert disposition_of(typed) is DISPOSITIONS[code]


@pytest.mark.parametrize("typed", ["", "2", "2.", "2.0", "9", "refused", "2.99", "211", "1.1.1", ".", "2.11 2.12"])
def test_what_is_no_code_is_told(typed):
    found = disposition_of(typed)
    assert isinstance(found, Problem)
    assert found.rule == UNKNOWN_OUTCOME
    assert found.hint


def test_somebody_was_reached_or_not():
    assert [DISPOSITIONS[code].reached for code in ("1.1", "2.11", "2.3", "4.7", "2.2", "3.13", "3.9")] == [
        *[2] * 4,
        1,
        0,
        0,
    ]
