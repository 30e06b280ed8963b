"""The questionnaire as PDF: the web page, set on A4."""

from surveykit.render.paper.html import render as page
from surveykit.reports.paper.model import Edition


def render(edition: Edition) -> bytes:
    """An edition as a PDF with text that can be searched and read aloud."""
    from weasyprint import HTML

    made: bytes = HTML(string=page(edition).decode(), url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return made


def _nothing(url: str) -> None:
    """The page needs nothing else, and nothing is fetched."""
    msg = f"a printed questionnaire needs no '{url}'"
    raise ValueError(msg)
