"""The outline of what variables hold, as a small chart draws it: bars of numbers, dates over time, texts often given.

Nothing of a variable that is personal, and of texts only what several cases share: an outline tells of nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from surveykit import engine as engines
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.panel import looking_back
from surveykit.engine.base import Engine
from surveykit.expr.sql import quoted, valid_sql
from surveykit.expr.syntax import Expression
from surveykit.stats.cases import Cases, Count, cases
from surveykit.stats.describe import AT_ONCE, Numbers, Profile, SetProfile

BARS = 16
"""About how many bars a chart has."""
FAR = 3.0
"""Numbers further from the middle half than so many times its breadth share a bar at the end."""
SHARED = 5
"""How many cases must have given a text before it is shown."""
MOST_TEXTS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases from a low end up to a high end, not included; an end that is None is open."""

    low: float | str | None
    high: float | str | None
    n: float


@dataclass(frozen=True, slots=True)
class Outline:
    """Numbers or times in bins of one breadth, in order; `step` is that of numbers, or year, month, day, hour."""

    bins: tuple[Bin, ...]
    step: float | str
    whole: bool = False  # of numbers: all are whole


@dataclass(frozen=True, slots=True)
class Texts:
    """How many different texts there are, how long they are, and those that at least five cases gave."""

    different: int
    lengths: tuple[int, int, int]  # the shortest, the median, the longest
    frequent: tuple[Count, ...]


Outlines = Mapping[str, Outline | Texts]


def outlines(
    dataset: Dataset,
    profiles: Iterable[Profile | SetProfile],
    *,
    weight: str | None = None,
    where: Expression | None = None,
) -> Outlines:
    """The outlines of the variables that were described; none of what has codes, is personal or identifies a case.

    Texts are never weighted.
    """
    codebook = dataset.codebook
    wanted = [p for p in profiles if isinstance(p, Profile) and p.n and _drawn(codebook[p.name])]
    found: dict[str, Outline | Texts] = {}
    for place in range(0, len(wanted), AT_ONCE):
        some = wanted[place : place + AT_ONCE]
        columns = () if where is not None else [*(profile.name for profile in some), *filter(None, (weight,))]
        with engines.open(looking_back(dataset, where), columns) as engine:
            kept = cases(engine, dataset, weight, where) if weight or where is not None else Cases(0)
            for profile in some:
                variable = codebook[profile.name]
                valid = kept.where(valid_sql(codebook.symbol(variable.name)))
                if (outline := _outline(engine, variable, profile, valid, kept)) is not None:
                    found[profile.name] = outline
    return found


def _drawn(variable: Variable) -> bool:
    coded = variable.codes is not None and variable.measure != "scale"
    return not (coded or variable.personal or variable.role in {"id", "key"})


def _outline(engine: Engine, variable: Variable, profile: Profile, valid: str, kept: Cases) -> Outline | Texts | None:
    column = quoted(variable.name)
    if variable.type == "text":
        return None if variable.codes else _texts(engine, column, valid)
    if variable.type == "number":
        numbers = profile.numbers
        return (
            None
            if numbers is None or profile.values is not None
            else _bars(engine, column, valid, numbers, variable, kept)
        )
    return (
        None
        if profile.ends is None
        else _times(engine, column, valid, kept, profile.ends, of_day=variable.type == "time")
    )


def _bars(engine: Engine, column: str, valid: str, numbers: Numbers, variable: Variable, kept: Cases) -> Outline | None:
    """Bars of one breadth over the bulk of the numbers; what lies far out is one bar at either end."""
    low, high = limits(numbers)
    if not (isfinite(low) and isfinite(high) and abs(low) < 1e15 and abs(high) < 1e15):
        return None
    whole = variable.decimals == 0 or (variable.decimals is None and all(x.is_integer() for x in _ends(numbers)))
    step = breadth(low, high, whole=whole)
    first, last = floor(low / step + 1e-9), floor(high / step + 1e-9)
    place = f"FLOOR(CAST({column} AS DOUBLE) / CAST('{step!r}' AS DOUBLE) + 1e-9)"
    bounded = f"CASE WHEN {place} < {first} THEN {first - 1} WHEN {place} > {last} THEN {last + 1} ELSE {place} END"
    cells = engine.groups([bounded], kept.sums(), valid)
    counts = {int(cell.keys[0]): cell.sums[0] if kept.each else cell.n for cell in cells if cell.keys[0] is not None}
    decimals = max(0, ceil(-log10(step) - 1e-9))
    bins = []
    for at in range(first - (first - 1 in counts), last + 1 + (last + 1 in counts)):
        ends = (
            None if at < first else round(at * step, decimals),
            None if at > last else round((at + 1) * step, decimals),
        )
        bins.append(Bin(*ends, counts.get(at, 0)))
    return Outline(tuple(bins), step, whole)


