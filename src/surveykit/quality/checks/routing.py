"""Routing: whether those who should have been asked were, and nobody else."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.expr.fold import names_of
from surveykit.expr.syntax import Binary, Choose, Constant, Expression, Is, Name
from surveykit.problems import Rule
from surveykit.quality.check import Test, not_, relevance

AGAINST_ROUTE = Rule(
    "SK413",
    "An answer contradicts the routing",
    "Somebody answered who should not have been asked, or was not asked who should have been.",
    "the share of exports of a firm that does not export",
    "Correct the answer, or the one that decides whether it is asked.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """A test for every question with a relevance: valid or empty-with-reason where asked, "not asked" elsewhere."""
    seen: set[str] = set()
    for variable in codebook:
        asked_of = relevance(variable)
        if asked_of is None or variable.origin.question in seen:
            continue
        seen.add(variable.origin.question)
        reads = (variable.name, *names_of(asked_of))
        what = f"contradicts its relevance: {variable.origin.relevance}"
        yield Test(AGAINST_ROUTE, variable.name, what, _as_routed(variable, asked_of), reads)


def _as_routed(variable: Variable, asked_of: Expression) -> Expression:
    name = Name(variable.name)
    skipped: Expression = Binary("or", Is(name, "not_asked"), Is(name, "blank"))
    if variable.origin.otherwise is not None:
        implied = Binary("and", Is(name, "answered"), Binary("=", name, Constant(variable.origin.otherwise)))
        skipped = Binary("or", skipped, implied)
    return Choose(asked_of, not_(Is(name, "not_asked")), skipped)
