"""Computed variables over a whole table."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Origin, Variable, standard_missing
from surveykit.dataset.dataset import Dataset
from surveykit.derive.compute import compute
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.project import codebook_of
from surveykit.interview.interview import Interview
from surveykit.interview.session import started
from surveykit.interview.tabulate import tabulate
from surveykit.problems import DefinitionError


def dataset(*formulas, **columns):
    missing = standard_missing("number")
    asked = [Variable(name=name, missing=missing, measure="scale") for name in columns]
    computed = [
        Variable(name=name, decimals=decimals, origin=Origin(kind="computed", formula=formula))
        for name, formula, decimals in formulas
    ]
    sets = (ResponseSet(name="s", variables=("a", "b"), choices=(1, 2)),) if {"a", "b"} <= columns.keys() else ()
    table = pa.table(columns | {name: pa.nulls(2, pa.float64()) for name, _, _ in formulas})
    return Dataset(Codebook(variables=(*asked, *computed), sets=sets), table)


def test_formulas_are_evaluated_in_order_and_missing_stays_missing():
    data = dataset(("twice", "a * 2", None), ("more", "twice + 1", None), a=[3, -9])
    assert compute(data, ["twice", "more"]).arrow().to_pydict() == {
        "a": [3, -9],
        "twice": [6.0, None],
        "more": [7.0, None],
    }


def test_truths_are_0_and_1_and_nothing_is_rounded():
    data = dataset(("big", "a > 2", 0), ("half", "a / 2", 0), a=[3, 1])
    table = compute(data, ["big", "half"]).arrow()
    assert table.to_pydict() == {"a": [3, 1], "big": [1, 0], "half": [1.5, 0.5]}
    assert table.schema.field("big").type == pa.int64()


def test_a_response_set_may_be_read():
    data = dataset(("n", "count(1 in s, 2 in s)", 0), a=[1, 0], b=[1, 1])
    assert compute(data, ["n"]).arrow().column("n").to_pylist() == [2, 1]


def test_only_what_is_named_is_computed():
    data = dataset(("twice", "a * 2", None), ("thrice", "a * 3", None), a=[1, 2])
    assert compute(data, ["thrice"]).arrow().to_pydict() == {"a": [1, 2], "twice": [None, None], "thrice": [3.0, 6.0]}
    assert compute(data, []) is data


def test_a_formula_that_names_nothing_is_refused():
    with pytest.raises(DefinitionError, match="twice: SK"):
        compute(dataset(("twice", "nothing * 2", None), a=[1, 2]), ["twice"])


def test_a_table_and_an_interview_compute_the_same(firm: Instrument):
    interviews = [Interview("1").after(started(firm, {"frame_size": 50}))]
    tabulated = tabulate(firm, interviews)
    again = compute(tabulated, [v.name for v in codebook_of(firm) if v.origin.kind == "computed"])
    assert again.arrow().to_pylist() == tabulated.arrow().to_pylist()
