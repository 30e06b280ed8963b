"""The boundary: the one place where problems become words on the screen and an exit code."""

import os
import sys
from collections.abc import Iterable

import click

from surveykit.problems import Problem, SurveykitError

CLEAN, FINDINGS, REFUSED, BUG = 0, 1, 2, 3
_INTERRUPTED = 130


def guarded(command: click.Command, arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code: 0 clean, 1 findings, 2 refused, 3 a bug.

    Problems and click's own complaints go to standard error; standard output is data only.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = command.main(args=arguments, prog_name="surveykit", standalone_mode=False)
    except SurveykitError as refusal:
        tell(refusal.problems)
        return REFUSED
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except click.ClickException as complaint:
        complaint.show()
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except OSError as failure:
        name = f"{failure.filename}: " if failure.filename else ""
        click.echo(f"{name}{failure.strerror or failure}", err=True)
        return REFUSED
    except Exception:  # noqa: BLE001 - the boundary is where a bug is turned into a request to report it
        import traceback

        traceback.print_exc()
        click.echo("This is a bug in surveykit, not in your files. Please report it with the lines above.", err=True)
        return BUG
    return code if isinstance(code, int) else CLEAN


def tell(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, one after the other."""
    for problem in problems:
        click.echo(str(problem), err=True)
