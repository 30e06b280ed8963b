"""The page of a comparison: for each pair of groups a table of ranks and one of means, as papers print them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.reports.base import base_of, reasons_of
from surveykit.reports.captions import caption, title_of, value_label
from surveykit.reports.compare.words import word
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.table import Cell, Column, Marked, Row, Table
from surveykit.stats.compare.comparison import Compared, Comparison, Designed, PairedTest, Side
from surveykit.stats.compare.tested import Tested

SHOWN = ("ranks", "means")
"""What may be shown of a pair of groups."""
_STARS = ((0.01, "***"), (0.05, "**"), (0.1, "*"))


def comparison(
    results: Sequence[Comparison],
    codebook: Codebook,
    language: str = "en",
    *,
    show: Sequence[str] = SHOWN,
    decimals: int | None = None,
    where: str = "",
) -> Document:
    """Comparisons of the same cases, one a grouping, as a document; means have two decimals unless told."""
    pages = [Page(result, codebook, language, 2 if decimals is None else decimals) for result in results]
    blocks: list[Block] = [Paragraph(" ".join(base_of(results[0].cases, where, language)), "note")]
    for page in pages:
        blocks += page.blocks(show)
    notes = dict.fromkeys(note for page in pages for note in page.notes())
    blocks += [Paragraph(note, "note") for note in notes]
    title = codebook.title.into(language) or codebook.name
    return Document(word("title", language), tuple(blocks), language, title)


def stars(p: float | None) -> str:
    """The stars of a p-value: three below 1 %, two below 5 %, one below 10 %."""
    return next((mark for limit, mark in _STARS if p is not None and p < limit), "")


@dataclass(frozen=True, slots=True)
class Page:
    """The tables of one comparison."""

    result: Comparison
    codebook: Codebook
    language: str
    decimals: int

    def blocks(self, show: Sequence[str]) -> Iterator[Block]:
        """All groups at once, then pair by pair."""
        if self.result.overall:
            yield self.overall()
        for _, same in groupby(self.result.compared, key=self.key):
            tests = tuple(same)
            yield from (self.ranks(tests) if name == "ranks" else self.means(tests) for name in show)
        for _, pair in groupby(self.result.paired, key=self.key):
            yield from self.paired(tuple(pair))
        for _, two in groupby(self.result.designed, key=self.key):
            yield self.designed(tuple(two))

    def say(self, key: str, **parts: object) -> str:
        """A heading or note."""
        return word(key, self.language, **parts)

    def group(self, value: Value | None) -> str:
        """The label of a group; of two answers of a case, that of the variable."""
        if self.result.by is None:
            return title_of(self.codebook, str(value), self.language)
        return value_label(self.codebook, self.result.by, value, None, self.language)

    def title(self, name: str) -> str:
        """The label of a variable."""
        return title_of(self.codebook, name, self.language) if name in self.codebook else name

    def pair(self, one: Compared | PairedTest | Designed) -> tuple[str, str]:
        """The labels of the two groups."""
        return self.group(one.first.value), self.group(one.second.value)

    def key(self, one: Compared | PairedTest | Designed) -> str:
        """The values of the two groups, for scripts."""
        return f"{one.first.value}:{one.second.value}"

    def both(self, one: Compared | PairedTest | Designed) -> str:
        """The labels of the two groups, as one."""
        first, second = self.pair(one)
        return self.say("and", first=first, second=second)

    def overall(self) -> Table:
        """All groups at once: their means, and Kruskal-Wallis."""
        mean, designed = caption("mean", self.language), bool(self.result.overall[0].test.df2)
        kruskal = self.say("kruskal_designed" if designed else "kruskal")
        columns = [Column("variable", caption("variable", self.language)), Column("n", "n", "count")]
        columns += [
            Column(f"mean[{value}]", self.group(value), "number", self.decimals, mean) for value in self.result.groups
        ]
        columns += [
            Column("h", "F" if designed else "H", "number", 2, kruskal),
            Column("df", caption("df", self.language), "count", None, kruskal),
        ]
        columns.append(Column("p", "p", "p", 3, kruskal))
        rows = [
            Row(
                (
                    self.title(one.name),
                    sum(side.n for side in one.sides),
                    *(side.mean for side in one.sides),
                    one.test.statistic,
                    None if one.test.df is None else int(one.test.df),
                    one.test.p,
                )
            )
            for one in self.result.overall
        ]
        title = self.say("overall", by=self.title(self.result.by or ""))
        return Table(title, tuple(columns), tuple(rows), (), "overall")

    def ranks(self, tests: Sequence[Compared]) -> Table:
        """A pair of groups by Mann-Whitney and Kolmogorov-Smirnov."""
        first, second = self.pair(tests[0])
        small, many = any(one.exact is not None for one in tests), any(one.adjusted for one in tests)
        rows = []
        for one in tests:
            ranks, distance = one.ranks, one.distance
            cells: list[Cell] = [self.title(one.name), one.first.n, one.second.n]
            p = one.adjusted.get("ranks", None if ranks is None else ranks.p)
            cells += [Marked(ranks.z, stars(p)), ranks.p] if ranks else [None, None]
            cells += [p] if many else []
            cells += [one.exact] if small else []
            cells += [ranks.greater, self.larger(ranks.greater, first, second)] if ranks else [None, ""]
            ps = (distance.exact, distance.asymptotic, distance.corrected) if distance else (None, None, None)
            cells += [distance.d if distance else None, *ps]
            rows.append(Row(tuple(cells)))
        notes = [self.say("oriented", first=first, second=second), self.say("three_p"), self.say("stars")]
        if any(one.distance and one.distance.exact is None for one in tests):
            notes.append(self.say("no_exact"))
        notes += self.untested([(one.name, one.t) for one in tests])
        title = self.say("ranks", by=self.title(self.result.by or ""), pair=self.both(tests[0]))
        columns = (*self.sizes(first, second), *self.rank_columns(many=many, small=small))
        return Table(title, columns, tuple(rows), tuple(notes), f"ranks[{self.result.by}={self.key(tests[0])}]")

    def sizes(self, first: str, second: str) -> tuple[Column, ...]:
        """The variable, and the cases of both groups."""
        n = caption("n", self.language)
        return (
            Column("variable", caption("variable", self.language)),
            Column("n_first", first, "count", None, n),
            Column("n_second", second, "count", None, n),
        )

    def rank_columns(self, *, many: bool, small: bool) -> tuple[Column, ...]:
        """The columns of the tests of ranks and of distributions."""
        u, d = self.say("mann_whitney"), self.say("kolmogorov")
        return (
            Column("z", "z", "number", 2, u),
            Column("p", "p", "p", 3, u),
            *([Column("p_adjusted", self.say("adjusted_p"), "p", 3, u)] if many else []),
            *([Column("exact", self.say("exact_p"), "p", 3, u)] if small else []),
            self.exceeds(u),
            Column("larger", self.say("larger"), "text", None, u),
            Column("d", "D", "number", 2, d),
            Column("p_exact", self.say("exact_p"), "p", 3, d),
            Column("p_asymptotic", self.say("asymptotic_p"), "p", 3, d),
            Column("p_corrected", self.say("corrected_p"), "p", 3, d),
        )

    def exceeds(self, group: str) -> Column:
        """The probability that a case of the first group exceeds one of the second."""
        heading = self.say("exceeds", first=self.say("first"), second=self.say("second"))
        return Column("greater", heading, "number", 3, group)

    def larger(self, greater: float, first: str, second: str) -> str:
        """Which of two groups is the larger."""
        return self.say("equal") if greater == 0.5 else first if greater > 0.5 else second

    def means(self, tests: Sequence[Compared]) -> Table:
        """A pair of groups by Welch's t."""
        columns = [Column("variable", caption("variable", self.language))]
        columns += [*self.side("first", tests[0].first), *self.side("second", tests[0].second), *self.t("welch")]
        many = any(one.adjusted for one in tests)
        columns += [Column("p_adjusted", self.say("adjusted_p"), "p", 3, self.say("welch"))] if many else []
        rows = []
        for one in tests:
            adjusted = (one.adjusted.get("t"),) if many else ()
            rows.append(Row((self.title(one.name), *_told(one.first), *_told(one.second), *_t(one.t), *adjusted)))
        notes = tuple(self.untested([(one.name, one.t) for one in tests]))
        title = self.say("means", by=self.title(self.result.by or ""), pair=self.both(tests[0]))
        return Table(title, tuple(columns), tuple(rows), notes, f"means[{self.result.by}={self.key(tests[0])}]")

    def side(self, key: str, side: Side) -> tuple[Column, ...]:
        """The columns of a group: cases, mean, standard deviation."""
        group = self.group(side.value)
        return (
            Column(f"n_{key}", caption("n", self.language), "count", None, group),
            Column(f"mean_{key}", caption("mean", self.language), "number", self.decimals, group),
            Column(f"sd_{key}", caption("sd", self.language), "number", self.decimals, group),
        )

    def t(self, name: str) -> tuple[Column, ...]:
        """The columns of a t test."""
        test, interval = self.say(name), self.say("interval", level=f"{100 * self.result.level:g}")
        return (
            Column("difference", self.say("difference"), "number", self.decimals),
            Column("se", self.say("se"), "number", self.decimals + 1),
            Column("low", self.say("from"), "number", self.decimals, interval),
            Column("high", self.say("to"), "number", self.decimals, interval),
            Column("t", "t", "number", 2, test),
            Column("df", caption("df", self.language), "number", 1, test),
            Column("p", "p", "p", 3, test),
        )

    def paired(self, tests: Sequence[PairedTest]) -> Iterator[Block]:
        """Two values of each case, or of each unit."""
        columns = [Column("variable", caption("variable", self.language))]
        columns += [*self.side("first", tests[0].first), *self.side("second", tests[0].second)[1:], *self.t("paired_t")]
        signed, pratt = self.say("wilcoxon"), self.say("pratt")
        columns += [Column("z", "z", "number", 2, signed), Column("p_z", "p", "p", 3, signed)]
        columns += [Column("p_exact", self.say("exact_p"), "p", 3, signed)]
        columns += [Column("z_pratt", "z", "number", 2, pratt), Column("p_pratt", "p", "p", 3, pratt)]
        rows = []
        for one in tests:
            t = _t(one.t)
            z = (one.signed.statistic, one.signed.p, one.exact, one.pratt.statistic, one.pratt.p)
            rows.append(Row((self.title(one.name), *_told(one.first), *_told(one.second)[1:], *t, *z)))
        notes = [self.say("zeros")]
        notes += [self.say("unpaired", n=one.unpaired, name=self.title(one.name)) for one in tests if one.unpaired]
        notes += self.untested([(one.name, one.t) for one in tests])
        both, units = self.both(tests[0]), self.result.units
        title = self.say("over_units", units=self.title(units), pair=both) if units else f"{self.say('paired')}: {both}"
        yield Table(title, tuple(columns), tuple(rows), tuple(notes), f"paired[{self.key(tests[0])}]")
        for one in tests:
            if one.correlations:
                yield self.together(one)

    def designed(self, tests: Sequence[Designed]) -> Table:
        """A pair of groups by tests that know the design."""
        first, second = self.pair(tests[0])
        many = any(one.adjusted for one in tests)
        rows = []
        for one in tests:
            of, greater = one.ranks.get("wilcoxon"), one.greater
            cells: list[Cell] = [self.title(one.name), one.first.n, one.second.n, one.first.mean, one.second.mean]
            cells += [*_t(one.t), *([one.adjusted.get("t")] if many else [])]
            cells += [*((of.statistic, of.p) if of else (None, None)), *([one.adjusted.get("ranks")] if many else [])]
            cells += [greater, "" if greater is None else self.larger(greater, first, second)]
            rows.append(Row(tuple(cells)))
        notes = [self.say("designed_how", first=first, second=second)]
        notes += self.untested([(one.name, one.t) for one in tests])
        title = self.say("designed", by=self.title(self.result.by or ""), pair=self.both(tests[0]))
        columns = (*self.sizes(first, second), *self.designed_columns(first, second, many=many))
        return Table(title, columns, tuple(rows), tuple(notes), f"designed[{self.result.by}={self.key(tests[0])}]")

    def designed_columns(self, first: str, second: str, *, many: bool) -> tuple[Column, ...]:
        """The columns of tests that know the design."""
        mean, t, ranks = caption("mean", self.language), self.say("designed_t"), self.say("by_ranks")
        adjusted = self.say("adjusted_p")
        return (
            Column("mean_first", first, "number", self.decimals, mean),
            Column("mean_second", second, "number", self.decimals, mean),
            *self.t("designed_t"),
            *([Column("p_adjusted", adjusted, "p", 3, t)] if many else []),
            Column("t_ranks", "t", "number", 2, ranks),
            Column("p_ranks", "p", "p", 3, ranks),
            *([Column("p_ranks_adjusted", adjusted, "p", 3, ranks)] if many else []),
            self.exceeds(ranks),
            Column("larger", self.say("larger"), "text", None, ranks),
        )

    def together(self, one: PairedTest) -> Table:
        """How the two answers go together: correlations, and McNemar's test of shares."""
        interval = self.say("interval", level=f"{100 * self.result.level:g}")
        columns = (
            Column("coefficient", self.say("coefficient")),
            Column("value", caption("statistic", self.language), "number", 3),
            Column("low", self.say("from"), "number", 3, interval),
            Column("high", self.say("to"), "number", 3, interval),
            Column("p", "p", "p", 3),
        )
        rows = [Row((self.say(name), r.estimate, r.low, r.high, r.p)) for name, r in (one.correlations or {}).items()]
        if one.mcnemar is not None:
            rows.append(Row((self.say("mcnemar"), one.mcnemar.statistic, None, None, one.mcnemar.p)))
        return Table(self.say("together"), columns, tuple(rows), (), "together")

    def untested(self, tests: Sequence[tuple[str, Tested]]) -> Iterator[str]:
        """Which variables have no test, and why."""
        for why in ("constant", "few"):
            names = [self.title(name) for name, test in tests if test.why == why]
            if names:
                yield self.say(why, names="; ".join(names))
        infinite = [self.title(name) for name, test in tests if test.why == "infinite"]
        if infinite:
            yield caption("infinite", self.language, names="; ".join(infinite))

    def notes(self) -> Iterator[str]:
        """What took no part: cases of no group, missing values by reason."""
        if self.result.by and self.result.ungrouped:
            n, reasons = sum(lack.n for lack in self.result.ungrouped), reasons_of(self.result.ungrouped, self.language)
            yield caption("ungrouped", self.language, n=n, by=self.title(self.result.by), reasons=reasons)
        for name, missing in (self.result.missing or {}).items():
            if missing:
                n, reasons = sum(lack.n for lack in missing), reasons_of(missing, self.language)
                yield self.say("lacking", name=self.title(name), n=n, reasons=reasons)
        if self.result.fetched:
            yield self.say("fetched", names="; ".join(self.title(name) for name in self.result.fetched))


def _told(side: Side) -> tuple[Cell, Cell, Cell]:
    return side.n, side.mean, side.sd


def _t(test: Tested) -> tuple[Cell, ...]:
    return test.estimate, test.se, test.low, test.high, test.statistic, test.df, test.p
