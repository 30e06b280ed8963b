"""Codings find their cases whatever the column with the ids is called."""

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.coding.codings import codings_of
from surveykit.coding.unit import Unit
from surveykit.dataset.dataset import Dataset
from surveykit.derive.cases import with_ids

WORDS = ["too dear", "no time", "no time", "nothing"]


def data(**columns):
    kinds = {name: "text" if isinstance(cells[0], str) else "number" for name, cells in columns.items()}
    variables = tuple(Variable(name=name, type=kind) for name, kind in kinds.items())
    return Dataset(Codebook(variables=variables), pa.table(columns))


def coded(cases, words=WORDS):
    return codings_of([Unit(case, "why", text) for case, text in zip(cases, words, strict=True)], [])


def id_of(found):
    dataset, problems = found
    role = dataset.codebook.role("id")
    return (role.name if role else None), [problem.rule.code for problem in problems]


def test_the_column_that_has_the_cases_is_taken_and_told():
    dataset = data(firm=["B1", "B2 ", "B3", "B4"], place=["x", "x", "y", "z"], why=WORDS)
    assert id_of(with_ids(dataset, coded(["B1", "B2", "B3", "B4"]), "data.xlsx")) == ("firm", ["SK719"])
    (problem,) = with_ids(dataset, coded(["B1", "B2", "B3", "B9"]), "data.xlsx")[1]
    assert str(problem).startswith("data.xlsx: SK719 note: 'firm' is taken for the ids of the cases: 3 of 4 are in it")


def test_numbers_that_are_no_row_numbers_are_told_from_them_by_the_words_of_the_answers():
    dataset = data(firm=[4, 3, 2, 1], why=WORDS)
    assert id_of(with_ids(dataset, coded(["1", "2", "3", "4"]))) == (None, [])
    assert id_of(with_ids(dataset, coded(["4", "3", "2", "1"]))) == ("firm", ["SK719"])


def test_without_words_rows_are_counted_as_before():
    dataset = data(firm=[4, 3, 2, 1])
    assert id_of(with_ids(dataset, coded(["4", "3", "2", "1"]))) == (None, [])


def test_a_column_called_id_that_holds_something_else_gives_way():
    dataset = data(id=["k", "k", "m", "n"], firm=["B1", "B2", "B3", "B4"], why=WORDS)
    assert id_of(with_ids(dataset, coded(["B1", "B2", "B3", "B4"]))) == ("firm", ["SK719"])
    assert with_ids(dataset, coded(["k", "m", "n", "o"]))[0] is dataset


@pytest.mark.parametrize("firm", [["B1", "B1", "B3", "B4"], ["C1", "C2", "C3", "C4"]])
def test_a_column_in_which_a_case_stands_twice_or_none_stands_is_not_taken(firm):
    dataset = data(firm=firm, why=WORDS)
    assert with_ids(dataset, coded(["B1", "B2", "B3", "B4"])) == (dataset, ())
