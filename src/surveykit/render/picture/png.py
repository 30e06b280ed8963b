"""A drawing as PNG, for documents that hold no SVG."""

from functools import cache
from typing import Final

from surveykit.problems import FormatError, Problem, Rule
from surveykit.render.picture.svg import whole
from surveykit.reports.document import Document

ZOOM: Final = 2.5
"""Dots for each unit of a drawing: sharp in print at the width of a page."""


CANNOT_DRAW = Rule(
    "SK982",
    "Pictures cannot be drawn in dots on this machine",
    "The package that does it is not installed, or there is no font: the words would be missing.",
    "surveykit describe sis.sav --pictures -o page.png",
    "Install the package and a font such as DejaVu or Liberation, or write .svg.",
)


def render(document: Document) -> bytes:
    """The pictures of a document as one picture in dots.

    Raises:
        FormatError: SK981, it holds no picture; SK982, this machine cannot draw.
    """
    made = png_of(whole(document))
    if made is None:
        hint = "pip install resvg-py, and install a font such as DejaVu or Liberation; or write .svg"
        raise FormatError(Problem(CANNOT_DRAW, "this machine cannot draw .png", hint=hint))
    return made


def png_of(svg: str) -> bytes | None:
    """A drawing in dots, on white; None where this machine cannot draw it, or not its words."""
    if not _can_draw():
        return None
    return _made(svg, ZOOM)


@cache
def _can_draw() -> bool:
    """Whether there is a package that draws, and a font that it writes with."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
    try:
        return _made(frame.format('<text x="2" y="16" font-family="sans-serif">M</text>')) != _made(frame.format(""))
    except ImportError:
        return False


def _made(svg: str, zoom: float = 1) -> bytes:
    from resvg_py import svg_to_bytes

    made: bytes = svg_to_bytes(svg_string=svg, background="#ffffff", zoom=zoom)
    return made
