"""What became of an activity over the rounds: never, begun, ended, continued, on and off, or undetermined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.dataset.dataset import Dataset
from surveykit.dataset.linked import THERE, linked, rounds_of
from surveykit.missing import Value
from surveykit.problems import DataError, Problem, Rule, listed
from surveykit.stats.cases import known, plain
from surveykit.stats.framed import Framed
from surveykit.stats.panel.transitions import ABSENT

NOT_YES_NO = Rule(
    "SK796",
    "A status needs a question answered with yes or no",
    "Never, entrant, exit and continuous are said of what a firm does or does not do.",
    "surveykit panel russian-panel.parquet sector --status",
    "Name a variable with the values 1 (yes) and 0 (no), or make one.",
)

NEVER, ENTRANT, EXIT, CONTINUOUS = "never", "entrant", "exit", "continuous"
ON_AND_OFF, UNDETERMINED = "on_and_off", "undetermined"
STATUSES: Final = (NEVER, ENTRANT, EXIT, CONTINUOUS, ON_AND_OFF, UNDETERMINED)


@dataclass(frozen=True, slots=True)
class Statuses(Framed):
    """How many firms have each status of an activity; `undetermined` says why, by reason, in any of the rounds."""

    rounds: tuple[Value, ...]
    counts: Mapping[str, Mapping[str, int]]  # by variable, then status
    undetermined: Mapping[str, Mapping[str, int]]  # by variable, then the first reason for having no answer
    nameless: int
    double: int

    def records(self) -> list[Mapping[str, object]]:
        """One row a variable and status; the share is of the firms with a status."""
        rows: list[Mapping[str, object]] = []
        for name, counts in self.counts.items():
            base = sum(n for status, n in counts.items() if status != UNDETERMINED)
            for status, n in counts.items():
                share = n / base if base and status != UNDETERMINED else None
                rows.append({"variable": name, "status": status, "n": n, "share": share})
        return rows


def yes_or_no(codebook: Codebook, name: str) -> bool:
    """Whether the codes of a variable that are not missing are 1 and 0."""
    if name not in codebook:
        return False
    codes = codebook.codes_of(codebook[name])
    emptiness = codebook[name].emptiness
    return codes is not None and {value for value in codes.values if emptiness.reason(value) is None} == {0, 1}


def status_of(answers: Sequence[bool | None]) -> str:
    """The status of a firm from its answers, round by round; None where it was not there or did not answer.

    Example:
        >>> [status_of(a) for a in ([False, False], [False, True], [True, False], [True, None], [True, False, True])]
        ['never', 'entrant', 'exit', 'undetermined', 'on_and_off']
    """
    if any(answer is None for answer in answers):
        return UNDETERMINED
    changes = sum(one != other for one, other in pairwise(answers))
    if changes > 1:
        return ON_AND_OFF
    if changes:
        return ENTRANT if answers[-1] else EXIT
    return CONTINUOUS if answers[0] else NEVER


def statuses(dataset: Dataset, names: Sequence[str], rounds: Sequence[str] = ()) -> Statuses:
    """Count the statuses of yes-or-no variables over rounds of a panel in long form.

    A firm that was not in one of the rounds, or did not answer in it, is undetermined, never `never`.

    Raises:
        DataError: SK440, the dataset is no panel; SK401, unknown names; SK795, rounds it has not; SK796, a variable
            with other values than 1 and 0.
    """
    codebook = dataset.codebook
    known(codebook, names)
    chosen = rounds_of(dataset, rounds)
    found = linked(dataset, names, chosen)
    counts: dict[str, dict[str, int]] = {}
    lacking: dict[str, dict[str, int]] = {}
    problems = []
    for name in names:
        columns = [part for place in range(len(chosen)) for part in (f"{THERE}{place}", f"{name}@{place}")]
        tally, strange = dict.fromkeys(STATUSES, 0), set()
        reasons: dict[str, int] = {}
        for values, n in found.counted(columns).items():
            pairs = list(zip(values[::2], values[1::2], strict=True))
            states = [_state(codebook[name], there, value) for there, value in pairs]
            strange |= {state for state in states if not isinstance(state, str) and state not in {0, 1}}
            answers = [None if isinstance(state, str) else state == 1 for state in states]
            tally[status_of(answers)] += n
            if reason := next((state for state in states if isinstance(state, str)), None):
                reasons[reason] = reasons.get(reason, 0) + n
        if strange:
            what = f"'{name}' has the values {listed([f'{value:g}' for value in sorted(strange)])} beside 1 and 0"
            problems.append(Problem(NOT_YES_NO, what, hint=NOT_YES_NO.mend))
        counts[name], lacking[name] = tally, reasons
    if problems:
        raise DataError(problems)
    return Statuses(chosen, counts, lacking, found.nameless, found.double)


def _state(variable: Variable, there: Value | None, value: Value | None) -> float | str:
    """The answer as a number, or the reason for having none."""
    if there != 1:
        return ABSENT
    held = plain(value)
    reason = variable.emptiness.reason(held)
    if reason or held is None:
        return reason or ""
    return float(held) if isinstance(held, int | float) else float("nan")
