"""What variables hold: valid and missing cases, mean and spread, quartiles, frequencies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite, sqrt

from surveykit import engine as engines
from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import missing_sql, quoted, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError
from surveykit.stats.cases import MOST_GROUPS, Cases, Count, Lack, cases, in_order, known, lacks, named, seen, too_many
from surveykit.stats.framed import Framed
from surveykit.stats.sets import answered, choices

POINTS = (0.0, 0.25, 0.5, 0.75, 1.0)
MOST_VALUES = 20
"""How many different values a variable without a code list may have and still be tabulated."""
AT_ONCE = 50
"""How many variables are asked about with one view of the table."""

Keys = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Mean, standard deviation and order statistics of the valid cases.

    One case has no standard deviation, nor have values too large to be squared; where one is infinite there
    is no mean either.
    """

    mean: float | None
    sd: float | None
    minimum: float
    lower: float
    median: float
    upper: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Profile:
    """One variable in one group: how many valid, why the others are missing, and what the valid ones say.

    `numbers` is None where a mean would mean nothing (codes that are names, texts) or no case is valid;
    `values` is None where frequencies are not given; `ends` are the first and last date.
    """

    name: str
    n: int
    weight: float
    missing: tuple[Lack, ...]
    numbers: Numbers | None = None
    values: tuple[Count, ...] | None = None
    undeclared: frozenset[Value] = frozenset()
    ends: tuple[str, str] | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class SetProfile:
    """One multiple-response question in one group: who answered it, and what was ticked how often.

    A case has answered where at least one column of the set holds a valid value; `none` are those of
    them who ticked nothing.
    """

    name: str
    n: int
    weight: float
    missing: tuple[Lack, ...]
    ticked: tuple[Count, ...]
    none: Count


@dataclass(frozen=True, slots=True)
class Group:
    """The profiles of one group of cases; `value` None is the whole."""

    value: Value | None
    n: int
    profiles: tuple[Profile | SetProfile, ...]


@dataclass(frozen=True, slots=True)
class Description(Framed):
    """Variables described for each group and, last, for the whole."""

    cases: Cases
    by: str | None
    groups: tuple[Group, ...]
    ungrouped: tuple[Lack, ...] = ()  # cases left out because their group is missing

    def records(self) -> list[Mapping[str, object]]:
        """A row for each variable of each group: n, missing, and statistics where it has a mean."""
        return [
            {
                "variable": profile.name,
                **({self.by: group.value} if self.by else {}),
                "n": profile.n,
                "weight": profile.weight,
                "missing": sum(lack.n for lack in profile.missing),
                **{key: getattr(getattr(profile, "numbers", None), key, None) for key in Numbers.__slots__},
            }
            for group in self.groups
            for profile in group.profiles
        ]


def describe(
    dataset: Dataset,
    names: str | Sequence[str] = (),
    *,
    weight: str | None = None,
    by: str | None = None,
    where: Expression | None = None,
) -> Description:
    """Describe variables and response sets; no names are all variables, with the members of sets in their sets.

    Raises:
        DataError: SK401, unknown names; SK701, a weight that is no number; SK702, too many groups.
    """
    known(dataset.codebook, names := named(names), by, weight)
    codebook, wanted = dataset.codebook, names or everything(dataset.codebook)
    looked, symbols = looking_back(dataset, where), codebook.symbols()
    parts = []
    for place in range(0, max(1, len(wanted)), AT_ONCE):
        some = wanted[place : place + AT_ONCE]
        columns = () if where is not None else columns_of(codebook, [*some, *filter(None, (by, weight))])
        with engines.open(looked, columns) as engine:
            parts.append(_describe(engine, codebook, symbols, cases(engine, dataset, weight, where), by, some))
    return _together(parts)


def columns_of(codebook: Codebook, names: Sequence[str]) -> tuple[str, ...]:
    """The columns of variables and response sets, each once."""
    members = {s.name: s.variables for s in codebook.sets}
    columns = [(name,) if name in codebook else members[name] for name in names]
    return tuple(dict.fromkeys(column for some in columns for column in some))


