"""Renderers of the printed questionnaire: an edition becomes bytes. This is the table of them, by suffix."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from surveykit.problems import FormatError, Place, Problem, Rule, nearest
from surveykit.reports.paper.model import Edition
from surveykit.whole import written_whole

NO_SUCH_PAPER = Rule(
    "SK593",
    "A questionnaire is not printed in this format",
    "The format of a file follows its suffix; another suffix would need a printer of its own.",
    "surveykit print sis.yaml -o sis.odt",
    "Use one of the suffixes listed.",
)
PACKAGE_WANTED = Rule(
    "SK594",
    "The package that writes this format is not installed, or cannot start",
    "Word and PDF files are written by packages that most users do without.",
    "surveykit print sis.yaml -o sis.pdf where weasyprint is not there",
    "Install the extra that is named, or write HTML and print it from a browser.",
)

PRINTERS: Final[Mapping[str, tuple[str, str]]] = {
    ".html": ("surveykit.render.paper.html", ""),
    ".docx": ("surveykit.render.paper.word", "docx"),
    ".pdf": ("surveykit.render.paper.pdf", "pdf"),
}
"""Suffix to the module, and the extra of surveykit that brings the package it needs."""


def printed(edition: Edition, suffix: str) -> bytes:
    """An edition in the format of a suffix, such as `.html` (or `html`).

    Raises:
        FormatError: SK593, there is no such format; SK594, its package is not installed.
    """
    key = f".{suffix.lower().lstrip('.')}"
    if key not in PRINTERS:
        known = f"the formats are {' '.join(PRINTERS)}"
        hint = " ".join(filter(None, (nearest(key, PRINTERS), known)))
        raise FormatError(Problem(NO_SUCH_PAPER, f"a questionnaire is not printed as '{suffix}'", hint=hint))
    module, extra = PRINTERS[key]
    try:
        printer: Callable[[Edition], bytes] = import_module(module).render
        return printer(edition)
    except (ImportError, OSError) as lack:
        if not extra:
            raise
        hint = f"pip install 'surveykit[{extra}]'; or write .html and print it from a browser"
        what = f"{key} cannot be written: {str(lack).splitlines()[0] if str(lack) else lack!r}"
        raise FormatError(Problem(PACKAGE_WANTED, what, hint=hint)) from None


def write(edition: Edition, path: Path) -> None:
    """Write an edition to a file, in the format of its suffix; whole or not at all.

    Raises:
        FormatError: SK593 or SK594, as `printed`.
    """
    try:
        made = printed(edition, path.suffix)
    except FormatError as refusal:
        raise FormatError(problem.at(Place(str(path))) for problem in refusal.problems) from None
    with written_whole(path) as partial:
        partial.write_bytes(made)
