"""What import and export share: options written as key=value, where a dataset goes, and its size in words."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.problems import FormatError, Place, Problem, Rule

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.formats.base import Format, Options

NOT_FOR_TERMINALS = Rule(
    "SK518",
    "A binary file is not shown in a terminal",
    "Its bytes are no letters, and some of them would change the terminal.",
    "surveykit export sis.sav -o - --format xlsx",
    "Send it on: `-o - --format xlsx > sis.xlsx`, or name a file.",
)
STANDARD_OUTPUT = Path("-")
_TEXTS = ("csv", "tsv")


def chosen(pairs: tuple[str, ...]) -> dict[str, str]:
    """The options of a format as written on the command line.

    Raises:
        UsageError: one has no `=`.
    """
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"-O {pair}: an option is written key=value")
    return {key.strip(): value for key, _, value in (pair.partition("=") for pair in pairs)}


def format_written(output: Path, form: str) -> "Format":
    """The format a dataset is written in: that of the file's suffix, or the one named for standard output.

    Raises:
        FormatError: SK501, no such format; SK502, it can only be read; SK592, -o and --format disagree; SK518, a
            binary file in a terminal.
    """
    from surveykit import formats
    from surveykit.cli.output import FORMAT_WANTED

    if output != STANDARD_OUTPUT and form:
        raise FormatError(Problem(FORMAT_WANTED, f"--format {form} beside -o {output}", hint="leave --format out"))
    if output != STANDARD_OUTPUT:
        return formats.format_to_write(output)
    if not form:
        raise FormatError(Problem(FORMAT_WANTED, "-o - and --format belong together", hint="such as --format csv"))
    try:
        format_ = formats.format_to_write(_named(form))
    except FormatError as refusal:
        raise FormatError(_at_standard_output(refusal.problems)) from None
    if format_.name not in _TEXTS and sys.stdout.isatty():
        raise FormatError(Problem(NOT_FOR_TERMINALS, f"{form} is binary", Place("-"), NOT_FOR_TERMINALS.mend))
    return format_


def write(
    dataset: "Dataset", output: Path, form: str = "", options: "Options | None" = None, *, strict: bool = False
) -> tuple[Problem, ...]:
    """Write a dataset to a file or to standard output, whole or not at all, and say what was lost."""
    from surveykit import formats

    if output != STANDARD_OUTPUT:
        return formats.write(dataset, output, options, strict=strict)
    try:
        lost = formats.write(dataset, sys.stdout.buffer, options, strict=strict, suffix=_named(form).suffix)
    except FormatError as refusal:
        raise FormatError(_at_standard_output(refusal.problems)) from None
    sys.stdout.buffer.flush()
    return _at_standard_output(lost)


def _named(form: str) -> Path:
    return Path(f"data.{form.lower().removeprefix('.')}")


def _at_standard_output(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        problem.at(Place("-", case=problem.place.case, variable=problem.place.variable)) for problem in problems
    )


def beside(output: Path, roster: str) -> Path:
    """Where the table of a roster is written: beside that of the cases.

    Example:
        >>> beside(Path("field.parquet"), "partners").name
        'field.partners.parquet'
    """
    return output.with_name(f"{output.stem}.{roster}{output.suffix}")


def told_size(dataset: "Dataset", noun: str = "case") -> str:
    """`814 cases, 112 variables`; in the table of a roster there are rows."""
    from surveykit.formats.base import cases_in

    cases, variables = cases_in(dataset), len(dataset.codebook.variables)
    return f"{cases:,} {noun}{'s' if cases != 1 else ''}, {variables:,} variable{'s' if variables != 1 else ''}"
