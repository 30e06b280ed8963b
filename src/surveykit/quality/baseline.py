"""Baselines: findings that are known, kept in a file people can review, so that new ones are seen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from surveykit.codebook.codelist import Frozen
from surveykit.problems import Problem, Rule, SourceError
from surveykit.quality.findings import Finding, Group, said, worst_first
from surveykit.shape import fitted
from surveykit.source import read
from surveykit.whole import written_whole

KNOWN_TWICE = Rule(
    "SK680",
    "A finding stands twice in a baseline",
    "One of the two reasons would be lost without a word.",
    "two lines of the rule C2 and the case SIS0007 with the same values",
    "Remove one of the lines.",
)
VERSION: Final = "surveykit.baseline/1"
Identity = tuple[str, str, str, str, str]


class Known(Frozen):
    """A finding that is known, and why it may stay as it is."""

    rule: str  # the key of the rule, which stays the same from run to run
    case: str = ""  # the id, or `row 7` where cases have none
    variable: str = ""
    value: str | None = None
    others: str = ""  # the other values the rule read, in words
    reason: str = ""
    who: str = ""
    on: str = ""

    @property
    def identity(self) -> Identity:
        """As that of a finding: a finding with the same identity is known."""
        return self.rule, self.case, self.variable, self.value or "", self.others


class Baseline(Frozen):
    """The file: what is known of a dataset."""

    baseline: Literal["surveykit.baseline/1"] = VERSION
    findings: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """The rules with what is new and what is known told apart, and what is known and no longer there."""

    groups: tuple[Group, ...]
    gone: tuple[Known, ...] = ()


def load(path: Path) -> Baseline:
    """Read a baseline (YAML or JSON).

    Raises:
        SourceError: it cannot be read, or a finding stands in it twice; every problem at its place.
    """
    source = read(path)
    found = fitted(source, Baseline)
    problems, first = [], dict[Identity, int]()
    for number, known in enumerate(found.findings):
        place = source.place(("findings", number))
        if line := first.get(known.identity):
            what = f"{known.rule}: {known.case} stands twice; first in line {line}"
            problems.append(Problem(KNOWN_TWICE, what, place, KNOWN_TWICE.mend))
        first.setdefault(known.identity, place.line or 0)
    if problems:
        raise SourceError(problems)
    return found


def compared(groups: Iterable[Group], baseline: Baseline) -> Compared:
    """Tell what is known from what is new; a finding whose values have changed is new."""
    known = {entry.identity: entry for entry in baseline.findings}
    met: set[Identity] = set()
    parted = []
    for group in groups:
        old = tuple(finding for finding in group.new if finding.identity in known)
        met |= {finding.identity for finding in old}
        new = tuple(finding for finding in group.new if finding.identity not in known)
        parted.append(replace(group, new=new, known=old))
    gone = tuple(entry for entry in baseline.findings if entry.identity not in met)
    return Compared(tuple(sorted(parted, key=worst_first)), gone)


def kept(groups: Iterable[Group], before: Baseline) -> Baseline:
    """The baseline of what is there now; reasons that were given before stay."""
    reasons = {entry.identity: entry for entry in before.findings}
    found = [known_of(finding) for group in groups for finding in (*group.new, *group.known)]
    return Baseline(findings=_ordered([reasons.get(entry.identity, entry) for entry in found]))


def joined(before: Baseline, accepted: Sequence[Known]) -> Baseline:
    """A baseline with what somebody accepted; the newer reason stands."""
    entries = {entry.identity: entry for entry in (*before.findings, *accepted)}
    return Baseline(findings=_ordered(entries.values()))


def known_of(finding: Finding) -> Known:
    """A finding as it stands in a baseline."""
    key, case, variable, _, others = finding.identity
    value = None if finding.value is None else said(finding.value)
    return Known(rule=key, case=case, variable=variable, value=value, others=others)


def write(baseline: Baseline, path: Path) -> None:
    """Write a baseline as YAML, or as JSON where the suffix says so: a line a finding, in an order that stays.

    Raises:
        FormatError: SK509, the system refused.
    """
    lines = [_line(entry) for entry in baseline.findings]
    if path.suffix.lower() == ".json":
        body = ",\n".join(f"  {line}" for line in lines)
        text = f'{{\n "baseline": "{VERSION}",\n "findings": [\n{body}\n ]\n}}\n'
    else:
        body = "\n".join(f"- {line}" for line in lines)
        text = f"baseline: {VERSION}\nfindings:\n{body}\n" if lines else f"baseline: {VERSION}\nfindings: []\n"
    with written_whole(path) as partial:
        partial.write_text(text, encoding="utf-8")


def _line(entry: Known) -> str:
    """One finding in one line, as JSON, which is YAML too; what is empty is left out."""
    told = {name: value for name, value in entry.model_dump().items() if value not in {"", None}}
    text = json.dumps(told, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)


def _ordered(entries: Iterable[Known]) -> tuple[Known, ...]:
    return tuple(sorted({entry.identity: entry for entry in entries}.values(), key=lambda entry: entry.identity))
