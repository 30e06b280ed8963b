"""Answer areas of the questionnaire as HTML: boxes, lines, scales, grids and tables."""

from collections.abc import Iterator
from html import escape
from typing import assert_never

from surveykit.reports.paper.model import (
    Area,
    Boxes,
    Choice,
    FromList,
    Grid,
    Lines,
    Ranks,
    Roster,
    Scale,
    Stamp,
    Sums,
    Ticks,
    Wording,
)

MANY = 9  # choices that are set in two columns
ROUND = '<span class="o"></span>'
MINUS = "\N{MINUS SIGN}"
OFFICE = f'<td class="office">{ROUND}</td>'
SQUARE = '<span class="s"></span>'


def area_of(area: Area) -> str:
    """An answer area."""
    match area:
        case Ticks():
            many = len(area.choices) > MANY and not any(choice.go_to or choice.specify for choice in area.choices)
            return f'<ul class="ticks{" many" if many else ""}">{_ticks(area)}</ul>'
        case Scale():
            return _scale(area)
        case Boxes():
            return f"<div>{boxes(area)}</div>"
        case Stamp():
            signs = (
                f'<i class="of">{s}</i>' if s.isalpha() else f'<span class="sign">{s}</span>' for s in area.pattern
            )
            return f'<div class="comb">{"".join(signs)}</div>'
        case Lines():
            return '<div class="line"></div>' * area.lines
        case Ranks():
            lines = (f'<li><span class="comb"><i></i></span>{_said(choice)}</li>' for choice in area.choices)
            return f'<ul class="ticks ranks">{"".join(lines)}</ul>'
        case FromList():
            return f'<div class="comb">{"<i></i>" * area.width}</div>'
        case _:
            assert_never(area)


def _ticks(area: Ticks) -> str:
    box = SQUARE if area.several else ROUND
    return "".join(f"<li>{box}{_said(choice)}</li>" for choice in area.choices)


def _said(choice: Choice) -> str:
    """Code and label of a choice, with the line or the arrow that follows it."""
    said = f'<span class="code">{escape(choice.code)}</span><span>{escape(choice.label)}</span>'
    if choice.specify:
        said += f'<span class="say">{escape(choice.specify)}</span><span class="specify"></span>'
    if choice.go_to:
        said += f'<span class="lead"></span><span class="go">{escape(choice.go_to)}</span>'
    return said


def _scale(area: Scale) -> str:
    points = "".join(f"<li><b>{escape(point.code)}</b>{ROUND}</li>" for point in area.points)
    low, high = (f'<span class="end">{escape(words)}</span>' for words in (area.low, area.high))
    return f'<div class="scale">{low}<ul>{points}</ul>{high}</div>'


