"""Dead parts: comparisons within a condition that can never be true, though the whole can."""

from collections.abc import Collection, Iterator

from surveykit.expr.syntax import Expression, Is
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


def dead_parts(whole: Whole, source: Source, told: Collection[Path_]) -> Iterator[Problem]:
    """Comparisons that can never be true, as notes; an expression that is complained of already is left out.

    Args:
        whole: the instrument.
        source: its file, for places.
        told: the expressions left out.
    """
    state = Possible(whole.searcher.slots)
    for path, said in whole.said.items():
        parts = () if path in told else said.parts
        dead = [part for part in parts if not part.gate.condition.look(state) & TRUE and not _of_tables(part.node)]
        yield from _told(dead, said.formula.text, path, source)
    for path, parts in whole.branches.items():
        dead = [part for part in parts if not isinstance(part.node, Is) and not _can(whole, part)]
        yield from _told(dead, whole.text_of(path), path, source)


def _can(whole: Whole, part: Part) -> bool:
    """Whether a branch of a formula can be taken, by answers in whatever data."""
    slots = whole.searcher.slots
    goals = [*part.before, Goal(part.gate, TRUE)]
    free = {name: slots[name].free for goal in goals for name in goal.gate.names}
    return whole.searcher.solve(goals, slots=free).answer != "no"


def _told(dead: list[Part], text: str, path: Path_, source: Source) -> Iterator[Problem]:
    for start, end in dict.fromkeys((part.node.span.start, part.node.span.end) for part in dead):
        place = source.places_in(path)(start) if source.known(path) == path else source.place(path)
        what = f"`{text[start:end]}` can never be true here"
        yield Problem(NEVER_TRUE, what, place, NEVER_TRUE.mend, "note", excerpt(text, start, end))


def _of_tables(node: Expression) -> bool:
    """Whether it asks for an emptiness that answers never have, and imported tables may."""
    return isinstance(node, Is) and node.state in (BLANK, USER_MISSING)
