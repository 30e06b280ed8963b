"""A cross-table as tiles, each as large as its cases are many."""

from collections.abc import Iterator
from itertools import accumulate

from surveykit.render.cell import number
from surveykit.render.paper.measure import width_of, wrapped
from surveykit.render.picture.bars import stub
from surveykit.render.picture.ink import (
    LINE,
    RULE,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Drawing,
    Side,
    apart,
    box,
    ink_on,
    legend,
    lines,
    middled,
    path,
    shades,
    text,
)
from surveykit.reports.picture import Mosaic

HIGH = 300
GAP = 3
LEVELS = (("< -4", "#96500f"), ("-4 – -2", "#f0c08a"), ("-2 – 2", "#ececea"), ("2 – 4", "#a3c6e3"), ("> 4", "#1a4a7d"))
"""Residuals by their size, as Friendly (1994) shades them: beyond 2 is unlikely, beyond 4 very."""
BOUNDS = (-4, -2, 2, 4)


def mosaic(chart: Mosaic) -> Drawing:
    """Columns as wide as their cases, parted by rows; the labels of rows at the left, of columns below."""
    left, labels = stub(chart.rows)
    totals = [sum(row[place] for row in chart.counts) for place in range(len(chart.columns))]
    whole = sum(totals) or 1
    room = WIDE - left - GAP * (len(totals) - 1)
    wide = [room * total / whole for total in totals]
    starts = [left + at - own + GAP * place for place, (at, own) in enumerate(zip(accumulate(wide), wide, strict=True))]
    head = _key(chart) if chart.residuals else Drawing(0, ())
    top = head.height + (LINE + 6 if chart.down else 4)
    marks = list(head.marks)
    if chart.down:
        marks.append(text(0, head.height + 11, chart.down, size=SMALL, ink=SOFT))
    colours = shades(len(chart.rows))
    for place, (x, long) in enumerate(zip(starts, wide, strict=True)):
        marks += _column(chart, place, (x, long, top), colours)
    marks += _rows(chart, labels, (left, top), totals)
    foot = _below(chart, starts, wide, top + HIGH + 6)
    return Drawing(top + HIGH + 6 + foot.height, (*marks, *foot.marks))


def _key(chart: Mosaic) -> Drawing:
    """What the colours of residuals mean."""
    made = legend([said for said, _ in LEVELS], [colour for _, colour in LEVELS], LINE if chart.shading else 0)
    title = [text(0, 11, chart.shading, size=SMALL, ink=SOFT)] if chart.shading else []
    return Drawing(made.height + LINE * len(title), (*title, *made.marks))


def _heights(chart: Mosaic, place: int) -> list[float]:
    counts = [row[place] for row in chart.counts]
    whole = sum(counts) or 1
    return [(HIGH - GAP * (len(counts) - 1)) * n / whole for n in counts]


def _column(chart: Mosaic, place: int, at: tuple[float, float, float], colours: list[str]) -> Iterator[str]:
    x, wide, y = at
    whole = sum(row[place] for row in chart.counts)
    for row, (label, tall) in enumerate(zip(chart.rows, _heights(chart, place), strict=True)):
        n = chart.counts[row][place]
        colour = _shade(chart.residuals[row][place]) if chart.residuals else colours[row]
        if n:
            share = number(100 * n / whole, 0)
            yield box(x, y, wide, tall, colour, f"{chart.columns[place]}, {label}: n = {number(n)}, {share} %", RULE)
            if tall >= 15 and wide >= width_of(f"{share} %", SMALL) + 4:
                yield text(x + wide / 2, y + tall / 2 + 4, f"{share} %", "middle", size=SMALL, ink=ink_on(colour))
        y += tall + GAP


def _shade(residual: float) -> str:
    return LEVELS[sum(residual > bound for bound in BOUNDS)][1]


def _rows(chart: Mosaic, labels: list[list[str]], at: tuple[float, float], totals: list[float]) -> Iterator[str]:
    """Labels of rows beside the tiles of the first column that has cases, moved apart where they would overlap."""
    left, top = at
    first = next((place for place, total in enumerate(totals) if total), 0)
    middles, y = [], top
    for tall in _heights(chart, first):
        middles.append(y + tall / 2)
        y += tall + GAP
    set_ = apart(middles, [len(said) * LINE + 2 for said in labels], top, top + HIGH)
    for said, middle, wanted in zip(labels, set_, middles, strict=True):
        yield middled(left - 10, middle, said, "end")
        if abs(middle - wanted) > 2:
            yield path(f"M{left - 8:.5g} {middle:.5g}L{left - 1:.5g} {wanted:.5g}", RULE)


def _below(chart: Mosaic, starts: list[float], wide: list[float], y: float) -> Drawing:
    """Labels of columns with their cases: below the column where they fit, else in tiers further down.

    Those in tiers end at the line that leads down from their column, so that no line goes through words.
    """
    said = [
        [*wrapped(label, max(long - 4, 90), SIZE), f"n = {number(sum(row[place] for row in chart.counts))}"]
        for place, (label, long) in enumerate(zip(chart.columns, wide, strict=True))
    ]
    widths = [max(width_of(line, SIZE) for line in lines_) for lines_ in said]
    fits = [own <= long + 4 for own, long in zip(widths, wide, strict=True)]
    first = max((len(one) for one, fit in zip(said, fits, strict=True) if fit), default=0) * LINE
    marks: list[str] = []
    low, tier, reached = y + first, y + first, -1.0
    for x, long, own, fit, words in zip(starts, wide, widths, fits, said, strict=True):
        middle = x + long / 2
        if fit:
            marks += _label(words, middle, y, "middle")
            continue
        tier = low if reached > middle - own else y + first
        reached, low = middle, max(low, tier + len(words) * LINE + 4)
        marks.append(path(f"M{middle:.5g} {y - 4:.5g}V{tier + 14:.5g}", RULE))
        marks += _label(words, max(middle - 4, own), tier, "end")
    if chart.across:
        marks.append(text(WIDE / 2, low + 14, chart.across, "middle", size=SMALL, ink=SOFT))
        low += LINE
    return Drawing(low - y + 6, tuple(marks))


def _label(words: list[str], x: float, y: float, side: Side) -> Iterator[str]:
    yield lines(x, y + 12, words[:-1], side)
    yield text(x, y + 12 + LINE * (len(words) - 1), words[-1], side, size=SMALL, ink=SOFT)
