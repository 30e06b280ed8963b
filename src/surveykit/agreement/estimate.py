"""Estimates: a coefficient of agreement with its standard error and intervals, or why there is none."""

from dataclasses import dataclass
from math import isnan

from surveykit.agreement.resample import Interval

APART = "no answer was judged by two of them"
UNDEFINED = "only one category was used, so chance alone gives full agreement"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One coefficient.

    Args:
        name: which coefficient.
        value: None where it is not defined; then `note` says why.
        observed: the agreement observed.
        expected: the agreement chance alone would give, by this coefficient.
        error: the standard error by a closed form, where there is one.
        low: the lower end of the interval by that standard error.
        high: its upper end, at most 1.
        p: the p-value of no agreement beyond chance.
        drawn: the interval by resampling units.
    """

    name: str
    value: float | None = None
    observed: float | None = None
    expected: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    drawn: Interval | None = None
    note: str = ""


def estimated(
    name: str, value: float, observed: float, expected: float, error: float | None, freedom: int, level: float = 0.95
) -> Estimate:
    """A coefficient with its interval and p-value by Student's t; NaN becomes None with a note."""
    from scipy.special import stdtr, stdtrit

    if isnan(value):
        seen = None if isnan(observed) else observed
        return Estimate(name, observed=seen, expected=None if isnan(expected) else expected, note=UNDEFINED)
    if not error or freedom < 1:
        return Estimate(name, value, observed, expected, error)
    half = float(stdtrit(freedom, (1 + level) / 2)) * error
    p = float(2 * stdtr(freedom, -abs(value / error)))
    return Estimate(name, value, observed, expected, error, max(-1.0, value - half), min(1.0, value + half), p)
