"""Means in the cells of a table: of a number, over the cases of each row and column that have it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import isfinite, sqrt

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.engine.base import Engine
from surveykit.expr.sql import quoted, valid_sql
from surveykit.problems import Problem, Rule
from surveykit.stats.describe import has_mean
from surveykit.stats.tables.axis import Places
from surveykit.stats.tables.grid import Matrix, Question

NO_MEAN = Rule(
    "SK791",
    "A mean is asked of what is no number",
    "The mean of codes that are names says nothing.",
    "surveykit crosstab sis.parquet export strategy --mean industry",
    "Name a number, a scale in order, or a variable of 0 and 1.",
)


@dataclass(frozen=True, slots=True)
class Averages:
    """The mean of a number in each cell and margin, its variance among the cases, and how many they are.

    The last row and the last column are those of everybody; `effective` are the cases of equal weight that tell as
    much. None where no case is valid.
    """

    name: str
    n: tuple[tuple[int, ...], ...]
    effective: Matrix
    mean: tuple[tuple[float | None, ...], ...]
    variance: tuple[tuple[float | None, ...], ...]

    def sd(self, i: int, j: int) -> float | None:
        """The standard deviation of a cell."""
        variance = self.variance[i][j]
        return None if variance is None else sqrt(variance)


def check_averaged(codebook: Codebook, names: Iterable[str]) -> Iterator[Problem]:
    """Complaints of means that cannot be taken."""
    for name in dict.fromkeys(names):
        if name not in codebook:
            yield unknown_variable(codebook, name)
        elif not has_mean(codebook, codebook[name]):
            yield Problem(
                NO_MEAN, f"'{name}' has no mean, for it is no number or its codes are names", hint=NO_MEAN.mend
            )


def averages(
    engine: Engine, codebook: Codebook, question: Question, rows: Places, columns: Places, name: str
) -> Averages:
    """The means of a number in the cells of a table.

    The variance is with n / (n - 1), n the number of cases, as in `stats.describe`. Sums are taken about the mean of
    all cases, so that nothing cancels.

    Source:
        Lumley, `svyvar` of R's survey package; `cross_mean_sd_n` of R's expss where there are no weights; pinned
        by tests/contract/test_shared_tables.py.
    """
    x = f"CAST({quoted(name)} AS DOUBLE)"
    valid = question.cases.where(valid_sql(codebook.symbols()[name]))
    kept = replace(question.cases, condition=valid)
    weight = question.cases.each or "1"
    whole = engine.groups([], [weight, f"{weight} * {x}"], valid)[0]
    centre = whole.sums[1] / whole.sums[0] if whole.sums[0] else 0.0
    off = f"({x} - CAST('{(centre if isfinite(centre) else 0.0)!r}' AS DOUBLE))"
    counted, first, second = (
        replace(question, cases=replace(kept, each=f"{weight}{times}"), overlaps=False)
        for times in ("", f" * {off}", f" * {off} * {off}")
    )
    base, shift, squares = (each.grid(each.ask(engine), rows, columns) for each in (counted, first, second))
    mean: list[tuple[float | None, ...]] = []
    variance: list[tuple[float | None, ...]] = []
    for n, w, s, q in zip(base.n, base.weight, shift.weight, squares.weight, strict=True):
        parts = list(zip(n, w, s, q, strict=True))
        mean.append(tuple(centre + b / a if a and isfinite(b) else None for _, a, b, _ in parts))
        variance.append(tuple(_variance(*part) for part in parts))
    effective = tuple(
        tuple(w * w / q if q else 0.0 for w, q in zip(*lines, strict=True))
        for lines in zip(base.weight, base.squares, strict=True)
    )
    return Averages(name, base.n, effective, tuple(mean), tuple(variance))


def _variance(n: int, weight: float, shift: float, squares: float) -> float | None:
    """The variance of n cases from their sums about a centre."""
    if n < 2 or not weight or not isfinite(squares):
        return None
    return max(0.0, squares - shift * shift / weight) / weight * n / (n - 1)
