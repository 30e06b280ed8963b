"""A picture as one SVG drawing that says in words what it shows."""

import re
from typing import assert_never

from surveykit.render.picture.bars import bars, histogram
from surveykit.render.picture.curves import curves
from surveykit.render.picture.flow import flow
from surveykit.render.picture.ink import FONT, INK, SIZE, WIDE, Drawing, spelled
from surveykit.render.picture.likert import likert
from surveykit.render.picture.mosaic import mosaic
from surveykit.render.picture.tree import tree
from surveykit.reports.picture import Bars, Chart, Flow, Histogram, Likert, Lines, Mosaic, Picture, Tree


def drawing_of(chart: Chart) -> Drawing:
    """The marks of a chart."""
    match chart:
        case Bars():
            return bars(chart)
        case Histogram():
            return histogram(chart)
        case Likert():
            return likert(chart)
        case Mosaic():
            return mosaic(chart)
        case Tree():
            return tree(chart)
        case Flow():
            return flow(chart)
        case Lines():
            return curves(chart)
        case _:
            assert_never(chart)


def svg_of(picture: Picture) -> str:
    """The chart of a picture; title and notes stand beside it in the document."""
    made = drawing_of(picture.chart)
    return framed(made, " ".join(filter(None, (picture.title, picture.text))))


def framed(made: Drawing, said: str) -> str:
    """Marks as a whole drawing, on white, with what they show in words."""
    high = round(made.height) + 1
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {WIDE + 4} {high + 4}" width="{WIDE + 4}" '
        f'height="{high + 4}" role="img" aria-label="{spelled(said)}" font-family="{FONT}" font-size="{SIZE:g}" '
        f'fill="{INK}">\n' + "\n".join(filter(None, made.marks)) + "\n</svg>"
    )


def size_of(svg: str) -> tuple[int, int]:
    """How wide and how high a drawing is."""
    found = re.search(r'width="(\d+)" height="(\d+)"', svg)
    return (int(found[1]), int(found[2])) if found else (WIDE, WIDE)
