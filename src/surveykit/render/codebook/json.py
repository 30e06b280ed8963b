"""The codebook for machines: see `codebook.kept` for the form; counts, statistics and charts beside it."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from surveykit.codebook.kept import written
from surveykit.missing import Value
from surveykit.reports.codebook.model import Book, Entry, WaveRow
from surveykit.stats.cases import Count
from surveykit.stats.describe import Profile, SetProfile
from surveykit.stats.outline import Outline, Texts


def render(book: Book) -> bytes:
    """A book as JSON in UTF-8."""
    entries = {entry.name: entry for entry in book.entries}
    about: dict[str, Any] = {}
    if book.n is not None:
        profiles = [_profile(profile, entries[profile.name]) for profile in book.profiles if profile.name in entries]
        about = {
            "n": book.n,
            "provenance": [list(pair) for pair in book.provenance],
            "waves": list(book.waves),
            "profiles": profiles,
        }
    return written(book.codebook, about)


def _profile(profile: Profile | SetProfile, entry: Entry) -> dict[str, Any]:
    """What was counted of one variable; nothing of what is personal but how many."""
    missing = [{"reason": lack.reason, "value": lack.value, "n": lack.n} for lack in profile.missing]
    told: dict[str, Any] = {"name": profile.name, "valid": profile.n, "missing": missing}
    if isinstance(profile, SetProfile):
        told["ticked"] = [_count(count) for count in profile.ticked]
        told["none"] = profile.none.n
    elif profile.values is not None and not entry.personal:
        told["values"] = [_count(count) for count in profile.values]
        told["undeclared"] = [count.value for count in profile.values if count.value in profile.undeclared]
    if entry.numbers is not None:
        names = ("mean", "sd", "minimum", "lower", "median", "upper", "maximum")
        told["numbers"] = {name: _finite(getattr(entry.numbers, name)) for name in names}
    told.update(_outline(entry.outline))
    if entry.waves:
        told["waves"] = [_wave(row) for row in entry.waves]
    return told


def _count(count: Count) -> dict[str, Value | None]:
    return {"value": count.value, "n": count.n}


def _outline(outline: Outline | Texts | None) -> Mapping[str, Any]:
    if isinstance(outline, Texts):
        shortest, median, longest = outline.lengths
        lengths = {"shortest": shortest, "median": median, "longest": longest}
        return {"different": outline.different, "lengths": lengths, "frequent": list(map(_count, outline.frequent))}
    if isinstance(outline, Outline):
        bins = [{"from": one.low, "below": one.high, "n": one.n} for one in outline.bins]
        return {"step": outline.step, "bins": bins}
    return {}


def _wave(row: WaveRow) -> dict[str, Any]:
    return {"key": row.key, "label": str(row.label), "kind": row.kind, "cells": [_finite(cell) for cell in row.cells]}


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
