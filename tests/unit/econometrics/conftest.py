"""Small datasets of firms for models: columns of numbers and texts, with code lists and missing codes where named."""

from collections.abc import Callable, Mapping, Sequence
from math import isnan

import numpy as np
import pyarrow as pa
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.codelist import Code, CodeList
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset


def made(columns: Mapping[str, Sequence], nominal: Mapping[str, Sequence] | None = None, missing: Sequence[int] = ()):
    """A dataset of columns; those of `nominal` hold codes of these categories, in this order."""
    nominal = nominal or {}
    variables, arrays = [], {}
    for name, values in columns.items():
        numbers = (v.item() if hasattr(v, "item") else v for v in values)
        plain = [None if v is None or (isinstance(v, float) and isnan(v)) else v for v in numbers]
        text = any(isinstance(value, str) for value in plain)
        arrays[name] = pa.array(plain, pa.string() if text else pa.float64())
        variables.append(
            Variable(
                name=name,
                type="text" if text else "number",
                measure="nominal" if name in nominal or text else "scale",
                codes=name if name in nominal else None,
                missing=() if text else tuple(Code(value=code, missing="refused") for code in missing),
            )
        )
    lists = {name: CodeList(name=name, codes=tuple(Code(value=v) for v in of)) for name, of in nominal.items()}
    return Dataset(Codebook(name="firms", variables=tuple(variables), lists=lists), pa.table(arrays))


@pytest.fixture
def dataset_of() -> Callable[..., Dataset]:
    return made


@pytest.fixture
def exporters() -> dict[str, np.ndarray]:
    """Four hundred firms that export the more often the larger they are, in four industries and forty regions."""
    random = np.random.default_rng(8)
    n = 400
    size = np.round(np.exp(random.normal(3, 1, n)), 0) + 1
    industry = random.choice([10, 26, 62, 72], n)
    age = random.integers(1, 60, n).astype(float)
    latent = -2 + 0.5 * np.log(size) + 0.4 * (industry == 26) - 0.3 * (industry == 72) + random.normal(0, 1, n)
    satisfied = np.digitize(latent, [-1, 0, 1]) + 1.0
    return {
        "export": (latent > 0).astype(float),
        "size": size,
        "industry": industry.astype(float),
        "age": age,
        "region": random.integers(1, 41, n).astype(float),
        "w": np.round(random.uniform(0.5, 3, n), 3),
        "satisfied": satisfied,
        "sales": np.exp(1 + 0.9 * np.log(size) + 0.3 * (industry == 62) + random.normal(0, 0.5, n)),
    }
