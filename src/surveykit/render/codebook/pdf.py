"""The codebook as PDF: the web page, set on A4, in one language."""

from surveykit.render.codebook.html import printed
from surveykit.reports.codebook.model import Book


def render(book: Book) -> bytes:
    """A book as a PDF with text that can be searched and read aloud."""
    from weasyprint import HTML

    made: bytes = HTML(string=printed(book), url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return made


def _nothing(url: str) -> None:
    """The page needs nothing else, and nothing is fetched."""
    msg = f"a codebook needs no '{url}'"
    raise ValueError(msg)
