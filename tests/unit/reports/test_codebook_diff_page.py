"""Two datasets beside each other: what differs comes first, shares stand with their counts, nothing is tested."""

import pyarrow as pa

from surveykit.dataset.dataset import Dataset
from surveykit.reports.codebook.diff import Side, codebook_diff
from surveykit.reports.table import Table


def test_codes_with_different_shares_have_counts_of_both_sides(firms):
    columns = firms.arrow().to_pydict()
    columns["export"] = [0 if value == 1 else value for value in columns["export"]]
    other = Dataset(firms.codebook, pa.table(columns, schema=firms.arrow().schema))
    document, found = codebook_diff(Side("2004", firms), Side("2005", other))
    assert found.grade == "same"
    tables = {block.key: block for block in document.blocks if isinstance(block, Table)}
    assert [row.cells for row in tables["shares"].rows] == [
        ("export", "1", "Yes", 4, 40.0, 0, 0.0, -40.0),
        ("export", "0", "No", 6, 60.0, 10, 100.0, 40.0),
    ]
    export = next(row.cells for row in tables["amounts"].rows if row.cells[0] == "export")
    assert export == ("export", 10, 100 * 2 / 12, 0.4, 10, 100 * 2 / 12, 0.0)


def test_without_data_there_are_no_numbers(firms):
    document, _ = codebook_diff(Side("a", firms.codebook), Side("b", firms))
    assert not [block for block in document.blocks if isinstance(block, Table)]
    assert document.title == "a and b"
