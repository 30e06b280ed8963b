"""Assigning: which interviewer works on which case, shared evenly or by a list, and how much each has to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveykit.fieldwork.case import Case

LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Load:
    """What an interviewer has: cases in all, those completed, those still open, and attempts made on them."""

    interviewer: str
    cases: int
    completed: int
    open: int
    untried: int  # of the open ones
    attempts: int


def workload(cases: Iterable[Case]) -> tuple[Load, ...]:
    """The load of every interviewer by name, and of nobody, "", last."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.assigned, []).append(case)
    return tuple(_load(who, found[who]) for who in sorted(found, key=lambda who: (not who, who)))


def _load(who: str, cases: Sequence[Case]) -> Load:
    waiting = [case for case in cases if case.open]
    return Load(
        who,
        len(cases),
        sum(bool(case.completed) for case in cases),
        len(waiting),
        sum(not case.tried for case in waiting),
        sum(len(case.attempts) for case in cases),
    )


def shared(cases: Sequence[Case], among: Sequence[str], everybody: Iterable[Case]) -> Mapping[str, str]:
    """The cases shared out: each goes to whoever has the fewest open ones by then, the first named among equals.

    Args:
        cases: what is to be shared, in order.
        among: the interviewers.
        everybody: all cases of the survey, which say what each has already.

    Example:
        >>> shared([Case("a"), Case("b"), Case("c")], ["kari", "ola"], [])
        {'a': 'kari', 'b': 'ola', 'c': 'kari'}
    """
    moving = {case.id for case in cases}
    loads = dict.fromkeys(among, 0)
    for case in everybody:
        if case.open and case.assigned in loads and case.id not in moving:
            loads[case.assigned] += 1
    given = {}
    for case in cases:
        who = min(loads, key=loads.__getitem__)
        given[case.id] = who
        loads[who] += 1
    return given
