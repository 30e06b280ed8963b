"""Bars across the page with their intervals, and histograms: bars that stand side by side."""

from collections.abc import Iterator, Sequence

from surveykit.render.cell import GAP, number
from surveykit.render.paper.measure import cut, width_of, wrapped
from surveykit.render.picture.ink import (
    FAINT,
    INK,
    LACKING,
    LINE,
    PAPER,
    PLAIN,
    RULE,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Drawing,
    box,
    legend,
    middled,
    path,
    shades,
    text,
    ticks,
    told,
)
from surveykit.reports.picture import Bars, Histogram, Point

LABELS = 0.38  # of the width, at most, for labels
HIGH = 180  # of a histogram


def stub(labels: Sequence[str], wide: float = WIDE) -> tuple[float, list[list[str]]]:
    """How wide the labels at the left are, and the lines of each."""
    longest = max((width_of(label, SIZE) for label in labels), default=0)
    room = min(longest + 2, LABELS * wide)
    return room + 10, [wrapped(label, room, SIZE) for label in labels]


def bars(chart: Bars) -> Drawing:
    """Bars from nought, in groups where there are several series, each with its number."""
    left, labels = stub(chart.labels)
    colours = shades(len(chart.series))
    head = legend([one.name for one in chart.series], colours, 0) if len(chart.series) > 1 else Drawing(0, ())
    tall = 17.0 if len(chart.series) == 1 else 14.0
    high = [max(len(said) * LINE, tall * len(chart.series)) + 9 for said in labels]
    points = [point for one in chart.series for point in one.points]
    ends = [end for p in points for end in (p.value, p.low, p.high) if end is not None]
    scale = _Scale(chart, left, ends)
    top, foot = head.height + 2, head.height + 2 + sum(high)
    marks = [*head.marks, *scale.grid(top, foot)]
    for place, said in enumerate(labels):
        middle = top + high[place] / 2
        marks.append(middled(left - 10, middle, said, "end"))
        first = middle - tall * len(chart.series) / 2
        for number_, (one, colour) in enumerate(zip(chart.series, colours, strict=True)):
            about = " – ".join(filter(None, (chart.labels[place], one.name)))
            marks += scale.bar(one.points[place], first + number_ * tall, tall - 2, colour, about)
        top += high[place]
    marks.append(path(f"M{scale.at(0):.5g} {head.height + 2:.5g}V{foot:.5g}", INK))
    below = scale.foot(foot)
    return Drawing(foot + below.height, (*marks, *below.marks))


