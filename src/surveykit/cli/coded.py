"""Codings for the commands that work on them, from whatever file holds them: one door."""

from pathlib import Path
from typing import Final, Literal

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.problems import Problem

PROJECT: Final = ".qdpx"


def read_codings(path: Path, frame: CodingFrame | None) -> tuple[Codings, CodingFrame | None, tuple[Problem, ...]]:
    """The codings of a file, the frame they were made with, and what was odd about them.

    Args:
        path: a table of codings, long or wide: .csv, .tsv, .xlsx; or a project of REFI-QDA: .qdpx.
        frame: the coding frame; None takes the one the file brings, where it brings any.

    Raises:
        FormatError: SK940 or SK950, it is no file of codings.
    """
    if path.suffix.lower() == PROJECT:
        from surveykit.exchange.refi.project import read as read_project

        return read_project(path, frame)
    from surveykit.exchange.codings.read import read

    codings, problems = read(path, frame)
    return codings, frame, problems


def write_codings(
    codings: Codings, frame: CodingFrame | None, path: Path, layout: Literal["long", "wide", "codes"] = "long"
) -> tuple[Problem, ...]:
    """Write codings as a table (.csv, .tsv, .xlsx) or a project of REFI-QDA (.qdpx); what is lost is returned.

    Args:
        codings: what is written.
        frame: their frame.
        path: the file; its suffix says which kind.
        layout: of a table: a row a judgement, a column a coder, or a column of 0 and 1 for each coder and code.

    Raises:
        FormatError: SK940, the suffix is unknown; SK509, the file cannot be written.
    """
    if path.suffix.lower() == PROJECT:
        from surveykit.exchange.refi.project import write as write_project

        return write_project(codings, frame, path)
    from surveykit.exchange.codings.write import write

    return write(codings, frame, path, layout)
