"""What drawings are made of: colours in an order of lightness, words that are measured before they are set, ticks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isfinite, log10
from typing import Final, Literal

from surveykit.render.cell import GAP, number
from surveykit.render.paper.measure import width_of, wrapped
from surveykit.reports.picture import Unit

WIDE: Final = 720
"""How wide a drawing is; as wide as the text of a page, its words are read as well as those beside it."""
FONT: Final = "'Segoe UI', 'Liberation Sans', Arial, Helvetica, 'DejaVu Sans', sans-serif"
SIZE: Final = 13.0
SMALL: Final = 11.5
LINE: Final = 15.5
INK, SOFT, RULE, FAINT, PAPER = "#1c1c1c", "#595959", "#9a9a9a", "#e4e4e1", "#ffffff"
LACKING: Final = "#dcdcd8"
PLAIN: Final = "#3f74a6"
"""The colour of what stands alone."""

_STOPS: Final = ((18, 50, 92), (32, 110, 156), (88, 168, 170), (240, 200, 124))
"""From dark blue to sand: lighter from stop to stop, so that no two are one in grey or to a colour-blind eye."""
_WARM: Final = ((150, 76, 18), (246, 205, 150))
_COOL: Final = ((170, 205, 230), (20, 66, 114))
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MIDDLE: Final = "#e9e9e6"

_STYLES: Final = {
    "": "",
    "bold": ' font-weight="700"',
    "halo": ' stroke="#fff" stroke-width="3.5" stroke-linejoin="round" stroke-opacity="0.85"',
}

Side = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: its height, and its marks in order."""

    height: float
    marks: tuple[str, ...]


def shades(many: int) -> list[str]:
    """As many colours as wanted, from dark to light; one alone is between.

    Example:
        >>> shades(1), len(set(shades(7)))
        (['#3f74a6'], 7)
    """
    return [PLAIN] if many == 1 else [_between(_STOPS, place / (many - 1)) for place in range(many)]


def two_ways(many: int, left: float) -> list[str]:
    """Colours of a scale with two ends: dark at both, warm to the left, cool to the right, grey where one is halved.

    Example:
        >>> two_ways(3, 1.5)[1]
        '#e9e9e6'
    """
    if left <= 0 or left >= many:
        return shades(many)
    warm, halved = floor(left), int(left != floor(left))
    cool = many - warm - halved
    return [
        *(_between(_WARM, 0.15 if warm == 1 else place / (warm - 1)) for place in range(warm)),
        *[_MIDDLE] * halved,
        *(_between(_COOL, 0.75 if cool == 1 else place / (cool - 1)) for place in range(cool)),
    ]


def _between(stops: Sequence[tuple[int, int, int]], part: float) -> str:
    at = min(max(part, 0.0), 1.0) * (len(stops) - 1)
    low = min(floor(at), len(stops) - 2)
    mixed = [round(a + (b - a) * (at - low)) for a, b in zip(stops[low], stops[low + 1], strict=True)]
    return "#" + "".join(f"{one:02x}" for one in mixed)


