"""Consistency: the instrument's own checks, the same as at the key press, over every case."""

from collections.abc import Iterator

from surveykit.codebook.codebook import Codebook
from surveykit.expr.fold import names_of
from surveykit.expr.parse import parse
from surveykit.problems import Rule
from surveykit.quality.check import Test

INCONSISTENT = Rule(
    "SK414",
    "A check of the instrument is broken",
    "The instrument says that a sound answer obeys this rule.",
    "shares of turnover that add up to 120 %",
    "Correct one of the answers it reads; a soft check may be right as it is.",
)


def tests(codebook: Codebook) -> Iterator[Test]:
    """A test for every check the codebook carries, asked of those the question is asked of."""
    for check in codebook.checks:
        expression = parse(check.rule)
        asked_of = parse(check.relevance) if check.relevance else None
        what = str(check.message) or f"breaks {check.rule}"
        yield Test(
            INCONSISTENT,
            check.variable,
            what,
            expression,
            names_of(expression),
            asked_of,
            when_unknown=check.when_unknown == "ask",
            severity="error" if check.severity == "hard" else "warning",
            id=check.id,
        )
