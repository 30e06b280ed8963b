"""Tests that papers print: Table 2 of the Norwegian one over cases, Tables 20 and 21 of the Belgian one over countries."""

import json
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from surveykit.cli import surveykit
from surveykit.cli.boundary import CLEAN, guarded
from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.reports.compare.page import stars as stars_of
from surveykit.stats.compare.compare import compare
from surveykit.stats.compare.distance import kolmogorov
from surveykit.stats.compare.ranks import mann_whitney
from surveykit.stats.compare.samples import Samples

SAMPLE = Path(__file__).parents[2] / "sample_responses" / "norwegian-sis.parquet"
# Table 2, panels a and b: z, its stars, the probability printed, D. The probability is that of the opposite order:
# the firms that cooperate export more. Strategy IC includes nobody of the others, C of panel a includes IC.
PANELS = {"coop": ("9.46", "***", ".362", ".27"), "icoop": ("8.11", "***", ".339", ".32")}
# Tables 24 and 25: of each country, per cent that went from no trade to export, and to import, from import to
# export, and from export to import.
EU = {
    "NL": (4.0, 6.9, 19.0, 29.7), "DE": (3.4, 6.4, 17.5, 27.9), "FR": (4.1, 6.2, 18.8, 29.4),
    "LU": (5.0, 4.1, 21.2, 22.5), "GB": (3.0, 4.6, 17.1, 29.0), "IT": (2.6, 5.1, 16.0, 28.4),
    "ES": (3.4, 4.2, 15.7, 23.9), "DK": (2.2, 2.9, 11.7, 21.5),
}  # fmt: skip
OTHERS = {
    "US": (2.2, 3.2, 13.7, 18.9), "CN": (1.7, 4.3, 11.7, 27.7), "PL": (3.1, 2.3, 21.1, 18.0),
    "JP": (1.4, 1.1, 11.3, 9.7), "TW": (0.8, 1.2, 8.7, 8.2), "CA": (1.5, 1.2, 9.1, 8.8),
    "IN": (1.2, 1.3, 10.0, 12.7), "RU": (2.1, 0.4, 17.4, 4.6), "BR": (0.8, 0.6, 6.8, 8.1),
    "TR": (1.7, 1.6, 8.9, 15.2), "CH": (2.9, 2.3, 17.6, 13.7),
}  # fmt: skip


def as_printed(number, printed):
    """Whether a number is printed so, rounded or cut off."""
    unit = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    return Decimal(printed) in {Decimal(number).quantize(unit, how) for how in (ROUND_HALF_UP, ROUND_DOWN)}


@pytest.fixture
def table_2(capsysbinary):
    """The tables of ranks that `surveykit compare` prints, by their keys; the rows of each by variable."""
    line = [
        *("compare", str(SAMPLE), "export", "labprod", "--by", "coop,icoop,strategy", "--pair", "strategy=2:1"),
        *("--show", "ranks", "--language", "en", "-o", "-", "--format", "json"),
    ]
    assert guarded(surveykit, line) == CLEAN
    blocks = json.loads(capsysbinary.readouterr().out)["blocks"]
    return {b["key"]: [row["cells"] for row in b["rows"]] for b in blocks if b["type"] == "table"}


@pytest.mark.parametrize("by", PANELS)
def test_table_2_of_the_norwegian_paper(table_2, by):
    z, stars, opposite, d = PANELS[by]
    export = table_2[f"ranks[{by}=1:0]"][0]
    assert as_printed(export["z"], z)
    assert stars_of(export["p"]) == stars
    assert as_printed(1 - export["greater"], opposite)
    assert (export["larger"], as_printed(export["d"], d)) == ("Yes", True)
    assert as_printed(export["p_corrected"], "0.000")


def test_panel_c_has_the_signs_of_the_paper_and_its_numbers_with_one_firm_fewer(table_2):
    export = table_2["ranks[strategy=2:1]"][0]
    assert export["larger"] == "Also new services (IC)"
    counts = np.array([[115 - 54, 54], [166 - 50, 50]])  # of the sample, 51 of 167 firms of C alone export
    samples = Samples(np.array([0.0, 1.0]), counts)
    ranks, distance = mann_whitney(samples), kolmogorov(samples)
    assert as_printed(ranks.z, "2.87")
    assert as_printed(1 - ranks.greater, ".416")
    assert (as_printed(distance.d, ".16"), as_printed(distance.corrected, ".031")) == (True, True)


def of_countries(rates, before, after):
    """One row a country and way of beginning: from no trade, and from the other direction of trade."""
    codebook = Codebook(
        variables=(
            Variable(name="country", type="text"),
            Variable(name="from_no_trade"),
            Variable(name="rate", measure="scale"),
        )
    )
    rows = [(country, at, cells[place]) for country, cells in rates.items() for at, place in ((0, after), (1, before))]
    country, at, rate = zip(*rows, strict=True)
    return Dataset(codebook, pa.table({"country": country, "from_no_trade": at, "rate": pa.array(rate, pa.float64())}))


@pytest.mark.parametrize(
    ("rates", "before", "after", "difference", "se", "t"),
    [
        (EU, 0, 2, "0.1368", ".007", "19.01"),  # Table 20: import to export against no trade to export
        (OTHERS, 0, 2, "0.106", ".012", "9.192"),
        (EU, 1, 3, "0.215", ".008", "26.48"),  # Table 21: export to import against no trade to import
        (OTHERS, 1, 3, "0.115", ".016", "7.01"),
    ],
)
def test_paired_t_over_countries_of_the_belgian_paper(rates, before, after, difference, se, t):
    (found,) = compare(of_countries(rates, before, after), ["rate"], by="from_no_trade", units="country").paired
    assert found.t.df == len(rates) - 1
    # the rates of countries are printed in tenths of per cent; with them the last digits of t may be others
    assert found.t.statistic == pytest.approx(float(t), rel=1e-2)
    assert found.t.estimate / 100 == pytest.approx(float(difference), abs=6e-4)
    assert found.t.se / 100 == pytest.approx(float(se), abs=6e-4)
