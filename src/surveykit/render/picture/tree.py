"""Trees: boxes with counts and per cent, down the page where they fit beside each other, else across it."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveykit.render.cell import number
from surveykit.render.paper.measure import width_of, wrapped
from surveykit.render.picture.ink import (
    INK,
    LACKING,
    LINE,
    PAPER,
    RULE,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Drawing,
    lines,
    path,
    text,
)
from surveykit.reports.picture import Node, Tree

WIDEST = 190
GAP, LEVEL = 12, 34  # between boxes side by side; between one level and the next
PAD = 8
STEPS = 86  # the names of variables at the left, at most


@dataclass(frozen=True, slots=True)
class _Box:
    """A node on the page, with the boxes of its parts."""

    node: Node
    said: tuple[str, ...]
    count: str
    depth: int
    middle: float  # along the leaves
    parts: tuple["_Box", ...]

    @property
    def high(self) -> float:
        return (len(self.said) + 1) * LINE + 2 * PAD - 3


def tree(chart: Tree) -> Drawing:
    """A tree, each box with its label, its cases and their share."""
    leaves, depth = _leaves(chart.root), _depth(chart.root)
    steps = max((width_of(step, SMALL) for step in chart.steps), default=0)
    left = min(steps, STEPS) + 10 if chart.steps else 0
    room = (WIDE - left + GAP) / leaves - GAP
    if room >= _needed(chart, chart.root, chart.root):
        return _down(chart, min(room, WIDEST), left)
    return _across(chart, (WIDE - LEVEL * depth) / (depth + 1))


def _needed(chart: Tree, node: Node, above: Node) -> float:
    """How wide a box at the foot must be: as its longest word or its numbers, which are bold."""
    if node.parts:
        return max(_needed(chart, part, node) for part in node.parts)
    count = 1.06 * width_of(_count(chart, node, above), SIZE)
    return max(count, *(width_of(word, SIZE) for word in node.label.split() or [""])) + PAD


def _leaves(node: Node) -> int:
    return sum(map(_leaves, node.parts)) if node.parts else 1


def _depth(node: Node) -> int:
    return 1 + max(map(_depth, node.parts)) if node.parts else 0


def _count(chart: Tree, node: Node, above: Node) -> str:
    whole = chart.root.n if chart.of == "root" else above.n
    share = f" ({number(100 * node.n / whole, chart.decimals)} %)" if whole else ""
    return f"{number(node.n, None if float(node.n).is_integer() else 1)}{share}"


def _down(chart: Tree, room: float, left: float) -> Drawing:
    """Levels one below the other; a box above the middle of its parts, and as wide as its words want."""
    pitch, place = room + GAP, iter(range(10**6))

    def placed(node: Node, above: Node, depth: int) -> _Box:
        parts = tuple(placed(part, node, depth + 1) for part in node.parts)
        middle = (parts[0].middle + parts[-1].middle) / 2 if parts else pitch * next(place) + room / 2
        wide = (WIDEST if node.parts else room) - 2 * PAD
        return _Box(node, tuple(wrapped(node.label, wide, SIZE)), _count(chart, node, above), depth, middle, parts)

    root = placed(chart.root, chart.root, 0)
    tall = _tallest(root)
    tops = [sum(tall[:level]) + LEVEL * level + 2 for level in range(len(tall))]
    shift = left + (WIDE - left - (pitch * _leaves(chart.root) - GAP)) / 2
    marks: list[str] = []
    for one in _each(root):
        x, y, high = one.middle + shift, tops[one.depth], tall[one.depth]
        wide = room if not one.parts else min(WIDEST, max(room, _widest(one) + 2 * PAD))
        if one.parts:
            bend = tops[one.depth + 1] - LEVEL / 2
            marks.append(path(f"M{x:.5g} {y + high:.5g}V{bend:.5g}", INK))
            ends = one.parts[0].middle + shift, one.parts[-1].middle + shift
            marks.append(path(f"M{ends[0]:.5g} {bend:.5g}H{ends[1]:.5g}", INK))
            marks += [path(f"M{p.middle + shift:.5g} {bend:.5g}V{tops[p.depth]:.5g}", INK) for p in one.parts]
        marks.append(_drawn(one, x - wide / 2, y, wide, high))
    for level, step in enumerate(chart.steps, 1):
        if level < len(tops):
            marks.append(_step(step, tops[level] + tall[level] / 2))
    return Drawing(tops[-1] + tall[-1] + 3, tuple(marks))


def _step(step: str, y: float) -> str:
    said = wrapped(step, STEPS, SMALL)
    return lines(0, y - (len(said) - 1) * 7 + 4, said, size=SMALL, ink=SOFT)


def _across(chart: Tree, room: float) -> Drawing:
    """Levels from the left to the right; a box beside the middle of its parts."""
    room = min(room, 260)
    top = 18.0 if chart.steps else 2.0
    reached = [top]

    def placed(node: Node, above: Node, depth: int) -> _Box:
        parts = tuple(placed(part, node, depth + 1) for part in node.parts)
        said = tuple(wrapped(node.label, room - 2 * PAD, SIZE))
        one = _Box(node, said, _count(chart, node, above), depth, 0.0, parts)
        if parts:
            middle = (parts[0].middle + parts[-1].middle) / 2
            reached[0] = max(reached[0], middle + one.high / 2 + 6)
        else:
            middle = reached[0] + one.high / 2
            reached[0] += one.high + 6
        return _Box(node, said, one.count, depth, middle, parts)

    root = placed(chart.root, chart.root, 0)
    marks: list[str] = []
    for one in _each(root):
        x = one.depth * (room + LEVEL)
        if one.parts:
            bend, stop = x + room + LEVEL / 2, x + room + LEVEL
            marks.append(path(f"M{x + room:.5g} {one.middle:.5g}H{bend:.5g}", INK))
            marks.append(path(f"M{bend:.5g} {one.parts[0].middle:.5g}V{one.parts[-1].middle:.5g}", INK))
            marks += [path(f"M{bend:.5g} {part.middle:.5g}H{stop:.5g}", INK) for part in one.parts]
        marks.append(_drawn(one, x, one.middle - one.high / 2, room, one.high))
    for level, step in enumerate(chart.steps, 1):
        said = wrapped(step, room, SMALL)[:1]
        marks.append(lines(level * (room + LEVEL), 11, said, size=SMALL, ink=SOFT))
    return Drawing(reached[0], tuple(marks))


def _each(one: _Box) -> Iterator[_Box]:
    yield one
    for part in one.parts:
        yield from _each(part)


def _tallest(root: _Box) -> list[float]:
    """The height of the tallest box of each level."""
    found: dict[int, float] = {}
    for one in _each(root):
        found[one.depth] = max(found.get(one.depth, 0), one.high)
    return [found[level] for level in sorted(found)]


def _widest(one: _Box) -> float:
    return max(width_of(line, SIZE) for line in (*one.said, one.count))


def _drawn(one: _Box, x: float, y: float, wide: float, high: float) -> str:
    fill, dash = (LACKING, ' stroke-dasharray="4 3"') if one.node.missing else (PAPER, "")
    edge = RULE if one.node.missing else INK
    size = f'x="{x:.5g}" y="{y:.5g}" width="{wide:.5g}" height="{high:.5g}"'
    first = y + (high - (len(one.said) + 1) * LINE) / 2 + 12
    count = text(x + wide / 2, first + len(one.said) * LINE, one.count, "middle", style="bold")
    return (
        f'<rect {size} rx="3" fill="{fill}" stroke="{edge}"{dash}/>'
        + lines(x + wide / 2, first, one.said, "middle")
        + count
    )
