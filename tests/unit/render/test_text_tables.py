"""Text as wide as the terminal."""

import pytest

from surveykit.render.text import columns_of, text_of
from surveykit.reports.document import Document, Facts, Paragraph
from surveykit.reports.table import Bar, Column, Row, Table

WIDE = Table(
    "A wide table",
    (
        Column("name", "Variable"),
        Column("label", "Label"),
        *(Column(f"n{i}", f"Measure {i}", "number", 2, "First group" if i < 6 else "Second") for i in range(12)),
    ),
    (Row(("size", "Number of employees in the year before the interview", *(1000.0 + i for i in range(12)))),),
)


def lines(document, width):
    return text_of(document, width).splitlines()


@pytest.mark.parametrize("width", [30, 40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_lost(width):
    drawn = lines(Document("T", (WIDE,)), width)
    assert max(map(columns_of, drawn)) <= width
    for i in range(12):
        assert sum(f"{1000 + i}.00" in line for line in drawn) == 1


def test_the_words_of_a_row_are_repeated_in_every_panel():
    drawn = lines(Document("T", (WIDE,)), 80)
    assert sum(line.startswith("size") for line in drawn) == 2


def test_columns_under_one_heading_stay_together():
    drawn = lines(Document("T", (WIDE,)), 90)
    first = next(line for line in drawn if line.startswith("size"))
    assert "1005.00" in first
    assert "1006.00" not in first


def test_letters_of_any_width():
    assert columns_of("Øl") == 2
    assert columns_of("漢字") == 4
    assert columns_of("e\u0301") == 1


def test_control_characters_never_reach_the_terminal():
    bad = Table("t\x1b[31m", (Column("a", "A"),), (Row(("\x1b[2J",)),), ("note\x1b[0m",))
    assert "\x1b" not in text_of(Document("T", (bad, Paragraph("p\x1b[1m"), Facts((("a", "b\x1b"),)))), 80)


def test_colour_only_when_asked():
    document = Document("T", (Paragraph("careful", "warning"),))
    assert "\x1b" not in text_of(document, 80)
    assert "\x1b[33mcareful\x1b[0m" in text_of(document, 80, colour=True)


BARS = Table(
    "",
    (Column("n", "n", "count"), Column("bar", "")),
    (Row((10, Bar(1.0))), Row((3, Bar(0.25))), Row((1, Bar(0.001))), Row((0, Bar(0.0)))),
)


def test_bars_are_ten_blocks_wide_and_only_nothing_is_invisible():
    assert [line.split() for line in lines(Document("T", (BARS,)), 80)[4:8]] == [
        ["10", "██████████"], ["3", "██▌"], ["1", "▏"], ["0"],
    ]  # fmt: skip


@pytest.mark.parametrize("width", [0, 1, 20, 80])
@pytest.mark.parametrize(
    "table",
    [
        BARS,
        Table("", (Column("a", ""), Column("b", "", "count"), Column("c", "", group="G")), ()),
        Table("", (), ()),
        Table("", (Column("a", ""),), (Row(("",), indent=3),), ("",)),
        WIDE,
    ],
    ids=["bars", "no headings, no rows", "no columns", "empty cells", "wide"],
)
def test_nothing_is_too_empty_or_too_narrow_to_be_drawn(table, width):
    page = Document("", (table, Facts((("", ""), ("a long term that needs room", "what it says")))))
    assert text_of(page, width).endswith("\n")


def test_a_heading_of_long_words_is_not_broken_within_a_word():
    """The title of a coding frame heads the column of its codes, beside wide columns of numbers."""
    numbers = tuple(Column(f"n{i}", f"Transportmidlerogannet{i}", "count") for i in range(3))
    table = Table(
        "T", (Column("label", "Mål med internasjonal virksomhet"), *numbers), (Row(("Å selge mer", 1, 2, 3)),)
    )
    assert "internasjonal" in text_of(Document("T", (table,)), 87)
