"""Small charts as SVG, each with what it shows in words: bars of codes, distributions of numbers, days over time."""

from html import escape

from surveykit.render.cell import number
from surveykit.reports.codebook.page import bin_words
from surveykit.reports.codebook.words import word
from surveykit.stats.outline import Outline

WIDE, HIGH, FOOT = 320, 72, 16


def bar(percent: float, *, missing: bool = False) -> str:
    """A bar of a share in percent, beside its number in a table; paler where it is that of a missing code."""
    said = f'role="img" aria-label="{number(percent, 1)} %"'
    wide = max(percent, 0.5) if percent else 0
    drawn = f'<path d="M0 0h{wide:.4g}v8H0z"/>' if percent else ""
    look = "b g" if missing else "b"
    return f'<svg class="{look}" viewBox="0 0 100 8" preserveAspectRatio="none" {said}>{drawn}</svg>'


def chart(outline: Outline, about: str, language: str) -> str:
    """The bars of numbers or times as a picture that says what it shows."""
    most = max(one.n for one in outline.bins) or 1
    wide = WIDE / len(outline.bins)
    gap = min(1.0, wide / 8)
    bars: list[str] = []
    far: list[str] = []
    for place, one in enumerate(outline.bins):
        if one.n:
            high = max(1.0, HIGH * one.n / most)
            left = place * wide + gap / 2
            path = f"M{left:.4g} {HIGH - high:.4g}h{wide - gap:.4g}V{HIGH}h-{wide - gap:.4g}z"
            open_ = not isinstance(outline.step, str) and (one.low is None or one.high is None)
            (far if open_ else bars).append(path)
    drawn = f'<path d="{"".join(bars)}"/>' if bars else ""
    drawn += f'<path class="far" d="{"".join(far)}"/>' if far else ""
    first, last = (escape(bin_words(outline, place, language)) for place in (0, len(outline.bins) - 1))
    axis = f'<path class="a" d="M0 {HIGH}.5h{WIDE}"/>'
    marks = f'<text class="x" x="0" y="{HIGH + FOOT - 3}">{first}</text>'
    if len(outline.bins) > 1:
        marks += f'<text class="x" x="{WIDE}" y="{HIGH + FOOT - 3}" text-anchor="end">{last}</text>'
    size = f'viewBox="0 0 {WIDE} {HIGH + FOOT}"'
    return f'<svg {size} role="img" aria-label="{escape(told(outline, about, language))}">{drawn}{axis}{marks}</svg>'


def told(outline: Outline, about: str, language: str) -> str:
    """The picture in words: from where to where, and which bar is the highest."""
    title = word("over_time" if isinstance(outline.step, str) else "histogram", language)
    first, last = (bin_words(outline, place, language) for place in (0, len(outline.bins) - 1))
    highest = max(range(len(outline.bins)), key=lambda place: outline.bins[place].n)
    top = f"{bin_words(outline, highest, language)} (n = {outline.bins[highest].n})"
    return f"{title}, {about}: {first} {word('to', language)} {last}; {word('highest', language)}: {top}"
