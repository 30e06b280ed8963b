"""A codebook as DDI-Codebook: what `surveykit codebook -o x.xml` writes, with the statistics of data where they are."""

from pathlib import Path

_SUFFIX = ".xml"


def is_ddi(output: str | None, form: str) -> bool:
    """Whether the options -o and --format ask for a DDI-Codebook."""
    return f".{form.lower().lstrip('.')}" == _SUFFIX or (output or "").lower().endswith(_SUFFIX)


def send_ddi(input_: Path, output: str | None, form: str) -> None:
    """Write the codebook of an instrument, a codebook file, a data file or a store as DDI-Codebook.

    Raises:
        FormatError: SK591, the output is the input; SK592, -o and --format disagree.
    """
    from surveykit.cli.inputs import dataset_of, described
    from surveykit.cli.output import send
    from surveykit.ddi.write import text_of
    from surveykit.stats.describe import Profile, describe

    if input_.suffix.lower() in {".yaml", ".yml", _SUFFIX}:
        text = text_of(described(input_))
    else:
        dataset = dataset_of(input_)
        whole = describe(dataset, dataset.codebook.names).groups[-1]
        text = text_of(dataset.codebook, {p.name: p for p in whole.profiles if isinstance(p, Profile)})
    send(lambda _suffix: text.encode(), [_SUFFIX], output, form)
