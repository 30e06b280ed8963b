"""Descriptions as tables: a summary like the first table of a paper, then the frequencies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Literal

from surveykit.codebook.codebook import Codebook
from surveykit.missing import REASON_WORDS
from surveykit.reports.base import base_of, reasons_of
from surveykit.reports.captions import caption, choice_label, reason_words, title_of, value_label
from surveykit.reports.document import Block, Document, Heading, Paragraph
from surveykit.reports.picture import Picture
from surveykit.reports.table import Cell, Column, Row, Table
from surveykit.stats.describe import Description, Group, Numbers, Profile, SetProfile

Role = Literal["body", "total", "missing"]
NUMBERS = ("mean", "sd", "minimum", "maximum", "lower", "median", "upper")


def descriptives(
    description: Description,
    codebook: Codebook,
    language: str = "en",
    *,
    decimals: int | None = None,
    where: str = "",
    summary: bool = False,
    pictures: Mapping[str, Picture] | None = None,
) -> Document:
    """A description as a document; `summary` gives the summary table alone; pictures stand behind what they show.

    Means and standard deviations are printed with three significant figures and at least one decimal
    (.193, 1.65, 68.9, 223.2) unless `decimals` says otherwise; quartiles and extremes with no more than that.
    """
    page = _Page(description, codebook, language, decimals, pictures or {})
    notes = [*base_of(description.cases, where, language)]
    if description.by is not None and description.ungrouped:
        lost, reasons = sum(lack.n for lack in description.ungrouped), reasons_of(description.ungrouped, language)
        by = title_of(codebook, description.by, language)
        notes.append(caption("ungrouped", language, n=lost, by=by, reasons=reasons))
    blocks: list[Block] = [Paragraph(" ".join(notes), "note"), *page.summary(named=summary)]
    if not summary:
        blocks += [*page.texts(), *page.frequencies()]
    title = codebook.title.into(language) or codebook.name
    return Document(caption("descriptives", language), tuple(blocks), language, title)


def figures(value: float) -> int:
    """The decimals that show three significant figures, and never fewer than one decimal.

    Example:
        >>> [figures(x) for x in (0.193, 1.65, 68.9, 223.2, 0.0123, 0)]
        [3, 2, 1, 1, 4, 1]
    """
    return min(10, max(1, 2 - floor(log10(abs(value))))) if value and isfinite(value) else 1


@dataclass(frozen=True, slots=True)
class _Page:
    description: Description
    codebook: Codebook
    language: str
    decimals: int | None
    pictures: Mapping[str, Picture]

    @property
    def weighted(self) -> bool:
        return self.description.cases.weight is not None

    def say(self, key: str, **parts: object) -> str:
        return caption(key, self.language, **parts)

    def each(self) -> Iterator[tuple[Group, Profile | SetProfile]]:
        """Every profile with its group: variable by variable, the groups of one together."""
        groups = self.description.groups
        for place in range(len(groups[0].profiles)):
            for group in groups:
                yield group, group.profiles[place]

    def stub(self) -> list[Column]:
        group = [Column("group", self.say("group"))] if self.description.by is not None else []
        return [Column("variable", self.say("variable")), Column("label", self.say("label")), *group]

    def stub_cells(self, group: Group, name: str) -> list[Cell]:
        label = title_of(self.codebook, name, self.language)
        return [name, "" if label == name else label, *([self.group(group)] if self.description.by else [])]

    def group(self, group: Group) -> str:
        if group.value is None or self.description.by is None:
            return self.say("all")
        return value_label(self.codebook, self.description.by, group.value, None, self.language)

    def counts(self, key: str) -> list[Column]:
        weight = [Column("weight", self.say("weighted"), "number", 1)] if self.weighted else []
        return [Column("n", self.say(key), "count"), *weight]

    def missing_columns(self, profiles: list[Profile | SetProfile]) -> list[Column]:
        """A column for all missing and, where there are several, for each reason that occurs."""
        found = dict.fromkeys(lack.reason for profile in profiles for lack in profile.missing)
        reasons = sorted(found, key=lambda reason: list(REASON_WORDS).index(reason) if reason in REASON_WORDS else -1)
        named = [
            Column(f"missing[{reason}]", reason_words(reason, self.language), "count", group=self.say("missing"))
            for reason in reasons
        ]
        if not named:
            return [Column("missing", self.say("missing"), "count")]
        return [Column("missing", self.say("in_all"), "count", group=self.say("missing")), *named]

    def missing_cells(self, profile: Profile | SetProfile, columns: list[Column]) -> list[Cell]:
        counts: dict[str, int] = {}
        for lack in profile.missing:
            counts[f"missing[{lack.reason}]"] = counts.get(f"missing[{lack.reason}]", 0) + lack.n
        return [sum(counts.values()), *(counts.get(column.key, 0) for column in columns[1:])]

    def summary(self, *, named: bool) -> Iterator[Block]:
        """One row a number; a category without a mean has a row only where it was asked for by name."""
        shown = [
            (group, profile)
            for group, profile in self.each()
            if isinstance(profile, Profile) and self.codebook[profile.name].type == "number"
            and (named or profile.values is None or profile.numbers is not None or not profile.n)
        ]  # fmt: skip
        if not shown:
            return
        missing = self.missing_columns([profile for _, profile in shown])
        columns = [*self.stub(), *self.counts("observations")]
        columns += [Column(key, self.say(key), "number") for key in NUMBERS]
        rows = []
        for group, profile in shown:
            cells = [*self.stub_cells(group, profile.name), profile.n]
            cells += [profile.weight] if self.weighted else []
            cells += [getattr(profile.numbers, key) if profile.numbers else None for key in NUMBERS]
            cells += self.missing_cells(profile, missing)
            rows.append(Row(tuple(cells), decimals=self.rounding(profile.numbers)))
        whole = [profile for group, profile in shown if group.value is None]
        empty = [profile.name for profile in whole if not profile.n]
        names = [profile.name for profile in whole if profile.n and profile.numbers is None]
        notes = [self.say("no_valid", names=", ".join(empty))] if empty else []
        notes += [self.say("no_mean", names=", ".join(names))] if names else []
        endless = [profile.name for profile in whole if profile.numbers and profile.numbers.mean is None]
        notes += [self.say("infinite", names=", ".join(endless))] if endless else []
        notes += [self.say("weighted_how")] if self.weighted else []
        yield Table(self.say("summary"), (*columns, *missing), tuple(rows), tuple(notes), "summary")
        yield from (self.pictures[p.name] for p in whole if p.values is None and p.name in self.pictures)

    def rounding(self, numbers: Numbers | None) -> tuple[tuple[str, int], ...]:
        if numbers is None:
            return ()
        found = []
        for key in NUMBERS:
            value = getattr(numbers, key)
            if value is None:
                continue
            wanted = figures(value) if self.decimals is None else self.decimals
            if key in {"mean", "sd"} or round(value, wanted) != value:
                found.append((key, wanted))
        return tuple(found)

    def texts(self) -> Iterator[Table]:
        """Texts and dates: how many answered, how long, from when to when."""
        shown = [
            (group, profile)
            for group, profile in self.each()
            if isinstance(profile, Profile) and self.codebook[profile.name].type != "number" and profile.values is None
        ]
        if not shown:
            return
        missing = self.missing_columns([profile for _, profile in shown])
        columns = [*self.stub(), *self.counts("answered"), Column("longest", self.say("longest"), "count")]
        columns += [Column("first", self.say("first")), Column("last", self.say("last"))]
        rows = []
        for group, profile in shown:
            cells = [*self.stub_cells(group, profile.name), profile.n]
            cells += [profile.weight] if self.weighted else []
            cells += [profile.longest, *(profile.ends or (None, None)), *self.missing_cells(profile, missing)]
            rows.append(Row(tuple(cells)))
        empty = [profile.name for group, profile in shown if group.value is None and not profile.n]
        notes = (self.say("no_valid", names=", ".join(empty)),) if empty else ()
        yield Table(self.say("others"), (*columns, *missing), tuple(rows), notes, "texts")

    def frequencies(self) -> Iterator[Block]:
        last = self.description.groups[-1]
        found: list[Block] = []
        for group, profile in self.each():
            if isinstance(profile, SetProfile):
                found.append(self.choices(group, profile))
            elif profile.values is not None:
                found.append(self.codes(group, profile))
            else:
                continue
            found += [self.pictures[profile.name]] if group is last and profile.name in self.pictures else []
        yield from [Heading(self.say("frequencies"), 2, "frequencies"), *found] if found else ()

    def title(self, group: Group, name: str) -> str:
        label = title_of(self.codebook, name, self.language)
        said = name if label == name else f"{name}: {label}"
        return said if self.description.by is None else f"{said} ({self.group(group)})"

    def key(self, group: Group, name: str) -> str:
        if self.description.by is None:
            return f"frequencies[{name}]"
        return f"frequencies[{name}][{'all' if group.value is None else group.value}]"

    def percent(self, key: str) -> Column:
        return Column(key, self.say(key), "percent", 1 if self.decimals is None else self.decimals)

    def codes(self, group: Group, profile: Profile) -> Table:
        """A frequency table: valid codes, missing ones with their reasons, everything."""
        values, everyone = profile.values or (), profile.weight + sum(lack.weight for lack in profile.missing)
        columns = [Column("code", self.say("code")), Column("label", self.say("label")), *self.counts("n")]
        columns += [self.percent(key) for key in ("percent", "valid_percent", "cumulative")]
        rows, reached = [], 0.0
        for count in values:
            reached += count.weight
            label = value_label(self.codebook, profile.name, count.value, None, self.language)
            label = "" if label == str(count.value) else label
            shares = [_share(count.weight, profile.weight), _share(reached, profile.weight)]
            rows.append(self.row(str(count.value), label, (count.n, count.weight), everyone, shares))
        full = 100.0 if profile.n else None
        rows.append(self.row("", self.say("valid"), (profile.n, profile.weight), everyone, [full, None], "total"))
        if profile.missing:
            rows += self.missing_rows(profile, everyone)
            n = profile.n + sum(lack.n for lack in profile.missing)
            rows.append(self.row("", self.say("total"), (n, everyone), everyone, [None, None], "total"))
        notes = [self.say("no_valid", names=profile.name)] if not profile.n else []
        strangers = [str(count.value) for count in values if count.value in profile.undeclared]
        notes += [self.say("undeclared", values=", ".join(strangers))] if strangers else []
        key = self.key(group, profile.name)
        return Table(self.title(group, profile.name), tuple(columns), tuple(rows), tuple(notes), key)

    def missing_rows(self, profile: Profile | SetProfile, everyone: float) -> list[Row]:
        name = profile.name
        if isinstance(profile, SetProfile):
            name = next(s for s in self.codebook.sets if s.name == name).variables[0]
        rows = []
        for lack in profile.missing:
            label = value_label(self.codebook, name, lack.value, lack.reason, self.language)
            code = "" if lack.value is None else str(lack.value)
            rows.append(self.row(code, label, (lack.n, lack.weight), everyone, [None, None], "missing"))
        return rows

    def row(
        self,
        code: str,
        label: str,
        counted: tuple[int, float],
        everyone: float,
        shares: list[float | None],
        role: Role = "body",
    ) -> Row:
        n, weight = counted
        cells: list[Cell] = [code, label, n, *([weight] if self.weighted else [])]
        return Row((*cells, _share(weight, everyone), *shares), role)

    def choices(self, group: Group, profile: SetProfile) -> Table:
        """A response set: each choice as a share of all ticks and of the cases that answered."""
        response_set = next(s for s in self.codebook.sets if s.name == profile.name)
        columns = [Column("code", self.say("code")), Column("label", self.say("label")), *self.counts("n")]
        columns += [self.percent("of_responses"), self.percent("of_cases")]
        ticks = sum(count.weight for count in profile.ticked)
        rows: list[Row] = []
        for count in profile.ticked:
            label = "" if count.value is None else choice_label(self.codebook, response_set, count.value, self.language)
            rows.append(self.row_of_set(str(count.value), label, (count.n, count.weight), (ticks, profile.weight)))
        all_ticks = (sum(count.n for count in profile.ticked), ticks)
        rows.append(self.row_of_set("", self.say("total"), all_ticks, (ticks, profile.weight), "total"))
        none = (profile.none.n, profile.none.weight)
        rows.append(self.row_of_set("", self.say("none_ticked"), none, (None, profile.weight)))
        rows += [
            Row((*row.cells[: -3], None, None), row.role) for row in self.missing_rows(profile, 0.0)
        ]  # fmt: skip
        notes = (self.say("set_base", n=profile.n),)
        key = self.key(group, profile.name)
        return Table(self.title(group, profile.name), tuple(columns), tuple(rows), notes, key)

    def row_of_set(
        self, code: str, label: str, counted: tuple[int, float], bases: tuple[float | None, float], role: Role = "body"
    ) -> Row:
        n, weight = counted
        shares = [None if base is None else _share(weight, base) for base in bases]
        return Row((code, label, n, *([weight] if self.weighted else []), *shares), role)


def _share(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None
