"""How a table of models is wanted: what stands in brackets, stars, rows below, what is hidden."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from surveykit.problems import Problem, Rule, listed, nearest
from surveykit.reports.descriptives import figures

Brackets = Literal["se", "z", "t", "p"]
STARS: Final[Mapping[str, float]] = {"***": 0.01, "**": 0.05, "*": 0.1}
"""The marks of p below a level, where a table says no other."""
MEASURES: Final = (
    *("r2", "r2_adjusted", "r2_within", "rmse", "r2_mcfadden", "r2_mcfadden_adjusted", "loglik_constant", "aic", "bic"),
    *("sigma", "selected", "censored", "correct", "sensitivity", "specificity", "auc"),
)
TESTS: Final = ("rho", "model", "absorbed")
SHOWN: Final = ("n", "clusters", "loglik", *MEASURES, *TESTS)
"""What may stand below the coefficients."""
USUAL: Final = (
    *("n", "selected", "censored", "clusters", "loglik", "r2", "r2_adjusted", "r2_within", "r2_mcfadden"),
    *("sigma", "rho"),
)
"""What stands there where nothing else is asked for, of each model what it has."""

PLACES: Final = 3
MOST_PLACES: Final = 8
NO_ROW = Rule(
    "SK792",
    "A table of models has no such row",
    "A number that is asked for and not shown would be missed only when the table is printed.",
    "show: [n, r3]",
    "Ask for what models tell.",
)
NO_LEVEL = Rule(
    "SK794",
    "Stars of a table of models are not levels of p",
    "Stars that no p gives, or that two levels share, would tell readers nothing or a wrong thing.",
    'stars: {"*": 5}',
    'Give each mark a level between 0 and 1, such as `{"**": 0.01, "*": 0.05}`.',
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How a table of models is wanted."""

    brackets: Brackets = "se"
    stars: Mapping[str, float] | None = None
    show: tuple[str, ...] = USUAL
    hide: tuple[str, ...] = ()
    exp: bool = False
    percent: bool = False
    beside: bool = False
    decimals: int | None = None

    def mark(self, p: float) -> str:
        """The stars of a p: those of the smallest level it is below."""
        levels = sorted((STARS if self.stars is None else self.stars).items(), key=lambda pair: pair[1])
        return next((mark for mark, level in levels if p < level), "")


def places_of(errors: Iterable[float], wanted: int | None = None) -> int:
    """The decimals of coefficients: those wanted, or three, and more where an error would have fewer than two figures.

    Example:
        >>> places_of([0.079, 0.1]), places_of([0.0004]), places_of([0.0004], 3)
        (3, 5, 3)
    """
    if wanted is not None:
        return wanted
    least = min((error for error in errors if error > 0), default=1.0)
    return max(PLACES, min(MOST_PLACES, figures(least) - 1))


def mistakes(show: Sequence[str], stars: Mapping[str, float] | None) -> Iterator[tuple[str, Problem]]:
    """What is wrong in how a table is wanted, whatever the models: the text, as it is written, and the complaint."""
    for name in show:
        if name not in SHOWN:
            hint = nearest(name, SHOWN) or f"they are {listed(SHOWN)}"
            yield name, Problem(NO_ROW, f"models tell no '{name}'", hint=hint)
    levels = dict(stars or {})
    for mark, level in levels.items():
        if not 0 < level < 1:
            yield mark, Problem(NO_LEVEL, f"'{mark}' is for p below {level:g}", hint=NO_LEVEL.mend)
        elif list(levels.values()).count(level) > 1:
            yield mark, Problem(NO_LEVEL, f"'{mark}' is not the only mark of {level:g}", hint=NO_LEVEL.mend)
