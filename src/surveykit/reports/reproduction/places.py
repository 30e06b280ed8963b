"""Findings by the place of the paper they are about, and their numbers and cells in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveykit.reports.reproduction.words import word
from surveykit.reproduction.file import Published
from surveykit.reproduction.finding import Finding
from surveykit.reproduction.interval import exact, rounded
from surveykit.reproduction.judge import Judgement
from surveykit.reproduction.table import PARTS, Tables

JUDGED = ("mismatch", "weak_claim", "truncated", "input_rounding", "agree")
"""The statuses of what was judged, the gravest first."""
EXPLAINED = ("mismatch", "weak_claim", "truncated")
"""The statuses whose reason a check may know."""
MORE_DIGITS = 2  # than are printed, of what was recomputed
MOST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A table, a figure, a section: where it stands, its title, and what was found there."""

    locus: str
    title: str
    findings: tuple[Finding, ...]

    @property
    def heading(self) -> str:
        """Where it stands, with the title of a table."""
        return f"{self.locus}. {self.title}" if self.title else self.locus

    @property
    def judged(self) -> tuple[Finding, ...]:
        """The findings of what could be judged."""
        return tuple(finding for finding in self.findings if finding.status in JUDGED)

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings of what does not hold, or only in part."""
        return tuple(finding for finding in self.findings if not finding.holds)


def places(judgement: Judgement, language: str) -> tuple[Place, ...]:
    """The places of a paper that something was found about: those of its tables in order, then the others."""
    titles: dict[str, str] = {}
    for table in judgement.published.tables:
        titles[table.locus] = titles.get(table.locus) or table.title
    found: dict[str, list[Finding]] = {locus: [] for locus in titles}
    for finding in judgement.findings:
        found.setdefault(finding.locus, []).append(finding)
    nowhere = found.pop("", [])
    made = [Place(locus, titles.get(locus, ""), tuple(all_)) for locus, all_ in found.items() if all_]
    if nowhere:
        made.append(Place(word("elsewhere", language), "", tuple(nowhere)))
    return tuple(made)


def cell_of(finding: Finding, tables: Tables, language: str) -> str:
    """The row and column of a finding as the paper calls them; what it is named else."""
    steps = finding.cell.split(".")
    part = steps.pop() if len(steps) > 3 and steps[-1] in PARTS else ""
    if len(steps) not in {2, 3} or steps[0] not in tables.tables:
        named = finding.cell if "." in finding.cell else spoken(finding.cell)
        return word("whole_table", language) if finding.cell in tables.tables else named
    table = tables[steps[0]]
    said = ", ".join(table.label(step) if step in table.labels else spoken(step) for step in steps[1:])
    return word("stars_of" if part == "stars" else "bracket_of", language, cell=said) if part else said


def spoken(name: str) -> str:
    """A name without a label of its own as words.

    Example:
        >>> spoken("born_global")
        'born global'
    """
    return name.replace("_", " ").strip()


def shown(finding: Finding, value: float | str | None) -> str:
    """What was recomputed, with some more digits than are printed; very small numbers by their power of ten."""
    if value is None or isinstance(value, str):
        return value or ""
    if value and abs(value) < 10**-MOST_DIGITS:
        return f"{value:.1e}"
    places = decimals(finding)
    return f"{float(rounded(exact(value), places)):.{places}f}"


def decimals(finding: Finding) -> int:
    """How many decimals what was recomputed is shown with.

    Example:
        >>> decimals(Finding("a", "", "sum", "", "0.611 (4.75) ***", 0.6114, "agree"))
        5
    """
    number = re.match(r"[<>]?\s*[-+]?(?:\d*\.(\d+)|\d+)", finding.published)
    printed = len(number[1] or "") if number else MORE_DIGITS
    values = [value for value in (finding.recomputed, finding.low, finding.high) if isinstance(value, float)]
    if any(value and abs(value) < 10 ** -(printed + 1) for value in values[:1]):
        return MOST_DIGITS
    if all(value.is_integer() for value in values) and (not printed or not number):
        return 0
    return min(MOST_DIGITS, printed + MORE_DIGITS)


def own(finding: Finding, published: Published) -> Finding:
    """A finding without the remarks that its check makes to all of its findings, or to all that do not hold."""
    check = next((check for check in published.file.checks if check.id == finding.id), None)
    note = finding.note
    for remark in (check.why, check.note) if check else ():
        note = note.removesuffix(remark).strip()
    return replace(finding, note=note)


def sentence(finding: Finding, language: str) -> str:
    """A finding in words: what is printed, what follows, and between which limits it may lie."""
    return " ".join(_parts(finding, language))


def _parts(finding: Finding, language: str) -> Iterator[str]:
    value = shown(finding, finding.recomputed)
    if finding.published and finding.check != "claim":
        yield word("printed", language, published=finding.published)
    if value and finding.check == "claim":
        yield word("shows", language, recomputed=value)
    elif value:
        yield word("follows", language, recomputed=value, between=_between(finding, language))
    if finding.note:
        yield finding.note


def _between(finding: Finding, language: str) -> str:
    if finding.low is None or finding.high is None or not isinstance(finding.recomputed, float):
        return ""
    low, high = shown(finding, finding.low), shown(finding, finding.high)
    return "" if low == high else word("between", language, low=low, high=high)
