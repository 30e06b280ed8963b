"""`surveykit new study`: a folder with a small commented study that can be built at once."""

from pathlib import Path
from shlex import quote

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.new import EXISTS, SCHEMA, first_instrument, write_schema, write_text
from surveykit.problems import Place, Problem, SourceError

STUDY_SCHEMA = "study.schema.json"
"""The name of the schema, as the first lines of a new study give it."""


@click.command("study", short_help="Begin a study.")
@click.argument("name", type=click.Path(path_type=Path))
def command(name: Path) -> int:
    """Make a folder NAME with a study that can be built: an instrument, made-up answers, tables, rules and a report.

    Its comments explain the keys. Nothing is overwritten.
    """
    from surveykit.study.first.begin import first

    if name.exists() and not (name.is_dir() and not any(name.iterdir())):
        what = "there is a folder of this name, and something in it" if name.is_dir() else "there is a file"
        raise SourceError(Problem(EXISTS, what, Place(str(name)), EXISTS.mend))
    name.mkdir(parents=True, exist_ok=True)
    for file, text in first(name.resolve().name).items():
        write_text(name / file, text)
    write_text(name / ".gitignore", "build/\n")
    write_text(name / "instrument.yaml", first_instrument(name / "instrument.yaml"))
    write_schema(name / SCHEMA)
    _write_study_schema(name / STUDY_SCHEMA)
    _answers(name)
    page = name / "build" / "report.html"
    click.echo(f"{name}: begun. Build it: surveykit run {quote(str(name))}. Then open {page}", err=True)
    return CLEAN


def _write_study_schema(path: Path) -> None:
    from surveykit.instrument.layout.schema import schema
    from surveykit.study.written import StudyFile

    write_text(path, schema(StudyFile, "surveykit study"))


def _answers(folder: Path) -> None:
    """Sixty made-up interviews."""
    from surveykit.cli.formatting import write
    from surveykit.instrument.file import load
    from surveykit.interview.simulate.sample import sample

    write(sample(load(folder / "instrument.yaml"), 60, seed=7).cases, folder / "answers.parquet")
