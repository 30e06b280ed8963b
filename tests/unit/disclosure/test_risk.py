"""The risk of a file: groups of cases that look alike, and how various what they hide is."""

from math import isclose

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.disclosure.risk import risk
from surveykit.expr.parse import parse
from surveykit.problems import DataError

NAMES = ("region", "size", "debt")
ROWS = [(1, 1, 0), (1, 1, 0), (1, 1, 0), (1, 2, 1), (2, 1, 0), (2, 1, 1), (2, 1, None), (2, None, 1)]


def firms():
    book = Codebook(name="firms", variables=tuple(Variable(name=name) for name in NAMES))
    return Dataset(book, pa.table(dict(zip(NAMES, map(list, zip(*ROWS, strict=True)), strict=True))))


def test_cases_that_stand_alone_are_counted():
    found = risk(firms(), ["region", "size"], k=3)
    assert (found.n, found.groups, found.smallest, found.uniques) == (8, 4, 1, 2)
    assert (found.below_k, found.sizes[3]) == (2, 8)
    assert found.below_l is None


def test_a_missing_key_is_something_one_may_know():
    assert [one.values for one in risk(firms(), ["region", "size"]).worst[:2]] == [(1, 2), (2, None)]


def test_groups_whose_sensitive_answer_is_one_are_told():
    found = risk(firms(), ["region", "size"], sensitive="debt", l=2)
    assert found.below_l == 5  # three with 0 only, and the two that stand alone
    largest = max(found.worst, key=lambda one: one.different)
    assert (largest.n, largest.different) == (3, 3)
    assert isclose(largest.effective, 3.0)


def test_what_leaving_a_key_out_would_help():
    assert risk(firms(), ["region", "size"], k=3).without == {"region": 2, "size": 0}


def test_a_filter_takes_some_cases():
    assert risk(firms(), ["size"], where=parse("region = 1")).n == 4


def test_names_that_are_not_there_and_no_names():
    with pytest.raises(DataError) as refusal:
        risk(firms(), ["regio", "sze"], sensitive="det")
    assert len(refusal.value.problems) == 3
    with pytest.raises(DataError, match="SK961"):
        risk(firms(), [])
