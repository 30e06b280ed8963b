"""Pictures of a description: bars of codes, a battery of questions on one scale together, histograms of numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from surveykit.codebook.codebook import Codebook
from surveykit.reports.captions import caption, choice_label, title_of, value_label
from surveykit.reports.codebook.page import bin_words
from surveykit.reports.picture import Bars, Bin, Histogram, Item, Likert, Picture, Point, Series
from surveykit.reports.pictures.words import word
from surveykit.stats.cases import Count
from surveykit.stats.describe import Description, Group, Profile, SetProfile
from surveykit.stats.outline import Outline, Outlines

MOST_BARS = 40
MOST_SERIES = 6
LEVELS = range(3, 12)
"""How many levels a scale has that is drawn in two directions."""
MOST_TOLD = 8


def pictures_of(
    description: Description, codebook: Codebook, outlines: Outlines, language: str = "en"
) -> Mapping[str, Picture]:
    """A picture for each variable of which one can be drawn, by its name; that of a battery by the name of its last."""
    page = _Pictures(description, codebook, language)
    drawn = {name: page.histogram(name, one) for name, one in outlines.items() if isinstance(one, Outline)}
    return drawn | dict(page.coded())


@dataclass(frozen=True, slots=True)
class _Pictures:
    description: Description
    codebook: Codebook
    language: str

    @property
    def whole(self) -> Group:
        return self.description.groups[-1]

    def coded(self) -> Iterator[tuple[str, Picture]]:
        """Pictures of what has codes; questions in a row with one scale of grades are one."""
        for scale, members in groupby(enumerate(self.whole.profiles), key=lambda one: self.scale(one[1])):
            run = list(members)
            if scale and len(run) > 1 and self.description.by is None:
                yield run[-1][1].name, self.battery([p for _, p in run if isinstance(p, Profile)])
                continue
            for place, profile in run:
                counts = _counts(profile)
                if profile.n and counts and len(counts) <= MOST_BARS:
                    yield profile.name, self.bars(place, profile)

    def scale(self, profile: Profile | SetProfile) -> str:
        """The list of grades that a variable has its answers from; "" where it has none, or strange values."""
        if not isinstance(profile, Profile) or profile.undeclared or not profile.values:
            return ""
        variable = self.codebook[profile.name]
        graded = variable.measure == "ordinal" and len(profile.values) in LEVELS and profile.n
        return variable.codes or "" if graded else ""

    def battery(self, profiles: Sequence[Profile]) -> Picture:
        """Questions on one scale, in two directions from its middle."""
        first, last = profiles[0], profiles[-1]
        levels = tuple(self.label(first, count) for count in first.values or ())
        items = tuple(
            Item(title_of(self.codebook, p.name, self.language), tuple(_shares(p.values or (), p.weight)), p.n)
            for p in profiles
        )
        told = "; ".join(
            f"{item.label}: {levels[most]} {_percent(item.shares[most])}"
            for item in items
            for most in [max(range(len(levels)), key=item.shares.__getitem__)]
        )
        chart, title = Likert(levels, items), f"{first.name} – {last.name}"
        return Picture(title, chart, word("most_frequent", self.language, items=told), key=f"likert[{first.name}]")

    def bars(self, place: int, profile: Profile | SetProfile) -> Picture:
        """The share of each code; of groups beside each other where they are few."""
        groups = self.description.groups[:-1]
        several = 1 < len(groups) <= MOST_SERIES and isinstance(profile, Profile)
        labels = [self.label(profile, count) for count in _counts(profile)]
        series = [
            Series(self.group(group), tuple(map(Point, shares)))
            for group in (groups if several else [self.whole])
            for shares in [self.shares_like(profile, group.profiles[place])]
        ]
        whole = [f"{label} {_percent(s)}" for label, s in zip(labels, self.shares_like(profile, profile), strict=True)]
        more = " …" if len(whole) > MOST_TOLD else ""
        text = f"n = {profile.n}: {', '.join(whole[:MOST_TOLD])}{more}."
        axis = self.say("of_cases") if isinstance(profile, SetProfile) else ""
        chart = Bars(tuple(labels), tuple(series), axis=axis)
        return Picture(self.title(profile.name), chart, text, key=f"bars[{profile.name}]")

    def shares_like(self, profile: Profile | SetProfile, of: Profile | SetProfile) -> list[float]:
        """The shares in one group of the codes that the whole has."""
        found = {count.value: count.weight for count in _counts(of)}
        return [100 * found.get(c.value, 0.0) / of.weight if of.weight else 0.0 for c in _counts(profile)]

    def histogram(self, name: str, outline: Outline) -> Picture:
        """Bars of a number or a date, with the ends and the middle of it in words."""
        numeric = not isinstance(outline.step, str)
        bins = tuple(
            Bin(bin_words(outline, at, self.language), one.n, open=numeric and (one.low is None or one.high is None))
            for at, one in enumerate(outline.bins)
        )
        profile = next(p for p in self.whole.profiles if p.name == name)
        unit = self.codebook[name].unit.into(self.language)
        ends = [f"n = {profile.n}"]
        if isinstance(profile, Profile) and profile.numbers is not None:
            keys = ("minimum", "lower", "median", "upper", "maximum")
            ends += [f"{self.say(key)} {getattr(profile.numbers, key):.6g}" for key in keys]
        axis = ", ".join(filter(None, (title_of(self.codebook, name, self.language), unit)))
        return Picture(self.title(name), Histogram(bins, axis), f"{'; '.join(ends)}.", key=f"histogram[{name}]")

    def title(self, name: str) -> str:
        label = title_of(self.codebook, name, self.language)
        return name if label == name else f"{name}: {label}"

    def group(self, group: Group) -> str:
        if group.value is None or self.description.by is None:
            return ""
        return value_label(self.codebook, self.description.by, group.value, None, self.language)

    def label(self, profile: Profile | SetProfile, count: Count) -> str:
        if isinstance(profile, Profile):
            return value_label(self.codebook, profile.name, count.value, None, self.language)
        response_set = next(s for s in self.codebook.sets if s.name == profile.name)
        return "" if count.value is None else choice_label(self.codebook, response_set, count.value, self.language)

    def say(self, key: str) -> str:
        return caption(key, self.language)


def _counts(profile: Profile | SetProfile) -> tuple[Count, ...]:
    return profile.ticked if isinstance(profile, SetProfile) else profile.values or ()


def _shares(counts: Sequence[Count], whole: float) -> list[float]:
    return [100 * count.weight / whole if whole else 0.0 for count in counts]


def _percent(share: float) -> str:
    return f"{Decimal(repr(float(share))).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"
