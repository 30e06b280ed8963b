"""A document as PDF: the web page as it prints, with text that can be searched and read aloud."""

from surveykit.problems import FormatError, Problem, Rule
from surveykit.render.html import render as page
from surveykit.reports.document import Document

PACKAGE_WANTED = Rule(
    "SK980",
    "The package that writes PDF files is not installed, or cannot start",
    "It needs libraries of the system, which most users do without.",
    "surveykit describe sis.sav -o table.pdf where weasyprint is not there",
    "Install the extra `pdf`, or write HTML and print it from a browser.",
)


def render(document: Document) -> bytes:
    """A document as a PDF of A4 pages.

    Raises:
        FormatError: SK980, the package that writes it is not there.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as lack:
        what = f".pdf cannot be written: {(str(lack) or repr(lack)).splitlines()[0]}"
        hint = "pip install 'surveykit[pdf]', or write .html and print it from a browser"
        raise FormatError(Problem(PACKAGE_WANTED, what, hint=hint)) from None
    made: bytes = HTML(string=page(document).decode(), url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return made


def _nothing(url: str) -> None:
    """The page needs nothing else, and nothing is fetched."""
    msg = f"a page of tables needs no '{url}'"
    raise ValueError(msg)
