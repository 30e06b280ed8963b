"""`surveykit validate`: what in a dataset cannot be right, case by case."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken


@click.command("validate", short_help="Check a dataset.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Check against this instrument's codebook.")
@click.option("--codebook", type=click.Path(path_type=Path), help="Check against this codebook file.")
@click.option("--rules", type=click.Path(path_type=Path), help="Rules of your own, in a file (.yaml).")
@LANGUAGE
@OUTPUT
@FORMAT
def command(
    input_: Path,
    instrument: Path | None,
    codebook: Path | None,
    rules: Path | None,
    language: str,
    output: str | None,
    form: str,
) -> int:
    """Check every case of INPUT: codes, ranges, decimals, lengths, dates, ticks, required answers, routing, ids.

    The instrument's own checks are among them, where INPUT was put into the codes of an instrument. A file without an
    instrument is described by a codebook file, and rules beside those of both stand in a rules file.

    A test is passed, failed, or undetermined for want of an answer. Exit code 1 where anything fails.
    """
    from surveykit.cli.inputs import described, put_into, read
    from surveykit.cli.output import deliver
    from surveykit.quality.checks import CHECKS
    from surveykit.quality.rules.file import load
    from surveykit.quality.validate import validate
    from surveykit.reports.validation import summary, validation

    if instrument is not None and codebook is not None:
        raise click.UsageError("--instrument and --codebook both say what the variables are; name one of them")
    known = instrument or codebook
    target = None if known is None else described(known)
    own = None if rules is None else load(rules)
    dataset, problems = read(input_, target)
    if target is not None:
        dataset, misfits = put_into(dataset, target, input_)
        problems = (*problems, *misfits)
    tell(problems)
    words = spoken(language, dataset.codebook)
    report = validate(dataset, CHECKS, own)
    deliver(validation(report, dataset.codebook, input_.name, words), output, form)
    if output is not None:
        click.echo(f"{input_.name}: {summary(report)}", err=True)
    unfit = target is not None and any(problem.severity == "error" for problem in problems)
    return FINDINGS if unfit or not report.clean else CLEAN
