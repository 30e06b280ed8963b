"""Counts behind printed percentages."""

from surveykit.reproduction.printed import printed
from surveykit.reproduction.recompute.shares import counts_behind

TABLE_17 = {
    "no_trade": (17003, [12, 76, 5, 4, 3]), "import_only": (3146, [11, 26, 39, 3, 21]),
    "export_only": (2100, [10, 38, 6, 30, 17]), "two_way": (7208, [11, 13, 8, 4, 65]),
}  # fmt: skip
TOTAL = [11, 52, 10, 6, 21]


def within(percents):
    return [printed(str(percent)).rounding for percent in percents]


def test_one_matrix_of_whole_numbers_meets_every_percentage_of_a_transition_table():
    """Table 17 of the Belgian paper: rows add up to 100 and 101, and yet all of them can be right."""
    rows = [within(percents) for _, percents in TABLE_17.values()]
    n = [size for size, _ in TABLE_17.values()]
    found = counts_behind(rows, n, within(TOTAL))
    assert found.fits
    for counts, size, (_, percents) in zip(found.counts, n, TABLE_17.values(), strict=True):
        assert sum(counts) == size
        assert [abs(100 * count / size - percent) <= 0.5 for count, percent in zip(counts, percents, strict=True)]
    for column, percent in zip(zip(*found.counts, strict=True), TOTAL, strict=True):
        assert abs(100 * sum(column) / sum(n) - percent) <= 0.5


def test_percentages_that_add_up_to_150_are_not_of_one_base():
    """Row 6-10 of Table 23: 50 per cent are of another total than the rest."""
    found = counts_behind([within([50, 6, 6, 5, 8, 9, 38, 26, 2, 0])], [1971])
    assert not found.fits
    assert sum(map(sum, found.off)) < 0, "there are too few cases for them"


def test_a_percentage_no_whole_number_gives_is_told():
    """Of 7 firms none is 50 per cent."""
    found = counts_behind([within([50, 50])], [7])
    assert not found.fits
    assert sum(found.counts[0]) == 7


def test_a_total_that_its_rows_cannot_give_is_told_in_the_last_row():
    found = counts_behind([within([20, 80]), within([30, 70])], [100, 100], within([45, 55]))
    assert any(found.off[-1]) or any(map(any, found.off[:-1]))
    assert not found.fits
