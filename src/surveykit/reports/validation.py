"""The validation report: each test with how the cases did, then the cases that fail."""

from surveykit.missing import Value
from surveykit.quality.validate import Report, Result
from surveykit.reports.document import Block, Document, Findings, Heading, Paragraph
from surveykit.reports.table import Column, Row, Table

_COLUMNS = (
    Column("severity", "Severity"),
    Column("variable", "Variable"),
    Column("rule", "Rule"),
    Column("what", "What fails"),
    Column("failed", "Failed", "count"),
    Column("undetermined", "Undetermined", "count"),
    Column("passed", "Passed", "count"),
)


def validation(report: Report, title: str) -> Document:
    """A report as a document: a summary, the tests that fail, all tests, and the cases."""
    failing = report.failing
    hard = sum(result.failed for result in failing if result.test.severity == "error")
    soft = sum(result.failed for result in failing if result.test.severity == "warning")
    undetermined = sum(result.undetermined for result in report.results)
    summary = (
        f"{report.n} cases, {len(report.results)} tests: {hard} hard and {soft} soft failures in {len(failing)} tests; "
        f"{undetermined} undetermined for want of an answer."
    )
    blocks: list[Block] = [Paragraph(summary)]
    if report.others:
        blocks += [Heading("Beside the tests"), Findings(report.others, len(report.others))]
    if failing:
        blocks += [Heading("What fails"), _table("Tests that fail", failing, "failing")]
    for result in failing:
        blocks += _named(result)
    blocks += [Heading("All tests"), _table("Every test that was made", report.results, "tests")]
    return Document(f"Validation of {title}", tuple(blocks))


def _table(title: str, results: tuple[Result, ...], key: str) -> Table:
    rows = tuple(
        Row(
            (
                "hard" if result.test.severity == "error" else "soft",
                result.test.variable,
                result.test.id or result.test.rule.code,
                result.test.what,
                result.failed,
                result.undetermined,
                result.passed,
            )
        )
        for result in results
    )
    notes = ("Undetermined: an answer the test needs is missing; it neither passes nor fails.",)
    return Table(title, _COLUMNS, rows, notes, key)


def _named(result: Result) -> list[Block]:
    """The cases that fail a test: one row a case, with the values the test read."""
    test = result.test
    names = [name for name, _ in result.cases[0].values]
    columns = (Column("case", "Case"), *(Column(name, name) for name in names))
    rows = tuple(Row((case.id, *(_cell(value) for _, value in case.values))) for case in result.cases)
    shown = f"{len(rows)} of {result.failed} cases are shown. " if len(rows) < result.failed else ""
    notes = (f"{shown}{test.rule.code}: {test.rule.mend}",)
    title = f"{test.variable}: {test.id or test.rule.code}. {test.what}"
    return [Table(title, columns, rows, notes, f"cases_{test.id or test.rule.code}_{test.variable}")]


def _cell(value: Value | None) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
