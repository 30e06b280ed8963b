"""What import and export share: options written as key=value, and the size of a dataset in words."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset


def chosen(pairs: tuple[str, ...]) -> dict[str, str]:
    """The options of a format as written on the command line.

    Raises:
        UsageError: one has no `=`.
    """
    for pair in pairs:
        if "=" not in pair:
            raise click.UsageError(f"-O {pair}: an option is written key=value")
    return {key.strip(): value for key, _, value in (pair.partition("=") for pair in pairs)}


def told_size(dataset: "Dataset") -> str:
    """`814 cases, 112 variables`."""
    from surveykit.formats.base import cases_in

    cases, variables = cases_in(dataset), len(dataset.codebook.variables)
    return f"{cases:,} case{'s' if cases != 1 else ''}, {variables:,} variable{'s' if variables != 1 else ''}"
