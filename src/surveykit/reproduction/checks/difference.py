"""Differences of two printed numbers, with their standard errors and t."""

from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import Field

from surveykit.reproduction.check import IMPOSSIBLE, At, Given, Pattern
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.recompute.significance import error_of_difference, over_error
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import Tables

Both = tuple[Interval, Interval]
"""What follows from numbers as printed, and from all they may stand for."""


class Difference(Pattern):
    """A difference of two numbers: the difference itself, its standard error where groups are independent, its t."""

    kind: Literal["difference"]
    first: str = Field(description="The number from which the other is taken.")
    second: str = Field(description="The number that is taken from it.")
    cell: str = Field(description="The cell of the difference.")
    errors: tuple[str, ...] = Field(
        (), max_length=2, description="The standard errors of both, of groups that are independent of each other."
    )
    se: str = Field("", description="The cell of the standard error of the difference.")
    t: str = Field("", description="The cell of its t or z.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there."""
        texts = [("first", self.first), ("second", self.second), ("cell", self.cell), ("se", self.se), ("t", self.t)]
        named = [((key,), text, "number") for key, text in texts if text]
        listed = [(("errors", place), text, "number") for place, text in enumerate(self.errors)]
        if len(self.errors) == 1 or (self.t and not self.se):
            what = "one standard error is given, of two" if len(self.errors) == 1 else "a t needs `se`"
            yield Mistake(IMPOSSIBLE, what, ("errors",) if self.errors else ("t",), 0, IMPOSSIBLE.mend)
        yield from self.wrong(tables, [*named, *listed])  # type: ignore[list-item]

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each difference, its standard error and its t, where they are printed."""
        for at in self.places(given.tables):
            yield from self._told(given, self.cell, at, self._difference)
            if self.se and len(self.errors) == 2:
                yield from self._told(given, self.se, at, self._error)
            if self.se and self.t:
                yield from self._told(given, self.t, at, self._t)

    def _told(self, given: Given, cell: str, at: At, made: Callable[[Given, At], Both]) -> Iterator[Finding]:
        name = self.found(given.tables, cell, at)
        if given.printed(name) is None:
            return
        try:
            yield self.judged(given, name, *made(given, at))
        except UnknownError as unknown:
            yield self.finding(given, name, "not_recomputable", note=str(unknown))

    def _difference(self, given: Given, at: At) -> Both:
        return self.numbers(given, f"({self.first}) - ({self.second})", at)

    def _error(self, given: Given, at: At) -> Both:
        first, second = (self.numbers(given, text, at) for text in self.errors)
        return error_of_difference(first[0], second[0]), error_of_difference(first[1], second[1])

    def _t(self, given: Given, at: At) -> Both:
        value, se = self.numbers(given, self.cell, at), self.numbers(given, self.se, at)
        return over_error(value[0], se[0]), over_error(value[1], se[1])
