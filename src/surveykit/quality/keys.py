"""Keys: whether every case has an id of its own."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.engine.base import Engine
from surveykit.expr.sql import missing_sql, quoted
from surveykit.problems import Place, Problem, Rule

REPEATED_ID = Rule(
    "SK415",
    "Cases share an id",
    "One firm would be counted twice, or two firms taken for one.",
    "two rows with the id SIS0007",
    "Look at both: remove the copy, or give one another id.",
)
NO_ID = Rule(
    "SK416",
    "Cases have no id",
    "Nobody can find them again.",
    "a row whose id is blank",
    "Give them an id.",
)
MOST_NAMED = 50


def key_problems(codebook: Codebook, engine: Engine) -> Iterator[Problem]:
    """Ids that stand more than once, and cases without one; nothing where the codebook names no id."""
    variable = codebook.role("id")
    if variable is None:
        return
    column = quoted(variable.name)
    missing = missing_sql(codebook.symbols()[variable.name])
    repeated = engine.groups(keys=[column], where=f"NOT ({missing})", least=2)
    for cell in repeated[:MOST_NAMED]:
        place = Place(case=str(cell.keys[0]), variable=variable.name)
        yield Problem(REPEATED_ID, f"the id stands {cell.n} times", place, REPEATED_ID.mend)
    if len(repeated) > MOST_NAMED:
        yield Problem(REPEATED_ID, f"{len(repeated)} ids stand more than once; {MOST_NAMED} are named above")
    without = engine.groups(where=missing)
    if without and without[0].n:
        what = "1 case has no id" if without[0].n == 1 else f"{without[0].n} cases have no id"
        yield Problem(NO_ID, what, Place(variable=variable.name), NO_ID.mend)
