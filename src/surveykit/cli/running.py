"""Pages in the terminal, from the first key to the last, and the exit code that comes of it."""

import os
import sys
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import BUG, CLEAN

if TYPE_CHECKING:
    from surveykit.tui.stack import Stack


def has_screen() -> bool:
    """Whether there is a terminal, or a browser in its place (`surveykit serve`)."""
    return "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stderr.isatty())


def run(pages: "Stack") -> int:
    """Show pages until the last one is left."""
    from surveykit.tui.app import SIGNALLED, EntryApp

    app = EntryApp(pages)
    try:
        farewell = app.run()
    finally:
        app.close()  # whatever ended it
    if farewell:
        click.echo(farewell, err=True)
    if app.return_code is not None and app.return_code > SIGNALLED:
        return app.return_code
    return BUG if app.return_code else CLEAN
