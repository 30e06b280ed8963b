"""The validation for programs: counts by rule and the cases, under keys that stay the same in every language.

    {"format": "surveykit.validation/1", "dataset": ..., "cases": n,
     "counts": {"tests", "failing", "hard", "soft", "new", "known", "gone", "undetermined"},
     "rules": [{"key", "anchor", "rule", "code", "severity", "variable", "what", "unit", "tested",
                "passed", "failed", "known", "undetermined", "named",
                "findings": [{"case", "row", "variable", "value", "others": {name: value}, "known"}, ...]}, ...],
     "gone": [{"rule", "case", "variable", "value", "others", "reason", "who", "on"}, ...]}

`severity` is error, warning or note; `failed` counts all, `named` those that stand in `findings`.
"""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from surveykit.missing import Value
from surveykit.quality.findings import Finding, Group
from surveykit.reports.validation.model import Validated

FORMAT = "surveykit.validation/1"


def render(made: Validated) -> bytes:
    """A validation as JSON in UTF-8."""
    tested = [group for group in made.groups if group.unit != "problems"]
    counts = {
        "tests": len(tested),
        "failing": sum(1 for group in tested if group.failed),
        "hard": sum(group.failed for group in made.groups if group.severity == "error"),
        "soft": sum(group.failed for group in made.groups if group.severity == "warning"),
        "new": made.new,
        "known": made.known,
        "gone": len(made.gone),
        "undetermined": sum(group.undetermined for group in made.groups),
    }
    content = {
        "format": FORMAT,
        "dataset": made.title,
        "cases": made.report.n,
        "counts": counts,
        "rules": [_rule(group) for group in made.groups],
        "gone": [known.model_dump() for known in made.gone],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "replace")


def _rule(group: Group) -> dict[str, Any]:
    found = list(_findings(group))
    return {
        "key": group.key,
        "anchor": group.anchor,
        "rule": group.id,
        "code": group.rule.code,
        "severity": group.severity,
        "variable": group.variable,
        "what": group.what,
        "unit": group.unit,
        "tested": group.tested,
        "passed": group.passed,
        "failed": group.failed,
        "known": group.known_failed,
        "undetermined": group.undetermined,
        "named": len(found),
        "findings": found,
    }


def _findings(group: Group) -> Iterator[dict[str, Any]]:
    yield from (_finding(finding, known=False) for finding in group.new)
    yield from (_finding(finding, known=True) for finding in group.known)


def _finding(finding: Finding, *, known: bool) -> dict[str, Any]:
    return {
        "case": finding.case,
        "row": finding.row,
        "variable": finding.variable,
        "value": _value(finding.value),
        "others": {name: _value(value) for name, value in finding.others},
        "known": known,
    }


def _value(value: Value | None) -> Value | None:
    return None if isinstance(value, float) and not isfinite(value) else value
