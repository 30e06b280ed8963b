"""A codebook as DDI-Codebook: what `surveykit codebook -o x.xml` writes, with the statistics of data where they are."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surveykit.codebook.codebook import Codebook
    from surveykit.dataset.dataset import Dataset

_SUFFIX = ".xml"


def is_ddi(output: str | None, form: str) -> bool:
    """Whether the options -o and --format ask for a DDI-Codebook."""
    return f".{form.lower().lstrip('.')}" == _SUFFIX or (output or "").lower().endswith(_SUFFIX)


def send_ddi(content: "Codebook | Dataset", output: str | None, form: str) -> None:
    """Write a codebook, or a dataset's with its statistics, as DDI-Codebook.

    Raises:
        FormatError: SK591, the output is the input; SK592, -o and --format disagree.
    """
    from surveykit.cli.output import send
    from surveykit.dataset.dataset import Dataset
    from surveykit.ddi.write import text_of
    from surveykit.stats.describe import Profile, describe

    if isinstance(content, Dataset):
        whole = describe(content, content.codebook.names).groups[-1]
        text = text_of(content.codebook, {p.name: p for p in whole.profiles if isinstance(p, Profile)})
    else:
        text = text_of(content)
    send(lambda _suffix: text.encode(), [_SUFFIX], output, form)
