"""The validation as JUnit XML, which build servers show: a test case a rule, a failure where anything new breaks it.

A rule of which nothing could be decided, or that could not be tested, is skipped. What is known already does not fail.
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from surveykit.quality.findings import Group
from surveykit.reports.validation.model import Validated, expected, summary, written

MOST_CASES = 20
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(made: Validated) -> bytes:
    """A validation as JUnit XML in UTF-8."""
    counts = {
        "tests": len(made.groups),
        "failures": sum(1 for group in made.groups if _fails(group)),
        "errors": 0,
        "skipped": sum(1 for group in made.groups if _skipped(group)),
    }
    told = {name: str(n) for name, n in counts.items()} | {"time": "0"}
    suites = Element("testsuites", {"name": "surveykit validate", **told})
    suite = SubElement(suites, "testsuite", {"name": _clean(made.title), **told})
    for group in made.groups:
        _case(suite, group, made)
    SubElement(suite, "system-out").text = _clean(summary(made))
    indent(suites)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode").encode() + b"\n"


def _case(suite: Element, group: Group, made: Validated) -> None:
    name = {"name": _clean(group.key), "classname": _clean(group.variable or made.title), "time": "0"}
    case = SubElement(suite, "testcase", name)
    if _fails(group):
        what = f"{group.new_failed} {group.unit}: {group.what}"
        lines = [written(finding, made.language) for finding in group.new[:MOST_CASES]]
        more = group.new_failed - len(group.new[:MOST_CASES])
        lines += [f"... and {more} more"] if more > 0 else []
        lines += [f"expected: {expected(group, made)}", f"mend: {group.rule.mend}"]
        kind = f"{group.rule.code} {'hard' if group.severity == 'error' else 'soft'}"
        SubElement(case, "failure", {"message": _clean(what), "type": kind}).text = _clean("\n".join(lines))
    elif _skipped(group):
        why = group.what if not group.tested else f"undetermined in all {group.undetermined} {group.unit}"
        SubElement(case, "skipped", {"message": _clean(why)})
    if group.known:
        SubElement(case, "system-out").text = f"{group.known_failed} known ({_clean(made.baseline)})"


def _fails(group: Group) -> bool:
    return group.tested and group.fails


def _skipped(group: Group) -> bool:
    return not group.tested or (not group.failed and not group.passed and group.undetermined > 0)


def _clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
