"""Parts of conditions: comparisons that can never be true, though the whole can, and lists that overlap."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from surveykit.expr.syntax import Constant, Expression, In, Is
from surveykit.expr.tokens import excerpt
from surveykit.instrument.lint.reach.possible import TRUE, Possible
from surveykit.instrument.lint.reach.search import Goal
from surveykit.instrument.lint.reach.whole import Part, Whole
from surveykit.missing import BLANK, USER_MISSING
from surveykit.problems import Problem, Rule
from surveykit.source import Path_, Source

NEVER_TRUE = Rule(
    "SK225",
    "A comparison can never be true",
    "It is a dead part of its condition: it decides nothing.",
    "`size > 500 or export = 1` where size has the range 0..100",
    "Correct the comparison, or take it out.",
)


OVERLAP = Rule(
    "SK241",
    "Values of a list overlap",
    "One of them is left over; most likely an end was mistyped.",
    "`size in [1..9, 5..20]`",
    "Correct the ends, or take one of them out.",
)


def dead_parts(whole: Whole, source: Source, told: Collection[Path_], dropped: Collection[str]) -> Iterator[Problem]:
    """Comparisons that can never be true, as notes; an expression that is complained of already is left out.

    Args:
        whole: the instrument.
        source: its file, for places.
        told: the expressions left out.
        dropped: the checks taken as not there.
    """
    slots = whole.searcher.slots
    checks = {
        (*one.path, "checks", place, "rule"): (one, check)
        for one in whole.posed
        for place, check in enumerate(one.question.checks)
    }
    for path, said in whole.said.items():
        before = whole.without(*checks[path], dropped) if path in checks else {}
        state = Possible({**slots, **before} if before else slots)
        parts = () if path in told else said.parts
        dead = [part for part in parts if not part.gate.condition.look(state) & TRUE and not _of_tables(part.node)]
        yield from _told(NEVER_TRUE, "can never be true here", dead, said.formula.text, path, source)
        overlapping = [part for part in said.parts if _overlaps(part.node)]
        yield from _told(OVERLAP, "names a value twice", overlapping, said.formula.text, path, source)
    for path, parts in whole.branches.items():
        dead = [part for part in parts if not isinstance(part.node, Is) and not _can(whole, part)]
        yield from _told(NEVER_TRUE, "can never be true here", dead, whole.text_of(path), path, source)
        overlapping = [part for part in parts if _overlaps(part.node)]
        yield from _told(OVERLAP, "names a value twice", overlapping, whole.text_of(path), path, source)


def _overlaps(node: Expression) -> bool:
    """Whether a list names a value twice."""
    if not isinstance(node, In):
        return False
    ends = [(o.value, o.value) if isinstance(o, Constant) else (o.low, o.high) for o in node.options]
    ends.sort(key=lambda pair: (isinstance(pair[0], str), pair[0]))
    return any(later[0] <= earlier[1] for earlier, later in pairwise(ends))  # type: ignore[operator]


def _can(whole: Whole, part: Part) -> bool:
    """Whether a branch of a formula can be taken, by answers in whatever data."""
    slots = whole.searcher.slots
    goals = [*part.before, Goal(part.gate, TRUE)]
    free = {name: slots[name].free for goal in goals for name in goal.gate.names}
    return whole.searcher.solve(goals, slots=free).answer != "no"


def _told(rule: Rule, so: str, parts: list[Part], text: str, path: Path_, source: Source) -> Iterator[Problem]:
    for start, end in dict.fromkeys((part.node.span.start, part.node.span.end) for part in parts):
        place = source.places_in(path)(start) if source.known(path) == path else source.place(path)
        yield Problem(rule, f"`{text[start:end]}` {so}", place, rule.mend, "note", excerpt(text, start, end))


def _of_tables(node: Expression) -> bool:
    """Whether it asks for an emptiness that answers never have, and imported tables may."""
    return isinstance(node, Is) and node.state in (BLANK, USER_MISSING)