def _ends(numbers: Numbers) -> tuple[float, ...]:
    return numbers.minimum, numbers.lower, numbers.median, numbers.upper, numbers.maximum


def limits(numbers: Numbers) -> tuple[float, float]:
    """From where to where the bars reach: all numbers, or the bulk of them where some lie far out.

    Example:
        >>> limits(Numbers(9, 1, 0, 10, 20, 30, 50)), limits(Numbers(9, 1, 0, 10, 20, 30, 5000))
        ((0, 50), (0, 90.0))
    """
    room = FAR * (numbers.upper - numbers.lower)
    if not room:
        return numbers.minimum, numbers.maximum
    return max(numbers.minimum, numbers.lower - room), min(numbers.maximum, numbers.upper + room)


def breadth(low: float, high: float, *, whole: bool) -> float:
    """A round breadth that makes about as many bars as a chart has; 1 at the least for whole numbers.

    Example:
        >>> breadth(0, 100, whole=True), breadth(0, 1, whole=False), breadth(1, 7, whole=True)
        (10, 0.1, 1)
    """
    rough = (high - low) / BARS
    if rough <= 0:
        return 1
    power = 10.0 ** floor(log10(rough))
    step = next(round(times * power, 12) for times in (1, 2, 5, 10) if times * power >= rough * (1 - 1e-9))
    step = max(step, 1) if whole else step
    return int(step) if float(step).is_integer() else step


UNITS = {"year": 4, "month": 7, "day": 10}


def _times(
    engine: Engine, column: str, valid: str, kept: Cases, ends: tuple[str, str], *, of_day: bool
) -> Outline | None:
    """Days by year, month or day, whichever makes a chart of some bars; times of the day by hour."""
    unit = "hour" if of_day else _unit(*ends)
    letters = 2 if of_day else UNITS[unit]
    cells = [
        (str(cell.keys[0]), cell) for cell in engine.groups([f"SUBSTR({column}, 1, {letters})"], kept.sums(), valid)
    ]
    counts = {said: cell.sums[0] if kept.each else cell.n for said, cell in cells if _is_time(said, letters)}
    if not counts:
        return None
    steps = list(_steps(min(counts), max(counts), unit))
    if len(steps) > 2 * BARS and unit == "year":
        return _decades(counts)
    return Outline(tuple(Bin(one, None, counts.get(one, 0)) for one in steps), unit)


def _decades(counts: Mapping[str, float]) -> Outline:
    """Years in bars of ten or more."""
    first, last = int(min(counts)), int(max(counts))
    step = int(max(10, breadth(first, last, whole=True)))
    starts = range(first - first % step, last + 1, step)
    totals = {start: sum(n for year, n in counts.items() if start <= int(year) < start + step) for start in starts}
    return Outline(tuple(Bin(f"{start:04}", f"{start + step:04}", n) for start, n in totals.items()), "year")


def _unit(first: str, last: str) -> str:
    years = int(last[:4]) - int(first[:4]) if first[:4].isdigit() and last[:4].isdigit() else 0
    if years > 2:
        return "year"
    return "day" if first[:7] == last[:7] else "month"


def _is_time(text: str, letters: int) -> bool:
    return len(text) == letters and text.replace("-", "").isdigit()


def _steps(first: str, last: str, unit: str) -> Iterator[str]:
    """Every year, month, day or hour from the first to the last."""
    if unit == "month":
        start, stop = (int(end[:4]) * 12 + int(end[5:7]) - 1 for end in (first, last))
        yield from (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, stop + 1))
    elif unit == "day":
        yield from (f"{first[:8]}{day:02}" for day in range(int(first[8:10]), int(last[8:10]) + 1))
    else:
        yield from (f"{at:0{len(first)}}" for at in range(int(first), int(last) + 1))


def _texts(engine: Engine, column: str, valid: str) -> Texts:
    lengths = engine.quantiles(f"LENGTH({column})", (0, 0.5, 1), where=valid).get((), (0, 0, 0))
    different = engine.aggregates("1", [f"COUNT(DISTINCT {column})"], valid)[0].values[0]
    cells = sorted(engine.groups([column], where=valid, least=SHARED), key=lambda cell: (-cell.n, str(cell.keys[0])))
    frequent = tuple(Count(cell.keys[0], cell.n, float(cell.n)) for cell in cells[:MOST_TEXTS])
    short, middle, long = (int(length) for length in lengths)
    return Texts(int(different or 0), (short, middle, long), frequent)
