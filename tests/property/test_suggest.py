"""Whatever is learned in whatever order, the ranker is what it would be if it were fitted anew."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from surveykit.suggest.grams import Grams
from surveykit.suggest.ridge import Ridge

TEXTS = [
    "ny eksport",
    "messe i Oslo",
    "экспорт вырос",
    "una fiera",
    "ingen endring",
    "ничего",
    "a",
    "",
    "\N{CIRCUS TENT}",
]
GRAMS = Grams(TEXTS)
STEPS = st.tuples(
    st.sampled_from(["add", "judge", "replace"]),
    st.sampled_from(TEXTS),
    st.integers(0, 30),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=25))
def test_a_ranker_is_exact_after_every_history(steps):
    grown, rows, judged = Ridge(3), [], []
    for what, text, place, codes in steps:
        vector, codes_of = GRAMS.vector(text), np.array(codes)
        if what == "add" or not rows:
            grown.add(vector, codes_of)
            rows.append(vector)
            judged.append(codes_of)
            continue
        row = place % len(rows)
        judged[row] = codes_of
        if what == "judge":
            grown.judge(row, codes_of)
        else:
            grown.replace(row, vector, codes_of)
            rows[row] = vector
    fresh = Ridge(3)
    fresh.fit(rows, np.array(judged))
    np.testing.assert_allclose(grown.weights, fresh.weights, atol=1e-9)
    np.testing.assert_allclose(grown.constant, fresh.constant, atol=1e-9)
