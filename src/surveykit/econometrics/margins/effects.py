"""Marginal effects as a result: for each variable, how much what a model predicts changes with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from surveykit.econometrics.fit import Errors
from surveykit.stats.framed import Framed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Where = Literal["average", "means"]
"""Where effects are taken: of every case and then averaged, or of one case that is average in everything."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of a variable on one thing that a model predicts.

    `outcome` is what is predicted: "" where a model predicts one thing only, a category of an ordered or multinomial
    outcome as it is written, and of models with several equations what they are asked about, such as "conditional",
    "unconditional" and "selection" of Heckman's. `change` says whether it is a slope, or a difference that a category
    makes against the base, or a 1 against a 0.
    """

    outcome: str
    variable: str
    term: str  # the variable, or `industry[72]` of a category
    change: Literal["slope", "discrete"]
    value: float
    se: float
    statistic: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effects(Framed):
    """Marginal effects of a fitted model, with errors by the delta method.

    `predicted` is what is predicted where the effects are taken, by outcome; `covariance` (k, k) is of the effects in
    their order. `df`, `errors` and `level` are those of the fit.
    """

    kind: str  # of the model: "probit", "heckman", ...
    formulas: tuple[str, ...]
    at: Where
    n: int
    effects: tuple[Effect, ...]
    predicted: Mapping[str, float]
    covariance: "NDArray[np.float64]" = field(repr=False, compare=False)
    errors: Errors = "classical"
    df: float = float("inf")
    level: float = 0.95
    notes: tuple[str, ...] = ()

    def __getitem__(self, term: str | tuple[str, str]) -> Effect:
        """The effect of a term, or on (outcome, of term) where there are several outcomes."""
        outcome, name = term if isinstance(term, tuple) else (None, term)
        found = [e for e in self.effects if e.term == name and outcome in {None, e.outcome}]
        if len(found) != 1:
            raise KeyError(term)
        return found[0]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is predicted, each once, in order."""
        return tuple(dict.fromkeys(e.outcome for e in self.effects))

    def records(self) -> Sequence[Mapping[str, object]]:
        """A row for each effect."""
        return [
            {
                "outcome": one.outcome,
                "variable": one.variable,
                "term": one.term,
                "change": one.change,
                "value": one.value,
                "se": one.se,
                "statistic": one.statistic,
                "p": one.p,
                "low": one.low,
                "high": one.high,
            }
            for one in self.effects
        ]
