"""`surveykit validate`: what in a dataset cannot be right, case by case."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken


@click.command("validate", short_help="Check a dataset.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Check against this instrument's codebook.")
@LANGUAGE
@OUTPUT
@FORMAT
def command(input_: Path, instrument: Path | None, language: str, output: str | None, form: str) -> int:
    """Check every case of INPUT: codes, ranges, decimals, lengths, dates, ticks, required answers, routing, ids.

    The instrument's own checks are among them, where INPUT was put into the codes of an instrument.

    A test is passed, failed, or undetermined for want of an answer. Exit code 1 where anything fails.
    """
    from surveykit.cli.inputs import put_into, read
    from surveykit.cli.output import deliver
    from surveykit.quality.checks import CHECKS
    from surveykit.quality.validate import validate
    from surveykit.reports.validation import summary, validation

    target = None
    if instrument is not None:
        from surveykit.instrument.file import load
        from surveykit.instrument.project import codebook_of

        target = codebook_of(load(instrument))
    dataset, problems = read(input_, target)
    if target is not None:
        dataset, misfits = put_into(dataset, target, input_)
        problems = (*problems, *misfits)
    tell(problems)
    words = spoken(language, dataset.codebook)
    report = validate(dataset, CHECKS)
    deliver(validation(report, dataset.codebook, input_.name, words), output, form)
    if output is not None:
        click.echo(f"{input_.name}: {summary(report)}", err=True)
    unfit = target is not None and any(problem.severity == "error" for problem in problems)
    return FINDINGS if unfit or not report.clean else CLEAN
