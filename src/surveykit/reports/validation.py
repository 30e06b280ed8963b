"""The validation report: each test with how the cases did, then the cases that fail."""

from collections.abc import Mapping

from surveykit.codebook.codebook import Codebook
from surveykit.missing import Value
from surveykit.quality.clusters import BROKEN, Cluster, ClusterResult
from surveykit.quality.validate import Report, Result
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.plural import Counted
from surveykit.reports.table import Column, Row, Table

Messages = Mapping[str, str]
"""What the instrument says of a broken check, by its id."""

_COLUMNS = (
    Column("severity", "Severity"),
    Column("variable", "Variable"),
    Column("rule", "Rule"),
    Column("what", "What fails"),
    Column("failed", "Failed", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("passed", "Passed", "count"),
)


_CLUSTERS = (
    Column("severity", "Severity"),
    Column("by", "Cases that share"),
    Column("rule", "Rule"),
    Column("what", "What fails"),
    Column("failed", "Failed", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("passed", "Passed", "count"),
    Column("outside", "Outside", "count"),
)


def summary(report: Report) -> str:
    """The report in one sentence."""
    hard = sum(result.failed for result in report.failing if result.test.severity == "error")
    soft = Counted(sum(result.failed for result in report.failing if result.test.severity == "warning"))
    undetermined = sum(result.undetermined for result in report.results)
    n, tests, failing, beside = map(Counted, (report.n, len(report.results), len(report.failing), len(report.others)))
    others = f"; {beside} {beside:finding|findings} beside the tests" if beside else ""
    return (
        f"{n} {n:case|cases}, {tests} {tests:test|tests}: {hard} hard and {soft} soft {soft:failure|failures} in "
        f"{failing} {failing:test|tests}; {undetermined} undetermined for want of an answer{others}."
        f"{_of_clusters(report)}"
    )


def _of_clusters(report: Report) -> str:
    """The rules about clusters in one more sentence, where there are any."""
    if not report.clusters:
        return ""
    rules, failed = Counted(len(report.clusters)), Counted(sum(result.failed for result in report.clusters))
    undetermined = sum(result.undetermined for result in report.clusters)
    return (
        f" {rules} {rules:rule|rules} about clusters: {failed} {failed:failure|failures}, {undetermined} undetermined."
    )


def validation(report: Report, codebook: Codebook, title: str, language: str = "en") -> Document:
    """A report as a document: a summary, the tests that fail, the cases that fail them, and all tests.

    The messages of the instrument's checks are in the language asked for; the page itself is in English.
    """
    messages = {check.id: check.message.into(language) for check in codebook.checks if check.message}
    messages |= {rule.id: rule.message.into(language) for rule in codebook.clusters if rule.message}
    blocks: list[Block] = [Paragraph(summary(report))]
    if report.others:
        blocks += [Heading("Beside the tests"), Findings(report.others, len(report.others))]
    if report.failing or report.failing_clusters:
        blocks.append(Heading("What fails"))
    if report.failing:
        blocks.append(_table("Tests that fail", report.failing, messages, "failing"))
    for result in report.failing:
        blocks += _named(result, messages)
    for broken in report.failing_clusters:
        blocks.append(_clusters_of(broken, messages))
    if report.clusters:
        blocks += [Heading("Rules about clusters"), _cluster_table(report.clusters, messages)]
    blocks += [Heading("All tests"), _table("Every test that was made", report.results, messages, "tests")]
    return Document(f"Validation of {title}", tuple(blocks))


def _said(result: Result, messages: Messages) -> str:
    return messages.get(result.test.id, result.test.what)


def _table(title: str, results: tuple[Result, ...], messages: Messages, key: str) -> Table:
    rows = tuple(
        Row(
            (
                "hard" if result.test.severity == "error" else "soft",
                result.test.variable,
                result.test.id or result.test.rule.code,
                _said(result, messages),
                result.failed,
                result.undetermined,
                result.passed,
            )
        )
        for result in results
    )
    notes = ("Undetermined: an answer the test needs is missing; it neither passes nor fails.",)
    return Table(title, _COLUMNS, rows, notes, key)


def _named(result: Result, messages: Messages) -> list[Block]:
    """The cases that fail a test: one row a case, with the values the test read."""
    test = result.test
    names = [name for name, _ in result.cases[0].values]
    first = Column("case", "Case") if any(case.id for case in result.cases) else Column("row", "Row")
    columns = (first, *(Column(name, name) for name in names))
    rows = tuple(Row((case.id or str(case.row), *(_cell(v) for _, v in case.values))) for case in result.cases)
    named = len(result.cases)
    shown = f"{named} of {result.failed} cases are shown. " if named < result.failed else ""
    notes = (f"{shown}{test.rule.code}: {test.rule.mend}",)
    title = f"{test.variable}: {test.id or test.rule.code}. {_said(result, messages)}"
    return [Table(title, columns, rows, notes, f"cases_{test.id or test.rule.code}_{test.variable}")]


def _cluster_table(results: tuple[ClusterResult, ...], messages: Messages) -> Table:
    rows = tuple(
        Row(
            (
                result.rule.severity,
                result.rule.by,
                result.rule.id,
                messages.get(result.rule.id, result.rule.rule),
                result.failed,
                result.undetermined,
                result.passed,
                result.outside,
            )
        )
        for result in results
    )
    notes = ("Counted are clusters: all cases that share a value. Outside are the cases without one.",)
    return Table("Every rule about clusters", _CLUSTERS, rows, notes, "clusters")


def _clusters_of(result: ClusterResult, messages: Messages) -> Table:
    """The clusters that fail a rule: one row a cluster, with the cases it is made of."""
    rule = result.rule
    columns = (Column(rule.by, rule.by), Column("n", "Cases", "count"), Column("cases", "Which"))
    rows = tuple(Row((_cell(cluster.value), cluster.n, _some(cluster))) for cluster in result.clusters)
    shown = f"{len(rows)} of {result.failed} clusters are shown. " if len(rows) < result.failed else ""
    notes = (f"{shown}{BROKEN.code}: {BROKEN.mend}",)
    title = f"{rule.by}: {rule.id}. {messages.get(rule.id, rule.rule)}"
    return Table(title, columns, rows, notes, f"clusters_{rule.id}")


def _some(cluster: Cluster) -> str:
    more = f" and {cluster.n - len(cluster.cases)} more" if cluster.cases and cluster.n > len(cluster.cases) else ""
    return ", ".join(cluster.cases) + more


def _cell(value: Value | None) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
