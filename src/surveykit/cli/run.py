"""`surveykit run`: everything of a study that is out of date is made again."""

import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell

if TYPE_CHECKING:
    from surveykit.problems import Problem
    from surveykit.study.build import Outcome
    from surveykit.study.file import Study


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("run", short_help="Build a study.")
@click.argument("places", metavar="[STUDY...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Build nothing; exit code 1 where something is out of date.")
@click.option("--list", "listing", is_flag=True, help="Build nothing; show the steps, how each stands, what it makes.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Steps at once; as many as processors without it.")
def command(places: tuple[Path, ...], check: bool, listing: bool, jobs: int | None) -> int:
    """Build each STUDY: a study file, a folder with a surveykit.yaml, or a folder of such folders; this one without.

    A step is made again where a file it reads, its command, the program, or what it made is another than before, by
    content and not by date. Steps that wait for nothing go at the same time. A step that fails stops what needs it and
    nothing else. All is made in `build/` beside the study file.

    Exit code 0: built, and nothing was found; 1: built, and steps have findings, as of a validation or of published
    numbers that do not hold; 2: a step failed. Of --check 0: all is up to date; 1: something is not.
    """
    from surveykit.study.build import looked, opened
    from surveykit.study.file import found

    if check and listing:
        raise click.UsageError("give --check or --list, not both")
    studies = _loaded(found(places or (Path(),)))
    for study in studies:
        tell(opened(study, "").problems)
    if not (check or listing):
        return _build(studies, jobs or _cores())
    stale = 0
    for site, outcome in looked(studies):
        stale += outcome.state == "out of date"
        if listing:
            step = next(step for step in site.steps if step.name == outcome.step)
            click.echo(f"{_line(outcome)}  {' '.join(step.made)}")
        elif outcome.state == "out of date":
            click.echo(f"{outcome.study}: {outcome.step} is out of date: {outcome.why}")
    if check:
        click.echo(f"{stale or 'nothing'} out of date", err=True)
    return FINDINGS if check and stale else CLEAN


def _loaded(files: Sequence[Path]) -> "list[Study]":
    """The studies, or a refusal with the problems of all."""
    from surveykit.problems import DefinitionError, SurveykitError
    from surveykit.study.file import alike, load

    studies: list[Study] = []
    problems: list[Problem] = []
    for file in files:
        try:
            studies.append(load(file))
        except SurveykitError as refusal:
            problems += refusal.problems
    problems += alike(studies)
    if problems:
        raise DefinitionError(problems)
    return studies


def _build(studies: "list[Study]", jobs: int) -> int:
    from surveykit.cli.working import BEGIN
    from surveykit.study.build import build, worst

    watched = sys.stderr.isatty()

    def told(outcome: "Outcome") -> None:
        said = outcome.state in {"made", "failed"} and (watched or outcome.code or _warned(outcome))
        if watched or said or outcome.state == "skipped":
            click.echo(_line(outcome), err=True)
        if said:
            for line in outcome.said.splitlines():
                click.echo(f"    {line}", err=True)

    outcomes = build(studies, BEGIN, told, jobs)
    for study in studies:
        click.echo(f"{study.name}: {_summary([each for each in outcomes if each.study == study.name])}", err=True)
    return worst(outcomes)


def _line(outcome: "Outcome") -> str:
    """A step in one line: what, how it stands, how long it took or why."""
    match outcome.state:
        case "made":
            state = f"made, {outcome.seconds:.1f} s"
        case "skipped":
            state = f"skipped: needs {outcome.why}"
        case "out of date":
            state = f"out of date: {outcome.why}"
        case _:
            state = outcome.state
    found = "; it has findings" if outcome.code == FINDINGS else ""
    return f"{outcome.study:<12} {outcome.step:<24} {state}{found}"


def _warned(outcome: "Outcome") -> bool:
    """Whether a step said a warning, such as of a page that cannot be made here."""
    return re.search(r"\bSK\d{3} warning: ", outcome.said) is not None


def _summary(outcomes: "Sequence[Outcome]") -> str:
    """How it ended: steps by state, those with findings and those that failed by name, whichever was done first."""
    counts = Counter(outcome.state for outcome in outcomes)
    parts = [f"{counts[state]} {state}" for state in ("made", "up to date", "failed", "skipped") if counts[state]]
    found = sorted(outcome.step for outcome in outcomes if outcome.code == FINDINGS)
    parts += [f"findings in {', '.join(found)}"] if found else []
    warned = sorted(outcome.step for outcome in outcomes if outcome.code == CLEAN and _warned(outcome))
    parts += [f"warnings in {', '.join(warned)}"] if warned else []
    failed = sorted(outcome.step for outcome in outcomes if outcome.state == "failed")
    parts += [f"failed: {', '.join(failed)}"] if failed else []
    return "; ".join(parts)
