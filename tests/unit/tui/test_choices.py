"""Choices as lines: boxes in columns, the steps of a scale, places of a ranking."""

import pytest

from surveykit.instrument.control import Choose, Option, Rank
from surveykit.text import Text
from surveykit.tui.choices import choice_lines, is_scale, places_typed


def options(*labels: str, first: int = 1) -> tuple[Option, ...]:
    return tuple(Option(code, Text(label)) for code, label in enumerate(labels, first))


def scale(first: int, last: int, **words: str) -> Choose:
    said = {int(code[1:]): label for code, label in words.items()}
    return Choose(options(*(said.get(code, str(code)) for code in range(first, last + 1)), first=first))


def drawn(control: Choose | Rank, typed: str = "", width: int = 72, room: int = 15) -> list[str]:
    lines = ["".join(piece.text for piece in line) for line in choice_lines(control, typed, "en", width, room)]
    assert all(len(line) <= width for line in lines)
    return [line.rstrip() for line in lines]


def test_a_scale_stands_in_one_row_between_its_ends() -> None:
    control = scale(1, 5, _1="Poor", _5="Good")
    assert drawn(control) == ["Poor  1  2  3  4  5  Good"]
    assert drawn(control, "4") == ["Poor  1  2  3 (4) 5  Good"]


def test_words_in_between_or_without_room_stand_below() -> None:
    assert drawn(scale(0, 4, _0="Poor", _2="Fair", _4="Good")) == [" 0  1  2  3  4", "0 Poor · 2 Fair · 4 Good"]
    long = scale(1, 7, _1="Strongly against it", _7="Strongly in favour of it")
    assert drawn(long, "2", width=40) == [
        " 1 (2) 3  4  5  6  7",
        "1 Strongly against it · 7 Strongly in",
        "favour of it",
    ]


def test_a_long_scale_is_broken_into_rows_and_one_longer_than_the_screen_is_told_by_its_ends() -> None:
    control = scale(0, 100, _0="None", _100="All")
    rows = drawn(control, "50")
    assert len(rows) == 9
    assert "( 50)" in rows[3]
    assert rows[-1] == "0 None · 100 All"
    assert drawn(control, "50", room=5) == ["0 … 100", "0 None · 100 All"]


@pytest.mark.parametrize(
    ("labels", "steps"),
    [
        (("Poor", "2", "Good"), True),
        (("1", "2", "3"), True),
        (("Poor", "Fair", "Good"), False),
        (("1", "2-4", "5-9", "10+"), False),
        (("No", "2"), False),
    ],
)
def test_what_is_a_scale(labels: tuple[str, ...], steps: bool) -> None:
    assert is_scale(Choose(options(*labels)), "en") is steps
    assert not is_scale(Choose(options(*labels), several=True), "en")
    assert not is_scale(Rank(options(*labels)), "en")


def test_codes_that_skip_numbers_or_are_texts_are_no_scale() -> None:
    assert not is_scale(Choose((Option(1, Text("1")), Option(3, Text("3")), Option(9, Text("9")))), "en")
    assert not is_scale(Choose(tuple(Option(code, Text(code)) for code in ("NO", "SE", "DK"))), "en")


def test_a_ranking_shows_places() -> None:
    control = Rank(options("Price", "Quality", "Delivery"))
    assert drawn(control, "3, 1") == ["[2.] 1 Price     [  ] 2 Quality   [1.] 3 Delivery"]
    assert drawn(Rank(options(*"abcdefghijkl")), "12")[-1].endswith("[ 1.] 12 l")


def test_places_count_each_code_once() -> None:
    control = Rank(options("Price", "Quality", "Delivery"))
    assert places_typed(control, "3 1 3 7 x") == {3: 1, 1: 2}
    assert places_typed(Choose(control.options), " 2 ") == {2: 1}
