"""Routing: whether those who should have been asked were, and nobody else."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.codebook.variable import Variable
from surveykit.expr.fold import names_of
from surveykit.expr.syntax import Binary, Constant, Expression, Is, Name
from surveykit.problems import Rule
from surveykit.quality.check import Test, both, not_, relevance

AGAINST_ROUTE = Rule(
    "SK413",
    "An answer contradicts the routing",
    "Somebody answered who should not have been asked, or was not asked who should have been.",
    "the share of exports of a firm that does not export",
    "Correct the answer, or the one that decides whether it is asked.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """For every question with a relevance: nobody else has answered it, and nobody who was asked is "not asked".

    The second is soft: whoever keys a paper form may have to say that the interviewer passed a question over.
    """
    questions: dict[str, list[Variable]] = {}
    for variable in codebook:
        if variable.origin.relevance and not variable.origin.elsewhere:
            questions.setdefault(variable.origin.question, []).append(variable)
    for columns in questions.values():
        asked_of = relevance(columns[0])
        if asked_of is None:
            continue
        reads = (*(variable.name for variable in columns), *names_of(asked_of))
        said = columns[0].origin.relevance
        skipped = both(*(_skipped(variable) for variable in columns))
        name = columns[0].origin.question or columns[0].name
        yield Test(AGAINST_ROUTE, name, f"answered though it is not asked: {said}", skipped, reads, not_(asked_of))
        asked = both(*(not_(Is(Name(variable.name), "not_asked")) for variable in columns))
        what = f"marked as not asked though it is asked: {said}"
        yield Test(AGAINST_ROUTE, name, what, asked, reads, asked_of, severity="warning")


def _skipped(variable: Variable) -> Expression:
    """That a column holds what those hold who are not asked: "not asked", nothing, or the else value."""
    name = Name(variable.name)
    skipped: Expression = Binary("or", Is(name, "not_asked"), Is(name, "blank"))
    if variable.origin.otherwise is None:
        return skipped
    implied = Binary("and", Is(name, "answered"), Binary("=", name, Constant(variable.origin.otherwise)))
    return Binary("or", skipped, implied)
