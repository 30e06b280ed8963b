"""Means and standard deviations that whole numbers can have: the tests GRIM, GRIMMER and DEBIT."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Annotated, Literal

from pydantic import Field

from surveykit.reproduction.check import Given, Pattern
from surveykit.reproduction.expression import UnknownError
from surveykit.reproduction.finding import Finding, status_of
from surveykit.reproduction.interval import Interval, Number, exact
from surveykit.reproduction.printed import Printed
from surveykit.reproduction.recompute.grain import Divisor, Grain, binary_sd, nearest
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables

_ORDER = ("agree", "input_rounding", "truncated", "mismatch")
_WITH: dict[Divisor, str] = {"n-1": "", "n": "Squares are divided by n, not by n - 1."}


class Grim(Pattern):
    """A mean of whole numbers, and its standard deviation: whether any data can have them."""

    kind: Literal["grim"]
    mean: str = Field(description="The cell of the mean, such as `mean` of each of the `rows`.")
    n: str = Field(description="How many cases there are: a cell, or a number.")
    sd: str = Field("", description="The cell of the standard deviation, where one is printed.")
    items: int = Field(1, ge=1, description="How many whole numbers each case averages, such as the items of a scale.")
    scale: Annotated[tuple[int, ...], Field(min_length=2, max_length=2)] | None = Field(
        None, description="The least and the greatest answer, `[1, 4]`; `[0, 1]` of yes and no."
    )

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there."""
        texts = [("mean", self.mean), ("n", self.n), *([("sd", self.sd)] if self.sd else [])]
        yield from self.wrong(tables, [((key,), text, "number") for key, text in texts])

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each mean, and its standard deviation."""
        for at in self.places(given.tables):
            mean = self.found(given.tables, self.mean, at)
            printed = given.printed(mean)
            if printed is None:
                continue
            if printed.bound:
                yield self.finding(given, mean, "not_recomputable", note="Only a bound is printed.")
                continue
            try:
                n, _ = self.numbers(given, self.n, at)
            except UnknownError as unknown:
                yield self.finding(given, mean, "not_recomputable", note=str(unknown))
                continue
            if not n.single or n.low < 2 or n.low != int(n.low):
                yield self.finding(given, mean, "not_recomputable", note=f"{self.n} is no number of cases.")
                continue
            grain = Grain(int(n.low), self.items, *(self.scale or (None, None)))
            yield self._of_mean(given, mean, printed, grain)
            sd = self.found(given.tables, self.sd, at) if self.sd else None
            if sd is not None and (spread := given.printed(sd)) and not spread.bound:
                yield self._of_sd(given, sd, spread, printed, grain)

    def _of_mean(self, given: Given, cell: CellName | str, printed: Printed, grain: Grain) -> Finding:
        sums = grain.sums(printed.rounding)
        if grain.says_nothing(printed.rounding):
            inside = "" if sums else " Yet it lies outside the scale."
            note = f"Every mean with {printed.decimals} decimals can be of {grain.of} whole numbers.{inside}"
            return self.finding(given, cell, "note" if sums else "mismatch", note=note)
        if sums:
            said = f"The sum is {sums[0]}." if len(sums) == 1 else f"The sum is between {sums[0]} and {sums[-1]}."
            reach = Interval(Fraction(sums[0], grain.of), Fraction(sums[-1], grain.of))
            about = nearest(sums, printed.value * grain.of) / grain.of
            return self.finding(given, cell, "agree", about, reach=reach, note=said)
        cut = [s for s in grain.sums(printed.truncation) if printed.cut_from(Interval.of(Fraction(s, grain.of)))]
        if cut:
            return self.finding(given, cell, "truncated", cut[0] / grain.of, note=f"The sum is {cut[0]}.")
        below = int(printed.value * grain.of // 1)
        near = f"{below / grain.of:.6g} or {(below + 1) / grain.of:.6g}"
        note = f"No {grain.of} whole numbers have this mean; these are the nearest."
        return self.finding(given, cell, "mismatch", near, note=note)

    def _of_sd(self, given: Given, cell: CellName | str, printed: Printed, mean: Printed, grain: Grain) -> Finding:
        if not grain.sums(mean.rounding) and not grain.sums(mean.truncation):
            return self.finding(given, cell, "not_recomputable", note="Nothing follows from a mean that is impossible.")
        if self.scale == (0, 1) and self.items == 1:
            return self._of_binary(given, cell, printed, mean, grain)
        divisors: tuple[Divisor, ...] = ("n-1", "n")
        # of a mean that was cut off the standard deviation may be rounded, and the other way round
        for status, means, spread in (
            ("agree", mean.rounding if grain.sums(mean.rounding) else mean.truncation, printed.rounding),
            ("truncated", mean.rounding.hull(mean.truncation), printed.rounding.hull(printed.truncation)),
        ):
            for divisor in divisors:
                near = grain.sd_near(means, spread, divisor)
                if near is not None:
                    told: Literal["note", "agree", "truncated"] = "truncated" if status == "truncated" else "agree"
                    if told == "agree" and grain.says_nothing(mean.rounding):
                        told = "note"
                    note = " ".join(filter(None, (_WITH[divisor], "Data can have it; more is not known.")))
                    return self.finding(given, cell, told, note=note)
        within = "" if self.scale is None else f" from {self.scale[0]} to {self.scale[1]}"
        note = f"No {grain.n} answers{within} with this mean have this standard deviation, by n - 1 or by n."
        return self.finding(given, cell, "mismatch", note=note)

    def _of_binary(self, given: Given, cell: CellName | str, printed: Printed, mean: Printed, grain: Grain) -> Finding:
        """Of yes and no the standard deviation follows from the count."""
        made = []
        divisors: tuple[Divisor, ...] = ("n-1", "n")
        for counts, divisor in product((grain.sums(mean.rounding), grain.sums(mean.truncation)), divisors):
            if not counts:
                continue
            middle = nearest(counts, mean.value * grain.n)
            ends = (counts[0], counts[-1], min(max(grain.n // 2, counts[0]), counts[-1]))
            spreads: list[Number] = [exact(binary_sd(count, grain.n, divisor)) for count in ends]
            reach = Interval(min(spreads), max(spreads))
            about = exact(binary_sd(middle, grain.n, divisor))
            status = status_of(printed, about, reach)
            note = f"Of {grain.n} cases {middle} are yes. {_WITH[divisor]}".strip()
            made.append(self.finding(given, cell, status, float(about), reach=reach, note=note))
        return min(made, key=lambda finding: _ORDER.index(finding.status))
