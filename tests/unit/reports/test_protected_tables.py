"""Cross-tables that tell of nobody: what is hidden is hidden in every measure, what is rounded adds up."""

from pathlib import Path

import pytest

from surveykit import read
from surveykit.problems import DataError
from surveykit.reports.table import Marked, Table
from surveykit.reports.tables.crosstab import crosstabs
from surveykit.reports.tables.protect import HIDDEN, masks_of
from surveykit.stats.tables.axis import Net
from surveykit.stats.tables.crosstab import crosstab

SIS = Path(__file__).parents[3] / "sample_responses" / "norwegian-sis.parquet"


def page(rows, columns, show=("n", "row", "col"), nets=(), means=(), **how):
    dataset = read(SIS).dataset
    found = crosstab(dataset, rows, columns, nets=nets, means=means)
    document = crosstabs(found, dataset.codebook, "en", show=show, **how)
    return found, next(block for block in document.blocks if isinstance(block, Table)), document


def numbers(cells):
    return [cell.value if isinstance(cell, Marked) else cell for cell in cells if not isinstance(cell, str)]


def test_no_small_count_is_shown_and_no_share_that_tells_one():
    found, table, _ = page(["bar_regulation"], "industry", least=5)
    mask = masks_of(found, 5)["bar_regulation", "industry"]
    columns = len(found.tables[0].columns.categories) + 1
    for i, row in enumerate(table.rows):
        counts, of_row, of_column = (row.cells[2 + k * columns : 2 + (k + 1) * columns] for k in range(3))
        assert all(n == 0 or n >= 5 for n in numbers(counts))
        for j in range(columns):
            if mask[i][j]:
                assert {counts[j], of_row[j], of_column[j]} == {HIDDEN}
            if mask[i][-1]:
                assert of_row[j] == HIDDEN
            if mask[-1][j]:
                assert of_column[j] == HIDDEN


def test_a_banner_hides_in_all_its_blocks_together():
    _, table, document = page(["bar_regulation"], ["strategy", "industry"], show=("n", "col"), least=5)
    lines = [row.cells for row in table.rows if row.cells[2] == "n"]
    assert any(HIDDEN in cells for cells in lines)
    assert all(n == 0 or n >= 5 for cells in lines for n in numbers(cells[3:]))
    assert any("fewer than 5 cases" in getattr(block, "text", "") for block in document.blocks)


def test_a_net_of_hidden_categories_is_hidden():
    nets = [Net("bar_regulation", "Important", (3, 4))]
    found, *_ = page(["bar_regulation"], "industry", nets=nets, least=5)
    mask = masks_of(found, 5)["bar_regulation", "industry"]
    place = next(i for i, category in enumerate(found.tables[0].rows.categories) if category.net)
    assert all(mask[place][j] for j in range(len(mask[0])) if any(line[j] for line in mask[:-1]))


def test_choices_that_overlap_hide_small_counts_and_those_that_leave_few():
    found, table, _ = page(["regions"], "industry", show=("n",), least=5)
    base = found.tables[0].base
    shown = table.rows[-1].cells[2:-1]
    for row in table.rows[:-1]:
        for j, cell in enumerate(row.cells[2:-1]):
            if HIDDEN not in {cell, shown[j]}:
                assert cell == 0 or cell >= 5
                assert base[j] - cell == 0 or base[j] - cell >= 5


def keys(document):
    return [block.key for block in document.blocks if isinstance(block, Table)]


def test_no_test_tells_what_is_hidden():
    """Of two by two, chi-square and the totals are enough to have every count back."""
    dataset = read(SIS).dataset
    found = crosstab(dataset, ["bar_regulation", "bar_skills"], "industry")
    document = crosstabs(found, dataset.codebook, "en", least=5, association=True)
    assert not {"tests", "strength"} & set(keys(document))
    assert not any("expect" in getattr(block, "text", "") for block in document.blocks)
    assert any("there are no tests" in getattr(block, "text", "") for block in document.blocks)
    _, _, whole = page(["export"], "group", least=5, association=True)
    assert {"tests", "strength"} <= set(keys(whole))


def test_a_mean_of_few_cases_is_hidden_and_no_sum_gives_it_away():
    """A cell of many cases may hold the number of one of them."""
    dataset = read(SIS).dataset
    found = crosstab(dataset, ["export"], ["industry"], means=["sh_mode2"])
    document = crosstabs(found, dataset.codebook, "en", show=("n",), least=5)
    table = next(block for block in document.blocks if isinstance(block, Table))
    lines = {row.cells[1]: row.cells[3:] for row in table.rows if row.role == "total"}
    counts = next(cells for label, cells in lines.items() if label.startswith("n: "))
    mean = next(cells for label, cells in lines.items() if label.startswith("Mean"))
    sd = next(cells for label, cells in lines.items() if label.startswith("Std"))
    assert all(n == 0 or n >= 5 for n in numbers(counts))
    for n, *told in zip(counts, mean, sd, strict=True):
        assert (n == HIDDEN) == (HIDDEN in told)
    assert counts.count(HIDDEN) != 1


def test_rounded_counts_come_without_anything_that_tells_those_counted():
    _, table, document = page(
        ["bar_regulation"],
        ["strategy"],
        show=("n", "col"),
        round_to=5,
        level=0.95,
        means=["employees"],
        association=True,
    )
    assert "tests" not in keys(document)
    counts = [row.cells for row in table.rows if row.cells[2] == "n" or row.cells[1].startswith(("n: ", "Base"))]
    assert all(n % 5 == 0 for row in counts for n in row[3:])
    _, exact, _ = page(["bar_regulation"], ["strategy"], show=("n", "col"), level=0.95)
    ends = [[row.cells for row in t.rows if row.cells[2].endswith("low")] for t in (table, exact)]
    assert ends[0] != ends[1]


def test_rounded_counts_add_up():
    _, table, _ = page(["bar_regulation"], "strategy", show=("n",), round_to=5)
    body = [row.cells[2:] for row in table.rows]
    assert all(n % 5 == 0 for row in body for n in row)
    assert all(sum(row[:-1]) == row[-1] for row in body)
    assert [sum(column) for column in zip(*body[:-1], strict=True)] == list(body[-1])


def test_weights_are_not_rounded():
    dataset = read(SIS).dataset
    found = crosstab(dataset, ["coop"], "export", weight="weight")
    with pytest.raises(DataError, match="SK962"):
        crosstabs(found, dataset.codebook, round_to=5)
