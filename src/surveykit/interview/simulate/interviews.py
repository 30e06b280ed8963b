"""Simulating: so many interviews of an instrument, each from its own part of the seed, and what they covered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from surveykit.instrument.instrument import Instrument
from surveykit.interview.events import Act, Event
from surveykit.interview.plan import Plan, plan_of
from surveykit.interview.session import Session
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.laws import Laws
from surveykit.interview.simulate.respondent import Respondent, Stuck
from surveykit.interview.simulate.together import Together
from surveykit.interview.simulate.weights import Weights
from surveykit.interview.standing import Around
from surveykit.missing import Value
from surveykit.problems import DefinitionError, Place, Problem, Rule, listed

NO_ANSWER_FOUND = Rule(
    "SK292",
    "No answer was found that the checks allow",
    "Either the checks contradict each other, or they leave so little that drawing and searching do not meet it.",
    "a question whose hard checks ask for `a > 10` and `a < 5`",
    "Look at the checks named; or wish for answers that obey them, in a file of weights.",
)
BY = "simulate"
"""Who enters simulated answers."""
BEGINNINGS = 5
"""So often an interview is begun before it is given up."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """One interview of nobody: its session, completed; what was done; and how often each check refused an answer."""

    session: Session
    acts: tuple[Act, ...]
    refused: Mapping[str, int]


def simulated(
    instrument: Instrument | Plan, n: int, *, seed: int = 0, weights: Weights | None = None
) -> Iterator[Simulated]:
    """So many interviews, each as an interviewer could have held it: routed, checked, completed.

    They are the same for the same instrument, seed and weights on every machine. In a panel every unit is interviewed
    in each round, and cases of a cluster follow each other (see `together`). Quotas are not looked at.

    Args:
        instrument: a sound one.
        n: how many interviews.
        seed: any whole number.
        weights: how answers are spread; evenly without.

    Raises:
        DefinitionError: SK292, a question has no answer that its hard checks allow.
    """
    plan = instrument if isinstance(instrument, Plan) else plan_of(instrument)
    laws, weights = Laws(plan), weights or Weights()
    together = Together(plan, seed, weights)
    for number in range(n):
        given = _Given(case_id(number + 1), together.given(number), together.around())
        made = _held(plan, laws, weights, (seed, number), given)
        together.see(number, made.session)
        yield made


def events_of(case: str, acts: Sequence[Act], seed: int) -> tuple[Event, ...]:
    """What was done as events: the same ids and times for the same seed, half an hour from one case to the next."""
    begun = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * int(case.rpartition("-")[2]))
    events = []
    for number, act in enumerate(acts, 1):
        id_ = UUID(bytes=sha256(f"{seed}/{case}/{number}".encode()).digest()[:16], version=4)
        at = (begun + timedelta(seconds=number)).isoformat(timespec="milliseconds")
        events.append(Event(number, str(id_), at, BY, act))
    return tuple(events)


def case_id(number: int) -> str:
    """The id of a simulated case."""
    return f"sim-{number:06}"


@dataclass(frozen=True, slots=True)
class _Given:
    case: str
    answers: Mapping[str, Value]
    around: Around


def _held(plan: Plan, laws: Laws, weights: Weights, about: tuple[int, int], given: _Given) -> Simulated:
    """One interview, begun anew where the answers have led to a dead end."""
    found: list[Stuck] = []
    seed, number = about
    for attempt in range(BEGINNINGS):
        chance = Chance(seed, number, attempt)
        final = attempt == BEGINNINGS - 1
        respondent = Respondent(plan, laws, weights, chance, given.around, given.answers, last=final)
        try:
            session = respondent.held(given.case)
        except Stuck as stuck:
            found.append(stuck)
            continue
        return Simulated(session, tuple(respondent.acts), respondent.refused)
    last = found[-1]
    rules = [f"{check}: {plan.rules[check].check.rule}" for check in last.checks if check in plan.rules]
    what = f"no answer to '{last.question}' was found in {BEGINNINGS} interviews that breaks none of {listed(rules)}"
    if not rules:
        what = f"no interview was found that can be completed: {listed(last.checks)} stands in the way"
    raise DefinitionError(Problem(NO_ANSWER_FOUND, what, Place(variable=last.question), NO_ANSWER_FOUND.mend))
