"""Near duplicates: the blocks of a large file meet every pair they promise to meet."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveykit.quality.across import alike


def plainly(answers, share, least):
    """The largest share of equal answers of each case, each compared with each."""
    found = {}
    for one, mine in enumerate(answers):
        shares = []
        for other, theirs in enumerate(answers):
            common = [(a, b) for a, b in zip(mine, theirs, strict=True) if a >= 0 and b >= 0]
            if one != other and len(common) >= least:
                shares.append(sum(a == b for a, b in common) / len(common))
        if shares and max(shares) >= share - 1e-12:
            found[one] = max(shares)
    return found


tables = st.integers(4, 9).flatmap(
    lambda k: st.lists(st.lists(st.integers(-1, 2), min_size=k, max_size=k), min_size=2, max_size=14)
)


@settings(max_examples=150, deadline=None)
@given(tables, st.sampled_from([0.5, 0.6, 0.75, 0.8, 1.0]), st.integers(2, 4))
def test_each_with_each_is_a_plain_comparison(rows, share, least):
    matches, left_out = alike.best_matches(np.array(rows, np.int32), share, least)
    assert {match.one: match.share for match in matches} == pytest.approx(plainly(rows, share, least))
    assert left_out == 0


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=tables, share=st.sampled_from([0.5, 0.75, 0.8]))
def test_blocks_meet_every_pair_that_differs_in_few_variables(rows, share, monkeypatch):
    monkeypatch.setattr(alike, "EVERY_PAIR", 0)
    answers = np.array(rows, np.int32)
    matches, _ = alike.best_matches(answers, share, 2)
    found = {match.one for match in matches}
    most = int((1 - share) * answers.shape[1] + 1e-9)
    near = plainly(rows, share, 2)
    for one, mine in enumerate(rows):
        for other, theirs in enumerate(rows):
            differing = sum(a != b for a, b in zip(mine, theirs, strict=True))
            common = [(a, b) for a, b in zip(mine, theirs, strict=True) if a >= 0 and b >= 0]
            enough = len(common) >= 2 and sum(a == b for a, b in common) >= share * len(common)
            if one != other and differing <= most and enough:
                assert one in near
                assert one in found
