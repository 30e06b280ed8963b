"""Answers on a scale as bars in two directions from one line."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.render.cell import number
from surveykit.render.paper.measure import width_of
from surveykit.render.picture.bars import stub
from surveykit.render.picture.ink import (
    FAINT,
    INK,
    LINE,
    PAPER,
    SMALL,
    SOFT,
    WIDE,
    Drawing,
    box,
    ink_on,
    legend,
    middled,
    path,
    text,
    ticks,
    two_ways,
)
from surveykit.reports.picture import Item, Likert

TALL = 24


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where shares stand: per cent to the left of the line are below nought."""

    chart: Likert
    left: float
    right: float
    low: float
    high: float

    def at(self, share: float) -> float:
        """Where a share stands."""
        return self.left + (self.right - self.left) * (share - self.low) / ((self.high - self.low) or 1)


def likert(chart: Likert) -> Drawing:
    """Items one below the other, each a bar of its levels, with per cent in both directions, and cases at the right."""
    colours = two_ways(len(chart.levels), chart.split)
    head = legend(chart.levels, colours, 0)
    left, labels = stub([item.label for item in chart.items])
    counted = [f"n = {item.n}" for item in chart.items if item.n is not None]
    right = WIDE - max((width_of(said, SMALL) for said in counted), default=0) - (12 if counted else 18)
    starts = [-_left_of(chart, item) for item in chart.items]
    stops = [sum(item.shares) + start for item, start in zip(chart.items, starts, strict=True)]
    low, high = min([0.0, *starts]), max([0.0, *stops])
    scale = _Scale(chart, left, right, low, high if high > low else 1.0)
    high_of = [max(len(said) * LINE, TALL) + 9 for said in labels]
    top, foot = head.height + 2, head.height + 2 + sum(high_of)
    marks = [*head.marks, *_grid(scale, top, foot)]
    marks.append(path(f"M{scale.at(0):.5g} {top - 3:.5g}V{foot + 3:.5g}", INK, 1.4))
    for item, said, start, tall in zip(chart.items, labels, starts, high_of, strict=True):
        middle = top + tall / 2
        marks.append(middled(left - 10, middle, said, "end"))
        marks += _bar(scale, item, start, middle, colours)
        if item.n is not None:
            marks.append(text(WIDE, middle + 4, f"n = {item.n}", "end", size=SMALL, ink=SOFT))
        top += tall
    return Drawing(foot + 24, tuple(marks))


def _left_of(chart: Likert, item: Item) -> float:
    """The per cent of an item that stand to the left of the line."""
    whole = int(chart.split)
    rest = chart.split - whole
    return sum(item.shares[:whole]) + (rest * item.shares[whole] if rest and whole < len(item.shares) else 0)


def _grid(scale: _Scale, top: float, foot: float) -> Iterator[str]:
    for tick in ticks(scale.low, scale.high, 8):
        if scale.low - 1e-9 <= tick <= scale.high + 1e-9:
            x = scale.at(tick)
            yield path(f"M{x:.5g} {top:.5g}V{foot:.5g}", FAINT)
            yield text(x, foot + 15, f"{number(abs(tick))} %", "middle", size=SMALL, ink=SOFT)


def _bar(scale: _Scale, item: Item, start: float, middle: float, colours: list[str]) -> Iterator[str]:
    for level, share, colour in zip(scale.chart.levels, item.shares, colours, strict=True):
        x, wide = scale.at(start), scale.at(start + share) - scale.at(start)
        start += share
        if share <= 0:
            continue
        said = number(share, scale.chart.decimals)
        yield box(x, middle - TALL / 2, wide, TALL, colour, f"{item.label}: {level} {said} %", edge=PAPER)
        if width_of(said, SMALL) + 4 <= wide:
            yield text(x + wide / 2, middle + 4, said, "middle", size=SMALL, ink=ink_on(colour))
