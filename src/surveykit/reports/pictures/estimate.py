"""Estimates as pictures: bars with their intervals, and the curve of Lorenz."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption, title_of, value_label
from surveykit.reports.descriptives import figures
from surveykit.reports.estimate.words import statistic_words
from surveykit.reports.picture import Axis, Bars, Curve, Lines, Picture, Point, Series
from surveykit.reports.pictures.words import word
from surveykit.stats.estimate.estimates import Estimate, Estimates

MOST_BARS = 40
SHARES = frozenset({"prop"})
LORENZ = "lorenz"


def pictures_of(found: Estimates, codebook: Codebook, language: str = "en") -> Iterator[Picture]:
    """A picture for each statistic of each variable that has several estimates, and not too many to be told apart."""
    page = _Pictures(found, codebook, language)
    parts: dict[tuple[str, str], list[Estimate]] = {}
    for one in found.estimates:
        parts.setdefault((one.statistic, one.variable), []).append(one)
    for (statistic, variable), shown in parts.items():
        if 1 < len(shown) <= MOST_BARS and any(one.value is not None for one in shown):
            yield page.lorenz(variable, shown) if statistic == LORENZ else page.bars(statistic, variable, shown)


@dataclass(frozen=True, slots=True)
class _Pictures:
    found: Estimates
    codebook: Codebook
    language: str

    def title(self, statistic: str, variable: str) -> str:
        label = title_of(self.codebook, variable, self.language) if variable in self.codebook else variable
        return f"{statistic_words(statistic, self.language)}: {label}"

    def domain(self, one: Estimate) -> str:
        """The domain of an estimate in words."""
        named = zip(self.found.by, one.domain, strict=True)
        return ", ".join(value_label(self.codebook, name, value, None, self.language) for name, value in named)

    def category(self, one: Estimate) -> str:
        if one.category is None:
            return ""
        return value_label(self.codebook, one.variable, one.category, None, self.language)

    def bars(self, statistic: str, variable: str, shown: Sequence[Estimate]) -> Picture:
        """A bar for each domain; the shares of several categories stand beside each other in each."""
        scale = 100.0 if statistic in SHARES else 1.0
        coded = any(one.category is not None for one in shown)
        names = list(dict.fromkeys(self.domain(one) if self.found.by else self.category(one) for one in shown))
        groups = list(dict.fromkeys(self.category(one) if self.found.by and coded else "" for one in shown))
        held = {
            (
                self.domain(one) if self.found.by else self.category(one),
                self.category(one) if self.found.by and coded else "",
            ): one
            for one in shown
        }
        series = tuple(Series(g, tuple(_point(held.get((name, g)), scale) for name in names)) for g in groups)
        title = self.title(statistic, variable)
        level = f"{100 * self.found.level:.10g}"
        unit = "percent" if statistic in SHARES else "number"
        decimals = 1 if statistic in SHARES else min(figures(one.value) for one in shown if one.value is not None)
        chart = Bars(tuple(names), series, unit, decimals)  # type: ignore[arg-type]
        text = word("bars_with_intervals", self.language, level=level, items=self.ends(shown, scale))
        return Picture(title, chart, text, key=f"picture[{statistic}-{variable}]")

    def ends(self, shown: Sequence[Estimate], scale: float) -> str:
        """The largest and the smallest estimate in words."""
        known = [(one.value, one) for one in shown if one.value is not None]
        if not known:
            return "–"
        ordered = sorted(known, key=lambda pair: pair[0])
        told = []
        for value, one in dict.fromkeys((ordered[-1], ordered[0])):
            where = ", ".join(filter(None, (self.domain(one), self.category(one))))
            told.append(f"{where} {scale * value:.4g}")
        return "; ".join(told)

    def lorenz(self, variable: str, shown: Sequence[Estimate]) -> Picture:
        """The share of the total that the lowest have, against their share among the cases."""
        curves: dict[str, list[tuple[float, float]]] = {}
        for one in shown:
            if one.value is not None and one.category is not None:
                curves.setdefault(self.domain(one), [(0.0, 0.0)]).append((100 * float(one.category), 100 * one.value))
        whole = caption("all", self.language)
        lines = tuple(Curve(name or whole, (*points, (100.0, 100.0))) for name, points in curves.items())
        x = Axis(word("lowest", self.language), 0, 100, "percent")
        y = Axis(word("of_total", self.language), 0, 100, "percent")
        title = self.title(LORENZ, variable)
        half = [f"{name or whole} {dict(points).get(50.0, 0.0):.1f} %" for name, points in curves.items()]
        text = word("lorenz_told", self.language, items="; ".join(half))
        return Picture(title, Lines(lines, x, y, diagonal=True), text, key=f"picture[lorenz-{variable}]")


def _point(one: Estimate | None, scale: float) -> Point:
    if one is None or one.value is None:
        return Point(None)
    low, high = (None if end is None else scale * end for end in (one.low, one.high))
    return Point(scale * one.value, low, high)
