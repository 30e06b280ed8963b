"""Response sets over a table: files of others tick with 1 and leave the rest blank."""

import pyarrow as pa

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine import duckdb
from surveykit.expr.parse import parse
from surveykit.expr.sql import sql_of


def test_a_set_is_answered_where_any_member_is_and_its_blanks_are_not_ticked():
    sets = (ResponseSet(name="m", variables=("m_1", "m_2"), choices=(1, 2)),)
    codebook = Codebook(variables=(Variable(name="m_1"), Variable(name="m_2")), sets=sets)
    columns = {"m_1": [None, 1, None], "m_2": [1, None, None]}
    dataset = Dataset(codebook, pa.table({name: pa.array(cells, pa.int64()) for name, cells in columns.items()}))
    expected = {
        "m is answered": [True, True, False],
        "m is missing": [False, False, True],
        "1 in m": [False, True, None],
        "2 in m": [True, False, None],
    }
    with duckdb.open(dataset) as engine:
        for text, values in expected.items():
            sql = sql_of(parse(text), codebook.symbols())
            assert engine.fetch([f"{sql} AS x"])["x"].to_pylist() == values, text
