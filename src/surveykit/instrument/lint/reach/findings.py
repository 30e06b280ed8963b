"""What is found about the reach of an instrument: questions nobody is asked, checks that cannot fail or cannot pass."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveykit.expr.symbol import Symbols
from surveykit.instrument.group import GROUPS
from surveykit.instrument.instrument import Instrument
from surveykit.instrument.lint.reach.parts import dead_parts
from surveykit.instrument.lint.reach.possible import FALSE, TRUE, UNKNOWN
from surveykit.instrument.lint.reach.search import Found, Gate, Goal
from surveykit.instrument.lint.reach.whole import Posed, Whole
from surveykit.instrument.question import Check
from surveykit.problems import Problem, Rule, Severity
from surveykit.source import Path_, Source

CONTRADICTION = Rule(
    "SK220",
    "A condition contradicts itself",
    "No answer makes it true, so nobody is asked.",
    "`relevance: size < 10 and size > 50`",
    "Correct the condition: often `or` was meant, or an end of a range.",
)
NEVER_ASKED = Rule(
    "SK221",
    "A question can never be asked",
    "Its condition can be true, but not of anybody who comes this far.",
    "`relevance: export = 0` in a section whose relevance is `export = 1`",
    "Correct one of the two conditions, or take the question out.",
)
NEVER_FAILS = Rule(
    "SK222",
    "A check can never fail",
    "It looks as if something were checked, and nothing is.",
    "the check `age <= 150` of a question with the range 0..120",
    "Correct the rule, or take the check out.",
)
NEVER_HOLDS = Rule(
    "SK223",
    "A check fails whatever is answered",
    "Nobody who gives a value could go on.",
    "the check `age > 120` of a question with the range 0..120",
    "Correct the rule: it says what is true of a sound answer.",
)
NEVER_DECIDED = Rule(
    "SK224",
    "A check can never be decided",
    "Whenever its question is asked, something it reads is empty, so it is neither true nor false.",
    "a check that compares two questions of which never both are asked",
    "Read answers that are there together, or ask about an empty one with `is`.",
)
NOT_DECIDED = Rule(
    "SK226",
    "It could not be decided whether a condition can hold",
    "The expression reckons with too many answers at once to try them all.",
    "a check that multiplies several numbers without a range",
    "Nothing to mend; look at it yourself. Ranges help.",
)
ELSEWHERE_ONLY = Rule(
    "SK229",
    "A check can fail in imported data only",
    "Routing keeps every interview from breaking it; answers on paper may, where somebody did not follow the routing.",
    "the check `not (export = 0 and share > 0)` where share is asked of exporters only",
    "Nothing to mend if it is meant for imported data.",
)
ELSE_NEVER_TAKEN = Rule(
    "SK228",
    "An else value is never taken",
    "It is for those whose condition is known to be false, and it is false of nobody.",
    "`else: 0` at a question with the relevance `export is answered or export is missing`",
    "Correct the relevance, or leave the else value out.",
)


def reach_problems(
    instrument: Instrument, source: Source, symbols: Symbols, *, explain: bool = False
) -> Iterator[Problem]:
    """What is wrong with the reach of an instrument whose expressions are sound, as warnings and notes.

    Args:
        instrument: one without errors.
        source: its file, for places.
        symbols: what its expressions may name.
        explain: also tell what could not be decided, and what concerns imported data only.
    """
    found = _Findings(Whole(instrument, symbols), source)
    problems = [*found.questions(), *found.rules()]
    problems += dead_parts(found.whole, source, found.told, found.dropped)
    return (problem for problem in problems if explain or problem.rule not in (NOT_DECIDED, ELSEWHERE_ONLY))


@dataclass
class _Findings:
    """The whole beside its file, and what has been told already."""

    whole: Whole
    source: Source
    told: set[Path_] = field(default_factory=set)  # the expressions complained of
    freed: set[str] = field(default_factory=set)  # questions taken as asked, for that they are not is told
    dropped: set[str] = field(default_factory=set)  # checks taken as not there, for that nothing passes them is told

    def _problem(self, rule: Rule, what: str, path: Path_, severity: Severity = "warning", hint: str = "") -> Problem:
        self.told.add(path)
        return Problem(rule, what, self.source.place(path), hint or rule.mend, severity)

    def questions(self) -> Iterator[Problem]:
        """Sections, batteries and questions nobody is asked, and the checks of the others."""
        asked: dict[int, list[Posed]] = {}
        for one in self.whole.posed:
            asked.setdefault(int(str(one.path[1])), []).append(one)
        for s, section in enumerate(self.whole.instrument.sections):
            members = asked[s]
            outer = self._outer(("sections", s), section.relevance, members)
            if outer:
                yield from self._level(f"section '{section.id}'", ("sections", s, "relevance"), outer, (), members)
            of_written: dict[int, list[Posed]] = {}
            for one in members:
                of_written.setdefault(int(str(one.path[3])), []).append(one)
            for q, written in enumerate(section.questions):
                path: Path_ = ("sections", s, "questions", q)
                own = of_written[q]
                if isinstance(written, GROUPS) and written.relevance:
                    goals = self._outer(path, written.relevance, own)
                    yield from self._level(f"'{written.id}'", (*path, "relevance"), goals, outer, own)
                for one in own:
                    if one.question.id not in self.freed:
                        yield from self._question(one)

    def _outer(self, path: Path_, relevance: str, members: Sequence[Posed]) -> tuple[Goal, ...]:
        """The relevance several questions share, as a goal."""
        asks = any(one.question.when_unknown == "ask" for one in members)
        return (Goal(self.whole.said[(*path, "relevance")].gate, self._asks(asks=asks)),) if relevance else ()

    @staticmethod
    def _asks(*, asks: bool) -> int:
        return TRUE | UNKNOWN if asks else TRUE

    def _level(
        self, name: str, path: Path_, goals: tuple[Goal, ...], outer: tuple[Goal, ...], members: Sequence[Posed]
    ) -> Iterator[Problem]:
        """The relevance of a section or a battery."""
        if any(one.question.id in self.freed for one in members):
            return
        found = self.whole.searcher.solve([*goals, *outer])
        if found.answer == "open":
            yield self._problem(NOT_DECIDED, f"whether {name} can ever be asked is not decided", path, "note")
        if found.answer == "no":
            yield self._never(name, path, goals, outer, [])
            self._free(members)

    def _question(self, one: Posed) -> Iterator[Problem]:
        question, name = one.question, one.question.id
        path = (*one.path, "relevance")
        found = self.whole.searcher.solve([], [name]) if name in self.whole.gates else Found("yes")
        if found.answer == "open":
            yield self._problem(NOT_DECIDED, f"whether '{name}' can ever be asked is not decided", path, "note")
        if found.answer == "no":
            own = self.whole.said.get(path)
            truths = self._asks(asks=question.when_unknown == "ask")
            outer = self._outer(one.path[:2], one.section.relevance, [one])
            yield self._never(f"'{name}'", path, (Goal(own.gate, truths),) if own else (), outer, [name])
            self._free([one] if own else [other for other in self.whole.posed if other.section is one.section])
            return
        if question.otherwise is not None and name in self.whole.gates:
            gate = self.whole.gates[name]
            if self.whole.searcher.solve([Goal(gate, FALSE)]).answer == "no":
                what = f"the relevance of '{name}' is false of nobody, so its else value is never taken"
                yield self._problem(ELSE_NEVER_TAKEN, what, (*one.path, "else"))
        for place, check in enumerate(question.checks):
            yield from self._check(one, check, (*one.path, "checks", place, "rule"))

    def _never(
        self, name: str, path: Path_, own: tuple[Goal, ...], outer: tuple[Goal, ...], asked: Sequence[str]
    ) -> Problem:
        """Why something is never asked: its own words, those of its section, or those of what it reads."""
        slots = self.whole.searcher.slots
        free = {name: slots[name].free for goal in (*own, *outer) for name in goal.gate.names}
        if own and self.whole.searcher.solve(own, slots=free).answer == "no":
            what = f"the condition of {name} can never be true, whatever is answered"
            return self._problem(CONTRADICTION, what, path)
        rows = any(self.whole.instrument.roster_of(one.section) for one in self.whole.posed if one.question.id in asked)
        why = f"its condition is true of {'no row of the roster' if rows else 'nobody who comes this far'}"
        if outer and self.whole.searcher.solve([*own, *outer], slots=free).answer == "no":
            why = "its condition and that of its section exclude each other"
        else:
            for read in self.whole.searcher.behind([*own, *outer], asked):
                others = {read: slots[read].free}
                if read not in asked and self.whole.searcher.solve([*own, *outer], asked, others).answer != "no":
                    why = f"'{read}' is asked only where {self._relevance(read)}"
                    break
        return self._problem(NEVER_ASKED, f"{name} can never be asked: {why}", path)

    def _relevance(self, name: str) -> str:
        one = next(one for one in self.whole.posed if name in (one.question.id, *one.places))
        return f"`{self.whole.instrument.relevance_of(one.section, one.question)}`"

    def _free(self, members: Sequence[Posed]) -> None:
        """From here on, take questions as asked, so that what follows from their not being asked is not told too."""
        for one in members:
            name = one.question.id
            self.freed.add(name)
            self.whole.searcher.free(name)

    def _check(self, one: Posed, check: Check, path: Path_) -> Iterator[Problem]:
        gate, name = self.whole.said[path].gate, one.question.id
        slots = self.whole.without(one, check, self.dropped)
        fails, holds = (self.whole.searcher.solve([Goal(gate, truth)], [name], slots).answer for truth in (FALSE, TRUE))
        if "open" in (fails, holds):
            what = f"whether check '{check.id}' can {'fail' if fails == 'open' else 'hold'} is not decided"
            yield self._problem(NOT_DECIDED, what, path, "note")
        elif fails == holds == "no":
            yield self._problem(NEVER_DECIDED, f"check '{check.id}' can never be decided where '{name}' is asked", path)
        elif fails == "no":
            yield self._never_fails(one, check, gate, path)
        elif holds == "no":
            yield self._problem(NEVER_HOLDS, f"check '{check.id}' fails whatever is answered", path)
            self.dropped.add(check.id)
            self.whole.searcher.replace(self.whole.without(one, check, self.dropped))

    def _never_fails(self, one: Posed, check: Check, gate: Gate, path: Path_) -> Problem:
        """A check that no interview breaks: data may, where answers stand that nobody asked."""
        slots = self.whole.searcher.slots
        own = self.whole.gates.get(one.question.id)
        goals = [Goal(gate, FALSE), *([Goal(own, slots[one.question.id].asks)] if own else [])]
        free = {name: slots[name].free for goal in goals for name in goal.gate.names}
        if self.whole.searcher.solve(goals, slots=free).answer == "no":
            return self._problem(
                NEVER_FAILS, f"check '{check.id}' can never fail where '{one.question.id}' is asked", path
            )
        what = f"check '{check.id}' can fail only in data from elsewhere: routing keeps interviews from it"
        return self._problem(ELSEWHERE_ONLY, what, path, "note")

    def rules(self) -> Iterator[Problem]:
        """Quotas that no interview counts towards, and rules of completion that say nothing or too much."""
        for q, quota in enumerate(self.whole.instrument.quotas):
            path: Path_ = ("quotas", q, "condition")
            if self._solved(path, TRUE) == "no":
                yield self._problem(CONTRADICTION, f"no interview can count towards the quota '{quota.id}'", path)
        for r, rule in enumerate(self.whole.instrument.completion.rules):
            path = ("completion", "rules", r, "rule")
            if self._solved(path, FALSE) == "no":
                yield self._problem(NEVER_FAILS, f"rule '{rule.id}' can never fail", path)
            elif self._solved(path, TRUE) == "no":
                yield self._problem(NEVER_HOLDS, f"rule '{rule.id}' fails whatever is answered", path)

    def _solved(self, path: Path_, truths: int) -> str:
        return self.whole.searcher.solve([Goal(self.whole.said[path].gate, truths)]).answer
