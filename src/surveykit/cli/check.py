"""`surveykit check`: every problem of an instrument at once, with place and hint."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED

if TYPE_CHECKING:
    from surveykit.instrument.file import Inspection
    from surveykit.problems import Problem


@click.command("check", short_help="Check an instrument.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json is for scripts.")
def command(files: tuple[Path, ...], form: str) -> int:
    """Check instruments: shape, names, code lists, expressions, order and translations.

    Problems go to standard output, one a line with its place, so that an editor can jump to it. Exit code 0: clean;
    1: warnings only; 2: errors, the instrument cannot be used.
    """
    from surveykit.instrument.file import inspect

    inspections = [inspect(file) for file in files]
    problems = [problem for inspection in inspections for problem in inspection.problems]
    if form == "json":
        click.echo(_json(problems))
    else:
        for problem in problems:
            click.echo(str(problem))
        for file, inspection in zip(files, inspections, strict=True):
            click.echo(f"{file}: {_verdict(inspection)}", err=True)
    if any(problem.severity == "error" for problem in problems):
        return REFUSED
    return FINDINGS if problems else CLEAN


def _verdict(inspection: "Inspection") -> str:
    from surveykit.reports.plural import Counted

    errors = sum(problem.severity == "error" for problem in inspection.problems)
    warnings = len(inspection.problems) - errors
    counted = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    if inspection.instrument is None:
        return f"{', '.join(counted)}; routing, codes and texts are looked at when the shape is right"
    instrument = inspection.instrument
    numbers = Counted(len({question.number for question in instrument.questions.values() if question.number}))
    items = Counted(sum(question.type != "note" for question in instrument.questions.values()))
    questions = f"{numbers} {numbers:question|questions}, " if numbers else ""
    shape = f"{questions}{items} {items:item|items}, languages {', '.join(instrument.languages)}"
    return f"{', '.join(counted) or 'sound'} ({shape}, fingerprint {instrument.fingerprint})"


def _json(problems: list["Problem"]) -> str:
    import json

    return json.dumps(
        [
            {
                "rule": problem.rule.code,
                "severity": problem.severity,
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "what": problem.what,
                "hint": problem.hint,
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=1,
    )
