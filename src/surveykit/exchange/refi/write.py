"""Writing codings as a project (.qdpx) that other programs read, with what it cannot hold in a file beside it."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from surveykit.codebook.frames.frame import CodingFrame
from surveykit.coding.codings import Codings
from surveykit.exchange.refi.beside import path_beside, text_of
from surveykit.exchange.refi.made import ProjectWriter
from surveykit.exchange.refi.read import through
from surveykit.exchange.refi.standing import frame_losses, losses
from surveykit.problems import Problem
from surveykit.whole import written_together

_DAY = (1980, 1, 1, 0, 0, 0)  # the first an archive can tell: the same codings give the same bytes


def write(codings: Codings, frame: CodingFrame | None, path: Path) -> tuple[Problem, ...]:
    """Write a project, and x.surveykit.json beside it.

    Args:
        codings: what is written: answers, what each coder holds of them, and what was settled, as users of its own.
        frame: the coding frame; without one the codes go out as codes without definitions.
        path: the .qdpx.

    Returns:
        What another program will not find in it, each kind with its answers, coders and codes.

    Raises:
        FormatError: SK509, it cannot be written.
    """
    writer = ProjectWriter(codings, frame, path.stem)
    written = writer.xml()
    beside = path_beside(path)
    with written_together(path, beside) as folder:
        with ZipFile(folder / path.name, "w", ZIP_DEFLATED) as archive:
            archive.writestr(ZipInfo("project.qde", _DAY), written.encode(), ZIP_DEFLATED)
            for name, text in writer.texts.items():
                archive.writestr(ZipInfo(f"sources/{name}", _DAY), text, ZIP_DEFLATED)
        (folder / beside.name).write_text(text_of(codings, frame), encoding="utf-8", newline="\n")
    again = through(codings, frame, path.stem)
    return (*(frame_losses(frame, again.frame) if frame is not None else ()), *losses(codings, again.codings))
