"""A document as it is, to be put together with others or printed later: `surveykit.reports.kept` says how it stands."""

from surveykit.reports.document import Document
from surveykit.reports.kept import written


def render(document: Document) -> bytes:
    """A document with everything it holds."""
    return written(document)