def ink_on(colour: str) -> str:
    """The ink that is read best on a colour.

    Example:
        >>> ink_on("#12325c"), ink_on("#f0c87c")
        ('#ffffff', '#1c1c1c')
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return PAPER if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 135 else INK


def spelled(words: str) -> str:
    """Words as they stand in a drawing; signs it cannot hold are replaced."""
    return escape(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", words))


def text(
    x: float,
    y: float,
    words: str,
    side: Side = "start",
    *,
    size: float = SIZE,
    ink: str = INK,
    style: Literal["", "bold", "halo"] = "",
) -> str:
    """One line of words with its foot at y; a halo is the light ground for the same words over a colour."""
    anchor = "" if side == "start" else f' text-anchor="{side}"'
    look = ("" if size == SIZE else f' font-size="{size:g}"') + ("" if ink == INK else f' fill="{ink}"')
    look += _STYLES[style]
    return f'<text x="{x:.5g}" y="{y:.5g}"{anchor}{look}>{spelled(words)}</text>'


def lines(x: float, y: float, words: Sequence[str], side: Side = "start", *, size: float = SIZE, ink: str = INK) -> str:
    """Several lines, the first with its foot at y."""
    step = LINE * size / SIZE
    return "".join(text(x, y + place * step, line, side, size=size, ink=ink) for place, line in enumerate(words))


def middled(
    x: float, y: float, words: Sequence[str], side: Side = "start", *, size: float = SIZE, ink: str = INK
) -> str:
    """Several lines, the middle of them at y."""
    step = LINE * size / SIZE
    return lines(x, y - (len(words) - 1) * step / 2 + 0.36 * size, words, side, size=size, ink=ink)


def box(x: float, y: float, wide: float, high: float, fill: str, said: str = "", edge: str = "") -> str:
    """A filled rectangle; `said` is told where somebody points at it."""
    line = f' stroke="{edge}"' if edge else ""
    told = f"<title>{spelled(said)}</title>" if said else ""
    size = f'x="{x:.5g}" y="{y:.5g}" width="{max(wide, 0):.5g}" height="{max(high, 0):.5g}"'
    return f'<rect {size} fill="{fill}"{line}>{told}</rect>' if told else f'<rect {size} fill="{fill}"{line}/>'


def path(d: str, stroke: str, wide: float = 1, *, dash: str = "", fill: str = "none") -> str:
    """A line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{wide:g}"{dashed}/>'


def legend(names: Sequence[str], colours: Sequence[str], y: float, wide: float = WIDE) -> Drawing:
    """Names with their colours, in as many rows as they need."""
    marks: list[str] = []
    x, top = 0.0, y
    for name, colour in zip(names, colours, strict=True):
        said = wrapped(name, wide - 30, SIZE) or [GAP]
        long = 18 + max(width_of(line, SIZE) for line in said)
        if x and x + long > wide:
            x, top = 0.0, top + LINE + 5
        marks += [box(x, top, 12, 12, colour, edge=RULE), lines(x + 18, top + 10.5, said)]
        if len(said) > 1:
            x, top = 0.0, top + len(said) * LINE + 5
        else:
            x += long + 18
    return Drawing(top + (LINE + 9 if x else 4) - y, tuple(marks))


def told(value: float, unit: Unit, decimals: int | None) -> str:
    """A number of a chart as it is printed beside a bar."""
    said = number(value, 0 if unit == "count" and float(value).is_integer() else decimals)
    return f"{said} %" if unit == "percent" and said[-1].isdigit() else said


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers that reach from below the lowest to above the highest, no more than asked.

    Example:
        >>> ticks(0, 54.3), ticks(-0.2, 0.7)
        ([0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0], [-0.2, 0.0, 0.2, 0.4, 0.6, 0.8])
    """
    if not (isfinite(low) and isfinite(high)) or high <= low:
        high = low + 1 if isfinite(low) else 1.0
        low = low if isfinite(low) else 0.0
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]


def apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles near those wanted, in the same order, so that what is so high does not overlap; within the limits.

    Example:
        >>> apart([10, 12, 50], [10, 10, 10], 0, 100)
        [6.0, 16.0, 50.0]
    """
    groups: list[list[float]] = []  # middle, height, number of members
    for middle, tall in zip(wanted, heights, strict=True):
        groups.append([_held(middle, tall, low, high), tall, 1])
        while len(groups) > 1 and groups[-2][0] + groups[-2][1] / 2 > groups[-1][0] - groups[-1][1] / 2 + 1e-9:
            (a, tall_a, many_a), (b, tall_b, many_b) = groups[-2], groups[-1]
            both = tall_a + tall_b
            top = (many_a * (a - tall_a / 2) + many_b * (b - tall_b / 2 - tall_a)) / (many_a + many_b)
            groups[-2:] = [[_held(top + both / 2, both, low, high), both, many_a + many_b]]
    found: list[float] = []
    for middle, tall, many in groups:
        top = middle - tall / 2
        for own in heights[len(found) : len(found) + int(many)]:
            found.append(top + own / 2)
            top += own
    return found


def _held(middle: float, tall: float, low: float, high: float) -> float:
    return max(low + tall / 2, min(high - tall / 2, middle))