def boxes(area: Boxes) -> str:
    """Boxes for the digits of a number, in threes; a line where the number has no bound."""
    unit = f'<span class="unit">{escape(area.unit)}</span>' if area.unit else ""
    if not area.whole:
        return f'<span class="blank"></span>{unit}'
    first = area.whole % 3 or 3
    threes = ["<i></i>" * first, *["<i></i>" * 3] * ((area.whole - first) // 3)]
    if area.whole <= 4:
        threes = ["<i></i>" * area.whole]
    decimals = f'<span class="sign">{area.sign}</span>{"<i></i>" * area.decimals}' if area.decimals else ""
    gap = '<span class="gap"></span>'
    return f'<span class="comb">{gap.join(threes)}{decimals}</span>{unit}'


def grid_of(grid: Grid) -> Iterator[str]:
    """A row for each question, a column for each choice."""
    if grid.key:
        pairs = (f"<li><b>{escape(choice.code)}</b>{escape(choice.label)}</li>" for choice in grid.key)
        yield f'<ul class="key">{"".join(pairs)}</ul>'
    narrow = " narrow" if len(grid.columns) + len(grid.empties) > 5 else ""
    yield f'<div class="grid{narrow}"><table><thead>'
    if any(grid.ends):
        half, rest = len(grid.columns) // 2, len(grid.columns) - len(grid.columns) // 2
        low, high = map(escape, grid.ends)
        yield f'<tr class="ends"><td></td><th colspan="{half}" class="low">{low}</th>'
        yield f'<th colspan="{rest}" class="high">{high}</th></tr>'
    heads = "".join(_head(choice, bare=bool(grid.key or any(grid.ends))) for choice in grid.columns)
    yield f"<tr><td></td>{heads}{_office(grid.empties)}</tr></thead><tbody>"
    box = SQUARE if grid.several else ROUND
    cells = f"<td>{box}</td>" * len(grid.columns) + OFFICE * len(grid.empties)
    for row in grid.rows:
        yield f'<tr id="q-{escape(row.id)}"><th scope="row">{row_of(row)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _head(choice: Choice, *, bare: bool) -> str:
    """The heading of a column: the label with its code, or the code alone."""
    code = escape(choice.code)
    if bare or not choice.label:
        return f'<th scope="col">{code}</th>'
    return f'<th scope="col">{escape(choice.label)}<span class="code">{code}</span></th>'


def sums_of(sums: Sums) -> Iterator[str]:
    """A row for each number, and the total."""
    yield '<div class="grid sums narrow"><table>'
    if sums.empties:
        yield f"<thead><tr><td></td><td></td>{_office(sums.empties)}</tr></thead>"
    yield "<tbody>"
    cells = OFFICE * len(sums.empties)
    for row, area in sums.rows:
        number = f'<td class="number">{boxes(area)}</td>'
        yield f'<tr id="q-{escape(row.id)}"><th scope="row">{row_of(row)}</th>{number}{cells}</tr>'
    if sums.total:
        rest = "<td></td>" * len(sums.empties)
        yield f'<tr class="total"><th scope="row"></th><td class="number">{escape(sums.total)}</td>{rest}</tr>'
    yield "</tbody></table></div>"


def _office(choices: tuple[Choice, ...]) -> str:
    """The headings of the interviewer's columns."""
    return "".join(f'<th class="office" scope="col">{escape(c.label)}{_code(c.code)}</th>' for c in choices)


def row_of(row: Wording) -> str:
    """The question of a row: mark, wording, help, condition, where its choices lead."""
    mark = f'<span class="mark">{escape(row.mark)}</span>' if row.mark else ""
    said = f'<span class="with">{mark}<span>{escape(row.text)}</span>'
    said += "".join(f'<span class="under help">{escape(line)}</span>' for line in (row.help, *row.instructions) if line)
    said += f'<span class="under own">{escape(row.condition)}</span>' if row.condition else ""
    said += "".join(f'<span class="go">{escape(arrow)}</span>' for arrow in row.arrows)
    return said + "</span>"


def roster_of(roster: Roster) -> Iterator[str]:
    """A table with a row for each member and the questions as columns."""
    yield '<div class="grid roster"><table><thead><tr>'
    yield f'<th scope="col">{escape(roster.caption)}</th>'
    for entry in roster.columns:
        wording = entry.wording
        said = f'<span class="mark">{escape(wording.mark)}</span> <span class="text">{escape(wording.text)}</span>'
        lines = (wording.help, wording.condition, *wording.instructions)
        said += "".join(f'<span class="under help">{escape(line)}</span>' for line in lines if line)
        yield f'<th scope="col" id="q-{escape(wording.id)}">{said}</th>'
    yield "</tr></thead><tbody>"
    cells = "".join(f"<td>{area_of(entry.area)}</td>" for entry in roster.columns)
    for row in roster.rows:
        yield f'<tr><th scope="row">{escape(row)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
    yield f'<p class="help">{escape(roster.remark)}</p>' if roster.remark else ""


def empties_of(choices: tuple[Choice, ...]) -> str:
    """The boxes of the interviewer."""
    if not choices:
        return ""
    goals = {choice.go_to for choice in choices}
    last = f"<li>{_go(goals.pop())}</li>" if len(goals) == 1 and any(goals) else ""
    lines = "".join(_empty(choice, bare=bool(last)) for choice in choices)
    return f'<ul class="empties">{lines}{last}</ul>'


def _empty(choice: Choice, *, bare: bool) -> str:
    go = _go(choice.go_to) if choice.go_to and not bare else ""
    return f"<li>{ROUND} {escape(choice.label)}{_code(choice.code)}{go}</li>"


def _go(words: str) -> str:
    return f'<span class="go">{escape(words)}</span>'


def _code(code: str) -> str:
    return f'<span class="code">{escape(code.replace("-", MINUS))}</span>'
