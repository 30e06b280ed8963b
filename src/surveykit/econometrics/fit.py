"""A fitted model: its coefficients with errors, the cases it stands on, and everything that was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from surveykit.stats.cases import Cases, Lack
from surveykit.stats.framed import Framed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Errors = Literal["classical", "robust", "cluster", "design"]
"""What the standard errors allow for.

`classical`: the model is true (of likelihoods the observed information, as Stata has it). `robust`: the variance may
differ from case to case. `cluster`: cases of a cluster may be alike. `design`: how the cases were drawn.
"""

CONSTANT = "(constant)"
"""What the constant of an equation is called."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One parameter of a model.

    `equation` is the outcome the term belongs to; "" for what belongs to none, such as a correlation of errors. `term`
    is as the formula has it, `industry[72]` of a category. `statistic` is z where the fit's `df` is infinite, t else;
    `p` is two-sided.
    """

    equation: str
    term: str
    value: float
    se: float
    statistic: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Lost:
    """The cases a model lost for one variable: counted with the first that lacks, in the order of the formula."""

    variable: str
    n: int
    missing: tuple[Lack, ...] = ()  # by reason, where the variable itself is missing
    undefined: int = 0  # the variable is there, and what the formula makes of it is not: a logarithm of zero


@dataclass(frozen=True, slots=True)
class Dropped:
    """A term a model goes without, and the cases that went with it.

    `collinear`: other terms say it already. `constant`: all cases are the same in it. `perfect`: it tells the outcome
    of its cases without error, and they go with it, as Stata does.
    """

    equation: str
    term: str
    why: Literal["collinear", "constant", "perfect"]
    n: int = 0


@dataclass(frozen=True, slots=True)
class Test:
    """A test told with a model: its statistic, its degrees of freedom (the second of an F), its p."""

    name: str  # "model", "rho", "absorbed", "lr:rho", ...
    method: Literal["LR", "Wald", "F"]
    statistic: float
    df: float
    p: float
    df2: float | None = None


@dataclass(frozen=True, slots=True)
class Fit(Framed):
    """A model fitted to data.

    `covariance` (k, k) is of the coefficients in their order. `measures` are told by name: `r2`, `r2_adjusted`,
    `r2_within`, `rmse`, `r2_mcfadden`, `aic`, `bic`, `censored`, ... `df` is infinite where tests are of z.
    """

    kind: str  # a name in the table of models: "probit", "biprobit", ...
    formulas: tuple[str, ...]
    cases: Cases
    n: int
    lost: tuple[Lost, ...]
    dropped: tuple[Dropped, ...]
    coefficients: tuple[Coefficient, ...]
    covariance: "NDArray[np.float64]" = field(repr=False, compare=False)
    errors: Errors = "classical"
    clusters: int | None = None
    df: float = float("inf")
    level: float = 0.95
    loglik: float | None = None
    measures: Mapping[str, float] = field(default_factory=dict)
    tests: tuple[Test, ...] = ()
    absorbed: tuple[str, ...] = ()  # variables of which each category has its own constant, not shown
    bases: tuple[str, ...] = ()  # what categories are compared with: `industry[50]`; a multinomial's own first
    notes: tuple[str, ...] = ()  # remarks in plain English of what a reader must know, such as rho at its bound
    prepared: object = field(default=None, repr=False, compare=False)  # the cases as `prepare` took them, for effects
    link: Literal["", "logit", "probit"] = ""  # of an ordered model: how chances grow

    def __getitem__(self, term: str | tuple[str, str]) -> Coefficient:
        """The coefficient of a term, or of (equation, term) where several equations have it."""
        equation, name = term if isinstance(term, tuple) else (None, term)
        found = [c for c in self.coefficients if c.term == name and equation in {None, c.equation}]
        if len(found) != 1:
            raise KeyError(term)
        return found[0]

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each coefficient."""
        return [
            {
                "equation": one.equation,
                "term": one.term,
                "value": one.value,
                "se": one.se,
                "statistic": one.statistic,
                "p": one.p,
                "low": one.low,
                "high": one.high,
            }
            for one in self.coefficients
        ]
