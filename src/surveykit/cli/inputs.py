"""Inputs: what a command is given, a data file or a store of interviews, as one dataset."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from surveykit.cli.boundary import tell
from surveykit.problems import Place, Problem, Rule, StoreError

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.instrument.instrument import Instrument

NO_INSTRUMENT = Rule(
    "SK810",
    "The store holds no interviews",
    "A store knows its instrument from the first interview on.",
    "surveykit describe new.db",
    "Enter an interview first: surveykit enter INSTRUMENT --to STORE.",
)
STORES = (".db", ".sqlite")


def dataset_of(path: Path) -> "Dataset":
    """A data file, or the interviews of a store, as a dataset; what was noticed on reading goes to standard error.

    Raises:
        FormatError: the file cannot be read.
        StoreError: the store cannot be read, or holds nothing.
    """
    if path.suffix.lower() in STORES:
        return _tabulated(path)
    from surveykit import formats

    reading = formats.read(path)
    tell(reading.problems)
    return reading.dataset


def _tabulated(path: Path) -> "Dataset":
    """The interviews of a store, by the instrument that was kept last."""
    from surveykit import store
    from surveykit.interview.interview import Interview
    from surveykit.interview.tabulate import tabulate

    if not path.exists():
        raise StoreError(Problem(NO_INSTRUMENT, "there is no such store", Place(str(path)), NO_INSTRUMENT.mend))
    with store.open(str(path)) as opened:
        instrument = instrument_in(opened.instruments(), path)
        interviews = [Interview.of(name, opened.events(name)) for name in opened.interviews()]
    return tabulate(instrument, interviews)


def instrument_in(kept: Mapping[str, str], path: Path) -> "Instrument":
    """The instrument a store kept last."""
    from surveykit.instrument.file import loaded

    texts = list(kept.values())
    if not texts:
        raise StoreError(Problem(NO_INSTRUMENT, "no instrument is kept here", Place(str(path)), NO_INSTRUMENT.mend))
    return loaded(texts[-1], str(path))
