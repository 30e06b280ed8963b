"""Statistics by the names one writes: `mean:size`, `prop:export`, `ratio:turnover/employees`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from surveykit.problems import DataError, Problem, Rule, listed, nearest
from surveykit.stats.estimate.smooth import count, mean, proportion, ratio, total
from surveykit.stats.estimate.statistic import Statistic

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
}
OF_TWO: Final = frozenset({"ratio"})
"""Statistics of two variables, written with a slash."""


def statistics_of(written: Iterable[str]) -> tuple[Statistic, ...]:
    """The statistics that are written.

    Raises:
        DataError: SK742, each that is none.

    Example:
        >>> [one.variables for one in statistics_of(["mean:size", "ratio:turnover/employees"])]
        [('size',), ('turnover', 'employees')]
    """
    found, problems = [], []
    for text in written:
        name, colon, of = text.partition(":")
        variables = tuple(part.strip() for part in of.split("/")) if name in OF_TWO else (of.strip(),)
        wanted = 2 if name in OF_TWO else 1
        if name not in STATISTICS or not colon:
            hint = nearest(name, STATISTICS) or f"the statistics are {listed(list(STATISTICS))}: `mean:NAME`"
            problems.append(Problem(UNKNOWN_STATISTIC, f"`{text}` names no statistic", hint=hint))
        elif len(variables) != wanted or not all(variables):
            hint = f"write `{name}:{'NAME/NAME' if wanted > 1 else 'NAME'}`"
            problems.append(Problem(UNKNOWN_STATISTIC, f"`{text}` does not say what it is of", hint=hint))
        else:
            found.append(STATISTICS[name](*variables))
    if problems:
        raise DataError(problems)
    return tuple(found)
