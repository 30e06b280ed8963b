"""Gathering: the counts, charts and waves of a dataset, and where it comes from, for its book."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.problems import DataError
from surveykit.reports.codebook.book import Counted, book_of
from surveykit.reports.codebook.model import Book
from surveykit.reports.codebook.waves import Wave
from surveykit.reports.codebook.words import word
from surveykit.stats.cases import MOST_GROUPS
from surveykit.stats.describe import Group, describe
from surveykit.stats.outline import outlines

Pairs = tuple[tuple[str, str], ...]


def codebook_book(content: Dataset | Codebook, language: str = "", provenance: Pairs = ()) -> Book:
    """The book of a dataset with its counts, or of a codebook alone.

    Args:
        content: what it is of.
        language: that of labels and headings; the codebook's first where left out.
        provenance: where the data come from; see `provenance_of`.
    """
    codebook = content.codebook if isinstance(content, Dataset) else content
    spoken = language or next(iter(codebook.languages), "en")
    counted = counted_of(content, spoken) if isinstance(content, Dataset) else None
    return book_of(codebook, spoken, counted, provenance=provenance)


def counted_of(dataset: Dataset, language: str = "en") -> Counted:
    """What the data say of every variable; wave by wave too where a variable has that role."""
    variable = dataset.codebook.role("wave")
    groups: Sequence[Group] = ()
    if variable is not None:
        try:
            described = describe(dataset, by=variable.name)
        except DataError:  # more rounds than stand beside one another
            pass
        else:
            groups = described.groups
            if not described.ungrouped and len(groups) <= MOST_GROUPS:
                return _counted(dataset, groups[-1], groups[:-1], language)
    return _counted(dataset, describe(dataset).groups[-1], groups[:-1], language)


def _counted(dataset: Dataset, whole: Group, groups: Sequence[Group], language: str) -> Counted:
    name = variable.name if (variable := dataset.codebook.role("wave")) is not None else ""
    waves = tuple(
        Wave(
            dataset.codebook.label_of(dataset.codebook[name], group.value, language),
            group.n,
            {p.name: p for p in group.profiles},
        )
        for group in groups
        if group.value is not None
    )
    return Counted(whole.n, {p.name: p for p in whole.profiles}, outlines(dataset, whole.profiles), waves)


def provenance_of(path: Path, codebook: Codebook, language: str) -> Pairs:
    """Where data come from: the file and its fingerprint, and the instrument they were asked with.

    No date: that of a file changes when it is copied or built again, and the same file gives the same book.
    """
    pairs = [(word("file", language), path.name)]
    if path.is_file():
        with path.open("rb") as file:
            digest = sha256()
            while block := file.read(1 << 20):
                digest.update(block)
        pairs.append((word("fingerprint", language), digest.hexdigest()))
    if codebook.fingerprint:
        pairs.append((word("instrument", language), f"{codebook.name} ({codebook.fingerprint})"))
    return tuple(pairs)
