"""Lines on two axes, each named at its end; Lorenz curves with the line of equality."""

from collections.abc import Iterator, Sequence
from typing import Final

from surveykit.render.cell import number
from surveykit.render.paper.measure import cut, width_of, wrapped
from surveykit.render.picture.ink import (
    FAINT,
    INK,
    LINE,
    PAPER,
    RULE,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Drawing,
    apart,
    lines,
    path,
    shades,
    text,
    ticks,
)
from surveykit.reports.picture import Axis, Curve, Lines

HIGH, SQUARE = 300, 400
NAMES = 150  # room at the right, at most
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3")


def curves(chart: Lines) -> Drawing:
    """Curves with their axes; a square where both axes are alike, as with Lorenz curves."""
    (across, x), (down, y) = (
        _ticks(axis, [p[at] for one in chart.curves for p in one.points], within=at == 0)
        for at, axis in ((0, chart.x), (1, chart.y))
    )
    names = [wrapped(one.name, NAMES, SIZE) for one in chart.curves] if len(chart.curves) > 1 else []
    right = WIDE - (10 + max((width_of(line, SIZE) for said in names for line in said), default=0) if names else 12)
    left = 12 + max(width_of(number(tick), SMALL) for tick in y)
    high = SQUARE if chart.diagonal else HIGH
    right = min(right, left + SQUARE) if chart.diagonal else right
    top = 24 if chart.y.title else 8
    plane = _Plane((left, right), (top + high, top), across, down)
    marks = [*_grid(chart, plane, x, y)]
    if chart.diagonal:
        marks.append(path(f"M{left:.5g} {top + high:.5g}L{right:.5g} {top:.5g}", RULE, 1.2, dash="4 3"))
    colours = shades(len(chart.curves) + 1)[:-1] if len(chart.curves) != 1 else shades(1)
    for place, (one, colour) in enumerate(zip(chart.curves, colours, strict=True)):
        marks += _curve(one, plane, colour, DASHES[place % len(DASHES)], marked=len(one.points) <= 16)
    if names:
        marks += _names(chart, plane, names, colours)
    return Drawing(top + high + (38 if chart.x.title else 22), tuple(marks))


class _Plane:
    """From the numbers of two axes to places on the page."""

    def __init__(
        self, across: tuple[float, float], down: tuple[float, float], x: tuple[float, float], y: tuple[float, float]
    ) -> None:
        self.across, self.down, self.x, self.y = across, down, x, y

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point stands."""
        found = []
        for value, (start, stop), (low, high) in zip(point, (self.across, self.down), (self.x, self.y), strict=True):
            found.append(start + (stop - start) * (value - low) / ((high - low) or 1))
        return found[0], found[1]


def _ticks(axis: Axis, values: Sequence[float], *, within: bool) -> tuple[tuple[float, float], list[float]]:
    """From where to where an axis goes, and its ticks; `within` ends it where the values do."""
    low = min(values, default=0.0) if axis.low is None else axis.low
    high = max(values, default=1.0) if axis.high is None else axis.high
    found = ticks(low, high, 5)
    if within and high > low:
        return (low, high), [tick for tick in found if low - 1e-9 <= tick <= high + 1e-9]
    return (found[0], found[-1]), found


def _grid(chart: Lines, plane: _Plane, x: list[float], y: list[float]) -> Iterator[str]:
    (left, right), (foot, top) = plane.across, plane.down
    for tick in y:
        _, at = plane.at((plane.x[0], tick))
        yield path(f"M{left:.5g} {at:.5g}H{right:.5g}", FAINT)
        yield text(left - 6, at + 4, number(tick), "end", size=SMALL, ink=SOFT)
    for tick in x:
        at, _ = plane.at((tick, plane.y[0]))
        yield path(f"M{at:.5g} {foot:.5g}v4", RULE)
        yield text(at, foot + 16, number(tick), "middle", size=SMALL, ink=SOFT)
    yield path(f"M{left:.5g} {top:.5g}V{foot:.5g}H{right:.5g}", RULE)
    for axis, place, side in ((chart.y, (0.0, 12.0), "start"), (chart.x, ((left + right) / 2, foot + 33), "middle")):
        if axis.title:
            unit = " (%)" if axis.unit == "percent" and "%" not in axis.title else ""
            said = cut(axis.title + unit, WIDE if side == "start" else right - left, SMALL)
            yield text(*place, said, "start" if side == "start" else "middle", size=SMALL, ink=SOFT)


def _curve(one: Curve, plane: _Plane, colour: str, dash: str, *, marked: bool) -> Iterator[str]:
    places = [plane.at(point) for point in one.points]
    if places:
        yield path("M" + "L".join(f"{x:.5g} {y:.5g}" for x, y in places), colour, 2, dash=dash)
    if marked:
        dot = f'r="3" fill="{colour}" stroke="{PAPER}"'
        yield from (f'<circle cx="{x:.5g}" cy="{y:.5g}" {dot}/>' for x, y in places)


def _names(chart: Lines, plane: _Plane, names: list[list[str]], colours: list[str]) -> Iterator[str]:
    """Names at the right: at the end of each line or, where all end in one corner, below each other with a sample."""
    (_, right), (foot, top) = plane.across, plane.down
    if chart.diagonal:
        for place, (said, colour) in enumerate(zip(names, colours, strict=True)):
            y = top + 12 + sum(len(other) for other in names[:place]) * LINE + place * 6
            yield path(f"M{right + 14:.5g} {y - 4.5:.5g}h26", colour, 2, dash=DASHES[place % len(DASHES)])
            yield lines(right + 46, y, said)
        return
    ends = [plane.at(one.points[-1])[1] if one.points else foot for one in chart.curves]
    order = sorted(range(len(ends)), key=ends.__getitem__)
    tall = [len(names[place]) * LINE for place in order]
    for place, middle in zip(order, apart([ends[p] for p in order], tall, top - 6, foot + 6), strict=True):
        if abs(middle - ends[place]) > 3:
            yield path(f"M{right + 1:.5g} {ends[place]:.5g}L{right + 6:.5g} {middle:.5g}", RULE)
        yield lines(right + 8, middle - (len(names[place]) - 1) * LINE / 2 + 4.5, names[place], ink=INK)
