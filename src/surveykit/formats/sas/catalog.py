"""Format catalogues of SAS (.sas7bcat): the value labels of a dataset stand in a file of their own, beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from surveykit.formats.files import CANNOT_READ, DAMAGED, refuse_unless
from surveykit.problems import FormatError, Place, Problem, Rule, listed

CATALOG = "a SAS format catalogue (.sas7bcat)"
NO_CATALOG = Rule(
    "SK613",
    "Value labels of a SAS file stand in a catalogue that is not here",
    "SAS keeps them in another file; without it 1 is 1, and nobody knows that it means yes.",
    "a .sas7bdat that came without its formats.sas7bcat",
    "Ask for the catalogue, put it beside the file, or name it with -O catalog=FILE.",
)
FROM_CATALOG = Rule(
    "SK614",
    "Value labels were read from a catalogue",
    "A catalogue of another study beside the file would give wrong labels.",
    "formats.sas7bcat in the folder of a .sas7bdat",
    "Name the right one with -O catalog=FILE.",
)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The value labels by the name of their format, and where they came from."""

    labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def catalog_for(path: Path, named: str, wanted: Iterable[str], encoding: str) -> Catalog:
    """The catalogue of a dataset: the one named, or one beside it with the same name or called `formats`.

    Args:
        path: of the dataset.
        named: a file, where the user names one.
        wanted: the formats the dataset names that are none of SAS's own.
        encoding: of the catalogue, where it is not as it declares.

    Raises:
        FormatError: the catalogue named cannot be read.
    """
    wanted = sorted(set(wanted))
    found = Path(named) if named else _beside(path) if wanted else None
    if found is None:
        return Catalog({}, _missing(wanted, "no catalogue stands beside the file"))
    try:
        labels = _labels(found, encoding)
    except FormatError as refusal:
        if named:
            raise
        first = refusal.problems[0]
        odd = Problem(first.rule, f"the catalogue {found.name} is left out: {first.what}", severity="warning")
        return Catalog({}, (odd, *_missing(wanted, "their catalogue cannot be read")))
    used = [name for name in wanted if name in labels]
    said: list[Problem] = []
    if used:
        what = f"value labels of the formats {listed(used)} are from {found.name}"
        said.append(Problem(FROM_CATALOG, what, severity="note"))
    said += _missing([name for name in wanted if name not in labels], f"they are not in {found.name}")
    return Catalog(labels, tuple(said))


def _beside(path: Path) -> Path | None:
    names = {f"{path.stem}.sas7bcat".casefold(): 0, "formats.sas7bcat": 1}
    files = [file for file in path.parent.iterdir() if file.name.casefold() in names and file.is_file()]
    return min(files, key=lambda file: (names[file.name.casefold()], file.name), default=None)


def _missing(names: list[str], why: str) -> tuple[Problem, ...]:
    if not names:
        return ()
    what = f"value labels of the formats {listed(names)} are not read: {why}"
    return (Problem(NO_CATALOG, what, hint="name their catalogue with -O catalog=FILE", severity="warning"),)


def _labels(path: Path, encoding: str) -> Mapping[str, Mapping[Any, str]]:
    import pyreadstat

    if not path.is_file():
        raise FormatError(
            Problem(CANNOT_READ, f"there is no catalogue '{path}'", Place(file=str(path)), CANNOT_READ.mend)
        )
    refuse_unless(path, (CATALOG,))
    try:
        _, meta = pyreadstat.read_sas7bcat(path, output_format="dict", **({"encoding": encoding} if encoding else {}))
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as failure:
        what = f"the catalogue cannot be read: {str(failure).lower()}"
        raise FormatError(Problem(DAMAGED, what, Place(file=str(path)), "ask for it again")) from None
    return {name.upper(): labels for name, labels in meta.value_labels.items()}
