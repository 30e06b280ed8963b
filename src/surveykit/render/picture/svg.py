"""A picture as one SVG drawing that says in words what it shows."""

import re
from typing import assert_never

from surveykit.problems import FormatError, Problem, Rule
from surveykit.render.paper.measure import wrapped
from surveykit.render.picture.bars import bars, histogram
from surveykit.render.picture.curves import curves
from surveykit.render.picture.flow import flow
from surveykit.render.picture.ink import FONT, INK, SIZE, SMALL, SOFT, WIDE, Drawing, spelled, text
from surveykit.render.picture.likert import likert
from surveykit.render.picture.mosaic import mosaic
from surveykit.render.picture.tree import tree
from surveykit.reports.document import Document
from surveykit.reports.picture import Bars, Chart, Flow, Histogram, Likert, Lines, Mosaic, Picture, Tree

TITLE = 15.0  # the size of titles
NO_PICTURE = Rule(
    "SK981",
    "A document without pictures cannot be drawn",
    "Tables stand in pages and workbooks; a drawing holds only pictures.",
    "surveykit describe sis.sav -o table.svg",
    "Ask for pictures, such as by --pictures, or write another format.",
)


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


def render(document: Document) -> bytes:
    """The pictures of a document as one drawing, below each other, each with its title and notes.

    Raises:
        FormatError: SK981, it holds no picture.
    """
    return whole(document).encode()


def whole(document: Document) -> str:
    """The pictures of a document as one drawing.

    Raises:
        FormatError: SK981, it holds no picture.
    """
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    if not pictures:
        hint = "pictures are made by --pictures; for tables take .html, .pdf, .docx, .xlsx or another"
        raise FormatError(Problem(NO_PICTURE, f"'{document.title}' holds no picture", hint=hint))
    marks: list[str] = []
    y = 0.0
    for picture in pictures:
        title = wrapped(picture.title, 0.9 * WIDE, TITLE)
        marks += [text(0, y + 14 + 20 * at, line, size=TITLE, style="bold") for at, line in enumerate(title)]
        y += 20 * len(title) + 6
        made = drawing_of(picture.chart)
        marks.append(f'<g transform="translate(0 {y:.5g})">{"".join(made.marks)}</g>')
        y += made.height + 6
        for line in (line for note in picture.notes for line in wrapped(note, WIDE, SMALL)):
            marks.append(text(0, y + 9, line, size=SMALL, ink=SOFT))
            y += 14
        y += 24
    return framed(Drawing(y - 22, tuple(marks)), " ".join(f"{p.title} {p.text}".strip() for p in pictures))


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
