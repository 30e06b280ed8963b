"""Every engine gives the same figures, to the last bit, whatever the table holds."""

from itertools import count
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables_elsewhere import in_postgres, in_spark, lacking

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset

NUMBERS = st.one_of(
    st.none(),
    st.just(float("nan")),
    st.floats(-1e12, 1e12).map(lambda x: x if abs(x) > 1e-200 else 0.0),
    st.integers(-9, 9).map(float),
)
TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=4))
ROWS = st.lists(st.tuples(st.none() | st.integers(-9, 3), NUMBERS, NUMBERS, TEXTS), min_size=1, max_size=30)
STEADY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(STEADY, max_examples=4)
TIMES = count()


def dataset(rows):
    key, x, w, text = zip(*rows, strict=True)
    types = {"key": pa.int64(), "x": pa.float64(), "w": pa.float64(), "text": pa.string()}
    table = pa.table(
        {
            name: pa.array(values, kind, from_pandas=False)
            for (name, kind), values in zip(types.items(), (key, x, w, text), strict=True)
        }
    )
    kinds = {"key": "number", "x": "number", "w": "number", "text": "text"}
    return Dataset(Codebook(variables=tuple(Variable(name=n, type=k) for n, k in kinds.items())), table)


def answers(data):
    """What statistics ask: sums by group, quantiles with weights, extremes of texts, what is alike."""
    known = "NOT (x IS NULL OR CAST(x AS DOUBLE) = CAST('NaN' AS DOUBLE))"
    weighed = f"{known} AND w > 0 AND w < CAST('Infinity' AS DOUBLE)"
    with engines.open(data) as engine:
        groups = engine.groups(['"key"'], ['CAST("x" AS DOUBLE)', "CASE WHEN x > 0 THEN 1 ELSE 0 END"], known)
        texts = engine.groups(['"text"', "CASE WHEN x < w THEN 1 ELSE 0 END"], least=1)
        return (
            {cell.keys: (cell.n, tuple(x.hex() for x in cell.sums)) for cell in groups},
            {cell.keys: cell.n for cell in texts},
            engine.quantiles("CAST(x AS DOUBLE)", (0, 0.1, 0.5, 1), ['"key"'], "", known),
            engine.quantiles("CAST(x AS DOUBLE)", (0.25, 0.5), (), "CAST(w AS DOUBLE)", weighed),
            engine.extremes('"text"', ['"key"']),
            engine.repeated(["key", "text"])[0],
        )


@STEADY
@given(rows=ROWS)
def test_postgresql_agrees(rows, database):
    data = dataset(rows)
    assert answers(in_postgres(data, database, f"t{next(TIMES)}")) == answers(data)


@pytest.mark.skipif(bool(lacking()), reason=lacking())
@FEW
@given(rows=ROWS)
def test_spark_agrees(rows, tmp_path):
    data = dataset(rows)
    assert answers(in_spark(data, Path(tmp_path) / f"{next(TIMES)}.parquet")) == answers(data)
