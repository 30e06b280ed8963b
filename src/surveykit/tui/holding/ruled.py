"""A table of questions on the screen: labels before the rows, heads above the columns, answers in the cells."""

from collections.abc import Sequence

from rich.cells import cell_len

from surveykit.interview.session import Session
from surveykit.missing import Empty
from surveykit.tui.draft import shortened
from surveykit.tui.holding.grid import Grid
from surveykit.tui.lines import Block, Line, Piece, Style, View, seen
from surveykit.tui.looking.said import in_words, numbered, standing_of
from surveykit.tui.words import say

NARROWEST, WIDEST = 9, 34  # cells of a column
BORDER = 4  # cells before the labels and after them
LABELS = 3  # the part of the width that the labels may take: one in so many


class Ruled:
    """Draws a table around the cell in hand; only the rows and columns in sight are drawn."""

    def __init__(self) -> None:
        """Begin at the top left."""
        self._view = View()
        self._first = 0  # the column at the left end
        self._lines: list[Line] = []

    def at(self, y: int) -> Line:
        """A row of the screen as it was drawn; a click on it stands for a cell, or for a choice in it."""
        return self._lines[y] if 0 <= y < len(self._lines) else ()

    def drawn(self, session: Session, grid: Grid, now: str, typed: str | None, size: tuple[int, int]) -> Sequence[Line]:
        """The head and the rows around a cell.

        Args:
            session: the interview.
            grid: the table.
            now: the question of the cell in hand.
            typed: what is being typed into it; None where nothing is.
            size: the cells across and the rows of the screen.
        """
        width, height = size
        if not grid.rows:
            self._lines = [(Piece(f"  {say(session.language, 'no_rows')}", "dim"),)]
            return self._lines
        longest = max(cell_len(label) for label in grid.labels)
        room = min(longest, max(width // LABELS, NARROWEST))
        place = grid.place(now) or (0, 0)
        cells, count = self._columns(grid, width - room - BORDER, place[1])

        def row(at: int) -> Block:
            here = at == place[0]
            label = shortened(grid.labels[at], room).ljust(room)
            before = (Piece("▸ " if here else "  ", "now"), Piece(label, "now" if here else "plain"), Piece("  "))
            names = grid.rows[at][self._first : self._first + count]
            if grid.choices:
                return Block(((*before, *_choices(session, grid, names[0], typed if here else None, cells)),))
            drawn = [_cell(session, name, typed if name == now else None, name == now, cells) for name in names]
            return Block(((*before, *(piece for cell in drawn for piece in cell)),))

        lines, self._view = seen(row, len(grid.rows), place[0], self._view, max(height - 1, 1))
        heads = _heads(session, grid, self._first, count)
        self._lines = [_head(heads, room, cells, self._first, len(grid.columns)), *(line for _, line in lines)]
        return self._lines

    def _columns(self, grid: Grid, width: int, now: int) -> tuple[int, int]:
        """The cells of a column, and how many columns are in sight; the one in hand is among them."""
        if grid.choices:
            return max((width - 1) // len(grid.choices), 3), 1
        cells = min(max(width // max(len(grid.columns), 1), NARROWEST), WIDEST)
        if len(grid.columns) == 1:
            cells = min(width, WIDEST * 2)
        count = min(max(width // cells, 1), len(grid.columns))
        self._first = min(max(self._first, now - count + 1), now, len(grid.columns) - count)
        return cells, count


def _heads(session: Session, grid: Grid, first: int, count: int) -> list[str]:
    """What stands above the columns: the choices of a battery, or questions; nothing above lines of numbers."""
    if grid.choices:
        return [f"{option.value} {option.label.into(session.language)}" for option in grid.choices]
    return [_called(session, name) for name in grid.columns[first : first + count]] if grid.roster else [""]


def _head(words: Sequence[str], room: int, cells: int, first: int, columns: int) -> Line:
    """The heads of the columns; arrows say that there are others at the left or at the right."""
    before = "‹" if first else " "
    after = "›" if first + len(words) < columns else ""
    heads = "".join(shortened(word, cells - 1 if cells < NARROWEST else cells - 2).ljust(cells) for word in words)
    return (Piece(f"{' ' * (room + 3)}{before}{heads}{after}", "section"),)


def _called(session: Session, template: str) -> str:
    """A column in few words: its number and the label or wording."""
    question = session.stop(template).question
    if question is None:
        return template
    said = (question.label or question.text).into(session.language)
    return f"{numbered(session, template)} {said}"


def _cell(session: Session, name: str, typed: str | None, here: bool, cells: int) -> Line:  # noqa: FBT001 - a cell
    """An answer in a cell: a sign for what is open or wrong, a dash where the question is not asked."""
    words, style = _said(session, name)
    if typed is not None:
        words, style = typed, "field"
    text = shortened(words, cells - 2)
    filled = text + " " * max(cells - 2 - cell_len(text), 0)
    return Piece(filled, "caret" if here else style, name), Piece("  ", "plain", name)


def _said(session: Session, name: str) -> tuple[str, Style]:
    """What stands in a cell, and how it looks."""
    if name not in session.places:
        return "—", "dim"
    item = session.item(name)
    sign, style = standing_of(item)
    words = "" if item.answer is None else in_words(session, name, item.answer)
    if sign in "!?":
        return f"{sign} {words}", style
    return (words, "answer") if words else ("·", "plain")


def _choices(session: Session, grid: Grid, name: str, typed: str | None, cells: int) -> Line:
    """The choices of a line as a row of circles, the one chosen or typed filled in; or why its answer is empty."""
    item = session.item(name)
    if typed is None and isinstance(item.answer, Empty):
        said = in_words(session, name, item.answer)
        return (Piece(shortened(said, cells * len(grid.choices)), "answer", name),)
    chosen = set(typed.split()) if typed is not None else _codes(item.answer)
    several = getattr(item.control, "several", False)
    pieces: list[Piece] = []
    for option in grid.choices:
        code = str(option.value)
        ticked = code in chosen
        box = ("[x]" if ticked else "[ ]") if several else ("(x)" if ticked else "( )")
        pieces.append(Piece(box.ljust(cells), "chosen" if ticked else "key", f"{name}={code}"))
    sign, style = standing_of(item)
    return (*pieces, Piece(sign, style, name)) if sign in "!?" else tuple(pieces)


def _codes(answer: object) -> set[str]:
    """The codes of an answer."""
    if answer is None or isinstance(answer, Empty):
        return set()
    return {str(code) for code in answer} if isinstance(answer, tuple) else {str(answer)}
