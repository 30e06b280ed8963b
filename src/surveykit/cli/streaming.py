"""One file straight into Parquet, part by part, with a bar of progress where somebody looks on."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell

_CASES_SHOWN = 100_000  # of fewer there is nothing to wait for


def can_stream(path: Path, output: Path) -> bool:
    """Whether the file's format can be read in parts, and is to become Parquet."""
    from surveykit import formats

    suffix = path.suffix.lower()
    return (
        output.suffix.lower() == ".parquet"
        and suffix in formats.SUFFIXES
        and formats.format_of(path).stream is not None
    )


def streamed(path: Path, output: Path, options: Mapping[str, str]) -> int:
    """Import the file and say what came of it; the exit code.

    Raises:
        SurveykitError: as of `formats.into_parquet`; nothing is left behind.
    """
    from surveykit import formats
    from surveykit.formats.base import options_of

    with _bar() as progress:
        asked = options_of(formats.format_of(path), options)
        codebook, cases, problems = formats.into_parquet(path, output, asked, progress)
    width = len(codebook.variables)
    size = f"{cases:,} case{'s' if cases != 1 else ''}, {width:,} variable{'s' if width != 1 else ''}"
    click.echo(f"{path}: {size}", err=True)
    tell(problems)
    click.echo(f"{output}: {size} from 1 file", err=True)
    return FINDINGS if any(problem.severity == "error" for problem in problems) else CLEAN


@contextmanager
def _bar() -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error where that is a terminal; it appears with the first part of a large file."""
    drawn: list[Any] = []

    def progress(done: int, of: int | None) -> None:
        if of is None or of < _CASES_SHOWN or not sys.stderr.isatty():
            return
        if not drawn:
            drawn.append(click.progressbar(length=of, label="reading", file=sys.stderr))
            drawn[0].__enter__()
        drawn[0].update(done - drawn[0].pos)

    try:
        yield progress
    finally:
        for bar in drawn:
            bar.__exit__(None, None, None)
