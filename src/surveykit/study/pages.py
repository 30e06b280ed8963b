"""Pages of a study: documents that were kept, printed in the formats that are asked for, with what all must say."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from surveykit.problems import FormatError, Place, Problem
from surveykit.reports.document import Document, Heading, Paragraph
from surveykit.reports.kept import read
from surveykit.reports.picture import Picture
from surveykit.reports.table import Table

FOR_PEOPLE = (".html", ".docx", ".pdf", ".md", ".tex", ".txt")
"""Pages that have no table for programs."""


def printed(kept: Path, pages: Sequence[str], banner: str) -> tuple[Problem, ...]:
    """Print a document that was kept, once for each page; what cannot be printed on this machine is told.

    Raises:
        FormatError: it is none, or a page cannot be written.
    """
    from surveykit.render import write
    from surveykit.render.pdf import PACKAGE_WANTED

    document = read(kept.read_bytes(), str(kept))
    told: list[Problem] = []
    for page in pages:
        try:
            shown = _without_rows(document) if page.endswith(FOR_PEOPLE) else document
            write(with_banner(shown, banner, apart=page.endswith((".xlsx", ".csv"))), Path(page))
        except FormatError as refusal:
            if any(problem.rule != PACKAGE_WANTED for problem in refusal.problems):
                raise
            told += [replace(problem.at(Place(page)), severity="warning") for problem in refusal.problems]
    return tuple(told)


def _without_rows(document: Document) -> Document:
    """A page of printed numbers without the table for programs, with which it ends."""
    match document.blocks:
        case (*before, Heading(anchor="rows"), Table(key="findings")):
            return replace(document, blocks=tuple(before))
    return document


def with_banner(document: Document, banner: str, *, apart: bool = False) -> Document:
    """A document that says something before all else, and of tables that come to stand `apart` under each."""
    if not banner:
        return document
    blocks = (
        replace(block, notes=(*block.notes, banner)) if apart and isinstance(block, Table | Picture) else block
        for block in document.blocks
    )
    return replace(document, blocks=(Paragraph(banner, "warning"), *blocks))


def stamped(page: bytes, banner: str) -> bytes:
    """A web page that says something before all else, in its own look; a page may allow no other."""
    said = f'<p role="note"><strong>{escape(banner)}</strong></p>'.encode()
    return re.sub(rb"(<main[^>]*>|<body[^>]*>(?!.*<main))", lambda tag: tag[0] + b"\n" + said, page, count=1)
