"""A single name in the place of a list is that name, and not its letters."""

from surveykit.stats.compare.compare import compare
from surveykit.stats.describe import describe
from surveykit.stats.estimate.estimate import estimate
from surveykit.stats.estimate.smooth import Mean
from surveykit.stats.tables.crosstab import crosstab


def test_one_name_is_taken_for_a_list_of_one(firms):
    assert describe(firms, "size") == describe(firms, ["size"])
    assert crosstab(firms, "barrier", "export").tables == crosstab(firms, ["barrier"], "export").tables
    one, listed = estimate(firms, Mean("size"), by="export"), estimate(firms, [Mean("size")], by=["export"])
    assert (one.by, one.estimates) == (listed.by, listed.estimates)
    assert compare(firms, "size", by="export").compared == compare(firms, ["size"], by="export").compared
