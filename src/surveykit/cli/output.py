"""Where a document goes: to the terminal, to a file in the format of its suffix, to standard output."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import click

from surveykit.problems import FormatError, Place, Problem, Rule
from surveykit.render import EVERY, render
from surveykit.reports.document import Document
from surveykit.whole import CANNOT_WRITE, written_whole

OWN_INPUT = Rule(
    "SK591",
    "The output would replace the input",
    "The data would be gone, and a table of them would stand in their place.",
    "surveykit describe sis.csv -o sis.csv",
    "Write to another file.",
)
FORMAT_WANTED = Rule(
    "SK592",
    "Standard output needs a format, and only standard output does",
    "A file's format follows its suffix; `-` has none.",
    "surveykit describe sis.sav -o -",
    "Write `-o - --format json`, or `-o table.json`.",
)


def deliver(document: Document, output: str | None, format: str = "") -> None:  # noqa: A002 - as the option is called
    """Draw a document in the terminal, or write it where the options -o and --format say.

    Raises:
        FormatError: SK590, no such format; SK591, the output is the input; SK592, -o and --format disagree.
    """
    if output is None and not format:
        _draw(document)
        return
    send(partial(render, document), EVERY, output, format)


def send(
    make: Callable[[str], bytes],
    known: Iterable[str],
    output: str | None,
    format: str = "",  # noqa: A002 - as the option is called
) -> None:
    """Write what is made for a suffix where the options -o and --format say: a file whole, or standard output.

    Raises:
        FormatError: SK591, the output is the input; SK592, -o and --format disagree; what `make` raises.
    """
    if output is None or (output == "-" and not format):
        formats = " ".join(suffix.lstrip(".") for suffix in known)
        hint = f"write `-o - --format FORMAT`; the formats are {formats}"
        raise FormatError(Problem(FORMAT_WANTED, "-o - and --format belong together", hint=hint))
    if output == "-":
        stream = sys.stdout.buffer
        stream.write(make(format))
        stream.flush()
        return
    if format:
        raise FormatError(Problem(FORMAT_WANTED, f"--format {format} beside -o {output}", hint="leave --format out"))
    path = Path(output)
    if path.is_dir():
        raise FormatError(Problem(CANNOT_WRITE, "this is a folder", Place(output), "name a file in it"))
    if _is_input(path):
        raise FormatError(Problem(OWN_INPUT, "this is the input", Place(output), "write to another file"))
    try:
        made = make(path.suffix)
    except FormatError as refusal:
        raise FormatError(problem.at(Place(output)) for problem in refusal.problems) from None
    with written_whole(path) as part:
        part.write_bytes(made)


def _draw(document: Document) -> None:
    """Text as wide as the terminal; colour only where somebody looks at it and did not decline."""
    from surveykit.render.text import WIDTH, text_of

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal or "COLUMNS" in os.environ else WIDTH
    text = text_of(document, width, colour=terminal and not os.environ.get("NO_COLOR"))
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        text = text.translate(str.maketrans("─═–█▉▊▋▌▍▎▏├●┤·", "-=-#####...|o|."))
    click.echo(text, nl=False)


def _is_input(path: Path) -> bool:
    context = click.get_current_context(silent=True)
    given = [] if context is None else [value for value in context.params.values() if isinstance(value, Path)]
    return path.exists() and any(other.exists() and path.samefile(other) for other in given)
