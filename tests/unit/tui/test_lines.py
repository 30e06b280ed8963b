"""The window over the lines: it moves only as far as it must."""

from hypothesis import given
from hypothesis import strategies as st

from surveykit.tui.lines import Block, Piece, View, field, keys, seen, spread, width_of


def blocks(*sizes: int):
    made: list[int] = []

    def at(index: int) -> Block:
        made.append(index)
        return Block(tuple((Piece(f"{index}.{line}"),) for line in range(sizes[index])), sizes[index] - 1)

    return at, made


def texts(lines) -> list[str]:
    return [line[0].text for _, line in lines]


def test_the_window_stays_while_the_block_is_in_it() -> None:
    at, _ = blocks(2, 2, 2, 2)
    lines, view = seen(at, 4, 1, View(0), 5)
    assert texts(lines) == ["0.0", "0.1", "1.0", "1.1", "2.0"]
    assert view == View(0)


def test_going_down_the_block_comes_in_near_the_bottom() -> None:
    at, _ = blocks(2, 2, 2, 2, 2)
    lines, view = seen(at, 5, 3, View(0), 6)
    assert texts(lines) == ["1.1", "2.0", "2.1", "3.0", "3.1", "4.0"]
    assert view == View(1, 1)


def test_going_up_the_block_comes_in_at_the_top() -> None:
    at, _ = blocks(2, 2, 2, 2)
    assert seen(at, 4, 1, View(2, 1), 5)[1] == View(1)
    assert seen(at, 4, 2, View(2, 1), 5)[1] == View(2)


def test_of_a_block_taller_than_the_window_the_focus_is_seen() -> None:
    at, _ = blocks(2, 9, 2)
    lines, view = seen(at, 3, 1, View(0), 4)
    assert texts(lines) == ["1.5", "1.6", "1.7", "1.8"]
    assert view == View(1, 5)


def test_blocks_out_of_sight_are_never_made() -> None:
    at, made = blocks(*([2] * 3000))
    seen(at, 3000, 1500, View(0), 20)
    assert len(set(made)) < 40


@given(st.lists(st.integers(1, 12), min_size=1, max_size=30), st.data())
def test_what_has_the_focus_is_always_seen(sizes: list[int], data: st.DataObject) -> None:
    at, _ = blocks(*sizes)
    view, height = View(), data.draw(st.integers(1, 10))
    for now in data.draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=10)):
        lines, view = seen(at, len(sizes), now, view, height)
        assert len(lines) <= height
        assert f"{now}.{sizes[now] - 1}" in texts(lines)


def test_two_ends_of_a_line() -> None:
    line = spread((Piece("a long title"),), (Piece("end"),), 12)
    assert "".join(piece.text for piece in line) == "a long…  end"
    line = spread((Piece(" a long title"),), (Piece("end"),), 12)
    assert "".join(piece.text for piece in line) == " a long… end", "the margin at the left stays"
    assert width_of(spread((Piece("a"),), (Piece("b"),), 12)) == 12


def test_the_caret_is_a_block_even_over_wide_characters() -> None:
    assert field("日x", 0, 6) == (Piece("", "field"), Piece("日", "caret"), Piece("x   ", "field"))
    assert field("e\u0301x", 0, 4)[1] == Piece("e\u0301", "caret")
    assert field("x", 1, 4) == (Piece("x", "field"), Piece(" ", "caret"), Piece("  ", "field"))


def test_keys_that_do_not_fit_are_left_out() -> None:
    assert (
        "".join(piece.text for piece in keys([("F1", "help", "help"), ("F2", "language", "language")], 14))
        == " F1 help "
    )
