"""`surveykit convert`: instruments to and from the forms of other systems."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.problems import Problem

_OURS = (".yaml", ".yml")


@click.command("convert", short_help="Read and write the forms of other systems.")
@click.argument("input_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "source", default="", metavar="NAME", help="The system IN comes from, such as xlsform.")
@click.option("--to", "target", default="", metavar="NAME", help="The system OUT is for.")
def command(input_: Path, output: Path, source: str, target: str) -> int:
    """Convert IN, an instrument (.yaml) or the form of another system, into OUT, the other of the two.

    What OUT cannot hold is told on standard error, with the cell or line it stood at, and kept under `notes` where
    OUT is an instrument. `-` as OUT is standard output. Exit code 1 where something needs to be looked at.
    """
    from surveykit import exchange

    if output.exists() and input_.exists() and output.samefile(input_):
        raise click.UsageError("OUT is IN; write to another file")
    foreign = bool(source) or input_.suffix.lower() not in _OURS
    ours = not target and output.suffix.lower() in (*_OURS, "")
    if ours and not foreign:
        raise click.UsageError("IN and OUT are both instruments of surveykit; name the form of another system")
    problems: list[Problem] = []
    text = ""
    if foreign:
        reading = exchange.read(input_, source)
        text, problems = reading.text, [*reading.problems]
        counted = ", ".join(f"{number} {word.replace('_', ' ')}" for word, number in reading.counts.items())
        click.echo(f"{input_}: {counted}", err=True)
    if ours:
        _write(text, output)
    else:
        from surveykit.instrument.file import load, loaded

        instrument = loaded(text, str(input_)) if foreign else load(input_)
        problems += exchange.write(instrument, output, target)
    tell(problems)
    return FINDINGS if any(problem.severity != "note" for problem in problems) else CLEAN


def _write(text: str, output: Path) -> None:
    from surveykit.whole import written_whole

    if str(output) == "-":
        click.echo(text, nl=False)
        return
    with written_whole(output) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
