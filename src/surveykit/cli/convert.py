"""`surveykit convert`: instruments to and from the forms of other systems, coding frames to and from REFI-QDA."""

from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.problems import Problem

_OURS = (".yaml", ".yml")
_CODEBOOK = ".qdc"
_OF_CODES = (_CODEBOOK, ".qdpx")


@click.command("convert", short_help="Read and write the forms of other systems.")
@click.argument("input_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--from", "source", default="", metavar="NAME", help="The system IN comes from, such as xlsform.")
@click.option("--to", "target", default="", metavar="NAME", help="The system OUT is for.")
def command(input_: Path, output: Path, source: str, target: str) -> int:
    """Convert IN, an instrument (.yaml) or the form of another system, into OUT, the other of the two.

    The codes of a REFI-QDA codebook (.qdc) or project (.qdpx) become a coding frame (.yaml), and a frame a .qdc.

    What OUT cannot hold is told on standard error, with the cell or line it stood at, and kept under `notes` where
    OUT is an instrument. `-` as OUT is standard output. Exit code 1 where something needs to be looked at.
    """
    from surveykit import exchange

    if output.exists() and input_.exists() and output.samefile(input_):
        raise click.UsageError("OUT is IN; write to another file")
    if not source and not target and (input_.suffix.lower() in _OF_CODES or output.suffix.lower() == _CODEBOOK):
        return _codes(input_, output)
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


def _codes(input_: Path, output: Path) -> int:
    """A coding frame out of a codebook or project of REFI-QDA, or a codebook out of a frame."""
    from surveykit.cli.coded import read_codings
    from surveykit.codebook.frames.file import load
    from surveykit.exchange.refi.codebook import frame_text, read_codebook, write_codebook
    from surveykit.problems import shortened

    suffix = input_.suffix.lower()
    problems: tuple[Problem, ...] = ()
    if suffix == _CODEBOOK:
        frame, problems = read_codebook(input_)
    elif suffix in _OF_CODES:
        _, found, problems = read_codings(input_, None)
        if found is None:
            raise click.UsageError(f"{input_} has no codes")
        frame = found
    else:
        frame = load(input_)
    if output.suffix.lower() == _CODEBOOK:
        problems = (*problems, *write_codebook(frame, output))
    else:
        _write(frame_text(frame), output)
    tell(shortened(problems))
    click.echo(f"{output}: {len(frame.codes)} codes, {len(frame.nets)} nets", err=True)
    return FINDINGS if any(problem.severity != "note" for problem in problems) else CLEAN


def _write(text: str, output: Path) -> None:
    from surveykit.whole import written_whole

    if str(output) == "-":
        click.echo(text, nl=False)
        return
    with written_whole(output) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
