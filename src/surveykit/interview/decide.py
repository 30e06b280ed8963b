"""Deciding: what is asked, what holds and which rows there are, brought up to date after an answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from surveykit.expr.rosters import ROWS
from surveykit.instrument.instrument import Section
from surveykit.interview.plan import Plan, Step
from surveykit.interview.rows import RowView, of_row, parted
from surveykit.missing import NOT_ASKED, Answer, Empty, Value


@dataclass(slots=True)
class Decisions:
    """The state of an interview being brought up to date; working copies, given up when all is decided.

    Rows are named by their codes or numbers: "2", or "2.1" in a roster of a roster; "" is the case.
    """

    plan: Plan
    answers: Mapping[str, Answer]
    values: dict[str, object]
    off: set[str]
    failing: set[str]
    rerouted: bool = False  # whether other questions are asked now than before
    recounted: bool = False  # whether there are other rows
    _waiting: list[tuple[int, str, str]] = field(default_factory=list)
    _queued: set[tuple[str, str]] = field(default_factory=set)
    _checks: dict[tuple[str, str], None] = field(default_factory=dict)

    def follow(self, changed: Iterable[str]) -> None:
        """Decide what has changed, and all that depends on it."""
        for name in changed:
            self.push(*parted(name))
        while self._waiting:
            _, row, name = heappop(self._waiting)
            self._queued.discard((name, row))
            if self._gone(name, row):
                continue
            if name.startswith(ROWS):
                self._count_rows(name, row)
            else:
                self._decide(name, row)
        for check, row in self._checks:
            broken = of_row(check, row)
            (self.failing.add if self._broken(check, row) else self.failing.discard)(broken)

    def begin(self) -> None:
        """Decide everything."""
        self.follow(self.plan.of_level.get("", ()))

    def recall(self, names: Iterable[str]) -> None:
        """Decide all that reads values that do not come from a step, such as those of an earlier round."""
        for name in names:
            for reader in self.plan.readers.get(name, ()):
                for row in self._rows_seeing(self.plan.steps[reader].level, "", ""):
                    self.push(reader, row)
            self._look_at(self.plan.ruled.get(name, ()), "", "")
        self.follow(())

    def push(self, name: str, row: str) -> None:
        """Have a step decided in its turn."""
        if (name, row) not in self._queued:
            self._queued.add((name, row))
            heappush(self._waiting, (self.plan.order[name], row, name))

    def seen(self, row: str) -> Mapping[str, object]:
        """The values as a row sees them."""
        return RowView(self.values, self.plan.levels, self.plan.chains, row) if self.plan.chains else self.values

    def _decide(self, name: str, row: str) -> None:
        step, here = self.plan.steps[name], of_row(name, row)
        before = (self.values.get(here), here in self.off)
        value, asked = _value(step, self.answers.get(here), self.seen(row))
        self.values[here] = value
        if before[1] is asked:
            (self.off.discard if asked else self.off.add)(here)
            self.rerouted = True
        if name in self.plan.split and step.question is not None:
            said = value if isinstance(value, tuple | Empty) else None
            cells = step.question.encode(said, self.plan.instrument.commons)
            self.values.update({of_row(column, row): cell for column, cell in cells.items()})
        self._checks.update(dict.fromkeys((check, row) for check in self.plan.rules_of.get(name, ())))
        self._look_at(self.plan.ruled.get(name, ()), step.level, row)
        if (value, not asked) != before:
            self._tell_readers(name, step.level, row)

    def _tell_readers(self, name: str, level: str, row: str) -> None:
        for reader in self.plan.readers.get(name, ()):
            for there in self._rows_seeing(self.plan.steps[reader].level, level, row):
                self.push(reader, there)

    def _look_at(self, checks: Sequence[str], level: str, row: str) -> None:
        """Have checks evaluated again that read something in a row."""
        for check in checks:
            asked_in = self.plan.steps[self.plan.rules[check].question].level
            self._checks.update(dict.fromkeys((check, there) for there in self._rows_seeing(asked_in, level, row)))

    def _rows_seeing(self, target: str, level: str, row: str) -> Iterator[str]:
        """The rows of a roster that can see a row of another: themselves, those within it, and what it lies in."""
        if target == level:
            yield row
            return
        there = self.plan.chains.get(target, ())
        here = self.plan.chains.get(level, ())
        shared = sum(a == b for a, b in zip(here, there, strict=False))
        prefix = row.split(".")[:shared]
        rows = [""]
        for roster in there:
            rows = [inner for outer in rows for inner in self.rows_of(roster, outer)]
        yield from (found for found in rows if found.split(".")[:shared] == prefix)

    def rows_of(self, roster: str, above: str) -> tuple[str, ...]:
        """The rows of a roster, in a row of the roster around it."""
        return self.values.get(of_row(f"{ROWS}{roster}", above), ())  # type: ignore[return-value]

    def _count_rows(self, name: str, above: str) -> None:
        """Bring the rows of a roster up to date."""
        step = self.plan.steps[name]
        section = step.section
        if section is None:
            return
        key = of_row(name, above)
        before = self.rows_of(section.id, above)
        codes = _codes(step, section, self, above)
        after = tuple(of_row(above, str(code)) if above else str(code) for code in codes)
        if key in self.values and after == before:
            return
        self.values[key] = after
        self.rerouted = self.recounted = True
        inside = self.plan.of_level.get(section.id, ())
        for gone in (row for row in before if row not in after):
            self._forget(section, gone)
        for code, row in zip(codes, after, strict=True):
            self.values[of_row(_row_name(section), row)] = code
            if row not in before:
                for inner in inside:
                    self.push(inner, row)
        for inner in self._all_inside(section.id):
            self._tell_readers_outside(inner, section.id, above)

    def _all_inside(self, roster: str) -> Iterator[str]:
        """The questions of a roster and of those it has in each row."""
        for name in self.plan.of_level.get(roster, ()):
            if name.startswith(ROWS):
                yield from self._all_inside(name[1:])
            else:
                yield name

    def _tell_readers_outside(self, name: str, level: str, above: str) -> None:
        """Those who read all rows of a question must know that there are more or fewer."""
        outside = self.plan.steps[f"{ROWS}{level}"].level
        for reader in self.plan.readers.get(name, ()):
            target = self.plan.steps[reader].level
            if level not in self.plan.chains.get(target, ()) and reader != f"{ROWS}{level}":
                for row in self._rows_seeing(target, outside, above):
                    self.push(reader, row)
        asked_in = {c: self.plan.steps[self.plan.rules[c].question].level for c in self.plan.ruled.get(name, ())}
        outer = [check for check, target in asked_in.items() if level not in self.plan.chains.get(target, ())]
        self._look_at(outer, outside, above)

    def _forget(self, section: Section, row: str) -> None:
        """A row is no more: what was decided of it goes; its answers stay parked."""
        self.values.pop(of_row(_row_name(section), row), None)
        for name in self.plan.of_level.get(section.id, ()):
            step, here = self.plan.steps[name], of_row(name, row)
            if name.startswith(ROWS) and step.section is not None:
                for inner in self.rows_of(name[1:], row):
                    self._forget(step.section, inner)
            elif name in self.plan.split and step.question is not None:
                for column in step.question.encode(None, self.plan.instrument.commons):
                    self.values.pop(of_row(column, row), None)
            self.values.pop(here, None)
            self.off.discard(here)
            for check in self.plan.rules_of.get(name, ()):
                self.failing.discard(of_row(check, row))
                self._checks.pop((check, row), None)

    def _gone(self, name: str, row: str) -> bool:
        """Whether a step waits for its turn in a row that is no more."""
        level = self.plan.steps[name].level
        return bool(level) and row not in self.rows_of(level, row.rpartition(".")[0])

    def _broken(self, check: str, row: str) -> bool:
        """Whether a check is false: unknown neither passes nor fails, and who is not asked breaks nothing.

        That an answer is wanted is said when it is empty, not before it was asked for.
        """
        rule = self.plan.rules[check]
        here = of_row(rule.question, row)
        if rule.wanted and self.values.get(here) is None:
            return False
        return here in self.values and here not in self.off and rule.condition.value(self.seen(row)) is False


def _row_name(section: Section) -> str:
    """The variable that says which row of a roster it is."""
    return section.roster.row if section.roster is not None else section.id


def _codes(step: Step, section: Section, decisions: Decisions, above: str) -> Sequence[Value]:
    """The rows a roster has now, by their numbers or the codes they stand for."""
    roster = section.roster
    if roster is None:
        return ()
    if roster.each is not None:
        commons = decisions.plan.instrument.commons
        listed = commons.lists.get(roster.each)
        if listed is not None:
            return listed.values[: roster.most]
        ticked = decisions.seen(above).get(roster.each)
        return ticked[: roster.most] if isinstance(ticked, tuple) else ()
    if step.condition is None:
        return ()
    if roster.count:
        count = step.condition.value(decisions.seen(above))
        return range(1, min(int(count), roster.most) + 1) if isinstance(count, float | int) else ()
    rows = [1]
    while len(rows) < roster.most:
        last = str(rows[-1])
        if not step.condition.value(decisions.seen(of_row(above, last) if above else last)):
            break
        rows.append(rows[-1] + 1)
    return rows


def _value(step: Step, answer: Answer | None, values: Mapping[str, object]) -> tuple[object, bool]:
    """What expressions read of a question or computed variable, and whether it is asked."""
    decided = step.condition.value(values) if step.condition else True
    if step.question is None:
        return (int(decided) if isinstance(decided, bool) else decided), False
    if decided or (decided is None and step.question.when_unknown == "ask"):
        return answer, True
    implied = step.question.otherwise if decided is False else None
    return (Empty(NOT_ASKED) if implied is None else implied), False
