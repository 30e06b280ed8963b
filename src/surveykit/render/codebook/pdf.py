"""The codebook as PDF: the web page, set on A4, in one language."""

from surveykit.render.codebook.html import printed
from surveykit.reports.codebook.model import Book

INKS = {
    '<svg class="b g"': '<svg class="b" fill="#8d8d8d"',
    '<svg class="b" v': '<svg class="b" fill="#3f6ea0" v',
    "<svg viewBox": '<svg fill="#3f6ea0" viewBox',
    'class="far"': 'fill="#8d8d8d"',
    'class="x"': 'fill="#444" font-size="11"',
    'class="a"': 'stroke="#999" fill="none"',
}
"""Colours said in the pictures themselves: the style of the page does not reach them on paper."""

PLAIN = """dl,.pair,.frame{display:block}dt{float:left;clear:left;width:8rem}dd{margin-left:8.5rem}
dl,.pair{break-inside:auto}section,article,main{display:block}"""
"""Boxes one below the other: grids and boxes side by side are not parted well over pages."""


def render(book: Book) -> bytes:
    """A book as a PDF with text that can be searched and read aloud."""
    from weasyprint import HTML

    page = printed(book)
    for said, ink in INKS.items():
        page = page.replace(said, ink)
    page = page.replace("</style>", f"{PLAIN}</style>", 1)
    made: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_tags=True)
    return made


def _nothing(url: str) -> None:
    """The page needs nothing else, and nothing is fetched."""
    msg = f"a codebook needs no '{url}'"
    raise ValueError(msg)
