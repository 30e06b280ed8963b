"""Codes are counted by answers and cases, with narrower ones and nets, and two by two."""

import pytest

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.retrieval.together import Frequency, frequencies, pairs
from surveykit.coding.unit import Unit

FRAME = CodingFrame.model_validate(
    {
        "frame": "after",
        "title": "After",
        "languages": ["en"],
        "codes": {
            "ABROAD": {"label": "Abroad"},
            "EXP": {"label": "Exports", "within": "ABROAD"},
            "FAIR": {"label": "Fairs", "within": "ABROAD"},
            "NONE": {"label": "Nothing"},
        },
        "nets": {"seen": {"label": "Seen", "codes": ["FAIR", "NONE"]}},
    }
)


def test_an_answer_counts_once_for_a_wider_code_and_a_net_and_a_case_once_for_its_answers():
    answers = [
        (Unit("1", "q", "a"), ("EXP", "FAIR")),
        (Unit("1", "r", "b"), ("FAIR",)),
        (Unit("2", "q", "c"), ("FAIR", "NONE")),
        (Unit("3", "q", "d"), ()),
    ]
    found = frequencies(answers, FRAME)
    assert found.base == Frequency(4, 3)
    assert found.codes == {
        "ABROAD": Frequency(3, 2),
        "EXP": Frequency(1, 1),
        "FAIR": Frequency(3, 2),
        "NONE": Frequency(1, 1),
    }
    assert found.nets == {"seen": Frequency(3, 2)}


def test_pairs_are_counted_over_all_answers():
    sets = [("A", "B"), ("B", "A"), ("A",), ("B", "C"), (), ("C",), (), ()]
    found = pairs(sets, ("A", "B", "C"))
    assert [*found] == [("A", "B"), ("A", "C"), ("B", "C")]
    ab = found["A", "B"]
    assert (ab.both, ab.n_one, ab.n_other, ab.n) == (2, 3, 3, 8)
    assert ab.jaccard == pytest.approx(2 / 4)
    assert ab.lift == pytest.approx((2 / 8) / (3 / 8 * 3 / 8))
    assert (found["A", "C"].jaccard, found["A", "C"].lift) == (0, 0)


def test_a_code_that_nobody_gave_has_no_lift():
    nothing = pairs([("A",)], ("A", "B"))["A", "B"]
    assert (nothing.jaccard, nothing.lift) == (0, None)
