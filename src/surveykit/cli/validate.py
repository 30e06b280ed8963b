"""`surveykit validate`: what in a dataset cannot be right, case by case."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken


@click.command("validate", short_help="Check a dataset.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Check against this instrument's codebook.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(input_: Path, instrument: Path | None, language: str, output: str | None, form: str) -> int:
    """Check every case of INPUT: codes, ranges, routing, the instrument's checks, ids.

    A test is passed, failed, or undetermined for want of an answer. Exit code 1 where anything fails.
    """
    from surveykit.cli.inputs import dataset_of
    from surveykit.cli.output import deliver
    from surveykit.quality.checks import CHECKS
    from surveykit.quality.validate import validate
    from surveykit.reports.validation import summary, validation

    dataset = dataset_of(input_)
    if instrument is not None:
        from surveykit.cli.boundary import tell
        from surveykit.dataset.combine import conform
        from surveykit.instrument.file import load
        from surveykit.instrument.project import codebook_of

        dataset, problems = conform(dataset, codebook_of(load(instrument)))
        tell(problems)
    words = spoken(language, dataset.codebook)
    report = validate(dataset, CHECKS)
    deliver(validation(report, dataset.codebook, input_.name, words), output, form)
    if output is not None:
        click.echo(f"{input_.name}: {summary(report)}", err=True)
    return CLEAN if report.clean else FINDINGS
