"""Tables of a made survey as R's survey package has them; the numbers and what made them stand in the JSON beside."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage
from surveykit.stats.tables.crosstab import crosstab
from surveykit.stats.tables.measures import measures, residuals

KNOWN = json.loads((Path(__file__).parent / "r_tables.json").read_text())
CASES = range(1, 241)
DESIGNS = {
    "weights": Design(weight="weight"),
    "strata": Design(weight="weight", stages=(Stage(strata="stratum"),)),
    "clusters": Design(weight="weight", stages=(Stage(strata="stratum", cluster="cluster", population="size"),)),
}


@pytest.fixture(scope="module")
def survey():
    strata = [(i - 1) // 60 + 1 for i in CASES]
    columns = {
        "stratum": strata,
        "cluster": [(i - 1) // 10 + 1 for i in CASES],
        "weight": [1 + i * 7 % 11 / 4 for i in CASES],
        "row": [(i * i + i // 10) % 3 + 1 for i in CASES],
        "column": [None if i % 17 == 0 else (i * 3 + (i // 20) * (i % 4)) % 4 + 1 for i in CASES],
        "size": [40 if stratum < 3 else 25 for stratum in strata],
    }
    lists = {name: CodeList(name=name, codes=tuple(Code(value=v) for v in range(1, 5))) for name in ("row", "column")}
    variables = tuple(Variable(name=name, codes=name if name in lists else None) for name in columns)
    return Dataset(Codebook(variables=variables, lists=lists), pa.table(columns))


@pytest.mark.parametrize("name", DESIGNS)
def test_tests_and_standard_errors_of_shares(survey, name):
    table = crosstab(survey, ["row"], "column", design=DESIGNS[name]).tables[0]
    found, known = table.survey, KNOWN["designs"][name]
    for key, ours in (("F", found.f), ("Chisq", None), ("Wald", found.wald), ("adjWald", found.adjusted_wald)):
        if ours is not None:
            assert ours.statistic == pytest.approx(known[key]["statistic"], rel=1e-10)
            assert ours.df == pytest.approx(tuple(known[key]["df"]), rel=1e-10)
            assert ours.p == pytest.approx(known[key]["p"], rel=1e-10)
    assert found.everybody_chi_square == pytest.approx(known["Chisq"]["statistic"], rel=1e-10)
    assert found.first_order.p == pytest.approx(known["Chisq"]["p"], rel=1e-10)
    whole = (len(table.grid.n) - 1, len(table.grid.n[0]) - 1)
    for place, se in enumerate(known["se"]):
        assert table.spread.share((place % 3, place // 3), whole) ** 0.5 == pytest.approx(se, rel=1e-10)


def test_measures_of_order_and_of_prediction_and_residuals():
    found = measures(KNOWN["table"], ordered=True)
    for key in ("gamma", "tau_b", "lambda_rows", "lambda_columns"):
        assert getattr(found, key) == pytest.approx(KNOWN[key], rel=1e-12, abs=1e-15), key
    for ours, known in zip(residuals(KNOWN["table"]), KNOWN["stdres"], strict=True):
        assert ours == pytest.approx(known, rel=1e-12)
