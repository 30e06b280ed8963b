"""Models made by hand: a probit, a bivariate probit and a regression, with everything a table must tell of them."""

from collections.abc import Mapping, Sequence
from math import erfc, sqrt

import numpy as np
import pytest

from surveykit.codebook.codebook import Codebook
from surveykit.econometrics.fit import CONSTANT, Coefficient, Dropped, Fit, Lost
from surveykit.econometrics.fit import Test as OfRho
from surveykit.stats.cases import Cases, Lack


def coefficient(equation: str, term: str, value: float, se: float) -> Coefficient:
    """A coefficient with its z, p and interval."""
    z = value / se
    return Coefficient(equation, term, value, se, z, erfc(abs(z) / sqrt(2)), value - 1.96 * se, value + 1.96 * se)


def made(kind: str, formulas: Sequence[str], given: Mapping[str, Mapping[str, tuple[float, float]]], **more) -> Fit:
    """A model from its coefficients by equation and term."""
    found = tuple(coefficient(eq, term, *pair) for eq, terms in given.items() for term, pair in terms.items())
    more = {"n": 90, "lost": (), "dropped": (), "cases": Cases(100)} | more
    return Fit(kind, tuple(formulas), coefficients=found, covariance=np.eye(len(found)), **more)


@pytest.fixture
def probit() -> Fit:
    terms = {
        "log(size)": (0.402, 0.079),
        "own_group": (0.05, 0.1),
        "industry[2]": (0.2, 0.11),
        "industry[3]": (-0.3, 0.1),
    }
    return made(
        "probit",
        ["export ~ log(size) + own_group + C(industry)"],
        {"export": {**terms, CONSTANT: (-1.2345, 0.2)}},
        bases=("industry[1]",),
        loglik=-312.345,
        measures={"r2_mcfadden": 0.219},
        tests=(OfRho("model", "LR", 88.2, 4, 1e-9),),
        lost=(Lost("size", 10, (Lack("no_answer", -9, 4, 4.0), Lack("blank", None, 3, 3.0)), 3),),
    )  # fmt: skip


@pytest.fixture
def biprobit() -> Fit:
    first = {"log(size)": (0.394, 0.08), "industry[2]": (0.1, 0.1), CONSTANT: (-1.0, 0.2)}
    second = {"suppliers": (1.543, 0.268), "log(size)": (0.077, 0.1), "industry[2]": (0.1, 0.1), CONSTANT: (-2.0, 0.3)}
    return made(
        "biprobit",
        ["suppliers ~ log(size) + C(industry)", "export ~ suppliers + log(size) + C(industry)"],
        {"suppliers": first, "export": second, "": {"athrho": (-0.44, 0.2), "rho": (-0.412, 0.17)}},
        n=81,
        bases=("industry[1]",),
        errors="robust",
        loglik=-612.9,
        tests=(OfRho("rho", "Wald", 5.2, 1, 0.0226), OfRho("rho", "LR", 5.79, 1, 0.0161)),
        dropped=(Dropped("suppliers", "industry[3]", "perfect", 9), Dropped("export", "industry[3]", "perfect", 9)),
    )


@pytest.fixture
def regression() -> Fit:
    return made(
        "ols",
        ["log(size) ~ export"],
        {"log(size)": {"export": (0.593, 0.05), CONSTANT: (3.0, 0.1)}},
        df=88.0,
        errors="cluster",
        clusters=12,
        absorbed=("industry",),
        measures={"r2": 0.4, "r2_adjusted": 0.39},
    )


@pytest.fixture
def codebook(firms) -> Codebook:
    return firms.codebook
