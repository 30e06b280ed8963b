"""Choices on the screen: boxes with codes and labels in columns, places of a ranking, steps of a scale in a row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from surveykit.instrument.control import NONE_OF_THESE, Choose, Control, Option, Rank
from surveykit.missing import Value
from surveykit.tui.draft import shortened, wrapped
from surveykit.tui.lines import Line, Piece, Style
from surveykit.tui.words import say

GAP = 2  # cells between columns of choices
FEWEST_STEPS = 3  # of a scale: what has fewer is a list


class Cell(NamedTuple):
    """A choice as it is drawn: its box with the code, its label, whether it is chosen, and what a click types."""

    box: str
    label: str
    chosen: bool
    code: str

    @property
    def width(self) -> int:
        """The cells it takes."""
        return cell_len(self.box) + cell_len(self.label)


def choice_lines(control: Choose | Rank, typed: str, language: str, width: int, room: int) -> list[Line]:
    """The choices in as many columns as fit; where they are too many, those that fit what is typed.

    Args:
        control: the choices.
        typed: what is being typed: the codes in it are marked.
        language: the language of the labels.
        width: the cells across.
        room: the rows there are.
    """
    if is_scale(control, language):
        return _steps(control, typed, language, width, room)
    cells = _cells(control, control.options, typed, language)
    if _rows_of(cells, width) <= room:
        return _columns(cells, width)
    options = fitting(control, typed, language) or list(control.options)
    cells = _narrowed(_cells(control, options, typed, language), width)
    shown = len(cells)
    while shown > 1 and _rows_of(cells[:shown], width) > room - (shown < len(cells)):
        shown -= 1
    lines = _columns(cells[:shown], width)
    if left := len(control.options) - shown:
        lines.append((Piece(shortened(f"… {say(language, 'more', count=left)}", width), "dim"),))
    return lines


def takes_several(control: Control) -> bool:
    """Whether several codes are typed, one after the other."""
    return isinstance(control, Rank) or (isinstance(control, Choose) and control.several)


def places_typed(control: Choose | Rank, typed: str) -> Mapping[Value, int]:
    """The choices whose codes stand in what is being typed, each with its place there, from 1."""
    words = typed.replace(",", " ").replace(";", " ").split() if takes_several(control) else [typed.strip()]
    codes = {str(option.value).casefold(): option.value for option in control.options}
    found = dict.fromkeys(codes[word.casefold()] for word in words if word.casefold() in codes)
    return {value: place for place, value in enumerate(found, 1)}


def fitting(control: Choose | Rank, typed: str, language: str) -> list[Option]:
    """The choices whose code or a word of whose label begins with what was typed last."""
    last = (typed.rpartition(" ")[2] if takes_several(control) else typed).strip().casefold()
    return [option for option in control.options if last in ("", NONE_OF_THESE) or _begins(option, last, language)]


def named(control: Choose, typed: str, language: str) -> list[Option]:
    """The choices whose label begins with what was typed: one, and the letters may stand for its code."""
    begun = typed.strip().casefold()
    if control.several or not any(sign.isalpha() for sign in begun) or places_typed(control, typed):
        return []
    return [option for option in control.options if option.label.into(language).casefold().startswith(begun)]


def is_scale(control: Choose | Rank, language: str) -> bool:
    """Whether the choices are numbers one after the other, some without words, with words at both ends or nowhere."""
    values = [option.value for option in control.options]
    if isinstance(control, Rank) or control.several or len(values) < FEWEST_STEPS or not isinstance(values[0], int):
        return False
    bare = [option.label.into(language) == str(option.value) for option in control.options]
    return any(bare) and bare[0] == bare[-1] == all(bare) and values == [*range(values[0], values[0] + len(values))]


def _begins(option: Option, typed: str, language: str) -> bool:
    label = option.label.into(language).casefold()
    return str(option.value).casefold().startswith(typed) or any(
        label.startswith(typed, start) for start in range(len(label)) if start == 0 or label[start - 1] == " "
    )


def _steps(control: Choose | Rank, typed: str, language: str, width: int, room: int) -> list[Line]:
    """The steps of a scale in a row between the words of its ends; below it, where they do not fit beside."""
    words = {o.value: said for o in control.options if (said := o.label.into(language)) != str(o.value)}
    chosen = places_typed(control, typed)
    longest = max(len(str(option.value)) for option in control.options)
    steps: Line = tuple(_step(option, longest, option.value in chosen) for option in control.options)
    first, last = control.options[0].value, control.options[-1].value
    before, after = words.get(first, ""), words.get(last, "")
    beside = cell_len(before) + cell_len(after) + (longest + 2) * len(steps) + 2
    if beside <= width and set(words) <= {first, last}:
        ends = (Piece(f"{before} ", "plain", str(first)), Piece(f" {after}", "plain", str(last)))
        return [(ends[0], *steps, ends[1])]
    across = max(width // (longest + 2), 1)
    rows = [steps[at : at + across] for at in range(0, len(steps), across)]
    below = wrapped(" · ".join(f"{value} {label}" for value, label in words.items()), width)
    if len(rows) + len(below) > room:
        rows = [(Piece(f"{first} … {last}", "key"),)]
    return [*rows, *((Piece(row),) for row in below)]


def _step(option: Option, longest: int, chosen: bool) -> Piece:  # noqa: FBT001 - whether a step is chosen
    code = str(option.value).rjust(longest)
    return Piece(f"({code})" if chosen else f" {code} ", "chosen" if chosen else "key", str(option.value))


def _cells(control: Choose | Rank, options: Sequence[Option], typed: str, language: str) -> list[Cell]:
    """Each choice as its box with the code, and its label; the box of one put in order holds its place."""
    places = places_typed(control, typed)
    longest = max(len(str(option.value)) for option in control.options)
    room = len(str(len(control.options)))
    cells = []
    for option in options:
        place = places.get(option.value)
        code = str(option.value)
        if isinstance(control, Rank):
            box = f"[{f'{place}.'.rjust(room + 1) if place else ' ' * (room + 1)}]"
        else:
            box = f"[{'x' if place else ' '}]" if control.several else f"({'x' if place else ' '})"
        label = option.label.into(language)
        cells.append(Cell(f"{box} {code.rjust(longest)} ", label if label != code else "", place is not None, code))
    return cells


def _narrowed(cells: list[Cell], width: int) -> list[Cell]:
    """The labels cut to half the width, so that long lists stand in two columns."""
    return [cell._replace(label=shortened(cell.label, width // 2 - GAP - cell_len(cell.box))) for cell in cells]


def _column_width(cells: Sequence[Cell]) -> int:
    return max(cell.width for cell in cells) + GAP


def _rows_of(cells: Sequence[Cell], width: int) -> int:
    across = max((width + GAP) // _column_width(cells), 1)
    if across > 1:
        return -(-len(cells) // across)
    return sum(len(wrapped(cell.label, width - cell_len(cell.box))) for cell in cells)


def _columns(cells: Sequence[Cell], width: int) -> list[Line]:
    column = _column_width(cells)
    across = max((width + GAP) // column, 1)
    if across == 1:
        return [line for cell in cells for line in _hanging(cell, width)]
    deep = -(-len(cells) // across)
    lines: list[Line] = []
    for row in range(deep):
        pieces: list[Piece] = []
        for cell in cells[row::deep]:
            pieces += [*_pieces(cell, cell.label), Piece(" " * (column - cell.width))]
        lines.append(tuple(pieces[:-1]))
    return lines


def _hanging(cell: Cell, width: int) -> list[Line]:
    first, *rest = wrapped(cell.label, width - cell_len(cell.box))
    style: Style = "chosen" if cell.chosen else "plain"
    blank = Piece(" " * cell_len(cell.box))
    return [_pieces(cell, first), *((blank, Piece(row, style, cell.code)) for row in rest)]


def _pieces(cell: Cell, label: str) -> Line:
    box: Style = "chosen" if cell.chosen else "key"
    said: Style = "chosen" if cell.chosen else "plain"
    return Piece(cell.box, box, cell.code), Piece(label, said, cell.code)
