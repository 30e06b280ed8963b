"""`surveykit validate`: what in a dataset cannot be right, case by case."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.problems import Problem
    from surveykit.quality.baseline import Baseline
    from surveykit.quality.validate import Report
    from surveykit.reports.validation.model import Validated


@click.command("validate", short_help="Check a dataset.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Check against this instrument's codebook.")
@click.option("--codebook", type=click.Path(path_type=Path), help="Check against this codebook file.")
@click.option("--rules", type=click.Path(path_type=Path), help="Rules of your own, in a file (.yaml).")
@click.option("--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Findings that are known already.")
@click.option(
    "--write-baseline",
    "kept_in",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Keep what is found now as known, in this file (.yaml, .json).",
)
@LANGUAGE
@OUTPUT
@FORMAT
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    input_: Path,
    instrument: Path | None,
    codebook: Path | None,
    rules: Path | None,
    baseline: Path | None,
    kept_in: Path | None,
    language: str,
    output: str | None,
    form: str,
) -> int:
    """Check every case of INPUT: codes, ranges, decimals, lengths, dates, ticks, required answers, routing, ids.

    The instrument's own checks are among them, where INPUT was put into the codes of an instrument. A file without an
    instrument is described by a codebook file, and rules beside those of both stand in a rules file.

    OUT is a page to filter (.html), a worksheet to fill in for `correct` (.xlsx), JUnit (.xml) or counts and cases
    (.json) for build servers, or the tables (.md, .csv, .txt). A test is passed, failed, or undetermined for want of
    an answer. Exit code 1 where anything fails that is not known.
    """
    from surveykit.formats.files import refuse_overwriting
    from surveykit.quality.baseline import load
    from surveykit.reports.validation.model import validated

    if instrument is not None and codebook is not None:
        raise click.UsageError("--instrument and --codebook both say what the variables are; name one of them")
    if kept_in is not None:
        refuse_overwriting(kept_in, [path for path in (input_, instrument, codebook, rules) if path is not None])
        if output is not None and Path(output).absolute() == kept_in.absolute():
            raise click.UsageError("-o and --write-baseline name one file; give each its own")
    known = None if baseline is None else load(baseline)
    every = known is not None or kept_in is not None or _worksheet(output, form)
    report, described_by = _tested(input_, instrument or codebook, rules, every=every)
    words, named = spoken(language, described_by), baseline.name if baseline is not None else ""
    made = validated(report, described_by, input_.name, words, known=known, baseline=named)
    _deliver(made, output, form)
    if kept_in is not None:
        _keep(made, kept_in, known)
    return FINDINGS if made.new else CLEAN


def _tested(input_: Path, described_by: Path | None, rules: Path | None, *, every: bool) -> "tuple[Report, Codebook]":
    """The report on an input, with what did not fit the codebook it was held against; and that codebook."""
    from dataclasses import replace

    from surveykit.cli.inputs import described, read
    from surveykit.cli.mapped import read_into
    from surveykit.quality.checks import CHECKS
    from surveykit.quality.rules.file import load
    from surveykit.quality.rules.names import unknown_names
    from surveykit.quality.validate import MOST_CASES, validate

    target = None if described_by is None else described(described_by)
    own = None if rules is None else load(rules)
    dataset, problems = read(input_) if target is None else read_into(input_, target)
    tell((*problems, *(() if own is None else unknown_names(own, dataset.codebook))))
    report = validate(dataset, CHECKS, own, most=None if every else MOST_CASES)
    unfit = [p for p in problems if target is not None and p.severity == "error" and not _is_tested(p, target)]
    return replace(report, others=(*report.others, *unfit)), dataset.codebook


def _is_tested(problem: "Problem", codebook: "Codebook") -> bool:
    """Whether what did not fit is among the tests anyway: codes, and days that are none."""
    from surveykit.dataset.translate import NOT_A_CODE, NOT_A_DATE

    name = problem.place.variable or ""
    dated = name in codebook and codebook[name].type == "date"
    return problem.rule is NOT_A_CODE or (problem.rule is NOT_A_DATE and dated)


def _worksheet(output: str | None, form: str) -> bool:
    """Whether a worksheet is wanted, which has a row for every finding."""
    return (form or Path(output or "").suffix).lower().lstrip(".") == "xlsx"


def _deliver(made: "Validated", output: str | None, form: str) -> None:
    """In short in the terminal; or whole, where the options -o and --format say, and its summary in the terminal."""
    from functools import partial

    from surveykit.cli.output import deliver, send
    from surveykit.render.validation import SUFFIXES, reported
    from surveykit.reports.validation.brief import brief
    from surveykit.reports.validation.model import summary

    if output is None and not form:
        deliver(brief(made), output)
        return
    send(partial(reported, made), SUFFIXES, output, form)
    click.echo(f"{made.title}: {summary(made)}", err=True)


def _keep(made: "Validated", path: Path, before: "Baseline | None") -> None:
    """Write what is found as known, with the reasons that were given before."""
    from surveykit.quality.baseline import Baseline, kept, write

    now = kept(made.groups, before or Baseline())
    write(now, path)
    click.echo(f"{path}: {len(now.findings)} known finding{'s' if len(now.findings) != 1 else ''}", err=True)
