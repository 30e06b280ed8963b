"""`surveykit import`: response files into one dataset with its codebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import FORMAT, PARKED, PERSONAL, PSEUDONYMS, STATUS

if TYPE_CHECKING:
    from surveykit.cli.taking import Taking
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset
    from surveykit.interview.extract import Wanted
    from surveykit.matching.mapping import Mapping as Held
    from surveykit.problems import Problem


@click.command("import", short_help="Read response files into one dataset.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--instrument", type=click.Path(path_type=Path), help="Put the files into this instrument's codes.")
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    help="Put them into the codes of this dataset or codebook (.yaml, .xml).",
)
@click.option("--propose", metavar="FILE", type=click.Path(path_type=Path), help="Write a mapping to look over there.")
@click.option("--mapping", metavar="FILE", type=click.Path(path_type=Path), help="Match columns as this file says.")
@click.option("--interactive", is_flag=True, help="Look the mapping over here, and keep it in the file of --mapping.")
@click.option(
    "-o", "--output", metavar="OUT", type=click.Path(path_type=Path), help="File to write; `-` is standard output."
)
@click.option("--preview", is_flag=True, help="Show what would be read, and write nothing.")
@FORMAT
@click.option("--roster", default="", metavar="NAME", help="The rows of this roster of a store, not its cases.")
@STATUS
@PARKED
@PERSONAL
@PSEUDONYMS
@click.option("-O", "pairs", metavar="KEY=VALUE", multiple=True, help="An option of the input's format.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: tuple[Path, ...],
    instrument: Path | None,
    codebook: Path | None,
    propose: Path | None,
    mapping: Path | None,
    interactive: bool,
    output: Path | None,
    preview: bool,
    form: str,
    roster: str,
    wanted: "Wanted",
    parked: bool,
    personal: bool,
    pseudonyms: Path | None,
    pairs: tuple[str, ...],
) -> int:
    """Read one or several INPUTs (.sav, .por, .dta, .xlsx, .xls, .ods, .csv, .tsv, .parquet, or a store .db) into OUT.

    An INPUT that describes data beside it is read with them: .xml (DDI-Codebook), .json (Data Package), .sps.

    With --instrument, columns are matched by name, or by a heading that is the label or wording of a variable; labels
    in any language become codes, a multiple-response question in one column becomes its 0/1 columns, and computed
    variables are derived. What did not fit is told on standard error. Exit code 1 where a value or a case needs to be
    looked at.

    Columns that are called otherwise are matched by a mapping: --propose writes one down with what is like what, to be
    looked over in an editor; --interactive does so here; --mapping applies it.

    Of a store, the interviews that were completed are taken; each roster is written beside OUT as a table of its own,
    linked by `case`. What is marked personal is left out.
    """
    from surveykit.cli.formatting import STANDARD_OUTPUT, chosen, format_written
    from surveykit.cli.protecting import key_of
    from surveykit.cli.streaming import can_stream, streamed
    from surveykit.cli.taking import Taking
    from surveykit.formats.files import refuse_overwriting

    if preview:
        return _preview(inputs, chosen(pairs))
    _refuse_together(inputs, instrument, codebook, propose, mapping, output, interactive=interactive)
    key, told = key_of(pseudonyms)
    target, options = _target(instrument, codebook), chosen(pairs)
    if propose is not None and target is not None:
        return _propose(inputs[0], Taking(wanted, parked, personal, key, roster), target, options, propose)
    output = output or STANDARD_OUTPUT
    refuse_overwriting(output, (*inputs, *(path for path in (instrument, codebook, pseudonyms, mapping) if path)))
    format_written(output, form)
    linked = len(inputs) == 1 and target is None and not roster and output != STANDARD_OUTPUT
    if linked and pseudonyms is None and can_stream(inputs[0], output, options):
        return streamed(inputs[0], output, options)
    tell(told)
    taking = Taking(wanted, parked, personal, key, roster, linked)
    into = Into(target, mapping, interactive)
    return _stacked([_read(path, taking, into, options) for path in inputs], roster, output, form)


def _stacked(read: "list[tuple[dict[str, Dataset], tuple[Problem, ...]]]", roster: str, output: Path, form: str) -> int:
    """Write what was read of all inputs under one another, and the rosters of a store beside it."""
    from surveykit.cli.formatting import beside, told_size, write
    from surveykit.dataset.combine import stack

    dataset, found = stack([tables.pop(roster) for tables, _ in read])
    found = (*found, *_repeated(dataset))
    tell(found)
    tell(write(dataset, output, form))
    click.echo(f"{output}: {told_size(dataset)} from {len(read)} file{'s' if len(read) != 1 else ''}", err=True)
    for name, rows in read[0][0].items():
        tell(write(rows, beside(output, name)))
        click.echo(f"{beside(output, name)}: {told_size(rows, 'row')}", err=True)
    problems = [problem for _, noticed in read for problem in noticed] + [*found]
    return FINDINGS if any(problem.severity == "error" for problem in problems) else CLEAN


@dataclass(frozen=True, slots=True)
class Into:
    """What the files are put into, and the mapping they are matched by."""

    target: "Codebook | None"
    mapping: Path | None = None
    interactive: bool = False


def _refuse_together(
    inputs: tuple[Path, ...],
    instrument: Path | None,
    codebook: Path | None,
    propose: Path | None,
    mapping: Path | None,
    output: Path | None,
    *,
    interactive: bool,
) -> None:
    """Options that contradict each other, or lack another."""
    if instrument is not None and codebook is not None:
        raise click.UsageError("give --instrument or --codebook, not both")
    matching = propose or mapping or interactive
    if matching and instrument is None and codebook is None:
        raise click.UsageError(
            "a mapping leads to an instrument or a codebook: name it with --instrument or --codebook"
        )
    if interactive and mapping is None:
        raise click.UsageError("--interactive keeps what you decide in a file: name it with --mapping FILE")
    if (propose or interactive) and len(inputs) != 1:
        raise click.UsageError("a mapping is proposed for one INPUT at a time")
    if propose and (mapping or interactive or output):
        raise click.UsageError("--propose imports nothing: leave --mapping, --interactive and -o out")
    if output is None and not propose:
        raise click.UsageError("name the file to write with -o, or look first with --preview")


def _propose(path: Path, taking: "Taking", target: "Codebook", options: Mapping[str, str], output: Path) -> int:
    """Read a file and write down how it could be matched."""
    from surveykit.cli.mapped import write_proposal
    from surveykit.cli.taking import tables_of

    tables, found = tables_of(path, taking, target, options)
    tell(found)
    write_proposal(tables[taking.roster], target, path, output)
    return CLEAN


def _preview(inputs: tuple[Path, ...], options: Mapping[str, str]) -> int:
    """Show what would be read of each input."""
    from surveykit import formats
    from surveykit.cli.output import deliver
    from surveykit.formats.base import options_of
    from surveykit.formats.table.preview import page_of

    for path in inputs:
        found = formats.preview(path, options_of(formats.format_of(path), options))
        deliver(page_of(found, str(path)), None, "")
    return CLEAN


def _read(
    path: Path, taking: "Taking", into: Into, options: Mapping[str, str]
) -> "tuple[dict[str, Dataset], tuple[Problem, ...]]":
    """One input, put into the codes that are wanted; what is to be said of it is said at once."""
    from surveykit.cli.formatting import told_size
    from surveykit.cli.inputs import put_into
    from surveykit.cli.stored import shown
    from surveykit.cli.taking import given_away, tables_of

    tables, found = tables_of(path, taking, into.target, options)
    click.echo(f"{shown(path)}: {told_size(tables[taking.roster])}", err=True)
    if into.target is not None:
        held, said = _matched(tables[taking.roster], into, into.target, path)
        tables, found = _again(held, into.target, tables, found, path, taking, options)
        tables[taking.roster], misfits = put_into(tables[taking.roster], into.target, path, held)
        found = (*found, *said, *misfits)
    tables, gone = given_away(tables, path, taking)
    tell((*found, *gone))
    return tables, found


def _matched(
    dataset: "Dataset", into: Into, target: "Codebook", path: Path
) -> "tuple[Held | None, tuple[Problem, ...]]":
    """The mapping a file is read by: the one that is named, the one that is made here and now, or what is sure."""
    from surveykit.cli.mapped import of_file, without_mapping

    if into.interactive and into.mapping is not None:
        from surveykit.cli.reviewing import review

        review(dataset, target, path, into.mapping)
    return of_file(into.mapping, dataset, target) if into.mapping else without_mapping(dataset, target, path)


def _again(
    held: "Held | None",
    target: "Codebook",
    tables: "dict[str, Dataset]",
    found: "tuple[Problem, ...]",
    path: Path,
    taking: "Taking",
    options: Mapping[str, str],
) -> "tuple[dict[str, Dataset], tuple[Problem, ...]]":
    """The tables, read once more where a column turned out to hold texts that look like numbers."""
    from surveykit.cli.mapped import text_columns
    from surveykit.cli.taking import tables_of

    texts = text_columns(held, target, tables[taking.roster])
    return tables_of(path, taking, target, options, texts) if texts else (tables, found)


def _target(instrument: Path | None, codebook: Path | None) -> "Codebook | None":
    """The codebook the files are put into, if one is named."""
    if instrument is not None:
        from surveykit.instrument.file import load
        from surveykit.instrument.project import codebook_of

        return codebook_of(load(instrument))
    if codebook is not None:
        from surveykit.cli.inputs import described

        return described(codebook)
    return None


def _repeated(dataset: "Dataset") -> "tuple[Problem, ...]":
    """Ids that stand more than once."""
    from surveykit import engine as engines
    from surveykit.quality.keys import REPEATED_ID, key_problems

    if dataset.codebook.role("id") is None:
        return ()
    with engines.open(dataset) as engine:
        return tuple(problem for problem in key_problems(dataset.codebook, engine) if problem.rule == REPEATED_ID)