def _together(parts: Sequence[Description]) -> Description:
    """Descriptions of several variables of the same cases and groups as one."""
    groups = [
        replace(same[0], profiles=tuple(profile for group in same for profile in group.profiles))
        for same in zip(*(part.groups for part in parts), strict=True)
    ]
    return replace(parts[0], groups=tuple(groups))


def _describe(
    engine: Engine, codebook: Codebook, symbols: Symbols, kept: Cases, by: str | None, names: Sequence[str]
) -> Description:
    ungrouped: tuple[Lack, ...] = ()
    groups: list[Keys] = [()]
    if by is not None:
        groups = [*((value,) for value in _groups(engine, codebook, symbols, kept, by)), ()]
        cells = engine.groups([quoted(by)], kept.sums(), kept.where(missing_sql(symbols[by])))
        ungrouped = lacks(codebook[by], cells, weighted=bool(kept.each))
    asked = _Asked(engine, codebook, symbols, kept, by, tuple(groups))
    sizes = asked.sizes()
    profiles = [asked.profiles(name) for name in names]
    made = [Group(key[0] if key else None, sizes.get(key, 0), tuple(p[key] for p in profiles)) for key in groups]
    return Description(kept, by, tuple(made), ungrouped)


def _groups(engine: Engine, codebook: Codebook, symbols: Symbols, kept: Cases, by: str) -> tuple[Value, ...]:
    """The values of the grouping variable; of a long code list those that occur."""
    found = seen(engine, symbols, kept, by, MOST_GROUPS)
    if len(found) > MOST_GROUPS:
        hint = "--by takes a variable with few values: group these first, or name it among the variables described"
        raise DataError(too_many(by, MOST_GROUPS, hint))
    values, _ = in_order(codebook, codebook[by], found)
    return values if len(values) <= MOST_GROUPS else tuple(value for value in values if value in found)


def everything(codebook: Codebook) -> tuple[str, ...]:
    """Every variable in order, the members of a response set replaced by the set."""
    owner = {member: s.name for s in codebook.sets for member in s.variables}
    return tuple(dict.fromkeys(owner.get(name, name) for name in codebook.names))


