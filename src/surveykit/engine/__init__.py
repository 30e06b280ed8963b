"""The table engines: group and sum, wherever the table of a dataset lies. This is the table of them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.engine.base import Engine

ENGINES: Final[Mapping[str, str]] = {"duckdb": "surveykit.engine.duckdb"}


def open(dataset: "Dataset", columns: Sequence[str] = ()) -> "Engine":  # noqa: A001 - read as `engine.open(dataset)`
    """Open a dataset for questions, by the engine of the place where its table lies.

    Args:
        dataset: what is asked.
        columns: those that will be asked about, where it is not all.

    Raises:
        DataError: SK404, the file is damaged.
    """
    opened: Engine = import_module(ENGINES["duckdb"]).open(dataset, columns)
    return opened
