"""Renderers: a document becomes bytes. This is the table of them, by suffix."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from surveykit.problems import FormatError, Place, Problem, Rule, nearest
from surveykit.reports.document import Document
from surveykit.whole import written_whole

UNKNOWN_FORMAT = Rule(
    "SK590",
    "No such output format",
    "The format of a file follows its suffix; another suffix would need a renderer.",
    "surveykit describe sis.sav -o table.htlm",
    "Use one of the suffixes listed.",
)

RENDERERS: Final[Mapping[str, str]] = {
    ".html": "surveykit.render.html",
    ".docx": "surveykit.render.word",
    ".xlsx": "surveykit.render.xlsx",
    ".csv": "surveykit.render.delimited",
    ".tex": "surveykit.render.latex",
    ".md": "surveykit.render.markdown",
    ".json": "surveykit.render.json",
    ".txt": "surveykit.render.text",
    ".document": "surveykit.render.kept",
}
"""What every document and machine can give."""

EVERY: Final[Mapping[str, str]] = {
    **RENDERERS,
    ".pdf": "surveykit.render.pdf",
    ".svg": "surveykit.render.picture.svg",
    ".png": "surveykit.render.picture.png",
}
"""With those that want a package, or a document with pictures."""


def render(document: Document, suffix: str) -> bytes:
    """A document in the format of a suffix, such as `.html` (or `html`).

    Raises:
        FormatError: SK590, there is no such format; SK980 to SK982, it cannot be written here, or of this document.
    """
    key = f".{suffix.lower().lstrip('.')}"
    if key not in EVERY:
        raise FormatError(unknown_format(suffix))
    renderer: Callable[[Document], bytes] = import_module(EVERY[key]).render
    return renderer(document)


def unknown_format(suffix: str, known: Iterable[str] = EVERY) -> Problem:
    """The complaint that no document has this suffix."""
    near = nearest(f".{suffix.lower().lstrip('.')}", known)
    hint = f"{near} the formats are {' '.join(known)}".strip()
    what = f"there is no output format '{suffix}'" if suffix else "the name has no suffix, and so no format"
    return Problem(UNKNOWN_FORMAT, what, hint=hint)


def write(document: Document, path: Path) -> None:
    """Write a document to a file, in the format of its suffix; whole or not at all.

    Raises:
        FormatError: SK590, the suffix names no format.
    """
    try:
        made = render(document, path.suffix)
    except FormatError as refusal:
        raise FormatError(problem.at(Place(str(path))) for problem in refusal.problems) from None
    with written_whole(path) as partial:
        partial.write_bytes(made)
