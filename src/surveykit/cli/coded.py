"""Codings for the commands that work on them, from whatever file holds them: one door."""

from pathlib import Path

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.problems import Problem


def read_codings(path: Path, frame: CodingFrame | None) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """The codings of a file, the frame they were made with, and what was odd about them.

    Args:
        path: a table of codings, long or wide: .csv, .tsv, .xlsx.
        frame: the coding frame; None takes the one the file brings, where it brings any.

    Raises:
        FormatError: SK940, it is no file of codings.
    """
    from surveykit.exchange.codings.read import read

    codings, problems = read(path, frame)
    return codings, frame, problems
