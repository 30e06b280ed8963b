"""Rows: the values of an interview as one row of a roster sees them, and where its rows are kept."""

from collections.abc import Iterator, Mapping, Sequence

from surveykit.expr.rosters import ROWS


def parted(name: str) -> tuple[str, str]:
    """The name of a question, and of the row where it is asked of a row.

    Example:
        >>> parted("share.2"), parted("employees")
        (('share', '2'), ('employees', ''))
    """
    template, _, row = name.partition(".")
    return template, row


def of_row(name: str, row: str) -> str:
    """The name of a question, variable or check in a row; the row "" is the case."""
    return f"{name}.{row}" if row else name


class RowView(Mapping[str, object]):
    """The values of an interview, seen from a row: its own under their plain names, and those of the case."""

    __slots__ = ("chains", "kept", "levels", "row")

    def __init__(
        self, values: Mapping[str, object], levels: Mapping[str, str], chains: Mapping[str, Sequence[str]], row: str
    ) -> None:
        """See the values from a row.

        Args:
            values: by name, those of rows as `share.2`; the rows of a roster stand under `#partners`.
            levels: the roster of each name that belongs to one.
            chains: each roster with those it lies in, from the case down.
            row: the row, such as "2", or "2.1" in a roster of a roster; "" for the case.
        """
        self.kept, self.levels, self.chains, self.row = values, levels, chains, row

    def get(self, name: str, default: object = None) -> object:
        """The value of a name as the row sees it; under `#roster`, the rows of a roster as views."""
        if name.startswith(ROWS):
            above = self._key(self.chains[name[1:]][:-1])
            rows: Sequence[str] = self.kept.get(of_row(name, above), ())  # type: ignore[assignment]
            return tuple(RowView(self.kept, self.levels, self.chains, row) for row in rows)
        level = self.levels.get(name)
        if level is None:
            return self.kept.get(name, default)
        key = self._key(self.chains[level])
        return self.kept.get(f"{name}.{key}", default) if key else default

    def _key(self, chain: Sequence[str]) -> str:
        """The part of the row's name that counts on a level; "" where the row is not so deep."""
        parts = self.row.split(".") if self.row else []
        return ".".join(parts[: len(chain)]) if len(parts) >= len(chain) else ""

    def __getitem__(self, name: str) -> object:
        """The value of a name.

        Raises:
            KeyError: there is none.
        """
        found = self.get(name, KeyError)
        if found is KeyError:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """The names kept."""
        return iter(self.kept)

    def __len__(self) -> int:
        """How many names are kept."""
        return len(self.kept)
