"""How a cell is printed: numbers rounded half away from zero, p-values never as nought, gaps as a dash."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite, isnan

from surveykit.reports.table import Bar, Bracketed, Cell, Column, Marked, Row, Span, Table

GAP = "–"
SIGNIFICANT = 6
BAR_CELLS = 10
SPAN_CELLS = 16
EIGHTHS = " ▏▎▍▌▋▊▉█"
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
DECIMALS = {"percent": 1, "p": 3, "count": 0}


def decimals_of(row: Row, column: Column) -> int | None:
    """How many decimals a number is printed with in this row and column; None is what it needs."""
    return next((number for key, number in row.decimals if key == column.key), column.decimals)


def shown(cell: Cell, column: Column, row: Row) -> str:
    """A cell as people read it.

    Example:
        >>> shown(0.0004, Column("p", "p", "p"), Row((0.0004,)))
        '< 0.001'
    """
    if cell is None:
        return "" if column.kind == "text" or row.role == "heading" else GAP
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Bar):
        return bar(cell.share)
    if isinstance(cell, Span):
        return span(cell)
    if isinstance(cell, Marked):
        return f"{shown(cell.value, column, row)} {cell.mark}".rstrip()
    if isinstance(cell, Bracketed):
        return f"({shown(cell.value, replace(column, kind=cell.kind), row)})" if cell.value is not None else GAP
    decimals = decimals_of(row, column)
    if decimals is None:
        decimals = DECIMALS.get(column.kind)
    if column.kind == "count" and isinstance(cell, float) and not cell.is_integer():
        decimals = 1
    if column.kind == "p" and isfinite(cell):
        least = 10 ** -(decimals or 3)
        return f"< {number(least, decimals)}" if cell < least else number(cell, decimals)
    return number(cell, decimals)


def spanning(row: Row) -> bool:
    """Whether a row is a heading over the whole table: words in its first cell and nothing beside them."""
    return row.role == "heading" and bool(row.cells[0]) and all(cell in {None, ""} for cell in row.cells[1:])


def under(table: Table, place: int) -> bool:
    """Whether a row stands beneath the one before it without words of its own: those before are of both."""
    return 0 < place < len(table.rows) and table.rows[place].role == "beneath" and not table.rows[place].cells[0]


def first_foot(table: Table, place: int) -> bool:
    """Whether a row is the first of those at the foot of a table, below a line."""
    return place > 0 and table.rows[place].role == "foot" and table.rows[place - 1].role != "foot"


def marks_of(table: Table) -> tuple[int, ...]:
    """How long the longest mark of each column is; 0 where it has none."""
    return tuple(
        max((len(parted(row.cells[place])[1]) for row in table.rows), default=0) for place in range(len(table.columns))
    )


def drawn_only(table: Table, place: int) -> bool:
    """Whether a column holds nothing but bars or intervals, whose numbers stand beside it."""
    cells = [row.cells[place] for row in table.rows]
    return any(isinstance(cell, Bar | Span) for cell in cells) and all(
        cell is None or isinstance(cell, Bar | Span) for cell in cells
    )


def parted(cell: Cell) -> tuple[Cell, str]:
    """A cell without its mark, and the mark."""
    return (cell.value, cell.mark) if isinstance(cell, Marked) else (cell, "")


def number(value: float, decimals: int | None = None) -> str:
    """A number in decimals, rounded half away from zero from the digits it is written with.

    Without a number of decimals: as it is where it has few digits, else with six significant figures.

    Example:
        >>> number(2.675, 2), number(-0.5, 0), number(1.1), number(4861.0), number(1 / 3)
        ('2.68', '-1', '1.1', '4861', '0.333333')
    """
    if not isfinite(value):
        return GAP if isnan(value) else "∞" if value > 0 else "-∞"
    exact = Decimal(repr(value))
    if decimals is None:
        digits = exact.normalize(_WIDE)
        places = -int(digits.as_tuple().exponent)
        if places > 0 and len(digits.as_tuple().digits) > SIGNIFICANT:
            places = max(0, min(places, SIGNIFICANT - 1 - digits.adjusted()))
        decimals = max(0, places)
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    return f"{abs(rounded) if rounded.is_zero() else rounded:f}"


def bar(share: float) -> str:
    """A bar in block characters, ten of them for the whole; a share above nothing is seen.

    Example:
        >>> bar(0.25), bar(0.0001), bar(0.0)
        ('██▌', '▏', '')
    """
    eighths = round(8 * BAR_CELLS * min(1.0, max(0.0, share)))
    whole, rest = divmod(max(eighths, 1) if share > 0 else 0, 8)
    return "█" * whole + EIGHTHS[rest].strip()


def span(cell: Span) -> str:
    """An interval in characters, sixteen of them from the start of the axis to 1.

    Example:
        >>> span(Span(0.5, 0.25, 0.75)), span(Span(1, 1, 1))
        ('····├───●──┤····', '···············●')
    """
    low, value, high = (round((SPAN_CELLS - 1) * part) for part in parts(cell))
    drawn = ["·"] * SPAN_CELLS
    drawn[low : high + 1] = ["─"] * (high + 1 - low)
    drawn[low], drawn[high] = "├", "┤"
    drawn[value] = "●"
    return "".join(drawn)


def parts(cell: Span) -> tuple[float, float, float]:
    """Where the lower end, the value and the upper end of an interval stand on its axis, from 0 to 1."""
    low, value, high = (
        min(1.0, max(0.0, (at - cell.start) / (1 - cell.start))) for at in (cell.low, cell.value, cell.high)
    )
    return low, value, high


def plain(cell: Cell) -> str | int | float | None:
    """A cell without what is drawn in it."""
    match cell:
        case Bar():
            return cell.share
        case Span():
            return None
        case Marked() | Bracketed():
            return cell.value
        case _:
            return cell


def heading(column: Column) -> str:
    """The heading of a column, with that of the group it stands in."""
    return f"{column.group}: {column.heading}" if column.group else column.heading
