"""Statistics by the names one writes: `mean:size`, `prop:export`, `ratio:turnover/employees`."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.stats.estimate.distribution.inequality import gini, herfindahl, largest, lorenz
from surveykit.stats.estimate.distribution.moments import alpha, correlation, covariance, kappa, sd, variance
from surveykit.stats.estimate.distribution.quantiles import Quantile, median
from surveykit.stats.estimate.smooth import Proportion, count, mean, proportion, ratio, total
from surveykit.stats.estimate.statistic import Statistic
from surveykit.stats.proportion import METHODS

UNKNOWN_STATISTIC = Rule(
    "SK742",
    "There is no such statistic",
    "What is estimated is written as a statistic and its variable, so that both can be checked.",
    "surveykit estimate sis.sav average:size",
    "Write one of the statistics that the message lists, a colon, and the variable, such as `mean:size`.",
)

STATISTICS: Final[Mapping[str, Callable[..., Statistic]]] = {
    "mean": mean,
    "total": total,
    "ratio": ratio,
    "prop": proportion,
    "count": count,
    "median": median,
    "variance": variance,
    "sd": sd,
    "covariance": covariance,
    "correlation": correlation,
    "alpha": alpha,
    "kappa": kappa,
    "gini": gini,
    "lorenz": lambda name: lorenz(name, *(tenth / 10 for tenth in range(1, 10))),
    "hhi": herfindahl,
}
OF_TWO: Final = frozenset({"ratio", "covariance", "correlation", "kappa"})
"""Statistics of two variables, written with a slash."""
OF_MANY: Final = frozenset({"alpha"})
"""Statistics of two variables or more."""
_NUMBERED: Final = re.compile(r"(p|cr)(\d+(?:\.\d+)?)")
"""Percentiles and shares of the largest carry their number: `p25`, `cr4`."""


def statistics_of(written: Iterable[str], *, interval: str = "") -> tuple[Statistic, ...]:
    """The statistics that are written.

    Args:
        written: `mean:size`, one after the other.
        interval: how intervals of shares and quantiles are found, as `proportion` and `median` take it; as each of
            them finds it where left out.

    Raises:
        DataError: SK742, each that is none.

    Example:
        >>> [one.variables for one in statistics_of(["mean:size", "ratio:turnover/employees"])]
        [('size',), ('turnover', 'employees')]
        >>> [one.name for one in statistics_of(["p25:size", "cr4:turnover"])]
        ['p25', 'cr4']
    """
    found, problems = [], []
    for text in written:
        name, colon, of = text.partition(":")
        several = name in OF_TWO or name in OF_MANY
        variables = tuple(part.strip() for part in of.split("/")) if several else (of.strip(),)
        makes = _maker(name)
        if makes is None or not colon:
            names = [*STATISTICS, "p25", "cr4"]
            hint = nearest(name, names) or f"the statistics are {listed(names)}: `mean:NAME`"
            problems.append(Problem(UNKNOWN_STATISTIC, f"`{text}` names no statistic", hint=hint))
        elif not all(variables) or (several and len(variables) < 2) or (name in OF_TWO and len(variables) > 2):
            hint = f"write `{name}:{'NAME/NAME' if several else 'NAME'}`"
            problems.append(Problem(UNKNOWN_STATISTIC, f"`{text}` does not say what it is of", hint=hint))
        else:
            found.append(_with(makes(*variables), interval))
    if problems:
        raise DataError(problems)
    return tuple(found)


def _maker(name: str) -> Callable[..., Statistic] | None:
    """What makes a statistic of this name; None where there is no such name."""
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        return STATISTICS.get(name)
    kind, number = numbered[1], float(numbered[2])
    if kind == "cr":
        return (lambda variable: largest(variable, number)) if number > 0 else None
    return (lambda variable: Quantile(variable, (number / 100,), name)) if 0 < number < 100 else None


def _with(statistic: Statistic, interval: str) -> Statistic:
    """The statistic with an interval of this kind, where it has several."""
    if not interval:
        return statistic
    if isinstance(statistic, Quantile) or (isinstance(statistic, Proportion) and interval in METHODS):
        return replace(statistic, method=interval)
    return statistic
