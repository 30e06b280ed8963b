"""Renderers of the codebook: a book becomes bytes. This is the table of them, by suffix."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from surveykit.problems import FormatError, Place, Problem, Rule, nearest
from surveykit.render import RENDERERS, render
from surveykit.reports.codebook.model import Book
from surveykit.reports.codebook.page import document_of
from surveykit.whole import written_whole

NO_SUCH_BOOK = Rule(
    "SK695",
    "A codebook is not made in this format",
    "The format of a file follows its suffix; another suffix would need a renderer of its own.",
    "surveykit codebook sis.sav -o sis.odt",
    "Use one of the suffixes listed.",
)
PACKAGE_WANTED = Rule(
    "SK696",
    "The package that writes this format of the codebook is not installed, or cannot start",
    "PDF files are written by a package that needs libraries of the system, which most users do without.",
    "surveykit codebook sis.sav -o sis.pdf where weasyprint is not there",
    "Install the extra that is named, or write HTML and print it from a browser.",
)

BINDERS: Final[Mapping[str, tuple[str, str]]] = {
    ".html": ("surveykit.render.codebook.html", ""),
    ".pdf": ("surveykit.render.codebook.pdf", "pdf"),
    ".xlsx": ("surveykit.render.codebook.xlsx", ""),
    ".json": ("surveykit.render.codebook.json", ""),
    ".csv": ("surveykit.render.codebook.delimited", ""),
}
"""Suffix to the module, and the extra of surveykit that brings the package it needs."""

PLAIN: Final = (".docx", ".md", ".txt")
"""Suffixes of which the plain document is rendered, as any other is."""

SUFFIXES: Final = (*BINDERS, *PLAIN)


def bound(book: Book, suffix: str) -> bytes:
    """A book in the format of a suffix, such as `.html` (or `html`).

    Raises:
        FormatError: SK695, there is no such format; SK696, its package is not installed.
    """
    key = f".{suffix.lower().lstrip('.')}"
    if key in PLAIN and key in RENDERERS:
        return render(document_of(book), key)
    if key not in BINDERS:
        hint = " ".join(filter(None, (nearest(key, SUFFIXES), f"the formats are {' '.join(SUFFIXES)} .xml")))
        raise FormatError(Problem(NO_SUCH_BOOK, f"a codebook is not made as '{suffix}'", hint=hint))
    module, extra = BINDERS[key]
    try:
        make: Callable[[Book], bytes] = import_module(module).render
        return make(book)
    except (ImportError, OSError) as lack:
        if not extra:
            raise
        hint = f"pip install 'surveykit[{extra}]', or write .html and print it from a browser"
        what = f"{key} cannot be written: {(str(lack) or repr(lack)).splitlines()[0]}"
        raise FormatError(Problem(PACKAGE_WANTED, what, hint=hint)) from None


def write_book(book: Book, path: Path) -> None:
    """Write a book to a file, in the format of its suffix; whole or not at all.

    Raises:
        FormatError: as `bound`.
    """
    try:
        made = bound(book, path.suffix)
    except FormatError as refusal:
        raise FormatError(problem.at(Place(str(path))) for problem in refusal.problems) from None
    with written_whole(path) as partial:
        partial.write_bytes(made)
