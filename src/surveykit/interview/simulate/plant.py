"""Planting: errors written into sound rows on purpose, each kept on record, so that checks of data can be tested."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from surveykit.codebook.codebook import Codebook, ResponseSet
from surveykit.codebook.variable import Variable
from surveykit.instrument.control import Show
from surveykit.interview.session import Session
from surveykit.interview.simulate.chance import Chance
from surveykit.interview.simulate.draw import drawn
from surveykit.interview.simulate.laws import Laws
from surveykit.interview.simulate.search import Search, supposed
from surveykit.interview.tabulate import Row, row_of
from surveykit.missing import Empty, Value

LINKS = ("id", "key", "wave", "cluster")
"""The roles of variables by which cases belong together."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One error: in which case and variable, the rule that finds it, the check it breaks, and what stood there."""

    case: str
    variable: str
    rule: str
    kind: str
    check: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A sound case: the session it came from, its row, and what its columns are."""

    laws: Laws
    codebook: Codebook
    session: Session
    row: Row
    chance: Chance

    def valid(self, variable: Variable) -> Value | None:
        """The value of a variable of a question, where there is a valid one."""
        value = self.row.get(variable.name)
        found = variable.emptiness.reason(value) is None and variable.origin.question in self.session.plan.steps
        return value if found else None

    def each(self) -> Iterator[tuple[Variable, Value]]:
        """The variables of questions with a valid value, in an order of chance; not those that link cases."""
        for variable in self.chance.shuffled(self.codebook.variables):
            value = self.valid(variable)
            if value is not None and variable.role not in LINKS:
                yield variable, value


Change = tuple[Row, str, str]
"""The cells that change, the variable named in the record, and the check that is broken, if it is one."""


def planted(ground: Ground) -> tuple[Row, Planted] | None:
    """The row with one error in it, and the record; None where none of the kinds goes."""
    for kind, (rule, plant) in ground.chance.shuffled(list(KINDS.items())):
        change = next(plant(ground), None)
        if change is not None:
            cells, variable, check = change
            record = Planted(
                case=ground.session.interview.id,
                variable=variable,
                rule=rule,
                kind=kind,
                check=check,
                was=_said(ground.row, cells),
                now=_said(cells, cells),
            )
            return {**ground.row, **cells}, record
    return None


def _said(row: Row, cells: Row) -> str:
    changed = [row.get(name) for name in cells]
    return " ".join(
        "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else str(cell) for cell in changed
    )


def _unknown_code(ground: Ground) -> Iterator[Change]:
    for variable, _ in ground.each():
        codes = ground.codebook.codes_of(variable)
        if codes is None or not codes.codes:
            continue
        if variable.type == "text":
            yield {variable.name: "?"}, variable.name, ""
            continue
        highest = max(int(value) for value in codes.values)
        beyond = next(n for n in range(highest + 1, highest + 1_000) if variable.emptiness.reason(n) is None)
        yield {variable.name: beyond}, variable.name, ""


def _out_of_range(ground: Ground) -> Iterator[Change]:
    for variable, _ in ground.each():
        if variable.type != "number" or variable.range is None:
            continue
        low, high = variable.range.low, variable.range.high
        beyond = ([] if low is None else [low - 1, low - 100]) + ([] if high is None else [high + 1, high + 100])
        fitting = [n for n in beyond if variable.emptiness.reason(n) is None]
        if fitting:
            found = ground.chance.pick(fitting)
            yield {variable.name: int(found) if variable.decimals == 0 else found}, variable.name, ""


def _decimals(ground: Ground) -> Iterator[Change]:
    for variable, value in ground.each():
        if variable.type == "number" and variable.codes is None and variable.decimals is not None:
            half = 0.5 * 10.0**-variable.decimals
            over = variable.range is not None and not variable.range.holds(float(value) + half)
            yield {variable.name: float(value) + (-half if over else half)}, variable.name, ""


def _too_long(ground: Ground) -> Iterator[Change]:
    for variable, value in ground.each():
        if variable.type == "text" and variable.codes is None and variable.width is not None:
            yield {variable.name: str(value).ljust(variable.width + 1, "x")}, variable.name, ""


def _out_of_time(ground: Ground) -> Iterator[Change]:
    for variable, _ in ground.each():
        if variable.type == "date" and variable.earliest is not None:
            day = date.fromisoformat(variable.earliest) - timedelta(days=1 + ground.chance.below(400))
            yield {variable.name: day.isoformat()}, variable.name, ""


def _miscounted(ground: Ground) -> Iterator[Change]:
    for choices in ground.chance.shuffled(ground.codebook.sets):
        variables = [ground.codebook[name] for name in choices.variables]
        if choices.kind != "dichotomies" or any(ground.valid(variable) is None for variable in variables):
            continue
        for ticks in _wrong_counts(choices):
            cells: Row = {name: int(place < ticks) for place, name in enumerate(choices.variables)}
            yield cells, choices.name, ""


def _wrong_counts(choices: ResponseSet) -> Iterator[int]:
    if choices.most is not None and choices.most < len(choices.variables):
        yield choices.most + 1
    if choices.least:
        yield choices.least - 1


def _against_route(ground: Ground) -> Iterator[Change]:
    """An answer to a question that is known not to be asked."""
    session = ground.session
    for name in ground.chance.shuffled(session.questions):
        step = session.stop(name)
        condition, question, control = step.condition, step.question, step.control
        if question is None or control is None or isinstance(control, Show) or step.level or name not in session.off:
            continue
        if condition is None or condition.value(session.seen("")) is not False:
            continue
        for _ in range(5):
            after = supposed(session, name, drawn(control, ground.chance), control)
            answer = after.interview.answers[name] if after else Empty("")
            if not isinstance(answer, Empty) and answer not in ((), question.otherwise):
                yield question.encode(answer, session.instrument.commons), name, ""
                break


def _broken_check(ground: Ground) -> Iterator[Change]:
    """An answer that breaks a hard check; not one that decides what is asked."""
    session, plan = ground.session, ground.session.plan
    hard = [check.id for check in ground.codebook.checks if check.severity == "hard" and check.id in plan.rules]
    for check in ground.chance.shuffled(hard):
        rule = plan.rules[check]
        if rule.question in session.off:
            continue
        for name in ground.chance.shuffled(rule.condition.reads):
            step = plan.steps.get(name)
            steers = any(plan.steps[reader].question is not None for reader in plan.readers.get(name, ()))
            if step is None or step.question is None or step.control is None or steers or name in session.off:
                continue
            if isinstance(session.interview.answers.get(name), Empty):
                continue
            search = Search(ground.laws, session, name, step.control, lambda after: check in after.failing)  # noqa: B023
            raw = search.found(ground.chance)
            after = supposed(session, name, raw, step.control) if raw is not None else None
            if after is not None:
                row = row_of(after)
                yield {cell: row[cell] for cell in row if row[cell] != ground.row.get(cell)}, name, check


def _lacking(ground: Ground) -> Iterator[Change]:
    for variable, _ in ground.each():
        if variable.origin.required:
            yield {variable.name: None}, variable.name, ""


KINDS: dict[str, tuple[str, Callable[[Ground], Iterator[Change]]]] = {
    "a code that is not in the list": ("SK410", _unknown_code),
    "a number out of its range": ("SK411", _out_of_range),
    "too many decimals": ("SK412", _decimals),
    "an answer though it is not asked": ("SK413", _against_route),
    "a broken hard check": ("SK414", _broken_check),
    "a required answer left out": ("SK418", _lacking),
    "a text that is too long": ("SK419", _too_long),
    "a day out of its range": ("SK420", _out_of_time),
    "too few or too many choices": ("SK421", _miscounted),
}
"""Each kind of error: the rule of `validate` that finds it, and how it is planted."""


def ground_of(laws: Laws, codebook: Codebook, session: Session, chance: Chance) -> Ground:
    """A case as ground to plant in."""
    return Ground(laws, codebook, replace(session, interview=session.interview), row_of(session), chance)
