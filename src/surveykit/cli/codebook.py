"""`surveykit codebook`: the dictionary of an instrument or a dataset, as a page one can read."""

from pathlib import Path

import click


@click.command("codebook", short_help="Write a codebook.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--language", default="", help="Language of labels and wording; the instrument's first by default.")
@click.option("-o", "--output", metavar="OUT", help="File to write; its suffix names the format (.html, .md, .xlsx).")
@click.option("--format", "form", default="", help="Format of standard output, where OUT is -.")
def command(input_: Path, language: str, output: str | None, form: str) -> None:
    """Write the codebook of INPUT: an instrument (.yaml), a data file, or a store of interviews (.db).

    With data, every code has its count, its share of all cases and a small bar.
    """
    from surveykit.cli.output import deliver
    from surveykit.reports.codebook import codebook_page

    if input_.suffix.lower() in (".yaml", ".yml"):
        from surveykit.instrument.file import load
        from surveykit.instrument.project import codebook_of

        codebook = codebook_of(load(input_))
        document = codebook_page(codebook, language or codebook.languages[0])
    else:
        from surveykit.cli.inputs import dataset_of
        from surveykit.engine import duckdb
        from surveykit.stats.describe import describe

        dataset = dataset_of(input_)
        with duckdb.open(dataset) as engine:
            whole = describe(engine, dataset).groups[-1]
        codebook = dataset.codebook
        profiles = {profile.name: profile for profile in whole.profiles}
        spoken = language or next(iter(codebook.languages), "en")
        document = codebook_page(codebook, spoken, profiles, whole.n)
    deliver(document, output, form)
