"""What the scripts of synthetic samples share: random numbers by theme, labels that say so, files in all formats."""

from collections.abc import Callable, Iterable
from pathlib import Path
from zlib import crc32

import numpy as np

from surveykit import formats
from surveykit.dataset.dataset import Dataset

SUFFIXES = (".parquet", ".sav", ".dta", ".xlsx", ".csv")
Stream = Callable[[str], np.random.Generator]


def stream_of(seed: int) -> Stream:
    """The random numbers of a seed by theme: those of one theme do not move when another theme changes."""

    def stream(theme: str) -> np.random.Generator:
        return np.random.default_rng([seed, crc32(theme.encode())])

    return stream


def labelled(dataset: Dataset, name: str, seed: int, *notes: str) -> Dataset:
    """The dataset under a name, with a note that it is synthetic."""
    said = (f"SYNTHETIC: no real firm is in this file (seed {seed}).", *notes)
    return Dataset(dataset.codebook.model_copy(update={"name": name, "notes": said}), dataset.table)


def write_all(dataset: Dataset, folder: Path, suffixes: Iterable[str] = SUFFIXES) -> None:
    """Write a sample under its name in each format."""
    for suffix in suffixes:
        formats.write(dataset, folder / f"{dataset.codebook.name}{suffix}")
