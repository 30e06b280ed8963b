"""`surveykit codebook`: the dictionary of an instrument or a dataset, as a page one can read."""

from pathlib import Path

import click

from surveykit.cli.options import FORMAT, LANGUAGE, OUTPUT, spoken

_CODEBOOKS = (".yaml", ".yml", ".xml")


@click.command("codebook", short_help="Write a codebook.")
@click.argument("input_", metavar="INPUT", type=click.Path(path_type=Path))
@LANGUAGE
@OUTPUT
@FORMAT
def command(input_: Path, language: str, output: str | None, form: str) -> None:
    """Write the codebook of INPUT: an instrument or codebook file (.yaml, .xml), a data file, or a store (.db).

    With data, every code has its count, its share of all cases and a small bar. OUT as .xml is a DDI-Codebook 2.5 for
    archives and other programs, which reads back as the same codebook.
    """
    from surveykit.cli.ddi import is_ddi, send_ddi
    from surveykit.cli.output import deliver
    from surveykit.reports.codebook import codebook_page

    if is_ddi(output, form):
        send_ddi(input_, output, form)
        return
    if input_.suffix.lower() in _CODEBOOKS:
        from surveykit.cli.inputs import described_whole

        known = described_whole(input_, language)
        document = codebook_page(known.codebook, known.language, linked=known.linked, symbols=known.symbols)
    else:
        from surveykit.cli.inputs import dataset_of
        from surveykit.stats.describe import describe

        dataset = dataset_of(input_)
        whole = describe(dataset).groups[-1]
        codebook = dataset.codebook
        profiles = {profile.name: profile for profile in whole.profiles}
        document = codebook_page(codebook, spoken(language, codebook), profiles, whole.n)
    deliver(document, output, form)
