"""Fences of outliers and the maximum percent match against base R."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine import duckdb
from surveykit.quality.across.alike import best_matches
from surveykit.quality.across.outliers import outlier_tests
from surveykit.quality.rules.written import WrittenOutliers

R = json.loads((Path(__file__).parent / "r_outliers.json").read_text())
DATA = Dataset(
    Codebook(variables=(Variable(name="x", measure="scale"), Variable(name="g"))),
    pa.table({"x": [*R["values"], None], "g": [*map(int, R["group"]), 1]}),
)


def ends(test) -> list[float]:
    inside = test.expression
    return [inside.left.right.value, inside.right.right.value]


@pytest.mark.parametrize(("method", "threshold"), [("mad", None), ("iqr", None), ("sd", 2)])
def test_fences_are_those_of_r(method, threshold):
    with duckdb.open(DATA) as engine:
        whole = WrittenOutliers(variables=("x",), method=method, threshold=threshold)
        (test,), problems = outlier_tests(whole, DATA.codebook, engine)
        assert ends(test) == pytest.approx(R["all"][method], rel=1e-13)
        first, _ = outlier_tests(whole.model_copy(update={"by": "g"}), DATA.codebook, engine)[0]
        assert ends(first) == pytest.approx(R["group_1"][method], rel=1e-13)
        assert problems == []


def test_the_maximum_percent_match_is_that_of_r():
    answers = np.array(
        [[1, 2, 3, 4, 5, 1], [1, 2, 3, 4, 5, -1], [1, 2, 3, 4, 4, 1], [5, 5, 5, 5, 5, 5], [1, -1, 3, -1, -1, -1]],
        np.int32,
    )
    matches, _ = best_matches(answers, 0.01, 3)
    found = {match.one: match.share for match in matches}
    expected = {row: share for row, share in enumerate(R["percent_match"]) if share}
    assert found == pytest.approx(expected, rel=1e-15)
