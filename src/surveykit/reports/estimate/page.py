"""The page of estimates: a table for each statistic, with what it stands on, and differences between domains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.design.design import Design
from surveykit.reports.base import base_of, reasons_of
from surveykit.reports.captions import caption, title_of, value_label
from surveykit.reports.descriptives import figures
from surveykit.reports.document import Block, Document, Paragraph
from surveykit.reports.estimate.words import interval_words, statistic_words, word
from surveykit.reports.table import Cell, Column, Kind, Row, Table
from surveykit.stats.estimate.contrast import Difference, Differences
from surveykit.stats.estimate.estimates import Estimate, Estimates

SHARES = frozenset({"prop"})
"""Statistics that are printed in percent."""
LARGE = 1000.0
"""A standard error from which on no decimals are printed."""


def estimates_page(
    found: Estimates,
    codebook: Codebook,
    language: str = "en",
    *,
    differences: Differences | None = None,
    decimals: int | None = None,
    where: str = "",
) -> Document:
    """Estimates as a document; `differences` of their domains follow where given.

    Estimates are printed with the decimals that show three figures of their standard error, unless `decimals` says
    otherwise.
    """
    page = _Page(found, codebook, language, decimals)
    blocks: list[Block] = [Paragraph(" ".join([*base_of(found.cases, where, language), *page.drawn()]), "note")]
    blocks += page.tables()
    if differences is not None:
        blocks += page.differences(differences)
    return Document(word("title", language), tuple(blocks), language, codebook.title.into(language) or codebook.name)


@dataclass(frozen=True, slots=True)
class _Page:
    found: Estimates
    codebook: Codebook
    language: str
    decimals: int | None

    def say(self, key: str, **parts: object) -> str:
        return word(key, self.language, **parts)

    @property
    def designed(self) -> bool:
        """Whether cases were drawn otherwise than at random, each counting once."""
        return self.found.design != Design()

    def drawn(self) -> Iterator[str]:
        """Sentences on how cases were drawn, and how intervals are made."""
        design, drawn = self.found.design, self.found.drawn
        if design.replicates is not None:
            yield self.say("replicates", n=drawn.replicates, method=design.replicates.method)
        elif not design.stages:
            yield self.say("drawn_cases")
        else:
            key = "drawn" if design.stages[0].cluster else "drawn_strata"
            yield self.say(key, clusters=drawn.clusters, strata=drawn.strata)
        normal = self.found.degrees == "normal"
        df = sorted({int(one.df) for one in self.found.estimates}) if not normal else []
        ways = "of_replicates" if design.replicates is not None and not normal else self.found.degrees
        yield self.say(ways, df="–".join(map(str, dict.fromkeys((*df[:1], *df[-1:])))))
        if self.found.ungrouped:
            lost, reasons = (
                sum(lack.n for lack in self.found.ungrouped),
                reasons_of(self.found.ungrouped, self.language),
            )
            by = ", ".join(title_of(self.codebook, name, self.language) for name in self.found.by)
            yield caption("ungrouped", self.language, n=lost, by=by, reasons=reasons)

    def title(self, variable: str, statistic: str = "") -> str:
        """The label of a variable, or of several; of a ratio one is divided by the other."""
        names = variable.split("/") if variable not in self.codebook else [variable]
        labels = [title_of(self.codebook, name, self.language) for name in names]
        if statistic != "ratio" or len(labels) == 1:
            return ", ".join(labels)
        return self.say("over", first=labels[0], second=labels[1])

    def category(self, one: Estimate | Difference) -> str:
        if one.category is None:
            return ""
        return value_label(self.codebook, one.variable, one.category, None, self.language)

    def domain(self, values: Sequence[object]) -> list[str]:
        return [
            value_label(self.codebook, name, value, None, self.language)  # type: ignore[arg-type]
            for name, value in zip(self.found.by, values, strict=True)
        ]

    def named(self, one: Estimate) -> str:
        return ", ".join(
            filter(None, (self.title(one.variable, one.statistic), self.category(one), *self.domain(one.domain)))
        )

    def tables(self) -> Iterator[Table]:
        """A table for each statistic; where there are domains, for each variable too."""
        parts: dict[tuple[str, str], list[Estimate]] = {}
        for one in self.found.estimates:
            parts.setdefault((one.statistic, one.variable if self.found.by else ""), []).append(one)
        for (statistic, variable), shown in parts.items():
            title = statistic_words(statistic, self.language)
            key = f"{statistic}-{variable}" if variable else statistic
            yield self.table(shown, f"{title}: {self.title(variable, statistic)}" if variable else title, key)

    def stub(self, shown: Sequence[Estimate]) -> list[Column]:
        variable = [] if self.found.by else [Column("variable", caption("variable", self.language))]
        return [*variable, *self.domains(), *self.categories(shown)]

    def categories(self, shown: Sequence[Estimate] | Sequence[Difference]) -> list[Column]:
        return [Column("category", self.say("category"))] if any(one.category is not None for one in shown) else []

    def stub_cells(self, one: Estimate, columns: Sequence[Column]) -> list[Cell]:
        variable = [] if self.found.by else [self.title(one.variable, one.statistic)]
        category = [self.category(one)] if any(column.key == "category" for column in columns) else []
        return [*variable, *self.domain(one.domain), *category]

    def domains(self) -> list[Column]:
        return [Column(name, title_of(self.codebook, name, self.language)) for name in self.found.by]

    def table(self, shown: Sequence[Estimate], title: str, key: str) -> Table:
        """Estimates of one statistic."""
        name = shown[0].statistic
        stub, weighted = self.stub(shown), bool(self.found.cases.each)
        columns = [*stub, *self.numbers(name), Column("n", caption("n", self.language), "count")]
        columns += [Column("weight", caption("weighted", self.language), "number", 1)] if weighted else []
        columns.append(Column("missing", caption("missing", self.language), "count"))
        rows = []
        for one in shown:
            scale = 100.0 if name in SHARES else 1.0
            values = [x if x is None else scale * x for x in (one.value, one.se, one.low, one.high)]
            cells = [*self.stub_cells(one, stub), *values]
            cells.append(None if one.cv is None else 100 * one.cv)
            cells += [one.deff, one.deff_replace] if self.designed else []
            cells.append(one.n)
            cells += [one.weight] if weighted else []
            cells.append(sum(lack.n for lack in one.missing))
            rows.append(Row(tuple(cells), decimals=self.rounding(values[0], values[1])))
        return Table(title, tuple(columns), tuple(rows), tuple(self.notes(shown)), key)

    def numbers(self, name: str) -> list[Column]:
        level = f"{100 * self.found.level:.10g}"
        interval = self.say("interval", level=level)
        kind: Kind = "percent" if name in SHARES else "number"
        return [
            Column("value", self.say("value"), kind),
            Column("se", self.say("se"), kind),
            Column("low", self.say("low"), kind, group=interval),
            Column("high", self.say("high"), kind, group=interval),
            Column("cv", self.say("cv"), "number", 1),
            *([Column(key, self.say(key), "number", 2) for key in ("deff", "deff_replace")] if self.designed else []),
        ]

    def rounding(self, value: float | None, se: float | None) -> tuple[tuple[str, int], ...]:
        if value is None:
            return ()
        wanted = self.decimals
        if wanted is None:
            wanted = 0 if se is not None and se >= LARGE else figures(se or value)
        return tuple((key, wanted) for key in ("value", "se", "low", "high"))

    def notes(self, shown: Sequence[Estimate]) -> Iterator[str]:
        """What is missing, what has no number and why."""
        if self.designed:
            yield self.say("deff_how")
        if shown[0].method:
            yield interval_words(shown[0].method, self.language, share=shown[0].statistic in SHARES)
        for name in dict.fromkeys(one.variable for one in shown):
            first = next(one for one in shown if one.variable == name)
            all_of = [one for one in shown if one.variable == name and one.category == first.category]
            if reasons := reasons_of([lack for one in all_of for lack in one.missing], self.language):
                yield self.say("missing", variable=self.title(name), reasons=reasons)
        lacking = {
            "no_value": [one for one in shown if one.value is None and not one.n],
            "undefined": [one for one in shown if one.value is None and one.n],
            "no_se": [one for one in shown if one.value is not None and one.se is None],
            "no_df": [one for one in shown if one.se is not None and one.df <= 0],
            "no_limits": [one for one in shown if one.se is not None and one.df > 0 and one.low is None],
            "constant": [one for one in shown if one.se == 0],
        }
        for key, ones in lacking.items():
            if ones:
                yield self.say(key, names="; ".join(dict.fromkeys(map(self.named, ones))))

    def differences(self, made: Differences) -> Iterator[Table]:
        """Domains two by two: a table for each statistic and variable."""
        parts: dict[tuple[str, str], list[Difference]] = {}
        for one in made.differences:
            parts.setdefault((one.statistic, one.variable), []).append(one)
        for (statistic, variable), shown in parts.items():
            of = f"{statistic_words(statistic, self.language)}: {self.title(variable, statistic)}"
            yield self.differing(shown, made, of)

    def differing(self, shown: Sequence[Difference], made: Differences, of: str) -> Table:
        category = self.categories(shown)
        columns = [
            *self.domains(),
            *(Column(f"less_{c.key}", c.heading, group=self.say("less")) for c in self.domains()),
        ]
        interval = self.say("interval", level=f"{100 * made.level:.10g}")
        columns += [
            *category,
            Column("value", self.say("difference"), "number"),
            Column("se", self.say("se"), "number"),
        ]
        columns += [Column(key, self.say(key), "number", group=interval) for key in ("low", "high")]
        columns += [Column("t", self.say("t"), "number", 2)]
        columns += [Column("p", caption("p", self.language), "p"), Column("adjusted", self.say("adjusted"), "p")]
        rows = []
        for one in shown:
            scale, its = 100.0 if one.statistic in SHARES else 1.0, one.contrast
            values = [x if x is None else scale * x for x in (its.value, its.se, its.low, its.high)]
            cells: list[Cell] = [*self.domain(one.domain), *self.domain(one.less)]
            cells += [*([self.category(one)] if category else []), *values, its.t, its.p, its.adjusted]
            rows.append(Row(tuple(cells), decimals=self.rounding(values[0], values[1])))
        notes = [self.say(made.adjustment)]
        notes += [self.say("no_difference")] if any(one.contrast.p is None for one in shown) else []
        key = f"differences-{shown[0].statistic}-{shown[0].variable}"
        return Table(self.say("differences", of=of), tuple(columns), tuple(rows), tuple(notes), key)
