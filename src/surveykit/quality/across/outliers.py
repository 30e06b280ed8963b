"""Outliers: numbers far from the others, by fences that are measured first and then tested like any range."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.engine.base import Engine
from surveykit.expr.sql import INFINITE, missing_sql, quoted, sql_of
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Binary, Constant, Name
from surveykit.missing import Value
from surveykit.problems import Place, Problem, Rule
from surveykit.quality.check import Test, both, valid
from surveykit.quality.rules.written import Method, WrittenOutliers

OUTLIER = Rule(
    "SK448",
    "A number lies far from the others",
    "One slipped decimal point moves every mean it is part of.",
    "a turnover of 12,000 among turnovers from 2 to 40",
    "Look at the source; a large firm may be large.",
)
NO_SPREAD = Rule(
    "SK449",
    "Outliers cannot be told, for most values are the same",
    "Half of the values or more are equal, so that every other one would be far away.",
    "the robust deviation of 0 0 0 0 5",
    "Ask for another method, or give the variable a range.",
)
THRESHOLDS: Mapping[Method, float] = {"mad": 3.5, "iqr": 1.5, "sd": 3.0}
"""Iglewicz and Hoaglin (1993) for the median; Tukey (1977) for the quartiles; three standard deviations."""
NORMAL = 1.4826
"""What makes the median absolute deviation of a normal variable its standard deviation; as `mad` in R."""
_AT_ONCE = 8  # variables measured in one statement, whose values are in memory together

_MEASURES: Mapping[Method, tuple[str, ...]] = {
    "mad": ("MEDIAN({0})", "MAD({0})"),
    "iqr": ("QUANTILE_CONT({0}, 0.25)", "QUANTILE_CONT({0}, 0.75)"),
    "sd": ("AVG({0})", "STDDEV_SAMP({0})"),
}


@dataclass(frozen=True, slots=True)
class Fences:
    """Between what two numbers a value is no outlier, and how that was found, in words."""

    low: float
    high: float
    words: str


def fences(method: Method, threshold: float, first: float, second: float) -> Fences | None:
    """The fences from two measures: center and spread, or the quartiles; none where there is no spread.

    Example:
        >>> fences("iqr", 1.5, 10.0, 12.0)
        Fences(low=7.0, high=15.0, words='quartiles 10 and 12 +- 1.5 x IQR')
    """
    if method == "iqr":
        spread, ends = second - first, (first, second)
        words = f"quartiles {first:.6g} and {second:.6g} +- {threshold:g} x IQR"
    else:
        spread = second * (NORMAL if method == "mad" else 1.0)
        ends = (first, first)
        said = f"1.4826 MAD {second:.6g}" if method == "mad" else f"SD {second:.6g}"
        words = f"{'median' if method == 'mad' else 'mean'} {first:.6g} +- {threshold:g} x {said}"
    if not (spread > 0 and isfinite(spread)):
        return None
    return Fences(ends[0] - threshold * spread, ends[1] + threshold * spread, words)


def outlier_tests(written: WrittenOutliers, codebook: Codebook, engine: Engine) -> tuple[list[Test], list[Problem]]:
    """A test for each variable, or for each group of it, and what cannot be told."""
    tests: list[Test] = []
    problems: list[Problem] = []
    named = _named(written, codebook)
    for start in range(0, len(named), _AT_ONCE):
        for name, group, n, found in _measured(written, named[start : start + _AT_ONCE], codebook.symbols(), engine):
            if found is not None:
                tests.append(_test(written, codebook[name], group, found))
            elif n > 1:
                where = f" among {written.by} = {group}" if written.by else ""
                what = f"{written.method} of {name}{where}: no spread"
                problems.append(Problem(NO_SPREAD, what, Place(variable=name), NO_SPREAD.mend, "note"))
    return tests, problems


def _named(written: WrittenOutliers, codebook: Codebook) -> Sequence[str]:
    if written.variables != "all":
        return [name for name in written.variables if name in codebook]
    return [v.name for v in codebook if v.type == "number" and v.codes is None and v.role is None]


def _measured(
    written: WrittenOutliers, names: Sequence[str], symbols: Symbols, engine: Engine
) -> Iterator[tuple[str, Value | None, int, Fences | None]]:
    """The fences of each variable in each group."""
    values = []
    for name in names:
        number = sql_of(Name(name), symbols)
        finite = f"CASE WHEN ABS({number}) < {INFINITE} THEN {number} END"
        values += [f"COUNT({finite})", *(measure.format(finite) for measure in _MEASURES[written.method])]
    key, where = "CAST(0 AS BIGINT)", ""
    if written.by is not None:
        key, where = quoted(written.by), f"NOT ({missing_sql(symbols[written.by])})"
    threshold = written.threshold or THRESHOLDS[written.method]
    for group in sorted(engine.aggregates(key, values, where), key=lambda group: str(group.key)):
        for place, name in enumerate(names):
            n, first, second = (float(value or 0) for value in group.values[3 * place : 3 * place + 3])
            yield name, group.key, int(n), fences(written.method, threshold, first, second)


def _test(written: WrittenOutliers, variable: Variable, group: Value | None, found: Fences) -> Test:
    name = Name(variable.name)
    inside = both(Binary(">=", name, Constant(found.low)), Binary("<=", name, Constant(found.high)))
    id_, what, applies = f"outlier_{written.method}_{variable.name}", f"outside {found.words}", valid(variable)
    reads: tuple[str, ...] = (variable.name,)
    if written.by is not None and group is not None:
        applies = both(applies, Binary("=", Name(written.by), Constant(group)))
        id_, what = f"{id_}[{written.by}={group}]", f"{what}, of those with {written.by} = {group}"
        reads = (variable.name, written.by)
    return Test(OUTLIER, variable.name, what, inside, reads, applies, severity="warning", id=id_)
