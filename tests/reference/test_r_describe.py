"""Means, spread, quantiles and weighted tables against R; the numbers and what made them stand in the JSON beside."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import csv

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine import duckdb
from surveykit.stats.describe import describe
from surveykit.stats.tables.crosstab import crosstab

HERE = Path(__file__).parent
BASE = json.loads((HERE / "r_base.json").read_text())
SURVEY = json.loads((HERE / "r_survey.json").read_text())
EXPSS = json.loads((HERE / "r_expss.json").read_text())
SHARED = HERE.parents[2] / "shared" / "oracles" / "data"


def dataset(**columns):
    """Columns as a dataset; texts are nominal, numbers a scale."""
    table = pa.table(columns)
    texts = {name for name in columns if pa.types.is_string(table.column(name).type)}
    variables = [
        Variable(name=name, type="text" if name in texts else "number", measure="nominal" if name in texts else "scale")
        for name in columns
    ]
    return Dataset(Codebook(variables=tuple(variables)), table)


def test_quantiles_are_rs_type_2():
    given = dataset(x=BASE["values"])
    with duckdb.open(given) as engine:
        found = engine.quantiles('"x"', BASE["quantiles"]["points"])
        numbers = describe(given, ["x"]).groups[-1].profiles[0].numbers
    assert found[()] == pytest.approx(BASE["quantiles"]["type2"], rel=1e-14)
    assert numbers.mean == pytest.approx(BASE["mean"], rel=1e-14)


@pytest.mark.shared
@pytest.mark.parametrize("name", SURVEY["designs"])
def test_weighted_statistics_are_those_of_the_survey_package(name):
    path = SHARED / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"the data of R's survey package are not at {path}")
    read = csv.read_csv(path)
    columns = {key: read.column(key) for key in ("api00", "pw", "stype", "sch.wide")}
    columns["pw"] = columns["pw"].cast(pa.float64())
    given, expected = dataset(**columns), SURVEY["designs"][name]
    with duckdb.open(given) as engine:
        numbers = describe(given, ["api00"], weight="pw").groups[-1].profiles[0].numbers
        quantiles = engine.quantiles('"api00"', expected["points"], weight='"pw"')[()]
        table = crosstab(given, ["stype"], "sch.wide", weight="pw").tables[0]
    assert numbers.mean == pytest.approx(expected["mean"], rel=1e-12)
    assert numbers.sd == pytest.approx(expected["sd"], rel=1e-12)
    assert list(quantiles) == expected["quantiles"]
    by_column = [weight for column in zip(*table.weight, strict=True) for weight in column]
    assert by_column == pytest.approx(expected["frequencies"], rel=1e-12)


@pytest.mark.shared
def test_a_response_set_is_that_of_expss():
    path = SHARED / "banner600.csv"
    if not path.exists():
        pytest.skip(f"the made data are not at {path}")
    read, media = csv.read_csv(path), ("media1", "media2", "media3", "media4")
    plain = dataset(**{name: read.column(name) for name in (*media, "w")})
    codebook = plain.codebook.model_copy(update={"sets": (ResponseSet(name="media", variables=media),)})
    given = Dataset(codebook, plain.table)
    found, weighted = (describe(given, ["media"], weight=w).groups[-1].profiles[0] for w in (None, "w"))
    ticks = [count.n for count in found.ticked]
    assert sum(ticks) == EXPSS["responses"]
    assert [100 * n / sum(ticks) for n in ticks] == pytest.approx(EXPSS["percent_of_responses"])
    assert [count.weight for count in weighted.ticked] == pytest.approx(EXPSS["weighted"])
    assert found.n - found.none.n == EXPSS["with_a_tick"]  # expss takes these as the base; we take all who answered
