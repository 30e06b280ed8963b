"""The codes as they stand beside an answer: a tree with boxes, hot keys, colours and labels."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.judgement import Judgement
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.draft import shortened, wrapped
from surveykit.tui.lines import Line, Piece, Style, width_of
from surveykit.tui.words import say

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
GAP = 2  # cells between columns
NARROWEST = 30  # cells of a column where there are several
OUTCOMES: Mapping[str, str] = {"none": "is_none", "uncodable": "is_uncodable"}
"""How an answer is judged that has no codes, and the word for it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: a code, how deep it stands, and its key."""

    code: str
    depth: int
    key: str
    codable: bool


def tree_of(frame: CodingFrame) -> tuple[Row, ...]:
    """The codes as a tree, narrower ones below the one they are parts of, in the order of the frame."""
    keys = {code: key for key, code in hotkeys(frame).items()}

    def grown(within: str | None, depth: int) -> list[Row]:
        found: list[Row] = []
        for code, facts in frame.codes.items():
            if facts.within == within:
                found.append(Row(code, depth, keys.get(code, ""), facts.codable))
                found += grown(code, depth + 1)
        return found

    return tuple(grown(None, 0))


def colour_of(frame: CodingFrame, code: str) -> str:
    """The colour of a code, or of the nearest wider one that has one."""
    colours = (frame.codes[one].colour for one in (code, *frame.above(code)))
    return next(filter(_COLOUR.fullmatch, colours), "")


def swatch(frame: CodingFrame, code: str, types: str = "") -> Line:
    """A square in the colour of a code, where it has one; a click on it stands for something."""
    colour = colour_of(frame, code) if code in frame.codes else ""
    return (Piece("■ ", "plain", types, colour),) if colour else ()


def box(judgement: Judgement, frame: CodingFrame, code: str) -> str:
    """The box of a code: square where others may stand beside it, round where it stands alone."""
    mark = "x" if code in judgement.codes else " "
    alone = frame.codes[code].exclusive or not frame.several
    return f"({mark})" if alone else f"[{mark}]"


def code_lines(
    frame: CodingFrame,
    tree: Sequence[Row],
    judgement: Judgement,
    language: str,
    width: int,
    key_of: Callable[[str], str],
    *,
    cut: bool = True,
) -> list[Line]:
    """Every code in a line, and below them that none applies and that it is uncodable; a click stands for `code:`.

    Args:
        frame: the codes.
        tree: the codes as they are drawn.
        judgement: how the answer is judged so far.
        language: of the labels.
        width: the cells across.
        key_of: the key of an action: of "none_applies" and "uncodable".
        cut: whether a label that is too long is cut; else it goes on in the next line.
    """
    lines = [line for row in tree for line in _lines(frame, row, judgement, language, width, cut=cut)]
    lines.append(())
    for outcome, action in (("none", "none_applies"), ("uncodable", "uncodable")):
        held = judgement.outcome == outcome
        said = shortened(say(language, OUTCOMES[outcome]), width - 6)
        lines.append(
            (
                Piece(f"({'x' if held else ' '}) ", "chosen" if held else "key", action),
                Piece(f"{key_of(action)} ", "key", action),
                Piece(said, "chosen" if held else "plain", action),
            )
        )
    return lines


def _lines(frame: CodingFrame, row: Row, judgement: Judgement, language: str, width: int, *, cut: bool) -> list[Line]:
    label = frame.codes[row.code].label.into(language) or row.code
    given, types = row.code in judgement.codes, f"code:{row.code}"
    style: Style = "chosen" if given else "plain" if row.codable else "section"
    before: Line = (Piece("  " * row.depth),)
    if row.codable:
        before = (
            *before,
            Piece(f"{box(judgement, frame, row.code)} ", "chosen" if given else "key", types),
            Piece(f"{row.key or ' '} ", "key", types),
            *swatch(frame, row.code, types),
        )
    used = width_of(before)
    room, types = max(width - used, 1), types if row.codable else ""
    first, *rest = [shortened(label, room)] if cut else wrapped(" ".join(label.split()), room)
    return [
        (*before, Piece(first, style, types)),
        *((Piece(" " * used), Piece(said, style, types)) for said in rest),
    ]


def columns_of(count: int, width: int, room: int) -> int:
    """In how many columns so many lines stand: in as few as there are rows for, none narrower than a label needs."""
    return max(min(-(-count // max(room, 1)), width // NARROWEST), 1)


def in_columns(lines: Sequence[Line], across: int, width: int) -> list[Line]:
    """Lines in columns, one below the other and then beside it."""
    if across == 1:
        return [*lines]
    deep, column = -(-len(lines) // across), (width - GAP * (across - 1)) // across
    made = []
    for n in range(deep):
        pieces: list[Piece] = []
        for line in lines[n::deep]:
            pieces += [*line, Piece(" " * max(column + GAP - width_of(line), 0))]
        made.append(tuple(pieces[:-1]))
    return made
