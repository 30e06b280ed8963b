"""A drawing as PNG, for documents that hold no SVG."""

from functools import cache
from typing import Final

ZOOM: Final = 2.5
"""Dots for each unit of a drawing: sharp in print at the width of a page."""


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
