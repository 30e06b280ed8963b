"""A validation as every report shows it: the rules the worst first, what is new, what is known, what is gone."""

from dataclasses import dataclass

from surveykit.codebook.codebook import Codebook
from surveykit.expr.words import in_words
from surveykit.missing import Value
from surveykit.quality.baseline import Baseline, Known, compared
from surveykit.quality.findings import Finding, Group, groups_of, said
from surveykit.quality.validate import Report
from surveykit.reports.validation.words import word

LONGEST = 300
"""So many characters of a value are shown; a worksheet and the JSON have all."""
MOST_SHOWN = 100
"""So many findings of a rule stand on a page; a worksheet and the JSON have more."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found in a dataset, against what was known of it; `baseline` is the name of that file, if any."""

    title: str
    report: Report
    codebook: Codebook
    language: str
    groups: tuple[Group, ...]
    gone: tuple[Known, ...] = ()
    baseline: str = ""

    @property
    def failing(self) -> tuple[Group, ...]:
        """The rules that something breaks, known or new."""
        return tuple(group for group in self.groups if group.failed)

    @property
    def new(self) -> int:
        """How many failures are not known."""
        return sum(group.new_failed for group in self.groups if group.fails)

    @property
    def known(self) -> int:
        """How many failures are known."""
        return sum(group.known_failed for group in self.groups)


def validated(
    report: Report,
    codebook: Codebook,
    title: str,
    language: str = "en",
    *,
    known: Baseline | None = None,
    baseline: str = "",
) -> Validated:
    """A report put in order, and compared with what is known.

    Args:
        report: of all failing cases where it is compared, for what is not named cannot be known again.
        codebook: that of the dataset.
        title: the name of the dataset.
        language: of the messages and of the report.
        known: what is known, if anything.
        baseline: the name of the file it stands in.
    """
    found = compared(groups_of(report, codebook, language), known or Baseline())
    return Validated(title, report, codebook, language, found.groups, found.gone, baseline)


def summary(made: Validated) -> str:
    """The validation in a few sentences."""
    report, language = made.report, made.language
    tests = [group for group in made.groups if group.unit == "cases"]
    counts = {
        "hard": sum(group.failed for group in tests if group.severity == "error"),
        "soft": sum(group.failed for group in tests if group.severity != "error"),
        "failing": sum(1 for group in tests if group.failed),
        "undetermined": sum(group.undetermined for group in tests),
    }
    beside = word("beside", language, n=len(report.others)) if report.others else ""
    parts = [word("summary", language, n=report.n, tests=len(report.results), beside=beside, **counts)]
    if report.clusters:
        failed = sum(result.failed for result in report.clusters)
        undetermined = sum(result.undetermined for result in report.clusters)
        of = {"rules": len(report.clusters), "failed": failed, "undetermined": undetermined}
        parts.append(word("of_clusters", language, **of))
    if made.baseline:
        parts.append(word("of_baseline", language, new=made.new, known=made.known, baseline=made.baseline))
    if made.gone:
        parts.append(word("gone", language, n=len(made.gone)))
    return " ".join(parts)


def shown_of(group: Group) -> tuple[Finding, ...]:
    """The findings of a rule that a page shows: the new ones first."""
    return (*group.new, *group.known)[:MOST_SHOWN]


def severity_of(group: Group, language: str) -> str:
    """`hard` or `soft`; or a note, which is no failure."""
    return word({"error": "hard", "warning": "soft", "note": "note"}[group.severity], language)


def case_of(finding: Finding, language: str) -> str:
    """How a case is called: by its id, or its row where it has none; nothing for a cluster."""
    if finding.case or finding.row is None:
        return finding.case
    return word("row", language, n=finding.row)


def expected(group: Group, made: Validated) -> str:
    """What must hold, in words."""
    if isinstance(group.expects, str):
        return group.expects or group.rule.mend
    return in_words(group.expects, made.codebook.symbols(made.language), made.language)


def shown(value: Value | None, most: int = LONGEST) -> str:
    """A value as a page shows it: cut where it is very long, for nobody reads a page of one cell."""
    text = said(value)
    return text if len(text) <= most else f"{text[:most]}... ({len(text):,})"


def written(finding: Finding, language: str, most: int = LONGEST) -> str:
    """A finding in one line: `SIS0007 (size = 140)`."""
    case = case_of(finding, language)
    values = f"{finding.variable} = {shown(finding.value, most) or word('blank', language)}" if finding.variable else ""
    return f"{case} ({values})" if case and values else case or values
