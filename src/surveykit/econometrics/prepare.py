"""From a dataset and formulas to numbers: the cases a model stands on, its outcomes, matrices, weights and units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from surveykit.codebook.codebook import Codebook
from surveykit.dataset.dataset import Dataset
from surveykit.design.design import Design
from surveykit.design.units import Units, units_of
from surveykit.econometrics.asked import drawn_as, fit_the_codebook
from surveykit.econometrics.fit import Dropped, Lost
from surveykit.econometrics.formula import FORMULA, Column, Formula, Grouped, Held, parsed
from surveykit.econometrics.taken import Taken, as_code, complete, fetched, kinds_of
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Place, Problem, Rule, listed
from surveykit.stats.cases import MOST_CATEGORIES, Cases, in_order, too_many
from surveykit.stats.estimate.estimate import NOBODY
from surveykit.stats.estimate.sample import numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Truths = NDArray[np.bool_]

NO_VARIATION = Rule(
    "SK764",
    "Nothing varies that a model could tell",
    "Where all cases have the same outcome, or nothing that differs to tell it by, there is nothing to estimate.",
    "surveykit model sis.sav 'export ~ size' --where 'export = 1'",
    "Look at the filter and at the cases lost; leave out what does not vary.",
)
ALIKE = 1e-7  # a column that differs less than this share from what others say is told by them
SURELY = 1e-4  # a share that products of columns, which lose half of the digits, tell from nothing


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """The columns an equation is told by: their names and what each case has of them (n, k)."""

    names: tuple[str, ...]
    values: "Floats"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is needed to make the matrices again, such as with other values of a variable.

    `columns` are those of each equation in their order; `held` is what the cases hold, by variable; `codebook` says
    what the variables are; `categories` are those of each variable of a `C()` that occur, in the order of
    its codes.
    """

    columns: tuple[tuple[Column, ...], ...]
    held: Held
    codebook: Codebook
    categories: Mapping[str, tuple[Value, ...]]

    def matrix(self, equation: int, held: Held | None = None) -> "Floats":
        """The matrix of an equation, where the cases hold what they do, or other values: (n, k)."""
        import numpy as np

        held = self.held if held is None else held
        n = len(next(iter(held.values())))
        of = self.columns[equation]
        return np.column_stack([column.values(held, n) for column in of]) if of else np.empty((n, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All that a model is fitted to. Equations share the cases: each has all that the formulas name.

    Attributes:
        formulas: the formulas as they were read.
        outcomes: of each equation, (n,); of a partial one no number where it is not observed.
        matrices: of each equation, (n, k); of a partial one no number where a term is not observed.
        weights: (n,), None where each case counts once.
        clusters: the cluster of each case, numbered, (n,).
        units: of the whole sample, whatever cases the model has; None without a design that tells of drawing.
        unit: the place of each case among the units, (n,).
        replicates: replicate weights, (n, R), where the design has them.
        absorbed: the category of each case, numbered, for each variable absorbed.
        cases: the filter and the weight, and how many cases each of them leaves out.
        lost: the cases lost for want of a variable.
        dropped: what the matrices go without.
        frame: how the matrices are made.
        levels: the codes of each outcome that is a category; its outcome is then their place.
        design: how the cases were drawn.
    """

    formulas: tuple[Formula, ...]
    outcomes: "tuple[Floats, ...]"
    matrices: tuple[Matrix, ...]
    weights: "Floats | None"
    clusters: "NDArray[np.intp] | None"
    units: Units | None
    unit: "NDArray[np.intp] | None"
    replicates: "Floats | None"
    absorbed: "tuple[NDArray[np.intp], ...]"
    cases: Cases
    lost: tuple[Lost, ...]
    dropped: tuple[Dropped, ...]
    frame: Frame
    levels: tuple[tuple[Value, ...], ...] = ()
    design: Design | None = None

    @property
    def n(self) -> int:
        """How many cases there are."""
        return len(self.outcomes[0])

    @property
    def names(self) -> tuple[str, ...]:
        """What the outcome of each equation is called."""
        return tuple(formula.outcome.text for formula in self.formulas)

    def only(self, kept: "Truths", dropped: Sequence[Dropped] = ()) -> "Prepared":
        """Some of the cases; columns that tell nothing more among them are dropped too."""

        def some(of: Any) -> Any:
            return None if of is None else of[kept]

        fewer = replace(
            self,
            outcomes=tuple(map(some, self.outcomes)),
            weights=some(self.weights),
            clusters=some(self.clusters),
            unit=some(self.unit),
            replicates=some(self.replicates),
            absorbed=tuple(map(some, self.absorbed)),
            frame=replace(self.frame, held={name: values[kept] for name, values in self.frame.held.items()}),
        )
        return fewer.without({(one.equation, one.term) for one in dropped}, dropped)

    def without(self, terms: "set[tuple[str, str]]", dropped: Sequence[Dropped]) -> "Prepared":
        """Without some terms, each with its equation, and without what then tells nothing more."""
        columns = tuple(
            tuple(one for one in of if (name, one.name) not in terms)
            for name, of in zip(self.names, self.frame.columns, strict=True)
        )
        fewer = replace(self, frame=replace(self.frame, columns=columns), dropped=(*self.dropped, *dropped))
        return _independent(fewer)


def prepare(  # noqa: PLR0913 - what a model is asked for
    dataset: Dataset,
    formulas: Sequence[str],
    *,
    weight: str | None = None,
    design: Design | None = None,
    cluster: str | None = None,
    where: Expression | None = None,
    absorb: Sequence[str] = (),
    partial: Sequence[int] = (),
    categories: bool = False,
) -> Prepared:
    """Take from a dataset what formulas name; cases that lack any of it are lost, and counted.

    Args:
        dataset: the cases.
        formulas: one for each equation.
        weight: how many cases of the population a case stands for.
        design: how cases were drawn.
        cluster: a variable whose cases may be alike.
        where: the cases asked about.
        absorb: variables of which each category has a constant that is not shown.
        partial: the places of formulas whose outcome is observed only where the outcome of the others is 1, as with
            selection; elsewhere it and its terms may be missing, and what the outcome holds is not looked at.
        categories: whether outcomes are categories; they become places in `levels`.

    Raises:
        DataError: SK762, a formula cannot be read; SK401, SK763, its variables are not there or not what they are to
            be; SK764, nothing varies; SK743, no case is left; SK773, weights and clusters that contradict a design;
            and what a design or weight is refused for.
    """
    read = tuple(map(parsed, formulas))
    design = drawn_as(design, weight, cluster)
    fit_the_codebook(dataset.codebook, read, design, tuple(filter(None, (*absorb, cluster))), categories=categories)
    taken = fetched(dataset, read, design, cluster, where, absorb)
    alive, lost, outcomes, held = complete(taken, read, partial, categories=categories)
    taken = replace(taken, held=held)
    if not alive.any():
        raise DataError(_nobody(taken.cases, lost))
    return _made(taken, read, alive, lost, outcomes, design, categories=categories)


def _made(
    taken: Taken,
    read: tuple[Formula, ...],
    alive: "Truths",
    lost: tuple[Lost, ...],
    outcomes: "Sequence[Floats]",
    design: Design | None,
    *,
    categories: bool,
) -> Prepared:
    """The numbers of the cases that have all, and their places in the sample."""
    held = {name: values[alive] for name, values in taken.held.items()}
    grouped = _grouped(read)
    found = {part.variable: _categories(taken.codebook, part.variable, held) for part in grouped}
    _bases_are_there(grouped, found)
    told, levels = [values[alive] for values in outcomes], tuple[tuple[Value, ...], ...]()
    if categories:
        names = [formula.outcome.names[0] for formula in read]
        levels = tuple(_categories(taken.codebook, name, held) for name in names)
        told = [_places(held[name], of) for name, of in zip(names, levels, strict=True)]
    _vary(read, told)
    codes = {name: numbered([held[name]], len(told[0]))[0] for name in taken.grouping}
    drawn = design is not None and bool(design.stages or design.calibration)
    prepared = Prepared(
        formulas=read,
        outcomes=tuple(told),
        matrices=(),
        weights=None if taken.weights is None else taken.weights[alive],
        clusters=next((codes[name] for name, what in taken.grouping.items() if what == "cluster"), None),
        units=units_of(design, taken.drawn, len(alive)) if design is not None and drawn else None,
        unit=alive.nonzero()[0] if drawn else None,
        replicates=None if taken.replicates is None else taken.replicates[alive],
        absorbed=tuple(codes[name] for name, what in taken.grouping.items() if what == "absorb"),
        cases=taken.cases,
        lost=lost,
        dropped=tuple(_alone(read, found)),
        frame=Frame(tuple(f.columns(found) for f in read), held, taken.codebook, found),
        levels=levels,
        design=design,
    )
    return _independent(prepared)


def _grouped(read: Sequence[Formula]) -> tuple[Grouped, ...]:
    """The variables of a `C()`, each once for each base."""
    return tuple(dict.fromkeys(part for f in read for part in f.parts if isinstance(part, Grouped)))


def _categories(codebook: Codebook, name: str, held: Held) -> tuple[Value, ...]:
    """The categories of a variable that occur, in the order of its codes."""
    values = [as_code(value) for value in kinds_of(held[name])[0]]
    there = [value for value in values if value is not None]
    if len(there) > MOST_CATEGORIES:
        raise DataError(
            too_many(
                name,
                MOST_CATEGORIES,
                "group the values first; `absorb` takes a variable of a regression whatever its categories",
            )
        )
    return tuple(value for value in in_order(codebook, codebook[name], there)[0] if value in there)


def _bases_are_there(grouped: Sequence[Grouped], found: Mapping[str, tuple[Value, ...]]) -> None:
    """Refuse a base that no case has."""
    problems = [
        Problem(
            FORMULA,
            f"C({part.variable}, {part.base!r}) has a base that no case of the model has",
            Place(variable=part.variable),
            _meant(part, found[part.variable]),
        )
        for part in grouped
        if part.base is not None and part.base not in found[part.variable]
    ]
    if problems:
        raise DataError(problems)


def _meant(part: Grouped, there: Sequence[Value]) -> str:
    """The base that was meant, where it is one but for its quotes; else all there are."""
    like = next((value for value in there if str(value) == str(part.base)), None)
    return f"the categories are {listed(there)}" if like is None else f"write C({part.variable}, {like!r})"


def _alone(read: Sequence[Formula], found: Mapping[str, tuple[Value, ...]]) -> Iterator[Dropped]:
    """Categories that all cases share: they have no column beside the constant."""
    for formula in read:
        for part in _grouped((formula,)):
            if len(found[part.variable]) == 1:
                yield Dropped(formula.outcome.text, f"{part.variable}[{found[part.variable][0]}]", "constant")


def _places(values: "NDArray[Any]", levels: Sequence[Value]) -> "Floats":
    """The place of each case's category among those there are."""
    import numpy as np

    kinds, at = kinds_of(values)
    order: Sequence[Value | None] = levels
    return np.array([order.index(as_code(kind)) for kind in kinds], dtype=float)[at]


def _vary(read: Sequence[Formula], outcomes: "Sequence[Floats]") -> None:
    """Refuse outcomes that are the same in all cases."""
    import numpy as np

    problems = []
    for formula, values in zip(read, outcomes, strict=True):
        seen = values[np.isfinite(values)]
        if not len(seen) or np.ptp(seen) == 0:
            told = f"is the same in all {len(seen)} cases" if len(seen) else "is observed in no case"
            what = f"the outcome '{formula.outcome.text}' {told} of the model"
            problems.append(Problem(NO_VARIATION, what, Place(variable=formula.outcome.text), NO_VARIATION.mend))
    if problems:
        raise DataError(problems)


def _independent(prepared: Prepared) -> Prepared:
    """Without the columns that earlier ones tell already, in the order of the formula."""
    import numpy as np

    columns, matrices, dropped = [], [], list(prepared.dropped)
    for equation, name in enumerate(prepared.names):
        of, values = prepared.frame.columns[equation], prepared.frame.matrix(equation)
        seen = values[np.isfinite(prepared.outcomes[equation])]
        kept = independent(seen)
        same = np.ptp(seen, axis=0) == 0
        away = [at for at in range(len(of)) if at not in kept]
        dropped += [Dropped(name, of[at].name, "constant" if same[at] else "collinear") for at in away]
        columns.append(tuple(of[at] for at in kept))
        matrices.append(Matrix(tuple(one.name for one in columns[-1]), values[:, kept]))
        if not kept:
            what = f"the formula of '{name}' has no term that differs between the {len(seen)} cases"
            raise DataError(Problem(NO_VARIATION, what, hint=NO_VARIATION.mend))
    frame = replace(prepared.frame, columns=tuple(columns))
    return replace(prepared, frame=frame, matrices=tuple(matrices), dropped=tuple(dropped))


def independent(values: "Floats", beside: "Floats | None" = None) -> list[int]:
    """The columns that are no combination of those before them.

    Args:
        values: (n, k), the columns.
        beside: what they were before something was taken off; rounding is measured by it.
    """
    import numpy as np

    sizes = np.sqrt(((values if beside is None else beside) ** 2).sum(axis=0))
    kept = [at for at in range(values.shape[1]) if sizes[at] > 0]
    scaled = values[:, kept] / sizes[kept]
    if _surely_independent(scaled):
        return kept
    triangle = np.asarray(np.linalg.qr(scaled, mode="r"))
    left = list(range(len(kept)))
    while True:
        diagonal = np.zeros(len(left))
        sizes = np.abs(np.diag(np.asarray(np.linalg.qr(triangle[:, left], mode="r"))))
        diagonal[: len(sizes)] = sizes
        away = np.flatnonzero(diagonal < ALIKE)
        if not len(away):
            return [kept[at] for at in left]
        del left[away[0]]


def _surely_independent(scaled: "Floats") -> bool:
    """Whether every column differs from all others by far more than rounding; their products, cheaply had, tell it."""
    import numpy as np

    try:
        triangle = np.linalg.cholesky(scaled.T @ scaled)
    except np.linalg.LinAlgError:
        return False
    return bool((np.diag(triangle) > SURELY).all())


def _nobody(kept: Cases, lost: Sequence[Lost]) -> Problem:
    """The complaint that there is no case, with where they went."""
    out = [f"{n} left out ({reason.replace('_', ' ')})" for reason, n in kept.left_out.items()]
    out += [f"{one.n - one.undefined} lack '{one.variable}'" for one in lost if one.n > one.undefined]
    out += [f"of {one.undefined} what is reckoned from '{one.variable}' is undefined" for one in lost if one.undefined]
    what = f"no case of {kept.total} is left for the model: {', '.join(out) or 'the data hold none'}"
    return Problem(NOBODY, what, hint="leave out the variable that many cases lack, or look at the filter")
