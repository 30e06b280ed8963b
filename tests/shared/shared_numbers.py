"""The data sets and numbers of the shared folder, as datasets and designs of ours."""

import csv
import json
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design, Stage

ORACLES = Path(__file__).resolve().parents[3] / "shared" / "oracles"
API = {
    "srs": ("apisrs", Design(weight="pw", stages=(Stage(population="fpc"),))),
    "strat": ("apistrat", Design(weight="pw", stages=(Stage(strata="stype", population="fpc"),))),
    "strat_nofpc": ("apistrat", Design(weight="pw", stages=(Stage(strata="stype"),))),
    "clus1": ("apiclus1", Design(weight="pw", stages=(Stage(cluster="dnum", population="fpc"),))),
    "clus1_nofpc": ("apiclus1", Design(weight="pw", stages=(Stage(cluster="dnum"),))),
    "clus2": (
        "apiclus2",
        Design(stages=(Stage(cluster="dnum", population="fpc1"), Stage(cluster="snum", population="fpc2"))),
    ),
    "clus2_wr": ("apiclus2", Design(weight="pw", stages=(Stage(cluster="dnum"), Stage(cluster="snum")))),
}


@cache
def numbers(name: str):
    return json.loads((ORACLES / "results" / f"{name}_oracles.json").read_text())


def part(name: str, key: str):
    """One part of the numbers; the test is skipped where the shared folder holds it back."""
    if key not in numbers(name):
        pytest.skip(f"the numbers to meet have no {key}")
    return numbers(name)[key]


@cache
def data(name: str) -> Dataset:
    with (ORACLES / "data" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    return dataset(dict(zip(heads, zip(*rows, strict=True), strict=True)))


def dataset(columns) -> Dataset:
    """A dataset of columns of texts; those that hold nothing but numbers become numbers, and an empty one a blank."""
    arrays, variables = {}, []
    for name, texts in columns.items():
        kind, values = _read(texts)
        arrays[name] = pa.array(values, pa.float64() if kind == "number" else pa.string())
        variables.append(Variable(name=name, type=kind, measure="scale" if kind == "number" else "nominal"))
    return Dataset(Codebook(name="shared", variables=tuple(variables)), pa.table(arrays))


def _read(texts):
    try:
        return "number", [float(text) if text not in {"", "NA"} else None for text in texts]
    except ValueError:
        return "text", [text or None for text in texts]


def with_columns(to: Dataset, more: Dataset, prefix: str) -> Dataset:
    """The columns of both, those of the second by another name."""
    table = to.arrow()
    variables = list(to.codebook)
    for variable in more.codebook:
        name = prefix + variable.name
        table = table.append_column(name, more.arrow().column(variable.name))
        variables.append(variable.model_copy(update={"name": name}))
    return Dataset(Codebook(name=to.codebook.name, variables=tuple(variables)), table)
