"""Codebooks (.qdc) as coding frames, and back; frames as our files say them."""

from pathlib import Path
from typing import Any

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.exchange.plain import data_of
from surveykit.exchange.refi.books import frame_of
from surveykit.exchange.refi.elements import Elements
from surveykit.exchange.refi.known import left_out, odd_root
from surveykit.exchange.refi.made import codebook_xml
from surveykit.exchange.refi.rules import NOT_QDA
from surveykit.exchange.refi.standing import frame_losses
from surveykit.exchange.refi.units import slug
from surveykit.layout import yaml_of
from surveykit.problems import FormatError, Place, Problem
from surveykit.whole import written_whole
from surveykit.xml import MOST_BYTES, parsed, read


def read_codebook(path: Path) -> tuple[CodingFrame, tuple[Problem, ...]]:
    """The frame that the codes of a .qdc make, and what was odd: keys are made of names, GUIDs are kept.

    Raises:
        FormatError: SK950, it is no codebook, damaged, or has no codes.
    """
    try:
        root = read(path, NOT_QDA, MOST_BYTES)
        elements = Elements()
        tags = elements.codebook(root)
        frame, _, odd = frame_of(slug(path.stem), tags.values(), elements.sets(root))
    except FormatError as refusal:
        raise FormatError([_in(problem, path) for problem in refusal.problems]) from None
    with path.open("rb") as file:
        start = file.read(4000)
    told = (*odd_root(root, start), *elements.problems, *left_out(root), *odd)
    return frame, tuple(_in(problem, path) for problem in told)


def _in(problem: Problem, path: Path) -> Problem:
    place = problem.place
    return problem if place.file else problem.at(Place(str(path), place.line, place.column))


def write_codebook(frame: CodingFrame, path: Path) -> tuple[Problem, ...]:
    """Write a frame as a .qdc; what it has no place for is returned.

    Raises:
        FormatError: SK509, it cannot be written.
    """
    written = codebook_xml(frame)
    with written_whole(path) as partial:
        partial.write_text(written, encoding="utf-8", newline="\n")
    elements = Elements()
    root = parsed(written.encode(), NOT_QDA)
    again, _, _ = frame_of(frame.name, elements.codes(root).values(), elements.sets(root))
    return tuple(_in(problem, path) for problem in frame_losses(frame, again))


def frame_text(frame: CodingFrame) -> str:
    """A frame as the text of its file."""
    data: dict[str, Any] = data_of(frame)
    return yaml_of({"frame": data.pop("frame"), **data})
