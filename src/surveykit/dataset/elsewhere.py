"""A table that lies elsewhere, on a server or a cluster: it is asked there, and never fetched whole."""

from dataclasses import dataclass, field
from pathlib import Path

from surveykit.problems import Place, Problem, Rule, plain_address

NOT_HERE = Rule(
    "SK970",
    "The table is not on this machine",
    "What is counted and summed is asked where the table lies; this needs every case, here.",
    'surveykit describe --engine spark --where "size > previous(size)"',
    "Ask for it without what needs every case, or take a part of the table into a file and ask that.",
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The engine that is asked, where it is, and the table there: its name, or Parquet files that the engine reads.

    The address may hold a password: it is given to the engine and shown to nobody.
    """

    engine: str
    address: str = field(repr=False)
    table: str | Path

    @property
    def name(self) -> str:
        """The table as it may be shown.

        Example:
            >>> Elsewhere("postgresql", "postgresql://ola:secret@server/field", "survey.firms").name
            'survey.firms at postgresql://ola@server/field'
        """
        return str(self.table) if isinstance(self.table, Path) else f"{self.table} at {plain_address(self.address)}"

    def not_here(self) -> Problem:
        """The complaint that every case would be needed in memory."""
        what = "every case of the table would have to be fetched"
        return Problem(NOT_HERE, what, Place(self.name), NOT_HERE.mend)
