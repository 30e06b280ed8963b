"""Reports of a validation: each becomes bytes. This is the table of them, by suffix."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from surveykit import render
from surveykit.problems import FormatError
from surveykit.reports.validation.model import Validated
from surveykit.reports.validation.page import page

REPORTS: Final[Mapping[str, str]] = {
    ".html": "surveykit.render.validation.html",
    ".xlsx": "surveykit.render.validation.worksheet",
    ".xml": "surveykit.render.validation.junit",
    ".json": "surveykit.render.validation.json",
}
"""Those of a validation's own; the other formats are those of every document."""

SUFFIXES: Final = tuple(dict.fromkeys((*REPORTS, *render.RENDERERS)))


def reported(made: Validated, suffix: str) -> bytes:
    """A validation in the format of a suffix, such as `.xml` (or `xml`), which is JUnit.

    Raises:
        FormatError: SK590, there is no such format.
    """
    key = f".{suffix.lower().lstrip('.')}"
    if key not in SUFFIXES:
        raise FormatError(render.unknown_format(suffix, SUFFIXES))
    if key not in REPORTS:
        return render.render(page(made), suffix)
    renderer: Callable[[Validated], bytes] = import_module(REPORTS[key]).render
    return renderer(made)
