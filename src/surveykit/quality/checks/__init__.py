"""The checks: one module each; a new check is a new line here."""

from surveykit.quality.check import Check
from surveykit.quality.checks import answers, codes, consistency, ranges, routing

CHECKS: tuple[Check, ...] = (codes.tests, ranges.tests, answers.tests, routing.tests, consistency.tests)
