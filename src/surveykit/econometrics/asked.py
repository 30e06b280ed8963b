"""What is asked of a model: its errors, weights and cases, and whether formulas and design fit the codebook."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypedDict

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.design.check import check
from surveykit.design.design import Design, Stage
from surveykit.econometrics.fit import Errors
from surveykit.econometrics.formula import Formula, Number
from surveykit.expr.syntax import Expression
from surveykit.problems import DataError, Place, Problem, Rule, listed, nearest, together
from surveykit.stats.cases import known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW = 5
"""Values of an outcome that are named one by one; with more it is an amount."""
SCALE = 11
"""The most categories that an answer on a scale is likely to have: 0 to 10."""
_FACTOR = re.compile(r"c|i|i?b?\d+|i?bn")
"""What Stata writes before a variable that stands as a number (c), or as categories (i, ib3)."""
NO_NUMBER = Rule(
    "SK763",
    "A variable of a model is not what its place asks for",
    "Codes of categories, texts and dates are no amounts: a coefficient of them would say nothing.",
    "surveykit model sis.sav 'export ~ industry', where industry is a code of a branch",
    "Write `C(industry)` for a constant of each category; derive an outcome that is 0 and 1 where one is asked for.",
)
UNAVAILABLE = Rule(
    "SK773",
    "What is asked of a model cannot be had",
    "Errors and tests stand on conditions; where these do not hold, the numbers would be wrong and look right.",
    "--errors cluster without --cluster",
    "Name what is lacking, or ask for other errors.",
)


class Taking(TypedDict, total=False):
    """Which cases a model is of, and how they were drawn.

    Attributes:
        cluster: the variable whose cases may be alike.
        design: how the cases were drawn; coefficients are those of the population (pseudo-likelihood).
        weight: how many cases of the population a case stands for.
        where: the cases asked about.
    """

    cluster: str | None
    design: Design | None
    weight: str | None
    where: Expression | None


class How(Taking, total=False):
    """What every model may be asked for, beside its formula.

    Attributes:
        errors: what the standard errors allow for; `design` where a design is given, `cluster` where a cluster is, and
            at least `robust` where cases have weights.
        level: how often an interval is to hold the true value.
    """

    errors: Errors
    level: float


def taking(how: How) -> Taking:
    """Which cases a model is of, of all that it is asked for.

    Raises:
        DataError: SK773, a level that is no share, or a design that is none.
    """
    if not 0 < (level := how.get("level", 0.95)) < 1:
        what = f"an interval is to hold the true value {level:g} times of 1"
        raise DataError(Problem(UNAVAILABLE, what, hint="the level is a share, such as 0.95"))
    if not isinstance(design := how.get("design"), Design | None):
        what = f"the design is a {type(design).__name__}, and is to be a Design"
        raise DataError(Problem(UNAVAILABLE, what, hint='that of a file is `load_design(Path("design.yaml")).design`'))
    keys: tuple[Literal["cluster", "design", "weight", "where"], ...] = ("cluster", "design", "weight", "where")
    found = Taking()
    for key in keys:
        if key in how:
            found[key] = how[key]
    return found


def refuse_unknown(kind: str, formulas: Sequence[str], known: Iterable[str], many: int) -> None:
    """Refuse a model that is not there, or another number of formulas than it has.

    Raises:
        DataError: SK773.
    """
    names = sorted(known)
    if kind not in names:
        what, hint = f"there is no model '{kind}'", f"{nearest(kind, names)} The models are {listed(names)}.".strip()
        raise DataError(Problem(UNAVAILABLE, what, hint=hint))
    if len(formulas) != many:
        what = f"a model of kind '{kind}' has {many} formula{'s' * (many > 1)}, and {len(formulas)} are given"
        raise DataError(Problem(UNAVAILABLE, what, hint="write one formula for each equation"))


def drawn_as(design: Design | None, weight: str | None, cluster: str | None) -> Design | None:
    """The design, with a weight that is named beside it; one that names nothing else draws case by case."""
    problems = []
    if design is not None and cluster is not None:
        what = f"clusters of '{cluster}' beside a design, which says itself what was drawn together"
        problems.append(Problem(UNAVAILABLE, what, hint="leave out `cluster`, or name it as a stage of the design"))
    if design is not None and weight is not None and design.weight not in {None, weight}:
        what = f"the weight '{weight}' beside a design whose weight is '{design.weight}'"
        problems.append(Problem(UNAVAILABLE, what, hint="name the weight once"))
    if problems:
        raise DataError(problems)
    if design is None:
        return None if weight is None else Design(weight=weight)
    drawn = design if design.told else design.model_copy(update={"stages": (Stage(),)})
    return drawn if weight is None else drawn.model_copy(update={"weight": weight})


def fit_the_codebook(
    codebook: Codebook, read: Sequence[Formula], design: Design | None, grouping: Sequence[str], *, categories: bool
) -> None:
    """Refuse at once all that is not there or not what its place asks for."""

    def formulas() -> None:
        names = dict.fromkeys(name for formula in read for part in formula.parts for name in part.names)
        problems = [_unknown(codebook, name) for name in (*names, *grouping) if name not in codebook]
        for formula in read:
            if categories and formula.outcome.text not in formula.outcome.names:
                what = f"'{formula.outcome.text}' is to be a variable of categories, and is a calculation"
                problems.append(Problem(NO_NUMBER, what, hint="name the variable itself before ~"))
            numbers = [part for part in formula.parts if isinstance(part, Number)]
            for part in numbers[1:] if categories else numbers:
                problems += _no_numbers(codebook, formula, part)
        if problems:
            raise DataError(dict.fromkeys(problems))

    drawn = (design or Design()).model_copy(update={"weight": None})
    together(
        formulas,
        lambda: known(codebook, [], None, None if design is None else design.weight),
        lambda: check(drawn, codebook),
    )


def refuse_codes(name: str, values: "Floats") -> None:
    """Refuse an outcome that is anything but 0 and 1; what is no number is not looked at.

    Raises:
        DataError: SK763.
    """
    import numpy as np

    odd = np.unique(values[np.isfinite(values) & (values != 0) & (values != 1)])
    if len(odd):
        few = len(odd) <= FEW
        what = f"the outcome '{name}' is to be 0 or 1, and holds {', '.join(f'{x:g}' for x in odd[:FEW])}"
        such = f"{name} = {odd[0]:g}" if few else f"{name} >= {np.median(odd):.3g}"
        hint = f"derive an outcome that is 1 for the cases meant and 0 for others, such as `{such}`"
        hint += "" if few else "; of an amount as it is `ols` makes a model"
        raise DataError(Problem(NO_NUMBER, what, Place(variable=name), hint))


def _no_numbers(codebook: Codebook, formula: Formula, part: Number) -> Iterator[Problem]:
    """Complain of variables that stand as numbers and are none."""
    for variable in (codebook[name] for name in part.names if name in codebook):
        codes = codebook.codes_of(variable)
        valid = [] if codes is None else [v for v in codes.values if variable.emptiness.reason(v) is None]
        scale = "; a scale in order is a number where its variable has `measure: ordinal`"
        scale = scale if 0 < len(valid) <= SCALE else ""
        hint = f"write C({variable.name}), and each category has a coefficient{scale}"
        if part is formula.outcome:
            hint = "derive a variable of 0 and 1 or a number, or fit `multinomial` or `ordered` to several categories"
            hint += scale
        place = Place(variable=variable.name)
        if variable.type != "number":
            kind = "texts" if variable.type == "text" else f"a {variable.type}"
            yield Problem(NO_NUMBER, f"'{variable.name}' holds {kind}, and stands as a number", place, hint)
        elif len(valid) > 2 and variable.measure == "nominal":
            what = f"'{variable.name}' holds codes of {len(valid)} categories, and stands as a number"
            yield Problem(NO_NUMBER, what, place, hint)


def _unknown(codebook: Codebook, name: str) -> Problem:
    """The complaint that a variable is not there; of `i.industry`, as Stata has it, what is written here."""
    prefix, _, rest = name.partition(".")
    if rest in codebook and _FACTOR.fullmatch(prefix):
        hint = f"write {rest} alone: it stands as a number" if prefix == "c" else f"write C({rest}) for its categories"
        return replace(unknown_variable(codebook, name), hint=hint)
    return unknown_variable(codebook, name)
