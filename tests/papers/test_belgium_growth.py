"""The synthetic exporters of the Belgian growth regressions: Table 12 to four decimals, and what follows from it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from surveykit import formats

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_responses"
NAME = "belgian-sme-trade-growth"
OUTCOME = ["ln_X98", "ln_M_FTE98", "BG", "BI", "TI"]
SELECTION = [0.0876, 0.0296, -0.1149, -0.3607, -0.5672, 0.1503]  # the last is of productivity
GROWTH = [-0.0452, 0.0184, 0.0550, 0.0028, -0.0262, 0.1923]  # the last is of the inverse Mills ratio
OLS = [-0.0552, 0.0160, 0.0720, 0.0444, 0.0415]


@pytest.fixture(scope="module")
def firms() -> pd.DataFrame:
    frame = formats.read(FOLDER / f"{NAME}.parquet").dataset.pandas().astype({"exporter_group": int, "industry": int})
    return frame.assign(**{name: frame.exporter_group == code for code, name in enumerate(("BG", "BI", "TI"), 1)})


def matrix(firms: pd.DataFrame, names: list[str]) -> np.ndarray:
    return np.column_stack([firms[names].astype(float), pd.get_dummies(firms.industry, dtype=float)])


def test_the_numbers_of_firms_are_those_of_tables_11_and_12(firms):
    known = firms[firms.TFP98.notna()]
    assert (len(known), int((known.continued == 0).sum()), int(firms.avg_growth.notna().sum())) == (7118, 2166, 4986)
    assert set(firms.synthetic) == {1}


def test_going_on_and_growing_have_the_coefficients_of_table_12_and_nearly_those_of_table_11(firms):
    import statsmodels.api as sm
    from scipy.stats import norm

    known = firms[firms.TFP98.notna()]
    regressors = matrix(known, [*OUTCOME, "TFP98"])
    probit = sm.Probit(known.continued.astype(float).to_numpy(), regressors).fit(disp=0, method="newton")
    assert np.round(probit.params[:6], 4).tolist() == SELECTION
    index = regressors @ probit.params
    went_on = known.continued.to_numpy() == 1
    both = np.column_stack([matrix(known, OUTCOME), norm.pdf(index) / norm.cdf(index)])[went_on]
    two_step = np.linalg.lstsq(both, known.avg_growth[went_on].astype(float).to_numpy(), rcond=None)[0]
    assert np.round([*two_step[:5], two_step[-1]], 4).tolist() == GROWTH
    grown = firms[firms.avg_growth.notna()]
    plain = np.linalg.lstsq(matrix(grown, OUTCOME), grown.avg_growth.astype(float).to_numpy(), rcond=None)[0]
    assert np.abs(plain[:5] - OLS).max() < 0.01


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_the_script_makes_the_files_that_are_shipped(tmp_path, suffix):
    script = FOLDER / "make_belgian_growth.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, cwd=FOLDER)
    made, shipped = (formats.read(folder / f"{NAME}{suffix}").dataset for folder in (tmp_path, FOLDER))
    for name in shipped.codebook.names:
        ours, theirs = (each.pandas()[name] for each in (made, shipped))
        if ours.dtype.kind == "f":
            assert np.allclose(ours.astype(float), theirs.astype(float), rtol=1e-9, equal_nan=True)
        else:
            assert ours.equals(theirs)
