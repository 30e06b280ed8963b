"""One small page in every format of text: a reviewer reads the difference."""

import pytest

from surveykit.econometrics.fit import CONSTANT, Coefficient, Dropped, Fit, Lost
from surveykit.econometrics.fit import Test as OfRho
from surveykit.expr.parse import parse
from surveykit.render import render
from surveykit.render.codebook import bound
from surveykit.reports.codebook.gather import codebook_book
from surveykit.reports.descriptives import descriptives
from surveykit.reports.models.side import side_by_side
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.stats.cases import Cases, Lack
from surveykit.stats.describe import describe
from surveykit.stats.tables.crosstab import crosstab

FORMATS = (".txt", ".html", ".md", ".csv", ".json")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_description(firms, golden, suffix):
    found = describe(firms, ["export", "size", "industry", "partners", "never", "founded", "comment"])
    golden(f"describe{suffix}", render(descriptives(found, firms.codebook), suffix))


@pytest.mark.parametrize("suffix", FORMATS)
def test_cross_tables(firms, golden, suffix):
    found = crosstab(firms, ["barrier", "own_group"], "export")
    golden(f"crosstab{suffix}", render(crosstabs(found, firms.codebook, show=("n", "row", "expected")), suffix))


def test_a_weighted_description_by_group_in_norwegian(firms, golden):
    found = describe(firms, ["size", "industry"], weight="weight", by="export", where=parse("size > 12"))
    page = descriptives(found, firms.codebook, "nb", where="size > 12", summary=True, decimals=2)
    golden("describe-by.nb.txt", render(page, ".txt"))


def test_a_weighted_cross_table_with_missing(firms, golden):
    found = crosstab(firms, ["barrier"], "export", weight="weight", missing=True)
    golden("crosstab-weighted.txt", render(crosstabs(found, firms.codebook, show=("n", "col")), ".txt"))


@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_a_codebook_with_data(firms, golden, suffix):
    names = ("export", "size", "own_group", "suppliers", "founded", "comment")
    made = codebook_book(firms.select(names), "en", (("File", "firms.csv"),))
    golden(f"codebook{suffix}", bound(made, suffix))


def coefficient(equation: str, term: str, value: float, se: float, p: float) -> Coefficient:
    return Coefficient(equation, term, value, se, value / se, p, value - 2 * se, value + 2 * se)


PROBIT = Fit(
    "probit",
    ("export ~ log(size) + C(industry)",),
    Cases(12),
    9,
    (Lost("size", 3, (Lack("no_answer", -9, 2, 2.0),), 1),),
    (),
    (
        coefficient("export", "log(size)", 0.402, 0.079, 3.6e-7),
        coefficient("export", "industry[2]", -0.2, 0.15, 0.18),
        coefficient("export", "industry[3]", 0.3, 0.15, 0.046),
        coefficient("export", CONSTANT, -1.23, 0.5, 0.014),
    ),
    [],
    loglik=-4.321,
    measures={"r2_mcfadden": 0.219},
    bases=("industry[1]",),
)
BIPROBIT = Fit(
    "biprobit",
    ("suppliers ~ log(size)", "export ~ suppliers + log(size)"),
    Cases(12),
    8,
    (),
    (Dropped("export", "industry[3]", "perfect", 1),),
    (
        coefficient("suppliers", "log(size)", 0.394, 0.08, 8e-7),
        coefficient("suppliers", CONSTANT, -1.0, 0.5, 0.046),
        coefficient("export", "suppliers", 1.543, 0.268, 9e-9),
        coefficient("export", "log(size)", 0.077, 0.1, 0.44),
        coefficient("export", CONSTANT, -2.0, 0.5, 6e-5),
        coefficient("", "rho", -0.412, 0.2, 0.039),
    ),
    [],
    errors="robust",
    loglik=-8.765,
    tests=(OfRho("rho", "LR", 5.79, 1, 0.0161),),
)


@pytest.mark.parametrize("suffix", [*FORMATS, ".tex"])
def test_models_side_by_side(firms, golden, suffix):
    made = side_by_side([PROBIT, BIPROBIT], firms.codebook, brackets="z", titles=["Probit", "Joint"])
    golden(f"models{suffix}", render(made, suffix))


def test_odds_ratios_in_russian_with_hidden_industries(firms, golden):
    made = side_by_side([PROBIT, BIPROBIT], firms.codebook, "ru", exp=True, beside=True, hide=["industry"])
    golden("models.ru.txt", render(made, ".txt"))