class _Scale:
    """The axis of bars: from nought, or from below it, to a round number."""

    def __init__(self, chart: Bars, left: float, ends: Sequence[float]) -> None:
        self.chart = chart
        low, high = min([*ends, 0.0]), max([*ends, 0.0])
        if chart.unit == "percent" and low >= 0 and high <= 100 and high > 60:
            high = 100.0
        self.ticks = ticks(low, high if high > low else 1.0)
        if chart.unit == "count":
            self.ticks = [tick for tick in self.ticks if float(tick).is_integer()]
        words = max((width_of(told(end, chart.unit, chart.decimals), SIZE) for end in ends), default=20) + 8
        self.left = left + (words if low < 0 else 0)
        self.right = WIDE - words
        self.low, self.high = self.ticks[0], max(self.ticks[-1], high)

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)

    def grid(self, top: float, foot: float) -> Iterator[str]:
        yield from (path(f"M{self.at(tick):.5g} {top:.5g}V{foot:.5g}", FAINT) for tick in self.ticks)

    def bar(self, point: Point, top: float, tall: float, colour: str, about: str) -> Iterator[str]:
        """A bar, its interval, and its number behind both."""
        middle = top + tall / 2
        if point.value is None:
            yield text(self.at(0) + 5, middle + 4.5, GAP, ink=SOFT)
            return
        said = self.say(point.value)
        inside = "" if point.low is None or point.high is None else f" ({self.say(point.low)} – {self.say(point.high)})"
        start, stop = sorted((self.at(0), self.at(point.value)))
        yield box(start, top, max(stop - start, 0.5 if point.value else 0), tall, colour, f"{about}: {said}{inside}")
        ends = [end for end in (point.value, point.low, point.high) if end is not None]
        if point.low is not None and point.high is not None:
            low, high = self.at(point.low), self.at(point.high)
            drawn = f"M{low:.5g} {middle:.5g}H{high:.5g}M{low:.5g} {middle - 3.5:.5g}v7M{high:.5g} {middle - 3.5:.5g}v7"
            yield path(drawn, PAPER, 3.4) + path(drawn, INK, 1.4)
        if point.value < 0:
            yield text(self.at(min(ends)) - 5, middle + 4.5, said, "end")
        else:
            yield text(self.at(max(*ends, 0)) + 5, middle + 4.5, said)

    def say(self, value: float) -> str:
        return told(value, self.chart.unit, self.chart.decimals)

    def foot(self, y: float) -> Drawing:
        """The axis below: its ticks, and what is measured."""
        marks = [path(f"M{self.left:.5g} {y:.5g}H{self.right:.5g}", RULE)]
        marks += [text(self.at(tick), y + 15, number(tick), "middle", size=SMALL, ink=SOFT) for tick in self.ticks]
        axis = " ".join(
            filter(
                None, (self.chart.axis, "(%)" if self.chart.unit == "percent" and "%" not in self.chart.axis else "")
            )
        )
        said = wrapped(axis, self.right - self.left, SMALL) if self.chart.axis else ["%"] * (axis != "")
        for place, line in enumerate(said):
            x = (self.left + self.right) / 2
            marks.append(text(x, y + 32 + place * 14, line, "middle", size=SMALL, ink=SOFT))
        return Drawing(22 + 14 * len(said) + 4, tuple(marks))


def histogram(chart: Histogram) -> Drawing:
    """Bars that touch, with a grid of counts, and the limits of as many of them as there is room for."""
    most = max((one.n for one in chart.bins), default=0) or 1
    lines_ = [tick for tick in ticks(0, most, 4) if float(tick).is_integer()]
    left = 14 + max(width_of(number(tick), SMALL) for tick in lines_)
    wide, high = (WIDE - left - 8) / max(len(chart.bins), 1), max(lines_[-1], most)
    marks: list[str] = []
    for tick in lines_:
        y = 10 + HIGH * (1 - tick / high)
        marks.append(path(f"M{left:.5g} {y:.5g}H{WIDE - 8}", FAINT))
        marks.append(text(left - 6, y + 4, number(tick), "end", size=SMALL, ink=SOFT))
    gap = min(1.5, wide / 10)
    for place, one in enumerate(chart.bins):
        tall = max(HIGH * one.n / high, 1.0 if one.n else 0)
        x = left + place * wide
        colour, said = (LACKING if one.open else PLAIN), f"{one.label}: {number(one.n)}"
        edge = RULE if one.open else ""
        marks.append(box(x + gap / 2, 10 + HIGH - tall, wide - gap, tall, colour, said, edge) if one.n else "")
    marks.append(path(f"M{left:.5g} {10 + HIGH}H{WIDE - 8}", INK))
    marks += _limits(chart, left, wide)
    if chart.axis:
        axis = cut(chart.axis, WIDE - left, SMALL)
        marks.append(text((left + WIDE - 8) / 2, HIGH + 45, axis, "middle", size=SMALL, ink=SOFT))
    return Drawing(HIGH + (54 if chart.axis else 34), tuple(marks))


def _limits(chart: Histogram, left: float, wide: float) -> Iterator[str]:
    """The labels below the bars, every second or third of them where all would not fit."""
    longest = max((width_of(one.label, SMALL) for one in chart.bins), default=0) + 8
    every = max(1, -int(-longest // wide))
    for place, one in enumerate(chart.bins):
        if place % every == 0 and (place == 0 or place + every / 2 <= len(chart.bins)):
            x = left + (place + 0.5) * wide
            half = width_of(one.label, SMALL) / 2
            yield text(min(max(x, half), WIDE - half), HIGH + 27, one.label, "middle", size=SMALL, ink=SOFT)
