"""The table engines: group and sum, wherever the table of a dataset lies. This is the table of them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from surveykit.dataset.elsewhere import Elsewhere
from surveykit.engine.reach import NOT_INSTALLED
from surveykit.problems import DataError, Place, Problem

if TYPE_CHECKING:
    from surveykit.dataset.dataset import Dataset
    from surveykit.engine.base import Engine

ENGINES: Final[Mapping[str, str]] = {
    "duckdb": "surveykit.engine.duckdb",
    "postgresql": "surveykit.engine.postgres",
    "spark": "surveykit.engine.spark",
}


def open(dataset: "Dataset", columns: Sequence[str] = ()) -> "Engine":  # noqa: A001 - read as `engine.open(dataset)`
    """Open a dataset for questions, by the engine of the place where its table lies.

    Args:
        dataset: what is asked.
        columns: those that will be asked about, where it is not all.

    Raises:
        DataError: SK404, the file is damaged; of a table elsewhere SK402 and SK971 to SK976.
    """
    place = dataset.table if isinstance(dataset.table, Elsewhere) else None
    try:
        opened: Engine = import_module(ENGINES[place.engine if place else "duckdb"]).open(dataset, columns)
    except ImportError as lacking:
        if place is None or (lacking.name or "").startswith("surveykit"):
            raise
        raise DataError(Problem(NOT_INSTALLED, str(lacking), Place(place.name), NOT_INSTALLED.mend)) from None
    return opened
