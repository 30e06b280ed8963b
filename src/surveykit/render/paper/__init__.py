"""Renderers of the printed questionnaire: an edition becomes bytes. This is the table of them, by suffix."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from surveykit.problems import FormatError, Problem, Rule, nearest
from surveykit.reports.paper.chart import Chart
from surveykit.reports.paper.model import Edition

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
    "PDF files are written by a package that needs libraries of the system, which most users do without.",
    "surveykit print sis.yaml -o sis.pdf where weasyprint is not there",
    "Install the extra that is named, or write HTML and print it from a browser.",
)

PRINTERS: Final[Mapping[str, tuple[str, str]]] = {
    ".html": ("surveykit.render.paper.html", ""),
    ".docx": ("surveykit.render.paper.word", ""),
    ".pdf": ("surveykit.render.paper.pdf", "pdf"),
}
"""Suffix to the module, and the extra of surveykit that brings the package it needs."""


CHARTS: Final[Mapping[str, tuple[str, str]]] = {".svg": ("surveykit.render.paper.svg", "")}
"""The same for routing charts."""


def printed(edition: Edition, suffix: str) -> bytes:
    """An edition in the format of a suffix, such as `.html` (or `html`).

    Raises:
        FormatError: SK593, there is no such format; SK594, its package is not installed.
    """
    return _made(edition, suffix, PRINTERS, "a questionnaire is not printed")


def charted(chart: Chart, suffix: str) -> bytes:
    """A routing chart in the format of a suffix, such as `.svg`.

    Raises:
        FormatError: SK593, there is no such format.
    """
    return _made(chart, suffix, CHARTS, "a routing chart is not drawn")


def _made(content: Edition | Chart, suffix: str, table: Mapping[str, tuple[str, str]], refused: str) -> bytes:
    key = f".{suffix.lower().lstrip('.')}"
    if key not in table:
        known = f"the formats are {' '.join(table)}" if len(table) > 1 else f"the format is {next(iter(table))}"
        drawn = "the routing chart is drawn with --flow;" if key in CHARTS else ""
        hint = " ".join(filter(None, (drawn or nearest(key, table), known)))
        raise FormatError(Problem(NO_SUCH_PAPER, f"{refused} as '{suffix}'", hint=hint))
    module, extra = table[key]
    try:
        render: Callable[[Edition | Chart], bytes] = import_module(module).render
        return render(content)
    except (ImportError, OSError) as lack:
        if not extra:
            raise
        hint = f"pip install 'surveykit[{extra}]', or write .html and print it from a browser"
        what = f"{key} cannot be written: {(str(lack) or repr(lack)).splitlines()[0]}"
        raise FormatError(Problem(PACKAGE_WANTED, what, hint=hint)) from None
