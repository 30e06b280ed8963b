"""The cases a statistic is taken over: the filter, the weight, and how many each of them leaves out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap
from math import isnan

from surveykit.codebook.codebook import UNKNOWN_VARIABLE, Codebook, unknown_variable
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import missing_sql, quoted, sql_of, valid_sql
from surveykit.expr.symbol import Symbols
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed

NOT_A_WEIGHT = Rule(
    "SK701",
    "The weight is not a number",
    "A weight says how many cases of the population one case stands for; a code only names a category.",
    "surveykit describe sis.sav size --weight region",
    "Name a numeric variable without a code list.",
)
NO_WEIGHT = Rule(
    "SK721",
    "No case has a weight that counts",
    "With all weights missing, zero or negative there is nothing to count; often another variable was meant.",
    "surveykit estimate sis.sav mean:size --weight w, of a `w` that is 0 in every case",
    "Look at the weight with `surveykit describe`, and name the one that is meant.",
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
WEIGHT_INFINITE = "weight_infinite"
KEPT = "kept"

HEAVIEST = 1e100  # what weighs more is infinite for all purposes; its sums would be


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


def cases(
    engine: Engine,
    dataset: Dataset,
    weight: str | None = None,
    where: Expression | None = None,
    *,
    called: str | None = None,
) -> Cases:
    """Find the cases that are kept, and count those that are not.

    A case is left out where the filter is false or cannot be decided, and where its weight is missing,
    zero, negative or infinite. The weight is told as it is `called`, where that is not its column.

    Raises:
        DataError: SK721, none is kept for want of a weight.
    """
    symbols = dataset.codebook.symbols()
    tests, taken = [], []
    if where is not None:
        chosen = sql_of(where, symbols)
        tests += [(f"({chosen}) IS NULL", UNKNOWN), (f"NOT ({chosen})", FILTERED)]
        taken.append(chosen)
    each = ""
    if weight is not None:
        each, lacking = f"CAST({quoted(weight)} AS DOUBLE)", missing_sql(symbols[weight])
        heaviest = f"CAST('{HEAVIEST!r}' AS DOUBLE)"
        tests += [(lacking, WEIGHT_MISSING), (f"{each} <= 0", WEIGHT_NOT_POSITIVE)]
        tests += [(f"{each} > {heaviest}", WEIGHT_INFINITE)]
        taken.append(f"NOT {lacking} AND {each} > 0 AND {each} <= {heaviest}")
    kept = Cases(engine.groups()[0].n, {}, called or weight, " AND ".join(f"({part})" for part in taken), each)
    if not tests:
        return kept
    if where is None and engine.groups(where=kept.condition)[0].n == kept.total:
        return replace(kept, condition="")  # the ends of the weights noted in a file often tell it
    state = f"CASE {' '.join(starmap('WHEN {} THEN {!r}'.format, tests))} ELSE '{KEPT}' END"
    counted = {str(cell.keys[0]): cell.n for cell in engine.groups([state])}
    kept = replace(kept, left_out={name: counted[name] for _, name in tests if counted.get(name)})
    if weight is not None and not kept.n and kept.selected:
        raise DataError(_no_weights(called or weight, kept))
    return kept


def _no_weights(weight: str, kept: Cases) -> Problem:
    """The complaint that the weight of no case counts, with what the weights are."""
    reasons = {WEIGHT_MISSING: "missing", WEIGHT_NOT_POSITIVE: "zero or negative", WEIGHT_INFINITE: "infinite"}
    counts = ", ".join(f"{word} {kept.left_out[key]}" for key, word in reasons.items() if key in kept.left_out)
    what = f"'{weight}' weighs none of {kept.selected} cases: {counts}"
    return Problem(
        NO_WEIGHT, what, hint=f"look at it with `surveykit describe DATA {weight}`, and name the weight meant"
    )


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


def named(names: str | Sequence[str]) -> tuple[str, ...]:
    """Names as a tuple; a text is one name, and not its letters."""
    return (names,) if isinstance(names, str) else tuple(names)


def known(codebook: Codebook, names: Sequence[str], variable: str | None = None, weight: str | None = None) -> None:
    """Refuse at once all names that cannot be what they are to be.

    Args:
        codebook: the codebook of the dataset.
        names: names of variables or response sets.
        variable: what makes the groups or columns; no response set, for there a case would be in several.
        weight: the weight, a number that is no code.

    Raises:
        DataError: SK401, there is no such variable; SK701, the weight is no number.
    """
    sets = {s.name: s for s in codebook.sets if s.name not in codebook}
    asked = dict.fromkeys(name for name in (*names, variable, weight) if name is not None)
    problems = [unknown_variable(codebook, name) for name in asked if name not in codebook and name not in sets]
    for name in dict.fromkeys((variable, weight)):
        if name in sets:
            hint = f"name one of its columns: {listed(sets[name].variables)}"
            problems.append(Problem(UNKNOWN_VARIABLE, f"'{name}' is a response set, not a variable", hint=hint))
    if weight is not None and weight in codebook:
        problems += _no_weight(codebook[weight])
    if problems:
        raise DataError(problems)


def _no_weight(variable: Variable) -> Iterator[Problem]:
    kinds = {"text": "texts", "date": "dates", "time": "times", "datetime": "dates with times"}
    if variable.type != "number":
        yield Problem(NOT_A_WEIGHT, f"'{variable.name}' holds {kinds[variable.type]}; a weight is a number")
    elif variable.codes is not None:
        what = f"'{variable.name}' holds codes of the list '{variable.codes}'; a weight is a number that counts cases"
        yield Problem(NOT_A_WEIGHT, what, hint=NOT_A_WEIGHT.mend)


def seen(engine: Engine, symbols: Symbols, kept: Cases, name: str, most: int) -> list[Value]:
    """The valid values of a variable among the cases that are kept, and one more than `most` at the most."""
    cells = engine.groups([quoted(name)], where=kept.where(valid_sql(symbols[name])), most=most + 1)
    return [cell.keys[0] for cell in cells if cell.keys[0] is not None]


def too_many(name: str, most: int, hint: str) -> Problem:
    """The complaint that a variable has too many values to make the rows, columns or groups of a table."""
    return Problem(TOO_MANY_CATEGORIES, f"'{name}' has more than {most} different values", hint=hint)
