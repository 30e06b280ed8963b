"""Waves side by side: cases, missing shares, and shares of codes or means, wave by wave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.reports.codebook.model import WaveRow
from surveykit.reports.codebook.words import word
from surveykit.stats.describe import Profile, SetProfile
from surveykit.text import Text

Profiles = Mapping[str, Profile | SetProfile]


@dataclass(frozen=True, slots=True)
class Wave:
    """One round: what it is called, its cases, and the profiles of the variables in it."""

    label: str
    n: int
    profiles: Profiles


def wave_rows(codebook: Codebook, name: str, waves: Sequence[Wave], language: str) -> tuple[WaveRow, ...]:
    """A variable or response set over the waves; nothing where there is one wave only."""
    if len(waves) < 2 or not all(name in wave.profiles for wave in waves):
        return ()
    return tuple(_rows(codebook, [(wave.n, wave.profiles[name]) for wave in waves], language))


def _rows(codebook: Codebook, found: list[tuple[int, Profile | SetProfile]], language: str) -> Iterator[WaveRow]:
    yield WaveRow(Text(word("all_cases", language)), "count", tuple(n for n, _ in found), "cases")
    yield WaveRow(Text(word("valid", language)), "count", tuple(p.n for _, p in found), "valid")
    lacking = tuple(100 * sum(lack.n for lack in p.missing) / n if n else None for n, p in found)
    yield WaveRow(Text(word("missing_percent", language)), "percent", lacking, "missing")
    shares = [_shares(profile) for _, profile in found]
    for value in dict.fromkeys(value for share in shares for value in share):
        cells = tuple(share.get(value, 0.0) if share else None for share in shares)
        yield WaveRow(_label(codebook, found[0][1].name, value), "percent", cells, "")
    numbers = [p.numbers if isinstance(p, Profile) else None for _, p in found]
    if any(numbers) and not any(shares):
        yield WaveRow(Text(word("mean", language)), "number", tuple(n.mean if n else None for n in numbers), "mean")
        medians = tuple(n.median if n else None for n in numbers)
        yield WaveRow(Text(word("median", language)), "number", medians, "median")


def _shares(profile: Profile | SetProfile) -> dict[Value | None, float]:
    """The share of each code among the valid cases, in percent; nothing where there are none."""
    counts = profile.ticked if isinstance(profile, SetProfile) else profile.values or ()
    return {count.value: 100 * count.n / profile.n for count in counts} if profile.n else {}


def _label(codebook: Codebook, name: str, value: Value | None) -> Text:
    """The code and its label, in every language."""
    label = Text()
    if name in codebook:
        codes = codebook.codes_of(codebook[name])
        code = codes.get(value) if codes is not None and value is not None else None
        label = code.label if code is not None else Text()
    else:
        s = next(s for s in codebook.sets if s.name == name)
        if s.kind == "dichotomies":
            column = dict(zip(s.choices or s.variables, s.variables, strict=True)).get(value or 0)
            label = codebook[column].label if column else Text()
        else:
            return _label(codebook, s.variables[0], value)
    return Text(str(value)).joined(label)
