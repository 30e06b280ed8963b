"""The cases a statistic is taken over: the filter, the weight, and how many each of them leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from math import isnan

from surveykit.codebook.codebook import Codebook, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import missing_sql, quoted, sql_of, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule

NOT_A_WEIGHT = Rule(
    "SK701",
    "The weight is not a number",
    "A weight says how many cases of the population one case stands for.",
    "surveykit describe sis.sav size --weight region",
    "Name a numeric variable.",
)
TOO_MANY_CATEGORIES = Rule(
    "SK702",
    "Too many categories for a table",
    "A table with a row for every amount of turnover tells nothing, and would fill the screen.",
    "surveykit crosstab sis.sav turnover export",
    "Group the values first, or describe the variable itself.",
)
MOST_CATEGORIES = 200
MOST_GROUPS = 50  # each of them has a row in the summary and a table of every category

UNKNOWN = "unknown"  # the filter cannot be decided of the case
FILTERED = "filtered"
WEIGHT_MISSING = "weight_missing"
WEIGHT_NOT_POSITIVE = "weight_not_positive"
KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Count:
    """A value, with the number of cases that have it and the sum of their weights (n where there are none)."""

    value: Value | None
    n: int
    weight: float


@dataclass(frozen=True, slots=True)
class Lack:
    """A missing value: why it is missing, the code that says so, how many cases, the sum of their weights."""

    reason: str
    value: Value | None
    n: int
    weight: float


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases a statistic begins with, and those left out before: by the filter and for want of a weight."""

    total: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    weight: str | None = None  # the name of the weight
    condition: str = ""  # the filter and the weight as SQL
    each: str = ""  # the weight of one case as SQL; "" where each case counts once

    @property
    def n(self) -> int:
        """How many cases are kept."""
        return self.total - sum(self.left_out.values())

    @property
    def selected(self) -> int:
        """How many cases the filter takes, whatever their weight."""
        return self.total - self.left_out.get(FILTERED, 0) - self.left_out.get(UNKNOWN, 0)

    def where(self, *conditions: str) -> str:
        """The condition of these cases together with others."""
        return " AND ".join(f"({part})" for part in (self.condition, *conditions) if part)

    def sums(self, *of: str) -> list[str]:
        """What to sum to have the weight of the cases, and the weighted sums of expressions."""
        return [self.each, *(f"{self.each} * {x}" for x in of)] if self.each else list(of)


def cases(engine: Engine, dataset: Dataset, weight: str | None = None, where: Expression | None = None) -> Cases:
    """Find the cases that are kept, and count those that are not.

    A case is left out where the filter is false or cannot be decided, and where its weight is missing,
    zero or negative.

    Raises:
        DataError: SK401, there is no such weight; SK701, it is not a number.
    """
    symbols = dataset.codebook.symbols()
    tests = []
    if where is not None:
        chosen = sql_of(where, symbols)
        tests += [(f"({chosen}) IS NULL", UNKNOWN), (f"NOT ({chosen})", FILTERED)]
    each = ""
    if weight is not None:
        if dataset.codebook[weight].type != "number":
            raise DataError(Problem(NOT_A_WEIGHT, f"'{weight}' holds texts; a weight is a number"))
        each = f"CAST({quoted(weight)} AS DOUBLE)"
        tests += [(missing_sql(symbols[weight]), WEIGHT_MISSING), (f"{each} <= 0", WEIGHT_NOT_POSITIVE)]
    if not tests:
        return Cases(engine.groups()[0].n)
    whens = " ".join(starmap("WHEN {} THEN '{}'".format, tests))
    state = f"CASE {whens} ELSE '{KEPT}' END"
    counted = {str(cell.keys[0]): cell.n for cell in engine.groups([state])}
    left_out = {name: counted[name] for _, name in tests if counted.get(name)}
    return Cases(sum(counted.values()), left_out, weight, f"{state} = '{KEPT}'", each)


def lacks(variable: Variable, cells: Iterable[Cell], *, weighted: bool) -> tuple[Lack, ...]:
    """Sort counted missing values by reason, in the order of the variable's missing codes, blanks last.

    The value counted is the last key of each cell.
    """
    order = {code.value: place for place, code in enumerate(variable.missing)}
    emptiness = variable.emptiness
    found = [
        Lack(emptiness.reason(value) or "", value, cell.n, cell.sums[0] if weighted else float(cell.n))
        for cell in cells
        for value in map(plain, cell.keys[-1:])
    ]
    blanks = [lack for lack in found if lack.value is None]
    merged = [Lack(blanks[0].reason, None, sum(b.n for b in blanks), sum(b.weight for b in blanks))] if blanks else []
    coded = [lack for lack in found if lack not in blanks]
    coded.sort(key=lambda lack: (order.get(lack.value or 0, len(order)), str(lack.value)))
    return (*coded, *merged)


def plain(value: Value | None) -> Value | None:
    """A value as it stands; None where it is blank, however the file writes that."""
    return None if isinstance(value, float) and isnan(value) else value


def in_order(codebook: Codebook, variable: Variable, values: Iterable[Value]) -> tuple[tuple[Value, ...], set[Value]]:
    """The categories of a variable: its valid codes as listed, then values nobody declared; and which those are."""
    emptiness = variable.emptiness
    codes = codebook.codes_of(variable)
    listed = [] if codes is None else [v for v in codes.values if emptiness.reason(v) is None]
    others = sorted(set(values) - set(listed), key=lambda value: (isinstance(value, str), value))
    return (*listed, *others), (set() if codes is None else set(others))


def known(dataset: Dataset, names: Sequence[str]) -> None:
    """Refuse names that are not in the codebook, all of them at once; a response set is a name too.

    Raises:
        DataError: SK401, one problem a name.
    """
    sets = {s.name for s in dataset.codebook.sets}
    unknown = [name for name in dict.fromkeys(names) if name not in dataset.codebook and name not in sets]
    if unknown:
        raise DataError([unknown_variable(dataset.codebook, name) for name in unknown])


def seen(engine: Engine, symbols: Symbols, kept: Cases, name: str, most: int) -> list[Value]:
    """The valid values of a variable among the cases that are kept, and one more than `most` at the most."""
    cells = engine.groups([quoted(name)], where=kept.where(valid_sql(symbols[name])), most=most + 1)
    return [cell.keys[0] for cell in cells if cell.keys[0] is not None]


def too_many(name: str, most: int, hint: str) -> Problem:
    """The complaint that a variable has too many values to make the rows, columns or groups of a table."""
    return Problem(TOO_MANY_CATEGORIES, f"'{name}' has more than {most} different values", hint=hint)
