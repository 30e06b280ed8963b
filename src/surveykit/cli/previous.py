"""Earlier rounds: what each unit said in a data file or store, for the interviews of the round after it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import tell
from surveykit.problems import DataError, Place

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.interview.standing import Archive
    from surveykit.missing import Value


def archive_of(path: Path, instrument: "Instrument") -> "Archive":
    """What units answered by key and round; a file without a column of rounds is the round before, whichever it is.

    As in tables, nothing is known of a unit that stands twice in a round.

    Raises:
        FormatError: the file cannot be read.
        DataError: SK401, it has no column of keys; SK321, its labels say that its codes mean something else.
    """
    from surveykit.cli.inputs import put_into, read
    from surveykit.codebook.codebook import unknown_variable
    from surveykit.instrument.project import codebook_of

    rounds = instrument.rounds
    if rounds is None:
        raise click.UsageError("--previous is for instruments with `rounds`, which say what links one to the next.")
    target = codebook_of(instrument)
    dataset, problems = read(path, target, wanted="all")
    held = {name.casefold() for name in dataset.codebook.names}
    if rounds.key.casefold() not in held:
        raise DataError(unknown_variable(dataset.codebook, rounds.key).at(Place(str(path))))
    dataset, misfits = put_into(dataset, target, path)
    tell((*problems, *misfits))
    units: dict[tuple[str, str], dict[str, Value] | None] = {}
    for row in dataset.arrow().to_pylist():
        said = {name: value for name, value in row.items() if value is not None}
        if rounds.key in said:
            unit = (_text(said[rounds.key]), _text(said.get(rounds.variable, "")))
            units[unit] = None if unit in units else said
    named = rounds.variable.casefold() in held
    return lambda key, round_: units.get((_text(key), _text(round_) if named else "")) or {}


def _text(value: "Value") -> str:
    from surveykit.tui.past import as_text

    return as_text(value)