def has_mean(codebook: Codebook, variable: Variable) -> bool:
    """Whether a mean says something: of numbers, of grades in order, of 0 and 1 (a share), not of names."""
    codes = codebook.codes_of(variable)
    if variable.type != "number" or codes is None or variable.measure != "nominal":
        return variable.type == "number"
    emptiness = variable.emptiness
    return {value for value in codes.values if emptiness.reason(value) is None} <= {0, 1}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One description under way: the questions put to the engine, for each group and for the whole."""

    engine: Engine
    codebook: Codebook
    symbols: Symbols
    cases: Cases
    by: str | None
    groups: tuple[Keys, ...]

    @property
    def levels(self) -> tuple[tuple[str, ...], ...]:
        return ((),) if self.by is None else ((quoted(self.by),), ())

    def where(self, condition: str = "") -> str:
        grouped = "" if self.by is None else valid_sql(self.symbols[self.by])
        return self.cases.where(grouped, condition)

    def sizes(self) -> dict[Keys, int]:
        return {cell.keys: cell.n for _, cell in self.cells((), (), self.where())}

    def cells(self, keys: Sequence[str], sums: Sequence[str], where: str) -> Iterator[tuple[Keys, Cell]]:
        """The cells of each group, and of all together, which are those of the groups put together."""
        if self.by is None:
            yield from (((), cell) for cell in self.engine.groups(keys, sums, where))
            return
        together: dict[Keys, list[Cell]] = {}
        for cell in self.engine.groups([quoted(self.by), *keys], sums, where):
            together.setdefault(cell.keys[1:], []).append(cell)
            yield cell.keys[:1], cell
        for rest, same in together.items():
            totals = tuple(map(_added, zip(*(cell.sums for cell in same), strict=True)))
            yield (), Cell(rest, sum(cell.n for cell in same), totals)

    def counted(self, value: str, condition: str) -> dict[Keys, list[Cell]]:
        """The values of an expression with their counts; the value is the last key of each cell."""
        found: dict[Keys, list[Cell]] = {group: [] for group in self.groups}
        for group, cell in self.cells([value], self.cases.sums(), self.where(condition)):
            found.setdefault(group, []).append(cell)
        return found

    def parted(self, column: str, missing: str) -> tuple[dict[Keys, list[Cell]], dict[Keys, list[Cell]]]:
        """The valid values of a column and the missing ones, each with their counts, in one question."""
        valid: dict[Keys, list[Cell]] = {group: [] for group in self.groups}
        lacking: dict[Keys, list[Cell]] = {group: [] for group in self.groups}
        flag = f"CASE WHEN {missing} THEN 1 ELSE 0 END"
        for group, cell in self.cells([flag, column], self.cases.sums(), self.where()):
            (lacking if cell.keys[-2] else valid).setdefault(group, []).append(
                replace(cell, keys=(*group, cell.keys[-1]))
            )
        return valid, lacking

    def weight(self, cell: Cell) -> float:
        return cell.sums[0] if self.cases.each else float(cell.n)

    def profiles(self, name: str) -> dict[Keys, Profile] | dict[Keys, SetProfile]:
        if name in self.codebook:
            return self.variable(self.codebook[name])
        return self.response_set(next(s for s in self.codebook.sets if s.name == name))

    def variable(self, variable: Variable) -> dict[Keys, Profile]:
        symbol = self.symbols[variable.name]
        column, valid = quoted(variable.name), valid_sql(symbol)
        values: tuple[dict[Keys, tuple[Count, ...]], frozenset[Value]] | None
        if variable.codes is not None and variable.measure != "scale":
            taken, missing = self.parted(column, missing_sql(symbol))
            sizes, values = taken, self.categories(variable, taken)
        else:
            missing = self.counted(column, missing_sql(symbol))
            sizes, values = self.counted("1", valid), self.frequencies(variable, column, valid)
        numbers = self.numbers(column, valid) if has_mean(self.codebook, variable) else {}
        ends = self.ends(column, valid) if variable.type not in {"number", "text"} else {}
        longest = self.longest(column, valid) if variable.type == "text" and variable.codes is None else {}
        return {
            group: Profile(
                variable.name,
                n=sum(cell.n for cell in sizes[group]),
                weight=sum(self.weight(cell) for cell in sizes[group]),
                missing=lacks(variable, missing[group], weighted=bool(self.cases.each)),
                numbers=numbers.get(group),
                values=None if values is None else values[0][group],
                undeclared=frozenset() if values is None else values[1],
                ends=ends.get(group),
                longest=longest.get(group),
            )
            for group in self.groups
        }

    def numbers(self, column: str, valid: str) -> dict[Keys, Numbers]:
        """Mean, standard deviation, quartiles and extremes.

        With weights w: mean = sum(wx) / sum(w), variance = n / (n - 1) x sum(w (x - mean)^2) / sum(w), n the
        number of cases: multiplying the weights changes nothing, and equal weights give the usual n - 1.
        The squares are summed about the mean of all cases, in a second pass, so that nothing cancels.

        Source:
            Lumley, `svyvar` of R's survey package (Stata's aweights do the same; SPSS divides by
            sum(w) - 1); quartiles: see `engine.quantiles`. Pinned by tests/reference/test_r_describe.py.
        """
        x, where = f"CAST({column} AS DOUBLE)", self.where(valid)
        totals = {cell.keys: cell for _, cell in self.cells((), self.cases.sums(x), where)}
        if not totals.get((), Cell((), 0)).n:
            return {}
        centre = totals[()].sums[-1] / self.weight(totals[()])
        centre = centre if isfinite(centre) else 0.0
        off = f"({x} - CAST('{centre!r}' AS DOUBLE))"
        found = {}
        ends = {
            group: points
            for level in self.levels
            for group, points in self.engine.quantiles(x, POINTS, level, self.cases.each, where).items()
        }
        for _, cell in self.cells((), self.cases.sums(off, f"{off} * {off}"), where):
            if not cell.n:
                continue
            weight, (shift, squares) = self.weight(cell), cell.sums[-2:]
            low, lower, median, upper, high = ends[cell.keys]
            average = low if low == high else totals[cell.keys].sums[-1] / weight
            mean = average if isfinite(average) and isfinite(low) and isfinite(high) else None
            spread = (squares - shift * shift / weight) / weight
            sd: float | None = None
            if mean is not None and isfinite(spread) and cell.n > 1:
                sd = 0.0 if low == high else sqrt(max(0.0, spread) * cell.n / (cell.n - 1))
            found[cell.keys] = Numbers(mean, sd, low, lower, median, upper, high)
        return found

    def frequencies(
        self, variable: Variable, column: str, valid: str
    ) -> tuple[dict[Keys, tuple[Count, ...]], frozenset[Value]] | None:
        """Each value of a number without a list, where they are few; None where the values are no categories."""
        if variable.measure == "scale" or variable.type != "number":
            return None
        if len(self.engine.groups([column], where=self.where(valid), most=MOST_VALUES + 1)) > MOST_VALUES:
            return None
        return self.categories(variable, self.counted(column, valid))

    def categories(
        self, variable: Variable, counted: dict[Keys, list[Cell]]
    ) -> tuple[dict[Keys, tuple[Count, ...]], frozenset[Value]]:
        """Each category with its count, those nobody chose too, and which of them nobody declared."""
        seen = {cell.keys[-1] for cells in counted.values() for cell in cells}
        values, undeclared = in_order(self.codebook, variable, [v for v in seen if v is not None])
        found = {}
        for group in self.groups:
            counts = {cell.keys[-1]: Count(cell.keys[-1], cell.n, self.weight(cell)) for cell in counted[group]}
            found[group] = tuple(counts.get(value, Count(value, 0, 0.0)) for value in values)
        return found, frozenset(undeclared)

    def ends(self, column: str, valid: str) -> dict[Keys, tuple[str, str]]:
        found: dict[Keys, tuple[str, str]] = {}
        for level in self.levels:
            for keys, (first, last) in self.engine.extremes(column, level, self.where(valid)).items():
                found[keys] = (str(first), str(last))
        return found

    def longest(self, column: str, valid: str) -> dict[Keys, int]:
        found: dict[Keys, int] = {}
        for level in self.levels:
            for keys, (_, most) in self.engine.extremes(f"LENGTH({column})", level, self.where(valid)).items():
                found[keys] = int(most)
        return found

    def response_set(self, response_set: ResponseSet) -> dict[Keys, SetProfile]:
        """Ticks of each choice, cases that answered, cases that ticked none; others by their first member's reason."""
        first = self.codebook[response_set.variables[0]]
        somewhere = answered(self.symbols, response_set)
        listed = choices(self.codebook, self.symbols, response_set)
        none = " AND ".join(f"({ticked}) = 0" for _, ticked in listed)
        unanswered = self.counted(quoted(first.name), f"NOT ({somewhere})")
        sums = [sql for _, ticked in listed for sql in [ticked, *self.cases.sums(ticked)[1:]]]
        last = f"CASE WHEN {none} THEN 1 ELSE 0 END"
        sums += [last, *self.cases.sums(last)[1:]]
        step = 2 if self.cases.each else 1
        found = {}
        cells = {cell.keys: cell for _, cell in self.cells((), [*self.cases.sums(), *sums], self.where(somewhere))}
        for group in self.groups:
            cell = cells.get(group, Cell(group, 0, (0.0,) * (len(sums) + step - 1)))
            ticks = cell.sums[step - 1 :]
            counts = [
                Count(value, round(ticks[i * step]), ticks[i * step + step - 1])
                for i, value in enumerate([*(value for value, _ in listed), None])
            ]
            missing = lacks(first, unanswered[group], weighted=bool(self.cases.each))
            found[group] = SetProfile(
                response_set.name, cell.n, self.weight(cell), missing, tuple(counts[:-1]), counts[-1]
            )
        return found


def _added(numbers: Sequence[float]) -> float:
    """Rounded once; infinite ones are added as they are."""
    return fsum(numbers) if all(map(isfinite, numbers)) else sum(numbers)
