"""`surveykit draw`: the cases of a sampling frame into a store."""

from collections.abc import Mapping
from pathlib import Path

import click

from surveykit.cli.boundary import CLEAN, FINDINGS, tell
from surveykit.cli.options import BY, PASSPHRASE, pairs


@click.command("draw", short_help="Put the cases of a sampling frame into a store.")
@click.argument("frame", metavar="FRAME", type=click.Path(path_type=Path))
@click.option("--to", "target", metavar="STORE", required=True, help="Where the cases go, such as field.db.")
@click.option(
    "--instrument",
    metavar="INSTRUMENT",
    required=True,
    type=click.Path(path_type=Path),
    help="What will be asked; its register says what is known before.",
)
@click.option("--id", "id_", default="", metavar="COLUMN", help="The column of the case ids; `case` or `id` without.")
@click.option(
    "--map",
    "mapped",
    metavar="COLUMN=NAME",
    multiple=True,
    callback=pairs,
    help="A column that the register calls otherwise; may be repeated.",
)
@BY
@click.option("-O", "options", metavar="KEY=VALUE", multiple=True, help="An option of the frame's format.")
@PASSPHRASE
def command(
    frame: Path, target: str, instrument: Path, id_: str, mapped: Mapping[str, str], by: str, options: tuple[str, ...]
) -> int:
    """Put every line of FRAME (.csv .xlsx .sav .dta .parquet) into STORE as a case to be interviewed.

    Columns that the register of the instrument knows are put into its codes; the others are kept for lists and
    rates. A line that is not sound is told with its place, and then nothing is written. Drawn again, a frame adds
    the cases that are new and leaves the others as they are; exit code 1 where it says something else of them.
    """
    from surveykit import store as stores
    from surveykit.cli.formatting import chosen
    from surveykit.cli.inputs import read
    from surveykit.cli.journals import write
    from surveykit.cli.surveys import refuse_other
    from surveykit.fieldwork.frame import drawing, frame_of
    from surveykit.fieldwork.sheet import sheet_of
    from surveykit.instrument.file import load
    from surveykit.instrument.lookup import bundled
    from surveykit.interview.events import Drawn
    from surveykit.interview.interview import Interview
    from surveykit.problems import plain_address
    from surveykit.reports.plural import Counted

    loaded = load(instrument)
    dataset, problems = read(frame, pairs=chosen(options))
    tell(problems)
    found = frame_of(sheet_of(frame, dataset, id_), loaded, mapped)
    tell(found.problems)
    with stores.open(target, writing=True) as store:
        refuse_other(store, loaded, target)
        known = {case: Interview.of(case, events) for case, events in store.journals() if case in found.cases}
        draw = drawing(found, known)
        tell(draw.problems)
        store.keep(loaded.fingerprint, bundled(instrument))
        write(store, {case: Drawn(found.name, register) for case, register in draw.new.items()}, by)
    already = f", {draw.same} were there already" if draw.same else ""
    n = Counted(len(draw.new))
    click.echo(f"{plain_address(target)}: {n} {n:case|cases} drawn from {frame}{already}", err=True)
    told = (*found.problems, *draw.problems)
    return FINDINGS if any(problem.severity != "note" for problem in told) else CLEAN
