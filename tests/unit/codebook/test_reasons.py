"""Why a code is missing: told from its number and its label together."""

import pytest

from surveykit.codebook.reasons import reason_of
from surveykit.text import Text


@pytest.mark.parametrize(
    ("value", "label", "reason"),
    [
        (-9, "ubesvart", "no_answer"),
        ("-9", "No Answer", "no_answer"),
        (-8, "ubesvart", "user_missing"),
        (99, "refused", "user_missing"),
        (-7, "отказ", "refused"),
        (-1, "", "user_missing"),
    ],
)
def test_a_reason_shows_from_code_and_label_together(value, label, reason):
    assert reason_of(value, Text(label)) == reason
