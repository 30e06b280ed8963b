"""Transitions: bands from the states of one wave to those of the next, as broad as the cases that went that way."""

from itertools import pairwise

from surveykit.render.cell import number
from surveykit.render.paper.measure import width_of, wrapped
from surveykit.render.picture.ink import (
    INK,
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
    shades,
    spelled,
    text,
)
from surveykit.reports.picture import Flow, Grid, Wave

HIGH, GAP, POST = 300, 10, 14
ROOM = 150  # for the labels at either side

Posts = list[tuple[float, float]]
"""Top and height of the states of a wave."""


def flow(chart: Flow) -> Drawing:
    """Posts of states, wave by wave, with bands between them; labels at the outer sides, and on the posts between."""
    totals = [_totals(chart, place) for place in range(len(chart.waves))]
    whole = max((sum(total) for total in totals), default=0) or 1
    gaps = max((len(total) - 1 for total in totals), default=0) * GAP
    top = 2 * LINE - 6
    posts = [_posts(total, whole, gaps, top) for total in totals]
    last = len(chart.waves) - 1
    left, right = (_room(chart.waves[place], totals[place]) for place in (0, last))
    ats = [left + (WIDE - left - right - POST) * place / max(last, 1) for place in range(last + 1)]
    colours = _colours(chart.waves)
    marks: list[str] = []
    for place, ((start, stop), grid) in enumerate(zip(pairwise(posts), chart.moves, strict=True)):
        about = (chart.waves[place], chart.waves[place + 1])
        marks += _bands((start, stop), (ats[place] + POST, ats[place + 1]), grid, about, colours)
    for place, wave in enumerate(chart.waves):
        for (y, tall), state in zip(posts[place], wave.states, strict=True):
            marks.append(box(ats[place], y, POST, tall, colours[state], edge=RULE) if tall else "")
        side = -1 if place == 0 else 1 if place == last else 0
        marks += _labels(wave, totals[place], posts[place], (ats[place], side, top))
    return Drawing(top + HIGH + 6, tuple(marks))


def _colours(waves: tuple[Wave, ...]) -> dict[str, str]:
    """One colour for each state, in every wave it is in."""
    states = list(dict.fromkeys(state for wave in waves for state in wave.states))
    return dict(zip(states, shades(len(states)), strict=True))


def _totals(chart: Flow, place: int) -> list[float]:
    """How many cases are in each state of a wave."""
    if place < len(chart.moves):
        return [sum(counts) for counts in chart.moves[place]]
    return [sum(counts) for counts in zip(*chart.moves[-1], strict=True)] if chart.moves else []


def _posts(totals: list[float], whole: float, gaps: float, top: float) -> Posts:
    found, y = [], top
    for total in totals:
        tall = (HIGH - gaps) * total / whole
        found.append((y, tall))
        y += tall + GAP
    return found


def _said(wave: Wave, totals: list[float]) -> list[list[str]]:
    whole = sum(totals) or 1
    return [
        [
            *wrapped(state, ROOM, SIZE),
            f"{number(n, None if float(n).is_integer() else 1)} ({number(100 * n / whole, 0)} %)",
        ]
        for state, n in zip(wave.states, totals, strict=True)
    ]


def _room(wave: Wave, totals: list[float]) -> float:
    return 10 + max((width_of(line, SIZE) for said in _said(wave, totals) for line in said), default=0)


def _bands(
    posts: tuple[Posts, Posts],
    ats: tuple[float, float],
    grid: Grid,
    about: tuple[Wave, Wave],
    colours: dict[str, str],
) -> list[str]:
    (starts, stops), (x1, x2) = posts, ats
    scale = next((tall / sum(counts) for (_, tall), counts in zip(starts, grid, strict=True) if sum(counts)), 0)
    reached = [y for y, _ in stops]
    marks: list[str] = []
    half = (x1 + x2) / 2
    for row, (counts, (y1, _)) in enumerate(zip(grid, starts, strict=True)):
        top = y1
        for column, n in enumerate(counts):
            tall, y2 = n * scale, reached[column]
            reached[column] += tall
            if n:
                d = f"M{x1:.5g} {top:.5g}C{half:.5g} {top:.5g} {half:.5g} {y2:.5g} {x2:.5g} {y2:.5g}v{tall:.5g}"
                d += f"C{half:.5g} {y2 + tall:.5g} {half:.5g} {top + tall:.5g} {x1:.5g} {top + tall:.5g}z"
                marks.append(
                    _band(
                        d,
                        colours[about[0].states[row]],
                        f"{about[0].states[row]} → {about[1].states[column]}: {number(n)}",
                    )
                )
            top += tall
    return marks


def _band(d: str, colour: str, said: str) -> str:
    look = f'fill="{colour}" fill-opacity="0.45" stroke="{colour}" stroke-opacity="0.6" stroke-width="0.6"'
    return f'<path d="{d}" {look}><title>{spelled(said)}</title></path>'


def _labels(wave: Wave, totals: list[float], posts: Posts, at: tuple[float, int, float]) -> list[str]:
    """The states of a wave beside their posts, moved apart where they would overlap, and its title above."""
    x, side, top = at
    said = _said(wave, totals)
    middles = [y + tall / 2 for y, tall in posts]
    set_ = apart(middles, [len(lines_) * LINE + 1 for lines_ in said], top - 4, top + HIGH + 6)
    anchor: Side = "end" if side < 0 else "start"
    foot = x - 8 if side < 0 else x + POST + 8
    head: Side = "start" if side < 0 else "end" if side > 0 else "middle"
    marks = [text(x if side < 0 else x + POST if side > 0 else x + POST / 2, 13, wave.title, head, style="bold")]
    for lines_, middle in zip(said, set_, strict=True):
        y = middle - (len(lines_) - 1) * LINE / 2 + 4.5
        for place, line in enumerate(lines_):
            size, ink = (SMALL, SOFT if side else INK) if line is lines_[-1] else (SIZE, INK)
            marks.append("" if side else text(foot, y + place * LINE, line, size=size, style="halo"))
            marks.append(text(foot, y + place * LINE, line, anchor, size=size, ink=ink))
    return marks
