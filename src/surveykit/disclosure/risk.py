"""The risk of a file to be released: how many cases stand alone in what an outsider may know of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from surveykit import engine as engines
from surveykit.codebook.codebook import unknown_variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Cell, Engine
from surveykit.expr.sql import quoted
from surveykit.expr.syntax import Expression
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule

NO_KEYS = Rule(
    "SK961",
    "A risk needs the variables an outsider may know",
    "Without them every case looks like every other.",
    "surveykit disclosure sis.parquet --k 5",
    "Name them: industry, region, size class, year of establishment.",
)
SIZES = (1, 2, 3, 5, 10)
"""Up to which sizes groups of cases that look alike are counted."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Cases that are the same in every key: their values, how many they are, and how various their sensitive answers.

    `different` counts the different sensitive values, missing ones as one; `effective` is the exponential of their
    entropy, the number of equally frequent values that would be as uncertain.
    """

    values: tuple[Value | None, ...]
    n: int
    different: int | None = None
    effective: float | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """What an outsider who knows the keys could do with a file.

    `sizes` counts the cases that stand in groups of at most 1, 2, 3, 5 and 10 alike; `below_k` those in groups smaller
    than k, `below_l` those in groups with fewer than l different sensitive values. `without` says, for each key, how
    many cases would stand in groups smaller than k if it were not released.
    """

    keys: tuple[str, ...]
    sensitive: str
    n: int
    k: int
    l: int  # noqa: E741 - the field's name
    groups: int
    smallest: int
    sizes: Mapping[int, int]
    below_k: int
    below_l: int | None
    without: Mapping[str, int]
    worst: tuple[Alike, ...]

    @property
    def uniques(self) -> int:
        """Cases that nobody else looks like."""
        return self.sizes[1]


def risk(
    dataset: Dataset,
    keys: Sequence[str],
    *,
    sensitive: str = "",
    k: int = 5,
    l: int = 2,  # noqa: E741 - the field's name
    where: Expression | None = None,
    worst: int = 10,
) -> Risk:
    """How many cases of a file are alike in the keys, and how various their sensitive answers are.

    A missing value is a value like any other: an outsider may know that somebody did not answer.

    Source:
        Samarati and Sweeney (1998) for k; Machanavajjhala and others (2007), definitions 4 and 5, for l.

    Raises:
        DataError: SK401, unknown names; SK961, no keys.
    """
    codebook = dataset.codebook
    asked = [*keys, *([sensitive] if sensitive else [])]
    if problems := [unknown_variable(codebook, name) for name in dict.fromkeys(asked) if name not in codebook]:
        raise DataError(problems)
    if not keys:
        raise DataError(Problem(NO_KEYS, "no variables are named that an outsider may know", hint=NO_KEYS.mend))
    chosen = tuple(dict.fromkeys(keys))
    with engines.open(looking_back(dataset, where)) as engine:
        condition = _condition(dataset, where)
        found = _alike(engine, chosen, sensitive, condition)
        without = {key: _below(engine, [one for one in chosen if one != key], k, condition) for key in chosen}
    n = sum(one.n for one in found)
    small = sorted(found, key=lambda one: (one.n, [(value is None, str(value)) for value in one.values]))
    return Risk(
        keys=chosen,
        sensitive=sensitive,
        n=n,
        k=k,
        l=l,
        groups=len(found),
        smallest=min((one.n for one in found), default=0),
        sizes={size: sum(one.n for one in found if one.n <= size) for size in SIZES},
        below_k=sum(one.n for one in found if one.n < k),
        below_l=sum(one.n for one in found if one.different is not None and one.different < l) if sensitive else None,
        without=without,
        worst=tuple(small[:worst]),
    )


def _condition(dataset: Dataset, where: Expression | None) -> str:
    if where is None:
        return ""
    from surveykit.expr.sql import sql_of

    return sql_of(where, dataset.codebook.symbols())


def _alike(engine: Engine, keys: tuple[str, ...], sensitive: str, condition: str) -> list[Alike]:
    asked = [*map(quoted, keys), *([quoted(sensitive)] if sensitive else [])]
    groups: dict[tuple[Value | None, ...], list[Cell]] = {}
    for cell in engine.groups(asked, where=condition):
        groups.setdefault(cell.keys[: len(keys)], []).append(cell)
    return [_one(values, [cell.n for cell in cells], bool(sensitive)) for values, cells in groups.items()]


def _one(values: tuple[Value | None, ...], counts: list[int], various: bool) -> Alike:  # noqa: FBT001 - of one call
    n = sum(counts)
    if not various:
        return Alike(values, n)
    return Alike(values, n, len(counts), exp(-sum(c / n * log(c / n) for c in counts)))


def _below(engine: Engine, keys: Sequence[str], k: int, condition: str) -> int:
    """How many cases stand in groups smaller than k."""
    return sum(cell.n for cell in engine.groups([*map(quoted, keys)], where=condition) if cell.n < k)
