"""`surveykit simulate`: interviews of nobody, to try a questionnaire and the tables made from it."""

from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surveykit.cli.boundary import CLEAN, tell
from surveykit.cli.options import FORMAT
from surveykit.problems import Place, Problem, Rule, StoreError

if TYPE_CHECKING:
    from surveykit.instrument.instrument import Instrument
    from surveykit.interview.simulate.coverage import Coverage
    from surveykit.interview.simulate.plant import Planted
    from surveykit.interview.simulate.sample import Sample
    from surveykit.interview.simulate.weights import Weights

NOT_MIXED = Rule(
    "SK294",
    "Simulated interviews are not put beside others",
    "Answers of nobody among those of firms would be counted as firms.",
    "surveykit simulate sis.yaml -o field.db, where field.db exists",
    "Name a new file.",
)
NAMED = 20
"""So many things that were never seen are named."""


@click.command("simulate", short_help="Make up interviews.")
@click.argument("instrument", metavar="INSTRUMENT", type=click.Path(path_type=Path))
@click.option("-n", "number", type=click.IntRange(1, 1_000_000), default=100, help="How many interviews; 100 without.")
@click.option("--seed", type=int, default=1, help="The same seed gives the same interviews; 1 without.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A data file, or a new store such as try.db.")
@FORMAT
@click.option("--weights", type=click.Path(path_type=Path), help="A YAML file that says how answers are spread.")
@click.option("--errors", type=click.FloatRange(0, 1), default=0.0, help="Write one error into this share of cases.")
@click.option("--planted", type=click.Path(path_type=Path), help="Where the errors are listed (CSV).")
@click.option("--coverage", metavar="OUT", help="Write what was covered as a page (.html .xlsx .csv .md .json).")
def command(  # noqa: PLR0913, PLR0917 - an argument an option
    instrument: Path,
    number: int,
    seed: int,
    output: Path | None,
    form: str,
    weights: Path | None,
    errors: float,
    planted: Path | None,
    coverage: str | None,
) -> int:
    """Hold interviews with respondents by chance, who obey routing and checks, and complete every one of them.

    Answers are spread evenly, or as --weights says. What the interviews came by of all questions, conditions, choices
    and checks is told on standard error. With --errors, errors are written into the finished data and listed in
    OUT.planted.csv, so that checks of data can be tested.
    """
    from surveykit.cli.inputs import is_store
    from surveykit.instrument.file import load

    loaded = load(instrument)
    spread = _weights(weights, loaded)
    into_store = output is not None and output.name != "-" and is_store(output)
    if errors and (output is None or into_store):
        raise click.UsageError("--errors go into data: give a data file with -o.")
    if planted is not None and not errors:
        raise click.UsageError("--planted lists the errors of --errors.")
    if into_store and output is not None:
        covered = _stored(instrument, loaded, output, number, seed, spread)
    else:
        from surveykit.interview.simulate.sample import sample

        made = sample(loaded, number, seed=seed, weights=spread, errors=errors)
        covered = made.coverage
        if output is not None:
            _written(made, output, form, planted)
    _told(covered, loaded, coverage)
    return CLEAN


def _weights(path: Path | None, instrument: "Instrument") -> "Weights | None":
    if path is None:
        return None
    from surveykit.interview.simulate.weights import weights_of
    from surveykit.source import read

    return weights_of(read(path), instrument)


def _written(made: "Sample", output: Path, form: str, planted: Path | None) -> None:
    """The cases, a file for each roster beside them, and the list of errors."""
    from surveykit.cli.formatting import STANDARD_OUTPUT, beside, format_written, told_size, write

    format_written(output, form)
    tell(write(made.cases, output, form))
    click.echo(f"{output}: {told_size(made.cases)}", err=True)
    for roster, rows in made.rosters.items() if output != STANDARD_OUTPUT else ():
        place = beside(output, roster)
        tell(write(rows, place))
        click.echo(f"{place}: {told_size(rows)}", err=True)
    if made.errors and (planted or output != STANDARD_OUTPUT):
        _listed(made.errors, planted or output.with_name(f"{output.stem}.planted.csv"))


def _listed(errors: "tuple[Planted, ...]", path: Path) -> None:
    from csv import writer

    from surveykit.whole import written_whole

    with written_whole(path) as partial, partial.open("w", encoding="utf-8-sig", newline="") as file:
        rows = writer(file, delimiter=";")
        rows.writerow(field.name for field in fields(errors[0]))
        rows.writerows(map(astuple, errors))
    click.echo(f"{path}: {len(errors)} errors planted", err=True)


def _stored(
    file: Path, instrument: "Instrument", output: Path, number: int, seed: int, weights: "Weights | None"
) -> "Coverage":
    """Interviews in a new store, event by event; nothing is written before all are held."""
    from surveykit import store
    from surveykit.instrument.lookup import bundled
    from surveykit.interview.plan import plan_of
    from surveykit.interview.simulate.coverage import Coverage
    from surveykit.interview.simulate.interviews import events_of, simulated

    if output.exists():
        raise StoreError(Problem(NOT_MIXED, "there is a file of this name", Place(str(output)), NOT_MIXED.mend))
    plan = plan_of(instrument)
    coverage = Coverage(plan)
    journals = {}
    for made in simulated(plan, number, seed=seed, weights=weights):
        coverage.see(made.session, made.refused)
        journals[made.session.interview.id] = made.acts
    with store.open(str(output), writing=True) as opened:
        opened.keep(instrument.fingerprint, bundled(file))
        for case, acts in journals.items():
            opened.append(case, events_of(case, acts, seed), 0)
    click.echo(f"{output}: {len(journals)} interviews", err=True)
    return coverage


def _told(coverage: "Coverage", instrument: "Instrument", output: str | None) -> None:
    from surveykit.cli.output import deliver
    from surveykit.reports.simulation import simulation, summary

    click.echo(summary(coverage), err=True)
    never = list(coverage.never())
    for what, how in never[:NAMED]:
        click.echo(f"  {what}: {how}", err=True)
    if len(never) > NAMED:
        click.echo(f"  and {len(never) - NAMED} more; --coverage OUT lists all", err=True)
    if output is not None:
        deliver(simulation(coverage, instrument.instrument), output)
