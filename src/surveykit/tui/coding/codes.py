"""The codes as they stand beside an answer: a tree with boxes, hot keys, colours and labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.judgement import Judgement
from surveykit.tui.coding.hotkeys import hotkeys
from surveykit.tui.draft import shortened
from surveykit.tui.lines import Line, Piece
from surveykit.tui.words import say

GAP = 2  # cells between columns


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: a code, how deep it stands, its key, and its colour."""

    code: str
    depth: int
    key: str
    colour: str
    codable: bool


def tree_of(frame: CodingFrame) -> tuple[Row, ...]:
    """The codes as a tree, narrower ones below the one they are parts of, in the order of the frame."""
    keys = {code: key for key, code in hotkeys(frame).items()}

    def grown(within: str | None, depth: int) -> list[Row]:
        found: list[Row] = []
        for code, facts in frame.codes.items():
            if facts.within == within:
                found.append(Row(code, depth, keys.get(code, ""), colour_of(frame, code), facts.codable))
                found += grown(code, depth + 1)
        return found

    return tuple(grown(None, 0))


def colour_of(frame: CodingFrame, code: str) -> str:
    """The colour of a code, or of the nearest wider one that has one."""
    colours = (frame.codes[one].colour for one in (code, *frame.above(code)))
    return next(filter(None, colours), "")


def box(judgement: Judgement, frame: CodingFrame, code: str) -> str:
    """The box of a code: square where others may stand beside it, round where it stands alone."""
    mark = "x" if code in judgement.codes else " "
    alone = frame.codes[code].exclusive or not frame.several
    return f"({mark})" if alone else f"[{mark}]"


def code_lines(
    frame: CodingFrame, tree: Sequence[Row], judgement: Judgement, language: str, width: int, keys: Mapping[str, str]
) -> list[Line]:
    """Every code in a line, and below them that none applies and that it is uncodable; a click stands for `code:`.

    Args:
        frame: the codes.
        tree: the codes as they are drawn.
        judgement: how the answer is judged so far.
        language: of the labels.
        width: the cells across.
        keys: the keys of "none_applies" and "uncodable".
    """
    lines = [_line(frame, row, judgement, language, width) for row in tree]
    lines.append(())
    for outcome, action in (("none", "none_applies"), ("uncodable", "uncodable")):
        held = judgement.outcome == outcome
        said = shortened(say(language, f"is_{outcome}"), width - 6)
        lines.append(
            (
                Piece(f"({'x' if held else ' '}) ", "chosen" if held else "key", action),
                Piece(f"{keys[action]} ", "key", action),
                Piece(said, "chosen" if held else "plain", action),
            )
        )
    return lines


def _line(frame: CodingFrame, row: Row, judgement: Judgement, language: str, width: int) -> Line:
    label = frame.codes[row.code].label.into(language) or row.code
    indent = Piece("  " * row.depth)
    if not row.codable:
        return (indent, Piece(shortened(label, width - len(indent.text)), "section"))
    given, types = row.code in judgement.codes, f"code:{row.code}"
    before: Line = (
        indent,
        Piece(f"{box(judgement, frame, row.code)} ", "chosen" if given else "key", types),
        Piece(f"{row.key or ' '} ", "key", types),
        *((Piece("■ ", "plain", types, row.colour),) if row.colour else ()),
    )
    room = width - sum(cell_len(piece.text) for piece in before)
    return (*before, Piece(shortened(label, max(room, 1)), "chosen" if given else "plain", types))


def in_columns(lines: Sequence[Line], width: int, room: int) -> list[Line]:
    """Lines in as many columns as fit where they are more than there are rows."""
    across = max(min(-(-len(lines) // max(room, 1)), width // 30), 1)
    if across == 1:
        return [*lines]
    deep, column = -(-len(lines) // across), (width - GAP * (across - 1)) // across
    made = []
    for n in range(deep):
        pieces: list[Piece] = []
        for line in lines[n::deep]:
            pieces += [*line, Piece(" " * max(column + GAP - sum(cell_len(p.text) for p in line), 0))]
        made.append(tuple(pieces))
    return made
