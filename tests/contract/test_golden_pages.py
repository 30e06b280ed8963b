"""One small page in every format of text: a reviewer reads the difference."""

import pytest

from surveykit.expr.parse import parse
from surveykit.render import render
from surveykit.render.codebook import bound
from surveykit.reports.codebook.gather import codebook_book
from surveykit.reports.descriptives import descriptives
from surveykit.reports.tables.crosstab import crosstabs
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
