"""Stars: whether they are those of the z, t, p, chi-square or standard error that is printed with them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from surveykit.problems import Rule
from surveykit.reproduction.check import Given, Pattern, Which
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding, Status
from surveykit.reproduction.interval import Interval
from surveykit.reproduction.printed import Brackets, Printed
from surveykit.reproduction.recompute.significance import Levels, Starred, allowed, p_of_chi_square
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables

NO_LEVELS = Rule(
    "SK923",
    "Nothing says what stars or brackets mean",
    "Without levels no star can be wrong, and without a heading a number in brackets may be anything.",
    "{kind: stars, table: table3} of a table without `stars` or `brackets`",
    "Give the table, or the file, `stars: {'**': 0.05}`, and the table `brackets: z`, or the check `by: z`.",
)
_SMALL = (1000, 500, 300, *range(200, 4, -1))  # degrees of freedom a t may have; with fewer there is hardly a model


class Stars(Pattern):
    """The stars of each cell against the statistic in its brackets, or another, at the levels of its table."""

    kind: Literal["stars"]
    table: str = Field(description="The table.")
    rows: Which | None = Field("all", description="Its rows: a list, `all`, or `all but n`.")
    columns: Which | None = Field("all", description="Its columns: a list, `all`, or `all but n`.")
    cell: str = Field("{row}.{column}", description="The cell with the stars.")
    by: Brackets | Literal["chi2"] | None = Field(
        None, description="What the statistic is: z, t, p, se or chi2; what the brackets of the table are, else."
    )
    statistic: str = Field(
        "", description="The statistic, where it does not stand in the brackets of the cell nor is the cell itself."
    )
    df: str = Field(
        "",
        description="The degrees of freedom of a t, of b/se or of a chi-square; without, a t is taken as normal, and "
        "nothing is said against stars that few degrees of freedom explain.",
    )

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; a table without levels or heading."""
        texts = [("cell", self.cell), *((k, t) for k, t in (("statistic", self.statistic), ("df", self.df)) if t)]
        wrong = list(self.wrong(tables, [((key,), text, "number") for key, text in texts]))
        yield from wrong
        if wrong:
            return
        table = tables[self.table]
        if not table.stars:
            yield Mistake(NO_LEVELS, f"{table.id} has no levels of stars", ("table",), 0, NO_LEVELS.mend)
        if self.by is None and table.brackets is None:
            yield Mistake(NO_LEVELS, f"nothing says what the brackets of {table.id} are", ("table",), 0, NO_LEVELS.mend)
        if self.by == "chi2" and not self.df:
            yield Mistake(NO_LEVELS, "a chi-square needs its degrees of freedom", ("by",), 0, "add `df: 1`")

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each cell with a statistic."""
        levels = given.tables[self.table].stars
        for at in self.places(given.tables):
            cell = self.found(given.tables, self.cell, at)
            printed = given.printed(cell)
            if printed is None or isinstance(cell, str) or (self.by is None and printed.bracket is None):
                continue
            stars = replace(cell, part="stars")
            try:
                df = self.numbers(given, self.df, at)[1] if self.df else None
                rounded, cut = self._p(given, printed, at, df)
                found = self._finding(given, stars, printed.stars, levels, rounded, cut)
                few = self._few(given, printed, at, levels) if found.status == "mismatch" and df is None else 0
            except UnknownError as unknown:
                yield self.finding(given, stars, "not_recomputable", note=str(unknown))
                continue
            if few:
                note = f"With {few} degrees of freedom or a little fewer they are right; say `df` if there are more."
                yield self.finding(given, stars, "not_recomputable", found.recomputed, reach=rounded, note=note)
            else:
                yield found

    def _few(self, given: Given, printed: Printed, at: dict[str, str], levels: Levels) -> int:
        """The most degrees of freedom with which a t or b/se has the stars printed; 0 where it is none, or few have."""
        if (self.by or given.tables[self.table].brackets) not in {"t", "se"}:
            return 0
        fit = (df for df in _SMALL if printed.stars in allowed(self._p(given, printed, at, Interval.of(df))[0], levels))
        return next(fit, 0)

    def _p(self, given: Given, printed: Printed, at: dict[str, str], df: Interval | None) -> tuple[Interval, Interval]:
        """The p-values by rounding, and where decimals were cut off."""
        if self.statistic:
            reach = self.numbers(given, self.statistic, at)[1]
            return (self._p_of(given, printed.rounding, reach, df),) * 2
        own = printed.bracket or printed
        return (
            self._p_of(given, printed.rounding, own.rounding, df),
            self._p_of(given, printed.truncation, own.truncation, df),
        )

    def _p_of(self, given: Given, value: Interval, statistic: Interval, df: Interval | None) -> Interval:
        by = self.by or given.tables[self.table].brackets or "z"
        if by == "chi2":
            return p_of_chi_square(statistic, df or Interval.of(1))
        return Starred(value, statistic, "").p(by, df)

    def _finding(
        self, given: Given, cell: CellName, stars: str, levels: Levels, rounded: Interval, cut: Interval
    ) -> Finding:
        may = allowed(rounded, levels)
        status: Status = "mismatch"
        if stars in may:
            status = "agree" if len(may) == 1 else "input_rounding"
        elif stars in allowed(cut, levels):
            status = "truncated"
        said = " or ".join(each or "none" for each in may)
        low, high = (f"{float(end):.2g}" for end in (rounded.low, rounded.high))
        note = "" if status == "agree" else f"Its p is {low if low == high else f'between {low} and {high}'}."
        return self.finding(given, cell, status, said, reach=rounded, note=note)
