"""Tests over again: chi-square of printed counts, Mann-Whitney of printed shares, paired t of printed columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from surveykit.problems import Rule, listed, nearest
from surveykit.reproduction.check import UNKNOWN_CELL, Check, Given, Pattern, Which
from surveykit.reproduction.expression import UnknownError, filled
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.interval import Interval, exact
from surveykit.reproduction.recompute import retest
from surveykit.reproduction.sound import Mistake
from surveykit.reproduction.table import CellName, Tables, UnknownCellError, chosen
from surveykit.stats.associate import expected

NOT_ASKED = Rule(
    "SK925",
    "A test is not given what it needs, or has not what is asked of it",
    "It cannot be made again from other numbers than its own.",
    "{kind: test, test: distance, of: {p: table2.a.P}, printed: {d: table2.a.D}}",
    "Give it under `of` the numbers the message names, and under `printed` the statistics it has.",
)

Args = Mapping[str, Interval]
Columns = Mapping[str, Sequence[Interval]]
Name = Literal["shares", "adjusted_r2", "residual_error", "f", "distance", "growth"]


@dataclass(frozen=True, slots=True)
class _Retest:
    """A test: what it needs by name, what it gives, and how."""

    needs: tuple[str, ...]
    gives: tuple[str, ...]
    made: Callable[[Args], retest.Statistics]


def _shares(of: Args) -> retest.Statistics:
    """Of whole numbers alone.

    Raises:
        UnknownError: one of them is not, or more say yes than there are.
    """
    numbers = [of[name] for name in ("yes1", "n1", "yes2", "n2")]
    for name, number in of.items():
        if not number.single or number.low != int(number.low) or number.low < 0:
            msg = f"{name} is not a whole number of cases, or its table does not say under `counts` that it was counted"
            raise UnknownError(msg)
    yes1, n1, yes2, n2 = (int(number.low) for number in numbers)
    if yes1 > n1 or yes2 > n2 or not n1 or not n2:
        msg = f"{yes1} of {n1} and {yes2} of {n2} are no shares"
        raise UnknownError(msg)
    return retest.of_shares((yes1, n1), (yes2, n2))


RETESTS: Mapping[str, _Retest] = {
    "shares": _Retest(
        ("yes1", "n1", "yes2", "n2"),
        ("z", "p", "greater", "less", "d", "d_exact", "d_asymptotic", "d_corrected"),
        _shares,
    ),
    "adjusted_r2": _Retest(
        ("r2", "n", "df"), ("adjusted",), lambda of: retest.adjusted_r2(of["r2"], of["n"], of["df"])
    ),
    "residual_error": _Retest(
        ("sd", "r2", "n", "df"), ("rmse",), lambda of: retest.residual_error(of["sd"], of["r2"], of["n"], of["df"])
    ),
    "f": _Retest(("r2", "df1", "df2"), ("F",), lambda of: retest.f_of_r2(of["r2"], of["df1"], of["df2"])),
    "distance": _Retest(("greater",), ("d",), lambda of: retest.distance_of_shares(of["greater"])),
    "growth": _Retest(("above", "below"), ("growth",), lambda of: retest.growth_of_ratio(of["above"], of["below"])),
}
"""The tests by name."""
OF_COUNTS = ("chi2", "df", "p", "g2", "v", "smallest", "fisher", "odds_ratio", "yates")
OF_PAIRS = ("mean1", "mean2", "difference", "se1", "se2", "se", "t", "df", "p")

Statistics = Annotated[Mapping[str, str], Field(min_length=1)]


class Test(Pattern):
    """A test made again from a few printed numbers.

    `shares` compares two groups on yes or no (Mann-Whitney z and p; `greater`, the probability that the first exceeds
    the second, and `less`; Kolmogorov-Smirnov d with three p-values). `distance` is D = |1 - 2P| of such a pair.
    `adjusted_r2`, `residual_error` and `f` follow from R squared; `growth` is that of a ratio, in per cent.
    """

    __test__ = False  # it is no test of pytest
    kind: Literal["test"]
    test: Name = Field(description="Which test.")
    of: Mapping[str, str] = Field(description="What it is made from: cells, numbers or expressions, by name.")
    printed: Statistics = Field(description="The cells that are judged, by the statistic they print.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; what the test needs and is not given; statistics it has not."""
        test = RETESTS[self.test]
        for name in test.needs:
            if name not in self.of:
                what = f"'{self.test}' needs {name}"
                yield Mistake(NOT_ASKED, what, ("of",), 0, f"it is made from {listed(test.needs)}")
        for name in self.of:
            if name not in test.needs:
                hint = nearest(name, test.needs) or f"it is made from {listed(test.needs)}"
                yield Mistake(NOT_ASKED, f"'{self.test}' takes no {name}", ("of", name), 0, hint)
        yield from _not_given(self.test, self.printed, test.gives)
        texts = [*_texts("of", self.of), *_texts("printed", self.printed)]
        yield from self.wrong(tables, texts)  # type: ignore[arg-type]

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each statistic that is printed."""
        for at in self.places(given.tables):
            cells = {name: self.found(given.tables, cell, at) for name, cell in self.printed.items()}
            try:
                numbers = {name: self.numbers(given, text, at) for name, text in self.of.items()}
                test = RETESTS[self.test].made
                middle, reach = (test({name: both[i] for name, both in numbers.items()}) for i in (0, 1))
            except (UnknownError, ZeroDivisionError) as unknown:
                note = str(unknown) or "Nothing is divided by nought."
                for cell in cells.values():
                    yield self.finding(given, cell, "not_recomputable", note=note)
                continue
            yield from _judged(self, given, cells, middle, reach)


class Pairs(Pattern):
    """A paired t-test over two printed columns, such as rates of the same countries in two groups."""

    kind: Literal["pairs"]
    first: str | tuple[str, ...] = Field(
        description="The cells of the first column; `table24.{country}.a` for each word of `over: {country: all}`."
    )
    second: str | tuple[str, ...] = Field(description="The cells of the second, unit by unit as in the first.")
    scale: float = Field(1, gt=0, description="What the columns are multiplied by, such as 0.01 of per cent.")
    printed: Statistics = Field(description="The cells that are judged, by the statistic they print.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; columns that are not as long as each other."""
        yield from _not_given("pairs", self.printed, OF_PAIRS)
        wrong = list(self.wrong(tables, _texts("printed", self.printed)))  # type: ignore[arg-type]
        yield from wrong
        if wrong:
            return
        lengths = []
        for key, said in (("first", self.first), ("second", self.second)):
            try:
                lengths.append(len(self.cells(tables, said)))
            except UnknownCellError as unknown:
                yield Mistake(UNKNOWN_CELL, str(unknown), (key,), 0, unknown.hint)
        if len(lengths) == 2 and (lengths[0] != lengths[1] or lengths[0] < 2):
            what = f"the columns have {lengths[0]} and {lengths[1]} cells; two or more, and as many, are needed"
            yield Mistake(NOT_ASKED, what, ("second",), 0, NOT_ASKED.mend)

    def cells(self, tables: Tables, said: str | tuple[str, ...]) -> list[CellName | str]:
        """The cells of a column.

        Raises:
            UnknownCellError: one of them is not there.
        """
        texts = (said,) if isinstance(said, str) else said
        names: list[str] = []
        for text in texts:
            words = [(word, each) for word, each in self.together(tables).items() if f"{{{word}}}" in text]
            names += [filled(text, {word: one}) for word, each in words for one in each] if words else [text]
        return [self.found(tables, name, {}) for name in names]

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each statistic that is printed; units that are not printed in both columns are left out."""
        first, second = (self.cells(given.tables, said) for said in (self.first, self.second))
        cells = {name: self.found(given.tables, cell, {}) for name, cell in self.printed.items()}
        units = zip(first, second, strict=True)
        pairs = [(a, b) for a, b in units if _number(given, a) and _number(given, b)]
        if len(pairs) < 2:
            for cell in cells.values():
                yield self.finding(given, cell, "not_recomputable", note="Fewer than two units are printed.")
            return
        scale = Interval.of(Fraction(str(self.scale)))
        middle, reach = (
            retest.of_pairs([scale * how(a) for a, _ in pairs], [scale * how(b) for _, b in pairs])
            for how in (given.middle, given.reach)
        )
        yield from _judged(self, given, cells, middle, reach, f"{len(pairs)} units.")


class Crosstab(Check):
    """A table of printed counts: its chi-square and what goes with it, and the counts expected."""

    kind: Literal["crosstab"]
    table: str = Field(description="The table of counts.")
    rows: Which = Field("all", description="Its rows without totals: a list, `all`, or `all but total`.")
    columns: Which = Field("all", description="Its columns without totals: a list, `all`, or `all but total`.")
    printed: Mapping[str, str] = Field({}, description="The cells that are judged, by the statistic they print.")
    expected: str = Field("", description="The table that prints the expected counts, with the same rows and columns.")

    def mistakes(self, tables: Tables) -> Iterator[Mistake]:
        """Cells that are not there; statistics that a table of counts has not."""
        yield from _not_given("crosstab", self.printed, OF_COUNTS)
        if not self.printed and not self.expected:
            yield Mistake(NOT_ASKED, "nothing is judged", (), 0, "add `printed: {chi2: ...}` or `expected:`")
        for key in ("table", "expected"):
            try:
                if getattr(self, key):
                    table = tables[getattr(self, key)]
                    chosen(self.rows, tables[self.table].rows)
                    for row, column in self._places(tables):
                        tables.find(f"{table.id}.{row}.{column}")
            except UnknownCellError as unknown:
                yield Mistake(UNKNOWN_CELL, str(unknown), (key,), 0, unknown.hint)
        for name, cell in self.printed.items():
            try:
                tables.find(cell, self.table)
            except UnknownCellError as unknown:
                yield Mistake(UNKNOWN_CELL, str(unknown), ("printed", name), 0, unknown.hint)

    def _places(self, tables: Tables) -> list[tuple[str, str]]:
        table = tables[self.table]
        rows, columns = chosen(self.rows, table.rows), chosen(self.columns, table.columns)
        return [(row, column) for row in rows for column in columns]

    def judge(self, given: Given) -> Iterator[Finding]:
        """Each statistic and each expected count that is printed."""
        table = given.tables[self.table]
        rows, columns = chosen(self.rows, table.rows), chosen(self.columns, table.columns)
        cells = {name: given.tables.find(cell, self.table) for name, cell in self.printed.items()}
        printed = [[table.cells.get((row, column)) for column in columns] for row in rows]
        if any(one is None or one.bound or one.value != int(one.value) for line in printed for one in line):
            for cell in cells.values():
                yield self.finding(given, cell, "not_recomputable", note=f"{table.locus} has no count in every cell.")
            return
        counts = [[int(one.value) for one in line if one is not None] for line in printed]
        found = retest.of_counts(counts)
        low = sum(count < 5 for line in expected(counts) for count in line)
        note = f"{low} of {len(rows) * len(columns)} expected counts are below 5." if low else ""
        yield from _judged(self, given, cells, found, found, note)
        if self.expected:
            for row, line in zip(rows, expected(counts), strict=True):
                names = [CellName(self.expected, row, column) for column in columns]
                due = {str(name): Interval.of(exact(count)) for name, count in zip(names, line, strict=True)}
                yield from _judged(self, given, {str(name): name for name in names}, due, due)


def _judged(
    check: Check,
    given: Given,
    cells: Mapping[str, CellName | str],
    middle: retest.Statistics,
    reach: retest.Statistics,
    note: str = "",
) -> Iterator[Finding]:
    for name, cell in cells.items():
        if given.printed(cell) is None:
            continue
        if name in reach and name in middle:
            yield check.judged(given, cell, middle[name], reach[name], note)
        else:
            yield check.finding(given, cell, "not_recomputable", note=f"These numbers have no {name}.")


def _number(given: Given, cell: CellName | str) -> bool:
    """Whether a number is printed, and not a bound alone."""
    printed = given.printed(cell)
    return printed is not None and not printed.bound


def _texts(key: str, named: Mapping[str, str]) -> list[tuple[tuple[str, str], str, str]]:
    return [((key, name), text, "number") for name, text in named.items()]


def _not_given(test: str, printed: Mapping[str, str], gives: Sequence[str]) -> Iterator[Mistake]:
    for name in printed:
        if name not in gives:
            hint = nearest(name, gives) or f"it has {listed(gives)}"
            yield Mistake(NOT_ASKED, f"'{test}' has no {name}", ("printed", name), 0, hint)
