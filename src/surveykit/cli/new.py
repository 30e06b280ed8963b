"""`surveykit new`: a small commented instrument, coding frame or study to begin with, and what editors read."""

from pathlib import Path
from shlex import quote

import click

from surveykit.cli.boundary import CLEAN
from surveykit.cli.within import Holding
from surveykit.problems import Place, Problem, Rule, SourceError

EXISTS = Rule(
    "SK291",
    "A file of this name is there already",
    "A new instrument would replace the work of somebody.",
    "surveykit new farm.yaml, where farm.yaml exists",
    "Choose another name, or move the file away.",
)
SCHEMA, FRAME_SCHEMA = "instrument.schema.json", "frame.schema.json"
"""The names of the schemas, as the first lines of a new instrument and a new coding frame give them."""


@click.command(
    "new",
    cls=Holding,
    within={"study": "surveykit.cli.new_study"},
    short_help="Begin an instrument, a coding frame or a study.",
)
@click.argument("name", metavar="[NAME.yaml]", default="survey.yaml", type=click.Path(path_type=Path))
@click.option("--frame", is_flag=True, help="A coding frame instead of an instrument.")
@click.option("--schema", is_flag=True, help="Write the JSON Schema alone to NAME, replacing an older one.")
def command(name: Path, frame: bool, schema: bool) -> int:
    """Write a small instrument, or coding frame, that passes check; its comments explain the keys.

    Beside it stands its JSON Schema, from which editors complete keys and underline mistakes. Nothing is overwritten,
    but for a schema asked for with --schema.

    `surveykit new study NAME` begins a study: a folder that `surveykit run` builds.
    """
    if schema:
        write_schema(name, frame=frame)
        click.echo(f"{name}: the schema of this version", err=True)
        return CLEAN
    file = name if name.suffix else name.with_suffix(".yaml")
    if file.exists():
        raise SourceError(Problem(EXISTS, "there is a file of this name", Place(str(file)), EXISTS.mend))
    write_text(file, first_frame(file) if frame else first_instrument(file))
    if not (beside := file.with_name(FRAME_SCHEMA if frame else SCHEMA)).exists():
        write_schema(beside, frame=frame)
    click.echo(f"{file}: begun. Open it in an editor; then: surveykit check {quote(str(file))}", err=True)
    return CLEAN


def first_instrument(file: Path) -> str:
    """The text of a new instrument, called after its file."""
    return _first(file, "surveykit.instrument", "instrument")


def first_frame(file: Path) -> str:
    """The text of a new coding frame, called after its file."""
    return _first(file, "surveykit.codebook.frames", "frame")


def _first(file: Path, package: str, kind: str) -> str:
    from importlib.resources import files

    from surveykit.instrument.layout.scalars import word
    from surveykit.instrument.layout.tree import Scalar

    text = files(package).joinpath("first.yaml").read_text(encoding="utf-8")
    title, _, rest = text.partition(f"\n{kind}: NAME\n")
    title = title.replace("NAME", file.stem).replace("FILE", quote(file.name))
    return f"{title}\n{kind}: {word(Scalar(file.stem, quoted=True))}\n{rest}"


def write_schema(path: Path, *, frame: bool = False) -> None:
    """Write the JSON Schema of instruments, or of coding frames."""
    from surveykit.codebook.frames.frame import CodingFrame
    from surveykit.instrument.layout.schema import schema

    write_text(path, schema(CodingFrame, "surveykit coding frame") if frame else schema())


def write_text(path: Path, text: str) -> None:
    """Write a text whole."""
    from surveykit.whole import written_whole

    with written_whole(path) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
