"""Progress: how far the fieldwork has come, overall and by stratum, interviewer and day, with the outcome rates."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.codebook.codelist import CodeList
from surveykit.fieldwork.case import Case
from surveykit.fieldwork.rates import RATE, Counts
from surveykit.instrument.instrument import Instrument
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed, nearest

NO_STRATUM = Rule(
    "SK841",
    "The register has no such variable",
    "Rates by stratum need a variable that is known of every case, the tried and the untried.",
    "surveykit fieldwork field.db --by industri, where the frame has frame_industry",
    "Name a column of the sampling frame, as the store calls it.",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that are looked at together: all, those of a stratum, or those of an interviewer."""

    name: str
    cases: int
    tried: int
    attempts: int
    completed: int
    partial: int
    counts: Counts

    def rate(self, name: str, e: float | None = None) -> float | None:
        """A rate of the standard, such as "RR1"; `e` is that of the whole survey, or estimated from these cases."""
        return RATE[name].of(self.counts, e)


@dataclass(frozen=True, slots=True)
class Filled:
    """A quota: how many completed interviews are wanted of it, and how many there are."""

    name: str
    wanted: int
    completed: int


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day (UTC)."""

    day: str
    attempts: int
    completed: int
    so_far: int  # completed until the end of the day


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the fieldwork has come, with the outcome rates as if it ended now."""

    whole: Group
    e: float  # the share of the cases of unknown eligibility that is thought to be eligible
    e_given: bool
    by: str  # the variable of the strata; "" where there are none
    stratum: str  # what it is called
    strata: tuple[Group, ...]
    interviewers: tuple[Group, ...]
    outcomes: Mapping[str, int]  # disposition code to cases, in the order of the codes
    quotas: tuple[Filled, ...]
    days: tuple[Day, ...]
    damaged: tuple[str, ...] = ()  # cases that cannot be read, and are counted nowhere


def progress_of(
    cases: Sequence[Case],
    instrument: Instrument | None,
    *,
    by: str = "",
    e: float | None = None,
    language: str = "",
    damaged: tuple[str, ...] = (),
) -> Progress:
    """How far the fieldwork has come.

    Args:
        cases: all cases, in any order.
        instrument: says which register variable is the stratum, its labels, and the quotas.
        by: the register variable of the strata; the instrument's without it.
        e: the share of the cases of unknown eligibility that is eligible; estimated from all cases without it.
        language: of the labels.
        damaged: the cases that cannot be read.

    Raises:
        DataError: SK841, the register has no variable `by`.
    """
    by = _stratum(cases, instrument, by)
    whole = _group("", cases)
    label = _labels(instrument, by, language)
    strata = _groups(cases, lambda case: case.known(by), label) if by else ()
    return Progress(
        whole,
        whole.counts.eligibility if e is None else e,
        e is not None,
        by,
        _called(instrument, by, language),
        strata,
        _groups(cases, lambda case: case.assigned, str),
        dict(sorted(Counter(case.disposition for case in cases).items())),
        _quotas(cases, instrument),
        _days(cases),
        damaged,
    )


def unknown_variable(cases: Iterable[Case], name: str) -> tuple[Problem, ...]:
    """The complaint that no case has this variable in its register; nothing where one has."""
    known = dict.fromkeys(name for case in cases for name in case.register or ())
    if name in known:
        return ()
    hint = nearest(name, known) or (f"the register has {listed([*known])}" if known else "the cases have no register")
    return (Problem(NO_STRATUM, f"the register has no '{name}'", hint=hint),)


def _stratum(cases: Sequence[Case], instrument: Instrument | None, by: str) -> str:
    """The variable of the strata: the one asked for, or the instrument's; "" where no case has it."""
    registered = instrument.registered if instrument is not None else ()
    if by and by not in {column.id for column in registered} and (problems := unknown_variable(cases, by)):
        raise DataError(problems)
    role = next((column.id for column in registered if column.role == "stratum"), "")
    return by or (role if any(role in (case.register or ()) for case in cases) else "")


def _called(instrument: Instrument | None, name: str, language: str) -> str:
    """The label of a register variable, or its name."""
    registered = instrument.registered if instrument is not None else ()
    return next((column.label.into(language) for column in registered if column.id == name), "") or name


def _labels(instrument: Instrument | None, name: str, language: str) -> Callable[[Value], str]:
    """How a value of the register is called."""
    registered = instrument.registered if instrument is not None else ()
    column = next((column for column in registered if column.id == name), None)
    codes = instrument.commons.lists[column.codes] if instrument and column and column.codes else None
    return lambda value: _label(codes, value, language)


def _label(codes: CodeList | None, value: Value, language: str) -> str:
    code = codes.get(value) if codes is not None else None
    words = code.label.into(language) if code is not None else ""
    return f"{value} {words}".strip() if words != str(value) else words


def _groups(
    cases: Sequence[Case], value: Callable[[Case], Value | None], label: Callable[[Value], str]
) -> tuple[Group, ...]:
    """The cases by a value, numbers before texts, and those without one last; none where no case has one."""
    found: dict[Value | None, list[Case]] = {}
    for case in cases:
        key = value(case)
        found.setdefault(None if key == "" else key, []).append(case)
    if set(found) <= {None}:
        return ()
    ordered = sorted(found.items(), key=lambda item: (item[0] is None, isinstance(item[0], str), item[0] or 0))
    return tuple(_group("" if key is None else label(key), members) for key, members in ordered)


def _group(name: str, cases: Sequence[Case]) -> Group:
    counts = Counts.of(case.disposition for case in cases)
    attempts = sum(len(case.attempts) for case in cases)
    return Group(name, len(cases), sum(case.tried for case in cases), attempts, counts.I, counts.P, counts)


def _quotas(cases: Sequence[Case], instrument: Instrument | None) -> tuple[Filled, ...]:
    counted = Counter(quota for case in cases for quota in case.quotas)
    quotas = instrument.quotas if instrument is not None else ()
    return tuple(Filled(quota.id, quota.most, counted[quota.id]) for quota in quotas)


def _days(cases: Sequence[Case]) -> tuple[Day, ...]:
    """Every day on which something was done, the first one first."""
    attempts = Counter(attempt.at[:10] for case in cases for attempt in case.attempts)
    completed = Counter(case.completed[:10] for case in cases if case.completed)
    days, so_far = [], 0
    for day in sorted({*attempts, *completed}):
        so_far += completed[day]
        days.append(Day(day, attempts[day], completed[day], so_far))
    return tuple(days)
