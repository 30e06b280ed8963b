"""`surveykit check`: every problem of an instrument, codebook or coding frame at once, with place and hint."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, REFUSED

if TYPE_CHECKING:
    from surveykit.codebook.file import Inspection as CodebookInspection
    from surveykit.codebook.frame import Inspection as FrameInspection
    from surveykit.instrument.file import Inspection as InstrumentInspection
    from surveykit.problems import Problem

    Inspection = InstrumentInspection | CodebookInspection | FrameInspection


@click.command("check", short_help="Check an instrument.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json is for scripts.")
def command(files: tuple[Path, ...], form: str) -> int:
    """Check instruments, codebook files and coding frames: shape, names, codes, expressions, order and translations.

    Problems go to standard output, one a line with its place, so that an editor can jump to it. Exit code 0: clean;
    1: warnings only; 2: errors, the file cannot be used.
    """
    inspections = [_inspected(file) for file in files]
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


def _inspected(file: Path) -> "Inspection":
    from surveykit.cli.inputs import kind_of

    match kind_of(file):
        case "instrument":
            from surveykit.instrument.file import inspect

            return inspect(file)
        case "codebook":
            from surveykit.codebook.file import inspect as inspect_codebook

            return inspect_codebook(file)
        case "frame":
            from surveykit.codebook.frame import inspect as inspect_frame

            return inspect_frame(file)


def _verdict(inspection: "Inspection") -> str:
    errors = sum(problem.severity == "error" for problem in inspection.problems)
    warnings = len(inspection.problems) - errors
    counted = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    shape = _shape(inspection)
    if not shape:
        return f"{', '.join(counted)}; routing, codes and texts are looked at when the shape is right"
    return f"{', '.join(counted) or 'sound'} ({shape})"


def _shape(inspection: "Inspection") -> str:
    """How much there is of what the file describes; nothing where it could not be made."""
    from surveykit.codebook.file import Inspection as CodebookInspection
    from surveykit.codebook.frame import Inspection as FrameInspection
    from surveykit.reports.plural import Counted

    if isinstance(inspection, CodebookInspection):
        file = inspection.file
        held = Counted(len(file.variables)) if file else Counted(0)
        return f"{held} {held:variable|variables}, languages {', '.join(file.languages)}" if file else ""
    if isinstance(inspection, FrameInspection):
        frame = inspection.frame
        held = Counted(len(frame.codes)) if frame else Counted(0)
        return f"{held} {held:code|codes}, languages {', '.join(frame.languages)}" if frame else ""
    instrument = inspection.instrument
    if instrument is None:
        return ""
    numbers = Counted(len({question.number for question in instrument.questions.values() if question.number}))
    items = Counted(sum(question.type != "note" for question in instrument.questions.values()))
    questions = f"{numbers} {numbers:question|questions}, " if numbers else ""
    languages = ", ".join(instrument.languages)
    return f"{questions}{items} {items:item|items}, languages {languages}, fingerprint {instrument.fingerprint}"


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
