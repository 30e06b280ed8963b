"""Results as frames: any result that can say its rows becomes a pandas frame."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class Framed:
    """A frozen result that says its rows, one mapping from column to value each, all with the same columns."""

    __slots__ = ()

    def records(self) -> Sequence[Mapping[str, object]]:
        """The rows, unrounded; what cannot be computed is None."""
        raise NotImplementedError

    def to_pandas(self) -> "pd.DataFrame":
        """The rows as a frame."""
        import pandas as pd

        return pd.DataFrame.from_records([dict(row) for row in self.records()])
