"""Coverage: what simulated interviews came by of all that an instrument can ask, offer and refuse."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveykit.instrument.control import Choose, Rank, Show
from surveykit.interview.plan import Plan
from surveykit.interview.rows import of_row, parted
from surveykit.interview.session import Session
from surveykit.missing import Empty, Value
from surveykit.problems import listed


@dataclass(slots=True)
class Asking:
    """How often a question was asked and answered, and what its relevance was."""

    asked: int = 0
    answered: int = 0
    empty: int = 0
    true: int = 0
    false: int = 0
    unknown: int = 0


@dataclass(slots=True)
class Holding:
    """How a check did at the end of the interviews, and how often it refused an answer before."""

    held: int = 0
    broken: int = 0
    undetermined: int = 0
    refused: int = 0


@dataclass(slots=True)
class Coverage:
    """What was seen, by question, choice and check; in rosters, row by row."""

    plan: Plan
    interviews: int = 0
    questions: dict[str, Asking] = field(default_factory=dict)
    choices: dict[tuple[str, Value], int] = field(default_factory=dict)
    checks: dict[str, Holding] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing has been seen of anything."""
        for name, step in self.plan.steps.items():
            if step.question is not None:
                self.questions[name] = Asking()
                if isinstance(step.control, Choose | Rank):
                    self.choices.update({(name, option.value): 0 for option in step.control.options})
        self.checks = {check: Holding() for check in self.plan.rules}

    def see(self, session: Session, refused: Mapping[str, int] | None = None) -> None:
        """Count one interview."""
        self.interviews += 1
        for name in session.questions:
            self._question(session, name)
        for check, times in Counter(refused or {}).items():
            self.checks[check].refused += times

    def _question(self, session: Session, name: str) -> None:
        template, row = parted(name)
        step, asking = self.plan.steps[template], self.questions[template]
        values = session.seen(row)
        if step.condition is not None:
            decided = step.condition.value(values)
            asking.true += decided is True
            asking.false += decided is False
            asking.unknown += decided is None
        if name in session.off:
            return
        asking.asked += 1
        answer = session.interview.answers.get(name)
        asking.empty += isinstance(answer, Empty)
        asking.answered += answer is not None and not isinstance(answer, Empty)
        if isinstance(step.control, Choose | Rank) and answer is not None and not isinstance(answer, Empty):
            for value in answer if isinstance(answer, tuple) else (answer,):
                self.choices[template, value] += 1
        for check in self.plan.rules_of.get(template, ()):
            self._check(check, row, session)

    def _check(self, check: str, row: str, session: Session) -> None:
        holding = self.checks[check]
        if of_row(check, row) in session.failing:
            holding.broken += 1
            return
        held = self.plan.rules[check].condition.value(session.seen(row))
        holding.held += held is True
        holding.undetermined += held is None

    def never(self) -> Iterator[tuple[str, str]]:
        """What was never seen: what it is of (a question, choice or check), and what did not happen."""
        for name, asking in self.questions.items():
            step = self.plan.steps[name]
            if not asking.asked:
                yield name, "never asked"
            elif step.condition is not None and not asking.false:
                yield name, "never left out: its relevance was never false"
            elif not asking.answered and not isinstance(step.control, Show):
                yield name, "never answered"
            not_chosen = [value for (of, value), times in self.choices.items() if of == name and not times]
            if not_chosen and asking.answered:
                yield name, f"never chosen: {listed(not_chosen)}"
        for check, holding in self.checks.items():
            if not holding.held:
                yield check, "never held"
            if not holding.broken and not holding.refused:
                yield check, "never broken"

    @property
    def every_branch(self) -> bool:
        """Whether each question was asked, and each relevance was seen true and false."""
        return all(
            asking.asked and (self.plan.steps[name].condition is None or (asking.true and asking.false))
            for name, asking in self.questions.items()
        )
